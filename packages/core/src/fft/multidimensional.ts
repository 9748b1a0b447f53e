// Transforms along several axes, one after the other.
import { NablaError } from "../errors.ts"
import { checkOptions } from "../options.ts"
import { halved, restored, sizeAlong, turned } from "../primitives/fourier.ts"
import type { Fftn, Irfftn, Rfftn } from "../types/index.ts"
import { shapeOf, type Value } from "../value.ts"
import { axisOf, complexFrom, type FftNorm, type FftnOptions, lengthOf, realFrom, resized, scaleOf } from "./along.ts"

interface Along {
  readonly axis: number
  readonly n: number
}

/** The axes with the lengths that are asked for. `even`: the last length counts coefficients, n numbers have n/2 + 1. */
function plan(operation: string, x: Value, { s, axes }: FftnOptions, even = false): readonly Along[] {
  checkLists(operation, s, axes)
  const rank = shapeOf(x).length
  const listed = axes ?? Array.from({ length: s?.length ?? rank }, (_, i) => i + rank - (s?.length ?? rank))
  if (s !== undefined && s.length !== listed.length)
    throw new NablaError("bad-argument", `${operation}: ${s.length} lengths in s for ${listed.length} axes`)
  return listed.map((given, i) => {
    const axis = axisOf(operation, x, given)
    const size = sizeAlong(operation, shapeOf(x), axis)
    const asked = s?.[i] === -1 ? undefined : s?.[i]
    return { axis, n: lengthOf(operation, asked, even && i === listed.length - 1 ? 2 * (size - 1) : size, shapeOf(x)) }
  })
}

function checkLists(operation: string, ...lists: readonly unknown[]): void {
  for (const list of lists) {
    if (list === undefined || Array.isArray(list)) continue
    throw new NablaError("bad-argument", `${operation}: s and axes are lists of numbers, got ${String(list)}; write [${String(list)}]`)
  }
}

const names = ["s", "axes", "norm"]

/** The whole transform along each of the axes, the last one first. */
function each(operation: string, x: Value, along: readonly Along[], norm: FftNorm | undefined, inverse: boolean): Value {
  return along.reduceRight(
    (y, { axis, n }) => turned(resized(operation, y, axis, n), { axis, inverse, scale: scaleOf(operation, norm, n, inverse) }),
    x,
  )
}

function whole(operation: string, x: Value, options: FftnOptions, inverse: boolean): Value {
  checkOptions(operation, options, names)
  return each(operation, complexFrom(x), plan(operation, x, options), options.norm, inverse)
}

function needAxes(operation: string, along: readonly Along[]): Along {
  const last = along.at(-1)
  if (last !== undefined) return last
  throw new NablaError("bad-argument", `${operation}: needs at least one axis`)
}

function half(operation: string, x: Value, options: FftnOptions): Value {
  checkOptions(operation, options, names)
  const values = realFrom(operation, x)
  const along = plan(operation, x, options)
  const { axis, n } = needAxes(operation, along)
  const first = halved(resized(operation, values, axis, n), { axis, inverse: false, scale: scaleOf(operation, options.norm, n, false) })
  return each(operation, first, along.slice(0, -1), options.norm, false)
}

function back(operation: string, x: Value, options: FftnOptions): Value {
  checkOptions(operation, options, names)
  const along = plan(operation, x, options, true)
  const { axis, n } = needAxes(operation, along)
  const rest = along.slice(0, -1).reduce((y, one) => each(operation, y, [one], options.norm, true), complexFrom(x))
  return restored(resized(operation, rest, axis, (n >> 1) + 1), n, {
    axis,
    inverse: true,
    scale: scaleOf(operation, options.norm, n, true),
  })
}

/** Only the two last axes, unless others are named. */
const two = (options: FftnOptions): FftnOptions => ({ ...options, axes: options.axes ?? [-2, -1] })

/**
 * The transform along several axes, all if none are named.
 *
 * @example real(fft.fftn(tensor([[1, 2], [3, 4]]))).toArray() // => [[10, -2], [-4, 0]]
 */
export const fftn = ((x: Value, options: FftnOptions = {}): Value => whole("fftn", x, options, false)) as unknown as Fftn

/**
 * The inverse of `fftn`.
 *
 * @example real(fft.ifftn(tensor([[10, -2], [-4, 0]]))).toArray() // => [[1, 2], [3, 4]]
 */
export const ifftn = ((x: Value, options: FftnOptions = {}): Value => whole("ifftn", x, options, true)) as unknown as Fftn

/**
 * The transform of real numbers along several axes; of the last one half of the coefficients.
 *
 * @example real(fft.rfftn(tensor([[1, 2], [3, 4]]))).toArray() // => [[10, -2], [-4, 0]]
 */
export const rfftn = ((x: Value, options: FftnOptions = {}): Value => half("rfftn", x, options)) as unknown as Rfftn

/**
 * The inverse of `rfftn`; the last length is 2(m − 1) where `s` says nothing else.
 *
 * @example fft.irfftn(tensor([[10, -2], [-4, 0]])).toArray() // => [[1, 2], [3, 4]]
 */
export const irfftn = ((x: Value, options: FftnOptions = {}): Value => back("irfftn", x, options)) as unknown as Irfftn

/**
 * The transform along the last two axes, as of images.
 *
 * @example real(fft.fft2(tensor([[1, 2], [3, 4]]))).toArray() // => [[10, -2], [-4, 0]]
 */
export const fft2 = ((x: Value, options: FftnOptions = {}): Value => whole("fft2", x, two(options), false)) as unknown as Fftn

/**
 * The inverse of `fft2`.
 *
 * @example real(fft.ifft2(tensor([[10, -2], [-4, 0]]))).toArray() // => [[1, 2], [3, 4]]
 */
export const ifft2 = ((x: Value, options: FftnOptions = {}): Value => whole("ifft2", x, two(options), true)) as unknown as Fftn

/**
 * The transform of real numbers along the last two axes; of the last one half of the coefficients.
 *
 * @example real(fft.rfft2(tensor([[1, 2], [3, 4]]))).toArray() // => [[10, -2], [-4, 0]]
 */
export const rfft2 = ((x: Value, options: FftnOptions = {}): Value => half("rfft2", x, two(options))) as unknown as Rfftn

/**
 * The inverse of `rfft2`.
 *
 * @example fft.irfft2(tensor([[10, -2], [-4, 0]])).toArray() // => [[1, 2], [3, 4]]
 */
export const irfft2 = ((x: Value, options: FftnOptions = {}): Value => back("irfft2", x, two(options))) as unknown as Irfftn
