// Element types and their promotion, as the Python Array API standard has them; where it is silent, as NumPy.
import { NablaError } from "./errors.ts"

/** The name of an element type. */
export type DType =
  | "bool"
  | "int8"
  | "int16"
  | "int32"
  | "int64"
  | "uint8"
  | "uint16"
  | "uint32"
  | "uint64"
  | "float32"
  | "float64"
  | "complex64"
  | "complex128"

/**
 * The arrays that hold elements; booleans are bytes 0 and 1. Those of 64-bit integers hold bigints and pass as one of
 * these: the kernels that meet them know it by the element type.
 */
export type TypedArray = Uint8Array | Int8Array | Int16Array | Int32Array | Uint16Array | Uint32Array | Float32Array | Float64Array

export type Kind = "bool" | "int" | "uint" | "float" | "complex"

interface DTypeInfo {
  readonly kind: Kind
  readonly bytes: number
  readonly make: new (length: number) => TypedArray
  /** Smallest and largest value of an integer type; of 64 bits to the nearest number. */
  readonly range: readonly [number, number]
}

const info = (kind: Kind, bytes: number, make: DTypeInfo["make"], lo: number, hi: number): DTypeInfo => ({
  kind,
  bytes,
  make,
  range: [lo, hi],
})

export const dtypes: Readonly<Record<DType, DTypeInfo>> = {
  bool: /* @__PURE__ */ info("bool", 1, Uint8Array, 0, 1),
  int8: /* @__PURE__ */ info("int", 1, Int8Array, -128, 127),
  int16: /* @__PURE__ */ info("int", 2, Int16Array, -32768, 32767),
  int32: /* @__PURE__ */ info("int", 4, Int32Array, -2147483648, 2147483647),
  int64: /* @__PURE__ */ info("int", 8, BigInt64Array as unknown as DTypeInfo["make"], -(2 ** 63), 2 ** 63),
  uint8: /* @__PURE__ */ info("uint", 1, Uint8Array, 0, 255),
  uint16: /* @__PURE__ */ info("uint", 2, Uint16Array, 0, 65535),
  uint32: /* @__PURE__ */ info("uint", 4, Uint32Array, 0, 4294967295),
  uint64: /* @__PURE__ */ info("uint", 8, BigUint64Array as unknown as DTypeInfo["make"], 0, 2 ** 64),
  float32: /* @__PURE__ */ info("float", 4, Float32Array, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY),
  float64: /* @__PURE__ */ info("float", 8, Float64Array, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY),
  // as they lie in files and in `data`: real and imaginary parts in turn
  complex64: /* @__PURE__ */ info("complex", 8, Float32Array, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY),
  complex128: /* @__PURE__ */ info("complex", 16, Float64Array, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY),
}

export const isDType = (name: unknown): name is DType => typeof name === "string" && Object.hasOwn(dtypes, name)

export const isFloat = (dtype: DType): boolean => dtype === "float64" || dtype === "float32"

export const isComplex = (dtype: DType): boolean => dtype === "complex128" || dtype === "complex64"

/** Real or complex floating-point numbers: what derivatives are of. */
export const isFloating = (dtype: DType): boolean => isFloat(dtype) || isComplex(dtype)

/** 64-bit integers, whose elements are bigints. */
export const isWide = (dtype: DType): boolean => dtype === "int64" || dtype === "uint64"

/** The type of the real and imaginary parts; a real type itself. */
export const partOf = (dtype: DType): DType => (dtype === "complex128" ? "float64" : dtype === "complex64" ? "float32" : dtype)

/** The complex type whose parts hold every value of a type. */
export const complexOf = (dtype: DType): DType => (promoteFloat(partOf(dtype), "float32") === "float32" ? "complex64" : "complex128")

export const isInteger = (dtype: DType): boolean => dtypes[dtype].kind === "int" || dtypes[dtype].kind === "uint"

/** The given name if it is a dtype, else one clear error. */
export function checkDType(operation: string, name: unknown): DType {
  if (isDType(name)) return name
  throw new NablaError(
    "bad-argument",
    `${operation}: ${JSON.stringify(name) ?? String(name)} is not a dtype; use one of ${Object.keys(dtypes).join(", ")}`,
  )
}

const signed: Readonly<Record<number, DType>> = { 1: "int8", 2: "int16", 4: "int32", 8: "int64" }
const unsigned: Readonly<Record<number, DType>> = { 1: "uint8", 2: "uint16", 4: "uint32", 8: "uint64" }

/**
 * The smallest type that holds every value of both: int8 with uint8 is int16, int32 with float32 is float64. int64 with
 * uint64 is float64, which holds neither wholly, and stands so in the standard and in NumPy.
 */
export function promote(a: DType, b: DType): DType {
  if (a === b) return a
  if (a === "bool") return b
  if (b === "bool") return a
  const x = dtypes[a]
  const y = dtypes[b]
  if (x.kind === "complex" || y.kind === "complex") return complexOf(promote(partOf(a), partOf(b)))
  if (x.kind === "float" || y.kind === "float") return promoteFloat(a, b)
  const bytes = Math.max(x.bytes, y.bytes)
  if (x.kind === y.kind) return (x.kind === "int" ? signed[bytes] : unsigned[bytes]) as DType
  const [int, uint] = x.kind === "int" ? [x, y] : [y, x]
  // a signed type must be wider than the unsigned one that it is to hold
  return signed[uint.bytes < int.bytes ? int.bytes : uint.bytes * 2] ?? "float64"
}

/**
 * The type in which several types meet, in whatever order. Floating types go first, as in NumPy: uint16 and int16 are each held
 * by float32, but their common int32 is not.
 */
export function promoteAll(types: readonly DType[]): DType {
  const ordered = types.length > 2 ? [...types.filter(isFloating), ...types.filter((type) => !isFloating(type))] : types
  return ordered.reduce(promote)
}

// A float32 has 24 bits: it holds every 16-bit integer, but not every 32-bit one.
function promoteFloat(a: DType, b: DType): DType {
  if (a === "float64" || b === "float64") return "float64"
  const other = a === "float32" ? b : a
  return dtypes[other].kind !== "float" && dtypes[other].bytes > 2 ? "float64" : "float32"
}

/** The floating type in which functions such as `sin` compute: float32 and complex types stay, everything else becomes float64. */
export const floatOf = (dtype: DType): DType => (dtype === "float32" || isComplex(dtype) ? dtype : "float64")

/**
 * The type in which a tensor of `dtype` meets a JavaScript number, which is a weak scalar: it takes the tensor's
 * type where that can hold it. A fraction with integers gives float64, never a silent truncation. What a number is `compared`
 * with need not hold it.
 */
export function promoteNumber(operation: string, dtype: DType, value: number, compared = false): DType {
  if (isFloating(dtype)) return dtype
  if (!Number.isInteger(value)) return "float64"
  if (dtype === "bool") return Math.abs(value) <= 2147483648 ? "int32" : "float64"
  const [lo, hi] = dtypes[dtype].range
  if (isWide(dtype) ? value >= lo && Number.isSafeInteger(value) : value >= lo && value <= hi) return dtype
  if (compared && (value < lo || value >= hi)) return "float64"
  if (isWide(dtype) && value >= lo && value < hi) {
    throw new NablaError(
      "integer-overflow",
      `${operation}: the number ${value} is beyond 2^53, where numbers no longer tell neighbouring integers apart; give it exactly: tensor(${BigInt(value)}n)`,
    )
  }
  throw new NablaError(
    "integer-overflow",
    `${operation}: ${value} does not fit ${dtype} (${BigInt(lo)} to ${BigInt(hi) - (isWide(dtype) ? 1n : 0n)}); convert the tensor first: astype(x, "float64")`,
  )
}
