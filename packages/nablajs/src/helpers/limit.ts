import { NablaError, type Operand } from "@nablajs/core"

/** One row of a limit table. */
export interface LimitRow {
  readonly h: number
  /** (f(x + h) − f(x)) / h */
  readonly quotient: number
}

/**
 * The difference quotients (f(x + h) − f(x)) / h for shrinking h, which tend to f′(x): the limit by which the derivative
 * is defined. The default steps are 0.1, 0.01, …, 0.00001.
 *
 * @example limitTable((x) => 3 * x ** 2 - 4 * x, 1).map((row) => row.quotient.toFixed(4)) // => ["2.3000", "2.0300", "2.0030", "2.0003", "2.0000"]
 */
export function limitTable(f: (x: number) => Operand, x: number, steps: readonly number[] = [1e-1, 1e-2, 1e-3, 1e-4, 1e-5]): LimitRow[] {
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
