// Reshaping keeps the number of elements. Sizes that occur on both sides cancel first, which answers most cases, named
// sizes included; only what remains is multiplied out.
import type { Divide, Product, ProductDigits } from "./arithmetic.ts"
import type { Dims, Dyn, DynShape, Equals, Failure, HasRank, IsAny, IsInteger, Show, ShowDim } from "./dim.ts"

/** The result of reshaping to `T`, where one size may be -1. */
export type ReshapeShape<S extends Dims, T> =
  IsAny<T> extends true
    ? DynShape
    : Listed<T> extends infer T extends Dims
      ? HasRank<T> extends false
        ? DynShape
        : Fit<S, T> extends infer Answer
          ? IsAny<Answer> extends true
            ? Fill<T, Dyn>
            : Answer extends [infer Size]
              ? Fill<T, Size>
              : Answer extends []
                ? [...T]
                : DynShape
          : never
      : DynShape

export type ReshapeCheck<Op extends string, S extends Dims, T> =
  IsAny<T> extends true
    ? unknown
    : Listed<T> extends infer T extends Dims
      ? HasRank<T> extends false
        ? unknown
        : Fit<S, T> extends infer Answer
          ? IsAny<Answer> extends true
            ? unknown
            : Answer extends "free sizes"
              ? Failure<`${Op}: ${Show<T>} leaves more than one size open; only one may be -1`>
              : Answer extends "count"
                ? Misfit<Op, S, T>
                : unknown
          : never
      : unknown

type Misfit<Op extends string, S extends Dims, T extends Dims> = -1 extends T[number]
  ? Failure<`${Op}: ${Show<S>} has ${ShowDim<Count<S>>} elements, which the known sizes of ${Show<T>} do not divide`>
  : Failure<`${Op}: ${Show<S>} has ${ShowDim<Count<S>>} elements, ${Show<T>} has ${ShowDim<Count<T>>}; give one size as -1 to have it computed`>

/** The shape with all axes joined. */
export type RavelShape<S extends Dims> = ReshapeShape<S, [-1]>

// The answers of `Fit`: [] fits, [size] fits with this size for -1, a word for what is wrong, unknown if it cannot be told.
type Fit<S extends Dims, T extends Dims> =
  Fixed<T> extends [infer Sizes extends Dims, infer Free extends Dims]
    ? Free["length"] extends 0 | 1
      ? IsAny<S> extends true
        ? Dyn
        : HasRank<S> extends false
          ? Dyn
          : Cancel<S, Sizes> extends [infer Left extends Dims, infer Right extends Dims]
            ? Free extends []
              ? Balance<Left, Right>
              : Solve<Left, Right>
            : never
      : "free sizes"
    : never

// The sizes that are given, and the list of those that are -1.
type Fixed<T extends Dims> = [-1] extends [T[number]] ? Separate<T> : [T, []]

type Separate<T extends Dims, Sizes extends Dims = [], Free extends Dims = []> = T extends readonly [infer Head, ...infer Rest]
  ? Equals<Head, -1> extends true
    ? Separate<Rest, Sizes, [...Free, -1]>
    : Separate<Rest, [...Sizes, Head], Free>
  : [Sizes, Free]

// What remains on both sides.
type Cancel<S extends Dims, T extends Dims, Left extends Dims = []> = S extends readonly [infer Head, ...infer Rest]
  ? Take<Head, T> extends infer Others
    ? Others extends Dims
      ? Cancel<Rest, Others, Left>
      : Cancel<Rest, T, [...Left, Head]>
    : never
  : [Left, T]

// T without the first size that equals `Size`. A 0 stays: [0, 3] and [0, 5] have equally many elements.
type Take<Size, T extends Dims, Before extends Dims = []> = T extends readonly [infer Head, ...infer Rest]
  ? Equals<Size, Head> extends true
    ? Size extends 0
      ? false
      : [...Before, ...Rest]
    : Take<Size, Rest, [...Before, Head]>
  : false

type WithoutOnes<T extends Dims, Out extends Dims = []> = T extends readonly [infer Head, ...infer Rest]
  ? WithoutOnes<Rest, Equals<Head, 1> extends true ? Out : [...Out, Head]>
  : Out

type Balance<Left extends Dims, Right extends Dims> = [...Left, ...Right] extends []
  ? []
  : Wholes<[...Left, ...Right]> extends true
    ? ProductDigits<Left> extends ProductDigits<Right>
      ? []
      : "count"
    : Dyn

type Solve<Left extends Dims, Right extends Dims> =
  Wholes<[...Left, ...Right]> extends true
    ? Right extends []
      ? [Product<Left>]
      : Divide<Product<Left>, Product<Right>> extends infer Answer extends [number]
        ? Answer
        : "count"
    : WithoutOnes<Right> extends []
      ? WithoutOnes<Left> extends [infer Size]
        ? [Size]
        : Dyn
      : Dyn

// Whether all sizes are whole numbers, so that they can be multiplied.
type Wholes<S extends Dims> = S extends readonly [infer Head, ...infer Rest] ? (IsInteger<Head> extends true ? Wholes<Rest> : false) : true

/** The number of elements as it is read in a message. */
type Count<S extends Dims> = Wholes<S> extends true ? Product<S> : Dyn

type Fill<T extends Dims, Size, Out extends Dims = []> = T extends readonly [infer Head, ...infer Rest]
  ? Fill<Rest, Size, [...Out, Equals<Head, -1> extends true ? Size : Head]>
  : Out

// A single size counts as a list of one.
type Listed<T> = T extends Dims ? T : [T]
