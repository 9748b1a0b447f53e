// The adjugate adj A, with A adj A = det A: det A · A⁻¹ where there is an inverse, and from singular values where there is
// none or a doubtful one.
import { directionAndLog, factorLU as factorComplex, solveLU as solveComplex } from "./complex/lu.ts"
import { adjoint, type ComplexMatrix, copyOf, identityOf, product as productComplex } from "./complex/matrices.ts"
import { factorSVD as factorComplexSVD } from "./complex/svd.ts"
import { factorLU, solveSystem } from "./lu.ts"
import { product, transposed } from "./matrices.ts"
import { factorSVD } from "./svd.ts"

/** Whether all pivots are within six digits of the largest, so that an inverse loses no more than those. */
function isSafe(n: number, sizeAt: (k: number) => number): boolean {
  let [least, most] = [Number.POSITIVE_INFINITY, 0]
  for (let k = 0; k < n; k++) {
    const size = sizeAt(k * (n + 1))
    if (!(size > 0 && size < Number.POSITIVE_INFINITY)) return false
    least = Math.min(least, size)
    most = Math.max(most, size)
  }
  return least > 1e-6 * most
}

/** For each place the product of all others. */
function othersOf(s: Float64Array): Float64Array {
  const out = new Float64Array(s.length).fill(1)
  for (let i = 1; i < s.length; i++) out[i] = out[i - 1]! * s[i - 1]!
  for (let i = s.length - 2, after = 1; i >= 0; i--) {
    after *= s[i + 1]!
    out[i] = out[i]! * after
  }
  return out
}

export function adjugate(a: Float64Array, n: number): Float64Array {
  const lu = a.slice()
  const { sign } = factorLU(lu, n)
  if (isSafe(n, (at) => Math.abs(lu[at]!))) {
    let det: number = sign
    for (let k = 0; k < n; k++) det *= lu[k * (n + 1)]!
    return solveSystem(a, n, null, n).x.map((x) => x * det)
  }
  const { ut, s, vt } = factorSVD(a, n, n, n)
  const others = othersOf(s)
  const turn = signOf(ut, n) * signOf(vt, n)
  const v = transposed(vt, n, n)
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) v[i * n + j] = turn * others[j]! * v[i * n + j]!
  return product(v, ut, n, n, n)
}

/** The determinant of an orthogonal matrix. */
function signOf(q: Float64Array, n: number): number {
  const lu = q.slice()
  let { sign }: { sign: number } = factorLU(lu, n)
  for (let k = 0; k < n; k++) sign *= Math.sign(lu[k * (n + 1)]!)
  return sign
}

export function adjugateComplex(a: ComplexMatrix, n: number): ComplexMatrix {
  const lu = copyOf(a)
  const { rows, sign } = factorComplex(lu, n)
  if (isSafe(n, (at) => Math.hypot(lu.re[at]!, lu.im[at]!))) {
    let [dr, di] = [sign, 0]
    for (let k = 0; k < n; k++) {
      const [pr, pi] = [lu.re[k * (n + 1)]!, lu.im[k * (n + 1)]!]
      ;[dr, di] = [dr * pr - di * pi, dr * pi + di * pr]
    }
    return times(solveComplex(lu, n, rows, identityOf(n), n), dr, di)
  }
  const { u, s, vh } = factorComplexSVD(a, n, n, true)
  const others = othersOf(s)
  const [ur, ui] = directionAndLog(copyOf(u), n)
  const [vr, vi] = directionAndLog(copyOf(vh), n)
  const v = adjoint(vh, n, n)
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      v.re[i * n + j] = others[j]! * v.re[i * n + j]!
      v.im[i * n + j] = others[j]! * v.im[i * n + j]!
    }
  }
  return times(productComplex(v, adjoint(u, n, n), n, n, n), ur * vr - ui * vi, ur * vi + ui * vr)
}

const times = ({ re, im }: ComplexMatrix, fr: number, fi: number): ComplexMatrix => ({
  re: re.map((x, i) => x * fr - im[i]! * fi),
  im: re.map((x, i) => x * fi + im[i]! * fr),
})
