// Signs, magnitudes and neighbours of floating-point numbers.
import { scalarArray } from "../array.ts"
import { floatOf } from "../dtype.ts"
import { binary, unary } from "../elementwise.ts"
import { complexExp2, complexReciprocal } from "../kernels/complexexp.ts"
import { loop2 } from "../kernels/loops.ts"
import { copysignLoop, signbitLoop } from "../kernels/signs.ts"
import { NablaError } from "../errors.ts"
import { operation1, operation2 } from "../operation.ts"
import { checkOptions } from "../options.ts"
import type { Elementwise } from "../primitive.ts"
import type { BinaryFloat, Compare, Unary, UnaryBool, UnarySame } from "../types/index.ts"
import { asTensor, describe, dtypeOf, isNode, type Value } from "../value.ts"
import { abs, add, divide, multiply, negative, square, subtract } from "./arithmetic.ts"
import { astype, fillLike, valuesOf } from "./cast.ts"
import { equal, less, lessEqual, logicalAnd, logicalOr, notEqual } from "./comparison.ts"
import { all } from "./reduction.ts"
import { where } from "./selection.ts"

/**
 * +x: x itself.
 *
 * @example positive(2) // => 2
 */
export const positive: UnarySame = ((x: Value): Value => {
  if (typeof x === "number" || isNode(x)) return x
  throw new NablaError("bad-argument", `positive: expected a number or a tensor, got ${describe(x)}`)
}) as UnarySame

const negativeSign = (x: number): number => (x < 0 || Object.is(x, -0) ? 1 : 0)

export const signbitPrimitive: Elementwise = /* @__PURE__ */ unary("signbit", negativeSign, null, {
  result: "bool",
  numbers: (x) => asTensor(scalarArray("bool", negativeSign(x))),
  loops: { any: signbitLoop },
})

/**
 * Whether the sign is negative, which −0 has too, and NaN where its bits say so: arithmetic leaves them open in JavaScript, but
 * typed arrays, files and views keep them.
 *
 * @example signbit(-0).item() // => true
 */
export const signbit: UnaryBool = /* @__PURE__ */ operation1(signbitPrimitive) as UnaryBool

// d(1/x) = −(1/x)² dx
export const reciprocalPrimitive: Elementwise = /* @__PURE__ */ unary(
  "reciprocal",
  (x) => 1 / x,
  (y) => negative(square(y)),
  {
    complex: complexReciprocal,
    notation: { text: "reciprocal", latex: "\\operatorname{reciprocal}" },
    domain: [[0.3, 3]],
  },
)

/**
 * 1 / x, element by element.
 *
 * @example reciprocal(4) // => 0.25
 */
export const reciprocal: Unary = /* @__PURE__ */ operation1(reciprocalPrimitive) as Unary

// At the origin the derivative is taken as 0.
const leg = (y: Value, x: Value): Value => divide(x, where(equal(y, 0), fillLike(y, 1), y)) as Value

export const hypotPrimitive: Elementwise = /* @__PURE__ */ binary(
  "hypot",
  (a, b) => Math.hypot(a, b),
  [(y, a) => leg(y, a), (y, _, b) => leg(y, b)],
  {
    result: "float",
    domain: [
      [0.3, 2],
      [0.3, 2],
    ],
  },
)

/**
 * √(a² + b²) without overflow, element by element. The derivative at the origin is taken as 0.
 *
 * @example hypot(3, 4) // => 5
 */
export const hypot: BinaryFloat<"hypot"> = /* @__PURE__ */ operation2(hypotPrimitive) as BinaryFloat<"hypot">

const withSign = (a: number, b: number): number => (b < 0 || Object.is(b, -0) ? -Math.abs(a) : Math.abs(a))

export const copysignPrimitive: Elementwise = /* @__PURE__ */ binary(
  "copysign",
  withSign,
  [(_, a, b) => where(equal(signbit(a), signbit(b)), fillLike(a, 1), -1), null],
  {
    result: "float",
    loops: { any: copysignLoop },
    domain: [
      [0.3, 2],
      [0.3, 2],
    ],
  },
)

/**
 * |a| with the sign of b, element by element.
 *
 * @example copysign(3, -0) // => -3
 */
export const copysign: BinaryFloat<"copysign"> = /* @__PURE__ */ operation2(copysignPrimitive) as BinaryFloat<"copysign">

// The next number has the next bit pattern.
function neighbour(single: boolean): (a: number, b: number) => number {
  const float = single ? new Float32Array(1) : new Float64Array(1)
  const bits = single ? new Int32Array(float.buffer) : new BigInt64Array(float.buffer)
  const one = single ? 1 : 1n
  return (a, b) => {
    if (Number.isNaN(a) || Number.isNaN(b)) return Number.NaN
    if (a === b) return b
    float[0] = a
    if (a === 0) {
      bits[0] = one
      return b > 0 ? (float[0] as number) : -(float[0] as number)
    }
    const away = b > a === a > 0
    bits[0] = ((bits[0] as number) + ((away ? one : -one) as number)) as never
    return float[0] as number
  }
}

export const nextafterPrimitive: Elementwise = /* @__PURE__ */ binary("nextafter", /* @__PURE__ */ neighbour(false), [() => 1, null], {
  result: "float",
  loops: { float32: /* @__PURE__ */ loop2(/* @__PURE__ */ neighbour(true)) },
})

/**
 * The floating-point number next to a in the direction of b, element by element, among those of its type.
 *
 * @example nextafter(0, 1) // => 5e-324
 */
export const nextafter: BinaryFloat<"nextafter"> = /* @__PURE__ */ operation2(nextafterPrimitive) as BinaryFloat<"nextafter">

// 2ˣ' = 2ˣ log 2
export const exp2Primitive: Elementwise = /* @__PURE__ */ unary(
  "exp2",
  (x) => 2 ** x,
  (y) => multiply(Math.LN2, y),
  { complex: complexExp2 },
)

/**
 * 2ˣ, element by element.
 *
 * @example exp2(10) // => 1024
 */
export const exp2: Unary = /* @__PURE__ */ operation1(exp2Primitive) as Unary

/** Differences that count as none: `rtol` relative to the second operand, `atol` absolute. */
export interface CloseOptions {
  readonly rtol?: number
  readonly atol?: number
  /** NaN counts as close to NaN. */
  readonly equalNan?: boolean
}

/**
 * |a − b| ≤ atol + rtol |b|, element by element; infinities are close to themselves.
 *
 * @example isclose(1, 1 + 1e-9).item() // => true
 */
export const isclose = ((x: Value, y: Value, options: CloseOptions = {}): Value => {
  const [a, b] = valuesOf("isclose", x, y)
  checkOptions("isclose", options, ["rtol", "atol", "equalNan"])
  const { rtol = 1e-5, atol = 1e-8, equalNan = false } = options
  // differences of integers and booleans as floats, for those of small integers wrap
  const inexact = typeof b === "number" ? b : (astype(b as never, floatOf(dtypeOf(b)) as never) as Value)
  const near = lessEqual(abs(subtract(a, inexact as never) as never), add(atol, multiply(rtol, abs(inexact))) as never) as Value
  const finite = logicalAnd(less(abs(a), Number.POSITIVE_INFINITY), less(abs(b), Number.POSITIVE_INFINITY) as never)
  const close = logicalOr(logicalAnd(finite, near as never) as never, equal(a, b as never) as never) as Value
  if (!equalNan) return close
  return logicalOr(close, logicalAnd(notEqual(a, a as never), notEqual(b, b as never) as never) as never)
}) as Compare & ((a: never, b: never, options?: CloseOptions) => ReturnType<UnaryBool>)

/**
 * Whether all elements are close: |a − b| ≤ atol + rtol |b|.
 *
 * @example allclose(tensor([1, 2]), tensor([1, 2 + 1e-9])) // => true
 */
export const allclose = (a: Value, b: Value, options: CloseOptions = {}): boolean =>
  (all((isclose as (a: Value, b: Value, o: CloseOptions) => Value)(a, b, options) as never) as unknown as { item(): boolean }).item()
