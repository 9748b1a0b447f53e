// Signatures of the operations that act on each element by itself. Operands broadcast; numbers alone give numbers.
import type { BroadcastCheck, BroadcastShape } from "./broadcast.ts"
import type { Arg, Dims, Dyn, IsAbsent, IsAny } from "./dim.ts"
import type { DType, FloatOf, RealOf } from "./dtype.ts"
import type { JoinDType } from "./join.ts"
import type { DTypeOf, Like, Operand, Promote, ShapeOf, Tensor, Weak } from "./tensor.ts"

/** `sin`, `exp`, ...: the shape is kept, integers and booleans become float64. */
export interface Unary {
  <A extends Operand>(x: A): Floating<A>
}

/** `negative`, `square`, `floor`, ...: shape and dtype are kept. */
export interface UnarySame {
  <A extends Operand>(x: A): Kept<A>
}

/** `round(x, { decimals })`: shape and dtype are kept. */
export interface Round {
  <A extends Operand>(x: A, options?: { readonly decimals?: number | undefined }): Kept<A>
}

/** `abs`, `real`, `imag`: shape and dtype are kept; of complex numbers the type of their parts. */
export interface UnaryReal {
  <A extends Operand>(x: A): Magnitude<A>
}

/** `angle`: the shape is kept; of complex numbers the type of their parts, integers and booleans become float64. */
export interface UnaryAngle {
  <A extends Operand>(x: A): Like<A, RealOf[FloatOf[DTypeOf<A>]], ShapeOf<A>>
}

/** `elu(x, alpha)`, `celu`, `squareplus`: as `Unary`, of a family that a number parametrises. */
export interface UnaryFamily {
  <A extends Operand>(x: A, parameter?: number): Floating<A>
}

/** `leakyRelu(x, slope)`: as the product of both. */
export interface Sloped<Default extends number> {
  <A extends Operand, const N extends number = Default>(x: A, slope?: N): Combined<A, N>
}

/** `relu6`: elements beside the limits `N`, which are whole numbers; booleans are counted in int32. */
export interface Bounded<N extends number> {
  <A extends Operand>(x: A): Combined<A, N>
}

/** `gelu(x, { approximate })`: as `Unary`. */
export interface UnaryWith<Options extends object> {
  <A extends Operand>(x: A, options?: Options): Floating<A>
}

/** `nanToNum(x, { nan, posinf, neginf })`: shape and dtype are kept. */
export interface UnarySameWith<Options extends object> {
  <A extends Operand>(x: A, options?: Options): Kept<A>
}

/** `isnan`, `logicalNot`, ...: a tensor of booleans, 0-d for a plain number. */
export interface UnaryBool {
  <A extends Operand>(x: A): Tensor<"bool", ShapeOf<A>>
}

/** `add`, `multiply`, `maximum`, ...: shapes broadcast, dtypes promote. */
export interface Binary<Op extends string = "broadcast"> {
  <A extends Operand | Weak, B extends Operand | Weak>(x: A, y: Broadcasts<Op, A, B>): Combined<A, B>
}

/** `divide`, `atan2`, ...: as `Binary`, with a floating-point result. */
export interface BinaryFloat<Op extends string = "broadcast"> {
  <A extends Operand | Weak, B extends Operand | Weak>(x: A, y: Broadcasts<Op, A, B>): CombinedFloat<A, B>
}

/** What a comparison gives: a truth value for each pair of elements. */
export type Truths<A, B> = Tensor<"bool", BroadcastShape<ShapeOf<A>, ShapeOf<B>>>

/** `less`, `equal`, `logicalAnd`, ...: shapes broadcast, booleans result; two plain numbers give a 0-d one. */
export interface Compare<Op extends string = "broadcast"> {
  <A extends Operand | Weak, B extends Operand | Weak>(x: A, y: Broadcasts<Op, A, B>): Truths<A, B>
}

/** `where(condition, x, y)`: x where the condition holds, else y; all three broadcast. */
export interface Where<Op extends string = "where"> {
  <C extends Operand, A extends Operand | Weak, B extends Operand | Weak>(
    condition: C,
    x: Broadcasts<Op, C, A>,
    y: Arg<BroadcastCheck<Op, BroadcastShape<ShapeOf<C>, ShapeOf<A>>, ShapeOf<B>>, B>,
  ): Combine3<C, A, B, Chosen<A, B>>
}

/** `clip(x, min, max)`: limits broadcast against x. */
export interface Clip<Op extends string = "clip"> {
  <A extends Operand, Lo extends Operand | Weak | null | undefined = never, Hi extends Operand | Weak | null | undefined = never>(
    x: A,
    min?: Arg<LimitCheck<Op, ShapeOf<A>, Lo>, Lo>,
    max?: Arg<LimitCheck<Op, Limited<ShapeOf<A>, Lo>, Hi>, Hi>,
  ): Clipped<A, Lo, Hi>
}

/**
 * The argument y of an operation on x: its own type, or the sentence that says why the shapes do not fit. A number fits
 * every shape; asking that first lets it pass in generic functions, where the shape of x is a type parameter.
 */
export type Broadcasts<Op extends string, A, B> = [B] extends [number | Weak]
  ? B
  : [A] extends [number | Weak]
    ? B
    : Arg<BroadcastCheck<Op, ShapeOf<A>, ShapeOf<B>>, B>

export type Kept<A> = Like<A, DTypeOf<A>, ShapeOf<A>>
export type Floating<A> = Like<A, FloatOf[DTypeOf<A>], ShapeOf<A>>
export type Combined<A, B> = Combine<A, B, Promote<A, B>>
export type CombinedFloat<A, B> = Combine<A, B, FloatOf[Promote<A, B, "fraction">]>
export type Magnitude<A> = Like<A, RealOf[DTypeOf<A>], ShapeOf<A>>

/** A tensor where either operand is one, else a number; unknown where an operand is. */
export type Combine<A, B, D extends DType> =
  IsAny<A> extends true
    ? Dyn
    : IsAny<B> extends true
      ? Dyn
      : A extends Tensor
        ? Tensor<D, BroadcastShape<ShapeOf<A>, ShapeOf<B>>>
        : B extends Tensor
          ? Tensor<D, BroadcastShape<ShapeOf<A>, ShapeOf<B>>>
          : number

type Combine3<A, B, C, D extends DType> =
  IsAny<A> extends true
    ? Dyn
    : IsAny<B> extends true
      ? Dyn
      : IsAny<C> extends true
        ? Dyn
        : [A, B, C] extends [number, number, number]
          ? number
          : Tensor<D, BroadcastShape<BroadcastShape<ShapeOf<A>, ShapeOf<B>>, ShapeOf<C>>>

// Numbers have no tensor to be weak beside: the condition is none of the values.
type Chosen<A, B> = [A, B] extends [number, number] ? "float64" : Promote<Settled<A, B>, Settled<B, A>>
type Settled<A, Other> = A extends Weak ? (Other extends Tensor ? A : Tensor<A extends bigint ? "int64" : "complex128", []>) : A

type Clipped<A, Lo, Hi> =
  IsAny<A> extends true
    ? Dyn
    : [A, Lo, Hi] extends [number, number | null | undefined, number | null | undefined]
      ? number
      : Tensor<ClipDType<A, Lo, Hi>, BroadcastShape<Limited<ShapeOf<A>, Lo>, LimitShape<Hi>>>

type LimitCheck<Op extends string, S extends Dims, L> = BroadcastCheck<Op, S, LimitShape<L>>
type Limited<S extends Dims, L> = BroadcastShape<S, LimitShape<L>>
type LimitShape<L> = IsAbsent<L> extends true ? [] : ShapeOf<L>
type ClipDType<A, Lo, Hi> =
  IsAbsent<Lo> extends true
    ? IsAbsent<Hi> extends true
      ? DTypeOf<A>
      : Promote<A, Hi>
    : IsAbsent<Hi> extends true
      ? Promote<A, Lo>
      : [A, Lo, Hi] extends [Tensor<infer D>, Tensor<infer E>, Tensor<infer F>]
        ? JoinDType<[Tensor<D, []>, Tensor<E, []>, Tensor<F, []>]>
        : Promote<Tensor<Promote<A, Lo>>, Hi>
