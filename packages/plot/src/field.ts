import { ordered } from "./scales.ts"
import { stepped } from "./number.ts"
import { refuse } from "./refuse.ts"
import { ofPlane, type PlaneFn } from "./plane.ts"
import { type Interval, extentOfValues } from "./mark.ts"
import { isNested, type MatrixLike, toInterval, toMatrix, toVector, type VectorLike } from "./values.ts"

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

export function isBox(value: unknown): value is PlaneBox {
  return (
    Array.isArray(value) &&
    value.length === 2 &&
    value.every((side) => typeof side === "object" && side !== null && (side as ArrayLike<unknown>).length === 2)
  )
}

export function toBox(value: unknown, operation: string): { x: Interval; y: Interval } {
  if (!isBox(value)) refuse(`${operation}: over which rectangle? Give it as [[x0, x1], [y0, y1]]`)
  const [x, y] = [toInterval(value[0], `${operation}: x interval`), toInterval(value[1], `${operation}: y interval`)]
  if (x[0] === x[1] || y[0] === y[1]) refuse(`${operation}: the rectangle [[${x.join(", ")}], [${y.join(", ")}]] has no area`)
  return { x: ordered(x), y: ordered(y) }
}

/** `n` even steps from a to b, both included. */
export const spaced = ([a, b]: Interval, n: number): Float64Array => Float64Array.from({ length: n }, (_, i) => stepped(a, b, i, n - 1))

// Coordinates given as a mesh (one value for every cell) repeat along one axis; that axis is read off.
function coordinates(value: VectorLike | MatrixLike, axis: "x" | "y", operation: string): Float64Array {
  if (!isNested(value)) return toVector(value, `${operation}: ${axis}`)
  const { rows, columns, data } = toMatrix(value, `${operation}: ${axis}`)
  return axis === "x" ? data.slice(0, columns) : Float64Array.from({ length: rows }, (_, i) => data[i * columns] as number)
}

function checkCoordinates(values: Float64Array, axis: string, operation: string): Float64Array {
  for (let i = 1; i < values.length; i++) {
    if ((values[i] as number) > (values[i - 1] as number)) continue
    refuse(`${operation}: ${axis} coordinates must rise, got ${values[i - 1]} before ${values[i]}; sort them with their values`)
  }
  return values
}

function fieldOfTable(source: MatrixLike, place: Place | undefined, operation: string): Field {
  const { rows, columns, data } = toMatrix(source, operation)
  if (rows < 2 || columns < 2) refuse(`${operation}: needs at least 2 rows and 2 columns, got [${rows}, ${columns}]`, "shape-mismatch")
  if (place === undefined) return { x: spaced([0, columns - 1], columns), y: spaced([0, rows - 1], rows), z: data }
  if (isBox(place)) {
    const box = toBox(place, operation)
    return { x: spaced(box.x, columns), y: spaced(box.y, rows), z: data }
  }
  const x = checkCoordinates(coordinates(place.x, "x", operation), "x", operation)
  const y = checkCoordinates(coordinates(place.y, "y", operation), "y", operation)
  if (x.length === columns && y.length === rows) return { x, y, z: data }
  refuse(
    `${operation}: values of shape [${rows}, ${columns}] need ${columns} x and ${rows} y, got [${x.length}] and [${y.length}]; transpose one side?`,
    "shape-mismatch",
  )
}

/** Values over a grid, from a table or from a function sampled on a rectangle. */
export function toField(source: PlaneFn | MatrixLike, place: Place | undefined, samples: number | undefined, operation: string): Field {
  if (typeof source !== "function") return fieldOfTable(source, place, operation)
  const n = samples ?? 101
  const isGrid = place !== undefined && !isBox(place)
  const box = isGrid ? undefined : toBox(place, operation)
  const x = box ? spaced(box.x, n) : checkCoordinates(coordinates((place as { x: VectorLike }).x, "x", operation), "x", operation)
  const y = box ? spaced(box.y, n) : checkCoordinates(coordinates((place as { y: VectorLike }).y, "y", operation), "y", operation)
  const f = ofPlane(source, operation)
  const z = new Float64Array(x.length * y.length)
  for (let i = 0; i < y.length; i++) for (let j = 0; j < x.length; j++) z[i * x.length + j] = f.at(x[j] as number, y[i] as number)
  if (z.every(Number.isNaN)) f.check()
  return { x, y, z }
}

/** Where `at` lies in rising values: the index of the last one not above it, or of the last but one. */
export const indexBelow = (values: Float64Array, at: number): number => {
  let [low, high] = [0, values.length - 1]
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((values[middle] as number) <= at) low = middle
    else high = middle
  }
  return low
}

/** The value of a field between its nodes, linear along each axis; outside there is none. */
export function valueIn({ x, y, z }: Field, px: number, py: number): number | undefined {
  const [j, i] = [indexBelow(x, px), indexBelow(y, py)]
  const [x0, x1, y0, y1] = [x[j] as number, x[j + 1] as number, y[i] as number, y[i + 1] as number]
  const [s, t] = [(px - x0) / (x1 - x0), (py - y0) / (y1 - y0)]
  if (!(s >= 0 && s <= 1 && t >= 0 && t <= 1)) return undefined
  const node = (di: number, dj: number): number => z[(i + di) * x.length + j + dj] as number
  return (1 - t) * ((1 - s) * node(0, 0) + s * node(0, 1)) + t * ((1 - s) * node(1, 0) + s * node(1, 1))
}

/** The smallest and largest value of a field, with their places; for descriptions. */
export function extremes({ x, y, z }: Field): { low: number; high: number; lowAt: [number, number]; highAt: [number, number] } | undefined {
  const range = extentOfValues(z)
  if (!range) return undefined
  const at = (v: number): [number, number] => {
    const k = z.indexOf(v)
    return [x[k % x.length] as number, y[Math.floor(k / x.length)] as number]
  }
  return { low: range[0], high: range[1], lowAt: at(range[0]), highAt: at(range[1]) }
}
