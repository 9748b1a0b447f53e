// Steps of the transform for other primes, and Bluestein's transform where a prime is too large for its square.
import type { Pass } from "./fftpass.ts"
import { rootsOfUnity } from "./roots.ts"

/** The step for an odd prime: numbers with opposite roots are added and subtracted first, which halves the products. */
export function primePass(r: number): Pass {
  const half = (r - 1) / 2
  const { cos, sin } = rootsOfUnity(r)
  const parts = new Float64Array(4 * half)
  return (m, s, xr, xi, xo, yr, yi, yo, wr, wi) => {
    const far = m * s
    for (let p = 0, a = xo, o = yo; p < m; p++, o += (r - 1) * s) {
      for (const end = a + s; a < end; a++, o++) {
        let sumR = xr[a]!
        let sumI = xi[a]!
        for (let j = 1, b = a + far, c = a + (r - 1) * far, t = 0; j <= half; j++, b += far, c -= far, t += 4) {
          parts[t] = xr[b]! + xr[c]!
          parts[t + 1] = xi[b]! + xi[c]!
          parts[t + 2] = xr[b]! - xr[c]!
          parts[t + 3] = xi[b]! - xi[c]!
          sumR += parts[t]!
          sumI += parts[t + 1]!
        }
        yr[o] = sumR
        yi[o] = sumI
        for (let k = 1; k <= half; k++) {
          let ar = xr[a]!
          let ai = xi[a]!
          let br = 0
          let bi = 0
          for (let t = 0, at = k; t < 4 * half; t += 4) {
            ar += cos[at]! * parts[t]!
            ai += cos[at]! * parts[t + 1]!
            br += sin[at]! * parts[t + 3]!
            bi -= sin[at]! * parts[t + 2]!
            at += k
            if (at >= r) at -= r
          }
          const w = p * (r - 1) + k - 1
          const v = p * (r - 1) + r - k - 1
          yr[o + k * s] = (ar + br) * wr[w]! - (ai + bi) * wi[w]!
          yi[o + k * s] = (ar + br) * wi[w]! + (ai + bi) * wr[w]!
          yr[o + (r - k) * s] = (ar - br) * wr[v]! - (ai - bi) * wi[v]!
          yi[o + (r - k) * s] = (ar - br) * wi[v]! + (ai - bi) * wr[v]!
        }
      }
    }
  }
}

/** e^(−iπ k²/n) for k = 0 … n − 1. */
export function chirp(n: number): { readonly re: Float64Array; readonly im: Float64Array } {
  const { cos, sin } = rootsOfUnity(2 * n)
  const [re, im] = [new Float64Array(n), new Float64Array(n)]
  // squares modulo 2n, each from the one before
  for (let k = 0, square = 0; k < n; k++) {
    re[k] = cos[square]!
    im[k] = -sin[square]!
    square = (square + 2 * k + 1) % (2 * n)
  }
  return { re, im }
}
