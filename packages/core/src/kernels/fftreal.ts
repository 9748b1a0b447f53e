// Transforms of real numbers: half of the coefficients say everything, and for even lengths a transform of half the length
// computes them, its real parts fed with the even places and its imaginary parts with the odd ones.
import { transform } from "./fft.ts"
import { type Roots, rootsOfUnity } from "./roots.ts"

// One table serves batches of one length.
let table: { readonly n: number; readonly roots: Roots } | null = null

function rootsFor(n: number): Roots {
  if (table?.n !== n) table = { n, roots: rootsOfUnity(n) }
  return table.roots
}

/** y_k = Σ_j x_j e^(−2πi jk/n) for k = 0 … ⌊n/2⌋ of n × width real numbers. */
export function transformReal(n: number, x: Float64Array, xo: number, yr: Float64Array, yi: Float64Array, yo: number, width: number): void {
  if (n % 2 === 1) {
    const size = n * width
    const [zero, fr, fi] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)]
    transform(n, x.subarray(xo, xo + size), zero, 0, fr, fi, 0, width)
    const half = ((n + 1) / 2) * width
    yr.set(fr.subarray(0, half), yo)
    yi.set(fi.subarray(0, half), yo)
    return
  }
  const h = n / 2
  const [zr, zi, fr, fi] = four(h * width)
  for (let j = 0, a = xo, o = 0; j < h; j++, a += width) {
    for (const end = a + width; a < end; a++, o++) {
      zr[o] = x[a]!
      zi[o] = x[a + width]!
    }
  }
  transform(h, zr, zi, 0, fr, fi, 0, width)
  const { cos, sin } = rootsFor(n)
  for (let k = 0; k <= h; k++) {
    const [c, s] = k === h ? [-1, 0] : [cos[k]!, sin[k]!]
    let a = (k === h ? 0 : k) * width
    let b = (k === 0 ? 0 : h - k) * width
    for (let q = 0, o = yo + k * width; q < width; q++, a++, b++, o++) {
      // evens (Z_k + Z̄_{h−k})/2 and odds (Z_k − Z̄_{h−k})/2i, turned by e^(−2πik/n)
      const er = 0.5 * (fr[a]! + fr[b]!)
      const ei = 0.5 * (fi[a]! - fi[b]!)
      const or = 0.5 * (fi[a]! + fi[b]!)
      const oi = 0.5 * (fr[b]! - fr[a]!)
      yr[o] = er + (or * c + oi * s)
      yi[o] = ei + (oi * c - or * s)
    }
  }
}

const four = (size: number): [Float64Array, Float64Array, Float64Array, Float64Array] => [
  new Float64Array(size),
  new Float64Array(size),
  new Float64Array(size),
  new Float64Array(size),
]

/** The n × width real numbers y_j = Σ_k x_k e^(2πi jk/n), x continued by x_{n−k} = x̄_k from its first ⌊n/2⌋ + 1 rows. */
export function transformToReal(
  n: number,
  xr: Float64Array,
  xi: Float64Array,
  xo: number,
  y: Float64Array,
  yo: number,
  width: number,
): void {
  if (n % 2 === 1) {
    toRealOdd(n, xr, xi, xo, y, yo, width)
    return
  }
  const h = n / 2
  const [zr, zi, fr, fi] = four(h * width)
  const { cos, sin } = rootsFor(n)
  for (let k = 0, o = 0; k < h; k++) {
    const [c, s] = [cos[k]!, sin[k]!]
    let a = xo + k * width
    let b = xo + (h - k) * width
    for (const end = a + width; a < end; a++, b++, o++) {
      // the first and the last row are real by definition
      const [ai, bi] = k === 0 ? [0, 0] : [xi[a]!, xi[b]!]
      const dr = xr[a]! - xr[b]!
      const di = ai + bi
      zr[o] = xr[a]! + xr[b]! - (dr * s + di * c)
      zi[o] = ai - bi + (dr * c - di * s)
    }
  }
  transform(h, zi, zr, 0, fi, fr, 0, width)
  for (let j = 0, a = yo, o = 0; j < h; j++, a += width) {
    for (const end = a + width; a < end; a++, o++) {
      y[a] = fr[o]!
      y[a + width] = fi[o]!
    }
  }
}

function toRealOdd(n: number, xr: Float64Array, xi: Float64Array, xo: number, y: Float64Array, yo: number, width: number): void {
  const [zr, zi, fr, fi] = four(n * width)
  for (let k = 0; 2 * k < n; k++) {
    for (let q = 0; q < width; q++) {
      const a = xo + k * width + q
      zr[k * width + q] = xr[a]!
      if (k === 0) continue
      zi[k * width + q] = xi[a]!
      zr[(n - k) * width + q] = xr[a]!
      zi[(n - k) * width + q] = -xi[a]!
    }
  }
  transform(n, zi, zr, 0, fi, fr, 0, width)
  y.set(fr.subarray(0, n * width), yo)
}
