// Coefficients as people write them: fractions, decimals, roots.
import { type Expr, literal, log, multiply, sqrt, square } from "@nablajs/core"
import { inverseLogarithmOf, surdOf } from "../print/numbers.ts"
import type { Sum } from "./node.ts"
import * as Q from "./rational.ts"

const v = (x: Expr): never => x as never
const e = (x: unknown): Expr => x as Expr

/** Tenths and the like are written with a point, halves and thirds as fractions. */
const decimal = ({ q }: Q.Rational): boolean => q >= 10 && 10 ** 6 % q === 0

export interface Written {
  readonly above: Expr | null
  readonly below: Expr | null
  /** What stands last below the line. */
  readonly last?: Expr
}

/** A positive coefficient over a denominator, null for 1. Roots and logarithms that derivatives bring along are written as such. */
export function coefficient(c: Q.Rational): Written {
  const whole = (n: number): Expr | null => (n === 1 ? null : literal(n))
  if (c.q !== 1 && !decimal(c)) return { above: whole(c.p), below: literal(c.q) }
  const surd = Number.isInteger(c.p) ? null : surdOf(Q.toNumber(c))
  const times = (n: number | null, x: Expr): Expr => (n === null || n === 1 ? x : e(multiply(v(literal(n)), v(x))))
  if (surd === null) return (Number.isInteger(c.p) ? null : overLogarithm(Q.toNumber(c))) ?? { above: whole(Q.toNumber(c)), below: null }
  const { p, q, root, pi } = surd
  const circle = literal(Math.PI)
  // √(2/π) = 2 / √(2π), and √2 / 2 = 1 / √2
  if (pi === 0)
    return p === 1 && q % root === 0
      ? { above: null, below: times(q / root, e(sqrt(v(literal(root))))) }
      : { above: times(p, e(sqrt(v(literal(root))))), below: whole(q) }
  if (pi === 1) return { above: times(p, e(sqrt(v(times(root, circle))))), below: whole(q) }
  const [top, bottom] = Q.isWhole(Q.rational(p * root, q)) || root > 1 ? [p * root, q] : [p, q]
  const { p: m, q: n } = Q.rational(root > 1 ? top : p, bottom)
  return { above: whole(m), below: times(n, e(sqrt(v(times(root, circle))))) }
}

/** 2.885… = 2 / log 2 */
function overLogarithm(c: number): Written | null {
  const found = inverseLogarithmOf(c)
  if (found === null) return null
  const { p, q, base, k } = found
  const logarithm = e(log(v(literal(base))))
  return { above: p === 1 ? null : literal(p), below: q === 1 ? null : literal(q), last: k === 1 ? logarithm : e(square(v(logarithm))) }
}

/** How much longer a coefficient makes a term. */
export const weight = (c: Q.Rational): number => (c.q === 1 && Math.abs(c.p) === 1 ? 0 : c.q === 1 ? 2 : 2 + (Math.abs(c.p) === 1 ? 0 : 2))
/** How long the coefficients of a sum are. */
export const bulk = (terms: Sum["terms"]): number => terms.reduce((n, t) => n + weight(t.c), 0)
