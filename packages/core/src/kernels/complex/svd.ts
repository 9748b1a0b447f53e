// Singular values of complex matrices: reflections lead to a real bidiagonal matrix, which the real solver takes over.
import { factorSVD as factorReal } from "../svd.ts"
import { columnOf, type Reflection, reflectAll, reflectionOf, reflectLeft, reflectRight } from "./householder.ts"
import { adjoint, type ComplexMatrix, copyOf, isFiniteMatrix, nanMatrix, zeroMatrix } from "./matrices.ts"

export interface ComplexSVD {
  /** Left vectors as columns. */
  readonly u: ComplexMatrix
  /** In descending order. */
  readonly s: Float64Array
  /** Right vectors, conjugate, as rows. */
  readonly vh: ComplexMatrix
}

/** A (m × n) = U diag(s) Vᴴ, with all vectors of either side where `full` says so, else as many as values. */
export function factorSVD(matrix: ComplexMatrix, m: number, n: number, full: boolean): ComplexSVD {
  if (m < n) {
    const k = full ? n : m
    const { u, s, vh } = factorSVD(adjoint(matrix, m, n), n, m, full)
    return { u: adjoint(vh, m, m), s, vh: adjoint(u, n, k) }
  }
  const c = full ? m : n
  if (!isFiniteMatrix(matrix)) return { u: nanMatrix(m * c), s: new Float64Array(n).fill(Number.NaN), vh: nanMatrix(n * n) }
  const { b, lefts, rights } = bidiagonalize(copyOf(matrix), m, n)
  const { ut, s, vt } = factorReal(b, n, n, n)
  const u = zeroMatrix(m * c)
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) u.re[i * c + j] = ut[j * n + i]!
  for (let i = n; i < c; i++) u.re[i * (c + 1)] = 1
  reflectAll(u, c, lefts)
  const v = zeroMatrix(n * n)
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) v.re[i * n + j] = vt[j * n + i]!
  reflectAll(v, n, rights)
  return { u, s, vh: adjoint(v, n, n) }
}

interface Bidiagonal {
  readonly b: Float64Array
  readonly lefts: readonly Reflection[]
  readonly rights: readonly Reflection[]
}

/** A = Q B Pᴴ with a real upper bidiagonal B, Q and P products of reflections; overwrites A. */
function bidiagonalize(a: ComplexMatrix, m: number, n: number): Bidiagonal {
  const b = new Float64Array(n * n)
  const lefts: Reflection[] = []
  const rights: Reflection[] = []
  for (let k = 0; k < n; k++) {
    const left = reflectionOf(columnOf(a, n, k), k)
    reflectLeft(a, n, left, k + 1, true)
    b[k * (n + 1)] = left.length
    lefts.push(left)
    if (k + 1 >= n) break
    const row = { re: a.re.slice(k * n, (k + 1) * n), im: a.im.slice(k * n, (k + 1) * n).map((x) => -x) }
    const right = reflectionOf(row, k + 1)
    reflectRight(a, n, right, k + 1, m)
    b[k * (n + 1) + 1] = right.length
    rights.push(right)
  }
  return { b, lefts, rights }
}
