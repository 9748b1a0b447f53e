// The heart of products: a tile of the result, 6 rows of a few vectors, stays in registers while the inner axis goes by.
import { type Code, loop, branchIf, leave, type Local, type Operand, type Statement, upTo, when } from "../code.ts"
import type { Module } from "../module.ts"
import { floats, i32, v128 } from "../simd.ts"

export type Float = keyof typeof floats

/** Rows of a tile. With two vectors a row: 12 sums, 2 vectors of b, one element of a are 15 of the 16 registers on x64. */
export const ROWS = 6

/** Columns of a tile. */
export const columnsOf = (dtype: Float, vectors: number): number => vectors * floats[dtype].lanes

/** Bytes of a tile, and of the table of its rows, for tiles that are not stored in place. */
export const tileBytes = (vectors: number): number => ROWS * vectors * 16

type I32 = Local<"i32">

const advance = (pointer: I32, bytes: number): Statement => pointer.set(i32.add(pointer, bytes))

/** How a tile finds the columns of b: packed one step behind the other, or where they lie, through a table of offsets. */
export type Columns = "packed" | "inPlace"

/**
 * c[rows[i] + …] = Σₖ a[k, i] b[k, …], or += where `adds` is not 0, for the first `height` rows. `a` is packed, 6 elements for each
 * k; so is `b`, a few vectors for each k, or those vectors lie at b + offsets[k]. `rows` lists byte offsets of the rows from `base`.
 */
function defineTile(m: Module, dtype: Float, vectors: number, height: number, fused: boolean, columns: Columns) {
  const { splat, vector, bytes } = floats[dtype]
  const plus = (x: Code<"v128">, y: Code<"v128">, sum: Code<"v128">) => (fused ? vector.fma(x, y, sum) : vector.add(sum, vector.mul(x, y)))
  return m.define(`tile${height}`, ["i32", "i32", "i32", "i32", "i32", "i32", "i32"], (v, a, b, inner, rows, base, adds, offsets) => {
    const sums = Array.from({ length: height }, () => v.locals("v128", vectors))
    const right = v.locals("v128", vectors)
    const left = v.local("v128")
    const [end, at] = [v.local("i32"), v.local("i32")]
    const packed = columns === "packed"
    const step = [
      packed ? [] : at.set(i32.add(b, i32.load(offsets))),
      right.map((x, j) => x.set(v128.load(packed ? b : at, 16 * j))),
      sums.map((row, i) => [left.set(splat(a, bytes * i)), row.map((s, j) => s.set(plus(left, right[j] as Code<"v128">, s)))]),
      advance(a, ROWS * bytes),
      packed ? advance(b, 16 * vectors) : advance(offsets, 4),
    ]
    const place = (i: number) => at.set(i32.add(base, i32.load(rows, 4 * i)))
    const loads = sums.map((row, i) => [place(i), row.map((s, j) => s.set(v128.load(at, 16 * j)))])
    const stores = sums.map((row, i) => [place(i), row.map((s, j) => v128.store(at, s, 16 * j))])
    return [
      end.set(i32.add(a, i32.mul(inner, ROWS * bytes))),
      when(adds, loads),
      loop((again) => [step, branchIf(i32.ltU(a, end), again)]),
      stores,
    ]
  })
}

/** Calls the tile of as many rows as there are. */
export function defineTiles(m: Module, dtype: Float, vectors: number, fused: boolean, columns: Columns) {
  const tiles = Array.from({ length: ROWS }, (_, i) => defineTile(m, dtype, vectors, i + 1, fused, columns))
  return (height: Code<"i32">, ...args: Parameters<(typeof tiles)[number]>): Statement =>
    tiles.reduce((rest, one, i) => when(i32.eq(height, i + 1), [one(...args)], i === 0 ? [] : [rest]), leave)
}

/** Whether so many offsets from `table` on are neighbouring elements. */
export function neighbours(table: Operand<"i32">, count: number, bytes: number): Code<"i32"> {
  const first = i32.load(table)
  const parts = Array.from({ length: count - 1 }, (_, i) => i32.eq(i32.load(table, 4 * (i + 1)), i32.add(first, bytes * (i + 1))))
  return parts.reduce((all, one) => i32.and(all, one))
}

/**
 * A block of the result: all tiles of packed `a` (m rows) and `b` (n columns). Tiles with fewer columns, or whose columns are not
 * neighbours in c, go through `spare`: a table of 6 row offsets, then a tile.
 */
export function defineBlock(m: Module, dtype: Float, vectors: number, fused: boolean): void {
  const { scalar, bytes } = floats[dtype]
  const width = columnsOf(dtype, vectors)
  const tile = defineTiles(m, dtype, vectors, fused, "packed")
  /** Moves m × n elements between a tile at `spare` and their places in c. */
  const move = (name: string, element: (spare: Code<"i32">, place: Code<"i32">) => Statement) =>
    m.define(name, ["i32", "i32", "i32", "i32", "i32", "i32"], (v, spare, rows, m, columns, n, base) => {
      const [i, j] = [v.local("i32"), v.local("i32")]
      const entry = (table: I32, index: I32) => i32.load(i32.add(table, i32.shl(index, 2)))
      const place = i32.add(base, i32.add(entry(columns, j), entry(rows, i)))
      const one = element(i32.add(spare, i32.mul(j, bytes)), place)
      return [upTo(i, m, 1, [j.set(0), upTo(j, n, 1, [one]), spare.set(i32.add(spare, width * bytes))])]
    })
  const fetch = move("fetch", (spare, place) => scalar.store(spare, scalar.load(place) as never))
  const put = move("put", (spare, place) => scalar.store(place, scalar.load(spare) as never))
  m.define(
    "block",
    ["i32", "i32", "i32", "i32", "i32", "i32", "i32", "i32", "i32", "i32"],
    (v, a, b, inner, m, n, rows, columns, base, adds, spare) => {
      const [i, j, wide, packed, left, high] = v.locals("i32", 6) as [I32, I32, I32, I32, I32, I32]
      const [row, column] = [i32.add(rows, i32.shl(i, 2)), i32.add(columns, i32.shl(j, 2))]
      const smaller = (x: Code<"i32">, limit: number): Statement => when(i32.gtU(high.tee(x), limit), [high.set(limit)])
      const inside = tile(high, left, packed, inner, row, i32.add(base, i32.load(column)), adds, 0)
      const elements = [i32.add(spare, 64), row, high, column, wide, base] as const
      const apart = [
        when(adds, [fetch(...elements)]),
        tile(high, left, packed, inner, spare, i32.add(spare, 64), adds, 0),
        put(...elements),
      ]
      return [
        packed.set(b),
        upTo(j, n, width, [
          smaller(i32.sub(n, j), width),
          wide.set(high),
          // 0: the columns of this sliver are whole and neighbours
          when(i32.eq(wide, width), [when(neighbours(column, width, bytes), [wide.set(0)])]),
          left.set(a),
          i.set(0),
          upTo(i, m, ROWS, [
            smaller(i32.sub(m, i), ROWS),
            when(wide, apart, [inside]),
            left.set(i32.add(left, i32.mul(inner, ROWS * bytes))),
          ]),
          packed.set(i32.add(packed, i32.mul(inner, width * bytes))),
        ]),
      ]
    },
  )
}
