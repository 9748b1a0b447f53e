// Eigenvalues of general matrices, complex also where the matrix is real. Equal eigenvalues leave their vectors
// undetermined, so derivatives of vectors are infinite there.
import type { NDArray } from "../array.ts"
import { bind1, bindAll } from "../bind.ts"
import { ComplexArray } from "../complexarray.ts"
import { complexOf, type DType, floatOf, partOf } from "../dtype.ts"
import { eigenvalues, eigenvectors as vectorsOf } from "../kernels/complex/eig.ts"
import { type ComplexMatrix } from "../kernels/complex/matrices.ts"
import { factorSchur as factorComplex } from "../kernels/complex/schur.ts"
import { complexMatricesOf, complexStack } from "../kernels/complex/stacks.ts"
import { eigenpairs } from "../kernels/eigenpairs.ts"
import { matricesIn } from "../kernels/matrices.ts"
import { factorBalanced } from "../kernels/schur.ts"
import type { Custom, Parts } from "../primitive.ts"
import type { Shape } from "../shape.ts"
import { custom, customAll } from "../structural.ts"
import type { ComplexEigenvalues, Eig } from "../types/index.ts"
import type { Value } from "../value.ts"
import { sum } from "./broadcast.ts"
import { conj } from "./cast.ts"
import { inv } from "./linalg.ts"
import { checkSquare, column, diagonalOf, gaps, minus, mm, mul, realPart, row } from "./matrix.ts"
import { floating } from "./norm.ts"

const complexFloat = (x: DType): DType => complexOf(partOf(floatOf(x)))

// Kernels are typed by the arrays that most of them make.
const stacked = (parts: readonly ComplexMatrix[], dtype: DType, shape: readonly number[]): NDArray =>
  new ComplexArray(...complexStack(parts, dtype, shape)) as unknown as NDArray

const same = <P>(params: P): P => params

const sizeOf = (x: NDArray): number => x.shape.at(-1) as number

// With G = V⁻¹ dA V: dλ = diag G, dV = V (F ∘ G) up to multiples of each vector, Fᵢⱼ = 1 / (λⱼ − λᵢ); lengths stay 1, so
// what lies along a vector, Re vⱼᴴ dvⱼ, is taken off.
export const eigPrimitive: Custom = /* @__PURE__ */ customAll<null>({
  name: "eig",
  shapes: ([x]) => [(x as Shape).slice(0, -1), x as Shape],
  dtypes: ([x]) => [complexFloat(x as DType), complexFloat(x as DType)],
  eagerAll: ([x]) => {
    const array = x as NDArray
    const n = sizeOf(array)
    const pairs = matricesIn(array).map((a) => eigenpairs(a, n))
    const [values, vectors] = [pairs.map((p) => p.values), pairs.map((p) => p.vectors)]
    return [stacked(values, array.dtype, array.shape.slice(0, -1)), stacked(vectors, array.dtype, array.shape)]
  },
  complexAll: ([x]) => {
    const { re } = x as Parts
    const n = sizeOf(re)
    const factors = complexMatricesOf(x as Parts).map((a) => factorComplex(a, n))
    return [
      complexStack(
        factors.map((f) => eigenvalues(f, n)),
        re.dtype,
        re.shape.slice(0, -1),
      ),
      complexStack(
        factors.map((f) => vectorsOf(f, n)),
        re.dtype,
        re.shape,
      ),
    ]
  },
  jvp: (_, [dx], [w, v]) => {
    const V = v as Value
    const G = turnedTo(V, dx as Value)
    const moved = mm(V, mul(gaps(minus(row(w as Value), column(w as Value))), G))
    const along = realPart(sum(mul(conj(V as never) as Value, moved) as never, { axis: -2 }) as Value)
    return [diagonalOf(G), minus(moved, mul(V, row(along)))]
  },
  lift: same,
})

/** V⁻¹ dA V */
const turnedTo = (v: Value, dx: Value): Value => mm(inv(v as never) as unknown as Value, mm(dx, v))

/**
 * Eigenvalues and eigenvectors (columns) of square matrices: A v = λ v, complex also for real A, in no particular order.
 * Each vector has length 1; of complex ones the largest component is real, real ones have either sign. A vector times e^(iφ)
 * is another one: only losses that do not change under that have a gradient with a meaning.
 *
 * @example imag(eig(tensor([[0, -1], [1, 0]])).eigenvalues).toArray() // => [1, -1]
 */
export const eig = ((x: Value): { eigenvalues: Value; eigenvectors: Value } => {
  checkSquare("eig", x)
  const [values, vectors] = bindAll(eigPrimitive, [floating(x)], null) as [Value, Value]
  return { eigenvalues: values, eigenvectors: vectors }
}) as unknown as Eig

// dλ = diag(V⁻¹ dA V)
export const eigvalsPrimitive: Custom = /* @__PURE__ */ custom<null>({
  name: "eigvals",
  shape: ([x]) => (x as Shape).slice(0, -1),
  dtype: ([x]) => complexFloat(x as DType),
  eager: ([x]) => {
    const array = x as NDArray
    const n = sizeOf(array)
    const factors = matricesIn(array).map((a) => factorBalanced(a, n, false))
    return stacked(factors, array.dtype, array.shape.slice(0, -1))
  },
  complex: ([x]) => {
    const { re } = x as Parts
    const n = sizeOf(re)
    const parts = complexMatricesOf(x as Parts).map((a) => eigenvalues(factorComplex(a, n, false), n))
    return complexStack(parts, re.dtype, re.shape.slice(0, -1))
  },
  jvp: ([x], [dx]) => {
    const [, v] = bindAll(eigPrimitive, [x as Value], null) as [Value, Value]
    return [diagonalOf(turnedTo(v, dx as Value))]
  },
  lift: same,
})

/**
 * The eigenvalues of square matrices, complex also for real ones, in no particular order.
 *
 * @example real(eigvals(tensor([[2, 0], [0, 3]]))).toArray() // => [2, 3]
 */
export const eigvals = ((x: Value): Value => {
  checkSquare("eigvals", x)
  return bind1(eigvalsPrimitive, floating(x), null)
}) as unknown as ComplexEigenvalues
