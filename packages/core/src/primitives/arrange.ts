// Elements rolled, repeated, padded and cut out.
import { allocate } from "../array.ts"
import { bind1 } from "../bind.ts"
import { NablaError } from "../errors.ts"
import { checkOptions } from "../options.ts"
import { broadcastShapes as broadcastTwo, normalizeAxis, type NumericShape, type Shape, showShape } from "../shape.ts"
import { type Dim, multiplySizes } from "../size.ts"
import type { BroadcastArrays, Operand, Pad, Repeat, Roll, Tensor, Tile, Unstack } from "../types/index.ts"
import { asTensor, describe, dtypeOf, isComputed, isNode, shapeOf, type Value } from "../value.ts"
import { broadcast, broadcastTo } from "./broadcast.ts"
import { beside, fillLike, real } from "./cast.ts"
import { along } from "./cumulative.ts"
import { gather } from "./gather.ts"
import { concat } from "./join.ts"
import { padPrimitive } from "./parts.ts"
import { reshape } from "./reshape.ts"
import { where } from "./selection.ts"

interface AxisOption {
  readonly axis?: number | readonly number[] | null
}

const numeric = (operation: string, shape: Shape): NumericShape => {
  if (shape.every((n) => typeof n === "number")) return shape as NumericShape
  throw new NablaError("unsupported", `${operation}: needs sizes that are numbers, got ${showShape(shape)}`)
}

const wholes = (operation: string, what: string, list: readonly number[]): readonly number[] => {
  if (Array.isArray(list) && list.every((n) => Number.isInteger(n) && n >= 0)) return list
  const got = Array.isArray(list) ? `[${list.join(", ")}]` : describe(list)
  throw new NablaError("bad-argument", `${operation}: ${what} are whole numbers from 0 up, one or a list, got ${got}`)
}

/** The elements of a tensor that says how large the result is. */
function computedData(operation: string, x: Tensor): Iterable<number> {
  if (isComputed(x)) return x.data as Iterable<number>
  throw new NablaError("traced-value", `${operation}: the counts decide the shape of the result, so they must be known, not traced`)
}

/**
 * x with its elements moved `shift` places along the axes, those that leave re-entering at the start; through the
 * flattened tensor when no axis is named.
 *
 * @example roll(tensor([1, 2, 3]), 1).toArray() // => [3, 1, 2]
 */
export const roll: Roll = ((x: Value, shift: number | readonly number[], options: AxisOption = {}): Value => {
  checkOptions("roll", options, ["axis"])
  const shape = numeric("roll", shapeOf(x))
  if (options.axis === undefined || options.axis === null) {
    const flat = rollOne(reshape(x as never, [-1] as never) as Value, 0, typeof shift === "number" ? shift : (shift[0] as number))
    return reshape(flat as never, shape as never) as Value
  }
  const axes = typeof options.axis === "number" ? [options.axis] : options.axis
  const shifts = typeof shift === "number" ? axes.map(() => shift) : shift
  if (shifts.length !== axes.length) throw new NablaError("bad-argument", `roll: ${shifts.length} shifts for ${axes.length} axes`)
  return axes.reduce<Value>((y, axis, i) => rollOne(y, normalizeAxis("roll", axis, shape.length, shape), shifts[i] as number), x)
}) as Roll

function rollOne(x: Value, axis: number, shift: number): Value {
  if (!Number.isInteger(shift)) throw new NablaError("bad-argument", `roll: a shift is a whole number, got ${shift}`)
  const n = shapeOf(x)[axis] as number
  const by = n === 0 ? 0 : ((shift % n) + n) % n
  return by === 0 ? x : (concat([along(x, axis, n - by, n), along(x, axis, 0, n - by)] as never, { axis }) as Value)
}

/**
 * The whole of x repeated along each axis.
 *
 * @example tile(tensor([1, 2]), [2]).toArray() // => [1, 2, 1, 2]
 */
export const tile: Tile = ((x: Value, repetitions: number | readonly number[]): Value => {
  const given = wholes("tile", "repetitions", typeof repetitions === "number" ? [repetitions] : repetitions)
  const from = shapeOf(x)
  const rank = Math.max(given.length, from.length)
  const shape = [...Array<Dim>(rank - from.length).fill(1), ...from]
  const times = [...Array<number>(rank - given.length).fill(1), ...given]
  // [n] → [1, n] → [r, n] → [r n]
  const spread = shape.flatMap((n, i) => [times[i] as Dim, n])
  const apart = broadcast(
    reshape(x as never, shape as never) as Value,
    spread,
    times.map((_, i) => 2 * i),
  )
  return reshape(apart as never, shape.map((n, i) => multiplySizes(n, times[i] as Dim)) as never) as Value
}) as Tile

/**
 * Each element several times, or each as often as a list says; along an axis, or of the flattened tensor.
 *
 * @example repeat(tensor([1, 2]), 2).toArray() // => [1, 1, 2, 2]
 */
export const repeat: Repeat = ((
  x: Value,
  repeats: number | readonly number[] | Tensor,
  options: { readonly axis?: number | null } = {},
): Value => {
  checkOptions("repeat", options, ["axis"])
  const flat = options.axis === undefined || options.axis === null
  const source = flat ? (reshape(x as never, [-1] as never) as Value) : x
  const shape = numeric("repeat", shapeOf(source))
  const axis = flat ? 0 : normalizeAxis("repeat", options.axis as number, shape.length, shape)
  const n = shape[axis] as number
  const listed =
    typeof repeats === "number"
      ? [repeats]
      : isNode(repeats)
        ? Array.from(computedData("repeat", repeats), Number)
        : (repeats as readonly number[])
  const counts = wholes("repeat", "repeats", listed)
  if (counts.length !== 1 && counts.length !== n) {
    throw new NablaError(
      "shape-mismatch",
      `repeat: ${counts.length} repeats for ${n} elements along axis ${axis} of shape ${showShape(shape)}`,
    )
  }
  const index = Array.from({ length: n }, (_, i) => Array<number>((counts.length === 1 ? counts[0] : counts[i]) as number).fill(i)).flat()
  return gather(source, indices(index), { axis, batch: 0 })
}) as Repeat

/** Positions as an int32 vector. */
function indices(list: readonly number[]): Value {
  const out = allocate("int32", [list.length])
  for (let i = 0; i < list.length; i++) out.buffer[out.offset + i] = list[i] as number
  return asTensor(out)
}

/** What stands in the margins. */
export interface PadOptions {
  /** constant: `value` (0 if absent). edge: the outermost elements. reflect, symmetric: mirrored without and with them. wrap: the other end. */
  readonly mode?: "constant" | "edge" | "reflect" | "symmetric" | "wrap"
  readonly value?: number
}

// Where the element for place k outside of 0 … n − 1 comes from.
const sources: Readonly<Record<string, (k: number, n: number) => number>> = {
  edge: (k, n) => Math.min(n - 1, Math.max(0, k)),
  wrap: (k, n) => ((k % n) + n) % n,
  reflect: (k, n) => {
    const period = Math.max(1, 2 * (n - 1))
    const at = ((k % period) + period) % period
    return at < n ? at : period - at
  },
  symmetric: (k, n) => {
    const at = ((k % (2 * n)) + 2 * n) % (2 * n)
    return at < n ? at : 2 * n - 1 - at
  },
}

/**
 * x with margins: `widths` is one number for all sides, or for each axis a number or `[before, after]`.
 *
 * @example pad(tensor([1, 2]), [[1, 2]]).toArray() // => [0, 1, 2, 0, 0]
 */
export const pad: Pad = ((x: Value, widths: number | readonly (number | readonly [number, number])[], options: PadOptions = {}): Value => {
  checkOptions("pad", options, ["mode", "value"])
  const { mode = "constant", value = 0 } = options
  const shape = shapeOf(x)
  const list = typeof widths === "number" ? shape.map(() => widths) : widths.length === 1 ? shape.map(() => widths[0] as number) : widths
  if (list.length !== shape.length) throw new NablaError("shape-mismatch", `pad: ${list.length} widths for shape ${showShape(shape)}`)
  const margins = list.map((w) => wholes("pad", "widths", typeof w === "number" ? [w, w] : w) as readonly [number, number])
  if (mode === "constant") return padConstant(x, margins, value)
  const from = sources[mode]
  if (from === undefined)
    throw new NablaError("bad-argument", `pad: mode is constant, ${Object.keys(sources).join(", ")}, got ${String(mode)}`)
  return numeric("pad", shape).reduce<Value>((y, n, axis) => {
    const [before, after] = margins[axis] as readonly [number, number]
    if (before + after === 0) return y
    if (n === 0) throw new NablaError("shape-mismatch", `pad: axis ${axis} of shape ${showShape(shape)} is empty and has nothing to repeat`)
    return gather(y, indices(Array.from({ length: before + n + after }, (_, i) => from(i - before, n))), { axis, batch: 0 })
  }, x)
}) as never

function padConstant(x: Value, margins: readonly (readonly [number, number])[], value: number): Value {
  const params = { margins: margins.map(([low, high]) => ({ low, high, step: 1 })) }
  const padded = bind1(padPrimitive, x, params)
  if (value === 0) return padded
  const inside = bind1(padPrimitive, real(fillLike(x, 1) as never) as Value, params)
  // a number meets the elements as in arithmetic; truth values stay truth values
  const outside = dtypeOf(x) === "bool" && value === 1 ? fillLike(padded, 1) : beside("pad", value, x)
  return where(inside as never, padded as never, outside as never) as Value
}

/**
 * The slices of x along an axis, the first when none is named, as a list of tensors without that axis.
 *
 * @example unstack(tensor([[1, 2], [3, 4]])).map((row) => row.toArray()) // => [[1, 2], [3, 4]]
 */
export const unstack = ((x: Value, options: { readonly axis?: number } = {}): Value[] => {
  checkOptions("unstack", options, ["axis"])
  const shape = numeric("unstack", shapeOf(x))
  const axis = normalizeAxis("unstack", options.axis ?? 0, shape.length, shape)
  const rest = shape.filter((_, i) => i !== axis)
  return Array.from({ length: shape[axis] as number }, (_, i) => reshape(along(x, axis, i, i + 1) as never, rest as never) as Value)
}) as unknown as Unstack

/** Which diagonal bounds a triangle: 0 the main one, positive numbers lie above it. */
export interface TriangleOptions {
  readonly k?: number
}

function triangle(operation: string, x: Value, options: TriangleOptions, kept: (row: number, column: number, k: number) => boolean): Value {
  checkOptions(operation, options, ["k"])
  const { k = 0 } = options
  const shape = shapeOf(x)
  if (shape.length < 2) throw new NablaError("shape-mismatch", `${operation}: expected at least two axes, got shape ${showShape(shape)}`)
  if (!Number.isInteger(k)) throw new NablaError("bad-argument", `${operation}: k is the whole number of a diagonal, got ${k}`)
  const [rows, columns] = numeric(operation, shape.slice(-2)) as [number, number]
  const mask = allocate("bool", [rows, columns])
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) mask.buffer[mask.offset + i * columns + j] = kept(i, j, k) ? 1 : 0
  return where(asTensor(mask) as never, x as never, fillLike(x, 0) as never) as Value
}

/**
 * The lower triangle of matrices, 0 above the diagonal, or above the one `k` higher.
 *
 * @example tril(tensor([[1, 2], [3, 4]])).toArray() // => [[1, 0], [3, 4]]
 */
export const tril = ((x: Value, options: TriangleOptions = {}): Value => triangle("tril", x, options, (i, j, k) => j <= i + k)) as <
  A extends Operand,
>(
  x: A,
  options?: TriangleOptions,
) => A

/**
 * The upper triangle of matrices, 0 below the diagonal, or below the one `k` higher.
 *
 * @example triu(tensor([[1, 2], [3, 4]])).toArray() // => [[1, 2], [0, 4]]
 */
export const triu = ((x: Value, options: TriangleOptions = {}): Value => triangle("triu", x, options, (i, j, k) => j >= i + k)) as <
  A extends Operand,
>(
  x: A,
  options?: TriangleOptions,
) => A

/**
 * The shape to which all shapes broadcast.
 *
 * @example broadcastAll([2, 1], [3]) // => [2, 3]
 */
export const broadcastAll = (...shapes: readonly Shape[]): Shape => shapes.reduce((a, b) => broadcastTwo("broadcastShapes", a, b), [])

/**
 * All tensors repeated to the shape to which they broadcast.
 *
 * @example broadcastArrays(tensor([1]), tensor([2, 3])).map((x) => x.toArray()) // => [[1, 1], [2, 3]]
 */
export const broadcastArrays = ((...xs: readonly Value[]): Value[] => {
  const shape = broadcastAll(...xs.map(shapeOf))
  return xs.map((x) => broadcastTo(x as never, shape as never) as Value)
}) as unknown as BroadcastArrays
