// Windows along an axis, and their sum back to the places they came from, each the other's transpose.
import { allocate, clear, type NDArray, viewOf } from "../array.ts"
import { bind1 } from "../bind.ts"
import { NablaError } from "../errors.ts"
import { accumulate } from "../kernels/fill.ts"
import type { Linear } from "../primitive.ts"
import type { NumericShape, Shape } from "../shape.ts"
import type { Dim } from "../size.ts"
import { linear } from "../structural.ts"
import type { Value } from "../value.ts"

/** Along `axis`, windows of `size` elements `dilation` apart begin at every `stride`-th place. */
export interface Windows {
  readonly axis: number
  readonly size: number
  readonly stride: number
  readonly dilation: number
}

interface Fold extends Windows {
  /** Of the restored axis. */
  readonly length: number
}

function numeric(operation: string, n: Dim): number {
  if (typeof n === "number") return n
  throw new NablaError("unsupported", `${operation}: windows along an axis of named size ${n}; give the axis a number as size`)
}

/** How many whole windows fit. */
export const windowCount = (n: number, { size, stride, dilation }: Omit<Windows, "axis">): number =>
  Math.max(0, Math.floor((n - (size - 1) * dilation - 1) / stride) + 1)

export const unfoldPrimitive: Linear = /* @__PURE__ */ linear<Windows>({
  name: "unfold",
  shape: ([x], params) => {
    const { axis, size } = params
    const count = windowCount(numeric("unfold", (x as Shape)[axis] as Dim), params)
    return [...(x as Shape).slice(0, axis), count, size, ...(x as Shape).slice(axis + 1)]
  },
  eager: ([x], { axis, stride, dilation }, shape) => {
    const { strides } = x as NDArray
    const step = strides[axis] as number
    return viewOf(x as NDArray, shape as NumericShape, [
      ...strides.slice(0, axis),
      step * stride,
      step * dilation,
      ...strides.slice(axis + 1),
    ])
  },
  transpose: (g, [shape], params: Windows) => [fold(g, { ...params, length: numeric("unfold", (shape as Shape)[params.axis] as Dim) })],
  lift: (params) => ({ ...params, axis: params.axis + 1 }),
})

export const foldPrimitive: Linear = /* @__PURE__ */ linear<Fold>({
  name: "fold",
  shape: ([x], { axis, length }) => [...(x as Shape).slice(0, axis), length, ...(x as Shape).slice(axis + 2)],
  eager: ([x], { axis, size, stride, dilation }, shape) => {
    const windows = x as NDArray
    const out = allocate(windows.dtype, shape as NumericShape)
    clear(out)
    const without = <T>(list: readonly T[], at: number): T[] => list.filter((_, i) => i !== at)
    // elements of one place in all windows never meet
    for (let k = 0; k < size; k++) {
      const part = viewOf(
        windows,
        without(windows.shape, axis + 1),
        without(windows.strides, axis + 1),
        windows.offset + k * (windows.strides[axis + 1] as number),
      )
      const step = out.strides[axis] as number
      const strides = out.strides.map((s, i) => (i === axis ? s * stride : s))
      accumulate(viewOf(out, part.shape, strides, out.offset + k * dilation * step), part)
    }
    return out
  },
  transpose: (g, _, { axis, size, stride, dilation }) => [unfold(g, { axis, size, stride, dilation })],
  lift: (params) => ({ ...params, axis: params.axis + 1 }),
})

/** Windows of x: the axis becomes two, the number of the window and the place in it. No copy is made. */
export const unfold = (x: Value, params: Windows): Value => bind1(unfoldPrimitive, x, params)

/** The sum of windows where they overlap: the axis of windows and that of places in them become one of `length`. */
export const fold = (x: Value, params: Fold): Value => bind1(foldPrimitive, x, params)
