// Products of matrices in blocks that fit the caches: a panel of b for the second level, a block of a beside it, slivers of both
// for the first.
import type { Module } from "../module.ts"
import type { Exports } from "../platform.ts"
import { floats } from "../simd.ts"
import { definePack } from "./pack.ts"
import { columnsOf, defineBlock, type Float, ROWS, tileBytes } from "./tile.ts"

/** Inner positions, rows and columns of a block. */
const [INNER, HEIGHT, WIDTH] = [512, 96, 2048]

/** One side of a product in scratch: byte offsets of its places and of its inner positions from `base`, as tables. */
export interface Side {
  readonly base: number
  readonly places: number
  readonly inner: number
  /** Whether the inner axis steps from element to element. */
  readonly unit: boolean
}

/** c[s][rows[i] + columns[j]] = Σₖ a[s][i, k] b[s][j, k] for every member s of a stack. */
export interface Product {
  readonly m: number
  readonly n: number
  readonly k: number
  readonly a: Side
  readonly b: Side
  readonly c: { readonly base: number; readonly rows: number; readonly columns: number }
  /** Tables of byte offsets of the members. */
  readonly stack: { readonly count: number; readonly a: number; readonly b: number; readonly c: number }
}

/** Room for packed blocks and for tiles at edges. */
export interface Work {
  readonly a: number
  readonly b: number
  readonly spare: number
}

/** Which members, rows and columns: from, to. */
export interface Part {
  readonly stack: readonly [number, number]
  readonly rows: readonly [number, number]
  readonly columns: readonly [number, number]
}

export const whole = ({ m, n, stack }: Product): Part => ({ stack: [0, stack.count], rows: [0, m], columns: [0, n] })

const up = (n: number, to: number): number => Math.ceil(n / to) * to

/** Entries that a table of n places needs, filled up to whole slivers. */
export const tableEntries = (n: number): number => n + 16

export function workBytes(dtype: Float, vectors: number, m: number, n: number, k: number): [a: number, b: number, spare: number] {
  const { bytes } = floats[dtype]
  const inner = Math.min(k, INNER) * bytes
  const width = columnsOf(dtype, vectors)
  return [up(Math.min(m, HEIGHT), ROWS) * inner, up(Math.min(n, WIDTH), width) * inner, 64 + tileBytes(vectors)]
}

/** The functions that `multiply` calls. */
export const productModule =
  (dtype: Float, vectors: number) =>
  (m: Module, fused: boolean): void => {
    definePack(m, "packRows", dtype, ROWS)
    definePack(m, "packColumns", dtype, columnsOf(dtype, vectors))
    defineBlock(m, dtype, vectors, fused)
  }

/** Writes the table of rows of a tile that is not stored in place. */
export function prepareSpare(integers: Int32Array, dtype: Float, vectors: number, spare: number): void {
  for (let i = 0; i < ROWS; i++) integers[spare / 4 + i] = i * columnsOf(dtype, vectors) * floats[dtype].bytes
}

type Call = (...args: number[]) => number

export function multiply(functions: Exports, integers: Int32Array, { k, a, b, c, stack }: Product, part: Part, work: Work): void {
  const [packRows, packColumns, block] = [functions.packRows, functions.packColumns, functions.block] as [Call, Call, Call]
  const [top, bottom] = part.rows
  for (let s = part.stack[0]; s < part.stack[1]; s++) {
    const left = a.base + (integers[stack.a / 4 + s] as number)
    const right = b.base + (integers[stack.b / 4 + s] as number)
    const out = c.base + (integers[stack.c / 4 + s] as number)
    for (let j = part.columns[0]; j < part.columns[1]; j += WIDTH) {
      const width = Math.min(WIDTH, part.columns[1] - j)
      for (let p = 0; p < k; p += INNER) {
        const inner = Math.min(INNER, k - p)
        packColumns(right, b.inner + 4 * p, inner, b.places + 4 * j, width, work.b, +b.unit)
        for (let i = top; i < bottom; i += HEIGHT) {
          const height = Math.min(HEIGHT, bottom - i)
          packRows(left, a.inner + 4 * p, inner, a.places + 4 * i, height, work.a, +a.unit)
          block(work.a, work.b, inner, height, width, c.rows + 4 * i, c.columns + 4 * j, out, +(p > 0), work.spare)
        }
      }
    }
  }
}
