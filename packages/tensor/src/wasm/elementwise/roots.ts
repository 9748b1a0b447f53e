// Cube roots and lengths of float64.
import { i64x2, v128 } from "../simd.ts"
import type { Algebra, V } from "./algebra.ts"

// x / t³ ↦ ∛x / t for t that is right to 5 bits (Sun's fdlibm, as FreeBSD has it)
const correction = [1.87595182427177, -1.8849797954337717, 1.6214297201053545, -0.758397934778766, 0.14599619288661245]
/** What a third of an exponent lacks, in the upper half of a number's bits; of numbers that were multiplied by 2⁵⁴ first. */
const [bias, biasOfTiny] = [715094163n, 696219795n]

/** ∛x: a third of the exponent, a polynomial to 23 bits, one step of Newton's method. */
export function cbrt(o: Algebra, x: V): V {
  const { vector } = o
  const size = o.let(vector.abs(x))
  const tiny = o.let(vector.lt(size, o.const(2 ** -1022)))
  const bits = i64x2.shrU(o.select(tiny, o.mul(size, o.const(2 ** 54)), size), 32)
  const third = i64x2.shrU(i64x2.mul(bits, o.bits(0x55555556n)), 32)
  const start = o.let(i64x2.shl(i64x2.add(third, o.select(tiny, o.bits(biasOfTiny), o.bits(bias))), 32))
  const r = o.let(o.mul(o.mul(start, start), o.div(start, size)))
  const [head, rest] = [correction.slice(0, 3), correction.slice(3)]
  const factor = o.add(o.poly(r, head), o.mul(o.mul(o.mul(r, r), r), o.poly(r, rest)))
  // 23 bits, so that t² is exact
  const t = o.let(v128.and(i64x2.add(o.let(o.mul(start, factor)), o.bits(0x80000000n)), o.bits(~0x3fffffffn)))
  const quotient = o.let(o.div(size, o.mul(t, t)))
  const root = o.fma(t, o.div(o.sub(quotient, t), o.add(o.add(t, t), quotient)), t)
  const ordinary = v128.and(vector.gt(size, o.const(0)), vector.lt(size, o.const(Number.POSITIVE_INFINITY)))
  return o.select(ordinary, o.withSign(o.let(root), x), x)
}

/** √(x² + y²), in a scale where squares neither overflow nor vanish; infinite if either is. */
export function hypot(o: Algebra, x: V, y: V): V {
  const { vector } = o
  const [a, b] = [o.let(vector.abs(x)), o.let(vector.abs(y))]
  const most = o.let(vector.max(a, b))
  const [large, small] = [o.let(vector.gt(most, o.const(2 ** 500))), o.let(vector.lt(most, o.const(2 ** -450)))]
  const pick = (down: number, up: number): V => o.let(o.select(large, o.const(down), o.select(small, o.const(up), o.const(1))))
  const [scale, back] = [pick(2 ** -600, 2 ** 600), pick(2 ** 600, 2 ** -600)]
  const [p, q] = [o.let(o.mul(a, scale)), o.let(o.mul(b, scale))]
  const length = o.mul(vector.sqrt(o.fma(p, p, o.mul(q, q))), back)
  const infinity = o.const(Number.POSITIVE_INFINITY)
  return o.select(v128.or(vector.eq(a, infinity), vector.eq(b, infinity)), infinity, length)
}
