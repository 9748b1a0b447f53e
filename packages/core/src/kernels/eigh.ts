// Eigenvalues of symmetric matrices: Householder's tridiagonalization, then division, and the reflections back (LAPACK's
// syevd). Without vectors, or for few rows, QL steps.
import { dense } from "./dense/engine.ts"
import { implicitQL } from "./dense/implicit.ts"
import { reflectAllRight, roomForRight } from "./dense/reflect.ts"
import { divideSymmetric, roomForSymmetric } from "./dense/symmetric.ts"
import { tridiagonalize } from "./dense/tridiagonal.ts"
import { scaleOf, scaled } from "./matrices.ts"

export interface Eigen {
  /** In ascending order. */
  readonly w: Float64Array
  /** Eigenvectors as rows. */
  readonly vt: Float64Array
}

/** Reads the lower triangle of a symmetric matrix of n rows. */
export function factorEigh(matrix: Float64Array, n: number): Eigen {
  const d = new Float64Array(n)
  const vt = new Float64Array(n * n)
  const scale = scaleOf(matrix)
  if (Number.isNaN(scale)) return { w: d.fill(Number.NaN), vt: vt.fill(Number.NaN) }
  const [e, taus] = [new Float64Array(n), new Float64Array(n)]
  const [square, rest] = [n * n, Math.max(4 * n, roomForRight(n), roomForSymmetric(n))]
  const engine = dense(n, 3 * square + rest)
  const [a, v, q, room] = [0, square, 2 * square, 3 * square]
  engine.w.set(scaled(matrix, scale))
  tridiagonalize(engine, n, a, v, room, d, e, taus)
  divideSymmetric(engine, n, d, e, q, room)
  // Vᵀ = Zᵀ (H_{n−1} ⋯ H₁)ᵀ; row k of the reflections is that of step k, row 0 has none
  const span = (first: number, count: number): [number, number] => [0, first + count]
  reflectAllRight(engine, n, v, n, taus, true, span, n, q, n, room)
  vt.set(engine.w.subarray(q, q + square))
  return { w: unscaled(d, scale), vt }
}

/** The eigenvalues alone, in ascending order. */
export function eigenvaluesOfSymmetric(matrix: Float64Array, n: number): Float64Array {
  const d = new Float64Array(n)
  const scale = scaleOf(matrix)
  if (Number.isNaN(scale)) return d.fill(Number.NaN)
  const [e, taus] = [new Float64Array(n), new Float64Array(n)]
  const engine = dense(n, 2 * n * n + 4 * n)
  engine.w.set(scaled(matrix, scale))
  tridiagonalize(engine, n, 0, n * n, 2 * n * n, d, e, taus)
  implicitQL(d, e, 0, n, engine.w, 0, 0, 0)
  return unscaled(d.sort(), scale)
}

const unscaled = (d: Float64Array, scale: number): Float64Array => (scale === 1 ? d : d.map((x) => x / scale))
