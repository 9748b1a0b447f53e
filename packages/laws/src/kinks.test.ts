// Derivatives of compositions where the formula has a kink or a gap.
import { grad, hvp } from "@nablajs/autograd"
import * as core from "@nablajs/core"
import * as arrays from "@nablajs/tensor"
import { describe, expect, it } from "vitest"

// biome-ignore lint/suspicious/noExplicitAny: functions of any kind
const op = { ...core, ...arrays, hvp } as any
// biome-ignore lint/suspicious/noExplicitAny: functions of any kind
const slope = grad as any

describe("at kinks", () => {
  const slopes: Readonly<Record<string, readonly [readonly number[], readonly number[]]>> = {
    elu: [[0], [1]],
    celu: [[0], [1]],
    selu: [[0], [1.0507009873554805 * 1.6732632423543772]],
    leakyRelu: [[0], [0.01]],
    relu6: [
      [0, 6, 3],
      [0, 0, 1],
    ],
    hardTanh: [
      [-1, 1, 0],
      [0, 0, 1],
    ],
    hardSigmoid: [
      [-3, 3, 0],
      [0, 0, 1 / 6],
    ],
    hardSilu: [
      [-3, 3],
      [0, 1],
    ],
    softplus: [[0], [0.5]],
    entr: [
      [1, 0],
      [-1, Number.POSITIVE_INFINITY],
    ],
    sinc: [[0], [0]],
    i0e: [[0], [0]],
  }
  for (const [name, [points, want]] of Object.entries(slopes)) {
    it(`${name} has the derivatives that its doc comment names`, () => expect(points.map((x) => slope(op[name])(x))).toEqual(want))
  }

  it("sinc has derivatives of any order at 0", () => {
    expect(slope(slope(op.sinc))(0)).toBeCloseTo(-(Math.PI ** 2) / 3, 12)
    expect(slope(slope(slope(slope(op.sinc))))(0)).toBeCloseTo(Math.PI ** 4 / 5, 9)
  })

  it("Bessel functions have derivatives of any order at 0", () => expect(slope(slope(slope(op.i1)))(0)).toBe(0.375))

  it("logNdtr keeps the digits of its second derivative far to the left", () => {
    expect(slope(op.logNdtr)(-100)).toBeCloseTo(100.00999800099926, 12)
    expect(slope(slope(op.logNdtr))(-100)).toBeCloseTo(-0.9999000599500517, 14)
    expect(slope(op.logNdtr)(Number.NEGATIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY)
  })

  it("gelu keeps its digits in the left tail, few elements or many", () => {
    const want = -1.2826646407618368e-9
    for (const count of [1, 5000]) {
      const got: number = op.at(op.gelu(op.full([count], -6.25)), 0).item()
      expect(Math.abs(got / want - 1)).toBeLessThan(1e-13)
    }
  })

  describe("at equal eigenvalues", () => {
    const eye = op.eye(3)
    const along = op.tensor([
      [1, 0.3, 0.2],
      [0.3, 2, 0.5],
      [0.2, 0.5, -1],
    ])
    const bend = (f: (x: unknown) => unknown): number[][] => op.hvp(f)(eye, along).toArray()

    it("functions that treat all alike have a gradient", () => {
      expect(slope((x: unknown) => op.sum(op.eigvalsh(x)))(eye).toArray()).toEqual(eye.toArray())
      expect(slope((x: unknown) => op.sum(op.square(op.eigvalsh(x))))(eye).toArray()).toEqual(op.multiply(2, eye).toArray())
    })

    it("second derivatives are NaN, never a wrong number", () =>
      expect(bend((x) => op.sum(op.square(op.eigvalsh(x)))).flat()).toEqual(Array(9).fill(Number.NaN)))

    it("the same functions without eigenvalues have second derivatives", () => {
      const twice = op.multiply(2, along).toArray()
      expect(bend((x) => op.trace(op.matrixPower(x, 2)))).toEqual(twice)
      expect(bend((x) => op.negative(op.multiply(2, op.logdet(x))))).toEqual(twice)
      const exponential = bend((x) => op.trace(op.expm(x))).flat()
      exponential.forEach((v, i) => expect(v).toBeCloseTo((Math.E * (twice.flat()[i] as number)) / 2, 12))
    })
  })

  it("a quantile has the slope of its line by the share, and 0 where it is a step", () => {
    const x = op.tensor([3, 1, 7, 2.5, 9])
    const by = (method: string) => slope((q: unknown) => op.quantile(x, q, { method }))
    // in order 1, 2.5, 3, 7, 9, and 4 steps from 0 to 1
    expect(by("linear")(0.3)).toBeCloseTo(4 * 0.5, 12)
    expect([0.25, 1].map(by("linear"))).toEqual([4 * 0.5, 0])
    expect(by("hazen")(0.62)).toBeCloseTo(5 * 4, 12)
    expect([0.01, 0.99].map(by("weibull"))).toEqual([0, 0])
    expect(by("lower")(0.3)).toBe(0)
    expect(slope(slope((q: never) => op.multiply(q, op.quantile(x, q))))(0.3)).toBeCloseTo(2 * 4 * 0.5, 12)
    expect(slope((q: unknown) => op.sum(op.percentile(x, q)))(op.tensor([30, 70])).toArray()).toEqual([0.02, 0.16])
  })
})
