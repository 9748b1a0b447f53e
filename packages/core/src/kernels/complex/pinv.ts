// Pseudoinverses of complex matrices from their singular values.
import { type ComplexMatrix, subtractScaled, zeroMatrix } from "./matrices.ts"
import { factorSVD } from "./svd.ts"

/** V diag(1/s) Uᴴ of an m × n matrix; values up to `rtol` times the largest count as 0. */
export function pseudoinverse(a: ComplexMatrix, m: number, n: number, rtol: number): ComplexMatrix {
  const out = zeroMatrix(n * m)
  const k = Math.min(m, n)
  if (k === 0) return out
  const { u, s, vh } = factorSVD(a, m, n, false)
  const limit = rtol * s[0]!
  const row = zeroMatrix(m)
  for (let l = 0; l < k; l++) {
    if (s[l]! <= limit) continue
    for (let j = 0; j < m; j++) {
      row.re[j] = u.re[j * k + l]! / s[l]!
      row.im[j] = -u.im[j * k + l]! / s[l]!
    }
    for (let i = 0; i < n; i++) subtractScaled(out, i * m, m, row, 0, -vh.re[l * n + i]!, vh.im[l * n + i]!)
  }
  return out
}
