// The conventions where a derivative does not exist or needs a limit, as PyTorch has them.
import {
  abs,
  cbrt,
  clip,
  cumprod,
  cumulativeMax,
  cumulativeMin,
  exp,
  hypot,
  log,
  logaddexp,
  logsumexp,
  matmul,
  max,
  maximum,
  min,
  minimum,
  multiply,
  norm,
  pow,
  prod,
  relu,
  sigmoid,
  sign,
  sqrt,
  square,
  softmax,
  softplus,
  std,
  sum,
  tanh,
  wrapArray,
} from "@nablajs/core"
import { describe, expect, it } from "vitest"
import { jvp } from "./forward.ts"
import { grad } from "./grad.ts"

// biome-ignore lint/suspicious/noExplicitAny: tests call the functions as JavaScript does
type Any = any
const g = grad as Any
const vector = (...xs: number[]): Any => wrapArray("float64", [xs.length], Float64Array.from(xs))
const forward = (f: Any) => (x: Any) => (jvp as Any)(f, [x], [1])[1]

describe("derivatives at kinks", () => {
  it("are 0 for relu, abs, sign and norm at 0, in both modes", () => {
    for (const f of [relu, abs, sign]) expect([g(f)(0), forward(f)(0)].map(Math.abs)).toEqual([0, 0])
    expect(
      g((x: Any) => norm(x))(vector(0, 0))
        .toArray()
        .map(Math.abs),
    ).toEqual([0, 0])
  })

  it("share equally at ties of max, min, maximum and minimum", () => {
    expect(g((x: Any) => max(x))(vector(1, 3, 3, 2)).toArray()).toEqual([0, 0.5, 0.5, 0])
    expect(
      g((x: Any) => min(x))(vector(1, 3, 1, 1))
        .toArray()
        .map((v: number) => v * 3),
    ).toEqual([1, 0, 1, 1])
    expect(g((x: Any) => maximum(x, 2))(2)).toBe(0.5)
    expect(g((x: Any) => minimum(x, 2))(2)).toBe(0.5)
  })

  it("are infinite for the roots at 0, and where alone does not hide that", () => {
    expect(g(sqrt)(0)).toBe(Number.POSITIVE_INFINITY)
    expect(g(cbrt)(0)).toBe(Number.POSITIVE_INFINITY)
  })

  it("are exact for products with zeros", () => {
    expect(g((x: Any) => prod(x))(vector(0, 2, 3)).toArray()).toEqual([6, 0, 0])
    expect(g((x: Any) => prod(x))(vector(0, 2, 0)).toArray()).toEqual([0, 0, 0])
    expect(g((x: Any) => sum(cumprod(x, { axis: 0 })))(vector(0, 2, 3)).toArray()).toEqual([9, 0, 0])
  })

  it("belong to the last of equal elements in running extremes", () => {
    expect(g((x: Any) => sum(cumulativeMax(x)))(vector(2, 1, 2, 3)).toArray()).toEqual([2, 0, 1, 1])
    expect(g((x: Any) => sum(cumulativeMin(x)))(vector(2, 1, 1, 3)).toArray()).toEqual([1, 1, 2, 0])
  })

  it("of powers at 0 are those of the limits", () => {
    expect(g((y: Any) => pow(0, y))(2)).toBe(0)
    expect(g((x: Any) => pow(x, 2))(0)).toBe(0)
    expect(g((x: Any) => pow(x, 1))(0)).toBe(1)
    expect(g((x: Any) => pow(x, 0))(0)).toBe(0)
    expect(g(g((x: Any) => pow(x, 2)))(0)).toBe(2)
    expect(g((x: Any) => sum(pow(x, vector(0, 1, 2))))(vector(0, 0, 0)).toArray()).toEqual([0, 1, 0])
    expect(g((x: Any) => pow(x, 3))(-2)).toBe(12)
  })

  it("inside the limits of clip are 1, outside 0", () => {
    expect([-2, 0.5, 2].map(g((x: Any) => clip(x, -1, 1)))).toEqual([0, 1, 0])
  })
})

describe("second derivatives through saved outputs", () => {
  it("are whole for exp, tanh, sigmoid and softmax", () => {
    const x = 0.3
    const s = 1 / (1 + Math.exp(-x))
    const t = Math.tanh(x)
    expect(g(g(exp))(x)).toBeCloseTo(Math.exp(x), 14)
    expect(g(g(tanh))(x)).toBeCloseTo(-2 * t * (1 - t * t), 14)
    expect(g(g(sigmoid))(x)).toBeCloseTo(s * (1 - s) * (1 - 2 * s), 14)
    expect(g(g(softplus))(x)).toBeCloseTo(s * (1 - s), 14)
    // p = softmax([x, 0])₀ is the sigmoid again
    expect(g(g((v: Any) => sum(multiply(softmax(multiply(v, vector(1, 0)) as Any), vector(1, 0)))))(x)).toBeCloseTo(
      s * (1 - s) * (1 - 2 * s),
      12,
    )
  })
})

describe("derivatives far out", () => {
  it("stay finite where the function does", () => {
    expect(g(sigmoid)(-800)).toBe(0)
    expect(g(softplus)(800)).toBe(1)
    expect(g((x: Any) => logaddexp(x, 0))(1000)).toBe(1)
    expect(g((x: Any) => logaddexp(x, 0))(-1000)).toBe(0)
    expect(g((x: Any) => logsumexp(x))(vector(1000, 0)).toArray()).toEqual([1, 0])
    expect(g((x: Any) => hypot(x, 0))(1e200)).toBe(1)
    expect(g(log)(1e-300)).toBeCloseTo(1e300, -290)
  })

  it("of a standard deviation of equal values are 0 or NaN, never a plausible number", () => {
    const slopes = g((x: Any) => std(x))(vector(2, 2, 2)).toArray()
    expect(slopes.every((v: number) => v === 0 || Number.isNaN(v))).toBe(true)
  })

  it("come back in the argument's type", () => {
    const x = wrapArray("float32", [2], Float32Array.of(1, 2)) as Any
    for (const f of [exp, tanh, square, (v: Any) => matmul(v, vector(1, 2))]) {
      expect(g((v: Any) => sum(f(v)))(x).dtype).toBe("float32")
      expect((jvp as Any)(f, [x], [x])[1].dtype).toBe((f(x) as Any).dtype)
    }
  })
})
