// Integrals with steps, where the standard rules reach. No answer leaves without having been differentiated back.
import { type Expr, isNablaError, literal, NablaError, order, symbol, symbolsOf } from "@nablajs/core"
import { conditionsOf } from "./conditions.ts"
import { between, conditionsOn, numerically, type Range } from "./definite.ts"
import { dependsOn, substitute } from "./differentiate.ts"
import { readEnd } from "./ends.ts"
import { integralSteps } from "./integral/index.ts"
import { positive } from "./integral/rule.ts"
import { specialNameOf } from "./integral/special.ts"
import { rewrittenBy } from "./integral/inverse.ts"
import { constantOf, named, over, sumOf } from "./integral/terms.ts"
import { differentiatesBack } from "./integral/verify.ts"
import type { Declarations } from "./parse.ts"
import { parametersOf } from "./limits/approach.ts"
import { latex } from "./print/latex.ts"
import { text } from "./print/text.ts"
import { readQuestion, type Source, type SymbolLike, variablesOf } from "./question.ts"
import { isPositive } from "./sign.ts"
import { simple } from "./simple.ts"
import { piecesOf } from "./splits.ts"
import { leaf, type Step } from "./steps/step.ts"

export interface Integral {
  /** The antiderivative, without its constant; of a definite integral its value. */
  readonly expr: Expr
  readonly of: Expr
  readonly by: Expr
  /** Null where only the value was found: by numerical integration, or piece by piece. */
  readonly antiderivative: Expr | null
  readonly from: Expr | null
  readonly to: Expr | null
  /** The value of a definite integral without parameters. */
  readonly value: number | null
  readonly steps: readonly Step[]
  /** What must hold of the parameters. */
  readonly conditions: readonly string[]
}

/** Where an integral begins or ends: a number, ±Infinity, or a term such as "pi/2". */
export type End = number | string | Expr

export interface IntegrateOptions {
  readonly variables?: Declarations
  /** Both ends make the integral definite. */
  readonly from?: End
  readonly to?: End
}

/**
 * ∫ f dx with its steps, by sums, powers, known antiderivatives, substitution, parts, partial fractions and tables for roots;
 * refused where these do not reach. With `from` and `to`, which may be infinite, its value, compared with numerical integration.
 *
 * @example text(integrate("2 * x * cos(x^2)", "x").expr) // => "sin(x^2)"
 */
export function integrate(f: Source, by: SymbolLike, options: IntegrateOptions = {}): Integral {
  const { from, to } = options
  if ((from === undefined) !== (to === undefined))
    throw new NablaError("bad-argument", "integrate: give both ends, as in { from: 0, to: 1 }, or none")
  const { whole: of } = readQuestion(f, options.variables, {})
  const x = symbolsOf(of).length === 0 && typeof by === "string" ? symbol(by) : (variablesOf(by, of, 1)[0] as Expr)
  if (x === undefined || of.shape.length > 0 || x.shape.length > 0)
    throw new NablaError("bad-argument", "integrate: needs a scalar function of a scalar variable")
  if (from === undefined || to === undefined) return indefinite(of, x)
  const range = { of, x, from: readEnd("integrate", from, options.variables), to: readEnd("integrate", to, options.variables) }
  for (const end of [range.from, range.to]) {
    if (dependsOn(end, x))
      throw new NablaError("bad-argument", `integrate: the end ${text(end)} contains ${x.name}; give the variable another name`)
    if (Number.isNaN(constantOf(end) ?? 0)) throw new NablaError("bad-argument", `integrate: ${text(end)} is no place on the axis`)
  }
  return definite(range)
}

/** The derivation of an antiderivative that was differentiated back, null where there is none. */
function antiderivativeOf(of: Expr, x: Expr): Step | null {
  const step = integralSteps(of, x)
  return step !== null && differentiatesBack(step.result, of, x) ? step : null
}

function indefinite(of: Expr, x: Expr): Integral {
  const step = antiderivativeOf(of, x)
  if (step === null) throw new NablaError("not-representable", refusal(of, x))
  const F = simple(step.result)
  const where = { from: null, to: null, value: null }
  return { expr: F, of, by: x, antiderivative: F, ...where, steps: [step], conditions: onParameters(F, x) }
}

function refusal(of: Expr, x: Expr): string {
  const name = specialNameOf(of, x)
  const why = name === null ? "these rules know no elementary antiderivative of" : "there is no elementary antiderivative of"
  return `integrate: ${why} ${text(of)}${name === null ? "" : ` (it needs ${name})`}; with both ends given, its value is found numerically`
}

function definite(range: Range): Integral {
  const { of, x, from, to } = range
  const step = antiderivativeOf(of, x)
  if (step === null) return byPieces(range) ?? byNumbers(range)
  const F = simple(step.result)
  const found = attempted(() => between(F, range))
  if (found instanceof NablaError) {
    const pieces = attempted(() => byPieces(range))
    if (pieces === null || pieces instanceof NablaError) throw found
    return pieces
  }
  const { before } = found
  const expr = ofPositive(found.expr, range)
  const ends = leaf("ends", "put in the ends: F(b) − F(a)", before, expr)
  const conditions = [...new Set([...onParameters(withPositive(F, x), x), ...conditionsOn(range)])]
  return { expr, of, by: x, antiderivative: F, from, to, value: constantOf(expr), steps: [step, ends], conditions }
}

/** What is made, or the refusal. */
function attempted<T>(make: () => T): T | NablaError {
  try {
    return make()
  } catch (error) {
    if (isNablaError(error)) return error
    throw error
  }
}

/** The term with parameters above 0: those of `names`, or all. */
function withPositive(e: Expr, x: Expr, names?: ReadonlySet<string>): Expr {
  const free = symbolsOf(e).filter((s) => s.name !== x.name && (names === undefined || names.has(s.name as string)))
  return substitute(e, new Map(free.map((s) => [s.name as string, positive(s)])))
}

/** The value as it is for parameters above 0, which its conditions state. */
const ofPositive = (e: Expr, { x }: Range): Expr =>
  simple(rewrittenBy(withPositive(e, x), (node) => (named(node, "sign") && isPositive(node.args[0] as Expr) ? literal(1) : null)))

/** Where the integrand has kinks or jumps, one integral after the other. */
function byPieces(range: Range): Integral | null {
  const { of, x, from, to } = range
  const pieces = piecesOf(of, x, from, to, parametersOf(sumOf([of, from, to]), x))
  if (pieces === null) return null
  const steps: Step[] = []
  const values: Expr[] = []
  for (const piece of pieces) {
    const step = antiderivativeOf(piece.of, x)
    if (step === null) return null
    const { before, expr } = between(simple(step.result), { ...piece, x })
    steps.push(step, leaf("ends", `put in the ends: F(b) − F(a) from ${text(piece.from)} to ${text(piece.to)}`, before, expr))
    values.push(expr)
  }
  const expr = simple(sumOf(values))
  steps.push(leaf("pieces", "the pieces of the integrand, one after the other", sumOf(values), expr))
  return { expr, of, by: x, antiderivative: null, from, to, value: constantOf(expr), steps, conditions: conditionsOn(range) }
}

function byNumbers(range: Range): Integral {
  const { of, x, from, to } = range
  if (symbolsOf(of, from, to).some((s) => s.name !== x.name))
    throw new NablaError("not-representable", `${refusal(of, x)}, once the parameters have values`)
  const { value, error } = numerically(range)
  if (!(error < 1e-9 * Math.max(1, Math.abs(value)))) {
    throw new NablaError(
      "not-representable",
      `integrate: the rules find no antiderivative of ${text(of)}, and numerical integration from ${text(from)} to ${text(to)} does not settle: the integral may not be finite`,
    )
  }
  const expr = literal(value)
  const shown = {
    before: {
      text: `∫ from ${text(from)} to ${text(to)} of f d${x.name}`,
      latex: `\\int_{${latex(from)}}^{${latex(to)}} f \\, d${latex(x)}`,
    },
    after: { text: text(expr), latex: latex(expr) },
  }
  const step = leaf("numerical", "numerical integration, with an estimated error below 1e-9", expr, expr, { shown })
  return { expr, of, by: x, antiderivative: null, from, to, value, steps: [step], conditions: [] }
}

/** Where the constants of an antiderivative have values: a ≠ 0 of eᵃˣ / a. What follows from a > 0 is not said. */
function onParameters(F: Expr, x: Expr): string[] {
  const all = constantsOf(F, x)
  const above = new Set(all.flatMap((c) => /^(\w+) > 0$/.exec(c)?.[1] ?? []))
  const rest = above.size === 0 ? all : constantsOf(withPositive(F, x, above), x)
  return [...new Set([...all.filter((c) => c.endsWith(" > 0") && above.has(c.slice(0, -4))), ...rest])]
}

function constantsOf(F: Expr, x: Expr): string[] {
  const fixed = (e: Expr | undefined): e is Expr => e !== undefined && !dependsOn(e, x) && symbolsOf(e).length > 0
  const terms = order(F).flatMap((node) => {
    const below = node.primitive?.name === "divide" ? node.args[1] : undefined
    return fixed(node) ? [node] : fixed(below) ? [over(1, below)] : []
  })
  return [...new Set(terms.flatMap((e) => conditionsOf(e, symbolsOf(e))))]
}
