import type { Dims, DynShape, Dyn, Failure, HasRank, IsAny, IsUnknown, Same, Show } from "./dim.ts"

/** Where two sizes meet under broadcasting: `[size]`, or `false` where they never do. */
export type Meet<A, B> =
  Same<A, B> extends true
    ? [A]
    : Same<A, 1> extends true
      ? [B]
      : Same<B, 1> extends true
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

/** The shape two shapes broadcast to, `false` where they do not, unknown where a rank is. */
export type Broadcast<A extends Dims, B extends Dims> =
  IsAny<A> extends true
    ? DynShape
    : IsAny<B> extends true
      ? DynShape
      : Same<A, B> extends true
        ? A
        : Same<B, []> extends true
          ? A
          : Same<A, []> extends true
            ? B
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
      : false
    : [...A, ...Out]
  : [...B, ...Out]

export type BroadcastShape<A extends Dims, B extends Dims> = Known<Broadcast<A, B>>

/** The shape behind a rule's answer; a failed rule gives an unknown shape, so one mistake is one error. */
export type Known<Answer> = Answer extends Dims ? Answer : DynShape

export type BroadcastCheck<Op extends string, A extends Dims, B extends Dims> =
  Broadcast<A, B> extends false ? Failure<`${Op}: shapes ${Show<A>} and ${Show<B>} do not broadcast`> : unknown

/** Whether `From` stretches to exactly `To`. */
export type StretchCheck<Op extends string, From extends Dims, To extends Dims> =
  IsAny<From> extends true
    ? unknown
    : IsAny<To> extends true
      ? unknown
      : Broadcast<From, To> extends false
        ? Failure<`${Op}: shape ${Show<From>} does not stretch to ${Show<To>}`>
        : unknown
