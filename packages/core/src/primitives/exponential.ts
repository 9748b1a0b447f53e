// Exponentials, logarithms, powers and roots.
import { binary, unary } from "../elementwise.ts"
import { NablaError } from "../errors.ts"
import {
  complexExp,
  complexExpm1,
  complexLog,
  complexLog10,
  complexLog1p,
  complexLog2,
  complexPow,
  complexSqrt,
} from "../kernels/complexexp.ts"
import { operation1, operation2 } from "../operation.ts"
import type { Elementwise } from "../primitive.ts"
import type { Binary, BinaryFloat, Unary } from "../types/index.ts"
import { add, divide, multiply, square, subtract } from "./arithmetic.ts"
import { literalOf } from "./broadcast.ts"
import { equal } from "./comparison.ts"
import { where } from "./selection.ts"
import { sigmoid } from "./special.ts"

const positive: readonly [readonly [number, number]] = [[0.3, 3]]

export const expPrimitive: Elementwise = /* @__PURE__ */ unary("exp", Math.exp, (y) => y, {
  complex: complexExp,
  notation: { text: "exp", latex: "\\exp" },
})

/**
 * eˣ, element by element.
 *
 * @example exp(0) // => 1
 */
export const exp = /* @__PURE__ */ operation1(expPrimitive) as Unary

export const logPrimitive: Elementwise = /* @__PURE__ */ unary("log", Math.log, (_, x) => divide(1, x), {
  complex: complexLog,
  notation: { text: "log", latex: "\\log" },
  domain: positive,
})

/**
 * The natural logarithm; NaN for negative numbers.
 *
 * @example log(1) // => 0
 */
export const log = /* @__PURE__ */ operation1(logPrimitive) as Unary

export const expm1Primitive: Elementwise = /* @__PURE__ */ unary("expm1", Math.expm1, (y) => add(y, 1), {
  complex: complexExpm1,
  notation: { text: "expm1", latex: "\\operatorname{expm1}" },
})

/**
 * eˣ − 1, accurate near 0.
 *
 * @example expm1(1e-10) // => 1.00000000005e-10
 */
export const expm1 = /* @__PURE__ */ operation1(expm1Primitive) as Unary

export const log1pPrimitive: Elementwise = /* @__PURE__ */ unary("log1p", Math.log1p, (_, x) => divide(1, add(1, x)), {
  complex: complexLog1p,
  notation: { text: "log1p", latex: "\\operatorname{log1p}" },
  domain: [[-0.5, 2]],
})

/**
 * log(1 + x), accurate near 0.
 *
 * @example log1p(0) // => 0
 */
export const log1p = /* @__PURE__ */ operation1(log1pPrimitive) as Unary

export const log2Primitive: Elementwise = /* @__PURE__ */ unary("log2", Math.log2, (_, x) => divide(Math.LOG2E, x), {
  complex: complexLog2,
  notation: { text: "log2", latex: "\\log_2" },
  domain: positive,
})

/**
 * The logarithm to base 2.
 *
 * @example log2(8) // => 3
 */
export const log2 = /* @__PURE__ */ operation1(log2Primitive) as Unary

export const log10Primitive: Elementwise = /* @__PURE__ */ unary("log10", Math.log10, (_, x) => divide(Math.LOG10E, x), {
  complex: complexLog10,
  notation: { text: "log10", latex: "\\log_{10}" },
  domain: positive,
})

/**
 * The logarithm to base 10.
 *
 * @example log10(1000) // => 3
 */
export const log10 = /* @__PURE__ */ operation1(log10Primitive) as Unary

export const sqrtPrimitive: Elementwise = /* @__PURE__ */ unary("sqrt", Math.sqrt, (y) => divide(0.5, y), {
  complex: complexSqrt,
  notation: { text: "sqrt", latex: "\\sqrt" },
  domain: positive,
})

/**
 * The square root; NaN for negative numbers. The derivative at 0 is infinite.
 *
 * @example sqrt(9) // => 3
 */
export const sqrt = /* @__PURE__ */ operation1(sqrtPrimitive) as Unary

export const cbrtPrimitive: Elementwise = /* @__PURE__ */ unary("cbrt", Math.cbrt, (y) => divide(1 / 3, square(y)), {
  notation: { text: "cbrt", latex: "\\sqrt[3]" },
  domain: positive,
})

/**
 * The real cube root, also of negative numbers.
 *
 * @example cbrt(-8) // => -2
 */
export const cbrt = /* @__PURE__ */ operation1(cbrtPrimitive) as Unary

// 1 to any power is 1, also where JavaScript says NaN.
function power(a: number, b: number): number {
  return a === 1 || (a === -1 && Math.abs(b) === Number.POSITIVE_INFINITY) ? 1 : a ** b
}

function integerPower(a: number, b: number): number {
  if (b < 0) throw refuseNegative(b)
  let result = 1
  let base = a
  for (let n = b; n > 0; n = Math.floor(n / 2)) {
    if (n % 2 === 1) result = Math.imul(result, base)
    base = Math.imul(base, base)
  }
  return result
}

const refuseNegative = (b: number | bigint): NablaError =>
  new NablaError("dtype-mismatch", `pow: an integer to the power ${b} is not an integer; convert with astype(x, "float64")`)

// Wrapped at each step, so that the bigints stay short; the array wraps the rest.
function widePower(a: bigint, b: bigint): bigint {
  if (b < 0n) throw refuseNegative(b)
  let result = 1n
  let base = a
  for (let n = b; n > 0n; n >>= 1n) {
    if (n & 1n) result = BigInt.asIntN(64, result * base)
    base = BigInt.asIntN(64, base * base)
  }
  return result
}

// ∂xⁿ/∂x = n xⁿ⁻¹, which is 0 for n = 0 also at x = 0: there the exponent 1 stands in for −1.
// ∂xⁿ/∂n = xⁿ log x, taken as 0 at x = 0.
export const powPrimitive: Elementwise = /* @__PURE__ */ binary(
  "pow",
  power,
  [
    (_, x, n) => {
      const k = literalOf(n)
      if (k !== null) return k === 0 ? multiply(0, x) : k === 1 ? 1 : multiply(n, k === 2 ? x : pow(x, k - 1))
      return multiply(n, pow(x, where(equal(n, 0), 1, subtract(n, 1))))
    },
    (y, x) => multiply(y, log(literalOf(x) === 0 ? 1 : literalOf(x) === null ? where(equal(x, 0), 1, x) : x)),
  ],
  {
    numeric: true,
    integer: integerPower,
    wide: widePower,
    complex: complexPow,
    notation: { text: ".^", latex: "^", form: "infix" },
    domain: [
      [0.3, 2],
      [-2, 2],
    ],
  },
)

/**
 * xⁿ, element by element; shapes broadcast. Negative numbers to a fractional power give NaN.
 *
 * @example pow(2, 10) // => 1024
 */
export const pow = /* @__PURE__ */ operation2(powPrimitive) as Binary<"pow">

// log(eᵃ + eᵇ) without overflow: the larger one is taken out.
function logSumOfTwo(a: number, b: number): number {
  if (a === b) return a + Math.LN2
  const top = Math.max(a, b)
  return Number.isFinite(top) ? top + Math.log1p(Math.exp(-Math.abs(a - b))) : top
}

export const logaddexpPrimitive: Elementwise = /* @__PURE__ */ binary(
  "logaddexp",
  logSumOfTwo,
  [(_, a, b) => sigmoid(subtract(a, b)), (_, a, b) => sigmoid(subtract(b, a))],
  { result: "float" },
)

/**
 * log(eᵃ + eᵇ), without overflow.
 *
 * @example logaddexp(1000, 1000) // => 1000.6931471805599
 */
export const logaddexp = /* @__PURE__ */ operation2(logaddexpPrimitive) as BinaryFloat<"logaddexp">
