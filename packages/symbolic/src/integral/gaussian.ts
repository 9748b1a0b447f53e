// Polynomials times e^{a x² + b x + c}: the error function.
import { type Expr, literal } from "@nablajs/core"
import { coefficientsOf } from "../polynomial.ts"
import { simple } from "../simple.ts"
import { integralOf } from "../steps/operator.ts"
import { branch, leaf } from "../steps/step.ts"
import { isAbove, rootOf } from "./parameters.ts"
import { dividedBy, isZero, multiplied, subtracted, writtenTerms } from "./polynomials.ts"
import type { Rule } from "./rule.ts"
import { call, factorsOf, named, over, plus, productOf, times } from "./terms.ts"

/** ∫ p e^q dx = r e^q + λ ∫ e^q dx, where p = r′ + r q′ + λ. */
export const gaussian: Rule = (f, before, c) => {
  const { constant, top, bottom } = factorsOf(f, c.x)
  const bell = top.find((g) => named(g, "exp"))
  const exponent = bell && coefficientsOf(bell.args[0] as Expr, c.x)
  const p = bell && coefficientsOf(productOf(top.filter((g) => g !== bell)), c.x)
  if (constant.literal !== 1 || bottom.length > 0 || !bell || !p || exponent?.length !== 3) return null
  const [, b, a] = exponent as [Expr, Expr, Expr]
  const twice = multiplied(literal(2), a)
  const rest = [...p]
  const r: Expr[] = []
  for (let k = rest.length - 1; k >= 1; k--) {
    const lead = dividedBy(rest[k] as Expr, twice)
    r[k - 1] = lead
    rest[k - 1] = subtracted(rest[k - 1] as Expr, multiplied(lead, b))
    if (k >= 2) rest[k - 2] = subtracted(rest[k - 2] as Expr, multiplied(literal(k - 1), lead))
  }
  const left = rest[0] as Expr
  const polynomial = times(writtenTerms(r, c.x), bell)
  if (isZero(left)) return leaf("parts", "by parts as often as the degree says: ∫ p e^q dx = r e^q", before, simple(polynomial))
  // ∫ e^{x²} dx is no combination of the functions there are
  if (isAbove(a)) return null
  const whole = leaf(
    "error-function",
    "the error function: ∫ e^(−u²) du = √π/2 · erf u, by completing the square",
    integralOf(bell, c.x),
    simple(bellOf(exponent, c.x)),
  )
  if (r.length === 0 && left.literal === 1) return { ...whole, before }
  const combine = (last: Expr): Expr => (r.length === 0 ? times(left, last) : plus(polynomial, times(left, last)))
  return branch(
    "parts",
    "by parts as often as the degree says: ∫ p e^q dx = r e^q + λ ∫ e^q dx",
    before,
    combine(whole.before),
    [whole],
    simple(combine(whole.result)),
  )
}

// ∫ e^{−k x² + b x + c} dx = √π / (2 √k) · e^{c + b²/(4k)} · erf(√k x − b / (2√k))
function bellOf(exponent: readonly Expr[], x: Expr): Expr {
  const [c, b, a] = exponent as [Expr, Expr, Expr]
  const k = multiplied(literal(-1), a)
  const root = rootOf(k)
  const height = call("exp", plus(c, over(times(b, b), times(4, k))))
  const inner = over(plus(times(times(2, k), x), times(-1, b)), times(2, root))
  return times(over(call("sqrt", Math.PI), times(2, root)), times(height, call("erf", inner)))
}
