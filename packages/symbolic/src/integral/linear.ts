// Integration is linear: sums go term by term, constant factors stand in front.
import type { Expr } from "@nablajs/core"
import { same } from "@nablajs/core"
import { simple } from "../simple.ts"
import { simplify } from "../simplify.ts"
import { branch, type Step } from "../steps/step.ts"
import { byExponentials } from "./inverse.ts"
import { deeper, type Rule } from "./rule.ts"
import { factorsOf, minus, named, plus, quotientOf, times } from "./terms.ts"

/** The terms of a sum from left to right, brackets opened, each with whether it is taken away. */
function termsOf(f: Expr): { readonly term: Expr; readonly taken: boolean }[] {
  const terms: { term: Expr; taken: boolean }[] = []
  const open = [{ term: f, taken: false }]
  for (let last = open.pop(); last !== undefined; last = open.pop()) {
    const { term, taken } = last
    const subtracted = named(term, "subtract")
    if (!subtracted && !named(term, "add")) terms.push(last)
    else open.push({ term: term.args[1] as Expr, taken: taken !== subtracted }, { term: term.args[0] as Expr, taken })
  }
  return terms
}

export const sum: Rule = (f, before, c) => {
  const terms = termsOf(f)
  if (terms.length === 1) return null
  const steps: Step[] = []
  for (const { term } of terms) {
    // however many terms there are, each may take what an integral of its own may
    const step = c.integrate(term, { ...deeper(c), effort: c.depth === 0 ? { ...c.effort } : c.effort })
    if (step === null) return null
    steps.push(step)
  }
  const joined = (parts: readonly Expr[]): Expr => parts.reduce((a, b, i) => (terms[i]?.taken ? minus : plus)(a, b))
  const result = simple(joined(steps.map((step) => step.result)))
  return branch("sum", "sum rule: term by term", before, joined(steps.map((step) => step.before)), steps, result)
}

export const constantMultiple: Rule = (f, before, c) => {
  const factors = factorsOf(f, c.x)
  if (factors.constant.literal === 1) return null
  const inner = c.integrate(quotientOf(factors), deeper(c))
  if (inner === null) return null
  const result = simple(times(factors.constant, inner.result))
  const title = "constant multiple rule: ∫ c f dx = c ∫ f dx"
  return branch("constant-multiple", title, before, times(factors.constant, inner.before), [inner], result)
}

/** Another form of the integrand: simplified, multiplied out, without hyperbolic functions. */
export const rewritten: Rule = (f, before, c) => {
  for (const form of [() => simplify(f), () => simplify(f, { expand: true }), () => simplify(byExponentials(f), { expand: true })]) {
    const g = form()
    if (same(f, g)) continue
    const inner = c.integrate(g, deeper(c, 4))
    if (inner !== null) return branch("rewrite", "rewrite the integrand", before, inner.before, [inner], inner.result)
  }
  return null
}
