// Functions of machine learning.
import { unary } from "../elementwise.ts"
import { operation1 } from "../operation.ts"
import type { Elementwise } from "../primitive.ts"
import type { Unary, UnarySame } from "../types/index.ts"
import { multiply, subtract } from "./arithmetic.ts"
import { fillLike } from "./cast.ts"
import { greater } from "./comparison.ts"
import { where } from "./selection.ts"

// Neither branch overflows: the exponential is of −|x|.
function logistic(x: number): number {
  if (x >= 0) return 1 / (1 + Math.exp(-x))
  const e = Math.exp(x)
  return e / (1 + e)
}

// σ' = σ (1 − σ)
export const sigmoidPrimitive: Elementwise = /* @__PURE__ */ unary("sigmoid", logistic, (y) => multiply(y, subtract(1, y)), {
  notation: { text: "sigmoid", latex: "\\sigma" },
})

/**
 * The logistic function 1 / (1 + e⁻ˣ), without overflow.
 *
 * @example sigmoid(0) // => 0.5
 */
export const sigmoid = /* @__PURE__ */ operation1(sigmoidPrimitive) as Unary

export const reluPrimitive: Elementwise = /* @__PURE__ */ unary(
  "relu",
  (x) => (x > 0 || Number.isNaN(x) ? x : 0),
  (y, x) => where(greater(x, 0), fillLike(y, 1), 0),
  {
    result: "promote",
    wide: (x) => (x > 0n ? x : 0n),
    notation: { text: "relu", latex: "\\operatorname{relu}" },
  },
)

/**
 * max(x, 0), element by element. The derivative at 0 is taken as 0.
 *
 * @example relu(-3) // => 0
 */
export const relu = /* @__PURE__ */ operation1(reluPrimitive) as UnarySame

export const softplusPrimitive: Elementwise = /* @__PURE__ */ unary(
  "softplus",
  (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
  (_, x) => sigmoid(x),
  {
    notation: { text: "softplus", latex: "\\operatorname{softplus}" },
  },
)

/**
 * log(1 + eˣ), without overflow; its derivative is the sigmoid.
 *
 * @example softplus(0) // => 0.6931471805599453
 */
export const softplus = /* @__PURE__ */ operation1(softplusPrimitive) as Unary
