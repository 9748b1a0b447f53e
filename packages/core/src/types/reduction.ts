// Signatures of the operations that combine elements along axes.
import type { Axis, AxisCheck, Reduced } from "./axes.ts"
import type { Arg, Dims, Dyn, IsAbsent } from "./dim.ts"
import type { Chosen, DType, FloatOf, RealOf, SumOf } from "./dtype.ts"
import type { RavelShape } from "./reshape.ts"
import type { Plus, SizeOf, WithSize } from "./sizes.ts"
import type { AsTensor, DTypeOf, FloatsMet, Operand, ShapeOf } from "./tensor.ts"

/** The axis or axes to reduce (all of them if absent), and whether to keep them with size 1. */
export interface ReduceOptions {
  readonly axis?: Axis
  readonly keepdims?: boolean | undefined
}

interface Over<Op extends string, A, X, K> {
  readonly axis?: Arg<AxisCheck<Op, ShapeOf<A>, X>, X> | undefined
  readonly keepdims?: K | undefined
}

/** `sum`, `prod`: booleans are counted in int32. An integer result that does not fit throws; `dtype` widens it. */
export interface Sum<Op extends string = "sum"> {
  <A extends Operand, const X extends Axis = never, const K extends boolean = false, const D extends DType | undefined = never>(
    x: A,
    options?: Over<Op, A, X, K> & { readonly dtype?: D | undefined },
  ): AsTensor<A, Chosen<D, SumOf[DTypeOf<A>]>, Reduced<ShapeOf<A>, X, K>>
}

/** `nansum`, `nanprod`: as `sum`, without a choice of the dtype. */
export interface Total<Op extends string> {
  <A extends Operand, const X extends Axis = never, const K extends boolean = false>(
    x: A,
    options?: Over<Op, A, X, K>,
  ): AsTensor<A, SumOf[DTypeOf<A>], Reduced<ShapeOf<A>, X, K>>
}

/** `average`: the mean with weights. */
export interface Average {
  <A extends Operand, const X extends Axis = never, const K extends boolean = false, W extends Operand | undefined = never>(
    x: A,
    options?: Over<"average", A, X, K> & { readonly weights?: W | undefined },
  ): AsTensor<A, IsAbsent<W> extends true ? FloatOf[DTypeOf<A>] : FloatsMet<A, W>, Reduced<ShapeOf<A>, X, K>>
}

/** `mean`, `logsumexp`: a floating-point result. */
export interface Mean<Op extends string = "mean"> {
  <A extends Operand, const X extends Axis = never, const K extends boolean = false>(
    x: A,
    options?: Over<Op, A, X, K>,
  ): AsTensor<A, FloatOf[DTypeOf<A>], Reduced<ShapeOf<A>, X, K>>
}

/** `variance`, `std`: mean square distance from the mean, divided by n - correction, and its root. */
export interface Spread<Op extends string = "variance"> {
  <A extends Operand, const X extends Axis = never, const K extends boolean = false>(
    x: A,
    options?: Over<Op, A, X, K> & { readonly correction?: number | undefined },
  ): AsTensor<A, RealOf[FloatOf[DTypeOf<A>]], Reduced<ShapeOf<A>, X, K>>
}

/** `norm`: the length of vectors along an axis, of order `ord` (2 if absent). */
export interface Norm<Op extends string = "norm"> {
  <A extends Operand, const X extends Axis = never, const K extends boolean = false>(
    x: A,
    options?: Over<Op, A, X, K> & { readonly ord?: number | "fro" | "nuc" | undefined },
  ): AsTensor<A, RealOf[FloatOf[DTypeOf<A>]], Reduced<ShapeOf<A>, X, K>>
}

/** `max`, `min`: the dtype is kept. */
export interface Reduce<Op extends string = "max"> {
  <A extends Operand, const X extends Axis = never, const K extends boolean = false>(
    x: A,
    options?: Over<Op, A, X, K>,
  ): AsTensor<A, DTypeOf<A>, Reduced<ShapeOf<A>, X, K>>
}

/** `any`, `all`: booleans. */
export interface ReduceBool<Op extends string = "any"> {
  <A extends Operand, const X extends Axis = never, const K extends boolean = false>(
    x: A,
    options?: Over<Op, A, X, K>,
  ): AsTensor<A, "bool", Reduced<ShapeOf<A>, X, K>>
}

/** `countNonzero`: int32. */
export interface Count<Op extends string = "countNonzero"> {
  <A extends Operand, const X extends Axis = never, const K extends boolean = false>(
    x: A,
    options?: Over<Op, A, X, K>,
  ): AsTensor<A, "int32", Reduced<ShapeOf<A>, X, K>>
}

/** `argmax`, `argmin`: the position along one axis, or in the flattened tensor; int32. */
export interface ArgReduce<Op extends string = "argmax"> {
  <A extends Operand, const X extends number | null | undefined = never, const K extends boolean = false>(
    x: A,
    options?: Over<Op, A, X, K>,
  ): AsTensor<A, "int32", Reduced<ShapeOf<A>, X, K>>
}

/** `cumsum`, `cumprod`: running totals along one axis; of the flattened tensor when none is named. */
export interface Cumsum<Op extends string = "cumsum"> {
  <A extends Operand, const X extends number | null | undefined = never>(
    x: A,
    options?: Along<Op, A, X>,
  ): AsTensor<A, SumOf[DTypeOf<A>], IsAbsent<X> extends true ? RavelShape<ShapeOf<A>> : ShapeOf<A>>
}

/** `cumulativeSum`, `cumulativeProd`: along an axis, which only vectors may leave out; `includeInitial` adds one in front. */
export interface CumulativeSum<Op extends string = "cumulativeSum"> {
  <
    A extends Operand,
    const X extends number | null | undefined = never,
    const D extends DType | undefined = never,
    const I extends boolean = false,
  >(
    x: A,
    options?: Along<Op, A, X> & { readonly dtype?: D | undefined; readonly includeInitial?: I | undefined },
  ): AsTensor<A, Chosen<D, SumOf[DTypeOf<A>]>, I extends false ? ShapeOf<A> : Grown<ShapeOf<A>, IsAbsent<X> extends true ? -1 : X, I>>
}

type Grown<S extends Dims, X, I> = WithSize<S, X, boolean extends I ? Dyn : Plus<SizeOf<S, X>, 1>>

/** `cumulativeMax`, `cumulativeMin`: along an axis, which only vectors may leave out; shape and dtype are kept. */
export interface CumulativeMax<Op extends string = "cumulativeMax"> {
  <A extends Operand, const X extends number | null | undefined = never>(
    x: A,
    options?: Along<Op, A, X>,
  ): AsTensor<A, DTypeOf<A>, ShapeOf<A>>
}

/** `softmax`, `logSoftmax`: normalised along an axis, the last one if absent; the shape is kept. */
export interface Softmax<Op extends string = "softmax"> {
  <A extends Operand, const X extends number | null | undefined = never>(
    x: A,
    options?: Along<Op, A, X>,
  ): AsTensor<A, FloatOf[DTypeOf<A>], ShapeOf<A>>
}

interface Along<Op extends string, A, X> {
  readonly axis?: Arg<AxisCheck<Op, ShapeOf<A>, X>, X> | undefined
}
