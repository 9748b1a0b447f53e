import { scaleLinear } from "d3-scale"
import fc from "fast-check"
import { expect, test } from "vitest"
import { makeScale, padded, powerTicks, ticksFor, widened } from "./scales.ts"

const seed = 20261122

test("linear ticks equal those of d3 on ten thousand domains", () => {
  const end = fc.double({ min: -1e9, max: 1e9, noNaN: true })
  fc.assert(
    fc.property(end, end, fc.integer({ min: 2, max: 12 }), (a, b, count) => {
      if (Math.abs(a - b) <= 1e-14 * Math.max(Math.abs(a), Math.abs(b)) || Math.abs(a - b) < 1e-290) return
      const [lo, hi] = a < b ? [a, b] : [b, a]
      const [own, theirs] = [ticksFor("linear", [a, b], count).major.map((t) => t.value), scaleLinear().domain([lo, hi]).ticks(count)]
      // Beyond 10²² powers of ten are rounded, by d3 through Math.pow, which engines round each in their way.
      if (hi - lo > 1e-20) expect(own).toEqual(theirs)
      else theirs.forEach((v, i) => expect(Math.abs((own[i] as number) - v)).toBeLessThanOrEqual(1e-15 * (hi - lo)))
      expect(own.length).toBe(theirs.length)
    }),
    { numRuns: 10_000, seed },
  )
})

test("domains too narrow or too wide for round steps are marked at their ends", () => {
  expect(ticksFor("linear", [-1e-323, -5e-324], 4).major).toHaveLength(2)
  expect(ticksFor("linear", [1, 1 + 2 ** -52], 4).major).toHaveLength(2)
  expect(ticksFor("linear", [-1.7e308, 1.7e308], 4).major.map((t) => t.text)).toEqual(["−1.7×10³⁰⁸", "0", "1.7×10³⁰⁸"])
})

test("tick labels equal those of d3 where exponents are not needed", () => {
  const end = fc.double({ min: -9e5, max: 9e5, noNaN: true })
  fc.assert(
    fc.property(end, end, fc.integer({ min: 2, max: 12 }), (a, b, count) => {
      const [lo, hi] = a < b ? [a, b] : [b, a]
      if (hi - lo < 1e-3 || Math.max(-lo, hi) < 1e-3) return
      const scale = scaleLinear().domain([lo, hi])
      expect(ticksFor("linear", [a, b], count).major.map((t) => t.text)).toEqual(scale.ticks(count).map(scale.tickFormat(count)))
    }),
    { numRuns: 2000, seed },
  )
  expect(ticksFor("linear", [-2e7, 2e7], 4).major.map((t) => t.text)).toContain("−2×10⁷")
  expect(ticksFor("linear", [0, 4e-5], 4).major.map((t) => t.text)).toContain("2×10⁻⁵")
})

test("logarithmic ticks are powers of ten with the multiples between", () => {
  const { major, minor } = ticksFor("log", [0.5, 2000], 6)
  expect(major.map((t) => t.text)).toEqual(["1", "10", "100", "1000"])
  expect(minor).toContain(500)
  expect(minor).not.toContain(100)
  expect(ticksFor("log", [1e-30, 1e30], 6).major.length).toBeLessThan(9)
  expect(ticksFor("log", [2, 5], 5).major.map((t) => t.value)).toEqual([2, 2.5, 3, 3.5, 4, 4.5, 5])
})

test("symmetric logarithmic ticks lie on both sides of zero", () => {
  const values = ticksFor("symlog", [-1000, 1000], 7).major.map((t) => t.value)
  expect(values).toContain(0)
  expect(values.filter((v) => v > 0)).toEqual(
    values
      .filter((v) => v < 0)
      .map((v) => -v)
      .reverse(),
  )
})

test.each(["linear", "log", "symlog"] as const)("%s scales invert", (kind) => {
  const scale = makeScale(kind, [1, 1000], [10, 300])
  for (const v of [1, 2, 50, 1000]) expect(scale.invert(scale.map(v))).toBeCloseTo(v, 9)
  expect([scale.map(1), scale.map(1000)]).toEqual([10, expect.closeTo(300, 9)])
})

test("domains without width grow around their value", () => {
  expect(widened([5, 5], "linear")).toEqual([4.5, 5.5])
  expect(widened([0, 0], "linear")).toEqual([-1, 1])
  expect(widened([10, 10], "log")).toEqual([5, 20])
  expect(padded([0, 10], "linear", [0, 0.1])).toEqual([0, 11])
})

test("powers read as powers", () => {
  const texts = (values: number[]) => powerTicks(values).map(({ text }) => text)
  expect(texts([1e-3, 1, 1000])).toEqual(["0.001", "1", "1000"])
  expect(texts([1e-4, 0.1, 1, 10, 1e5])).toEqual(["10⁻⁴", "10⁻¹", "1", "10", "10⁵"])
  expect(texts([-1e300, -1, 0, 1, 1e300])).toEqual(["−10³⁰⁰", "−1", "0", "1", "10³⁰⁰"])
})
