import type { Broadcast } from "./broadcast.ts"
import type { Dims, Dyn, DynShape, Failure, HasRank, IsAny, Same, Show, ShowDim, Unify } from "./dim.ts"

/** The shape of a matrix product: vectors, matrices, and stacks of matrices whose leading axes broadcast. */
export type MatmulShape<A extends Dims, B extends Dims> =
  IsAny<A> extends true
    ? DynShape
    : IsAny<B> extends true
      ? DynShape
      : HasRank<A> extends false
        ? DynShape
        : HasRank<B> extends false
          ? DynShape
          : A extends readonly [Dyn]
            ? VectorTimes<B>
            : B extends readonly [Dyn]
              ? A extends readonly [...infer Rows, Dyn]
                ? Rows
                : DynShape
              : A extends readonly [infer M, Dyn]
                ? B extends readonly [...infer Batch, Dyn, infer N]
                  ? [...Batch, M, N]
                  : DynShape
                : A extends readonly [...infer BatchA, infer M, Dyn]
                  ? B extends readonly [...infer BatchB, Dyn, infer N]
                    ? Broadcast<BatchA, BatchB> extends infer Batch
                      ? Batch extends Dims
                        ? [...Batch, M, N]
                        : DynShape
                      : never
                    : DynShape
                  : DynShape

type VectorTimes<B extends Dims> = B extends readonly [Dyn]
  ? []
  : B extends readonly [...infer Batch, Dyn, infer N]
    ? [...Batch, N]
    : DynShape

export type MatmulCheck<Op extends string, A extends Dims, B extends Dims> =
  IsAny<A> extends true
    ? unknown
    : IsAny<B> extends true
      ? unknown
      : HasRank<A> extends false
        ? unknown
        : HasRank<B> extends false
          ? unknown
          : Inner<A> extends [infer K]
            ? Paired<B> extends [infer L]
              ? Unify<K, L> extends false
                ? InnerFailure<Op, A, B, K, L>
                : BatchCheck<Op, A, B>
              : NoAxes<Op, A, B>
            : NoAxes<Op, A, B>

type NoAxes<
  Op extends string,
  A extends Dims,
  B extends Dims,
> = Failure<`${Op}: expected at least one axis on each side, got ${Show<A>} and ${Show<B>}; use multiply for scalars`>

// The axes that are summed over: the last of a, the last but one of b (the only one of a vector).
export type Inner<A extends Dims> = A extends readonly [...Dyn[], infer K] ? [K] : false
export type Paired<B extends Dims> = B extends readonly [infer K] ? [K] : B extends readonly [...Dyn[], infer K, Dyn] ? [K] : false

/** The sentence for sizes that are summed together and differ. */
export type InnerFailure<
  Op extends string,
  A extends Dims,
  B extends Dims,
  K,
  L,
> = Failure<`${Op}: inner sizes ${ShowDim<K>} and ${ShowDim<L>} differ, got ${Show<A>} and ${Show<B>}; ${Hint<Op, A, B, L>}`>

type Hint<Op extends string, A extends Dims, B extends Dims, L> = A extends readonly [infer M, infer K]
  ? B extends readonly [Dyn, infer N]
    ? Same<K, N> extends true
      ? `transpose the second: ${Op}(a, b.T)`
      : RowHint<Op, M, L>
    : RowHint<Op, M, L>
  : InnerHint

type RowHint<Op extends string, M, L> = Same<M, L> extends true ? `transpose the first: ${Op}(a.T, b)` : InnerHint

type InnerHint = "the last axis of the first must equal the last but one of the second"

type BatchCheck<Op extends string, A extends Dims, B extends Dims> = A extends readonly [...infer BatchA, Dyn, Dyn]
  ? B extends readonly [...infer BatchB, Dyn, Dyn]
    ? Broadcast<BatchA, BatchB> extends infer Answer
      ? IsAny<Answer> extends true
        ? unknown
        : Answer extends { readonly sizes: infer Sizes extends string }
          ? Failure<`${Op}: stacks of ${Sizes} matrices do not broadcast, got ${Show<A>} and ${Show<B>}`>
          : unknown
      : never
    : unknown
  : unknown
