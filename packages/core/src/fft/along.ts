// What the transforms share: their options, the length that is asked for, the factor of a norm.
import { bind1 } from "../bind.ts"
import { complexOf, isComplex } from "../dtype.ts"
import { NablaError } from "../errors.ts"
import { normalizeAxis, type Shape, showShape } from "../shape.ts"
import { dtypeOf, shapeOf, type Value } from "../value.ts"
import { astype } from "../primitives/cast.ts"
import { along } from "../primitives/cumulative.ts"
import { sizeAlong } from "../primitives/fourier.ts"
import { floating } from "../primitives/norm.ts"
import { padPrimitive } from "../primitives/parts.ts"

/** Which of the two directions is divided by n: the inverse, the forward one, or both by √n. */
export type FftNorm = "backward" | "ortho" | "forward"

/** Options of transforms along one axis. */
export interface FftOptions {
  /** The length to transform: x is cut, or zeros follow. */
  readonly n?: number | undefined
  /** The last axis if absent. */
  readonly axis?: number | undefined
  readonly norm?: FftNorm | undefined
}

/** Options of transforms along several axes. */
export interface FftnOptions {
  /** The lengths to transform, one for each axis; −1 leaves an axis as it is. */
  readonly s?: readonly number[] | undefined
  /** All axes if absent; with `s` the last ones. */
  readonly axes?: readonly number[] | undefined
  readonly norm?: FftNorm | undefined
}

/** The factor of a transform of length n: of the forward one, or of the inverse. */
export function scaleOf(operation: string, norm: FftNorm | undefined, n: number, inverse: boolean): number {
  if (norm === "ortho") return 1 / Math.sqrt(n)
  if (norm === undefined || norm === "backward") return inverse ? 1 / n : 1
  if (norm === "forward") return inverse ? 1 : 1 / n
  throw new NablaError("bad-argument", `${operation}: norm is "backward", "ortho" or "forward", got ${String(norm)}`)
}

export function axisOf(operation: string, x: Value, axis: number | undefined): number {
  const shape = shapeOf(x)
  return normalizeAxis(operation, axis ?? -1, shape.length, shape)
}

/** The length that is asked for, at least 1. */
export function lengthOf(operation: string, n: number | undefined, otherwise: number, shape: Shape): number {
  const length = n ?? otherwise
  if (Number.isInteger(length) && length >= 1) return length
  throw new NablaError(
    "bad-argument",
    n === undefined
      ? `${operation}: there is nothing to transform along the axis, got shape ${showShape(shape)}; the option n gives a length`
      : `${operation}: the length n is a whole number from 1 up, got ${String(n)}`,
  )
}

/** x cut or filled up with zeros to n numbers along the axis. */
export function resized(operation: string, x: Value, axis: number, n: number): Value {
  const size = sizeAlong(operation, shapeOf(x), axis)
  if (size === n) return x
  if (size > n) return along(x, axis, 0, n)
  const margins = shapeOf(x).map((_, i) => ({ low: 0, high: i === axis ? n - size : 0, step: 1 }))
  return bind1(padPrimitive, x, { margins })
}

/** x as complex numbers. */
export function complexFrom(x: Value): Value {
  if (isComplex(dtypeOf(x))) return x
  const real = floating(x)
  return astype(real as never, complexOf(dtypeOf(real)) as never) as Value
}

/** x as real numbers; complex ones are refused. */
export function realFrom(operation: string, x: Value): Value {
  if (!isComplex(dtypeOf(x))) return floating(x)
  throw new NablaError(
    "dtype-mismatch",
    `${operation}: expected real numbers, got ${dtypeOf(x)}; fft and ifft transform complex ones, real(x) takes their real parts`,
  )
}
