// Arrays of other libraries, known by their structure: scijs and stdlib ndarrays, tfjs, onnxruntime, transformers.js, Arrow vectors.
import { asTensor, astype, checkDType, checkOptions, type DType, isNode, NablaError, reshape, type Tensor, type Value } from "@nablajs/core"
import { fromArrow, isArrowVector } from "./foreign/arrow.ts"
import { fromStrides } from "./foreign/strided.ts"
import { half } from "./io/halves.ts"
import { readNested } from "./nested.ts"
import { fromTypedArray } from "./typed.ts"

interface ArrayLikeObject {
  readonly shape?: unknown
  readonly dims?: unknown
  readonly data?: unknown
  readonly dtype?: unknown
  readonly type?: unknown
  readonly stride?: unknown
  readonly strides?: unknown
  readonly offset?: unknown
  readonly location?: unknown
  readonly dataSync?: () => unknown
}

/**
 * A tensor with the elements of another library's array, which is known by its structure: a scijs or stdlib `ndarray` with any
 * strides, a tensor of tfjs (`dataSync`), of onnxruntime or transformers.js (`dims`), an Arrow vector, or anything with `shape` and
 * `data`. The memory is copied; 16-bit floats become float32. `dtype` converts. {@link tensor} takes the same arrays.
 *
 * @example fromTensorLike({ dims: [2, 1], type: "float32", data: new Float32Array([1, 2]) }).shape // => [2, 1]
 */
export function fromTensorLike(x: object, options: { readonly dtype?: DType | undefined } = {}): Tensor {
  checkOptions("fromTensorLike", options, ["dtype"])
  const dtype = options.dtype === undefined ? undefined : checkDType("fromTensorLike", options.dtype)
  if (isNode(x)) return (dtype === undefined ? x : astype(x as never, dtype as never)) as Tensor
  return readLike(x, dtype, "fromTensorLike") as Tensor
}

const isShape = (x: unknown): x is readonly number[] => Array.isArray(x) && x.every((n) => Number.isInteger(n) && n >= 0)

/** A tensor from an object with a shape and elements; its memory is copied. */
export function readLike(x: unknown, dtype: DType | undefined, operation = "tensor"): Value {
  if (typeof x !== "object" || x === null) throw refuse(operation, x)
  if (isArrowVector(x)) return fromArrow(operation, x, dtype)
  const source = x as ArrayLikeObject
  const shape = arrayOf(source.shape ?? source.dims)
  if (!isShape(shape)) throw refuse(operation, x)
  const elements = elementsOf(operation, source)
  if (Array.isArray(elements)) return reshape(readNested(elements, dtype) as never, shape as never) as Value
  if (!ArrayBuffer.isView(elements)) throw refuse(operation, x)
  // strides of tfjs speak of its shape, its data come in order
  const stride = typeof source.dataSync === "function" ? undefined : arrayOf(source.stride ?? source.strides)
  const own = dtype ?? truthOf(source)
  if (Array.isArray(stride)) return fromStrides(operation, elements, shape, stride as number[], Number(source.offset ?? 0), own)
  if (typeName(source) === "complex64") return complexLike(operation, elements, shape, dtype)
  return asTensor(fromTypedArray(operation, elements, shape, own, true))
}

// shapes are lists in most libraries and small typed arrays in some
const arrayOf = (x: unknown): unknown => (ArrayBuffer.isView(x) ? Array.from(x as unknown as ArrayLike<number>) : x)

const typeName = ({ dtype, type }: ArrayLikeObject): unknown => dtype ?? type

const truthOf = (source: ArrayLikeObject): DType | undefined => (typeName(source) === "bool" ? "bool" : undefined)

function elementsOf(operation: string, source: ArrayLikeObject): unknown {
  const { location } = source
  if (typeof location === "string" && location !== "cpu" && location !== "cpu-pinned" && location !== "none") {
    throw new NablaError(
      "bad-argument",
      `${operation}: the elements lie on another device (${location}); fetch them first, with await x.getData()`,
    )
  }
  const elements = typeof source.dataSync === "function" ? source.dataSync() : source.data
  const name = typeName(source)
  if (name === "float16" && elements instanceof Uint16Array) return Float32Array.from(elements, half)
  if (name === "int4" || name === "uint4" || name === "string") {
    throw new NablaError("unsupported", `${operation}: elements of type ${name} are not supported; convert them to numbers first`)
  }
  return elements
}

/** Real and imaginary parts in turn. */
function complexLike(operation: string, elements: ArrayBufferView, shape: readonly number[], dtype: DType | undefined): Value {
  const parts = Float32Array.from(elements as unknown as ArrayLike<number>)
  const z = asTensor(fromTypedArray(operation, parts, shape, "complex64", false))
  if (dtype === undefined || dtype === "complex64") return z
  throw new NablaError(
    "dtype-mismatch",
    `${operation}: the elements are complex; take them as they are and convert with astype, real or abs`,
  )
}

function refuse(operation: string, x: unknown): NablaError {
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
    `${operation}: expected numbers in nested arrays, a typed array, or an array with shape and data, got ${shown}`,
  )
}
