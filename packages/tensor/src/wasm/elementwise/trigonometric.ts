// Sine and cosine. x = n π/2 + r, |r| ≤ π/4; n chooses the polynomial and the sign. Both types reduce in float64, with π/2 in
// parts whose multiples by n < 2²⁰ are exact; beyond that `reach` the caller computes the element itself.
import { f32x4, f64x2, i32x4, i64x2, v128 } from "../simd.ts"
import type { Algebra, V } from "./algebra.ts"

export const reach = 1e6

// Sun's fdlibm: the first 33 bits of π/2, the next 33, the rest
const halfPi = [1.5707963267341256, 6.077100506303966e-11, 2.0222662487959506e-21] as const

const sine = [
  -0.16666666666666632, 0.00833333333332249, -0.0001984126982985795, 2.7557313707070068e-6, -2.5050760253406863e-8, 1.58969099521155e-10,
]
const cosine = [
  0.0416666666666666, -0.001388888888887411, 2.480158728947673e-5, -2.7557314351390663e-7, 2.087572321298175e-9, -1.1359647557788195e-11,
]
// Cephes
const sineSingle = [-1.6666654611e-1, 8.3321608736e-3, -1.9515295891e-4]
const cosineSingle = [0.04166664568298827, -0.001388731625493765, 2.443315711809948e-5]

interface Reduced {
  /** n in the low bits. */
  readonly quarter: V
  readonly r: V
  /** What rounding took from r; nothing that counts in float32. */
  readonly rest: V | null
}

function reduceDouble(o: Algebra, x: V): Reduced {
  const { whole, sum } = o.nearest(x, o.const(2 / Math.PI))
  const [first, second, third] = halfPi
  // exact products and, by a sum of two with its error, an exact difference
  const a = o.let(f64x2.sub(x, f64x2.mul(whole, o.const(first))))
  const b = o.let(f64x2.mul(whole, o.const(second)))
  const d = o.let(f64x2.sub(a, b))
  const back = o.let(f64x2.sub(d, a))
  const error = f64x2.sub(f64x2.sub(a, f64x2.sub(d, back)), f64x2.add(b, back))
  const low = o.let(f64x2.sub(error, f64x2.mul(whole, o.const(third))))
  const r = o.let(f64x2.add(d, low))
  return { quarter: sum, r, rest: o.let(f64x2.add(f64x2.sub(d, r), low)) }
}

function reduceSingle(o: Algebra, x: V): Reduced {
  const magic = o.constant64(1.5 * 2 ** 52)
  const halves = [x, o.let(i32x4.shuffle(x, x, [2, 3, 2, 3]))].map((half) => {
    const wide = o.let(f64x2.promoteLowF32(half))
    const sum = o.let(f64x2.add(f64x2.mul(wide, o.constant64(2 / Math.PI)), magic))
    const whole = o.let(f64x2.sub(sum, magic))
    const near = f64x2.sub(wide, f64x2.mul(whole, o.constant64(halfPi[0])))
    return { sum, r: o.let(f32x4.demoteF64Zero(f64x2.sub(near, f64x2.mul(whole, o.constant64(halfPi[1]))))) }
  }) as unknown as [{ sum: V; r: V }, { sum: V; r: V }]
  return {
    quarter: o.let(i32x4.shuffle(halves[0].sum, halves[1].sum, [0, 2, 4, 6])),
    r: o.let(i64x2.shuffle(halves[0].r, halves[1].r, [0, 2])),
    rest: null,
  }
}

/** sin r and cos r. */
function both(o: Algebra, { r, rest }: Reduced): { readonly sin: V; readonly cos: V } {
  const z = o.let(o.mul(r, r))
  const one = o.const(1)
  const half = o.let(o.mul(o.const(0.5), z))
  if (rest === null) {
    const sin = o.fma(o.mul(o.poly(z, sineSingle), z), r, r)
    const cos = o.fma(o.poly(z, cosineSingle), o.mul(z, z), o.sub(one, half))
    return { sin, cos }
  }
  // sin(r + t) = r − (z (t/2 − r³S) − t − r³s₀), cos(r + t) = w + ((1 − w) − z/2 + (z²C − r t)) with w = 1 − z/2
  const cube = o.let(o.mul(z, r))
  const tail = o.poly(z, sine.slice(1))
  const first = o.mul(cube, o.const(sine[0] as number))
  const inner = o.sub(o.sub(o.mul(z, o.fnma(cube, tail, o.mul(o.const(0.5), rest))), rest), first)
  const sin = o.sub(r, inner)
  const w = o.let(o.sub(one, half))
  const cos = o.add(w, o.add(o.sub(o.sub(one, w), half), o.fnma(r, rest, o.mul(o.mul(z, z), o.poly(z, cosine)))))
  return { sin, cos }
}

/** sin x / cos x in float64. */
export function tan(o: Algebra, x: V): V {
  o.decline(o.vector.gt(o.vector.abs(x), o.const(reach)))
  const parts = reduceDouble(o, x)
  const odd = o.let(i64x2.eq(v128.and(parts.quarter, o.bits(1n)), o.bits(1n)))
  const { sin, cos } = both(o, parts)
  const [s, c] = [o.let(sin), o.let(cos)]
  const result = o.div(o.select(odd, o.vector.neg(c), s), o.select(odd, s, c))
  return o.select(o.vector.eq(x, o.const(0)), x, result)
}

/** sin(x + turn·π/2) */
function turned(o: Algebra, x: V, turn: bigint): V {
  o.decline(o.vector.gt(o.vector.abs(x), o.const(reach)))
  const parts = o.isSingle ? reduceSingle(o, x) : reduceDouble(o, x)
  const { lanes, bytes } = o.kind
  const quarter = o.let(turn === 0n ? parts.quarter : lanes.add(parts.quarter, o.bits(turn)))
  const { sin, cos } = both(o, parts)
  const odd = o.let(lanes.eq(v128.and(quarter, o.bits(1n)), o.bits(1n)))
  const value = o.select(odd, cos, sin)
  // the second bit of n turns the sign
  const result = o.let(v128.xor(value, lanes.shl(v128.and(quarter, o.bits(2n)), bytes * 8 - 2)))
  return turn === 0n ? o.select(o.vector.eq(x, o.const(0)), x, result) : result
}

export const sin = (o: Algebra, x: V): V => turned(o, x, 0n)

export const cos = (o: Algebra, x: V): V => turned(o, x, 1n)
