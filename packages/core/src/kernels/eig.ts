// Eigenvectors of general real matrices from their triangular form.
import type { RealSchur } from "./schur.ts"

/** Eigenvectors as columns, real and imaginary parts, each of length 1 with its largest component real. */
export function eigenvectors({ q, t, re, im }: RealSchur, n: number): { readonly re: Float64Array; readonly im: Float64Array } {
  const [outRe, outIm] = [new Float64Array(n * n), new Float64Array(n * n)]
  for (let k = 0; k < n; k++) {
    if ((im[k] as number) < 0) {
      // the conjugate of the one before
      for (let i = 0; i < n; i++) {
        outRe[i * n + k] = outRe[i * n + k - 1] as number
        outIm[i * n + k] = -(outIm[i * n + k - 1] as number)
      }
      continue
    }
    const top = (im[k] as number) > 0 ? k + 1 : k
    const [x, y] = solveAbove(t, n, k, top, re[k] as number, im[k] as number)
    const [vr, vi] = [new Float64Array(n), new Float64Array(n)]
    for (let i = 0; i < n; i++) {
      for (let j = 0; j <= top; j++) {
        vr[i] = (vr[i] as number) + (q[i * n + j] as number) * (x[j] as number)
        vi[i] = (vi[i] as number) + (q[i * n + j] as number) * (y[j] as number)
      }
    }
    normalize(vr, vi)
    for (let i = 0; i < n; i++) {
      outRe[i * n + k] = vr[i] as number
      outIm[i * n + k] = vi[i] as number
    }
  }
  return { re: outRe, im: outIm }
}

/** (T − λ) x = 0 from row `top` upwards, in complex numbers; a vanishing pivot is replaced by a tiny one. */
function solveAbove(t: Float64Array, n: number, k: number, top: number, lr: number, li: number): readonly [Float64Array, Float64Array] {
  const [x, y] = [new Float64Array(n), new Float64Array(n)]
  const at = (i: number, j: number): number => t[i * n + j] as number
  let norm = 0
  for (const v of t) norm = Math.max(norm, Math.abs(v))
  const tiny = Math.max(norm, 2 ** -960) * 2 ** -52
  if (li === 0) x[k] = 1
  else {
    // rows k and k + 1 are dependent: c x_k + (d − λ) x_{k+1} = 0
    x[k + 1] = 1
    const c = at(k + 1, k)
    x[k] = (lr - at(k + 1, k + 1)) / c
    y[k] = li / c
  }
  for (let i = k - 1; i >= 0; i--) {
    const pair = i > 0 && at(i, i - 1) !== 0
    const rows = pair ? [i - 1, i] : [i]
    const right = rows.map((row) => {
      let [sr, si] = [0, 0]
      for (let j = i + 1; j <= top; j++) {
        sr -= at(row, j) * (x[j] as number)
        si -= at(row, j) * (y[j] as number)
      }
      return [sr, si] as const
    })
    if (!pair) {
      const [dr, di] = pivot(at(i, i) - lr, -li, tiny)
      const [sr, si] = right[0] as readonly [number, number]
      const [zr, zi] = quotient(sr, si, dr, di)
      x[i] = zr
      y[i] = zi
    } else {
      solvePair(
        at(i - 1, i - 1) - lr,
        at(i - 1, i),
        at(i, i - 1),
        at(i, i) - lr,
        -li,
        right as [readonly [number, number], readonly [number, number]],
        tiny,
        x,
        y,
        i,
      )
      i--
    }
    rescale(x, y)
  }
  return [x, y]
}

const pivot = (r: number, i: number, tiny: number): readonly [number, number] => (Math.abs(r) + Math.abs(i) < tiny ? [tiny, 0] : [r, i])

function quotient(ar: number, ai: number, br: number, bi: number): readonly [number, number] {
  if (Math.abs(br) >= Math.abs(bi)) {
    const r = bi / br
    const d = br + r * bi
    return [(ar + r * ai) / d, (ai - r * ar) / d]
  }
  const r = br / bi
  const d = bi + r * br
  return [(r * ar + ai) / d, (r * ai - ar) / d]
}

/** [[a + si, b], [c, d + si]] z = right, by Cramer's rule. */
function solvePair(
  a: number,
  b: number,
  c: number,
  d: number,
  s: number,
  right: readonly [readonly [number, number], readonly [number, number]],
  tiny: number,
  x: Float64Array,
  y: Float64Array,
  i: number,
): void {
  const [[fr, fi], [gr, gi]] = right
  const [dr, di] = pivot(a * d - s * s - b * c, s * (a + d), tiny * tiny)
  const [ur, ui] = quotient(fr * d - fi * s - b * gr, fr * s + fi * d - b * gi, dr, di)
  const [vr, vi] = quotient(gr * a - gi * s - c * fr, gr * s + gi * a - c * fi, dr, di)
  x[i - 1] = ur
  y[i - 1] = ui
  x[i] = vr
  y[i] = vi
}

/** Keeps components of nearly dependent vectors within range. */
function rescale(x: Float64Array, y: Float64Array): void {
  let top = 0
  for (let i = 0; i < x.length; i++) top = Math.max(top, Math.abs(x[i] as number), Math.abs(y[i] as number))
  if (top < 1e100) return
  for (let i = 0; i < x.length; i++) {
    x[i] = (x[i] as number) / top
    y[i] = (y[i] as number) / top
  }
}

function normalize(x: Float64Array, y: Float64Array): void {
  let [top, at, sum] = [0, 0, 0]
  for (let i = 0; i < x.length; i++) {
    const size = Math.hypot(x[i] as number, y[i] as number)
    sum = Math.hypot(sum, size)
    if (size > top) [top, at] = [size, i]
  }
  // a real vector keeps its sign
  const real = y.every((v) => v === 0)
  const [pr, pi] = real ? [1, 0] : [(x[at] as number) / top, -(y[at] as number) / top]
  for (let i = 0; i < x.length; i++) {
    const [a, b] = [x[i] as number, y[i] as number]
    x[i] = (a * pr - b * pi) / sum
    y[i] = (a * pi + b * pr) / sum
  }
  if (!real) y[at] = 0
}
