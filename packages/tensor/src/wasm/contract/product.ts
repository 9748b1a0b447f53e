// Products of matrices in blocks that fit the caches: a panel of b for the second level, a block of a beside it, slivers of both
// for the first.
import type { Exports } from "../platform.ts"
import { functions } from "../engine.ts"
import { definePack } from "./pack.ts"
import { columnsOf, defineBlock, type Float, ROWS, tileBytes } from "./tile.ts"
import { floats } from "../simd.ts"

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

/** c[rows[i] + columns[j]] = Σₖ a[i, k] b[j, k] */
export interface Product {
  readonly m: number
  readonly n: number
  readonly k: number
  readonly a: Side
  readonly b: Side
  readonly c: { readonly base: number; readonly rows: number; readonly columns: number }
}

/** Room for packed blocks. */
export interface Work {
  readonly a: number
  readonly b: number
  readonly spare: number
}

const up = (n: number, to: number): number => Math.ceil(n / to) * to

/** Entries that a table of n places needs, filled up to whole slivers. */
export const tableEntries = (n: number): number => n + 16

export function workBytes(dtype: Float, m: number, n: number, k: number, vectors: number): [a: number, b: number, spare: number] {
  const { bytes } = floats[dtype]
  const inner = Math.min(k, INNER) * bytes
  const width = columnsOf(dtype, vectors)
  return [up(Math.min(m, HEIGHT), ROWS) * inner, up(Math.min(n, WIDTH), width) * inner, 64 + tileBytes(vectors)]
}

export const productFunctions = (dtype: Float, vectors: number): Exports =>
  functions(`product ${dtype} ${vectors}`, (m, fused) => {
    definePack(m, "packRows", dtype, ROWS)
    definePack(m, "packColumns", dtype, columnsOf(dtype, vectors))
    defineBlock(m, dtype, vectors, fused)
  })

type Call = (...args: number[]) => number

export function multiply({ packRows, packColumns, block }: Exports, { m, n, k, a, b, c }: Product, work: Work): void {
  for (let j = 0; j < n; j += WIDTH) {
    const width = Math.min(WIDTH, n - j)
    for (let p = 0; p < k; p += INNER) {
      const inner = Math.min(INNER, k - p)
      ;(packColumns as Call)(b.base, b.inner + 4 * p, inner, b.places + 4 * j, width, work.b, +b.unit)
      for (let i = 0; i < m; i += HEIGHT) {
        const height = Math.min(HEIGHT, m - i)
        ;(packRows as Call)(a.base, a.inner + 4 * p, inner, a.places + 4 * i, height, work.a, +a.unit)
        ;(block as Call)(work.a, work.b, inner, height, width, c.rows + 4 * i, c.columns + 4 * j, c.base, +(p > 0), work.spare)
      }
    }
  }
}
