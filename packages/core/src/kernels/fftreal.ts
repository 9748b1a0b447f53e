// Transforms of real numbers: half of the coefficients say everything, and for even lengths a transform of half the length
// computes them, its real parts fed with the even places and its imaginary parts with the odd ones.
import { transform } from "./fft.ts"
import { borrow, giveBack } from "./fftscratch.ts"
import { type Roots, rootsOfUnity } from "./roots.ts"

/** What coefficients are multiplied by: their imaginary parts by `sign`, those with a partner in the other half by `paired`. */
export interface HalfForm {
  readonly sign: 1 | -1
  readonly paired: number
}

// One table serves batches of one length.
let table: { readonly n: number; readonly roots: Roots } | null = null

export function rootsFor(n: number): Roots {
  if (table?.n !== n) table = { n, roots: rootsOfUnity(n) }
  return table.roots
}

const plain: HalfForm = { sign: 1, paired: 1 }

/** y_k = Σ_j x_j e^(−2πi jk/n) for k = 0 … ⌊n/2⌋ of n × width real numbers, in the form that is asked for. */
export function transformReal(
  n: number,
  x: Float64Array,
  xo: number,
  yr: Float64Array,
  yi: Float64Array,
  yo: number,
  width: number,
  form: HalfForm = plain,
): void {
  if (n % 2 === 1) {
    transformOdd(n, x, xo, yr, yi, yo, width)
    if (form !== plain) reshapeRows(n, yr, yi, yo, width, form)
    return
  }
  const h = n / 2
  const scratch = borrow(h * width)
  const [zr, zi] = scratch
  for (let j = 0, a = xo, o = 0; j < h; j++, a += width) {
    for (const end = a + width; a < end; a++, o++) {
      zr[o] = x[a]!
      zi[o] = x[a + width]!
    }
  }
  transform(h, zr, zi, 0, yr, yi, yo, width)
  giveBack(scratch)
  untangle(n, yr, yi, yo, width, form)
}

/** In place: evens (Z_k + Z̄_{h−k})/2 and odds (Z_k − Z̄_{h−k})/2i, turned by e^(−2πik/n), for k and h − k at once. */
function untangle(n: number, yr: Float64Array, yi: Float64Array, yo: number, width: number, { sign, paired }: HalfForm): void {
  const h = n / 2
  const { cos, sin } = rootsFor(n)
  for (let q = 0, a = yo, b = yo + h * width; q < width; q++, a++, b++) {
    const r = yr[a]!
    const i = yi[a]!
    yr[a] = r + i
    yr[b] = r - i
    yi[a] = 0
    yi[b] = 0
  }
  const half = 0.5 * paired
  for (let k = 1; 2 * k <= h; k++) {
    const c = cos[k]!
    const s = sin[k]!
    for (let q = 0, a = yo + k * width, b = yo + (h - k) * width; q < width; q++, a++, b++) {
      const er = half * (yr[a]! + yr[b]!)
      const ei = half * (yi[a]! - yi[b]!)
      const or = half * (yi[a]! + yi[b]!)
      const oi = half * (yr[b]! - yr[a]!)
      const tr = or * c + oi * s
      const ti = oi * c - or * s
      yr[a] = er + tr
      yi[a] = sign * (ei + ti)
      yr[b] = er - tr
      yi[b] = sign * (ti - ei)
    }
  }
}

function transformOdd(n: number, x: Float64Array, xo: number, yr: Float64Array, yi: Float64Array, yo: number, width: number): void {
  const [input, output] = [borrow(n * width), borrow(n * width)]
  input[0].set(x.subarray(xo, xo + n * width))
  input[1].fill(0, 0, n * width)
  transform(n, input[0], input[1], 0, output[0], output[1], 0, width)
  const half = ((n + 1) / 2) * width
  yr.set(output[0].subarray(0, half), yo)
  yi.set(output[1].subarray(0, half), yo)
  giveBack(input)
  giveBack(output)
}

/** Rows after the first of ⌈n/2⌉ by the factors of a form. */
function reshapeRows(n: number, yr: Float64Array, yi: Float64Array, yo: number, width: number, { sign, paired }: HalfForm): void {
  for (let i = yo + width, end = yo + Math.ceil(n / 2) * width; i < end; i++) {
    yr[i] = paired * yr[i]!
    yi[i] = sign * paired * yi[i]!
  }
}

/** The n × width real numbers y_j = Σ_k x_k e^(2πi jk/n), where x_{n−k} = x̄_k continues the first ⌊n/2⌋ + 1 rows in their form. */
export function transformToReal(
  n: number,
  xr: Float64Array,
  xi: Float64Array,
  xo: number,
  y: Float64Array,
  yo: number,
  width: number,
  { sign, paired }: HalfForm = plain,
): void {
  if (n % 2 === 1) {
    toRealOdd(n, xr, xi, xo, y, yo, width, sign, paired)
    return
  }
  const h = n / 2
  const [input, output] = [borrow(h * width), borrow(h * width)]
  const [zr, zi] = input
  const { cos, sin } = rootsFor(n)
  for (let q = 0, a = xo, b = xo + h * width; q < width; q++, a++, b++) {
    // the first and the last row are real by definition
    zr[q] = xr[a]! + xr[b]!
    zi[q] = xr[a]! - xr[b]!
  }
  for (let k = 1, o = width; k < h; k++) {
    const c = paired * cos[k]!
    const s = paired * sin[k]!
    for (let q = 0, a = xo + k * width, b = xo + (h - k) * width; q < width; q++, a++, b++, o++) {
      const dr = xr[a]! - xr[b]!
      const di = sign * (xi[a]! + xi[b]!)
      zr[o] = paired * (xr[a]! + xr[b]!) - (dr * s + di * c)
      zi[o] = paired * sign * (xi[a]! - xi[b]!) + (dr * c - di * s)
    }
  }
  const [fr, fi] = output
  transform(h, zi, zr, 0, fi, fr, 0, width)
  for (let j = 0, a = yo, o = 0; j < h; j++, a += width) {
    for (const end = a + width; a < end; a++, o++) {
      y[a] = fr[o]!
      y[a + width] = fi[o]!
    }
  }
  giveBack(input)
  giveBack(output)
}

function toRealOdd(
  n: number,
  xr: Float64Array,
  xi: Float64Array,
  xo: number,
  y: Float64Array,
  yo: number,
  width: number,
  sign: number,
  paired: number,
): void {
  const [input, output] = [borrow(n * width), borrow(n * width)]
  const [zr, zi] = input
  for (let q = 0; q < width; q++) {
    zr[q] = xr[xo + q]!
    zi[q] = 0
  }
  for (let k = 1; 2 * k < n; k++) {
    for (let q = 0, a = xo + k * width, b = k * width, c = (n - k) * width; q < width; q++, a++, b++, c++) {
      zr[b] = paired * xr[a]!
      zi[b] = sign * paired * xi[a]!
      zr[c] = zr[b]!
      zi[c] = -zi[b]!
    }
  }
  transform(n, zi, zr, 0, output[1], output[0], 0, width)
  y.set(output[0].subarray(0, n * width), yo)
  giveBack(input)
  giveBack(output)
}
