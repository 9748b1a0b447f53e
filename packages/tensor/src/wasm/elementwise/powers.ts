// Powers with exponents that a few products make.
import type { Algebra, V } from "./algebra.ts"

/** xⁿ by the exponent; others are left to the plain function. */
export const powers: ReadonlyMap<number, (o: Algebra, x: V) => V> = new Map([
  [1, (_, x) => x],
  [2, (o, x) => o.mul(x, x)],
  [3, (o, x) => o.mul(o.mul(x, x), x)],
  [
    4,
    (o, x) => {
      const square = o.let(o.mul(x, x))
      return o.mul(square, square)
    },
  ],
  [-1, (o, x) => o.div(o.const(1), x)],
  // the power of −0 is 0, that of −∞ is ∞
  [
    0.5,
    (o, x) => {
      const root = o.vector.sqrt(o.add(x, o.const(0)))
      return o.select(o.vector.eq(x, o.const(Number.NEGATIVE_INFINITY)), o.const(Number.POSITIVE_INFINITY), root)
    },
  ],
] as [number, (o: Algebra, x: V) => V][])
