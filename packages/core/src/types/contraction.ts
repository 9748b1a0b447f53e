// Signatures of products that sum over shared axes, and of what stands on the diagonal.
import type { Subtract } from "./arithmetic.ts"
import type { Positions, Without } from "./axes.ts"
import type { Arg, Differ, Dims, Dyn, DynShape, Equals, Failure, HasRank, IsAny, IsInteger, Show, Unify } from "./dim.ts"
import type { Chosen, DType, SumOf } from "./dtype.ts"
import type { EinsumCheck, EinsumShape } from "./einsum.ts"
import type { InnerFailure, Inner, MatmulCheck, MatmulShape, Paired } from "./matmul.ts"
import type { JoinDType } from "./join.ts"
import type { Moved } from "./movement.ts"
import type { AsTensor, DTypeOf, Operand, Promote, ShapeOf, Tensor } from "./tensor.ts"

/** `matmul(x, y)`: [n] or [..., m, n] times [n] or [..., n, p]; leading axes broadcast. */
export interface Matmul<Op extends string = "matmul"> {
  <A extends Operand, B extends Operand>(x: A, y: Arg<MatmulCheck<Op, ShapeOf<A>, ShapeOf<B>>, B>): Product<A, B>
}

/** The result of `matmul`. */
export type Product<A, B> =
  IsAny<A> extends true ? Dyn : IsAny<B> extends true ? Dyn : Tensor<Promote<A, B>, MatmulShape<ShapeOf<A>, ShapeOf<B>>>

/** `dot(x, y)`: Σ over the last axis of x and the last but one of y; of two vectors Σ xᵢ yᵢ; scalars multiply. */
export interface Dot<Op extends string = "dot"> {
  <A extends Operand, B extends Operand>(x: A, y: Arg<DotCheck<Op, ShapeOf<A>, ShapeOf<B>>, B>): DotProduct<A, B>
}

export type DotCheck<Op extends string, A extends Dims, B extends Dims> =
  IsAny<A> extends true
    ? unknown
    : IsAny<B> extends true
      ? unknown
      : Inner<A> extends [infer K]
        ? Paired<B> extends [infer L]
          ? Unify<K, L> extends false
            ? InnerFailure<Op, A, B, K, L>
            : unknown
          : unknown
        : unknown

export type DotProduct<A, B> =
  IsAny<A> extends true
    ? Dyn
    : IsAny<B> extends true
      ? Dyn
      : A extends Tensor
        ? Tensor<Promote<A, B>, DotShape<ShapeOf<A>, ShapeOf<B>>>
        : B extends Tensor
          ? Tensor<Promote<A, B>, DotShape<ShapeOf<A>, ShapeOf<B>>>
          : number

type DotShape<A extends Dims, B extends Dims> =
  IsAny<A> extends true
    ? DynShape
    : IsAny<B> extends true
      ? DynShape
      : HasRank<A> extends false
        ? DynShape
        : HasRank<B> extends false
          ? DynShape
          : A extends readonly [...infer Rows, Dyn]
            ? B extends readonly [Dyn]
              ? Rows
              : B extends readonly [...infer Before, Dyn, infer Last]
                ? [...Rows, ...Before, Last]
                : A
            : B

/** `outer(x, y)`: xᵢ yⱼ of two vectors, [m] and [n] to [m, n]. */
export interface Outer<Op extends string = "outer"> {
  <A extends Operand, B extends Operand>(
    x: A,
    y: Arg<OuterCheck<Op, ShapeOf<A>, ShapeOf<B>>, B>,
  ): Tensor<Promote<A, B>, [Length<ShapeOf<A>>, Length<ShapeOf<B>>]>
}

type OuterCheck<Op extends string, A extends Dims, B extends Dims> =
  IsVector<A> extends true ? (IsVector<B> extends true ? unknown : NotVectors<Op, A, B>) : NotVectors<Op, A, B>

type NotVectors<
  Op extends string,
  A extends Dims,
  B extends Dims,
> = Failure<`${Op}: expected two vectors, got ${Show<A>} and ${Show<B>}; ravel makes a vector`>

type IsVector<S extends Dims> = IsAny<S> extends true ? true : HasRank<S> extends false ? true : S["length"] extends 1 ? true : false

type Length<S extends Dims> = IsAny<S> extends true ? Dyn : S extends readonly [infer N] ? N : Dyn

/** `einsum("ij,jk->ik", a, b)`: Einstein's summation; of numbers alone a number. */
export interface Einsum<Op extends string = "einsum"> {
  <const Spec extends string, Xs extends readonly Operand[] | []>(
    spec: Spec,
    ...operands: EinsumCheck<Op, Spec, Xs> extends Failure<infer Message> ? { [I in keyof Xs]: Message } : Xs
  ): [Xs[number]] extends [number] ? number : Tensor<PromoteAll<Xs>, EinsumShape<Spec, Xs>>
}

/** The dtype in which operands meet. Types of tensors meet all at once; with numbers among them, which are weak, one after the other. */
export type PromoteAll<Xs extends readonly unknown[]> = [Xs[number]] extends [Tensor] ? JoinDType<Xs> : PromoteEach<Xs>

type PromoteEach<Xs extends readonly unknown[]> = Xs extends readonly [infer A]
  ? DTypeOf<A>
  : Xs extends readonly [infer A, infer B, ...infer Rest]
    ? PromoteEach<[Tensor<Promote<A, B>>, ...Rest]>
    : Dyn

type Pairs = number | readonly [readonly number[], readonly number[]]

/** `tensordot(x, y, axes)`: sums over the last `axes` axes of x and the first of y (2 if absent), or over listed pairs. */
export interface Tensordot {
  <A extends Operand, B extends Operand, const X extends Pairs = 2>(
    x: A,
    y: B,
    axes?: X | { readonly axes?: X | undefined },
  ): Tensor<Promote<A, B>, TensordotShape<ShapeOf<A>, ShapeOf<B>, X>>
}

type TensordotShape<S extends Dims, T extends Dims, X> =
  IsAny<S> extends true
    ? DynShape
    : IsAny<T> extends true
      ? DynShape
      : X extends number
        ? Chained<WithoutLast<S, X>, WithoutFirst<T, X>>
        : X extends readonly [infer P extends readonly number[], infer Q extends readonly number[]]
          ? Chained<WithoutAll<S, Positions<S, P>>, WithoutAll<T, Positions<T, Q>>>
          : DynShape

type Chained<S extends Dims, T extends Dims> = IsAny<S> extends true ? DynShape : IsAny<T> extends true ? DynShape : [...S, ...T]

type WithoutAll<S extends Dims, Places> = IsAny<Places> extends true ? DynShape : Without<S, Places>

type WithoutLast<S extends Dims, N extends number, Gone extends Dims = []> = number extends N
  ? DynShape
  : Gone["length"] extends N
    ? S
    : S extends readonly [...infer Rest, Dyn]
      ? WithoutLast<Rest, N, [...Gone, 0]>
      : DynShape

type WithoutFirst<S extends Dims, N extends number, Gone extends Dims = []> = number extends N
  ? DynShape
  : Gone["length"] extends N
    ? S
    : S extends readonly [Dyn, ...infer Rest]
      ? WithoutFirst<Rest, N, [...Gone, 0]>
      : DynShape

/** `trace(x)`: Σ xᵢᵢ of a matrix, or of each of a stack, or the sum of the diagonal `offset` above. */
export interface Trace {
  <A extends Operand, const D extends DType | undefined = never>(
    x: Arg<DiagonalCheck<ShapeOf<A>>, A>,
    options?: { readonly offset?: number | undefined; readonly dtype?: D | undefined },
  ): AsTensor<A, Chosen<D, SumOf[DTypeOf<A>]>, Leading<ShapeOf<A>>>
}

/** `matrixTranspose(x)`: the last two axes exchanged. */
export interface MatrixTranspose<Op extends string = "matrixTranspose"> {
  <A extends Operand>(x: Arg<MatrixCheck<Op, ShapeOf<A>>, A>): Moved<A, SwapLast<ShapeOf<A>>>
}

/** `diagonal(x)`: xᵢᵢ of a matrix, or of each of a stack, [..., m, n] to [..., min(m, n)]; or the diagonal `offset` above. */
export interface Diagonal {
  <A extends Operand, const K extends number = 0>(
    x: Arg<DiagonalCheck<ShapeOf<A>>, A>,
    options?: { readonly offset?: K | undefined },
  ): Moved<A, DiagonalShape<ShapeOf<A>, K>>
}

/** `diag(x)`: of a vector the matrix with it on the diagonal, of a matrix its diagonal. */
export interface Diag {
  <A extends Operand>(x: Arg<DiagCheck<ShapeOf<A>>, A>): Moved<A, DiagShape<ShapeOf<A>>>
}

/** At least two axes. */
export type MatrixCheck<Op extends string, S extends Dims> =
  IsAny<S> extends true
    ? unknown
    : HasRank<S> extends false
      ? unknown
      : S["length"] extends 0 | 1
        ? Failure<`${Op}: expected at least two axes, got shape ${Show<S>}`>
        : unknown

// Rectangular matrices have a diagonal, except where it cannot be told which of two named sizes is smaller.
type DiagonalCheck<S extends Dims> =
  IsAny<S> extends true
    ? unknown
    : HasRank<S> extends false
      ? unknown
      : S extends readonly [...Dyn[], infer M, infer N]
        ? [M, N] extends [number, number]
          ? unknown
          : Differ<M, N> extends true
            ? Failure<`diagonal: expected square matrices on the last two axes, got shape ${Show<S>}`>
            : unknown
        : Failure<`diagonal: expected matrices on the last two axes, got shape ${Show<S>}`>

type DiagCheck<S extends Dims> =
  IsAny<S> extends true
    ? unknown
    : S["length"] extends 0
      ? Failure<"diag: expected a vector or a matrix, got a scalar">
      : S["length"] extends 1
        ? unknown
        : DiagonalCheck<S>

export type Leading<S extends Dims> = IsAny<S> extends true ? DynShape : S extends readonly [...infer Batch, Dyn, Dyn] ? Batch : DynShape

export type SwapLast<S extends Dims> =
  IsAny<S> extends true ? DynShape : S extends readonly [...infer Batch, infer M, infer N] ? [...Batch, N, M] : DynShape

type DiagonalShape<S extends Dims, K = 0> =
  IsAny<S> extends true
    ? DynShape
    : S extends readonly [...infer Batch, infer M, infer N]
      ? K extends 0
        ? [...Batch, Smaller<M, N>]
        : [...Batch, OffsetLength<M, N, K>]
      : DynShape

// From the column or the row where the diagonal begins.
type OffsetLength<M, N, K> = K extends number
  ? number extends K
    ? Dyn
    : `${K}` extends `-${infer Down extends number}`
      ? Smaller<Remaining<M, Down>, N>
      : Smaller<M, Remaining<N, K>>
  : Dyn

type Remaining<N, K extends number> =
  IsInteger<N> extends true ? ([Subtract<N & number, K>] extends [never] ? 0 : Subtract<N & number, K>) : Dyn

export type Smaller<M, N> =
  Equals<M, N> extends true
    ? M
    : IsInteger<M> extends true
      ? IsInteger<N> extends true
        ? [Subtract<M & number, N & number>] extends [never]
          ? M
          : N
        : Dyn
      : Dyn

type DiagShape<S extends Dims> = S extends readonly [infer N] ? [N, N] : DiagonalShape<S>
