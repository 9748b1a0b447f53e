// Formulas of floats by the primitive's name: the table that a new elementwise kernel enters.
import type { Algebra, Float, V } from "./algebra.ts"
import { copysign, reciprocal, relu, sign, square } from "./arithmetic.ts"
import { erf, erfc } from "./erf.ts"
import { exp, exp2, expm1, sigmoid, tanh } from "./exponential.ts"
import { acosh, asinh, atanh, cosh, sinh } from "./hyperbolic.ts"
import { acos, asin, atan, atan2 } from "./inverse.ts"
import { log, log10, log1p, log2, logaddexp, softplus, xlog1py, xlogy } from "./logarithm.ts"
import { pow, powRough } from "./power.ts"
import { cbrt, hypot } from "./roots.ts"
import { cos, reach, sin, tan } from "./trigonometric.ts"

type Formula = (o: Algebra, ...operands: V[]) => V

export interface FloatFormula {
  readonly formula: Formula
  /** A formula of float64 that serves float32, where the first one is of float64 alone. */
  readonly widened?: Formula
  /** From so many elements on it is worth a copy into WebAssembly's memory. */
  readonly from: Readonly<Record<Float, number>>
  /** What is larger in size the primitive's own scalar function computes. */
  readonly reach?: number
}

/** Cheap ones: memory decides. */
const light = (formula: Formula): FloatFormula => ({
  formula,
  from: { float32: 400, float64: 700 },
})
/** Those that cost tens of nanoseconds an element in JavaScript. */
const heavy = (formula: Formula, limits: { readonly reach?: number } = {}): FloatFormula => ({
  formula,
  from: { float32: 90, float64: 100 },
  ...limits,
})
/** Those of float64, which float32 goes through. */
const wide = (formula: Formula, limits: { readonly reach?: number; readonly widened?: Formula } = {}): FloatFormula => ({
  ...heavy(formula, limits),
  widened: limits.widened ?? formula,
})

export const formulas: Readonly<Record<string, FloatFormula>> = {
  add: light((o, a, b) => o.add(a as V, b as V)),
  subtract: light((o, a, b) => o.sub(a as V, b as V)),
  multiply: light((o, a, b) => o.mul(a as V, b as V)),
  divide: light((o, a, b) => o.div(a as V, b as V)),
  maximum: light((o, a, b) => o.vector.max(a as V, b as V)),
  minimum: light((o, a, b) => o.vector.min(a as V, b as V)),
  copysign: light((o, a, b) => copysign(o, a as V, b as V)),
  negative: light((o, x) => o.vector.neg(x as V)),
  abs: light((o, x) => o.vector.abs(x as V)),
  sqrt: light((o, x) => o.vector.sqrt(x as V)),
  floor: light((o, x) => o.vector.floor(x as V)),
  ceil: light((o, x) => o.vector.ceil(x as V)),
  trunc: light((o, x) => o.vector.trunc(x as V)),
  round: light((o, x) => o.vector.nearest(x as V)),
  square: light((o, x) => square(o, x as V)),
  reciprocal: light((o, x) => reciprocal(o, x as V)),
  sign: light((o, x) => sign(o, x as V)),
  relu: light((o, x) => relu(o, x as V)),
  exp: heavy((o, x) => exp(o, x as V)),
  exp2: heavy((o, x) => exp2(o, x as V)),
  expm1: heavy((o, x) => expm1(o, x as V)),
  log: heavy((o, x) => log(o, x as V)),
  log2: heavy((o, x) => log2(o, x as V)),
  log1p: heavy((o, x) => log1p(o, x as V)),
  tanh: heavy((o, x) => tanh(o, x as V)),
  sigmoid: heavy((o, x) => sigmoid(o, x as V)),
  softplus: heavy((o, x) => softplus(o, x as V)),
  logaddexp: heavy((o, a, b) => logaddexp(o, a as V, b as V)),
  erf: heavy((o, x) => erf(o, x as V)),
  sin: heavy((o, x) => sin(o, x as V), { reach }),
  cos: heavy((o, x) => cos(o, x as V), { reach }),
  tan: wide((o, x) => tan(o, x as V), { reach }),
  asin: wide((o, x) => asin(o, x as V)),
  acos: wide((o, x) => acos(o, x as V)),
  atan: wide((o, x) => atan(o, x as V)),
  atan2: wide((o, y, x) => atan2(o, y as V, x as V)),
  sinh: wide((o, x) => sinh(o, x as V)),
  cosh: wide((o, x) => cosh(o, x as V)),
  asinh: wide((o, x) => asinh(o, x as V)),
  acosh: wide((o, x) => acosh(o, x as V)),
  atanh: wide((o, x) => atanh(o, x as V)),
  log10: wide((o, x) => log10(o, x as V)),
  xlogy: wide((o, x, y) => xlogy(o, x as V, y as V)),
  xlog1py: wide((o, x, y) => xlog1py(o, x as V, y as V)),
  cbrt: wide((o, x) => cbrt(o, x as V)),
  hypot: wide((o, x, y) => hypot(o, x as V, y as V)),
  erfc: wide((o, x) => erfc(o, x as V)),
  pow: wide((o, x, y) => pow(o, x as V, y as V), { widened: (o, x, y) => powRough(o, x as V, y as V) }),
}

/** x Φ(x), given 2 Φ(x). */
const gelu = (o: Algebra, x: V, twice: V): V => o.mul(o.mul(o.const(0.5), x), twice)

/** 2 Φ(x), with all its digits in the left tail where the type has the function for it. */
const twiceNormal = (o: Algebra, x: V): V =>
  o.isSingle ? o.add(o.const(1), erf(o, o.let(o.mul(x, o.const(Math.SQRT1_2))))) : erfc(o, o.let(o.mul(x, o.const(-Math.SQRT1_2))))

const cubic = (o: Algebra, x: V): V => o.mul(o.const(Math.sqrt(2 / Math.PI)), o.fma(o.const(0.044715), o.mul(o.mul(x, x), x), x))

/** Compositions of one element, in one loop. */
export const compositions: Readonly<Record<string, (o: Algebra, x: V) => V>> = {
  silu: (o, x) => o.mul(x, sigmoid(o, x)),
  gelu: (o, x) => gelu(o, x, twiceNormal(o, x)),
  "gelu approximate": (o, x) => gelu(o, x, o.add(o.const(1), tanh(o, o.let(cubic(o, x))))),
}
