import type { DType } from "../dtype.ts"
import type { Dyn, IsAbsent, IsAny } from "./dim.ts"

export type { DType } from "../dtype.ts"

/**
 * The dtype of `a` combined with `b`, as in the Array API standard; mixed kinds as NumPy:
 * float32 with 8- and 16-bit integers stays float32, with wider integers it is float64. 64-bit integers,
 * which are BigInts in JavaScript, arise only from 64-bit integers and from uint32 with signed ones.
 */
// biome-ignore format: one row for each dtype
export interface Promotion {
  bool: { bool: "bool"; int8: "int8"; int16: "int16"; int32: "int32"; int64: "int64"; uint8: "uint8"; uint16: "uint16"; uint32: "uint32"; uint64: "uint64"; float32: "float32"; float64: "float64"; complex64: "complex64"; complex128: "complex128" }
  int8: { bool: "int8"; int8: "int8"; int16: "int16"; int32: "int32"; int64: "int64"; uint8: "int16"; uint16: "int32"; uint32: "int64"; uint64: "float64"; float32: "float32"; float64: "float64"; complex64: "complex64"; complex128: "complex128" }
  int16: { bool: "int16"; int8: "int16"; int16: "int16"; int32: "int32"; int64: "int64"; uint8: "int16"; uint16: "int32"; uint32: "int64"; uint64: "float64"; float32: "float32"; float64: "float64"; complex64: "complex64"; complex128: "complex128" }
  int32: { bool: "int32"; int8: "int32"; int16: "int32"; int32: "int32"; int64: "int64"; uint8: "int32"; uint16: "int32"; uint32: "int64"; uint64: "float64"; float32: "float64"; float64: "float64"; complex64: "complex128"; complex128: "complex128" }
  int64: { bool: "int64"; int8: "int64"; int16: "int64"; int32: "int64"; int64: "int64"; uint8: "int64"; uint16: "int64"; uint32: "int64"; uint64: "float64"; float32: "float64"; float64: "float64"; complex64: "complex128"; complex128: "complex128" }
  uint8: { bool: "uint8"; int8: "int16"; int16: "int16"; int32: "int32"; int64: "int64"; uint8: "uint8"; uint16: "uint16"; uint32: "uint32"; uint64: "uint64"; float32: "float32"; float64: "float64"; complex64: "complex64"; complex128: "complex128" }
  uint16: { bool: "uint16"; int8: "int32"; int16: "int32"; int32: "int32"; int64: "int64"; uint8: "uint16"; uint16: "uint16"; uint32: "uint32"; uint64: "uint64"; float32: "float32"; float64: "float64"; complex64: "complex64"; complex128: "complex128" }
  uint32: { bool: "uint32"; int8: "int64"; int16: "int64"; int32: "int64"; int64: "int64"; uint8: "uint32"; uint16: "uint32"; uint32: "uint32"; uint64: "uint64"; float32: "float64"; float64: "float64"; complex64: "complex128"; complex128: "complex128" }
  uint64: { bool: "uint64"; int8: "float64"; int16: "float64"; int32: "float64"; int64: "float64"; uint8: "uint64"; uint16: "uint64"; uint32: "uint64"; uint64: "uint64"; float32: "float64"; float64: "float64"; complex64: "complex128"; complex128: "complex128" }
  float32: { bool: "float32"; int8: "float32"; int16: "float32"; int32: "float64"; int64: "float64"; uint8: "float32"; uint16: "float32"; uint32: "float64"; uint64: "float64"; float32: "float32"; float64: "float64"; complex64: "complex64"; complex128: "complex128" }
  float64: { bool: "float64"; int8: "float64"; int16: "float64"; int32: "float64"; int64: "float64"; uint8: "float64"; uint16: "float64"; uint32: "float64"; uint64: "float64"; float32: "float64"; float64: "float64"; complex64: "complex128"; complex128: "complex128" }
  complex64: { bool: "complex64"; int8: "complex64"; int16: "complex64"; int32: "complex128"; int64: "complex128"; uint8: "complex64"; uint16: "complex64"; uint32: "complex128"; uint64: "complex128"; float32: "complex64"; float64: "complex128"; complex64: "complex64"; complex128: "complex128" }
  complex128: { bool: "complex128"; int8: "complex128"; int16: "complex128"; int32: "complex128"; int64: "complex128"; uint8: "complex128"; uint16: "complex128"; uint32: "complex128"; uint64: "complex128"; float32: "complex128"; float64: "complex128"; complex64: "complex128"; complex128: "complex128" }
}

/** A JavaScript number is weak: it takes the tensor's dtype where that holds it. */
export interface WeakPromotion {
  // integer literal / fractional literal / plain number
  bool: { integer: "int32"; fraction: "float64"; number: Dyn }
  int8: { integer: "int8"; fraction: "float64"; number: Dyn }
  int16: { integer: "int16"; fraction: "float64"; number: Dyn }
  int32: { integer: "int32"; fraction: "float64"; number: Dyn }
  int64: { integer: "int64"; fraction: "float64"; number: Dyn }
  uint8: { integer: "uint8"; fraction: "float64"; number: Dyn }
  uint16: { integer: "uint16"; fraction: "float64"; number: Dyn }
  uint32: { integer: "uint32"; fraction: "float64"; number: Dyn }
  uint64: { integer: "uint64"; fraction: "float64"; number: Dyn }
  float32: { integer: "float32"; fraction: "float32"; number: "float32" }
  float64: { integer: "float64"; fraction: "float64"; number: "float64" }
  complex64: { integer: "complex64"; fraction: "complex64"; number: "complex64" }
  complex128: { integer: "complex128"; fraction: "complex128"; number: "complex128" }
}

/** The dtype of a result that cannot be an integer: sin, exp, mean, division. */
export interface FloatOf {
  bool: "float64"
  int8: "float64"
  int16: "float64"
  int32: "float64"
  int64: "float64"
  uint8: "float64"
  uint16: "float64"
  uint32: "float64"
  uint64: "float64"
  float32: "float32"
  float64: "float64"
  complex64: "complex64"
  complex128: "complex128"
}

/** The dtype of magnitudes and parts: abs of a complex number is real. */
export interface RealOf {
  bool: "bool"
  int8: "int8"
  int16: "int16"
  int32: "int32"
  int64: "int64"
  uint8: "uint8"
  uint16: "uint16"
  uint32: "uint32"
  uint64: "uint64"
  float32: "float32"
  float64: "float64"
  complex64: "float32"
  complex128: "float64"
}

/** The dtype of a sum or product: small integers are counted in int32 or uint32, booleans in int32. */
export interface SumOf {
  bool: "int32"
  int8: "int32"
  int16: "int32"
  int32: "int32"
  int64: "int64"
  uint8: "uint32"
  uint16: "uint32"
  uint32: "uint32"
  uint64: "uint64"
  float32: "float32"
  float64: "float64"
  complex64: "complex64"
  complex128: "complex128"
}

/** What `item()` gives. */
export interface ItemOf {
  bool: boolean
  int8: number
  int16: number
  int32: number
  int64: bigint
  uint8: number
  uint16: number
  uint32: number
  uint64: bigint
  float32: number
  float64: number
  complex64: Complex
  complex128: Complex
}

/** A complex number as plain data. */
export interface Complex {
  readonly re: number
  readonly im: number
}

/** Which column of `WeakPromotion` a JavaScript number takes. */
export type WeakKind<N extends number> = number extends N ? "number" : `${N}` extends `${bigint}` ? "integer" : "fraction"

/**
 * The dtype named in the options, `Otherwise` where none is. It is taken from a copy, `E`, so that nothing is inferred
 * for `D` from the place where the result goes.
 */
export type Chosen<D, Otherwise extends DType> =
  IsAny<D> extends true ? Dyn : IsAbsent<D> extends true ? Otherwise : [D] extends [infer E extends DType] ? E : Otherwise
