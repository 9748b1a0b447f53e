// Eigenvalues with their vectors, of a general real matrix.
import { eigenvectors } from "./eig.ts"
import { scaled, scaleOf } from "./matrices.ts"
import { factorBalanced, factorSchur, type RealSchur } from "./schur.ts"

interface Columns {
  readonly re: Float64Array
  readonly im: Float64Array
}

/**
 * The eigenvalues of the n × n matrix a, and unit vectors as columns. Balancing finds small eigenvalues of graded matrices to
 * their own last digits, but where it scales far it may leave A v − λ v large against A itself (Watkins 2006, "A case where
 * balancing is harmful"): such a matrix is taken as it is.
 */
export function eigenpairs(a: Float64Array, n: number): { readonly values: Columns; readonly vectors: Columns } {
  const form = factorBalanced(a, n, true)
  const pairs = { values: form, vectors: eigenvectors(form, n) }
  if (!scalesFar(form) || residual(a, n, pairs.values, pairs.vectors) <= ENOUGH * n * 2 ** -52) return pairs
  const plain = factorSchur(a, n)
  return { values: plain, vectors: eigenvectors(plain, n) }
}

const FAR = 2 ** 8
const ENOUGH = 4

function scalesFar({ balance }: RealSchur): boolean {
  if (balance === undefined) return false
  let [low, high] = [Number.POSITIVE_INFINITY, 0]
  for (const d of balance.scales) [low, high] = [Math.min(low, d), Math.max(high, d)]
  return high > FAR * low
}

/** The largest ‖A v − λ v‖ over ‖A‖. */
function residual(a: Float64Array, n: number, values: Columns, { re: vr, im: vi }: Columns): number {
  const scale = scaleOf(a)
  const [x, lr, li] = [scaled(a, scale), scaled(values.re, scale), scaled(values.im, scale)]
  const sums = new Float64Array(n)
  const [rowRe, rowIm] = [new Float64Array(n), new Float64Array(n)]
  let size = 0
  for (let i = 0; i < n; i++) {
    for (let k = 0, at = i * n; k < n; k++, at++) {
      rowRe[k] = li[k]! * vi[at]! - lr[k]! * vr[at]!
      rowIm[k] = -li[k]! * vr[at]! - lr[k]! * vi[at]!
    }
    for (let j = 0; j < n; j++) {
      const c = x[i * n + j]!
      size += c * c
      for (let k = 0, at = j * n; k < n; k++, at++) {
        rowRe[k] = rowRe[k]! + c * vr[at]!
        rowIm[k] = rowIm[k]! + c * vi[at]!
      }
    }
    for (let k = 0; k < n; k++) sums[k] = sums[k]! + rowRe[k]! ** 2 + rowIm[k]! ** 2
  }
  let worst = 0
  for (const sum of sums) worst = Math.max(worst, sum)
  return Math.sqrt(worst / size)
}
