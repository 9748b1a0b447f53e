// Singular values and vectors: bidiagonalization, then division, and the reflections back (LAPACK's gesdd); tall matrices are
// made square by an orthogonal factor first. Without vectors, QR steps.
import { bidiagonalize, type Reflections, roomForBidiagonal } from "./dense/bidiagonal.ts"
import { type Dense, dense } from "./dense/engine.ts"
import { diagonalize } from "./dense/golubkahan.ts"
import { reflectAllRight, roomForRight } from "./dense/reflect.ts"
import { divideSingular, roomForSingular } from "./dense/singular.ts"
import { product, scaled, scaleOf, transposed } from "./matrices.ts"
import { factorQR } from "./qr.ts"

export interface SVD {
  /** Left vectors as rows: c × m. */
  readonly ut: Float64Array
  /** In descending order. */
  readonly s: Float64Array
  /** Right vectors as rows: n × n. */
  readonly vt: Float64Array
}

/** For m ≥ n; c, the number of left vectors, is m or n. */
export function factorSVD(matrix: Float64Array, m: number, n: number, c: number): SVD {
  const s = new Float64Array(n)
  const [ut, vt] = [new Float64Array(c * m), new Float64Array(n * n)]
  const scale = scaleOf(matrix)
  if (Number.isNaN(scale)) return { ut: ut.fill(Number.NaN), s: s.fill(Number.NaN), vt: vt.fill(Number.NaN) }
  if (isTall(m, n)) return factorTall(matrix, m, n, c)
  const [square, sizeU] = [n * n, c * m]
  const work = Math.max(m * n, roomForSingular(n) + 2 * square, roomForRight(Math.max(c, n)))
  const d = dense(n, n * m + square + sizeU + work + roomForBidiagonal(m, n))
  const left: Reflections = { v: 0, ld: m, taus: new Float64Array(n) }
  const right: Reflections = { v: n * m, ld: n, taus: new Float64Array(n) }
  const [u, rest] = [n * m + square, n * m + square + sizeU]
  d.w.set(scaled(matrix, scale), rest)
  const e = new Float64Array(n)
  bidiagonalize(d, m, n, rest, left, right, rest + m * n, s, e)
  const [su, sv] = [rest, rest + square]
  divideSingular(d, { n, u: su, v: sv, room: rest + 2 * square }, s, e)
  descending(s)
  for (let i = 0; i < n; i++) vt.set(d.w.subarray(sv + (n - 1 - i) * n, sv + (n - i) * n), i * n)
  d.w.fill(0, u, u + sizeU)
  for (let i = 0; i < n; i++) d.w.copyWithin(u + i * m, su + (n - 1 - i) * n, su + (n - i) * n)
  for (let i = n; i < c; i++) d.w[u + i * m + i] = 1
  // Uᵀ = Zᵀ H_n ⋯ H₁, and the same on the right, where the first reflection begins with element 1
  back(d, left, n, m, c, u, rest)
  ut.set(d.w.subarray(u, u + sizeU))
  d.w.set(vt, rest)
  back(d, right, n - 1, n, n, rest, rest + square)
  vt.set(d.w.subarray(rest, rest + square))
  return { ut, s: scale === 1 ? s : s.map((x) => x / scale), vt }
}

const isTall = (m: number, n: number): boolean => n >= 16 && m > 1.6 * n

/** A = Q R and R = U S Vᵀ give (Q U) S Vᵀ; the columns that fill up Q fill up Q U. */
function factorTall(matrix: Float64Array, m: number, n: number, c: number): SVD {
  const { q, r } = factorQR(matrix, m, n, c)
  const { ut, s, vt } = factorSVD(r.subarray(0, n * n), n, n, n)
  const out = transposed(q, m, c)
  out.set(product(ut, out.subarray(0, n * m), n, n, m))
  return { ut: out, s, vt }
}

function back(d: Dense, { v, ld, taus }: Reflections, count: number, size: number, rows: number, c: number, room: number): void {
  reflectAllRight(d, count, v, ld, taus, false, (first) => [first, size], rows, c, size, room)
}

const descending = (s: Float64Array): Float64Array => s.reverse()

/** The singular values alone, in descending order, for m ≥ n. */
export function singularValues(matrix: Float64Array, m: number, n: number): Float64Array {
  const [s, e] = [new Float64Array(n), new Float64Array(n)]
  const scale = scaleOf(matrix)
  if (Number.isNaN(scale)) return s.fill(Number.NaN)
  if (isTall(m, n)) return singularValues(factorQR(matrix, m, n, n).r, n, n)
  const d = dense(n, 2 * n * m + n * n + roomForBidiagonal(m, n))
  d.w.set(scaled(matrix, scale))
  const left: Reflections = { v: n * m, ld: m, taus: new Float64Array(n) }
  const right: Reflections = { v: 2 * n * m, ld: n, taus: new Float64Array(n) }
  bidiagonalize(d, m, n, 0, left, right, 2 * n * m + n * n, s, e)
  const none = { w: d.w, row: 0, step: 0, count: 0 }
  diagonalize(s, e, 0, n, false, none, none)
  const sorted = descending(s.sort())
  return scale === 1 ? sorted : sorted.map((x) => x / scale)
}
