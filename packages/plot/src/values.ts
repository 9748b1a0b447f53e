import { isFiniteNumber, missing, times } from "./math.ts"
import { refuse } from "./refuse.ts"

/** A tensor, recognised by its form: any object with a shape and a way to its numbers. */
export interface TensorLike {
  readonly shape: readonly unknown[]
  readonly data?: unknown
  toArray?(): unknown
  item?(): unknown
}

/** Numbers in a row: an array, a typed array, or a tensor of one axis. `null` and `NaN` stand for a missing value. */
export type VectorLike = ArrayLike<number | bigint | boolean | null | undefined> | TensorLike

/** Numbers in a table: rows of numbers, or a tensor of two axes. */
export type MatrixLike = ArrayLike<ArrayLike<number | null | undefined>> | TensorLike

/** A table of numbers in row-major order. */
export interface Matrix {
  readonly rows: number
  readonly columns: number
  readonly data: Float64Array
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null

export const isTensor = (value: unknown): value is TensorLike => {
  if (!isObject(value) || Array.isArray(value) || ArrayBuffer.isView(value)) return false
  const { shape, toArray, item } = value as TensorLike
  return Array.isArray(shape) && (typeof toArray === "function" || typeof item === "function")
}

export const isArrayLike = (value: unknown): value is ArrayLike<unknown> => {
  if (Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView))) return true
  return isObject(value) && Number.isInteger((value as ArrayLike<unknown>).length)
}

type Numbers = Float64Array | Float32Array | Int32Array | Uint8Array

const isNumbers = (value: unknown): value is Numbers =>
  [Float64Array, Float32Array, Int32Array, Uint8Array].some((kind) => value instanceof kind)

/** Nested arrays where a tensor was given; anything else unchanged. */
export const plain = (value: unknown): unknown => {
  if (!isTensor(value)) return value
  return value.shape.length === 0 && value.item ? value.item() : (value.toArray?.() ?? value.item?.())
}

/** The sizes along all axes of a tensor, or of nested lists as their first elements have them. */
export const shapeOf = (value: unknown, deepest = 9): readonly number[] =>
  isTensor(value) ? value.shape.map(Number) : isArrayLike(value) && deepest > 0 ? [value.length, ...shapeOf(value[0], deepest - 1)] : []

/** What a value looks like, for messages: its shape, or its type. */
export const shapeText = (value: unknown): string => {
  const shape = shapeOf(value)
  if (isTensor(value)) return `a tensor of shape [${shape.join(", ")}]`
  if (shape.length > 0) return `an array of ${shape.length > 1 ? `shape [${shape.join(", ")}]` : `length ${shape[0]}`}`
  if (typeof value === "string") return JSON.stringify(value)
  if (!isObject(value)) return value === null ? "null" : typeof value
  return value instanceof Date ? "a date" : "then" in value ? "a promise" : "re" in value ? "a complex number" : "object"
}

/** The number that a value is or holds, if it is one number. */
export const numberOf = (value: unknown): number | undefined => {
  if (typeof value === "number") return value
  if (typeof value === "bigint" || typeof value === "boolean") return Number(value)
  const inner = plain(value)
  if (isArrayLike(inner)) return inner.length === 1 ? numberOf(inner[0]) : undefined
  return typeof inner === "number" ? inner : undefined
}

/** Numbers along any axes, in row-major order. */
export interface Table {
  readonly shape: readonly number[]
  readonly data: Float64Array
}

const axesText = ["one axis", "two axes", "three axes"]

/** The numbers of nested lists or of a tensor with so many axes, copied, so that a figure never changes under its reader. */
export const toTable = (value: unknown, name: string, axes: number): Table => {
  const shape = shapeOf(value)
  const isEmpty = shape.at(-1) === 0
  if (axes === 1 && shape.length === 0)
    refuse(`${name}: expected a list of numbers, got ${shapeText(value)}; give an array or a one-axis tensor`)
  if (shape.length !== axes && !(isEmpty && shape.length < axes))
    refuse(
      `${name}: expected ${axesText[axes - 1]}, got ${shapeText(value)}; give ${axes === 1 ? "one row or flatten it" : "rows of numbers or a two-axis tensor"}`,
      "shape-mismatch",
    )
  if (isEmpty) return { shape: times(axes, (i) => shape[i] ?? 0), data: new Float64Array(0) }
  const ready = isTensor(value) ? value.data : value
  const count = shape.reduce((n, size) => n * size, 1)
  // A tensor's own elements, where it offers them as a typed array of that many.
  if (isNumbers(ready) && ready.length === count) return { shape, data: new Float64Array(ready) }
  const list = plain(value) as ArrayLike<unknown>
  const data = new Float64Array(count)
  for (let i = 0; i < list.length; i++) {
    const item = list[i]
    if (axes === 1) {
      data[i] = typeof item === "number" ? item : toNumber(item, name, i)
      continue
    }
    const row = toTable(item, `${name}, row ${i}`, axes - 1)
    if (row.shape.some((size, k) => size !== shape[k + 1]))
      refuse(`${name}: row 0 has ${shape[1]} numbers and row ${i} has ${row.shape[0]}; make all rows equally long`, "ragged-array")
    data.set(row.data, (i * count) / list.length)
  }
  return { shape, data }
}

const toNumber = (item: unknown, name: string, at: number): number => {
  if (item === null || item === undefined) return missing
  return (
    (isArrayLike(item) ? undefined : numberOf(item)) ??
    refuse(`${name}: expected a number at position ${at}, got ${shapeText(item)}; give numbers, null for a gap, getTime() of dates`)
  )
}

/** The numbers of a vector. */
export const toVector = (value: unknown, name: string): Float64Array => toTable(value, name, 1).data

/** The numbers of a matrix. */
export const toMatrix = (value: unknown, name: string): Matrix => {
  const { shape, data } = toTable(value, name, 2)
  return { rows: shape[0] as number, columns: shape[1] as number, data }
}

/** One number: a number, or a tensor without axes. */
export const toScalar = (value: unknown, name: string): number =>
  numberOf(value) ?? refuse(`${name}: expected one number, got ${shapeText(value)}`)

/** One finite number. */
export const toFinite = (value: unknown, name: string): number => {
  const number = toScalar(value, name)
  return isFiniteNumber(number) ? number : refuse(`${name} must be finite, got ${number}`)
}

/** Whether the value is a list of lists (or a tensor of several axes), as against one list of numbers. */
export const isNested = (value: unknown): boolean => shapeOf(value).length > 1

/** Refuses lists of which one has another length than the first. */
export const sameLength = (a: ArrayLike<unknown>, b: ArrayLike<unknown>, names: [string, string]): void => {
  if (a.length === b.length) return
  refuse(
    `${names[0]} and ${names[1]} differ in length, got [${a.length}] and [${b.length}]; give one value of each per point`,
    "shape-mismatch",
  )
}

/** An interval `[low, high]` as given by a user: two different finite numbers, in either order. */
export const toInterval = (value: unknown, name: string): [number, number] => {
  const list = toVector(value, name)
  if (list.length !== 2 || !list.every(isFiniteNumber))
    refuse(`${name}: expected two finite numbers [from, to], got [${list.slice(0, 6).join(", ")}]`)
  return [...list] as [number, number]
}

/** An interval of some length. */
export const toSpan = (value: unknown, name: string): [number, number] => {
  const [a, b] = toInterval(value, name)
  return a === b ? refuse(`${name} [${a}, ${b}] has no length`) : [a, b]
}
