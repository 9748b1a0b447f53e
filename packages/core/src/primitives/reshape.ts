// The same elements in another shape.
import { denseArray, type NDArray, viewOf } from "../array.ts"
import { bind1 } from "../bind.ts"
import { NablaError } from "../errors.ts"
import type { Linear } from "../primitive.ts"
import { normalizeAxes, normalizeAxis, type NumericShape, sameShape, type Shape, showShape, sizeOf, stridesOf } from "../shape.ts"
import { type Dim, divideSizes, multiplySizes, toSize } from "../size.ts"
import { linear } from "../structural.ts"
import type { ExpandDims, Ravel, Reshape, Squeeze } from "../types/index.ts"
import { shapeOf, type Value } from "../value.ts"

interface Target {
  readonly shape: Shape
}

export const reshapePrimitive: Linear = /* @__PURE__ */ linear<Target>({
  name: "reshape",
  shape: ([x], { shape }) => {
    if (sizeOf(x as Shape) === sizeOf(shape)) return shape
    throw new NablaError(
      "shape-mismatch",
      `reshape: ${showShape(x as Shape)} has ${sizeOf(x as Shape)} elements, ${showShape(shape)} has ${sizeOf(shape)}; give one size as -1 to have it computed`,
    )
  },
  eager: ([x], { shape }) => {
    const source = denseArray(x as NDArray)
    return viewOf(source, shape as NumericShape, stridesOf(shape as NumericShape))
  },
  transpose: (g, [shape]) => [reshape(g as never, shape as never)],
  lift: ({ shape }, _, batch) => ({ shape: [batch, ...shape] }),
})

/**
 * The elements of x in row-major order in another shape; one size may be −1 and is then computed.
 *
 * @example reshape(arange(6), [2, -1]).toArray() // => [[0, 1, 2], [3, 4, 5]]
 */
export const reshape = ((x: Value, shape: Shape | Dim): Value => {
  const from = shapeOf(x)
  const target = resolve(from, Array.isArray(shape) ? shape : [shape as Dim])
  return typeof x !== "number" && sameShape(from, target) ? x : bind1(reshapePrimitive, x, { shape: target })
}) as Reshape

/** The target with its −1 computed. */
function resolve(from: Shape, shape: Shape): Shape {
  const open = shape.indexOf(-1)
  if (open < 0) return shape.map((n) => toSize("reshape", n))
  const known = shape.filter((_, i) => i !== open).map((n) => (n === -1 ? twoOpen(shape) : toSize("reshape", n)))
  const rest = divideSizes(sizeOf(from), known.reduce(multiplySizes, 1))
  if (rest !== null) return [...known.slice(0, open), rest, ...known.slice(open)]
  throw new NablaError(
    "shape-mismatch",
    `reshape: ${showShape(from)} has ${sizeOf(from)} elements, which the known sizes of ${showShape(shape)} do not divide`,
  )
}

function twoOpen(shape: Shape): never {
  throw new NablaError("bad-argument", `reshape: ${showShape(shape)} leaves more than one size open; only one may be -1`)
}

/**
 * x with one axis: its elements in row-major order.
 *
 * @example ravel(tensor([[1, 2], [3, 4]])).toArray() // => [1, 2, 3, 4]
 */
export const ravel = ((x: Value): Value => reshape(x, [sizeOf(shapeOf(x))])) as Ravel

/**
 * x with an axis of size 1 inserted at `axis` of the result.
 *
 * @example expandDims(tensor([1, 2]), 1).toArray() // => [[1], [2]]
 */
export const expandDims = ((x: Value, axis: number = 0): Value => {
  const from = shapeOf(x)
  const at = normalizeAxis("expandDims", axis, from.length + 1, from)
  return reshape(x, [...from.slice(0, at), 1, ...from.slice(at)])
}) as ExpandDims

/**
 * x without the named axes, which must have size 1; without all such axes when none is named.
 *
 * @example squeeze(tensor([[1, 2]])).toArray() // => [1, 2]
 */
export const squeeze = ((x: Value, axis?: number | readonly number[]): Value => {
  const from = shapeOf(x)
  const axes = axis === undefined ? from.map((_, i) => i).filter((i) => from[i] === 1) : normalizeAxes("squeeze", axis, from)
  const wide = axes.find((i) => from[i] !== 1)
  if (wide !== undefined) {
    throw new NablaError("shape-mismatch", `squeeze: axis ${wide} of shape ${showShape(from)} has size ${from[wide]}, only size 1 can go`)
  }
  return reshape(
    x,
    from.filter((_, i) => !axes.includes(i)),
  )
}) as Squeeze
