// Nested arrays and records of tensors under differentiation and batching.
import type { Dims, Dyn, DynShape, IsAny } from "./dim.ts"
import type { ShapeOf, Tensor } from "./tensor.ts"

/** A leaf that may be given as a plain number: a 0-d tensor, or one of unknown shape. */
export type IsNumeric<P> = P extends Tensor<Dyn, infer S> ? (IsAny<S> extends true ? true : S extends readonly [] ? true : false) : false

/** What a differentiated function accepts where f takes `P`: at 0-d leaves also a number. */
export type Input<P> =
  IsAny<P> extends true ? Dyn : IsNumeric<P> extends true ? number | P : P extends Tensor ? P : { [K in keyof P]: Input<P[K]> }

/** The gradient at an argument of type `X`: the same tree, numbers for numbers. */
export type GradientAt<X> =
  IsAny<X> extends true ? Dyn : X extends number ? number : X extends Tensor ? X : { -readonly [K in keyof X]: GradientAt<X[K]> }

/** The value of f at `X`: a number where the argument is one, else what f returns. */
export type ValueAt<X, Y> = IsAny<X> extends true ? Dyn : X extends number ? NumberOf<Y> : Y

/** Results of a function called with a plain number: 0-d tensors become numbers. */
export type NumberOf<Y> =
  IsAny<Y> extends true
    ? Dyn
    : IsNumeric<Y> extends true
      ? IsAny<ShapeOf<Y>> extends true
        ? Dyn
        : number
      : Y extends Tensor
        ? Y
        : { [K in keyof Y]: NumberOf<Y[K]> }

/** The derivative of a result by an argument: the shape of the result, then that of the argument. */
export type DerivativeAt<Y, X> =
  IsAny<Y> extends true
    ? Dyn
    : IsAny<X> extends true
      ? Dyn
      : Y extends Tensor<infer D, infer S>
        ? X extends number
          ? NumberOf<Tensor<D, S>>
          : X extends Tensor
            ? Tensor<D, Chain<S, ShapeOf<X>>>
            : { -readonly [K in keyof X]: DerivativeAt<Y, X[K]> }
        : { -readonly [K in keyof Y]: DerivativeAt<Y[K], X> }

type Chain<A extends Dims, B extends Dims> = IsAny<A> extends true ? DynShape : IsAny<B> extends true ? DynShape : [...A, ...B]

/** The second derivative of a scalar by an argument. */
export type HessianAt<Y, X> =
  IsAny<X> extends true
    ? Dyn
    : X extends number | Tensor
      ? SecondAt<Y, X, X>
      : { -readonly [K in keyof X]: { -readonly [L in keyof X]: SecondAt<Y, X[K], X[L]> } }

/** The derivative of the gradient by `X1`, by `X2`. */
export type SecondAt<Y, X1, X2> = X1 extends number
  ? DerivativeAt<Y, X2>
  : X1 extends Tensor<infer D, infer S>
    ? DerivativeAt<Tensor<D, S>, X2>
    : Dyn

/** A tree whose leaves carry a batch axis of size N in front. */
export type Batched<P, N> =
  IsAny<P> extends true
    ? Dyn
    : P extends Tensor<infer D, infer S>
      ? Tensor<D, IsAny<S> extends true ? DynShape : [N, ...S]>
      : P extends number
        ? Tensor<"float64", [N]>
        : { [K in keyof P]: Batched<P[K], N> }

/** The operations themselves take `number | Tensor`; differentiated they see tensors. */
export type Traced<P> = [P] extends [number | Tensor] ? Extract<P, Tensor> : P

/** Whether a type is made of tensors alone, in arrays and records of any form (interfaces included). */
export type IsTree<P> =
  IsAny<P> extends true
    ? true
    : [P] extends [number | Tensor | undefined]
      ? [Extract<P, Tensor>] extends [never]
        ? false
        : true
      : P extends readonly unknown[]
        ? IsTree<P[number]>
        : P extends (...args: never) => unknown
          ? false
          : P extends object
            ? false extends { [K in keyof P]-?: IsTree<P[K]> }[keyof P]
              ? false
              : true
            : false

/** The function to transform: its own type, or the sentence that says why it cannot be. */
export type OnTree<P, F> =
  false extends IsTree<P>
    ? "a differentiated function takes tensors (Scalar for a number), or arrays and records of tensors, and computes with the operations of the package"
    : F
