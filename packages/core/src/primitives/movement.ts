// The same elements under permuted or reversed axes.
import { type NDArray, viewOf } from "../array.ts"
import { bind1 } from "../bind.ts"
import { NablaError } from "../errors.ts"
import { checkOptions } from "../options.ts"
import type { Linear } from "../primitive.ts"
import { normalizeAxes, normalizeAxis, type NumericShape, type Shape, showShape } from "../shape.ts"
import type { Dim } from "../size.ts"
import { linear } from "../structural.ts"
import type { Flip, MatrixTranspose, Moveaxis, Swapaxes, Transpose } from "../types/index.ts"
import { shapeOf, type Value } from "../value.ts"

interface Permutation {
  readonly axes: readonly number[]
}

export const transposePrimitive: Linear = /* @__PURE__ */ linear<Permutation>({
  name: "transpose",
  shape: ([x], { axes }) => axes.map((k) => (x as Shape)[k] as Dim),
  eager: ([x], { axes }, shape) =>
    viewOf(
      x as NDArray,
      shape as NumericShape,
      axes.map((k) => (x as NDArray).strides[k] as number),
    ),
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
  const order =
    axes === undefined ? shape.map((_, i) => shape.length - 1 - i) : axes.map((k) => normalizeAxis("transpose", k, shape.length, shape))
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
  return transpose(
    x as never,
    shape.map((_, k) => (k === i ? j : k === j ? i : k)),
  )
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
export const flip = ((x: Value, options: { axis?: number | readonly number[] | null } = {}): Value => {
  checkOptions("flip", options, ["axis"])
  return bind1(flipPrimitive, x, { axes: normalizeAxes("flip", options.axis, shapeOf(x)) })
}) as Flip
