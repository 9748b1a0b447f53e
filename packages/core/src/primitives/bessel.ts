// Modified Bessel functions of the first kind.
import { bind2 } from "../bind.ts"
import { binary } from "../elementwise.ts"
import { besselI, scaledBesselI } from "../kernels/bessel.ts"
import type { Elementwise, Interval } from "../primitive.ts"
import type { Unary } from "../types/index.ts"
import type { Value } from "../value.ts"
import { add, multiply, sign, subtract } from "./arithmetic.ts"

const orders: Interval = [1, 1]

/** Half the sum of the neighbours of an order n: 2 Iₙ' = Iₙ₋₁ + Iₙ₊₁ holds everywhere, also at 0. */
const neighbours = (p: Elementwise, n: Value, x: Value): Value => multiply(0.5, add(bind2(p, subtract(n, 1), x), bind2(p, add(n, 1), x)))

export const besselIPrimitive: Elementwise = /* @__PURE__ */ binary(
  "besselI",
  besselI,
  [null, (_, n, x) => neighbours(besselIPrimitive, n, x)],
  {
    result: "float",
    notation: { text: "besselI", latex: "I" },
    domain: [orders, [-3, 3]],
  },
)

export const scaledBesselIPrimitive: Elementwise = /* @__PURE__ */ binary(
  "scaledBesselI",
  scaledBesselI,
  [null, (y, n, x) => subtract(neighbours(scaledBesselIPrimitive, n, x), multiply(sign(x), y))],
  { result: "float", domain: [orders, [0.3, 3]] },
)

/**
 * The modified Bessel function I₀, element by element; it overflows beyond 713, where {@link i0e} goes on.
 *
 * @example i0(0) // => 1
 */
export const i0: Unary = ((x: Value): Value => bind2(besselIPrimitive, 0, x)) as Unary

/**
 * The modified Bessel function I₁, the derivative of {@link i0}, element by element.
 *
 * @example i1(0) // => 0
 */
export const i1: Unary = ((x: Value): Value => bind2(besselIPrimitive, 1, x)) as Unary

/**
 * e^(−|x|) I₀(x), element by element, for x of any size. The derivative at the kink at 0 is taken as 0.
 *
 * @example i0e(0) // => 1
 */
export const i0e: Unary = ((x: Value): Value => bind2(scaledBesselIPrimitive, 0, x)) as Unary

/**
 * e^(−|x|) I₁(x), element by element, for x of any size.
 *
 * @example i1e(0) // => 0
 */
export const i1e: Unary = ((x: Value): Value => bind2(scaledBesselIPrimitive, 1, x)) as Unary
