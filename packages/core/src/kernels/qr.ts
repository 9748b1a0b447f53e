// Orthogonal factors by Householder's reflections in blocks (LAPACK's geqrf and orgqr; Golub & Van Loan 5.2.3). Columns of a
// block are laid out as rows, and few of them at a time are reflected one by one, so that most work is products.
import { type Dense, dense } from "./dense/engine.ts"
import { BLOCK, reflection, reflectLeft, reflectRight, roomForRight, triangleOf } from "./dense/reflect.ts"
import { dot } from "./dense/triangular.ts"

const FEW = 8

/** A (m × n) = Q R with Q of m × c and R of c × n, where c is m or the smaller of both. */
export function factorQR(matrix: Float64Array, m: number, n: number, c: number): { readonly q: Float64Array; readonly r: Float64Array } {
  const steps = Math.min(m, n)
  const [v, q] = [m * n, m * n + steps * m]
  const room = q + m * c
  const d = dense(Math.min(m, n), room + 2 * BLOCK * BLOCK + 2 * BLOCK * Math.max(n, c, BLOCK) + roomForRight(BLOCK))
  const { w } = d
  const taus = new Float64Array(steps)
  w.set(matrix)
  reduceToTriangle(d, m, n, 0, v, taus, room)
  const r = new Float64Array(c * n)
  for (let i = 0; i < Math.min(c, n); i++) r.set(w.subarray(i * n + i, (i + 1) * n), i * n + i)
  w.fill(0, q, room)
  for (let i = 0; i < c; i++) w[q + i * c + i] = 1
  for (let k = BLOCK * Math.floor((steps - 1) / BLOCK); k >= 0; k -= BLOCK) {
    const count = Math.min(BLOCK, steps - k)
    const block = { v: v + k * m + k, ld: m, size: m - k, t: room }
    triangleOf(d, block, count, taus, k)
    reflectLeft(d, block, count, false, c - k, q + k * c + k, c, room + 2 * BLOCK * BLOCK)
  }
  return { q: w.slice(q, room), r }
}

/** The upper triangle of the matrix at a becomes R; reflections are rows of m numbers at v. */
function reduceToTriangle(d: Dense, m: number, n: number, a: number, v: number, taus: Float64Array, room: number): void {
  const steps = taus.length
  for (let k = 0; k < steps; k += BLOCK) {
    const count = Math.min(BLOCK, steps - k)
    reflectColumns(d, m, n, a, v, k, count, taus, room)
    if (k + count === n) return
    const block = { v: v + k * m + k, ld: m, size: m - k, t: room }
    triangleOf(d, block, count, taus, k)
    reflectLeft(d, block, count, true, n - k - count, a + k * n + k + count, n, room + 2 * BLOCK * BLOCK)
  }
}

/** Columns k … k + count: their reflections, and R in their place. */
function reflectColumns(
  d: Dense,
  m: number,
  n: number,
  a: number,
  v: number,
  k: number,
  count: number,
  taus: Float64Array,
  room: number,
): void {
  const { w } = d
  const end = k + count
  for (let j = k; j < end; j++) for (let i = k; i < m; i++) w[v + j * m + i] = w[a + i * n + j]!
  for (let from = k; from < end; from += FEW) {
    const to = Math.min(from + FEW, end)
    for (let j = from; j < to; j++) {
      const row = v + j * m
      for (let i = from; i < j; i++) reflectRow(w, m - i, v + i * m + i, row + i, taus[i] as number)
      const { tau, length } = reflection(w, m - j, row + j, 1)
      taus[j] = tau
      for (let i = k; i < j; i++) w[a + i * n + j] = w[row + i]!
      w[a + j * n + j] = length
      w.fill(0, row, row + j)
    }
    if (to === end) return
    const block = { v: v + from * m + from, ld: m, size: m - from, t: room }
    triangleOf(d, block, to - from, taus, from)
    reflectRight(d, block, to - from, false, end - to, v + to * m + from, m, room + 2 * BLOCK * BLOCK)
  }
}

/** x ← x − τ v (vᵀ x) */
function reflectRow(w: Float64Array, n: number, v: number, x: number, tau: number): void {
  const f = tau * dot(w, n, v, 1, x, 1)
  for (let i = 0; i < n; i++) w[x + i] = w[x + i]! - f * w[v + i]!
}
