// Elements of a row in ascending order.
import type { TypedArray } from "../dtype.ts"
import { floatKey, integerKeys, isWideRow, SIGN, signOf, wordsOf } from "./keys.ts"
import { moveKeys, placesOf, sortKeys, startsOf } from "./radix.ts"

/** From here on passes over digits beat the engine's own sort. */
const LONG = { float64: 800, other: 350 }
/** From here on counting 2048 digits at once pays. */
const MANY = 3000

/** Writes the elements of a row in ascending order, NaN behind the others, whose number it answers. */
export function ascend(row: TypedArray, out: TypedArray): number {
  const n = row.length
  if (n < (row instanceof Float64Array ? LONG.float64 : LONG.other) || isWideRow(row)) ascendShort(row, out)
  else if (row instanceof Float64Array) ascendFloat64(row, out as Float64Array)
  else if (row instanceof Float32Array) (n < MANY ? ascendSingles : ascendFloat32)(row, out as Float32Array)
  else ascendIntegers(row, out)
  let end = n
  while (end > 0 && out[end - 1] !== out[end - 1]) end--
  return end
}

function ascendShort(row: TypedArray, out: TypedArray): void {
  out.set(row)
  out.sort()
}

function ascendIntegers(row: TypedArray, out: TypedArray): void {
  const sorted = sortKeys(integerKeys(row), new Int32Array(row.length))
  const change = signOf(row)
  for (let i = 0; i < sorted.length; i++) sorted[i] = sorted[i]! ^ change
  out.set(sorted)
}

function ascendSingles(row: Float32Array, out: Float32Array): void {
  const words = wordsOf(row)
  const into = wordsOf(out)
  const keys = new Int32Array(row.length)
  let end = 0
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!
    if ((word & 0x7fffffff) <= 0x7f800000) keys[end++] = floatKey(word)
  }
  const sorted = sortKeys(keys.subarray(0, end), into.subarray(0, end))
  for (let i = 0; i < end; i++) into[i] = floatWord(sorted[i]!)
  out.fill(Number.NaN, end)
}

/** The same for many: digits are counted while keys are made, and the last pass makes words of keys again. */
function ascendFloat32(row: Float32Array, out: Float32Array): void {
  const words = wordsOf(row)
  const into = wordsOf(out)
  const keys = new Int32Array(row.length)
  const counts = [0, 1, 2].map(() => new Int32Array(2048)) as [Int32Array, Int32Array, Int32Array]
  const end = keyFloats(words, keys, counts)
  out.fill(Number.NaN, end)
  const passes = counts.map((count, k) => ({ count, shift: 11 * k })).filter(({ count }) => startsOf(count, end))
  if (passes.length === 0) into.fill(floatWord(keys[0]!), 0, end)
  // an odd number of passes between the keys and the result ends in the result
  const spare = passes.length % 2 === 1 ? into : new Int32Array(end)
  let from: Int32Array = keys
  passes.forEach(({ count, shift }, k) => {
    if (k === passes.length - 1) return moveFloats(from, end, into, count, shift)
    const to = from === keys ? spare : keys
    moveKeys(from.subarray(0, end), to, count, shift)
    from = to
  })
}

/** Keys of what is not NaN, and how often each digit of 11 bits occurs; how many they are. */
function keyFloats(words: Int32Array, keys: Int32Array, [a, b, c]: readonly [Int32Array, Int32Array, Int32Array]): number {
  let end = 0
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!
    if ((word & 0x7fffffff) > 0x7f800000) continue
    const key = floatKey(word)
    keys[end++] = key
    a[key & 2047]!++
    b[(key >>> 11) & 2047]!++
    c[key >>> 22]!++
  }
  return end
}

/** The last pass, which makes words of keys again. */
function moveFloats(from: Int32Array, n: number, to: Int32Array, places: Int32Array, shift: number): void {
  for (let i = 0; i < n; i++) {
    const key = from[i]!
    to[places[(key >>> shift) & 2047]!++] = floatWord(key)
  }
}

// a key with its sign bit set belongs to a number without
const floatWord = (key: number): number => key ^ (~(key >> 31) | SIGN)

/** By the high words, in passes that move whole elements; what ties in the high word is put right afterwards. */
function ascendFloat64(row: Float64Array, out: Float64Array): void {
  const spare = new Float64Array(row.length)
  const keys = wordsOf(out)
  const end = packNumbers(row, spare, keys)
  const values = out.subarray(0, end)
  let [from, to]: [Float64Array, Float64Array] = [spare.subarray(0, end), values]
  placesOf(keys.subarray(0, end), 1, 11).forEach((places, k) => {
    if (places === null) return
    moveByHighWord(from, to, places, 11 * k)
    ;[from, to] = [to, from]
  })
  settleTies(from)
  if (from !== values) values.set(from)
  out.fill(Number.NaN, end)
}

/** Copies what is not NaN, with the keys of the high words; answers how many they are. */
function packNumbers(row: Float64Array, out: Float64Array, keys: Int32Array): number {
  const words = wordsOf(row)
  let end = 0
  for (let i = 0; i < row.length; i++) {
    const value = row[i]!
    if (value !== value) continue
    keys[end] = floatKey(words[2 * i + 1]!)
    out[end++] = value
  }
  return end
}

function moveByHighWord(from: Float64Array, to: Float64Array, places: Int32Array, shift: number): void {
  const words = wordsOf(from)
  for (let i = 0; i < from.length; i++) to[places[(floatKey(words[2 * i + 1]!) >>> shift) & 2047]!++] = from[i]!
}

function settleTies(x: Float64Array): void {
  const words = wordsOf(x)
  for (let from = 0, to = 1; from < x.length; from = to++) {
    const word = words[2 * from + 1]!
    while (to < x.length && words[2 * to + 1] === word) to++
    if (to - from > 40) x.subarray(from, to).sort()
    else if (to - from > 1) insertRun(x, from, to)
  }
}

function insertRun(x: Float64Array, from: number, to: number): void {
  for (let i = from + 1; i < to; i++) {
    const moving = x[i]!
    let j = i - 1
    for (; j >= from && x[j]! > moving; j--) x[j + 1] = x[j]!
    x[j + 1] = moving
  }
}
