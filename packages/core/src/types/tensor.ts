import type { Dims, Dyn, DynShape, IsAny } from "./dim.ts"
import type { Complex, DType, FloatOf, ItemOf, Promotion, WeakKind, WeakPromotion } from "./dtype.ts"
import type { DataOf, NestedOf } from "./literal.ts"

declare const brand: unique symbol

/**
 * Methods for chaining, empty until `@nablajs/core/fluent` is imported. Not generic, so that the parameters of
 * `Tensor` keep their variance: each method takes its receiver as `this: A`.
 */
// biome-ignore lint/suspicious/noEmptyInterface: filled by declaration merging
export interface TensorMethods {}

/** Properties that depend on the parameters of `Tensor`, empty until `@nablajs/core/fluent` is imported. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by declaration merging
// biome-ignore lint/correctness/noUnusedVariables: its parameters are what the properties depend on
export interface TensorProperties<out D extends DType, out S extends Dims> {}

/**
 * A value with an element type and a shape: a computed array, a value being traced, or a symbolic term.
 * `Tensor<"float64", [2, 3]>` is known wholly, `Tensor<"float64">` has any shape, `Tensor` is any tensor.
 */
export interface Tensor<out D extends DType = Dyn, out S extends Dims = DynShape> extends TensorMethods, TensorProperties<D, S> {
  readonly [brand]: [D, S]
  readonly dtype: D
  readonly shape: S
  /** The number of axes. */
  readonly ndim: S["length"]
  /** The number of elements. */
  readonly size: number
  /** The elements in row-major order: the array itself where the tensor owns all of it, else a copy. */
  readonly data: DataOf[D]
  /** The single element of a tensor of size 1. */
  item<A extends Tensor>(this: A): Item<A>
  /** The elements as nested arrays, a plain value for a 0-d tensor. */
  toArray<A extends Tensor>(this: A): Nested<A>
  toString(): string
}

/** A tensor without axes: what a loss returns. */
export type Scalar<D extends DType = Dyn> = Tensor<D, []>

/** What every operation takes and gives. A JavaScript number is a weak scalar. */
export type Operand = number | Tensor

/** What takes its type from a tensor beside it, as a number does, but is no operand alone: `add(x, 3n)`, `multiply(x, { re: 0, im: 1 })`. */
export type Weak = bigint | Complex

/** Nested arrays and records of tensors. Numbers are left out, so that `grad(Math.sin)` is refused. */
export type Tree = Tensor | readonly Tree[] | { readonly [key: string]: Tree }

type Item<A> = A extends Tensor<infer D> ? ItemOf[D] : never
type Nested<A> = A extends Tensor<infer D, infer S> ? NestedOf<ItemOf[D], S> : never

/** The shape of an operand; a number has no axes. */
export type ShapeOf<A> = IsAny<A> extends true ? DynShape : A extends Tensor ? A["shape"] : []

/** The dtype of an operand; a number alone counts as float64. */
export type DTypeOf<A> = IsAny<A> extends true ? Dyn : A extends Tensor ? A["dtype"] : "float64"

/** A tensor of the given dtype and shape, where the operand is a tensor; else a number. */
export type Like<A, D extends DType, S extends Dims> = IsAny<A> extends true ? Dyn : A extends Tensor ? Tensor<D, S> : number

/** A tensor in any case, unknown where the operand is. */
export type AsTensor<A, D extends DType, S extends Dims> = IsAny<A> extends true ? Dyn : Tensor<D, S>

/** The dtype in which two operands meet; `As` overrides how a number counts. */
export type Promote<A, B, As extends "fraction" | "auto" = "auto"> =
  A extends Tensor<infer D>
    ? B extends Tensor<infer E>
      ? Promotion[D][E]
      : MeetNumber<D, B, As>
    : B extends Tensor<infer E>
      ? MeetNumber<E, A, As>
      : "float64"

/** The floating dtype in which two operands meet, integers as float64. */
export type FloatsMet<A, B> =
  A extends Tensor<infer D> ? (B extends Tensor<infer E> ? Promotion[FloatOf[D]][FloatOf[E]] : FloatOf[D]) : FloatOf[DTypeOf<B>]

/** The dtype in which a tensor of dtype `D` meets a number, a bigint or a pair `{ re, im }`. */
export type MeetNumber<D extends DType, N, As> = As extends "fraction"
  ? [N] extends [number | bigint]
    ? FloatOf[D]
    : BesideComplex<D>
  : N extends number
    ? WeakPromotion[D][WeakKind<N>]
    : N extends bigint
      ? D extends "bool"
        ? "int64"
        : D
      : N extends Complex
        ? BesideComplex<D>
        : Dyn

// of integers the wider complex type, as of the float64 that they become beside fractions
type BesideComplex<D extends DType> = Promotion[FloatOf[D]]["complex64"]
