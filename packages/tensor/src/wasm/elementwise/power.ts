// Powers of any base and exponent: xʸ = 2^(y log₂ x), where the logarithm and its product with y carry some 64 digits in two
// numbers each, for an error there grows by the size of the exponent (after Sun's fdlibm).
import { v128 } from "../simd.ts"
import type { Algebra, V } from "./algebra.ts"
import { exp, exp2OfSum } from "./exponential.ts"
import { log, normal, split } from "./logarithm.ts"

/** A number as the sum of two, the first of few digits. */
interface Pair {
  readonly head: V
  readonly rest: V
}

// 1 + x²/3 + x⁴/5 + … times 3, without its first two terms
const series = Array.from({ length: 12 }, (_, k) => 3 / (2 * k + 5))
// 2 / (3 ln 2)
const cp = [0.9617967009544373, -7.028461650952758e-9, 0.9617966939259756] as const

/** log₂ x of a positive x: with s = f / (2 + f), 1½ log(1 + f) = s (3 + s² + …). */
function logarithm(o: Algebra, x: V): Pair {
  const { y, lift } = normal(o, x)
  const parts = split(o, y)
  const { f } = parts
  const k = o.let(o.add(parts.k, lift))
  const d = o.let(o.add(f, o.const(2)))
  const dHead = o.let(o.head(d))
  const dRest = o.let(o.sub(f, o.sub(dHead, o.const(2))))
  const s = o.let(o.div(f, d))
  const sHead = o.let(o.head(s))
  const sRest = o.let(o.div(o.sub(o.sub(f, o.mul(sHead, dHead)), o.mul(sHead, dRest)), d))
  const square = o.let(o.mul(s, s))
  const higher = o.mul(o.mul(square, square), o.poly(square, series))
  const tail = o.let(o.add(higher, o.mul(sRest, o.add(sHead, s))))
  const exact = o.let(o.mul(sHead, sHead))
  const tHead = o.let(o.head(o.add(o.add(o.const(3), exact), tail)))
  const tRest = o.let(o.sub(tail, o.sub(o.sub(tHead, o.const(3)), exact)))
  const u = o.let(o.mul(sHead, tHead))
  const v = o.let(o.add(o.mul(sRest, tHead), o.mul(tRest, s)))
  const pHead = o.let(o.head(o.add(u, v)))
  const pRest = o.sub(v, o.sub(pHead, u))
  const zHead = o.let(o.mul(o.const(cp[0]), pHead))
  const zRest = o.let(o.add(o.mul(o.const(cp[1]), pHead), o.mul(pRest, o.const(cp[2]))))
  const head = o.let(o.head(o.add(o.add(zHead, zRest), k)))
  return { head, rest: o.let(o.sub(zRest, o.sub(o.sub(head, k), zHead))) }
}

/** xʸ for positive x and |y| ≤ 2⁸⁰. */
function positivePower(o: Algebra, x: V, y: V): V {
  const { head, rest } = logarithm(o, x)
  const yHead = o.let(o.head(y))
  const low = o.let(o.add(o.mul(o.sub(y, yHead), head), o.mul(y, rest)))
  const high = o.let(o.mul(yHead, head))
  const sum = o.let(o.add(low, high))
  const bounded = o.let(o.clamp(sum, -1200, 1200))
  const within = o.let(o.vector.eq(sum, bounded))
  const n = o.nearest(bounded, o.const(1))
  return exp2OfSum(o, o.let(o.sub(o.select(within, high, bounded), n.whole)), o.let(v128.and(low, within)), n)
}

/** Signs, zeros and infinities around a power of positive numbers. */
const completed =
  (power: (o: Algebra, x: V, y: V) => V) =>
  (o: Algebra, x: V, y: V): V => {
    const { vector } = o
    const [zero, one] = [o.const(0), o.const(1)]
    const size = o.let(vector.abs(x))
    const bounded = o.let(o.clamp(y, -(2 ** 80), 2 ** 80))
    const value = o.let(power(o, size, bounded))
    const extreme = v128.or(vector.eq(size, zero), vector.eq(size, o.const(Number.POSITIVE_INFINITY)))
    const reached = o.select(vector.lt(y, zero), o.div(one, size), size)
    const whole = o.let(vector.eq(vector.trunc(bounded), bounded))
    const half = o.let(o.mul(bounded, o.const(0.5)))
    const odd = v128.andnot(whole, vector.eq(vector.trunc(half), half))
    const signed = v128.xor(o.select(extreme, reached, value), v128.and(v128.and(odd, o.isNegative(x)), o.const(-0)))
    const refused = v128.andnot(v128.and(vector.lt(x, zero), vector.gt(x, o.const(Number.NEGATIVE_INFINITY))), whole)
    const result = o.select(refused, o.const(Number.NaN), signed)
    // x⁰ and 1ʸ are 1 whatever the other is, and so is (−1)^±∞; else NaN stays
    const known = v128.and(vector.eq(x, x), vector.eq(y, y))
    const unit = v128.or(vector.eq(y, zero), vector.eq(x, one))
    return o.select(unit, one, o.select(known, result, o.add(x, y)))
  }

export const pow = /* @__PURE__ */ completed(positivePower)

/** The same with an error of 10⁻¹³, for float32. */
export const powRough = /* @__PURE__ */ completed((o, x, y) => exp(o, o.let(o.mul(y, log(o, x)))))
