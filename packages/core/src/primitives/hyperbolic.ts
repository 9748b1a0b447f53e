// Hyperbolic functions and their inverses.
import { unary } from "../elementwise.ts"
import { operation1 } from "../operation.ts"
import type { Elementwise } from "../primitive.ts"
import type { Unary } from "../types/index.ts"
import { add, divide, square, subtract } from "./arithmetic.ts"
import { sqrt } from "./exponential.ts"

export const sinhPrimitive: Elementwise = /* @__PURE__ */ unary("sinh", Math.sinh, (_, x) => cosh(x), {
  notation: { text: "sinh", latex: "\\sinh" },
})

/**
 * (eˣ − e⁻ˣ) / 2
 *
 * @example sinh(0) // => 0
 */
export const sinh = /* @__PURE__ */ operation1(sinhPrimitive) as Unary

export const coshPrimitive: Elementwise = /* @__PURE__ */ unary("cosh", Math.cosh, (_, x) => sinh(x), {
  notation: { text: "cosh", latex: "\\cosh" },
})

/**
 * (eˣ + e⁻ˣ) / 2
 *
 * @example cosh(0) // => 1
 */
export const cosh = /* @__PURE__ */ operation1(coshPrimitive) as Unary

// d tanh x = (1 − tanh² x) dx
export const tanhPrimitive: Elementwise = /* @__PURE__ */ unary("tanh", Math.tanh, (y) => subtract(1, square(y)), {
  notation: { text: "tanh", latex: "\\tanh" },
})

/**
 * sinh x / cosh x
 *
 * @example tanh(0) // => 0
 */
export const tanh = /* @__PURE__ */ operation1(tanhPrimitive) as Unary

export const asinhPrimitive: Elementwise = /* @__PURE__ */ unary("asinh", Math.asinh, (_, x) => divide(1, sqrt(add(square(x), 1))), {
  notation: { text: "asinh", latex: "\\operatorname{arsinh}" },
})

/**
 * The inverse of sinh.
 *
 * @example asinh(0) // => 0
 */
export const asinh = /* @__PURE__ */ operation1(asinhPrimitive) as Unary

export const acoshPrimitive: Elementwise = /* @__PURE__ */ unary("acosh", Math.acosh, (_, x) => divide(1, sqrt(subtract(square(x), 1))), {
  notation: { text: "acosh", latex: "\\operatorname{arcosh}" },
  domain: [[1.3, 3]],
})

/**
 * The inverse of cosh on [1, ∞).
 *
 * @example acosh(1) // => 0
 */
export const acosh = /* @__PURE__ */ operation1(acoshPrimitive) as Unary

export const atanhPrimitive: Elementwise = /* @__PURE__ */ unary("atanh", Math.atanh, (_, x) => divide(1, subtract(1, square(x))), {
  notation: { text: "atanh", latex: "\\operatorname{artanh}" },
  domain: [[-0.8, 0.8]],
})

/**
 * The inverse of tanh on (−1, 1).
 *
 * @example atanh(0) // => 0
 */
export const atanh = /* @__PURE__ */ operation1(atanhPrimitive) as Unary
