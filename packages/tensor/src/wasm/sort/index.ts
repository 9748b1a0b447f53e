// Sorting: rows go to scratch, as many at a time as the caches hold, become keys there and leave in order. Where only a part of
// the order is asked for, only what may belong there is sorted.
import { allocateBare, type Kernels, type NDArray, type NumericShape, type Params, type TypedArray } from "@nablajs/core"
import { functions } from "../engine.ts"
import { layout, view } from "../memory.ts"
import { gathered } from "../movement/index.ts"
import { COUNTS } from "./digits.ts"
import { keyBytes } from "./keys.ts"
import { arguing, sorting } from "./rows.ts"
import { type Kept, narrow, TALLIES } from "./select.ts"

/** Below so many elements plain loops are as quick. */
const FEW = 128
/** Rows of so many elements together are sorted at a time. */
const TOGETHER = 1 << 13
/** Selecting first pays in rows of so many elements, if it leaves out most of them. */
const [MANY, SHARE] = [4000, 8]

type Named<K extends string> = Readonly<Record<K, (...args: readonly number[]) => number>>

/** As core's `sort` and `argsort` have it; `part` names places in the order, from the first on, all where it is absent. */
interface Order {
  readonly descending: boolean
  readonly part?: readonly [first: number, end: number]
}

interface Rows {
  readonly source: TypedArray
  readonly offset: number
  readonly count: number
  readonly n: number
  /** Places in the order. */
  readonly first: number
  readonly end: number
  /** Whether to select before sorting. */
  readonly few: boolean
  /** Rows that are sorted at a time. */
  readonly most: number
  /** Bytes of an element and of its key. */
  readonly bytes: number
  readonly size: 4 | 8
}

function rowsOf(x: NDArray, { part }: Order): Rows | undefined {
  const n = x.shape[x.shape.length - 1] as number
  const size = keyBytes[x.dtype]
  const [first, end] = part ?? [0, n]
  if (x.size < FEW || n < 2 || size === undefined || end <= first) return undefined
  const { buffer: source, offset } = x.dense ? x : gathered(x)
  const count = x.size / n
  const few = n >= MANY && SHARE * (end - first) <= n
  const most = few ? 1 : Math.min(count, Math.max(1, Math.floor(TOGETHER / n)))
  return { source, offset, count, n, first, end, few, most, bytes: source.BYTES_PER_ELEMENT, size }
}

/** Brings so many rows at a time to scratch and calls back. */
function eachChunk(
  { source, offset, count, n, most, bytes }: Rows,
  memory: TypedArray,
  to: number,
  visit: (row: number, rows: number) => void,
) {
  for (let row = 0; row < count; row += most) {
    const rows = Math.min(most, count - row)
    memory.set(source.subarray(offset + row * n, offset + (row + rows) * n), to / bytes)
    visit(row, rows)
  }
}

/** Copies of each row the part that was asked for, of which the first `below` places are not there. */
function give({ n, first, end }: Rows, from: TypedArray, at: number, rows: number, below: number, out: TypedArray, to: number): void {
  const width = end - first
  if (width === n) return out.set(from.subarray(at, at + rows * n), to)
  for (let row = 0, start = at + first - below; row < rows; row++, start += n) {
    out.set(from.subarray(start, start + width), to + row * width)
  }
}

const tallies = (counts: number): Int32Array => (view("int32") as Int32Array).subarray(counts / 4, counts / 4 + TALLIES)

/** x in order along its last axis. */
function sort([x]: readonly NDArray[], params: Params, shape: NumericShape): NDArray | undefined {
  const { dtype } = x as NDArray
  const order = params as Order
  const all = rowsOf(x as NDArray, order)
  if (all === undefined) return undefined
  const { n, first, end, few, most, bytes, size } = all
  const places = layout(most * n * bytes, bytes < size ? most * n * size : 0, n * size, Math.max(COUNTS, 4 * TALLIES))
  if (places === undefined) return undefined
  const [raw, apart, spare, counts] = places as [number, number, number, number]
  // keys as wide as the elements take their places
  const keys = bytes < size ? apart : raw
  const kernels = functions(`sort ${dtype}`, sorting(dtype))
  const { toKeys, fromKeys, sortRows } = kernels as Named<"toKeys" | "fromKeys" | "sortRows">
  const memory = view(dtype)
  const out = allocateBare(dtype, shape)
  const flip = order.descending ? -1 : 0
  const isFloat = dtype === "float32" || dtype === "float64"
  eachChunk(all, memory, raw, (row, rows) => {
    toKeys(raw, keys, rows * n, flip)
    const { count, below }: Kept = few ? narrow(kernels, tallies(counts), keys, n, first, end) : { count: n, below: 0 }
    sortRows(keys, spare, counts, rows, count)
    fromKeys(keys, raw, rows * count, flip)
    const to = out.offset + row * (end - first)
    give(all, memory, raw / bytes, rows, below, out.buffer, to)
    if (isFloat) for (let i = 0; i < rows; i++) orderZeros(all, row + i, out.buffer, to + i * (end - first), order.descending)
  })
  return out
}

/** Zeros of either sign are equal, so they take the order that they had; as keys they lie together, those of one sign first. */
function orderZeros({ source, offset, n, first, end }: Rows, row: number, sorted: TypedArray, at: number, descending: boolean): void {
  const behind = at + end - first
  const before = (value: number): boolean => (descending ? value > 0 : value < 0)
  let [low, high] = [at, behind]
  while (low < high) {
    const middle = (low + high) >> 1
    if (before(sorted[middle] as number)) low = middle + 1
    else high = middle
  }
  for (high = low; high < behind && sorted[high] === 0; ) high++
  const whole = end - first === n
  if (high === low || (whole && Object.is(sorted[low], sorted[high - 1]))) return
  const from = offset + row * n
  // zeros whose places come before the part
  let gone = 0
  if (low === at && !whole) {
    gone = first
    for (let i = from; i < from + n; i++) if (before(source[i] as number)) gone--
  }
  for (let i = from; low < high; i++) if (source[i] === 0 && gone-- <= 0) sorted[low++] = source[i] as number
}

/** The positions that put x in order along its last axis. */
function argsort([x]: readonly NDArray[], params: Params, shape: NumericShape): NDArray | undefined {
  const { dtype } = x as NDArray
  const all = rowsOf(x as NDArray, params as Order)
  if (all === undefined) return undefined
  const { n, first, end, few, most, bytes, size } = all
  const wide = bytes < size ? most * n * size : 0
  const places = layout(most * n * bytes, wide, most * n * 4, n * 8, n * 8, Math.max(COUNTS, 4 * TALLIES))
  if (places === undefined) return undefined
  const [raw, apart, into, pairs, spare, counts] = places as [number, number, number, number, number, number]
  const keys = bytes < size ? apart : raw
  const kernels = functions(`argsort ${dtype}`, arguing(dtype))
  const { toKeys, argsortRows, pair, sortPairs, positions } = kernels as Named<
    "toKeys" | "argsortRows" | "pair" | "sortPairs" | "positions"
  >
  const indices = view("int32")
  const out = allocateBare("int32", shape)
  const flip = (params as Order).descending ? -1 : 0
  eachChunk(all, view(dtype), raw, (row, rows) => {
    toKeys(raw, keys, rows * n, flip)
    let below = 0
    if (few) {
      pair(keys, pairs, n)
      const kept = narrow(kernels, tallies(counts), pairs, n, first, end)
      below = kept.below
      sortPairs(keys, pairs, spare, counts, kept.count)
      positions(pairs, into, kept.count)
    } else argsortRows(keys, into, pairs, spare, counts, rows, n)
    give(all, indices, into / 4, rows, below, out.buffer, out.offset + row * (end - first))
  })
  return out
}

export const orders: Kernels = { structural: { sort, argsort } }
