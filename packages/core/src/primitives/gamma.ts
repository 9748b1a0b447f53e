// The error function and the gamma function, with the logistic function's inverse.
import { binary, unary } from "../elementwise.ts"
import { digamma as digammaOf, gamma as gammaOf, lgamma as lgammaOf, polygamma as polygammaOf } from "../kernels/gamma.ts"
import { erf as erfOf, erfc as erfcOf, erfinv as erfinvOf } from "../kernels/erf.ts"
import { operation1, operation2 } from "../operation.ts"
import type { Elementwise } from "../primitive.ts"
import type { BinaryFloat, Unary } from "../types/index.ts"
import type { Value } from "../value.ts"
import { add, divide, multiply, negative, square, subtract } from "./arithmetic.ts"
import { exp } from "./exponential.ts"

// erf' x = 2/√π exp(−x²)
const bell = (x: Value): Value => multiply(2 / Math.sqrt(Math.PI), exp(negative(square(x))))

export const erfPrimitive: Elementwise = /* @__PURE__ */ unary("erf", erfOf, (_, x) => bell(x), {
  notation: { text: "erf", latex: "\\operatorname{erf}" },
})

/**
 * The error function 2/√π ∫₀ˣ exp(−t²) dt, element by element.
 *
 * @example erf(0) // => 0
 */
export const erf: Unary = /* @__PURE__ */ operation1(erfPrimitive) as Unary

export const erfcPrimitive: Elementwise = /* @__PURE__ */ unary("erfc", erfcOf, (_, x) => negative(bell(x)), {
  notation: { text: "erfc", latex: "\\operatorname{erfc}" },
})

/**
 * 1 − erf(x), accurate where erf(x) is near 1.
 *
 * @example erfc(0) // => 1
 */
export const erfc: Unary = /* @__PURE__ */ operation1(erfcPrimitive) as Unary

// the reciprocal of erf' at y
export const erfinvPrimitive: Elementwise = /* @__PURE__ */ unary(
  "erfinv",
  erfinvOf,
  (y) => multiply(Math.sqrt(Math.PI) / 2, exp(square(y))),
  {
    domain: [[-0.9, 0.9]],
  },
)

/**
 * The number whose error function is x, element by element; ±∞ at ±1, NaN beyond.
 *
 * @example erfinv(0) // => 0
 */
export const erfinv: Unary = /* @__PURE__ */ operation1(erfinvPrimitive) as Unary

const positive: readonly [readonly [number, number]] = [[0.3, 4]]

export const polygammaPrimitive: Elementwise = /* @__PURE__ */ binary(
  "polygamma",
  polygammaOf,
  [null, (_, n, x) => polygamma(add(n, 1), x)],
  {
    result: "float",
    domain: [
      [1, 1],
      [0.5, 4],
    ],
  },
)

/**
 * The n-th derivative of the digamma function, element by element; n is a whole number from 0 up.
 *
 * @example polygamma(1, 1) // => 1.6449340668482264
 */
export const polygamma: BinaryFloat<"polygamma"> = /* @__PURE__ */ operation2(polygammaPrimitive) as BinaryFloat<"polygamma">

export const digammaPrimitive: Elementwise = /* @__PURE__ */ unary("digamma", digammaOf, (_, x) => polygamma(1, x), {
  notation: { text: "digamma", latex: "\\psi" },
  domain: positive,
})

/**
 * The digamma function, the derivative of log Γ, element by element.
 *
 * @example digamma(Number.POSITIVE_INFINITY) // => Number.POSITIVE_INFINITY
 */
export const digamma: Unary = /* @__PURE__ */ operation1(digammaPrimitive) as Unary

export const lgammaPrimitive: Elementwise = /* @__PURE__ */ unary("lgamma", lgammaOf, (_, x) => digamma(x), {
  notation: { text: "lgamma", latex: "\\log\\Gamma" },
  domain: positive,
})

/**
 * log |Γ(x)|, element by element; Γ(n + 1) = n!.
 *
 * @example lgamma(1) // => 0
 */
export const lgamma: Unary = /* @__PURE__ */ operation1(lgammaPrimitive) as Unary

// Γ' = Γ ψ
export const gammaPrimitive: Elementwise = /* @__PURE__ */ unary("gamma", gammaOf, (y, x) => multiply(y, digamma(x)), {
  notation: { text: "gamma", latex: "\\Gamma" },
  domain: positive,
})

/**
 * The gamma function ∫₀^∞ tˣ⁻¹ e⁻ᵗ dt, element by element: Γ(n) = (n − 1)! for whole n from 1 up; NaN at whole numbers below 0.
 *
 * @example gamma(5) // => 24
 */
export const gamma: Unary = /* @__PURE__ */ operation1(gammaPrimitive) as Unary

// logit' = 1 / (x (1 − x))
export const logitPrimitive: Elementwise = /* @__PURE__ */ unary(
  "logit",
  (x) => Math.log(x) - Math.log1p(-x),
  (_, x) => divide(1, multiply(x, subtract(1, x))),
  { notation: { text: "logit", latex: "\\operatorname{logit}" }, domain: [[0.1, 0.9]] },
)

/**
 * log(x / (1 − x)), the inverse of the sigmoid; NaN outside of [0, 1].
 *
 * @example logit(0.5) // => 0
 */
export const logit: Unary = /* @__PURE__ */ operation1(logitPrimitive) as Unary
