// Signatures of products that sum over shared axes, and of what stands on the diagonal.
import type { Arg, Dims, Dyn, DynShape, Failure, HasRank, IsAny, Show, Unify } from "./dim.ts"
import type { EinsumCheck, EinsumShape } from "./einsum.ts"
import type { MatmulCheck, MatmulShape } from "./matmul.ts"
import type { DTypeOf, Like, Operand, Promote, ShapeOf, Tensor } from "./tensor.ts"

/** `matmul(x, y)`: [n] or [..., m, n] times [n] or [..., n, p]; leading axes broadcast. */
export interface Matmul<Op extends string = "matmul"> {
  <A extends Operand, B extends Operand>(x: A, y: Arg<MatmulCheck<Op, ShapeOf<A>, ShapeOf<B>>, B>): Product<A, B>
}

/** The result of `matmul`. */
export type Product<A, B> =
  IsAny<A> extends true ? Dyn : IsAny<B> extends true ? Dyn : Tensor<Promote<A, B>, MatmulShape<ShapeOf<A>, ShapeOf<B>>>

/** `dot(x, y)`: Σ xᵢ yᵢ of two vectors, a matrix product for matrices, a plain product with a 0-d operand. */
export interface Dot<Op extends string = "dot"> {
  <A extends Operand, B extends Operand>(x: A, y: Arg<DotCheck<Op, ShapeOf<A>, ShapeOf<B>>, B>): DotProduct<A, B>
}

export type DotCheck<Op extends string, A extends Dims, B extends Dims> = A extends readonly []
  ? unknown
  : B extends readonly []
    ? unknown
    : MatmulCheck<Op, A, B>

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
      : A extends readonly []
        ? B
        : B extends readonly []
          ? A
          : MatmulShape<A, B>

/** `outer(x, y)`: [m] and [n] to [m, n]. */
export interface Outer {
  <A extends Operand, B extends Operand>(x: A, y: B): Tensor<Promote<A, B>, [...Vector<ShapeOf<A>>, ...Vector<ShapeOf<B>>]>
}

// outer flattens its operands; only vectors keep a known size
type Vector<S extends Dims> = IsAny<S> extends true ? [Dyn] : S extends readonly [infer N] ? [N] : [Dyn]

/** `einsum("ij,jk->ik", a, b)`: Einstein's summation, explicit output. */
export interface Einsum<Op extends string = "einsum"> {
  <const Spec extends string, Xs extends readonly Operand[] | []>(
    spec: Spec,
    ...operands: EinsumCheck<Op, Spec, Xs> extends Failure<infer Message> ? { [I in keyof Xs]: Message } : Xs
  ): Tensor<PromoteAll<Xs>, EinsumShape<Spec, Xs>>
}

type PromoteAll<Xs extends readonly unknown[]> = Xs extends readonly [infer A]
  ? DTypeOf<A>
  : Xs extends readonly [infer A, infer B, ...infer Rest]
    ? PromoteAll<[Tensor<Promote<A, B>>, ...Rest]>
    : Dyn

/** `tensordot(x, y, axes)`: sums over the last `axes` axes of x and the first of y, or over listed pairs. */
export interface Tensordot<Op extends string = "tensordot"> {
  <A extends Operand, B extends Operand>(
    x: A,
    y: B,
    axes?: number | readonly [readonly number[], readonly number[]],
  ): Tensor<Promote<A, B>, DynShape>
}

/** `trace(x)`: Σ xᵢᵢ over the last two axes. */
export interface Trace<Op extends string = "trace"> {
  <A extends Operand>(x: Arg<MatrixCheck<Op, ShapeOf<A>>, A>): Like<A, DTypeOf<A>, Leading<ShapeOf<A>>>
}

/** `matrixTranspose(x)`: the last two axes exchanged. */
export interface MatrixTranspose<Op extends string = "matrixTranspose"> {
  <A extends Operand>(x: Arg<MatrixCheck<Op, ShapeOf<A>>, A>): Like<A, DTypeOf<A>, SwapLast<ShapeOf<A>>>
}

/** `diagonal(x)`: [..., m, n] to [..., min(m, n)]. */
export interface Diagonal<Op extends string = "diagonal"> {
  <A extends Operand>(x: Arg<MatrixCheck<Op, ShapeOf<A>>, A>): Like<A, DTypeOf<A>, DiagonalShape<ShapeOf<A>>>
}

/** `diag(x)`: the square matrices with x on their diagonal, [..., n] to [..., n, n]. */
export interface Diag<Op extends string = "diag"> {
  <A extends Operand>(x: Arg<VectorCheck<Op, ShapeOf<A>>, A>): Like<A, DTypeOf<A>, DiagShape<ShapeOf<A>>>
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

type VectorCheck<Op extends string, S extends Dims> =
  IsAny<S> extends true ? unknown : S["length"] extends 0 ? Failure<`${Op}: expected at least one axis, got shape []`> : unknown

type Leading<S extends Dims> = IsAny<S> extends true ? DynShape : S extends readonly [...infer Batch, Dyn, Dyn] ? Batch : DynShape

export type SwapLast<S extends Dims> =
  IsAny<S> extends true ? DynShape : S extends readonly [...infer Batch, infer M, infer N] ? [...Batch, N, M] : DynShape

type DiagonalShape<S extends Dims> =
  IsAny<S> extends true
    ? DynShape
    : S extends readonly [...infer Batch, infer M, infer N]
      ? Unify<M, N> extends [infer K]
        ? [...Batch, K]
        : [...Batch, Dyn]
      : DynShape

type DiagShape<S extends Dims> =
  IsAny<S> extends true ? DynShape : S extends readonly [...infer Batch, infer N] ? [...Batch, N, N] : DynShape
