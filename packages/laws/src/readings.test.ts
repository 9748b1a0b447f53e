import { expect, test } from "vitest"
import { readings } from "./readings.ts"

const rows = readings()

test("Every primitive that has a derivative has it in both modes and to second order", () => {
  const smooth = rows.filter((row) => row.forward !== null)
  expect(smooth.length).toBeGreaterThan(90)
  expect(smooth.filter((row) => [row.forward, row.reverse, row.second].some((verdict) => verdict !== "yes"))).toEqual([])
})

test("Every primitive can be batched", () => {
  expect(rows.filter((row) => row.batch !== "yes").map((row) => row.name)).toEqual([])
})

test("What is printed is read again, but for operations that formulas do not have", () => {
  const unwritten = rows.filter((row) => row.formula !== "yes").map((row) => row.name)
  expect(unwritten.length).toBeLessThan(rows.length / 6)
  expect(unwritten).not.toContain("contract")
})
