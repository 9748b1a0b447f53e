// Eigenvalues and eigenvectors of symmetric tridiagonal matrices by division: T is two halves and a matrix of rank one,
// whose eigenvectors follow from a secular equation (Cuppen 1981, Gu and Eisenstat 1995; LAPACK's laed1 to laed3).
import type { Dense } from "./engine.ts"
import { exchangeRows } from "./elimination.ts"
import { implicitQL } from "./implicit.ts"
import { secularRoot } from "./secular.ts"

/** Up to this size QL steps are faster. */
const LEAF = 24
const EPS = 2 ** -52

/** Room for n × n matrices: eigenvectors as rows, rows laid together, those of the secular equation, their product. */
interface Places {
  readonly n: number
  readonly q: number
  readonly packed: number
  readonly vectors: number
  readonly result: number
}

/** How many numbers `divideSymmetric` needs behind the eigenvectors. */
export const roomForSymmetric = (n: number): number => 3 * n * n

/**
 * Eigenvalues of the matrix with diagonal d and e beside it, ascending into d; eigenvectors as rows of the n × n numbers
 * at q, which are overwritten, as is e.
 */
export function divideSymmetric(dense: Dense, n: number, d: Float64Array, e: Float64Array, q: number, room: number): void {
  dense.w.fill(0, q, q + n * n)
  divide(dense, { n, q, packed: room, vectors: room + n * n, result: room + 2 * n * n }, d, e, 0, n)
}

function divide(dense: Dense, at: Places, d: Float64Array, e: Float64Array, lo: number, hi: number): void {
  if (hi - lo <= LEAF) return solveLeaf(dense.w, at, d, e, lo, hi)
  const mid = (lo + hi) >> 1
  const rho = e[mid - 1] as number
  d[mid - 1] = (d[mid - 1] as number) - Math.abs(rho)
  d[mid] = (d[mid] as number) - Math.abs(rho)
  divide(dense, at, d, e, lo, mid)
  divide(dense, at, d, e, mid, hi)
  merge(dense, at, d, rho, lo, mid, hi)
}

function solveLeaf(w: Float64Array, { n, q }: Places, d: Float64Array, e: Float64Array, lo: number, hi: number): void {
  for (let i = lo; i < hi; i++) w[q + i * n + i] = 1
  implicitQL(d, e, lo, hi, w, q + lo, n, hi - lo)
  // ascending, by selection: few rows
  for (let i = lo; i < hi; i++) {
    let least = i
    for (let j = i + 1; j < hi; j++) if ((d[j] as number) < (d[least] as number)) least = j
    if (least === i) continue
    const x = d[i] as number
    d[i] = d[least] as number
    d[least] = x
    exchangeRows(w, hi - lo, q + i * n + lo, q + least * n + lo)
  }
}

/** Both halves are solved: T = Q (D + ρ z zᵀ) Qᵀ with z made of the rows of Q at the seam. */
function merge(dense: Dense, at: Places, d: Float64Array, seam: number, lo: number, mid: number, hi: number): void {
  const { w } = dense
  const { n, q } = at
  const size = hi - lo
  // to the size of 1, by a power of two, so that no square leaves the range
  let top = Math.abs(seam)
  for (let i = lo; i < hi; i++) top = Math.max(top, Math.abs(d[i] as number))
  const scale = top < 2 ** -1000 ? 2 ** 1000 : 2 ** -Math.floor(Math.log2(top))
  for (let i = lo; i < hi; i++) d[i] = (d[i] as number) * scale
  const z = new Float64Array(size)
  for (let i = lo; i < mid; i++) z[i - lo] = w[q + i * n + mid - 1]! * Math.SQRT1_2
  for (let i = mid; i < hi; i++) z[i - lo] = w[q + i * n + mid]! * (seam < 0 ? -Math.SQRT1_2 : Math.SQRT1_2)
  const rho = 2 * Math.abs(seam) * scale
  const { kept, dropped } = deflate(w, at, d, z, rho, lo, mid, hi)
  const values = new Float64Array(size)
  solveKept(dense, at, d, z, rho, kept, lo, mid, hi, values)
  dropped.forEach((i, k) => {
    values[kept.length + k] = d[i] as number
    const to = at.result + (kept.length + k) * n
    w.copyWithin(to + lo, q + i * n + lo, q + i * n + hi)
  })
  const order = Array.from(values.keys()).sort((i, j) => (values[i] as number) - (values[j] as number))
  order.forEach((from, to) => {
    d[lo + to] = (values[from] as number) / scale
    const row = at.result + from * n
    w.copyWithin(q + (lo + to) * n + lo, row + lo, row + hi)
  })
}

/**
 * Parts the poles: where z is negligible, or made so by turning two equal poles' vectors, an eigenpair is already there.
 * `kept` is ascending; both hold numbers of rows. z is indexed from lo.
 */
function deflate(
  w: Float64Array,
  { n, q }: Places,
  d: Float64Array,
  z: Float64Array,
  rho: number,
  lo: number,
  mid: number,
  hi: number,
): { readonly kept: number[]; readonly dropped: number[] } {
  const order = mergeOrder(d, lo, mid, hi)
  let [top, topZ] = [0, 0]
  for (let i = lo; i < hi; i++) {
    top = Math.max(top, Math.abs(d[i] as number))
    topZ = Math.max(topZ, Math.abs(z[i - lo] as number))
  }
  const limit = 4 * EPS * Math.max(top, topZ)
  const kept: number[] = []
  const dropped: number[] = []
  let before = -1
  for (const i of order) {
    if (rho * Math.abs(z[i - lo] as number) <= limit) {
      dropped.push(i)
      continue
    }
    if (before >= 0 && turned(w, n, q, d, z, before, i, limit, lo, hi)) dropped.push(before)
    else if (before >= 0) kept.push(before)
    before = i
  }
  if (before >= 0) kept.push(before)
  dropped.sort((i, j) => (d[i] as number) - (d[j] as number))
  return { kept, dropped }
}

/** Rows of both halves in ascending order of d: each half is sorted already. */
function mergeOrder(d: Float64Array, lo: number, mid: number, hi: number): number[] {
  const out: number[] = []
  for (let i = lo, j = mid; i < mid || j < hi; ) out.push(j === hi || (i < mid && (d[i] as number) <= (d[j] as number)) ? i++ : j++)
  return out
}

/** Turns the vectors of two poles so that z vanishes in the first, if that disturbs the matrix by no more than `limit`. */
function turned(
  w: Float64Array,
  n: number,
  q: number,
  d: Float64Array,
  z: Float64Array,
  i: number,
  j: number,
  limit: number,
  lo: number,
  hi: number,
): boolean {
  const [zi, zj, di, dj] = [z[i - lo], z[j - lo], d[i], d[j]] as [number, number, number, number]
  const length = Math.hypot(zi, zj)
  const [c, s] = [zj / length, -zi / length]
  if (Math.abs((dj - di) * c * s) > limit) return false
  z[j - lo] = length
  z[i - lo] = 0
  d[i] = di * c * c + dj * s * s
  d[j] = di * s * s + dj * c * c
  for (let k = lo, r = q + i * n + lo, t = q + j * n + lo; k < hi; k++, r++, t++) {
    const [x, y] = [w[r]!, w[t]!]
    w[r] = c * x + s * y
    w[t] = c * y - s * x
  }
  return true
}

/** Rows of a half that take part have elements in its columns; a turned row has them in both. */
function touches(w: Float64Array, row: number, from: number, to: number): boolean {
  for (let j = from; j < to; j++) if (w[row + j] !== 0) return true
  return false
}

/** Eigenvalues of D + ρ z zᵀ on the kept poles, and the rows of Q that belong to them, into `result`. */
function solveKept(
  dense: Dense,
  at: Places,
  d: Float64Array,
  z: Float64Array,
  rho: number,
  kept: readonly number[],
  lo: number,
  mid: number,
  hi: number,
  values: Float64Array,
): void {
  const { w } = dense
  const { n, q, packed, vectors, result } = at
  const k = kept.length
  for (let i = 0; i < k; i++) w.fill(0, result + i * n + lo, result + i * n + hi)
  if (k === 0) return
  const poles = Float64Array.from(kept, (i) => d[i] as number)
  const weights = Float64Array.from(kept, (i) => rho * (z[i - lo] as number) ** 2)
  for (let j = 0; j < k; j++) {
    const { pole, shift } = secularRoot(w, vectors + j * k, k, j, poles, false, weights)
    values[j] = (poles[pole] as number) + shift
  }
  const exact = consistentWeights(w, vectors, k, poles, false)
  kept.forEach((i, p) => {
    if ((z[i - lo] as number) < 0) exact[p] = -(exact[p] as number)
  })
  // columns of the first half see its rows and turned ones, those of the second half its own and turned ones
  const [firsts, boths, lasts]: [number[], number[], number[]] = [[], [], []]
  kept.forEach((i, p) => {
    const upper = touches(w, q + i * n, lo, mid)
    ;(touches(w, q + i * n, mid, hi) ? (upper ? boths : lasts) : firsts).push(p)
  })
  const order = [...firsts, ...boths, ...lasts]
  const [above, skipped] = [firsts.length + boths.length, firsts.length]
  writeVectors(w, vectors, k, exact, order)
  const [n1, n2] = [mid - lo, hi - mid]
  order
    .slice(0, above)
    .forEach((p, r) => w.copyWithin(packed + r * n1, q + (kept[p] as number) * n + lo, q + (kept[p] as number) * n + mid))
  const second = packed + above * n1
  order.slice(skipped).forEach((p, r) => w.copyWithin(second + r * n2, q + (kept[p] as number) * n + mid, q + (kept[p] as number) * n + hi))
  dense.multiplyAdd(w, 1, k, n1, above, vectors, k, 1, packed, n1, 1, result + lo, n)
  dense.multiplyAdd(w, 1, k, n2, k - skipped, vectors + skipped, k, 1, second, n2, 1, result + mid, n)
}

/**
 * The |zᵢ| for which the computed roots are exact: z̃ᵢ² = Π (λⱼ − pᵢ) / Π (pⱼ − pᵢ). With them the vectors are orthogonal to
 * working precision, however close the poles (Gu and Eisenstat). Rows at `vectors` hold pᵢ − λⱼ.
 */
export function consistentWeights(w: Float64Array, vectors: number, k: number, poles: Float64Array, squares: boolean): Float64Array {
  const out = new Float64Array(k)
  for (let i = 0; i < k; i++) out[i] = -w[vectors + i * k + i]!
  for (let j = 0; j < k; j++) {
    const row = vectors + j * k
    const pj = poles[j]!
    for (let i = 0; i < k; i++) {
      if (i === j) continue
      const pi = poles[i]!
      out[i] = (out[i]! * w[row + i]!) / (squares ? (pi - pj) * (pi + pj) : pi - pj)
    }
  }
  for (let i = 0; i < k; i++) out[i] = Math.sqrt(Math.abs(out[i]!))
  return out
}

/** Row j becomes the unit vector along z̃ᵢ / (pᵢ − λⱼ), its elements in the given order of poles. */
function writeVectors(w: Float64Array, vectors: number, k: number, z: Float64Array, order: readonly number[]): void {
  const row = new Float64Array(k)
  for (let j = 0, at = vectors; j < k; j++, at += k) {
    let sum = 0
    for (let i = 0; i < k; i++) {
      const x = z[i]! / w[at + i]!
      row[i] = x
      sum += x * x
    }
    const f = 1 / Math.sqrt(sum)
    for (let i = 0; i < k; i++) w[at + i] = f * row[order[i]!]!
  }
}
