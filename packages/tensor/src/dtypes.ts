// Questions about element types, as the standard asks them.
import {
  type Complex,
  checkDType,
  complexOf,
  type DType,
  dtypeOf,
  dtypes,
  isComplex,
  isFloating,
  isFloat,
  isInteger,
  isNode,
  NablaError,
  type Operand,
  type ResultType,
  partOf,
  promote,
  promoteAll,
  promoteNumber,
  type Value,
} from "@nablajs/core"

/** Half a circle's length over its radius. */
export const pi: number = Math.PI
/** Euler's number. */
export const e: number = Math.E
export const inf: number = Number.POSITIVE_INFINITY
export const nan: number = Number.NaN
/** The key for a new axis. */
export const newaxis = null

const typeOf = (x: DType | Operand): DType => (typeof x === "string" ? checkDType("dtype", x) : dtypeOf(x as Value))

/** A number of JavaScript in whatever form: it takes the type of the tensors that it meets. */
type Weak = number | boolean | bigint | Complex

const isWeak = (x: unknown): x is Weak =>
  typeof x === "number" ||
  typeof x === "boolean" ||
  typeof x === "bigint" ||
  (typeof x === "object" && x !== null && "re" in x && !isNode(x))

function meet(type: DType, x: Weak): DType {
  if (typeof x === "boolean") return type
  if (typeof x === "object") return isFloating(type) ? complexOf(type) : "complex128"
  if (typeof x === "bigint" && !Number.isSafeInteger(Number(x))) return promote(type, x < 2n ** 63n ? "int64" : "uint64")
  return promoteNumber("resultType", type, Number(x))
}

/**
 * The type in which tensors, types and numbers meet. Numbers, truth values, bigints and `{ re, im }` are weak: they take the type of
 * the others where that can hold them.
 *
 * @example resultType("int32", "float32") // => "float64"
 */
export function resultType<const Xs extends readonly (DType | Operand | Weak)[]>(...operands: Xs): ResultType<Xs> {
  const weak = operands.filter(isWeak)
  const types = operands.filter((x) => !isWeak(x)).map((x) => typeOf(x as DType | Operand))
  const [first] = weak
  if (types.length === 0 && first === undefined) return "float64" as ResultType<Xs>
  const own: DType =
    types.length > 0 ? promoteAll(types) : typeof first === "boolean" ? "bool" : typeof first === "bigint" ? "int64" : "float64"
  return weak.reduce<DType>(meet, own) as ResultType<Xs>
}

/**
 * Whether every value of one type, or of a tensor's, has a place in another.
 *
 * @example canCast("int32", "float64") // => true
 */
export const canCast = (from: DType | Operand, to: DType): boolean => promote(typeOf(from), checkDType("canCast", to)) === to

/** "real floating", "complex floating", "integral" and the like, or a type itself. */
export type Kind = DType | "bool" | "signed integer" | "unsigned integer" | "integral" | "real floating" | "complex floating" | "numeric"

const kinds: Readonly<Record<string, (dtype: DType) => boolean>> = {
  "signed integer": (d) => dtypes[d].kind === "int",
  "unsigned integer": (d) => dtypes[d].kind === "uint",
  integral: isInteger,
  "real floating": isFloat,
  "complex floating": isComplex,
  numeric: (d) => d !== "bool",
}

/**
 * Whether a type is of a kind, or of one of several.
 *
 * @example isdtype("int8", "integral") // => true
 */
export function isdtype(dtype: DType, kind: Kind | readonly Kind[]): boolean {
  if (Array.isArray(kind)) return kind.some((k) => isdtype(dtype, k as Kind))
  const test = kinds[kind as string]
  return test === undefined ? checkDType("isdtype", kind) === dtype : test(checkDType("isdtype", dtype))
}

/**
 * The limits of a floating-point type: distance from 1 to the next number, extremes, smallest normal number. Of a complex type
 * those of its parts.
 *
 * @example finfo("float64").eps // => 2.220446049250313e-16
 */
export function finfo(x: DType | Operand): {
  readonly bits: number
  readonly eps: number
  readonly max: number
  readonly min: number
  readonly smallestNormal: number
  readonly dtype: DType
} {
  const dtype = partOf(typeOf(x))
  if (!isFloat(dtype)) throw new NablaError("dtype-mismatch", `finfo: ${dtype} is no floating-point type; use iinfo`)
  if (dtype === "float64")
    return { bits: 64, eps: 2 ** -52, max: Number.MAX_VALUE, min: -Number.MAX_VALUE, smallestNormal: 2 ** -1022, dtype }
  const max = (2 - 2 ** -23) * 2 ** 127
  return { bits: 32, eps: 2 ** -23, max, min: -max, smallestNormal: 2 ** -126, dtype }
}

/**
 * The limits of an integer type; of 64 bits as bigints.
 *
 * @example iinfo("int8").max // => 127
 */
export function iinfo(x: DType | Operand): {
  readonly bits: number
  readonly max: number | bigint
  readonly min: number | bigint
  readonly dtype: DType
} {
  const dtype = typeOf(x)
  if (!isInteger(dtype)) throw new NablaError("dtype-mismatch", `iinfo: ${dtype} is no integer type${isFloat(dtype) ? "; use finfo" : ""}`)
  if (dtype === "int64") return { bits: 64, max: 2n ** 63n - 1n, min: -(2n ** 63n), dtype }
  if (dtype === "uint64") return { bits: 64, max: 2n ** 64n - 1n, min: 0n, dtype }
  const [min, max] = dtypes[dtype].range
  return { bits: 8 * dtypes[dtype].bytes, max, min, dtype }
}
