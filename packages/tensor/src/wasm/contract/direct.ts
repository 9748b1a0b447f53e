// Products with few rows, as those of convolutions, whose columns lie in runs of neighbours: tiles read the columns where they lie.
// Packing pays where many tiles read the same columns; here it would take as long as the tiles.
import { countOf, type NDArray, type NumericShape, stridesOf } from "@nablajs/core"
import { type Code, type Local, type Statement, upTo, when } from "../code.ts"
import { functions } from "../engine.ts"
import { copyOut, layout, view, windowBytes, windowIn } from "../memory.ts"
import type { Module } from "../module.ts"
import { floats, i32 } from "../simd.ts"
import { definePack } from "./pack.ts"
import { type Group, type Plan, stepOf, stridesFor, tablesFrom } from "./plan.ts"
import { tableEntries } from "./product.ts"
import { columnsOf, defineTiles, type Float, ROWS } from "./tile.ts"

type I32 = Local<"i32">

/** More rows than this repay packing, and so do more inner positions than fit the first-level cache. */
const [MANY_ROWS, MANY_INNER] = [24, 512]
/** Fewer multiplications than this are sooner done by a recipe that is kept. */
const FEW = 1 << 18

const module =
  (dtype: Float, vectors: number) =>
  (m: Module, fused: boolean): void => {
    const { bytes } = floats[dtype]
    const width = columnsOf(dtype, vectors)
    definePack(m, "packRows", dtype, ROWS)
    const tile = defineTiles(m, dtype, vectors, fused, "inPlace")
    const least = (home: I32, x: Code<"i32">, limit: Code<"i32"> | number): Statement[] => [
      home.set(x),
      when(i32.gtS(home, limit), [home.set(limit)]),
    ]
    // the last tile of a run overlaps the one before: what both compute is the same
    m.define(
      "run",
      ["i32", "i32", "i32", "i32", "i32", "i32", "i32", "i32", "i32", "i32", "i32"],
      (v, a, right, inner, k, m, from, to, runs, length, rows, base) => {
        const [r, i, j, at, left, high] = v.locals("i32", 6) as [I32, I32, I32, I32, I32, I32]
        const place = (start: I32, table: I32) => i32.add(start, i32.add(i32.load(i32.add(table, i32.shl(r, 2))), i32.mul(at, bytes)))
        return [
          upTo(r, runs, 1, [
            j.set(0),
            upTo(j, length, width, [
              least(at, j, i32.sub(length, width)),
              left.set(a),
              i.set(0),
              upTo(i, m, ROWS, [
                least(high, i32.sub(m, i), ROWS),
                tile(high, left, place(right, from), k, i32.add(rows, i32.shl(i, 2)), place(base, to), 0, inner),
                left.set(i32.add(left, i32.mul(k, ROWS * bytes))),
              ]),
            ]),
          ]),
        ]
      },
    )
  }

/** The columns but for their last axis, where they start: undefined if that axis is not one of neighbours, in the operand and in the result. */
function runsOf({ right, columns: { names, sizes } }: Plan, out: readonly number[], width: number): Group | undefined {
  const last = names.at(-1)
  const length = sizes.at(-1) ?? 0
  if (last === undefined || last !== out.at(-1) || length < width || right.x.strides[right.names.indexOf(last)] !== 1) return undefined
  const [rest, others] = [names.slice(0, -1), sizes.slice(0, -1)]
  return { names: rest, sizes: others, count: countOf(others) }
}

type Call = (...args: number[]) => number

/** The contraction without packing its columns; undefined where that is not the better way. */
export function direct(plan: Plan, dtype: Float, shape: NumericShape, out: readonly number[], vectors: number): NDArray | undefined {
  const { left, right, stack, rows, columns, inner } = plan
  const [m, n, k] = [rows.count, columns.count, inner.count]
  if (m > MANY_ROWS || k > MANY_INNER || m * n * k < FEW) return undefined
  const runs = runsOf(plan, out, columnsOf(dtype, vectors))
  if (runs === undefined) return undefined
  const { bytes } = floats[dtype]
  const entries = 2 * (tableEntries(m) + runs.count + k) + 3 * stack.count
  const packed = Math.ceil(m / ROWS) * ROWS * k * bytes
  const places = layout(windowBytes(left.x), windowBytes(right.x), countOf(shape) * bytes, 4 * entries, packed)
  if (places === undefined) return undefined
  const [atLeft, atRight, base, atTables, atPacked] = places as [number, number, number, number, number]
  const [a, b] = [windowIn(left.x, atLeft), windowIn(right.x, atRight)]
  if (b.strides[right.names.indexOf(columns.names.at(-1) as number)] !== bytes) return undefined
  const integers = view("int32") as Int32Array
  const table = tablesFrom(integers, atTables)
  const steps = stridesOf(shape).map((s) => s * bytes)
  const inA = stridesFor(inner, left.names, a.strides)
  const tables = {
    rows: table(rows, stridesFor(rows, left.names, a.strides), tableEntries(m)),
    innerA: table(inner, inA, k),
    innerB: table(inner, stridesFor(inner, right.names, b.strides), k),
    from: table(runs, stridesFor(runs, right.names, b.strides), runs.count),
    to: table(runs, stridesFor(runs, out, steps), runs.count),
    out: table(rows, stridesFor(rows, out, steps), tableEntries(m)),
    stackA: table(stack, stridesFor(stack, left.names, a.strides), stack.count),
    stackB: table(stack, stridesFor(stack, right.names, b.strides), stack.count),
    stackC: table(stack, stridesFor(stack, out, steps), stack.count),
  }
  const { packRows, run } = functions(`direct ${dtype} ${vectors}`, module(dtype, vectors)) as { packRows: Call; run: Call }
  const unit = +(stepOf(inner, inA) === bytes)
  for (let s = 0; s < stack.count; s++) {
    const [x, y, z] = [a.address, b.address, base].map(
      (address, i) => address + (integers[([tables.stackA, tables.stackB, tables.stackC][i] as number) / 4 + s] as number),
    ) as [number, number, number]
    packRows(x, tables.innerA, k, tables.rows, m, atPacked, unit)
    run(atPacked, y, tables.innerB, k, m, tables.from, tables.to, runs.count, columns.sizes.at(-1) as number, tables.out, z)
  }
  return copyOut(dtype, shape, base)
}
