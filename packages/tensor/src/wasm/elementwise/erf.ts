// The error function: rational functions near 0 and near 1, further out 1 − e^(−x² + …) / x (Sun's fdlibm) in float64;
// one polynomial up to 0.93 and 1 − e^(…) beyond in float32.
import type { Algebra, V } from "./algebra.ts"
import { expNegative, expOfSum } from "./exponential.ts"

// erf x / x − 1 in x² on |x| < 0.84375
const p = [0.12837916709551256, -0.3250421072470015, -0.02848174957559851, -0.005770270296489442, -2.3763016656650163e-5]
const q = [1, 0.39791722395915535, 0.0650222499887673, 0.005081306281875766, 0.00013249473800432164, -3.960228278775368e-6]
// erf x − c in |x| − 1 up to 1.25
const c = 0.8450629115104675
const a = [
  -0.0023621185607526594, 0.41485611868374833, -0.3722078760357013, 0.31834661990116175, -0.11089469428239668, 0.035478304325618236,
  -0.002166375594868791,
]
const b = [1, 0.10642088040084423, 0.540397917702171, 0.07182865441419627, 0.12617121980876164, 0.01363708391202905, 0.011984499846799107]
// the exponent in 1/x² up to 1/0.35, and from there on
const nearR = [
  -0.009864944034847148, -0.6938585727071818, -10.558626225323291, -62.375332450326006, -162.39666946257347, -184.60509290671104,
  -81.2874355063066, -9.814329344169145,
]
const nearS = [
  1, 19.651271667439257, 137.65775414351904, 434.56587747522923, 645.3872717332679, 429.00814002756783, 108.63500554177944,
  6.570249770319282, -0.0604244152148581,
]
const farR = [
  -0.0098649429247001, -0.799283237680523, -17.757954917754752, -160.63638485582192, -637.5664433683896, -1025.0951316110772,
  -483.5191916086514,
]
const farS = [
  1, 30.33806074348246, 325.7925129965739, 1536.729586084437, 3199.8582195085955, 2553.0504064331644, 474.52854120695537,
  -22.44095244658582,
]

/** 1 − erf x for 1.25 ≤ x ≤ 28; the square of z, which is x to 12 bits after the point, is exact. */
function tail(o: Algebra, x: V): V {
  const s = o.let(o.div(o.const(1), o.mul(x, x)))
  const far = o.let(o.vector.ge(x, o.const(1 / 0.35)))
  const ratio = o.div(o.select(far, o.poly(s, farR), o.poly(s, nearR)), o.select(far, o.poly(s, farS), o.poly(s, nearS)))
  const magic = o.const(1.5 * 2 ** 40)
  const z = o.let(o.sub(o.add(x, magic), magic))
  const main = o.let(o.sub(o.const(-0.5625), o.mul(z, z)))
  const rest = o.let(o.fma(o.sub(z, x), o.add(z, x), ratio))
  const sum = o.let(o.add(main, rest))
  return o.div(expOfSum(o, sum, o.sub(rest, o.sub(sum, main))), x)
}

interface Inner {
  /** erf x / x − 1 below 0.84375, erf x − c from there to 1.25. */
  readonly quotient: V
  readonly near: V
}

function inner64(o: Algebra, size: V): Inner {
  const square = o.let(o.mul(size, size))
  const from1 = o.let(o.sub(size, o.const(1)))
  const near = o.let(o.vector.lt(size, o.const(0.84375)))
  const quotient = o.let(o.div(o.select(near, o.poly(square, p), o.poly(from1, a)), o.select(near, o.poly(square, q), o.poly(from1, b))))
  return { quotient, near }
}

function double(o: Algebra, size: V): V {
  const { quotient, near } = inner64(o, size)
  const inside = o.select(near, o.fma(size, quotient, size), o.add(o.const(c), quotient))
  return o.select(o.vector.lt(size, o.const(1.25)), inside, o.sub(o.const(1), tail(o, size)))
}

/** 1 − erf x in float64, accurate where erf x is near 1. */
export function erfc(o: Algebra, x: V): V {
  const { vector } = o
  const size = o.let(vector.pmin(vector.abs(x), o.const(28)))
  const { quotient, near } = inner64(o, size)
  const negative = o.let(vector.lt(x, o.const(0)))
  const bounded = o.let(o.withSign(size, x))
  const product = o.let(o.mul(bounded, quotient))
  const first = o.sub(o.const(1), o.add(bounded, product))
  const second = o.sub(o.const(0.5), o.add(o.sub(bounded, o.const(0.5)), product))
  const small = o.select(vector.lt(x, o.const(0.25)), first, second)
  const middle = o.select(negative, o.add(o.const(1 + c), quotient), o.sub(o.const(1 - c), quotient))
  const rest = o.let(tail(o, size))
  const far = o.select(negative, o.sub(o.const(2), rest), rest)
  return o.select(near, small, o.select(vector.lt(size, o.const(1.25)), middle, far))
}

// in x² up to 0.927734375, and the exponent in x beyond (N. Juffa)
const inner = [1.28379166e-1, -3.76125336e-1, 1.12819925e-1, -2.67681349e-2, 4.99119423e-3, -5.96761703e-4]
const outer = [-1.28717512e-1, -6.34846687e-1, -1.06777877e-1, 2.42546219e-2, -3.88396438e-3, 3.83197126e-4, -1.7285347e-5]

function single(o: Algebra, size: V): V {
  const near = o.fma(o.poly(o.let(o.mul(size, size)), inner), size, size)
  const exponent = o.let(o.fma(size, o.poly(size, outer), o.vector.neg(size)))
  return o.select(o.vector.gt(size, o.const(0.927734375)), o.sub(o.const(1), expNegative(o, exponent)), near)
}

export function erf(o: Algebra, x: V): V {
  const size = o.let(o.vector.pmin(o.vector.abs(x), o.const(6)))
  return o.withSign(o.let(o.isSingle ? single(o, size) : double(o, size)), x)
}
