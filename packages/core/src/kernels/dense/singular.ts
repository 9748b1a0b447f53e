// Singular values and vectors of bidiagonal matrices by division: B is two halves and a row between them, and the whole
// follows from a secular equation (Gu and Eisenstat 1995; LAPACK's lasd0 to lasd3). Vectors are rows.
import type { Dense } from "./engine.ts"
import { exchangeRows } from "./elimination.ts"
import { diagonalize } from "./golubkahan.ts"
import { mergeSingular } from "./singular-merge.ts"

/** Up to this size QR steps are faster. */
const LEAF = 24

/** Left and right vectors as rows of n numbers, and room for three such matrices. */
export interface SingularPlaces {
  readonly n: number
  readonly u: number
  readonly v: number
  readonly room: number
}

export const roomForSingular = (n: number): number => 4 * n * n

/**
 * Singular values of the bidiagonal matrix with d on the diagonal and e above it, ascending into d; vectors as rows of the
 * n × n numbers at u and v, which are overwritten, as is e.
 */
export function divideSingular(dense: Dense, at: SingularPlaces, d: Float64Array, e: Float64Array): void {
  const { n, u, v } = at
  dense.w.fill(0, u, u + n * n)
  dense.w.fill(0, v, v + n * n)
  divide(dense, at, d, e, 0, n, false)
}

/** Rows lo … hi; with `wide` there is one column more, e[hi − 1], and one more right vector. */
function divide(dense: Dense, at: SingularPlaces, d: Float64Array, e: Float64Array, lo: number, hi: number, wide: boolean): void {
  if (hi - lo <= LEAF) return solveLeaf(dense.w, at, d, e, lo, hi, wide)
  const mid = (lo + hi) >> 1
  const [alpha, beta] = [d[mid] as number, e[mid] as number]
  divide(dense, at, d, e, lo, mid, true)
  divide(dense, at, d, e, mid + 1, hi, wide)
  mergeSingular(dense, at, d, alpha, beta, lo, mid, hi, wide)
}

function solveLeaf(
  w: Float64Array,
  { n, u, v }: SingularPlaces,
  d: Float64Array,
  e: Float64Array,
  lo: number,
  hi: number,
  wide: boolean,
): void {
  const right = wide ? hi + 1 : hi
  for (let i = lo; i < hi; i++) w[u + i * n + i] = 1
  for (let i = lo; i < right; i++) w[v + i * n + i] = 1
  diagonalize(d, e, lo, hi, wide, { w, row: u + lo, step: n, count: hi - lo }, { w, row: v + lo, step: n, count: right - lo })
  for (let i = lo; i < hi; i++) {
    let least = i
    for (let j = i + 1; j < hi; j++) if ((d[j] as number) < (d[least] as number)) least = j
    if (least === i) continue
    const x = d[i] as number
    d[i] = d[least] as number
    d[least] = x
    exchangeRows(w, hi - lo, u + i * n + lo, u + least * n + lo)
    exchangeRows(w, right - lo, v + i * n + lo, v + least * n + lo)
  }
}
