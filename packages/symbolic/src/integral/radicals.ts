// Square roots of quadratics: A + S/√q with rational A and S; S/√q by comparing with derivatives of polynomial · √q and by a
// few integrals from tables (Gradshteyn and Ryzhik, 2.26).
import { type Expr, literal, order, same, share } from "@nablajs/core"
import { dependsOn, substitute } from "../differentiate.ts"
import { fractionOf } from "../print/numbers.ts"
import { coefficientsOf } from "../polynomial.ts"
import { simple } from "../simple.ts"
import { integralOf } from "../steps/operator.ts"
import { branch, leaf, type Step } from "../steps/step.ts"
import { rewrittenBy } from "./inverse.ts"
import { gapOf, isAbove, rootOf } from "./parameters.ts"
import {
  added,
  dividedBy,
  dividedTerms,
  isZero,
  multiplied,
  type Pole,
  poles,
  quotientOfTerms,
  subtracted,
  type Terms,
  valueAt,
  writtenTerms,
} from "./polynomials.ts"
import { type Context, deeper, positive, type Rule } from "./rule.ts"
import { call, factorsOf, logAbs, minus, named, over, plus, power, powerOf, productOf, sumOf, times } from "./terms.ts"

const zero = literal(0)

/** q with its coefficients and its root. */
interface Quadratic {
  readonly of: Terms
  readonly q: Expr
  readonly root: Expr
}

/** The same where no substitution u = q is at hand, as it is for x √(x² + 1): odd functions are left to that. */
export const evenRadical: Rule = (f, before, c) => {
  const mirrored = simple(substitute(f, new Map([[c.x.name as string, times(-1, c.x)]])))
  return isZero(simple(plus(f, mirrored))) ? null : quadraticRadical(f, before, c)
}

export const quadraticRadical: Rule = (f, before, c) => {
  const found = separated(f, c)
  if (found === null) return null
  const rationalPart = isZero(found.A) ? null : c.integrate(found.A, deeper(c))
  const radicalPart = overRoot(found.S, found.Q, c)
  if (radicalPart === null || (rationalPart === null && !isZero(found.A))) return null
  if (rationalPart === null) return { ...radicalPart, before }
  const steps = [rationalPart, radicalPart]
  const result = simple(plus(rationalPart.result, radicalPart.result))
  return branch("sum", "sum rule: the part without the root apart", before, sumOf(steps.map((s) => s.before)), steps, result)
}

function radicand(node: Expr, c: Context): Expr | null {
  const [base, n] = powerOf(node) ?? []
  return base !== undefined && n?.literal != null && fractionOf(n.literal)?.[1] === 2 && dependsOn(base, c.x) ? base : null
}

/** A term with one root of a quadratic as A + S/√q; other terms as they are. */
export function withoutNestedRoots(e: Expr, c: Context): Expr {
  const found = separated(e, c)
  return found === null ? e : simple(plus(found.A, over(found.S, found.Q.root)))
}

function separated(f: Expr, c: Context): { readonly A: Expr; readonly S: Expr; readonly Q: Quadratic } | null {
  const [shared] = share(f) as [Expr]
  const base = order(shared).flatMap((node) => radicand(node, c) ?? [])[0]
  const of = base === undefined ? null : coefficientsOf(base, c.x)
  if (base === undefined || of?.length !== 3) return null
  const r = positive(c.names.for(base))
  const put = rewrittenBy(shared, (node) => {
    const [b, n] = powerOf(node) ?? []
    return b !== undefined && n?.literal != null && same(b, base) && Number.isInteger(2 * n.literal) ? power(r, 2 * n.literal) : null
  })
  const found = apart(put, r, base, c)
  c.names.free(r)
  return found && { ...found, Q: { of, q: base, root: call("sqrt", base) } }
}

/** A and S of R(x, r) = A + S / r, where r² = q. */
function apart(R: Expr, r: Expr, q: Expr, c: Context): { readonly A: Expr; readonly S: Expr } | null {
  if (named(R, "add") || named(R, "subtract")) {
    const [a, b] = R.args.map((term) => apart(term, r, q, c))
    const combine = named(R, "add") ? plus : minus
    return a && b ? { A: simple(combine(a.A, b.A)), S: simple(combine(a.S, b.S)) } : null
  }
  const { constant, top, bottom } = factorsOf(R, c.x)
  const above = factorsOf(constant, r)
  const [N, D] = [
    halves(times(above.constant, times(productOf(above.top), productOf(top))), r, q),
    halves(times(productOf(above.bottom), productOf(bottom)), r, q),
  ]
  if (N === null || D === null) return null
  const below = minus(times(D[0], D[0]), times(times(D[1], D[1]), q))
  const A = simple(over(minus(times(N[0], D[0]), times(times(N[1], D[1]), q)), below))
  const S = simple(over(times(minus(times(N[1], D[0]), times(N[0], D[1])), q), below))
  return [A, S].some((e) => dependsOn(e, r)) ? null : { A, S }
}

/** p₀ and p₁ of p₀ + p₁ r. */
function halves(e: Expr, r: Expr, q: Expr): readonly [Expr, Expr] | null {
  const found = coefficientsOf(simple(e), r)
  if (found === null) return null
  const part = (odd: number): Expr =>
    simple(sumOf(found.flatMap((k, n) => (n % 2 === odd ? [n < 2 ? k : times(k, power(q, Math.floor(n / 2)))] : []))))
  return [part(0), part(1)]
}

/** ∫ S/√q dx for a quotient of polynomials S. */
function overRoot(S: Expr, Q: Quadratic, c: Context): Step | null {
  const before = integralOf(over(S, Q.root), c.x)
  const fraction = isZero(S) ? null : quotientOfTerms(S, c.x)
  if (fraction === null) return isZero(S) ? leaf("constant", "a constant: ∫ c dx = c x", before, zero) : null
  const { poles: found, top, below } = poles(S, fraction, c.x)
  const others = below.filter((b) => b.of.length > 1)
  const scale = below.reduce<Expr>((k, b) => (b.of.length === 1 ? dividedBy(k, simple(power(b.of[0] as Expr, b.n))) : k), literal(1))
  const ratio = others.length === 1 && others[0] ? ratioOf(others[0].of, Q.of) : null
  if (others.length > 1 || (others.length === 1 && ratio === null)) return null
  const n = others[0]?.n ?? 0
  const lead = ratio === null ? scale : dividedBy(scale, simple(power(ratio, n)))
  const steps = [
    ...inPowers(
      top.map((k) => multiplied(k, lead)),
      n,
      Q,
      c,
    ),
    ...found.map((p) => atPole(p, Q, c)),
  ]
  const [only] = steps
  if (only === undefined) return null
  if (steps.length === 1) return { ...only, before }
  const result = simple(sumOf(steps.map((s) => s.result)))
  return branch("sum", "sum rule: powers of x, and the parts at each pole", before, sumOf(steps.map((s) => s.before)), steps, result)
}

/** The number k with p = k q. */
function ratioOf(p: Terms, q: Terms): Expr | null {
  const k = dividedBy(p[p.length - 1] as Expr, q[q.length - 1] as Expr)
  return p.length === q.length && p.every((x, i) => isZero(subtracted(x, multiplied(k, q[i] as Expr)))) ? k : null
}

/** ∫ p / (qⁿ √q) dx */
function inPowers(top: Terms, n: number, Q: Quadratic, c: Context): Step[] {
  const out: Step[] = []
  let rest = top
  for (let k = n; k > 0 && rest.length > 0; k--) {
    const [whole, own] = dividedTerms(rest, Q.of)
    if (own.length > 0) out.push(belowPower(own, k, Q, c))
    rest = whole.every(isZero) ? [] : whole
  }
  return rest.length > 0 ? [polynomialOverRoot(rest, Q, c), ...out] : out
}

// d(xᵏ⁻¹ √q) = (k a xᵏ + (k − ½) b xᵏ⁻¹ + (k − 1) c xᵏ⁻²) / √q dx
function polynomialOverRoot(p: Terms, Q: Quadratic, c: Context): Step {
  const [e, b, a] = Q.of as readonly [Expr, Expr, Expr]
  const before = integralOf(over(writtenTerms(p, c.x), Q.root), c.x)
  const rest = [...p]
  const r: Expr[] = []
  for (let k = rest.length - 1; k >= 1; k--) {
    const lead = dividedBy(rest[k] as Expr, multiplied(literal(k), a))
    r[k - 1] = lead
    rest[k - 1] = subtracted(rest[k - 1] as Expr, multiplied(multiplied(literal(k - 0.5), b), lead))
    if (k >= 2) rest[k - 2] = subtracted(rest[k - 2] as Expr, multiplied(multiplied(literal(k - 1), e), lead))
  }
  const left = rest[0] as Expr
  const head = times(writtenTerms(r, c.x), Q.root)
  const title = "∫ p/√q dx = r √q + λ ∫ 1/√q dx, by comparing derivatives"
  if (isZero(left)) return leaf("radical", title, before, simple(head))
  const last = overRootAlone(Q, c)
  if (r.length === 0)
    return left.literal === 1 ? { ...last, before } : leaf(last.rule, last.title, before, simple(times(left, last.result)))
  const combine = (x: Expr): Expr => plus(head, times(left, x))
  return branch("radical", title, before, combine(last.before), [last], simple(combine(last.result)))
}

/** ∫ 1/√q dx: arc sine where a < 0, else a logarithm. */
function overRootAlone(Q: Quadratic, c: Context): Step {
  const [, b, a] = Q.of as readonly [Expr, Expr, Expr]
  const before = integralOf(over(1, Q.root), c.x)
  const slope = plus(times(multiplied(literal(2), a), c.x), b)
  if (isAbove(a)) {
    const k = rootOf(a)
    const inner = plus(times(times(2, k), Q.root), slope)
    return leaf("logarithm", "∫ 1/√(u² ± 1) du = log |u + √(u² ± 1)|", before, simple(over(logAbs(inner), k)))
  }
  const k = rootOf(simple(times(-1, a)))
  const width = simple(call("sqrt", simple(times(-1, gapOf(Q.of)))))
  return leaf("arcsine", "∫ 1/√(1 − u²) du = asin u", before, simple(over(call("asin", over(times(-1, slope), width)), k)))
}

/** ∫ (p₀ + p₁ x) / (qⁿ √q) dx */
function belowPower(p: Terms, n: number, Q: Quadratic, c: Context): Step {
  const [, b, a] = Q.of as readonly [Expr, Expr, Expr]
  const half = dividedBy(p[1] ?? zero, multiplied(literal(2), a))
  const rest = subtracted(p[0] ?? zero, multiplied(half, b))
  const before = integralOf(over(writtenTerms(p, c.x), times(n === 1 ? Q.q : power(Q.q, n), Q.root)), c.x)
  const first = over(times(-1, half), times(n - 0.5, times(power(Q.q, n - 1), Q.root)))
  const result = isZero(rest) ? first : plus(first, times(rest, inversePower(n, Q, c)))
  return leaf("radical", "reduction: lower the power of q below the line", before, simple(result))
}

// (n − ½) D J_n = q′ / (qⁿ⁻¹ √q) + 4a (n − 1) J_(n − 1), D = 4ac − b²
function inversePower(n: number, Q: Quadratic, c: Context): Expr {
  const [, b, a] = Q.of as readonly [Expr, Expr, Expr]
  const slope = plus(times(multiplied(literal(2), a), c.x), b)
  const D = multiplied(literal(n - 0.5), gapOf(Q.of))
  const head = over(slope, times(D, n === 1 ? Q.root : times(power(Q.q, n - 1), Q.root)))
  return n === 1 ? head : plus(head, times(dividedBy(multiplied(literal(4 * (n - 1)), a), D), inversePower(n - 1, Q, c)))
}

/** ∫ A / ((x − r)ʲ √q) dx */
function atPole({ A, r, j }: Pole, Q: Quadratic, c: Context): Step {
  const y = simple(minus(c.x, r))
  const before = integralOf(over(A, times(j === 1 ? y : power(y, j), Q.root)), c.x)
  const title = j === 1 ? "∫ 1/(u √q) du, with t = 1/u" : "reduction: lower the power of the pole"
  return leaf("radical", title, before, simple(times(A, poleIntegral(j, y, r, Q))))
}

// −k m I_(k+1) = √q / yᵏ + (k − 1) a I_(k−1) + (k − ½) b₁ I_k, where q = a y² + b₁ y + m
function poleIntegral(j: number, y: Expr, r: Expr, Q: Quadratic): Expr {
  const [, b, a] = Q.of as readonly [Expr, Expr, Expr]
  const m = valueAt(Q.of, r)
  const b1 = added(multiplied(multiplied(literal(2), a), r), b)
  const lower = (k: number): Expr => poleIntegral(k, y, r, Q)
  if (isZero(m)) {
    const head = over(Q.root, power(y, j))
    const rest = j === 1 ? head : plus(head, times(multiplied(literal(j - 1), a), lower(j - 1)))
    return over(rest, multiplied(literal(0.5 - j), b1))
  }
  if (j === 1) return firstPole(m, b1, y, Q)
  const k = j - 1
  const terms = [over(Q.root, power(y, k)), times(multiplied(literal(k - 0.5), b1), lower(k))]
  if (k > 1) terms.push(times(multiplied(literal(k - 1), a), lower(k - 1)))
  return over(sumOf(terms), multiplied(literal(-k), m))
}

function firstPole(m: Expr, b1: Expr, y: Expr, Q: Quadratic): Expr {
  const inner = plus(times(2, m), times(b1, y))
  if (isAbove(m)) {
    const k = rootOf(m)
    return over(logAbs(over(plus(inner, times(times(2, k), Q.root)), y)), times(-1, k))
  }
  const k = rootOf(simple(times(-1, m)))
  return over(call("atan", over(inner, times(times(2, k), Q.root))), k)
}
