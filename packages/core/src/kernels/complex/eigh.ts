// Eigenvalues of Hermitian matrices: reflections lead to a real tridiagonal matrix, which the real solver takes over.
import { factorEigh as factorSymmetric } from "../eigh.ts"
import { columnOf, type Reflection, reflectAll, reflectionOf } from "./householder.ts"
import { type ComplexMatrix, copyOf, isFiniteMatrix, nanMatrix, zeroMatrix } from "./matrices.ts"

export interface HermitianEigen {
  /** In ascending order. */
  readonly w: Float64Array
  /** Eigenvectors as columns; the first component of each is real. */
  readonly v: ComplexMatrix
}

/** Reads the lower triangle of a Hermitian matrix of n rows. */
export function factorEigh(matrix: ComplexMatrix, n: number): HermitianEigen {
  if (!isFiniteMatrix(matrix)) return { w: new Float64Array(n).fill(Number.NaN), v: nanMatrix(n * n) }
  const { t, reflections } = tridiagonalize(copyOf(matrix), n)
  const { w, vt } = factorSymmetric(t, n)
  const v = zeroMatrix(n * n)
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) v.re[i * n + j] = vt[j * n + i]!
  reflectAll(v, n, reflections)
  return { w, v }
}

/** A = Q T Qᴴ with real tridiagonal T and Q = H₁ H₂ …; overwrites A. */
function tridiagonalize(a: ComplexMatrix, n: number): { t: Float64Array; reflections: Reflection[] } {
  const t = new Float64Array(n * n)
  const reflections: Reflection[] = []
  for (let k = 0; k < n; k++) t[k * (n + 1)] = a.re[k * (n + 1)]!
  for (let k = 0; k + 1 < n; k++) {
    const h = reflectionOf(columnOf(a, n, k), k + 1)
    t[k * (n + 1) + 1] = h.length
    t[k * (n + 1) + n] = h.length
    reflections.push(h)
    if (h.tauRe === 0 && h.tauIm === 0) continue
    reflectBoth(a, n, h)
    for (let i = k + 1; i < n; i++) t[i * (n + 1)] = a.re[i * (n + 1)]!
  }
  return { t, reflections }
}

/** A ← Hᴴ A H on its lower triangle: x = τ A v, w = x − ½ τ (xᴴ v) v, A ← A − v wᴴ − w vᴴ. */
function reflectBoth(a: ComplexMatrix, n: number, { v, start, tauRe, tauIm }: Reflection): void {
  const w = timesHermitian(a, n, v, start)
  let dr = 0
  let di = 0
  for (let i = start; i < n; i++) {
    const xr = w.re[i]!
    const xi = w.im[i]!
    w.re[i] = tauRe * xr - tauIm * xi
    w.im[i] = tauRe * xi + tauIm * xr
    dr += w.re[i]! * v.re[i]! + w.im[i]! * v.im[i]!
    di += w.re[i]! * v.im[i]! - w.im[i]! * v.re[i]!
  }
  const fr = (tauRe * dr - tauIm * di) / 2
  const fi = (tauRe * di + tauIm * dr) / 2
  for (let i = start; i < n; i++) {
    w.re[i] = w.re[i]! - (fr * v.re[i]! - fi * v.im[i]!)
    w.im[i] = w.im[i]! - (fr * v.im[i]! + fi * v.re[i]!)
  }
  const { re, im } = a
  for (let i = start; i < n; i++) {
    const vr = v.re[i]!
    const vi = v.im[i]!
    const wr = w.re[i]!
    const wi = w.im[i]!
    for (let j = start, p = i * n + start; j <= i; j++, p++) {
      re[p] = re[p]! - (vr * w.re[j]! + vi * w.im[j]! + wr * v.re[j]! + wi * v.im[j]!)
      im[p] = im[p]! - (vi * w.re[j]! - vr * w.im[j]! + wi * v.re[j]! - wr * v.im[j]!)
    }
  }
}

/** A v from row and column `start` on, of A its lower triangle being read. */
function timesHermitian({ re, im }: ComplexMatrix, n: number, { re: vr, im: vi }: ComplexMatrix, start: number): ComplexMatrix {
  const out = zeroMatrix(n)
  for (let i = start; i < n; i++) {
    const xr = vr[i]!
    const xi = vi[i]!
    let sr = re[i * (n + 1)]! * xr
    let si = re[i * (n + 1)]! * xi
    for (let j = start, p = i * n + start; j < i; j++, p++) {
      const ar = re[p]!
      const ai = im[p]!
      sr += ar * vr[j]! - ai * vi[j]!
      si += ar * vi[j]! + ai * vr[j]!
      out.re[j] = out.re[j]! + (ar * xr + ai * xi)
      out.im[j] = out.im[j]! + (ar * xi - ai * xr)
    }
    out.re[i] = out.re[i]! + sr
    out.im[i] = out.im[i]! + si
  }
  return out
}
