// The Euclidean length over some axes, which other norms and spreads use.
import { allocate, type NDArray } from "../array.ts"
import { bind1 } from "../bind.ts"
import { type DType, floatOf, isFloat } from "../dtype.ts"
import { normFold } from "../kernels/norm.ts"
import { reduceInto } from "../kernels/reduce.ts"
import type { Custom } from "../primitive.ts"
import { type NumericShape, reduceShape, type Shape } from "../shape.ts"
import { custom } from "../structural.ts"
import { dtypeOf, shapeOf, type Value } from "../value.ts"
import { divide, multiply } from "./arithmetic.ts"
import { broadcast, sum } from "./broadcast.ts"
import { astype, fillLike } from "./cast.ts"
import { equal } from "./comparison.ts"
import { where } from "./selection.ts"

interface Axes {
  readonly axes: readonly number[]
}

// d‖x‖ = x·dx / ‖x‖, taken as 0 at the origin
export const normPrimitive: Custom = /* @__PURE__ */ custom<Axes>({
  name: "norm",
  shape: ([x], { axes }) => reduceShape(x as Shape, axes),
  dtype: ([x]) => floatOf(x as DType),
  eager: ([x], { axes }, shape) => {
    const out = allocate(floatOf((x as NDArray).dtype), shape as NumericShape)
    reduceInto(normFold, x as NDArray, axes, out)
    return out
  },
  jvp: ([x], [dx], [y], { axes }) => {
    const length = where(equal(y as never, 0) as never, fillLike(y as Value, 1) as never, y as never) as Value
    const unit = divide(x as never, broadcast(length, shapeOf(x as Value), axes) as never)
    return [sum(multiply(unit as never, dx as never) as never, { axis: axes }) as Value]
  },
  lift: ({ axes }) => ({ axes: axes.map((k) => k + 1) }),
  notation: { text: "norm", latex: "\\lVert" },
})

/** √Σ x² over sorted axes. */
export const euclidean = (x: Value, axes: readonly number[]): Value => bind1(normPrimitive, floating(x), { axes })

/** x itself where it is of a floating type, else as float64. */
export const floating = (x: Value): Value => (typeof x === "number" || isFloat(dtypeOf(x)) ? x : (astype(x as never, "float64") as Value))
