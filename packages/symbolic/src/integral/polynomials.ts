// Polynomials in x whose coefficients are terms: numbers stay numbers, parameters are simplified.
import { type Expr, literal } from "@nablajs/core"
import { substitute } from "../differentiate.ts"
import { jacobianOf } from "../jacobian.ts"
import * as Q from "../normal/rational.ts"
import { coefficientsOf } from "../polynomial.ts"
import { simple } from "../simple.ts"
import { factorsOfPolynomial } from "./fractions.ts"
import { constantOf, factorsOf, minus, over, plus, power, powerOf, productOf, sumOf, times } from "./terms.ts"

/** Coefficients by rising power. */
export type Terms = readonly Expr[]

type Combine = (a: Expr, b: Expr) => Expr

const exact =
  (numbers: (a: Q.Rational, b: Q.Rational) => Q.Rational, terms: Combine): Combine =>
  (a, b) =>
    a.literal !== null && b.literal !== null
      ? literal(Q.toNumber(numbers(Q.ofNumber(a.literal), Q.ofNumber(b.literal))))
      : simple(terms(a, b))

export const added = exact(Q.plus, plus)
export const subtracted = exact((a, b) => Q.plus(a, Q.negate(b)), minus)
export const multiplied = exact(Q.times, times)
export const dividedBy = exact((a, b) => Q.times(a, Q.inverse(b)), over)

export const isZero = (e: Expr): boolean => e.literal === 0
const zero = literal(0)

function trimmedTerms(p: Terms): Expr[] {
  const out = [...p]
  while (out.length > 0 && isZero(out[out.length - 1] as Expr)) out.pop()
  return out
}

function productOfTerms(a: Terms, b: Terms): Expr[] {
  const out = new Array<Expr>(Math.max(0, a.length + b.length - 1)).fill(zero)
  a.forEach((x, i) => b.forEach((y, j) => (out[i + j] = added(out[i + j] as Expr, multiplied(x, y)))))
  return out
}

const differenceOfTerms = (a: Terms, b: Terms): Expr[] =>
  trimmedTerms(Array.from({ length: Math.max(a.length, b.length) }, (_, k) => subtracted(a[k] ?? zero, b[k] ?? zero)))

/** Quotient and remainder. */
export function dividedTerms(p: Terms, q: Terms): readonly [Expr[], Expr[]] {
  const rest = [...p]
  const n = q.length - 1
  const whole = new Array<Expr>(Math.max(0, p.length - n)).fill(zero)
  for (let k = p.length - 1; k >= n; k--) {
    const factor = dividedBy(rest[k] as Expr, q[n] as Expr)
    whole[k - n] = factor
    for (let j = 0; j <= n; j++) rest[k - n + j] = subtracted(rest[k - n + j] as Expr, multiplied(factor, q[j] as Expr))
  }
  return [whole, trimmedTerms(rest.slice(0, n))]
}

export const writtenTerms = (p: Terms, x: Expr): Expr =>
  sumOf(p.flatMap((c, k) => (isZero(c) ? [] : [k === 0 ? c : times(c, k === 1 ? x : power(x, k))])).reverse())

/** p(r) */
export const valueAt = (p: Terms, r: Expr): Expr => p.reduceRight((total, c) => added(multiplied(total, r), c), zero)

/** A power of a factor of a denominator, by its coefficients. */
export interface Below {
  readonly of: Terms
  readonly n: number
}

/** Numerator and factors of the denominator of a quotient of polynomials in x; null for everything else. */
export function quotientOfTerms(f: Expr, x: Expr): { readonly top: Expr[]; readonly below: readonly Below[] } | null {
  const { constant, top, bottom } = factorsOf(f, x)
  const above = coefficientsOf(times(constant, productOf(top)), x)
  if (above === null) return null
  const below: Below[] = []
  for (const g of bottom) {
    const [base, n] = powerOf(g) ?? [g, literal(1)]
    const of = coefficientsOf(base, x)
    if (of === null || !Number.isInteger(n.literal) || (n.literal as number) < 1) return null
    below.push({ of, n: n.literal as number })
  }
  return { top: trimmedTerms(above), below: below.flatMap((b) => (b.of.length <= 2 ? [b] : factored(b))) }
}

/** Into factors of degree 1 and 2, where the coefficients are numbers. */
function factored(b: Below): Below[] {
  const numbers = b.of.map(constantOf)
  const found = numbers.some((k) => k === null) ? null : factorsOfPolynomial((numbers as number[]).map(Q.ofNumber))
  if (found === null) return [b]
  const lead = numbers[numbers.length - 1] as number
  const parts = found.map((f) => ({ of: f.of.map((k) => literal(Q.toNumber(k))), n: f.times * b.n }))
  return lead === 1 ? parts : [{ of: [literal(lead)], n: b.n }, ...parts]
}

/** A / (x − r)ʲ */
export interface Pole {
  readonly A: Expr
  readonly r: Expr
  readonly j: number
}

/** The parts at the linear factors of a denominator, and what is left over the other factors. */
export function poles(
  f: Expr,
  { top, below }: { readonly top: Terms; readonly below: readonly Below[] },
  x: Expr,
): { readonly poles: Pole[]; readonly top: Expr[]; readonly below: Below[] } {
  const found: Pole[] = []
  let whole: Terms = [literal(1)]
  let sum: Expr[] = []
  const linear = below.filter((b) => b.of.length === 2)
  for (const b of below) for (let k = 0; k < b.n; k++) whole = productOfTerms(whole, b.of)
  for (const b of linear) {
    const r = dividedBy(multiplied(literal(-1), b.of[0] as Expr), b.of[1] as Expr)
    let rest = simple(times(f, power(minus(x, r), b.n)))
    for (let j = b.n, factorial = 1; j >= 1; j--) {
      // A_j is the Taylor coefficient of (x − r)ⁿ f at r
      const A = simple(over(substitute(rest, new Map([[x.name as string, r]])), factorial))
      if (!isZero(A)) {
        found.push({ A, r, j })
        let factor: Terms = [literal(1)]
        for (let k = 0; k < j; k++) factor = productOfTerms(factor, [multiplied(literal(-1), r), literal(1)])
        const share = dividedTerms(whole, factor)[0]
        sum = differenceOfTerms(
          sum,
          share.map((c) => multiplied(multiplied(literal(-1), A), c)),
        )
      }
      factorial *= b.n - j + 1
      if (j > 1) rest = simple(jacobianOf(rest, x))
    }
  }
  let left = differenceOfTerms(top, sum)
  for (const b of linear) for (let k = 0; k < b.n; k++) left = dividedTerms(left, b.of)[0]
  return { poles: found, top: trimmedTerms(left), below: below.filter((b) => b.of.length !== 2) }
}
