// Sorting: rows go to scratch, as many at a time as the caches hold, become keys there and leave in order.
import { allocateBare, type Kernels, type NDArray, type NumericShape, type Params, type TypedArray } from "@nablajs/core"
import { functions } from "../engine.ts"
import { layout, view } from "../memory.ts"
import { gathered } from "../movement/index.ts"
import { COUNTS } from "./digits.ts"
import { keyBytes } from "./keys.ts"
import { arguing, sorting } from "./rows.ts"

/** Below so many elements plain loops are as quick. */
const FEW = 128
/** Rows of so many elements together are sorted at a time. */
const TOGETHER = 1 << 13

type Kernel = (...args: readonly number[]) => void

interface Direction {
  readonly descending: boolean
}

interface Rows {
  readonly source: TypedArray
  readonly offset: number
  readonly rows: number
  readonly n: number
  /** Rows that are sorted at a time. */
  readonly most: number
}

function rowsOf(x: NDArray, n: number): Rows | undefined {
  if (x.size < FEW || n < 2 || keyBytes[x.dtype] === undefined) return undefined
  const { buffer, offset } = x.dense ? x : gathered(x)
  const rows = x.size / n
  return { source: buffer, offset, rows, n, most: Math.min(rows, Math.max(1, Math.floor(TOGETHER / n))) }
}

/** Calls back for so many rows from `row` on. */
function eachChunk({ rows, most }: Rows, visit: (row: number, count: number) => void): void {
  for (let row = 0; row < rows; row += most) visit(row, Math.min(most, rows - row))
}

/** x in order along its last axis. */
function sort([x]: readonly NDArray[], params: Params, shape: NumericShape): NDArray | undefined {
  const { dtype } = x as NDArray
  const all = rowsOf(x as NDArray, shape[shape.length - 1] as number)
  if (all === undefined) return undefined
  const { source, offset, n, most } = all
  const bytes = source.BYTES_PER_ELEMENT
  const size = keyBytes[dtype] as 4 | 8
  const places = layout(most * n * bytes, bytes < size ? most * n * size : 0, n * size, COUNTS)
  if (places === undefined) return undefined
  const [raw, apart, spare, counts] = places as [number, number, number, number]
  // keys as wide as the elements take their places
  const keys = bytes < size ? apart : raw
  const { toKeys, fromKeys, sortRows } = functions(`sort ${dtype}`, sorting(dtype)) as Record<string, Kernel>
  const memory = view(dtype)
  const out = allocateBare(dtype, shape)
  const { descending } = params as Direction
  const flip = descending ? -1 : 0
  const isFloat = dtype === "float32" || dtype === "float64"
  eachChunk(all, (row, count) => {
    const [from, to] = [offset + row * n, out.offset + row * n]
    memory.set(source.subarray(from, from + count * n), raw / bytes)
    toKeys?.(raw, keys, count * n, flip)
    sortRows?.(keys, spare, counts, count, n)
    fromKeys?.(keys, raw, count * n, flip)
    out.buffer.set(memory.subarray(raw / bytes, raw / bytes + count * n), to)
    if (!isFloat) return
    for (let i = 0; i < count * n; i += n) orderZeros(source, from + i, out.buffer, to + i, n, descending)
  })
  return out
}

/** Zeros of either sign are equal, so they take the order that they had; as keys they lie together, those of one sign first. */
function orderZeros(source: TypedArray, from: number, sorted: TypedArray, at: number, n: number, descending: boolean): void {
  let [low, high] = [at, at + n]
  while (low < high) {
    const middle = (low + high) >> 1
    const value = sorted[middle] as number
    if (descending ? value > 0 : value < 0) low = middle + 1
    else high = middle
  }
  for (high = low; high < at + n && sorted[high] === 0; ) high++
  if (high - low < 2 || Object.is(sorted[low], sorted[high - 1])) return
  for (let i = from; low < high; i++) if (source[i] === 0) sorted[low++] = source[i] as number
}

/** The positions that put x in order along its last axis. */
function argsort([x]: readonly NDArray[], params: Params, shape: NumericShape): NDArray | undefined {
  const { dtype } = x as NDArray
  const all = rowsOf(x as NDArray, shape[shape.length - 1] as number)
  if (all === undefined) return undefined
  const { source, offset, n, most } = all
  const bytes = source.BYTES_PER_ELEMENT
  const size = keyBytes[dtype] as 4 | 8
  const places = layout(most * n * bytes, bytes < size ? most * n * size : 0, most * n * 4, n * 8, n * 8, COUNTS)
  if (places === undefined) return undefined
  const [raw, apart, positions, pairs, spare, counts] = places as [number, number, number, number, number, number]
  const keys = bytes < size ? apart : raw
  const { toKeys, argsortRows } = functions(`argsort ${dtype}`, arguing(dtype)) as Record<string, Kernel>
  const [memory, indices] = [view(dtype), view("int32")]
  const out = allocateBare("int32", shape)
  const flip = (params as Direction).descending ? -1 : 0
  eachChunk(all, (row, count) => {
    memory.set(source.subarray(offset + row * n, offset + (row + count) * n), raw / bytes)
    toKeys?.(raw, keys, count * n, flip)
    argsortRows?.(keys, positions, pairs, spare, counts, count, n)
    out.buffer.set(indices.subarray(positions / 4, positions / 4 + count * n), out.offset + row * n)
  })
  return out
}

export const orders: Kernels = { structural: { sort, argsort } }
