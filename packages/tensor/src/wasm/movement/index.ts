// Copies of transposed arrays: what a view spans goes to scratch in large pieces, is transposed there by tiles, and leaves
// in panels that are still in the processor's cache.
import { allocateBare, denseArray, type Kernels, type NDArray, type TypedArray } from "@nablajs/core"
import { layoutOf } from "../elementwise/lay.ts"
import { functions } from "../engine.ts"
import { layout, view } from "../memory.ts"
import { transposition } from "./tiles.ts"

/** Below so many elements plain loops are as quick. */
const FEW = 1024
/** Bytes of the source in scratch. */
const WINDOW = 1 << 24
/** Bytes of a panel. */
const PANEL = 1 << 18

/** Two axes that change places: `rows` are neighbours in the source, `columns` in the copy; the others are walked through. */
interface Exchange {
  readonly rows: number
  readonly columns: number
  readonly step: number
  readonly outer: readonly number[]
  readonly steps: readonly number[]
}

function exchangeOf(x: NDArray, least: number): Exchange | undefined {
  const { sizes, strides } = layoutOf(x.shape, [x], null)
  const own = strides[0] as readonly number[]
  const [rows, columns] = sizes.slice(-2) as [number, number]
  // only neighbouring axes: then each exchange fills one piece of the copy
  if (own.at(-2) !== 1 || rows < least || columns < least || own.some((s) => s < 0)) return undefined
  return { rows, columns, step: own.at(-1) as number, outer: sizes.slice(0, -2), steps: own.slice(0, -2) }
}

/** Writes the elements of a transposed view into `out` in row-major order; false: not here. */
export function copyTransposed(x: NDArray, out: TypedArray, offset: number): boolean {
  const bytes = x.buffer.BYTES_PER_ELEMENT
  if (x.size < FEW || out.constructor !== x.buffer.constructor || (bytes !== 4 && bytes !== 8)) return false
  const exchange = exchangeOf(x, 16 / bytes)
  if (exchange === undefined || exchange.step > 2 * exchange.rows) return false
  const { rows, columns, step } = exchange
  // so many columns that they and the rows between them fit into the window
  const wide = Math.min(columns, Math.max(16, Math.floor(WINDOW / (step * bytes)) & -16))
  const high = Math.min(rows, Math.max(16, (PANEL / (wide * bytes)) & -16))
  const places = layout((wide * step + rows) * bytes + 64, high * wide * bytes + 64)
  if (places === undefined) return false
  const move = mover(x, out, places as [number, number], high)
  let at = offset
  for (const start of startsOf(exchange, x.offset)) {
    for (let column = 0; column < columns; column += wide) {
      // the last strip overlaps the one before where it would be too narrow for a tile
      const first = Math.max(0, Math.min(column, columns - 16 / bytes))
      move(start + first * step, exchange, Math.min(columns - first, wide), at + first)
    }
    at += rows * columns
  }
  return true
}

/** Copies so many columns: they go to the window, from there in panels of rows to their places in the copy. */
function mover(x: NDArray, out: TypedArray, [from, to]: readonly [number, number], high: number) {
  const bytes = out.BYTES_PER_ELEMENT
  const memory = view(x.dtype)
  const transpose = functions(`transpose ${bytes}`, transposition(bytes as 4 | 8)).transpose as (...args: number[]) => number
  return (start: number, { rows, columns, step }: Exchange, width: number, target: number): void => {
    memory.set(x.buffer.subarray(start, start + (width - 1) * step + rows), from / bytes)
    for (let row = 0; row < rows; row += high) {
      const count = Math.min(high, rows - row)
      const first = Math.min(row, rows - 16 / bytes)
      transpose(to, width * bytes, from + first * bytes, step * bytes, row + count - first, width)
      const panel = to / bytes + (row - first) * width
      const at = target + row * columns
      if (width === columns) out.set(memory.subarray(panel, panel + count * width), at)
      else for (let i = 0; i < count; i++) out.set(memory.subarray(panel + i * width, panel + (i + 1) * width), at + i * columns)
    }
  }
}

function* startsOf({ outer, steps }: Exchange, first: number): Generator<number> {
  const index = outer.map(() => 0)
  for (let at = first; ; ) {
    yield at
    let axis = outer.length - 1
    for (; axis >= 0; axis--) {
      at += steps[axis] as number
      if (++(index[axis] as number) < (outer[axis] as number)) break
      at -= (outer[axis] as number) * (steps[axis] as number)
      index[axis] = 0
    }
    if (axis < 0) return
  }
}

/** A dense copy, transposed in vectors where that is what it takes. */
export function gathered(x: NDArray): NDArray {
  const out = allocateBare(x.dtype, x.shape)
  return copyTransposed(x, out.buffer, out.offset) ? out : denseArray(x)
}

export const movement: Kernels = { copy: copyTransposed }
