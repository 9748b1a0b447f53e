// What the functions of this package take: a term, or an answer that holds one.
import { type Expr, isExpr, isNode, NablaError, toExpr, type Value } from "@nablajs/core"

/** A term, a symbolic value typed as a tensor, a number, or an answer such as that of `derive`, whose term is `expr`. */
export type Formula = Expr | Value | { readonly expr: Expr }

/** The term that a formula stands for. */
export function termOf(formula: Formula): Expr {
  if (isExpr(formula)) return formula
  if (typeof formula === "number" || isNode(formula)) return toExpr(formula as Value)
  const inner: unknown = (formula as { expr?: unknown } | null)?.expr
  if (isExpr(inner)) return inner
  throw new NablaError(
    "bad-argument",
    `expected a term, as parse and derive give, got ${formula === null ? "null" : typeof formula}; parse(text, variables) reads a formula`,
  )
}
