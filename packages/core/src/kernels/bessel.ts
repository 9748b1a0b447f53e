// Modified Bessel functions of the first kind of whole order, plain and divided by eˣ so that they do not overflow.
import { lgamma } from "./gamma.ts"

/** Iₙ(x); n is a whole number. */
export const besselI = (n: number, x: number): number => value(Math.abs(n), x, false)

/** e^(−|x|) Iₙ(x). */
export const scaledBesselI = (n: number, x: number): number => value(Math.abs(n), x, true)

function value(n: number, x: number, scaled: boolean): number {
  if (Number.isNaN(x) || !Number.isInteger(n)) return Number.NaN
  const size = Math.abs(x)
  const y = size < Math.max(20, n * n) ? series(n, size, scaled) : asymptotic(n, size) * (scaled ? 1 : Math.exp(size))
  // ∞ · 0 of the last line
  const result = Number.isNaN(y) ? Number.POSITIVE_INFINITY : y
  return n % 2 === 1 && x < 0 ? -result : result
}

// Iₙ(x) = Σ (x/2)²ᵏ⁺ⁿ / (k! (k + n)!): all terms are positive, so that nothing cancels.
function series(n: number, x: number, scaled: boolean): number {
  if (x === 0) return n === 0 ? 1 : 0
  const q = (x * x) / 4
  const start = n < 2 && x < 20
  let term = start ? (n === 0 ? 1 : x / 2) : Math.exp(n * Math.log(x / 2) - lgamma(n + 1) - (scaled ? x : 0))
  let sum = term
  for (let k = 1; term > sum * 1e-17; k++) {
    term *= q / (k * (k + n))
    sum += term
  }
  return start && scaled ? sum * Math.exp(-x) : sum
}

// e⁻ˣ Iₙ(x) ~ (1 − (4n² − 1²)/(8x) + (4n² − 1²)(4n² − 3²)/(2! (8x)²) − …) / √(2πx), until the terms no longer shrink
function asymptotic(n: number, x: number): number {
  if (x === Number.POSITIVE_INFINITY) return 0
  let term = 1
  let sum = 1
  for (let k = 1; Math.abs(term) > 1e-17; k++) {
    const next = (term * ((2 * k - 1) ** 2 - 4 * n * n)) / (8 * k * x)
    if (k > n && Math.abs(next) >= Math.abs(term)) break
    term = next
    sum += term
  }
  return sum / Math.sqrt(2 * Math.PI * x)
}
