// Eigenvectors of general real matrices from their triangular form (LAPACK's trevc; Golub & Van Loan 7.6.4).
import type { Balance } from "./dense/balance.ts"
import { dense } from "./dense/engine.ts"
import { dot } from "./dense/triangular.ts"
import { scaled, scaleOf } from "./matrices.ts"
import type { RealSchur } from "./schur.ts"

/** Eigenvectors as columns, real and imaginary parts, each of length 1 with its largest component real. */
export function eigenvectors(form: RealSchur, n: number): { readonly re: Float64Array; readonly im: Float64Array } {
  const scale = scaleOf(form.t)
  const [q, t, re, im] = [form.q, scaled(form.t, scale), scaled(form.re, scale), scaled(form.im, scale)]
  const [outRe, outIm] = [new Float64Array(n * n), new Float64Array(n * n)]
  if (n === 0) return { re: outRe, im: outIm }
  if (Number.isNaN(re[0])) return { re: outRe.fill(Number.NaN), im: outIm.fill(Number.NaN) }
  const [right, back, room] = [n * n, 2 * n * n, 3 * n * n]
  const d = dense(n, room + 2 * n)
  const { w } = d
  w.set(t)
  let norm = 0
  for (const x of t) norm = Math.max(norm, Math.abs(x))
  // rows of the vectors of T: a real one, or real and imaginary part of a pair
  w.fill(0, right, room + 2 * n)
  for (let k = 0; k < n; k++) {
    // what a vanishing pivot is taken for: noise of λ, or so little that quotients stay in range
    const tiny = Math.max(2 ** -52 * (Math.abs(re[k] as number) + Math.abs(im[k] as number)), 2 ** -500 * norm, 2 ** -1000)
    if ((im[k] as number) === 0) solveReal(w, n, k, re[k] as number, right + k * n, tiny)
    else if ((im[k] as number) > 0) solveComplex(w, n, k, re[k] as number, im[k] as number, right + k * n, right + (k + 1) * n, tiny)
  }
  // V Qᵀ … as rows: each is Q times a vector
  d.w.set(q, 0)
  d.multiplyAdd(w, 1, n, n, n, right, n, 1, 0, 1, n, back, n)
  for (let k = 0; k < n; k++) {
    if ((im[k] as number) < 0) continue
    const pair = (im[k] as number) > 0
    const [x, y] = [back + k * n, pair ? back + (k + 1) * n : room]
    normalize(w, n, x, y, pair)
    if (form.balance !== undefined) {
      restore(w, n, x, y, form.balance)
      normalize(w, n, x, y, pair)
    }
    for (let i = 0; i < n; i++) {
      outRe[i * n + k] = w[x + i]!
      outIm[i * n + k] = w[y + i]!
      if (!pair) continue
      outRe[i * n + k + 1] = w[x + i]!
      outIm[i * n + k + 1] = -w[y + i]!
    }
  }
  return { re: outRe, im: outIm }
}

const LARGE = 1e100

/** Whether row i is the second of a 2 × 2 block. */
const paired = (w: Float64Array, n: number, i: number): boolean => i > 0 && w[i * n + i - 1] !== 0

const away = (pivot: number, tiny: number): number => (Math.abs(pivot) < tiny ? (pivot < 0 ? -tiny : tiny) : pivot)

/** (T − λ) x = 0 from row k upwards; a vanishing pivot is replaced by a tiny one. */
function solveReal(w: Float64Array, n: number, k: number, lambda: number, x: number, tiny: number): void {
  w[x + k] = 1
  for (let i = k - 1; i >= 0; i--) {
    const right = -dot(w, k - i, i * n + i + 1, 1, x + i + 1, 1)
    if (!paired(w, n, i)) w[x + i] = right / away(w[i * n + i]! - lambda, tiny)
    else {
      const above = -dot(w, k - i, (i - 1) * n + i + 1, 1, x + i + 1, 1)
      solvePair(w, n, i, lambda, 0, above, 0, right, 0, tiny)
      i--
      w[x + i] = pair.xr
      w[x + i + 1] = pair.yr
    }
    keepInRange(w, n, x, x, i)
  }
}

/** The same for λ = lr + li i, beginning with a block of two rows. */
function solveComplex(w: Float64Array, n: number, k: number, lr: number, li: number, x: number, y: number, tiny: number): void {
  const top = k + 1
  // rows k and k + 1 are dependent: c x_k + (d − λ) x_{k+1} = 0
  const c = w[top * n + k]!
  w[x + top] = 1
  w[x + k] = (lr - w[top * n + top]!) / c
  w[y + k] = li / c
  keepInRange(w, n, x, y, k)
  for (let i = k - 1; i >= 0; i--) {
    const row = i * n + i + 1
    const [fr, fi] = [-dot(w, top - i, row, 1, x + i + 1, 1), -dot(w, top - i, row, 1, y + i + 1, 1)]
    if (!paired(w, n, i)) {
      const p = w[i * n + i]! - lr
      const small = Math.abs(p) + Math.abs(li) < tiny
      quotient(fr, fi, small ? tiny : p, small ? 0 : -li)
      w[x + i] = ratio.re
      w[y + i] = ratio.im
    } else {
      const above = row - n
      solvePair(w, n, i, lr, li, -dot(w, top - i, above, 1, x + i + 1, 1), -dot(w, top - i, above, 1, y + i + 1, 1), fr, fi, tiny)
      i--
      w[x + i] = pair.xr
      w[y + i] = pair.xi
      w[x + i + 1] = pair.yr
      w[y + i + 1] = pair.yi
    }
    keepInRange(w, n, x, y, i)
  }
}

const ratio = { re: 0, im: 0 }

function quotient(ar: number, ai: number, br: number, bi: number): void {
  if (Math.abs(br) >= Math.abs(bi)) {
    const r = bi / br
    const d = br + r * bi
    ratio.re = (ar + r * ai) / d
    ratio.im = (ai - r * ar) / d
    return
  }
  const r = br / bi
  const d = bi + r * br
  ratio.re = (r * ar + ai) / d
  ratio.im = (r * ai - ar) / d
}

const pair = { xr: 0, xi: 0, yr: 0, yi: 0 }

/** [[a − λ, b], [c, d − λ]] (x, y) = (f, g) for the block that ends with row i, by elimination with the larger pivot. */
function solvePair(
  w: Float64Array,
  n: number,
  i: number,
  lr: number,
  li: number,
  fr: number,
  fi: number,
  gr: number,
  gi: number,
  tiny: number,
): void {
  const p = i * n + i
  const [a, b, c, d] = [w[p - n - 1]! - lr, w[p - n]!, w[p - 1]!, w[p]! - lr]
  // c is not 0 in a block: row 2 first, x = (g − (d − λ) y) / c, then row 1 for y
  if (Math.abs(c) >= Math.abs(a) + Math.abs(li)) {
    // (b − (a − λ)(d − λ)/c) y = f − (a − λ) g / c
    const [er, ei] = [b - (a * d - li * li) / c, (li * (a + d)) / c]
    const [hr, hi] = [fr - (a * gr + li * gi) / c, fi - (a * gi - li * gr) / c]
    divideAway(hr, hi, er, ei, tiny)
    pair.yr = ratio.re
    pair.yi = ratio.im
    pair.xr = (gr - (d * pair.yr + li * pair.yi)) / c
    pair.xi = (gi - (d * pair.yi - li * pair.yr)) / c
    return
  }
  // (d − λ − b c/(a − λ)) y = g − c f/(a − λ)
  quotient(c, 0, a, -li)
  const [mr, mi] = [ratio.re, ratio.im]
  divideAway(gr - (mr * fr - mi * fi), gi - (mr * fi + mi * fr), d - b * mr, -li - b * mi, tiny)
  pair.yr = ratio.re
  pair.yi = ratio.im
  quotient(fr - b * pair.yr, fi - b * pair.yi, a, -li)
  pair.xr = ratio.re
  pair.xi = ratio.im
}

function divideAway(ar: number, ai: number, br: number, bi: number, tiny: number): void {
  const small = Math.abs(br) + Math.abs(bi) < tiny
  quotient(ar, ai, small ? tiny : br, small ? 0 : bi)
}

/** Keeps components of nearly dependent vectors within range: the last ones found are the rows from i on. */
function keepInRange(w: Float64Array, n: number, x: number, y: number, i: number): void {
  const top = Math.max(Math.abs(w[x + i]!), Math.abs(w[y + i]!), i + 1 < n ? Math.max(Math.abs(w[x + i + 1]!), Math.abs(w[y + i + 1]!)) : 0)
  if (top < LARGE) return
  for (const v of x === y ? [x] : [x, y]) for (let j = v; j < v + n; j++) w[j] = w[j]! / top
}

/** x ← P D x, brought to the size of 1. */
function restore(w: Float64Array, n: number, x: number, y: number, { scales, order }: Balance): void {
  const [re, im] = [w.slice(x, x + n), w.slice(y, y + n)]
  let top = 0
  for (let i = 0; i < n; i++) {
    re[i] = re[i]! * scales[i]!
    im[i] = im[i]! * scales[i]!
    top = Math.max(top, Math.abs(re[i]!), Math.abs(im[i]!))
  }
  for (let i = 0; i < n; i++) {
    w[x + order[i]!] = re[i]! / top
    w[y + order[i]!] = im[i]! / top
  }
}

function normalize(w: Float64Array, n: number, x: number, y: number, complex: boolean): void {
  let [top, at] = [0, 0]
  for (let i = 0; i < n; i++) {
    const size = w[x + i]! * w[x + i]! + w[y + i]! * w[y + i]!
    if (size > top) [top, at] = [size, i]
  }
  // components are below LARGE, and the largest is not small
  top = Math.sqrt(top)
  let sum = 0
  for (let i = 0; i < n; i++) sum += (w[x + i]! / top) ** 2 + (w[y + i]! / top) ** 2
  const length = top * Math.sqrt(sum)
  // a real vector keeps its sign
  const [pr, pi] = complex ? [w[x + at]! / top, -w[y + at]! / top] : [1, 0]
  for (let i = 0; i < n; i++) {
    const [a, b] = [w[x + i]!, w[y + i]!]
    w[x + i] = (a * pr - b * pi) / length
    w[y + i] = (a * pi + b * pr) / length
  }
  if (complex) w[y + at] = 0
}
