// Loops written down once answer as the operations that they stand for, one after the other, under every transformation.
import {
  add,
  asTensor,
  astype,
  at,
  concat,
  cos,
  divide,
  exp,
  greater,
  isNablaError,
  less,
  log,
  matmul,
  multiply,
  type NDArray,
  negative,
  sin,
  sqrt,
  square,
  stack,
  subtract,
  sum,
  symbol,
  tanh,
  wrapArray,
} from "@nablajs/core"
import { describe, expect, it, test } from "vitest"
import { checkpoint } from "../checkpoint.ts"
import { cond } from "./cond.ts"
import { customJvp, customVjp } from "../custom.ts"
import { debugNans } from "../debug.ts"
import { jvp } from "../forward.ts"
import { grad } from "../grad.ts"
import { graphOf } from "../graph.ts"
import { hessian, hvp } from "../hessian.ts"
import { jacfwd, jacobian, jacrev } from "../jacobian.ts"
import { linearize } from "../linearize.ts"
import { scan } from "./scan.ts"
import { sparsity } from "../sparsity.ts"
import { backward, variable } from "../variable.ts"
import { vmap } from "../vmap.ts"
import { whileLoop } from "./whileloop.ts"

// biome-ignore lint/suspicious/noExplicitAny: tests call the functions as JavaScript does
type Any = any
type Loop = (f: Any, init: Any, xs: Any, options?: Any) => [Any, Any]

const array = (shape: number[], ...xs: number[]): Any => asTensor(wrapArray("float64", shape, Float64Array.from(xs)))
const wave = (...shape: number[]): Any => {
  const n = shape.reduce((a, b) => a * b, 1)
  return array(shape, ...Array.from({ length: n }, (_, i) => Math.sin(1.7 * i + shape.length)))
}
const map = (tree: Any, f: (x: Any) => Any): Any => {
  if (tree === null || typeof tree === "number" || tree.shape !== undefined) return f(tree)
  if (Array.isArray(tree)) return tree.map((x) => map(x, f))
  return Object.fromEntries(Object.entries(tree).map(([k, x]) => [k, map(x, f)]))
}
const leaves = (tree: Any): Any[] => {
  const out: Any[] = []
  map(tree, (x) => out.push(x))
  return out
}

/** What `scan` means: the steps one after the other. */
const steps: Loop = (f, init, xs, { length, reverse = false } = {}) => {
  const n = length ?? leaves(xs)[0].shape[0]
  let carry = init
  const ys: Any[] = []
  for (let k = 0; k < n; k++) {
    const i = reverse ? n - 1 - k : k
    const [next, y] = f(carry, xs === null ? null : map(xs, (x) => at(x, i)))
    carry = next
    ys[i] = y
  }
  if (ys[0] === null) return [carry, null]
  const columns = leaves(ys[0]).map((_, j) => stack(ys.map((y) => leaves(y)[j])))
  return [carry, map(ys[0], () => columns.shift())]
}

const numbers = (tree: Any): number[] =>
  leaves(tree).flatMap((x) => (typeof x === "number" ? [x] : Array.from((x as NDArray).data, Number)))
function close(actual: Any, expected: Any): void {
  const [a, b] = [numbers(actual), numbers(expected)]
  expect(a).toHaveLength(b.length)
  a.forEach((v, i) => expect(v).toBeCloseTo(b[i] as number, 9))
}

// Functions of a start h [2] and entries xs [3, 2] (a list of both), given the loop.
const W = array([2, 2], 0.5, -0.3, 0.2, 0.8)
const programs: Record<string, (loop: Loop) => (args: Any) => Any> = {
  "a recurrent cell":
    (loop) =>
    ([h, xs]) =>
      leaves(
        loop(
          (c: Any, x: Any) => {
            const next = tanh(add(matmul(W, c), x))
            return [next, square(next)]
          },
          h,
          xs,
        ),
      ),
  "a loop backwards":
    (loop) =>
    ([h, xs]) =>
      leaves(loop((c: Any, x: Any) => [add(multiply(c, x), sin(c)), multiply(c, x)], h, xs, { reverse: true })),
  "a traced value from the surroundings":
    (loop) =>
    ([h, xs]) => {
      const M = multiply(W, sum(h))
      return leaves(loop((c: Any, x: Any) => [tanh(matmul(exp(M), add(c, x))), multiply(c, cos(sum(xs)))], at(xs, 0), xs))
    },
  "only traced surroundings":
    (loop) =>
    ([h, xs]) =>
      leaves(loop((c: Any, x: Any) => [add(multiply(c, h), x), sum(xs)], array([2], 1, 2), wave(4, 2))),
  "trees and a counter":
    (loop) =>
    ([h, xs]) => {
      const [c, ys] = loop(
        ({ a, n }: Any, [x, y]: Any) => [{ a: add(multiply(a, y), multiply(x, n)), n: add(n, 1) }, [a, { s: sum(x) }]],
        { a: h, n: 0 },
        [xs, at(xs, ":", 0)],
      )
      return leaves([c, ys])
    },
  "no entries":
    (loop) =>
    ([h, xs]) =>
      leaves(loop((c: Any) => [multiply(sin(c), sum(xs)), c], h, null, { length: 4 })).slice(0, 2),
  "a loop in a loop":
    (loop) =>
    ([h, xs]) =>
      leaves(
        loop(
          (c: Any, x: Any) => {
            const [inner, all] = loop((d: Any, y: Any) => [add(multiply(d, y), sum(x)), sin(d)], sum(multiply(c, x)), x)
            return [multiply(c, inner), all]
          },
          h,
          xs,
        ),
      ),
  "a choice in each step":
    (loop) =>
    ([h, xs]) =>
      leaves(
        loop(
          (c: Any, x: Any) => {
            const next = cond(
              greater(sum(x), 0) as Any,
              (p: Any, q: Any) => add(multiply(p, q), h),
              (p: Any, q: Any) => sin(subtract(p, q)),
              c,
              x,
            )
            return [
              next,
              cond(
                less(sum(c), sum(x)) as Any,
                (p: Any) => exp(p),
                (p: Any) => square(p),
                c,
              ),
            ]
          },
          h,
          xs,
        ),
      ),
  "a gradient in each step":
    (loop) =>
    ([h, xs]) =>
      leaves(
        loop(
          (c: Any, x: Any) => [subtract(c, multiply(0.1, (grad as Any)((z: Any) => sum(square(sin(multiply(z, x)))))(c))), null],
          h,
          xs,
        )[0],
      ),
  "a batch in each step":
    (loop) =>
    ([h, xs]) =>
      leaves(
        loop(
          (c: Any, x: Any) => [add(c, sum((vmap as Any)((z: Any) => multiply(z, x))(stack([c, x])), { axis: 0 } as Any)), null],
          h,
          xs,
        )[0],
      ),
  "checkpoints and rules in each step":
    (loop) =>
    ([h, xs]) => {
      const scaled = sum(h)
      const step = checkpoint((c: Any, x: Any) => sin(add(multiply(c, scaled), x)))
      const cube = customJvp(
        (x: Any) => multiply(x, multiply(x, x)),
        ([x]: Any, [dx]: Any) => [multiply(x, multiply(x, x)), multiply(dx, multiply(3, square(x)))],
      )
      const root = customVjp(
        (x: Any) => sqrt(add(square(x), 1)),
        (x: Any) => [sqrt(add(square(x), 1)), x] as Any,
        (x: Any, g: Any) => [multiply(g, divide(x, sqrt(add(square(x), 1))))] as Any,
      )
      return leaves(loop((c: Any, x: Any) => [step(c, x), cube(root(c))], h, xs))
    },
  "a value that only some steps move":
    (loop) =>
    ([h, xs]) =>
      leaves(loop(([a, b]: Any, x: Any) => [[add(a, 1), add(multiply(b, a), x)], multiply(a, 2)], [array([2], 1, 2), h], xs)),
}

describe.each(Object.entries(programs))("A scan with %s", (_, program) => {
  const one = program(scan as Any)
  const many = program(steps)
  const point: Any = [array([2], 0.3, -0.4), wave(3, 2)]
  const direction: Any = [array([2], 1, 0.5), wave(3, 2)]
  const total =
    (f: Any) =>
    (args: Any): Any =>
      leaves(f(args))
        .map((y, i) => multiply(i + 1, sum(sin(y))))
        .reduce((a, b) => add(a, b) as Any)

  it("has their value and their tangents", () => {
    close(one(point), many(point))
    close((jvp as Any)(one, [point], [direction]), (jvp as Any)(many, [point], [direction]))
    const [value, push] = (linearize as Any)(one, point)
    close([value, push(direction)], (jvp as Any)(many, [point], [direction]))
  })

  it("has their gradient, Jacobian and Hessian", () => {
    close((grad as Any)(total(one))(point), (grad as Any)(total(many))(point))
    const expected = (jacobian as Any)(many)(point)
    close((jacrev as Any)(one)(point), expected)
    close((jacfwd as Any)(one)(point), expected)
    close((hessian as Any)(total(one))(point), (hessian as Any)(total(many))(point))
    close((hvp as Any)(total(one))(point, direction), (hvp as Any)(total(many))(point, direction))
  })

  it("has their gradient of a gradient, whichever mode is outside", () => {
    const second =
      (f: Any) =>
      (args: Any): Any =>
        leaves((grad as Any)(total(f))(args))
          .map((y) => sum(square(y)))
          .reduce((a, b) => add(a, b) as Any)
    close((grad as Any)(second(one))(point), (grad as Any)(second(many))(point))
    close((jvp as Any)((grad as Any)(total(one)), [point], [direction]), (jvp as Any)((grad as Any)(total(many)), [point], [direction]))
    const third =
      (f: Any) =>
      (args: Any): Any =>
        leaves((jvp as Any)(f, [args], [direction])[1])
          .map((y) => sum(y))
          .reduce((a, b) => add(a, b) as Any)
    close((grad as Any)(third(one))(point), (grad as Any)(third(many))(point))
  })

  test.each([[[0, 0]], [[1, 2]], [[null, 1]], [[0, null]]])("has their batches over the axes %j", (axes) => {
    const at2 = (x: Any, axis: number | null): Any =>
      axis === null ? x : stack([x, multiply(x, 0.7), negative(x)], { axis: Math.min(axis, x.shape.length) } as Any)
    const inAxes = [axes.map((axis, i) => (axis === null ? null : Math.min(axis, i + 1)))]
    const args = point.map((x: Any, i: number) => at2(x, inAxes[0]?.[i] as number | null))
    const batch = (f: Any): Any => (vmap as Any)(f, { inAxes })(args)
    close(batch(one), batch(many))
    close(batch((grad as Any)(total(one))), batch((grad as Any)(total(many))))
    const outer =
      (f: Any) =>
      (all: Any): Any =>
        leaves((vmap as Any)(f, { inAxes, outAxes: 0 })(all))
          .map((y) => sum(square(y)))
          .reduce((a, b) => add(a, b) as Any)
    close((grad as Any)(outer(one))(args), (grad as Any)(outer(many))(args))
  })

  it("has their derivatives by variables, and finds no NaN", () => {
    const [h, xs] = point.map((x: Any) => variable(x))
    backward(total(one)([h, xs]) as Any)
    close([h.grad, xs.grad], (grad as Any)(total(many))(point))
    close((debugNans as Any)(one)(point), many(point))
  })
})

describe("A scan", () => {
  const sums: Any = (xs: Any) => (scan as Any)((c: Any, x: Any) => [add(c, multiply(x, x)), c], 0, xs)[0]
  const codeOf = (f: () => unknown): string => {
    try {
      f()
      return ""
    } catch (error) {
      if (isNablaError(error)) return `${error.code}: ${error.message}`
      throw error
    }
  }

  it("runs its function once where values are traced, and is one operation", () => {
    let runs = 0
    const f = (xs: Any): Any =>
      (scan as Any)(
        (c: Any, x: Any) => {
          runs++
          return [multiply(c, sin(x)), null]
        },
        array([], 1),
        xs,
      )[0]
    ;(grad as Any)(f)(wave(50))
    expect(runs).toBe(1)
    ;(vmap as Any)(f)(wave(2, 50))
    ;(jvp as Any)(f, [wave(50)], [wave(50)])
    expect(runs).toBe(3)
    expect((graphOf as Any)(f, wave(50)).nodes.map((n: Any) => n.label)).toEqual(["x", "1", "scan"])
    const term = (f as Any)(symbol("x", [50]))
    expect([term.primitive.name, term.shape]).toEqual(["scan", []])
  })

  it("just runs for computed values", () => {
    let runs = 0
    const out = (scan as Any)((c: Any, x: Any) => [add(c, x), (runs += 1)], 0, wave(5))
    expect([runs, numbers(out[1])]).toEqual([5, [1, 2, 3, 4, 5]])
  })

  it("may read its values, and then runs step by step", () => {
    const f =
      (loop: Any) =>
      (x: Any): Any =>
        loop((c: Any, y: Any) => [less(c, 0).item() ? square(y) : multiply(c, y), null], x, array([3], -1, 2, 3))[0]
    for (const x of [0.5, -0.5]) close((grad as Any)(f(scan))(x), (grad as Any)(f(steps))(x))
    const nested =
      (loop: Any) =>
      (x: Any): Any =>
        loop((c: Any) => [multiply(c, f(loop)(c)), null], x, null, { length: 2 })[0]
    close((grad as Any)(nested(scan))(0.7), (grad as Any)(nested(steps))(0.7))
  })

  it("carries plain numbers in the type of what they meet", () => {
    const single = (x: Any): Any => astype(x, "float32")
    const xs = wave(4)
    const dtypes = [sums(single(xs)), (jvp as Any)(sums, [single(xs)], [single(xs)])[1], (grad as Any)(sums)(single(xs))].map(
      (y: Any) => y.dtype,
    )
    expect(dtypes).toEqual(["float32", "float32", "float32"])
    const start = (x: Any): Any => (scan as Any)((c: Any, y: Any) => [multiply(c, y), null], x, single(xs))[0]
    expect(
      (grad as Any)((x: Any) => {
        const y = start(x)
        expect(y.dtype).toBe("float32")
        return astype(y, "float64")
      })(0.5),
    ).toBeCloseTo(
      numbers(xs).reduce((a, b) => a * b),
      6,
    )
  })

  it("of no steps gives what it started from, and results without entries", () => {
    const [c, ys] = (scan as Any)((c: Any, x: Any) => [add(c, x), [c, sum(x)]], array([2], 1, 2), wave(0, 2))
    expect([c.toArray(), ys[0].shape, ys[1].shape]).toEqual([[1, 2], [0, 2], [0]])
    expect(
      (grad as Any)((h: Any) => sum((scan as Any)((c: Any, x: Any) => [add(c, x), null], h, wave(0, 2))[0]))(array([2], 1, 2)).toArray(),
    ).toEqual([1, 1])
  })

  it("differentiates 100,000 steps with memory that grows with them alone", () => {
    const f = (x: Any): Any => (scan as Any)((c: Any) => [add(multiply(c, x), 1), null], 0, null, { length: 100_000 })[0]
    expect((grad as Any)(f)(0.5)).toBeCloseTo(4, 9)
  })

  it("refuses a carry that changes its form, and results that are none, traced or not", () => {
    const shapes = (x: Any): Any => (scan as Any)((c: Any, y: Any) => [concat([c, stack([y])]), null], array([1], 0), x)[0]
    const types = (x: Any): Any => (scan as Any)((c: Any, y: Any) => [multiply(c, y), null], astype(array([], 1), "float32"), x)[0]
    for (const run of [() => shapes(wave(3)), () => (grad as Any)(shapes)(wave(3))])
      expect(codeOf(run)).toMatch(
        /^shape-mismatch: scan: the value must keep its structure and shapes from step to step, got .* of shapes \[1\], then .* of shapes \[2\]$/,
      )
    for (const run of [() => types(wave(3)), () => (grad as Any)(types)(wave(3))])
      expect(codeOf(run)).toMatch("dtype-mismatch: scan: the value must keep its types from step to step, got float32, then float64")
    expect(codeOf(() => (grad as Any)((x: Any) => (scan as Any)((c: Any) => c, x, wave(3)))(1))).toMatch(
      "bad-argument: scan: the function returns [carry, y]",
    )
  })

  it("keeps with a checkpoint only what enters a step", () => {
    let kept = 0
    const step = (c: Any, x: Any): Any => sin(exp(sin(multiply(c, x))))
    const run =
      (f: Any) =>
      (xs: Any): Any =>
        (scan as Any)((c: Any, x: Any) => [f(c, x), null], array([], 0.5), xs)[0]
    // what is saved goes along the steps of the first of the two loops that the gradient of a loop is
    const savedBy = (f: Any): number => {
      kept = 0
      const term = (jacrev as Any)(run(f))(symbol("x", [6]))
      const seen = new Set<Any>()
      const visit = (node: Any): void => {
        if (seen.has(node)) return
        seen.add(node)
        if (node.primitive?.name === "scan") kept = Math.max(kept, node.params.body.results.length - node.params.carried)
        node.args.forEach(visit)
      }
      visit(term)
      return kept
    }
    expect(savedBy(checkpoint(step))).toBe(1)
    expect(savedBy(step)).toBeGreaterThan(2)
    close((grad as Any)(run(checkpoint(step)))(wave(6)), (grad as Any)(run(step))(wave(6)))
  })

  it("knows which results depend on which entries", () => {
    const f = (xs: Any): Any => (scan as Any)((c: Any, x: Any) => [add(c, x), c], 0, xs)[1]
    expect((sparsity as Any)(f, wave(3)).toArray()).toEqual([
      [false, false, false],
      [true, false, false],
      [true, true, false],
    ])
  })

  it("names the operation in its steps that made NaN", () => {
    const f = (xs: Any): Any => (scan as Any)((c: Any, x: Any) => [add(c, log(x)), null], 0, xs)[0]
    expect(codeOf(() => (debugNans as Any)(f)(array([2], 1, -1)))).toMatch("nan-found: debugNans: log made NaN from -1")
  })
})

describe("A loop while a condition holds", () => {
  const root = (a: Any): Any =>
    (whileLoop as Any)(
      ([x, last]: Any) => greater(square(subtract(x, last)), 1e-20),
      ([x]: Any) => [multiply(0.5, add(x, divide(a, x))), x],
      [a, 0],
    )[0]

  it("is one operation where values are traced, in both modes, to second order and in batches", () => {
    expect((graphOf as Any)((a: Any) => root(a), 2).nodes.filter((n: Any) => n.label === "while")).toHaveLength(1)
    expect((grad as Any)(root)(2)).toBeCloseTo(0.5 / Math.SQRT2, 10)
    expect((jvp as Any)(root, [2], [1])[1]).toBeCloseTo(0.5 / Math.SQRT2, 10)
    expect((grad as Any)((grad as Any)(root))(2)).toBeCloseTo(-0.25 / 2 ** 1.5, 8)
    expect((hessian as Any)(root)(2)).toBeCloseTo(-0.25 / 2 ** 1.5, 8)
    close((vmap as Any)(root)(array([3], 2, 9, 100)), array([3], Math.SQRT2, 3, 10))
    close((vmap as Any)((grad as Any)(root))(array([3], 2, 9, 100)), array([3], 0.5 / Math.SQRT2, 1 / 6, 0.05))
    close((grad as Any)((x: Any) => sum((vmap as Any)(root)(x)))(array([3], 2, 9, 100)), array([3], 0.5 / Math.SQRT2, 1 / 6, 0.05))
    close((jacrev as Any)((x: Any) => (vmap as Any)(root)(x))(array([2], 4, 9)), array([2, 2], 0.25, 0, 0, 1 / 6))
  })

  it("inside a scan runs forwards as written down; backwards the scan runs step by step, for there the steps can be counted", () => {
    const doubled = (c: Any, limit: Any): Any =>
      (whileLoop as Any)(
        (v: Any) => less(v, limit),
        (v: Any) => multiply(v, 2),
        c,
      )
    const f =
      (loop: Any) =>
      (x: Any): Any =>
        loop((c: Any, limit: Any) => [divide(doubled(c, limit), limit), c], x, array([3], 10, 100, 50))[0]
    expect((jvp as Any)(f(scan), [0.3], [1])).toEqual((jvp as Any)(f(steps), [0.3], [1]))
    expect((grad as Any)(f(scan))(0.3)).toBe((grad as Any)(f(steps))(0.3))
    close((vmap as Any)((grad as Any)(f(scan)))(array([2], 0.3, 0.7)), (vmap as Any)((grad as Any)(f(steps)))(array([2], 0.3, 0.7)))
  })

  it("is a term of symbols, which has a value where they have one; its way back needs to count the steps", () => {
    const term = (whileLoop as Any)(
      (v: Any) => less(v, 100),
      (v: Any) => multiply(v, 2),
      symbol("x"),
    )
    expect(term.primitive.name).toBe("while")
    expect(() =>
      (grad as Any)((v: Any) =>
        (whileLoop as Any)(
          (u: Any) => less(u, 100),
          (u: Any) => multiply(u, 2),
          v,
        ),
      )(symbol("x")),
    ).toThrow("whileLoop: how often the body runs depends on a symbol; give it a value first; reverse mode needs the number of steps")
  })

  it("can be looked at for NaN, and carries numbers in the type of what they meet", () => {
    expect((debugNans as Any)(root)(2)).toBeCloseTo(Math.SQRT2, 12)
    const f = (x: Any): Any =>
      (whileLoop as Any)(
        (v: Any) => less(v, 10),
        (v: Any) => add(v, astype(x, "float32")),
        0,
      )
    expect((jvp as Any)(f, [array([], 3)], [array([], 1)])[1].dtype).toBe("float32")
  })
})

describe("A choice in a traced loop", () => {
  it("runs one branch: the other makes no NaN, forwards or back", () => {
    const f = (xs: Any): Any =>
      (scan as Any)(
        (c: Any, x: Any) => [
          add(
            c,
            cond(
              greater(x, 0) as Any,
              (v: Any) => sqrt(v),
              (v: Any) => multiply(0, v),
              x,
            ),
          ),
          null,
        ],
        0,
        xs,
      )[0]
    expect((grad as Any)(f)(array([3], 4, 0, -1)).toArray()).toEqual([0.25, 0, 0])
    expect((jvp as Any)(f, [array([3], 4, 0, -1)], [array([3], 1, 1, 1)])[1].item()).toBe(0.25)
  })

  it("has its branches' results in their common type", () => {
    const f = (xs: Any): Any =>
      (scan as Any)(
        (c: Any, x: Any) => [
          c,
          cond(
            greater(x, 0) as Any,
            (v: Any) => astype(v, "float32"),
            (v: Any) => v,
            x,
          ),
        ],
        0,
        xs,
      )[1]
    expect((jvp as Any)(f, [wave(3)], [wave(3)])[0].dtype).toBe("float64")
  })
})
