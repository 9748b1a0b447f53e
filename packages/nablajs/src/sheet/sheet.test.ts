import { multiply } from "@nablajs/core"
import { type Primitive, order } from "@nablajs/core"
import { derive } from "@nablajs/symbolic"
import { describe, expect, it } from "vitest"
import { calculusSheet, sheetSections, sheetText } from "./index.ts"

describe("the calculus sheet", () => {
  const result = calculusSheet()

  it("holds in every line, each answered three ways", () => {
    expect(result.lines.filter((line) => !line.ok).map((line) => `${line.title}: ${line.problem}`)).toEqual([])
    expect(result).toMatchObject({ ok: true, failed: 0, passed: result.lines.length })
    for (const line of result.lines) expect([line.symbolic, line.autograd, line.differences].every((answer) => answer !== "")).toBe(true)
  })

  it("has the items of the page", () => {
    const ids = result.lines.map((line) => line.id)
    for (const id of [
      "quotients",
      "tangent",
      "product",
      "quotient",
      "partial-1",
      "partial-2",
      "gradient-Ax",
      "gradient-xA",
      "gradient-xAx",
      "gradient-norm",
      "gradient-frobenius",
      "chain-sin",
      "chain-exp-1",
      "chain-exp-2",
      "chain-uv-1",
      "chain-uv-2",
      "chain-least-squares",
    ]) {
      expect(ids).toContain(id)
    }
    expect(new Set(ids).size).toBe(ids.length)
    const quotients = result.lines.find((line) => line.id === "quotients")
    expect(quotients?.table.map((row) => row.h)).toEqual([1e-1, 1e-2, 1e-3, 1e-4, 1e-5])
    expect(result.lines.find((line) => line.id === "partial-1")?.notations).toEqual(["∂f/∂x1", "∂y/∂x1", "f_x1", "f₁", "D₁ f", "D_x1 f"])
  })

  it("tries several sizes for the identities of gradients and names the layout", () => {
    const line = result.lines.find((l) => l.id === "gradient-Ax")
    expect(line).toMatchObject({ where: "m=3 n=2; m=2 n=4; m=4 n=1", layout: "denominator" })
  })

  it("is plain data", () => {
    expect(JSON.parse(JSON.stringify(result))).toEqual(result)
  })

  it("reports progress before each line and at the end", () => {
    const seen: number[] = []
    calculusSheet({ sections: sheetSections.slice(0, 1), onProgress: ({ done }) => seen.push(done) })
    expect(seen).toEqual(Array.from({ length: seen.length }, (_, i) => i))
    expect(seen.length).toBe((sheetSections[0]?.entries.length ?? 0) + 1)
  })

  it("prints a verdict for every line, in color where asked", () => {
    const plain = sheetText(result)
    expect(plain.match(/✓/g)?.length).toBe(result.lines.length + 1)
    expect(plain).not.toContain("\u001b[")
    expect(sheetText(result, { color: true })).toContain("\u001b[32m✓\u001b[0m")
    expect(sheetText(result, { steps: true })).toContain("chain rule for several variables")
  })

  it("fails where the page would be wrong", () => {
    const wrong = calculusSheet({
      sections: [{ title: "wrong", entries: [{ kind: "derivative", id: "a", title: "a", formula: "x^2", by: "x", claim: "3 * x" }] }],
    })
    expect(wrong).toMatchObject({ ok: false, failed: 1 })
    expect(sheetText(wrong)).toContain("the page's answer differs by")
  })

  it("fails where a formula cannot be read", () => {
    const broken = calculusSheet({
      sections: [{ title: "broken", entries: [{ kind: "limit", id: "a", title: "a", formula: "x^^2", by: "x", at: { x: 1 } }] }],
    })
    expect(broken.lines[0]).toMatchObject({ ok: false, problem: expect.stringContaining("parse") })
  })
})

// The rule of each primitive on the page, broken in turn: the sheet must notice.
describe("breaking a rule", () => {
  const used = new Map<string, Primitive>()
  for (const section of sheetSections) {
    for (const entry of section.entries) {
      const { of } = derive(entry.formula, entry.by, entry.kind === "derivative" ? entry.variables : undefined, { verbosity: 0 })
      for (const node of order(of)) if (node.primitive !== null) used.set(node.primitive.name, node.primitive)
    }
  }

  it.each([...used.keys()])("of %s makes the sheet fail", (name) => {
    const restore = breakRule(used.get(name) as Primitive)
    try {
      expect(calculusSheet().ok).toBe(false)
    } finally {
      restore()
    }
  })
})

type Rule = (...args: unknown[]) => unknown

/** Replaces the rules of a primitive by others of the right shape; returns what undoes it. */
function breakRule(p: Primitive): () => void {
  const record = p as unknown as { partials: Rule[]; transposes: Rule[]; transpose: Rule; jvp: Rule; vjp?: Rule }
  if (p.kind === "elementwise") {
    const old = [...record.partials]
    old.forEach((rule, i) => {
      if (rule) record.partials[i] = (...args) => twice(rule(...args))
    })
    return () => old.forEach((rule, i) => void (record.partials[i] = rule))
  }
  if (p.kind === "multilinear") {
    const old = [...record.transposes]
    old.forEach((rule, i) => {
      if (rule) record.transposes[i] = (...args) => twice(rule(...args))
    })
    return () => old.forEach((rule, i) => void (record.transposes[i] = rule))
  }
  const key = p.kind === "linear" ? "transpose" : "jvp"
  const old = record[key]
  record[key] = (...args) => (old(...args) as unknown[]).map((x) => (x === null ? null : twice(x)))
  return () => void (record[key] = old)
}

const twice = (x: unknown): unknown => multiply(2 as never, x as never)
