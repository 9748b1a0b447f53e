import { infinity, max, round, sqrt, times } from "./math.ts"

// The rule of d3-array's ticks: steps of 1, 2 or 5 times a power of ten, whichever is nearest to the wish in proportion.
// Powers are read from decimal texts, which engines round alike, and steps below one are kept as divisors, so that 3 / 10 is 0.3.

const fifty = sqrt(50)
const ten = sqrt(10)
const two = sqrt(2)

/** The exponent of ten in a positive number: 2 for 345. */
export const exponentOf = (v: number): number => Number(v.toExponential().split("e")[1])

/** A power of ten, as engines read it from its text. */
export const powerOf = (exponent: number): number => Number(`1e${exponent}`)

/** About `count` round numbers between two others, the first below the second, with the distance between these. */
export const ticksAndStep = (start: number, stop: number, count: number): { values: number[]; step: number } => {
  const wish = (stop - start) / count
  const exponent = exponentOf(wish)
  const error = wish / powerOf(exponent)
  const factor = error >= fifty ? 10 : error >= ten ? 5 : error >= two ? 2 : 1
  const divisor = exponent < 0 ? powerOf(-exponent) / factor : 1 / (powerOf(exponent) * factor)
  const multiple = powerOf(exponent) * factor
  const at = exponent < 0 ? (k: number): number => k / divisor : (k: number): number => k * multiple
  const place = exponent < 0 ? (v: number): number => v * divisor : (v: number): number => v / multiple
  let first = round(place(start))
  let last = round(place(stop))
  if (at(first) < start) first++
  if (at(last) > stop) last--
  return { values: times(max(0, last - first + 1), (i) => at(first + i)), step: exponent < 0 ? 1 / divisor : multiple }
}

/** About `count` round numbers from `start` to `stop`, in rising order. */
export const ticks = (start: number, stop: number, count: number): number[] => {
  if (!(stop > start) || !(count > 0)) return start === stop ? [start] : []
  if (stop - start === infinity) return ticks(start / 10, stop / 10, count).map((v) => v * 10)
  return ticksAndStep(start, stop, count).values
}
