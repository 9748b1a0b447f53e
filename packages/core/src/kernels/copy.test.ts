import { expect, test } from "vitest"
import { allocate, type NDArray, viewOf, wrapArray } from "../array.ts"
import { type DType, dtypes } from "../dtype.ts"
import { copyOut } from "./copy.ts"

const kinds = ["bool", "int16", "int32", "float32", "float64", "int64"] as const

function counted(dtype: DType, n: number): NDArray {
  const data = new dtypes[dtype].make(n)
  for (let i = 0; i < n; i++) data[i] = dtype === "int64" ? (BigInt(i) as never) : i % 100
  return wrapArray(dtype, [n], data)
}

/** Elements one at a time, by their place. */
function reference(x: NDArray): number[] {
  const out: number[] = []
  const visit = (axis: number, at: number): void => {
    if (axis === x.shape.length) out.push(x.buffer[at] as number)
    else for (let i = 0; i < (x.shape[axis] as number); i++) visit(axis + 1, at + i * (x.strides[axis] as number))
  }
  visit(0, x.offset)
  return out
}

test.each(kinds)("views of %s are copied in row-major order whatever their strides", (dtype) => {
  const x = counted(dtype, 6000)
  const views: [number[], number[], number][] = [
    [[50, 60], [1, 50], 0],
    [[60, 50], [100, 2], 1],
    [[50, 60], [60, 1], 7],
    [[40, 60], [70, 1], 7],
    [[50, 60], [-60, -1], 2999],
    [[3, 40, 50], [2000, 1, 40], 0],
    [[40, 3, 50], [1, 2000, 40], 0],
    [[9, 30, 7], [0, 1, 0], 5],
    [[2000], [3], 0],
    [[1, 100, 1], [7, 2, 9], 0],
  ]
  for (const [shape, strides, offset] of views) {
    const view = viewOf(x, shape, strides, offset)
    const out = allocate(dtype, shape)
    copyOut(view, out.buffer, out.offset)
    expect([...out.data]).toEqual(reference(view))
  }
})

test("conversions are those of the arrays, dense or not", () => {
  const x = wrapArray(
    "float64",
    [2, 50],
    Float64Array.from({ length: 100 }, (_, i) => (i % 2 ? -1.7 : 300.9) + i),
  )
  for (const view of [x, viewOf(x, [50, 2], [1, 50])]) {
    const out = new Uint8Array(100)
    copyOut(view, out, 0)
    expect([...out]).toEqual([...Uint8Array.from(reference(view))])
  }
})
