// Inverse circular functions of float64, by the rational functions and polynomials of Sun's fdlibm.
import { v128 } from "../simd.ts"
import type { Algebra, V } from "./algebra.ts"

// (asin x − x) / x³ in x², |x| ≤ 1/2: numerator, denominator
const p = [0.16666666666666666, -0.3255658186224009, 0.20121253213486293, -0.04005553450067941, 0.0007915349942898145, 3.479331075960212e-5]
const q = [1, -2.403394911734414, 2.0209457602335057, -0.6882839716054533, 0.07703815055590194]

// π/2 and π as sums
const halfPi = [1.5707963267948966, 6.123233995736766e-17] as const
const pi = [Math.PI, 1.2246467991473532e-16] as const

interface Halved {
  readonly size: V
  /** |x| > 1/2, where asin x = π/2 − 2 asin √z with z = (1 − |x|) / 2. */
  readonly far: V
  /** (asin √z − √z) / √z, with z = x² elsewhere. */
  readonly ratio: V
  readonly root: V
  /** √z in few digits, and what they lack. */
  readonly head: V
  readonly rest: V
}

function halved(o: Algebra, x: V): Halved {
  const size = o.let(o.vector.abs(x))
  const far = o.let(o.vector.gt(size, o.const(0.5)))
  const z = o.let(o.select(far, o.mul(o.sub(o.const(1), size), o.const(0.5)), o.mul(x, x)))
  const ratio = o.let(o.div(o.mul(z, o.poly(z, p)), o.poly(z, q)))
  const root = o.let(o.vector.sqrt(z))
  const head = o.let(o.head(root))
  // √0 lacks nothing
  const rest = o.let(o.div(o.sub(z, o.mul(head, head)), o.vector.pmax(o.add(root, head), o.const(1e-300))))
  return { size, far, ratio, root, head, rest }
}

export function asin(o: Algebra, x: V): V {
  const { size, far, ratio, root, head, rest } = halved(o, x)
  const quarter = o.const(Math.PI / 4)
  const twice = (y: V): V => o.add(y, y)
  const less = o.sub(o.mul(twice(root), ratio), o.sub(o.const(halfPi[1]), twice(rest)))
  const turned = o.sub(quarter, o.sub(less, o.sub(quarter, twice(head))))
  return o.withSign(o.let(o.select(far, turned, o.fma(size, ratio, size))), x)
}

export function acos(o: Algebra, x: V): V {
  const { far, ratio, root, head, rest } = halved(o, x)
  const near = o.sub(o.const(halfPi[0]), o.sub(x, o.fnma(x, ratio, o.const(halfPi[1]))))
  const positive = o.add(head, o.fma(ratio, root, rest))
  const negative = o.add(root, o.sub(o.mul(ratio, root), o.const(halfPi[1])))
  const left = o.let(o.vector.lt(x, o.const(0)))
  const turned = o.let(o.select(left, negative, positive))
  const double = o.let(o.add(turned, turned))
  return o.select(far, o.select(left, o.sub(o.const(pi[0]), double), double), near)
}

// 1 − atan x / x in x², |x| ≤ 7/16
const series = [
  0.3333333333333293, -0.19999999999876483, 0.14285714272503466, -0.11111110405462356, 0.09090887133436507, -0.0769187620504483,
  0.06661073137387531, -0.058335701337905735, 0.049768779946159324, -0.036531572744216916, 0.016285820115365782,
]

/** From each limit on x is turned by an angle, whose tangent is t: atan x = angle + atan((x − t) / (1 + t x)). */
const turns = [
  { from: 7 / 16, angle: [0.4636476090008061, 2.2698777452961687e-17], top: [2, -1], bottom: [1, 2] },
  { from: 11 / 16, angle: [0.7853981633974483, 3.061616997868383e-17], top: [1, -1], bottom: [1, 1] },
  { from: 19 / 16, angle: [0.982793723247329, 1.3903311031230998e-17], top: [1, -1.5], bottom: [1.5, 1] },
  { from: 39 / 16, angle: halfPi, top: [0, -1], bottom: [1, 0] },
] as const

/** atan x for x ≥ 0. */
function angleOf(o: Algebra, x: V): V {
  const [zero, one] = [o.const(0), o.const(1)]
  let [angle, low, top, bottom]: [V, V, V, V] = [zero, zero, x, one]
  for (const turn of turns) {
    const beyond = o.let(o.vector.ge(x, o.const(turn.from)))
    const line = ([slope, start]: readonly [number, number]): V =>
      slope === 0 ? o.const(start) : o.add(slope === 1 ? x : o.mul(o.const(slope), x), o.const(start))
    angle = o.let(o.select(beyond, o.const(turn.angle[0]), angle))
    low = o.let(o.select(beyond, o.const(turn.angle[1]), low))
    top = o.let(o.select(beyond, line(turn.top), top))
    bottom = o.let(o.select(beyond, line(turn.bottom), bottom))
  }
  const r = o.let(o.div(top, bottom))
  const z = o.let(o.mul(r, r))
  return o.sub(angle, o.sub(o.sub(o.mul(r, o.mul(z, o.poly(z, series))), low), r))
}

export const atan = (o: Algebra, x: V): V => o.withSign(o.let(angleOf(o, o.let(o.vector.abs(x)))), x)

/** The angle of the point (x, y). */
export function atan2(o: Algebra, y: V, x: V): V {
  const { vector } = o
  const [down, across] = [o.let(vector.abs(y)), o.let(vector.abs(x))]
  // both infinite: a diagonal; both 0: on the axis
  const slope = o.let(o.select(vector.eq(down, across), o.const(1), o.div(down, across)))
  const angle = o.let(angleOf(o, o.let(o.select(vector.eq(down, o.const(0)), o.const(0), slope))))
  const left = o.let(o.isNegative(x))
  const mirrored = o.sub(o.const(pi[0]), o.sub(angle, o.const(pi[1])))
  // on the vertical axis, or as good as there, both sides meet
  const upright = vector.gt(slope, o.const(2 ** 60))
  const result = o.let(o.select(v128.andnot(left, upright), mirrored, angle))
  const known = v128.and(vector.eq(x, x), vector.eq(y, y))
  return o.select(known, o.withSign(result, y), o.add(x, y))
}
