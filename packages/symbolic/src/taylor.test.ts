import { describe, expect, it } from "vitest"
import { evaluate } from "./evaluate.ts"
import { text } from "./print/text.ts"
import { taylor } from "./taylor.ts"

describe("taylor", () => {
  it.each([
    ["exp(x)", 4, [1, 1, 1 / 2, 1 / 6, 1 / 24]],
    ["sin(x)", 5, [0, 1, 0, -1 / 6, 0, 1 / 120]],
    ["cos(x)", 4, [1, 0, -1 / 2, 0, 1 / 24]],
    ["log(1 + x)", 4, [0, 1, -1 / 2, 1 / 3, -1 / 4]],
    ["1 / (1 - x)", 6, [1, 1, 1, 1, 1, 1, 1]],
    ["sqrt(1 + x)", 3, [1, 1 / 2, -1 / 8, 1 / 16]],
    ["tanh(x)", 5, [0, 1, 0, -1 / 3, 0, 2 / 15]],
    ["(1 + x)^3", 5, [1, 3, 3, 1, 0, 0]],
  ])("of %s up to degree %i", (f, degree, expected) => {
    const series = taylor(f, "x", degree)
    series.coefficients.forEach((c, k) => {
      expect(c.literal).toBeCloseTo(expected[k] as number, 10)
    })
    expect(Number(evaluate(series.expr, { x: 0.01 }))).toBeCloseTo(Number(evaluate(series.of, { x: 0.01 })), 8)
  })

  it("around another point", () => {
    const series = taylor("log(x)", "x", 3, { at: 1 })
    expect(text(series.expr)).toBe("x - 1 - 0.5 * (x - 1)^2 + 1 / 3 * (x - 1)^3")
  })

  it("keeps other variables", () => {
    const series = taylor("exp(a * x)", "x", 2)
    expect(Number(evaluate(series.expr, { a: 3, x: 0.1 }))).toBeCloseTo(1 + 0.3 + 0.045, 12)
  })

  it("refuses what has no series, in a sentence", () => {
    expect(() => taylor("log(x)", "x", 2)).toThrow("the function has no finite value at x = 0; choose another point with { at }")
    expect(() => taylor("sqrt(x)", "x", 2)).toThrow("the derivative of order 1 has no finite value")
    expect(() => taylor("x", "x", 99)).toThrow("the degree must be a whole number from 0 to 20")
    expect(() => taylor("x", "y", 2)).toThrow("y does not occur")
  })
})
