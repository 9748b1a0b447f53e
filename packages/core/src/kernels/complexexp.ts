// Exponentials, logarithms, roots and powers of one complex number a + ib, with the special cases of the standard (those of
// C99, annex G): infinities, NaN, signs of zeros on branch cuts.
import type { Pair } from "../primitive.ts"

const { LN2, LOG2E, LOG10E } = Math
const INFINITY = Number.POSITIVE_INFINITY
const { isFinite: finite } = Number

/** x with the sign of s, −0 being negative. */
export const signed = (x: number, s: number): number => (s < 0 || Object.is(s, -0) ? -x : x)

// Exact scaling where squares overflow or vanish; Math.hypot is less accurate.
const BIG = 2 ** 600

/** √(a² + b²) */
export function complexAbs(a: number, b: number): number {
  const s = a * a + b * b
  if (s > 1e-280 && s < 1e300) return Math.sqrt(s)
  if (Math.abs(a) === INFINITY || Math.abs(b) === INFINITY) return INFINITY
  const k = s < 1 ? BIG : 1 / BIG
  return Math.sqrt((a * k) ** 2 + (b * k) ** 2) / k
}

/** eᵃ (cos b + i sin b) · scale, where eᵃ alone may overflow. */
export function polar(a: number, b: number, scale = 1): Pair {
  const h = Math.exp(a / 2)
  return [h * Math.cos(b) * scale * h, h * Math.sin(b) * scale * h]
}

const lost = (a: number, b: number): boolean => Math.abs(a) === INFINITY && !finite(b)

export function complexExp(a: number, b: number): Pair {
  if (b === 0) return [Math.exp(a), b]
  if (lost(a, b)) return a < 0 ? [0, 0] : [a, Number.NaN]
  return polar(a, b)
}

export const complexExp2 = (a: number, b: number): Pair => complexExp(a * LN2, b * LN2)

export function complexExpm1(a: number, b: number): Pair {
  // the standard asks for +0 also of −0 + 0i
  if (b === 0) return [Math.expm1(a) + 0, b]
  if (lost(a, b)) return a < 0 ? [-1, 0] : [a, Number.NaN]
  // eᵃ cos b − 1 = (eᵃ − 1) cos b − 2 sin² b/2
  const s = Math.sin(b / 2)
  const re = a > 709 ? polar(a, b)[0] : Math.expm1(a) * Math.cos(b) - 2 * s * s
  return [re, polar(a, b)[1]]
}

/** x y as a rounded product and its error (Dekker). */
function exactProduct(x: number, y: number): Pair {
  const split = (v: number): Pair => {
    const c = 134217729 * v
    const high = c - (c - v)
    return [high, v - high]
  }
  const p = x * y
  const [xh, xl] = split(x)
  const [yh, yl] = split(y)
  return [p, xl * yl - (p - xh * yh - xl * yh - xh * yl)]
}

/** A sum as if in twice the precision: its terms may nearly cancel. */
function exactSum(terms: readonly number[]): number {
  let [sum, error] = [0, 0]
  for (const x of terms) {
    const t = sum + x
    const z = t - sum
    error += sum - (t - z) + (x - z)
    sum = t
  }
  return sum + error
}

/** log |z| without overflow, and exact also near |z| = 1. */
function logAbs(a: number, b: number): number {
  const [x, y] = [Math.abs(a), Math.abs(b)]
  const top = Math.max(x, y)
  if (top > 0.5 && top < 2 && x * x + y * y < 3) {
    return 0.5 * Math.log1p(exactSum([-1, ...exactProduct(x, x), ...exactProduct(y, y)]))
  }
  if (top > 1e300 && top < INFINITY) return Math.log(complexAbs(x / 4, y / 4)) + 2 * LN2
  if (top < 1e-300 && top > 0) return Math.log(complexAbs(x * 2 ** 60, y * 2 ** 60)) - 60 * LN2
  return Math.log(complexAbs(x, y))
}

export const complexLog = (a: number, b: number): Pair => [logAbs(a, b), Math.atan2(b, a)]

export const complexLog2 = (a: number, b: number): Pair => [logAbs(a, b) * LOG2E, Math.atan2(b, a) * LOG2E]

export const complexLog10 = (a: number, b: number): Pair => [logAbs(a, b) * LOG10E, Math.atan2(b, a) * LOG10E]

export function complexLog1p(a: number, b: number): Pair {
  const angle = Math.atan2(b, 1 + a)
  if (!(Math.abs(a) < 0.5 && Math.abs(b) < 0.5)) return [logAbs(1 + a, b), angle]
  // |1 + z|² − 1 = 2a + a² + b²
  return [0.5 * Math.log1p(exactSum([2 * a, ...exactProduct(a, a), ...exactProduct(b, b)])), angle]
}

export function complexSqrt(a: number, b: number): Pair {
  if (a === 0 && b === 0) return [0, b]
  if (Math.abs(b) === INFINITY) return [INFINITY, b]
  if (Math.abs(a) === INFINITY) {
    if (Number.isNaN(b)) return a > 0 ? [a, b] : [b, INFINITY]
    return a > 0 ? [a, signed(0, b)] : [0, signed(INFINITY, b)]
  }
  const top = Math.max(Math.abs(a), Math.abs(b))
  const scale = top > 1e300 ? 0.25 : top < 1e-290 ? 2 ** 108 : 1
  const [x, y] = [Math.abs(a) * scale, Math.abs(b) * scale]
  const t = Math.sqrt((x + complexAbs(x, y)) / 2)
  const back = 1 / Math.sqrt(scale)
  const [u, v] = [t * back, (y / (2 * t)) * back]
  return a >= 0 ? [u, signed(v, b)] : [v, signed(u, b)]
}

/** (a + ib)(c + id) */
export const complexProduct = (a: number, b: number, c: number, d: number): Pair => [a * c - b * d, a * d + b * c]

/** (a + ib) / (c + id) by Smith's method: divided by the larger part of the divisor, so that nothing overflows on the way. */
export function complexQuotient(a: number, b: number, c: number, d: number): Pair {
  if (Math.abs(c) >= Math.abs(d)) {
    if (c === 0 && d === 0) return [a / Math.abs(c), b / Math.abs(c)]
    const r = d / c
    const s = 1 / (c + d * r)
    return [(a + b * r) * s, (b - a * r) * s]
  }
  const r = c / d
  const s = 1 / (d + c * r)
  return [(a * r + b) * s, (b * r - a) * s]
}

export function complexReciprocal(a: number, b: number): Pair {
  if (Math.abs(a) <= Math.abs(b)) {
    const r = a / b
    const d = b + a * r
    return [r / d, -1 / d]
  }
  const r = b / a
  const d = a + b * r
  return [1 / d, -r / d]
}

/** Exact products for whole exponents, where the exponential of a logarithm would round. */
function wholePower(a: number, b: number, n: number): Pair {
  let result: Pair | null = null
  let base: Pair = [a, b]
  for (let k = Math.abs(n); ; k >>= 1) {
    // no product with 1, which would make NaN of infinities
    if (k & 1) result = result === null ? base : complexProduct(result[0], result[1], base[0], base[1])
    if (k <= 1) break
    base = complexProduct(base[0], base[1], base[0], base[1])
  }
  result ??= [1, 0]
  return n < 0 ? complexReciprocal(result[0], result[1]) : result
}

export function complexPow(a: number, b: number, c: number, d: number): Pair {
  if (c === 0 && d === 0) return [1, 0]
  if (a === 0 && b === 0) return c > 0 ? [0, 0] : [Number.NaN, Number.NaN]
  if (d === 0 && Number.isInteger(c) && Math.abs(c) <= 100) return wholePower(a, b, c)
  const [x, y] = complexLog(a, b)
  const [re, im] = complexProduct(c, d, x, y)
  return complexExp(re, im)
}
