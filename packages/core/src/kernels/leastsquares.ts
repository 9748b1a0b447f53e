// Pseudoinverses and least squares from singular values; those up to `rtol` times the largest count as 0.
import { product, transposed } from "./matrices.ts"
import { factorSVD } from "./svd.ts"

interface Spectrum {
  /** How many values count. */
  readonly rank: number
  /** Left vectors as rows of m numbers, right vectors as rows of n. */
  readonly left: Float64Array
  readonly right: Float64Array
}

/** The vectors of the values that count, the right ones divided by them. */
function spectrumOf(a: Float64Array, m: number, n: number, rtol: number): Spectrum {
  const k = Math.min(m, n)
  const wide = m < n
  const { ut, s, vt } = wide ? factorSVD(transposed(a, m, n), n, m, m) : factorSVD(a, m, n, n)
  const limit = rtol * (s[0] as number)
  // NaN counts, so that it comes out again
  let rank = 0
  while (rank < k && !((s[rank] as number) <= limit)) rank++
  const [left, right] = wide ? [vt, ut] : [ut, vt]
  for (let i = 0; i < rank; i++) for (let j = i * n; j < (i + 1) * n; j++) right[j] = right[j]! / (s[i] as number)
  return { rank, left: left.subarray(0, rank * m), right: right.subarray(0, rank * n) }
}

/** V diag(1/s) Uᵀ of an m × n matrix. */
export function pseudoinverse(a: Float64Array, m: number, n: number, rtol: number): Float64Array {
  if (m * n === 0) return new Float64Array(m * n)
  const { rank, left, right } = spectrumOf(a, m, n, rtol)
  return product(transposed(right, rank, n), left, n, rank, m)
}

/** V diag(1/s) (Uᵀ B) for k columns B: in this order the residual is as small as rounding allows, whatever the condition. */
export function leastSquares(a: Float64Array, m: number, n: number, b: Float64Array, k: number, rtol: number): Float64Array {
  if (m * n * k === 0) return new Float64Array(n * k)
  const { rank, left, right } = spectrumOf(a, m, n, rtol)
  return product(transposed(right, rank, n), product(left, b, rank, m, k), n, rank, k)
}
