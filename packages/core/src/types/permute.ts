// The shapes of axes rearranged, added and removed.
import type { AllSizes, AxesOf, AxisCheck, NoSuchAxis, Position, Without } from "./axes.ts"
import type { Dims, Dyn, DynShape, Equals, Failure, HasRank, IsAbsent, IsAny, IsUnknown, Show, ShowDim, ShowList } from "./dim.ts"

/** The axes of a transposition: each axis of x once. */
export type PermuteCheck<Op extends string, S extends Dims, P> =
  IsAny<S> extends true
    ? unknown
    : IsAbsent<P> extends true
      ? unknown
      : HasRank<S> extends false
        ? unknown
        : P extends readonly number[]
          ? number extends P["length"]
            ? unknown
            : P["length"] extends S["length"]
              ? ListsAll<S, P> extends true
                ? unknown
                : AxisCheck<Op, S, P> extends infer Answer
                  ? Answer extends Failure<`${string} twice in ${string}`>
                    ? Unlisted<Op, S, P>
                    : Answer
                  : never
              : Unlisted<Op, S, P>
          : unknown

// The axes are shown as they are counted from the front.
type Unlisted<
  Op extends string,
  S extends Dims,
  P extends Dims,
> = Failure<`${Op}: [${ShowList<Places<S, P>>}] does not list each axis of shape ${Show<S>} once`>

type Places<S extends Dims, P extends Dims, Out extends Dims = []> = P extends readonly [infer X, ...infer Rest]
  ? Places<S, Rest, [...Out, Position<S, X> extends [infer Place] ? Place : X]>
  : Out

/** The shape after a transposition; without axes their order is reversed. */
export type PermuteShape<S extends Dims, P> =
  IsAny<S> extends true
    ? DynShape
    : HasRank<S> extends false
      ? DynShape
      : IsAbsent<P> extends true
        ? Reverse<S>
        : P extends readonly number[]
          ? number extends P["length"]
            ? DynShape
            : Permuted<S, P, AxesOf<S>>
          : DynShape

type Permuted<S extends Dims, P extends readonly number[], Row> = { -readonly [I in keyof P]: SizeIn<S, Row, P[I]> }

type SizeIn<S extends Dims, Row, X extends number> = `${X}` extends keyof Row ? S[Row[`${X}`] & number] : Dyn

// As many axes as there are, and together all of them.
type ListsAll<S extends Dims, P extends readonly number[]> = `${P[number]}` extends keyof AxesOf<S>
  ? [AxesOf<S>[keyof AxesOf<S>]] extends [AxesOf<S>[`${P[number]}`]]
    ? true
    : false
  : false

type Reverse<S extends Dims, Out extends Dims = []> = S extends readonly [infer Head, ...infer Rest] ? Reverse<Rest, [Head, ...Out]> : Out

/** The shape with two axes exchanged. */
export type SwapShape<S extends Dims, X, Y> = Swap<S, Position<S, X>, Position<S, Y>>

type Swap<S extends Dims, P, Q> =
  IsAny<P> extends true
    ? DynShape
    : IsAny<Q> extends true
      ? DynShape
      : P extends [infer I extends number]
        ? Q extends [infer J extends number]
          ? Exchange<S, I, J, S[I], S[J]>
          : DynShape
        : DynShape

type Exchange<S extends Dims, I, J, SizeI, SizeJ, Out extends Dims = []> = S extends readonly [infer Head, ...infer Rest]
  ? Exchange<Rest, I, J, SizeI, SizeJ, [...Out, Out["length"] extends I ? SizeJ : Out["length"] extends J ? SizeI : Head]>
  : Out

/** The shape with axes moved to new places, the others in their old order. */
export type MoveShape<S extends Dims, X, Y> = [S] extends [never]
  ? DynShape
  : Moves<S, ListOf<X>, ListOf<Y>> extends infer Move
    ? IsAny<Move> extends true
      ? AllSizes<S, Dyn>
      : Move extends { readonly taken: infer Taken; readonly to: infer To }
        ? Place<Without<S, Taken>, To, S["length"]>
        : AllSizes<S, Dyn>
    : never

type ListOf<X> = X extends Dims ? X : [X]

// The places that are left, and for each new place the size that comes there; unknown where one is.
type Moves<S extends Dims, Xs, Ys, Taken = never, To = unknown> = Xs extends readonly [infer X, ...infer RestX]
  ? Ys extends readonly [infer Y, ...infer RestY]
    ? IsAny<Position<S, X>> extends true
      ? Dyn
      : IsAny<Position<S, Y>> extends true
        ? Dyn
        : [Position<S, X>, Position<S, Y>] extends [[infer P extends number], [infer Q extends number]]
          ? Moves<S, RestX, RestY, Taken | P, To & { readonly [K in Q]: S[P] }>
          : Dyn
    : Dyn
  : Xs extends readonly []
    ? { readonly taken: Taken; readonly to: To }
    : Dyn

type Place<Rest extends Dims, To, Rank, Out extends Dims = []> = Out["length"] extends Rank
  ? Out
  : Out["length"] extends keyof To
    ? Place<Rest, To, Rank, [...Out, To[Out["length"]]]>
    : Rest extends readonly [infer Head, ...infer More]
      ? Place<More, To, Rank, [...Out, Head]>
      : DynShape

// The new axis is a place in the result, which has one axis more.
export type ExpandCheck<Op extends string, S extends Dims, X> =
  IsAny<S> extends true
    ? unknown
    : HasRank<S> extends false
      ? unknown
      : X extends number
        ? Position<[...S, 1], X> extends false
          ? NoSuchAxis<Op, S, X, [...S, 1]>
          : unknown
        : unknown

/** The shape with an axis of size 1 inserted. */
export type ExpandShape<S extends Dims, X> =
  IsAny<S> extends true ? DynShape : HasRank<S> extends false ? DynShape : Insert<S, Position<[...S, 1], X>>

type Insert<S extends Dims, P, Out extends Dims = []> =
  IsAny<P> extends true
    ? DynShape
    : P extends [Out["length"]]
      ? [...Out, 1, ...S]
      : S extends readonly [infer Head, ...infer Rest]
        ? Insert<Rest, P, [...Out, Head]>
        : DynShape

/** Only axes of size 1 may be removed. */
export type SqueezeCheck<Op extends string, S extends Dims, X> =
  AxisCheck<Op, S, X> extends infer Answer
    ? Answer extends Failure<string>
      ? Answer
      : X extends readonly number[]
        ? SqueezeEach<Op, S, X>
        : SqueezeEach<Op, S, [X]>
    : never

type SqueezeEach<Op extends string, S extends Dims, Xs> = Xs extends readonly [infer X, ...infer Rest]
  ? Position<S, X> extends [infer Place extends number]
    ? IsAny<Place> extends true
      ? unknown
      : MayBeOne<S[Place]> extends true
        ? SqueezeEach<Op, S, Rest>
        : Failure<`${Op}: axis ${Place} of shape ${Show<S>} has size ${ShowDim<S[Place]>}, only size 1 can go`>
    : unknown
  : unknown

type MayBeOne<D> = IsUnknown<D> extends true ? true : [D & 1] extends [never] ? false : true

/** The shape without the given axes of size 1, or without all of them. */
export type SqueezeShape<S extends Dims, X> =
  IsAny<S> extends true
    ? DynShape
    : HasRank<S> extends false
      ? DynShape
      : IsAbsent<X> extends true
        ? WithoutOnes<S>
        : [X] extends [number]
          ? Drop<S, Position<S, X>>
          : X extends readonly number[]
            ? number extends X["length"]
              ? DynShape
              : Drop<S, Position<S, X[number]>>
            : DynShape

type Drop<S extends Dims, P> = IsAny<P> extends true ? DynShape : P extends [number] ? Without<S, P[0]> : DynShape

type WithoutOnes<S extends Dims, Out extends Dims = []> = S extends readonly [infer Head, ...infer Rest]
  ? Equals<Head, 1> extends true
    ? WithoutOnes<Rest, Out>
    : MayBeOne<Head> extends true
      ? DynShape
      : WithoutOnes<Rest, [...Out, Head]>
  : Out
