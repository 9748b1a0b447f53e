// Transforms along one axis of arrays. An axis that is not the last one is transformed for many neighbours at once; where
// those would not fit the cache, for some of them at a time.
import { allocate, denseArray, type NDArray } from "../array.ts"
import type { DType } from "../dtype.ts"
import { transform } from "./fft.ts"
import { transformReal, transformToReal } from "./fftreal.ts"

/** Numbers by their real and imaginary parts; real ones have no imaginary part. */
export interface Planes {
  readonly re: NDArray
  readonly im: NDArray | null
}

/** y_k = scale · Σ_j x_j e^(∓2πi jk/n), + for the inverse. */
export interface Turn {
  readonly axis: number
  readonly inverse: boolean
  readonly scale: number
}

/** For transforms between real numbers and half of their coefficients: whether all but the unpaired ones count twice. */
export interface HalfTurn extends Turn {
  readonly twice: boolean
}

// Columns of this many numbers together stay within the second level of the cache.
const TOGETHER = 2 ** 15

interface Layout {
  readonly outer: number
  readonly inner: number
}

function layoutOf(shape: readonly number[], axis: number): Layout {
  const size = (part: readonly number[]): number => part.reduce((a, b) => a * b, 1)
  return { outer: size(shape.slice(0, axis)), inner: size(shape.slice(axis + 1)) }
}

/** The elements in row-major order as float64. */
function numbersOf(x: NDArray): Float64Array {
  const dense = denseArray(x, "float64")
  return dense.buffer.subarray(dense.offset, dense.offset + dense.size) as Float64Array
}

/** Runs `work` for blocks of n × width numbers: in place where blocks lie together, else on copies of them. */
function eachBlock(
  { outer, inner }: Layout,
  from: number,
  to: number,
  inputs: readonly Float64Array[],
  outputs: readonly Float64Array[],
  work: (inputs: readonly Float64Array[], xo: number, outputs: readonly Float64Array[], yo: number, width: number) => void,
): void {
  const longest = Math.max(from, to)
  const width = Math.max(8, Math.floor(TOGETHER / longest))
  if (inner <= width) {
    for (let o = 0; o < outer; o++) work(inputs, o * from * inner, outputs, o * to * inner, inner)
    return
  }
  const [sources, targets] = [inputs.map(() => new Float64Array(from * width)), outputs.map(() => new Float64Array(to * width))]
  for (let o = 0; o < outer; o++) {
    for (let q = 0; q < inner; q += width) {
      const w = Math.min(width, inner - q)
      inputs.forEach((x, k) => moveColumns(x, o * from * inner + q, inner, sources[k]!, 0, w, from, w))
      work(sources, 0, targets, 0, w)
      outputs.forEach((y, k) => moveColumns(targets[k]!, 0, w, y, o * to * inner + q, inner, to, w))
    }
  }
}

function moveColumns(
  x: Float64Array,
  xo: number,
  xStep: number,
  y: Float64Array,
  yo: number,
  yStep: number,
  rows: number,
  width: number,
): void {
  for (let j = 0; j < rows; j++) {
    for (let q = 0, a = xo + j * xStep, b = yo + j * yStep; q < width; q++) y[b++] = x[a++]!
  }
}

/** Results as an array of the type that is asked for, times `scale`. */
function finished(y: Float64Array, shape: readonly number[], dtype: DType, scale: number): NDArray {
  const out = allocate(dtype, shape)
  const { buffer, offset } = out
  for (let i = 0; i < y.length; i++) buffer[offset + i] = scale * y[i]!
  return out
}

const isZero = (x: NDArray | null): boolean => x === null || (x.strides.every((s) => s === 0) && (x.size === 0 || x.buffer[x.offset] === 0))

/** The transform of complex numbers. */
export function fftAxis({ re, im }: Planes, { axis, inverse, scale }: Turn): [NDArray, NDArray] {
  const { shape } = re
  const n = shape[axis] as number
  const layout = layoutOf(shape, axis)
  const x = numbersOf(re)
  const [yr, yi] = [new Float64Array(x.length), new Float64Array(x.length)]
  const real = isZero(im)
  if (x.length > 0 && real) {
    eachBlock(layout, n, n, [x], [yr, yi], ([a], xo, [b, c], yo, width) => {
      transformReal(n, a!, xo, b!, c!, yo, width)
      mirror(n, b!, c!, yo, width)
      if (inverse) negate(c!, yo, n * width)
    })
  } else if (x.length > 0) {
    const z = numbersOf(im as NDArray)
    // exchanged parts turn the other way
    const [inputs, outputs] = inverse
      ? [
          [z, x],
          [yi, yr],
        ]
      : [
          [x, z],
          [yr, yi],
        ]
    eachBlock(layout, n, n, inputs as Float64Array[], outputs as Float64Array[], ([a, b], xo, [c, d], yo, width) =>
      transform(n, a!, b!, xo, c!, d!, yo, width),
    )
  }
  return [finished(yr, shape, re.dtype, scale), finished(yi, shape, re.dtype, scale)]
}

/** The second half of the coefficients of real numbers: y_{n−k} = ȳ_k. */
function mirror(n: number, yr: Float64Array, yi: Float64Array, yo: number, width: number): void {
  for (let k = 1; 2 * k < n; k++) {
    for (let q = 0, a = yo + k * width, b = yo + (n - k) * width; q < width; q++, a++, b++) {
      yr[b] = yr[a]!
      yi[b] = -yi[a]!
    }
  }
}

function negate(x: Float64Array, from: number, count: number): void {
  for (let i = from; i < from + count; i++) x[i] = -x[i]!
}

/** Rows of x by themselves that have a partner in the other half, times f. */
function scalePaired(n: number, x: Float64Array, from: number, width: number, f: number): void {
  const end = from + Math.ceil(n / 2) * width
  for (let i = from + width; i < end; i++) x[i] = f * x[i]!
}

/** The first ⌊n/2⌋ + 1 coefficients of real numbers. */
export function realAxis(x: NDArray, { axis, inverse, scale, twice }: HalfTurn, shape: readonly number[]): [NDArray, NDArray] {
  const n = x.shape[axis] as number
  const half = shape[axis] as number
  const layout = layoutOf(shape, axis)
  const count = layout.outer * half * layout.inner
  const [yr, yi] = [new Float64Array(count), new Float64Array(count)]
  if (count > 0) {
    eachBlock(layout, n, half, [numbersOf(x)], [yr, yi], ([a], xo, [b, c], yo, width) => {
      transformReal(n, a!, xo, b!, c!, yo, width)
      if (inverse) negate(c!, yo, half * width)
      if (!twice) return
      scalePaired(n, b!, yo, width, 2)
      scalePaired(n, c!, yo, width, 2)
    })
  }
  return [finished(yr, shape, x.dtype, scale), finished(yi, shape, x.dtype, scale)]
}

/** The real numbers with these first ⌊n/2⌋ + 1 coefficients. */
export function toRealAxis({ re, im }: Planes, { axis, inverse, scale, twice }: HalfTurn, shape: readonly number[]): NDArray {
  const n = shape[axis] as number
  const half = re.shape[axis] as number
  const layout = layoutOf(shape, axis)
  const y = new Float64Array(layout.outer * n * layout.inner)
  if (y.length > 0) {
    const xr = numbersOf(re).slice()
    const xi = im === null ? new Float64Array(xr.length) : numbersOf(im).slice()
    if (!inverse) negate(xi, 0, xi.length)
    if (!twice) {
      for (let o = 0; o < layout.outer; o++) {
        scalePaired(n, xr, o * half * layout.inner, layout.inner, 0.5)
        scalePaired(n, xi, o * half * layout.inner, layout.inner, 0.5)
      }
    }
    eachBlock(layout, half, n, [xr, xi], [y], ([a, b], xo, [c], yo, width) => transformToReal(n, a!, b!, xo, c!, yo, width))
  }
  return finished(y, shape, re.dtype, scale)
}
