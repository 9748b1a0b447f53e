// Integration by parts: ∫ p v′ dx = p v − ∫ p′ v dx.
import { type Expr, literal, order } from "@nablajs/core"
import { dependsOn } from "../differentiate.ts"
import { jacobianOf } from "../jacobian.ts"
import { coefficientsOf } from "../polynomial.ts"
import { simple } from "../simple.ts"
import { branch, leaf, type Step } from "../steps/step.ts"
import { withoutNestedRoots } from "./radicals.ts"
import { type Context, deeper, type Rule } from "./rule.ts"
import { factorsOf, linearOf, minus, named, over, plus, powerOf, productOf, quotientOf, times } from "./terms.ts"

/** Functions that become simpler when they are differentiated: these are p, whatever stands beside them. */
const simpler = new Set(["log", "log1p", "log2", "log10", "atan", "asin", "acos", "asinh", "acosh", "atanh", "erf"])

const LARGEST = 200

function byParts(p: Expr, dv: Expr, before: Expr, c: Context): Step | null {
  const v = c.integrate(dv, deeper(c))
  if (v === null) return null
  const rest = simple(times(withoutNestedRoots(simple(jacobianOf(p, c.x)), c), v.result))
  if (order(rest).length > LARGEST) return null
  const inner = c.integrate(rest, deeper(c))
  if (inner === null) return null
  const combine = (last: Expr): Expr => minus(times(p, v.result), last)
  return branch(
    "parts",
    "integration by parts: ∫ p v′ dx = p v − ∫ p′ v dx",
    before,
    combine(inner.before),
    [v, inner],
    simple(combine(inner.result)),
  )
}

const isPolynomial = (g: Expr, c: Context): boolean => coefficientsOf(g, c.x) !== null

/** The factor itself, or the one of which it is a whole power, bears one of the names. */
function isOneOf(g: Expr, names: ReadonlySet<string>): boolean {
  const [base, n] = powerOf(g) ?? [g, literal(1)]
  return names.has(base.primitive?.name ?? "") && Number.isInteger(n.literal) && (n.literal as number) > 0
}

/** Logarithms and inverse functions times anything that has an antiderivative. */
export const inverseByParts: Rule = (f, before, c) => {
  const { constant, top, bottom } = factorsOf(f, c.x)
  if (constant.literal !== 1) return null
  const found = top.filter((g) => isOneOf(g, simpler))
  const [p] = found
  return found.length === 1 && p !== undefined ? byParts(p, quotientOf({ top: top.filter((g) => g !== p), bottom }), before, c) : null
}

/** Polynomials times anything that can be integrated as often as their degree says. */
export const polynomialByParts: Rule = (f, before, c) => {
  const { constant, top, bottom } = factorsOf(f, c.x)
  const p = top.filter((g) => isPolynomial(g, c))
  const rest = top.filter((g) => !p.includes(g))
  if (constant.literal !== 1 || p.length === 0 || rest.length + bottom.length === 0 || bottom.some((g) => isPolynomial(g, c))) return null
  return byParts(productOf(p), quotientOf({ top: rest, bottom }), before, c)
}

/** ∫ e^{ax} sin(bx) dx and its like, by parts twice. */
export const growingWave: Rule = (f, before, c) => {
  const { constant, top, bottom } = factorsOf(f, c.x)
  const growth = top.find((g) => named(g, "exp"))
  const wave = top.find((g) => named(g, "sin") || named(g, "cos"))
  if (constant.literal !== 1 || bottom.length > 0 || top.length !== 2 || !growth || !wave) return null
  const [a, b] = [linearOf(growth.args[0] as Expr, c.x)?.[0], linearOf(wave.args[0] as Expr, c.x)?.[0]]
  if (!a || !b || dependsOn(a, c.x)) return null
  const slope = simple(jacobianOf(wave, c.x))
  // (a w − w′) e / (a² + b²), for w″ = −b² w
  const result = simple(over(times(growth, minus(times(a, wave), slope)), plus(times(a, a), times(b, b))))
  return leaf("parts-twice", "by parts twice: the integral comes back, solve for it", before, result)
}

/** p = everything but a power below the line: ∫ x eˣ / (x + 1)² dx. */
export const powerBelowByParts: Rule = (f, before, c) => {
  const { constant, top, bottom } = factorsOf(f, c.x)
  const [g] = bottom
  if (constant.literal !== 1 || bottom.length !== 1 || g === undefined || top.length === 0) return null
  const n = powerOf(g)?.[1].literal ?? 1
  return n > 1 && linearOf(powerOf(g)?.[0] as Expr, c.x) !== null ? byParts(productOf(top), over(1, g), before, c) : null
}
