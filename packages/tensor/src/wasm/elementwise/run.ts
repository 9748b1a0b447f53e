// Runs a loop over arrays of any layout.
import { allocateBare, type DType, dtypes, type NDArray, type NumericShape, stridesOf, viewOf } from "@nablajs/core"
import { functions, type Generator } from "../engine.ts"
import type { Float } from "./algebra.ts"
import { gathered } from "../movement/index.ts"
import { blocksOf, type Kernel, type Patch, sweep } from "./blocks.ts"
import { isFlat, runFlat } from "./flat.ts"
import { isScattered, type Layout, layoutOf, orderOf } from "./lay.ts"
import { type Lie, rowsOf, type Turn } from "./loops.ts"

export interface Loop {
  /** Tells the formula and the types that it is for. */
  readonly name: string
  readonly work: Float
  readonly turn: Turn
  readonly patch?: Patch
}

/** Planes smaller than this are left to plain loops where there are many. */
const SMALL = 256

/** f(operands…) with the operands' elements converted to `types`; undefined where plain loops do as well. */
export function run(
  loop: Loop,
  operands: readonly NDArray[],
  types: readonly DType[],
  dtype: DType,
  shape: NumericShape,
): NDArray | undefined {
  const size = shape.reduce((all, n) => all * n, 1)
  if (isFlat(operands, types, size))
    return runFlat((lies) => kernelOf(loop, lies, types, dtype), operands, types, dtype, shape, size, loop.patch)
  const { arrays, layout, order } = prepared(operands, shape)
  const [rows, width] = layout.sizes.slice(-2) as [number, number]
  if (layout.sizes.length > 2 && rows * width < SMALL) return undefined
  const blocks = blocksOf(arrays, layout, types, dtype)
  if (blocks === undefined) return undefined
  const permuted = order === null ? shape : order.map((i) => shape[i] as number)
  const out = allocateBare(dtype, permuted)
  const lies = blocks.sources.map((s) => s.lie).join("")
  sweep(blocks, kernelOf(loop, lies, types, dtype), out, loop.patch)
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

function kernelOf(loop: Loop, lies: string, types: readonly DType[], dtype: DType): Kernel {
  const generate: Generator = (module, fused) => {
    const slots = types.map((type, k) => ({ lie: lies[k] as Lie, bytes: dtypes[type].bytes as 1 | 2 | 4 | 8 }))
    rowsOf(loop.work, dtypes[dtype].bytes, slots, loop.turn)(module, fused)
  }
  return functions(`${loop.name} ${lies}`, generate).run as Kernel
}
