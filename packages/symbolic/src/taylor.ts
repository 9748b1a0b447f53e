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
  type Value,
} from "@nablajs/core"
import { substitute } from "./differentiate.ts"
import { evaluate } from "./evaluate.ts"
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
  readonly at: number
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
 * The Taylor polynomial of a scalar function around `at` (0 when absent) up to the given degree. Other variables stay.
 *
 * @example text(taylor("exp(x)", "x", 3).expr) // => "1 + x + 0.5 * x^2 + 1 / 6 * x^3"
 */
export function taylor(
  f: Source,
  by: SymbolLike,
  degree: number,
  options: { readonly at?: number; readonly variables?: Declarations } = {},
): Taylor {
  const at = options.at ?? 0
  if (!Number.isInteger(degree) || degree < 0 || degree > HIGHEST)
    throw new NablaError("bad-argument", `taylor: the degree must be a whole number from 0 to ${HIGHEST}, got ${degree}`)
  if (!Number.isFinite(at)) throw new NablaError("bad-argument", `taylor: the point must be finite, got ${at}`)
  const { whole: of } = readQuestion(f, options.variables, {})
  const [x] = variablesOf(by, of, 1) as [Expr]
  if (of.shape.length > 0 || x.shape.length > 0)
    throw new NablaError("bad-argument", "taylor: needs a scalar function of a scalar variable")
  const derivatives = [of]
  const coefficients = [coefficientOf(of, x, at, 0)]
  for (let k = 1; k <= degree; k++) {
    const next = simple(jacobianOf(derivatives[k - 1] as Expr, x))
    if (nodesOf(next).length > LARGEST)
      throw new NablaError("too-large", `taylor: the derivative of order ${k} has more than ${LARGEST} operations; ask for a lower degree`)
    derivatives.push(next)
    coefficients.push(coefficientOf(next, x, at, k))
  }
  return { expr: polynomial(coefficients, x, at), of, by: x, at, degree, coefficients, derivatives }
}

function coefficientOf(derivative: Expr, x: Expr, at: number, k: number): Expr {
  const factorial = Array.from({ length: k }, (_, i) => i + 1).reduce((a, b) => a * b, 1)
  const value = substitute(derivative, new Map([[x.name as string, literal(at)]]))
  if (symbolsOf(value).length > 0) return simple(toExpr(divide(val(value), factorial as never)))
  const number = Number(numberOf(evaluate(value, {})))
  if (Number.isFinite(number)) return literal(number / factorial)
  throw new NablaError(
    "bad-argument",
    `taylor: the ${k === 0 ? "function" : `derivative of order ${k}`} has no finite value at ${x.name} = ${at}; choose another point with { at }`,
  )
}

const numberOf = (x: Value): unknown => (typeof x === "number" ? x : (x as unknown as { item(): unknown }).item())
const val = (x: Expr): never => asTensor(x) as never

function polynomial(coefficients: readonly Expr[], x: Expr, at: number): Expr {
  const step = at === 0 ? x : at < 0 ? toExpr(add(val(x), -at as never)) : toExpr(subtract(val(x), at as never))
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
