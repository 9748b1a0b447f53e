// Transforms along one axis of arrays. An axis that is not the last one is transformed for many neighbours at once; where
// those are very many, for some of them at a time.
import { allocate, denseArray, type NDArray } from "../array.ts"
import type { DType } from "../dtype.ts"
import { transform } from "./fft.ts"
import { type HalfForm, transformReal, transformToReal } from "./fftreal.ts"
import { quick } from "./fourier.ts"

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

// Beyond this many numbers together, copies of fewer columns are quicker than steps from row to row; so they are where rows
// are whole pages apart, for then all rows share a few lines of the cache.
const TOGETHER = 2 ** 20
const PAGE = 512
const FEW = 31

const widthFor = (length: number, inner: number): number =>
  inner % PAGE === 0 && length >= 128 ? FEW : Math.max(8, Math.floor(TOGETHER / length))

/** Room for `count` blocks, none of them whole pages after another. */
const blocks = (count: number, size: number): Float64Array[] =>
  Array.from({ length: count }, (_, k) => new Float64Array(size + 136 * k).subarray(136 * k))

interface Layout {
  readonly outer: number
  readonly inner: number
}

function layoutOf(shape: readonly number[], axis: number): Layout {
  let [outer, inner] = [1, 1]
  for (let i = 0; i < axis; i++) outer *= shape[i]!
  for (let i = axis + 1; i < shape.length; i++) inner *= shape[i]!
  return { outer, inner }
}

/** The elements in row-major order as float64. */
function numbersOf(x: NDArray): Float64Array {
  const dense = denseArray(x, "float64")
  return dense.buffer.subarray(dense.offset, dense.offset + dense.size) as Float64Array
}

/** Where results are computed in float64: the result's own memory, if it is of that type. */
interface Target {
  readonly array: NDArray
  readonly numbers: Float64Array
}

function targetOf(shape: readonly number[], dtype: DType): Target {
  const array = allocate(dtype, shape)
  return { array, numbers: dtype === "float64" ? numbersOf(array) : new Float64Array(array.size) }
}

function finished({ array, numbers }: Target, scale: number): NDArray {
  if (array.dtype === "float64" && scale === 1) return array
  const { buffer, offset } = array
  if (array.dtype === "float64") for (let i = 0; i < numbers.length; i++) numbers[i] = scale * numbers[i]!
  else for (let i = 0; i < numbers.length; i++) buffer[offset + i] = scale * numbers[i]!
  return array
}

type Work = (inputs: readonly Float64Array[], xo: number, outputs: readonly Float64Array[], yo: number, width: number) => void

/** Runs `work` for blocks of n × width numbers: in place where blocks lie together, else on copies of them. */
function eachBlock(
  { outer, inner }: Layout,
  from: number,
  to: number,
  inputs: readonly Float64Array[],
  outputs: readonly Float64Array[],
  work: Work,
): void {
  const width = widthFor(Math.max(from, to), inner)
  if (inner <= width) {
    for (let o = 0; o < outer; o++) work(inputs, o * from * inner, outputs, o * to * inner, inner)
    return
  }
  const room = blocks(inputs.length + outputs.length, Math.max(from, to) * width)
  const [sources, targets] = [room.slice(0, inputs.length), room.slice(inputs.length)]
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

const isZero = (x: NDArray | null): boolean => x === null || (x.strides.every((s) => s === 0) && (x.size === 0 || x.buffer[x.offset] === 0))

/** The transform of complex numbers. */
export function fftAxis({ re, im }: Planes, { axis, inverse, scale }: Turn): [NDArray, NDArray] {
  const { shape } = re
  const n = shape[axis]!
  const layout = layoutOf(shape, axis)
  const form: HalfForm = { sign: inverse ? -1 : 1, paired: 1 }
  const inputs = im === null || isZero(im) ? [re] : [re, im]
  const known = quick({ kind: "whole", n, ...layout, inputs, shape, inverse, scale, form })
  if (known !== undefined) return known as [NDArray, NDArray]
  const [yr, yi] = [targetOf(shape, re.dtype), targetOf(shape, re.dtype)]
  const outputs = [yr.numbers, yi.numbers]
  const numbers = inputs.map(numbersOf)
  if (re.size > 0 && inputs.length === 1) {
    eachBlock(layout, n, n, numbers, outputs, ([a], xo, [b, c], yo, width) => {
      transformReal(n, a!, xo, b!, c!, yo, width, form)
      mirror(n, b!, c!, yo, width)
    })
  } else if (re.size > 0) {
    // exchanged parts turn the other way
    const [from, to] = inverse ? [numbers.reverse(), outputs.reverse()] : [numbers, outputs]
    eachBlock(layout, n, n, from, to, ([a, b], xo, [c, d], yo, width) => transform(n, a!, b!, xo, c!, d!, yo, width))
  }
  return [finished(yr, scale), finished(yi, scale)]
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

/** The first ⌊n/2⌋ + 1 coefficients of real numbers. */
export function realAxis(x: NDArray, { axis, inverse, scale, twice }: HalfTurn, shape: readonly number[]): [NDArray, NDArray] {
  const [n, half] = [x.shape[axis]!, shape[axis]!]
  const layout = layoutOf(shape, axis)
  const form: HalfForm = { sign: inverse ? -1 : 1, paired: twice ? 2 : 1 }
  const known = quick({ kind: "half", n, ...layout, inputs: [x], shape, inverse, scale, form })
  if (known !== undefined) return known as [NDArray, NDArray]
  const [yr, yi] = [targetOf(shape, x.dtype), targetOf(shape, x.dtype)]
  if (yr.array.size > 0) {
    eachBlock(layout, n, half, [numbersOf(x)], [yr.numbers, yi.numbers], ([a], xo, [b, c], yo, width) =>
      transformReal(n, a!, xo, b!, c!, yo, width, form),
    )
  }
  return [finished(yr, scale), finished(yi, scale)]
}

/** The real numbers with these first ⌊n/2⌋ + 1 coefficients. */
export function toRealAxis({ re, im }: Planes, { axis, inverse, scale, twice }: HalfTurn, shape: readonly number[]): NDArray {
  const [n, half] = [shape[axis]!, re.shape[axis]!]
  const layout = layoutOf(shape, axis)
  const form: HalfForm = { sign: inverse ? 1 : -1, paired: twice ? 1 : 0.5 }
  const known = quick({ kind: "back", n, ...layout, inputs: im === null ? [re] : [re, im], shape, inverse, scale, form })
  if (known !== undefined) return known[0] as NDArray
  const y = targetOf(shape, re.dtype)
  if (y.array.size > 0) {
    const xr = numbersOf(re)
    const xi = im === null ? new Float64Array(xr.length) : numbersOf(im)
    eachBlock(layout, half, n, [xr, xi], [y.numbers], ([a, b], xo, [c], yo, width) => transformToReal(n, a!, b!, xo, c!, yo, width, form))
  }
  return finished(y, scale)
}
