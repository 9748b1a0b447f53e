// Eigenvalues of general real matrices: reduction to Hessenberg form, then Francis's double QR steps to a triangular matrix
// with 2 × 2 blocks (EISPACK's hqr2, LAPACK's lahqr; Golub & Van Loan 7.5).
import { NablaError } from "../errors.ts"
import { type Balance, balance } from "./dense/balance.ts"
import { type Dense, dense } from "./dense/engine.ts"
import { hessenberg, roomForHessenberg } from "./dense/hessenberg.ts"
import { rotateRows } from "./dense/implicit.ts"
import { reflectAllRight, roomForRight } from "./dense/reflect.ts"
import { scaled, scaleOf, transposed } from "./matrices.ts"

/** Q and T with A = Q T Qᵀ, T zero below the diagonal but for 2 × 2 blocks of complex pairs, and the eigenvalues. */
export interface RealSchur {
  readonly q: Float64Array
  readonly t: Float64Array
  readonly re: Float64Array
  readonly im: Float64Array
  /** Where given, Q T Qᵀ is D⁻¹ Pᵀ A P D. */
  readonly balance?: Balance
}

/** The Schur form of D⁻¹ Pᵀ A P D, a matrix with rows and columns of like size that has the eigenvalues of A. */
export function factorBalanced(matrix: Float64Array, n: number, vectors: boolean): RealSchur {
  const scale = scaleOf(matrix)
  if (Number.isNaN(scale)) return factorSchur(matrix, n, vectors)
  const a = matrix.map((x) => x * scale)
  const found = balance(a, n)
  const { scales, order } = found
  // from the matrix as it is, for what vanished on the way need not vanish here
  for (let i = 0, p = 0; i < n; i++) {
    const row = (order[i] as number) * n
    for (let j = 0; j < n; j++, p++) a[p] = matrix[row + order[j]!]! * (scales[j]! / scales[i]!)
  }
  return { ...factorSchur(a, n, vectors), balance: found }
}

/** T at h and Qᵀ at q, both n × n in w; without `vectors` only the eigenvalues are wanted. */
interface Iteration {
  readonly d: Dense
  readonly w: Float64Array
  readonly n: number
  readonly h: number
  readonly q: number
  readonly vectors: boolean
  readonly re: Float64Array
  readonly im: Float64Array
}

/** The Schur form; without `vectors` q and t are of no use. */
export function factorSchur(matrix: Float64Array, n: number, vectors = true): RealSchur {
  const [re, im] = [new Float64Array(n), new Float64Array(n)]
  const scale = scaleOf(matrix)
  if (Number.isNaN(scale)) {
    const nothing = new Float64Array(n * n).fill(Number.NaN)
    return { q: nothing, t: nothing, re: re.fill(Number.NaN), im: im.fill(Number.NaN) }
  }
  const [v, q, room] = [n * n, 2 * n * n, 3 * n * n]
  const d = dense(n, room + Math.max(roomForHessenberg(n), roomForRight(n)))
  const { w } = d
  w.set(scaled(matrix, scale))
  const taus = new Float64Array(n)
  hessenberg(d, n, 0, v, taus, room)
  if (vectors) {
    w.fill(0, q, room)
    for (let i = 0; i < n; i++) w[q + i * n + i] = 1
    reflectAllRight(d, Math.max(0, n - 2), v, n, taus, false, (first) => [first + 1, n], n, q, n, room)
  }
  iterate({ d, w, n, h: 0, q, vectors, re, im })
  for (const part of [re, im]) for (let i = 0; i < n; i++) part[i] = (part[i] as number) / scale
  const t = w.slice(0, vectors ? n * n : 0)
  if (scale !== 1) for (let i = 0; i < t.length; i++) t[i] = (t[i] as number) / scale
  return { q: vectors ? transposed(w.subarray(q, room), n, n) : t, t, re, im }
}

function iterate(it: Iteration): void {
  const { w, n, h, re } = it
  let norm = 0
  for (let i = 0; i < n * n; i++) norm += Math.abs(w[h + i]!)
  let last = n - 1
  let steps = 0
  while (last >= 0) {
    const first = splitAbove(w, h, n, last, norm / n, steps)
    if (first >= last - 1) {
      if (first === last) re[last] = w[h + last * n + last] as number
      else settlePair(it, last)
      last = first - 1
      steps = 0
    } else {
      if (steps > 30 * Math.max(10, n)) throw new NablaError("unsupported", `eig: no convergence on a matrix of ${n} × ${n}`)
      doubleStep(it, first, last, steps++)
    }
  }
}

/** The first row of the block that ends at `last`: above it the subdiagonal is negligible, and is cleared. */
function splitAbove(w: Float64Array, h: number, n: number, last: number, norm: number, steps: number): number {
  for (let l = last; l > 0; l--) {
    const p = h + l * n + l
    if (!negligible(w, p, n, norm, steps)) continue
    w[p - 1] = 0
    return l
  }
  return 0
}

const EPS = 2 ** -52
const TINY = 2 ** -960

/**
 * Whether the element beside the diagonal element at p may be cleared: against its neighbours, and so that the smaller
 * eigenvalue of the 2 × 2 block moves by no more than its own rounding (Ahues and Tisseur 1997). Where all neighbours are
 * rounding noise, against the whole, and the more so the longer it takes.
 */
function negligible(w: Float64Array, p: number, n: number, norm: number, steps: number): boolean {
  const [above, left, here, across] = [w[p - n - 1]!, Math.abs(w[p - 1]!), w[p]!, Math.abs(w[p - n]!)]
  if (left < TINY) return true
  const around = Math.abs(above) + Math.abs(here)
  if (steps > 20 && left <= (EPS * Math.max(around, norm) * steps) / 20) return true
  if (left > EPS * (around === 0 ? norm : around)) return false
  const [size, gap] = [Math.abs(here), Math.abs(above - here)]
  const [most, side] = [Math.max(size, gap), Math.max(left, across)]
  const sum = most + side
  return Math.min(left, across) * (side / sum) <= Math.max(TINY, EPS * (Math.min(size, gap) * (most / sum)))
}

/** A 2 × 2 block: two real eigenvalues make it triangular, a complex pair stays. */
function settlePair(it: Iteration, last: number): void {
  const { w, n, h, re, im } = it
  const k = last - 1
  const p = h + k * n + k
  const [a, b, c, d] = [w[p], w[p + 1], w[p + n], w[p + n + 1]] as [number, number, number, number]
  const half = (a - d) / 2
  const discriminant = half * half + b * c
  if (discriminant < 0) {
    re[k] = d + half
    re[last] = d + half
    im[k] = Math.sqrt(-discriminant)
    im[last] = -(im[k] as number)
    return
  }
  const z = half >= 0 ? half + Math.sqrt(discriminant) : half - Math.sqrt(discriminant)
  re[k] = d + z
  re[last] = z !== 0 ? d - (b * c) / z : d + z
  if (c === 0) return
  const length = Math.hypot(c, z)
  if (it.vectors) turnPlane(it, k, z / length, c / length)
  w[p + n] = 0
}

/** Rows and columns k and k + 1 turned by the same angle. */
function turnPlane({ w, n, h, q }: Iteration, k: number, cos: number, sin: number): void {
  rotateRows(w, n - k, h + k * n + k, h + (k + 1) * n + k, cos, sin)
  rotateRows(w, n, q + k * n, q + (k + 1) * n, cos, sin)
  for (let i = 0, p = h + k; i <= k + 1; i++, p += n) {
    const [x, y] = [w[p]!, w[p + 1]!]
    w[p] = cos * x + sin * y
    w[p + 1] = cos * y - sin * x
  }
}

/** Sum and product of the two shifts: those of the last 2 × 2 block, or exceptional ones where steps go in circles. */
function shifts(w: Float64Array, h: number, n: number, last: number, steps: number): readonly [number, number] {
  const p = h + last * n + last
  const [a, b, c, d] = [w[p - n - 1], w[p - n], w[p - 1], w[p]] as [number, number, number, number]
  if (steps > 0 && steps % 10 === 0) {
    const size = Math.abs(c) + Math.abs(w[p - n - 2] as number)
    return [1.5 * size + 2 * d, size * size + d * (d + 1.5 * size)]
  }
  return [a + d, a * d - b * c]
}

/** One implicit double QR step on rows first … last: a bulge of 3 × 3 is made at the top and chased to the bottom. */
function doubleStep(it: Iteration, first: number, last: number, steps: number): void {
  const { w, n, h } = it
  const [sum, product] = shifts(w, h, n, last, steps)
  const start = startOf(w, h, n, first, last, sum, product)
  for (let k = start; k < last; k++) {
    const p = h + k * n + k
    if (k > start) smallReflection(w[p - 1]!, w[p + n - 1]!, k + 2 <= last ? w[p + 2 * n - 1]! : 0)
    else {
      const [a, b, c, d] = [w[p]!, w[p + 1]!, w[p + n]!, w[p + n + 1]!]
      // scaled by the subdiagonal, for only the direction matters
      smallReflection((a * (a - sum) + product) / c + b, a + d - sum, k + 2 <= last ? w[p + 2 * n + 1]! : 0)
    }
    applySmall(it, k, first, last, k === start)
  }
}

/**
 * Where a step may begin below `first`: two small subdiagonals in a row do as well as one that vanishes (Francis; lahqr).
 */
function startOf(w: Float64Array, h: number, n: number, first: number, last: number, sum: number, product: number): number {
  for (let k = last - 2; k > first; k--) {
    const p = h + k * n + k
    const [a, b, c, d] = [w[p]!, w[p + 1]!, w[p + n]!, w[p + n + 1]!]
    const [x, y, z] = [(a * (a - sum) + product) / c + b, a + d - sum, w[p + 2 * n + 1]!]
    const around = Math.abs(x) * (Math.abs(w[p - n - 1]!) + Math.abs(a) + Math.abs(d))
    if (Math.abs(w[p - 1]!) * (Math.abs(y) + Math.abs(z)) <= 2 ** -53 * around) return k
  }
  return first
}

/** The reflection 1 − τ (1, v₁, v₂)ᵀ (1, v₁, v₂) that takes (x, y, z) to a multiple of the first axis. */
const small = { tau: 0, v1: 0, v2: 0, length: 0 }

function smallReflection(x: number, y: number, z: number): void {
  const top = Math.max(Math.abs(x), Math.abs(y), Math.abs(z))
  small.tau = 0
  small.length = x
  if (top === Math.abs(x) && y === 0 && z === 0) return
  const [a, b, c] = [x / top, y / top, z / top]
  const size = Math.sqrt(a * a + b * b + c * c)
  const length = a >= 0 ? -size : size
  small.tau = (length - a) / length
  small.v1 = b / (a - length)
  small.v2 = c / (a - length)
  small.length = length * top
}

/** The reflection in `small` on rows, columns and Q, from k on. */
function applySmall({ d, n, h, q, vectors }: Iteration, k: number, first: number, last: number, starts: boolean): void {
  const { w } = d
  const { tau, v1, v2, length } = small
  const three = k + 2 <= last
  const p = h + k * n + k
  if (!starts) {
    w[p - 1] = length
    w[p + n - 1] = 0
    if (three) w[p + 2 * n - 1] = 0
  } else if (k > first) w[p - 1] = w[p - 1]! * (1 - tau)
  if (tau === 0) return
  const end = vectors ? n : last + 1
  reflectRows(d, p, n, end - k, three)
  reflectColumns(w, h + (vectors ? 0 : first) * n + k, n, Math.min(last, k + 3) + 1 - (vectors ? 0 : first), tau, v1, v2, three)
  if (vectors) reflectRows(d, q + k * n, n, n, three)
}

function reflectRows(d: Dense, p: number, step: number, count: number, three: boolean): void {
  const { tau, v1, v2 } = small
  if (three) d.reflectThree(d.w, count, p, step, tau, v1, v2)
  else reflectTwo(d.w, count, p, p + step, tau, v1)
}

function reflectTwo(w: Float64Array, n: number, p: number, q: number, tau: number, v1: number): void {
  const end = p + n
  for (; p < end; p++, q++) {
    const f = w[p]! + v1 * w[q]!
    w[p] = w[p]! - f * tau
    w[q] = w[q]! - f * tau * v1
  }
}

function reflectColumns(
  w: Float64Array,
  p: number,
  step: number,
  count: number,
  tau: number,
  v1: number,
  v2: number,
  three: boolean,
): void {
  const [t1, t2] = [tau * v1, tau * v2]
  const end = p + count * step
  for (; p < end; p += step) {
    const f = three ? w[p]! + v1 * w[p + 1]! + v2 * w[p + 2]! : w[p]! + v1 * w[p + 1]!
    w[p] = w[p]! - f * tau
    w[p + 1] = w[p + 1]! - f * t1
    if (three) w[p + 2] = w[p + 2]! - f * t2
  }
}
