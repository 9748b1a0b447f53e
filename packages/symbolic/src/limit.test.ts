import { describe, expect, it } from "vitest"
import { differenceQuotients } from "./limit.ts"

describe("difference quotients", () => {
  it("of 3x² − 4x at 1 tend to 2", () => {
    const { rows, limit } = differenceQuotients("3 * x^2 - 4 * x", "x", { x: 1 })
    expect(rows.map((row) => row.h)).toEqual([1e-1, 1e-2, 1e-3, 1e-4, 1e-5])
    expect(rows.map((row) => Number(row.quotient.toFixed(5)))).toEqual([2.3, 2.03, 2.003, 2.0003, 2.00003])
    expect(limit).toBeCloseTo(2, 9)
  })

  it("of several variables move one and hold the others", () => {
    expect(differenceQuotients("x1^2 * exp(x2)", "x2", { x1: 2, x2: 0 }).limit).toBeCloseTo(4, 7)
  })

  it("take other steps", () => {
    expect(differenceQuotients("x^3", "x", { x: 2 }, { hs: [-0.1, -0.01, -0.001] }).limit).toBeCloseTo(12, 3)
  })

  it("refuse what has none", () => {
    expect(() => differenceQuotients("x", "y", { x: 1 })).toThrow("which must occur in it")
    expect(() => differenceQuotients("x^2", "x", {})).toThrow("x needs a value")
    expect(() => differenceQuotients("x^2", "x", { x: 1 }, { hs: [0] })).toThrow("must be finite and not 0")
  })
})
