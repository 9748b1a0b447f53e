// Hyperbolic functions of float64 and their inverses, from exponentials and logarithms that keep what is small.
import { v128 } from "../simd.ts"
import type { Algebra, V } from "./algebra.ts"
import { exp } from "./exponential.ts"
import { log1p } from "./logarithm.ts"

/** 1/3!, 1/5!, … as far as they count for |x| ≤ 1. */
const odd = Array.from({ length: 9 }, (_, k) => {
  let factorial = 1
  for (let i = 2; i <= 2 * k + 3; i++) factorial *= i
  return 1 / factorial
})

/** e^|x| / 2, which reaches as far as the functions do. */
const half = (o: Algebra, size: V): V => o.let(exp(o, size, -1))

export function sinh(o: Algebra, x: V): V {
  const size = o.let(o.vector.abs(x))
  const h = half(o, size)
  const z = o.let(o.mul(size, size))
  const near = o.fma(o.mul(size, z), o.poly(z, odd), size)
  const far = o.sub(h, o.div(o.const(0.25), h))
  return o.withSign(o.let(o.select(o.vector.lt(size, o.const(1)), near, far)), x)
}

export function cosh(o: Algebra, x: V): V {
  const h = half(o, o.let(o.vector.abs(x)))
  return o.add(h, o.div(o.const(0.25), h))
}

/** Where x² would overflow and 1 beside x does not count: log 2x then. */
const HUGE = 2 ** 54

/** log(1 + t), or log 2x for huge x. */
function logarithm(o: Algebra, x: V, t: V): V {
  const huge = o.let(o.vector.gt(x, o.const(HUGE)))
  return o.add(log1p(o, o.let(o.select(huge, x, t))), v128.and(huge, o.const(Math.LN2)))
}

/** log(|x| + √(x² + 1)) with the sign of x. */
export function asinh(o: Algebra, x: V): V {
  const size = o.let(o.vector.abs(x))
  const square = o.let(o.mul(size, size))
  const root = o.vector.sqrt(o.add(square, o.const(1)))
  const t = o.add(size, o.div(square, o.add(root, o.const(1))))
  return o.withSign(o.let(logarithm(o, size, t)), x)
}

/** log(x + √(x² − 1)) */
export function acosh(o: Algebra, x: V): V {
  const t = o.let(o.sub(x, o.const(1)))
  const result = o.let(logarithm(o, x, o.add(t, o.vector.sqrt(o.fma(t, t, o.add(t, t))))))
  return o.select(o.vector.lt(x, o.const(1)), o.const(Number.NaN), result)
}

/** ½ log((1 + x) / (1 − x)) */
export function atanh(o: Algebra, x: V): V {
  const size = o.let(o.vector.abs(x))
  const twice = o.let(o.add(size, size))
  const rest = o.let(o.sub(o.const(1), size))
  const near = o.add(twice, o.div(o.mul(twice, size), rest))
  const t = o.select(o.vector.lt(size, o.const(0.5)), near, o.div(twice, rest))
  return o.withSign(o.let(o.mul(o.const(0.5), log1p(o, o.let(t)))), x)
}
