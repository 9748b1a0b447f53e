// Pseudoinverses, and the solutions of least squares that they give.
import type { NDArray } from "../array.ts"
import { bind1 } from "../bind.ts"
import { type DType, floatOf, partOf } from "../dtype.ts"
import { NablaError } from "../errors.ts"
import { pseudoinverse as complexPseudoinverse } from "../kernels/complex/pinv.ts"
import { complexMatricesOf, complexStack } from "../kernels/complex/stacks.ts"
import { matricesOf, stackOf, transposed } from "../kernels/matrices.ts"
import { factorSVD } from "../kernels/svd.ts"
import { checkOptions } from "../options.ts"
import type { Custom, Parts } from "../primitive.ts"
import type { NumericShape, Shape } from "../shape.ts"
import { custom } from "../structural.ts"
import type { Operand, PseudoInverse, Tensor } from "../types/index.ts"
import { shapeOf, type Value } from "../value.ts"
import { add, negative, subtract } from "./arithmetic.ts"
import { broadcastTo } from "./broadcast.ts"
import { checkMatrix, matrixSizes, mH, mm } from "./matrix.ts"
import { floating } from "./norm.ts"

const float = ([x]: readonly DType[]): DType => floatOf(x as DType)
const same = <P>(params: P): P => params

/** Singular values up to this share of the largest count as 0. */
export const negligible = (m: number, n: number, dtype: DType): number =>
  Math.max(m, n) * (partOf(dtype) === "float32" ? 2 ** -23 : 2 ** -52)

function pseudoinverse(a: Float64Array, m: number, n: number, rtol: number): Float64Array {
  if (m < n) return transposed(pseudoinverse(transposed(a, m, n), n, m, rtol), m, n)
  const { ut, s, vt } = factorSVD(a, m, n, n)
  const limit = rtol * ((s[0] as number) ?? 0)
  const out = new Float64Array(n * m)
  for (let k = 0; k < n; k++) {
    if ((s[k] as number) <= limit) continue
    for (let i = 0; i < n; i++) {
      const f = (vt[k * n + i] as number) / (s[k] as number)
      for (let j = 0; j < m; j++) out[i * m + j] = (out[i * m + j] as number) + f * (ut[k * m + j] as number)
    }
  }
  return out
}

/** A list has one limit for each matrix; batches repeat it. */
const limitFor = (limit: number | readonly number[], i: number): number =>
  typeof limit === "number" ? limit : (limit[i % limit.length] as number)

// dP = −P dA P + P Pᴴ dAᴴ (1 − A P) + (1 − P A) dAᴴ Pᴴ P, at constant rank (Golub and Pereyra)
export const pinvPrimitive: Custom = /* @__PURE__ */ custom<{ readonly rtol: number | readonly number[] | null }>({
  name: "pinv",
  shape: ([x]) => {
    const [m, n] = matrixSizes(x as Shape)
    return [...(x as Shape).slice(0, -2), n, m]
  },
  dtype: float,
  eager: ([x], { rtol }, shape) => {
    const [n, m] = shape.slice(-2) as [number, number]
    const limit = rtol ?? negligible(m, n, (x as NDArray).dtype)
    return stackOf(
      matricesOf(x as NDArray).map((a, i) => (m * n === 0 ? a : pseudoinverse(a, m, n, limitFor(limit, i)))),
      (x as NDArray).dtype,
      shape as NumericShape,
    )
  },
  complex: ([x], { rtol }, shape) => {
    const [n, m] = shape.slice(-2) as [number, number]
    const { re } = x as Parts
    const limit = rtol ?? negligible(m, n, re.dtype)
    const parts = complexMatricesOf(x as Parts).map((a, i) => complexPseudoinverse(a, m, n, limitFor(limit, i)))
    return complexStack(parts, re.dtype, shape as NumericShape)
  },
  jvp: ([a], [da], [p]) => {
    const [A, dA, P] = [a as Value, da as Value, p as Value]
    const dAt = mH(dA)
    const first = negative(mm(mm(P, dA), P) as never) as Value
    const right = mm(P, mH(P))
    const second = subtract(mm(right, dAt) as never, mm(mm(mm(right, dAt), A), P) as never) as Value
    const left = mm(mH(P), P)
    const third = subtract(mm(dAt, left) as never, mm(P, mm(mm(A, dAt), left)) as never) as Value
    return [add(add(first as never, second as never) as never, third as never) as Value]
  },
  lift: same,
})

/** A limit for all matrices of a stack, or for each of them. */
function limits(rtol: Operand | null, stack: Shape): number | readonly number[] | null {
  if (rtol === null || typeof rtol === "number") return rtol
  const each = broadcastTo(rtol as never, stack as never) as unknown as NDArray
  if (each.buffer === undefined) throw new NablaError("traced-value", "pinv: rtol must be known, not traced")
  return Array.from(each.data as ArrayLike<number>)
}

/**
 * The Moore-Penrose pseudoinverse; singular values up to `rtol` times the largest count as 0. `rtol` is a number, or a
 * tensor with one for each matrix of a stack.
 *
 * @example pinv(tensor([[2, 0], [0, 0]])).toArray() // => [[0.5, 0], [0, 0]]
 */
export const pinv = ((x: Value, options: { readonly rtol?: Operand } = {}): Value => {
  checkOptions("pinv", options, ["rtol"])
  checkMatrix("pinv", x)
  return bind1(pinvPrimitive, floating(x), { rtol: limits(options.rtol ?? null, shapeOf(x).slice(0, -2)) })
}) as unknown as PseudoInverse

/**
 * The x of least length that makes ‖A x − b‖ least; b is a vector or has such vectors as columns.
 *
 * @example lstsq(tensor([[2, 0], [0, 4]]), tensor([2, 4])).toArray() // => [1, 1]
 */
export const lstsq = ((a: Value, b: Value, options: { readonly rtol?: number } = {}): Value => {
  checkOptions("lstsq", options, ["rtol"])
  return mm(pinv(a as never, options) as unknown as Value, b)
}) as unknown as (a: Operand, b: Operand, options?: { readonly rtol?: number }) => Tensor
