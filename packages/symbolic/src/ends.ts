// Where integrals and limits end: numbers, ±Infinity, or terms such as "pi/2" and "a".
import { type Expr, isExpr, literal, NablaError } from "@nablajs/core"
import { readFormula } from "./latex/index.ts"
import { type Declarations, parse, readTerm } from "./parse.ts"
import { constants } from "./resolve.ts"

/** The end as a term. */
export function readEnd(operation: string, end: number | string | Expr, variables: Declarations | undefined): Expr {
  if (typeof end === "number") {
    if (Number.isNaN(end)) throw new NablaError("bad-argument", `${operation}: NaN is no place on the axis`)
    return literal(end)
  }
  if (isExpr(end) && end.shape.length === 0) return end
  if (typeof end !== "string")
    throw new NablaError("bad-argument", `${operation}: expected a number, Infinity or a formula such as "pi/2", got ${String(end)}`)
  return variables === undefined ? scalars(end) : parse(end, variables)
}

/** Every name is a scalar. */
function scalars(source: string): Expr {
  const program = readFormula(source)
  const names = program.steps.flatMap((s) => (s.op === "name" && !constants.has(s.name) ? [s.name] : []))
  return readTerm(program, Object.fromEntries(names.map((name) => [name, []])))
}
