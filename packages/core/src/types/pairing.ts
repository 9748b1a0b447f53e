// Signatures of products of tensors beside matmul, and of what is found along axes by pairs: differences, the largest, places.
import type { Subtract } from "./arithmetic.ts"
import type { AllSizes, AxisCheck, Position, Reduced, Replace } from "./axes.ts"
import type { BroadcastShape } from "./broadcast.ts"
import type { Leading, SwapLast } from "./contraction.ts"
import type { Arg, Dims, Dyn, DynShape, HasRank, IsAbsent, IsAny, IsUnknown } from "./dim.ts"
import type { DType, FloatOf, RealOf } from "./dtype.ts"
import type { Broadcasts } from "./elementwise.ts"
import type { MatmulShape } from "./matmul.ts"
import type { Times, WithSize } from "./sizes.ts"
import type { AsTensor, DTypeOf, FloatsMet, Operand, Promote, ShapeOf, Tensor } from "./tensor.ts"

type Pair<A, B, S extends Dims> = IsAny<A> extends true ? Dyn : IsAny<B> extends true ? Dyn : Tensor<Promote<A, B>, S>

interface OneAxis<Op extends string, A, X> {
  readonly axis?: Arg<AxisCheck<Op, ShapeOf<A>, X>, X> | undefined
}

/** `vecdot(a, b, { axis })`: Σ ā b along an axis, the last if absent; the others broadcast. */
export interface Vecdot<Op extends string = "vecdot"> {
  <A extends Operand, B extends Operand, const X extends number = -1>(
    a: A,
    b: Broadcasts<Op, A, B>,
    options?: OneAxis<Op, A, X>,
  ): Pair<A, B, Reduced<BroadcastShape<ShapeOf<A>, ShapeOf<B>>, X, false>>
}

/** `cross(a, b, { axis })`: the vector product along an axis of size 3, the last if absent. */
export interface Cross<Op extends string = "cross"> {
  <A extends Operand, B extends Operand, const X extends number = -1>(
    a: A,
    b: Broadcasts<Op, A, B>,
    options?: OneAxis<Op, A, X>,
  ): Pair<A, B, BroadcastShape<ShapeOf<A>, ShapeOf<B>>>
}

/** `kron(a, b)`: sizes multiply, axis by axis from the last. */
export interface Kron {
  <A extends Operand, B extends Operand>(a: A, b: B): Pair<A, B, KronShape<ShapeOf<A>, ShapeOf<B>>>
}

/** The shape whose sizes are products, axis by axis from the last. */
export type KronShape<S extends Dims, T extends Dims> =
  IsAny<S> extends true
    ? DynShape
    : IsAny<T> extends true
      ? DynShape
      : HasRank<S> extends false
        ? DynShape
        : HasRank<T> extends false
          ? DynShape
          : KronSizes<S, T>

type KronSizes<S extends Dims, T extends Dims, Out extends Dims = []> = S extends readonly [...infer Left, infer M]
  ? T extends readonly [...infer Right, infer N]
    ? KronSizes<Left, Right, [Times<M, N>, ...Out]>
    : [...S, ...Out]
  : [...T, ...Out]

/** `lstsq(a, b)`: the x of least length with a x nearest to b: [..., m, n] and [m] or [..., m, k] to [n] or [..., n, k]. */
export interface Lstsq {
  <A extends Operand, B extends Operand>(
    a: A,
    b: B,
    options?: { readonly rtol?: number | undefined },
  ): IsAny<A> extends true ? Dyn : Tensor<FloatsMet<A, B>, MatmulShape<SwapLast<ShapeOf<A>>, ShapeOf<B>>>
}

/** `matrixNorm(x, { ord, keepdims })`: one number for each matrix. */
export interface MatrixNorm<Ord> {
  <A extends Operand, const K extends boolean = false>(
    x: A,
    options?: { readonly keepdims?: K | undefined; readonly ord?: Ord | undefined },
  ): AsTensor<A, RealOf[FloatOf[DTypeOf<A>]], K extends true ? [...Leading<ShapeOf<A>>, 1, 1] : Leading<ShapeOf<A>>>
}

/** `conditionNumber(x)`: one number for each matrix. */
export interface ConditionNumber {
  <A extends Operand>(x: A): AsTensor<A, RealOf[FloatOf[DTypeOf<A>]], Leading<ShapeOf<A>>>
}

/** `matrixRank(x)`: int32, for each matrix. */
export interface MatrixRank {
  <A extends Operand>(x: A, options?: { readonly rtol?: Operand | undefined }): AsTensor<A, "int32", Leading<ShapeOf<A>>>
}

/** `diff(x, { axis, n })`: one element less for each time; with `prepend` or `append` as many as come. */
export interface Diff<Op extends string = "diff"> {
  <
    A extends Operand,
    const X extends number = -1,
    const N extends number = 1,
    const P extends Operand | undefined = never,
    const Q extends Operand | undefined = never,
  >(
    x: A,
    options?: OneAxis<Op, A, X> & {
      readonly n?: N | undefined
      readonly prepend?: P | undefined
      readonly append?: Q | undefined
    },
  ): AsTensor<
    A,
    Beside<Beside<DTypeOf<A>, P>, Q>,
    IsAbsent<P> extends true
      ? IsAbsent<Q> extends true
        ? Shortened<ShapeOf<A>, X, N>
        : WithSize<ShapeOf<A>, X, Dyn>
      : WithSize<ShapeOf<A>, X, Dyn>
  >
}

type Beside<D extends DType, P> = IsAbsent<P> extends true ? D : Promote<Tensor<D>, P>

// Sizes that are known and large enough lose n; any other stays open.
type Shortened<S extends Dims, X, N extends number> =
  Position<S, X> extends infer P
    ? IsAny<P> extends true
      ? AllSizes<S, Dyn>
      : P extends [infer Place extends number]
        ? Replace<S, Place, Less<S[Place], N>>
        : DynShape
    : never

type Less<Size, N extends number> =
  IsUnknown<Size> extends true
    ? Dyn
    : number extends N
      ? Dyn
      : Size extends number
        ? [Subtract<Size, N>] extends [never]
          ? Dyn
          : Subtract<Size, N>
        : Dyn

/** `topk(x, k, { axis, smallest })`: k values and their positions along an axis, the last if absent. */
export interface Topk<Op extends string = "topk"> {
  <A extends Operand, const K extends number, const X extends number = -1>(
    x: A,
    k: K,
    options?: OneAxis<Op, A, X> & { readonly smallest?: boolean | undefined },
  ): {
    readonly values: AsTensor<A, DTypeOf<A>, WithSize<ShapeOf<A>, X, K>>
    readonly indices: AsTensor<A, "int32", WithSize<ShapeOf<A>, X, K>>
  }
}

/** `takeAlongAxis(x, indices, { axis })`: the shape of the indices, which broadcast with x along the other axes. */
export interface TakeAlongAxis<Op extends string = "takeAlongAxis"> {
  <A extends Operand, I extends Operand, const X extends number = -1>(
    x: A,
    indices: I,
    options?: OneAxis<Op, A, X>,
  ): AsTensor<A, DTypeOf<A>, BroadcastShape<WithSize<ShapeOf<A>, X, 1>, ShapeOf<I>>>
}

/** `putAlongAxis(x, indices, values, { axis })`: the changed copy. */
export interface PutAlongAxis<Op extends string = "putAlongAxis"> {
  <A extends Operand, V extends Operand, const X extends number = -1>(
    x: A,
    indices: Operand,
    values: V,
    options?: OneAxis<Op, A, X>,
  ): AsTensor<A, Promote<A, V>, ShapeOf<A>>
}

/** `searchsorted(keys, values)`: a place for each value; int32. */
export interface Searchsorted<Options extends object> {
  <V extends Operand>(keys: Operand, values: V, options?: Options): AsTensor<V, "int32", ShapeOf<V>>
}

/** `isin(x, among)`: a truth value for each element. */
export interface Isin<Options extends object> {
  <A extends Operand>(x: A, among: Operand, options?: Options): Tensor<"bool", ShapeOf<A>>
}
