// Sums and products of derivatives. Factors 1 and −1, which most rules have, and plain numbers are met on the way.
// Cotangents pair with tangents as Re Σ g dz, without conjugation, so that rules for complex numbers are those for real ones;
// what users give and get is conjugated at the edge (`conj`), where the gradient is ∂f/∂x + i ∂f/∂y.
import {
  add,
  castTo,
  dtypeOf,
  fillLike,
  isFloating,
  multiply,
  negative,
  real,
  sameShape,
  shapeOf,
  unbroadcast,
  type Value,
} from "@nablajs/core"

/** A derivative times the factor of a rule. */
export function times(g: Value, factor: Value): Value {
  if (factor === 1) return g
  if (typeof g === "number" && typeof factor === "number") return g * factor
  return factor === -1 ? negative(g) : (multiply(g, factor) as Value)
}

export function plus(a: Value, b: Value): Value {
  return typeof a === "number" && typeof b === "number" ? a + b : (add(a, b) as Value)
}

/**
 * The cotangent summed to the shape of x and in its type, as x was before the operation broadcast and promoted it; its real
 * part where x is real.
 */
export function fit(g: Value, x: Value): Value {
  if (typeof x === "number") return typeof g === "number" ? g : (real(unbroadcast(g, []) as never) as Value)
  if (typeof g === "number") return fillLike(x, g)
  const summed = sameShape(g.shape as readonly number[], x.shape as readonly number[]) ? g : unbroadcast(g, shapeOf(x))
  const dtype = dtypeOf(x)
  return dtypeOf(summed) === dtype || !isFloating(dtype) ? summed : castTo(summed, dtype)
}
