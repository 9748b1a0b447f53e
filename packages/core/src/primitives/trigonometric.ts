// Sine, cosine, tangent, and their inverses.
import { binary, unary } from "../elementwise.ts"
import { complexAcos, complexAsin, complexAtan } from "../kernels/complexarc.ts"
import { complexCos, complexSin, complexTan } from "../kernels/complextrig.ts"
import { operation1, operation2 } from "../operation.ts"
import type { Elementwise } from "../primitive.ts"
import type { BinaryFloat, Unary } from "../types/index.ts"
import { add, divide, negative, square, subtract } from "./arithmetic.ts"
import { sqrt } from "./exponential.ts"

export const sinPrimitive: Elementwise = /* @__PURE__ */ unary("sin", Math.sin, (_, x) => cos(x), {
  complex: complexSin,
  notation: { text: "sin", latex: "\\sin" },
})

/**
 * The sine of x radians.
 *
 * @example sin(0) // => 0
 */
export const sin = /* @__PURE__ */ operation1(sinPrimitive) as Unary

export const cosPrimitive: Elementwise = /* @__PURE__ */ unary("cos", Math.cos, (_, x) => negative(sin(x)), {
  complex: complexCos,
  notation: { text: "cos", latex: "\\cos" },
})

/**
 * The cosine of x radians.
 *
 * @example cos(0) // => 1
 */
export const cos = /* @__PURE__ */ operation1(cosPrimitive) as Unary

// d tan x = (1 + tan² x) dx
export const tanPrimitive: Elementwise = /* @__PURE__ */ unary("tan", Math.tan, (y) => add(1, square(y)), {
  complex: complexTan,
  notation: { text: "tan", latex: "\\tan" },
  domain: [[-1.2, 1.2]],
})

/**
 * The tangent of x radians.
 *
 * @example tan(0) // => 0
 */
export const tan = /* @__PURE__ */ operation1(tanPrimitive) as Unary

export const asinPrimitive: Elementwise = /* @__PURE__ */ unary("asin", Math.asin, (_, x) => divide(1, sqrt(subtract(1, square(x)))), {
  complex: complexAsin,
  notation: { text: "asin", latex: "\\arcsin" },
  domain: [[-0.8, 0.8]],
})

/**
 * The angle in [−π/2, π/2] with sine x.
 *
 * @example asin(0) // => 0
 */
export const asin = /* @__PURE__ */ operation1(asinPrimitive) as Unary

export const acosPrimitive: Elementwise = /* @__PURE__ */ unary("acos", Math.acos, (_, x) => divide(-1, sqrt(subtract(1, square(x)))), {
  complex: complexAcos,
  notation: { text: "acos", latex: "\\arccos" },
  domain: [[-0.8, 0.8]],
})

/**
 * The angle in [0, π] with cosine x.
 *
 * @example acos(1) // => 0
 */
export const acos = /* @__PURE__ */ operation1(acosPrimitive) as Unary

export const atanPrimitive: Elementwise = /* @__PURE__ */ unary("atan", Math.atan, (_, x) => divide(1, add(1, square(x))), {
  complex: complexAtan,
  notation: { text: "atan", latex: "\\arctan" },
})

/**
 * The angle in (−π/2, π/2) with tangent x.
 *
 * @example atan(0) // => 0
 */
export const atan = /* @__PURE__ */ operation1(atanPrimitive) as Unary

// d atan2(y, x) = (x dy − y dx) / (x² + y²)
export const atan2Primitive: Elementwise = /* @__PURE__ */ binary(
  "atan2",
  Math.atan2,
  [(_, y, x) => divide(x, add(square(x), square(y))), (_, y, x) => negative(divide(y, add(square(x), square(y))))],
  {
    result: "float",
    domain: [
      [0.5, 2],
      [0.5, 2],
    ],
  },
)

/**
 * The angle of the point (x, y), in [−π, π]; note the order of the arguments, y first.
 *
 * @example atan2(0, 1) // => 0
 */
export const atan2 = /* @__PURE__ */ operation2(atan2Primitive) as BinaryFloat<"atan2">
