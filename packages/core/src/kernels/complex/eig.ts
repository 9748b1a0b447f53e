// Eigenvectors of general complex matrices from their triangular form.
import { type ComplexMatrix, quotient, zeroMatrix } from "./matrices.ts"
import type { ComplexSchur } from "./schur.ts"

/** The diagonal of T. */
export function eigenvalues({ t }: ComplexSchur, n: number): ComplexMatrix {
  const out = zeroMatrix(n)
  for (let k = 0; k < n; k++) {
    out.re[k] = t.re[k * (n + 1)]!
    out.im[k] = t.im[k * (n + 1)]!
  }
  return out
}

/** Eigenvectors as columns, each of length 1 with its largest component real. */
export function eigenvectors({ q, t }: ComplexSchur, n: number): ComplexMatrix {
  const out = zeroMatrix(n * n)
  let norm = 0
  for (let i = 0; i < n * n; i++) norm = Math.max(norm, Math.abs(t.re[i]!), Math.abs(t.im[i]!))
  const tiny = Math.max(norm, 2 ** -960) * 2 ** -52
  for (let k = 0; k < n; k++) {
    const x = solveAbove(t, n, k, tiny)
    for (let i = 0; i < n; i++) {
      let sr = 0
      let si = 0
      for (let j = 0; j <= k; j++) {
        sr += q.re[i * n + j]! * x.re[j]! - q.im[i * n + j]! * x.im[j]!
        si += q.re[i * n + j]! * x.im[j]! + q.im[i * n + j]! * x.re[j]!
      }
      out.re[i * n + k] = sr
      out.im[i * n + k] = si
    }
    normalizeColumn(out, n, k)
  }
  return out
}

/** (T − λ) x = 0 with λ = T_kk and x_k = 1; a vanishing pivot is replaced by a tiny one. */
function solveAbove(t: ComplexMatrix, n: number, k: number, tiny: number): ComplexMatrix {
  const x = zeroMatrix(k + 1)
  const lr = t.re[k * (n + 1)]!
  const li = t.im[k * (n + 1)]!
  x.re[k] = 1
  for (let i = k - 1; i >= 0; i--) {
    let sr = 0
    let si = 0
    for (let j = i + 1; j <= k; j++) {
      sr -= t.re[i * n + j]! * x.re[j]! - t.im[i * n + j]! * x.im[j]!
      si -= t.re[i * n + j]! * x.im[j]! + t.im[i * n + j]! * x.re[j]!
    }
    let dr = t.re[i * (n + 1)]! - lr
    let di = t.im[i * (n + 1)]! - li
    if (Math.abs(dr) + Math.abs(di) < tiny) [dr, di] = [tiny, 0]
    const [zr, zi] = quotient(sr, si, dr, di)
    x.re[i] = zr
    x.im[i] = zi
    const top = Math.max(Math.abs(zr), Math.abs(zi))
    // keeps components of nearly dependent vectors within range
    if (top > 1e100) {
      for (let j = i; j <= k; j++) {
        x.re[j] = x.re[j]! / top
        x.im[j] = x.im[j]! / top
      }
    }
  }
  return x
}

function normalizeColumn({ re, im }: ComplexMatrix, n: number, k: number): void {
  let top = 0
  let at = k
  let sum = 0
  for (let p = k; p < n * n; p += n) {
    const size = Math.hypot(re[p]!, im[p]!)
    sum = Math.hypot(sum, size)
    if (size > top) [top, at] = [size, p]
  }
  const ur = re[at]! / top
  const ui = -im[at]! / top
  for (let p = k; p < n * n; p += n) {
    const x = re[p]!
    const y = im[p]!
    re[p] = (x * ur - y * ui) / sum
    im[p] = (x * ui + y * ur) / sum
  }
  im[at] = 0
}
