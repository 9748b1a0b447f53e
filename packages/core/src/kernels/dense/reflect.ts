// Householder's reflections H = 1 − τ v vᵀ, alone and in blocks: H₁ H₂ … = 1 − Vᵀ T V with the vectors as rows of V
// (Schreiber and Van Loan 1989; LAPACK's larfg, larft, larfb; Golub & Van Loan 5.1).
import type { Dense } from "./engine.ts"

/** So many reflections are applied at once. */
export const BLOCK = 32

/** What `reflection` found: τ, and the element that x becomes. */
export interface Reflection {
  readonly tau: number
  readonly length: number
}

/**
 * The reflection that takes n elements at x, `step` apart, to a multiple of the first axis; x becomes v with v₁ = 1.
 * LAPACK's sign: the multiple is opposite in sign to x₁, and τ = 0 where nothing is to be cleared.
 */
export function reflection(w: Float64Array, n: number, x: number, step: number): Reflection {
  const alpha = w[x] as number
  const rest = lengthOf(w, n - 1, x + step, step)
  if (rest > 0 && rest < SMALLEST && Math.abs(alpha) < SMALLEST) return reflectionOfSmall(w, n, x, step)
  w[x] = 1
  if (rest === 0) return { tau: 0, length: alpha }
  const size = Math.abs(alpha) > 1e-140 && Math.abs(alpha) < 1e140 ? Math.sqrt(alpha * alpha + rest * rest) : Math.hypot(alpha, rest)
  const length = alpha >= 0 ? -size : size
  const divisor = alpha - length
  for (let i = 1, p = x + step; i < n; i++, p += step) w[p] = w[p]! / divisor
  return { tau: (length - alpha) / length, length }
}

const SMALLEST = 2 ** -900

// Below, quotients of numbers with few digits would make H less than orthogonal.
function reflectionOfSmall(w: Float64Array, n: number, x: number, step: number): Reflection {
  for (let i = 0, p = x; i < n; i++, p += step) w[p] = w[p]! * 2 ** 500
  const { tau, length } = reflection(w, n, x, step)
  return { tau, length: length * 2 ** -500 }
}

/** √Σ x², with the largest taken out where squares leave the range. */
function lengthOf(w: Float64Array, n: number, x: number, step: number): number {
  let [s0, s1] = [0, 0]
  let i = 0
  let p = x
  for (; i + 1 < n; i += 2, p += 2 * step) {
    s0 += w[p]! * w[p]!
    s1 += w[p + step]! * w[p + step]!
  }
  if (i < n) s0 += w[p]! * w[p]!
  const sum = s0 + s1
  if (sum > 1e-280 && sum < 1e280) return Math.sqrt(sum)
  let top = 0
  for (i = 0, p = x; i < n; i++, p += step) top = Math.max(top, Math.abs(w[p]!))
  if (top === 0 || !Number.isFinite(top)) return top
  let scaled = 0
  for (i = 0, p = x; i < n; i++, p += step) scaled += (w[p]! / top) ** 2
  return top * Math.sqrt(scaled)
}

/** Reflections as rows of `count` × `size` numbers at v, `ld` apart; t has room for two BLOCK × BLOCK matrices. */
export interface Block {
  readonly v: number
  readonly ld: number
  readonly size: number
  readonly t: number
}

/** The upper triangle T of H₁ H₂ … H_count = 1 − Vᵀ T V, at t; the room behind it takes V Vᵀ. */
export function triangleOf(d: Dense, { v, ld, size, t }: Block, count: number, taus: Float64Array, first: number): void {
  const { w } = d
  const g = t + BLOCK * BLOCK
  w.fill(0, t, t + 2 * BLOCK * BLOCK)
  d.multiplyAdd(w, 1, count, count, size, v, ld, 1, v, 1, ld, g, BLOCK)
  for (let i = 0; i < count; i++) {
    const tau = taus[first + i] as number
    for (let r = 0; r < i; r++) {
      let s = 0
      for (let c = r; c < i; c++) s += w[t + r * BLOCK + c]! * w[g + c * BLOCK + i]!
      w[t + r * BLOCK + i] = -tau * s
    }
    w[t + i * BLOCK + i] = tau
  }
}

/** C ← (H₁ H₂ …) C, or with `back` (… H₂ H₁) C, for C of size × n; room for 2 · BLOCK · n numbers at `room`. */
export function reflectLeft(d: Dense, b: Block, count: number, back: boolean, n: number, c: number, ldc: number, room: number): void {
  const { w } = d
  const other = room + BLOCK * n
  w.fill(0, room, room + 2 * BLOCK * n)
  d.multiplyAdd(w, 1, count, n, b.size, b.v, b.ld, 1, c, ldc, 1, room, n)
  d.multiplyAdd(w, 1, count, n, count, b.t, back ? 1 : BLOCK, back ? BLOCK : 1, room, n, 1, other, n)
  d.multiplyAdd(w, -1, b.size, n, count, b.v, 1, b.ld, other, n, 1, c, ldc)
}

/** C ← C (H₁ H₂ …), or with `back` C (… H₂ H₁), for C of m × size; room for 2 · BLOCK · m numbers at `room`. */
export function reflectRight(d: Dense, b: Block, count: number, back: boolean, m: number, c: number, ldc: number, room: number): void {
  const { w } = d
  const other = room + BLOCK * m
  w.fill(0, room, room + 2 * BLOCK * m)
  d.multiplyAdd(w, 1, m, count, b.size, c, ldc, 1, b.v, 1, b.ld, room, BLOCK)
  d.multiplyAdd(w, 1, m, count, count, room, BLOCK, 1, b.t, back ? 1 : BLOCK, back ? BLOCK : 1, other, BLOCK)
  d.multiplyAdd(w, -1, m, b.size, count, other, BLOCK, 1, b.v, b.ld, 1, c, ldc)
}

/**
 * C ← C (H₁ ⋯ H_k)ᵀ = C H_k ⋯ H₁ for C of m × size: reflections are rows at v, zero before their 1. With `forward`, C H₁ ⋯ H_k.
 * `from(i)` tells where vectors of the block that begins with i have their first element that is not 0, `to` the end.
 */
export function reflectAllRight(
  d: Dense,
  k: number,
  v: number,
  ld: number,
  taus: Float64Array,
  forward: boolean,
  span: (first: number, count: number) => readonly [number, number],
  m: number,
  c: number,
  ldc: number,
  room: number,
): void {
  const t = room
  const blocks = Math.ceil(k / BLOCK)
  for (let b = 0; b < blocks; b++) {
    const first = BLOCK * (forward ? b : blocks - 1 - b)
    const count = Math.min(BLOCK, k - first)
    const [low, high] = span(first, count)
    const part = { v: v + first * ld + low, ld, size: high - low, t }
    triangleOf(d, part, count, taus, first)
    reflectRight(d, part, count, !forward, m, c + low, ldc, room + 2 * BLOCK * BLOCK)
  }
}

/** The room that `reflectAllRight` needs for m rows. */
export const roomForRight = (m: number): number => 2 * BLOCK * (BLOCK + m)
