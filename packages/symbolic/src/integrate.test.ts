import { describe, expect, it } from "vitest"
import { integrate } from "./integrate.ts"
import { text } from "./print/text.ts"
import { quadrature } from "./quadrature.ts"
import { stepsLatex, stepsMarkdown, stepsText } from "./steps.ts"
import { everyStep } from "./steps/step.ts"

describe("integrate", () => {
  it("integrates constants", () => {
    expect(text(integrate("5", "t").expr)).toBe("5 * t")
  })

  it("tells its steps", () => {
    const told = stepsText(integrate("2*x*cos(x^2)", "x"))
    expect(told).toContain("∫ f dx for f = 2 * x * cos(x^2)")
    expect(told).toContain("substitution: ∫ h(g(x)) g′(x) dx = ∫ h(u) du")
    expect(told.split("\n").at(-1)).toBe("∫ f dx = sin(x^2)")
    expect(stepsLatex(integrate("x*exp(x)", "x"))).toContain("\\int x e^{x} \\, dx")
    expect(stepsMarkdown(integrate("x*exp(x)", "x", { from: 0, to: 1 }))).toContain("\\int_{0}^{1} f \\, dx")
  })

  it("names its rules", () => {
    const rules = (f: string) => everyStep(integrate(f, "x").steps).map((s) => s.rule)
    expect(rules("2*x*cos(x^2)")).toContain("substitution")
    expect(rules("x*exp(x)")).toContain("parts")
    expect(rules("(2*x + 3)/(x^2 - 1)")).toContain("partial-fractions")
  })

  it("puts in the ends", () => {
    const area = integrate("3*x^2 - 4*x", "x", { from: 0, to: 2 })
    expect(area.expr.literal).toBeCloseTo(0, 12)
    expect(integrate("exp(-x)", "x", { from: 0, to: 1 }).expr.literal).toBeCloseTo(1 - Math.exp(-1), 12)
  })

  it("refuses what it does not reach or what is not finite", () => {
    expect(() => integrate("exp(-x^2) / x^3 + x^x", "x")).toThrow("the standard rules do not reach")
    expect(() => integrate("1/x", "x", { from: -1, to: 1 })).toThrow("is not finite, or the integrand is not continuous")
    expect(() => integrate("1/x^2", "x", { from: -1, to: 2 })).toThrow("split the interval")
    expect(() => integrate("x", "x", { from: 0 })).toThrow("give both ends")
    expect(() => integrate("x", "y")).toThrow("y does not occur")
  })
})

describe("quadrature", () => {
  it("integrates to rounding", () => {
    expect(quadrature(Math.sin, 0, Math.PI).value).toBeCloseTo(2, 13)
    expect(quadrature((x) => Math.abs(x - 0.3), 0, 1).value).toBeCloseTo(0.29, 10)
  })
})
