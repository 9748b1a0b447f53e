// Systems of equations, pseudoinverses, determinants by sign and logarithm, triangular roots. Singular matrices throw; NaN in gives NaN out.
import type { NDArray } from "../array.ts"
import { bind1, bind2, bindAll } from "../bind.ts"
import { type DType, floatOf, promote } from "../dtype.ts"
import { NablaError } from "../errors.ts"
import { factorCholesky, factorLU, solveLU } from "../kernels/lu.ts"
import { matricesOf, stackOf, transposed } from "../kernels/matrices.ts"
import { factorSVD } from "../kernels/svd.ts"
import { checkOptions } from "../options.ts"
import type { Custom } from "../primitive.ts"
import { broadcastShapes, type NumericShape, type Shape, showShape } from "../shape.ts"
import type { Dim } from "../size.ts"
import { custom, customAll } from "../structural.ts"
import type { Operand, PseudoInverse, SignAndLog, Solve, SquareMap, Tensor } from "../types/index.ts"
import { shapeOf, type Value } from "../value.ts"
import { tril } from "./arrange.ts"
import { add, multiply, negative, subtract } from "./arithmetic.ts"
import { broadcastTo } from "./broadcast.ts"
import { trace } from "./einsum.ts"
import { inv, signAndLog, singularMatrix } from "./linalg.ts"
import { checkMatrix, checkSquare, matrixSizes, mm, mT, symmetric } from "./matrix.ts"
import { floating } from "./norm.ts"
import { expandDims, squeeze } from "./reshape.ts"

const float = ([x]: readonly DType[]): DType => floatOf(x as DType)
const same = <P>(params: P): P => params

// A x = b gives A dx = db − dA x
export const solvePrimitive: Custom = /* @__PURE__ */ custom<null>({
  name: "solve",
  arity: 2,
  stretch: true,
  shape: ([, b]) => b as Shape,
  dtype: ([a, b]) => floatOf(promote(a as DType, b as DType)),
  eager: ([a, b], _, shape) => {
    const [n, columns] = shape.slice(-2) as [number, number]
    const right = matricesOf(b as NDArray)
    const parts = matricesOf(a as NDArray).map((lu, i) => {
      const { rows, singular } = factorLU(lu, n)
      if (singular >= 0) throw singularMatrix("solve", singular, (a as NDArray).shape)
      return solveLU(lu, n, rows, right[i] as Float64Array, columns)
    })
    return stackOf(parts, promote((a as NDArray).dtype, (b as NDArray).dtype), shape as NumericShape)
  },
  jvp: ([a], [da, db], [x]) => {
    const moved = da === null ? null : mm(da as Value, x as Value)
    const right = db === null ? negative(moved as never) : moved === null ? db : subtract(db as never, moved as never)
    return [bind2(solvePrimitive, a as Value, right as Value, null)]
  },
  // the forward rule solves again, so it cannot be read backwards: w = A⁻ᵀ g gives db = w, dA = −w xᵀ
  vjp: ([g], [a], [x]) => {
    const w = bind2(solvePrimitive, mT(a as Value), g as Value, null)
    return [negative(mm(w, mT(x as Value)) as never) as Value, w]
  },
  lift: same,
})

/**
 * The x with A x = b: for a vector b, or for the columns of (stacks of) matrices b. A dx = db − dA x.
 *
 * @example solve(tensor([[2, 0], [0, 4]]), tensor([2, 2])).toArray() // => [1, 0.5]
 */
export const solve = ((a: Value, b: Value): Value => {
  const left = checkSquare("solve", a)
  const vector = shapeOf(b).length === 1
  const columns = vector ? (expandDims(b as never, 1) as Value) : b
  const right = checkMatrix("solve", columns)
  const [n] = matrixSizes(left)
  const [m, k] = matrixSizes(right)
  if (m !== n)
    throw new NablaError(
      "shape-mismatch",
      `solve: ${n} equations, but ${m} right-hand sides, got ${showShape(left)} and ${showShape(shapeOf(b))}`,
    )
  const batch = broadcastShapes("solve", left.slice(0, -2), right.slice(0, -2))
  const whole = (x: Value, rows: Dim, cols: Dim): Value => broadcastTo(floating(x) as never, [...batch, rows, cols] as never) as Value
  const x = bind2(solvePrimitive, whole(a, n, n), whole(columns, n, k), null)
  return vector ? (squeeze(x as never, -1 as never) as Value) : x
}) as unknown as Solve

// d log|det A| = tr(A⁻¹ dA)
export const slogdetPrimitive: Custom = /* @__PURE__ */ customAll<null>({
  name: "slogdet",
  shapes: ([x]) => [(x as Shape).slice(0, -2), (x as Shape).slice(0, -2)],
  dtypes: ([x]) => [floatOf(x as DType), floatOf(x as DType)],
  eagerAll: ([x]) => {
    const array = x as NDArray
    const n = array.shape.at(-1) as number
    const shape = array.shape.slice(0, -2)
    const parts = matricesOf(array).map((a) => signAndLog(a, n))
    return [
      stackOf(
        parts.map(([s]) => [s]),
        array.dtype,
        shape,
      ),
      stackOf(
        parts.map(([, l]) => [l]),
        array.dtype,
        shape,
      ),
    ]
  },
  jvp: ([x], [dx]) => [null, trace(mm(inv(x as never) as unknown as Value, dx as Value) as never) as Value],
  lift: same,
})

/**
 * Sign and logarithm of the determinant: det A = sign · exp(logabsdet), without overflow.
 *
 * @example slogdet(tensor([[1, 0], [0, -1]])).sign.item() // => -1
 */
export const slogdet = ((x: Value): { sign: Value; logabsdet: Value } => {
  checkSquare("slogdet", x)
  const [sign, logabsdet] = bindAll(slogdetPrimitive, [floating(x)], null) as [Value, Value]
  return { sign, logabsdet }
}) as unknown as SignAndLog

// dL = L Φ(L⁻¹ dA L⁻ᵀ), Φ the lower triangle with half of the diagonal
export const choleskyPrimitive: Custom = /* @__PURE__ */ custom<null>({
  name: "cholesky",
  shape: ([x]) => x as Shape,
  dtype: float,
  eager: ([x], _, shape) => {
    const n = shape.at(-1) as number
    const parts = matricesOf(x as NDArray).map((a) => {
      const row = factorCholesky(a, n)
      if (row >= 0)
        throw new NablaError(
          "bad-argument",
          `cholesky: the matrix is not positive definite: its leading ${row + 1} × ${row + 1} part has no root`,
        )
      return a
    })
    return stackOf(parts, (x as NDArray).dtype, shape as NumericShape)
  },
  jvp: (_, [dx], [y]) => {
    const inner = bind2(solvePrimitive, y as Value, dx as Value, null)
    const both = mT(bind2(solvePrimitive, y as Value, mT(inner), null))
    const half = multiply(0.5 as never, add(tril(both as never) as never, tril(both as never, { k: -1 }) as never) as never) as Value
    return [mm(y as Value, half)]
  },
  lift: same,
})

/**
 * The lower triangular L with L Lᵀ = A (`upper`: the upper U with Uᵀ U = A) of a symmetric positive definite matrix.
 * Of A the symmetric part (A + Aᵀ)/2 is read.
 *
 * @example cholesky(tensor([[4, 0], [0, 9]])).toArray() // => [[2, 0], [0, 3]]
 */
export const cholesky = ((x: Value, options: { readonly upper?: boolean } = {}): Value => {
  checkOptions("cholesky", options, ["upper"])
  checkSquare("cholesky", x)
  const lower = bind1(choleskyPrimitive, symmetric(floating(x)), null)
  return options.upper === true ? mT(lower) : lower
}) as unknown as SquareMap<"cholesky", { readonly upper?: boolean | undefined }>

/** Singular values up to this share of the largest count as 0. */
export const negligible = (m: number, n: number, dtype: DType): number => Math.max(m, n) * (dtype === "float32" ? 2 ** -23 : 2 ** -52)

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

// dP = −P dA P + P Pᵀ dAᵀ (1 − A P) + (1 − P A) dAᵀ Pᵀ P, at constant rank (Golub and Pereyra)
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
    // a list has one limit for each matrix; batches repeat it
    const limitOf = (i: number): number => (typeof limit === "number" ? limit : (limit[i % limit.length] as number))
    return stackOf(
      matricesOf(x as NDArray).map((a, i) => (m * n === 0 ? a : pseudoinverse(a, m, n, limitOf(i)))),
      (x as NDArray).dtype,
      shape as NumericShape,
    )
  },
  jvp: ([a], [da], [p]) => {
    const [A, dA, P] = [a as Value, da as Value, p as Value]
    const dAt = mT(dA)
    const first = negative(mm(mm(P, dA), P) as never) as Value
    const right = mm(P, mT(P))
    const second = subtract(mm(right, dAt) as never, mm(mm(mm(right, dAt), A), P) as never) as Value
    const left = mm(mT(P), P)
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
