// Tensors from data, and tensors filled by a rule.
import {
  type Arange,
  astype,
  asTensor,
  broadcastTo,
  type Complex,
  type CreateTensor,
  checkDType,
  checkOptions,
  countOf,
  type DType,
  dtypeOf,
  type Eye,
  type Filled,
  type FromBuffer,
  type Full,
  type FullLike,
  fillLike,
  isComplex,
  isComputed,
  isInteger,
  isNode,
  type LikeFilled,
  type Linspace,
  type Meshgrid,
  NablaError,
  type NumericShape,
  partOf,
  real,
  reshape,
  type Tensor,
  type Value,
  type Tri,
} from "@nablajs/core"
import { readLike } from "./like.ts"
import { checkElement, constantOf, type Element, isElement, isPair, joined, partsOf, typeOfElement, written } from "./element.ts"
import { readNested } from "./nested.ts"
import { fromTypedArray } from "./typed.ts"

interface Options {
  readonly dtype?: DType | undefined
}

/**
 * A tensor with the given elements: nested arrays of numbers (float64), booleans (bool), bigints (int64) or complex
 * numbers `{ re, im }` (complex128), a typed array (copied, keeping its type), a tensor, or an array of another library with
 * `shape` and `data`. `dtype` converts, and refuses what that type cannot hold. Tensors within nested arrays are stacked, so derivatives pass through.
 *
 * @example tensor([[1, 2], [3, 4]]).shape // => [2, 2]
 */
export const tensor: CreateTensor = ((data: unknown, options: Options = {}): Value => {
  const dtype = dtypeIn("tensor", options)
  if (isNode(data)) return dtype === undefined ? data : (astype(data, dtype) as Value)
  if (isElement(data)) return constantOf("tensor", [], data, dtype ?? typeOfElement(data))
  if (Array.isArray(data)) return readNested(data, dtype)
  if (ArrayBuffer.isView(data)) return asTensor(fromTypedArray("tensor", data, undefined, dtype, true))
  return readLike(data, dtype)
}) as CreateTensor

/** The memory behind a tensor: its element type, shape, and the byte at which it begins. */
export interface BufferOptions {
  /** That of a typed array when absent, else float64. */
  readonly dtype?: DType | undefined
  /** One axis over all elements when absent. */
  readonly shape?: readonly number[] | undefined
  /** In bytes, for an `ArrayBuffer`. */
  readonly offset?: number | undefined
}

/**
 * A tensor that adopts memory without a copy: a typed array, or an `ArrayBuffer`; of complex numbers, by `dtype`, with real and
 * imaginary parts in turn. Whoever writes to that memory
 * afterwards changes the tensor, so hand it over for good.
 *
 * @example fromBuffer(new Float32Array(6), { shape: [2, 3] }).dtype // => "float32"
 */
export const fromBuffer: FromBuffer = ((memory: ArrayBufferView | ArrayBufferLike, options: BufferOptions = {}): Tensor => {
  checkOptions("fromBuffer", options, ["dtype", "shape", "offset"])
  const dtype = options.dtype === undefined ? undefined : checkDType("fromBuffer", options.dtype)
  return asTensor(fromTypedArray("fromBuffer", memory, options.shape, dtype, false, options.offset))
}) as FromBuffer

/** The dtype that options name, checked. */
function dtypeIn(operation: string, options: Options): DType | undefined {
  checkOptions(operation, options, ["dtype"])
  return options.dtype === undefined ? undefined : checkDType(operation, options.dtype)
}

const sizes = (operation: string, shape: number | readonly number[]): NumericShape => {
  const list = typeof shape === "number" ? [shape] : shape
  if (Array.isArray(list) && list.every((n) => Number.isInteger(n) && n >= 0)) return list
  throw new NablaError("bad-argument", `${operation}: a shape is a list of whole numbers from 0 up, got ${show(shape)}`)
}

const show = (x: unknown): string => (Array.isArray(x) ? `[${x.join(", ")}]` : String(x))

function filled(operation: string, shape: number | readonly number[], value: Element, dtype: DType | undefined): Tensor {
  const type = dtype === undefined ? typeOfElement(value) : checkDType(operation, dtype)
  return constantOf(operation, sizes(operation, shape), value, type)
}

/**
 * A tensor of zeros.
 *
 * @example zeros([2, 3]).toArray() // => [[0, 0, 0], [0, 0, 0]]
 */
export const zeros: Filled = ((shape: number | readonly number[], options: Options = {}) =>
  filled("zeros", shape, 0, dtypeIn("zeros", options) ?? "float64")) as Filled

/**
 * A tensor of ones.
 *
 * @example ones(3).toArray() // => [1, 1, 1]
 */
export const ones: Filled = ((shape: number | readonly number[], options: Options = {}) =>
  filled("ones", shape, 1, dtypeIn("ones", options) ?? "float64")) as Filled

/**
 * A tensor whose elements nobody cares about; here they are zeros.
 *
 * @example empty([0, 2]).size // => 0
 */
export const empty: Filled = ((shape: number | readonly number[], options: Options = {}) =>
  filled("empty", shape, 0, dtypeIn("empty", options) ?? "float64")) as Filled

/**
 * A tensor with one value everywhere; numbers give float64, booleans bool.
 *
 * @example full([2], 7).toArray() // => [7, 7]
 */
export const full: Full = ((shape: number | readonly number[], value: Element, options: Options = {}) =>
  filled("full", shape, value, dtypeIn("full", options))) as Full

/** The constant with shape and type of x, in the world of x: batched or traced where x is. */
function like(operation: string, x: Value, value: Element, dtype: DType | undefined): Value {
  const type = dtype === undefined ? dtypeOf(x) : checkDType(operation, dtype)
  if (isComputed(x)) return constantOf(operation, typeof x === "number" ? [] : (x.shape as readonly number[]), value, type)
  if (!isComplex(type)) return fillLike(astype(x as never, type as never), Number(checkElement(operation, value, type, "value")))
  const part = fillLike(real(astype(x as never, type as never)), 0)
  const [re, im] = partsOf(operation, value, type, "value")
  return joined(fillLike(part, re) as Tensor, fillLike(part, im) as Tensor)
}

/**
 * Zeros with the shape and dtype of x.
 *
 * @example zerosLike(tensor([1, 2])).toArray() // => [0, 0]
 */
export const zerosLike: LikeFilled = ((x: Value, options: Options = {}) =>
  like("zerosLike", x, 0, dtypeIn("zerosLike", options))) as LikeFilled

/**
 * Ones with the shape and dtype of x.
 *
 * @example onesLike(tensor([1, 2])).toArray() // => [1, 1]
 */
export const onesLike: LikeFilled = ((x: Value, options: Options = {}) =>
  like("onesLike", x, 1, dtypeIn("onesLike", options))) as LikeFilled

/**
 * A tensor with the shape and dtype of x, whose elements nobody cares about; here they are zeros.
 *
 * @example emptyLike(tensor([1, 2])).shape // => [2]
 */
export const emptyLike: LikeFilled = ((x: Value, options: Options = {}) =>
  like("emptyLike", x, 0, dtypeIn("emptyLike", options))) as LikeFilled

/**
 * One value everywhere, with the shape and dtype of x; a value that this dtype cannot hold is refused.
 *
 * @example fullLike(tensor([1, 2]), 7).toArray() // => [7, 7]
 */
export const fullLike: FullLike = ((x: Value, value: Element, options: Options = {}) =>
  like("fullLike", x, value, dtypeIn("fullLike", options))) as FullLike

/**
 * The n × m matrix (m = n if absent) with ones on its diagonal, or on the one `k` above it; options may stand in place of m.
 *
 * @example eye(2).toArray() // => [[1, 0], [0, 1]]
 */
export const eye: Eye = ((n: number, m?: number | Options | null, last: Options & { readonly k?: number } = {}): Tensor => {
  if (isOptions(m)) return eye(n, null, m as never) as Tensor
  const options = last
  checkOptions("eye", options, ["k", "dtype"])
  const columns = m ?? n
  const k = options.k ?? 0
  if (!Number.isInteger(k)) throw new NablaError("bad-argument", `eye: k is the whole number of a diagonal, got ${k}`)
  return written(checkDType("eye", options.dtype ?? "float64"), sizes("eye", [n, columns]), (out) => {
    for (let i = Math.max(0, -k); i < n && i + k < columns; i++) out.buffer[out.offset + i * columns + i + k] = 1
  })
}) as Eye

const isOptions = (x: unknown): x is Options => typeof x === "object" && x !== null && !isNode(x)

/**
 * start, start + step, … up to but without stop; `arange(stop)` counts from 0. For fractional steps prefer
 * {@link linspace}, whose length is certain.
 *
 * @example arange(4).toArray() // => [0, 1, 2, 3]
 */
export const arange: Arange = ((...args: readonly unknown[]): Tensor => {
  const options = (isOptions(args.at(-1)) ? args.at(-1) : {}) as Options
  checkOptions("arange", options, ["dtype"])
  const numbers = args.filter((x) => x !== undefined && x !== null && !isOptions(x)) as number[]
  const [start, stop, step = 1] = numbers.length === 1 ? [0, numbers[0] as number] : (numbers as [number, number, number?])
  if (![start, stop, step].every((x) => typeof x === "number" && Number.isFinite(x)) || step === 0) {
    throw new NablaError("bad-argument", `arange: expected finite numbers and a step other than 0, got ${show(numbers)}`)
  }
  const dtype = checkDType("arange", options.dtype ?? "float64")
  const n = Math.max(0, Math.ceil((stop - start) / step))
  const values = Array.from({ length: n }, (_, i) => start + i * step)
  if (isInteger(dtype)) for (const value of values) checkElement("arange", value, dtype, "value")
  return written(dtype, [n], (out) => {
    out.buffer.set(values, out.offset)
  })
}) as Arange

/**
 * `num` equally spaced numbers from start to stop, both included unless `endpoint` is false; also between complex numbers.
 *
 * @example linspace(0, 1, 5).toArray() // => [0, 0.25, 0.5, 0.75, 1]
 */
export const linspace: Linspace = ((
  start: number | Complex,
  stop: number | Complex,
  num = 50,
  options: Options & { readonly endpoint?: boolean } = {},
): Tensor => {
  checkOptions("linspace", options, ["dtype", "endpoint"])
  if (isPair(start) || isPair(stop)) return complexLine(start, stop, num, options)
  const { dtype = "float64", endpoint = true } = options
  if (typeof start !== "number" || typeof stop !== "number") {
    throw new NablaError("bad-argument", `linspace: expected numbers as ends, got ${show(start)} and ${show(stop)}`)
  }
  const parts = endpoint ? num - 1 : num
  const step = parts > 0 ? (stop - start) / parts : 0
  return written(checkDType("linspace", dtype), sizes("linspace", [num]), (out) => {
    for (let i = 0; i < num; i++) {
      // a step that underflows is not used
      const value = step === 0 && parts > 0 ? start + (i / parts) * (stop - start) : start + i * step
      out.buffer[out.offset + i] = endpoint && i > 0 && i === parts ? stop : value
    }
  })
}) as unknown as Linspace

function complexLine(start: number | Complex, stop: number | Complex, num: number, { dtype = "complex128", ...rest }: Options): Tensor {
  if (!isComplex(checkDType("linspace", dtype))) {
    throw new NablaError("dtype-mismatch", `linspace: the ends are complex, which is no ${dtype}; use the dtype "complex128"`)
  }
  const [[a, b], [c, d]] = [start, stop].map((x) => partsOf("linspace", x, dtype, "an end")) as [
    readonly [number, number],
    readonly [number, number],
  ]
  const line = (from: number, to: number): Tensor => linspace(from, to, num, { ...rest, dtype: partOf(dtype) })
  return joined(line(a, c), line(b, d))
}

/**
 * The n × m matrix (m = n if absent) with ones on and below the diagonal, or the one `k` above it.
 *
 * @example tri(2).toArray() // => [[1, 0], [1, 1]]
 */
export const tri: Tri = ((n: number, m: number = n, options: Options & { readonly k?: number } = {}): Tensor => {
  checkOptions("tri", options, ["k", "dtype"])
  const { k = 0, dtype = "float64" } = options
  return written(checkDType("tri", dtype), sizes("tri", [n, m]), (out) => {
    for (let i = 0; i < n; i++) {
      const end = Math.min(m, i + k + 1)
      if (end > 0) out.buffer.fill(1, out.offset + i * m, out.offset + i * m + end)
    }
  })
}) as Tri

/** "xy": the first operand runs along columns, as in pictures; "ij": along rows, as in matrices. */
export interface MeshgridOptions {
  readonly indexing?: "xy" | "ij"
}

/**
 * The coordinates of all points of a grid: from vectors x₁ … x_k, k tensors of one shape that vary along one axis each.
 * No copies are made.
 *
 * @example meshgrid(arange(2), arange(3))[0]?.toArray() // => [[0, 1], [0, 1], [0, 1]]
 */
export const meshgrid: Meshgrid<MeshgridOptions> = ((...args: readonly (Tensor | number | MeshgridOptions)[]): Tensor[] => {
  const last = args.at(-1)
  const options = (isOptions(last) ? last : {}) as MeshgridOptions
  checkOptions("meshgrid", options, ["indexing"])
  const vectors = (isOptions(last) ? args.slice(0, -1) : args) as Tensor[]
  const indexing = options.indexing ?? "xy"
  if (indexing !== "xy" && indexing !== "ij")
    throw new NablaError("bad-argument", `meshgrid: indexing is "xy" or "ij", got ${String(indexing)}`)
  const lengths = vectors.map((x) => {
    if (typeof x !== "number" && !isNode(x)) throw new NablaError("bad-argument", `meshgrid: expected vectors, got ${String(x)}`)
    const shape = typeof x === "number" ? [] : (x.shape as readonly number[])
    if (shape.length > 1) throw new NablaError("shape-mismatch", `meshgrid: expected vectors, got shape ${show(shape)}`)
    return countOf(shape)
  })
  const swap = indexing === "xy" && vectors.length > 1
  const place = (i: number): number => (swap && i < 2 ? 1 - i : i)
  const grid = lengths.map((_, i) => lengths[place(i)] as number)
  return vectors.map((x, i) => {
    const own = grid.map((_, k) => (k === place(i) ? (lengths[i] as number) : 1))
    return broadcastTo(reshape(x, own as never) as never, grid as never) as Tensor
  })
}) as Meshgrid<MeshgridOptions>
