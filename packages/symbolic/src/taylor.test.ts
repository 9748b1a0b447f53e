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

describe("taylor", () => {
  it.each([
    ["sin(x) / x", 4, "1 - 1 / 6 * x^2 + 1 / 120 * x^4"],
    ["log(1 + x) / x", 2, "1 - 0.5 * x + 1 / 3 * x^2"],
    ["x / (exp(x) - 1)", 4, "1 - 0.5 * x + 1 / 12 * x^2 - 1 / 720 * x^4"],
    ["sin(x)", 7, "x - 1 / 6 * x^3 + 1 / 120 * x^5 - 1 / 5040 * x^7"],
    ["erf(x)", 3, "2 / sqrt(pi) * x - 2 / (3 * sqrt(pi)) * x^3"],
    ["2^x", 2, "1 + log(2) * x + log(2)^2 / 2 * x^2"],
  ])("of %s up to degree %i is exact", (f, degree, expected) => {
    expect(text(taylor(f, "x", degree).expr)).toBe(expected)
  })

  it("may stand around a term", () => {
    expect(text(taylor("sin(x)", "x", 2, { at: "pi / 2" }).expr)).toBe("1 - 0.5 * (x - pi / 2)^2")
    expect(text(taylor("exp(x)", "x", 1, { at: "a" }).expr)).toBe("exp(a) + exp(a) * (x - a)")
  })

  it.each(["abs(x)", "relu(x)", "floor(x)", "x * abs(x)"])("of %s is refused where it has a kink or a jump", (f) => {
    expect(() => taylor(f, "x", 2)).toThrow("jumps at x = 0")
    expect(taylor(f, "x", 2, { at: 0.5 }).coefficients).toHaveLength(3)
  })

  it.each(["log(x)", "1 / x", "exp(1 / x)", "sqrt(x)"])("of %s is refused where it has a pole or no slope", (f) => {
    expect(() => taylor(f, "x", 2)).toThrow("has no finite value at x = 0")
  })
})
