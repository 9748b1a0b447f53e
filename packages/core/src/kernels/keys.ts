// Numbers as keys: 32-bit words whose order as unsigned numbers is the order of the elements. Flipping the sign bit does
// it for integers; of negative floats all bits flip, for their size falls with their value.
import type { TypedArray } from "../dtype.ts"
import type { Pairs } from "./radix.ts"

export const SIGN = 0x80000000 | 0
/** Above every other key. */
const LAST = -1

/** The 32-bit words that an array is made of, two for each element of 64 bits: the low one first, as on every engine. */
export const wordsOf = (x: TypedArray): Int32Array => new Int32Array(x.buffer, x.byteOffset, x.byteLength >> 2)

/** The key of a float from its word: where the sign bit is set all bits flip, else the sign alone. */
export const floatKey = (word: number): number => word ^ ((word >> 31) | SIGN)

/** Pairs of a row; of 64-bit elements the high words make the keys. −0 counts as 0, NaN comes last in either direction. */
export function pairUp(row: TypedArray, pairs: Pairs, descending: boolean): void {
  const flip = descending ? -1 : 0
  if (row instanceof Float64Array) pairHigh(row, pairs, flip)
  else if (row instanceof Float32Array) pairFloats(row, pairs, flip)
  else if (isWideRow(row)) pairWide(row, pairs, flip)
  else pairIntegers(row, pairs, flip)
}

function pairFloats(row: Float32Array, pairs: Pairs, flip: number): void {
  const words = wordsOf(row)
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!
    const size = word & 0x7fffffff
    pairs[2 * i] = size > 0x7f800000 ? LAST : (size === 0 ? SIGN : floatKey(word)) ^ flip
    pairs[2 * i + 1] = i
  }
}

function pairHigh(row: Float64Array, pairs: Pairs, flip: number): void {
  const words = wordsOf(row)
  for (let i = 0; i < row.length; i++) {
    const value = row[i]!
    pairs[2 * i] = value !== value ? LAST : (value === 0 ? SIGN : floatKey(words[2 * i + 1]!)) ^ flip
    pairs[2 * i + 1] = i
  }
}

function pairWide(row: TypedArray, pairs: Pairs, flip: number): void {
  const words = wordsOf(row)
  const change = signOf(row) ^ flip
  for (let i = 0; i < row.length; i++) {
    pairs[2 * i] = words[2 * i + 1]! ^ change
    pairs[2 * i + 1] = i
  }
}

function pairIntegers(row: TypedArray, pairs: Pairs, flip: number): void {
  const keys = integerKeys(row)
  for (let i = 0; i < keys.length; i++) {
    pairs[2 * i] = keys[i]! ^ flip
    pairs[2 * i + 1] = i
  }
}

/** A row of integers as keys of its own. */
export function integerKeys(row: TypedArray): Int32Array {
  // storing takes unsigned 32-bit numbers to the word with the same bits
  const keys = new Int32Array(row)
  const change = signOf(row)
  for (let i = 0; i < keys.length; i++) keys[i] = keys[i]! ^ change
  return keys
}

/** The bit in which integers of that type differ from their keys. */
export const signOf = (row: TypedArray): number => (signed.has(row.constructor) ? SIGN : 0)

const signed: ReadonlySet<unknown> = /* @__PURE__ */ new Set([Int8Array, Int16Array, Int32Array, BigInt64Array])

/** Whether elements are 64-bit integers. */
export const isWideRow = (row: TypedArray): boolean =>
  (row as unknown) instanceof BigInt64Array || (row as unknown) instanceof BigUint64Array

/** The keys of the low words of a row of 64-bit elements, by their position. */
export function lowKeyOf(row: TypedArray, descending: boolean): (position: number) => number {
  const words = wordsOf(row)
  const flip = descending ? -1 : 0
  if (!(row instanceof Float64Array)) return (i) => words[2 * i]! ^ flip
  return (i) => {
    const value = row[i]!
    if (value !== value || value === 0) return flip
    return words[2 * i]! ^ (words[2 * i + 1]! >> 31) ^ flip
  }
}
