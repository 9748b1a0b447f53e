// C ← C + f A B in float64 for matrices of any steps: four columns of B at a time lie side by side in a sliver, and meet six
// rows of A in twelve accumulators of two lanes, which with two vectors of B and one element of A fill the registers.
import { type Code, type Local, type Operand, type Statement, type Statements, upTo, when } from "../code.ts"
import type { Module, Procedure } from "../module.ts"
import { f64, i32 } from "../scalars.ts"
import { f64x2, v128 } from "../simd.ts"

// 120 rows of 256 elements of A stay in the second cache while slivers pass
const [DEPTH, HEIGHT] = [256, 120]
const ROWS = 6
const SLIVER = DEPTH * 32

/** Bytes of scratch for a sliver and for a tile at the edge. */
export const ROOM = SLIVER + ROWS * 32

type I32 = Local<"i32">
type Tile = Procedure<["i32", "i32", "i32", "i32", "i32", "i32", "i32"]>

/** a·b + c */
export const fma =
  (fused: boolean) =>
  (a: Code<"v128">, b: Code<"v128">, c: Code<"v128">): Code<"v128"> =>
    fused ? f64x2.fma(a, b, c) : f64x2.add(f64x2.mul(a, b), c)

/** A tile of so many rows and four columns: adds A times the sliver to C. */
function defineTile(module: Module, fused: boolean, rows: number): Tile {
  const times = fma(fused)
  return module.define(`tile${rows}`, ["i32", "i32", "i32", "i32", "i32", "i32", "i32"], (v, a, ai, ak, sliver, end, c, ci) => {
    const sums = v.locals("v128", 2 * rows)
    const [b0, b1, x] = v.locals("v128", 3) as [Local<"v128">, Local<"v128">, Local<"v128">]
    const at = v.locals("i32", rows)
    const row = (i: number): Statements => [
      x.set(v128.load64Splat(at[i] as Local<"i32">)),
      (sums[2 * i] as Local<"v128">).set(times(x, b0, sums[2 * i] as Local<"v128">)),
      (sums[2 * i + 1] as Local<"v128">).set(times(x, b1, sums[2 * i + 1] as Local<"v128">)),
      (at[i] as Local<"i32">).set(i32.add(at[i] as Local<"i32">, ak)),
    ]
    const add = (i: number): Statements => [
      v128.store(c, f64x2.add(v128.load(c), sums[2 * i] as Local<"v128">)),
      v128.store(c, f64x2.add(v128.load(c, 16), sums[2 * i + 1] as Local<"v128">), 16),
      c.set(i32.add(c, ci)),
    ]
    const all = Array.from({ length: rows }, (_, i) => i)
    return [
      ...all.map((i) => (at[i] as Local<"i32">).set(i === 0 ? a : i32.add(at[i - 1] as Local<"i32">, ai))),
      upTo(sliver, end, 32, [b0.set(v128.load(sliver)), b1.set(v128.load(sliver, 16)), ...all.map(row)]),
      ...all.map(add),
    ]
  })
}

const chain = (left: Local<"i32">, tiles: readonly Tile[], call: (tile: Tile) => Statement): Statement =>
  tiles.reduceRight<Statement>(
    (rest, tile, i) => (i === tiles.length - 1 ? call(tile) : when(i32.eq(left, i + 1), [call(tile)], [rest])),
    call(tiles.at(-1) as Tile),
  )

/** Copies f times so many columns of B into the sliver, and zeros for the columns that are missing of four. */
function definePack(module: Module): Procedure<["f64", "i32", "i32", "i32", "i32", "i32", "i32"]> {
  return module.define("pack", ["f64", "i32", "i32", "i32", "i32", "i32", "i32"], (v, f, b, bk, bj, to, end, width) => {
    const at = v.local("i32")
    const put = (j: number): Statements => [
      ...(j === 0 ? [at.set(b)] : [at.set(i32.add(at, bj))]),
      f64.store(to, f64.mul(f, f64.load(at)), 8 * j),
    ]
    const maybe = (j: number): Statement => when(i32.gtU(width, j), [put(j)], [f64.store(to, 0, 8 * j)])
    const contiguous: Statements = [
      v128.store(to, f64x2.mul(f64x2.splat(f), v128.load(b))),
      v128.store(to, f64x2.mul(f64x2.splat(f), v128.load(b, 16)), 16),
    ]
    const walk = (body: Statements): Statement => upTo(to, end, 32, [body, b.set(i32.add(b, bk))])
    return [
      when(
        i32.eq(width, 4),
        [when(i32.eq(bj, 8), [walk(contiguous)], [walk([put(0), put(1), put(2), put(3)])])],
        [walk([put(0), maybe(1), maybe(2), maybe(3)])],
      ),
    ]
  })
}

const smaller = (a: Code<"i32">, b: Operand<"i32">, into: Local<"i32">): Statements => [into.set(a), when(i32.gtU(into, b), [into.set(b)])]

export function generateProduct(module: Module, fused: boolean): void {
  const tiles = Array.from({ length: ROWS }, (_, i) => defineTile(module, fused, i + 1))
  const band = defineBand(module, tiles)
  module.define("multiplyAdd", sizes, (v, f, m, n, k, a, ai, ak, b, bk, bj, c, ci, room) => {
    const [from, depth, top, height, left, right] = v.locals("i32", 6) as [I32, I32, I32, I32, I32, I32]
    return [
      upTo(from, k, DEPTH, [
        smaller(i32.sub(k, from), DEPTH, depth),
        left.set(a),
        right.set(c),
        top.set(0),
        upTo(top, m, HEIGHT, [
          smaller(i32.sub(m, top), HEIGHT, height),
          band(f, height, n, depth, left, ai, ak, b, bk, bj, right, ci, room),
          left.set(i32.add(left, i32.mul(ai, HEIGHT))),
          right.set(i32.add(right, i32.mul(ci, HEIGHT))),
        ]),
        a.set(i32.add(a, i32.mul(depth, ak))),
        b.set(i32.add(b, i32.mul(depth, bk))),
      ]),
    ]
  })
}

const sizes = ["f64", "i32", "i32", "i32", "i32", "i32", "i32", "i32", "i32", "i32", "i32", "i32", "i32"] as const

/** Few rows of A against all slivers of B. */
function defineBand(module: Module, tiles: readonly Tile[]): Procedure<typeof sizes> {
  const [pack, column] = [definePack(module), defineColumn(module, tiles)]
  return module.define("band", sizes, (v, f, m, n, depth, a, ai, ak, b, bk, bj, c, ci, room) => {
    const [j, width, end] = v.locals("i32", 3) as [I32, I32, I32]
    return [
      end.set(i32.add(room, i32.shl(depth, 5))),
      upTo(j, n, 4, [
        smaller(i32.sub(n, j), 4, width),
        pack(f, b, bk, bj, room, end, width),
        column(m, a, ai, ak, room, end, c, ci, width),
        b.set(i32.add(b, i32.shl(bj, 2))),
        c.set(i32.add(c, 32)),
      ]),
    ]
  })
}

/** All rows of A against one sliver. */
function defineColumn(module: Module, tiles: readonly Tile[]): Procedure<["i32", "i32", "i32", "i32", "i32", "i32", "i32", "i32", "i32"]> {
  const types = ["i32", "i32", "i32", "i32", "i32", "i32", "i32", "i32", "i32"] as const
  const narrow = module.define("narrow", types, (v, m, a, ai, ak, sliver, end, c, ci, width) => {
    const [i, left, edge, row, j] = v.locals("i32", 5) as [Local<"i32">, Local<"i32">, Local<"i32">, Local<"i32">, Local<"i32">]
    const zero = v.hoist(f64x2.const(0))
    const cell = (base: Local<"i32">): Code<"i32"> => i32.add(base, i32.shl(j, 3))
    // the tile is computed beside the sliver; the columns that are meant are then added
    return [
      upTo(i, m, ROWS, [
        smaller(i32.sub(m, i), ROWS, left),
        edge.set(i32.add(sliver, SLIVER)),
        ...Array.from({ length: 2 * ROWS }, (_, p) => v128.store(edge, zero, 16 * p)),
        chain(left, tiles, (tile) => tile(a, ai, ak, sliver, end, edge, 32)),
        row.set(0),
        upTo(row, left, 1, [
          j.set(0),
          upTo(j, width, 1, [f64.store(cell(c), f64.add(f64.load(cell(c)), f64.load(cell(edge))))]),
          c.set(i32.add(c, ci)),
          edge.set(i32.add(edge, 32)),
        ]),
        a.set(i32.add(a, i32.mul(ai, ROWS))),
      ]),
    ]
  })
  return module.define("column", types, (v, m, a, ai, ak, sliver, end, c, ci, width) => {
    const [i, left] = v.locals("i32", 2) as [Local<"i32">, Local<"i32">]
    return [
      when(
        i32.ltU(width, 4),
        [narrow(m, a, ai, ak, sliver, end, c, ci, width)],
        [
          upTo(i, m, ROWS, [
            smaller(i32.sub(m, i), ROWS, left),
            chain(left, tiles, (tile) => tile(a, ai, ak, sliver, end, c, ci)),
            a.set(i32.add(a, i32.mul(ai, ROWS))),
            c.set(i32.add(c, i32.mul(ci, ROWS))),
          ]),
        ],
      ),
    ]
  })
}
