// Tensors joined and parted.
import { allocate, denseArray, viewOf } from "../array.ts"
import { bindN } from "../bind.ts"
import { isWide, promoteAll } from "../dtype.ts"
import { NablaError } from "../errors.ts"
import { assign } from "../kernels/fill.ts"
import { checkOptions } from "../options.ts"
import type { Linear } from "../primitive.ts"
import { normalizeAxis, type NumericShape, sameShape, type Shape, showShape, sizeOf } from "../shape.ts"
import { addSizes, type Dim } from "../size.ts"
import { linear } from "../structural.ts"
import type { Concat, Split, Stack } from "../types/index.ts"
import { shapeOf, type Value } from "../value.ts"
import { slice } from "./parts.ts"
import { expandDims, reshape } from "./reshape.ts"

interface Axis {
  readonly axis: number
}

export const concatPrimitive: Linear = /* @__PURE__ */ linear<Axis>({
  name: "concat",
  arity: -1,
  stretch: true,
  shape: (shapes, { axis }) => {
    const first = shapes[0] as Shape
    return first.map((n, i) => (i === axis ? shapes.map((s) => s[i] as Dim).reduce(addSizes) : n))
  },
  eager: (args, { axis }, shape) => {
    const dtype = promoteAll(args.map((x) => x.dtype))
    const out = allocate(dtype, shape as NumericShape)
    let offset = out.offset
    for (const x of args) {
      // 64-bit integers are bigints, which take no number
      assign(viewOf(out, x.shape, out.strides, offset), isWide(dtype) ? denseArray(x, dtype) : x)
      offset += (x.shape[axis] as number) * (out.strides[axis] as number)
    }
    return out
  },
  transpose: (g, shapes, { axis }) => {
    let start: Dim = 0
    return shapes.map((shape) => {
      const stop = addSizes(start, shape[axis] as Dim)
      const part = slice(
        g,
        shape.map((_, i) => (i === axis ? { start: start as number, stop, step: 1 } : null)),
      )
      start = stop
      return part
    })
  },
  lift: ({ axis }) => ({ axis: axis + 1 }),
})

/**
 * Tensors joined along an existing axis, the first when none is named; other sizes must agree.
 *
 * @example concat([tensor([1, 2]), tensor([3])]).toArray() // => [1, 2, 3]
 */
export const concat = ((xs: readonly Value[], options: { axis?: number | null } = {}): Value => {
  checkOptions("concat", options, ["axis"])
  const first = xs[0]
  if (!Array.isArray(xs) || first === undefined) throw new NablaError("bad-argument", "concat: expected a list of at least one tensor")
  // as in the standard, null joins the flattened tensors
  if (options.axis === null) return concat(xs.map((x) => reshape(x as never, [sizeOf(shapeOf(x))] as never)) as never) as Value
  const shape = shapeOf(first)
  const axis = normalizeAxis("concat", options.axis ?? 0, shape.length, shape)
  for (const x of xs) {
    const other = shapeOf(x)
    if (other.length !== shape.length || other.some((n, i) => i !== axis && n !== shape[i])) {
      throw new NablaError(
        "shape-mismatch",
        `concat: shapes ${showShape(shape)} and ${showShape(other)} differ away from axis ${axis}; only that axis may differ`,
      )
    }
  }
  return bindN(concatPrimitive, xs, { axis })
}) as Concat

/**
 * Tensors of one shape joined along a new axis, the first when none is named.
 *
 * @example stack([tensor([1, 2]), tensor([3, 4])], { axis: 1 }).toArray() // => [[1, 3], [2, 4]]
 */
export const stack = ((xs: readonly Value[], options: { axis?: number } = {}): Value => {
  checkOptions("stack", options, ["axis"])
  const first = xs[0]
  if (!Array.isArray(xs) || first === undefined) throw new NablaError("bad-argument", "stack: expected a list of at least one tensor")
  const shape = shapeOf(first)
  const other = xs.find((x) => !sameShape(shapeOf(x), shape))
  if (other !== undefined) {
    throw new NablaError("shape-mismatch", `stack: shapes ${showShape(shape)} and ${showShape(shapeOf(other))} differ; all must be equal`)
  }
  const axis = normalizeAxis("stack", options.axis ?? 0, shape.length + 1, shape)
  return concat(xs.map((x) => expandDims(x as never, axis)) as never, { axis })
}) as Stack

/**
 * x cut into equal parts along an axis, or before each of the given positions.
 *
 * @example split(arange(4), 2).map((part) => part.toArray()) // => [[0, 1], [2, 3]]
 */
export const split = ((x: Value, sections: number | readonly number[], options: { axis?: number } = {}): Value[] => {
  checkOptions("split", options, ["axis"])
  const shape = shapeOf(x)
  const axis = normalizeAxis("split", options.axis ?? 0, shape.length, shape)
  const n = shape[axis] as Dim
  if (typeof n !== "number")
    throw new NablaError("unsupported", `split: axis ${axis} of shape ${showShape(shape)} has no number as its size`)
  if (typeof sections === "number" && (!Number.isInteger(sections) || sections < 1 || n % sections !== 0)) {
    throw new NablaError("shape-mismatch", `split: axis ${axis} of shape ${showShape(shape)} does not divide into ${sections} equal parts`)
  }
  if (typeof sections !== "number" && !(Array.isArray(sections) && sections.every(Number.isInteger)))
    throw new NablaError("bad-argument", "split: expected the number of parts, or the positions to cut at in a list of whole numbers")
  const cuts = typeof sections === "number" ? Array.from({ length: sections - 1 }, (_, i) => ((i + 1) * n) / sections) : sections
  const bound = (k: number): number => Math.min(n, Math.max(0, k < 0 ? k + n : k))
  const edges = [0, ...cuts.map(bound), n]
  return edges.slice(1).map((stop, i) => {
    const start = edges[i] as number
    return slice(
      x,
      shape.map((_, k) => (k === axis ? { start, stop: Math.max(start, stop), step: 1 } : null)),
    )
  })
}) as unknown as Split
