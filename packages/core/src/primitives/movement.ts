// Elements in other places: permuted axes, parts, margins, reversal, joining.
import { allocate, type NDArray, viewOf } from "../array.ts"
import { bind1, bindN } from "../bind.ts"
import { promote } from "../dtype.ts"
import { NablaError } from "../errors.ts"
import { assign } from "../kernels/fill.ts"
import type { Linear } from "../primitive.ts"
import { normalizeAxes, normalizeAxis, type NumericShape, sameShape, type Shape, showShape } from "../shape.ts"
import { addSizes, type Dim, subtractSizes } from "../size.ts"
import { linear } from "../structural.ts"
import type { Concat, Flip, MatrixTranspose, Moveaxis, Split, Stack, Swapaxes, Transpose } from "../types/index.ts"
import { shapeOf, type Value } from "../value.ts"
import { expandDims } from "./reshape.ts"

interface Permutation {
  readonly axes: readonly number[]
}

export const transposePrimitive: Linear = /* @__PURE__ */ linear<Permutation>({
  name: "transpose",
  shape: ([x], { axes }) => axes.map((k) => (x as Shape)[k] as Dim),
  eager: ([x], { axes }, shape) =>
    viewOf(x as NDArray, shape as NumericShape, axes.map((k) => (x as NDArray).strides[k] as number)),
  transpose: (g, _, { axes }) => [transpose(g as never, inverse(axes))],
  lift: ({ axes }) => ({ axes: [0, ...axes.map((k) => k + 1)] }),
  notation: { text: "'", latex: "^\\top", form: "postfix" },
})

const inverse = (axes: readonly number[]): number[] => axes.map((_, i) => axes.indexOf(i))

/**
 * x with its axes in another order, reversed when none is given. No copy is made.
 *
 * @example transpose(tensor([[1, 2], [3, 4]])).toArray() // => [[1, 3], [2, 4]]
 */
export const transpose = ((x: Value, axes?: readonly number[]): Value => {
  const shape = shapeOf(x)
  const order = axes === undefined ? shape.map((_, i) => shape.length - 1 - i) : axes.map((k) => normalizeAxis("transpose", k, shape.length, shape))
  if (order.length !== shape.length || new Set(order).size !== order.length) {
    throw new NablaError("bad-argument", `transpose: [${order.join(", ")}] does not list each axis of shape ${showShape(shape)} once`)
  }
  return order.every((k, i) => k === i) ? x : bind1(transposePrimitive, x, { axes: order })
}) as Transpose

/** The standard's name of {@link transpose} with explicit axes. */
export const permuteDims: Transpose = transpose

/**
 * The last two axes exchanged: Aᵀ for each matrix of a stack.
 *
 * @example matrixTranspose(tensor([[1, 2], [3, 4]])).toArray() // => [[1, 3], [2, 4]]
 */
export const matrixTranspose = ((x: Value): Value => {
  const rank = shapeOf(x).length
  if (rank < 2) throw new NablaError("shape-mismatch", `matrixTranspose: expected at least two axes, got shape ${showShape(shapeOf(x))}`)
  return swapaxes(x as never, -1, -2)
}) as MatrixTranspose

/**
 * Two axes exchanged.
 *
 * @example swapaxes(tensor([[1, 2, 3]]), 0, 1).toArray() // => [[1], [2], [3]]
 */
export const swapaxes = ((x: Value, axis1: number, axis2: number): Value => {
  const shape = shapeOf(x)
  const i = normalizeAxis("swapaxes", axis1, shape.length, shape)
  const j = normalizeAxis("swapaxes", axis2, shape.length, shape)
  return transpose(x as never, shape.map((_, k) => (k === i ? j : k === j ? i : k)))
}) as Swapaxes

/**
 * The axes `source` moved to the places `destination`, the others keeping their order.
 *
 * @example moveaxis(tensor([[[1, 2]]]), 2, 0).shape // => [2, 1, 1]
 */
export const moveaxis = ((x: Value, source: number | readonly number[], destination: number | readonly number[]): Value => {
  const shape = shapeOf(x)
  const list = (k: number | readonly number[]): number[] =>
    (typeof k === "number" ? [k] : [...k]).map((axis) => normalizeAxis("moveaxis", axis, shape.length, shape))
  const [from, to] = [list(source), list(destination)]
  if (from.length !== to.length || new Set(from).size !== from.length || new Set(to).size !== to.length) {
    throw new NablaError("bad-argument", `moveaxis: [${from.join(", ")}] and [${to.join(", ")}] must list as many axes, each once`)
  }
  const order = shape.map((_, i) => i).filter((i) => !from.includes(i))
  for (const [place, axis] of to.map((p, i) => [p, from[i] as number] as const).sort((p, q) => p[0] - q[0])) order.splice(place, 0, axis)
  return transpose(x as never, order)
}) as Moveaxis

/** What a slice takes along one axis, counted from the front; null takes all. */
export type Part = { readonly start: number; readonly stop: Dim; readonly step: number } | null

interface Parts {
  readonly parts: readonly Part[]
}

function partSize(part: Part, n: Dim): Dim {
  if (part === null) return n
  if (part.step === 1) return subtractSizes(part.stop, part.start)
  return Math.max(0, Math.ceil(((part.stop as number) - part.start) / part.step))
}

export const slicePrimitive: Linear = /* @__PURE__ */ linear<Parts>({
  name: "slice",
  shape: ([x], { parts }) => (x as Shape).map((n, i) => partSize(parts[i] as Part, n)),
  eager: ([x], { parts }, shape) => {
    const source = x as NDArray
    let offset = source.offset
    const strides = source.strides.map((s, i) => {
      const part = parts[i] as Part
      if (part === null) return s
      offset += part.start * s
      return s * part.step
    })
    return viewOf(source, shape as NumericShape, strides, offset)
  },
  transpose: (g, [shape], { parts }) => {
    const from = shapeOf(g)
    const margins = (parts as Parts["parts"]).map((part, i) => marginsOf(part, (shape as Shape)[i] as Dim, from[i] as Dim))
    return [bind1(padPrimitive, g, { margins })]
  },
  lift: ({ parts }) => ({ parts: [null, ...parts] }),
})

/** The margins that put `taken` elements back to their places among `n`. */
function marginsOf(part: Part, n: Dim, taken: Dim): Margin {
  if (part === null) return { low: 0, high: 0, step: 1 }
  const end = part.step === 1 ? addSizes(part.start, taken) : taken === 0 ? part.start : part.start + ((taken as number) - 1) * part.step + 1
  return { low: part.start, high: subtractSizes(n, end), step: part.step }
}

interface Margin {
  readonly low: number
  readonly high: Dim
  /** Elements come to lie this far apart. */
  readonly step: number
}

const spread = (n: Dim, step: number): Dim => (step === 1 || n === 0 ? n : ((n as number) - 1) * step + 1)

export const padPrimitive: Linear = /* @__PURE__ */ linear<{ readonly margins: readonly Margin[] }>({
  name: "pad",
  shape: ([x], { margins }) => (x as Shape).map((n, i) => {
    const { low, high, step } = margins[i] as Margin
    return addSizes(addSizes(low, high), spread(n, step))
  }),
  eager: ([x], { margins }, shape) => {
    const out = allocate((x as NDArray).dtype, shape as NumericShape)
    out.buffer.fill(0, out.offset, out.offset + out.size)
    let offset = out.offset
    const strides = out.strides.map((s, i) => {
      const { low, step } = margins[i] as Margin
      offset += low * s
      return s * step
    })
    assign(viewOf(out, (x as NDArray).shape, strides, offset), x as NDArray)
    return out
  },
  transpose: (g, [shape], { margins }) => {
    const parts = (margins as readonly Margin[]).map(({ low, step }, i) => ({ start: low, stop: addSizes(low, spread((shape as Shape)[i] as Dim, step)), step }))
    return [slice(g, parts)]
  },
  lift: ({ margins }) => ({ margins: [{ low: 0, high: 0, step: 1 }, ...margins] }),
})

/** The parts of x along its axes, steps being positive; `at` reads the notation of users. */
export const slice = (x: Value, parts: readonly Part[]): Value =>
  parts.every((part) => part === null) ? x : bind1(slicePrimitive, x, { parts })

export const flipPrimitive: Linear = /* @__PURE__ */ linear<Permutation>({
  name: "flip",
  shape: ([x]) => x as Shape,
  eager: ([x], { axes }) => {
    const source = x as NDArray
    let offset = source.offset
    const strides = source.strides.map((s, i) => {
      if (!axes.includes(i) || source.shape[i] === 0) return s
      offset += ((source.shape[i] as number) - 1) * s
      return -s
    })
    return viewOf(source, source.shape, strides, offset)
  },
  transpose: (g, _, { axes }) => [flip(g as never, { axis: axes })],
  lift: ({ axes }) => ({ axes: axes.map((k) => k + 1) }),
})

/**
 * x reversed along the given axes, along all when none is named. No copy is made.
 *
 * @example flip(tensor([1, 2, 3])).toArray() // => [3, 2, 1]
 */
export const flip = ((x: Value, options: { axis?: number | readonly number[] | null } = {}): Value =>
  bind1(flipPrimitive, x, { axes: normalizeAxes("flip", options.axis, shapeOf(x)) })) as Flip

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
    const out = allocate(args.map((x) => x.dtype).reduce(promote), shape as NumericShape)
    let offset = out.offset
    for (const x of args) {
      assign(viewOf(out, x.shape, out.strides, offset), x)
      offset += (x.shape[axis] as number) * (out.strides[axis] as number)
    }
    return out
  },
  transpose: (g, shapes, { axis }) => {
    let start: Dim = 0
    return shapes.map((shape) => {
      const stop = addSizes(start, shape[axis] as Dim)
      const part = slice(g, shape.map((_, i) => (i === axis ? { start: start as number, stop, step: 1 } : null)))
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
  const first = xs[0]
  if (!Array.isArray(xs) || first === undefined) throw new NablaError("bad-argument", "concat: expected a list of at least one tensor")
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
  const shape = shapeOf(x)
  const axis = normalizeAxis("split", options.axis ?? 0, shape.length, shape)
  const n = shape[axis] as Dim
  if (typeof n !== "number") throw new NablaError("unsupported", `split: axis ${axis} of shape ${showShape(shape)} has no number as its size`)
  if (typeof sections === "number" && (!Number.isInteger(sections) || sections < 1 || n % sections !== 0)) {
    throw new NablaError("shape-mismatch", `split: axis ${axis} of shape ${showShape(shape)} does not divide into ${sections} equal parts`)
  }
  const cuts = typeof sections === "number" ? Array.from({ length: sections - 1 }, (_, i) => ((i + 1) * n) / sections) : sections
  const bound = (k: number): number => Math.min(n, Math.max(0, k < 0 ? k + n : k))
  const edges = [0, ...cuts.map(bound), n]
  return edges.slice(1).map((stop, i) => {
    const start = edges[i] as number
    return slice(x, shape.map((_, k) => (k === axis ? { start, stop: Math.max(start, stop), step: 1 } : null)))
  })
}) as unknown as Split
