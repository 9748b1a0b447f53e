// The Euclidean length over some axes, which other norms and spreads use.
import { allocate, type NDArray } from "../array.ts"
import { bind1 } from "../bind.ts"
import { type DType, floatOf, isFloating, partOf } from "../dtype.ts"
import { normFold } from "../kernels/norm.ts"
import { reduceInto } from "../kernels/reduce.ts"
import type { Custom, Parts } from "../primitive.ts"
import { type NumericShape, reduceShape, type Shape } from "../shape.ts"
import { custom } from "../structural.ts"
import { dtypeOf, shapeOf, type Value } from "../value.ts"
import { divide, multiply } from "./arithmetic.ts"
import { broadcast, sum } from "./broadcast.ts"
import { astype, conj, fillLike, real } from "./cast.ts"
import { equal } from "./comparison.ts"
import { where } from "./selection.ts"

interface Axes {
  readonly axes: readonly number[]
}

function lengthOf(x: NDArray, axes: readonly number[], shape: NumericShape): NDArray {
  const out = allocate(floatOf(x.dtype), shape)
  reduceInto(normFold, x, axes, out)
  return out
}

// d‖x‖ = Re x̄·dx / ‖x‖, taken as 0 at the origin
export const normPrimitive: Custom = /* @__PURE__ */ custom<Axes>({
  name: "norm",
  shape: ([x], { axes }) => reduceShape(x as Shape, axes),
  dtype: ([x]) => partOf(floatOf(x as DType)),
  eager: ([x], { axes }, shape) => lengthOf(x as NDArray, axes, shape as NumericShape),
  complex: ([x], { axes }, shape) => {
    const { re, im } = x as Parts
    const out = lengthOf(re, axes, shape as NumericShape)
    const other = lengthOf(im as NDArray, axes, shape as NumericShape)
    for (let i = 0, p = out.offset, q = other.offset; i < out.size; i++, p++, q++) {
      out.buffer[p] = Math.hypot(out.buffer[p] as number, other.buffer[q] as number)
    }
    return out
  },
  jvp: ([x], [dx], [y], { axes }) => {
    const length = where(equal(y as never, 0) as never, fillLike(y as Value, 1) as never, y as never) as Value
    const unit = divide(x as never, broadcast(length, shapeOf(x as Value), axes) as never)
    const share = real(multiply(conj(unit as never) as never, dx as never) as never)
    return [sum(share as never, { axis: axes }) as Value]
  },
  lift: ({ axes }) => ({ axes: axes.map((k) => k + 1) }),
  notation: { text: "norm", latex: "\\lVert" },
})

/** √Σ |x|² over sorted axes. */
export const euclidean = (x: Value, axes: readonly number[]): Value => bind1(normPrimitive, floating(x), { axes })

/** x itself where it is of a real or complex floating type, else as float64. */
export const floating = (x: Value): Value =>
  typeof x === "number" || isFloating(dtypeOf(x)) ? x : (astype(x as never, "float64") as Value)
