// Hyperbolic functions and their inverses.
import { isComplex } from "../dtype.ts"
import { unary } from "../elementwise.ts"
import { complexAcosh, complexAsinh, complexAtanh } from "../kernels/complexarc.ts"
import { complexCosh, complexSinh, complexTanh } from "../kernels/complextrig.ts"
import { operation1 } from "../operation.ts"
import type { Elementwise } from "../primitive.ts"
import type { Unary } from "../types/index.ts"
import { dtypeOf, type Value } from "../value.ts"
import { add, divide, multiply, square, subtract } from "./arithmetic.ts"
import { sqrt } from "./exponential.ts"

export const sinhPrimitive: Elementwise = /* @__PURE__ */ unary("sinh", Math.sinh, (_, x) => cosh(x), {
  complex: complexSinh,
  notation: { text: "sinh", latex: "\\sinh" },
})

/**
 * (eˣ − e⁻ˣ) / 2
 *
 * @example sinh(0) // => 0
 */
export const sinh = /* @__PURE__ */ operation1(sinhPrimitive) as Unary

export const coshPrimitive: Elementwise = /* @__PURE__ */ unary("cosh", Math.cosh, (_, x) => sinh(x), {
  complex: complexCosh,
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
  complex: complexTanh,
  notation: { text: "tanh", latex: "\\tanh" },
})

/**
 * sinh x / cosh x
 *
 * @example tanh(0) // => 0
 */
export const tanh = /* @__PURE__ */ operation1(tanhPrimitive) as Unary

export const asinhPrimitive: Elementwise = /* @__PURE__ */ unary("asinh", Math.asinh, (_, x) => divide(1, sqrt(add(square(x), 1))), {
  complex: complexAsinh,
  notation: { text: "asinh", latex: "\\operatorname{arsinh}" },
})

/**
 * The inverse of sinh.
 *
 * @example asinh(0) // => 0
 */
export const asinh = /* @__PURE__ */ operation1(asinhPrimitive) as Unary

// 1 / √(x² − 1), with the right sign also in the left half of the complex plane.
function acoshPartial(_: Value, x: Value): Value {
  if (isComplex(dtypeOf(x)))
    return divide(1, multiply(sqrt(subtract(x, 1) as never) as never, sqrt(add(x, 1) as never) as never) as never) as Value
  return divide(1, sqrt(subtract(square(x), 1)))
}

export const acoshPrimitive: Elementwise = /* @__PURE__ */ unary("acosh", Math.acosh, acoshPartial, {
  complex: complexAcosh,
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
  complex: complexAtanh,
  notation: { text: "atanh", latex: "\\operatorname{artanh}" },
  domain: [[-0.8, 0.8]],
})

/**
 * The inverse of tanh on (−1, 1).
 *
 * @example atanh(0) // => 0
 */
export const atanh = /* @__PURE__ */ operation1(atanhPrimitive) as Unary
