// Stable orders of rows. NaN comes last in either direction, −0 and 0 are equal.
import { denseArray, type NDArray } from "../array.ts"
import { isWide, type TypedArray } from "../dtype.ts"
import { ascend } from "./ascend.ts"
import { isWideRow, lowKeyOf, pairUp } from "./keys.ts"
import { type Pairs, refinePairs, sortPairs } from "./radix.ts"

/** For each row of the last axis the positions in sorted order. */
export function argsortRows(x: NDArray, out: NDArray, descending: boolean): void {
  const n = x.shape[x.shape.length - 1] as number
  const source = denseArray(x)
  const [pairs, spare] = [new Int32Array(2 * n), new Int32Array(2 * n)]
  const into = out.buffer as Int32Array
  for (let row = 0; row < source.size; row += n) {
    const at = source.offset + row
    const sorted = sortRow(source.buffer.subarray(at, at + n) as TypedArray, pairs, spare, descending)
    for (let i = 0; i < n; i++) into[out.offset + row + i] = sorted[2 * i + 1]!
  }
}

function sortRow(row: TypedArray, pairs: Pairs, spare: Pairs, descending: boolean): Pairs {
  pairUp(row, pairs, descending)
  const sorted = sortPairs(pairs, spare)
  // where there is a second word, it decides among equal first ones
  if (row.BYTES_PER_ELEMENT === 8) refinePairs(sorted, sorted === pairs ? spare : pairs, lowKeyOf(row, descending))
  return sorted
}

/** Up to here insertion beats whatever has a start-up cost. */
const SHORT = 40

/** Writes each row of the last axis of `x` in order into `out`, a dense array of the same shape and type. */
export function sortRows(x: NDArray, out: NDArray, descending: boolean): void {
  const n = x.shape[x.shape.length - 1] as number
  const source = denseArray(x)
  const short = new Float64Array(Math.min(n, SHORT))
  for (let at = 0; at < source.size; at += n) {
    const row = source.buffer.subarray(source.offset + at, source.offset + at + n) as TypedArray
    if (n > SHORT || isWide(x.dtype)) sortLong(row, out.buffer.subarray(out.offset + at, out.offset + at + n) as TypedArray, descending)
    else {
      short.set(row)
      insert(short, descending)
      out.buffer.set(short, out.offset + at)
    }
  }
}

function insert(x: Float64Array, descending: boolean): void {
  for (let i = 1; i < x.length; i++) {
    const moving = x[i]!
    let j = i - 1
    for (; j >= 0; j--) {
      const other = x[j]!
      if (moving !== moving || (descending ? other >= moving : other <= moving)) break
      x[j + 1] = other
    }
    x[j + 1] = moving
  }
}

function sortLong(row: TypedArray, out: TypedArray, descending: boolean): void {
  const end = ascend(row, out)
  if (!isWideRow(row)) orderZeros(row, out, end, descending)
  if (descending) out.subarray(0, end).reverse()
}

/** Zeros of either sign are equal, so they keep the order they had, also where the whole is about to be reversed. */
function orderZeros(row: TypedArray, out: TypedArray, end: number, descending: boolean): void {
  const first = searchRow(out, 0, end, 0, false)
  const behind = searchRow(out, 0, end, 0, true)
  if (behind - first < 2 || Object.is(out[first], out[behind - 1])) return
  const zeros = row.filter((x) => x === 0)
  out.set(descending ? zeros.reverse() : zeros, first)
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
