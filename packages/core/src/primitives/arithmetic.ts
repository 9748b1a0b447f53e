// Sums, products, quotients, and rounding.
import { bind1, bind2 } from "../bind.ts"
import { isComplex, isFloating } from "../dtype.ts"
import { binary, unary } from "../elementwise.ts"
import { addLoops, divideLoops, multiplyLoops, negativeLoops, squareLoops, subtractLoops } from "../kernels/arithmetic.ts"
import { complexAbs, complexProduct, complexQuotient } from "../kernels/complexexp.ts"
import { loop1 } from "../kernels/loops.ts"
import { NablaError } from "../errors.ts"
import { checkOptions } from "../options.ts"
import { operation1, operation2 } from "../operation.ts"
import type { NDArray } from "../array.ts"
import type { Elementwise, Parts, PartsResult } from "../primitive.ts"
import type { Binary, BinaryFloat, Round, UnaryReal, UnarySame } from "../types/index.ts"
import { asNode, asTensor, dtypeOf, type Value } from "../value.ts"
import { astype, complexPrimitive, conj, imag, real } from "./cast.ts"
import { equal } from "./comparison.ts"
import { where } from "./selection.ts"

export const addPrimitive: Elementwise = /* @__PURE__ */ binary("add", (a, b) => a + b, [() => 1, () => 1], {
  loops: addLoops,
  complex: "parts",
  notation: { text: "+", form: "infix" },
})

/**
 * a + b, element by element; shapes broadcast. On booleans: or.
 *
 * @example add(1, 2) // => 3
 */
export const add = /* @__PURE__ */ operation2(addPrimitive) as Binary<"add">

export const subtractPrimitive: Elementwise = /* @__PURE__ */ binary("subtract", (a, b) => a - b, [() => 1, () => -1], {
  loops: subtractLoops,
  complex: "parts",
  numeric: true,
  notation: { text: "-", form: "infix" },
})

/**
 * a − b, element by element; shapes broadcast.
 *
 * @example subtract(3, 2) // => 1
 */
export const subtract = /* @__PURE__ */ operation2(subtractPrimitive) as Binary<"subtract">

// (a + ib)(c + id) = ac − bd + i (ad + bc), of which a real factor leaves two products.
function complexPlanes([x, y]: readonly Parts[]): PartsResult {
  const { re: a, im: b } = x as Parts
  const { re: c, im: d } = y as Parts
  const times = (u: NDArray, v: NDArray): Value => bind2(multiplyPrimitive, asTensor(u), asTensor(v))
  const array = (v: Value): NDArray => asNode(v) as NDArray
  if (b === null) return [array(times(a, c)), array(times(a, d as NDArray))]
  if (d === null) return [array(times(a, c)), array(times(b, c))]
  return [array(bind2(subtractPrimitive, times(a, c), times(b, d))), array(bind2(addPrimitive, times(a, d), times(b, c)))]
}

export const multiplyPrimitive: Elementwise = /* @__PURE__ */ binary("multiply", (a, b) => a * b, [(_, __, b) => b, (_, a) => a], {
  loops: multiplyLoops,
  integer: Math.imul,
  complex: complexProduct,
  planes: complexPlanes,
  notation: { text: ".*", latex: "\\odot", form: "infix" },
})

/**
 * a · b, element by element; shapes broadcast. Integers wrap exactly. The product of matrices is `matmul`.
 *
 * @example multiply(2, 3) // => 6
 */
export const multiply = /* @__PURE__ */ operation2(multiplyPrimitive) as Binary<"multiply">

export const dividePrimitive: Elementwise = /* @__PURE__ */ binary(
  "divide",
  (a, b) => a / b,
  [(_, __, b) => divide(1, b), (y, _, b) => negative(divide(y, b))],
  {
    result: "float",
    complex: complexQuotient,
    loops: divideLoops,
    notation: { text: "./", latex: "/", form: "infix" },
    domain: [
      [-2, 2],
      [0.5, 2],
    ],
  },
)

/**
 * a / b, element by element; shapes broadcast. Integers give float64.
 *
 * @example divide(7, 2) // => 3.5
 */
export const divide = /* @__PURE__ */ operation2(dividePrimitive) as BinaryFloat<"divide">

export const negativePrimitive: Elementwise = /* @__PURE__ */ unary(
  "negative",
  (x) => -x,
  () => -1,
  {
    result: "promote",
    numeric: true,
    loops: negativeLoops,
    complex: "parts",
    notation: { text: "-", form: "prefix" },
  },
)

/**
 * −x, element by element.
 *
 * @example negative(2) // => -2
 */
export const negative = /* @__PURE__ */ operation1(negativePrimitive) as UnarySame

// d(x²) = 2x dx
export const squarePrimitive: Elementwise = /* @__PURE__ */ unary(
  "square",
  (x) => x * x,
  (_, x) => multiply(2, x),
  {
    result: "promote",
    // the general loop meets integers alone, whose products wrap exactly
    loops: { ...squareLoops, any: /* @__PURE__ */ loop1((x) => Math.imul(x, x)) },
    complex: (a, b) => [a * a - b * b, 2 * a * b],
    notation: { text: "square" },
  },
)

/**
 * x², element by element.
 *
 * @example square(3) // => 9
 */
export const square = /* @__PURE__ */ operation1(squarePrimitive) as UnarySame

export const absPrimitive: Elementwise = /* @__PURE__ */ unary("abs", Math.abs, (_, x) => conj(sign(x)), {
  result: "real",
  wide: (x) => (x < 0n ? -x : x),
  complex: complexAbs,
  notation: { text: "abs", latex: "\\lvert" },
})

/**
 * |x|, element by element; of complex numbers √(re² + im²). The derivative at 0 is taken as 0.
 *
 * @example abs(-2) // => 2
 */
export const abs = /* @__PURE__ */ operation1(absPrimitive) as UnaryReal

export const signPrimitive: Elementwise = /* @__PURE__ */ unary("sign", (x) => Math.sign(x) + 0, null, {
  result: "promote",
  wide: (x) => (x > 0n ? 1n : x < 0n ? -1n : 0n),
  numeric: true,
  notation: { text: "sign", latex: "\\operatorname{sign}" },
})

// z / |z|, and 0 at 0: there |z| + 1 − sign |z| is 1. One infinite part counts as ±1 beside 0; two have no direction.
function direction(z: Value): Value {
  const [x, y, size] = [real(z as never), imag(z as never), abs(z as never)] as [Value, Value, Value]
  const infinite = (v: Value): Value => equal(abs(v as never) as never, Number.POSITIVE_INFINITY) as Value
  // 0, or NaN for NaN
  const nothing = (v: Value): Value => where(infinite(v), 0, multiply(v as never, 0) as Value)
  const one = add(add(nothing(x), nothing(y)) as never, 1) as Value
  const both = multiply(infinite(x) as never, infinite(y) as never) as Value
  const finite = add(size, subtract(1, sign(size as never) as never) as never) as Value
  const r = where(infinite(size), where(both, Number.NaN, one), finite)
  const held = (v: Value): Value => where(infinite(size), where(infinite(v), sign(v as never) as Value, 0), v)
  // adding 0 makes 0 of −0
  const part = (v: Value): Value => add(divide(held(v), r) as never, 0) as Value
  return bind2(complexPrimitive, part(x), part(y))
}

/**
 * −1, 0 or 1 by the sign of x; NaN for NaN. Its derivative is 0. Of complex numbers x / |x|, and 0 for 0.
 *
 * @example sign(-2) // => -1
 */
export const sign = ((x: Value): Value => (isComplex(dtypeOf(x)) ? direction(x) : bind1(signPrimitive, x))) as UnarySame

const whole: Parameters<typeof unary>[3] = { result: "promote", wide: (x) => x, domain: [[0.1, 0.4]] }

export const floorPrimitive: Elementwise = /* @__PURE__ */ unary("floor", Math.floor, null, whole)

/**
 * The largest whole number that is not above x. Its derivative is 0.
 *
 * @example floor(-1.5) // => -2
 */
export const floor = /* @__PURE__ */ operation1(floorPrimitive) as UnarySame

export const ceilPrimitive: Elementwise = /* @__PURE__ */ unary("ceil", Math.ceil, null, whole)

/**
 * The smallest whole number that is not below x. Its derivative is 0.
 *
 * @example ceil(1.2) // => 2
 */
export const ceil = /* @__PURE__ */ operation1(ceilPrimitive) as UnarySame

export const truncPrimitive: Elementwise = /* @__PURE__ */ unary("trunc", Math.trunc, null, whole)

/**
 * x without its fraction. Its derivative is 0.
 *
 * @example trunc(-1.7) // => -1
 */
export const trunc = /* @__PURE__ */ operation1(truncPrimitive) as UnarySame

// Halves go to the even neighbour; Math.round sends them up.
function roundHalfEven(x: number): number {
  const r = Math.round(x)
  return r - x === 0.5 && r % 2 !== 0 ? r - 1 : r === 0 ? (x < 0 || Object.is(x, -0) ? -0 : 0) : r
}

export const roundPrimitive: Elementwise = /* @__PURE__ */ unary("round", roundHalfEven, null, {
  ...whole,
  complex: "parts",
})

/**
 * The nearest whole number, halves to even; of complex numbers both parts. With `decimals` the nearest multiple of 10^−decimals,
 * as NumPy computes it: x · 10^decimals is rounded. Its derivative is 0.
 *
 * @example round(2.5) // => 2
 * @example round(3.14159, { decimals: 2 }) // => 3.14
 */
export const round = ((x: Value, options?: RoundOptions): Value => {
  if (options === undefined) return bind1(roundPrimitive, x)
  checkOptions("round", options, ["decimals"])
  const { decimals = 0 } = options
  if (!Number.isInteger(decimals)) throw new NablaError("bad-argument", `round: decimals is a whole number, got ${String(decimals)}`)
  const dtype = dtypeOf(x)
  const whole = !isFloating(dtype)
  if (decimals === 0 || (whole && decimals > 0)) return bind1(roundPrimitive, x)
  const [power, [to, from]] = [10 ** Math.abs(decimals), decimals > 0 ? [multiply, divide] : [divide, multiply]]
  const y = from(bind1(roundPrimitive, to(x, power) as Value) as never, power) as Value
  return whole ? (astype(y as never, dtype as never) as Value) : y
}) as Round

/** How `round` rounds. */
export interface RoundOptions {
  /** Digits behind the point, in front of it if negative; 0 if absent. */
  readonly decimals?: number
}

// The remainder has the sign of the divisor, as Python's % has; that of JavaScript follows the dividend.
function pythonRemainder(a: number, b: number): number {
  const r = a % b
  if (r === 0) return Object.is(b, -0) || b < 0 ? -0 : 0
  return r < 0 !== b < 0 ? r + b : r
}

function pythonFloorDivide(a: number, b: number): number {
  // as in the standard, infinities keep the rule of division: ⌊∞/2⌋ = ∞, ⌊1/−∞⌋ = −0
  if (b === 0 || !Number.isFinite(a) || !Number.isFinite(b)) return Math.floor(a / b)
  const r = a % b
  let quotient = (a - r) / b
  if (r !== 0 && r < 0 !== b < 0) quotient -= 1
  if (quotient === 0) return a / b < 0 || Object.is(a / b, -0) ? -0 : 0
  const down = Math.floor(quotient)
  return quotient - down > 0.5 ? down + 1 : down
}

// The sign of the divisor again; 0 where it is 0, as for the other integers.
function wideRemainder(a: bigint, b: bigint): bigint {
  const r = b === 0n ? 0n : a % b
  return r !== 0n && r < 0n !== b < 0n ? r + b : r
}

const steps: readonly [readonly [number, number], readonly [number, number]] = [
  [2.3, 2.6],
  [1.5, 2],
]

// a mod b = a − b ⌊a/b⌋
export const remainderPrimitive: Elementwise = /* @__PURE__ */ binary(
  "remainder",
  pythonRemainder,
  [() => 1, (_, a, b) => negative(floorDivide(a, b))],
  { numeric: true, integer: (a, b) => (b === 0 ? 0 : pythonRemainder(a, b)), wide: wideRemainder, domain: steps },
)

/**
 * a modulo b with the sign of b, element by element.
 *
 * @example remainder(-7, 3) // => 2
 */
export const remainder = /* @__PURE__ */ operation2(remainderPrimitive) as Binary<"remainder">

export const floorDividePrimitive: Elementwise = /* @__PURE__ */ binary("floorDivide", pythonFloorDivide, [null, null], {
  numeric: true,
  integer: (a, b) => (b === 0 ? 0 : Math.floor(a / b)),
  wide: (a, b) => (b === 0n ? 0n : (a - wideRemainder(a, b)) / b),
  domain: steps,
})

/**
 * ⌊a / b⌋, element by element. Its derivative is 0.
 *
 * @example floorDivide(-7, 2) // => -4
 */
export const floorDivide = /* @__PURE__ */ operation2(floorDividePrimitive) as Binary<"floorDivide">
