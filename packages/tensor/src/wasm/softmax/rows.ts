// Exponentials of rows without overflow: the largest element is taken out, the exponentials are added up in float64, and what
// is wanted follows in a third walk, all while the row is in the cache.
import { type Code, type Local, type Operand, type Statements, upTo, when } from "../code.ts"
import { Algebra, type Float, type V } from "../elementwise/algebra.ts"
import { expNegative } from "../elementwise/exponential.ts"
import { log } from "../elementwise/logarithm.ts"
import type { Generator } from "../engine.ts"
import { f32, f64, i32 } from "../scalars.ts"
import { f32x4, f64x2, i32x4, v128 } from "../simd.ts"

export type Wanted = "softmax" | "logSoftmax" | "logsumexp"

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
      const [m, e, x, total, divisor] = v.locals("v128", 5) as [Local<"v128">, Local<"v128">, Local<"v128">, Local<"v128">, Local<"v128">]
      const top = v.local(single ? "f32" : "f64") as Local<"f32">
      const at = (base: Local<"i32">): Code<"i32"> => i32.add(base, i)
      const walk = (body: Statements): Statements => [i.set(0), upTo(i, end, 16, body)]
      const each = new Algebra(dtype, v, fused)
      const power = expNegative(each, x)
      const last = new Algebra(dtype, v, fused)
      const logarithm = wanted === "softmax" ? null : log(last, divisor)
      const sums = single ? f64x2.add(f64x2.promoteLowF32(e), f64x2.promoteLowF32(i32x4.shuffle(e, e, [2, 3, 2, 3]))) : (e as V)
      const lower = i32.sub(end, 16)
      // whether it finds NaN does not matter: one is enough to spoil the sum
      const maximum: Statements = [
        m.set(v128.load(from)),
        i.set(0),
        upTo(i, lower, 16, [m.set(t.pmax(m, v128.load(at(from))))]),
        m.set(t.pmax(m, v128.load(i32.add(from, lower)))),
        top.set(Array.from({ length: lanes }, (_, k) => t.extract(m, k)).reduce((a, b) => scalar.max(a, b))),
        m.set(t.splat(top)),
        odd.set(i32.or(odd, i32.eqz(scalar.lt(scalar.abs(top), Number.POSITIVE_INFINITY)))),
      ]
      const exponentials: Statements = [
        total.set(f64x2.splat(0)),
        left.set(n),
        walk([
          x.set(t.sub(v128.load(at(from)), m)),
          wanted === "logSoftmax" ? v128.store(at(out), x) : [],
          each.steps,
          e.set(power),
          when(i32.ltS(left, lanes), [e.set(v128.and(e, below[dtype](left)))]),
          wanted === "softmax" ? v128.store(at(out), e) : [],
          total.set(f64x2.add(total, sums)),
          left.set(i32.sub(left, lanes)),
        ]),
        divisor.set(single ? f32x4.splat(f32.demote(added(total))) : f64x2.splat(added(total))),
      ]
      const finish: Record<Wanted, Statements> = {
        softmax: [walk([v128.store(at(out), t.div(v128.load(at(out)), divisor))]), out.set(i32.add(out, end))],
        logSoftmax: [
          last.steps,
          x.set(logarithm ?? m),
          walk([v128.store(at(out), t.sub(v128.load(at(out)), x))]),
          out.set(i32.add(out, end)),
        ],
        logsumexp: [last.steps, x.set(t.add(logarithm ?? m, m)), scalar.store(out, t.extract(x, 0)), out.set(i32.add(out, bytes))],
      }
      const steps = [
        end.set(i32.mul(n, bytes as Operand<"i32">)),
        upTo(row, rows, 1, [maximum, exponentials, finish[wanted], from.set(i32.add(from, end))]),
      ]
      return { steps, result: odd }
    })
  }
