// Exponentials of rows without overflow: the largest element is taken out, the exponentials are added up in float64, and what
// is wanted follows in a third walk, all while the row is in the cache.
import { type Code, type Local, type Operand, type Statement, type Statements, upTo } from "../code.ts"
import { Algebra, type Float, type V } from "../elementwise/algebra.ts"
import { expNegativeQuick } from "../elementwise/exponential.ts"
import { log } from "../elementwise/logarithm.ts"
import type { Generator } from "../engine.ts"
import { f32, f64, i32 } from "../scalars.ts"
import { f32x4, f64x2, i32x4, v128 } from "../simd.ts"

export type Wanted = "softmax" | "logSoftmax" | "logsumexp"

/** So many vectors are computed side by side, and added to each other before they reach the total. */
const TOGETHER = 4

/** Masks of the lanes below a number of elements. */
const below = {
  float32: (n: Code<"i32">): V => i32x4.gtS(i32x4.splat(n), i32x4.const(0, 1, 2, 3)),
  float64: (n: Code<"i32">): V => {
    const wide = i32x4.gtS(i32x4.splat(n), i32x4.const(0, 1, 1, 1))
    return i32x4.shuffle(wide, wide, [0, 0, 1, 1])
  },
} as const

/** The sum of all lanes, in float64. */
const added = (total: V): Code<"f64"> => f64.add(f64x2.extract(total, 0), f64x2.extract(total, 1))

/**
 * `run(out, from, n, rows)`: rows of n elements that lie one behind the other, at least a vector long; `out` gets as many, or one
 * number a row. A row of the result may overrun into the next one, which is written later. Gives 1 where the largest element of
 * a row is not finite: then it is not to be taken out.
 */
export const exponentialRows =
  (dtype: Float, wanted: Wanted): Generator =>
  (module, fused) => {
    const single = dtype === "float32"
    const t = (single ? f32x4 : f64x2) as typeof f32x4
    const scalar = (single ? f32 : f64) as typeof f32
    const [bytes, lanes] = single ? [4, 4] : [8, 2]
    module.compute("run", ["i32", "i32", "i32", "i32"], "i32", (v, out, from, n, rows) => {
      const [row, i, end, left, odd] = v.locals("i32", 5) as [Local<"i32">, Local<"i32">, Local<"i32">, Local<"i32">, Local<"i32">]
      const [m, e, total, divisor] = v.locals("v128", 4) as [Local<"v128">, Local<"v128">, Local<"v128">, Local<"v128">]
      const several = v.locals("v128", TOGETHER) as [Local<"v128">, ...Local<"v128">[]]
      const top = v.local(single ? "f32" : "f64") as Local<"f32">
      const at = (base: Local<"i32">): Code<"i32"> => i32.add(base, i)
      const whole = i32.and(end, -16 * TOGETHER)
      const lower = i32.sub(end, 16)
      const folded = (combine: (a: V, b: V) => V): V => several.reduce<V | null>((a, b) => (a === null ? b : combine(a, b)), null) as V
      // whether it finds NaN does not matter: one is enough to spoil the sum
      const maximum: Statements = [
        several.map((s) => s.set(v128.load(from))),
        i.set(0),
        upTo(i, whole, 16 * TOGETHER, [several.map((s, k) => s.set(t.pmax(s, v128.load(at(from), 16 * k))))]),
        upTo(i, lower, 16, [several[0].set(t.pmax(several[0], v128.load(at(from))))]),
        m.set(t.pmax(folded(t.pmax), v128.load(i32.add(from, lower)))),
        top.set(Array.from({ length: lanes }, (_, k) => t.extract(m, k)).reduce((a, b) => scalar.max(a, b))),
        m.set(t.splat(top)),
        odd.set(i32.or(odd, i32.eqz(scalar.lt(scalar.abs(top), Number.POSITIVE_INFINITY)))),
      ]
      const o = new Algebra(dtype, v, fused)
      /** e^(x − m) for each of these vectors from i on, and what lies there afterwards. */
      const exponentiate = (powers: readonly Local<"v128">[], only: (e: V) => V): Statements =>
        powers.map((power, k) => {
          const x = o.let(t.sub(v128.load(at(from), 16 * k), m))
          const value = only(expNegativeQuick(o, x))
          const kept = { softmax: power, logSoftmax: x, logsumexp: null }[wanted]
          return [o.steps.splice(0), power.set(value), kept === null ? [] : v128.store(at(out), kept, 16 * k)]
        })
      const collect = (sum: V): Statements => [
        e.set(sum),
        total.set(f64x2.add(total, single ? f64x2.add(f64x2.promoteLowF32(e), f64x2.promoteLowF32(i32x4.shuffle(e, e, [2, 3, 2, 3]))) : e)),
      ]
      const exponentials: Statements = [
        total.set(f64x2.splat(0)),
        i.set(0),
        upTo(i, whole, 16 * TOGETHER, [exponentiate(several, (e) => e), collect(folded(t.add))]),
        left.set(i32.sub(n, i32.shrU(i, Math.log2(bytes)))),
        upTo(i, end, 16, [
          exponentiate([several[0]], (e) => v128.and(e, below[dtype](left))),
          collect(several[0]),
          left.set(i32.sub(left, lanes)),
        ]),
      ]
      /** Changes what lies in this row of the result, vector by vector. */
      const change = (to: (x: V) => V): Statements => {
        const one = (k: number): Statement => v128.store(at(out), to(v128.load(at(out), 16 * k)), 16 * k)
        return [
          i.set(0),
          upTo(
            i,
            whole,
            16 * TOGETHER,
            several.map((_, k) => one(k)),
          ),
          upTo(i, end, 16, [one(0)]),
          out.set(i32.add(out, end)),
        ]
      }
      const sum = added(total)
      const splat = (x: Code<"f64">): V => (single ? f32x4.splat(f32.demote(x)) : f64x2.splat(x))
      const logarithm = (): Statements => {
        const o = new Algebra(dtype, v, fused)
        const result = log(o, divisor)
        return [divisor.set(splat(sum)), o.steps, divisor.set(result)]
      }
      const finish: Record<Wanted, () => Statements> = {
        softmax: () => [divisor.set(splat(f64.div(1, sum))), change((x) => t.mul(x, divisor))],
        logSoftmax: () => [logarithm(), change((x) => t.sub(x, divisor))],
        logsumexp: () => [logarithm(), m.set(t.add(divisor, m)), scalar.store(out, t.extract(m, 0)), out.set(i32.add(out, bytes))],
      }
      const steps = [
        end.set(i32.mul(n, bytes as Operand<"i32">)),
        upTo(row, rows, 1, [maximum, exponentials, finish[wanted](), from.set(i32.add(from, end))]),
      ]
      return { steps, result: odd }
    })
  }
