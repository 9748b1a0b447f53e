// Derivatives as limits: the table of difference quotients.
import { type Expr, NablaError, symbolsOf } from "@nablajs/core"
import { evaluate } from "./evaluate.ts"
import type { Declarations } from "./parse.ts"
import { readQuestion, type Source } from "./question.ts"

/** One line of the table. */
export interface QuotientRow {
  readonly h: number
  /** (f(x + h) − f(x)) / h */
  readonly quotient: number
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
  const hs = options.hs ?? [1e-1, 1e-2, 1e-3, 1e-4, 1e-5]
  if (hs.length === 0 || hs.some((h) => h === 0 || !Number.isFinite(h)))
    throw new NablaError("bad-argument", "differenceQuotients: the steps h must be finite and not 0")
  const value = (values: Readonly<Record<string, number>>): number => Number(scalar(evaluate(whole, values)))
  const start = at[by]
  if (start === undefined) throw new NablaError("bad-argument", `differenceQuotients: ${by} needs a value, as in { ${by}: 1 }`)
  const base = value(at)
  const rows = hs.map((h) => ({ h, quotient: (value({ ...at, [by]: start + h }) - base) / h }))
  return { of: whole, by: x, at, rows, limit: extrapolated(rows) }
}

const scalar = (x: ReturnType<typeof evaluate>): number => (typeof x === "number" ? x : Number((x as { item(): unknown }).item()))

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
