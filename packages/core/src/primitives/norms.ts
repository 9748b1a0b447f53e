// Lengths of vectors and sizes of matrices.
import type { NDArray } from "../array.ts"
import { partOf } from "../dtype.ts"
import { NablaError } from "../errors.ts"
import { checkOptions } from "../options.ts"
import { normalizeAxes, reduceShape, showShape } from "../shape.ts"
import type { ConditionNumber, MatrixNorm, MatrixRank, Norm, Operand } from "../types/index.ts"
import { dtypeOf, shapeOf, type Value } from "../value.ts"
import { abs, divide, multiply } from "./arithmetic.ts"
import { broadcast, sum } from "./broadcast.ts"
import { astype, fillLike } from "./cast.ts"
import { equal, greater, isnan, logicalAnd, logicalNot, notEqual } from "./comparison.ts"
import { pow } from "./exponential.ts"
import { svdvals } from "./factors.ts"
import { checkMatrix, matrixSizes } from "./matrix.ts"
import { euclidean, floating } from "./norm.ts"
import { any, max, min } from "./reduction.ts"
import { expandDims, reshape } from "./reshape.ts"
import { stopGradient, where } from "./selection.ts"
import { negligible } from "./leastsquares.ts"
import { along } from "./cumulative.ts"

interface VectorNormOptions {
  readonly axis?: number | readonly number[] | null
  readonly keepdims?: boolean
  /** p of (Σ |x|ᵖ)^(1/p), 2 if absent; ±∞ the extreme size, 0 the number of elements that are not 0. */
  readonly ord?: number
}

const over = (x: Value, axes: readonly number[]): { axis: readonly number[] } => ({ axis: axes })

function ofOrder(x: Value, axes: readonly number[], ord: number): Value {
  if (ord === 2) return euclidean(x, axes)
  if (typeof ord !== "number" || Number.isNaN(ord)) throw new NablaError("bad-argument", `vectorNorm: ord is a number, got ${String(ord)}`)
  if (ord === 0) {
    const counted = partOf(dtypeOf(x)) as never
    return astype(sum(astype(notEqual(x as never, 0) as never, counted) as never, over(x, axes) as never) as never, counted) as Value
  }
  const sizes = abs(x as never) as Value
  // the largest of no sizes is 0, which none is below
  const hollow = axes.some((i) => shapeOf(x)[i] === 0)
  if (ord === Number.POSITIVE_INFINITY && !hollow) return max(sizes as never, over(x, axes) as never) as Value
  if (ord === Number.NEGATIVE_INFINITY) return min(sizes as never, over(x, axes) as never) as Value
  if (ord === 1 || (hollow && ord > 0)) return sum(sizes as never, over(x, axes) as never) as Value
  if (hollow) return divide(1, sum(sizes as never, over(x, axes) as never) as never) as Value
  return powerSum(sizes, axes, ord)
}

// The largest element is taken out, so that powers neither overflow nor vanish.
function powerSum(sizes: Value, axes: readonly number[], ord: number): Value {
  const top = stopGradient((ord > 0 ? max : min)(sizes as never, over(sizes, axes) as never) as never) as Value
  const ordinary = where(
    greater(top as never, 0) as never,
    where(equal(top as never, Number.POSITIVE_INFINITY) as never, fillLike(top, 1) as never, top as never) as never,
    fillLike(top, 1) as never,
  ) as Value
  const scaled = divide(sizes as never, broadcast(ordinary, shapeOf(sizes), axes) as never)
  const total = sum(pow(scaled as never, ord as never) as never, over(sizes, axes) as never)
  // at the origin the root has no slope; it is taken as 0
  const origin = equal(total as never, 0) as never
  const root = where(
    origin,
    fillLike(total as Value, 0) as never,
    pow(where(origin, 1, total as never) as never, (1 / ord) as never) as never,
  )
  return multiply(ordinary as never, root as never) as Value
}

const kept = (y: Value, x: Value, axes: readonly number[], keepdims: boolean | undefined): Value =>
  keepdims === true ? (reshape(y as never, reduceShape(shapeOf(x), axes, true) as never) as Value) : y

/**
 * (Σ |x|ᵖ)^(1/p) over the given axes, all when none is named; p = `ord` is 2 if absent. Of complex numbers it is real. The 2-norm neither overflows nor
 * vanishes. Derivatives at the origin are taken as 0; elements that tie for the extreme of an infinite p share it equally.
 *
 * @example vectorNorm(tensor([3, 4])).item() // => 5
 */
export const vectorNorm: Norm<"vectorNorm"> = ((x: Value, options: VectorNormOptions = {}): Value => {
  checkOptions("vectorNorm", options, ["axis", "keepdims", "ord"])
  const axes = normalizeAxes("vectorNorm", options.axis, shapeOf(x))
  return kept(ofOrder(floating(x), axes, options.ord ?? 2), x, axes, options.keepdims)
}) as Norm<"vectorNorm">

/** Which size of a matrix is meant. */
export type MatrixOrder = "fro" | "nuc" | 1 | -1 | 2 | -2 | number

interface MatrixNormOptions {
  readonly keepdims?: boolean
  readonly ord?: MatrixOrder
}

// Sums of sizes along columns (1) or rows (∞), and the largest or smallest of them.
const sumsOfSizes = (x: Value, across: number, extreme: (y: Value) => Value): Value =>
  extreme(sum(abs(x as never) as never, { axis: across }) as Value)

// of no sums at all the largest is 0, and there is no smallest
const largest = (y: Value): Value => (shapeOf(y).at(-1) === 0 ? sum(y as never, { axis: -1 }) : max(y as never, { axis: -1 })) as Value
const smallest = (y: Value): Value => min(y as never, { axis: -1 }) as Value
const firstOf = (s: Value): Value =>
  shapeOf(s).at(-1) === 0
    ? largest(s)
    : (reshape(along(s, shapeOf(s).length - 1, 0, 1) as never, shapeOf(s).slice(0, -1) as never) as Value)
const lastOf = (s: Value): Value => {
  const n = shapeOf(s).at(-1) as number
  if (n === 0) return smallest(s)
  return reshape(along(s, shapeOf(s).length - 1, n - 1, n) as never, shapeOf(s).slice(0, -1) as never) as Value
}
const singularValues = (x: Value): Value => svdvals(x as never) as unknown as Value

const orders: Readonly<Record<string, (x: Value) => Value>> = {
  fro: (x) => euclidean(x, [shapeOf(x).length - 2, shapeOf(x).length - 1]),
  nuc: (x) => sum(singularValues(x) as never, { axis: -1 }) as Value,
  "1": (x) => sumsOfSizes(x, -2, largest),
  "-1": (x) => sumsOfSizes(x, -2, smallest),
  "2": (x) => firstOf(singularValues(x)),
  "-2": (x) => lastOf(singularValues(x)),
  Infinity: (x) => sumsOfSizes(x, -1, largest),
  "-Infinity": (x) => sumsOfSizes(x, -1, smallest),
}

/**
 * The size of matrices: `ord` "fro" (if absent) √Σ x², "nuc" the sum of singular values, 2 and −2 the largest and smallest
 * of them, 1 and −1 the extreme sums of columns, ±∞ those of rows.
 *
 * @example matrixNorm(tensor([[3, 0], [0, 4]])).item() // => 5
 */
export const matrixNorm = ((x: Value, options: MatrixNormOptions = {}): Value => {
  checkOptions("matrixNorm", options, ["keepdims", "ord"])
  const shape = checkMatrix("matrixNorm", x)
  const order = orders[String(options.ord ?? "fro")]
  if (order === undefined)
    throw new NablaError("bad-argument", `matrixNorm: ord is one of ${Object.keys(orders).join(", ")}, got ${String(options.ord)}`)
  return kept(order(floating(x)), x, [shape.length - 2, shape.length - 1], options.keepdims)
}) as unknown as MatrixNorm<MatrixOrder>

/**
 * The length of x: without `ord`, √Σ x² over the given axes, all when none is named; with `ord`, that of vectors along one
 * axis, or of a matrix (two axes), as NumPy's `norm` has it.
 *
 * @example norm(tensor([3, 4])).item() // => 5
 */
export const norm: Norm<"norm"> = ((x: Value, options: Omit<VectorNormOptions, "ord"> & { readonly ord?: MatrixOrder } = {}): Value => {
  checkOptions("norm", options, ["axis", "keepdims", "ord"])
  const shape = shapeOf(x)
  const axes = normalizeAxes("norm", options.axis, shape)
  const { ord } = options
  if (ord === undefined || axes.length === 1) return vectorNorm(x as never, options as never) as unknown as Value
  if (axes.length !== 2)
    throw new NablaError(
      "bad-argument",
      `norm: ord = ${String(ord)} is for one or two axes, got shape ${showShape(shape)}; use vectorNorm for more`,
    )
  if (axes[0] !== shape.length - 2 || axes[1] !== shape.length - 1) {
    throw new NablaError(
      "bad-argument",
      `norm: matrices stand on the last two axes, got axes [${axes.join(", ")}] of shape ${showShape(shape)}; move them with moveaxis`,
    )
  }
  return matrixNorm(x as never, { ord, ...(options.keepdims !== undefined && { keepdims: options.keepdims }) }) as unknown as Value
}) as unknown as Norm<"norm">

// A count cannot be NaN.
function refuseNaN(operation: string, s: Value): void {
  const known = s as unknown as NDArray
  if (known.buffer === undefined || !known.data.some((x) => Number.isNaN(x))) return
  throw new NablaError("bad-argument", `${operation}: a matrix with elements that are not finite has no rank`)
}

/**
 * How many singular values are above `rtol` times the largest: int32. `rtol` may be a tensor, one for each matrix.
 *
 * @example matrixRank(tensor([[1, 2], [2, 4]])).item() // => 1
 */
export const matrixRank = ((x: Value, options: { readonly rtol?: Operand } = {}): Value => {
  checkOptions("matrixRank", options, ["rtol"])
  const [m, n] = matrixSizes(checkMatrix("matrixRank", x)) as [number, number]
  const values = floating(x)
  const s = singularValues(values)
  refuseNaN("matrixRank", s)
  if (m * n === 0) return sum(astype(s as never, "int32" as never) as never, { axis: -1 } as never) as Value
  const limit = multiply(
    max(s as never, { axis: -1, keepdims: true }) as never,
    (options.rtol === undefined ? negligible(m, n, dtypeOf(values)) : expandDims(options.rtol as never, -1)) as never,
  )
  return sum(astype(greater(s as never, limit as never) as never, "int32") as never, { axis: -1 } as never) as Value
}) as unknown as MatrixRank

/**
 * The condition number: the largest singular value over the smallest, ∞ for the zero matrix.
 *
 * @example conditionNumber(tensor([[2, 0], [0, 1]])).item() // => 2
 */
export const conditionNumber = ((x: Value, options: object = {}): Value => {
  checkOptions("conditionNumber", options, [])
  const shape = checkMatrix("conditionNumber", x)
  if (matrixSizes(shape).includes(0))
    throw new NablaError("bad-argument", `conditionNumber: a matrix without elements has none, got shape ${showShape(shape)}`)
  const s = singularValues(floating(x))
  const ratio = divide(firstOf(s) as never, lastOf(s) as never) as Value
  // 0/0 and ∞/∞ are as bad as can be; NaN is left to matrices that have it
  const unknown = logicalAnd(
    isnan(ratio as never) as never,
    logicalNot(any(isnan(x as never) as never, { axis: [-2, -1] } as never) as never) as never,
  )
  return where(unknown as never, fillLike(ratio, Number.POSITIVE_INFINITY) as never, ratio as never) as Value
}) as unknown as ConditionNumber
