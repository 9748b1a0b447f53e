// Stable orders of rows. NaN comes last in either direction.
import { denseArray, type NDArray } from "../array.ts"
import type { TypedArray } from "../dtype.ts"

const RUN = 16

/** Keys and the positions that travel with them: memory is read in order, which counts more than the moves. */
interface Pairs {
  readonly keys: Float64Array
  readonly index: Int32Array
}

const pairs = (n: number): Pairs => ({ keys: new Float64Array(n), index: new Int32Array(n) })

/** Sorts runs of neighbours by insertion. Equal keys keep their order, NaN goes behind everything. */
function sortRuns({ keys, index }: Pairs, n: number): void {
  for (let lo = 0; lo < n; lo += RUN) {
    const hi = Math.min(n, lo + RUN)
    for (let i = lo + 1; i < hi; i++) {
      const key = keys[i] as number
      const moving = index[i] as number
      let j = i - 1
      for (; j >= lo; j--) {
        const other = keys[j] as number
        if (other <= key || key !== key) break
        keys[j + 1] = other
        index[j + 1] = index[j] as number
      }
      keys[j + 1] = key
      index[j + 1] = moving
    }
  }
}

/** Merges sorted neighbours of `width` into runs of twice that. */
function mergeRuns(from: Pairs, to: Pairs, n: number, width: number): void {
  const a = from.keys
  for (let lo = 0; lo < n; lo += 2 * width) {
    const mid = Math.min(n, lo + width)
    const hi = Math.min(n, lo + 2 * width)
    let i = lo
    let j = mid
    let k = lo
    while (i < mid && j < hi) {
      const p = a[i] as number
      const q = a[j] as number
      // the left one first at equality, which keeps the order
      const left = p <= q || q !== q
      to.keys[k] = left ? p : q
      to.index[k++] = (left ? from.index[i++] : from.index[j++]) as number
    }
    to.keys.set(a.subarray(i, mid), k)
    to.index.set(from.index.subarray(i, mid), k)
    k += mid - i
    to.keys.set(a.subarray(j, hi), k)
    to.index.set(from.index.subarray(j, hi), k)
  }
}

/** For each row of the last axis the positions in sorted order. */
export function argsortRows(x: NDArray, out: NDArray, descending: boolean): void {
  const n = x.shape[x.shape.length - 1] as number
  const source = denseArray(x)
  let a = pairs(n)
  let b = pairs(n)
  for (let row = 0; row < source.size; row += n) {
    for (let i = 0; i < n; i++) {
      const key = source.buffer[source.offset + row + i] as number
      a.keys[i] = descending ? -key : key
      a.index[i] = i
    }
    sortRuns(a, n)
    for (let width = RUN; width < n; width *= 2) {
      mergeRuns(a, b, n, width)
      ;[a, b] = [b, a]
    }
    out.buffer.set(a.index, out.offset + row)
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
