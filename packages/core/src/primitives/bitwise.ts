// Integers and booleans bit by bit.
import { type DType, isFloating, promote } from "../dtype.ts"
import { binary, unary } from "../elementwise.ts"
import { NablaError } from "../errors.ts"
import { bind1, bind2 } from "../bind.ts"
import type { Elementwise, Primitive } from "../primitive.ts"
import type { Binary, UnarySame } from "../types/index.ts"
import { dtypeOf, type Value } from "../value.ts"
import { valuesOf } from "./cast.ts"
import { logicalNot } from "./comparison.ts"

const whole = (name: string, x: Value): void => {
  if (typeof x === "number" ? Number.isInteger(x) : !isFloating(dtypeOf(x))) return
  const got = typeof x === "number" ? String(x) : dtypeOf(x)
  throw new NablaError("dtype-mismatch", `${name}: bits belong to integers and booleans, got ${got}; convert with astype(x, "int32")`)
}

// int64 and uint64 meet in float64
function common(name: string, a: Value, b: Value): void {
  if (typeof a === "number" || typeof b === "number" || !isFloating(promote(dtypeOf(a), dtypeOf(b)))) return
  throw new NablaError(
    "dtype-mismatch",
    `${name}: ${dtypeOf(a)} and ${dtypeOf(b)} have no integer type in common; convert one of them: astype(x, "${dtypeOf(a)}")`,
  )
}

const pair =
  (primitive: Primitive): ((a: Value, b: Value) => Value) =>
  (x, y) => {
    const [a, b] = valuesOf(primitive.name, x, y)
    whole(primitive.name, a)
    whole(primitive.name, b)
    common(primitive.name, a, b)
    return bind2(primitive, a, b)
  }

const bits: readonly [readonly [number, number], readonly [number, number]] = [
  [0, 7],
  [0, 7],
]

const bitwise = (name: string, f: (a: number, b: number) => number, text: string, wide?: (a: bigint, b: bigint) => bigint): Elementwise =>
  // shifts are refused for booleans, as a bit has no room to move
  binary(name, f, [null, null], { notation: { text }, domain: bits, numeric: name.endsWith("Shift"), ...(wide && { wide }) })

export const bitwiseAndPrimitive: Elementwise = /* @__PURE__ */ bitwise("bitwiseAnd", (a, b) => a & b, "bitwiseAnd")

/**
 * The bits that both have, element by element; on booleans: and.
 *
 * @example bitwiseAnd(6, 3) // => 2
 */
export const bitwiseAnd: Binary<"bitwiseAnd"> = /* @__PURE__ */ pair(bitwiseAndPrimitive) as Binary<"bitwiseAnd">

export const bitwiseOrPrimitive: Elementwise = /* @__PURE__ */ bitwise("bitwiseOr", (a, b) => a | b, "bitwiseOr")

/**
 * The bits that either has, element by element; on booleans: or.
 *
 * @example bitwiseOr(6, 3) // => 7
 */
export const bitwiseOr: Binary<"bitwiseOr"> = /* @__PURE__ */ pair(bitwiseOrPrimitive) as Binary<"bitwiseOr">

export const bitwiseXorPrimitive: Elementwise = /* @__PURE__ */ bitwise("bitwiseXor", (a, b) => a ^ b, "bitwiseXor")

/**
 * The bits that one of both has, element by element; on booleans: exclusive or.
 *
 * @example bitwiseXor(6, 3) // => 5
 */
export const bitwiseXor: Binary<"bitwiseXor"> = /* @__PURE__ */ pair(bitwiseXorPrimitive) as Binary<"bitwiseXor">

// JavaScript takes the distance modulo 32: 1 << 32 would be 1.
const left = (a: number, b: number): number => (b >= 0 && b < 32 ? a << b : 0)
const right = (a: number, b: number): number => {
  if (b < 0 || b > 31) return a < 0 ? -1 : 0
  return a > 0x7fffffff ? a >>> b : a >> b
}

export const bitwiseLeftShiftPrimitive: Elementwise = /* @__PURE__ */ bitwise("bitwiseLeftShift", left, "bitwiseLeftShift", (a, b) =>
  b >= 0n && b < 64n ? a << b : 0n,
)

/**
 * The bits of a moved b places up, element by element; bits that leave the type are lost.
 *
 * @example bitwiseLeftShift(1, 4) // => 16
 */
export const bitwiseLeftShift: Binary<"bitwiseLeftShift"> = /* @__PURE__ */ pair(bitwiseLeftShiftPrimitive) as Binary<"bitwiseLeftShift">

export const bitwiseRightShiftPrimitive: Elementwise = /* @__PURE__ */ bitwise("bitwiseRightShift", right, "bitwiseRightShift", (a, b) =>
  b >= 0n && b < 64n ? a >> b : a < 0n ? -1n : 0n,
)

/**
 * The bits of a moved b places down, element by element; negative numbers stay negative.
 *
 * @example bitwiseRightShift(-5, 1) // => -3
 */
export const bitwiseRightShift: Binary<"bitwiseRightShift"> = /* @__PURE__ */ pair(
  bitwiseRightShiftPrimitive,
) as Binary<"bitwiseRightShift">

export const bitwiseInvertPrimitive: Elementwise = /* @__PURE__ */ unary("bitwiseInvert", (x) => ~x, null, {
  result: "promote",
  domain: [[0, 7]],
})

/**
 * Every bit turned, element by element; on booleans: not.
 *
 * @example bitwiseInvert(0) // => -1
 */
export const bitwiseInvert: UnarySame = ((x: Value): Value => {
  whole("bitwiseInvert", x)
  return (dtypeOf(x) as DType) === "bool" ? (logicalNot(x) as Value) : bind1(bitwiseInvertPrimitive, x)
}) as UnarySame
