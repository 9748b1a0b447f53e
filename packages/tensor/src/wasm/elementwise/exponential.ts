// eˣ and its kin. With x = n ln 2 + r, |r| ≤ ln 2 / 2, everything follows from eˣ = 2ⁿ(1 + p(r)), where p is a polynomial
// that is good to the last bit also where it is small.
import { v128 } from "../simd.ts"
import type { Algebra, V } from "./algebra.ts"

// (eʳ − 1 − r) / r² on |r| ≤ ln 2 / 2, by Remez' algorithm: relative errors of eʳ − 1 below 2⁻³² and 2⁻⁶¹
const single = [0.5, 0.1666666716337204, 0.04166635498404503, 0.008333273231983185, 0.0013941010693088174, 0.00019914176664315164]
const double = [
  0.5, 0.16666666666666677, 0.0416666666666667, 0.00833333333332161, 0.0013888888888866826, 0.0001984126988619279, 2.4801587360620687e-5,
  2.7557244129674672e-6, 2.755724268121309e-7, 2.5109068503057022e-8, 2.0924472396581158e-9,
]

/** ln 2 in two parts, of which the first has zeros enough for exact multiples. */
const ln2 = { float32: [0.693359375, -0.00021219444005469057], float64: [0.6931471803691238, 1.9082149292705877e-10] } as const

interface Reduced {
  readonly whole: V
  readonly sum: V
  readonly r: V
  /** eʳ − 1 − r, with what rounding took from r. */
  readonly tail: V
}

function reduced(o: Algebra, x: V): Reduced {
  const [high, low] = ln2[o.kind.dtype]
  const { whole, sum } = o.nearest(x, o.const(Math.LOG2E))
  const near = o.let(o.fnma(whole, o.const(high), x))
  const r = o.let(o.fnma(whole, o.const(low), near))
  const rest = o.fnma(whole, o.const(low), o.sub(near, r))
  return { whole, sum, r, tail: o.let(o.fma(o.mul(r, r), o.poly(r, o.isSingle ? single : double), rest)) }
}

/** eʳ: what rounding takes from 1 + r joins the tail. */
function fraction(o: Algebra, { r, tail }: Pick<Reduced, "r" | "tail">): V {
  const one = o.const(1)
  const head = o.let(o.add(one, r))
  return o.add(head, o.add(o.sub(r, o.sub(head, one)), tail))
}

/** 2ⁿ eˣ for every x. */
export function exp(o: Algebra, x: V, n = 0): V {
  const parts = reduced(o, o.let(o.isSingle ? o.clamp(x, -104, 89) : o.clamp(x, -746, 711)))
  return o.timesPowerOf2(fraction(o, parts), parts, n)
}

/** 2ˣ = 2ⁿ e^((x − n) ln 2) */
export function exp2(o: Algebra, x: V): V {
  const bounded = o.let(o.isSingle ? o.clamp(x, -151, 129) : o.clamp(x, -1076, 1025))
  const { whole, sum } = o.nearest(bounded, o.const(1))
  const r = o.let(o.mul(o.sub(bounded, whole), o.const(Math.LN2)))
  const tail = o.let(o.mul(o.mul(r, r), o.poly(r, o.isSingle ? single : double)))
  return o.timesPowerOf2(fraction(o, { r, tail }), { whole, sum })
}

/** eˣ for x ≤ 0, where results that are no normal number are 0. */
export function expNegative(o: Algebra, x: V): V {
  const low = o.const(o.isSingle ? -87 : -708)
  const parts = reduced(o, o.let(o.vector.pmax(x, low)))
  return v128.andnot(o.mul(fraction(o, parts), o.powerOf2(parts.sum)), o.vector.lt(x, low))
}

/**
 * eˣ for x ≤ 0 to within a unit in the last place, at half the price: 1 + (r + …) is rounded once, and n joins the exponent. Results
 * that are no normal number are 0.
 */
export function expNegativeQuick(o: Algebra, x: V): V {
  const { lanes, digits } = o.kind
  const [high, low] = ln2[o.kind.dtype]
  const least = o.const(o.isSingle ? -87 : -708)
  const bounded = o.let(o.vector.pmax(x, least))
  const { whole, sum } = o.nearest(bounded, o.const(Math.LOG2E))
  const r = o.let(o.fnma(whole, o.const(low), o.fnma(whole, o.const(high), bounded)))
  const fraction = o.add(o.const(1), o.fma(o.mul(r, r), o.poly(r, o.isSingle ? single : double), r))
  return v128.andnot(lanes.add(fraction, lanes.shl(sum, digits)), o.vector.lt(x, least))
}

/** e^(x + rest) = eˣ (1 + rest) for −800 ≤ x ≤ 0 and a rest like a rounding error. */
export function expOfSum(o: Algebra, x: V, rest: V): V {
  const { whole, sum, r, tail } = reduced(o, x)
  const low = o.let(o.fma(rest, o.add(o.const(1), o.add(r, tail)), tail))
  return o.timesPowerOf2(fraction(o, { r, tail: low }), { whole, sum })
}

/** 2ⁿ 2^(x + rest) for |x| ≤ ½ and the whole number n from `nearest`: x ln 2 is exact in its first part. */
export function exp2OfSum(o: Algebra, x: V, rest: V, n: { readonly whole: V; readonly sum: V }): V {
  const head = o.let(o.head(o.add(x, rest)))
  const u = o.let(o.mul(head, o.const(0.6931471824645996)))
  const lost = o.sub(rest, o.sub(head, x))
  const v = o.let(o.add(o.mul(lost, o.const(Math.LN2)), o.mul(head, o.const(-1.904654299957768e-9))))
  const r = o.let(o.add(u, v))
  const tail = o.let(o.add(o.mul(o.mul(r, r), o.poly(r, double)), o.sub(v, o.sub(r, u))))
  return o.timesPowerOf2(fraction(o, { r, tail }), n)
}

/** eˣ − 1 for every x; from n = 60 on half the power of 2 comes first, for 2¹⁰²⁴ is none. */
export function expm1(o: Algebra, x: V): V {
  const bounded = o.let(o.isSingle ? o.clamp(x, -60, 89) : o.clamp(x, -60, 710))
  const { whole, sum, r, tail } = reduced(o, bounded)
  const p = o.let(o.add(r, tail))
  const half = o.nearest(whole, o.const(0.5))
  const [first, second] = [o.let(o.powerOf2(half.sum)), o.let(o.powerOf2(o.sub(sum, half.whole)))]
  const near = o.fma(o.mul(first, second), p, o.sub(o.mul(first, second), o.const(1)))
  const far = o.mul(o.mul(o.add(o.const(1), p), first), second)
  const result = o.select(o.vector.lt(whole, o.const(60)), near, far)
  // −0 stays
  return o.select(o.vector.eq(x, o.const(0)), x, result)
}

// (tanh x − x) / x³ in x² on |x| ≤ 0.625 (S. Moshier's Cephes library)
const tanhSingle = [-3.33332819422e-1, 1.33314422036e-1, -5.37397155531e-2, 2.06390887954e-2, -5.70498872745e-3]

/** 1 − 2e / (1 + e) with e = e^(−2|x|) away from 0; near 0 a polynomial in float32, else −t / (2 + t) with t = e − 1. */
export function tanh(o: Algebra, x: V): V {
  const { vector } = o
  const size = o.let(vector.abs(x))
  const doubled = o.let(vector.pmax(o.mul(size, o.const(-2)), o.const(-60)))
  const far = o.let(vector.gt(size, o.const(0.55)))
  return o.withSign(o.let(o.isSingle ? tanhBySize(o, size, doubled, far) : tanhByParts(o, doubled, far)), x)
}

function tanhBySize(o: Algebra, size: V, doubled: V, far: V): V {
  const e = o.let(expNegative(o, doubled))
  const square = o.let(o.mul(size, size))
  const near = o.fma(o.mul(square, size), o.poly(square, tanhSingle), size)
  return o.select(far, o.sub(o.const(1), o.div(o.add(e, e), o.add(e, o.const(1)))), near)
}

function tanhByParts(o: Algebra, doubled: V, far: V): V {
  const { sum, r, tail } = reduced(o, doubled)
  const [p, scale] = [o.let(o.add(r, tail)), o.let(o.powerOf2(sum))]
  const t = o.let(o.fma(scale, p, o.sub(scale, o.const(1))))
  const twice = o.mul(o.const(2), o.fma(scale, p, scale))
  const q = o.let(o.div(o.select(far, twice, o.vector.neg(t)), o.add(t, o.const(2))))
  return o.select(far, o.sub(o.const(1), q), q)
}

/** 1 / (1 + e⁻ˣ), the exponential of −|x| alone; what rounding takes from 1 + e comes back through the derivative. */
export function sigmoid(o: Algebra, x: V): V {
  const e = o.let(exp(o, o.let(o.vector.neg(o.vector.abs(x)))))
  const one = o.const(1)
  const negative = o.let(o.vector.lt(x, o.const(0)))
  const d = o.let(o.add(one, e))
  const q = o.let(o.div(o.select(negative, e, one), d))
  const inverse = o.select(negative, o.sub(one, q), q)
  return o.fnma(o.mul(q, inverse), o.sub(e, o.sub(d, one)), q)
}
