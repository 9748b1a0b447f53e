// Largest and least elements of rows and columns, NaN if there is one, and where in its row the first of them stands.
import { branchIf, type Code, type Local, loop, type Statements, upTo, when } from "../code.ts"
import type { Generator } from "../engine.ts"
import { f32, f64, i32 } from "../scalars.ts"
import { f32x4, f64x2, i32x4, i64x2, v128 } from "../simd.ts"
import { type Float, LANE_BYTES } from "./sums.ts"

export type Extreme = "max" | "min"

const kinds = {
  float32: { t: f32x4, scalar: f32, type: "f32", bytes: 4, bits: i32x4.bitmask },
  float64: { t: f64x2, scalar: f64, type: "f64", bytes: 8, bits: i64x2.bitmask },
} as const

type AnyVector = typeof f32x4
type Pick = AnyVector["max"]
type AnyScalar = typeof f32

// One instruction instead of six, but it loses NaN and takes either zero: where there is NaN or the extreme is 0 the others
// have the last word.
const quick = { max: "pmax", min: "pmin" } as const

/**
 * `run(out, from, n, rows, places)`: the extreme of each row of n elements, at least one vector of them, and where `places` is
 * not 0 its position as int32.
 */
export const extremeRows =
  (dtype: Float, name: Extreme): Generator =>
  (module) => {
    const { bytes, bits } = kinds[dtype]
    const t = kinds[dtype].t as unknown as AnyVector
    const scalar = kinds[dtype].scalar as unknown as AnyScalar
    module.define("run", ["i32", "i32", "i32", "i32", "i32"], (v, out, from, n, rows, places) => {
      const [row, at, last, hits] = v.locals("i32", 4) as [Local<"i32">, Local<"i32">, Local<"i32">, Local<"i32">]
      const best = v.locals("v128", 4)
      const whole = v.local("v128")
      const extreme = v.local(kinds[dtype].type as "f32")
      const lanes = Array.from({ length: 16 / bytes }, (_, k) => t.extract(whole, k))
      const [first, second, third, fourth] = best as [Local<"v128">, Local<"v128">, Local<"v128">, Local<"v128">]
      const equals = v128.or(t.eq(v128.load(at), whole), t.ne(v128.load(at), v128.load(at)))
      const find: Statements = [
        whole.set(t.splat(extreme)),
        at.set(from),
        loop((again) => [
          // the last vector may overlap the one before, in which there was none
          when(i32.gtU(at, last), [at.set(last)]),
          hits.set(bits(equals)),
          at.set(i32.add(at, 16)),
          branchIf(i32.eqz(hits), again),
        ]),
        i32.store(places, i32.add(i32.shrU(i32.sub(i32.sub(at, 16), from), Math.log2(bytes)), i32.ctz(hits))),
        places.set(i32.add(places, 4)),
      ]
      const [x, odd] = v.locals("v128", 2) as [Local<"v128">, Local<"v128">]
      const pass = (pick: Pick, look: (x: Local<"v128">) => Statements): Statements => {
        const meet = (b: Local<"v128">, from: Local<"i32">, k = 0): Statements => [
          x.set(v128.load(from, 16 * k)),
          look(x),
          b.set(pick(b, x)),
        ]
        return [
          at.set(from),
          best.map((b) => b.set(v128.load(from))),
          upTo(at, i32.sub(last, 48), 64, [best.map((b, k) => meet(b, at, k))]),
          upTo(at, last, 16, [meet(first, at)]),
          meet(first, last),
          whole.set(pick(pick(first, second), pick(third, fourth))),
        ]
      }
      return [
        upTo(row, rows, 1, [
          last.set(i32.sub(i32.add(from, i32.mul(n, bytes)), 16)),
          odd.set(t.splat(0)),
          pass(t[quick[name]], (y) => [odd.set(v128.or(odd, t.ne(y, y)))]),
          when(v128.anyTrue(v128.or(odd, t.eq(whole, t.splat(0)))), [pass(t[name], () => [])]),
          extreme.set(lanes.reduce((a, b) => scalar[name](a, b))),
          scalar.store(out, extreme),
          out.set(i32.add(out, bytes)),
          when(places, [find]),
          from.set(i32.add(last, 16)),
        ]),
      ]
    })
  }

/** `run(out, from, width, rows, pitch)`: the extremes of some rows and of what `out` holds, column by column. */
export const extremeColumns =
  (dtype: Float, name: Extreme): Generator =>
  (module) => {
    const t = kinds[dtype].t as unknown as AnyVector
    module.define("run", ["i32", "i32", "i32", "i32", "i32"], (v, out, from, width, rows, pitch) => {
      const [c, r, at, home] = v.locals("i32", 4) as [Local<"i32">, Local<"i32">, Local<"i32">, Local<"i32">]
      const best = v.locals("v128", LANE_BYTES / 16)
      const [x, odd] = v.locals("v128", 2) as [Local<"v128">, Local<"v128">]
      const pass = (pick: Pick, look: (x: Local<"v128">) => Statements): Statements => [
        at.set(i32.add(from, c)),
        best.map((b, k) => [x.set(v128.load(home, 16 * k)), look(x), b.set(x)]),
        r.set(i32.const(0)),
        upTo(r, rows, 1, [best.map((b, k) => [x.set(v128.load(at, 16 * k)), look(x), b.set(pick(b, x))]), at.set(i32.add(at, pitch))]),
      ]
      const zeros = best.map((b): Code<"v128"> => t.eq(b, t.splat(0))).reduce((a, b) => v128.or(a, b))
      return [
        upTo(c, width, LANE_BYTES, [
          home.set(i32.add(out, c)),
          odd.set(t.splat(0)),
          pass(t[quick[name]], (y) => [odd.set(v128.or(odd, t.ne(y, y)))]),
          when(v128.anyTrue(v128.or(odd, zeros)), [pass(t[name], () => [])]),
          best.map((b, k) => v128.store(home, b, 16 * k)),
        ]),
      ]
    })
  }
