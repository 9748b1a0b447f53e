// Spreads, counts, and exponentials normalised over an axis.
import { isComplex } from "../dtype.ts"
import { composed } from "../accelerate.ts"
import { checkOptions } from "../options.ts"
import { normalizeAxes, normalizeAxis, reduceShape } from "../shape.ts"
import type { Count, Mean, Softmax, Spread } from "../types/index.ts"
import { dtypeOf, shapeOf, type Value } from "../value.ts"
import { abs, add, divide, multiply, subtract } from "./arithmetic.ts"
import { axisSize, type ReduceOptions, sum } from "./broadcast.ts"
import { astype, fillLike } from "./cast.ts"
import { isfinite, notEqual } from "./comparison.ts"
import { exp, log } from "./exponential.ts"
import { euclidean, floating } from "./norm.ts"
import { max, mean } from "./reduction.ts"
import { reshape } from "./reshape.ts"
import { stopGradient, where } from "./selection.ts"

interface SpreadOptions extends ReduceOptions {
  /** The sum of squares is divided by n − correction; 0 if absent. */
  readonly correction?: number
}

const kept = (x: Value, from: Value, axes: readonly number[], options: ReduceOptions): Value =>
  options.keepdims === true ? (reshape(x as never, reduceShape(shapeOf(from), axes, true) as never) as Value) : x

/** The deviations from the mean, and by how much their squares are divided. */
function deviations(
  operation: string,
  x: Value,
  options: SpreadOptions,
): { readonly d: Value; readonly axes: readonly number[]; readonly count: Value } {
  const axes = normalizeAxes(operation, options.axis, shapeOf(x))
  const values = floating(x)
  const d = subtract(values as never, mean(values as never, { axis: axes, keepdims: true }) as never) as Value
  const n = axisSize(x, axes)
  const count =
    typeof n === "number" ? Math.max(0, n - (options.correction ?? 0)) : (subtract(n as never, (options.correction ?? 0) as never) as Value)
  return { d, axes, count }
}

/**
 * The mean square distance from the mean: Σ |x − x̄|² / (n − correction) over the given axes, all when none is named.
 *
 * @example variance(tensor([1, 2, 3, 4])).item() // => 1.25
 */
export const variance: Spread<"variance"> = ((x: Value, options: SpreadOptions = {}): Value => {
  checkOptions("variance", options, ["axis", "keepdims", "correction"])
  const { d: gap, axes, count } = deviations("variance", x, options)
  const d = isComplex(dtypeOf(gap)) ? abs(gap as never) : gap
  return kept(divide(sum(multiply(d as never, d as never) as never, { axis: axes }) as never, count as never) as Value, x, axes, options)
}) as Spread<"variance">

/**
 * The standard deviation: the root of the {@link variance}. The derivative at equal elements is taken as 0.
 *
 * @example std(tensor([1, 3])).item() // => 1
 */
export const std: Spread<"std"> = ((x: Value, options: SpreadOptions = {}): Value => {
  checkOptions("std", options, ["axis", "keepdims", "correction"])
  const { d, axes, count } = deviations("std", x, options)
  const root = typeof count === "number" ? Math.sqrt(count) : count
  return kept(divide(euclidean(d, axes) as never, root as never) as Value, x, axes, options)
}) as Spread<"std">

/**
 * How many elements are not 0, over the given axes, all when none is named; NaN counts.
 *
 * @example countNonzero(tensor([0, 1, 2])).item() // => 2
 */
export const countNonzero: Count<"countNonzero"> = ((x: Value, options: ReduceOptions = {}): Value => {
  checkOptions("countNonzero", options, ["axis", "keepdims"])
  return sum(astype(notEqual(x as never, 0) as never, "int32") as never, options as never) as Value
}) as Count<"countNonzero">

/** The largest element as a constant to take out before exponentials; 0 where it is not finite. */
function top(x: Value, axes: readonly number[]): Value {
  if (axes.some((i) => shapeOf(x)[i] === 0)) return 0
  const m = stopGradient(max(x as never, { axis: axes, keepdims: true }) as never) as Value
  return where(isfinite(m as never) as never, m as never, fillLike(m, 0) as never) as Value
}

/**
 * log Σ eˣ over the given axes, all when none is named, without overflow.
 *
 * @example logsumexp(tensor([1000, 1000])).item() // => 1000.6931471805599
 */
export const logsumexp: Mean<"logsumexp"> = ((x: Value, options: ReduceOptions = {}): Value => {
  checkOptions("logsumexp", options, ["axis", "keepdims"])
  const axes = normalizeAxes("logsumexp", options.axis, shapeOf(x))
  const values = floating(x)
  const known = composed("logsumexp", values, { axes })
  if (known !== undefined) return kept(known, x, axes, options)
  const m = top(values, axes)
  const total = sum(exp(subtract(values as never, m as never) as never) as never, { axis: axes })
  const offset = typeof m === "number" ? m : (reshape(m as never, shapeOf(total as Value) as never) as Value)
  return kept(add(log(total as never) as never, offset as never) as Value, x, axes, options)
}) as Mean<"logsumexp">

interface AxisOption {
  readonly axis?: number | null
}

const oneAxis = (operation: string, x: Value, options: AxisOption): readonly number[] => {
  const shape = shapeOf(x)
  return options.axis === null
    ? shape.map((_, i) => i)
    : shape.length === 0
      ? []
      : [normalizeAxis(operation, options.axis ?? -1, shape.length, shape)]
}

/**
 * eˣ / Σ eˣ along an axis, the last when none is named: positive numbers that add up to 1.
 *
 * @example softmax(tensor([0, 0])).toArray() // => [0.5, 0.5]
 */
export const softmax: Softmax<"softmax"> = ((x: Value, options: AxisOption = {}): Value => {
  checkOptions("softmax", options, ["axis"])
  const axes = oneAxis("softmax", x, options)
  const values = floating(x)
  const known = composed("softmax", values, { axes })
  if (known !== undefined) return known
  const e = exp(subtract(values as never, top(values, axes) as never) as never)
  return divide(e as never, sum(e as never, { axis: axes, keepdims: true }) as never)
}) as Softmax<"softmax">

/**
 * The logarithm of the {@link softmax}, accurate where that is near 0.
 *
 * @example logSoftmax(tensor([0, 0])).toArray() // => [-0.6931471805599453, -0.6931471805599453]
 */
export const logSoftmax: Softmax<"logSoftmax"> = ((x: Value, options: AxisOption = {}): Value => {
  checkOptions("logSoftmax", options, ["axis"])
  const axes = oneAxis("logSoftmax", x, options)
  const values = floating(x)
  const known = composed("logSoftmax", values, { axes })
  if (known !== undefined) return known
  const shifted = subtract(values as never, top(values, axes) as never) as Value
  return subtract(shifted as never, log(sum(exp(shifted as never) as never, { axis: axes, keepdims: true }) as never) as never)
}) as Softmax<"logSoftmax">
