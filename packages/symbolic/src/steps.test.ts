import { describe, expect, it } from "vitest"
import { check, checkSteps } from "./check.ts"
import { derive } from "./derive.ts"
import { everyStep } from "./steps/step.ts"
import { stepsJson } from "./json.ts"
import { stepsLatex, stepsMarkdown, stepsText } from "./steps.ts"

const V = { x: ["n"], A: ["m", "n"], S: ["n", "n"], b: ["m"], X: ["m", "n"], c: ["n"], y: ["m"], s: [] } as const

const scalars = [
  "3*t^2 - 4*t",
  "sin(t^2)",
  "exp(-t) / t",
  "t^t",
  "(1 + t)^(2*t)",
  "sin(t) * cos(t)",
  "log(t) / (1 + t^2)",
  "sqrt(1 + t^2)",
  "2^t",
  "abs(t) * t",
  "relu(t) * t",
  "atan2(t, 1 + t)",
  "sigmoid(sin(exp(t)))",
  "maximum(t, t^2)",
  "where(t < 0.3, t^2, sin(t))",
  "tanh(3 * t)^2",
  "5",
  "u * exp(v) where u = t^2, v = t + sin(t)",
]

const matrices: readonly (readonly [string, string])[] = [
  ["A * x", "x"],
  ["x' * A'", "x"],
  ["x' * S * x", "x"],
  ["norm2(x)^2", "x"],
  ["norm(X)^2", "X"],
  ["norm2(A * x - b)^2", "x"],
  ["norm2(A * x - b)^2", "A"],
  ["sum(tanh(A * x - b))", "x"],
  ["tr(A' * X)", "X"],
  ["tr(X' * X)", "X"],
  ["c' * x / norm2(x)", "x"],
  ["x' * S * x / (x' * x)", "x"],
  ["x .* c", "x"],
  ["tanh(A * x)", "x"],
  ["sum(log(1 + exp(-(y .* (A * x)))))", "x"],
  ["log(sum(exp(x)))", "x"],
  ["X' * X", "X"],
  ["x * x'", "x"],
  ["s * x", "s"],
  ["sin(s) * x' * x", "x"],
  ["norm2(x)", "x"],
  ["tr(S * S * S)", "S"],
  ["sum((x - mean(x)).^2)", "x"],
  ["max(x)", "x"],
]

describe("every step is an equation that holds", () => {
  it.each(scalars.filter((f) => f !== "5"))("in the derivation of %s", (f) => {
    for (const order of [1, 2, 3] as const) {
      const report = checkSteps(derive(f, "t", undefined, { order }))
      expect(report.faults.map((fault) => `${fault.step.title}: ${fault.side} is off by ${fault.difference}`)).toEqual([])
      expect(report.equations).toBeGreaterThan(0)
    }
  })

  it.each(matrices)("in the derivation of %s by %s", (f, by) => {
    for (const view of [undefined, "identities", "differentials", "index"] as const) {
      const d = derive(f, by, V, view === undefined ? {} : { view })
      const report = checkSteps(d)
      expect(report.faults.map((fault) => `${view}: ${fault.step.title}: ${fault.side} is off by ${fault.difference}`)).toEqual([])
      expect(check(d).summary).toContain("agree")
    }
    for (const layout of ["numerator", "mixed"] as const) {
      const d = derive(f, by, V, { layout })
      expect(checkSteps(d).ok && check(d).ok).toBe(true)
    }
  })

  it("and one that does not hold is found", () => {
    const d = derive("sin(t^2)", "t")
    const wrong = derive("cos(t^2)", "t").expr
    const first = d.steps[0]
    const broken = { ...d, steps: [{ ...(first as NonNullable<typeof first>), after: wrong }] }
    const report = checkSteps(broken)
    expect(report.ok).toBe(false)
    expect(report.faults[0]?.side).toBe("after")
  })
})

describe("rules are named as a teacher names them", () => {
  const rules = (f: string, by: string, variables?: typeof V): string[] => everyStep(derive(f, by, variables).steps).map((s) => s.rule)

  it("for numbers", () => {
    expect(rules("3*x^2 - 4*x", "x")).toEqual(expect.arrayContaining(["sum", "constant-multiple", "power", "identity"]))
    expect(rules("x^2 * sin(x)", "x")).toEqual(expect.arrayContaining(["product", "power", "sin"]))
    expect(rules("sin(x) / x", "x")).toContain("quotient")
    expect(rules("2^x", "x")).toContain("exponential")
    expect(rules("x^x", "x")).toContain("logarithmic")
  })

  it("for vectors and matrices", () => {
    expect(rules("A * x", "x", V)).toContain("product-right")
    expect(rules("x' * A'", "x", V)).toContain("product-left")
    expect(rules("x' * S * x", "x", V)).toContain("quadratic-form")
    expect(rules("norm2(x)^2", "x", V)).toContain("squared-norm")
    expect(rules("norm(X)^2", "X", V)).toContain("frobenius")
  })

  it("and the chain rule shows its u", () => {
    const d = derive("sin(x^2)", "x")
    expect(d.steps[0]).toMatchObject({ rule: "chain", title: "chain rule: dy/dx = dy/du · du/dx", substitution: { name: "u" } })
    const least = derive("norm2(A * x - b)^2", "x", V)
    expect(least.steps[0]).toMatchObject({ rule: "chain", substitution: { name: "u" } })
    expect(stepsText(least)).toContain("with u = A * x - b")
  })

  it("and sums over several intermediate variables", () => {
    const d = derive("u^2 * exp(v) where u = x1 * x2, v = x1 + sin(x2)", "x1")
    expect(d.steps[0]?.title).toBe("chain rule for several variables: ∂y/∂x1 = ∂y/∂u · ∂u/∂x1 + ∂y/∂v · ∂v/∂x1")
    expect(d.steps[0]?.substitutions?.map((s) => s.name)).toEqual(["u", "v"])
  })
})

describe("renderings", () => {
  const d = derive("sin(x^2)", "x")

  it("give the derivation as text", () => {
    const lines = stepsText(d).split("\n")
    expect(lines.slice(0, 10)).toEqual([
      "df/dx for f = sin(x^2)",
      "",
      "1. chain rule: dy/dx = dy/du · du/dx",
      "   with u = x^2",
      "   d/dx(sin(x^2)) = d/du(sin(u)) * d/dx u",
      "   1.1. derivative of the sine: (sin x)′ = cos x",
      "      d/du(sin(u)) = cos(u)",
      "   1.2. power rule: (xⁿ)′ = n xⁿ⁻¹",
      "      d/dx(x^2) = 2 * x",
      "   ⇒ d/dx(sin(x^2)) = cos(x^2) * 2 * x",
    ])
    expect(lines[lines.length - 1]).toBe("df/dx = 2 * x * cos(x^2)")
  })

  it("give it as Markdown and LaTeX", () => {
    expect(stepsMarkdown(d)).toContain("**chain rule: dy/dx = dy/du · du/dx** with $u = x^2$")
    expect(stepsLatex(d)).toContain(
      "\\frac{d}{dx}\\left(\\sin\\left(x^2\\right)\\right) &= \\frac{d}{du}\\left(\\sin\\left(u\\right)\\right) \\frac{d}{dx} u",
    )
    for (const f of scalars) if (f !== "5") expect(stepsLatex(derive(f, "t"))).not.toMatch(/undefined|\[object/)
  })

  it("give it as plain JSON that survives a round trip", () => {
    const json = stepsJson(d)
    expect(JSON.parse(JSON.stringify(json))).toEqual(json)
    expect(json).toMatchObject({
      format: "nabla-derivation/1",
      notation: { text: "df/dx" },
      by: [{ name: "x", shape: [] }],
      layout: "denominator",
    })
    expect(json.steps[0]).toMatchObject({ rule: "chain", substitutions: [{ name: "u", equals: { text: "x^2" } }] })
  })

  it("write components with sums and deltas", () => {
    const text = stepsText(derive("x' * S * x", "x", V, { view: "index" }))
    expect(text).toContain("f = Σ_ij x_i S_ij x_j")
    expect(text).toContain("δ_")
  })

  it("tell the trace trick for matrices", () => {
    const text = stepsText(derive("tr(A' * X)", "X", V, { view: "differentials" }))
    expect(text).toContain("read off the gradient: df = tr((∇f)ᵀ dX)")
  })

  it("tell less when asked to", () => {
    const count = (verbosity: 0 | 1 | 2 | 3): number => everyStep(derive("3*x^2 - 4*x", "x", undefined, { verbosity }).steps).length
    expect(count(0)).toBe(0)
    expect(count(1)).toBeLessThan(count(2))
  })

  it("tell every rewriting when asked to, each of which holds", () => {
    const d = derive("sin(x)^2 / (1 + x^2) + log(exp(x) * x)", "x", undefined, { verbosity: 3 })
    expect(d.steps[d.steps.length - 1]?.children.length).toBeGreaterThan(0)
    expect(checkSteps(d).faults.map((fault) => fault.step.title)).toEqual([])
    for (const [f, by] of matrices.slice(0, 12))
      expect(checkSteps(derive(f, by, V, { verbosity: 3 })).faults.map((fault) => fault.step.title)).toEqual([])
  })
})
