// Pseudoinverses and least squares of complex matrices from their singular values.
import { adjoint, type ComplexMatrix, product, subtractScaled, zeroMatrix } from "./matrices.ts"
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

/** V diag(1/s) (Uᴴ B) for B of `columns` columns: in this order the residual is as small as rounding allows. */
export function leastSquares(a: ComplexMatrix, m: number, n: number, b: ComplexMatrix, columns: number, rtol: number): ComplexMatrix {
  const k = Math.min(m, n)
  if (k * columns === 0) return zeroMatrix(n * columns)
  const { u, s, vh } = factorSVD(a, m, n, false)
  const limit = rtol * s[0]!
  const c = product(adjoint(u, m, k), b, k, m, columns)
  for (let l = 0; l < k; l++) {
    const f = s[l]! <= limit ? 0 : 1 / s[l]!
    for (let j = l * columns; j < (l + 1) * columns; j++) {
      c.re[j] = c.re[j]! * f
      c.im[j] = c.im[j]! * f
    }
  }
  const rows = { re: vh.re.subarray(0, k * n), im: vh.im.subarray(0, k * n) }
  return product(adjoint(rows, k, n), c, n, k, columns)
}
