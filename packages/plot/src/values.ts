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

export function isTensor(value: unknown): value is TensorLike {
  if (!isObject(value) || Array.isArray(value) || ArrayBuffer.isView(value)) return false
  const { shape, toArray, item } = value as TensorLike
  return Array.isArray(shape) && (typeof toArray === "function" || typeof item === "function")
}

export function isArrayLike(value: unknown): value is ArrayLike<unknown> {
  if (Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView))) return true
  return isObject(value) && Number.isInteger((value as ArrayLike<unknown>).length)
}

type Numbers = Float64Array | Float32Array | Int32Array | Uint8Array

const isNumbers = (value: unknown): value is Numbers =>
  value instanceof Float64Array || value instanceof Float32Array || value instanceof Int32Array || value instanceof Uint8Array

/** The elements of a tensor in row-major order, where it offers them as a typed array of that many. */
function elementsOf(value: unknown): Numbers | undefined {
  if (!isTensor(value) || value.shape.length === 0) return undefined
  const { data, shape } = value
  const count = shape.reduce<number>((n, size) => n * Number(size), 1)
  return isNumbers(data) && data.length === count ? data : undefined
}

/** Nested arrays where a tensor was given; anything else unchanged. */
export function plain(value: unknown): unknown {
  if (!isTensor(value)) return value
  return value.shape.length === 0 && value.item ? value.item() : (value.toArray?.() ?? value.item?.())
}

/** What a value looks like, for messages: its shape, or its type. */
export function shapeText(value: unknown): string {
  if (isTensor(value)) return `a tensor of shape [${value.shape.join(", ")}]`
  if (isObject(value) && typeof (value as { then?: unknown }).then === "function") return "a promise"
  if (!isArrayLike(value))
    return typeof value === "string" ? JSON.stringify(value) : value === null ? "null" : value instanceof Date ? "a date" : typeof value
  const first = value.length > 0 ? plain(value[0]) : undefined
  return isArrayLike(first) ? `an array of shape [${value.length}, ${first.length}]` : `an array of length ${value.length}`
}

function toNumber(value: unknown, name: string, at: string): number {
  if (typeof value === "number") return value
  if (value === null || value === undefined) return Number.NaN
  if (typeof value === "bigint" || typeof value === "boolean") return Number(value)
  const inner = plain(value)
  if (typeof inner === "number") return inner
  refuse(`${name}: expected a number at ${at}, got ${shapeText(value)}; give numbers, with null for a gap, or the getTime() of dates`)
}

/** The numbers of a vector, copied, so that a figure never changes under its reader. */
export function toVector(value: unknown, name: string): Float64Array {
  if (isNumbers(value)) return new Float64Array(value)
  if (isTensor(value) && value.shape.length === 1) {
    const elements = elementsOf(value)
    if (elements) return new Float64Array(elements)
  }
  const list = plain(value)
  if (!isArrayLike(list)) refuse(`${name}: expected a list of numbers, got ${shapeText(value)}; give an array or a one-axis tensor`)
  if (list.length > 0 && isArrayLike(plain(list[0])))
    refuse(`${name}: expected one axis, got ${shapeText(value)}; give one row or flatten it`, "shape-mismatch")
  const result = new Float64Array(list.length)
  for (let i = 0; i < list.length; i++) {
    const v = list[i]
    result[i] = typeof v === "number" ? v : toNumber(v, name, `position ${i}`)
  }
  return result
}

/** The numbers of a table, copied row by row. */
export function toMatrix(value: unknown, name: string): Matrix {
  if (isTensor(value) && value.shape.length === 2) {
    const elements = elementsOf(value)
    if (elements) return { rows: Number(value.shape[0]), columns: Number(value.shape[1]), data: new Float64Array(elements) }
  }
  const list = plain(value)
  if (!isArrayLike(list) || (list.length > 0 && !isArrayLike(plain(list[0]))))
    refuse(`${name}: expected two axes, got ${shapeText(value)}; give rows of numbers or a two-axis tensor`, "shape-mismatch")
  const rows = list.length
  const first = rows > 0 ? (plain(list[0]) as ArrayLike<unknown>).length : 0
  const data = new Float64Array(rows * first)
  for (let i = 0; i < rows; i++) {
    const row = toVector(list[i], `${name}, row ${i}`)
    if (row.length !== first)
      refuse(`${name}: row 0 has ${first} numbers and row ${i} has ${row.length}; make all rows equally long`, "ragged-array")
    data.set(row, i * first)
  }
  return { rows, columns: first, data }
}

/** One number: a number, or a tensor without axes. */
export function toScalar(value: unknown, name: string): number {
  if (typeof value === "number") return value
  if (typeof value === "bigint" || typeof value === "boolean") return Number(value)
  const inner = plain(value)
  if (typeof inner === "number") return inner
  if (isArrayLike(inner) && inner.length === 1 && typeof inner[0] === "number") return inner[0]
  refuse(`${name}: expected one number, got ${shapeText(value)}`)
}

/** One finite number. */
export function toFinite(value: unknown, name: string): number {
  const number = toScalar(value, name)
  return Number.isFinite(number) ? number : refuse(`${name} must be finite, got ${number}`)
}

/** Whether the value is a list of lists (or a tensor of two axes), as against one list of numbers. */
export function isNested(value: unknown): boolean {
  if (isTensor(value)) return value.shape.length > 1
  return isArrayLike(value) && value.length > 0 && isArrayLike(plain(value[0]))
}

export function sameLength(a: ArrayLike<unknown>, b: ArrayLike<unknown>, names: [string, string]): void {
  if (a.length === b.length) return
  refuse(
    `${names[0]} and ${names[1]} differ in length, got [${a.length}] and [${b.length}]; give one value of each per point`,
    "shape-mismatch",
  )
}

/** An interval `[low, high]` as given by a user: two different finite numbers, in either order. */
export function toInterval(value: unknown, name: string): [number, number] {
  const list = toVector(value, name)
  const [a, b] = list
  if (list.length !== 2 || a === undefined || b === undefined || !Number.isFinite(a) || !Number.isFinite(b))
    refuse(`${name}: expected two finite numbers [from, to], got [${Array.from(list).slice(0, 6).join(", ")}]`)
  return [a, b]
}
