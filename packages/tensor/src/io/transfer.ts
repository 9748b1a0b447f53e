// Tensors between threads: structured clone drops classes and would send a whole slab, so plain records go instead.
import { asTensor, ComplexArray, countOf, type DType, dtypes, isDType, NablaError, NDArray, showShape, type Tensor } from "@nablajs/core"
import { adopt } from "../typed.ts"

/** A tensor as plain data: `postMessage(data, [data.buffer])` moves it, `structuredClone` and IndexedDB copy it. */
export interface TensorData<D extends DType = DType> {
  readonly dtype: D
  readonly shape: readonly number[]
  /** The elements and nothing else, in row-major order. */
  readonly buffer: ArrayBuffer
}

/**
 * The tensor as a plain record for workers and storage: dtype, shape and a copy of the elements in a buffer of its own, so that
 * the tensor stays whole when the buffer is transferred. {@link fromTransferable} is the way back.
 *
 * @example toTransferable(tensor([1, 2])).buffer.byteLength // => 16
 */
export function toTransferable<D extends DType>(x: Tensor<D>): TensorData<D> {
  const array = x as unknown as NDArray | ComplexArray
  if (!(array instanceof NDArray || array instanceof ComplexArray))
    throw new NablaError("traced-value", "toTransferable: expected a computed tensor")
  const { dtype, shape, data } = array
  // `data` may be the tensor's own memory
  return { dtype: dtype as D, shape: [...shape], buffer: data.slice().buffer as ArrayBuffer }
}

const fail = (what: string): NablaError =>
  new NablaError("bad-argument", `fromTransferable: ${what}; expected what toTransferable gave, { dtype, shape, buffer }`)

const show = (x: unknown): string => (Array.isArray(x) ? showShape(x.slice(0, 9).map(String)) : x === null ? "null" : typeof x)

// By tag, as buffers may come from another realm.
const isBuffer = (x: unknown): x is ArrayBuffer => Object.prototype.toString.call(x) === "[object ArrayBuffer]"

const isSize = (n: unknown): boolean => Number.isSafeInteger(n) && (n as number) >= 0

/** The most axes that NumPy takes. */
const AXES = 64

/**
 * The tensor of a record that {@link toTransferable} made, here or in another thread. The buffer is adopted, not copied: leave it alone
 * afterwards. Damaged records are refused.
 *
 * @example fromTransferable(structuredClone(toTransferable(tensor([1, 2])))).toArray() // => [1, 2]
 */
export function fromTransferable<D extends DType>(data: TensorData<D>): Tensor<D> {
  if (typeof data !== "object" || (data as unknown) === null) throw fail(`got ${show(data)}`)
  const { dtype, shape, buffer } = data as { readonly [K in keyof TensorData]: unknown }
  if (!isDType(dtype)) throw fail(`${typeof dtype === "string" ? JSON.stringify(dtype.slice(0, 20)) : show(dtype)} is not a dtype`)
  if (!Array.isArray(shape) || shape.length > AXES || !Array.from(shape as unknown[]).every(isSize))
    throw fail(`the shape is a list of at most ${AXES} whole numbers from 0 up, got ${show(shape)}`)
  if (!isBuffer(buffer)) throw fail(`the buffer is an ArrayBuffer, got ${show(buffer)}`)
  const sizes = [...(shape as number[])]
  const needed = countOf(sizes) * dtypes[dtype].bytes
  if (needed !== buffer.byteLength) {
    const moved = buffer.byteLength === 0 ? " (was it transferred already?)" : ""
    throw fail(`shape ${showShape(sizes)} of ${dtype} needs ${needed} bytes, the buffer has ${buffer.byteLength}${moved}`)
  }
  const elements = new (dtypes[dtype].make as unknown as new (memory: ArrayBuffer) => Uint8Array)(buffer)
  const wrong = dtype === "bool" ? elements.findIndex((byte) => byte > 1) : -1
  if (wrong >= 0) throw fail(`byte ${wrong} is ${elements[wrong]}, booleans are 0 or 1`)
  return asTensor(adopt(dtype, sizes, elements)) as unknown as Tensor<D>
}
