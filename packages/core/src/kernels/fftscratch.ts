// Memory between the steps of a transform, kept for those of moderate size. Powers of two would put both parts and all
// columns into the same few lines of the cache, so the parts stand apart by a little more.

/** Room for real and for imaginary parts. */
export type Scratch = readonly [Float64Array, Float64Array]

const LARGEST = 2 ** 16
const APART = 136
const spare: Scratch[] = []

/** Room for so many numbers in either part, of any content, until it is given back. */
export function borrow(size: number): Scratch {
  const found = spare.pop()
  if (found !== undefined && found[0].length >= size) return found
  const whole = new Float64Array(2 * size + APART)
  return [whole.subarray(0, size), whole.subarray(size + APART)]
}

export function giveBack(scratch: Scratch): void {
  if (scratch[0].length <= LARGEST && spare.length < 4) spare.push(scratch)
}
