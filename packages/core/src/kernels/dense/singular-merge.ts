// The conquering step of `divideSingular`: rows lo … mid and mid + 1 … hi are solved, and between them lies the row
// (0 … 0 α β 0 … 0), which in the vectors of the halves is the row z of the matrix M = [z; diag(d)] with d₀ = 0.
import type { Dense } from "./engine.ts"
import { rotateRows } from "./implicit.ts"
import { secularRoot } from "./secular.ts"
import type { SingularPlaces } from "./singular.ts"
import { consistentWeights } from "./symmetric.ts"

const EPS = 2 ** -52

export function mergeSingular(
  dense: Dense,
  at: SingularPlaces,
  d: Float64Array,
  alpha: number,
  beta: number,
  lo: number,
  mid: number,
  hi: number,
  wide: boolean,
): void {
  const { w } = dense
  const { n, u, v } = at
  const size = hi - lo
  const z = new Float64Array(size)
  d[mid] = 0
  // to the size of 1, by a power of two, so that no square leaves the range
  let top = Math.max(Math.abs(alpha), Math.abs(beta))
  for (let i = lo; i < hi; i++) top = Math.max(top, d[i] as number)
  const scale = top < 2 ** -1000 ? 2 ** 1000 : 2 ** -Math.floor(Math.log2(top))
  for (let i = lo; i < hi; i++) d[i] = (d[i] as number) * scale
  const [a, b] = [alpha * scale, beta * scale]
  for (let i = lo; i <= mid; i++) z[i - lo] = a * w[v + i * n + mid]!
  for (let i = mid + 1; i < hi; i++) z[i - lo] = b * w[v + i * n + mid + 1]!
  const limit = 32 * EPS
  if (wide) joinNullVectors(w, at, z, b, limit, lo, mid, hi)
  w[u + mid * n + mid] = 1
  const { kept, dropped } = deflate(w, at, d, z, limit, lo, mid, hi, wide)
  const values = new Float64Array(size)
  const columns = wide ? hi + 1 : hi
  const [newU, newV] = solveKept(dense, at, d, z, limit, kept, lo, mid, hi, wide, values)
  dropped.forEach((i, k) => {
    const p = kept.length + k
    values[p] = d[i] as number
    w.copyWithin(newU + p * n + lo, u + i * n + lo, u + i * n + hi)
    w.copyWithin(newV + p * n + lo, v + i * n + lo, v + i * n + columns)
  })
  const order = Array.from(values.keys()).sort((i, j) => (values[i] as number) - (values[j] as number))
  order.forEach((from, to) => {
    d[lo + to] = (values[from] as number) / scale
    const row = (lo + to) * n + lo
    w.copyWithin(u + row, newU + from * n + lo, newU + from * n + hi)
    w.copyWithin(v + row, newV + from * n + lo, newV + from * n + columns)
  })
}

/** Both halves have a right vector beyond their rows; turned, one of the two meets z, the other stays beyond the whole. */
function joinNullVectors(
  w: Float64Array,
  { n, v }: SingularPlaces,
  z: Float64Array,
  beta: number,
  limit: number,
  lo: number,
  mid: number,
  hi: number,
): void {
  const [z1, z2] = [z[mid - lo] as number, beta * w[v + hi * n + mid + 1]!]
  const length = Math.hypot(z1, z2)
  z[mid - lo] = length
  if (length <= limit) return
  rotateRows(w, hi + 1 - lo, v + mid * n + lo, v + hi * n + lo, z1 / length, z2 / length)
}

/** Parts the poles as `deflate` of the symmetric case does; pole 0, that of row mid, is always kept, and first. */
function deflate(
  w: Float64Array,
  { n, u, v }: SingularPlaces,
  d: Float64Array,
  z: Float64Array,
  limit: number,
  lo: number,
  mid: number,
  hi: number,
  wide: boolean,
): { readonly kept: number[]; readonly dropped: number[] } {
  const kept: number[] = [mid]
  const dropped: number[] = []
  let before = -1
  for (let i = lo, j = mid + 1; i < mid || j < hi; ) {
    const next = j === hi || (i < mid && (d[i] as number) <= (d[j] as number)) ? i++ : j++
    if (Math.abs(z[next - lo] as number) <= limit) {
      dropped.push(next)
      continue
    }
    if (before >= 0 && (d[next] as number) - (d[before] as number) <= limit) {
      // equal poles: turned, the first has no part in z any more
      const [zb, zn] = [z[before - lo] as number, z[next - lo] as number]
      const length = Math.hypot(zb, zn)
      z[next - lo] = length
      z[before - lo] = 0
      rotateRows(w, hi - lo, u + before * n + lo, u + next * n + lo, zn / length, -zb / length)
      rotateRows(w, (wide ? hi + 1 : hi) - lo, v + before * n + lo, v + next * n + lo, zn / length, -zb / length)
      dropped.push(before)
    } else if (before >= 0) kept.push(before)
    before = next
  }
  if (before >= 0) kept.push(before)
  return { kept, dropped }
}

function touches(w: Float64Array, row: number, from: number, to: number): boolean {
  for (let j = from; j < to; j++) if (w[row + j] !== 0) return true
  return false
}

/** Singular values of M on the kept poles, ascending, and the rows of U and V that belong to them, at the answered places. */
function solveKept(
  dense: Dense,
  at: SingularPlaces,
  d: Float64Array,
  z: Float64Array,
  limit: number,
  kept: readonly number[],
  lo: number,
  mid: number,
  hi: number,
  wide: boolean,
  values: Float64Array,
): readonly [number, number] {
  const { w } = dense
  const { n, u, v, room } = at
  const k = kept.length
  const columns = wide ? hi + 1 : hi
  const [vectors, packed, newU, newV] = [room, room + n * n, room + 2 * n * n, room + 3 * n * n]
  // a row that neither half sees: its value is what stands alone in z
  const alone = Math.abs(z[mid - lo] as number)
  if (alone <= limit) z[mid - lo] = limit
  const poles = Float64Array.from(kept, (i) => d[i] as number)
  poles[0] = 0
  if (k > 1 && (poles[1] as number) <= limit / 2) poles[1] = limit / 2
  const weights = Float64Array.from(kept, (i) => (z[i - lo] as number) ** 2)
  for (let j = 0; j < k; j++) {
    const { pole, shift } = secularRoot(w, vectors + j * k, k, j, poles, true, weights)
    const p = poles[pole] as number
    // √(p² + shift) without cancellation
    values[j] = k === 1 ? alone : p + shift / (p + Math.sqrt(p * p + shift))
  }
  const exact = consistentWeights(w, vectors, k, poles, true)
  kept.forEach((i, p) => {
    if ((z[i - lo] as number) < 0) exact[p] = -(exact[p] as number)
  })
  const upper = kept.map((i, p) => p > 0 && touches(w, u + i * n, lo, mid))
  const lower = kept.map((i, p) => p > 0 && touches(w, u + i * n, mid + 1, hi))
  // upper rows, the pole at 0, turned rows, lower rows
  const [firsts, boths, lasts]: [number[], number[], number[]] = [[], [], []]
  for (let p = 1; p < k; p++) (lower[p] ? (upper[p] ? boths : lasts) : firsts).push(p)
  const order = [...firsts, 0, ...boths, ...lasts]
  const above = firsts.length + 1 + boths.length

  const gather = (from: number, first: number, last: number, left: number, right: number, to: number): void => {
    const width = right - left
    for (let r = first; r < last; r++) {
      const row = from + (kept[order[r] as number] as number) * n
      w.copyWithin(to + (r - first) * width, row + left, row + right)
    }
  }
  const place = (from: number, result: number, first: number, last: number, left: number, right: number): void => {
    gather(from, first, last, left, right, packed)
    dense.multiplyAdd(w, 1, k, right - left, last - first, vectors + first, k, 1, packed, right - left, 1, result + left, n)
  }
  for (let i = 0; i < k; i++) {
    w.fill(0, newU + i * n + lo, newU + i * n + hi)
    w.fill(0, newV + i * n + lo, newV + i * n + columns)
  }
  // right vectors first, in place of the differences, which are kept apart for the left ones
  const differences = w.slice(vectors, vectors + k * k)
  writeVectors(w, vectors, k, differences, order, (p) => exact[p]!, 0)
  place(v, newV, 0, above, lo, mid + 1)
  place(v, newV, wide ? firsts.length : firsts.length + 1, k, mid + 1, columns)
  writeVectors(w, vectors, k, differences, order, (p) => exact[p]! * poles[p]!, -1)
  place(u, newU, 0, above, lo, mid)
  place(u, newU, firsts.length + 1, k, mid + 1, hi)
  for (let j = 0; j < k; j++) w[newU + j * n + mid] = w[vectors + j * k + firsts.length]!
  return [newU, newV]
}

/** Row j becomes the unit vector along cₚ / (pₚ² − σⱼ²); for pole 0 `zero` itself where that is not 0. */
function writeVectors(
  w: Float64Array,
  vectors: number,
  k: number,
  differences: Float64Array,
  order: readonly number[],
  factor: (p: number) => number,
  zero: number,
): void {
  const factors = Float64Array.from({ length: k }, (_, p) => factor(p))
  const row = new Float64Array(k)
  for (let j = 0; j < k; j++) {
    let sum = 0
    for (let p = 0; p < k; p++) {
      const x = p === 0 && zero !== 0 ? zero : factors[p]! / differences[j * k + p]!
      row[p] = x
      sum += x * x
    }
    const f = 1 / Math.sqrt(sum)
    for (let p = 0; p < k; p++) w[vectors + j * k + p] = f * row[order[p]!]!
  }
}
