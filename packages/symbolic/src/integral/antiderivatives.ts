// Antiderivatives of elementary functions of one variable: F with F′ = f, for f applied to u itself.
import type { Expr } from "@nablajs/core"
import { call, logAbs, minus, over, plus, power, times } from "./terms.ts"

export type Antiderivative = (u: Expr) => Expr

const square = (u: Expr): Expr => power(u, 2)

/** ∫ f(u) du */
export const antiderivatives: Readonly<Record<string, Antiderivative>> = {
  exp: (u) => call("exp", u),
  expm1: (u) => minus(call("exp", u), u),
  exp2: (u) => over(call("exp2", u), call("log", 2)),
  sin: (u) => call("negative", call("cos", u)),
  cos: (u) => call("sin", u),
  tan: (u) => call("negative", logAbs(call("cos", u))),
  sinh: (u) => call("cosh", u),
  cosh: (u) => call("sinh", u),
  tanh: (u) => call("log", call("cosh", u)),
  sigmoid: (u) => call("softplus", u),
  log: (u) => minus(times(u, call("log", u)), u),
  log1p: (u) => minus(times(plus(u, 1), call("log", plus(u, 1))), u),
  log2: (u) => over(minus(times(u, call("log", u)), u), call("log", 2)),
  log10: (u) => over(minus(times(u, call("log", u)), u), call("log", 10)),
  square: (u) => over(power(u, 3), 3),
  cbrt: (u) => times(3 / 4, times(u, call("cbrt", u))),
  abs: (u) => over(times(u, call("abs", u)), 2),
  sign: (u) => call("abs", u),
  relu: (u) => over(square(call("relu", u)), 2),
  asin: (u) => plus(times(u, call("asin", u)), call("sqrt", minus(1, square(u)))),
  acos: (u) => minus(times(u, call("acos", u)), call("sqrt", minus(1, square(u)))),
  atan: (u) => minus(times(u, call("atan", u)), over(call("log", plus(1, square(u))), 2)),
  asinh: (u) => minus(times(u, call("asinh", u)), call("sqrt", plus(square(u), 1))),
  acosh: (u) => minus(times(u, call("acosh", u)), call("sqrt", minus(square(u), 1))),
  atanh: (u) => plus(times(u, call("atanh", u)), over(call("log", minus(1, square(u))), 2)),
  erf: (u) => plus(times(u, call("erf", u)), over(call("exp", call("negative", square(u))), call("sqrt", Math.PI))),
}

/** ∫ f(u)² du */
export const squares: Readonly<Record<string, Antiderivative>> = {
  sin: (u) => minus(over(u, 2), over(call("sin", times(2, u)), 4)),
  cos: (u) => plus(over(u, 2), over(call("sin", times(2, u)), 4)),
  tan: (u) => minus(call("tan", u), u),
  sinh: (u) => minus(over(call("sinh", times(2, u)), 4), over(u, 2)),
  cosh: (u) => plus(over(call("sinh", times(2, u)), 4), over(u, 2)),
  tanh: (u) => minus(u, call("tanh", u)),
}

/** ∫ 1 / f(u) du */
export const reciprocals: Readonly<Record<string, Antiderivative>> = {
  cos: (u) => over(call("log", over(plus(1, call("sin", u)), minus(1, call("sin", u)))), 2),
  sin: (u) => logAbs(call("tan", over(u, 2))),
  tan: (u) => logAbs(call("sin", u)),
  cosh: (u) => times(2, call("atan", call("tanh", over(u, 2)))),
  sinh: (u) => logAbs(call("tanh", over(u, 2))),
  tanh: (u) => logAbs(call("sinh", u)),
}

/** ∫ 1 / f(u)² du */
export const inverseSquares: Readonly<Record<string, Antiderivative>> = {
  cos: (u) => call("tan", u),
  sin: (u) => over(-1, call("tan", u)),
  tan: (u) => minus(over(-1, call("tan", u)), u),
  cosh: (u) => call("tanh", u),
  sinh: (u) => over(-1, call("tanh", u)),
}

/** ∫ uⁿ du */
export const ofPower = (u: Expr, n: Expr): Expr => {
  if (n.literal === -1) return logAbs(u)
  const above = n.literal === null ? plus(n, 1) : n.literal + 1
  return over(power(u, above), above)
}

/** ∫ aᵘ du */
export const ofExponential = (a: Expr, u: Expr): Expr => over(power(a, u), call("log", a))
