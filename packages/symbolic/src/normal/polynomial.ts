// Polynomials in one unknown with exact coefficients: common divisors of numerators and denominators.
import type { Algebra } from "./algebra.ts"
import type { Node } from "./node.ts"
import * as Q from "./rational.ts"

/** Coefficients by rising power of the unknown. */
export interface Polynomial {
  readonly unknown: Node
  readonly coefficients: readonly Q.Rational[]
}

const MAX_DEGREE = 24

/** A scalar sum as a polynomial in one unknown, which may be any node; null where it is none. */
export function polynomialOf(a: Algebra, node: Node): Polynomial | null {
  if (node.kind !== "sum" || node.shape.length > 0) return null
  let unknown: Node | null = null
  const coefficients: Q.Rational[] = []
  for (const { c, node: term } of node.terms) {
    let [base, k]: [Node | null, number] = [term, 1]
    if (a.numberOf(term) !== null) [base, k] = [null, 0]
    else if (term.kind === "product") {
      const [f] = term.factors
      const e = f === undefined ? null : a.numberOf(f.exponent)
      if (term.factors.length !== 1 || f === undefined || e === null || !Q.isWhole(e) || e.p < 1) return null
      ;[base, k] = [f.base, e.p]
    }
    if (k > MAX_DEGREE || (base !== null && unknown !== null && base !== unknown)) return null
    unknown ??= base
    coefficients[k] = c
  }
  if (unknown === null) return null
  return { unknown, coefficients: Array.from(coefficients, (c) => c ?? Q.ZERO) }
}

export const nodeOf = (a: Algebra, { unknown, coefficients }: Polynomial): Node =>
  a.sum(
    coefficients.map((c, k) => ({ c, node: a.power(unknown, a.whole(k)) })),
    [],
  )

const trimmed = (list: readonly Q.Rational[]): Q.Rational[] => {
  const out = [...list]
  while (out.length > 0 && out[out.length - 1]?.p === 0) out.pop()
  return out
}

/** Quotient and rest; null where coefficients leave the exact numbers. */
function divided(p: readonly Q.Rational[], by: readonly Q.Rational[]): { quotient: Q.Rational[]; rest: Q.Rational[] } | null {
  let rest = trimmed(p)
  const lead = Q.inverse(by[by.length - 1] as Q.Rational)
  const quotient: Q.Rational[] = Array.from({ length: Math.max(0, rest.length - by.length + 1) }, () => Q.ZERO)
  while (rest.length >= by.length) {
    const c = Q.times(rest[rest.length - 1] as Q.Rational, lead)
    const shift = rest.length - by.length
    if (!Number.isSafeInteger(c.p)) return null
    quotient[shift] = c
    rest = trimmed(
      rest.map((r, i) => (i === rest.length - 1 ? Q.ZERO : i < shift ? r : Q.plus(r, Q.negate(Q.times(c, by[i - shift] as Q.Rational))))),
    )
    if (rest.some((r) => !Number.isSafeInteger(r.p))) return null
  }
  return { quotient, rest }
}

/** Both polynomials without their greatest common divisor; null where that is a number. */
export function reduced(p: Polynomial, q: Polynomial): [Polynomial, Polynomial] | null {
  if (p.unknown !== q.unknown) return null
  let [a, b] = [trimmed(p.coefficients), trimmed(q.coefficients)]
  while (b.length > 0) {
    const step = divided(a, b)
    if (step === null) return null
    ;[a, b] = [b, step.rest]
  }
  if (a.length < 2) return null
  // with the leading coefficient 1, so that numbers stay small
  const lead = Q.inverse(a[a.length - 1] as Q.Rational)
  const common = a.map((c) => Q.times(c, lead))
  const [u, v] = [divided(p.coefficients, common), divided(q.coefficients, common)]
  if (u === null || v === null) return null
  return [
    { unknown: p.unknown, coefficients: u.quotient },
    { unknown: p.unknown, coefficients: v.quotient },
  ]
}
