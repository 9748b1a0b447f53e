// Orders along an axis, and the elements at positions along an axis.
import { allocate, denseArray, type NDArray, viewOf } from "../array.ts"
import { bind1, bind2 } from "../bind.ts"
import { isInteger } from "../dtype.ts"
import { NablaError } from "../errors.ts"
import { argsortRows, searchRow, sortRows } from "../kernels/sort.ts"
import { checkOptions } from "../options.ts"
import type { Custom, Multilinear, Primitive } from "../primitive.ts"
import { broadcastShapes, normalizeAxis, type NumericShape, type Shape, showShape } from "../shape.ts"
import type { Dim } from "../size.ts"
import { constant, custom, multilinear } from "../structural.ts"
import type { Argsort, Operand, PutAlongAxis, Searchsorted, Sort, TakeAlongAxis, Topk } from "../types/index.ts"
import { dtypeOf, shapeOf, type Value } from "../value.ts"
import { broadcastTo } from "./broadcast.ts"
import { fillLike, literalBeside } from "./cast.ts"
import { gather, scatter } from "./gather.ts"
import { moveaxis } from "./movement.ts"
import { where } from "./selection.ts"

interface Order {
  readonly descending: boolean
  /** Places in the order, from the first on and before the end; all of them if absent. */
  readonly part?: readonly [first: number, end: number]
}

const partShape = ([x]: readonly Shape[], { part }: Order): Shape =>
  part === undefined ? (x as Shape) : [...(x as Shape).slice(0, -1), part[1] - part[0]]

/** The part that was asked for of arrays whose last axis is in order. */
const partOf = (sorted: NDArray, { part }: Order, shape: Shape): NDArray =>
  part === undefined ? sorted : denseArray(viewOf(sorted, shape as NumericShape, sorted.strides, sorted.offset + part[0]))

export const argsortPrimitive: Multilinear = /* @__PURE__ */ constant<Order>({
  name: "argsort",
  shape: partShape,
  dtype: () => "int32",
  eager: ([x], order, shape) => {
    const out = allocate("int32", (x as NDArray).shape)
    argsortRows(x as NDArray, out, order.descending)
    return partOf(out, order, shape)
  },
  lift: (params) => params,
})

// The elements keep their derivatives on their way to their places.
export const sortPrimitive: Custom = /* @__PURE__ */ custom<Order>({
  name: "sort",
  shape: partShape,
  eager: ([x], order, shape) => {
    const out = allocate((x as NDArray).dtype, (x as NDArray).shape)
    sortRows(x as NDArray, out, order.descending)
    return partOf(out, order, shape)
  },
  jvp: ([x], [dx], _, params) => [pickLast(dx as Value, bind1(argsortPrimitive, x as Value, params))],
  lift: (params) => params,
})

/** The elements of x at positions along the last axis; all other axes are shared. */
const pickLast = (x: Value, index: Value): Value => {
  const batch = shapeOf(x).length - 1
  return gather(x, index, { axis: batch, batch })
}

/** How elements are ordered. Orders are always stable. */
export interface SortOptions {
  /** The last one if absent. */
  readonly axis?: number
  readonly descending?: boolean
  readonly stable?: boolean
}

/** The order along an axis, or a part of it. */
function ordered(operation: string, primitive: Primitive, x: Value, options: SortOptions, part?: Order["part"]): Value {
  const shape = shapeOf(x)
  if (shape.length === 0) throw new NablaError("shape-mismatch", `${operation}: expected at least one axis, got a 0-d tensor`)
  const axis = normalizeAxis(operation, options.axis ?? -1, shape.length, shape)
  const params: Order = { descending: options.descending ?? false, ...(part && { part }) }
  if (axis === shape.length - 1) return bind1(primitive, x, params)
  return moveaxis(bind1(primitive, moveaxis(x as never, axis, -1) as Value, params) as never, -1, axis) as Value
}

/**
 * x in ascending order along an axis, the last when none is named, or `descending`; NaN last, equal elements in their order.
 *
 * @example sort(tensor([10, 9, 1])).toArray() // => [1, 9, 10]
 */
export const sort = ((x: Value, options: SortOptions = {}): Value => {
  checkOptions("sort", options, ["axis", "descending", "stable"])
  return ordered("sort", sortPrimitive, x, options)
}) as unknown as Sort

/**
 * The positions that would sort x along an axis: int32; NaN last, equal elements in their order.
 *
 * @example argsort(tensor([10, 9, 1])).toArray() // => [2, 1, 0]
 */
export const argsort = ((x: Value, options: SortOptions = {}): Value => {
  checkOptions("argsort", options, ["axis", "descending", "stable"])
  return ordered("argsort", argsortPrimitive, x, options)
}) as unknown as Argsort

/**
 * The elements that stand at some places in ascending order along the last axis, from `first` on and before `end`: what
 * `sort` gives there, found without sorting all others.
 */
export const sortedPart = (x: Value, first: number, end: number): Value => ordered("sort", sortPrimitive, x, {}, [first, end])

interface AxisOption {
  readonly axis?: number
}

/** x and the positions with the axis last and the other axes broadcast against each other. */
function aligned(
  operation: string,
  x: Value,
  index: Value,
  axis: number,
): { readonly x: Value; readonly index: Value; readonly axis: number } {
  const [from, to] = [shapeOf(x), shapeOf(index)]
  if (!isInteger(dtypeOf(index)))
    throw new NablaError(
      "dtype-mismatch",
      `${operation}: positions must be integers, got ${dtypeOf(index)}; convert with astype(indices, "int32")`,
    )
  if (from.length !== to.length) {
    throw new NablaError(
      "shape-mismatch",
      `${operation}: x and the positions need the same number of axes, got ${showShape(from)} and ${showShape(to)}`,
    )
  }
  const at = normalizeAxis(operation, axis, from.length, from)
  const without = (shape: Shape): Shape => shape.filter((_, i) => i !== at)
  const rest = broadcastShapes(operation, without(from), without(to))
  const whole = (y: Value, n: Dim): Value => broadcastTo(moveaxis(y as never, at, -1) as never, [...rest, n] as never) as Value
  return { x: whole(x, from[at] as Dim), index: whole(index, to[at] as Dim), axis: at }
}

/**
 * The elements at the given positions along an axis, for each line along it: out[i][j] = x[i][indices[i][j]] for the last one.
 *
 * @example takeAlongAxis(tensor([[3, 1, 2]]), argsort(tensor([[3, 1, 2]])), { axis: 1 }).toArray() // => [[1, 2, 3]]
 */
export const takeAlongAxis = ((x: Value, indices: Value, options: AxisOption = {}): Value => {
  checkOptions("takeAlongAxis", options, ["axis"])
  const lines = aligned("takeAlongAxis", x, indices, options.axis ?? -1)
  return moveaxis(pickLast(lines.x, lines.index) as never, -1, lines.axis) as Value
}) as unknown as TakeAlongAxis

/**
 * A copy of x with the elements at the given positions along an axis replaced by `values`, which are broadcast. Positions
 * named twice are refused where they are known.
 *
 * @example putAlongAxis(tensor([[1, 2, 3]]), tensor([[0]], { dtype: "int32" }), 9, { axis: 1 }).toArray() // => [[9, 2, 3]]
 */
export const putAlongAxis = ((x: Value, indices: Value, values: Value, options: AxisOption = {}): Value => {
  checkOptions("putAlongAxis", options, ["axis"])
  const lines = aligned("putAlongAxis", x, indices, options.axis ?? -1)
  const batch = shapeOf(lines.x).length - 1
  const params = { axis: batch, batch, size: shapeOf(lines.x)[batch] as Dim }
  const spread = broadcastTo(literalBeside("putAlongAxis", values, x) as never, shapeOf(indices) as never) as Value
  const fitted = broadcastTo(moveaxis(spread as never, lines.axis, -1) as never, shapeOf(lines.index) as never) as Value
  const hits = scatter(fillLike(lines.index, 1), lines.index, params)
  const many = (hits as unknown as NDArray).buffer !== undefined && (hits as unknown as NDArray).data.some((n: number) => n > 1)
  if (many) throw new NablaError("bad-argument", "putAlongAxis: the positions name an element twice")
  const written = where(hits as never, scatter(fitted, lines.index, params) as never, lines.x as never)
  return moveaxis(written as never, -1, lines.axis) as Value
}) as unknown as PutAlongAxis

/** Which elements are the top ones. */
export interface TopOptions extends AxisOption {
  /** The smallest ones instead. */
  readonly smallest?: boolean
}

/**
 * The k largest elements along an axis, the last when none is named, in descending order, with their positions.
 *
 * @example topk(tensor([1, 9, 5]), 2).values.toArray() // => [9, 5]
 */
export const topk = ((x: Value, k: number, options: TopOptions = {}): { values: Value; indices: Value } => {
  checkOptions("topk", options, ["axis", "smallest"])
  const shape = shapeOf(x)
  const axis = normalizeAxis("topk", options.axis ?? -1, shape.length, shape)
  const n = shape[axis] as Dim
  if (!Number.isInteger(k) || k < 0 || (typeof n === "number" && k > n)) {
    throw new NablaError("bad-argument", `topk: k = ${k} of the ${n} elements along axis ${axis} of shape ${showShape(shape)}`)
  }
  const indices = ordered("topk", argsortPrimitive, x, { axis, descending: options.smallest !== true }, [0, k])
  return { values: takeAlongAxis(x as never, indices as never, { axis }) as unknown as Value, indices }
}) as unknown as Topk

interface Side {
  readonly right: boolean
}

export const searchsortedPrimitive: Multilinear = /* @__PURE__ */ multilinear<Side>({
  name: "searchsorted",
  arity: 2,
  stretch: true,
  shape: ([keys, values]) => [...(keys as Shape).slice(0, -1), ...(values as Shape).slice((keys as Shape).length - 1)],
  dtype: () => "int32",
  // leading axes of the keys are shared with the values: a stack of searches
  eager: ([keys, values], { right }, shape) => {
    const [sorted, wanted] = [denseArray(keys as NDArray), denseArray(values as NDArray)]
    const out = allocate("int32", shape as NumericShape)
    const n = sorted.shape[sorted.shape.length - 1] as number
    const rows = n === 0 ? 1 : sorted.size / n
    const each = out.size / Math.max(1, rows)
    for (let i = 0; i < out.size; i++) {
      const row = Math.floor(i / each) * n
      out.buffer[out.offset + i] = searchRow(sorted.buffer, sorted.offset + row, n, wanted.buffer[wanted.offset + i] as number, right)
    }
    return out
  },
  transposes: [null, null],
  lift: (params) => params,
})

/** Where a value goes that equals some keys. */
export interface SearchOptions {
  /** Before them (left, if absent) or behind them. */
  readonly side?: "left" | "right"
  /** The positions that sort the keys, where they are not sorted. */
  readonly sorter?: Operand
}

/**
 * The positions at which values would go into sorted keys so that they stay sorted: int32, in the shape of the values.
 *
 * @example searchsorted(tensor([1, 3, 5]), tensor([0, 3, 6])).toArray() // => [0, 1, 3]
 */
export const searchsorted = ((keys: Value, values: Value, options: SearchOptions = {}): Value => {
  checkOptions("searchsorted", options, ["side", "sorter"])
  const shape = shapeOf(keys)
  if (shape.length !== 1) throw new NablaError("shape-mismatch", `searchsorted: the keys are a vector, got shape ${showShape(shape)}`)
  const side = options.side ?? "left"
  if (side !== "left" && side !== "right")
    throw new NablaError("bad-argument", `searchsorted: side is "left" or "right", got ${String(side)}`)
  const sorted = options.sorter === undefined ? keys : gather(keys, options.sorter as Value, { axis: 0, batch: 0 })
  return bind2(searchsortedPrimitive, sorted, values, { right: side === "right" })
}) as unknown as Searchsorted<SearchOptions>
