import type { Dims, Dyn, IsAny } from "./dim.ts"

/** The array behind a tensor; booleans are bytes 0 and 1. */
export interface DataOf {
  bool: Uint8Array
  int8: Int8Array
  int16: Int16Array
  int32: Int32Array
  uint8: Uint8Array
  uint16: Uint16Array
  uint32: Uint32Array
  float32: Float32Array
  float64: Float64Array
}

/** Nested arrays of `Item` for a shape. */
export type NestedOf<Item, S extends Dims> =
  IsAny<S> extends true ? Dyn : number extends S["length"] ? Dyn : S extends readonly [Dyn, ...infer Rest] ? NestedOf<Item, Rest>[] : Item

/** What `tensor` takes: numbers and booleans in nested arrays of equal lengths, a typed array, or a tensor. */
export type Literal = unknown
export type LiteralCheck<T> = unknown
export type LiteralDType<T> = Dyn
export type LiteralShape<T> = Dyn
