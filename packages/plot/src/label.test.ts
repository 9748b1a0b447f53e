import fc from "fast-check"
import { expect, test } from "vitest"
import { labelWidth, plainLabel, runsOf, textNode } from "./label.ts"
import { serialize } from "./svg.ts"

test.each([
  ["loss", "loss"],
  ["$\\nabla f(x_1)$", "∇f(x_1)"],
  ["after $t$ steps", "after t steps"],
  ["$x^\\top A x$", "x⊤Ax"],
  ["$\\partial y / \\partial x_i$", "∂y/∂x_i"],
  ["$\\| x \\|_2^2$", "‖x‖_2^2"],
  ["$\\alpha \\le \\beta$", "α ≤ β"],
  ["$\\mathbf{w}$, $\\mathbb{R}^n$", "w, ℝ^n"],
  ["$\\hat{y}$", "y\u0302"],
  ["$\\frac{a}{b}$", "a/b"],
  ["$\\frac{a + b}{2c}$", "(a + b)/(2c)"],
  ["$\\frac{x^2}{10}$", "x^2/10"],
  ["$\\frac{\\partial f}{\\partial x}$", "∂f/∂x"],
  ["$\\sqrt x$, $\\sqrt{1 - x^2}$", "√x, √(1 − x^2)"],
  ["$5", "$5"],
  ["from $5 to $6", "from $5 to $6"],
  ["\\$5 and \\$6", "$5 and $6"],
  ["$f'(x) = 2x - 1$", "f′(x) = 2x − 1"],
  ["$\\ln x$", "ln x"],
  ["$x\\sin(2x)$", "x sin(2x)"],
])("%s reads %s", (label, plain) => {
  expect(plainLabel(label)).toBe(plain)
})

test("letters are slanted, digits and names are upright, scripts are smaller", () => {
  const [x, two, sin] = runsOf("$x^2\\sin$")
  expect([x?.italic, two?.italic, sin?.italic]).toEqual([true, false, false])
  expect(two?.shift).toBeGreaterThan(0)
  expect(two?.size).toBeLessThan(1)
})

test("the line returns after a script", () => {
  const svg = serialize(textNode("$x_1 + y$", 10, {}))
  const shifts = [...svg.matchAll(/dy="([^"]+)"/g)].map((m) => Number(m[1]))
  expect(shifts.reduce((a, b) => a + b, 0)).toBeCloseTo(0, 9)
})

test.each([
  ["$\\unknown$", /unknown command \\unknown/],
  ["$x^$", /a missing argument/],
  ["${x$", /a brace that is not closed/],
  ["$x}$", /a closing brace too many/],
  [`$${"{".repeat(1000)}x$`, /too many nested groups/],
  [`$x${"^".repeat(100_000)}2$`, /too many nested groups/],
  ["$\\sqrt[3]{x}$", /unknown command \\sqrt/],
])("%s is refused", (label, message) => {
  expect(() => plainLabel(label)).toThrow(message)
})

test("accents upon accents end in an error, not in a full stack", () => {
  expect(() => plainLabel(`$${"\\hat".repeat(5000)}x$`)).toThrow(/too many nested groups/)
})

test("any text becomes text, never markup", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const svg = serialize(textNode(text.replaceAll("$", ""), 10, {}))
      const inner = svg.replace(/^<text[^>]*>/, "").replace(/<\/text>$/, "")
      expect(inner).not.toMatch(/[<>]|&(?!amp;|lt;|gt;|quot;)|[\u0000-\u0008]/)
    }),
    { seed: 20261122, numRuns: 500 },
  )
})

test("widths grow with the text", () => {
  expect(labelWidth("wide words", 10)).toBeGreaterThan(labelWidth("words", 10))
  expect(labelWidth("", 10)).toBe(0)
})

test("a mistake in a very long formula is told in a few words", () => {
  expect(() => plainLabel(`$${"{".repeat(10_000)}$`)).toThrow(/^label: too many nested groups in \$\{{99}\$ at position \d+; .{1,80}$/)
})
