// Rows and columns pass through scratch block by block; what is folded there is small.
import { dtypes, type TypedArray } from "@nablajs/core"
import { functions } from "../engine.ts"
import { layout, view } from "../memory.ts"
import { type Extreme, extremeColumns, extremeRows } from "./extremes.ts"
import { type Float, LANE_BYTES, sumColumns, sumRows } from "./sums.ts"

/** Bytes of a block: it stays in the second-level cache, and larger ones take fewer calls. */
const BLOCK = 1 << 16
/** Columns that are folded together, in bytes, and the rows of a block of them. */
const WIDTH = 1 << 13
const HEIGHT = 16

type Kernel = (...args: readonly number[]) => number

/** Dense elements of a type from an offset on. */
export interface Elements {
  readonly data: TypedArray
  readonly offset: number
  readonly dtype: Float
}

/** A sum with the error of each addition beside it, which an infinite total has none of. */
class Total {
  private sum = 0
  private lost = 0

  add(x: number): void {
    const next = this.sum + x
    const back = next - this.sum
    this.lost += this.sum - (next - back) + (x - back)
    this.sum = next
  }

  get value(): number {
    return Number.isNaN(this.lost) ? this.sum : this.sum + this.lost
  }
}

/** Calls back with blocks of whole rows, or with pieces of one row, once they are in scratch. */
function eachBlock(
  { data, offset, dtype }: Elements,
  rows: number,
  n: number,
  from: number,
  visit: (row: number, count: number, length: number, start: number) => void,
): void {
  const { bytes } = dtypes[dtype]
  const memory = view(dtype)
  const most = BLOCK / bytes
  const high = Math.max(1, Math.floor(most / n))
  const wide = Math.min(n, most)
  for (let row = 0; row < rows; row += high) {
    const count = Math.min(high, rows - row)
    for (let start = 0; start < n; start += wide) {
      const length = Math.min(wide, n - start)
      const at = offset + row * n + start
      memory.set(data.subarray(at, at + count * length), from / bytes)
      visit(row, count, length, start)
    }
  }
}

/** Sums of rows, or of their squares, in float64. */
export function rowSums(x: Elements, rows: number, n: number, squares: boolean): Float64Array | undefined {
  const places = layout(BLOCK + 64, (BLOCK / n + 2) * 8)
  if (places === undefined) return undefined
  const [from, to] = places as [number, number]
  const kernel = functions(`sum rows ${x.dtype} ${squares}`, sumRows(x.dtype, squares)).run as Kernel
  const results = view("float64")
  const out = new Float64Array(rows)
  let total = new Total()
  eachBlock(x, rows, n, from, (row, count, length, start) => {
    kernel(to, from, length, count)
    if (length === n) return out.set(results.subarray(to / 8, to / 8 + count) as Float64Array, row)
    if (start === 0) total = new Total()
    total.add(results[to / 8] as number)
    out[row] = total.value
  })
  return out
}

/** Extremes of rows of at least two vectors, and their positions where those are asked for. */
export function rowExtremes(x: Elements, rows: number, n: number, name: Extreme, out: TypedArray, positions: Int32Array | null): boolean {
  const { bytes } = dtypes[x.dtype]
  const most = BLOCK / n + 2
  const places = layout(BLOCK + 64, most * bytes, most * 4)
  if (places === undefined) return false
  const [from, to, at] = places as [number, number, number]
  const kernel = functions(`${name} rows ${x.dtype}`, extremeRows(x.dtype, name)).run as Kernel
  const [results, found] = [view(x.dtype), view("int32")]
  eachBlock(x, rows, n, from, (row, count, length, start) => {
    // the last piece of a row may be shorter than a vector
    const [first, size] = length * bytes >= 16 ? [from, length] : [from, padded(results, from / bytes, length, 16 / bytes)]
    kernel(to, first, size, count, positions === null ? 0 : at)
    const value = results[to / bytes] as number
    if (length === n) {
      out.set(results.subarray(to / bytes, to / bytes + count), row)
      positions?.set(found.subarray(at / 4, at / 4 + count) as Int32Array, row)
    } else if (start === 0 || beyond(name, value, out[row] as number)) {
      out[row] = value
      if (positions !== null) positions[row] = start + (found[at / 4] as number)
    }
  })
  return true
}

/** Whether a later value takes the place of the best so far: strictly better, or the first NaN. */
const beyond = (name: Extreme, value: number, best: number): boolean =>
  best === best && (value !== value || (name === "max" ? value > best : value < best))

/** Repeats the first element behind the others. */
function padded(data: TypedArray, from: number, length: number, size: number): number {
  data.fill(data[from] as number, from + length, from + size)
  return size
}

/** Calls back with blocks of up to 16 rows of some columns, once they are in scratch: how many rows, their pitch in bytes. */
function eachStrip(
  { data, offset, dtype }: Elements,
  rows: number,
  inner: number,
  from: number,
  strip: (first: number, width: number) => { block: (count: number, pitch: number, row: number) => void; end: () => void },
): void {
  const { bytes } = dtypes[dtype]
  const memory = view(dtype)
  const wide = Math.min(inner, WIDTH / bytes)
  const high = wide === inner ? Math.max(HEIGHT, (BLOCK / (inner * bytes)) & -HEIGHT) : HEIGHT
  for (let first = 0; first < inner; first += wide) {
    const width = Math.min(wide, inner - first)
    const { block, end } = strip(first, width)
    for (let row = 0; row < rows; row += high) {
      const count = Math.min(high, rows - row)
      const at = offset + row * inner + first
      if (width === inner) memory.set(data.subarray(at, at + count * inner), from / bytes)
      else for (let i = 0; i < count; i++) memory.set(data.subarray(at + i * inner, at + i * inner + width), from / bytes + i * width)
      block(count, width * bytes, row)
    }
    end()
  }
}

const stripBytes = BLOCK + HEIGHT * WIDTH + 2 * LANE_BYTES

/** Sums of columns in float64, into `out` from `to` on. */
export function columnSums(x: Elements, rows: number, inner: number, out: Float64Array, to: number): boolean {
  const { bytes } = dtypes[x.dtype]
  const room = (WIDTH / bytes) * 8 + 4 * LANE_BYTES
  const places = layout(stripBytes, room, room)
  if (places === undefined) return false
  const [from, totals, lost] = places as [number, number, number]
  const kernel = functions(`sum columns ${x.dtype}`, sumColumns(x.dtype)).run as Kernel
  const results = view("float64")
  eachStrip(x, rows, inner, from, (first, width) => {
    results.fill(0, totals / 8, (totals + room) / 8)
    results.fill(0, lost / 8, (lost + room) / 8)
    return {
      block: (count, pitch) => {
        for (let i = 0; i < count; i += HEIGHT) kernel(totals, lost, from + i * pitch, pitch, Math.min(HEIGHT, count - i), pitch)
      },
      end: () => {
        for (let i = 0; i < width; i++) {
          const error = results[lost / 8 + i] as number
          out[to + first + i] = (results[totals / 8 + i] as number) + (Number.isNaN(error) ? 0 : error)
        }
      },
    }
  })
  return true
}

/** Extremes of columns, into `out` from `to` on. */
export function columnExtremes(x: Elements, rows: number, inner: number, name: Extreme, out: TypedArray, to: number): boolean {
  const { bytes } = dtypes[x.dtype]
  const places = layout(stripBytes, WIDTH + 2 * LANE_BYTES)
  if (places === undefined) return false
  const [from, best] = places as [number, number]
  const kernel = functions(`${name} columns ${x.dtype}`, extremeColumns(x.dtype, name)).run as Kernel
  const results = view(x.dtype)
  eachStrip(x, rows, inner, from, (first, width) => ({
    block: (count, pitch, row) => {
      if (row === 0) results.copyWithin(best / bytes, from / bytes, from / bytes + width)
      kernel(best, from, pitch, count, pitch)
    },
    end: () => out.set(results.subarray(best / bytes, best / bytes + width), to + first),
  }))
  return true
}
