// Stable orders of rows. NaN comes last in either direction.
import { denseArray, type NDArray } from "../array.ts"
import type { TypedArray } from "../dtype.ts"

/** Whether `a` may stand before `b`: at equality, which keeps the order, and with NaN behind everything. */
const before = (a: number, b: number, descending: boolean): boolean => (descending ? a >= b : a <= b) || b !== b

/** Sorts positions by their keys: insertion in runs of 16, then merging, each stable. */
function mergeSort(keys: TypedArray, index: Int32Array, spare: Int32Array, n: number, descending: boolean): void {
  const RUN = 16
  for (let lo = 0; lo < n; lo += RUN) {
    const hi = Math.min(n, lo + RUN)
    for (let i = lo + 1; i < hi; i++) {
      const moving = index[i] as number
      const key = keys[moving] as number
      let j = i - 1
      while (j >= lo && !before(keys[index[j] as number] as number, key, descending)) {
        index[j + 1] = index[j] as number
        j--
      }
      index[j + 1] = moving
    }
  }
  let [from, to] = [index, spare]
  for (let width = RUN; width < n; width *= 2) {
    for (let lo = 0; lo < n; lo += 2 * width) {
      const mid = Math.min(n, lo + width)
      const hi = Math.min(n, lo + 2 * width)
      let [i, j] = [lo, mid]
      for (let k = lo; k < hi; k++) {
        const left = j >= hi || (i < mid && before(keys[from[i] as number] as number, keys[from[j] as number] as number, descending))
        to[k] = (left ? from[i++] : from[j++]) as number
      }
    }
    ;[from, to] = [to, from]
  }
  if (from !== index) index.set(from.subarray(0, n))
}

/** For each row of the last axis the positions in sorted order. */
export function argsortRows(x: NDArray, out: NDArray, descending: boolean): void {
  const n = x.shape[x.shape.length - 1] as number
  const source = denseArray(x)
  const index = new Int32Array(n)
  const spare = new Int32Array(n)
  for (let row = 0; row < source.size; row += n) {
    const keys = source.buffer.subarray(source.offset + row, source.offset + row + n) as TypedArray
    for (let i = 0; i < n; i++) index[i] = i
    mergeSort(keys, index, spare, n, descending)
    out.buffer.set(index, out.offset + row)
  }
}

/** Sorts each row of the last axis of `out`, which is dense and alone on its memory. */
export function sortRows(out: NDArray, descending: boolean): void {
  const n = out.shape[out.shape.length - 1] as number
  for (let row = 0; row < out.size; row += n) {
    const keys = out.buffer.subarray(out.offset + row, out.offset + row + n) as TypedArray
    keys.sort()
    if (!descending) continue
    let end = n
    while (end > 0 && Number.isNaN(keys[end - 1])) end--
    keys.subarray(0, end).reverse()
  }
}

/** How many of the sorted keys stand before each value: those below it, or also those equal to it. NaN is above all. */
export function searchRow(keys: TypedArray, offset: number, n: number, value: number, right: boolean): number {
  let [lo, hi] = [0, n]
  while (lo < hi) {
    const mid = (lo + hi) >> 1
    const key = keys[offset + mid] as number
    const below = key < value || (value !== value && key === key) || (right && (key === value || (value !== value && key !== key)))
    if (below) lo = mid + 1
    else hi = mid
  }
  return lo
}
