// Signatures of the operations that rearrange, join and repeat without computing.
import type { Axis, AxisCheck, Reduced } from "./axes.ts"
import type { StretchCheck } from "./broadcast.ts"
import type { Arg, Dim, Dims, Dyn, DynShape, IsAbsent, IsAny, Shape } from "./dim.ts"
import type { DType } from "./dtype.ts"
import type { ConcatCheck, ConcatShape, JoinDType, StackCheck, StackShape } from "./join.ts"
import type { KronShape } from "./pairing.ts"
import type { ExpandCheck, ExpandShape, PermuteCheck, PermuteShape, MoveShape, SqueezeCheck, SqueezeShape, SwapShape } from "./permute.ts"
import type { Floor, Minus, Plus, Several, SizeOf, Times, Total, WithSize } from "./sizes.ts"
import type { RavelShape, ReshapeCheck, ReshapeShape } from "./reshape.ts"
import type { AsTensor, DTypeOf, Like, MeetNumber, Operand, ShapeOf, Tensor } from "./tensor.ts"

/** The same elements in another shape; of a plain number a 0-d tensor's. */
export type Moved<A, S extends Dims> = AsTensor<A, DTypeOf<A>, S>

/** `reshape(x, shape)`: the same elements in row-major order; one size may be -1. */
export interface Reshape<Op extends string = "reshape"> {
  <A extends Operand, const T extends Dim | Shape>(
    x: A,
    shape: Arg<ReshapeCheck<Op, ShapeOf<A>, T>, T>,
  ): Moved<A, ReshapeShape<ShapeOf<A>, T>>
}

/** `ravel(x)`: all elements on one axis. */
export interface Ravel {
  <A extends Operand>(x: A): Moved<A, RavelShape<ShapeOf<A>>>
}

/** `transpose(x, axes)`: axis i of the result is axis axes[i] of x; without axes their order is reversed. */
export interface Transpose<Op extends string = "transpose"> {
  <A extends Operand, const P extends readonly number[] | undefined = never>(
    x: A,
    axes?: Arg<PermuteCheck<Op, ShapeOf<A>, P>, P>,
  ): Like<A, DTypeOf<A>, PermuteShape<ShapeOf<A>, P>>
}

/** `astype(x, dtype)`: the elements converted to another dtype. */
export interface Astype {
  <A extends Operand, const D extends DType>(x: A, dtype: D): IsAny<A> extends true ? Dyn : Tensor<D, ShapeOf<A>>
}

/** `swapaxes(x, axis1, axis2)`: two axes exchanged. */
export interface Swapaxes<Op extends string = "swapaxes"> {
  <A extends Operand, const X extends number, const Y extends number>(
    x: A,
    axis1: Arg<AxisCheck<Op, ShapeOf<A>, X>, X>,
    axis2: Arg<AxisCheck<Op, ShapeOf<A>, Y>, Y>,
  ): Moved<A, SwapShape<ShapeOf<A>, X, Y>>
}

/** `moveaxis(x, source, destination)`: axes moved to new places, the others in their old order. */
export interface Moveaxis<Op extends string = "moveaxis"> {
  <A extends Operand, const X extends number | readonly number[], const Y extends number | readonly number[]>(
    x: A,
    source: Arg<AxisCheck<Op, ShapeOf<A>, X>, X>,
    destination: Arg<AxisCheck<Op, ShapeOf<A>, Y>, Y>,
  ): Moved<A, MoveShape<ShapeOf<A>, X, Y>>
}

/** `expandDims(x, axis)`: an axis of size 1 at the given place of the result. */
export interface ExpandDims<Op extends string = "expandDims"> {
  <A extends Operand, const X extends number = 0>(x: A, axis?: Arg<ExpandCheck<Op, ShapeOf<A>, X>, X>): Moved<A, ExpandShape<ShapeOf<A>, X>>
}

/** `squeeze(x, axis)`: without the given axes of size 1. */
export interface Squeeze<Op extends string = "squeeze"> {
  <A extends Operand, const X extends Axis = never>(
    x: A,
    axis?: Arg<SqueezeCheck<Op, ShapeOf<A>, X>, X>,
  ): Moved<A, SqueezeShape<ShapeOf<A>, X>>
}

/** `broadcastTo(x, shape)`: sizes 1 and missing leading axes stretched to `shape`. */
export interface BroadcastTo<Op extends string = "broadcastTo"> {
  <A extends Operand, const T extends Shape>(x: A, shape: Arg<StretchCheck<Op, ShapeOf<A>, T>, T>): Moved<A, Mutable<T>>
}

/** `flip(x, { axis })`: the order reversed along the axes, all of them if absent. */
export interface Flip<Op extends string = "flip"> {
  <A extends Operand, const X extends Axis = never>(
    x: A,
    options?: { readonly axis?: Arg<AxisCheck<Op, ShapeOf<A>, X>, X> | undefined },
  ): Moved<A, ShapeOf<A>>
}

/** `roll(x, shift, { axis })`: elements moved along an axis, those that leave re-entering at its start. */
export interface Roll<Op extends string = "roll"> {
  <A extends Operand, const X extends Axis = never>(
    x: A,
    shift: number | readonly number[],
    options?: { readonly axis?: Arg<AxisCheck<Op, ShapeOf<A>, X>, X> | undefined },
  ): Moved<A, ShapeOf<A>>
}

/** `concat([x, y], { axis })`: joined along an existing axis, the first if absent. */
export interface Concat<Op extends string = "concat"> {
  <const Xs extends readonly Operand[], const X extends number = 0>(
    xs: Arg<ConcatCheck<Op, Xs, X>, Xs>,
    options?: { readonly axis?: X | undefined },
  ): Tensor<JoinDType<Xs>, ConcatShape<Xs, X>>
}

/** `stack([x, y], { axis })`: joined along a new axis, the first if absent. */
export interface Stack<Op extends string = "stack"> {
  <const Xs extends readonly Operand[], const X extends number = 0>(
    xs: Arg<StackCheck<Op, Xs, X>, Xs>,
    options?: { readonly axis?: X | undefined },
  ): Tensor<JoinDType<Xs>, StackShape<Xs, X>>
}

/** `split(x, parts, { axis })`: equal parts, or parts that begin at the given positions. */
export interface Split<Op extends string = "split"> {
  <A extends Operand, const P extends number | readonly number[], const X extends number = 0>(
    x: A,
    parts: P,
    options?: { readonly axis?: Arg<AxisCheck<Op, ShapeOf<A>, X>, X> | undefined },
  ): Parts<A, X, P>
}

type Parts<A, X, P> = P extends number
  ? Several<Moved<A, WithSize<ShapeOf<A>, X, Floor<SizeOf<ShapeOf<A>, X>, P>>>, P>
  : P extends readonly number[]
    ? number extends P["length"]
      ? Moved<A, WithSize<ShapeOf<A>, X, Dyn>>[]
      : Between<A, X, P, 0, SizeOf<ShapeOf<A>, X>>
    : Moved<A, WithSize<ShapeOf<A>, X, Dyn>>[]

// From each position to the next.
type Between<A, X, P extends Dims, From, Whole, Out extends Dims = []> = P extends readonly [infer To, ...infer Rest]
  ? Between<A, X, Rest, To, Whole, [...Out, Moved<A, WithSize<ShapeOf<A>, X, Minus<Minus<Whole, From>, Minus<Whole, To>>>>]>
  : [...Out, Moved<A, WithSize<ShapeOf<A>, X, Minus<Whole, From>>>]

/** `repeat(x, repeats, { axis })`: each element several times, of the flattened tensor if no axis is named. */
export interface Repeat<Op extends string = "repeat"> {
  <A extends Operand, const R extends number | readonly number[], const X extends number | undefined = never>(
    x: A,
    repeats: R,
    options?: { readonly axis?: Arg<AxisCheck<Op, ShapeOf<A>, X>, X> | undefined },
  ): Moved<A, IsAbsent<X> extends true ? Repeated<RavelShape<ShapeOf<A>>, 0, R> : Repeated<ShapeOf<A>, X, R>>
}

// A list with one number alone stands for all elements.
type Repeated<S extends Dims, X, R> = WithSize<
  S,
  X,
  R extends number ? Times<SizeOf<S, X>, R> : R extends readonly [infer Each] ? Times<SizeOf<S, X>, Each> : R extends Dims ? Total<R> : Dyn
>

/** `tile(x, repetitions)`: the whole tensor several times along each axis. */
export interface Tile {
  <A extends Operand, const T extends readonly number[]>(x: A, repetitions: T): Moved<A, KronShape<ShapeOf<A>, T>>
}

/** `pad(x, widths, { mode, value })`: margins of one width for all sides, or for each axis a width or `[before, after]`. */
export interface Pad {
  <A extends Operand, const W extends number | readonly (number | readonly [number, number])[], const V extends number = 0>(
    x: A,
    widths: W,
    options?: {
      readonly mode?: "constant" | "edge" | "reflect" | "symmetric" | "wrap" | undefined
      readonly value?: V | undefined
    },
  ): AsTensor<A, Padded<DTypeOf<A>, V>, Wider<ShapeOf<A>, W>>
}

type Wider<S extends Dims, W, Out extends Dims = []> =
  IsAny<S> extends true
    ? DynShape
    : S extends readonly [infer N, ...infer Rest]
      ? Wider<Rest, W, [...Out, Plus<N, Margins<W extends Dims ? W[Out["length"]] : W>>]>
      : S extends readonly []
        ? Out
        : DynShape

type Margins<W> = [W] extends [readonly [infer Before, infer After]] ? Plus<Before, After> : Times<W, 2>

// The value meets the elements as a number does in arithmetic; beside truth values 0 and 1 are truth values.
type Padded<D extends DType, V extends number> = V extends 0 ? D : V extends (D extends "bool" ? 1 : never) ? D : MeetNumber<D, V, "auto">

/** `unstack(x, { axis })`: the slices along an axis, the first if absent, without it. */
export interface Unstack<Op extends string = "unstack"> {
  <A extends Operand, const X extends number = 0>(
    x: A,
    options?: { readonly axis?: Arg<AxisCheck<Op, ShapeOf<A>, X>, X> | undefined },
  ): Several<Moved<A, Reduced<ShapeOf<A>, X, false>>, SizeOf<ShapeOf<A>, X>>
}

/** A shape as users write it, without `readonly`. */
export type Mutable<T extends Shape> = IsAny<T> extends true ? DynShape : { -readonly [I in keyof T]: T[I] }
