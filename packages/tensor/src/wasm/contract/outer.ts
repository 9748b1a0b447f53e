// Contractions that sum over nothing, as outer products and the gradients of a layer for each example: the product of every pair,
// which is the product of elements under broadcasting.
import { countOf, type NDArray, type NumericShape, viewOf } from "@nablajs/core"
import { Loop } from "../elementwise/loop.ts"
import type { Read } from "../elementwise/loops.ts"
import { run } from "../elementwise/run.ts"
import type { Labels } from "./plan.ts"
import type { Float } from "./tile.ts"

const product = (dtype: Float): Loop =>
  new Loop(`multiply ${dtype}`, dtype, [dtype, dtype], dtype, (o, [a, b]) => o.mul((a as Read)(), (b as Read)()))

const products = { float32: /* @__PURE__ */ product("float32"), float64: /* @__PURE__ */ product("float64") } as const

/** x with an axis for each name of the result, of size 1 where it has none. */
const spread = (x: NDArray, own: readonly number[], out: readonly number[]): NDArray => {
  const axes = out.map((name) => own.indexOf(name))
  return viewOf(
    x,
    axes.map((axis) => x.shape[axis] ?? 1),
    axes.map((axis) => x.strides[axis] ?? 0),
  )
}

/** The product of every pair: floats of one type. */
export const outer = (x: NDArray, y: NDArray, { a, b, out }: Labels, shape: NumericShape): NDArray | undefined =>
  run(products[x.dtype as Float], [spread(x, a, out), spread(y, b, out)], shape, countOf(shape))
