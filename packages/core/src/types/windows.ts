// Signatures of layers that slide windows over pictures: convolutions and pools.
import type { AllSizes } from "./axes.ts"
import type { Arg, Differ, Dims, Dyn, DynShape, Failure, HasRank, IsAbsent, IsAny, Show, ShowDim } from "./dim.ts"
import type { FloatOf } from "./dtype.ts"
import type { Ceil, Floor, Minus, Plus, Times } from "./sizes.ts"
import type { AsTensor, DTypeOf, Operand, Promote, ShapeOf, Tensor } from "./tensor.ts"

type PerAxis = number | readonly number[]
type Padding = "valid" | "same" | number | readonly (number | readonly [number, number])[]

/** `conv1d`, `conv2d`: [batch, channels, …] with [out, channels / groups, …] to [batch, out, …]. */
export interface Convolution<Op extends string, Axes extends 1 | 2> {
  <
    A extends Operand,
    W extends Operand,
    const T extends PerAxis = 1,
    const P extends Padding = "valid",
    const L extends PerAxis = 1,
    const G extends number = 1,
  >(
    x: A,
    weights: Arg<ConvolutionCheck<Op, Axes, ShapeOf<A>, ShapeOf<W>, G>, W>,
    options?: {
      readonly stride?: T | undefined
      readonly padding?: P | undefined
      readonly dilation?: L | undefined
      readonly groups?: G | undefined
    },
  ): Tensor<Promote<A, W>, Convolved<ShapeOf<A>, ShapeOf<W>, T, P, L>>
}

type Convolved<S extends Dims, W extends Dims, T, P, L> =
  IsAny<S> extends true
    ? DynShape
    : IsAny<W> extends true
      ? DynShape
      : S extends readonly [infer Batch, Dyn, ...infer Sizes]
        ? W extends readonly [infer Out, Dyn, ...infer Kernel]
          ? [Batch, Out, ...Places<Sizes, Kernel, T, P, L>]
          : DynShape
        : DynShape

type ConvolutionCheck<Op extends string, Axes extends 1 | 2, S extends Dims, W extends Dims, G extends number> =
  IsAny<S> extends true
    ? unknown
    : IsAny<W> extends true
      ? unknown
      : HasRank<S> extends false
        ? unknown
        : HasRank<W> extends false
          ? unknown
          : [S["length"], W["length"]] extends [Ranks[Axes], Ranks[Axes]]
            ? Differ<S[1], Times<W[1], G>> extends true
              ? Failure<`${Op}: ${ShowDim<S[1]>} channels in ${G} groups do not match weights for ${ShowDim<W[1]>}, giving ${ShowDim<W[0]>}, got ${Show<S>} and ${Show<W>}`>
              : unknown
            : Failure<`${Op}: expected x as [batch, channels, ${Names[Axes]}] and weights as [out, channels, ${Names[Axes]}], got ${Show<S>} and ${Show<W>}`>

interface Ranks {
  1: 3
  2: 4
}

interface Names {
  1: "length"
  2: "height, width"
}

/** `maxPool(x, size)`, `avgPool`: [batch, channels, …] to [batch, channels, …], with one element for each window. */
export interface Pool<Result extends "same" | "float"> {
  <A extends Operand, const K extends PerAxis, const T extends PerAxis = never, const P extends Padding = "valid">(
    x: A,
    size: K,
    options?: { readonly stride?: T | undefined; readonly padding?: P | undefined },
  ): AsTensor<A, Result extends "same" ? DTypeOf<A> : FloatOf[DTypeOf<A>], Pooled<ShapeOf<A>, K, IsAbsent<T> extends true ? K : T, P>>
}

type Pooled<S extends Dims, K, T, P> =
  IsAny<S> extends true
    ? DynShape
    : S extends readonly [infer Batch, infer Channels, ...infer Sizes]
      ? [Batch, Channels, ...Places<Sizes, K extends Dims ? K : AllSizes<Sizes, K>, T, P, 1>]
      : DynShape

// How many places windows have along each axis.
type Places<S extends Dims, K extends Dims, T, P, L, Out extends Dims = []> = S extends readonly [infer N, ...infer RestS]
  ? K extends readonly [infer Size, ...infer RestK]
    ? Places<RestS, RestK, T, P, L, [...Out, Count<N, Size, Along<T, Out["length"]>, Along<P, Out["length"]>, Along<L, Out["length"]>>]>
    : [...Out, Dyn, ...AllSizes<RestS, Dyn>]
  : Out

// What is given for one axis, of a number or word for all of them.
type Along<Given, I extends number> = IsAny<Given> extends true ? Dyn : Given extends Dims ? Given[I] : Given

// ⌊(n + margins − reach) / stride⌋ + 1 with reach = (size − 1) dilation + 1; with as many margins as that takes, ⌈n / stride⌉.
type Count<N, Size, T, P, L> =
  IsAny<P> extends true
    ? Dyn
    : [P] extends ["same"]
      ? Ceil<N, T>
      : Plus<Floor<Minus<Plus<N, Margins<P>>, Plus<Times<Minus<Size, 1>, L>, 1>>, T>, 1>

type Margins<P> = [P] extends ["valid"] ? 0 : [P] extends [readonly [infer Before, infer After]] ? Plus<Before, After> : Times<P, 2>
