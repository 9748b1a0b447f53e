// Transposition by tiles of as many rows and columns as a vector has lanes. A strip of rows as long as a cache line is walked
// through all columns, so that every line that is read is used up.
import { type Code, type Local, type Operand, select, type Statements, upTo } from "../code.ts"
import type { Generator } from "../engine.ts"
import { i32 } from "../scalars.ts"
import { i32x4, i64x2, v128 } from "../simd.ts"

type Vector = Code<"v128">

/** The columns of a 4 × 4 block of 32-bit lanes, the rows of a 2 × 2 block of 64-bit lanes. */
function transposed(rows: readonly Local<"v128">[], keep: (x: Vector) => Local<"v128">): Vector[] {
  const [a, b, c, d] = rows as unknown as [Vector, Vector, Vector, Vector]
  if (rows.length === 2) return [i64x2.shuffle(a, b, [0, 2]), i64x2.shuffle(a, b, [1, 3])]
  const [p, q] = [keep(i32x4.shuffle(a, b, [0, 4, 1, 5])), keep(i32x4.shuffle(c, d, [0, 4, 1, 5]))]
  const [r, s] = [keep(i32x4.shuffle(a, b, [2, 6, 3, 7])), keep(i32x4.shuffle(c, d, [2, 6, 3, 7]))]
  return [i64x2.shuffle(p, q, [0, 2]), i64x2.shuffle(p, q, [1, 3]), i64x2.shuffle(r, s, [0, 2]), i64x2.shuffle(r, s, [1, 3])]
}

const LINE = 64

/**
 * `transpose(out, outPitch, from, fromPitch, rows, columns)`: out[r][c] = from[c][r], pitches in bytes, at least as many rows
 * and columns as lanes. The last tiles overlap those before.
 */
export const transposition =
  (bytes: 4 | 8): Generator =>
  (module) => {
    const lanes = 16 / bytes
    const size = Math.log2(bytes)
    const times = (n: Operand<"i32">): Code<"i32"> => i32.shl(n, size)
    const strip = module.define("strip", ["i32", "i32", "i32", "i32", "i32", "i32"], (v, out, outPitch, from, fromPitch, rows, columns) => {
      const [c, r, column, row, target, source] = v.locals("i32", 6) as [
        Local<"i32">,
        Local<"i32">,
        Local<"i32">,
        Local<"i32">,
        Local<"i32">,
        Local<"i32">,
      ]
      const steps: Statements[] = []
      const keep = (x: Vector): Local<"v128"> => {
        const home = v.local("v128")
        steps.push([home.set(x)])
        return home
      }
      const vectors = Array.from({ length: lanes }, (_, k) => keep(v128.load(k === 0 ? source : i32.add(source, i32.mul(fromPitch, k)))))
      const columnsOf = transposed(vectors, keep)
      const stores = columnsOf.map((x, k) => v128.store(k === 0 ? target : i32.add(target, i32.mul(outPitch, k)), x))
      const least = (to: Local<"i32">, x: Local<"i32">, end: Local<"i32">): Statements => [
        to.set(i32.sub(end, lanes)),
        to.set(smaller(x, to)),
      ]
      return [
        upTo(c, columns, lanes, [
          least(column, c, columns),
          r.set(0),
          upTo(r, rows, lanes, [
            least(row, r, rows),
            source.set(i32.add(from, i32.add(i32.mul(column, fromPitch), times(row)))),
            target.set(i32.add(out, i32.add(i32.mul(row, outPitch), times(column)))),
            steps,
            stores,
          ]),
        ]),
      ]
    })
    const high = LINE / bytes
    module.define("transpose", ["i32", "i32", "i32", "i32", "i32", "i32"], (v, out, outPitch, from, fromPitch, rows, columns) => {
      const [r, n] = v.locals("i32", 2) as [Local<"i32">, Local<"i32">]
      // a strip has at least a tile of rows
      const rest = i32.sub(rows, r)
      return [
        upTo(r, rows, n, [
          n.set(i32.const(high)),
          n.set(smaller(rest, n)),
          strip(i32.add(out, i32.mul(r, outPitch)), outPitch, i32.add(from, times(r)), fromPitch, n, columns),
        ]),
      ]
    })
  }

const smaller = (a: Code<"i32">, b: Code<"i32">): Code<"i32"> => select("i32", i32.ltS(a, b), a, b)
