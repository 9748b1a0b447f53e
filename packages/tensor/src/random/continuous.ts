// Continuous distributions made of normal and uniform numbers.
import type { PCG64 } from "./pcg64.ts"
import { standardNormal } from "./ziggurat.ts"

/** By inversion: −log(1 − u). */
export const standardExponential = (bits: PCG64): number => -Math.log1p(-bits.double())

/** Gamma numbers of scale 1 (Marsaglia and Tsang 2000). */
export function standardGamma(bits: PCG64, k: number): number {
  if (k === 0) return 0
  if (k === 1) return standardExponential(bits)
  // a gamma number of k + 1 times u^(1/k) is one of k
  if (k < 1) return standardGamma(bits, k + 1) * (1 - bits.double()) ** (1 / k)
  const b = k - 1 / 3
  const c = 1 / Math.sqrt(9 * b)
  for (;;) {
    let x = 0
    let v = 0
    do {
      x = standardNormal(bits)
      v = 1 + c * x
    } while (v <= 0)
    v = v * v * v
    const u = bits.double()
    if (u < 1 - 0.0331 * (x * x) * (x * x)) return b * v
    if (Math.log(u) < 0.5 * x * x + b * (1 - v + Math.log(v))) return b * v
  }
}

export function beta(bits: PCG64, a: number, b: number): number {
  const x = standardGamma(bits, a)
  return x / (x + standardGamma(bits, b))
}
