// Triangular factors of square complex matrices, in place.
import type { Pivots } from "../lu.ts"
import { type ComplexMatrix, quotient, subtractScaled, zeroMatrix } from "./matrices.ts"

/** P A = L U: overwrites A by U and, below its diagonal, L. */
export function factorLU(a: ComplexMatrix, n: number): Pivots {
  const { re, im } = a
  const rows = Int32Array.from({ length: n }, (_, i) => i)
  let sign = 1
  let singular = -1
  for (let k = 0; k < n; k++) {
    const top = largestBelow(a, n, k)
    if (top !== k) {
      swapRows(a, n, k, top)
      const row = rows[k]!
      rows[k] = rows[top]!
      rows[top] = row
      sign = -sign
    }
    const pr = re[k * (n + 1)]!
    const pi = im[k * (n + 1)]!
    if (pr === 0 && pi === 0) {
      if (singular < 0) singular = k
      continue
    }
    for (let i = k + 1; i < n; i++) {
      const p = i * n + k
      const [fr, fi] = quotient(re[p]!, im[p]!, pr, pi)
      re[p] = fr
      im[p] = fi
      subtractScaled(a, p + 1, n - k - 1, a, k * (n + 1) + 1, fr, fi)
    }
  }
  return { rows, sign, singular }
}

/** The row of the largest |re| + |im| in column k from row k on; of the first NaN, which must not be passed over. */
function largestBelow({ re, im }: ComplexMatrix, n: number, k: number): number {
  let top = k
  let best = -1
  for (let i = k; i < n && best === best; i++) {
    const size = Math.abs(re[i * n + k]!) + Math.abs(im[i * n + k]!)
    if (size > best || size !== size) {
      best = size
      top = i
    }
  }
  return top
}

function swapRows(a: ComplexMatrix, columns: number, i: number, k: number): void {
  for (const part of [a.re, a.im]) {
    for (let j = 0, p = i * columns, q = k * columns; j < columns; j++, p++, q++) {
      const x = part[p]!
      part[p] = part[q]!
      part[q] = x
    }
  }
}

/** Solves A X = B for B of `columns` columns from the factors of A. */
export function solveLU(lu: ComplexMatrix, n: number, rows: Int32Array, b: ComplexMatrix, columns: number): ComplexMatrix {
  const x = zeroMatrix(n * columns)
  for (let i = 0; i < n; i++) {
    const at = rows[i]! * columns
    x.re.set(b.re.subarray(at, at + columns), i * columns)
    x.im.set(b.im.subarray(at, at + columns), i * columns)
  }
  solveLower(lu, n, x, columns, true)
  solveUpper(lu, n, x, columns, false)
  return x
}

/** L X = B in place, L the lower triangle, its diagonal 1 where `unit` says so. */
export function solveLower(l: ComplexMatrix, n: number, x: ComplexMatrix, columns: number, unit: boolean): void {
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) subtractScaled(x, i * columns, columns, x, k * columns, l.re[i * n + k]!, l.im[i * n + k]!)
    if (!unit) divideRow(x, i, columns, l.re[i * (n + 1)]!, l.im[i * (n + 1)]!)
  }
}

/** U X = B in place, U the upper triangle. */
export function solveUpper(u: ComplexMatrix, n: number, x: ComplexMatrix, columns: number, unit: boolean): void {
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) subtractScaled(x, i * columns, columns, x, k * columns, u.re[i * n + k]!, u.im[i * n + k]!)
    if (!unit) divideRow(x, i, columns, u.re[i * (n + 1)]!, u.im[i * (n + 1)]!)
  }
}

function divideRow({ re, im }: ComplexMatrix, row: number, columns: number, dr: number, di: number): void {
  for (let j = row * columns; j < (row + 1) * columns; j++) {
    const [r, i] = quotient(re[j]!, im[j]!, dr, di)
    re[j] = r
    im[j] = i
  }
}

/** A = L Lᴴ: overwrites the lower triangle by L and clears the rest; answers with the first row that has no root, or −1. */
export function factorCholesky({ re, im }: ComplexMatrix, n: number): number {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sr = re[i * n + j]!
      let si = im[i * n + j]!
      for (let k = 0, p = i * n, q = j * n; k < j; k++, p++, q++) {
        sr -= re[p]! * re[q]! + im[p]! * im[q]!
        si -= im[p]! * re[q]! - re[p]! * im[q]!
      }
      if (i !== j) {
        re[i * n + j] = sr / re[j * (n + 1)]!
        im[i * n + j] = si / re[j * (n + 1)]!
      } else if (sr <= 0) return i
      else {
        re[i * (n + 1)] = Math.sqrt(sr)
        im[i * (n + 1)] = 0
      }
    }
    re.fill(0, i * n + i + 1, (i + 1) * n)
    im.fill(0, i * n + i + 1, (i + 1) * n)
  }
  return -1
}

/** The determinant from the factors: the sum of the logarithms of the pivots' sizes and the product of their directions. */
export function directionAndLog(a: ComplexMatrix, n: number): readonly [number, number, number] {
  let dr = factorLU(a, n).sign
  let di = 0
  let log = 0
  for (let k = 0; k < n; k++) {
    const pr = a.re[k * (n + 1)]!
    const pi = a.im[k * (n + 1)]!
    const size = Math.hypot(pr, pi)
    const [ur, ui] = size === 0 ? [0, 0] : [pr / size, pi / size]
    ;[dr, di] = [dr * ur - di * ui, dr * ui + di * ur]
    log += Math.log(size)
  }
  return [dr, di, log]
}

/** The determinant as the product of the pivots. */
export function determinant(a: ComplexMatrix, n: number): readonly [number, number] {
  let dr = factorLU(a, n).sign
  let di = 0
  for (let k = 0; k < n; k++) {
    const pr = a.re[k * (n + 1)]!
    const pi = a.im[k * (n + 1)]!
    ;[dr, di] = [dr * pr - di * pi, dr * pi + di * pr]
  }
  return [dr, di]
}
