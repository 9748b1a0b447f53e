// Signatures of the functions that count elements and order them by share.
import type { Add, Subtract } from "./arithmetic.ts"
import type { Axis, AxisCheck, Reduced } from "./axes.ts"
import type { Arg, Dims, Dyn, DynShape, IsAbsent, IsAny } from "./dim.ts"
import type { FloatOf } from "./dtype.ts"
import type { AsTensor, DTypeOf, Operand, ShapeOf, Tensor } from "./tensor.ts"

/** `quantile(x, q, { axis, keepdims, method })`: with a list of shares, the first axis of the result runs over them. */
export interface Quantile<Op extends string, Rest extends object> {
  <A extends Operand, const Q extends number | readonly number[] | Tensor, const X extends Axis = never, const K extends boolean = false>(
    x: A,
    q: Q,
    options?: {
      readonly axis?: Arg<AxisCheck<Op, ShapeOf<A>, X>, X> | undefined
      readonly keepdims?: K | undefined
    } & Rest,
  ): AsTensor<A, FloatOf[DTypeOf<A>], Before<Shares<Q>, Reduced<ShapeOf<A>, X, K>>>
}

type Shares<Q> =
  IsAny<Q> extends true
    ? DynShape
    : Q extends number
      ? []
      : Q extends readonly number[]
        ? [Q["length"]]
        : Q extends Tensor
          ? Q["shape"]
          : DynShape

type Before<Head extends Dims, S extends Dims> = IsAny<Head> extends true ? DynShape : IsAny<S> extends true ? DynShape : [...Head, ...S]

/** `bincount(x, { weights, minlength })`: int32, or sums of weights. */
export interface Bincount {
  <W extends Operand = never>(
    x: Operand,
    options?: { readonly weights?: W | undefined; readonly minlength?: number | undefined },
  ): Tensor<IsAbsent<W> extends true ? "int32" : DTypeOf<W>, [Dyn]>
}

/** `histogram(x, { bins, range, weights, density })`: a count for each bin, and one edge more. */
export interface Histogram {
  <
    A extends Operand,
    const B extends number | readonly number[] | Tensor = 10,
    W extends Operand | undefined = never,
    const N extends boolean = false,
  >(
    x: A,
    options?: {
      readonly bins?: B | undefined
      readonly range?: readonly [number, number] | undefined
      readonly weights?: W | undefined
      readonly density?: N | undefined
    },
  ): { readonly counts: Tensor<CountType<W, N>, [Bins<B>]>; readonly edges: Tensor<EdgeType<A, B>, [Edges<B>]> }
}

// Whole numbers, sums of weights, or shares.
type CountType<W, N> = boolean extends N ? Dyn : N extends true ? "float64" : IsAbsent<W> extends true ? "int32" : FloatOf[DTypeOf<W>]

// Edges that are computed have the type of the elements.
type EdgeType<A, B> = B extends number ? FloatOf[DTypeOf<A>] : "float64"

type Bins<B> = B extends number
  ? Known<B, B>
  : Edges<B> extends infer N extends number
    ? IsAny<N> extends true
      ? Dyn
      : Subtract<N, 1>
    : Dyn
type Edges<B> = B extends number ? Known<B, Add<B, 1>> : B extends readonly number[] ? Known<B["length"], B["length"]> : Dyn
type Known<B, Size> = number extends B ? Dyn : Size
