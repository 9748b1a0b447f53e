// Integrals with steps, where the standard rules reach. No answer leaves without having been differentiated back.
import { asTensor, type Expr, literal, NablaError, subtract, symbol, symbolsOf, toExpr, type Value } from "@nablajs/core"
import { randomOf, sample } from "./check/sample.ts"
import { substitute } from "./differentiate.ts"
import { evaluate } from "./evaluate.ts"
import type { Declarations } from "./parse.ts"
import { text } from "./print/text.ts"
import { readQuestion, type Source, type SymbolLike, variablesOf } from "./question.ts"
import { quadrature } from "./quadrature.ts"
import { simple } from "./simple.ts"
import { differentiatesBack } from "./integral/verify.ts"
import { integralSteps } from "./integral/index.ts"
import { leaf, type Step } from "./steps/step.ts"

export interface Integral {
  /** The antiderivative, without its constant; of a definite integral its value. */
  readonly expr: Expr
  readonly of: Expr
  readonly by: Expr
  readonly antiderivative: Expr
  readonly from: number | null
  readonly to: number | null
  readonly steps: readonly Step[]
}

export interface IntegrateOptions {
  readonly variables?: Declarations
  /** Both ends make the integral definite. */
  readonly from?: number
  readonly to?: number
}

/**
 * ∫ f dx with its steps, by sums, powers, known antiderivatives, substitution, parts and partial fractions; refused where
 * these do not reach. With `from` and `to` its value, compared with numerical integration.
 *
 * @example text(integrate("2 * x * cos(x^2)", "x").expr) // => "sin(x^2)"
 */
export function integrate(f: Source, by: SymbolLike, options: IntegrateOptions = {}): Integral {
  const { from, to } = options
  if ((from === undefined) !== (to === undefined))
    throw new NablaError("bad-argument", "integrate: give both ends, as in { from: 0, to: 1 }, or none")
  for (const end of [from, to])
    if (end !== undefined && !Number.isFinite(end))
      throw new NablaError("bad-argument", `integrate: the ends must be finite numbers, got ${end}`)
  const { whole: of } = readQuestion(f, options.variables, {})
  const x = symbolsOf(of).length === 0 && typeof by === "string" ? symbol(by) : (variablesOf(by, of, 1)[0] as Expr)
  if (x === undefined || of.shape.length > 0 || x.shape.length > 0)
    throw new NablaError("bad-argument", "integrate: needs a scalar function of a scalar variable")
  const step = integralSteps(of, x)
  if (step === null || !differentiatesBack(step.result, of, x)) {
    throw new NablaError(
      "not-representable",
      `integrate: the standard rules do not reach ∫ ${text(of)} d${x.name}; with two ends, a numerical integral may do`,
    )
  }
  const steps = [step]
  const antiderivative = simple(step.result)
  if (from === undefined || to === undefined) return { expr: antiderivative, of, by: x, antiderivative, from: null, to: null, steps }
  const at = (end: number): Expr => substitute(antiderivative, new Map([[x.name as string, literal(end)]]))
  const difference = toExpr(subtract(asTensor(at(to)) as never, asTensor(at(from)) as never))
  const expr = settled(simple(difference))
  agreesWithNumbers(expr, of, x, from, to)
  return { expr, of, by: x, antiderivative, from, to, steps: [...steps, leaf("ends", "put in the ends: F(b) − F(a)", difference, expr)] }
}

const settled = (e: Expr): Expr => (symbolsOf(e).length === 0 ? literal(number(evaluate(e, {}))) : e)

const number = (x: Value): number => Number(typeof x === "number" ? x : (x as unknown as { item(): unknown }).item())

// An antiderivative that jumps between the ends, as that of 1/x² at 0, gives a number that means nothing.
function agreesWithNumbers(expr: Expr, f: Expr, x: Expr, from: number, to: number): void {
  const random = randomOf(11)
  const values = Object.fromEntries(
    symbolsOf(f)
      .filter((s) => s.name !== x.name)
      .map((s) => [s.name as string, sample(s, {}, [0.5, 1.5], random)]),
  )
  const exact = number(evaluate(expr, values))
  const { value, error } = quadrature((t) => number(evaluate(f, { ...values, [x.name as string]: t })), from, to)
  if (
    Number.isFinite(exact) &&
    Number.isFinite(value) &&
    error < 1e-6 * Math.max(1, Math.abs(value)) &&
    Math.abs(exact - value) <= 1e-6 * Math.max(1, Math.abs(value))
  )
    return
  throw new NablaError(
    "bad-argument",
    `integrate: ∫ ${text(f)} d${x.name} from ${from} to ${to} is not finite, or the integrand is not continuous there; split the interval at the bad points`,
  )
}
