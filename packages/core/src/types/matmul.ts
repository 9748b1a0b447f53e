import type { Broadcast } from "./broadcast.ts"
import type { Dims, Dyn, DynShape, Failure, HasRank, IsAny, Show, ShowDim, Unify } from "./dim.ts"

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
            ? Outer<B> extends [infer L]
              ? Unify<K, L> extends false
                ? Failure<`${Op}: inner sizes ${ShowDim<K>} and ${ShowDim<L>} differ, got ${Show<A>} and ${Show<B>}`>
                : BatchCheck<Op, A, B>
              : NoAxes<Op, A, B>
            : NoAxes<Op, A, B>

type NoAxes<
  Op extends string,
  A extends Dims,
  B extends Dims,
> = Failure<`${Op}: a 0-d tensor has no inner axis, got ${Show<A>} and ${Show<B>}`>

// The axes that are summed over: the last of a, the last but one of b (the only one of a vector).
type Inner<A extends Dims> = A extends readonly [...Dyn[], infer K] ? [K] : false
type Outer<B extends Dims> = B extends readonly [infer K] ? [K] : B extends readonly [...Dyn[], infer K, Dyn] ? [K] : false

type BatchCheck<Op extends string, A extends Dims, B extends Dims> = A extends readonly [...infer BatchA, Dyn, Dyn]
  ? B extends readonly [...infer BatchB, Dyn, Dyn]
    ? Broadcast<BatchA, BatchB> extends false
      ? Failure<`${Op}: leading axes ${Show<BatchA>} and ${Show<BatchB>} do not broadcast, got ${Show<A>} and ${Show<B>}`>
      : unknown
    : unknown
  : unknown
