// One element of a tensor as plain data: a number, a boolean, a bigint or a complex number { re, im }; and whether a type can
// hold it as it is.
import {
  allocate,
  asTensor,
  astype,
  bind2,
  type Complex,
  complexPrimitive,
  type DType,
  dtypes,
  isComplex,
  isInteger,
  isWide,
  NablaError,
  type NDArray,
  type NumericShape,
  partOf,
  type Tensor,
} from "@nablajs/core"

export type Element = number | boolean | bigint | Complex

/** Where an element stands, for messages; asked for only when there is one. */
export type Place = string | (() => string)

const say = (where: Place): string => (typeof where === "string" ? where : where())

export const isPair = (x: unknown): x is Complex =>
  typeof x === "object" && x !== null && typeof (x as Partial<Complex>).re === "number" && typeof (x as Partial<Complex>).im === "number"

export const isElement = (x: unknown): x is Element => typeof x === "number" || typeof x === "boolean" || typeof x === "bigint" || isPair(x)

/** The type that an element has by itself. */
export const typeOfElement = (x: Element): DType =>
  typeof x === "number" ? "float64" : typeof x === "boolean" ? "bool" : typeof x === "bigint" ? "int64" : "complex128"

/** Refuses what is no element. */
export function strange(where: Place, x: unknown): NablaError {
  const shown = typeof x === "string" ? JSON.stringify(x.slice(0, 40)) : typeof x === "object" && x !== null ? "an object" : String(x)
  return new NablaError("bad-argument", `tensor: ${say(where)} is ${shown}, expected a number, a boolean, a bigint or { re, im }`)
}

/** The element as an array of a real type stores it: as a number, of 64-bit integers a bigint, which is typed as one. */
export function checkElement(operation: string, x: unknown, dtype: DType | undefined, where: Place): number {
  if (typeof x === "boolean") return checkElement(operation, x ? 1 : 0, dtype, where)
  if (isPair(x) && dtype !== undefined) {
    throw new NablaError(
      "dtype-mismatch",
      `${operation}: ${say(where)} is complex, which is no ${dtype}; use the dtype "complex128", and real(x) or imag(x) for the parts`,
    )
  }
  if (typeof x !== "number" && typeof x !== "bigint") throw strange(where, x)
  if (dtype === "bool") return Number(x) !== 0 ? 1 : 0
  if (dtype === undefined || !isInteger(dtype)) return inFloat(operation, x, dtype ?? "float64", where)
  return isWide(dtype) ? inWide(operation, x, dtype, where) : inInteger(operation, x, dtype, where)
}

function inFloat(operation: string, x: number | bigint, dtype: DType, where: Place): number {
  const value = Number(x)
  if (typeof x === "number" || BigInt(dtype === "float32" ? Math.fround(value) : value) === x) return value
  throw new NablaError(
    "integer-overflow",
    `${operation}: ${say(where)} is ${x}, which ${dtype} does not hold exactly; use the dtype "int64"`,
  )
}

function inInteger(operation: string, x: number | bigint, dtype: DType, where: Place): number {
  const [lo, hi] = dtypes[dtype].range
  if ((typeof x === "bigint" || Number.isInteger(x)) && x >= lo && x <= hi) return Number(x)
  throw new NablaError(
    "integer-overflow",
    `${operation}: ${say(where)} is ${x}, which is no ${dtype} (whole numbers from ${lo} to ${hi}); use another dtype, or astype(tensor(…), "${dtype}") to cut it`,
  )
}

function inWide(operation: string, x: number | bigint, dtype: DType, where: Place): number {
  if (typeof x === "number" && Number.isInteger(x) && !Number.isSafeInteger(x)) {
    throw new NablaError(
      "integer-overflow",
      `${operation}: ${say(where)} is ${x}, beyond 2^53, where numbers have lost digits; write it as a bigint, as in 9007199254740993n`,
    )
  }
  const value = typeof x === "bigint" ? x : Number.isInteger(x) ? BigInt(x) : null
  if (value !== null && (dtype === "int64" ? BigInt.asIntN(64, value) : BigInt.asUintN(64, value)) === value) return value as never
  const [lo, hi] = dtype === "int64" ? [-(2n ** 63n), 2n ** 63n - 1n] : [0n, 2n ** 64n - 1n]
  throw new NablaError(
    "integer-overflow",
    `${operation}: ${say(where)} is ${x}, which is no ${dtype} (whole numbers from ${lo} to ${hi}); use another dtype`,
  )
}

/** The real and the imaginary part of an element. */
export const partsOf = (operation: string, x: unknown, dtype: DType, where: Place): readonly [number, number] =>
  isPair(x) ? [x.re, x.im] : [checkElement(operation, x, partOf(dtype), where), 0]

/** A tensor with one value everywhere. */
export function constantOf(operation: string, shape: NumericShape, value: Element, dtype: DType): Tensor {
  if (isComplex(dtype)) {
    const [re, im] = partsOf(operation, value, dtype, "value")
    const part = partOf(dtype)
    return joined(constantOf(operation, shape, re, part), constantOf(operation, shape, im, part))
  }
  const out = allocate(dtype, shape)
  out.buffer.fill(checkElement(operation, value, dtype, "value"), out.offset, out.offset + out.size)
  return asTensor(out)
}

/** Complex numbers from parts of one shape and type. */
export const joined = (re: Tensor, im: Tensor): Tensor => bind2(complexPrimitive, re as never, im as never) as unknown as Tensor

/**
 * What a rule writes into an array of numbers, as a tensor of any type: 64-bit integers and complex numbers are converted
 * afterwards.
 */
export function written(dtype: DType, shape: NumericShape, rule: (out: NDArray) => void): Tensor {
  const plain = isWide(dtype) ? "float64" : partOf(dtype)
  const out = allocate(plain, shape)
  out.buffer.fill(0, out.offset, out.offset + out.size)
  rule(out)
  return astype(asTensor(out) as never, dtype as never) as Tensor
}
