// Truth values. They carry no derivative, and none of these functions follows a trace.
import { scalarArray } from "../array.ts"
import { binary, unary } from "../elementwise.ts"
import { operation1, operation2 } from "../operation.ts"
import type { Elementwise } from "../primitive.ts"
import type { Compare, UnaryBool } from "../types/index.ts"
import { asTensor } from "../value.ts"

const apart: readonly [readonly [number, number], readonly [number, number]] = [
  [-2, -0.1],
  [0.1, 2],
]

interface More {
  readonly wide?: (a: bigint, b: bigint) => boolean
  readonly complex?: (a: number, b: number, c: number, d: number) => boolean
}

function relation(
  name: string,
  holds: (a: number, b: number) => boolean,
  text?: string,
  latex: string | undefined = text,
  more: More = {},
): Elementwise {
  const scalar = (a: number, b: number): number => (holds(a, b) ? 1 : 0)
  return binary(name, scalar, [null, null], {
    result: "bool",
    numbers: (a, b) => asTensor(scalarArray("bool", scalar(a, b))),
    ...(text !== undefined && { notation: { text, latex: latex as string, form: "infix" } }),
    ...others(more),
    domain: apart,
  })
}

function others({ wide, complex }: More): Pick<Elementwise, "wide" | "complex"> {
  return { wide, complex: complex && ((a, b, c, d) => (complex(a, b, c, d) ? 1 : 0)) }
}

function property(name: string, holds: (x: number) => boolean, more: More = {}): Elementwise {
  const scalar = (x: number): number => (holds(x) ? 1 : 0)
  return unary(name, scalar, null, {
    result: "bool",
    numbers: (x) => asTensor(scalarArray("bool", scalar(x))),
    ...others(more),
  })
}

export const lessPrimitive: Elementwise = /* @__PURE__ */ relation("less", (a, b) => a < b, "<")

/**
 * a < b, element by element. Branch on `less(a, b).item()`: the tensor itself is always true.
 *
 * @example less(1, 2).item() // => true
 */
export const less = /* @__PURE__ */ operation2(lessPrimitive) as Compare<"less">

export const lessEqualPrimitive: Elementwise = /* @__PURE__ */ relation("lessEqual", (a, b) => a <= b, "<=", "\\le")

/**
 * a ≤ b, element by element.
 *
 * @example lessEqual(2, 2).item() // => true
 */
export const lessEqual = /* @__PURE__ */ operation2(lessEqualPrimitive) as Compare<"lessEqual">

export const greaterPrimitive: Elementwise = /* @__PURE__ */ relation("greater", (a, b) => a > b, ">")

/**
 * a > b, element by element.
 *
 * @example greater(1, 2).item() // => false
 */
export const greater = /* @__PURE__ */ operation2(greaterPrimitive) as Compare<"greater">

export const greaterEqualPrimitive: Elementwise = /* @__PURE__ */ relation("greaterEqual", (a, b) => a >= b, ">=", "\\ge")

/**
 * a ≥ b, element by element.
 *
 * @example greaterEqual(2, 2).item() // => true
 */
export const greaterEqual = /* @__PURE__ */ operation2(greaterEqualPrimitive) as Compare<"greaterEqual">

export const equalPrimitive: Elementwise = /* @__PURE__ */ relation("equal", (a, b) => a === b, "==", "=", {
  complex: (a, b, c, d) => a === c && b === d,
})

/**
 * a = b, element by element; NaN equals nothing.
 *
 * @example equal(1, 2).item() // => false
 */
export const equal = /* @__PURE__ */ operation2(equalPrimitive) as Compare<"equal">

export const notEqualPrimitive: Elementwise = /* @__PURE__ */ relation("notEqual", (a, b) => a !== b, "!=", "\\ne", {
  complex: (a, b, c, d) => a !== c || b !== d,
})

/**
 * a ≠ b, element by element.
 *
 * @example notEqual(1, 2).item() // => true
 */
export const notEqual = /* @__PURE__ */ operation2(notEqualPrimitive) as Compare<"notEqual">

const truth = (x: number): boolean => x !== 0
const some = (a: number, b: number): boolean => truth(a) || truth(b)

export const logicalAndPrimitive: Elementwise = /* @__PURE__ */ relation(
  "logicalAnd",
  (a, b) => truth(a) && truth(b),
  undefined,
  undefined,
  {
    wide: (a, b) => a !== 0n && b !== 0n,
    complex: (a, b, c, d) => some(a, b) && some(c, d),
  },
)

/**
 * Both are true, element by element.
 *
 * @example logicalAnd(less(1, 2), less(2, 3)).item() // => true
 */
export const logicalAnd = /* @__PURE__ */ operation2(logicalAndPrimitive) as Compare<"logicalAnd">

export const logicalOrPrimitive: Elementwise = /* @__PURE__ */ relation("logicalOr", some, undefined, undefined, {
  wide: (a, b) => a !== 0n || b !== 0n,
  complex: (a, b, c, d) => some(a, b) || some(c, d),
})

/**
 * At least one is true, element by element.
 *
 * @example logicalOr(less(2, 1), less(2, 3)).item() // => true
 */
export const logicalOr = /* @__PURE__ */ operation2(logicalOrPrimitive) as Compare<"logicalOr">

export const logicalXorPrimitive: Elementwise = /* @__PURE__ */ relation(
  "logicalXor",
  (a, b) => truth(a) !== truth(b),
  undefined,
  undefined,
  {
    wide: (a, b) => (a !== 0n) !== (b !== 0n),
    complex: (a, b, c, d) => some(a, b) !== some(c, d),
  },
)

/**
 * Exactly one is true, element by element.
 *
 * @example logicalXor(less(1, 2), less(2, 3)).item() // => false
 */
export const logicalXor = /* @__PURE__ */ operation2(logicalXorPrimitive) as Compare<"logicalXor">

export const logicalNotPrimitive: Elementwise = /* @__PURE__ */ property("logicalNot", (x) => x === 0, {
  wide: (x) => x === 0n,
  complex: (a, b) => !some(a, b),
})

/**
 * The opposite truth value, element by element.
 *
 * @example logicalNot(less(1, 2)).item() // => false
 */
export const logicalNot = /* @__PURE__ */ operation1(logicalNotPrimitive) as UnaryBool

export const isnanPrimitive: Elementwise = /* @__PURE__ */ property("isnan", Number.isNaN, {
  complex: (a, b) => Number.isNaN(a) || Number.isNaN(b),
})

/**
 * Whether an element is NaN.
 *
 * @example isnan(0 / 0).item() // => true
 */
export const isnan = /* @__PURE__ */ operation1(isnanPrimitive) as UnaryBool

export const isfinitePrimitive: Elementwise = /* @__PURE__ */ property("isfinite", Number.isFinite, {
  wide: () => true,
  complex: (a, b) => Number.isFinite(a) && Number.isFinite(b),
})

/**
 * Whether an element is neither infinite nor NaN.
 *
 * @example isfinite(1 / 0).item() // => false
 */
export const isfinite = /* @__PURE__ */ operation1(isfinitePrimitive) as UnaryBool

const infinite = (x: number): boolean => Math.abs(x) === Number.POSITIVE_INFINITY

export const isinfPrimitive: Elementwise = /* @__PURE__ */ property("isinf", infinite, {
  wide: () => false,
  complex: (a, b) => infinite(a) || infinite(b),
})

/**
 * Whether an element is infinite.
 *
 * @example isinf(-1 / 0).item() // => true
 */
export const isinf = /* @__PURE__ */ operation1(isinfPrimitive) as UnaryBool
