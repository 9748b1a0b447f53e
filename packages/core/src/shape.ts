// Shapes: broadcasting, axes and strides, for numeric and for named sizes.
import { NablaError } from "./errors.ts"
import { type Dim, multiplySizes } from "./size.ts"

/** The sizes of all axes, outermost first. */
export type Shape = readonly Dim[]

/** A shape of a computed array: every size is a number. */
export type NumericShape = readonly number[]

export const showShape = (shape: Shape): string => `[${shape.join(", ")}]`

export function sameShape(a: Shape, b: Shape): boolean {
  if (a === b) return true
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}

/** The number of elements, a polynomial where sizes are named. */
export function sizeOf(shape: Shape): Dim {
  let size: Dim = 1
  for (let i = 0; i < shape.length; i++) size = multiplySizes(size, shape[i] as Dim)
  return size
}

/** The number of elements of a computed array. */
export function countOf(shape: NumericShape): number {
  let count = 1
  for (let i = 0; i < shape.length; i++) count *= shape[i] as number
  return count
}

/** Row-major strides, in elements. */
export function stridesOf(shape: NumericShape): number[] {
  const strides = new Array<number>(shape.length)
  let step = 1
  for (let i = shape.length - 1; i >= 0; i--) {
    strides[i] = step
    step *= shape[i] as number
  }
  return strides
}

/** NumPy's rule: shapes are aligned at the right; sizes agree, or one of them is a literal 1. */
export function broadcastShapes(operation: string, a: Shape, b: Shape): Shape {
  if (sameShape(a, b)) return a
  const rank = Math.max(a.length, b.length)
  const out = new Array<Dim>(rank)
  for (let i = 1; i <= rank; i++) {
    const m = i <= a.length ? (a[a.length - i] as Dim) : 1
    const n = i <= b.length ? (b[b.length - i] as Dim) : 1
    if (m !== n && m !== 1 && n !== 1) throw broadcastError(operation, a, b, rank - i, m, n)
    out[rank - i] = m === 1 ? n : m
  }
  return out
}

function broadcastError(operation: string, a: Shape, b: Shape, axis: number, m: Dim, n: Dim): NablaError {
  const hint =
    a.length === 1 && b.length === 2 && a[0] === b[0]
      ? "; expandDims(x, 1) makes a column of the first"
      : b.length === 1 && a.length === 2 && b[0] === a[0]
        ? "; expandDims(y, 1) makes a column of the second"
        : "; sizes must be equal, or one of them 1"
  return new NablaError(
    "shape-mismatch",
    `${operation}: sizes ${m} and ${n} differ on axis ${axis}, got ${showShape(a)} and ${showShape(b)}${hint}`,
  )
}

/** An axis counted from the front; negative ones count from the back. */
export function normalizeAxis(operation: string, axis: number, rank: number, shape?: Shape): number {
  if (Number.isInteger(axis) && axis >= -rank && axis < rank) return axis < 0 ? axis + rank : axis
  const range = rank === 0 ? "a 0-d tensor has no axes" : `valid axes are ${-rank} to ${rank - 1}`
  const received = shape ? `, got shape ${showShape(shape)}` : ""
  throw new NablaError("axis-out-of-range", `${operation}: axis ${String(axis)} does not exist${received}; ${range}`)
}

/** Sorted distinct axes; undefined or null means all of them. */
export function normalizeAxes(operation: string, axis: number | readonly number[] | null | undefined, shape: Shape): readonly number[] {
  const rank = shape.length
  if (axis === undefined || axis === null) return Array.from({ length: rank }, (_, i) => i)
  const list = typeof axis === "number" ? [axis] : axis
  if (!Array.isArray(list))
    throw new NablaError("bad-argument", `${operation}: axis must be a whole number or a list of them, got ${String(axis)}`)
  const axes = list.map((k) => normalizeAxis(operation, k, rank, shape)).sort((p, q) => p - q)
  const twice = axes.find((k, i) => k === axes[i - 1])
  if (twice !== undefined) throw new NablaError("bad-argument", `${operation}: axis ${twice} is listed twice in [${list.join(", ")}]`)
  return axes
}

/** The shape without some (sorted) axes, or with 1 in their place. */
export function reduceShape(shape: Shape, axes: readonly number[], keepdims = false): Shape {
  return keepdims ? shape.map((n, i) => (axes.includes(i) ? 1 : n)) : shape.filter((_, i) => !axes.includes(i))
}
