// Quotients of polynomials: division, partial fractions, and the integral of each part.
import { type Expr, literal } from "@nablajs/core"
import * as Q from "../normal/rational.ts"
import { simple } from "../simple.ts"
import { integralOf } from "../steps/operator.ts"
import { branch, leaf, type Step } from "../steps/step.ts"
import { type Coefficients, divided, factorsOfPolynomial, type Part, partialFractions, trimmed } from "./fractions.ts"
import type { Context, Rule } from "./rule.ts"
import { call, factorsOf, logAbs, numbersOf, over, plus, power, productOf, sumOf, times } from "./terms.ts"

const HIGHEST = 12

/** The number as a term. */
const numeral = ({ p, q }: Q.Rational): Expr => (q === 1 ? literal(p) : over(p, q))

/** Σ cₖ xᵏ */
const polynomial = (c: Coefficients, x: Expr): Expr =>
  simple(sumOf(c.flatMap((k, n) => (k.p === 0 ? [] : [n === 0 ? numeral(k) : times(numeral(k), n === 1 ? x : power(x, n))])).reverse()))

const written = ({ top, of, k }: Part, x: Expr): Expr => over(polynomial(top, x), k === 1 ? polynomial(of, x) : power(polynomial(of, x), k))

export const quotient: Rule = (f, before, c) => {
  const { constant, top, bottom } = factorsOf(f, c.x)
  if (bottom.length === 0) return null
  const [p, q] = [numbersOf(times(constant, productOf(top)), c.x), numbersOf(productOf(bottom), c.x)]
  if (p === null || q === null || q.length < 2 || q.length - 1 > HIGHEST) return null
  const [P, D] = [trimmed(p.map(Q.ofNumber)), trimmed(q.map(Q.ofNumber))]
  const [whole, rest] = divided(P, D)
  const factors = factorsOfPolynomial(D)
  const parts = factors && (rest.length === 0 ? [] : partialFractions(rest, D, factors))
  if (parts === null) return null
  const steps = [...(whole.some((k) => k.p !== 0) ? [polynomialStep(whole, c)] : []), ...parts.map((part) => partStep(part, c))]
  const [only] = steps
  if (steps.length === 1 && only !== undefined) return { ...only, before }
  const result = simple(sumOf(steps.map((s) => s.result)))
  const title = whole.length > 0 ? "divide, then partial fractions" : "partial fractions"
  return branch("partial-fractions", title, before, sumOf(steps.map((s) => s.before)), steps, result)
}

function polynomialStep(whole: Coefficients, c: Context): Step {
  const result = polynomial([Q.ZERO, ...whole.map((k, n) => Q.times(k, Q.rational(1, n + 1)))], c.x)
  return leaf("power", "power rule, term by term: ∫ xⁿ dx = xⁿ⁺¹ / (n + 1)", integralOf(polynomial(whole, c.x), c.x), result)
}

function partStep(part: Part, c: Context): Step {
  const before = integralOf(written(part, c.x), c.x)
  return part.of.length === 2 ? overLinear(part, before, c) : overQuadratic(part, before, c)
}

/** ∫ A / (x + b)ᵏ dx */
function overLinear({ top, of, k }: Part, before: Expr, c: Context): Step {
  const [A, u] = [numeral(top[0] as Q.Rational), polynomial(of, c.x)]
  if (k === 1) return leaf("logarithm", "∫ 1/u du = log |u|", before, simple(times(A, logAbs(u))))
  return leaf("power", "power rule: ∫ uⁿ du = uⁿ⁺¹ / (n + 1)", before, simple(over(A, times(1 - k, power(u, k - 1)))))
}

// N = B/2 · q′ + (C − B b/2) over qᵏ, q = x² + b x + e
function overQuadratic({ top, of, k }: Part, before: Expr, c: Context): Step {
  const [C, B, b] = [top[0] ?? Q.ZERO, top[1] ?? Q.ZERO, of[1] as Q.Rational]
  const q = polynomial(of, c.x)
  const half = Q.times(B, Q.rational(1, 2))
  const rest = Q.plus(C, Q.negate(Q.times(half, b)))
  const first = half.p === 0 ? [] : [times(numeral(half), k === 1 ? call("log", q) : over(-1, times(k - 1, power(q, k - 1))))]
  const second = Math.abs(Q.toNumber(rest)) < 1e-15 ? [] : [times(numeral(rest), overPower(of, q, k, c.x))]
  const title =
    first.length === 0
      ? k === 1
        ? "arc tangent: ∫ 1/(u² + 1) du = atan u, by completing the square"
        : "arc tangent, after the power is reduced by parts"
      : second.length === 0
        ? "the derivative of the denominator stands above: ∫ q′/q dx = log |q|"
        : "logarithm of the denominator, and arc tangent of what is left"
  return leaf("arctangent", title, before, simple(sumOf([...first, ...second])))
}

/** ∫ 1 / qᵏ dx for q = x² + b x + e without a real root. */
function overPower(of: Coefficients, q: Expr, k: number, x: Expr): Expr {
  const [e, b] = of as readonly [Q.Rational, Q.Rational]
  const gap = Q.plus(Q.times(Q.rational(4), e), Q.negate(Q.times(b, b)))
  const slope = polynomial([b, Q.rational(2)], x)
  if (k === 1) {
    const root = simple(call("sqrt", numeral(gap)))
    return times(over(2, root), call("atan", over(slope, root)))
  }
  // (k − 1) D I_k = q′ / q^(k − 1) + 2 (2k − 3) I_(k − 1), D = 4e − b²
  const below = Q.times(Q.rational(k - 1), gap)
  const reduced = overPower(of, q, k - 1, x)
  return plus(
    over(slope, times(numeral(below), power(q, k - 1))),
    times(numeral(Q.times(Q.rational(2 * (2 * k - 3)), Q.inverse(below))), reduced),
  )
}
