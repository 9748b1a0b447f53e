// Reflections H = 1 − τ v vᴴ with complex τ, chosen so that Hᴴ takes a vector to a real multiple of the first axis
// (as LAPACK's zlarfg has them).
import { type ComplexMatrix, quotient, subtractScaled, zeroMatrix } from "./matrices.ts"

export interface Reflection {
  /** Zero before `start`, 1 there. */
  readonly v: ComplexMatrix
  readonly start: number
  readonly tauRe: number
  readonly tauIm: number
  /** What is left of the vector on its first axis. */
  readonly length: number
}

/** The reflection for x from `start` on; x becomes v. */
export function reflectionOf(x: ComplexMatrix, start: number): Reflection {
  const { re, im } = x
  const end = re.length
  const ar = re[start]!
  const ai = im[start]!
  re.fill(0, 0, start)
  im.fill(0, 0, start)
  let top = 0
  for (let i = start + 1; i < end; i++) top = Math.max(top, Math.abs(re[i]!), Math.abs(im[i]!))
  if (top === 0 && ai === 0) {
    re[start] = 1
    return { v: x, start, tauRe: 0, tauIm: 0, length: ar }
  }
  const scale = Math.max(top, Math.abs(ar), Math.abs(ai))
  let sum = 0
  for (let i = start; i < end; i++) sum += (re[i]! / scale) ** 2 + (im[i]! / scale) ** 2
  const length = ar >= 0 ? -scale * Math.sqrt(sum) : scale * Math.sqrt(sum)
  for (let i = start + 1; i < end; i++) {
    const [vr, vi] = quotient(re[i]!, im[i]!, ar - length, ai)
    re[i] = vr
    im[i] = vi
  }
  re[start] = 1
  im[start] = 0
  return { v: x, start, tauRe: (length - ar) / length, tauIm: -ai / length, length }
}

/** A ← H A, or Hᴴ A; rows from v's start to its end, columns from `from` on. */
export function reflectLeft(a: ComplexMatrix, columns: number, h: Reflection, from: number, adjoint: boolean): void {
  const { v, start, tauRe, tauIm } = h
  if (tauRe === 0 && tauIm === 0) return
  const end = v.re.length
  const count = columns - from
  const w = zeroMatrix(count)
  // w = vᴴ A
  for (let i = start; i < end; i++) subtractScaled(w, 0, count, a, i * columns + from, -v.re[i]!, v.im[i]!)
  const ti = adjoint ? -tauIm : tauIm
  for (let i = start; i < end; i++) {
    const vr = v.re[i]!
    const vi = v.im[i]!
    subtractScaled(a, i * columns + from, count, w, 0, tauRe * vr - ti * vi, tauRe * vi + ti * vr)
  }
}

/** A ← A H for rows from `from` to `to`. */
export function reflectRight(a: ComplexMatrix, columns: number, h: Reflection, from: number, to: number): void {
  const { v, start, tauRe, tauIm } = h
  if (tauRe === 0 && tauIm === 0) return
  const { re, im } = a
  const { re: vr, im: vi } = v
  for (let i = from; i < to; i++) {
    let sr = 0
    let si = 0
    for (let j = start, p = i * columns + start; j < columns; j++, p++) {
      sr += re[p]! * vr[j]! - im[p]! * vi[j]!
      si += re[p]! * vi[j]! + im[p]! * vr[j]!
    }
    const fr = tauRe * sr - tauIm * si
    const fi = tauRe * si + tauIm * sr
    for (let j = start, p = i * columns + start; j < columns; j++, p++) {
      re[p] = re[p]! - (fr * vr[j]! + fi * vi[j]!)
      im[p] = im[p]! - (fi * vr[j]! - fr * vi[j]!)
    }
  }
}

/** Column k of a matrix of `columns` columns as a vector. */
export function columnOf({ re, im }: ComplexMatrix, columns: number, k: number): ComplexMatrix {
  const rows = re.length / columns
  const out = zeroMatrix(rows)
  for (let i = 0; i < rows; i++) {
    out.re[i] = re[i * columns + k]!
    out.im[i] = im[i * columns + k]!
  }
  return out
}

/** H₁ H₂ … applied to A from the left. */
export function reflectAll(a: ComplexMatrix, columns: number, reflections: readonly Reflection[]): void {
  for (let k = reflections.length - 1; k >= 0; k--) reflectLeft(a, columns, reflections[k] as Reflection, 0, false)
}
