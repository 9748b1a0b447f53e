// Functions of neural networks beyond `relu`, `sigmoid` and `softplus`, element by element.
import {
  abs,
  add,
  checkOptions,
  composed,
  divide,
  erfc,
  expm1,
  greater,
  greaterEqual,
  lessEqual,
  multiply,
  negative,
  pow,
  sigmoid,
  softplus,
  sqrt,
  square,
  tanh,
  type Bounded,
  type Sloped,
  type Unary,
  type UnaryFamily,
  type UnaryWith,
  where,
} from "@nablajs/core"
import { floating, type Loose, plainly } from "./compose.ts"

/**
 * x · σ(x), element by element.
 *
 * @example silu(0) // => 0
 */
export const silu: Unary = ((x: Loose): Loose => composed("silu", x, null) ?? multiply(x, sigmoid(x))) as Unary

export interface GeluOptions {
  /** With the hyperbolic tangent in place of the error function; no if absent. */
  readonly approximate?: boolean
}

/**
 * x Φ(x) with the normal distribution Φ, element by element; `approximate` uses the hyperbolic tangent instead.
 *
 * @example gelu(0) // => 0
 */
export const gelu: UnaryWith<GeluOptions> = ((x: Loose, options: GeluOptions = {}): Loose => {
  checkOptions("gelu", options, ["approximate"])
  x = floating(x)
  const smooth = options.approximate === true
  const known = composed(smooth ? "gelu approximate" : "gelu", x, null)
  if (known !== undefined) return known
  // Φ is half of 1 + erf(x/√2) and of erfc(−x/√2), which keeps its digits in the left tail
  const share = smooth
    ? add(1, tanh(multiply(Math.sqrt(2 / Math.PI), add(x, multiply(0.044715, pow(x, 3)))) as Loose) as Loose)
    : erfc(multiply(x, -Math.SQRT1_2) as Loose)
  return multiply(multiply(0.5, x), share as Loose)
}) as Loose

/** x where it is not positive, else 0: the branch that is not chosen stays finite, and its derivative at 0 is the left one. */
const negativePart = (x: Loose): Loose => (where as Loose)(greater(x, 0), 0, x)

/**
 * x where it is positive, α (eˣ − 1) elsewhere; α is 1 if absent.
 *
 * @example elu(2) // => 2
 */
export const elu: UnaryFamily = ((x: Loose, alpha = 1): Loose =>
  plainly((where as Loose)(greater(x, 0), x, multiply(alpha, expm1(negativePart(x)))), x)) as UnaryFamily

/**
 * x where it is positive, `slope` · x elsewhere; the slope is 0.01 if absent.
 *
 * @example leakyRelu(-1, 0.1) // => -0.1
 */
export const leakyRelu: Sloped<0.01> = ((x: Loose, slope = 0.01): Loose =>
  plainly((where as Loose)(greater(x, 0), x, multiply(slope, x)), x)) as Loose

/**
 * x where it is positive, α (e^(x/α) − 1) elsewhere, which is smooth for every α; 1 if absent.
 *
 * @example celu(2) // => 2
 */
export const celu: UnaryFamily = ((x: Loose, alpha = 1): Loose =>
  plainly((where as Loose)(greater(x, 0), x, multiply(alpha, expm1(divide(negativePart(x), alpha) as Loose))), x)) as UnaryFamily

// Klambauer et al. (2017): mean 0 and variance 1 are a fixed point of layers with this function
const SELU_ALPHA = 1.6732632423543772
const SELU_SCALE = 1.0507009873554805

/**
 * λ x where it is positive, λ α (eˣ − 1) elsewhere, with the constants that keep mean 0 and variance 1.
 *
 * @example selu(0) // => 0
 */
export const selu: Unary = ((x: Loose): Loose => multiply(SELU_SCALE, elu(x, SELU_ALPHA))) as Unary

/**
 * x tanh(log(1 + eˣ)), element by element.
 *
 * @example mish(0) // => 0
 */
export const mish: Unary = ((x: Loose): Loose => multiply(x, tanh(softplus(x)))) as Unary

/**
 * log σ(x) = −log(1 + e⁻ˣ), without overflow.
 *
 * @example logSigmoid(0) // => -0.6931471805599453
 */
export const logSigmoid: Unary = ((x: Loose): Loose => negative(softplus(negative(floating(x)) as Loose) as Loose)) as Unary

/**
 * x / (1 + |x|), element by element.
 *
 * @example softSign(1) // => 0.5
 */
export const softSign: Unary = ((x: Loose): Loose => divide(x, add(1, abs(floating(x)) as Loose) as Loose)) as Unary

/**
 * (x + √(x² + b)) / 2, a smooth `relu` without exponentials; b is 4 if absent.
 *
 * @example squareplus(0) // => 1
 */
export const squareplus: UnaryFamily = ((x: Loose, b = 4): Loose =>
  multiply(0.5, add(x, sqrt(add(square(floating(x)), b) as Loose) as Loose))) as UnaryFamily

/** x limited to an interval, whose ends belong to the flat parts: the derivative there is 0. */
const flattened = (x: Loose, low: number, high: number): Loose =>
  plainly((where as Loose)(lessEqual(x, low), low, (where as Loose)(greaterEqual(x, high), high, x)), x)

/**
 * min(max(x, 0), 6), element by element. The derivatives at 0 and 6 are taken as 0.
 *
 * @example relu6(7) // => 6
 */
export const relu6: Bounded<6> = ((x: Loose): Loose => flattened(x, 0, 6)) as Bounded<6>

/**
 * x limited to [−1, 1], element by element. The derivatives at the ends are taken as 0.
 *
 * @example hardTanh(-3) // => -1
 */
export const hardTanh: Unary = ((x: Loose): Loose => flattened(floating(x), -1, 1)) as Unary

/**
 * min(max(x + 3, 0), 6) / 6, a `sigmoid` of straight lines.
 *
 * @example hardSigmoid(0) // => 0.5
 */
export const hardSigmoid: Unary = ((x: Loose): Loose => divide(relu6(add(floating(x), 3) as Loose) as Loose, 6)) as Unary

/**
 * x · hardSigmoid(x), element by element.
 *
 * @example hardSilu(3) // => 3
 */
export const hardSilu: Unary = ((x: Loose): Loose => multiply(x, hardSigmoid(x))) as Unary
