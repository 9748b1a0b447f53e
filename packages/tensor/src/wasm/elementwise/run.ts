// Runs a loop over arrays of any layout.
import { allocateBare, type NDArray, type NumericShape, stridesOf, viewOf } from "@nablajs/core"
import { gathered } from "../movement/index.ts"
import { blocksOf, sweep } from "./blocks.ts"
import { liesOf, runFlat } from "./flat.ts"
import { isScattered, type Layout, layoutOf, orderOf } from "./lay.ts"
import type { Loop } from "./loop.ts"
import { LARGE, sweepPlanes } from "./planes.ts"

/** f(operands…) with the operands' elements converted to the types of the loop; undefined where plain loops do as well. */
export function run(loop: Loop, operands: readonly NDArray[], shape: NumericShape, size: number): NDArray | undefined {
  const flat = liesOf(operands, loop.types, size)
  if (flat !== "") return runFlat(loop, flat, operands, shape, size)
  const { arrays, layout, order } = prepared(operands, shape)
  const [rows, width] = layout.sizes.slice(-2) as [number, number]
  const blocks = blocksOf(arrays, layout, loop.types, loop.dtype)
  if (blocks === undefined) return undefined
  const permuted = order === null ? shape : order.map((i) => shape[i] as number)
  const out = allocateBare(loop.dtype, permuted)
  const small = layout.sizes.length > 2 && rows * width < LARGE
  const go = small ? sweepPlanes : sweep
  go(blocks, loop.kernelFor(blocks.sources.map((s) => s.lie).join("")), out, loop.patch)
  if (order === null) return out
  const own = stridesOf(permuted)
  return viewOf(
    out,
    shape,
    shape.map((_, i) => own[order.indexOf(i)] as number),
  )
}

/** The operands with rows that can be copied as they lie; those that cannot are made dense first. */
function prepared(operands: readonly NDArray[], shape: NumericShape) {
  const rough = (layout: Layout): boolean[] => layout.strides.map((s) => isScattered(s, layout.sizes))
  const order = orderOf(shape, operands)
  const layout = layoutOf(shape, operands, order)
  if (!rough(layout).includes(true)) return { arrays: operands, layout, order }
  const scattered = rough(layoutOf(shape, operands, null))
  const arrays = operands.map((x, k) => (scattered[k] ? gathered(x) : x))
  return { arrays, layout: layoutOf(shape, arrays, null), order: null }
}
