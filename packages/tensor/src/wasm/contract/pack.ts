// Packing: rows or columns of an operand in slivers as tiles read them, so many elements for each position of the inner
// axis. Operands are read through tables of byte offsets, so that views, transposes and overlapping windows cost nothing more.
import { branchIf, loop, type Local, type Statements, upTo, when } from "../code.ts"
import type { Module } from "../module.ts"
import { f32x4, f64x2, floats, i32, i64, v128 } from "../simd.ts"
import { type Float, neighbours } from "./tile.ts"

type I32 = Local<"i32">

/** Copies `count` neighbouring elements. */
function copied(from: I32, to: I32, bytes: number): Statements {
  const whole = bytes >> 4
  const vectors = Array.from({ length: whole }, (_, i) => v128.store(to, v128.load(from, 16 * i), 16 * i))
  return bytes & 8 ? [...vectors, i64.store(to, i64.load(from, 16 * whole), 16 * whole)] : vectors
}

/**
 * Packs `count` places in slivers of `width`: to[k · width + i] = base[inner[k] + places[i]]. Beyond the last place the table is
 * filled up to a whole sliver. `unit`: the inner axis steps from element to element.
 */
export function definePack(m: Module, name: string, dtype: Float, width: number): void {
  const { bytes, scalar, lanes } = floats[dtype]
  m.define(name, ["i32", "i32", "i32", "i32", "i32", "i32", "i32"], (v, base, inner, size, places, count, to, unit) => {
    const [step, end, at, done] = v.locals("i32", 4) as [I32, I32, I32, I32]
    const rows = v.locals("i32", width)
    const quad = v.locals("v128", 4) as Local<"v128">[]
    const next = [step.set(i32.add(step, 4)), to.set(i32.add(to, width * bytes))]
    const throughInner = (body: Statements) =>
      when(i32.ltU(step, end), [loop((again) => [body, next, branchIf(i32.ltU(step, end), again)])])
    const first = rows[0] as I32
    const together = throughInner([at.set(i32.add(first, i32.load(step))), copied(at, to, width * bytes)])
    const apart = throughInner([
      at.set(i32.load(step)),
      rows.map((row, i) => scalar.store(to, scalar.load(i32.add(row, at)) as never, i * bytes)),
    ])
    // where both sides step by elements, squares are turned in registers
    const turned = [
      at.set(i32.load(step)),
      rows.map((row) => row.set(i32.add(row, at))),
      when(i32.leU(i32.add(step, 4 * lanes), end), [
        loop((again) => [
          turn(dtype, rows, quad, to, width),
          rows.map((row) => row.set(i32.add(row, 16))),
          step.set(i32.add(step, 4 * lanes)),
          to.set(i32.add(to, width * bytes * lanes)),
          branchIf(i32.leU(i32.add(step, 4 * lanes), end), again),
        ]),
      ]),
      throughInner(rows.map((row, i) => [scalar.store(to, scalar.load(row) as never, i * bytes), row.set(i32.add(row, bytes))])),
    ]
    return [
      end.set(i32.add(inner, i32.shl(size, 2))),
      upTo(done, count, width, [
        rows.map((row, i) => row.set(i32.add(base, i32.load(places, 4 * i)))),
        step.set(inner),
        when(unit, [turned], [when(neighbours(places, width, bytes), [together], [apart])]),
        places.set(i32.add(places, 4 * width)),
      ]),
    ]
  })
}

/** Turns squares: lanes k … of each row become neighbours in place k. */
function turn(dtype: Float, rows: readonly I32[], spare: readonly Local<"v128">[], to: I32, width: number): Statements {
  const out: Statements[] = []
  if (dtype === "float64") {
    for (let i = 0; i < rows.length; i += 2) {
      const [a, b] = spare as [Local<"v128">, Local<"v128">]
      out.push([
        a.set(v128.load(rows[i] as I32)),
        b.set(v128.load(rows[i + 1] as I32)),
        v128.store(to, f64x2.shuffle(a, b, [0, 2]), 8 * i),
        v128.store(to, f64x2.shuffle(a, b, [1, 3]), 8 * (i + width)),
      ])
    }
    return out
  }
  const [a, b, c, d] = spare as [Local<"v128">, Local<"v128">, Local<"v128">, Local<"v128">]
  let i = 0
  for (; i + 4 <= rows.length; i += 4) {
    const put = (k: number, value: ReturnType<typeof v128.load>) => v128.store(to, value, 4 * (i + k * width))
    out.push([
      a.set(v128.load(rows[i] as I32)),
      b.set(v128.load(rows[i + 1] as I32)),
      c.set(v128.load(rows[i + 2] as I32)),
      d.set(v128.load(rows[i + 3] as I32)),
      // pairs of rows first, a₀b₀a₁b₁ and c₀d₀c₁d₁, then pairs of pairs
      put(0, f64x2.shuffle(f32x4.shuffle(a, b, [0, 4, 1, 5]), f32x4.shuffle(c, d, [0, 4, 1, 5]), [0, 2])),
      put(1, f64x2.shuffle(f32x4.shuffle(a, b, [0, 4, 1, 5]), f32x4.shuffle(c, d, [0, 4, 1, 5]), [1, 3])),
      put(2, f64x2.shuffle(f32x4.shuffle(a, b, [2, 6, 3, 7]), f32x4.shuffle(c, d, [2, 6, 3, 7]), [0, 2])),
      put(3, f64x2.shuffle(f32x4.shuffle(a, b, [2, 6, 3, 7]), f32x4.shuffle(c, d, [2, 6, 3, 7]), [1, 3])),
    ])
  }
  for (; i < rows.length; i += 2) {
    out.push([
      a.set(v128.load(rows[i] as I32)),
      b.set(v128.load(rows[i + 1] as I32)),
      c.set(f32x4.shuffle(a, b, [0, 4, 1, 5])),
      d.set(f32x4.shuffle(a, b, [2, 6, 3, 7])),
      [c, c, d, d].map((pair, k) => v128.store64Lane(to, pair, k & 1, 4 * (i + k * width))),
    ])
  }
  return out
}
