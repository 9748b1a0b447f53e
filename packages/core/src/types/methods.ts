// The closed list of methods for chaining. Each takes its receiver as `this: A`, so that the interface is not generic.
import type { Broadcasts, Combined, CombinedFloat, Floating, Kept, Magnitude, Truths } from "./elementwise.ts"
import type { Axis, AxisCheck, Reduced } from "./axes.ts"
import type { DotCheck, DotProduct, Product } from "./contraction.ts"
import type { Arg, Dims, DynShape, Failure } from "./dim.ts"
import type { Chosen, DType, FloatOf, SumOf } from "./dtype.ts"
import type { WrittenDType } from "./indexing.ts"
import type { MatmulCheck } from "./matmul.ts"
import type { Moved } from "./movement.ts"
import type { PermuteCheck, PermuteShape } from "./permute.ts"
import type { ReshapeCheck, ReshapeShape } from "./reshape.ts"
import type { IndexCheck, IndexShape, Key } from "./slicing.ts"
import type { AsTensor, DTypeOf, Operand, ShapeOf, Tensor, Weak } from "./tensor.ts"

interface Over<Op extends string, A, X, K> {
  readonly axis?: Arg<AxisCheck<Op, ShapeOf<A>, X>, X> | undefined
  readonly keepdims?: K | undefined
}

/**
 * Methods of tensors. `@nablajs/core/fluent` puts them on and declares them:
 * `declare module "@nablajs/core" { interface TensorMethods extends FluentMethods, FluentProperties {} }`.
 */
export interface FluentMethods {
  add<A extends Tensor, B extends Operand | Weak>(this: A, y: Broadcasts<"add", A, B>): Combined<A, B>
  sub<A extends Tensor, B extends Operand | Weak>(this: A, y: Broadcasts<"subtract", A, B>): Combined<A, B>
  mul<A extends Tensor, B extends Operand | Weak>(this: A, y: Broadcasts<"multiply", A, B>): Combined<A, B>
  div<A extends Tensor, B extends Operand | Weak>(this: A, y: Broadcasts<"divide", A, B>): CombinedFloat<A, B>
  pow<A extends Tensor, B extends Operand | Weak>(this: A, y: Broadcasts<"pow", A, B>): Combined<A, B>

  neg<A extends Tensor>(this: A): Kept<A>
  abs<A extends Tensor>(this: A): Magnitude<A>
  square<A extends Tensor>(this: A): Kept<A>
  relu<A extends Tensor>(this: A): Kept<A>
  exp<A extends Tensor>(this: A): Floating<A>
  log<A extends Tensor>(this: A): Floating<A>
  sqrt<A extends Tensor>(this: A): Floating<A>
  tanh<A extends Tensor>(this: A): Floating<A>
  sigmoid<A extends Tensor>(this: A): Floating<A>

  less<A extends Tensor, B extends Operand | Weak>(this: A, y: Broadcasts<"less", A, B>): Truths<A, B>
  lessEqual<A extends Tensor, B extends Operand | Weak>(this: A, y: Broadcasts<"lessEqual", A, B>): Truths<A, B>
  greater<A extends Tensor, B extends Operand | Weak>(this: A, y: Broadcasts<"greater", A, B>): Truths<A, B>
  greaterEqual<A extends Tensor, B extends Operand | Weak>(this: A, y: Broadcasts<"greaterEqual", A, B>): Truths<A, B>
  equal<A extends Tensor, B extends Operand | Weak>(this: A, y: Broadcasts<"equal", A, B>): Truths<A, B>

  matmul<A extends Tensor, B extends Operand>(this: A, y: Arg<MatmulCheck<"matmul", ShapeOf<A>, ShapeOf<B>>, B>): Product<A, B>
  dot<A extends Tensor, B extends Operand>(this: A, y: Arg<DotCheck<"dot", ShapeOf<A>, ShapeOf<B>>, B>): DotProduct<A, B>

  sum<A extends Tensor, const X extends Axis = never, const K extends boolean = false, const D extends DType | undefined = never>(
    this: A,
    options?: Over<"sum", A, X, K> & { readonly dtype?: D | undefined },
  ): AsTensor<A, Chosen<D, SumOf[DTypeOf<A>]>, Reduced<ShapeOf<A>, X, K>>
  prod<A extends Tensor, const X extends Axis = never, const K extends boolean = false, const D extends DType | undefined = never>(
    this: A,
    options?: Over<"prod", A, X, K> & { readonly dtype?: D | undefined },
  ): AsTensor<A, Chosen<D, SumOf[DTypeOf<A>]>, Reduced<ShapeOf<A>, X, K>>
  mean<A extends Tensor, const X extends Axis = never, const K extends boolean = false>(
    this: A,
    options?: Over<"mean", A, X, K>,
  ): AsTensor<A, FloatOf[DTypeOf<A>], Reduced<ShapeOf<A>, X, K>>
  max<A extends Tensor, const X extends Axis = never, const K extends boolean = false>(
    this: A,
    options?: Over<"max", A, X, K>,
  ): AsTensor<A, DTypeOf<A>, Reduced<ShapeOf<A>, X, K>>
  min<A extends Tensor, const X extends Axis = never, const K extends boolean = false>(
    this: A,
    options?: Over<"min", A, X, K>,
  ): AsTensor<A, DTypeOf<A>, Reduced<ShapeOf<A>, X, K>>

  reshape<A extends Tensor, const T extends readonly (number | string)[]>(
    this: A,
    shape: Arg<ReshapeCheck<"reshape", ShapeOf<A>, T>, T>,
  ): Moved<A, ReshapeShape<ShapeOf<A>, T>>
  transpose<A extends Tensor, const P extends readonly number[] | undefined = never>(
    this: A,
    axes?: Arg<PermuteCheck<"transpose", ShapeOf<A>, P>, P>,
  ): Moved<A, PermuteShape<ShapeOf<A>, P>>

  at<A extends Tensor, const Keys extends readonly Key[]>(
    this: A,
    ...keys: IndexCheck<"at", ShapeOf<A>, Keys> extends Failure<infer Message> ? { [I in keyof Keys]: Message } : Keys
  ): Moved<A, IndexShape<ShapeOf<A>, Keys>>
  /** A copy with the elements at `keys` replaced: `x.with([0, "1:3"], value)`. */
  with<A extends Tensor, V extends Operand | boolean | Weak>(
    this: A,
    keys: Key | readonly Key[],
    value: V,
  ): AsTensor<A, WrittenDType<A, V>, ShapeOf<A>>
  astype<A extends Tensor, const D extends DType>(this: A, dtype: D): Tensor<D, ShapeOf<A>>
}

/**
 * Properties beside the methods. Their shapes are looked up by rank, in tables: with conditional types in their place the
 * parameters of `Tensor` would lose their variance, and typed by `this` a tensor would contain itself without end.
 */
export interface FluentProperties<out D extends DType, out S extends Dims> {
  /** All axes reversed. */
  readonly T: Tensor<D, Reversed<S>[S["length"]]>
  /** The last two axes exchanged. */
  readonly mT: Tensor<D, LastSwapped<S>[S["length"]]>
  /** The last two axes exchanged and complex numbers conjugated: Aᴴ. */
  readonly mH: Tensor<D, LastSwapped<S>[S["length"]]>
}

interface Reversed<S extends Dims> {
  [rank: number]: DynShape
  0: []
  1: [S[0]]
  2: [S[1], S[0]]
  3: [S[2], S[1], S[0]]
  4: [S[3], S[2], S[1], S[0]]
  5: [S[4], S[3], S[2], S[1], S[0]]
  6: [S[5], S[4], S[3], S[2], S[1], S[0]]
  7: [S[6], S[5], S[4], S[3], S[2], S[1], S[0]]
  8: [S[7], S[6], S[5], S[4], S[3], S[2], S[1], S[0]]
}

interface LastSwapped<S extends Dims> {
  [rank: number]: DynShape
  2: [S[1], S[0]]
  3: [S[0], S[2], S[1]]
  4: [S[0], S[1], S[3], S[2]]
  5: [S[0], S[1], S[2], S[4], S[3]]
  6: [S[0], S[1], S[2], S[3], S[5], S[4]]
  7: [S[0], S[1], S[2], S[3], S[4], S[6], S[5]]
  8: [S[0], S[1], S[2], S[3], S[4], S[5], S[7], S[6]]
}
