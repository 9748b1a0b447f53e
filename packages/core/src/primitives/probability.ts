// Logarithms as statistics takes them: 0 log 0 is 0, and the tails of the normal distribution keep their digits.
import { binary, unary } from "../elementwise.ts"
import { erfc } from "../kernels/erf.ts"
import { operation1, operation2 } from "../operation.ts"
import type { Elementwise, Interval } from "../primitive.ts"
import type { BinaryFloat, Unary } from "../types/index.ts"
import type { Value } from "../value.ts"
import { add, divide, multiply, negative, square, subtract } from "./arithmetic.ts"
import { equal, less, lessEqual, logicalAnd } from "./comparison.ts"
import { exp, log, log1p } from "./exponential.ts"
import { minimum, where } from "./selection.ts"

const positive: readonly Interval[] = [
  [-2, 2],
  [0.2, 3],
]

/** f(y), but 0 where x is 0 and y not above the least value that has a logarithm: there the product stays 0 as y moves. */
function unlessVanishing(x: Value, y: Value, least: number, f: (y: Value) => Value): Value {
  const vanishing = logicalAnd(equal(x, 0) as Value, lessEqual(y, least) as Value)
  return where(vanishing, 0, f(where(vanishing, 1, y) as Value)) as Value
}

export const xlogyPrimitive: Elementwise = /* @__PURE__ */ binary(
  "xlogy",
  (x, y) => (x === 0 && !Number.isNaN(y) ? 0 : x * Math.log(y)),
  [(_, x, y) => unlessVanishing(x, y, 0, log), (_, x, y) => unlessVanishing(x, y, 0, (z) => divide(x, z))],
  { result: "float", domain: positive },
)

/**
 * x log y, element by element; 0 where x is 0, whatever y is unless NaN. The derivatives there are taken as 0 where y ≤ 0.
 *
 * @example xlogy(0, 0) // => 0
 */
export const xlogy: BinaryFloat<"xlogy"> = /* @__PURE__ */ operation2(xlogyPrimitive) as BinaryFloat<"xlogy">

export const xlog1pyPrimitive: Elementwise = /* @__PURE__ */ binary(
  "xlog1py",
  (x, y) => (x === 0 && !Number.isNaN(y) ? 0 : x * Math.log1p(y)),
  [(_, x, y) => unlessVanishing(x, y, -1, log1p), (_, x, y) => unlessVanishing(x, y, -1, (z) => divide(x, subtract(z, -1)))],
  { result: "float", domain: positive },
)

/**
 * x log(1 + y), element by element, accurate for small y; 0 where x is 0.
 *
 * @example xlog1py(2, 0) // => 0
 */
export const xlog1py: BinaryFloat<"xlog1py"> = /* @__PURE__ */ operation2(xlog1pyPrimitive) as BinaryFloat<"xlog1py">

const HALF_LOG_2PI = Math.log(2 * Math.PI) / 2

/** From here to the left the series of Mills' ratio has all digits. */
const FAR = -20

/** log Φ(x): by erfc where that has digits, further left by the asymptotic series of Mills' ratio. */
function logNormal(x: number): number {
  if (x > -1) return Math.log1p(-erfc(x * Math.SQRT1_2) / 2)
  if (x > FAR) return Math.log(erfc(-x * Math.SQRT1_2) / 2)
  // Φ(x) ~ φ(x)/|x| (1 − 1/x² + 3/x⁴ − 15/x⁶ + …); at 20 its eighth term is below 1e−15
  const q = 1 / (x * x)
  let series = 0
  for (let k = 8; k > 0; k--) series = -(2 * k - 1) * q * (1 + series)
  return -0.5 * x * x - Math.log(-x) - HALF_LOG_2PI + Math.log1p(series)
}

// Φ'/Φ = exp(log φ − log Φ), whose own derivative −h (x + h) loses x² digits; so further left −x over the same series
function hazard(y: Value, x: Value): Value {
  const near = exp(subtract(subtract(negative(multiply(0.5, square(x))), HALF_LOG_2PI), y))
  const far = minimum(x, FAR) as Value
  const q = divide(1, square(far)) as Value
  let series: Value = 0
  for (let k = 8; k > 0; k--) series = multiply(multiply(-(2 * k - 1), q), add(1, series)) as Value
  return where(less(x, FAR), negative(divide(far, add(1, series))), near) as Value
}

export const logNdtrPrimitive: Elementwise = /* @__PURE__ */ unary("logNdtr", logNormal, hazard)

/**
 * log Φ(x) of the standard normal distribution function Φ, element by element, accurate in both tails.
 *
 * @example logNdtr(0) // => -0.6931471805599453
 */
export const logNdtr: Unary = /* @__PURE__ */ operation1(logNdtrPrimitive) as Unary
