// Singular values and vectors: Householder's bidiagonalization, then Golub and Kahan's implicit QR steps (as LINPACK's
// dsvdc orders them). Vectors are kept as rows, so that rotations run through memory in order.
import { NablaError } from "../errors.ts"
import { reflectorOf, reflectRows } from "./qr.ts"

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
  const ut = new Float64Array(c * m)
  const vt = new Float64Array(n * n)
  for (const x of matrix) if (!Number.isFinite(x)) return { ut: ut.fill(Number.NaN), s: s.fill(Number.NaN), vt: vt.fill(Number.NaN) }
  const e = new Float64Array(n)
  bidiagonalize(matrix.slice(), m, n, c, s, e, ut, vt)
  diagonalize(s, e, n, ut, m, vt)
  return { ut, s, vt }
}

function bidiagonalize(
  a: Float64Array,
  m: number,
  n: number,
  c: number,
  s: Float64Array,
  e: Float64Array,
  ut: Float64Array,
  vt: Float64Array,
): void {
  const lefts: { v: Float64Array; tau: number }[] = []
  const rights: { v: Float64Array; tau: number }[] = []
  for (let k = 0; k < n; k++) {
    const v = new Float64Array(m)
    for (let i = k; i < m; i++) v[i] = a[i * n + k] as number
    const left = reflectorOf(v, k, m)
    reflectRows(a, n, v, left.tau, k, m, k + 1)
    s[k] = left.length
    lefts.push({ v, tau: left.tau })
    if (k + 1 >= n) break
    const w = a.slice(k * n, (k + 1) * n)
    const right = reflectorOf(w, k + 1, n)
    reflectColumns(a, n, w, right.tau, k + 1, m)
    e[k] = right.length
    rights.push({ v: w.fill(0, 0, k + 1), tau: right.tau })
  }
  // U = H₁ H₂ … applied to the identity; rows of Uᵀ are its columns, so reflections act from the right
  for (let i = 0; i < c; i++) ut[i * m + i] = 1
  for (let k = lefts.length - 1; k >= 0; k--)
    reflectEach(ut, c, m, (lefts[k] as { v: Float64Array }).v, (lefts[k] as { tau: number }).tau, k)
  for (let i = 0; i < n; i++) vt[i * n + i] = 1
  for (let k = rights.length - 1; k >= 0; k--)
    reflectEach(vt, n, n, (rights[k] as { v: Float64Array }).v, (rights[k] as { tau: number }).tau, k + 1)
}

/** Each row below k of A is reflected. */
function reflectColumns(a: Float64Array, n: number, v: Float64Array, tau: number, k: number, m: number): void {
  if (tau === 0) return
  for (let i = k; i < m; i++) reflectRow(a, i * n, v, tau, k, n)
}

function reflectEach(rows: Float64Array, count: number, size: number, v: Float64Array, tau: number, start: number): void {
  if (tau === 0) return
  for (let i = start; i < count; i++) reflectRow(rows, i * size, v, tau, start, size)
}

function reflectRow(a: Float64Array, row: number, v: Float64Array, tau: number, start: number, end: number): void {
  let dot = 0
  for (let j = start; j < end; j++) dot += (a[row + j] as number) * (v[j] as number)
  const f = tau * dot
  if (f !== 0) for (let j = start; j < end; j++) a[row + j] = (a[row + j] as number) - f * (v[j] as number)
}

/** Rows i and k turned: xᵢ ← c xᵢ + s xₖ, xₖ ← c xₖ − s xᵢ. */
export function rotateRows(a: Float64Array, size: number, i: number, k: number, c: number, s: number): void {
  for (let j = 0, p = i * size, q = k * size; j < size; j++, p++, q++) {
    const x = a[p] as number
    const y = a[q] as number
    a[p] = c * x + s * y
    a[q] = c * y - s * x
  }
}

const EPS = 2 ** -52
const TINY = 2 ** -966

function diagonalize(s: Float64Array, e: Float64Array, n: number, ut: Float64Array, m: number, vt: Float64Array): void {
  let p = n
  for (let steps = 0; p > 0; steps++) {
    if (steps > 100 * n) throw new NablaError("unsupported", `svd: no convergence after ${steps} steps on a matrix of ${m} × ${n}`)
    let k = p - 2
    while (k >= 0 && !negligible(e, k, Math.abs(s[k] as number) + Math.abs(s[k + 1] as number))) k--
    if (k >= 0) e[k] = 0
    if (k === p - 2) {
      settle(s, p - 1, n, ut, m, vt)
      p--
      continue
    }
    let zero = p - 1
    while (zero > k) {
      const around = (zero !== p - 1 ? Math.abs(e[zero] as number) : 0) + (zero !== k + 1 ? Math.abs(e[zero - 1] as number) : 0)
      if (negligible(s, zero, around)) break
      zero--
    }
    if (zero === k) step(s, e, k + 1, p, ut, m, vt, n)
    else if (zero === p - 1) chaseLast(s, e, k + 1, p, vt, n)
    else chaseRow(s, e, zero + 1, p, ut, m)
  }
}

function negligible(x: Float64Array, k: number, around: number): boolean {
  if (Math.abs(x[k] as number) > TINY + EPS * around) return false
  x[k] = 0
  return true
}

function turn(f: number, g: number): readonly [number, number, number] {
  const squares = f * f + g * g
  const length = squares > 1e-280 && squares < 1e280 ? Math.sqrt(squares) : Math.hypot(f, g)
  return length === 0 ? [0, 1, 0] : [length, f / length, g / length]
}

/** The last value is 0: its superdiagonal is rotated away through the right vectors. */
function chaseLast(s: Float64Array, e: Float64Array, k: number, p: number, vt: Float64Array, n: number): void {
  let f = e[p - 2] as number
  e[p - 2] = 0
  for (let j = p - 2; j >= k; j--) {
    const [t, c, sn] = turn(s[j] as number, f)
    s[j] = t
    if (j !== k) {
      f = -sn * (e[j - 1] as number)
      e[j - 1] = c * (e[j - 1] as number)
    }
    rotateRows(vt, n, j, p - 1, c, sn)
  }
}

/** A value before k is 0: the element beside it is rotated away through the left vectors. */
function chaseRow(s: Float64Array, e: Float64Array, k: number, p: number, ut: Float64Array, m: number): void {
  let f = e[k - 1] as number
  e[k - 1] = 0
  for (let j = k; j < p; j++) {
    const [t, c, sn] = turn(s[j] as number, f)
    s[j] = t
    f = -sn * (e[j] as number)
    e[j] = c * (e[j] as number)
    rotateRows(ut, m, j, k - 1, c, sn)
  }
}

/** Wilkinson's shift: the eigenvalue of the last 2 × 2 block of BᵀB that is nearer to its corner. */
function shiftOf(s: Float64Array, e: Float64Array, k: number, p: number): readonly [number, number] {
  const [last, before, side] = [s[p - 1] as number, s[p - 2] as number, e[p - 2] as number]
  const scale = Math.max(Math.abs(last), Math.abs(before), Math.abs(side), Math.abs(s[k] as number), Math.abs(e[k] as number))
  const [sp, spm1, epm1, sk, ek] = [last / scale, before / scale, side / scale, (s[k] as number) / scale, (e[k] as number) / scale]
  const b = ((spm1 + sp) * (spm1 - sp) + epm1 * epm1) / 2
  const c = (sp * epm1) ** 2
  const root = b < 0 ? -Math.sqrt(b * b + c) : Math.sqrt(b * b + c)
  const shift = b !== 0 || c !== 0 ? c / (b + root) : 0
  return [(sk + sp) * (sk - sp) + shift, sk * ek]
}

function step(s: Float64Array, e: Float64Array, k: number, p: number, ut: Float64Array, m: number, vt: Float64Array, n: number): void {
  let [f, g] = shiftOf(s, e, k, p)
  for (let j = k; j < p - 1; j++) {
    const [t, c, sn] = turn(f, g)
    if (j !== k) e[j - 1] = t
    f = c * (s[j] as number) + sn * (e[j] as number)
    e[j] = c * (e[j] as number) - sn * (s[j] as number)
    g = sn * (s[j + 1] as number)
    s[j + 1] = c * (s[j + 1] as number)
    rotateRows(vt, n, j, j + 1, c, sn)
    const [t2, c2, sn2] = turn(f, g)
    s[j] = t2
    f = c2 * (e[j] as number) + sn2 * (s[j + 1] as number)
    s[j + 1] = c2 * (s[j + 1] as number) - sn2 * (e[j] as number)
    g = sn2 * (e[j + 1] as number)
    e[j + 1] = c2 * (e[j + 1] as number)
    rotateRows(ut, m, j, j + 1, c2, sn2)
  }
  e[p - 2] = f
}

/** A finished value becomes positive and moves to its place among those that are finished. */
function settle(s: Float64Array, at: number, n: number, ut: Float64Array, m: number, vt: Float64Array): void {
  let k = at
  if ((s[k] as number) <= 0) {
    s[k] = Math.abs(s[k] as number)
    for (let j = k * n; j < (k + 1) * n; j++) vt[j] = -(vt[j] as number)
  }
  for (; k < n - 1 && (s[k] as number) < (s[k + 1] as number); k++) {
    const x = s[k] as number
    s[k] = s[k + 1] as number
    s[k + 1] = x
    rotateRows(vt, n, k, k + 1, 0, 1)
    rotateRows(ut, m, k, k + 1, 0, 1)
  }
}
