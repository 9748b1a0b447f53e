// Eigenvalues of general real matrices: reduction to Hessenberg form by Householder's reflections, then Francis's double
// QR steps to a triangular matrix with 2 × 2 blocks (as EISPACK's orthes and hqr2 order them).
import { NablaError } from "../errors.ts"
import { identity } from "./matrices.ts"
import { reflectorOf, reflectRows } from "./qr.ts"

/** Q and T with A = Q T Qᵀ, T zero below the diagonal but for 2 × 2 blocks of complex pairs, and the eigenvalues. */
export interface RealSchur {
  readonly q: Float64Array
  readonly t: Float64Array
  readonly re: Float64Array
  readonly im: Float64Array
}

/** Columns are reflected: A ← A − τ (A v) vᵀ. */
function reflectColumns(a: Float64Array, n: number, v: Float64Array, tau: number, start: number): void {
  for (let i = 0; i < n; i++) {
    let dot = 0
    for (let j = start; j < n; j++) dot += (a[i * n + j] as number) * (v[j] as number)
    const f = tau * dot
    if (f !== 0) for (let j = start; j < n; j++) a[i * n + j] = (a[i * n + j] as number) - f * (v[j] as number)
  }
}

/** A = Q H Qᵀ with H zero below its first subdiagonal. */
function hessenberg(a: Float64Array, n: number): Float64Array {
  const q = identity(n)
  for (let k = 0; k + 2 < n; k++) {
    const v = new Float64Array(n)
    for (let i = k + 1; i < n; i++) v[i] = a[i * n + k] as number
    const { tau, length } = reflectorOf(v, k + 1, n)
    if (tau === 0) continue
    reflectRows(a, n, v, tau, k + 1, n, k + 1)
    reflectColumns(a, n, v, tau, k + 1)
    reflectColumns(q, n, v, tau, k + 1)
    a[(k + 1) * n + k] = length
    for (let i = k + 2; i < n; i++) a[i * n + k] = 0
  }
  return q
}

export function factorSchur(matrix: Float64Array, n: number): RealSchur {
  const h = matrix.slice()
  const [re, im] = [new Float64Array(n), new Float64Array(n)]
  if (matrix.some((x) => !Number.isFinite(x))) return { q: h.fill(Number.NaN), t: h, re: re.fill(Number.NaN), im: im.fill(Number.NaN) }
  const q = hessenberg(h, n)
  let norm = 0
  for (const x of h) norm += Math.abs(x)
  let last = n - 1
  let steps = 0
  while (last >= 0) {
    const first = splitAbove(h, n, last, norm / n, steps)
    if (first === last) {
      re[last] = h[last * n + last] as number
      last--
      steps = 0
    } else if (first === last - 1) {
      settlePair(h, n, q, last, re, im)
      last -= 2
      steps = 0
    } else {
      if (steps > 30 * Math.max(10, n)) throw new NablaError("unsupported", `eig: no convergence on a matrix of ${n} × ${n}`)
      doubleStep(h, n, q, first, last, steps++)
    }
  }
  return { q, t: h, re, im }
}

/** The first row of the block that ends at `last`: above it the subdiagonal is negligible, and is cleared. */
function splitAbove(h: Float64Array, n: number, last: number, norm: number, steps: number): number {
  for (let l = last; l > 0; l--) {
    const around = Math.abs(h[(l - 1) * n + l - 1] as number) + Math.abs(h[l * n + l] as number)
    // against neighbours, which keeps small eigenvalues exact; where all of them are rounding noise, against the whole
    if (Math.abs(h[l * n + l - 1] as number) <= 2 ** -52 * (around === 0 || steps > 20 ? norm : around)) {
      h[l * n + l - 1] = 0
      return l
    }
  }
  return 0
}

/** A 2 × 2 block: two real eigenvalues make it triangular, a complex pair stays. */
function settlePair(h: Float64Array, n: number, q: Float64Array, last: number, re: Float64Array, im: Float64Array): void {
  const k = last - 1
  const [a, b, c, d] = [h[k * n + k], h[k * n + last], h[last * n + k], h[last * n + last]] as [number, number, number, number]
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
  turnPlane(h, n, q, k, z / length, c / length)
  h[last * n + k] = 0
}

/** Rows and columns k and k + 1 turned by the same angle. */
function turnPlane(h: Float64Array, n: number, q: Float64Array, k: number, cos: number, sin: number): void {
  for (let j = 0; j < n; j++) {
    const [x, y] = [h[k * n + j] as number, h[(k + 1) * n + j] as number]
    h[k * n + j] = cos * x + sin * y
    h[(k + 1) * n + j] = cos * y - sin * x
  }
  for (const m of [h, q]) {
    for (let i = 0; i < n; i++) {
      const [x, y] = [m[i * n + k] as number, m[i * n + k + 1] as number]
      m[i * n + k] = cos * x + sin * y
      m[i * n + k + 1] = cos * y - sin * x
    }
  }
}

/** Sum and product of the two shifts: those of the last 2 × 2 block, or exceptional ones where steps go in circles. */
function shifts(h: Float64Array, n: number, last: number, steps: number): readonly [number, number] {
  const at = (i: number, j: number): number => h[i * n + j] as number
  if (steps > 0 && steps % 10 === 0) {
    const size = Math.abs(at(last, last - 1)) + Math.abs(at(last - 1, last - 2))
    return [1.5 * size + 2 * at(last, last), size * size + at(last, last) * (at(last, last) + 1.5 * size)]
  }
  return [at(last - 1, last - 1) + at(last, last), at(last - 1, last - 1) * at(last, last) - at(last - 1, last) * at(last, last - 1)]
}

/** One implicit double QR step on rows first … last: a bulge of 3 × 3 is made at the top and chased to the bottom. */
function doubleStep(h: Float64Array, n: number, q: Float64Array, first: number, last: number, steps: number): void {
  const at = (i: number, j: number): number => h[i * n + j] as number
  const [sum, product] = shifts(h, n, last, steps)
  const k0 = first
  let x = at(k0, k0) * at(k0, k0) + at(k0, k0 + 1) * at(k0 + 1, k0) - sum * at(k0, k0) + product
  let y = at(k0 + 1, k0) * (at(k0, k0) + at(k0 + 1, k0 + 1) - sum)
  let z = at(k0 + 1, k0) * at(k0 + 2, k0 + 1)
  for (let k = first; k < last; k++) {
    const size = k === last - 1 ? 2 : 3
    reflectSmall(h, n, q, k, size, Math.max(first, k - 1), Math.min(last, k + 3), x, y, size === 3 ? z : 0, k > first)
    x = at(k + 1, k)
    y = k + 2 <= last ? at(k + 2, k) : 0
    z = k + 3 <= last ? at(k + 3, k) : 0
  }
}

/** The reflection that takes (x, y, z) to a multiple of the first axis, on rows, columns and Q. */
function reflectSmall(
  h: Float64Array,
  n: number,
  q: Float64Array,
  k: number,
  size: number,
  left: number,
  bottom: number,
  x: number,
  y: number,
  z: number,
  chasing: boolean,
): void {
  const v = Float64Array.of(x, y, z)
  const { tau, length } = reflectorOf(v, 0, size)
  if (tau === 0) return
  const [, v1, v2] = v as unknown as [number, number, number]
  const from = chasing ? left + 1 : k
  for (let j = from; j < n; j++) {
    const p = k * n + j
    const f = tau * ((h[p] as number) + v1 * (h[p + n] as number) + (size === 3 ? v2 * (h[p + 2 * n] as number) : 0))
    h[p] = (h[p] as number) - f
    h[p + n] = (h[p + n] as number) - f * v1
    if (size === 3) h[p + 2 * n] = (h[p + 2 * n] as number) - f * v2
  }
  if (chasing) {
    h[k * n + k - 1] = length
    h[(k + 1) * n + k - 1] = 0
    if (size === 3) h[(k + 2) * n + k - 1] = 0
  }
  for (const [m, end] of [
    [h, bottom + 1],
    [q, n],
  ] as const) {
    for (let i = 0; i < end; i++) {
      const p = i * n + k
      const f = tau * ((m[p] as number) + v1 * (m[p + 1] as number) + (size === 3 ? v2 * (m[p + 2] as number) : 0))
      m[p] = (m[p] as number) - f
      m[p + 1] = (m[p + 1] as number) - f * v1
      if (size === 3) m[p + 2] = (m[p + 2] as number) - f * v2
    }
  }
}
