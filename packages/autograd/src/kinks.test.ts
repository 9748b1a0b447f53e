// The conventions where a derivative does not exist or needs a limit, as PyTorch has them.
import {
  abs,
  cbrt,
  ceil,
  clip,
  cumprod,
  cumulativeMax,
  cumulativeMin,
  det,
  exp,
  floor,
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
  order,
  pow,
  prod,
  relu,
  remainder,
  round,
  sigmoid,
  sign,
  sort,
  sqrt,
  square,
  softmax,
  softplus,
  std,
  sum,
  symbol,
  tanh,
  trunc,
  wrapArray,
} from "@nablajs/core"
import { describe, expect, it } from "vitest"
import { jvp } from "./forward.ts"
import { grad } from "./grad.ts"
import { hessian } from "./hessian.ts"

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

  it("of clip are 1 inside and at the limits, outside those of the limit", () => {
    const f = (x: Any): Any => clip(x, -1, 1)
    expect([-2, -1, 0.5, 1, 2].map(g(f))).toEqual([0, 1, 1, 1, 0])
    expect([-2, -1, 0.5, 1, 2].map(forward(f))).toEqual([0, 1, 1, 1, 0])
    const [x, low, high] = [vector(-2, -1, 0, 3), vector(-1, -1, -1, 2), vector(1, 1, 1, 1)]
    const byAll = g((a: Any, b: Any, c: Any) => sum(clip(a, b, c)), { argnums: [0, 1, 2] })(x, low, high)
    // where the limits are the wrong way round, the upper one is the result
    expect(byAll.map((d: Any) => d.toArray())).toEqual([
      [0, 1, 1, 0],
      [1, 0, 0, 0],
      [0, 0, 0, 1],
    ])
    expect(clip(Number.NaN, 0, 1)).toBeNaN()
  })

  it("of clip are the same for terms", () => {
    const term = g((x: Any) => clip(x, 0, 1))(symbol("x"))
    expect(order(term).some((node: Any) => node.primitive?.name === "maximum")).toBe(false)
    expect(order((clip as Any)(symbol("x"), 0, 1)).flatMap((node: Any) => node.primitive?.name ?? [])).toEqual([
      "less",
      "where",
      "greater",
      "where",
    ])
  })

  it("of norms are 0 at the origin, and shared by elements that tie", () => {
    for (const ord of [1, 1.5, 2, 3])
      expect(
        g((x: Any) => norm(x, { ord }))(vector(0, 0))
          .toArray()
          .map(Math.abs),
      ).toEqual([0, 0])
    expect(g((x: Any) => norm(x, { ord: 3 }))(vector(2, 0)).toArray()).toEqual([1, 0])
    expect(g((x: Any) => norm(x, { ord: Number.POSITIVE_INFINITY }))(vector(3, -3, 1)).toArray()).toEqual([0.5, -0.5, 0])
    expect(g((x: Any) => hypot(x, 0))(0)).toBe(0)
  })

  it("of steps are 0 where they jump", () => {
    for (const f of [floor, ceil, round, trunc, sign]) expect([1, 0, -1].map((x) => Math.abs(g(f)(x)))).toEqual([0, 0, 0])
    expect(g((x: Any) => remainder(x, 2))(4)).toBe(1)
  })

  it("of sorted values go to the places where they stood, ties in their order", () => {
    expect(g((x: Any) => sum(multiply(sort(x), vector(1, 2, 3))))(vector(2, 1, 2)).toArray()).toEqual([2, 1, 3])
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

describe("derivatives of determinants of matrices without inverse", () => {
  const matrix = (...rows: number[][]): Any => wrapArray("float64", [rows.length, rows.length], Float64Array.from(rows.flat()))
  const changes = (x: Any): number[][] =>
    (hessian as Any)(det)(x)
      .toArray()
      .flat()
      .map((block: number[][]) => block.flat())

  it("are those of minors, to second order", () => {
    const minors = g(det)(matrix([1, 2], [2, 4]))
      .toArray()
      .flat()
    expect(minors).toEqual([4, -2, -2, 1].map((v) => expect.closeTo(v, 12)))
    const byRows = [
      [0, 0, 0, 1],
      [0, 0, -1, 0],
      [0, -1, 0, 0],
      [1, 0, 0, 0],
    ]
    for (const x of [matrix([1, 2], [2, 4]), matrix([0, 0], [0, 0]), matrix([2, 1], [0, 3])]) {
      expect(changes(x).map((row) => row.map((v) => Math.round(v * 1e9) / 1e9 + 0))).toEqual(byRows)
    }
  })
})

describe("derivatives far out", () => {
  it("stay finite where the function does", () => {
    expect(g(sigmoid)(-800)).toBe(0)
    expect(g(softplus)(800)).toBe(1)
    expect(g((x: Any) => logaddexp(x, 0))(1000)).toBe(1)
    expect(g((x: Any) => logaddexp(x, 0))(-1000)).toBe(0)
    expect([-1000, 0, 1000].map(g(g((x: Any) => logaddexp(x, 0))))).toEqual([0, 0.25, 0])
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
