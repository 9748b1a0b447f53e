// Transforms of complex and of real numbers along one axis.
import { checkOptions } from "../options.ts"
import { halved, restored, sizeAlong, turned } from "../primitives/fourier.ts"
import type { Fft, Irfft, Rfft } from "../types/index.ts"
import { shapeOf, type Value } from "../value.ts"
import { axisOf, complexFrom, type FftOptions, lengthOf, realFrom, resized, scaleOf } from "./along.ts"

const names = ["n", "axis", "norm"]

function whole(operation: string, x: Value, options: FftOptions, inverse: boolean): Value {
  checkOptions(operation, options, names)
  const axis = axisOf(operation, x, options.axis)
  // a named size will do where no factor depends on it
  if (options.n === undefined && typeof shapeOf(x)[axis] === "string" && scaleOf(operation, options.norm, 2, inverse) === 1)
    return turned(complexFrom(x), { axis, inverse, scale: 1 })
  const n = lengthOf(operation, options.n, sizeAlong(operation, shapeOf(x), axis), shapeOf(x))
  const scale = scaleOf(operation, options.norm, n, inverse)
  return turned(resized(operation, complexFrom(x), axis, n), { axis, inverse, scale })
}

/**
 * The discrete Fourier transform y_k = Σ_j x_j e^(−2πi jk/n) along an axis, the last if none is named. Real numbers
 * become complex: float32 complex64, all others complex128. The derivative is the transform of the tangent.
 *
 * @example real(fft.fft(tensor([1, 2, 3, 4]))).toArray() // => [10, -2, -2, -2]
 */
export const fft = ((x: Value, options: FftOptions = {}): Value => whole("fft", x, options, false)) as unknown as Fft

/**
 * The inverse transform x_j = (1/n) Σ_k y_k e^(2πi jk/n) along an axis, the last if none is named.
 *
 * @example real(fft.ifft(fft.fft(tensor([1, 2, 4])))).toArray() // => [1, 2, 4]
 */
export const ifft = ((x: Value, options: FftOptions = {}): Value => whole("ifft", x, options, true)) as unknown as Fft<"ifft">

function half(operation: string, x: Value, options: FftOptions, inverse: boolean): Value {
  checkOptions(operation, options, names)
  const axis = axisOf(operation, x, options.axis)
  const n = lengthOf(operation, options.n, sizeAlong(operation, shapeOf(x), axis), shapeOf(x))
  const scale = scaleOf(operation, options.norm, n, inverse)
  return halved(resized(operation, realFrom(operation, x), axis, n), { axis, inverse, scale })
}

function back(operation: string, x: Value, options: FftOptions, inverse: boolean): Value {
  checkOptions(operation, options, names)
  const axis = axisOf(operation, x, options.axis)
  const n = lengthOf(operation, options.n, 2 * (sizeAlong(operation, shapeOf(x), axis) - 1), shapeOf(x))
  const scale = scaleOf(operation, options.norm, n, inverse)
  return restored(resized(operation, complexFrom(x), axis, (n >> 1) + 1), n, { axis, inverse, scale })
}

/**
 * The transform of real numbers, of which the first ⌊n/2⌋ + 1 coefficients say everything: y_{n−k} = ȳ_k.
 *
 * @example real(fft.rfft(tensor([1, 2, 3, 4]))).toArray() // => [10, -2, -2]
 */
export const rfft = ((x: Value, options: FftOptions = {}): Value => half("rfft", x, options, false)) as unknown as Rfft

/**
 * The inverse of `rfft`: n real numbers (2(m − 1) if absent) from their first m = ⌊n/2⌋ + 1 coefficients. Imaginary parts of
 * those that are real by definition, the first and for even n the last, are not read.
 *
 * @example fft.irfft(fft.rfft(tensor([1, 2, 3, 4]))).toArray() // => [1, 2, 3, 4]
 */
export const irfft = ((x: Value, options: FftOptions = {}): Value => back("irfft", x, options, true)) as unknown as Irfft

/**
 * The transform of a signal with x_{n−j} = x̄_j, of which the first half is given: n real numbers, 2(m − 1) if absent.
 *
 * @example fft.hfft(tensor([1, 2, 3])).toArray() // => [8, -2, 0, -2]
 */
export const hfft = ((x: Value, options: FftOptions = {}): Value => back("hfft", x, options, false)) as unknown as Irfft<"hfft">

/**
 * The inverse of `hfft`: the first ⌊n/2⌋ + 1 numbers of the signal from its n real coefficients.
 *
 * @example real(fft.ihfft(tensor([8, -2, 0, -2]))).toArray() // => [1, 2, 3]
 */
export const ihfft = ((x: Value, options: FftOptions = {}): Value => half("ihfft", x, options, true)) as unknown as Rfft<"ihfft">
