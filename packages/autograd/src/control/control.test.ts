import {
  add,
  divide,
  exp,
  greater,
  isNablaError,
  less,
  matmul,
  multiply,
  sin,
  square,
  stack,
  subtract,
  sum,
  symbol,
  tanh,
  wrapArray,
} from "@nablajs/core"
import { describe, expect, it } from "vitest"
import { checkGrads } from "../check.ts"
import { checkpoint } from "../checkpoint.ts"
import { cond } from "./cond.ts"
import { foriLoop } from "./common.ts"
import { jvp } from "../forward.ts"
import { grad } from "../grad.ts"
import { jacfwd, jacrev } from "../jacobian.ts"
import { scan } from "./scan.ts"
import { vmap } from "../vmap.ts"
import { whileLoop } from "./whileloop.ts"

// biome-ignore lint/suspicious/noExplicitAny: tests call the functions as JavaScript does
type Any = any
const g = grad as Any
const vector = (...xs: number[]): Any => wrapArray("float64", [xs.length], Float64Array.from(xs))
const codeOf = (f: () => unknown): string => {
  try {
    f()
    return ""
  } catch (error) {
    if (isNablaError(error)) return error.code
    throw error
  }
}

describe("cond", () => {
  const f = (x: Any): Any =>
    cond(
      less(x, 0),
      (y: Any) => multiply(y, -2),
      (y: Any) => square(y),
      x,
    )

  it("runs the branch that is chosen, alone", () => {
    const runs: string[] = []
    expect(
      cond(
        true,
        () => runs.push("yes"),
        () => runs.push("no"),
      ),
    ).toBe(1)
    expect(runs).toEqual(["yes"])
    expect([f(-3), f(3)]).toEqual([6, 9])
  })

  it("is differentiated and batched", () => {
    expect([g(f)(-3), g(f)(3), (jvp as Any)(f, [3], [1])[1]]).toEqual([-2, 6, 6])
    expect((vmap as Any)(f)(vector(-3, 3)).toArray()).toEqual([6, 9])
    expect((vmap as Any)(g(f))(vector(-3, 3)).toArray()).toEqual([-2, 6])
    expect(g((x: Any) => sum((vmap as Any)(f)(x)))(vector(-3, 3)).toArray()).toEqual([-2, 6])
  })

  it("becomes where for symbols", () => {
    expect((f(symbol("x")) as Any).primitive.name).toBe("where")
  })

  it("refuses branches that differ and conditions with axes", () => {
    const bad = (x: Any): Any =>
      cond(
        less(x, 0),
        () => vector(1, 2),
        () => 1,
      )
    expect(codeOf(() => (vmap as Any)(bad)(vector(1, 2)))).toBe("shape-mismatch")
    expect(
      codeOf(() =>
        cond(
          vector(1, 2),
          () => 1,
          () => 2,
        ),
      ),
    ).toBe("shape-mismatch")
    expect(
      codeOf(() =>
        cond(
          "yes" as Any,
          () => 1,
          () => 2,
        ),
      ),
    ).toBe("bad-argument")
  })
})

describe("whileLoop and foriLoop", () => {
  // Newton's iteration for √a, as long as it moves
  const root = (a: Any): Any =>
    (
      whileLoop(
        ([, step]: Any) => greater(square(step), 1e-20),
        ([x]: Any) => {
          const next = multiply(0.5, add(x, divide(a, x)))
          return [next, subtract(next, x)]
        },
        [a, 1] as Any,
      ) as Any
    )[0]

  it("repeat until the condition fails, differentiably in both modes", () => {
    expect(root(2)).toBeCloseTo(Math.SQRT2, 14)
    expect(g(root)(2)).toBeCloseTo(0.5 / Math.SQRT2, 12)
    expect((jvp as Any)(root, [2], [1])[1]).toBeCloseTo(0.5 / Math.SQRT2, 12)
    expect(foriLoop(0, 5, (i, c: Any) => add(c, i), 0)).toBe(10)
    expect(g((x: Any) => foriLoop(0, 4, (_, c: Any) => multiply(c, x), x))(1.5)).toBeCloseTo(5 * 1.5 ** 4, 12)
  })

  it("run each entry of a batch as long as it needs", () => {
    const doubled = (x: Any): Any =>
      whileLoop(
        (y: Any) => less(y, 100),
        (y: Any) => multiply(y, 2),
        x,
      )
    expect((vmap as Any)(doubled)(vector(3, 100, 60)).toArray()).toEqual([192, 100, 120])
    expect((vmap as Any)(g(doubled))(vector(3, 100, 60)).toArray()).toEqual([64, 1, 2])
    const nested = (vmap as Any)((row: Any) => (vmap as Any)(doubled)(row))(stack([vector(3, 100), vector(60, 1)]))
    expect(nested.toArray()).toEqual([
      [192, 100],
      [120, 128],
    ])
    const roots = (vmap as Any)(root)(vector(2, 9)).toArray()
    expect(roots[0]).toBeCloseTo(Math.SQRT2, 12)
    expect(roots[1]).toBeCloseTo(3, 12)
  })

  it("refuse values that change their shape", () => {
    expect(codeOf(() => foriLoop(0, 2, () => vector(1, 2) as Any, 0))).toBe("shape-mismatch")
    expect(codeOf(() => foriLoop(0.5, 2, (_, c) => c, 0))).toBe("bad-argument")
  })
})

describe("scan", () => {
  const W = wrapArray("float64", [2, 2], Float64Array.from([0.5, -0.3, 0.2, 0.8])) as Any
  const cell = (h: Any, x: Any): Any => {
    const next = tanh(add(matmul(W, h), x))
    return [next, sum(next)]
  }
  const xs = wrapArray("float64", [3, 2], Float64Array.from([1, 2, -1, 0.5, 0.3, 0.1])) as Any
  const loss = (h: Any, inputs: Any): Any => {
    const [last, all] = scan(cell, h, inputs)
    return add(sum(square(last)), sum(multiply(all, vector(1, 2, 3))))
  }

  it("carries a value along and joins the results", () => {
    const [total, sums] = scan((c: Any, x: Any) => [add(c, x), add(c, x)], 0 as Any, vector(1, 2, 3))
    expect([total.item(), sums.toArray()]).toEqual([6, [1, 3, 6]])
    const [, backwards] = scan((c: Any, x: Any) => [add(c, x), add(c, x)], 0 as Any, vector(1, 2, 3), { reverse: true })
    expect(backwards.toArray()).toEqual([6, 5, 3])
    expect(scan((c: Any) => [multiply(c, 2), null], 1 as Any, null, { length: 10 })).toEqual([1024, null])
  })

  it("is differentiated to second order, in both modes, and batched", () => {
    checkGrads(loss as Any, [vector(0.1, 0.2), xs] as Any)
    const f = (h: Any): Any => scan(cell, h, xs)[1]
    expect((jacrev as Any)(f)(vector(0.1, 0.2)).toArray().flat()).toEqual(
      (jacfwd as Any)(f)(vector(0.1, 0.2))
        .toArray()
        .flat()
        .map((v: number) => expect.closeTo(v, 12)),
    )
    const hs = stack([vector(0.1, 0.2), vector(0.5, -1)])
    const each = (vmap as Any)((h: Any) => loss(h, xs))(hs).toArray()
    expect(each).toEqual([loss(vector(0.1, 0.2), xs).item(), loss(vector(0.5, -1), xs).item()].map((v) => expect.closeTo(v, 12)))
  })

  it("keeps less with checkpoints around its steps, and gives the same", () => {
    const total = (M: Any): Any => {
      const step = checkpoint((h: Any, x: Any) => tanh(add(matmul(M, h), x)))
      return sum(square(scan((h: Any, x: Any) => [step(h, x), null], vector(0.1, 0.2) as Any, xs)[0] as Any))
    }
    const plain = (M: Any): Any => sum(square(scan((h: Any, x: Any) => [tanh(add(matmul(M, h), x)), null], vector(0.1, 0.2), xs)[0]))
    expect(g(total)(W).toArray()).toEqual(g(plain)(W).toArray())
  })

  it("takes trees, and refuses sizes that differ", () => {
    const [c, ys] = scan(
      (carry: Any, { a, b }: Any) => [{ n: add(carry.n, a) }, [sin(a), exp(b)]],
      { n: 0 as Any },
      { a: vector(1, 2), b: vector(0, 0) },
    )
    expect([(c.n as Any).item(), ys[1].toArray()]).toEqual([3, [1, 1]])
    expect(codeOf(() => scan((k: Any) => [k, null], 0, [vector(1, 2), vector(1, 2, 3)]))).toBe("shape-mismatch")
    expect(codeOf(() => scan((k: Any) => [k, null], 0, null))).toBe("bad-argument")
    expect(codeOf(() => scan((k: Any) => k, 0 as Any, vector(1)))).toBe("bad-argument")
  })
})
