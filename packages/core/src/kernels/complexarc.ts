// Inverse trigonometric and hyperbolic functions of one complex number a + ib, by square roots of 1 ± z (Kahan, "Branch cuts
// for complex elementary functions"), with the special cases of the standard.
import type { Pair } from "../primitive.ts"
import { complexSqrt, signed } from "./complexexp.ts"

const INFINITY = Number.POSITIVE_INFINITY
const HALF = Math.PI / 2
const LARGE = Number.MAX_VALUE / 4

const infinite = (a: number, b: number): boolean => Math.abs(a) === INFINITY || Math.abs(b) === INFINITY

const large = (a: number, b: number): boolean => Math.abs(a) > LARGE || Math.abs(b) > LARGE

/** log 2|z|, for numbers so large that squares overflow. */
const logTwice = (a: number, b: number): number => Math.log(Math.hypot(a / 2, b / 2)) + 2 * Math.LN2

export function complexAsinh(a: number, b: number): Pair {
  if (infinite(a, b)) return [signed(INFINITY, a), Math.atan2(b, Math.abs(a))]
  if (Number.isNaN(a) && b === 0) return [a, b]
  if (large(a, b)) return [signed(logTwice(a, b), a), Math.atan2(b, Math.abs(a))]
  const [p, q] = complexSqrt(1 + b, -a)
  const [r, s] = complexSqrt(1 - b, a)
  return [Math.asinh(p * s - r * q), Math.atan2(b, p * r - q * s)]
}

export function complexAcos(a: number, b: number): Pair {
  if (infinite(a, b)) return [Math.atan2(Math.abs(b), a), -signed(INFINITY, b)]
  if (a === 0 && Number.isNaN(b)) return [HALF, b]
  if (large(a, b)) return [Math.atan2(Math.abs(b), a), -signed(logTwice(a, b), b)]
  const [p, q] = complexSqrt(1 - a, -b)
  const [r, s] = complexSqrt(1 + a, b)
  return [2 * Math.atan2(p, r), Math.asinh(r * q - s * p)]
}

export function complexAcosh(a: number, b: number): Pair {
  if (infinite(a, b)) return [INFINITY, Math.atan2(b, a)]
  if (a === 0 && Number.isNaN(b)) return [b, HALF]
  if (large(a, b)) return [logTwice(a, b), Math.atan2(b, a)]
  const [p, q] = complexSqrt(a - 1, b)
  const [r, s] = complexSqrt(a + 1, b)
  return [Math.asinh(p * r + q * s), 2 * Math.atan2(q, r)]
}

export function complexAtanh(a: number, b: number): Pair {
  if (infinite(a, b)) return [signed(0, a), Number.isNaN(b) ? b : signed(HALF, b)]
  if (a === 0 && Number.isNaN(b)) return [a, b]
  if (Number.isNaN(a + b)) return [Number.NaN, Number.NaN]
  const [x, y] = [Math.abs(a), Math.abs(b)]
  if (x > 1e150 || y > 1e150) {
    const h = Math.hypot(x / 2, y / 2)
    return [signed(x / 4 / h / h, a), signed(HALF, b)]
  }
  if (x === 1 && y < 1e-150) {
    if (y === 0) return [signed(INFINITY, a), b]
    return [-signed(Math.log(Math.sqrt(y) / Math.sqrt(Math.hypot(y, 2))), a), signed(Math.atan2(2, -y) / 2, b)]
  }
  return [signed(Math.log1p((4 * x) / ((1 - x) * (1 - x) + y * y)) / 4, a), -Math.atan2(-2 * b, (1 - x) * (1 + x) - y * y) / 2]
}

/** asin z = −i asinh iz */
export function complexAsin(a: number, b: number): Pair {
  const [re, im] = complexAsinh(-b, a)
  return [im, -re]
}

/** atan z = −i atanh iz */
export function complexAtan(a: number, b: number): Pair {
  const [re, im] = complexAtanh(-b, a)
  return [im, -re]
}
