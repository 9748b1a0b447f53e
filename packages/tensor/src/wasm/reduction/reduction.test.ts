import { asTensor, at, dtypes, flip, type NDArray, type Tensor, transpose, type TypedArray, type Value, wrapArray } from "@nablajs/core"
import * as core from "@nablajs/core"
import { afterEach, describe, expect, test } from "vitest"
import "../index.ts"
import { type Level, limitLevel } from "../level.ts"

const levels: readonly Level[] = ["relaxed", "simd"]
type Reduction = (x: Value, options: { axis: number | readonly number[] | null; keepdims?: boolean }) => Tensor
const operations = core as unknown as Record<string, Reduction>

afterEach(() => limitLevel("relaxed"))

let state = 20261123
const next = (): number => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0
  return state / 2 ** 32
}

type Float = "float32" | "float64"

function random(dtype: Float, shape: readonly number[], draw: () => number = () => next() * 4 - 2): Tensor {
  const data = new dtypes[dtype].make(shape.reduce((a, b) => a * b, 1)) as TypedArray
  for (let i = 0; i < data.length; i++) data[i] = draw()
  return asTensor(wrapArray(dtype, shape, data)) as Tensor
}

const loose = (x: unknown): never => x as never

/** The same as the plain loop at every level, within so many units of the sum of sizes. */
function agree(compute: () => Tensor, tolerance: number): void {
  limitLevel("none")
  const expected = compute() as unknown as NDArray
  for (const level of levels) {
    limitLevel(level)
    const actual = compute() as unknown as NDArray
    expect([actual.shape, actual.dtype]).toEqual([expected.shape, expected.dtype])
    const [a, b] = [actual.data, expected.data]
    for (let i = 0; i < b.length; i++) {
      const [x, y] = [a[i] as number, b[i] as number]
      if (!Object.is(x, y) && !(Math.abs(x - y) <= tolerance)) throw new Error(`element ${i}: got ${x}, the plain loop gives ${y}`)
    }
  }
}

const exact = ["max", "min", "argmax", "argmin"]

describe.each(["float32", "float64"] as const)("Reductions of %s", (dtype) => {
  const unit = dtype === "float32" ? 2e-6 : 4e-15
  const x = random(dtype, [60, 90])
  const cube = random(dtype, [12, 30, 40])
  const layouts: readonly (readonly [string, Tensor])[] = [
    ["dense", x],
    ["transposed", transpose(loose(x)) as Tensor],
    ["reversed", flip(loose(x)) as unknown as Tensor],
    ["a window", at(loose(random(dtype, [70, 120])), "3:63", "5:95") as unknown as Tensor],
    ["every other element", at(loose(random(dtype, [60, 180])), ":", "::2") as unknown as Tensor],
    ["repeated rows", core.broadcastTo(loose(random(dtype, [90])), loose([60, 90])) as unknown as Tensor],
    ["three axes", cube],
    ["three axes in another order", transpose(loose(cube), loose([2, 0, 1])) as unknown as Tensor],
    ["long rows", random(dtype, [2, 40011])],
    ["long columns", random(dtype, [3001, 19])],
    ["wide columns", random(dtype, [50, 5003])],
    ["a piece and a bit", random(dtype, [1, 65536 / dtypes[dtype].bytes + 1])],
    ["narrow", random(dtype, [3000, 3])],
    ["an axis of one element in a window", at(loose(random(dtype, [30, 9, 1, 11])), "2:28") as unknown as Tensor],
  ]

  test.each(layouts)("%s: over every axis and all of them", (_, y) => {
    const axes = (y as unknown as NDArray).shape.map((_size, i) => i)
    for (const axis of [...axes, ...axes.map((i) => axes.filter((k) => k !== i)), null]) {
      agree(() => (operations.sum as Reduction)(y, { axis }), unit * 1000)
      agree(() => (operations.max as Reduction)(y, { axis, keepdims: true }), 0)
      agree(() => (operations.min as Reduction)(y, { axis }), 0)
      agree(() => (operations.mean as Reduction)(y, { axis }), unit)
      agree(() => (operations.std as Reduction)(y, { axis }), 4 * unit)
      if (axis === null || typeof axis === "number")
        for (const name of ["argmax", "argmin"]) agree(() => (operations[name] as Reduction)(y, { axis }), 0)
    }
  })

  test("sums are good to the last bits where a running sum is not", () => {
    const values = random(dtype, [300000], () => next() + (dtype === "float32" ? 1 : 1e8))
    const data = (values as unknown as NDArray).data
    let [total, lost] = [0, 0]
    for (const v of data) {
      const s = total + v
      lost += Math.abs(total) >= Math.abs(v) ? total - s + v : v - s + total
      total = s
    }
    for (const shape of [[300000], [300, 1000], [1000, 300]]) {
      const y = core.reshape(loose(values), loose(shape)) as unknown as Value
      for (const level of levels) {
        limitLevel(level)
        const error = Math.abs(((operations.sum as Reduction)(y, { axis: null }).item() as number) - (total + lost))
        expect(error / (total + lost)).toBeLessThan(dtype === "float32" ? 6.1e-8 : 2.3e-16)
        const columns = (operations.sum as Reduction)(y, { axis: 0 })
        limitLevel("none")
        const plain = (operations.sum as Reduction)(y, { axis: 0 })
        expect(core.allclose(loose(columns), loose(plain), { rtol: dtype === "float32" ? 2e-7 : 1e-15, atol: 0 })).toBe(true)
      }
    }
  })

  test("NaN, infinities and zeros of either sign count as in plain loops", () => {
    const specials = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0, 0]
    for (const special of [[0], [1], [2], [3], [4], [1, 2], [0, 1], [3, 4]]) {
      const few = special.map((i) => specials[i] as number)
      const y = random(dtype, [40, 70], () => (next() < 0.02 ? (few[Math.floor(next() * few.length)] as number) : next() - 0.5))
      const zeros = random(dtype, [40, 70], () => few[Math.floor(next() * few.length)] as number)
      for (const axis of [0, 1]) {
        for (const z of [y, zeros]) {
          for (const name of exact) agree(() => (operations[name] as Reduction)(z, { axis }), 0)
          agree(() => (operations.sum as Reduction)(z, { axis }), 100 * unit)
        }
      }
    }
  })

  test("positions are those of the first of equals, in long rows too", () => {
    const y = random(dtype, [3, 30000], () => Math.floor(next() * 50))
    for (const name of exact) agree(() => (operations[name] as Reduction)(y, { axis: 1 }), 0)
    const nan = random(dtype, [3, 30000], () => (next() < 1e-4 ? Number.NaN : next()))
    for (const name of exact) agree(() => (operations[name] as Reduction)(nan, { axis: 1 }), 0)
  })

  test("lengths whose squares a type does not hold are right", () => {
    for (const scale of dtype === "float32" ? [1, 1e25, 1e-30] : [1, 1e200, 1e-200]) {
      const y = random(dtype, [30, 80], () => scale * (next() + 1))
      agree(() => core.norm(loose(y), { axis: 1 } as never) as unknown as Tensor, 30 * unit * scale)
    }
  })

  test("empty axes are left to plain loops", () => {
    const y = random(dtype, [0, 2000])
    agree(() => (operations.sum as Reduction)(y, { axis: 0 }), 0)
    agree(() => (operations.sum as Reduction)(y, { axis: 1 }), 0)
  })
})

describe.each(["bool", "int8", "uint8", "int16", "uint16", "int32", "uint32"] as const)("Reductions of %s", (dtype) => {
  const [low, high] = dtype === "bool" ? [0, 1] : (dtypes[dtype].range as [number, number])
  const draw = (): number => Math.floor(low + next() * (high - low + 1))
  const integers = (shape: readonly number[], make = draw): Tensor => {
    const data = new dtypes[dtype].make(shape.reduce((a, b) => a * b, 1)) as TypedArray
    for (let i = 0; i < data.length; i++) data[i] = make()
    return asTensor(wrapArray(dtype, shape, data)) as Tensor
  }

  test("are exact over every axis and all of them", () => {
    // sums of the largest type leave it
    const small = () => Math.floor(draw() / (dtypes[dtype].bytes === 4 ? 1e5 : 1))
    for (const x of [
      integers([60, 90], small),
      transpose(loose(integers([60, 90], small))) as Tensor,
      integers([2, 40011], small),
      integers([12, 30, 40], small),
    ]) {
      for (const axis of [...(x as unknown as NDArray).shape.keys(), null]) {
        for (const name of ["sum", "max", "min", "any", "all"]) agree(() => (operations[name] as Reduction)(x, { axis }), 0)
        for (const name of ["argmax", "argmin"]) agree(() => (operations[name] as Reduction)(x, { axis }), 0)
      }
    }
  })

  test("reach both ends of the type, and truths that are rare are found", () => {
    const rare = integers([40, 300], () => (next() < 1e-3 ? high : low))
    for (const name of ["max", "min", "any", "all", "argmax", "argmin"]) {
      for (const axis of [0, 1]) agree(() => (operations[name] as Reduction)(rare, { axis }), 0)
    }
  })

  test("sums that do not fit are refused as by plain loops", () => {
    if (dtypes[dtype].bytes < 4) return
    const large = integers([40, 60], () => high)
    for (const level of ["none", ...levels] as const) {
      limitLevel(level)
      expect(() => (operations.sum as Reduction)(large, { axis: 1 })).toThrow(/does not fit/)
    }
  })
})
