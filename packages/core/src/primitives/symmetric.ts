// Eigenvalues of symmetric and of Hermitian matrices. Equal ones leave their vectors undetermined, so derivatives of vectors are infinite
// there; first derivatives of the values stay right. Second ones take the limit of (gⱼ − gᵢ) / (λⱼ − λᵢ), g the slopes: 0 for Σ λ but
// 2 for Σ λ². A rule sees the slopes at one point alone and cannot know, so NaN stands, where a 0 would be wrong in silence.
import type { NDArray } from "../array.ts"
import { bind1, bindAll } from "../bind.ts"
import { type DType, floatOf, partOf } from "../dtype.ts"
import { factorEigh as factorHermitian } from "../kernels/complex/eigh.ts"
import { complexMatricesOf, complexStack } from "../kernels/complex/stacks.ts"
import { eigenvaluesOfSymmetric, factorEigh } from "../kernels/eigh.ts"
import { matricesIn, stackOf, transposed } from "../kernels/matrices.ts"
import type { Custom, Parts } from "../primitive.ts"
import type { NumericShape, Shape } from "../shape.ts"
import { custom, customAll } from "../structural.ts"
import type { Eigenvalues, Eigh } from "../types/index.ts"
import type { Value } from "../value.ts"
import { checkSquare, column, diagonalOf, gaps, minus, mH, mm, mul, realPart, row, symmetric } from "./matrix.ts"
import { floating } from "./norm.ts"

const same = <P>(params: P): P => params

// With M = Vᴴ dA V: dw = diag M, dV = V (F ∘ M), Fᵢⱼ = 1 / (wⱼ − wᵢ). Each vector moves at a right angle to itself, which
// settles its phase.
export const eighPrimitive: Custom = /* @__PURE__ */ customAll<null>({
  name: "eigh",
  shapes: ([x]) => [(x as Shape).slice(0, -1), x as Shape],
  dtypes: ([x]) => [partOf(floatOf(x as DType)), floatOf(x as DType)],
  eagerAll: ([x]) => {
    const array = x as NDArray
    const n = array.shape.at(-1) as number
    const parts = matricesIn(array).map((a) => factorEigh(a, n))
    return [
      stackOf(
        parts.map((p) => p.w),
        array.dtype,
        array.shape.slice(0, -1),
      ),
      stackOf(
        parts.map((p) => transposed(p.vt, n, n)),
        array.dtype,
        array.shape,
      ),
    ]
  },
  complexAll: ([x]) => {
    const { re } = x as Parts
    const n = re.shape.at(-1) as number
    const parts = complexMatricesOf(x as Parts).map((a) => factorHermitian(a, n))
    return [
      stackOf(
        parts.map((p) => p.w),
        re.dtype,
        re.shape.slice(0, -1),
      ),
      complexStack(
        parts.map((p) => p.v),
        re.dtype,
        re.shape,
      ),
    ]
  },
  jvp: (_, [dx], [w, v]) => {
    const M = mm(mm(mH(v as Value), dx as Value), v as Value)
    const F = gaps(minus(row(w as Value), column(w as Value)))
    return [realPart(diagonalOf(M)), mm(v as Value, mul(F, M))]
  },
  lift: same,
})

/**
 * Eigenvalues in ascending order and orthonormal eigenvectors (columns) of a symmetric or Hermitian matrix:
 * A = V diag(w) Vᴴ with real w. Of A the part (A + Aᴴ)/2 is read. A vector times a sign, or times e^(iφ), is another one:
 * only losses that do not change under that have a gradient with a meaning.
 *
 * @example eigh(tensor([[2, 0], [0, 1]])).eigenvalues.toArray() // => [1, 2]
 */
export const eigh = ((x: Value): { eigenvalues: Value; eigenvectors: Value } => {
  checkSquare("eigh", x)
  const [eigenvalues, eigenvectors] = bindAll(eighPrimitive, [symmetric(floating(x))], null) as [Value, Value]
  return { eigenvalues, eigenvectors }
}) as unknown as Eigh

// dw = diag(Vᴴ dA V), whatever the multiplicities
export const eigvalshPrimitive: Custom = /* @__PURE__ */ custom<null>({
  name: "eigvalsh",
  shape: ([x]) => (x as Shape).slice(0, -1),
  dtype: ([x]) => partOf(floatOf(x as DType)),
  eager: ([x], _, shape) => {
    const n = shape.at(-1) as number
    return stackOf(
      matricesIn(x as NDArray).map((a) => eigenvaluesOfSymmetric(a, n)),
      (x as NDArray).dtype,
      shape as NumericShape,
    )
  },
  complex: ([x], _, shape) => {
    const n = shape.at(-1) as number
    return stackOf(
      complexMatricesOf(x as Parts).map((a) => factorHermitian(a, n).w),
      (x as Parts).re.dtype,
      shape as NumericShape,
    )
  },
  jvp: ([x], [dx]) => {
    const [, v] = bindAll(eighPrimitive, [x as Value], null) as [Value, Value]
    return [realPart(diagonalOf(mm(mm(mH(v), dx as Value), v)))]
  },
  lift: same,
})

/**
 * The eigenvalues of a symmetric or Hermitian matrix in ascending order. Gradients of functions that treat all eigenvalues
 * alike hold at equal ones, too; second derivatives are NaN there, for they need (gⱼ − gᵢ) / (λⱼ − λᵢ) of the slopes g, of which 0/0
 * is left. `trace`, `matrixPower`, `logdet` and `expm` give such functions without eigenvalues, and have every derivative.
 *
 * @example eigvalsh(tensor([[2, 0], [0, 1]])).toArray() // => [1, 2]
 */
export const eigvalsh = ((x: Value): Value => {
  checkSquare("eigvalsh", x)
  return bind1(eigvalshPrimitive, symmetric(floating(x)), null)
}) as unknown as Eigenvalues
