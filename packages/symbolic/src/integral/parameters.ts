// Quotients of polynomials with parameters: linear factors by their poles, one quadratic factor by completing the square.
import { type Expr, literal, symbolsOf } from "@nablajs/core"
import { evaluate } from "../evaluate.ts"
import { fractionOf } from "../print/numbers.ts"
import { isNotNegative } from "../sign.ts"
import { simple } from "../simple.ts"
import { integralOf } from "../steps/operator.ts"
import { branch, leaf, type Step } from "../steps/step.ts"
import { rewrittenBy } from "./inverse.ts"
import {
  type Below,
  dividedBy,
  dividedTerms,
  isZero,
  multiplied,
  type Pole,
  poles,
  quotientOfTerms,
  subtracted,
  type Terms,
  writtenTerms,
} from "./polynomials.ts"
import type { Context, Rule } from "./rule.ts"
import { call, constantOf, logAbs, minus, named, over, plus, power, sumOf, times } from "./terms.ts"

/** √D without a modulus, for formulas that are even in the root. */
export function rootOf(D: Expr): Expr {
  const number = constantOf(D)
  const fraction = number === null ? null : fractionOf(number)
  // √(p/q) = √(pq) / q
  if (fraction !== null) return simple(over(call("sqrt", fraction[0] * fraction[1]), fraction[1]))
  return simple(rewrittenBy(simple(call("sqrt", D)), (node) => (named(node, "abs") ? (node.args[0] as Expr) : null)))
}

/** Whether a term is above 0: always, or when all its parameters are. */
export function isAbove(e: Expr): boolean {
  if (isNotNegative(e)) return true
  if (isNotNegative(simple(times(-1, e)))) return false
  const value = evaluate(e, Object.fromEntries(symbolsOf(e).map((s, i) => [s.name as string, 1.3 + 0.45 * i])))
  return Number(typeof value === "number" ? value : (value as unknown as { item(): unknown }).item()) > 0
}

/** 4ac − b² for c + b x + a x² */
export const gapOf = ([c, b, a]: Terms): Expr =>
  subtracted(multiplied(literal(4), multiplied(a as Expr, c as Expr)), multiplied(b as Expr, b as Expr))

export const parametric: Rule = (f, before, c) => {
  const found = quotientOfTerms(f, c.x)
  if (found === null || found.below.length === 0) return null
  const { top, below, poles: simplePoles } = poles(f, found, c.x)
  const quadratic = below.filter((b) => b.of.length > 1)
  const [q] = quadratic
  if (quadratic.length > 1 || (q !== undefined && q.of.length !== 3)) return null
  const scale = below.reduce<Expr>((k, b) => (b.of.length === 1 ? dividedBy(k, simple(power(b.of[0] as Expr, b.n))) : k), literal(1))
  const parts = [
    ...simplePoles.map((p) => poleStep(p, c)),
    ...restSteps(
      top.map((k) => multiplied(k, scale)),
      q,
      c,
    ),
  ]
  const [only] = parts
  if (only === undefined) return null
  if (parts.length === 1) return { ...only, before }
  const result = simple(sumOf(parts.map((s) => s.result)))
  return branch("partial-fractions", "partial fractions", before, sumOf(parts.map((s) => s.before)), parts, result)
}

function poleStep({ A, r, j }: Pole, c: Context): Step {
  const u = simple(minus(c.x, r))
  const before = integralOf(over(A, j === 1 ? u : power(u, j)), c.x)
  if (j === 1) return leaf("logarithm", "∫ 1/u du = log |u|", before, simple(times(A, logAbs(u))))
  return leaf("power", "power rule: ∫ uⁿ du = uⁿ⁺¹ / (n + 1)", before, simple(over(A, times(1 - j, power(u, j - 1)))))
}

function restSteps(top: Terms, q: Below | undefined, c: Context): Step[] {
  if (top.length === 0) return []
  const polynomial = (p: Terms): Step => {
    const result = sumOf(p.map((k, n) => times(dividedBy(k, literal(n + 1)), power(c.x, n + 1))))
    return leaf(
      "power",
      "power rule, term by term: ∫ xⁿ dx = xⁿ⁺¹ / (n + 1)",
      integralOf(simple(writtenTerms(p, c.x)), c.x),
      simple(result),
    )
  }
  if (q === undefined) return [polynomial(top)]
  // in powers of the quadratic: top = Σ (n₀ + n₁ x) qᵏ
  const out: Step[] = []
  let rest: Terms = top
  for (let n = q.n; rest.length > 0 && n > 0; n--) {
    const [whole, own] = dividedTerms(rest, q.of)
    if (own.length > 0) out.push(quadraticStep(own, { of: q.of, n }, c))
    rest = whole.every(isZero) ? [] : whole
  }
  return rest.length > 0 ? [polynomial(rest), ...out] : out
}

/** ∫ (n₀ + n₁ x) / qⁿ dx */
function quadraticStep(top: Terms, { of, n }: Below, c: Context): Step {
  const [n0, n1] = [top[0] ?? literal(0), top[1] ?? literal(0)]
  const [, b, a] = of as readonly [Expr, Expr, Expr]
  const q = simple(writtenTerms(of, c.x))
  const half = dividedBy(n1, multiplied(literal(2), a))
  const rest = subtracted(n0, multiplied(half, b))
  const first = isZero(half) ? [] : [times(half, n === 1 ? logAbs(q) : over(-1, times(n - 1, power(q, n - 1))))]
  const second = isZero(rest) ? [] : [times(rest, overPower(of, q, n, c.x))]
  const before = integralOf(over(writtenTerms(top, c.x), n === 1 ? q : power(q, n)), c.x)
  const title = second.length === 0 ? "the derivative of the denominator stands above" : "complete the square of the denominator"
  return leaf("quadratic", title, before, simple(sumOf([...first, ...second])))
}

/** ∫ 1/qⁿ dx: arc tangent or logarithm, by the sign of 4ac − b². */
function overPower(of: Terms, q: Expr, n: number, x: Expr): Expr {
  const [, b, a] = of as readonly [Expr, Expr, Expr]
  const D = gapOf(of)
  const slope = plus(times(multiplied(literal(2), a), x), b)
  if (n > 1) {
    const below = multiplied(literal(n - 1), D)
    const factor = dividedBy(multiplied(literal(2 * (2 * n - 3)), a), below)
    return plus(over(slope, times(below, power(q, n - 1))), times(factor, overPower(of, q, n - 1, x)))
  }
  if (isZero(D)) return over(-2, slope)
  if (isAbove(D)) {
    const root = rootOf(D)
    return times(over(2, root), call("atan", over(slope, root)))
  }
  const root = rootOf(simple(times(-1, D)))
  return over(logAbs(over(minus(slope, root), plus(slope, root))), root)
}
