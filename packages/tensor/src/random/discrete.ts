// Counts: Poisson and binomial numbers, by inversion where they are small, else by transformed rejection (Hörmann 1993).
import { lgamma } from "@nablajs/core"
import type { PCG64 } from "./pcg64.ts"

const logFactorial = (k: number): number => lgamma(k + 1) as number

/** The number of events in a time in which `rate` are expected. */
export function poisson(bits: PCG64, rate: number): number {
  if (rate === 0) return 0
  if (rate < 10) {
    const limit = Math.exp(-rate)
    let count = 0
    for (let product = bits.double(); product > limit; product *= bits.double()) count++
    return count
  }
  const b = 0.931 + 2.53 * Math.sqrt(rate)
  const a = -0.059 + 0.02483 * b
  const inverse = 1.1239 + 1.1328 / (b - 3.4)
  const accept = 0.9277 - 3.6224 / (b - 2)
  for (;;) {
    const u = bits.double() - 0.5
    const v = bits.double()
    const us = 0.5 - Math.abs(u)
    const k = Math.floor(((2 * a) / us + b) * u + rate + 0.43)
    if (us >= 0.07 && v <= accept) return k
    if (k < 0 || (us < 0.013 && v > us)) continue
    if (Math.log(v) + Math.log(inverse) - Math.log(a / (us * us) + b) <= -rate + k * Math.log(rate) - logFactorial(k)) return k
  }
}

/** How many of n trials succeed that do so with probability p. */
export function binomial(bits: PCG64, n: number, p: number): number {
  if (p > 0.5) return n - binomial(bits, n, 1 - p)
  if (n === 0 || p === 0) return 0
  return n * p <= 30 ? smallBinomial(bits, n, p) : largeBinomial(bits, n, p)
}

function smallBinomial(bits: PCG64, n: number, p: number): number {
  const none = Math.exp(n * Math.log1p(-p))
  const bound = Math.min(n, n * p + 10 * Math.sqrt(n * p * (1 - p) + 1))
  for (;;) {
    let u = bits.double()
    let probability = none
    let k = 0
    for (; u > probability && k <= bound; k++) {
      u -= probability
      probability *= ((n - k) * p) / ((k + 1) * (1 - p))
    }
    if (k <= bound) return k
  }
}

function largeBinomial(bits: PCG64, n: number, p: number): number {
  const spread = Math.sqrt(n * p * (1 - p))
  const b = 1.15 + 2.53 * spread
  const a = -0.0873 + 0.0248 * b + 0.01 * p
  const alpha = (2.83 + 5.1 / b) * spread
  const mode = Math.floor((n + 1) * p)
  const top = logFactorial(mode) + logFactorial(n - mode)
  for (;;) {
    const u = bits.double() - 0.5
    const v = bits.double()
    const us = 0.5 - Math.abs(u)
    const k = Math.floor(((2 * a) / us + b) * u + n * p + 0.5)
    if (k < 0 || k > n) continue
    if (us >= 0.07 && v <= 0.92 - 4.2 / b) return k
    const bound = top - logFactorial(k) - logFactorial(n - k) + (k - mode) * Math.log(p / (1 - p))
    if (Math.log((v * alpha) / (a / (us * us) + b)) <= bound) return k
  }
}
