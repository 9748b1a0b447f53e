// The shapes of what an index picks out.
import type { Add, Quotient, Subtract } from "./arithmetic.ts"
import type { Position } from "./axes.ts"
import type { Dims, Dyn, DynShape, Failure, HasRank, IsAny, IsInteger, Show } from "./dim.ts"
import type { Tensor } from "./tensor.ts"

/** A range of positions on one axis, as `start:stop:step` has it; absent bounds take all. */
export interface Slice<Start = Dyn, Stop = Dyn, Step = Dyn> {
  readonly start: Start
  readonly stop: Stop
  readonly step: Step
}

/** One key of an index: a position, a slice, a new axis (`null`), all remaining axes ("..."), positions or a mask as tensor. */
export type Key = number | string | Slice | null | Tensor

type Keys = readonly unknown[]

/** The shape of `at(x, ...keys)`. */
export type IndexShape<S extends Dims, Ks extends Keys> =
  IsAny<S> extends true
    ? DynShape
    : HasRank<S> extends false
      ? DynShape
      : HasRank<Ks> extends false
        ? DynShape
        : Walk<S, Ks, []> extends infer Answer
          ? Answer extends Dims
            ? Answer
            : DynShape
          : never

export type IndexCheck<Op extends string, S extends Dims, Ks extends Keys> =
  IsAny<S> extends true
    ? unknown
    : HasRank<S> extends false
      ? unknown
      : HasRank<Ks> extends false
        ? unknown
        : Walk<S, Ks, []> extends infer Answer
          ? IsAny<Answer> extends true
            ? unknown
            : Answer extends { readonly index: infer I extends number; readonly axis: infer X extends number }
              ? Failure<`${Op}: index ${I} does not exist on axis ${X} of shape ${Show<S>}`>
              : Answer extends { readonly excess: number }
                ? Failure<`${Op}: ${Answer["excess"]} keys for ${S["length"]} axes, got shape ${Show<S>}`>
                : Answer extends { readonly text: infer Text extends string }
                  ? Failure<`${Op}: cannot read the slice "${Text}"; write "start:stop:step", each part optional, got shape ${Show<S>}`>
                  : unknown
          : never

// Key by key; sizes that no key touches are kept. `Seen` counts the axes used up.
type Walk<S extends Dims, Ks extends Keys, Out extends Dims, Seen extends Dims = [], All extends Keys = Ks> = Ks extends readonly [
  infer K,
  ...infer Rest,
]
  ? IsAny<K> extends true
    ? DynShape
    : [K] extends [null]
      ? Walk<S, Rest, [...Out, 1], Seen, All>
      : [K] extends ["..."]
        ? Skip<S, Consumed<Rest>, Out, Rest, Seen, All>
        : [K] extends [Tensor<infer D, infer I>]
          ? Gathered<D, I, S, Out, Rest>
          : S extends readonly [infer Size, ...infer Others]
            ? [K] extends [number]
              ? Exists<Size, K> extends false
                ? { readonly index: K; readonly axis: Seen["length"] }
                : Walk<Others, Rest, Out, [...Seen, 0], All>
              : [K] extends [string]
                ? Bounds<K> extends Slice<infer A, infer B, infer C>
                  ? Walk<Others, Rest, [...Out, SliceSize<Size, A, B, C>], [...Seen, 0], All>
                  : string extends K
                    ? DynShape
                    : { readonly text: K }
                : [K] extends [Slice<infer A, infer B, infer C>]
                  ? Walk<Others, Rest, [...Out, SliceSize<Size, A, B, C>], [...Seen, 0], All>
                  : DynShape
            : { readonly excess: Consumed<All>["length"] }
  : [...Out, ...S]

// The keys that use up an axis, as a list.
type Consumed<Ks extends Keys, Out extends Dims = []> = Ks extends readonly [infer K, ...infer Rest]
  ? Consumed<Rest, [K] extends [null | "..."] ? Out : [...Out, 0]>
  : Out

// Keeps as many axes as the keys after "..." leave over.
type Skip<
  S extends Dims,
  After extends Dims,
  Out extends Dims,
  Rest extends Keys,
  Seen extends Dims,
  All extends Keys,
> = S["length"] extends After["length"]
  ? Walk<S, Rest, Out, Seen, All>
  : S extends readonly [infer Size, ...infer Others]
    ? Skip<Others, After, [...Out, Size], Rest, [...Seen, 0], All>
    : Walk<S, Rest, Out, Seen, All>

// One list of positions replaces its axis by its own shape, one mask replaces as many axes as it has; more than one
// tensor among the keys is left to run time.
type Gathered<D, I extends Dims, S extends Dims, Out extends Dims, Rest extends Keys> =
  IsAny<I> extends true
    ? DynShape
    : IsAny<D> extends true
      ? DynShape
      : Extract<Rest[number], Tensor> extends infer More
        ? [More] extends [never]
          ? D extends "bool"
            ? MaskOf<I, S> extends infer Left extends Dims
              ? Walk<Left, Rest, [...Out, Dyn]>
              : DynShape
            : S extends readonly [Dyn, ...infer Others]
              ? Walk<Others, Rest, [...Out, ...I]>
              : DynShape
          : DynShape
        : never

type MaskOf<I extends Dims, S extends Dims> = I extends readonly [Dyn, ...infer RestI]
  ? S extends readonly [Dyn, ...infer RestS]
    ? MaskOf<RestI, RestS>
    : DynShape
  : S

// A literal position beyond either end of a known size.
type Exists<Size, K extends number> =
  IsInteger<Size> extends true
    ? number extends K
      ? true
      : `${K}` extends `-${infer N extends number}`
        ? [Subtract<Size & number, N>] extends [never]
          ? false
          : true
        : IsInteger<K> extends true
          ? [Subtract<Size & number, K>] extends [never]
            ? false
            : Subtract<Size & number, K> extends 0
              ? false
              : true
          : true
    : true

/** "1:3" read as a slice: absent bounds are null, the step is 1. */
type Bounds<Text extends string> =
  Squash<Text> extends `${infer A}:${infer B}:${infer C}`
    ? Slice<Bound<A>, Bound<B>, C extends "" ? 1 : Bound<C>>
    : Squash<Text> extends `${infer A}:${infer B}`
      ? Slice<Bound<A>, Bound<B>, 1>
      : false

type Squash<Text extends string> = Text extends `${infer A} ${infer B}` ? Squash<`${A}${B}`> : Text

type Bound<Text extends string> = Text extends "" ? null : Text extends `${infer N extends number}` ? N : Dyn

type Absent = null | undefined

// The number of positions from start to stop, both clipped to the axis.
type SliceSize<Size, A, B, C> =
  IsAny<C> extends true
    ? Dyn
    : [C] extends [1 | Absent]
      ? [A, B] extends [Absent | 0, Absent]
        ? IsAny<A> extends true
          ? Dyn
          : IsAny<B> extends true
            ? Dyn
            : Size
        : Span<Size, A, B>
      : [C] extends [-1]
        ? [A, B] extends [Absent, Absent]
          ? Size
          : Dyn
        : IsInteger<C> extends true
          ? C extends 0
            ? Dyn
            : Steps<Span<Size, A, B>, C & number>
          : Dyn

type Span<Size, A, B> =
  IsInteger<Size> extends true
    ? Clip<Size & number, A, 0> extends infer Start
      ? IsAny<Start> extends true
        ? Dyn
        : Clip<Size & number, B, Size> extends infer Stop
          ? IsAny<Stop> extends true
            ? Dyn
            : OrZero<Subtract<Stop & number, Start & number>>
          : never
      : never
    : Dyn

// A bound as a position from 0 to the size.
type Clip<Size extends number, Bound, Otherwise> =
  IsAny<Bound> extends true
    ? Dyn
    : [Bound] extends [Absent]
      ? Otherwise
      : [Bound] extends [number]
        ? number extends Bound
          ? Dyn
          : `${Bound}` extends `-${infer N extends number}`
            ? OrZero<Subtract<Size, N>>
            : IsInteger<Bound> extends true
              ? [Subtract<Size, Bound>] extends [never]
                ? Size
                : Bound
              : Dyn
        : Dyn

type OrZero<N> = [N] extends [never] ? 0 : N

// Rounded up.
type Steps<Count, C extends number> = IsAny<Count> extends true ? Dyn : Quotient<Add<Count & number, Subtract<C, 1>>, C>

/** The shape of `take(x, indices, { axis })`: the axis replaced by the shape of the indices. */
export type TakeShape<S extends Dims, I extends Dims, X> =
  IsAny<S> extends true
    ? DynShape
    : IsAny<I> extends true
      ? DynShape
      : Position<S, X> extends infer P
        ? IsAny<P> extends true
          ? DynShape
          : P extends [infer Place]
            ? Splice<S, Place, I>
            : DynShape
        : never

type Splice<S extends Dims, Place, I extends Dims, Before extends Dims = []> = S extends readonly [infer Head, ...infer Rest]
  ? Before["length"] extends Place
    ? [...Before, ...I, ...Rest]
    : Splice<Rest, Place, I, [...Before, Head]>
  : DynShape
