// Complex arrays: two real arrays of one shape, side by side. What moves elements moves both parts and what is linear acts
// on both, so only functions of complex numbers need rules of their own.
import { denseArray, type NDArray, viewOf, wrapArray } from "./array.ts"
import { complexOf, type DType, type TypedArray } from "./dtype.ts"
import { displayBundle, type InspectOptions, inspectArray } from "./display.ts"
import { NablaError } from "./errors.ts"
import { formatArray } from "./format.ts"
import { printed } from "./formatcomplex.ts"
import { Planar } from "./planar.ts"
import { type NumericShape, showShape, stridesOf } from "./shape.ts"
import type { Complex } from "./types/index.ts"
import { Fluent, type World } from "./value.ts"

/** An n-d array of complex numbers. Its parts have one shape and one floating type. */
export class ComplexArray extends Fluent {
  override readonly dtype: DType
  override readonly shape: NumericShape
  readonly size: number
  readonly re: NDArray
  readonly im: NDArray

  constructor(re: NDArray, im: NDArray) {
    super()
    this.dtype = complexOf(re.dtype)
    this.shape = re.shape
    this.size = re.size
    this.re = re
    this.im = im
  }

  override get world(): World {
    return planar
  }

  /** A copy of the elements in row-major order, real and imaginary parts in turn. */
  get data(): TypedArray {
    return interleaved(this.re, this.im)
  }

  item(): Complex {
    if (this.size === 1) return { re: this.re.item() as number, im: this.im.item() as number }
    throw new NablaError(
      "bad-argument",
      `item: expected one element, got shape ${showShape(this.shape)}; use toArray() or data for all of them`,
    )
  }

  /** Nested arrays of `{ re, im }`; a 0-d array gives the bare value. */
  toArray(): unknown {
    return paired(this.re.toArray(), this.im.toArray())
  }

  override toString(): string {
    return formatArray(printed(this))
  }

  toJSON(): unknown {
    return this.toArray()
  }

  [Symbol.for("nodejs.util.inspect.custom")](depth?: number | null, options?: InspectOptions): string {
    return inspectArray(printed(this), depth, options)
  }

  [Symbol.for("Jupyter.display")](): Record<string, string> {
    return displayBundle(printed(this))
  }
}

const planar: World = /* @__PURE__ */ new Planar((re, im) => new ComplexArray(re, im))

const paired = (re: unknown, im: unknown): unknown => (Array.isArray(re) ? re.map((x, i) => paired(x, (im as unknown[])[i])) : { re, im })

/** Parts in turn, as they lie in files. */
function interleaved(re: NDArray, im: NDArray): TypedArray {
  const [x, y] = [denseArray(re), denseArray(im)]
  const out = re.dtype === "float32" ? new Float32Array(2 * re.size) : new Float64Array(2 * re.size)
  for (let i = 0; i < re.size; i++) {
    out[2 * i] = x.buffer[x.offset + i] as number
    out[2 * i + 1] = y.buffer[y.offset + i] as number
  }
  return out
}

/** Elements that lie in turn as an array; its parts are windows on that memory. */
export function fromInterleaved(buffer: TypedArray, shape: NumericShape): ComplexArray {
  const dtype = buffer instanceof Float32Array ? "float32" : "float64"
  const strides = stridesOf(shape).map((s) => 2 * s)
  const whole = wrapArray(dtype, [buffer.length], buffer)
  return new ComplexArray(viewOf(whole, shape, strides, 0), viewOf(whole, shape, strides, shape.includes(0) ? 0 : 1))
}
