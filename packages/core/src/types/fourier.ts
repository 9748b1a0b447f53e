// Signatures of the Fourier transforms: sizes change along the axis, real numbers become complex and back.
import type { AllSizes, AxisCheck, Position, Replace } from "./axes.ts"
import type { Arg, Dims, Dyn, DynShape, IsAbsent, IsAny } from "./dim.ts"
import type { DType, FloatOf, Promotion, RealOf } from "./dtype.ts"
import type { AsTensor, DTypeOf, Operand, ShapeOf } from "./tensor.ts"

type ComplexFrom<D extends DType> = Promotion[FloatOf[D]]["complex64"]
type RealFrom<D extends DType> = RealOf[FloatOf[D]]

interface Options<N, X> {
  readonly n?: N | undefined
  readonly axis?: X | undefined
  readonly norm?: "backward" | "ortho" | "forward" | undefined
}

interface SeveralOptions {
  readonly s?: readonly number[] | undefined
  readonly axes?: readonly number[] | undefined
  readonly norm?: "backward" | "ortho" | "forward" | undefined
}

/** The shape with `Size` on one axis, the last if absent. */
type WithSize<S extends Dims, X, Size> =
  Position<S, IsAbsent<X> extends true ? -1 : X> extends infer P
    ? IsAny<P> extends true
      ? AllSizes<S, Dyn>
      : P extends [infer Place]
        ? Replace<S, Place, Size>
        : DynShape
    : never

type SizeAfter<S extends Dims, N, X> = IsAbsent<N> extends true ? S : WithSize<S, X, N>

/** `fft`, `ifft`: complex numbers of the same shape, of length `n` along the axis where it is given. */
export interface Fft<Op extends string = "fft"> {
  <A extends Operand, const N extends number | undefined = never, const X extends number | undefined = never>(
    x: A,
    options?: Options<N, Arg<AxisCheck<Op, ShapeOf<A>, X>, X>>,
  ): AsTensor<A, ComplexFrom<DTypeOf<A>>, SizeAfter<ShapeOf<A>, N, X>>
}

/** `rfft`, `ihfft`: half of the coefficients of real numbers. */
export interface Rfft<Op extends string = "rfft"> {
  <A extends Operand, const X extends number | undefined = never>(
    x: A,
    options?: Options<number, Arg<AxisCheck<Op, ShapeOf<A>, X>, X>>,
  ): AsTensor<A, ComplexFrom<DTypeOf<A>>, WithSize<ShapeOf<A>, X, Dyn>>
}

/** `irfft`, `hfft`: real numbers from half of their coefficients. */
export interface Irfft<Op extends string = "irfft"> {
  <A extends Operand, const N extends number | undefined = never, const X extends number | undefined = never>(
    x: A,
    options?: Options<N, Arg<AxisCheck<Op, ShapeOf<A>, X>, X>>,
  ): AsTensor<A, RealFrom<DTypeOf<A>>, WithSize<ShapeOf<A>, X, IsAbsent<N> extends true ? Dyn : N>>
}

/** `fftn`, `ifftn`: complex numbers, of the same shape where no lengths are given. */
export interface Fftn {
  <A extends Operand, const O extends SeveralOptions = Record<never, never>>(
    x: A,
    options?: O,
  ): AsTensor<A, ComplexFrom<DTypeOf<A>>, O extends { readonly s: readonly number[] } ? AllSizes<ShapeOf<A>, Dyn> : ShapeOf<A>>
}

/** `rfftn`: half of the coefficients along the last of the axes. */
export interface Rfftn {
  <A extends Operand>(x: A, options?: SeveralOptions): AsTensor<A, ComplexFrom<DTypeOf<A>>, AllSizes<ShapeOf<A>, Dyn>>
}

/** `irfftn`: real numbers from half of their coefficients. */
export interface Irfftn {
  <A extends Operand>(x: A, options?: SeveralOptions): AsTensor<A, RealFrom<DTypeOf<A>>, AllSizes<ShapeOf<A>, Dyn>>
}
