// Memory as tensors: typed arrays and array buffers.
import {
  asNode,
  asTensor,
  astype,
  type ComplexArray,
  countOf,
  type DType,
  dtypes,
  fromInterleaved,
  isComplex,
  isInteger,
  NablaError,
  type NDArray,
  type NumericShape,
  partOf,
  showShape,
  type TypedArray,
  type Value,
  wrapArray,
} from "@nablajs/core"
import { checkElement } from "./element.ts"

const names: Readonly<Record<string, DType>> = {
  Int8Array: "int8",
  Int16Array: "int16",
  Int32Array: "int32",
  Uint8Array: "uint8",
  Uint8ClampedArray: "uint8",
  Uint16Array: "uint16",
  Uint32Array: "uint32",
  Float16Array: "float32",
  Float32Array: "float32",
  Float64Array: "float64",
  BigInt64Array: "int64",
  BigUint64Array: "uint64",
}

/** A dense array over memory of that type; of complex numbers their parts in turn. */
export const adopt = (dtype: DType, shape: NumericShape, memory: TypedArray): NDArray | ComplexArray =>
  isComplex(dtype) ? fromInterleaved(memory, shape) : wrapArray(dtype, shape, memory)

// By tag, not by constructor: arrays may come from another realm, and Node's Buffer is a Uint8Array.
const kindOf = (x: ArrayBufferView): string => (x as { [Symbol.toStringTag]?: string })[Symbol.toStringTag] ?? "DataView"

/** A tensor over the memory, copied or adopted. */
export function fromTypedArray(
  operation: string,
  memory: ArrayBufferView | ArrayBufferLike,
  shape: readonly number[] | undefined,
  dtype: DType | undefined,
  copy: boolean,
  offset = 0,
): NDArray | ComplexArray {
  const source = ArrayBuffer.isView(memory)
    ? viewAsArray(operation, memory, dtype, copy)
    : elementsAt(operation, memory, dtype ?? "float64", shape, offset)
  const own = dtype ?? (names[kindOf(source)] as DType)
  const given = names[kindOf(source)] as DType
  // adopted memory of complex numbers holds their parts in turn; numbers that are copied become complex one by one
  const count = !copy && isComplex(own) ? source.length / 2 : source.length
  const target = shape ?? [count]
  if (countOf(target) !== count) {
    throw new NablaError(
      "shape-mismatch",
      `${operation}: shape ${showShape(target)} has ${countOf(target)} elements, the memory holds ${count}`,
    )
  }
  if (!copy) return adopt(own, target, source)
  if (own !== given) checkConversion(operation, source, own)
  const copied = wrapArray(given, target, given === own ? source.slice() : source)
  return asNode(astype(asTensor(copied) as never, own as never) as Value) as NDArray | ComplexArray
}

function checkConversion(operation: string, source: ArrayLike<number>, dtype: DType): void {
  if (!isInteger(dtype) && !kindOf(source as never).startsWith("Big")) return
  for (let i = 0; i < source.length; i++) checkElement(operation, source[i] as number, dtype, () => `data[${i}]`)
}

function viewAsArray(operation: string, x: ArrayBufferView, dtype: DType | undefined, copy: boolean): TypedArray {
  const own = names[kindOf(x)]
  if (own === undefined) {
    throw new NablaError("unsupported", `${operation}: cannot take a ${kindOf(x)}; use a typed array`)
  }
  const stored = dtype ?? own
  if (copy || (kindOf(x) === dtypes[stored].make.name && (dtype === undefined || own === dtype))) return x as TypedArray
  if (isComplex(stored) && own === partOf(stored)) return x as TypedArray
  if (stored === "bool" && own === "uint8") return new Uint8Array(x.buffer, x.byteOffset, x.byteLength)
  throw new NablaError(
    "dtype-mismatch",
    `${operation}: a ${kindOf(x)} cannot be adopted as ${stored}; tensor(x, { dtype: "${stored}" }) copies and converts`,
  )
}

function elementsAt(
  operation: string,
  memory: ArrayBufferLike,
  dtype: DType,
  shape: readonly number[] | undefined,
  offset: number,
): TypedArray {
  if (
    Object.prototype.toString.call(memory) !== "[object ArrayBuffer]" &&
    Object.prototype.toString.call(memory) !== "[object SharedArrayBuffer]"
  ) {
    throw new NablaError(
      "bad-argument",
      `${operation}: expected a typed array or an ArrayBuffer, got ${memory === null ? "null" : typeof memory}`,
    )
  }
  const { bytes, make } = dtypes[dtype]
  const room = memory.byteLength - offset
  const count = shape === undefined ? room / bytes : countOf(shape)
  if (!Number.isInteger(offset) || offset < 0 || offset % bytes !== 0 || !Number.isInteger(count) || count * bytes > room) {
    const wanted = shape === undefined ? `whole ${dtype} elements` : `shape ${showShape(shape)} of ${dtype}`
    throw new NablaError(
      "bad-argument",
      `${operation}: ${memory.byteLength} bytes from byte ${offset} on do not hold ${wanted} (${bytes} bytes each, aligned to them)`,
    )
  }
  return new (make as unknown as new (b: ArrayBufferLike, o: number, n: number) => TypedArray)(
    memory,
    offset,
    isComplex(dtype) ? 2 * count : count,
  )
}
