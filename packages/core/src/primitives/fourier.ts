// Discrete Fourier transforms along one axis, all linear. Cotangents pair with tangents without conjugation, so the
// transform, whose matrix is symmetric, is its own transpose; those between real numbers and half of their coefficients
// are each the other's.
import type { NDArray } from "../array.ts"
import { bind1 } from "../bind.ts"
import { ComplexArray } from "../complexarray.ts"
import { complexOf, type DType, floatOf, partOf } from "../dtype.ts"
import { NablaError } from "../errors.ts"
import { fftAxis, type HalfTurn, realAxis, toRealAxis, type Turn } from "../kernels/fftaxis.ts"
import type { Linear, Parts } from "../primitive.ts"
import { type NumericShape, type Shape, showShape } from "../shape.ts"
import { linear } from "../structural.ts"
import type { Value } from "../value.ts"

const up = <P extends Turn>(params: P): P => ({ ...params, axis: params.axis + 1 })
const complexFloat = ([x]: readonly DType[]): DType => complexOf(floatOf(partOf(x as DType)))
const joined = ([re, im]: readonly [NDArray, NDArray]): NDArray => new ComplexArray(re, im) as unknown as NDArray
const withSize = (shape: Shape, axis: number, n: number): Shape => shape.map((size, i) => (i === axis ? n : size))

/** y_k = scale · Σ_j x_j e^(∓2πi jk/n) for k = 0 … n − 1 */
export const fftPrimitive: Linear = /* @__PURE__ */ linear<Turn>({
  name: "fft",
  shape: ([x]) => x as Shape,
  dtype: complexFloat,
  eager: ([x], turn) => joined(fftAxis({ re: x as NDArray, im: null }, turn)),
  complex: ([x], turn) => fftAxis(x as Parts, turn),
  transpose: (g, _, turn) => [bind1(fftPrimitive, g, turn)],
  lift: up,
})

/** The size of an axis that is to be halved or transformed, which must be a number. */
export function sizeAlong(operation: string, shape: Shape, axis: number): number {
  const n = shape[axis]
  if (typeof n === "number") return n
  throw new NablaError("unsupported", `${operation}: axis ${axis} must have a number as its size, got shape ${showShape(shape)}`)
}

/** y_k = scale · c_k Σ_j x_j e^(∓2πi jk/n) of real x for k = 0 … n/2; with `twice`, c_k = 2 where n − k is another k */
export const rfftPrimitive: Linear = /* @__PURE__ */ linear<HalfTurn>({
  name: "rfft",
  shape: ([x], { axis }) => withSize(x as Shape, axis, (sizeAlong("rfft", x as Shape, axis) >> 1) + 1),
  dtype: complexFloat,
  eager: ([x], turn, shape) => joined(realAxis(x as NDArray, turn, shape as NumericShape)),
  transpose: (g, [shape], turn) => [bind1(irfftPrimitive, g, { ...turn, n: (shape as Shape)[(turn as HalfTurn).axis] })],
  lift: up,
})

interface Whole extends HalfTurn {
  /** How many real numbers there are. */
  readonly n: number
}

/** y_j = scale · Σ_k c_k Re(x_k e^(∓2πi jk/n)) for j = 0 … n − 1, with k and c_k as above */
export const irfftPrimitive: Linear = /* @__PURE__ */ linear<Whole>({
  name: "irfft",
  shape: ([x], { axis, n }) => withSize(x as Shape, axis, n),
  dtype: ([x]) => partOf(floatOf(x as DType)),
  eager: ([x], turn, shape) => toRealAxis({ re: x as NDArray, im: null }, turn, shape as NumericShape),
  complex: ([x], turn, shape) => toRealAxis(x as Parts, turn, shape as NumericShape),
  transpose: (g, _, { n: _n, ...turn }) => [bind1(rfftPrimitive, g, turn)],
  lift: up,
})

/** The transform of x along an axis of known size. */
export const turned = (x: Value, turn: Turn): Value => bind1(fftPrimitive, x, turn)

/** The first half of the coefficients of real x. */
export const halved = (x: Value, turn: Omit<HalfTurn, "twice">): Value => bind1(rfftPrimitive, x, { ...turn, twice: false })

/** The n real numbers of which x is the first half of the coefficients. */
export const restored = (x: Value, n: number, turn: Omit<HalfTurn, "twice">): Value => bind1(irfftPrimitive, x, { ...turn, twice: true, n })
