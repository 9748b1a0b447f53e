// Coefficients: exact quotients of whole numbers as long as both fit a double, beyond that the double.
import { fractionOf } from "../print/numbers.ts"

/** p / q with q > 0 and no common divisor; a number without small denominator is p with q = 1. */
export interface Rational {
  readonly p: number
  readonly q: number
}

export const ONE: Rational = { p: 1, q: 1 }
export const ZERO: Rational = { p: 0, q: 1 }
export const MINUS_ONE: Rational = { p: -1, q: 1 }

function gcd(a: number, b: number): number {
  let [x, y] = [Math.abs(a), Math.abs(b)]
  while (y > 0) [x, y] = [y, x % y]
  return x
}

const exact = (x: number): boolean => Number.isSafeInteger(x)

export function rational(p: number, q = 1): Rational {
  if (q === 1) return { p: p + 0, q: 1 }
  if (!exact(p) || !exact(q)) return { p: p / q, q: 1 }
  const d = gcd(p, q) * Math.sign(q)
  return { p: p / d, q: q / d }
}

export function ofNumber(x: number): Rational {
  if (Number.isInteger(x)) return { p: x + 0, q: 1 }
  const fraction = fractionOf(x)
  return fraction === null ? { p: x, q: 1 } : { p: fraction[0], q: fraction[1] }
}

export const toNumber = ({ p, q }: Rational): number => p / q

export const plus = (a: Rational, b: Rational): Rational =>
  a.q === b.q && a.q === 1 ? { p: a.p + b.p, q: 1 } : rational(a.p * b.q + b.p * a.q, a.q * b.q)

export function times(a: Rational, b: Rational): Rational {
  if (exact(a.p) && exact(b.p)) return a.q === 1 && b.q === 1 ? { p: a.p * b.p + 0, q: 1 } : rational(a.p * b.p, a.q * b.q)
  return snapped((a.p / a.q) * (b.p / b.q))
}

/** √½ · √½ is ½: a product within rounding of a simple fraction is that fraction. */
function snapped(x: number): Rational {
  for (let q = 1; q <= 12; q++) {
    const p = Math.round(x * q)
    if (p !== 0 && Math.abs(p) <= 1000 && Math.abs(x * q - p) <= 4e-16 * Math.abs(p)) return rational(p, q)
  }
  return { p: x, q: 1 }
}

export const negate = (a: Rational): Rational => ({ p: 0 - a.p, q: a.q })

export const inverse = ({ p, q }: Rational): Rational => (exact(p) ? rational(p < 0 ? -q : q, Math.abs(p)) : { p: q / p, q: 1 })

export const isWhole = ({ p, q }: Rational): boolean => q === 1 && exact(p)

export const same = (a: Rational, b: Rational): boolean => a.p === b.p && a.q === b.q

/** cᵏ for whole k; null where it leaves the exact numbers. */
export function power(c: Rational, k: number): Rational | null {
  const base = k < 0 ? inverse(c) : c
  const [p, q] = [base.p ** Math.abs(k), base.q ** Math.abs(k)]
  if (exact(base.p)) return exact(p) && exact(q) ? { p: p + 0, q } : null
  return { p: p / q, q: 1 }
}

/** The root of exact numbers that have one. */
export function root(c: Rational, k: number): Rational | null {
  const of = (n: number): number | null => {
    const r = Math.round(Math.abs(n) ** (1 / k))
    return r ** k === n ? r : null
  }
  if (c.p < 0 || !exact(c.p)) return null
  const [p, q] = [of(c.p), of(c.q)]
  return p === null || q === null ? null : { p, q }
}

/** The greatest common content of coefficients, positive; 1 where some are not exact. */
export function content(list: readonly Rational[]): Rational {
  let p = 0
  let q = 1
  for (const c of list) {
    if (!exact(c.p)) return ONE
    p = gcd(p, c.p)
    q = (q / gcd(q, c.q)) * c.q
    if (!exact(q)) return ONE
  }
  return p === 0 ? ONE : rational(p, q)
}
