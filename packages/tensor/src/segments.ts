// Picking and adding by position.
import {
  add,
  at,
  beside,
  broadcastTo,
  checkOptions,
  dtypeOf,
  isFloating,
  isInteger,
  moveaxis,
  NablaError,
  negative,
  normalizeAxis,
  type Operand,
  scatter,
  shapeOf,
  showShape,
  subtract,
  takeAlongAxis,
  type Tensor,
  type Value,
  type Gathering,
  type Scattering,
  type SegmentSum,
} from "@nablajs/core"
import type { Loose } from "./compose.ts"

interface AxisOption {
  readonly axis?: number
}

/** Index keys that cut x to the size of the positions on all axes but one. */
function cut(operation: string, x: Loose, indices: Loose, axis: number): Loose {
  const [from, to] = [shapeOf(x as Value), shapeOf(indices as Value)] as readonly (readonly number[])[] as [number[], number[]]
  if (from.length !== to.length || to.some((n, i) => i !== axis && n > (from[i] as number)))
    throw new NablaError(
      "shape-mismatch",
      `${operation}: the positions need as many axes as x, and apart from axis ${axis} no larger ones, got ${showShape(to)} for ${showShape(from)}`,
    )
  return from.map((n, i) => (i === axis || n === to[i] ? ":" : `:${to[i]}`))
}

/**
 * The elements at the given positions along an axis, the last when none is named: out[i][j] = x[i][indices[i][j]]. The result
 * has the shape of the positions, which may be smaller than x along the other axes.
 *
 * @example gather(tensor([[1, 2], [3, 4]]), tensor([[0, 0]], { dtype: "int32" })).toArray() // => [[1, 1]]
 */
export const gather: Gathering = ((x: Operand, indices: Operand, options: AxisOption = {}): Tensor => {
  checkOptions("gather", options, ["axis"])
  const shape = shapeOf(x as Value)
  const axis = normalizeAxis("gather", options.axis ?? -1, shape.length, shape)
  return takeAlongAxis((at as Loose)(x, ...cut("gather", x, indices, axis)), indices, { axis })
}) as Loose

/**
 * x with updates added at the given positions along an axis, the last when none is named: the linear map that undoes
 * {@link gather}. Positions may be named several times.
 *
 * @example scatterAdd(tensor([0, 0, 0]), tensor([2, 2], { dtype: "int32" }), tensor([5, 6])).toArray() // => [0, 0, 11]
 */
export const scatterAdd: Scattering = ((x: Operand, indices: Operand, updates: Operand, options: AxisOption = {}): Tensor => {
  checkOptions("scatterAdd", options, ["axis"])
  const shape = shapeOf(x as Value) as readonly number[]
  const axis = normalizeAxis("scatterAdd", options.axis ?? -1, shape.length, shape)
  const own = shapeOf(indices as Value) as readonly number[]
  if (own.length !== shape.length || own.some((n, i) => i !== axis && n !== shape[i]))
    throw new NablaError(
      "shape-mismatch",
      `scatterAdd: the positions have x's shape apart from axis ${axis}, got ${showShape(own)} for ${showShape(shape)}`,
    )
  checkPositions("scatterAdd", indices)
  const last = (y: Loose): Loose => moveaxis(y, axis as Loose, -1 as Loose)
  const batch = shape.length - 1
  const spread: Loose = broadcastTo(beside("scatterAdd", updates as Value, x as Value) as Loose, own as Loose)
  const summed = (y: Loose): Loose =>
    moveaxis(scatter(last(y), last(indices), { axis: batch, batch, size: shape[axis] as number }) as Loose, -1 as Loose, axis as Loose)
  // zeros that nothing is added to keep their sign: −0 − 0 is −0, but −0 + 0 is not
  return (isFloating(dtypeOf(x as Value)) ? subtract(x as Loose, summed(negative(spread))) : add(x as Loose, summed(spread))) as Loose
}) as Loose

/**
 * The sums of those rows of x that carry the same number: out[k] = Σ x[i] over all i with ids[i] = k, for k below `count`.
 *
 * @example segmentSum(tensor([1, 2, 3]), tensor([0, 1, 0], { dtype: "int32" }), 2).toArray() // => [4, 2]
 */
export const segmentSum: SegmentSum = ((x: Operand, ids: Operand, count: number): Tensor => {
  const [shape, own] = [shapeOf(x as Value), shapeOf(ids as Value)]
  if (own.length !== 1 || own[0] !== shape[0])
    throw new NablaError("shape-mismatch", `segmentSum: one number for each row of x, got ${showShape(own)} for ${showShape(shape)}`)
  if (!Number.isInteger(count) || count < 0)
    throw new NablaError("bad-argument", `segmentSum: expected the number of segments, got ${count}`)
  checkPositions("segmentSum", ids)
  return scatter(x as Value, ids as Value, { axis: 0, batch: 0, size: count }) as Loose
}) as Loose

function checkPositions(operation: string, indices: Operand): void {
  if (!isInteger(dtypeOf(indices as Value)))
    throw new NablaError(
      "dtype-mismatch",
      `${operation}: positions must be integers, got ${dtypeOf(indices as Value)}; convert with astype(indices, "int32")`,
    )
}
