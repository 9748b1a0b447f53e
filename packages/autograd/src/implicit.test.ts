import { add, cos, less, matmul, multiply, sin, solve, square, subtract, sum, tanh, wrapArray } from "@nablajs/core"
import { describe, expect, it } from "vitest"
import { checkGrads } from "./check.ts"
import { foriLoop } from "./control/common.ts"
import { grad } from "./grad.ts"
import { customFixedPoint, customRoot } from "./implicit.ts"
import { jacobian } from "./jacobian.ts"
import { vmap } from "./vmap.ts"

// biome-ignore lint/suspicious/noExplicitAny: tests call the functions as JavaScript does
type Any = any
const g = grad as Any
const vector = (...xs: number[]): Any => wrapArray("float64", [xs.length], Float64Array.from(xs))

describe("customRoot", () => {
  // bisection reads numbers and branches on them: nothing in it could be differentiated
  const cubeRoot: Any = customRoot(
    (x: Any, a: Any) => subtract(multiply(x, square(x)), a),
    (a: Any) => {
      let [low, high] = [0, 10]
      for (let i = 0; i < 80; i++) {
        const middle = (low + high) / 2
        if (less(middle ** 3, a).item()) low = middle
        else high = middle
      }
      return low
    },
  )

  it("differentiates a solution by the equation, to higher orders, whatever the solver does", () => {
    expect(cubeRoot(8)).toBeCloseTo(2, 12)
    expect(g(cubeRoot)(8)).toBeCloseTo(1 / 12, 12)
    expect(g(g(cubeRoot))(8)).toBeCloseTo(-1 / 144, 12)
    checkGrads(cubeRoot as Any, [5] as Any)
  })

  it("takes trees of unknowns and of parameters", () => {
    // x + y = s, x − y = d
    const both: Any = customRoot(
      ({ x, y }: Any, { s, d }: Any) => [subtract(add(x, y), s), subtract(subtract(x, y), d)],
      ({ s, d }: Any) => ({ x: multiply(0.5, add(s, d)), y: multiply(0.5, subtract(s, d)) }),
    )
    expect(g((t: Any) => both(t).y)({ s: 3, d: 1 })).toEqual({ s: 0.5, d: -0.5 })
  })

  it("solves systems, batched too", () => {
    const A = wrapArray("float64", [2, 2], Float64Array.of(3, 1, 1, 2)) as Any
    const linear: Any = customRoot(
      (x: Any, b: Any) => subtract(matmul(A, x), b),
      (b: Any) => solve(A, b),
    )
    const J = (jacobian as Any)(linear)(vector(1, 2))
    expect(J.toArray()).toEqual([
      [expect.closeTo(0.4), expect.closeTo(-0.2)],
      [expect.closeTo(-0.2), expect.closeTo(0.6)],
    ])
    const slopes = (vmap as Any)(g((b: Any) => sum(linear(b))))(wrapArray("float64", [2, 2], Float64Array.of(1, 2, 3, 4)))
    expect(slopes.toArray().flat()).toEqual([0.2, 0.4, 0.2, 0.4].map((x) => expect.closeTo(x)))
  })

  it("refuses more equations than unknowns", () => {
    const f: Any = customRoot(
      (x: Any, a: Any) => [subtract(x, a), x],
      (a: Any) => a,
    )
    expect(() => g(f)(1)).toThrow(/2 equations for 1 unknowns/)
  })
})

describe("customFixedPoint", () => {
  it("differentiates x = cos(a x)", () => {
    const f: Any = customFixedPoint(
      (x: Any, a: Any) => cos(multiply(a, x)),
      (a: Any) => foriLoop(0, 200, (_, x: Any) => cos(multiply(a, x)), 0.5 as Any),
    )
    checkGrads(f as Any, [0.9] as Any)
    const x = f(0.9)
    expect(g(f)(0.9)).toBeCloseTo((-x * Math.sin(0.9 * x)) / (1 + 0.9 * Math.sin(0.9 * x)), 12)
  })

  it("works on tensors", () => {
    const W = wrapArray("float64", [2, 2], Float64Array.of(0.2, -0.3, 0.1, 0.4)) as Any
    const step = (x: Any, b: Any): Any => tanh(add(matmul(W, x), b))
    const f: Any = customFixedPoint(step, (b: Any) => foriLoop(0, 100, (_, x: Any) => step(x, b), vector(0, 0)))
    checkGrads(((b: Any) => sum(sin(f(b)))) as Any, [vector(0.3, -0.5)] as Any)
  })
})
