// Tensors from data: nested arrays, and back.
import type { Dims, Dyn, Failure, IsAny, IsUnion } from "./dim.ts"
import type { Complex, DType } from "./dtype.ts"
import type { Tensor } from "./tensor.ts"

/** The array behind a tensor; booleans are bytes 0 and 1, complex numbers their real and imaginary parts in turn. */
export interface DataOf {
  bool: Uint8Array
  int8: Int8Array
  int16: Int16Array
  int32: Int32Array
  int64: BigInt64Array
  uint8: Uint8Array
  uint16: Uint16Array
  uint32: Uint32Array
  uint64: BigUint64Array
  float32: Float32Array
  float64: Float64Array
  complex64: Float32Array
  complex128: Float64Array
}

type TypedArray = DataOf[DType]

/** An array of another library, known by its structure. */
export type ForeignArray =
  | { readonly shape: readonly number[]; readonly data: unknown }
  | { readonly shape: readonly number[]; dataSync(): unknown }
  | { readonly dims: readonly number[]; readonly data: unknown }
  | { readonly length: number; toArray(): unknown }

/**
 * What `tensor` takes: numbers, booleans, bigints, complex numbers and tensors in nested arrays of equal lengths, a typed array, a tensor, or an
 * array of another library.
 */
export type Literal = number | boolean | bigint | Complex | TypedArray | Tensor | ForeignArray | readonly Literal[] | []

/** Rows of one array have one length. */
export type LiteralCheck<T> =
  IsAny<T> extends true
    ? unknown
    : IsRectangular<T> extends true
      ? unknown
      : T extends readonly [infer First, ...infer _]
        ? FirstRagged<T, First, "data"> extends infer Text extends string
          ? Failure<`tensor: ${Text}; nested arrays must be rectangular`>
          : Failure<"tensor: nested arrays must be rectangular">
        : Failure<"tensor: nested arrays must be rectangular">

type IsRectangular<T> = [T] extends [Leaf]
  ? true
  : [T] extends [readonly unknown[]]
    ? IsRagged<T[number]> extends true
      ? false
      : IsRectangular<T[number]>
    : true

// The first row that differs from the first of its level, `Model`; only asked where some row does.
type FirstRagged<T, Model, Path extends string, I extends Dims = []> = T extends readonly [infer Row, ...infer Rest]
  ? Row extends readonly unknown[]
    ? Model extends readonly unknown[]
      ? Row["length"] extends Model["length"]
        ? FirstRagged<Row, Model[0], `${Path}[${I["length"]}]`> extends infer Text extends string
          ? Text
          : FirstRagged<Rest, Model, Path, [...I, 0]>
        : `${Path}[${I["length"]}] is an array of length ${Row["length"]}, expected length ${Model["length"]}, as ${Path}[0]`
      : `${Path}[${I["length"]}] is an array of length ${Row["length"]}, expected a number, as ${Path}[0]`
    : FirstRagged<Rest, Model, Path, [...I, 0]>
  : false

type Atom = number | boolean | bigint | Complex

type Leaf = Atom | TypedArray | Tensor | ForeignArray

// The rows of an array, as a union: of several lengths, or arrays beside numbers.
type IsRagged<Row> =
  IsAny<Row> extends true ? false : [Row] extends [Leaf] ? false : [Row] extends [readonly unknown[]] ? IsUnion<Row["length"]> : true

/** The shape of nested arrays. Elements are typed as `number`, so that equal rows share one type and only lengths cost. */
export type LiteralShape<T> =
  IsAny<T> extends true
    ? Dyn
    : [T] extends [Atom]
      ? []
      : [T] extends [Tensor<Dyn, infer S>]
        ? S
        : [T] extends [TypedArray]
          ? [Dyn]
          : [T] extends [readonly unknown[]]
            ? [T["length"]] extends [never]
              ? Dyn
              : NestedShape<T, []>
            : Dyn

type NestedShape<T extends readonly unknown[], Out extends Dims> = [T[number]] extends [Atom]
  ? [...Out, Length<T>]
  : [T[number]] extends [readonly unknown[]]
    ? NestedShape<T[number], [...Out, Length<T>]>
    : [T[number]] extends [Tensor]
      ? IsAny<T[number]["shape"]> extends true
        ? Dyn
        : [...Out, Length<T>, ...T[number]["shape"]]
      : Dyn

type Length<T extends readonly unknown[]> = number extends T["length"] ? Dyn : T["length"]

/** Numbers are float64, booleans bool, bigints int64, pairs complex128; typed arrays and tensors keep their dtype. */
export type LiteralDType<T> =
  IsAny<T> extends true
    ? Dyn
    : [T] extends [Tensor<infer D>]
      ? D
      : [T] extends [TypedArray]
        ? DTypeOfArray<T>
        : [T] extends [readonly unknown[]]
          ? [T[number]] extends [never]
            ? "float64"
            : LiteralDType<T[number]>
          : [T] extends [number | boolean]
            ? [T] extends [boolean]
              ? "bool"
              : "float64"
            : [T] extends [Complex | number | boolean]
              ? "complex128"
              : [T] extends [bigint]
                ? "int64"
                : Dyn

export type DTypeOfArray<T> = T extends Float64Array
  ? "float64"
  : T extends Float32Array
    ? "float32"
    : T extends Int32Array
      ? "int32"
      : T extends Uint8Array
        ? "uint8"
        : T extends Int8Array
          ? "int8"
          : T extends Int16Array
            ? "int16"
            : T extends Uint16Array
              ? "uint16"
              : T extends Uint32Array
                ? "uint32"
                : T extends BigInt64Array
                  ? "int64"
                  : T extends BigUint64Array
                    ? "uint64"
                    : Dyn

/** Nested arrays of `Item` for a shape. */
export type NestedOf<Item, S extends Dims> =
  IsAny<S> extends true ? Dyn : number extends S["length"] ? Dyn : S extends readonly [Dyn, ...infer Rest] ? NestedOf<Item, Rest>[] : Item
