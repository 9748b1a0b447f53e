// Triangular factors of square matrices, in row-major order and in place. Columns are halved until few are left, so that
// nearly all work is products of matrices (Toledo 1997; LAPACK's getrf2 and potrf2).
import { type Dense, dense } from "./dense/engine.ts"
import { solveLower, solveLowerRight, solveUpper } from "./dense/triangular.ts"

/** What Gauss's elimination with partial pivoting leaves: the rows' new order and its sign. */
export interface Pivots {
  readonly rows: Int32Array
  readonly sign: number
  /** The first column without a pivot, −1 if there is none. */
  readonly singular: number
}

interface Elimination {
  readonly n: number
  readonly rows: Int32Array
  /** The row that each step exchanged with its own. */
  readonly swaps: Int32Array
  sign: number
  singular: number
}

function newElimination(n: number): Elimination {
  const rows = new Int32Array(n)
  for (let i = 0; i < n; i++) rows[i] = i
  return { n, rows, swaps: new Int32Array(n), sign: 1, singular: -1 }
}

/** P A = L U: overwrites A by U and, below its diagonal, L. */
export function factorLU(a: Float64Array, n: number): Pivots {
  const state = newElimination(n)
  const d = dense(n, n * n)
  d.w.set(a)
  eliminate(d, state, 0, n)
  a.set(d.w.subarray(0, n * n))
  return state
}

const NARROW = 4

/** Columns from … to of a matrix whose earlier columns are done. */
function eliminate(d: Dense, state: Elimination, from: number, to: number): void {
  if (to - from <= NARROW) return eliminateFew(d, state, from, to)
  const { n } = state
  const width = to - from
  const mid = from + (width > 16 ? ((width >> 1) + 7) & ~7 : ((width >> 1) + 3) & ~3)
  eliminate(d, state, from, mid)
  exchange(d, state, from, mid, mid, to)
  solveLower(d, mid - from, to - mid, from * n + from, n, from * n + mid, n, true)
  d.multiplyAdd(d.w, -1, n - mid, to - mid, mid - from, mid * n + from, n, 1, from * n + mid, n, 1, mid * n + mid, n)
  eliminate(d, state, mid, to)
  exchange(d, state, mid, to, from, mid)
}

/** The exchanges of steps from … to on columns left … right. */
function exchange(d: Dense, { n, swaps }: Elimination, from: number, to: number, left: number, right: number): void {
  for (let k = from; k < to; k++) {
    const other = swaps[k] as number
    if (other !== k) d.exchangeRows(d.w, right - left, k * n + left, other * n + left)
  }
}

function eliminateFew(d: Dense, state: Elimination, from: number, to: number): void {
  const { n, rows, swaps } = state
  for (let k = from; k < to; k++) {
    const top = d.eliminateColumn(d.w, n, k, from, to)
    swaps[k] = top
    if (top !== k) {
      const row = rows[k] as number
      rows[k] = rows[top] as number
      rows[top] = row
      state.sign = -state.sign
    }
    if (d.w[k * n + k] === 0 && state.singular < 0) state.singular = k
  }
}

/**
 * Solves A X = B for B of so many columns, the identity where b is null. `singular` is the first column without a pivot, −1 if
 * there is none.
 */
export function solveSystem(
  a: Float64Array,
  n: number,
  b: Float64Array | null,
  columns: number,
): { readonly x: Float64Array; readonly singular: number } {
  const [x, end] = [n * n, n * (n + columns)]
  const d = dense(n, end)
  d.w.set(a)
  const state = newElimination(n)
  eliminate(d, state, 0, n)
  if (state.singular >= 0) return { x: a, singular: state.singular }
  if (b === null) d.w.fill(0, x, end)
  for (let i = 0; i < n; i++) {
    const row = state.rows[i] as number
    if (b === null) d.w[x + i * n + row] = 1
    else for (let j = 0, p = x + i * columns, q = row * columns; j < columns; j++, p++, q++) d.w[p] = b[q]!
  }
  solveLower(d, n, columns, 0, n, x, columns, true)
  solveUpper(d, n, columns, 0, n, x, columns, false)
  return { x: d.w.slice(x, end), singular: -1 }
}

/** L of A = L Lᵀ, of which the lower triangle is read; `failed` is the first row that has no root, or −1. */
export function factorCholesky(a: Float64Array, n: number): { readonly l: Float64Array; readonly failed: number } {
  const d = dense(n, n * n)
  d.w.set(a)
  const failed = rootOf(d, n, 0, n)
  const l = d.w.slice(0, n * n)
  for (let i = 0; i < n; i++) l.fill(0, i * n + i + 1, (i + 1) * n)
  return { l, failed }
}

// [[L₁ L₁ᵀ, ·], [L₂ L₁ᵀ, L₂ L₂ᵀ + L₃ L₃ᵀ]]
function rootOf(d: Dense, n: number, from: number, to: number): number {
  if (to - from <= 4) return rootOfFew(d.w, n, from, to)
  const mid = from + ((((to - from) >> 1) + 3) & ~3)
  const failed = rootOf(d, n, from, mid)
  if (failed >= 0) return failed
  solveLowerRight(d, to - mid, mid - from, from * n + from, n, mid * n + from, n)
  subtractSquare(d, n, from, mid, mid, to)
  return rootOf(d, n, mid, to)
}

/** The lower triangle of rows and columns low … high loses that of L Lᵀ, L their columns from … mid. */
function subtractSquare(d: Dense, n: number, from: number, mid: number, low: number, high: number): void {
  const size = high - low
  const part = size <= 48 ? size : size >> 1
  const next = low + part
  d.multiplyAdd(d.w, -1, part, part, mid - from, low * n + from, n, 1, low * n + from, 1, n, low * n + low, n)
  if (part === size) return
  d.multiplyAdd(d.w, -1, high - next, part, mid - from, next * n + from, n, 1, low * n + from, 1, n, next * n + low, n)
  subtractSquare(d, n, from, mid, next, high)
}

function rootOfFew(w: Float64Array, n: number, from: number, to: number): number {
  for (let i = from; i < to; i++) {
    for (let j = from; j <= i; j++) {
      let sum = w[i * n + j] as number
      for (let k = from, p = i * n + from, q = j * n + from; k < j; k++, p++, q++) sum -= w[p]! * w[q]!
      if (i !== j) w[i * n + j] = sum / (w[j * n + j] as number)
      else if (sum <= 0) return i
      else w[i * n + i] = Math.sqrt(sum)
    }
  }
  return -1
}
