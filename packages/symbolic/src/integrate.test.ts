import { describe, expect, it } from "vitest"
import { checkSteps } from "./check.ts"
import { evaluate } from "./evaluate.ts"
import { integrate } from "./integrate.ts"
import { text } from "./print/text.ts"
import { quadrature } from "./quadrature.ts"
import { stepsLatex, stepsMarkdown, stepsText } from "./steps.ts"
import { everyStep } from "./steps/step.ts"

const reached = [
  "x",
  "x^3",
  "3*x^2 - 4*x",
  "1/x",
  "1/x^3",
  "sqrt(x)",
  "exp(2*x)",
  "sin(3*x + 1)",
  "cos(x)/2",
  "tan(x)",
  "2^x",
  "log(x)",
  "1/(2*x + 1)",
  "1/(1 + x^2)",
  "x/(1 + x^2)",
  "(2*x + 3)/(x^2 - 1)",
  "x^3/(x^2 + 1)",
  "1/(x^2 - 2*x + 1)",
  "1/sqrt(1 - x^2)",
  "2*x*cos(x^2)",
  "x*exp(-x^2)",
  "log(x)/x",
  "sin(x)^3*cos(x)",
  "x*exp(x)",
  "x^2*sin(x)",
  "x*log(x)",
  "exp(x)*sin(2*x)",
  "sin(x)^2",
  "1/cos(x)^2",
  "atan(x)",
  "(x + 1)^2*x",
  "sigmoid(x)",
  "tanh(x)",
  "cosh(2*x)",
  "x^2*exp(3*x)",
  "exp(x)/(1 + exp(x))",
  "a*x^2 + b",
  "exp(a*x)",
  "x*sqrt(1 + x^2)",
  "cos(x)*exp(sin(x))",
]

describe("integrate", () => {
  it.each(reached)("reaches %s", (f) => {
    const F = integrate(f, "x")
    const params = { a: 1.3, b: 0.4 }
    const [from, to] = [0.31, 0.67]
    const at = (x: number) => Number(evaluate(F.expr, { ...params, x }))
    const exact = quadrature((x) => Number(evaluate(F.of, { ...params, x })), from, to).value
    expect(at(to) - at(from)).toBeCloseTo(exact, 9)
  })

  it.each(reached)("tells steps that hold for %s", (f) => {
    const report = checkSteps(integrate(f, "x"))
    expect(report.faults.map((fault) => `${fault.step.title}: ${fault.side} is off by ${fault.difference}`)).toEqual([])
    expect(report.equations).toBeGreaterThan(0)
  })

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

it.each([
  ["1 / (x^3 - x)", "partial-fractions"],
  ["1 / (x * (x^2 + 1))", "partial-fractions"],
  ["sin(x)^3 * cos(x)^2", "product-to-sum"],
  ["sin(2 * x) * cos(3 * x)", "product-to-sum"],
  ["sqrt(4 - x^2)", "parts"],
  ["1 / sqrt(x^2 + 4)", "logarithm"],
  ["1 / cos(x)", "reciprocal"],
  ["log(x)^2", "parts"],
  ["x^-1", "power"],
  ["acos(x)", "acos"],
  ["sinh(x)^2", "double-angle"],
  ["cbrt(x)", "cbrt"],
])("∫ %s is reached by the rule of %s", (f, rule) => {
  const answer = integrate(f, "x")
  expect(everyStep(answer.steps).map((step) => step.rule)).toContain(rule)
  expect(checkSteps(answer).ok).toBe(true)
})
