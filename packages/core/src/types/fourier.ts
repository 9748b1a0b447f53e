// Signatures of the Fourier transforms: sizes change along the axis, real numbers become complex and back.
import type { AllSizes, AxisCheck } from "./axes.ts"
import type { Arg, Dims, Dyn, DynShape, IsAbsent, IsAny } from "./dim.ts"
import type { DType, FloatOf, Promotion, RealOf } from "./dtype.ts"
import type { Floor, Minus, Plus, SizeOf, Times, WithSize } from "./sizes.ts"
import type { AsTensor, DTypeOf, Operand, ShapeOf, Tensor } from "./tensor.ts"

type ComplexFrom<D extends DType> = Promotion[FloatOf[D]]["complex64"]
type RealFrom<D extends DType> = RealOf[FloatOf[D]]

interface Options<N, X> {
  readonly n?: N | undefined
  readonly axis?: X | undefined
  readonly norm?: "backward" | "ortho" | "forward" | undefined
}

interface SeveralOptions<N, X> {
  readonly s?: N | undefined
  readonly axes?: X | undefined
  readonly norm?: "backward" | "ortho" | "forward" | undefined
}

type Several = readonly number[] | undefined

// The axis that is meant: the last if absent.
type Meant<X> = IsAbsent<X> extends true ? -1 : X

// The sizes with `n` on the axis where it is given.
type SizeAfter<S extends Dims, N, X> = IsAbsent<N> extends true ? S : WithSize<S, Meant<X>, N>

/** How many coefficients of n real numbers there are: ⌊n / 2⌋ + 1. */
type Half<N> = Plus<Floor<N, 2>, 1>

type Halved<S extends Dims, X> = WithSize<S, X, Half<SizeOf<S, X>>>

// As many numbers as m coefficients come from: 2 (m − 1).
type Doubled<S extends Dims, X> = WithSize<S, X, Times<Minus<SizeOf<S, X>, 1>, 2>>

// The lengths `s` along the axes, which are the last ones if absent.
type SizesAfter<S extends Dims, N, X> =
  IsAbsent<N> extends true
    ? S
    : N extends readonly number[]
      ? number extends N["length"]
        ? AllSizes<S, Dyn>
        : IsAbsent<X> extends true
          ? Tail<S, N>
          : Each<S, N, X>
      : AllSizes<S, Dyn>

type Tail<S extends Dims, N extends Dims, After extends Dims = []> =
  IsAny<S> extends true
    ? DynShape
    : N extends readonly [...infer Rest, infer Size]
      ? S extends readonly [...infer Before, Dyn]
        ? Tail<Before, Rest, [Size, ...After]>
        : DynShape
      : [...S, ...After]

type Each<S extends Dims, N extends Dims, X> = N extends readonly [infer Size, ...infer RestN]
  ? X extends readonly [infer Axis, ...infer RestX]
    ? Each<WithSize<S, Axis, Size>, RestN, RestX>
    : AllSizes<S, Dyn>
  : S

type LastOf<X> = IsAbsent<X> extends true ? -1 : X extends readonly [...Dyn[], infer Axis] ? Axis : Dyn

/** `fft`, `ifft`: complex numbers of the same shape, of length `n` along the axis where it is given. */
export interface Fft<Op extends string = "fft"> {
  <A extends Operand, const N extends number | undefined = never, const X extends number | undefined = never>(
    x: A,
    options?: Options<N, Arg<AxisCheck<Op, ShapeOf<A>, X>, X>>,
  ): AsTensor<A, ComplexFrom<DTypeOf<A>>, SizeAfter<ShapeOf<A>, N, X>>
}

/** `rfft`, `ihfft`: half of the coefficients of real numbers. */
export interface Rfft<Op extends string = "rfft"> {
  <A extends Operand, const N extends number | undefined = never, const X extends number | undefined = never>(
    x: A,
    options?: Options<N, Arg<AxisCheck<Op, ShapeOf<A>, X>, X>>,
  ): AsTensor<A, ComplexFrom<DTypeOf<A>>, Halved<SizeAfter<ShapeOf<A>, N, X>, Meant<X>>>
}

/** `irfft`, `hfft`: real numbers from half of their coefficients. */
export interface Irfft<Op extends string = "irfft"> {
  <A extends Operand, const N extends number | undefined = never, const X extends number | undefined = never>(
    x: A,
    options?: Options<N, Arg<AxisCheck<Op, ShapeOf<A>, X>, X>>,
  ): AsTensor<A, RealFrom<DTypeOf<A>>, IsAbsent<N> extends true ? Doubled<ShapeOf<A>, Meant<X>> : SizeAfter<ShapeOf<A>, N, X>>
}

/** `fftn`, `ifftn`: complex numbers, of the same shape where no lengths are given. */
export interface Fftn {
  <A extends Operand, const N extends Several = never, const X extends Several = never>(
    x: A,
    options?: SeveralOptions<N, X>,
  ): AsTensor<A, ComplexFrom<DTypeOf<A>>, SizesAfter<ShapeOf<A>, N, X>>
}

/** `rfftn`: half of the coefficients along the last of the axes. */
export interface Rfftn {
  <A extends Operand, const N extends Several = never, const X extends Several = never>(
    x: A,
    options?: SeveralOptions<N, X>,
  ): AsTensor<A, ComplexFrom<DTypeOf<A>>, Halved<SizesAfter<ShapeOf<A>, N, X>, LastOf<X>>>
}

/** `irfftn`: real numbers from half of their coefficients. */
export interface Irfftn {
  <A extends Operand, const N extends Several = never, const X extends Several = never>(
    x: A,
    options?: SeveralOptions<N, X>,
  ): AsTensor<A, RealFrom<DTypeOf<A>>, IsAbsent<N> extends true ? Doubled<ShapeOf<A>, LastOf<X>> : SizesAfter<ShapeOf<A>, N, X>>
}

/** `fftfreq(n, { d })`: n frequencies; `rfftfreq`: those of the half. */
export interface Frequencies<Which extends "all" | "half"> {
  <const N extends number, const D extends "float32" | "float64" = "float64">(
    n: N,
    options?: { readonly d?: number | undefined; readonly dtype?: D | undefined },
  ): Tensor<D, [Which extends "all" ? N : Half<N>]>
}
