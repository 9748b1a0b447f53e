// Copies of transposed arrays: what a view spans goes to scratch in one piece, is transposed there by tiles, and leaves in
// panels that are still in the processor's cache.
import { allocateBare, denseArray, type Kernels, type NDArray, type TypedArray } from "@nablajs/core"
import { layoutOf } from "../elementwise/lay.ts"
import { functions } from "../engine.ts"
import { layout, spanOf, view } from "../memory.ts"
import { transposition } from "./tiles.ts"

/** Below so many elements plain loops are as quick. */
const FEW = 1024
/** What a view may span, in bytes. */
const MOST = 128 << 20
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
  const { low, length } = spanOf(x)
  if (exchange === undefined || length > 2 * x.size || length * bytes > MOST) return false
  const { rows, columns, step } = exchange
  const high = Math.min(rows, Math.max(16, (PANEL / (columns * bytes)) & -16))
  const places = layout(length * bytes + 64, high * columns * bytes + 64)
  if (places === undefined) return false
  const [from, to] = places as [number, number]
  const memory = view(x.dtype)
  const transpose = functions(`transpose ${bytes}`, transposition(bytes)).transpose as (...args: number[]) => number
  memory.set(x.buffer.subarray(low, low + length), from / bytes)
  let at = offset
  for (const start of startsOf(exchange, x.offset - low)) {
    for (let row = 0; row < rows; row += high) {
      // the last panel overlaps the one before where it would be too low for a tile
      const n = Math.min(high, rows - row)
      const first = n < 16 / bytes ? rows - 16 / bytes : row
      transpose(to, columns * bytes, from + (start + first) * bytes, step * bytes, row + n - first, columns)
      const skipped = (row - first) * columns
      out.set(memory.subarray(to / bytes + skipped, to / bytes + skipped + n * columns), at)
      at += n * columns
    }
  }
  return true
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
