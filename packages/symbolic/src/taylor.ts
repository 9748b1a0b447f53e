// Taylor series: the derivatives at one point as the coefficients of a polynomial.
import {
  add,
  asTensor,
  divide,
  type Expr,
  literal,
  multiply,
  NablaError,
  order as nodesOf,
  pow,
  subtract,
  symbolsOf,
  toExpr,
} from "@nablajs/core"
import { dependsOn, substitute } from "./differentiate.ts"
import { readEnd } from "./ends.ts"
import { switches } from "./integral/pieces.ts"
import { dividedBy, isZero, multiplied, subtracted } from "./integral/polynomials.ts"
import { constantOf, factorsOf, numberOf, productOf, sumOf, times } from "./integral/terms.ts"
import { valueOf } from "./integral/verify.ts"
import { parametersOf } from "./limits/approach.ts"
import * as Q from "./normal/rational.ts"
import { fractionOf } from "./print/numbers.ts"
import { text } from "./print/text.ts"
import { jacobianOf } from "./jacobian.ts"
import type { Declarations } from "./parse.ts"
import { readQuestion, type Source, type SymbolLike, variablesOf } from "./question.ts"
import { simple } from "./simple.ts"

/** A polynomial that agrees with a function at a point up to a degree. */
export interface Taylor {
  /** Σ cₖ (x − a)ᵏ */
  readonly expr: Expr
  readonly of: Expr
  readonly by: Expr
  readonly at: Expr
  readonly degree: number
  /** c₀, c₁, …: f⁽ᵏ⁾(a) / k! */
  readonly coefficients: readonly Expr[]
  /** f, f′, f″, …, of which the coefficients are values. */
  readonly derivatives: readonly Expr[]
}

// Derivatives of high order of a long formula grow without bound.
const LARGEST = 50_000
const HIGHEST = 20

/**
 * The Taylor polynomial of a scalar function around `at` (0 when absent, else a number or a term such as "pi / 4") up to
 * the given degree. Other variables stay. Where the function is a quotient 0/0 at the point, as sin x / x at 0, the series are divided.
 *
 * @example text(taylor("exp(x)", "x", 3).expr) // => "1 + x + 0.5 * x^2 + 1 / 6 * x^3"
 */
export function taylor(
  f: Source,
  by: SymbolLike,
  degree: number,
  options: { readonly at?: number | string | Expr; readonly variables?: Declarations } = {},
): Taylor {
  const at = readEnd("taylor", options.at ?? 0, options.variables)
  if (!Number.isInteger(degree) || degree < 0 || degree > HIGHEST)
    throw new NablaError("bad-argument", `taylor: the degree must be a whole number from 0 to ${HIGHEST}, got ${degree}`)
  if (!Number.isFinite(constantOf(at) ?? 0)) throw new NablaError("bad-argument", `taylor: the point must be finite, got ${text(at)}`)
  const { whole: of } = readQuestion(f, options.variables, {})
  const [x] = variablesOf(by, of, 1) as [Expr]
  if (of.shape.length > 0 || x.shape.length > 0)
    throw new NablaError("bad-argument", "taylor: needs a scalar function of a scalar variable")
  const answer = { of, by: x, at, degree }
  const removed = isDefinedAt(of, x, at) ? null : quotientOfSeries(of, x, at, degree)
  if (removed !== null) return { ...answer, expr: polynomial(removed, x, at), coefficients: removed, derivatives: [of] }
  const { coefficients, derivatives } = series(of, x, at, degree)
  return { ...answer, expr: polynomial(coefficients, x, at), coefficients, derivatives }
}

/** f⁽ᵏ⁾(a) / k! and f⁽ᵏ⁾ for k up to the degree. */
function series(of: Expr, x: Expr, at: Expr, degree: number): { coefficients: Expr[]; derivatives: Expr[] } {
  const derivatives = [of]
  const coefficients = [coefficientOf(of, x, at, 0)]
  for (let k = 1; k <= degree; k++) {
    const next = simple(jacobianOf(derivatives[k - 1] as Expr, x))
    if (nodesOf(next).length > LARGEST)
      throw new NablaError("too-large", `taylor: the derivative of order ${k} has more than ${LARGEST} operations; ask for a lower degree`)
    derivatives.push(next)
    coefficients.push(coefficientOf(next, x, at, k))
  }
  refuseKinks(derivatives, x, at)
  return { coefficients, derivatives }
}

const isDefinedAt = (of: Expr, x: Expr, at: Expr): boolean =>
  Number.isFinite(valueOf(of, { ...parametersOf(of, x), [x.name as string]: numberAt(at, of, x) }))

const numberAt = (at: Expr, of: Expr, x: Expr): number => valueOf(at, parametersOf(sumOf([of, at]), x))

// So many first coefficients of a denominator may be 0.
const DEEPEST_ZERO = 6

/** sin x / x and its like: the series of the numerator divided by that of the denominator; null where that is no way out. */
function quotientOfSeries(of: Expr, x: Expr, at: Expr, degree: number): Expr[] | null {
  const { constant, top, bottom } = factorsOf(simple(of), x)
  const [above, below] = [times(constant, productOf(top)), productOf(bottom)]
  if (bottom.length === 0 || !isDefinedAt(above, x, at) || !isDefinedAt(below, x, at)) return null
  const of1 = degree + DEEPEST_ZERO
  const [n, d] = [above, below].map((e) => series(e, x, at, of1).coefficients) as [Expr[], Expr[]]
  const first = d.findIndex((c) => !isZero(c))
  if (first < 0 || n.slice(0, first).some((c) => !isZero(c))) return null
  const out: Expr[] = []
  for (let k = 0; k <= degree; k++) {
    const known = out.reduce((rest, c, j) => subtracted(rest, multiplied(c, d[first + k - j] as Expr)), n[first + k] as Expr)
    out.push(dividedBy(known, d[first] as Expr))
  }
  return out.map(short)
}

/** A value over a factorial: exactly, as long as that is short. */
function coefficientOf(derivative: Expr, x: Expr, at: Expr, k: number): Expr {
  const factorial = Array.from({ length: k }, (_, i) => i + 1).reduce((a, b) => a * b, 1)
  const put = simple(substitute(derivative, new Map([[x.name as string, at]])))
  if (symbolsOf(put).length > 0) return simple(toExpr(divide(val(put), literal(factorial) as never)))
  const number = numberOf(put)
  if (!Number.isFinite(number)) {
    throw new NablaError(
      "bad-argument",
      `taylor: the ${k === 0 ? "function" : `derivative of order ${k}`} has no finite value at ${x.name} = ${text(at)}; choose another point with { at }`,
    )
  }
  if (!Number.isInteger(number) && fractionOf(number) === null) {
    const exact = simple(toExpr(divide(val(put), literal(factorial) as never)))
    return text(exact).length <= LONGEST ? exact : literal(number / factorial)
  }
  return short(fraction(Q.times(Q.ofNumber(number), Q.rational(1, factorial))))
}

// Longer coefficients are written as decimals.
const LONGEST = 24

const fraction = ({ p, q }: Q.Rational): Expr => (q === 1 ? literal(p) : toExpr(divide(literal(p) as never, literal(q) as never)))

/** A fraction of numbers as one number, where that is written as a fraction again. */
function short(e: Expr): Expr {
  const number = constantOf(e)
  return number !== null && (Number.isInteger(number) || fractionOf(number) !== null) ? literal(number) : e
}

/** Refuses where a derivative jumps at the point. */
function refuseKinks(derivatives: readonly Expr[], x: Expr, at: Expr): void {
  const of = derivatives[0] as Expr
  if (!nodesOf(of).some((node) => kinked.has(node.primitive?.name ?? "") && dependsOn(node, x))) return
  const [a, parameters] = [numberAt(at, of, x), parametersOf(of, x)]
  const h = 1e-7 * Math.max(1, Math.abs(a))
  derivatives.forEach((derivative, k) => {
    const [left, right] = [a - h, a + h].map((t) => valueOf(derivative, { ...parameters, [x.name as string]: t })) as [number, number]
    if (Math.abs(left - right) <= 1e-3 * Math.max(1, Math.abs(left), Math.abs(right))) return
    throw new NablaError(
      "bad-argument",
      `taylor: the ${k === 0 ? "function" : `derivative of order ${k}`} jumps at ${x.name} = ${text(at)}; choose another point with { at }, or a lower degree`,
    )
  })
}

const kinked = new Set([...Object.keys(switches), "floor", "ceil", "round", "trunc"])

const val = (x: Expr): never => asTensor(x) as never

function polynomial(coefficients: readonly Expr[], x: Expr, at: Expr): Expr {
  const a = at.literal
  const step = a === 0 ? x : a !== null && a < 0 ? toExpr(add(val(x), literal(-a) as never)) : toExpr(subtract(val(x), val(at)))
  const terms = coefficients.flatMap((c, k) => {
    if (c.literal === 0) return []
    const power = k === 1 ? step : toExpr(pow(val(step), k as never))
    return [k === 0 ? c : c.literal === 1 ? power : toExpr(multiply(val(c), val(power)))]
  })
  return terms.length === 0 ? literal(0) : terms.reduce((a, b) => joined(a, b))
}

/** a + b, or a − |b| where the factor in front is a negative number. */
function joined(a: Expr, b: Expr): Expr {
  const factor = b.primitive?.name === "multiply" ? (b.args[0] as Expr) : b
  if (factor.literal === null || factor.literal >= 0) return toExpr(add(val(a), val(b)))
  const size = literal(-factor.literal)
  const rest = b === factor ? size : factor.literal === -1 ? (b.args[1] as Expr) : toExpr(multiply(val(size), val(b.args[1] as Expr)))
  return toExpr(subtract(val(a), val(rest)))
}
