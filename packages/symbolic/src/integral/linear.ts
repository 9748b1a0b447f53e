// Integration is linear: sums go term by term, constant factors stand in front.
import type { Expr } from "@nablajs/core"
import { same } from "@nablajs/core"
import { simple } from "../simple.ts"
import { simplify } from "../simplify.ts"
import { branch } from "../steps/step.ts"
import { byExponentials } from "./inverse.ts"
import { deeper, type Rule } from "./rule.ts"
import { factorsOf, minus, named, plus, quotientOf, times } from "./terms.ts"

export const sum: Rule = (f, before, c) => {
  if (!named(f, "add") && !named(f, "subtract")) return null
  const [a, b] = f.args as [Expr, Expr]
  const left = c.integrate(a, deeper(c))
  const right = left && c.integrate(b, deeper(c))
  if (!left || !right) return null
  const combine = named(f, "add") ? plus : minus
  const result = simple(combine(left.result, right.result))
  return branch("sum", "sum rule: term by term", before, combine(left.before, right.before), [left, right], result)
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
