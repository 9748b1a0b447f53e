import { expect, test } from "vitest"
import { sample } from "./sample.ts"

const axes = { xscale: "linear", yscale: "linear", width: 350, height: 250 } as const
const gaps = (y: Float64Array): number =>
  y.reduce((n, v, i) => n + (Number.isNaN(v) && i > 0 && !Number.isNaN(y[i - 1] as number) ? 1 : 0), 0)

/** The largest distance between f and the chords of its samples, as a share of the range. */
function error(f: (x: number) => number, { x, y }: { x: Float64Array; y: Float64Array }): number {
  const range = Math.max(...y) - Math.min(...y)
  let worst = 0
  for (let i = 1; i < x.length; i++) {
    const [a, b] = [x[i - 1] as number, x[i] as number]
    const middle = ((y[i - 1] as number) + (y[i] as number)) / 2
    worst = Math.max(worst, Math.abs(f((a + b) / 2) - middle))
  }
  return worst / range
}

test.each([
  ["a parabola", (x: number) => 3 * x * x - 4 * x, 0, 3],
  ["waves", (x: number) => Math.sin(20 * x), 0, 3],
  ["a narrow peak", (x: number) => 1 / (1e-4 + (x - 1) ** 2), 0, 3],
  ["a kink", (x: number) => Math.abs(x - 1.2345), 0, 3],
])("%s is followed to a fraction of a pixel", (_, f, a, b) => {
  expect(error(f, sample(f, a, b, axes))).toBeLessThan(0.5 / 250)
})

test("the ends of the interval are sampled exactly", () => {
  const { x } = sample((v) => v, 0.1, 0.7, axes)
  expect([x[0], x.at(-1)]).toEqual([0.1, 0.7])
})

test("a pole breaks the line and limits the view", () => {
  for (const pole of [0, 0.123, 1 / 3]) {
    const { y, view } = sample((x) => 1 / (x - pole), -1, 1, axes)
    expect(gaps(y)).toBe(1)
    expect(view).toBeDefined()
    expect((view as [number, number])[1]).toBeLessThan(100)
  }
})

test("the poles of the tangent break it four times", () => {
  expect(gaps(sample(Math.tan, -6, 6, axes).y)).toBe(4)
})

test("an even pole does not join its sides", () => {
  const { y, view } = sample((x) => 1 / x ** 2, -1, 1, axes)
  expect(gaps(y)).toBe(1)
  expect(view).toBeDefined()
})

test("a jump breaks the line where it is", () => {
  const { x, y, view } = sample((v) => (v < 0.3 ? 0 : 1), 0, 1, axes)
  const at = y.findIndex(Number.isNaN)
  expect(at).toBeGreaterThan(0)
  expect(x[at]).toBeCloseTo(0.3, 6)
  expect(view).toBeUndefined()
})

test("a steep but continuous function stays whole", () => {
  const { y } = sample((v) => Math.atan(1e6 * v), -1, 1, axes)
  expect(gaps(y)).toBe(0)
})

test("a line begins where the function begins", () => {
  const { x, y } = sample(Math.sqrt, -1, 1, axes)
  const first = y.findIndex((v) => !Number.isNaN(v))
  expect(x[first]).toBeCloseTo(0, 12)
})

test("a function without values gives none", () => {
  expect(sample(() => Number.NaN, 0, 1, axes).y.every(Number.isNaN)).toBe(true)
})

test("a logarithmic axis is sampled evenly along itself", () => {
  const { x } = sample((v) => v, 1e-3, 1e3, { ...axes, xscale: "log" })
  expect(x.filter((v) => v < 1).length / x.length).toBeCloseTo(0.5, 1)
})

test("wild functions end", () => {
  let calls = 0
  const wild = (x: number): number => {
    calls++
    return Math.sin(1 / x) * (Math.floor(x * 1e7) % 2 === 0 ? 1 : -1)
  }
  expect(sample(wild, -1, 1, axes).x.length).toBeLessThan(60_000)
  expect(calls).toBeLessThan(2e6)
})
