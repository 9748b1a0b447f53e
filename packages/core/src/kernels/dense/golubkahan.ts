// Implicit QR steps on upper bidiagonal matrices (Golub and Kahan; as LINPACK's dsvdc orders them; Golub & Van Loan 8.6.2).
import { NablaError } from "../../errors.ts"
import { rotateRows } from "./implicit.ts"

/** Vectors as rows in w: `count` numbers from row + i · step on belong to place i; none where count is 0. */
export interface Rows {
  readonly w: Float64Array
  readonly row: number
  readonly step: number
  readonly count: number
}

const EPS = 2 ** -52
const TINY = 2 ** -966

const turnRows = ({ w, row, step, count }: Rows, i: number, k: number, c: number, s: number): void => {
  if (count > 0) rotateRows(w, count, row + i * step, row + k * step, c, s)
}

/**
 * Diagonalizes the matrix with s[lo … hi) on the diagonal and e above it; with `wide`, e[hi − 1] stands beside the last row and
 * the right vectors have one row more, which ends as that of the null space. s ends positive, in no order.
 */
export function diagonalize(s: Float64Array, e: Float64Array, lo: number, hi: number, wide: boolean, left: Rows, right: Rows): void {
  if (wide) chaseColumn(s, e, lo, hi, right)
  for (let p = hi, steps = 0; p > lo; steps++) {
    if (steps > 100 * (hi - lo)) throw new NablaError("unsupported", `svd: no convergence on ${hi - lo} singular values`)
    let k = p - 2
    while (k >= lo && !negligible(e, k, Math.abs(s[k] as number) + Math.abs(s[k + 1] as number))) k--
    if (k >= lo) e[k] = 0
    if (k === p - 2) {
      settle(s, p - 1, right)
      p--
      continue
    }
    let zero = p - 1
    while (zero > k) {
      const around = (zero !== p - 1 ? Math.abs(e[zero] as number) : 0) + (zero !== k + 1 ? Math.abs(e[zero - 1] as number) : 0)
      if (negligible(s, zero, around)) break
      zero--
    }
    if (zero === k) step(s, e, k + 1, p, left, right)
    else if (zero === p - 1) chaseLast(s, e, k + 1, p, right)
    else chaseRow(s, e, zero + 1, p, left)
  }
}

function negligible(x: Float64Array, k: number, around: number): boolean {
  if (Math.abs(x[k] as number) > TINY + EPS * around) return false
  x[k] = 0
  return true
}

const turn = { length: 0, c: 1, s: 0 }
function turnOf(f: number, g: number): void {
  const squares = f * f + g * g
  const length = squares > 1e-280 && squares < 1e280 ? Math.sqrt(squares) : Math.hypot(f, g)
  turn.length = length
  turn.c = length === 0 ? 1 : f / length
  turn.s = length === 0 ? 0 : g / length
}

/** The column beside the square is rotated away through the right vectors, from below. */
function chaseColumn(s: Float64Array, e: Float64Array, lo: number, hi: number, right: Rows): void {
  let f = e[hi - 1] as number
  e[hi - 1] = 0
  for (let j = hi - 1; j >= lo && f !== 0; j--) {
    turnOf(s[j] as number, f)
    s[j] = turn.length
    if (j > lo) {
      f = -turn.s * (e[j - 1] as number)
      e[j - 1] = turn.c * (e[j - 1] as number)
    }
    turnRows(right, j, hi, turn.c, turn.s)
  }
}

/** The last value is 0: its superdiagonal is rotated away through the right vectors. */
function chaseLast(s: Float64Array, e: Float64Array, k: number, p: number, right: Rows): void {
  let f = e[p - 2] as number
  e[p - 2] = 0
  for (let j = p - 2; j >= k; j--) {
    turnOf(s[j] as number, f)
    s[j] = turn.length
    if (j !== k) {
      f = -turn.s * (e[j - 1] as number)
      e[j - 1] = turn.c * (e[j - 1] as number)
    }
    turnRows(right, j, p - 1, turn.c, turn.s)
  }
}

/** A value before k is 0: the element beside it is rotated away through the left vectors. */
function chaseRow(s: Float64Array, e: Float64Array, k: number, p: number, left: Rows): void {
  let f = e[k - 1] as number
  e[k - 1] = 0
  for (let j = k; j < p; j++) {
    turnOf(s[j] as number, f)
    s[j] = turn.length
    f = -turn.s * (e[j] as number)
    e[j] = turn.c * (e[j] as number)
    turnRows(left, j, k - 1, turn.c, turn.s)
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

function step(s: Float64Array, e: Float64Array, k: number, p: number, left: Rows, right: Rows): void {
  let [f, g] = shiftOf(s, e, k, p)
  for (let j = k; j < p - 1; j++) {
    turnOf(f, g)
    let { c, s: sn } = turn
    if (j !== k) e[j - 1] = turn.length
    f = c * (s[j] as number) + sn * (e[j] as number)
    e[j] = c * (e[j] as number) - sn * (s[j] as number)
    g = sn * (s[j + 1] as number)
    s[j + 1] = c * (s[j + 1] as number)
    turnRows(right, j, j + 1, c, sn)
    turnOf(f, g)
    ;({ c, s: sn } = turn)
    s[j] = turn.length
    f = c * (e[j] as number) + sn * (s[j + 1] as number)
    s[j + 1] = c * (s[j + 1] as number) - sn * (e[j] as number)
    g = sn * (e[j + 1] as number)
    e[j + 1] = c * (e[j + 1] as number)
    turnRows(left, j, j + 1, c, sn)
  }
  e[p - 2] = f
}

/** A finished value becomes positive. */
function settle(s: Float64Array, k: number, { w, row, step, count }: Rows): void {
  if (!((s[k] as number) < 0)) return
  s[k] = -(s[k] as number)
  const from = row + k * step
  for (let j = from; j < from + count; j++) w[j] = -w[j]!
}
