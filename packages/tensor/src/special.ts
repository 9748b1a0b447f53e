// Functions of one or two numbers put together from others, each accurate where the plain formula is not.
import {
  abs,
  add,
  astype,
  beside,
  type Binary,
  type BinaryFloat,
  divide,
  dtypeOf,
  equal,
  erfc,
  floatOf,
  greater,
  greaterEqual,
  isFloat,
  isNode,
  isnan,
  less,
  lgamma,
  log,
  logaddexp,
  logicalAnd,
  maximum,
  minimum,
  multiply,
  negative,
  promote,
  sign,
  sin,
  sqrt,
  square,
  subtract,
  type Unary,
  type UnarySameWith,
  valuesOf,
  where,
  xlogy,
} from "@nablajs/core"
import { floating, type Loose, plainly } from "./compose.ts"
import { finfo } from "./dtypes.ts"

const choose = where as Loose

/**
 * sin(πx) / (πx), element by element, and 1 at 0.
 *
 * @example sinc(0) // => 1
 */
export const sinc: Unary = ((x: Loose): Loose => {
  const t: Loose = multiply(Math.PI, x)
  const near: Loose = less(abs(t) as Loose, 0.5)
  // around 0 the series, so that derivatives of any order exist: sin t / t = 1 − t²/6 (1 − t²/20 (1 − t²/42 (…)))
  const q: Loose = square(choose(near, t, 0))
  let series: Loose = 1
  for (let k = 9; k > 0; k--) series = subtract(1, multiply(divide(q, 2 * k * (2 * k + 1)) as Loose, series) as Loose)
  const far: Loose = choose(near, 1, t)
  return plainly(choose(near, series, divide(sin(far) as Loose, far)), x)
}) as Unary

/**
 * log₂(2ᵃ + 2ᵇ), element by element, without overflow.
 *
 * @example logaddexp2(0, 0) // => 1
 */
export const logaddexp2: BinaryFloat<"logaddexp2"> = ((x: Loose, y: Loose): Loose => {
  const [a, b] = together("logaddexp2", x, y)
  return divide(logaddexp(multiply(Math.LN2, a) as Loose, multiply(Math.LN2, b) as Loose) as Loose, Math.LN2)
}) as Loose

/** Both in the floating type in which they meet, so that no step is taken in a smaller one. */
function together(operation: string, x: Loose, y: Loose): [Loose, Loose] {
  if (!isNode(x) || !isNode(y)) return [beside(operation, x, y) as Loose, beside(operation, y, x) as Loose]
  const dtype = floatOf(promote(dtypeOf(x), dtypeOf(y)))
  return [astype(x, dtype as never), astype(y, dtype as never)]
}

/**
 * 0 below 0, 1 above, `middle` at 0; NaN stays.
 *
 * @example heaviside(0, 0.5) // => 0.5
 */
export const heaviside: BinaryFloat<"heaviside"> = ((x: Loose, middle: Loose): Loose => {
  const [a, b] = together("heaviside", x, middle)
  return plainly(choose(less(a, 0), 0, choose(equal(a, 0), b, divide(add(sign(floating(a)), 1) as Loose, 2))), x, middle)
}) as Loose

/**
 * Degrees as radians: x π / 180.
 *
 * @example deg2rad(180) // => 3.141592653589793
 */
export const deg2rad: Unary = ((x: Loose): Loose => multiply(x, Math.PI / 180)) as Unary

/**
 * Radians as degrees: x 180 / π.
 *
 * @example rad2deg(0) // => 0
 */
export const rad2deg: Unary = ((x: Loose): Loose => multiply(x, 180 / Math.PI)) as Unary

/** One of two numbers as a function chooses, and the other one where one is NaN. */
const ignoringNaN = (operation: string, best: Loose): Loose =>
  ((x: Loose, y: Loose): Loose => {
    const [a, b]: Loose[] = valuesOf(operation, x, y)
    return plainly(best(choose(isnan(a), b, a), choose(isnan(b), a, b)), a, b)
  }) as Loose

/**
 * The larger of both, element by element; a number wins over NaN, other than with {@link maximum}.
 *
 * @example fmax(Number.NaN, 2) // => 2
 */
export const fmax: Binary<"fmax"> = /* @__PURE__ */ ignoringNaN("fmax", maximum)

/**
 * The smaller of both, element by element; a number wins over NaN, other than with {@link minimum}.
 *
 * @example fmin(Number.NaN, 2) // => 2
 */
export const fmin: Binary<"fmin"> = /* @__PURE__ */ ignoringNaN("fmin", minimum)

/** What stands in place of numbers that are not finite. */
export interface NanToNumOptions {
  /** 0 if absent. */
  readonly nan?: number
  /** The largest number of the dtype if absent. */
  readonly posinf?: number
  /** The least number of the dtype if absent. */
  readonly neginf?: number
}

/**
 * x with 0 in place of NaN and with finite numbers in place of the infinities.
 *
 * @example nanToNum(Number.NaN) // => 0
 */
export const nanToNum: UnarySameWith<NanToNumOptions> = ((x: Loose, options: NanToNumOptions = {}): Loose => {
  const dtype = dtypeOf(x)
  if (!isFloat(dtype)) return x
  const largest = finfo(dtype).max
  const { nan = 0, posinf = largest, neginf = -largest } = options
  const finite: Loose = choose(isnan(x), nan, x)
  return plainly(
    choose(equal(finite, Number.POSITIVE_INFINITY), posinf, choose(equal(finite, Number.NEGATIVE_INFINITY), neginf, finite)),
    x,
  )
}) as Loose

/**
 * The standard normal distribution function Φ(x), element by element, accurate in the left tail.
 *
 * @example ndtr(0) // => 0.5
 */
export const ndtr: Unary = ((x: Loose): Loose => multiply(0.5, erfc(multiply(x, -Math.SQRT1_2) as Loose) as Loose)) as Unary

/**
 * log |B(a, b)| of the beta function B(a, b) = Γ(a) Γ(b) / Γ(a + b), element by element.
 *
 * @example betaln(1, 1) // => 0
 */
export const betaln: BinaryFloat<"betaln"> = ((x: Loose, y: Loose): Loose => {
  const [a, b] = together("betaln", x, y)
  return subtract(add(lgamma(a) as Loose, lgamma(b) as Loose) as Loose, lgamma(add(floating(a), b) as Loose) as Loose)
}) as Loose

/**
 * −x log x, element by element; 0 at 0, −∞ below.
 *
 * @example entr(1) // => 0
 */
export const entr: Unary = ((x: Loose): Loose => {
  // at 0 as steep as √x
  const steep = equal(x, 0)
  const positive = choose(steep, sqrt(choose(steep, x, 1)), negative(xlogy(x, x) as Loose))
  return plainly(choose(less(x, 0), Number.NEGATIVE_INFINITY, positive), x)
}) as Unary

/**
 * a log(a / b), element by element: 0 where a is 0 and b is not negative, ∞ where only b is 0 or one of them is negative.
 *
 * @example relEntr(0, 2) // => 0
 */
export const relEntr: BinaryFloat<"relEntr"> = ((x: Loose, y: Loose): Loose => {
  const [a, b] = together("relEntr", x, y)
  const inside: Loose = logicalAnd(greater(a, 0) as Loose, greater(b, 0) as Loose)
  const [p, q] = [choose(inside, a, 1), choose(inside, b, 1)]
  const ratio: Loose = multiply(p, subtract(log(p) as Loose, log(q) as Loose) as Loose)
  const nothing: Loose = logicalAnd(equal(a, 0) as Loose, greaterEqual(b, 0) as Loose)
  const unknown: Loose = choose(isnan(a), a, choose(isnan(b), b, Number.POSITIVE_INFINITY))
  return plainly(choose(inside, ratio, choose(nothing, 0, unknown)), x, y)
}) as Loose

/**
 * a log(a / b) − a + b, element by element: the {@link relEntr} that is nowhere negative.
 *
 * @example klDiv(1, 1) // => 0
 */
export const klDiv: BinaryFloat<"klDiv"> = ((x: Loose, y: Loose): Loose => {
  const [a, b] = together("klDiv", x, y)
  return add(subtract(relEntr(a, b), a) as Loose, b)
}) as Loose
