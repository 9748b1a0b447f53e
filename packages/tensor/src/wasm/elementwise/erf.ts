// The error function: rational functions near 0 and near 1, further out 1 − e^(−x² + …) / x (Sun's fdlibm) in float64;
// one polynomial up to 0.93 and 1 − e^(…) beyond in float32.
import type { Algebra, V } from "./algebra.ts"
import { expNegative, expOfSum } from "./exponential.ts"

// erf x / x − 1 in x² on |x| < 0.84375
const p = [
  1.28379167095512558561e-1, -3.2504210724700149937e-1, -2.84817495755985104766e-2, -5.77027029648944159157e-3, -2.37630166566501626084e-5,
]
const q = [
  1, 3.97917223959155352819e-1, 6.50222499887672944485e-2, 5.08130628187576562776e-3, 1.32494738004321644526e-4, -3.9602282787753681232e-6,
]
// erf x − c in |x| − 1 up to 1.25
const c = 8.45062911510467529297e-1
const a = [
  -2.36211856075265944077e-3, 4.14856118683748331666e-1, -3.72207876035701323847e-1, 3.18346619901161753674e-1, -1.10894694282396677476e-1,
  3.54783043256182359371e-2, -2.166375594868790843e-3,
]
const b = [
  1, 1.06420880400844228286e-1, 5.40397917702171048937e-1, 7.18286544141962662868e-2, 1.26171219808761642112e-1, 1.36370839120290507362e-2,
  1.1984499846799107417e-2,
]
// the exponent in 1/x² up to 1/0.35, and from there on
const nearR = [
  -9.86494403484714822705e-3, -6.93858572707181764372e-1, -1.05586262253232909814e1, -6.23753324503260060396e1, -1.62396669462573470355e2,
  -1.84605092906711035994e2, -8.12874355063065934246e1, -9.81432934416914548592,
]
const nearS = [
  1, 1.96512716674392571292e1, 1.376577541435190426e2, 4.34565877475229228821e2, 6.45387271733267880336e2, 4.29008140027567833386e2,
  1.08635005541779435134e2, 6.57024977031928170135, -6.04244152148580987438e-2,
]
const farR = [
  -9.86494292470009928597e-3, -7.99283237680523006574e-1, -1.77579549177547519889e1, -1.60636384855821916062e2, -6.37566443368389627722e2,
  -1.02509513161107724954e3, -4.83519191608651397019e2,
]
const farS = [
  1, 3.03380607434824582924e1, 3.25792512996573918826e2, 1.53672958608443695994e3, 3.19985821950859553908e3, 2.55305040643316442583e3,
  4.74528541206955367215e2, -2.24409524465858183362e1,
]

/** 1 − erf x for 1.25 ≤ x ≤ 6; the square of z, which is x to 12 bits after the point, is exact. */
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

function double(o: Algebra, size: V): V {
  const { vector } = o
  const square = o.let(o.mul(size, size))
  const from1 = o.let(o.sub(size, o.const(1)))
  const near = o.let(vector.lt(size, o.const(0.84375)))
  const quotient = o.let(o.div(o.select(near, o.poly(square, p), o.poly(from1, a)), o.select(near, o.poly(square, q), o.poly(from1, b))))
  const inside = o.select(near, o.fma(size, quotient, size), o.add(o.const(c), quotient))
  return o.select(vector.lt(size, o.const(1.25)), inside, o.sub(o.const(1), tail(o, size)))
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
