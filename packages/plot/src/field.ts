import { ordered } from "./scales.ts"
import { stepped } from "./number.ts"
import { refuse } from "./refuse.ts"
import { ofPlane, type PlaneFn } from "./plane.ts"
import type { Interval } from "./mark.ts"
import { isNested, type MatrixLike, toInterval, toMatrix, toTable, type VectorLike } from "./values.ts"
import { floats, floor, isGap } from "./math.ts"

/** A rectangle of the plane: `[[x0, x1], [y0, y1]]`. */
export type PlaneBox = readonly [readonly [number, number], readonly [number, number]]

/** Where the rows and columns of a table lie: a rectangle, or the coordinates themselves. */
export type Place = PlaneBox | { readonly x: VectorLike | MatrixLike; readonly y: VectorLike | MatrixLike }

/** Values over a grid: `z[i * x.length + j]` at `(x[j], y[i])`. */
export interface Field {
  readonly x: Float64Array
  readonly y: Float64Array
  readonly z: Float64Array
}

const isBox = (value: unknown): value is PlaneBox =>
  Array.isArray(value) &&
  value.length === 2 &&
  value.every((side) => typeof side === "object" && side !== null && (side as ArrayLike<unknown>).length === 2)

export const toBox = (value: unknown, operation: string): { x: Interval; y: Interval } => {
  if (!isBox(value)) refuse(`${operation}: over which rectangle? Give it as [[x0, x1], [y0, y1]]`)
  const x = toInterval(value[0], `${operation}: x interval`)
  const y = toInterval(value[1], `${operation}: y interval`)
  if (x[0] === x[1] || y[0] === y[1]) refuse(`${operation}: the rectangle [[${x.join(", ")}], [${y.join(", ")}]] has no area`)
  return { x: ordered(x), y: ordered(y) }
}

/** `n` even steps from a to b, both included. */
export const spaced = ([a, b]: Interval, n: number): Float64Array => floats(n, (i) => stepped(a, b, i, n - 1))

// Coordinates given as a mesh (one value for every cell) repeat along one axis; that axis is read off.
const coordinates = (value: VectorLike | MatrixLike, axis: "x" | "y", operation: string): Float64Array => {
  const name = `${operation}: ${axis}`
  const { shape, data } = toTable(value, name, isNested(value) ? 2 : 1)
  const columns = shape[1] ?? 1
  const values = axis === "x" ? data.slice(0, shape[1]) : data.filter((_, k) => k % columns === 0)
  const wrong = values.findIndex((v, i) => i > 0 && !(v > (values[i - 1] as number)))
  if (wrong > 0) refuse(`${name} coordinates must rise, got ${values[wrong - 1]} before ${values[wrong]}; sort them with their values`)
  return values
}

/** Values over a grid, from a table or from a function sampled on a rectangle. */
export const toField = (source: PlaneFn | MatrixLike, place: Place | undefined, samples = 101, operation: string): Field => {
  const table = typeof source === "function" ? undefined : toMatrix(source, operation)
  const { rows, columns } = table ?? { rows: samples, columns: samples }
  if (rows < 2 || columns < 2) refuse(`${operation}: needs at least 2 rows and 2 columns, got [${rows}, ${columns}]`, "shape-mismatch")
  const sides = (): [Float64Array, Float64Array] => {
    if (typeof place === "object" && "x" in place) return [coordinates(place.x, "x", operation), coordinates(place.y, "y", operation)]
    const whole: PlaneBox = [[0, columns - 1], [0, rows - 1]] // biome-ignore format: one rectangle
    const box = toBox(table ? (place ?? whole) : place, operation)
    return [spaced(box.x, columns), spaced(box.y, rows)]
  }
  const [x, y] = sides()
  if (!table) {
    const f = ofPlane(source, operation)
    const z = floats(x.length * y.length, (k) => f.at(x[k % x.length] as number, y[floor(k / x.length)] as number))
    if (z.every(isGap)) f.check()
    return { x, y, z }
  }
  if (x.length === columns && y.length === rows) return { x, y, z: table.data }
  refuse(
    `${operation}: values of shape [${rows}, ${columns}] need ${columns} x and ${rows} y, got [${x.length}] and [${y.length}]; transpose one side?`,
    "shape-mismatch",
  )
}

/** Where `at` lies in rising values: the index of the last one not above it, or of the last but one. */
export const indexBelow = (values: Float64Array, at: number): number => {
  let low = 0
  let high = values.length - 1
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((values[middle] as number) <= at) low = middle
    else high = middle
  }
  return low
}

/** The value of a field between its nodes, linear along each axis; outside there is none. */
export const valueIn = ({ x, y, z }: Field, px: number, py: number): number | undefined => {
  const j = indexBelow(x, px)
  const i = indexBelow(y, py)
  const x0 = x[j] as number
  const x1 = x[j + 1] as number
  const y0 = y[i] as number
  const y1 = y[i + 1] as number
  const s = (px - x0) / (x1 - x0)
  const t = (py - y0) / (y1 - y0)
  if (!(s >= 0 && s <= 1 && t >= 0 && t <= 1)) return undefined
  const node = (di: number, dj: number): number => z[(i + di) * x.length + j + dj] as number
  return (1 - t) * ((1 - s) * node(0, 0) + s * node(0, 1)) + t * ((1 - s) * node(1, 0) + s * node(1, 1))
}
