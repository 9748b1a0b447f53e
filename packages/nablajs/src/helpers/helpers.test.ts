import { describe, expect, test } from "vitest"
import { Accumulator } from "./accumulator.ts"
import { train2d } from "./descent.ts"
import { limitTable } from "@nablajs/symbolic"
import { Timer } from "./timer.ts"

describe("limitTable", () => {
  test("tends to the derivative", () => {
    const rows = limitTable((x) => 3 * x ** 2 - 4 * x, 1)
    expect(rows.map((row) => row.h)).toEqual([0.1, 0.01, 0.001, 0.0001, 0.00001])
    for (const { h, quotient } of rows) expect(Math.abs(quotient - (2 + 3 * h))).toBeLessThan(1e-6)
  })

  test("refuses a step of 0 and functions that give no number", () => {
    expect(() => limitTable((x) => x, 1, [0])).toThrow("a step must be finite and not 0")
    expect(() => limitTable(() => undefined as never, 1)).toThrow("f must return a number")
  })
})

test("Timer keeps laps", () => {
  const timer = new Timer()
  timer.stop()
  timer.start()
  timer.stop()
  expect(timer.times).toHaveLength(2)
  expect(timer.cumsum()[1]).toBeCloseTo(timer.sum(), 12)
  expect(timer.avg()).toBeCloseTo(timer.sum() / 2, 12)
})

test("Accumulator adds column by column and refuses another number of values", () => {
  const metric = new Accumulator(2)
  metric.add(1, 2)
  metric.add(3, 4)
  expect([metric.get(0), metric.get(1)]).toEqual([4, 6])
  expect(() => metric.add(1)).toThrow("1 values for 2 sums")
  expect(() => metric.get(2)).toThrow("no sum at 2")
  metric.reset()
  expect(metric.get(0)).toBe(0)
})

test("train2d collects the points visited and carries state", () => {
  const momentum = train2d<number>(([x, y], v) => [[x + v, y], v / 2], { start: [0, 1], steps: 2, state: 1 })
  expect(momentum).toEqual([
    [0, 1],
    [1, 1],
    [1.5, 1],
  ])
  expect(() => train2d((p, s) => [p, s], { steps: 1.5 })).toThrow("steps must be a whole number")
})
