// The shapes of tensors joined along an axis.
import type { AxisCheck, Position, Replace } from "./axes.ts"
import type { Dims, Dyn, DynShape, Failure, HasRank, IsAny, Same, Show, Unify } from "./dim.ts"
import type { DType, Promotion } from "./dtype.ts"
import type { ExpandCheck, ExpandShape } from "./permute.ts"
import type { Plus } from "./sizes.ts"
import type { DTypeOf, ShapeOf, Tensor } from "./tensor.ts"

type List = readonly unknown[]

/** The dtype that all operands share after promotion. */
export type JoinDType<Xs extends List> = number extends Xs["length"]
  ? DTypeOf<Xs[number]>
  : Xs extends readonly [infer Head, ...infer Rest]
    ? PromoteAll<DTypeOf<Head>, Rest, DTypeOf<Xs[number]>>
    : Dyn

// Without floating types among them, one after the other.
type PromoteAll<D extends DType, Xs extends List, All extends DType> =
  Same<D, All> extends true
    ? D
    : IsAny<All> extends true
      ? Dyn
      : [Extract<All, Floating>] extends [never]
        ? Fold<D, Xs>
        : MeetFloat<Promotion["float32"][All]>

type Floating = "float32" | "float64" | "complex64" | "complex128"

type Fold<D extends DType, Xs extends List> = Xs extends readonly [infer Head, ...infer Rest]
  ? Same<D, DTypeOf<Head>> extends true
    ? Fold<D, Rest>
    : Fold<Promotion[D][DTypeOf<Head>], Rest>
  : D

// What each type gives with float32, all in one union: of those the largest.
type MeetFloat<Each> = [Extract<Each, "complex128">] extends [never]
  ? [Extract<Each, "complex64">] extends [never]
    ? [Extract<Each, "float64">] extends [never]
      ? "float32"
      : "float64"
    : [Extract<Each, "float64">] extends [never]
      ? "complex64"
      : "complex128"
  : "complex128"

/** `resultType(…)`: as `JoinDType`, of dtypes and tensors; beside weak values it is left to run time. */
export type ResultType<Xs extends List> = [Xs[number]] extends [DType | Tensor] ? JoinDType<{ [I in keyof Xs]: Strong<Xs[I]> }> : DType

type Strong<X> = X extends DType ? Tensor<X, []> : X

/** The shape of `concat`: sizes are added along the axis and equal elsewhere. */
export type ConcatShape<Xs extends List, X> = number extends Xs["length"]
  ? Grown<ShapeOf<Xs[number]>, Position<ShapeOf<Xs[number]>, X>>
  : Xs extends readonly [infer Head, ...infer Rest]
    ? Concat<ShapeOf<Head>, Rest, Position<ShapeOf<Head>, X>> extends infer Answer
      ? Answer extends Dims
        ? Answer
        : DynShape
      : never
    : DynShape

export type ConcatCheck<Op extends string, Xs extends List, X> = number extends Xs["length"]
  ? AxisCheck<Op, ShapeOf<Xs[number]>, X>
  : Xs extends readonly [infer Head, ...infer Rest]
    ? AxisCheck<Op, ShapeOf<Head>, X> extends infer Answer
      ? Answer extends Failure<string>
        ? Answer
        : Concat<ShapeOf<Head>, Rest, Position<ShapeOf<Head>, X>> extends infer Joined
          ? Joined extends { readonly other: infer T extends Dims }
            ? Failure<`${Op}: shapes ${Show<ShapeOf<Head>>} and ${Show<T>} differ away from axis ${PlaceOf<ShapeOf<Head>, X>}; only that axis may differ`>
            : unknown
          : never
      : never
    : Failure<`${Op}: expected a list of at least one tensor`>

type PlaceOf<S extends Dims, X> = Position<S, X> extends [infer Place extends number] ? Place : never

// Joins one operand after the other to S; answers with the first conflict.
type Concat<S extends Dims, Xs extends List, P> =
  IsAny<S> extends true
    ? DynShape
    : HasRank<S> extends false
      ? DynShape
      : IsAny<P> extends true
        ? DynShape
        : P extends [infer Place]
          ? Xs extends readonly [infer Head, ...infer Rest]
            ? Append<S, ShapeOf<Head>, Place> extends infer Next
              ? IsAny<Next> extends true
                ? Concat<Replace<S, Place, Dyn>, Rest, P>
                : Next extends Dims
                  ? Concat<Next, Rest, P>
                  : Next
              : never
            : S
          : DynShape

type Append<S extends Dims, T extends Dims, Place> =
  IsAny<T> extends true
    ? Dyn
    : HasRank<T> extends false
      ? Dyn
      : S["length"] extends T["length"]
        ? AppendEach<S, T, Place, [], T>
        : { readonly other: T }

type AppendEach<S extends Dims, T extends Dims, Place, Out extends Dims, Whole extends Dims> = S extends readonly [infer M, ...infer RestS]
  ? T extends readonly [infer N, ...infer RestT]
    ? Out["length"] extends Place
      ? AppendEach<RestS, RestT, Place, [...Out, Plus<M, N>], Whole>
      : Unify<M, N> extends [infer Size]
        ? AppendEach<RestS, RestT, Place, [...Out, Size], Whole>
        : { readonly other: Whole }
    : never
  : Out

type Grown<S extends Dims, P> = IsAny<P> extends true ? DynShape : P extends [infer Place] ? Replace<S, Place, Dyn> : DynShape

/** The shape of `stack`: equal shapes and a new axis as long as the list. */
export type StackShape<Xs extends List, X> = number extends Xs["length"]
  ? Counted<ExpandShape<ShapeOf<Xs[number]>, X>, ShapeOf<Xs[number]>, X, Dyn>
  : Xs extends readonly [infer Head, ...infer Rest]
    ? Agree<ShapeOf<Head>, Rest> extends infer S
      ? IsAny<S> extends true
        ? DynShape
        : S extends Dims
          ? Counted<ExpandShape<S, X>, S, X, Xs["length"]>
          : DynShape
      : never
    : DynShape

type Counted<Expanded extends Dims, S extends Dims, X, Count> =
  IsAny<Expanded> extends true
    ? DynShape
    : Position<[...S, 1], X> extends infer P
      ? IsAny<P> extends true
        ? DynShape
        : P extends [infer Place]
          ? Replace<Expanded, Place, Count>
          : DynShape
      : never

export type StackCheck<Op extends string, Xs extends List, X> = number extends Xs["length"]
  ? ExpandCheck<Op, ShapeOf<Xs[number]>, X>
  : Xs extends readonly [infer Head, ...infer Rest]
    ? Agree<ShapeOf<Head>, Rest> extends infer S
      ? IsAny<S> extends true
        ? unknown
        : S extends { readonly differs: infer T extends Dims }
          ? Failure<`${Op}: shapes ${Show<ShapeOf<Head>>} and ${Show<T>} differ; all must be equal`>
          : ExpandCheck<Op, ShapeOf<Head>, X>
      : never
    : Failure<`${Op}: expected a list of at least one tensor`>

// The one shape that all have.
type Agree<S extends Dims, Xs extends List> = Xs extends readonly [infer Head, ...infer Rest]
  ? AgreeTwo<S, ShapeOf<Head>> extends infer Next
    ? IsAny<Next> extends true
      ? Agree<IsAny<S> extends true ? ShapeOf<Head> : S, Rest>
      : Next extends Dims
        ? Agree<Next, Rest>
        : { readonly differs: ShapeOf<Head> }
    : never
  : S

type AgreeTwo<S extends Dims, T extends Dims> =
  Same<S, T> extends true
    ? S
    : IsAny<S> extends true
      ? Dyn
      : IsAny<T> extends true
        ? Dyn
        : HasRank<S> extends false
          ? Dyn
          : HasRank<T> extends false
            ? Dyn
            : S["length"] extends T["length"]
              ? AgreeEach<S, T, []>
              : false

type AgreeEach<S extends Dims, T extends Dims, Out extends Dims> = S extends readonly [infer M, ...infer RestS]
  ? T extends readonly [infer N, ...infer RestT]
    ? Unify<M, N> extends [infer Size]
      ? AgreeEach<RestS, RestT, [...Out, Size]>
      : false
    : never
  : Out
