// Arithmetic and choices: formulas of one to three vectors.
import type { Algebra, V } from "./algebra.ts"
import { v128 } from "../simd.ts"

export const square = (o: Algebra, x: V): V => o.mul(x, x)

export const reciprocal = (o: Algebra, x: V): V => o.div(o.const(1), x)

/** −1, 0 or 1; NaN for NaN. */
export function sign(o: Algebra, x: V): V {
  const { vector } = o
  const one = o.const(1)
  const size = v128.and(v128.or(vector.lt(x, o.const(0)), vector.gt(x, o.const(0))), one)
  const signed = o.let(o.select(vector.lt(x, o.const(0)), vector.neg(size), size))
  return o.select(vector.eq(x, x), signed, x)
}

/** max(x, 0), where 0 is also what −0 becomes. */
export const relu = (o: Algebra, x: V): V => o.vector.max(x, o.const(0))

/** |a| with the sign of b. */
export const copysign = (o: Algebra, a: V, b: V): V => o.withSign(a, b)
