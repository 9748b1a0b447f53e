// Sorting by digits: stable passes over 32-bit keys from the lowest digit to the highest, each a count, a running sum and
// a walk that puts every key behind those that precede it.

/** Up to here insertion beats passes over digits. */
const SHORT = 64
/** From here on three passes with 11-bit digits beat four with 8. */
const LONG = 3000

/** Keys, each followed by the position that travels with it: memory is read in order, which counts more than the moves. */
export type Pairs = Int32Array

/** Where the keys with each digit go, for each place; null where all keys share that digit. */
type Places = readonly (Int32Array | null)[]

/** Every `step`-th word of `keys` is one. */
export function placesOf(keys: Int32Array, step: 1 | 2, bits: 8 | 11): Places {
  const counts = Array.from({ length: bits === 8 ? 4 : 3 }, () => new Int32Array(1 << bits))
  if (bits === 8) countBytes(keys, step, counts)
  else countLong(keys, step, counts)
  return counts.map((count) => (startsOf(count, keys.length / step) ? count : null))
}

function countBytes(keys: Int32Array, step: number, counts: readonly Int32Array[]): void {
  const [a, b, c, d] = counts as [Int32Array, Int32Array, Int32Array, Int32Array]
  for (let i = 0; i < keys.length; i += step) {
    const key = keys[i]!
    a[key & 255]!++
    b[(key >>> 8) & 255]!++
    c[(key >>> 16) & 255]!++
    d[key >>> 24]!++
  }
}

function countLong(keys: Int32Array, step: number, counts: readonly Int32Array[]): void {
  const [a, b, c] = counts as [Int32Array, Int32Array, Int32Array]
  for (let i = 0; i < keys.length; i += step) {
    const key = keys[i]!
    a[key & 2047]!++
    b[(key >>> 11) & 2047]!++
    c[key >>> 22]!++
  }
}

/** Turns counts into running sums; false where all of the `n` keys share one digit. */
export function startsOf(counts: Int32Array, n: number): boolean {
  let total = 0
  for (let d = 0; d < counts.length; d++) {
    const count = counts[d]!
    if (count === n) return false
    counts[d] = total
    total += count
  }
  return true
}

const digitBits = (n: number): 8 | 11 => (n < LONG ? 8 : 11)

/** Sorts keys as unsigned numbers; the answer is in one of the two arrays, the other is spoiled. */
export function sortKeys(keys: Int32Array, spare: Int32Array): Int32Array {
  const bits = digitBits(keys.length)
  let [from, to] = [keys, spare]
  placesOf(keys, 1, bits).forEach((places, k) => {
    if (places === null) return
    moveKeys(from, to, places, k * bits)
    ;[from, to] = [to, from]
  })
  return from
}

/** One pass: every key goes behind those before it with the same digit. */
export function moveKeys(from: Int32Array, to: Int32Array, places: Int32Array, shift: number): void {
  const mask = places.length - 1
  for (let i = 0; i < from.length; i++) {
    const key = from[i]!
    to[places[(key >>> shift) & mask]!++] = key
  }
}

/** Sorts pairs by their keys as unsigned numbers, equal keys in their order; the answer is in one of the two arrays. */
export function sortPairs(pairs: Pairs, spare: Pairs): Pairs {
  const n = pairs.length / 2
  if (n <= SHORT) return insertPairs(pairs, 0, n)
  const bits = digitBits(n)
  let [from, to] = [pairs, spare]
  placesOf(pairs, 2, bits).forEach((places, k) => {
    if (places === null) return
    movePairs(from, to, places, k * bits)
    ;[from, to] = [to, from]
  })
  return from
}

function movePairs(from: Pairs, to: Pairs, places: Int32Array, shift: number): void {
  const mask = places.length - 1
  for (let i = 0; i < from.length; i += 2) {
    const key = from[i]!
    const at = 2 * places[(key >>> shift) & mask]!++
    to[at] = key
    to[at + 1] = from[i + 1]!
  }
}

function insertPairs(pairs: Pairs, from: number, to: number): Pairs {
  for (let i = 2 * from + 2; i < 2 * to; i += 2) {
    const key = pairs[i]!
    const moving = pairs[i + 1]!
    let j = i - 2
    for (; j >= 2 * from && pairs[j]! >>> 0 > key >>> 0; j -= 2) {
      pairs[j + 2] = pairs[j]!
      pairs[j + 3] = pairs[j + 1]!
    }
    pairs[j + 2] = key
    pairs[j + 3] = moving
  }
  return pairs
}

/** Orders each run of equal keys in sorted `pairs` by a second key, which `second` gives for a position. */
export function refinePairs(pairs: Pairs, spare: Pairs, second: (position: number) => number): void {
  const n = pairs.length / 2
  for (let from = 0, to = 1; from < n; from = to++) {
    const key = pairs[2 * from]!
    while (to < n && pairs[2 * to] === key) to++
    if (to - from < 2) continue
    for (let i = from; i < to; i++) pairs[2 * i] = second(pairs[2 * i + 1]!)
    if (to - from <= SHORT) insertPairs(pairs, from, to)
    else pairs.set(sortPairs(pairs.subarray(2 * from, 2 * to), spare.subarray(2 * from, 2 * to)), 2 * from)
  }
}
