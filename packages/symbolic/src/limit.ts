// Derivatives as limits: the table of difference quotients.
import { type Expr, NablaError, type Operand, symbolsOf } from "@nablajs/core"
import { evaluate } from "./evaluate.ts"
import type { Declarations } from "./parse.ts"
import { readQuestion, type Source } from "./question.ts"

/** One row of a limit table. */
export interface LimitRow {
  readonly h: number
  /** (f(x + h) − f(x)) / h */
  readonly quotient: number
}

/** One line of the table of a formula. */
export type QuotientRow = LimitRow

const STEPS: readonly number[] = [1e-1, 1e-2, 1e-3, 1e-4, 1e-5]

/**
 * The difference quotients (f(x + h) − f(x)) / h for shrinking h, which tend to f′(x): the limit by which the derivative
 * is defined. The default steps are 0.1, 0.01, …, 0.00001.
 *
 * @example limitTable((x) => 3 * x ** 2 - 4 * x, 1).map((row) => row.quotient.toFixed(4)) // => ["2.3000", "2.0300", "2.0030", "2.0003", "2.0000"]
 */
export function limitTable(f: (x: number) => Operand, x: number, steps: readonly number[] = STEPS): LimitRow[] {
  const at = numberOf(f(x))
  return steps.map((h) => {
    if (!Number.isFinite(h) || h === 0) throw new NablaError("bad-argument", `limitTable: a step must be finite and not 0, got ${h}`)
    return { h, quotient: (numberOf(f(x + h)) - at) / h }
  })
}

function numberOf(y: Operand): number {
  const value = typeof y === "number" ? y : y?.item?.()
  if (typeof value === "number") return value
  throw new NablaError("bad-argument", `limitTable: f must return a number or a scalar tensor, got ${String(value ?? y)}`)
}

export interface QuotientTable {
  readonly of: Expr
  readonly by: Expr
  readonly at: Readonly<Record<string, number>>
  readonly rows: readonly QuotientRow[]
  /** What the quotients tend to, extrapolated from the last rows. */
  readonly limit: number
}

/**
 * The table of (f(x + h) − f(x)) / h for shrinking h, whose limit is the derivative at x; of several variables one moves.
 *
 * @example differenceQuotients("3 * x^2 - 4 * x", "x", { x: 1 }).rows.length // => 5
 */
export function differenceQuotients(
  f: Source,
  by: string,
  at: Readonly<Record<string, number>>,
  options: { readonly hs?: readonly number[]; readonly variables?: Declarations } = {},
): QuotientTable {
  const { whole } = readQuestion(f, options.variables, {})
  const x = symbolsOf(whole).find((s) => s.name === by)
  if (whole.shape.length > 0 || x === undefined || x.shape.length > 0) {
    throw new NablaError("bad-argument", `differenceQuotients: needs a scalar function of the scalar ${by}, which must occur in it`)
  }
  const hs = options.hs ?? STEPS
  if (hs.length === 0 || hs.some((h) => h === 0 || !Number.isFinite(h)))
    throw new NablaError("bad-argument", "differenceQuotients: the steps h must be finite and not 0")
  const start = at[by]
  if (start === undefined) throw new NablaError("bad-argument", `differenceQuotients: ${by} needs a value, as in { ${by}: 1 }`)
  const rows = limitTable((t) => evaluate(whole, { ...at, [by]: t }) as Operand, start, hs)
  return { of: whole, by: x, at, rows, limit: extrapolated(rows) }
}

// q(h) = q₀ + c h + …: two rows give q₀. Rows with a tiny h are spoilt by rounding, so the pair that agrees best decides.
function extrapolated(rows: readonly QuotientRow[]): number {
  const first = rows[0] as QuotientRow
  const guesses = rows.slice(1).map((b, i) => {
    const a = rows[i] as QuotientRow
    return (b.quotient * a.h - a.quotient * b.h) / (a.h - b.h)
  })
  if (guesses.length < 2) return guesses[0] ?? first.quotient
  let best = guesses[1] as number
  let gap = Number.POSITIVE_INFINITY
  for (let i = 1; i < guesses.length; i++) {
    const distance = Math.abs((guesses[i] as number) - (guesses[i - 1] as number))
    if (distance < gap) [gap, best] = [distance, guesses[i] as number]
  }
  return best
}
