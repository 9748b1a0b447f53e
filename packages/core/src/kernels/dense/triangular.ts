// Triangular systems with many right-hand sides, by halves, so that nearly all work is products (Elmroth et al. 2004).
import type { Dense } from "./engine.ts"

const LEAF = 8
const half = (n: number): number => ((n >> 1) + 7) & ~7

/** X ← L⁻¹ X for the k × k lower triangle at l, with ones on its diagonal if `unit`, and k × n right-hand sides. */
export function solveLower(d: Dense, k: number, n: number, l: number, ldl: number, x: number, ldx: number, unit: boolean): void {
  if (n === 1) return forward(d.w, k, l, ldl, x, ldx, unit)
  if (k > LEAF) {
    const h = half(k)
    solveLower(d, h, n, l, ldl, x, ldx, unit)
    d.multiplyAdd(d.w, -1, k - h, n, h, l + h * ldl, ldl, 1, x, ldx, 1, x + h * ldx, ldx)
    solveLower(d, k - h, n, l + h * ldl + h, ldl, x + h * ldx, ldx, unit)
    return
  }
  for (let i = 0; i < k; i++) {
    for (let p = 0; p < i; p++) subtractRow(d.w, n, x + i * ldx, x + p * ldx, d.w[l + i * ldl + p]!)
    if (!unit) divideRow(d.w, n, x + i * ldx, d.w[l + i * ldl + i]!)
  }
}

/** X ← U⁻¹ X for the k × k upper triangle at u. */
export function solveUpper(d: Dense, k: number, n: number, u: number, ldu: number, x: number, ldx: number, unit: boolean): void {
  if (n === 1) return backward(d.w, k, u, ldu, x, ldx, unit)
  if (k > LEAF) {
    const h = half(k)
    solveUpper(d, k - h, n, u + h * ldu + h, ldu, x + h * ldx, ldx, unit)
    d.multiplyAdd(d.w, -1, h, n, k - h, u + h, ldu, 1, x + h * ldx, ldx, 1, x, ldx)
    solveUpper(d, h, n, u, ldu, x, ldx, unit)
    return
  }
  for (let i = k - 1; i >= 0; i--) {
    for (let p = i + 1; p < k; p++) subtractRow(d.w, n, x + i * ldx, x + p * ldx, d.w[u + i * ldu + p]!)
    if (!unit) divideRow(d.w, n, x + i * ldx, d.w[u + i * ldu + i]!)
  }
}

/** X ← X L⁻ᵀ for m rows of k elements: each row is a system of its own. */
export function solveLowerRight(d: Dense, m: number, k: number, l: number, ldl: number, x: number, ldx: number): void {
  const { w } = d
  if (k > LEAF) {
    const h = half(k)
    solveLowerRight(d, m, h, l, ldl, x, ldx)
    d.multiplyAdd(w, -1, m, k - h, h, x, ldx, 1, l + h * ldl, 1, ldl, x + h, ldx)
    solveLowerRight(d, m, k - h, l + h * ldl + h, ldl, x + h, ldx)
    return
  }
  for (let i = 0; i < m; i++) forward(w, k, l, ldl, x + i * ldx, 1, false)
}

function subtractRow(w: Float64Array, n: number, to: number, from: number, f: number): void {
  if (f === 0) return
  for (let j = 0; j < n; j++) w[to + j] = w[to + j]! - f * w[from + j]!
}

function divideRow(w: Float64Array, n: number, row: number, by: number): void {
  for (let j = 0; j < n; j++) w[row + j] = w[row + j]! / by
}

function forward(w: Float64Array, k: number, l: number, ldl: number, x: number, step: number, unit: boolean): void {
  for (let i = 0; i < k; i++) {
    const row = l + i * ldl
    const s = w[x + i * step]! - dot(w, i, row, 1, x, step)
    w[x + i * step] = unit ? s : s / w[row + i]!
  }
}

function backward(w: Float64Array, k: number, u: number, ldu: number, x: number, step: number, unit: boolean): void {
  for (let i = k - 1; i >= 0; i--) {
    const row = u + i * ldu
    const s = w[x + i * step]! - dot(w, k - 1 - i, row + i + 1, 1, x + (i + 1) * step, step)
    w[x + i * step] = unit ? s : s / w[row + i]!
  }
}

/** Σ aᵢ bᵢ over n elements, in four sums. */
export function dot(w: Float64Array, n: number, a: number, sa: number, b: number, sb: number): number {
  let [s0, s1, s2, s3] = [0, 0, 0, 0]
  let i = 0
  for (; i + 3 < n; i += 4, a += 4 * sa, b += 4 * sb) {
    s0 += w[a]! * w[b]!
    s1 += w[a + sa]! * w[b + sb]!
    s2 += w[a + 2 * sa]! * w[b + 2 * sb]!
    s3 += w[a + 3 * sa]! * w[b + 3 * sb]!
  }
  for (; i < n; i++, a += sa, b += sb) s0 += w[a]! * w[b]!
  return s0 + s1 + (s2 + s3)
}
