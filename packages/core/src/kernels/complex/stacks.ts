// Stacks of complex matrices handed one by one to kernels.
import type { NDArray } from "../../array.ts"
import type { DType } from "../../dtype.ts"
import type { Parts } from "../../primitive.ts"
import { matricesOf, stackOf } from "../matrices.ts"
import type { ComplexMatrix } from "./matrices.ts"

/** The matrices of a stack as copies that a kernel may overwrite. */
export function complexMatricesOf({ re, im }: Parts): ComplexMatrix[] {
  const imaginary = im === null ? null : matricesOf(im)
  return matricesOf(re).map((part, i) => ({ re: part, im: imaginary?.[i] ?? new Float64Array(part.length) }))
}

/** Results one after the other as the parts of one array; `dtype` is the type of the parts. */
export const complexStack = (results: readonly ComplexMatrix[], dtype: DType, shape: readonly number[]): readonly [NDArray, NDArray] => [
  stackOf(
    results.map((x) => x.re),
    dtype,
    shape,
  ),
  stackOf(
    results.map((x) => x.im),
    dtype,
    shape,
  ),
]

/** A complex number as a matrix of one. */
export const single = (re: number, im: number): ComplexMatrix => ({ re: Float64Array.of(re), im: Float64Array.of(im) })
