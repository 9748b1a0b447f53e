// Weighted means, ranges, percentages, and the area below points.
import {
  add,
  at,
  broadcastTo,
  checkOptions,
  divide,
  isNode,
  max,
  mean,
  min,
  moveaxis,
  multiply,
  NablaError,
  normalizeAxis,
  type Operand,
  type Quantile,
  reshape,
  sameShape,
  shapeOf,
  showShape,
  subtract,
  sum,
  type Tensor,
  type Value,
  type Average,
  type Reduce,
  type Trapezoid,
} from "@nablajs/core"
import { floating, type Loose } from "./compose.ts"
import { type NanOptions } from "./missing.ts"
import { quantile, type QuantileMethod, type QuantileOptions } from "./quantile.ts"

export interface AverageOptions extends NanOptions {
  /** Of the shape of x, or a vector as long as the one axis. */
  readonly weights?: Operand
}

/**
 * Σ w x / Σ w over the given axes, all when none is named; without weights the mean.
 *
 * @example average(tensor([1, 2, 3]), { weights: tensor([3, 0, 1]) }).item() // => 1.5
 */
export const average: Average = ((x: Operand, options: AverageOptions = {}): Tensor => {
  checkOptions("average", options as Loose, ["axis", "keepdims", "weights"])
  const { weights, ...over } = options
  const values = floating(x)
  if (weights === undefined) return mean(values, over as Loose) as Loose
  const w = aligned(values, weights, over.axis)
  return divide(sum(multiply(w, values) as Loose, over as Loose) as Loose, sum(w, over as Loose) as Loose) as Loose
}) as Loose

/** Weights as an array that multiplies x element by element. */
function aligned(x: Loose, weights: Operand, axis: NanOptions["axis"]): Loose {
  const shape = shapeOf(x as Value) as readonly number[]
  const own = shapeOf(weights as Value) as readonly number[]
  if (sameShape(shape, own)) return weights
  const place = typeof axis === "number" ? normalizeAxis("average", axis, shape.length, shape) : -1
  if (own.length !== 1 || own[0] !== shape[place])
    throw new NablaError(
      "shape-mismatch",
      `average: weights have the shape of x, or are a vector along its one axis; got ${showShape(own)} for ${showShape(shape)}`,
    )
  const spread: Loose = reshape(weights as Loose, shape.map((n, i) => (i === place ? n : 1)) as Loose)
  return broadcastTo(spread, shape as Loose)
}

/**
 * The largest element less the smallest ("peak to peak"), over the given axes, all when none is named.
 *
 * @example ptp(tensor([4, 9, 2])).item() // => 7
 */
export const ptp: Reduce<"ptp"> = ((x: Operand, options: NanOptions = {}): Tensor => {
  checkOptions("ptp", options as Loose, ["axis", "keepdims"])
  return subtract(max(x as Loose, options as Loose) as Loose, min(x as Loose, options as Loose) as Loose) as Loose
}) as Loose

/**
 * The value below which q per cent of the elements lie: `quantile(x, q / 100)`.
 *
 * @example percentile(tensor([1, 2, 3, 4, 5]), 25).item() // => 2
 */
export const percentile: Quantile<"percentile", { readonly method?: QuantileMethod | undefined }> = ((
  x: Operand,
  q: number | readonly number[] | Tensor,
  options: QuantileOptions = {},
): Tensor => {
  const shares = isNode(q) ? divide(q, 100) : Array.isArray(q) ? q.map((level) => level / 100) : typeof q === "number" ? q / 100 : q
  return quantile(x, shares as number, options as Loose) as Tensor
}) as Loose

export interface TrapezoidOptions {
  /** Where the values were taken: a vector along the axis, or an array of y's shape. */
  readonly x?: Tensor
  /** The distance of neighbours when `x` is absent; 1 if absent. */
  readonly dx?: number
  readonly axis?: number
}

/**
 * The area below points joined by lines: Σ (xᵢ₊₁ − xᵢ) (yᵢ + yᵢ₊₁) / 2 along an axis, the last when none is named.
 *
 * @example trapezoid(tensor([1, 2, 3])).item() // => 4
 */
export const trapezoid: Trapezoid = ((y: Tensor, options: TrapezoidOptions = {}): Tensor => {
  checkOptions("trapezoid", options as Loose, ["x", "dx", "axis"])
  const shape = shapeOf(y as unknown as Value) as readonly number[]
  const axis = normalizeAxis("trapezoid", options.axis ?? -1, shape.length, shape)
  const values: Loose = moveaxis(floating(y), axis as Loose, -1 as Loose)
  const heights: Loose = divide(add((at as Loose)(values, "...", "1:"), (at as Loose)(values, "...", ":-1")) as Loose, 2)
  if (options.x === undefined) return multiply(options.dx ?? 1, sum(heights, { axis: -1 } as Loose) as Loose) as Loose
  const own = shapeOf(options.x as unknown as Value)
  if (own.length !== 1 && !sameShape(own as readonly number[], shape))
    throw new NablaError("shape-mismatch", `trapezoid: x is a vector or of y's shape; got ${showShape(own)} for ${showShape(shape)}`)
  const places: Loose = own.length === 1 ? options.x : moveaxis(options.x as Loose, axis as Loose, -1 as Loose)
  const widths: Loose = subtract((at as Loose)(places, "...", "1:"), (at as Loose)(places, "...", ":-1"))
  return sum(multiply(widths, heights) as Loose, { axis: -1 } as Loose) as Loose
}) as Loose
