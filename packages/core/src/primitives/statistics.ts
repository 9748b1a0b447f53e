// Spreads and counts.
import { isComplex } from "../dtype.ts"
import { checkOptions } from "../options.ts"
import { normalizeAxes, reduceShape } from "../shape.ts"
import type { Count, Spread } from "../types/index.ts"
import { dtypeOf, shapeOf, type Value } from "../value.ts"
import { abs, divide, multiply, subtract } from "./arithmetic.ts"
import { axisSize, type ReduceOptions, sum } from "./broadcast.ts"
import { astype } from "./cast.ts"
import { notEqual } from "./comparison.ts"
import { sqrt } from "./exponential.ts"
import { euclidean, floating } from "./norm.ts"
import { mean } from "./reduction.ts"
import { reshape } from "./reshape.ts"

interface SpreadOptions extends ReduceOptions {
  /** The sum of squares is divided by n − correction; 0 if absent. */
  readonly correction?: number
}

/** The result of a reduction with the axes of `from` kept, where the options say so. */
export const kept = (x: Value, from: Value, axes: readonly number[], options: ReduceOptions): Value =>
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
  const root = typeof count === "number" ? Math.sqrt(count) : sqrt(count as never)
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
