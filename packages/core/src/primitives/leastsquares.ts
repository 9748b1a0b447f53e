// Pseudoinverses, and the solutions of least squares that they give.
import type { NDArray } from "../array.ts"
import { bind1, bind2 } from "../bind.ts"
import { type DType, floatOf, partOf, promote } from "../dtype.ts"
import { NablaError } from "../errors.ts"
import { leastSquares as complexLeastSquares, pseudoinverse as complexPseudoinverse } from "../kernels/complex/pinv.ts"
import type { ComplexMatrix } from "../kernels/complex/matrices.ts"
import { complexMatricesOf, complexStack } from "../kernels/complex/stacks.ts"
import { leastSquares, pseudoinverse } from "../kernels/leastsquares.ts"
import { matricesIn, stackOf } from "../kernels/matrices.ts"
import { checkOptions } from "../options.ts"
import type { Custom, Parts } from "../primitive.ts"
import { broadcastShapes, type NumericShape, type Shape, showShape } from "../shape.ts"
import type { Dim } from "../size.ts"
import { custom } from "../structural.ts"
import type { Lstsq, Operand, PseudoInverse } from "../types/index.ts"
import { shapeOf, type Value } from "../value.ts"
import { add, negative, subtract } from "./arithmetic.ts"
import { broadcastTo } from "./broadcast.ts"
import { checkMatrix, matrixSizes, mH, minus, mm, plus } from "./matrix.ts"
import { floating } from "./norm.ts"
import { expandDims, squeeze } from "./reshape.ts"

const float = ([x]: readonly DType[]): DType => floatOf(x as DType)
const same = <P>(params: P): P => params

/** Singular values up to this share of the largest count as 0. */
export const negligible = (m: number, n: number, dtype: DType): number =>
  Math.max(m, n) * (partOf(dtype) === "float32" ? 2 ** -23 : 2 ** -52)

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
      matricesIn(x as NDArray).map((a, i) => pseudoinverse(a, m, n, limitFor(limit, i))),
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

// With P = A⁺ and r = b − A x: dx = P (db − dA x) + P Pᴴ dAᴴ r + (1 − P A) dAᴴ Pᴴ x, at constant rank
export const lstsqPrimitive: Custom = /* @__PURE__ */ custom<{ readonly rtol: number | null }>({
  name: "lstsq",
  arity: 2,
  stretch: true,
  shape: ([a, b]) => [...(b as Shape).slice(0, -2), (a as Shape).at(-1) as Dim, (b as Shape).at(-1) as Dim],
  dtype: ([a, b]) => floatOf(promote(a as DType, b as DType)),
  eager: ([a, b], { rtol }, shape) => {
    const [left, right] = [a as NDArray, b as NDArray]
    const [m, n, k] = [left.shape.at(-2), ...shape.slice(-2)] as [number, number, number]
    const columns = matricesIn(right)
    const limit = rtol ?? negligible(m, n, left.dtype)
    const parts = matricesIn(left).map((x, i) => leastSquares(x, m, n, columns[i] as Float64Array, k, limit))
    return stackOf(parts, promote(left.dtype, right.dtype), shape as NumericShape)
  },
  complex: ([a, b], { rtol }, shape) => {
    const [left, right] = [a as Parts, b as Parts]
    const [m, n, k] = [left.re.shape.at(-2), ...shape.slice(-2)] as [number, number, number]
    const columns = complexMatricesOf(right)
    const limit = rtol ?? negligible(m, n, left.re.dtype)
    const parts = complexMatricesOf(left).map((x, i) => complexLeastSquares(x, m, n, columns[i] as ComplexMatrix, k, limit))
    return complexStack(parts, promote(left.re.dtype, right.re.dtype), shape as NumericShape)
  },
  jvp: ([a, b], [da, db], [x], { rtol }) => {
    const [A, X] = [a as Value, x as Value]
    const P = bind1(pinvPrimitive, A, { rtol })
    if (da === null) return [mm(P, db as Value)]
    const [dA, dAt] = [da as Value, mH(da as Value)]
    const inside = db === null ? (negative(mm(dA, X) as never) as Value) : minus(db as Value, mm(dA, X))
    const residual = mm(P, mm(mH(P), mm(dAt, minus(b as Value, mm(A, X)))))
    const moved = mm(dAt, mm(mH(P), X))
    return [plus(plus(mm(P, inside), residual), minus(moved, mm(P, mm(A, moved))))]
  },
  lift: same,
})

/**
 * The x of least length that makes ‖A x − b‖ least; b is a vector or has such vectors as columns. Singular values up to
 * `rtol` times the largest count as 0; if absent, max(m, n) times the rounding unit.
 *
 * @example lstsq(tensor([[2, 0], [0, 4]]), tensor([2, 4])).toArray() // => [1, 1]
 */
export const lstsq = ((a: Value, b: Value, options: { readonly rtol?: number } = {}): Value => {
  checkOptions("lstsq", options, ["rtol"])
  const left = checkMatrix("lstsq", a)
  const vector = shapeOf(b).length === 1
  const columns = vector ? (expandDims(b as never, 1) as Value) : b
  const right = checkMatrix("lstsq", columns)
  const [[m, n], [rows, k]] = [matrixSizes(left), matrixSizes(right)]
  if (m !== rows)
    throw new NablaError(
      "shape-mismatch",
      `lstsq: ${m} equations, but ${rows} right-hand sides, got ${showShape(left)} and ${showShape(shapeOf(b))}`,
    )
  const batch = broadcastShapes("lstsq", left.slice(0, -2), right.slice(0, -2))
  const whole = (x: Value, p: Dim, q: Dim): Value => broadcastTo(floating(x) as never, [...batch, p, q] as never) as Value
  const x = bind2(lstsqPrimitive, whole(a, m, n), whole(columns, m, k), { rtol: options.rtol ?? null })
  return vector ? (squeeze(x as never, -1 as never) as Value) : x
}) as unknown as Lstsq
