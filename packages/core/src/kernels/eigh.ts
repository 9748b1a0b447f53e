// Eigenvalues of symmetric matrices: Householder's tridiagonalization, then QL steps with implicit shifts.
import { NablaError } from "../errors.ts"
import { reflectorOf } from "./qr.ts"
import { rotateRows } from "./svd.ts"

export interface Eigen {
  /** In ascending order. */
  readonly w: Float64Array
  /** Eigenvectors as rows. */
  readonly vt: Float64Array
}

/** Reads a symmetric matrix of n rows. */
export function factorEigh(matrix: Float64Array, n: number): Eigen {
  const d = new Float64Array(n)
  const vt = new Float64Array(n * n)
  for (const x of matrix) if (!Number.isFinite(x)) return { w: d.fill(Number.NaN), vt: vt.fill(Number.NaN) }
  const e = new Float64Array(n)
  tridiagonalize(matrix.slice(), n, d, e, vt)
  implicitQL(d, e, n, vt)
  order(d, n, vt)
  return { w: d, vt }
}

/** A ← H A H for each reflection H = 1 − τ v vᵀ; Qᵀ gathers them. */
function tridiagonalize(a: Float64Array, n: number, d: Float64Array, e: Float64Array, qt: Float64Array): void {
  for (let i = 0; i < n; i++) qt[i * n + i] = 1
  const reflections: { v: Float64Array; tau: number }[] = []
  for (let k = 0; k < n - 1; k++) {
    const v = new Float64Array(n)
    for (let i = k + 1; i < n; i++) v[i] = a[i * n + k] as number
    const { tau, length } = reflectorOf(v, k + 1, n)
    e[k] = length
    d[k] = a[k * n + k] as number
    reflections.push({ v, tau })
    if (tau === 0) continue
    // p = τ A v; w = p − (τ/2)(pᵀv) v; A ← A − v wᵀ − w vᵀ
    const w = new Float64Array(n)
    let dot = 0
    for (let i = k + 1; i < n; i++) {
      let sum = 0
      for (let j = k + 1, p = i * n + k + 1; j < n; j++, p++) sum += (a[p] as number) * (v[j] as number)
      w[i] = tau * sum
      dot += (w[i] as number) * (v[i] as number)
    }
    const half = (tau * dot) / 2
    for (let i = k + 1; i < n; i++) w[i] = (w[i] as number) - half * (v[i] as number)
    for (let i = k + 1; i < n; i++) {
      const [vi, wi] = [v[i] as number, w[i] as number]
      for (let j = k + 1, p = i * n + k + 1; j < n; j++, p++) a[p] = (a[p] as number) - vi * (w[j] as number) - wi * (v[j] as number)
    }
  }
  if (n > 0) d[n - 1] = a[n * n - 1] as number
  for (let k = reflections.length - 1; k >= 0; k--) {
    const { v, tau } = reflections[k] as { v: Float64Array; tau: number }
    for (let i = k + 1; i < n && tau !== 0; i++) {
      let dot = 0
      for (let j = k + 1; j < n; j++) dot += (qt[i * n + j] as number) * (v[j] as number)
      for (let j = k + 1; j < n; j++) qt[i * n + j] = (qt[i * n + j] as number) - tau * dot * (v[j] as number)
    }
  }
}

function implicitQL(d: Float64Array, e: Float64Array, n: number, vt: Float64Array): void {
  const whole = d.reduce((top, x, i) => Math.max(top, Math.abs(x) + Math.abs(e[i] as number)), 0)
  for (let l = 0; l < n; l++) {
    for (let steps = 0; ; steps++) {
      let m = l
      for (; m < n - 1; m++) {
        // against neighbours, which keeps small eigenvalues exact; where all of them are rounding noise, against the whole
        const size = steps < 30 ? Math.abs(d[m] as number) + Math.abs(d[m + 1] as number) : whole
        if (Math.abs(e[m] as number) <= 2 ** -52 * size || Math.abs(e[m] as number) < 2 ** -1000) break
      }
      if (m === l) break
      if (steps > 90) throw new NablaError("unsupported", `eigh: no convergence on a matrix of ${n} × ${n}`)
      sweep(d, e, l, m, n, vt)
    }
  }
}

/** One QL step on rows l … m with Wilkinson's shift. */
function sweep(d: Float64Array, e: Float64Array, l: number, m: number, n: number, vt: Float64Array): void {
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
    rotateRows(vt, n, i + 1, i, c, s)
  }
  d[l] = (d[l] as number) - p
  e[l] = g
  e[m] = 0
}

function order(d: Float64Array, n: number, vt: Float64Array): void {
  const places = Array.from({ length: n }, (_, i) => i).sort((i, j) => (d[i] as number) - (d[j] as number))
  const [w, rows] = [d.slice(), vt.slice()]
  places.forEach((from, to) => {
    d[to] = w[from] as number
    vt.set(rows.subarray(from * n, (from + 1) * n), to * n)
  })
}
