// QL steps with implicit shifts on symmetric tridiagonal matrices (EISPACK's tql2, LAPACK's steqr; Golub & Van Loan 8.3.3).
import { NablaError } from "../../errors.ts"

/**
 * Diagonalizes rows lo … hi of the matrix with diagonal d and e beside it. Rotations turn rows of `length` numbers, `step`
 * apart, that begin at `rows` for row lo … in w; none where length is 0.
 */
export function implicitQL(
  d: Float64Array,
  e: Float64Array,
  lo: number,
  hi: number,
  w: Float64Array,
  rows: number,
  step: number,
  length: number,
): void {
  let whole = 0
  for (let i = lo; i < hi; i++) whole = Math.max(whole, Math.abs(d[i] as number) + (i + 1 < hi ? Math.abs(e[i] as number) : 0))
  for (let l = lo; l < hi; l++) {
    for (let steps = 0; ; steps++) {
      const m = splitBelow(d, e, l, hi, steps < 30 ? 0 : whole)
      if (m === l) break
      if (steps > 90) throw new NablaError("unsupported", `eigh: no convergence on a matrix of ${hi - lo} × ${hi - lo}`)
      sweep(d, e, l, m, w, rows, step, length)
    }
  }
}

/** The first row from l on behind which e is negligible. */
function splitBelow(d: Float64Array, e: Float64Array, l: number, hi: number, whole: number): number {
  let m = l
  for (; m < hi - 1; m++) {
    // against neighbours, which keeps small eigenvalues exact; where all of them are rounding noise, against the whole
    const size = whole === 0 ? Math.abs(d[m] as number) + Math.abs(d[m + 1] as number) : whole
    if (Math.abs(e[m] as number) <= 2 ** -52 * size || Math.abs(e[m] as number) < 2 ** -1000) break
  }
  return m
}

/** One QL step on rows l … m with Wilkinson's shift. */
function sweep(d: Float64Array, e: Float64Array, l: number, m: number, w: Float64Array, rows: number, step: number, length: number): void {
  let g = ((d[l + 1] as number) - (d[l] as number)) / (2 * (e[l] as number))
  let r = Math.hypot(g, 1)
  g = (d[m] as number) - (d[l] as number) + (e[l] as number) / (g + (g >= 0 ? r : -r))
  let [s, c, p] = [1, 1, 0]
  for (let i = m - 1; i >= l; i--) {
    const f = s * (e[i] as number)
    const b = c * (e[i] as number)
    const squares = f * f + g * g
    r = squares > 1e-280 && squares < 1e280 ? Math.sqrt(squares) : Math.hypot(f, g)
    e[i + 1] = r
    if (r === 0) {
      d[i + 1] = (d[i + 1] as number) - p
      e[m] = 0
      return
    }
    s = f / r
    c = g / r
    g = (d[i + 1] as number) - p
    r = ((d[i] as number) - g) * s + 2 * c * b
    p = s * r
    d[i + 1] = g + p
    g = c * r - b
    if (length > 0) rotateRows(w, length, rows + (i + 1) * step, rows + i * step, c, s)
  }
  d[l] = (d[l] as number) - p
  e[l] = g
  e[m] = 0
}

/** Two rows turned: x ← c x + s y, y ← c y − s x. */
export function rotateRows(w: Float64Array, n: number, x: number, y: number, c: number, s: number): void {
  const end = x + n
  for (; x < end; x++, y++) {
    const a = w[x]!
    const b = w[y]!
    w[x] = c * a + s * b
    w[y] = c * b - s * a
  }
}
