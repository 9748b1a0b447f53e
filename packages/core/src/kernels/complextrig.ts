// Trigonometric and hyperbolic functions of one complex number a + ib. Those of angles follow from the hyperbolic ones by
// z ↦ iz; those take the special cases of the standard.
import type { Pair } from "../primitive.ts"
import { polar, signed } from "./complexexp.ts"

const INFINITY = Number.POSITIVE_INFINITY
const { isFinite: finite } = Number

/** An infinite real part leaves the sign of the result open where the imaginary part is no number. */
const lost = (a: number, b: number): boolean => Math.abs(a) === INFINITY && !finite(b)

export function complexSinh(a: number, b: number): Pair {
  if (lost(a, b)) return [a, Number.NaN]
  // sinh a and cosh a are e^|a| / 2 there, and may overflow before the product does
  const [u, v] = Math.abs(a) > 709 ? polar(Math.abs(a), b, 0.5) : [Math.cos(b) * Math.sinh(Math.abs(a)), Math.sin(b) * Math.cosh(a)]
  return [a === 0 && !finite(b) ? a : signed(1, a) * u, b === 0 ? b : v]
}

export function complexCosh(a: number, b: number): Pair {
  if (lost(a, b)) return [INFINITY, Number.NaN]
  const sign = signed(1, a)
  const [u, v] = Math.abs(a) > 709 ? polar(Math.abs(a), b, 0.5) : [Math.cos(b) * Math.cosh(a), Math.sin(b) * Math.sinh(Math.abs(a))]
  return [u, b === 0 ? sign * b : a === 0 && !finite(b) ? 0 : sign * v]
}

// Kahan: with t = tan b and s = sinh a, tanh z = ((1 + t²) √(1 + s²) s + i t) / (1 + (1 + t²) s²)
export function complexTanh(a: number, b: number): Pair {
  // the standard asks for a zero with the sign of b, where C has that of sin 2b
  if (Math.abs(a) === INFINITY) return [signed(1, a), signed(0, b)]
  if (!finite(b)) {
    return [a === 0 ? a : Number.NaN, Number.NaN]
  }
  if (Math.abs(a) > 22) return [signed(1, a), 4 * Math.sin(b) * Math.cos(b) * Math.exp(-2 * Math.abs(a))]
  const t = Math.tan(b)
  const s = Math.sinh(a)
  const square = 1 + t * t
  const d = 1 + square * s * s
  return [(square * Math.sqrt(1 + s * s) * s) / d, b === 0 ? b : t / d]
}

/** sin z = −i sinh iz */
export function complexSin(a: number, b: number): Pair {
  const [re, im] = complexSinh(-b, a)
  return [im, -re]
}

/** cos z = cosh iz */
export const complexCos = (a: number, b: number): Pair => complexCosh(-b, a)

/** tan z = −i tanh iz */
export function complexTan(a: number, b: number): Pair {
  const [re, im] = complexTanh(-b, a)
  return [im, -re]
}
