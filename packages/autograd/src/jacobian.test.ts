import {
  bind1,
  bind2,
  custom,
  symbol,
  unary,
  add,
  exp,
  type ErrorCode,
  isNablaError,
  less,
  matmul,
  multiply,
  sin,
  square,
  sum,
  tanh,
  wrapArray,
} from "@nablajs/core"
import { describe, expect, it } from "vitest"
import { jvp } from "./forward.ts"
import { grad } from "./grad.ts"
import { hessian, hvp } from "./hessian.ts"
import { jacfwd, jacobian, jacrev } from "./jacobian.ts"
import { linearize } from "./linearize.ts"
import { vjp } from "./reverse.ts"
import { vmap } from "./vmap.ts"

// biome-ignore lint/suspicious/noExplicitAny: tests call the functions as JavaScript does
type Any = any
const array = (shape: number[], ...xs: number[]): Any => wrapArray("float64", shape, Float64Array.from(xs))
const vector = (...xs: number[]): Any => array([xs.length], ...xs)
const codeOf = (f: () => unknown): ErrorCode | undefined => {
  try {
    f()
  } catch (error) {
    if (isNablaError(error)) return error.code
    throw error
  }
  return undefined
}
const close = (a: Any, b: Any): void => {
  expect(a.shape).toEqual(b.shape)
  const [x, y] = [Array.from(a.data as Float64Array), Array.from(b.data as Float64Array)]
  x.forEach((v, i) => expect(v).toBeCloseTo(y[i] as number, 10))
}

const W = array([2, 3], 1, 2, 3, 4, 5, 6)
const layer = (x: Any): Any => tanh(matmul(W, x))
const x0 = vector(0.1, -0.2, 0.05)

describe("jacobian", () => {
  it("agrees in both modes, of shape [...y, ...x]", () => {
    const J = (jacobian as Any)(layer)(x0)
    expect(J.shape).toEqual([2, 3])
    close((jacfwd as Any)(layer)(x0), J)
    close((jacrev as Any)(layer)(x0), J)
  })

  it("is the matrix of a linear function, for matrices too", () => {
    close((jacobian as Any)((x: Any) => matmul(W, x))(x0), W)
    const X = array([3, 2], 1, 2, 3, 4, 5, 6)
    const J = (jacfwd as Any)((M: Any) => matmul(W, M))(X)
    expect(J.shape).toEqual([2, 2, 3, 2])
    close((jacrev as Any)((M: Any) => matmul(W, M))(X), J)
  })

  it("gives trees of blocks, by result and then by argument, numbers for numbers", () => {
    const f = ({ a, b }: Any) => [multiply(a, b), square(a)]
    const J = (jacobian as Any)(f)({ a: 3, b: vector(1, 2) })
    close(J[0].a, vector(1, 2))
    close(J[0].b, array([2, 2], 3, 0, 0, 3))
    expect(J[1].a).toBe(6)
    close(J[1].b, vector(0, 0))
  })

  it("is zero where a result does not depend on the argument", () => {
    const f = (x: Any) => [x, vector(1, 2, 3)]
    for (const mode of [jacfwd, jacrev] as Any[]) close(mode(f)(vector(1, 2))[1], array([3, 2], 0, 0, 0, 0, 0, 0))
  })

  it("lets the function branch on its values", () => {
    const f = (x: Any) => (less(sum(x), 0).item() ? x : square(x))
    close((jacobian as Any)(f)(vector(1, 2)), array([2, 2], 2, 0, 0, 4))
  })
})

describe("jacobian refuses", () => {
  it("results without derivative, and options that it does not have", () => {
    expect(codeOf(() => (jacobian as Any)((x: Any) => less(x, 0))(vector(1, 2)))).toBe("not-differentiable")
    for (const f of [jacobian as Any, hessian as Any, vmap as Any])
      expect(codeOf(() => f(sin, { axis: 1 })(vector(1)))).toBe("bad-argument")
  })
})

describe("argnums and hasAux", () => {
  const f = (x: Any, y: Any): Any => multiply(square(x), y)

  it("choose arguments of jacobian and hessian", () => {
    const [x, y] = [vector(1, 2), vector(3, 4)]
    for (const mode of [jacobian, jacfwd, jacrev] as Any[]) {
      close(mode(f, { argnums: 1 })(x, y), array([2, 2], 1, 0, 0, 4))
      const [dx, dy] = mode(f, { argnums: [0, -1] })(x, y)
      close(dx, array([2, 2], 6, 0, 0, 16))
      close(dy, array([2, 2], 1, 0, 0, 4))
    }
    expect((hessian as Any)(f, { argnums: 1 })(2, 3)).toBe(0)
    expect((hessian as Any)(f, { argnums: [0, 1] })(2, 3)).toEqual([
      [6, 4],
      [4, 0],
    ])
    expect(codeOf(() => (jacobian as Any)(f, { argnums: 2 })(x, y))).toBe("bad-argument")
  })

  it("pass extra results, free of traces", () => {
    const [J, extra] = (jacobian as Any)((x: Any) => [square(x), { half: multiply(x, 0.5) }], { hasAux: true })(3)
    expect([J, extra]).toEqual([6, { half: 1.5 }])
  })
})

describe("hessian and hvp", () => {
  const f = (x: Any): Any => sum(exp(matmul(W, x)))

  it("agree with each other and with jacrev of grad", () => {
    const H = (hessian as Any)(f)(x0)
    close((jacrev as Any)((grad as Any)(f))(x0), H)
    const v = vector(1, -2, 0.5)
    close((hvp as Any)(f)(x0, v), matmul(H, v))
  })

  it("give blocks for trees and numbers for numbers", () => {
    const H = (hessian as Any)(({ a, b }: Any) => multiply(square(a), sum(square(b))))({ a: 2, b: vector(1, 2) })
    expect(H.a.a).toBe(10)
    close(H.a.b, vector(8, 16))
    close(H.b.b, array([2, 2], 8, 0, 0, 8))
    expect(hessian((x) => multiply(x, multiply(x, x)))(2)).toBe(12)
    expect((hvp as Any)((x: Any) => multiply(x, multiply(x, x)))(2, 3)).toBe(36)
  })

  it("name themselves when the function is not scalar", () => {
    expect(() => (hessian as Any)((x: Any) => x)(x0)).toThrow(/^hessian: .*shape \[3\]/)
    expect(() => (hvp as Any)((x: Any) => x)(x0, x0)).toThrow(/^hvp: /)
  })
})

describe("jvp, vjp and linearize", () => {
  it("are the same derivative: ⟨g, J v⟩ = ⟨Jᵀ g, v⟩", () => {
    const v = vector(0.3, -1, 2)
    const g = vector(1.5, -0.5)
    const [, dy] = (jvp as Any)(layer, [x0], [v])
    const [y, pull] = (vjp as Any)(layer, x0)
    const [z, linear] = (linearize as Any)(layer, x0)
    close(y, layer(x0))
    close(z, y)
    close(linear(v), dy)
    expect(sum(multiply(g, dy)).item()).toBeCloseTo((sum(multiply(pull(g)[0], v)) as Any).item(), 12)
  })

  it("take several arguments and give numbers for numbers", () => {
    const f = (x: Any, y: Any) => [multiply(x, y), add(x, y)]
    expect((jvp as Any)(f, [2, 3], [1, 10])).toEqual([
      [6, 5],
      [23, 11],
    ])
    const [y, pull] = (vjp as Any)(f, 2, 3)
    expect(y).toEqual([6, 5])
    expect(pull([1, 0])).toEqual([3, 2])
    expect(pull([0, 1])).toEqual([1, 1])
    expect((linearize as Any)(f, 2, 3)[1](1, 10)).toEqual([23, 11])
  })

  it("are differentiated themselves", () => {
    expect((grad as Any)((x: Any) => (vjp as Any)(sin, x)[1](1)[0])(0.3)).toBeCloseTo(-Math.sin(0.3), 14)
    expect((grad as Any)((x: Any) => (jvp as Any)(sin, [x], [1])[1])(0.3)).toBeCloseTo(-Math.sin(0.3), 14)
    expect((jvp as Any)(grad(sin), [0.3], [1])[1]).toBeCloseTo(-Math.sin(0.3), 14)
    expect((grad as Any)((x: Any) => multiply(x, (jvp as Any)((y: Any) => multiply(x, y), [1], [1])[1]))(3)).toBe(6)
  })

  it("refuse directions of another structure or shape", () => {
    expect(codeOf(() => (jvp as Any)(layer, [x0], [vector(1, 2)]))).toBe("shape-mismatch")
    expect(codeOf(() => (jvp as Any)(layer, [x0], [[x0]]))).toBe("bad-argument")
    expect(codeOf(() => (jvp as Any)(layer, x0, x0))).toBe("bad-argument")
    expect(codeOf(() => (vjp as Any)(layer, x0)[1](x0))).toBe("shape-mismatch")
  })

  it("leave nothing behind when a walk back fails", () => {
    let fail = true
    const identity = unary(
      "identity",
      (x) => x,
      () => {
        if (fail) throw new Error("rule failed")
        return 1
      },
    )
    const [, pull] = (vjp as Any)((x: Any) => multiply(square(bind1(identity, x)), x), 2)
    expect(() => pull(1)).toThrow("rule failed")
    fail = false
    expect(pull(1)).toEqual([12])
    expect(pull(1)).toEqual([12])
  })
})

describe("vmap", () => {
  const X = array([2, 3], 0.1, 0.2, 0.3, 0.4, 0.5, 0.6)
  const rows = [vector(0.1, 0.2, 0.3), vector(0.4, 0.5, 0.6)]
  const f = (x: Any): Any => sum(exp(matmul(W, x)))

  it("is the function of each entry", () => {
    close((vmap as Any)(f)(X), vector(...rows.map((r) => f(r).item())))
    close((vmap as Any)((grad as Any)(f))(X), array([2, 3], ...rows.flatMap((r) => (grad as Any)(f)(r).toArray())))
  })

  it("is differentiated, and nested", () => {
    close((grad as Any)((Y: Any) => sum((vmap as Any)(f)(Y)))(X), (vmap as Any)((grad as Any)(f))(X))
    const outer = (vmap as Any)((a: Any) => (vmap as Any)((b: Any) => multiply(a, b))(vector(1, 2, 3)))(vector(10, 20))
    close(outer, array([2, 3], 10, 20, 30, 20, 40, 60))
  })

  it("takes axes for arguments and results, in trees", () => {
    const XT = array([3, 2], 0.1, 0.4, 0.2, 0.5, 0.3, 0.6)
    close((vmap as Any)((x: Any) => multiply(x, 2), { inAxes: 1, outAxes: 1 })(XT), multiply(XT, 2))
    close((vmap as Any)((x: Any) => x, { inAxes: -1 })(XT), X)
    const scaled = (vmap as Any)(({ x, s }: Any, t: Any) => add(multiply(x, s), t), { inAxes: [{ x: 0, s: null }, null] })
    close(scaled({ x: X, s: 2 }, 1), add(multiply(X, 2), 1))
    const [a, b] = (vmap as Any)((x: Any) => [x, 5], { outAxes: [0, null] })(X)
    close(a, X)
    expect(b).toBe(5)
  })

  it("repeats results that do not vary", () => {
    close((vmap as Any)(() => 5)(X), vector(5, 5))
  })

  it("refuses branches on batched values, naming where", () => {
    expect(() => (vmap as Any)((x: Any) => (less(sum(x), 1).item() ? x : x))(X)).toThrow(/where\(condition/)
  })

  it("refuses sizes that differ, arguments without axes, and results that vary under null", () => {
    expect(codeOf(() => (vmap as Any)(add)(X, vector(1, 2, 3)))).toBe("shape-mismatch")
    expect(codeOf(() => (vmap as Any)(add)(X, 3))).toBe("bad-argument")
    expect(codeOf(() => (vmap as Any)(add, { inAxes: null })(X, 3))).toBe("bad-argument")
    expect(codeOf(() => (vmap as Any)(sin, { outAxes: null })(X))).toBe("bad-argument")
    expect(codeOf(() => (vmap as Any)(sin, { inAxes: 2 })(X))).toBe("axis-out-of-range")
    expect(codeOf(() => (vmap as Any)(sin, { inAxes: [0, 0] })(X))).toBe("bad-argument")
  })

  it("computes one entry at a time where a primitive has no rule for batches", () => {
    const twice = custom({
      name: "twice",
      arity: 2,
      shape: ([x]) => x as readonly number[],
      eager: ([x]) => add(x as Any, x as Any) as Any,
      jvp: (_, [dx]) => [multiply(2, dx as Any) as Any],
    })
    const g = (x: Any): Any => bind2(twice, x, 3)
    close((vmap as Any)(g)(X), multiply(X, 2))
    close((vmap as Any)((grad as Any)((x: Any) => sum(g(x))))(X), array([2, 3], 2, 2, 2, 2, 2, 2))
  })

  it("takes batches of symbolic size", () => {
    const S = symbol("X", ["m", "n"])
    expect((vmap as Any)((x: Any) => [sum(square(x)), 5])(S).map((y: Any) => y.shape)).toEqual([["m"], ["m"]])
    expect((vmap as Any)((grad as Any)((x: Any) => sum(square(x))))(S).shape).toEqual(["m", "n"])
  })

  it("aligns entries of different rank", () => {
    const add2 = (a: Any, b: Any): Any => add(a, b)
    close((vmap as Any)(add2)(vector(10, 20), X), array([2, 3], 10.1, 10.2, 10.3, 20.4, 20.5, 20.6))
    close((vmap as Any)(add2, { inAxes: [0, null] })(vector(10, 20), vector(1, 2)), array([2, 2], 11, 12, 21, 22))
  })
})
