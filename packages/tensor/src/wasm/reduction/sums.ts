// Sums of rows and of columns. Eight vectors run in parallel, sixteen turns at most; what they gathered goes into float64,
// where of float64 itself the rounding errors are kept as well (Knuth's sum of two numbers).
import { block, branchIf, type Code, type Local, loop, type Statements, upTo } from "../code.ts"
import type { Generator } from "../engine.ts"
import type { Variables } from "../module.ts"
import { f32, f64, i32 } from "../scalars.ts"
import { f32x4, f64x2, i32x4, v128 } from "../simd.ts"

export type Float = "float32" | "float64"
type Vector = Code<"v128">

const WIDE = 8
const TURNS = 16

const kinds = {
  float32: { t: f32x4, bytes: 4, element: (at: Code<"i32">) => f64.promote(f32.load(at)) },
  float64: { t: f64x2, bytes: 8, element: (at: Code<"i32">) => f64.load(at) },
} as const

const sumOf = (t: typeof f32x4 | typeof f64x2, list: readonly Vector[]): Vector => {
  if (list.length === 1) return list[0] as Vector
  const half = list.length >> 1
  return t.add(sumOf(t, list.slice(0, half)), sumOf(t, list.slice(half)))
}

/** Adds vectors to a total in float64; of float64 with its error beside it. */
function collector(v: Variables, dtype: Float) {
  const [total, lost, x, next, back] = v.locals("v128", 5) as [Local<"v128">, Local<"v128">, Local<"v128">, Local<"v128">, Local<"v128">]
  const clear: Statements = [total.set(f64x2.splat(0)), lost.set(f64x2.splat(0))]
  const add = (value: Vector): Statements => {
    if (dtype === "float32") {
      const high = i32x4.shuffle(x, x, [2, 3, 2, 3])
      return [x.set(value), total.set(f64x2.add(total, f64x2.add(f64x2.promoteLowF32(x), f64x2.promoteLowF32(high))))]
    }
    const error = f64x2.add(f64x2.sub(total, f64x2.sub(next, back)), f64x2.sub(x, back))
    return [
      x.set(value),
      next.set(f64x2.add(total, x)),
      back.set(f64x2.sub(next, total)),
      lost.set(f64x2.add(lost, error)),
      total.set(next),
    ]
  }
  // an infinite total has lost no number
  const kept = v128.and(lost, f64x2.eq(lost, lost))
  const sum = x.set(f64x2.add(total, kept))
  return { clear, add, sum, x }
}

/** `run(out, from, n, rows)`: float64 sums, or sums of squares, of rows of n elements that lie one behind the other. */
export const sumRows =
  (dtype: Float, squares: boolean): Generator =>
  (module, fused) => {
    const { t, bytes, element } = kinds[dtype]
    const plus = (sum: Vector, x: Local<"v128">): Vector => (!squares ? t.add(sum, x) : fused ? t.fma(x, x, sum) : t.add(sum, t.mul(x, x)))
    module.define("run", ["i32", "i32", "i32", "i32"], (v, out, from, n, rows) => {
      const [row, end, at, turn] = v.locals("i32", 4) as [Local<"i32">, Local<"i32">, Local<"i32">, Local<"i32">]
      const sums = v.locals("v128", WIDE)
      const x = v.local("v128")
      const [rest, one] = [v.local("f64"), v.local("f64")]
      const { clear, add, sum, x: both } = collector(v, dtype)
      const left = i32.sub(end, at)
      const step = 16 * WIDE
      const first = sums[0] as Local<"v128">
      return [
        upTo(row, rows, 1, [
          clear,
          end.set(i32.add(from, i32.mul(n, bytes))),
          at.set(from),
          block((done) => [
            loop((again) => [
              branchIf(i32.ltU(left, step), done),
              turn.set(i32.const(0)),
              sums.map((s) => s.set(t.splat(0))),
              loop((more) => [
                sums.map((s, k) => [x.set(v128.load(at, 16 * k)), s.set(plus(s, x))]),
                at.set(i32.add(at, step)),
                turn.set(i32.add(turn, 1)),
                branchIf(i32.and(i32.ltU(turn, TURNS), i32.geU(left, step)), more),
              ]),
              add(sumOf(t, sums)),
              branchIf(i32.const(1), again),
            ]),
          ]),
          first.set(t.splat(0)),
          block((done) => [
            loop((again) => [
              branchIf(i32.ltU(left, 16), done),
              x.set(v128.load(at)),
              first.set(plus(first, x)),
              at.set(i32.add(at, 16)),
              branchIf(i32.const(1), again),
            ]),
          ]),
          add(first),
          rest.set(f64.const(0)),
          upTo(at, end, bytes, [one.set(element(at)), rest.set(f64.add(rest, squares ? f64.mul(one, one) : one))]),
          sum,
          f64.store(out, f64.add(f64.add(f64x2.extract(both, 0), f64x2.extract(both, 1)), rest)),
          out.set(i32.add(out, 8)),
          from.set(end),
        ]),
      ]
    })
  }

/** Columns are summed in so many vectors at a time, a cache line of each row. */
export const LANE_BYTES = 64

/**
 * `run(totals, lost, from, width, rows, pitch)`: adds the sum of some rows to float64 totals, column by column. Width and
 * pitch in bytes; the width is rounded up to whole lines.
 */
export const sumColumns =
  (dtype: Float): Generator =>
  (module) => {
    const { t, bytes } = kinds[dtype]
    const count = LANE_BYTES / 16
    module.define("run", ["i32", "i32", "i32", "i32", "i32", "i32"], (v, totals, lost, from, width, rows, pitch) => {
      const [c, r, at, home, error] = v.locals("i32", 5) as [Local<"i32">, Local<"i32">, Local<"i32">, Local<"i32">, Local<"i32">]
      const sums = v.locals("v128", count)
      const [total, next, back] = v.locals("v128", 3) as [Local<"v128">, Local<"v128">, Local<"v128">]
      const single = (s: Vector, k: number): Statements => [
        v128.store(home, f64x2.add(v128.load(home, 32 * k), f64x2.promoteLowF32(s)), 32 * k),
        v128.store(home, f64x2.add(v128.load(home, 32 * k + 16), f64x2.promoteLowF32(i32x4.shuffle(s, s, [2, 3, 2, 3]))), 32 * k + 16),
      ]
      const double = (s: Vector, k: number): Statements => [
        total.set(v128.load(home, 16 * k)),
        next.set(f64x2.add(total, s)),
        back.set(f64x2.sub(next, total)),
        v128.store(
          error,
          f64x2.add(v128.load(error, 16 * k), f64x2.add(f64x2.sub(total, f64x2.sub(next, back)), f64x2.sub(s, back))),
          16 * k,
        ),
        v128.store(home, next, 16 * k),
      ]
      return [
        upTo(c, width, LANE_BYTES, [
          sums.map((s) => s.set(t.splat(0))),
          at.set(i32.add(from, c)),
          r.set(i32.const(0)),
          upTo(r, rows, 1, [sums.map((s, k) => s.set(t.add(s, v128.load(at, 16 * k)))), at.set(i32.add(at, pitch))]),
          home.set(i32.add(totals, bytes === 4 ? i32.shl(c, 1) : c)),
          error.set(i32.add(lost, c)),
          sums.map((s, k) => (bytes === 4 ? single(s, k) : double(s, k))),
        ]),
      ]
    })
  }
