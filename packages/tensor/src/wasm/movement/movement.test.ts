import { allocate, type DType, dtypes, type NDArray, viewOf, wrapArray } from "@nablajs/core"
import { afterEach, expect, test } from "vitest"
import { limitLevel } from "../level.ts"
import { copyTransposed } from "./index.ts"

afterEach(() => limitLevel("relaxed"))

/** A stack of transposed matrices in the midst of other elements. */
function stack(dtype: DType, count: number, rows: number, columns: number): NDArray {
  const data = new dtypes[dtype].make(count * rows * columns + 5)
  for (let i = 0; i < data.length; i++) data[i] = i
  return viewOf(wrapArray(dtype, [data.length], data), [count, rows, columns], [rows * columns, 1, rows], 2)
}

test.each([
  [5, 300],
  [300, 5],
  [17, 70],
  [1000, 33],
  [33, 1000],
  [7, 999],
  [4, 100],
] as const)("stacks of transposed %d × %d matrices are copied in order, and nothing beside them is touched", (rows, columns) => {
  for (const dtype of ["float32", "float64", "int32", "uint32"] as const) {
    const x = stack(dtype, 3, rows, columns)
    const out = new dtypes[dtype].make(x.size + 2).fill(-7)
    expect(copyTransposed(x, out, 1)).toBe(true)
    for (let b = 0, k = 1; b < 3; b++) {
      for (let i = 0; i < rows; i++) {
        for (let j = 0; j < columns; j++, k++) {
          if (out[k] !== x.buffer[2 + b * rows * columns + j * rows + i]) throw new Error(`${dtype} [${b}, ${i}, ${j}] is ${out[k]}`)
        }
      }
    }
    expect([out[0], out[x.size + 1]]).toEqual([out[0], out[0]])
  }
})

test("what is larger than the window is copied in strips, the last of them too narrow for a tile", () => {
  for (const [rows, columns] of [
    [4200, 994],
    [70000, 65],
  ] as const) {
    const x = stack("float32", 1, rows, columns)
    const out = new Float32Array(x.size)
    expect(copyTransposed(x, out, 0)).toBe(true)
    for (let i = 0, k = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++, k++) if (out[k] !== x.buffer[2 + j * rows + i]) throw new Error(`[${i}, ${j}] is ${out[k]}`)
    }
  }
})

test("bits that are no number stay as they are", () => {
  const words = Int32Array.from({ length: 2400 }, (_, i) => 0x7f800001 + i)
  const x = viewOf(wrapArray("float32", [2400], new Float32Array(words.buffer)), [40, 60], [1, 40])
  const out = new Float32Array(2400)
  expect(copyTransposed(x, out, 0)).toBe(true)
  expect(new Int32Array(out.buffer)[1]).toBe(words[40])
})

test("other views, other types and small ones are left to plain loops", () => {
  const x = wrapArray("float32", [40, 60], new Float32Array(2400))
  const into = new Float32Array(2400)
  expect(copyTransposed(viewOf(x, [60, 40], [-1, 60], 59), into, 0)).toBe(false)
  expect(copyTransposed(viewOf(x, [30, 60], [60, 1]), into, 0)).toBe(false)
  expect(copyTransposed(viewOf(x, [60, 40], [1, 60]), new Float64Array(2400), 0)).toBe(false)
  expect(copyTransposed(viewOf(allocate("float32", [8, 9]), [9, 8], [1, 9]), into, 0)).toBe(false)
  expect(copyTransposed(viewOf(allocate("int8", [80, 90]), [90, 80], [1, 90]), new Int8Array(7200), 0)).toBe(false)
})
