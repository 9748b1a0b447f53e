// Block by block: what a block needs is copied into scratch, computed there and copied into the result while it is still in
// the processor's cache, so that large arrays cross main memory once.
import { type DType, dtypes, type NDArray, type TypedArray } from "@nablajs/core"
import { layout as reserve, view } from "../memory.ts"
import type { Layout } from "./lay.ts"
import type { Kernel, Patch } from "./loop.ts"
import { type Lie, OVERRUN } from "./loops.ts"

/** Bytes of the widest operand in a block: all of them together stay in the second-level cache. */
export const BLOCK = 1 << 16

/** How the elements of an operand lie in scratch: the first, and from row to row and column to column. */
interface Lying {
  readonly home: TypedArray
  readonly start: number
  readonly down: number
  readonly right: number
}

/** Computes what the kernel declined, from the block that is still in scratch. */
export function mend({ reach, scalar }: Patch, x: Lying, result: TypedArray, first: number, rows: number, width: number): void {
  for (let row = 0, to = first; row < rows; row++) {
    for (let column = 0; column < width; column++, to++) {
      const value = x.home[x.start + row * x.down + column * x.right] as number
      if (Math.abs(value) > reach) result[to] = scalar(value)
    }
  }
}

export interface Source {
  readonly data: TypedArray
  readonly dtype: DType
  readonly lie: Lie
  /** From row to row and plane to plane, in elements. */
  readonly step: number
  readonly steps: readonly number[]
  readonly offset: number
  /** Where its part of a block lies, as elements of a view of scratch. */
  readonly home: TypedArray
  readonly start: number
}

export interface Blocks {
  readonly sources: readonly Source[]
  readonly planes: readonly number[]
  readonly rows: number
  readonly width: number
  /** At most so many rows and columns in a block. */
  readonly high: number
  readonly wide: number
  readonly result: TypedArray
  readonly address: number
}

export function blocksOf(
  arrays: readonly NDArray[],
  { sizes, strides }: Layout,
  types: readonly DType[],
  dtype: DType,
): Blocks | undefined {
  const places = reserve(BLOCK + OVERRUN, ...types.map(() => BLOCK + OVERRUN))
  if (places === undefined) return undefined
  const sources = arrays.map((x, k): Source => {
    const own = strides[k] as readonly number[]
    const type = types[k] as DType
    return {
      data: x.buffer,
      dtype: type,
      lie: own.at(-1) === 0 ? "s" : "d",
      step: own.at(-2) as number,
      steps: own.slice(0, -2),
      offset: x.offset,
      home: view(type),
      start: (places[k + 1] as number) / dtypes[type].bytes,
    }
  })
  const [rows, width] = sizes.slice(-2) as [number, number]
  const most = BLOCK / Math.max(dtypes[dtype].bytes, ...types.map((type) => dtypes[type].bytes))
  return {
    sources,
    planes: sizes.slice(0, -2),
    rows,
    width,
    high: Math.max(1, Math.floor(most / width)),
    wide: Math.min(width, most),
    result: view(dtype),
    address: places[0] as number,
  }
}

/** Computes all elements of `out`, row by row. */
export function sweep(blocks: Blocks, kernel: Kernel, out: NDArray, patch: Patch | undefined): void {
  const { sources, rows, width, high, wide, result, address } = blocks
  const { bytes } = dtypes[out.dtype]
  const args = new Array<number>(3 + 2 * sources.length).fill(0)
  args[0] = address
  let to = out.offset
  visitPlanes(blocks, (at) => {
    for (let row = 0; row < rows; row += high) {
      const m = Math.min(high, rows - row)
      for (let column = 0; column < width; column += wide) {
        const n = Math.min(wide, width - column)
        args[1] = n * bytes
        args[2] = m
        sources.forEach((source, k) => {
          const { home, start, lie, step } = source
          args[3 + 2 * k] = start * home.BYTES_PER_ELEMENT
          const from = (at[k] as number) + row * step + (lie === "d" ? column : 0)
          args[4 + 2 * k] = home.BYTES_PER_ELEMENT * fetch(source, from, m, lie === "d" ? n : 1)
        })
        if (kernel(...args) !== 0 && patch !== undefined) {
          const { home, start, lie } = sources[0] as Source
          const down = (args[4] as number) / home.BYTES_PER_ELEMENT
          mend(patch, { home, start, down, right: lie === "d" ? 1 : 0 }, result, address / bytes, m, n)
        }
        out.buffer.set(result.subarray(address / bytes, address / bytes + m * n), to)
        to += m * n
      }
    }
  })
}

/** Copies m rows of n elements; how far apart they then lie. */
function fetch({ data, home, start, step }: Source, from: number, m: number, n: number): number {
  if (step === 0 || m === 1) {
    if (n === 1) home[start] = data[from] as number
    else home.set(data.subarray(from, from + n), start)
    return 0
  }
  if (step === n) home.set(data.subarray(from, from + m * n), start)
  else if (n === 1) for (let i = 0; i < m; i++) home[start + i] = data[from + i * step] as number
  else for (let i = 0; i < m; i++) home.set(data.subarray(from + i * step, from + i * step + n), start + i * n)
  return n
}

/** Calls back with the offsets of all operands in each plane. */
export function visitPlanes({ sources, planes }: Blocks, visit: (at: readonly number[]) => void): void {
  const at = sources.map((s) => s.offset)
  const index = planes.map(() => 0)
  for (;;) {
    visit(at)
    let axis = planes.length - 1
    for (; axis >= 0; axis--) {
      const n = planes[axis] as number
      const turned = ++(index[axis] as number) === n
      sources.forEach((s, k) => {
        at[k] = (at[k] as number) + (s.steps[axis] as number) * (turned ? 1 - n : 1)
      })
      if (!turned) break
      index[axis] = 0
    }
    if (axis < 0) return
  }
}
