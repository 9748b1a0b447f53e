// Arithmetic on sizes as shapes hold them: exact for whole numbers, unknown for names and what is not known. Steps that change
// nothing keep names.
import type { Add, Product, Quotient, Subtract } from "./arithmetic.ts"
import type { Position, Replace, AllSizes } from "./axes.ts"
import type { Dims, Dyn, DynShape, Equals, IsAny, IsInteger } from "./dim.ts"

type AreIntegers<M, N> = IsInteger<M> extends true ? IsInteger<N> : false

/** m + n */
export type Plus<M, N> = Equals<N, 0> extends true ? M : AreIntegers<M, N> extends true ? Add<M & number, N & number> : Dyn

/** m − n; below 0 unknown. */
export type Minus<M, N> = Equals<N, 0> extends true ? M : AreIntegers<M, N> extends true ? Known<Subtract<M & number, N & number>> : Dyn

/** m n */
export type Times<M, N> = Equals<N, 1> extends true ? M : AreIntegers<M, N> extends true ? Product<[M, N]> : Dyn

/** ⌊m / n⌋ */
export type Floor<M, N> =
  Equals<N, 1> extends true ? M : Equals<N, 0> extends true ? Dyn : AreIntegers<M, N> extends true ? Quotient<M & number, N & number> : Dyn

/** ⌈m / n⌉ */
export type Ceil<M, N> = Equals<N, 1> extends true ? M : Floor<Plus<M, Minus<N, 1>>, N>

/** The larger of both. */
export type Larger<M, N> =
  Equals<M, N> extends true ? M : AreIntegers<M, N> extends true ? ([Subtract<M & number, N & number>] extends [never] ? N : M) : Dyn

/** Σ over a list. */
export type Total<Ns extends Dims, Sum = 0> = number extends Ns["length"]
  ? Dyn
  : Ns extends readonly [infer N, ...infer Rest]
    ? Total<Rest, Plus<Sum, N>>
    : Sum

/** The shape with `Size` on one axis. */
export type WithSize<S extends Dims, X, Size> =
  Position<S, X> extends infer P
    ? IsAny<P> extends true
      ? AllSizes<S, Dyn>
      : P extends [infer Place]
        ? Replace<S, Place, Size>
        : DynShape
    : never

/** The size of an axis. */
export type SizeOf<S extends Dims, X> =
  Position<S, X> extends infer P ? (IsAny<P> extends true ? Dyn : P extends [infer Place extends number] ? S[Place] : Dyn) : never

/** A list of n elements, where n is a whole number below 100; else an array. */
export type Several<T, N> = [N] extends [never]
  ? T[]
  : IsInteger<N> extends true
    ? IsShort<`${N & number}`> extends true
      ? Repeated<T, N>
      : T[]
    : T[]

type IsShort<Text extends string> = Text extends `${infer _}${infer Rest}`
  ? Rest extends `${infer _}${infer More}`
    ? More extends ""
      ? true
      : false
    : true
  : true

type Repeated<T, N, Out extends T[] = []> = Out["length"] extends N ? Out : Repeated<T, N, [...Out, T]>

type Known<N> = [N] extends [never] ? Dyn : N
