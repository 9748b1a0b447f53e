// Choosing between values.
import { promoteAll, promoteNumber } from "../dtype.ts"
import { bind2 } from "../bind.ts"
import { binary, ternary, unary } from "../elementwise.ts"
import { maximumLoops, minimumLoops } from "../kernels/arithmetic.ts"
import { operation1, operation2, operation3 } from "../operation.ts"
import type { Elementwise } from "../primitive.ts"
import { broadcastShapes } from "../shape.ts"
import type { Binary, Clip, UnarySame, Where } from "../types/index.ts"
import { dtypeOf, isNode, shapeOf, type Value } from "../value.ts"
import { astype, fillLike } from "./cast.ts"
import { equal, greater, greaterEqual, less, lessEqual } from "./comparison.ts"

export const wherePrimitive: Elementwise = /* @__PURE__ */ ternary(
  "where",
  (c, a, b) => (c !== 0 ? a : b),
  [null, (y, c) => where(c, fillLike(y, 1), 0), (y, c) => where(c, fillLike(y, 0), 1)],
  { complex: "parts", notation: { text: "where", latex: "\\operatorname{where}" } },
)

/**
 * a where the condition holds, b elsewhere; all three broadcast. Both branches are computed: a branch that is not
 * finite where it is not chosen still spoils the derivative, so choose a harmless argument first:
 * `where(greater(x, 0), sqrt(where(greater(x, 0), x, 1)), 0)`.
 *
 * @example where(less(1, 2), 10, 20).item() // => 10
 */
export const where = /* @__PURE__ */ operation3(wherePrimitive) as Where

// Ties share the derivative equally.
const share = (y: Value, wins: Value, ties: Value): Value => where(wins, fillLike(y, 1), where(ties, fillLike(y, 0.5), 0))

export const maximumPrimitive: Elementwise = /* @__PURE__ */ binary(
  "maximum",
  (a, b) => Math.max(a, b),
  [(y, a, b) => share(y, greater(a, b), equal(a, b)), (y, a, b) => share(y, greater(b, a), equal(a, b))],
  {
    loops: maximumLoops,
    wide: (a, b) => (a > b ? a : b),
    notation: { text: "maximum", latex: "\\max" },
  },
)

/**
 * The larger of both, element by element; NaN wins. Ties share the derivative equally.
 *
 * @example maximum(1, 2) // => 2
 */
export const maximum = /* @__PURE__ */ operation2(maximumPrimitive) as Binary<"maximum">

export const minimumPrimitive: Elementwise = /* @__PURE__ */ binary(
  "minimum",
  (a, b) => Math.min(a, b),
  [(y, a, b) => share(y, less(a, b), equal(a, b)), (y, a, b) => share(y, less(b, a), equal(a, b))],
  {
    loops: minimumLoops,
    wide: (a, b) => (a < b ? a : b),
    notation: { text: "minimum", latex: "\\min" },
  },
)

/**
 * The smaller of both, element by element; NaN wins. Ties share the derivative equally.
 *
 * @example minimum(1, 2) // => 1
 */
export const minimum = /* @__PURE__ */ operation2(minimumPrimitive) as Binary<"minimum">

// x is chosen up to and including the limit, so there the derivative is that of x: 1.
const one = (y: Value, chosen: Value): Value => where(chosen, fillLike(y, 1), 0)

const atLeast: Elementwise = /* @__PURE__ */ binary(
  "clip",
  (x, min) => Math.max(x, min),
  [(y, x, min) => one(y, greaterEqual(x, min)), (y, x, min) => one(y, less(x, min))],
  {
    loops: maximumLoops,
    wide: (a, b) => (a > b ? a : b),
    alike: maximumPrimitive,
    written: (x, min) => where(less(x, min), min, x) as Value,
  },
)

const atMost: Elementwise = /* @__PURE__ */ binary(
  "clip",
  (x, max) => Math.min(x, max),
  [(y, x, max) => one(y, lessEqual(x, max)), (y, x, max) => one(y, greater(x, max))],
  {
    loops: minimumLoops,
    wide: (a, b) => (a < b ? a : b),
    alike: minimumPrimitive,
    written: (x, max) => where(greater(x, max), max, x) as Value,
  },
)

/**
 * x limited to [min, max], element by element; the limits broadcast, `null` or nothing leaves that side open. The derivative by
 * x is 1 inside and at the limits, 0 outside, where it is the limit's. Terms are written as `where(less(x, min), min, x)`.
 *
 * @example clip(5, 0, 1) // => 1
 */
export const clip = ((x: Value, min?: Value | null, max?: Value | null): Value => {
  for (const limit of [min, max]) if (limit !== undefined && limit !== null) broadcastShapes("clip", shapeOf(x), shapeOf(limit))
  // three types meet at once, not in pairs
  const nodes = [x, min, max].filter(isNode)
  const own = nodes.length === 3 ? (astype(x as never, promoteAll(nodes.map(dtypeOf)) as never) as Value) : x
  // a number that the type cannot hold is refused here, by this name
  for (const limit of [min, max]) if (typeof limit === "number" && typeof own !== "number") promoteNumber("clip", dtypeOf(own), limit)
  const raised = min === undefined || min === null ? own : bind2(atLeast, own, min)
  return max === undefined || max === null ? raised : bind2(atMost, raised, max)
}) as Clip

export const stopGradientPrimitive: Elementwise = /* @__PURE__ */ unary("stopGradient", (x) => x, null, {
  result: "promote",
  complex: "parts",
})

/**
 * x itself, held constant under differentiation.
 *
 * @example stopGradient(3) // => 3
 */
export const stopGradient = /* @__PURE__ */ operation1(stopGradientPrimitive) as UnarySame
