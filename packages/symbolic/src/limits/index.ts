// Limits: from one side by the laws of limits and the ways out of indeterminate forms, from both sides where these agree.
import { type Expr, literal, NablaError, same, symbol, symbolsOf } from "@nablajs/core"
import { substitute } from "../differentiate.ts"
import { valueOf } from "../integral/verify.ts"
import { readEnd } from "../ends.ts"
import type { Declarations } from "../parse.ts"
import { latex } from "../print/latex.ts"
import { text } from "../print/text.ts"
import { readQuestion, type Source, type SymbolLike, variablesOf } from "../question.ts"
import { simple } from "../simple.ts"
import { limitOperator } from "../steps/operator.ts"
import { leaf, type Step } from "../steps/step.ts"
import { type Approach, isPlausible, parametersOf, valuesNear } from "./approach.ts"
import { Search } from "./forms.ts"
import type { Limit as Found } from "./laws.ts"

export interface Limit {
  /** The limit, a term without the variable; inf or -inf where the values grow beyond all bounds. */
  readonly expr: Expr
  readonly of: Expr
  readonly by: Expr
  /** Where the variable tends to. */
  readonly at: Expr
  readonly side: "both" | "left" | "right"
  readonly steps: readonly Step[]
  readonly notes: readonly string[]
}

export interface LimitOptions {
  readonly variables?: Declarations
  /** From which side: both when absent. */
  readonly side?: "both" | "left" | "right"
}

interface OneSided {
  readonly expr: Expr
  readonly steps: readonly Step[]
}

/**
 * lim f for x → at, by the laws of limits, L'Hôpital's rule and the standard ways out of indeterminate forms, with its steps; `at` is a
 * number, a term such as "pi/2", or ±Infinity. Refused where the sides differ, where the values oscillate, and where the rules do
 * not reach. No limit is given that the values near the point do not speak for.
 *
 * @example text(limit("sin(x) / x", "x", 0).expr) // => "1"
 */
export function limit(f: Source, by: SymbolLike, at: number | string | Expr, options: LimitOptions = {}): Limit {
  const { whole: of } = readQuestion(f, options.variables, {})
  const x = symbolsOf(of).length === 0 && typeof by === "string" ? symbol(by) : (variablesOf(by, of, 1)[0] as Expr)
  if (of.shape.length > 0 || x.shape.length > 0) throw new NablaError("bad-argument", "limit: needs a scalar function of a scalar variable")
  const side = options.side ?? "both"
  if (!["both", "left", "right"].includes(side))
    throw new NablaError("bad-argument", `limit: the side is "both", "left" or "right", got ${JSON.stringify(side)}`)
  const point = readEnd("limit", at, options.variables)
  const where = { of, by: x, at: point }
  const number = valueOf(point, parametersOf(point, x))
  if (Number.isNaN(number))
    throw new NablaError("bad-argument", `limit: ${x.name} must tend to a number or to ±Infinity, got ${text(point)}`)
  const approach = (one: "left" | "right"): Approach => ({ x, at: number, point, side: one })
  if (!Number.isFinite(number)) return { ...where, side, ...oneSided(of, approach(number > 0 ? "left" : "right")), notes: [] }
  if (side !== "both") return { ...where, side, ...oneSided(of, approach(side)), notes: [] }
  return { ...where, side, ...bothSided(of, approach("left"), approach("right")) }
}

const shown = ({ x, point }: Approach): string => `${x.name} → ${text(point)}`

function bothSided(of: Expr, left: Approach, right: Approach): OneSided & { readonly notes: readonly string[] } {
  const exists = [left, right].map((to) => valuesNear(of, to).length > 2)
  if (exists[0] !== exists[1]) {
    const [to, name] = exists[0] ? [left, "left"] : [right, "right"]
    return { ...oneSided(of, to), notes: [`${text(of)} is defined on the ${name} of the point alone`] }
  }
  const [a, b] = [oneSided(of, left), oneSided(of, right)]
  if (!agree(a.expr, b.expr, of, left.x)) {
    throw new NablaError(
      "not-representable",
      `limit: ${text(of)} has no limit for ${shown(left)}: from the left it tends to ${text(a.expr)}, from the right to ${text(b.expr)}; ask for one with { side: "left" } or { side: "right" }`,
    )
  }
  return { ...b, notes: [] }
}

function agree(a: Expr, b: Expr, of: Expr, x: Expr): boolean {
  if (same(a, b)) return true
  const [p, q] = [a, b].map((e) => valueOf(e, parametersOf(of, x))) as [number, number]
  return p === q || (Number.isFinite(p - q) && Math.abs(p - q) <= 1e-11 * Math.max(1, Math.abs(p)))
}

function oneSided(of: Expr, to: Approach): OneSided {
  const values = valuesNear(of, to)
  if (values.length < 3) throw new NablaError("bad-argument", `limit: ${text(of)} has no real values for ${shown(to)}`)
  const search = new Search()
  const found = continuous(of, to) ?? search.limitOf(of, to)
  if (found?.kind === "bounded" || (found === null && oscillates(values)))
    throw new NablaError("not-representable", `limit: ${text(of)} has no limit for ${shown(to)}: its values keep oscillating`)
  if (found === null || !speaksFor(of, found, to))
    throw new NablaError("not-representable", `limit: the rules do not reach the limit of ${text(of)} for ${shown(to)}`)
  const expr = found.kind === "infinite" ? literal(found.sign * Number.POSITIVE_INFINITY) : simple(found.e)
  return { expr, steps: stepsOf(of, expr, search, to) }
}

/** The value at the point, where nothing stands in the way. */
function continuous(of: Expr, to: Approach): Found | null {
  if (!Number.isFinite(to.at)) return null
  const put = simple(substitute(of, new Map([[to.x.name as string, to.point]])))
  const [value, near] = [valueOf(put, parametersOf(of, to.x)), valuesNear(of, to)]
  const last = near[near.length - 1] as number
  return Number.isFinite(value) && near.length > 18 && Math.abs(last - value) < 1e-5 * Math.max(1, Math.abs(value)) && isSmooth(of)
    ? { kind: "value", e: put }
    : null
}

// A quotient of rounded numbers may look continuous where it is not: only terms without denominators are put in at once.
const isSmooth = (of: Expr): boolean => !/\/|\^-|floor|ceil|round|sign|where|[<>=]/.test(text(of))

function speaksFor(of: Expr, found: Found, to: Approach): boolean {
  if (found.kind === "infinite") return isPlausible(of, found.sign * Number.POSITIVE_INFINITY, to)
  return found.kind === "value" && isPlausible(of, valueOf(found.e, parametersOf(of, to.x)), to)
}

/** The values keep turning round by as much as before. */
function oscillates(values: readonly number[]): boolean {
  const last = values.slice(-10)
  const spread = Math.max(...last) - Math.min(...last)
  const turns = last.filter(
    (y, i) => i > 1 && (y - (last[i - 1] as number)) * ((last[i - 1] as number) - (last[i - 2] as number)) < 0,
  ).length
  return turns >= 3 && spread > 0.1 * Math.max(...last.map(Math.abs))
}

function stepsOf(of: Expr, expr: Expr, search: Search, to: Approach): Step[] {
  const lim = (e: Expr): Expr =>
    limitOperator(e, to.x, { text: text(to.point), latex: latex(to.point) }, Number.isFinite(to.at) ? to.side : null)
  const turns = search.turns.map((t) => leaf(t.rule, t.title, lim(t.before), lim(t.after)))
  const title = turns.length === 0 ? "put in the point, or what each part tends to" : "the laws of limits, part by part"
  return [...turns, leaf("laws", title, lim(of), expr)]
}
