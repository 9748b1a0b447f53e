// Reductions that leave NaN out, as if such elements were not there.
import {
  type Axis,
  astype,
  checkOptions,
  divide,
  dtypeOf,
  greater,
  isFloat,
  isnan,
  logicalNot,
  max,
  min,
  multiply,
  type Operand,
  prod,
  sqrt,
  subtract,
  sum,
  type Tensor,
  type Value,
  where,
  type Total,
  type Mean,
  type Reduce,
  type Spread,
} from "@nablajs/core"
import { floating, type Loose } from "./compose.ts"

export interface NanOptions {
  readonly axis?: Axis
  readonly keepdims?: boolean | undefined
}

export interface NanSpreadOptions extends NanOptions {
  /** The sum of squares is divided by n − correction; 0 if absent. */
  readonly correction?: number
}

const choose = where as Loose

/** x with a harmless number in place of each NaN. */
const filled = (x: Loose, neutral: number): Loose => choose(isnan(x), neutral, x)

/** How many elements are not NaN, in the type of x. */
const known = (x: Loose, options: Loose): Loose =>
  astype(sum(logicalNot(isnan(x) as Loose) as Loose, options) as Loose, dtypeOf(x) as never)

const check = (name: string, options: object): void => checkOptions(name, options as Loose, ["axis", "keepdims"])

/**
 * The sum of the elements that are not NaN, over the given axes, all when none is named.
 *
 * @example nansum(tensor([1, NaN, 2])).item() // => 3
 */
export const nansum: Total<"nansum"> = ((x: Operand, options: NanOptions = {}): Tensor => {
  check("nansum", options)
  return sum(filled(x, 0), options as Loose) as Loose
}) as Loose

/**
 * The product of the elements that are not NaN.
 *
 * @example nanprod(tensor([2, NaN, 3])).item() // => 6
 */
export const nanprod: Total<"nanprod"> = ((x: Operand, options: NanOptions = {}): Tensor => {
  check("nanprod", options)
  return prod(filled(x, 1), options as Loose) as Loose
}) as Loose

/**
 * The mean of the elements that are not NaN; NaN where there are none.
 *
 * @example nanmean(tensor([1, NaN, 3])).item() // => 2
 */
export const nanmean: Mean<"nanmean"> = ((x: Operand, options: NanOptions = {}): Tensor => {
  check("nanmean", options)
  const values = floating(x)
  return divide(sum(filled(values, 0), options as Loose) as Loose, known(values, options)) as Loose
}) as Loose

/** The reduction of what is known, and NaN where nothing is. */
function extreme(reduce: Loose, neutral: number, x: Operand, options: NanOptions): Loose {
  // integers have no NaN, and stay integers
  if (typeof x !== "number" && !isFloat(dtypeOf(x as Value))) return reduce(x, options)
  const values = floating(x)
  return choose(known(values, options), reduce(filled(values, neutral), options), Number.NaN)
}

/**
 * The largest of the elements that are not NaN; NaN where there are none.
 *
 * @example nanmax(tensor([1, NaN, 3])).item() // => 3
 */
export const nanmax: Reduce<"nanmax"> = ((x: Operand, options: NanOptions = {}): Tensor => {
  check("nanmax", options)
  return extreme(max, Number.NEGATIVE_INFINITY, x, options)
}) as Loose

/**
 * The smallest of the elements that are not NaN; NaN where there are none.
 *
 * @example nanmin(tensor([1, NaN, 3])).item() // => 1
 */
export const nanmin: Reduce<"nanmin"> = ((x: Operand, options: NanOptions = {}): Tensor => {
  check("nanmin", options)
  return extreme(min, Number.POSITIVE_INFINITY, x, options)
}) as Loose

/**
 * The mean square distance of the elements that are not NaN from their mean: Σ (x − x̄)² / (n − correction).
 *
 * @example nanvariance(tensor([1, NaN, 3])).item() // => 1
 */
export const nanvariance: Spread<"nanvariance"> = ((x: Operand, options: NanSpreadOptions = {}): Tensor => {
  checkOptions("nanvariance", options as Loose, ["axis", "keepdims", "correction"])
  const { correction = 0, ...over } = options
  const values = floating(x)
  const centred: Loose = subtract(values, nanmean(values, { ...over, keepdims: true }) as Loose)
  // beside an infinite mean the others are infinitely far, and it is infinitely far from itself: NaN, which must stay
  const d = choose(isnan(values), 0, centred)
  const count: Loose = subtract(known(values, over), correction)
  const spread: Loose = divide(sum(multiply(d, d) as Loose, over as Loose) as Loose, count)
  return choose(greater(count, 0), spread, Number.NaN)
}) as Loose

/**
 * The root of the {@link nanvariance}.
 *
 * @example nanstd(tensor([1, NaN, 3])).item() // => 1
 */
export const nanstd: Spread<"nanstd"> = ((x: Operand, options: NanSpreadOptions = {}): Tensor =>
  sqrt(nanvariance(x, options) as Loose) as Loose) as Loose
