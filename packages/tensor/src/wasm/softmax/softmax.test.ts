import * as core from "@nablajs/core"
import { asTensor, dtypes, type NDArray, type Tensor, transpose, type TypedArray, type Value, wrapArray } from "@nablajs/core"
import { afterEach, describe, expect, test } from "vitest"
import "../index.ts"
import { limitLevel } from "../level.ts"

const operations = core as unknown as Record<string, (x: Value, options?: object) => Tensor>
const names = ["softmax", "logSoftmax", "logsumexp"] as const

afterEach(() => limitLevel("relaxed"))

let state = 20261123
const next = (): number => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0
  return state / 2 ** 32
}

type Float = "float32" | "float64"

function random(dtype: Float, shape: readonly number[], draw: () => number = () => next() * 40 - 20): Tensor {
  const data = new dtypes[dtype].make(shape.reduce((a, b) => a * b, 1)) as TypedArray
  for (let i = 0; i < data.length; i++) data[i] = draw()
  return asTensor(wrapArray(dtype, shape, data)) as Tensor
}

/** The same as the composition at every level, within a few rounding errors of the larger of 1 and the value. */
function agree(compute: () => Tensor, dtype: Float): void {
  limitLevel("none")
  const expected = compute() as unknown as NDArray
  for (const level of ["relaxed", "simd"] as const) {
    limitLevel(level)
    const actual = compute() as unknown as NDArray
    expect([actual.shape, actual.dtype]).toEqual([expected.shape, expected.dtype])
    const [a, b] = [actual.data, expected.data]
    for (let i = 0; i < b.length; i++) {
      const [x, y] = [a[i] as number, b[i] as number]
      if (Object.is(x, y) || Math.abs(x - y) <= (dtype === "float32" ? 4e-7 : 2e-15) * Math.max(1, Math.abs(y))) continue
      throw new Error(`element ${i}: got ${x}, the composition gives ${y}`)
    }
  }
}

describe.each(["float32", "float64"] as const)("Normalised exponentials of %s", (dtype) => {
  test.each(names)("%s of rows of any length is that of the composition", (name) => {
    for (const shape of [[40, 64], [40, 61], [300, 9], [3, 1001], [1, 70000], [5, 6, 77], [400], [30, 1, 50]]) {
      const x = random(dtype, shape)
      for (const axis of [-1, 0]) agree(() => operations[name]?.(x as Value, { axis }) as Tensor, dtype)
      agree(() => operations[name]?.(x as Value, { axis: null }) as Tensor, dtype)
    }
  })

  test.each(names)("%s takes transposed arrays along the axis that lies last in memory", (name) => {
    const x = transpose(random(dtype, [70, 45]) as never) as Value
    for (const axis of [0, 1]) agree(() => operations[name]?.(x, { axis }) as Tensor, dtype)
  })

  test.each(names)("%s neither overflows nor loses infinities and NaN", (name) => {
    const lists = [
      [1000, 999],
      [-1000, -1001],
      [Number.NEGATIVE_INFINITY, 3],
      [Number.NEGATIVE_INFINITY],
      [Number.POSITIVE_INFINITY, 3],
      [Number.NaN, 3],
      [Number.NaN, Number.POSITIVE_INFINITY],
      [0, -200],
    ]
    for (const list of lists) {
      const x = random(dtype, [60, 11], () => list[Math.floor(next() * list.length)] as number)
      agree(() => operations[name]?.(x as Value) as Tensor, dtype)
    }
  })
})
