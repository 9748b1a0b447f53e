// The frequencies that belong to the coefficients, and coefficients in the order of their frequencies.
import { allocate } from "../array.ts"
import { checkDType, type DType, isFloat } from "../dtype.ts"
import { NablaError } from "../errors.ts"
import { checkOptions } from "../options.ts"
import { roll } from "../primitives/arrange.ts"
import { normalizeAxis } from "../shape.ts"
import type { Frequencies, Operand } from "../types/index.ts"
import { asTensor, shapeOf, type Value } from "../value.ts"
import { sizeAlong } from "../primitives/fourier.ts"
import { lengthOf } from "./along.ts"

interface FrequencyOptions<D extends "float32" | "float64"> {
  /** The distance of samples, 1 if absent. */
  readonly d?: number | undefined
  readonly dtype?: D | undefined
}

function multiples(
  operation: string,
  n: number,
  options: FrequencyOptions<"float32" | "float64">,
  count: number,
  multiple: (k: number) => number,
): Value {
  checkOptions(operation, options, ["d", "dtype"])
  lengthOf(operation, n, n, [])
  const { d = 1, dtype = "float64" } = options
  if (typeof d !== "number") throw new NablaError("bad-argument", `${operation}: the distance d of samples is a number, got ${String(d)}`)
  if (!isFloat(checkDType(operation, dtype)))
    throw new NablaError("bad-argument", `${operation}: frequencies are float64 or float32, got ${String(dtype)}`)
  const out = allocate(dtype as DType, [count])
  const unit = 1 / (n * d)
  for (let k = 0; k < count; k++) out.buffer[out.offset + k] = multiple(k) * unit
  return asTensor(out)
}

/**
 * The frequencies of the n coefficients of `fft` for samples at distance d: 0, 1, …, then the negative ones, over n·d.
 *
 * @example fft.fftfreq(4).toArray() // => [0, 0.25, -0.5, -0.25]
 */
export const fftfreq = ((n: number, options: FrequencyOptions<"float64"> = {}): Value =>
  multiples("fftfreq", n, options, n, (k) => (2 * k < n ? k : k - n))) as unknown as Frequencies<"all">

/**
 * The frequencies of the n/2 + 1 coefficients of `rfft` for samples at distance d: 0, 1, … over n·d.
 *
 * @example fft.rfftfreq(4).toArray() // => [0, 0.25, 0.5]
 */
export const rfftfreq = ((n: number, options: FrequencyOptions<"float64"> = {}): Value =>
  multiples("rfftfreq", n, options, (n >> 1) + 1, (k) => k)) as unknown as Frequencies<"half">

interface ShiftOptions {
  /** All axes if absent. */
  readonly axes?: number | readonly number[] | undefined
}

function shifted(operation: string, x: Value, options: ShiftOptions, by: (n: number) => number): Value {
  checkOptions(operation, options, ["axes"])
  const shape = shapeOf(x)
  const given = options.axes ?? shape.map((_, i) => i)
  const axes = (typeof given === "number" ? [given] : given).map((k) => normalizeAxis(operation, k, shape.length, shape))
  const shift = axes.map((k) => by(sizeAlong(operation, shape, k)))
  return axes.length === 0 ? x : (roll(x as never, shift as never, { axis: axes } as never) as unknown as Value)
}

/**
 * Coefficients in the order of their frequencies: the one of frequency 0 goes to the middle of each axis.
 *
 * @example fft.fftshift(fft.fftfreq(4)).toArray() // => [-0.5, -0.25, 0, 0.25]
 */
export const fftshift = ((x: Value, options: ShiftOptions = {}): Value =>
  shifted("fftshift", x, options, (n) => n >> 1)) as unknown as Shift

/**
 * The inverse of `fftshift`; it differs on axes of odd size.
 *
 * @example fft.ifftshift(tensor([-1, 0, 1])).toArray() // => [0, 1, -1]
 */
export const ifftshift = ((x: Value, options: ShiftOptions = {}): Value =>
  shifted("ifftshift", x, options, (n) => -(n >> 1))) as unknown as Shift

type Shift = <A extends Operand>(x: A, options?: ShiftOptions) => A
