import type { Differ, Dims, Dyn, DynShape, Equals, Failure, HasRank, IsAny, IsScalar, IsUnknown, Same, Show, ShowDim } from "./dim.ts"

/** Where two sizes meet under broadcasting: `[size]`, or `false` where they never do. */
export type Meet<A, B> =
  Same<A, B> extends true
    ? [A]
    : Equals<A, 1> extends true
      ? [B]
      : Equals<B, 1> extends true
        ? [A]
        : IsUnknown<A> extends true
          ? [1 extends B ? Dyn : B]
          : IsUnknown<B> extends true
            ? [1 extends A ? Dyn : A]
            : 1 extends A | B
              ? [Dyn]
              : [A & B] extends [never]
                ? false
                : [Dyn]

/**
 * The shape two shapes broadcast to, a `Conflict` where they do not, unknown where a rank is. Identical shapes and
 * scalars come first: these tests resolve for type parameters too.
 */
export type Broadcast<A extends Dims, B extends Dims> =
  Same<A, B> extends true
    ? A
    : IsScalar<B> extends true
      ? A
      : IsScalar<A> extends true
        ? B
        : IsAny<A> extends true
          ? DynShape
          : IsAny<B> extends true
            ? DynShape
            : HasRank<A> extends false
              ? DynShape
              : HasRank<B> extends false
                ? DynShape
                : Align<A, B, []>

// From the last axis to the first; what remains of the longer shape is kept.
type Align<A extends Dims, B extends Dims, Out extends Dims> = A extends readonly [...infer HeadA, infer LastA]
  ? B extends readonly [...infer HeadB, infer LastB]
    ? Meet<LastA, LastB> extends [infer Size]
      ? Align<HeadA, HeadB, [Size, ...Out]>
      : Conflict<LastA, LastB, HeadA, HeadB>
    : [...A, ...Out]
  : [...B, ...Out]

/** The shape of the result; unknown where the rule failed, so that one mistake is one error. */
export type BroadcastShape<A extends Dims, B extends Dims> =
  Same<A, B> extends true
    ? A
    : IsScalar<B> extends true
      ? A
      : IsScalar<A> extends true
        ? B
        : Broadcast<A, B> extends infer Answer extends Dims
          ? Answer
          : DynShape

/** Where two shapes do not meet: the sizes, and the axes before them. */
interface Conflict<A, B, BeforeA extends Dims, BeforeB extends Dims> {
  readonly sizes: `${ShowDim<A>} and ${ShowDim<B>}`
  readonly axis: Longer<BeforeA, BeforeB>["length"]
}

type Longer<A extends Dims, B extends Dims> = Lengths<A> extends [...Lengths<B>, ...0[]] ? A : B
type Lengths<A extends Dims, Out extends 0[] = []> = A extends readonly [Dyn, ...infer Rest] ? Lengths<Rest, [...Out, 0]> : Out

export type BroadcastCheck<Op extends string, A extends Dims, B extends Dims> =
  Same<A, B> extends true
    ? unknown
    : IsScalar<B> extends true
      ? unknown
      : IsScalar<A> extends true
        ? unknown
        : Broadcast<A, B> extends infer Answer
          ? IsAny<Answer> extends true
            ? unknown
            : Answer extends { readonly sizes: infer Sizes extends string; readonly axis: infer Axis extends number }
              ? Failure<`${Op}: sizes ${Sizes} differ on axis ${Axis}, got ${Show<A>} and ${Show<B>}; ${Hint<A, B>}`>
              : unknown
          : never

// A vector beside a matrix with as many rows was probably meant as a column.
type Hint<A extends Dims, B extends Dims> = A extends readonly [infer N]
  ? B extends readonly [N, Dyn]
    ? "expandDims(x, 1) makes a column of the first"
    : RowHint
  : B extends readonly [infer N]
    ? A extends readonly [N, Dyn]
      ? "expandDims(y, 1) makes a column of the second"
      : RowHint
    : RowHint
type RowHint = "sizes must be equal, or one of them 1"

/** Whether `From` stretches to exactly `To`: sizes are equal or 1, from the last axis on. */
export type StretchCheck<Op extends string, From extends Dims, To extends Dims> =
  IsAny<From> extends true
    ? unknown
    : IsAny<To> extends true
      ? unknown
      : HasRank<From> extends false
        ? unknown
        : HasRank<To> extends false
          ? unknown
          : Stretches<From, To> extends false
            ? Failure<`${Op}: shape ${Show<From>} does not broadcast to ${Show<To>}; aligned at the right, sizes must be equal or 1`>
            : unknown

type Stretches<From extends Dims, To extends Dims> = From extends readonly [...infer HeadA, infer LastA]
  ? To extends readonly [...infer HeadB, infer LastB]
    ? Equals<LastA, 1> extends true
      ? Stretches<HeadA, HeadB>
      : Differ<LastA, LastB> extends true
        ? false
        : Stretches<HeadA, HeadB>
    : false
  : true
