// Eigenvalues of general matrices. They may be complex, so real and imaginary parts come apart; derivatives are not defined
// here: for symmetric matrices `eigh` has them.
import type { NDArray } from "../array.ts"
import { NablaError } from "../errors.ts"
import { eigenvectors } from "../kernels/eig.ts"
import { matricesOf, stackOf } from "../kernels/matrices.ts"
import { factorSchur } from "../kernels/schur.ts"
import type { Operand, Tensor } from "../types/index.ts"
import { asTensor, type Value } from "../value.ts"
import { checkSquare } from "./matrix.ts"

/** Complex numbers as two tensors. */
export interface Parts {
  readonly re: Tensor
  readonly im: Tensor
}

function computed(operation: string, x: Operand): NDArray {
  checkSquare(operation, x as Value)
  const array = x as unknown as NDArray
  if (array.buffer !== undefined) return array
  throw new NablaError(
    "not-differentiable",
    `${operation}: general eigenvalues have no rule of differentiation or batching; use eigh for symmetric matrices`,
  )
}

const parts = (x: NDArray, re: readonly Float64Array[], im: readonly Float64Array[], shape: readonly number[]): Parts => ({
  re: asTensor(stackOf(re, x.dtype, shape)),
  im: asTensor(stackOf(im, x.dtype, shape)),
})

/**
 * Eigenvalues and eigenvectors (columns) of square matrices: A v = λ v, as real and imaginary parts; the vectors have
 * length 1.
 *
 * @example eig(tensor([[0, -1], [1, 0]])).eigenvalues.im.toArray() // => [1, -1]
 */
export function eig(x: Operand): { readonly eigenvalues: Parts; readonly eigenvectors: Parts } {
  const array = computed("eig", x)
  const n = array.shape.at(-1) as number
  const factors = matricesOf(array).map((a) => factorSchur(a, n))
  const vectors = factors.map((f) => eigenvectors(f, n))
  return {
    eigenvalues: parts(
      array,
      factors.map((f) => f.re),
      factors.map((f) => f.im),
      array.shape.slice(0, -1),
    ),
    eigenvectors: parts(
      array,
      vectors.map((v) => v.re),
      vectors.map((v) => v.im),
      array.shape,
    ),
  }
}

/**
 * The eigenvalues of square matrices, as real and imaginary parts.
 *
 * @example eigvals(tensor([[2, 0], [0, 3]])).re.toArray() // => [2, 3]
 */
export function eigvals(x: Operand): Parts {
  const array = computed("eigvals", x)
  const n = array.shape.at(-1) as number
  const factors = matricesOf(array).map((a) => factorSchur(a, n))
  return parts(
    array,
    factors.map((f) => f.re),
    factors.map((f) => f.im),
    array.shape.slice(0, -1),
  )
}
