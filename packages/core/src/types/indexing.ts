// Signatures of the operations that pick elements out.
import type { AxisCheck } from "./axes.ts"
import type { Arg, Dims, Dyn, Failure, IsAny } from "./dim.ts"
import type { Moved } from "./movement.ts"
import type { IndexCheck, IndexShape, Key, Slice, TakeShape } from "./slicing.ts"
import type { AsTensor, DTypeOf, Operand, Promote, ShapeOf, Tensor, Weak } from "./tensor.ts"

/** `at(x, ...keys)`: one key an axis: a position, `"1:3"` or `slice(1, 3)`, `null` (a new axis), `"..."`, positions or a mask. */
export interface At<Op extends string = "at"> {
  <A extends Tensor, const Keys extends readonly Key[]>(
    x: A,
    ...keys: IndexCheck<Op, ShapeOf<A>, Keys> extends Failure<infer Message> ? { [I in keyof Keys]: Message } : Keys
  ): Moved<A, IndexShape<ShapeOf<A>, Keys>>
}

/** `take(x, indices, { axis })`: the elements at integer positions along an axis, the first if none is named. */
export interface Take<Op extends string = "take"> {
  <A extends Operand, I extends Operand, const X extends number = 0>(
    x: A,
    indices: I,
    options?: { readonly axis?: Arg<AxisCheck<Op, ShapeOf<A>, X>, X> | undefined },
  ): Moved<A, TakeShape<ShapeOf<A>, ShapeOf<I>, X>>
}

/** `slice(start, stop, step)`: a range of positions as a key; the same as the text "start:stop:step". */
export interface MakeSlice {
  <const A extends number | null = null, const B extends number | null = null, const C extends number | null = null>(
    start?: A,
    stop?: B,
    step?: C,
  ): Slice<A, B, C>
}

/** `nonzero(x)`: for each axis the positions of elements that are not 0; how many there are is known at run time. */
export interface Nonzero {
  <A extends Operand>(x: A): Positions<ShapeOf<A>>
}

type Positions<S extends Dims> = IsAny<S> extends true ? Tensor<"int32", [Dyn]>[] : { -readonly [I in keyof S]: Tensor<"int32", [Dyn]> }

/** `withValue(x, keys, value)`: a copy of x with the part that the keys name replaced; the value is broadcast to it. */
export interface WithValue {
  <A extends Tensor, V extends Operand | boolean | Weak>(
    x: A,
    keys: Key | readonly Key[],
    value: V,
  ): AsTensor<A, WrittenDType<A, V>, ShapeOf<A>>
}

/** The dtype that holds both. */
export type WrittenDType<A, V> = V extends boolean ? DTypeOf<A> : Promote<A, V>
