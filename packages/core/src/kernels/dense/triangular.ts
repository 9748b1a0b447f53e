// Triangular systems with many right-hand sides, by halves, so that nearly all work is products (Elmroth et al. 2004).
import type { Dense } from "./engine.ts"

const LEAF = 8
const half = (n: number): number => ((n >> 1) + 7) & ~7

/** X ← L⁻¹ X for the k × k lower triangle at l, with ones on its diagonal if `unit`, and k × n right-hand sides. */
export function solveLower(d: Dense, k: number, n: number, l: number, ldl: number, x: number, ldx: number, unit: boolean): void {
  const { w } = d
  if (k > leafFor(n)) {
    const h = half(k)
    solveLower(d, h, n, l, ldl, x, ldx, unit)
    d.multiplyAdd(w, -1, k - h, n, h, l + h * ldl, ldl, 1, x, ldx, 1, x + h * ldx, ldx)
    solveLower(d, k - h, n, l + h * ldl + h, ldl, x + h * ldx, ldx, unit)
    return
  }
  if (n === 1) return forward(w, k, l, ldl, x, ldx, unit)
  for (let i = 0; i < k; i++) {
    for (let p = 0; p < i; p++) subtract(d, n, w[l + i * ldl + p]!, x + i * ldx, x + p * ldx)
    if (!unit) divideRow(w, n, x + i * ldx, w[l + i * ldl + i]!)
  }
}

/** X ← U⁻¹ X for the k × k upper triangle at u, with ones on its diagonal if `unit`. */
export function solveUpper(d: Dense, k: number, n: number, u: number, ldu: number, x: number, ldx: number, unit: boolean): void {
  const { w } = d
  if (k > leafFor(n)) {
    const h = half(k)
    solveUpper(d, k - h, n, u + h * ldu + h, ldu, x + h * ldx, ldx, unit)
    d.multiplyAdd(w, -1, h, n, k - h, u + h, ldu, 1, x + h * ldx, ldx, 1, x, ldx)
    solveUpper(d, h, n, u, ldu, x, ldx, unit)
    return
  }
  if (n === 1) return backward(w, k, u, ldu, x, ldx, unit)
  for (let i = k - 1; i >= 0; i--) {
    for (let p = i + 1; p < k; p++) subtract(d, n, w[u + i * ldu + p]!, x + i * ldx, x + p * ldx)
    if (!unit) divideRow(w, n, x + i * ldx, w[u + i * ldu + i]!)
  }
}

const leafFor = (n: number): number => (n === 1 ? 32 : LEAF)

/** Row at x loses f times the row at y; of long rows the engine takes care. */
function subtract(d: Dense, n: number, f: number, x: number, y: number): void {
  if (f === 0) return
  if (n > 24) d.subtractRow(d.w, n, f, x, y)
  else for (let j = 0; j < n; j++) d.w[x + j] = d.w[x + j]! - f * d.w[y + j]!
}

/** X ← X L⁻ᵀ for m rows of k elements: each row is a system of its own. */
export function solveLowerRight(d: Dense, m: number, k: number, l: number, ldl: number, x: number, ldx: number): void {
  const { w } = d
  if (k > 4) {
    const h = k > 16 ? half(k) : 4
    solveLowerRight(d, m, h, l, ldl, x, ldx)
    d.multiplyAdd(w, -1, m, k - h, h, x, ldx, 1, l + h * ldl, 1, ldl, x + h, ldx)
    solveLowerRight(d, m, k - h, l + h * ldl + h, ldl, x + h, ldx)
    return
  }
  if (k < 4) {
    for (let i = 0; i < m; i++) forward(w, k, l, ldl, x + i * ldx, 1, false)
    return
  }
  const [l1, l2, l3] = [l + ldl, l + 2 * ldl, l + 3 * ldl]
  const [d0, d1, d2, d3] = [w[l]!, w[l1 + 1]!, w[l2 + 2]!, w[l3 + 3]!]
  const [a10, a20, a21, a30, a31, a32] = [w[l1]!, w[l2]!, w[l2 + 1]!, w[l3]!, w[l3 + 1]!, w[l3 + 2]!]
  for (let p = x, end = x + m * ldx; p < end; p += ldx) {
    const x0 = w[p]! / d0
    const x1 = (w[p + 1]! - a10 * x0) / d1
    const x2 = (w[p + 2]! - a20 * x0 - a21 * x1) / d2
    w[p] = x0
    w[p + 1] = x1
    w[p + 2] = x2
    w[p + 3] = (w[p + 3]! - a30 * x0 - a31 * x1 - a32 * x2) / d3
  }
}

function divideRow(w: Float64Array, n: number, row: number, by: number): void {
  for (let j = 0; j < n; j++) w[row + j] = w[row + j]! / by
}

function forward(w: Float64Array, k: number, l: number, ldl: number, x: number, step: number, unit: boolean): void {
  for (let i = 0; i < k; i++) {
    const row = l + i * ldl
    let s = w[x + i * step]!
    for (let p = row, q = x; p < row + i; p++, q += step) s -= w[p]! * w[q]!
    w[x + i * step] = unit ? s : s / w[row + i]!
  }
}

function backward(w: Float64Array, k: number, u: number, ldu: number, x: number, step: number, unit: boolean): void {
  for (let i = k - 1; i >= 0; i--) {
    const row = u + i * ldu
    let s = w[x + i * step]!
    for (let p = row + i + 1, q = x + (i + 1) * step; p < row + k; p++, q += step) s -= w[p]! * w[q]!
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
