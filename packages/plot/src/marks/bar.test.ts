import { bin } from "d3-array"
import fc from "fast-check"
import { expect, test } from "vitest"
import { hist } from "./bar.ts"

interface Bars {
  readonly from: Float64Array
  readonly to: Float64Array
  readonly top: Float64Array
}

test("bins chosen for the data are those of d3 over the same interval, and every value is counted", () => {
  const values = fc.array(fc.integer({ min: -1e6, max: 1e6 }), { minLength: 2, maxLength: 200 })
  fc.assert(
    fc.property(values, fc.integer({ min: -6, max: 3 }), (whole, exponent) => {
      const list = whole.map((v) => v * Number(`1e${exponent}`))
      const [lo, hi] = [Math.min(...list), Math.max(...list)]
      fc.pre(lo < hi)
      const { from, to, top } = hist(list).data as Bars
      const theirs = bin().domain([lo, hi])(list)
      expect([...from]).toEqual(theirs.map((b) => b.x0))
      expect([...to]).toEqual(theirs.map((b) => b.x1))
      expect([...top]).toEqual(theirs.map((b) => b.length))
      expect(top.reduce((a, b) => a + b, 0)).toBe(list.length)
    }),
    { seed: 20261123, numRuns: 1000 },
  )
})
