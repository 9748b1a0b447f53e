// Arrays of other libraries, known by their structure: scijs ndarray, tfjs, onnxruntime, transformers.js, Arrow vectors.
import { asTensor, type DType, isDType, NablaError, reshape, type Value } from "@nablajs/core"
import { readNested } from "./nested.ts"
import { fromTypedArray } from "./typed.ts"

interface ArrayLikeObject {
  readonly shape?: unknown
  readonly dims?: unknown
  readonly data?: unknown
  readonly dtype?: unknown
  readonly type?: unknown
  readonly stride?: unknown
  readonly offset?: unknown
  readonly length?: unknown
  readonly nullCount?: unknown
  readonly dataSync?: () => unknown
  readonly toArray?: () => unknown
}

const isShape = (x: unknown): x is readonly number[] => Array.isArray(x) && x.every((n) => Number.isInteger(n) && n >= 0)

/** A tensor from an object with a shape and elements; its memory is copied. */
export function readLike(x: unknown, dtype: DType | undefined): Value {
  if (typeof x !== "object" || x === null) throw refuse(x)
  const source = x as ArrayLikeObject
  const shape = source.shape ?? source.dims
  const elements = typeof source.dataSync === "function" ? source.dataSync() : source.data
  if (isShape(shape) && ArrayBuffer.isView(elements)) {
    if (Array.isArray(source.stride)) return strided(source, shape, elements, dtype)
    const truth = source.dtype === "bool" || source.type === "bool"
    const own = truth && !isDType(dtype) ? "bool" : dtype
    return asTensor(fromTypedArray("tensor", elements, shape, own, true))
  }
  if (isShape(shape) && Array.isArray(elements)) return reshape(readNested(elements, dtype) as never, shape as never) as Value
  if (typeof source.nullCount === "number" && source.nullCount > 0) {
    throw new NablaError("bad-argument", `tensor: the vector misses ${source.nullCount} of its values; fill them first`)
  }
  const column = typeof source.toArray === "function" && typeof source.length === "number" ? source.toArray() : undefined
  if (ArrayBuffer.isView(column)) return asTensor(fromTypedArray("tensor", column, undefined, dtype, true))
  throw refuse(x)
}

/** Any strides, by picking the elements in row-major order. */
function strided(source: ArrayLikeObject, shape: readonly number[], elements: ArrayBufferView, dtype: DType | undefined): Value {
  const stride = source.stride as readonly number[]
  const whole = elements as unknown as { readonly length: number; [i: number]: number; slice(): ArrayBufferView & { [i: number]: number } }
  const count = shape.reduce((a, b) => a * b, 1)
  const picked = new (elements.constructor as new (n: number) => ArrayBufferView & { [i: number]: number })(count)
  const index = shape.map(() => 0)
  let at = Number(source.offset ?? 0)
  for (let i = 0; i < count; i++) {
    if (!(at >= 0 && at < whole.length))
      throw new NablaError("bad-argument", `tensor: strides [${stride.join(", ")}] leave the ${whole.length} elements of the array`)
    picked[i] = whole[at] as number
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      at += stride[axis] as number
      if (++(index[axis] as number) < (shape[axis] as number)) break
      at -= (stride[axis] as number) * (shape[axis] as number)
      index[axis] = 0
    }
  }
  return asTensor(fromTypedArray("tensor", picked, shape, dtype, true))
}

function refuse(x: unknown): NablaError {
  const shown =
    x === null
      ? "null"
      : typeof x === "function"
        ? `the function ${x.name || "without a name"}`
        : typeof x === "object"
          ? "an object"
          : `${typeof x} ${String(x).slice(0, 40)}`
  return new NablaError(
    "bad-argument",
    `tensor: expected numbers in nested arrays, a typed array, or an array with shape and data, got ${shown}`,
  )
}
