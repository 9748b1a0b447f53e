// What `derive` is asked: a formula with its intermediate variables, and the variables to differentiate by.
import { type Expr, isExpr, NablaError, same, showShape, symbol, symbolsOf, type Tensor } from "@nablajs/core"
import { substitute } from "./differentiate.ts"
import { evaluate } from "./evaluate.ts"
import { type Declaration, type Declarations, readTerm } from "./parse.ts"
import { isName } from "./lexer.ts"
import { constants } from "./resolve.ts"
import type { Program } from "./syntax.ts"
import { readFormula } from "./latex/index.ts"

/** An intermediate variable, as u in u = x1 * x2. */
export interface Definition {
  readonly symbol: Expr
  readonly equals: Expr
}

export interface Question {
  /** In terms of the intermediate variables. */
  readonly outer: Expr
  readonly definitions: readonly Definition[]
  /** With the intermediate variables written out. */
  readonly whole: Expr
}

/** What can be derived: text, a term, a result of operations on symbols (typed as a tensor), an answer that holds a term. */
export type Source = string | Expr | Tensor | { readonly expr: Expr }

const termOrNull = (f: Source): Expr | null => {
  if (isExpr(f)) return f
  const inner: unknown = typeof f === "object" && f !== null ? (f as { expr?: unknown }).expr : null
  return isExpr(inner) ? inner : null
}

/** A formula as text or term. In text without declarations every name is a scalar; `f where u = …` defines u. */
export function readQuestion(f: Source, variables: Declarations | undefined, where: Readonly<Record<string, Source>>): Question {
  const term = termOrNull(f)
  if (term === null && typeof f !== "string") {
    throw new NablaError("bad-argument", `derive: expected a formula as text or a term, got ${f === null ? "null" : typeof f}`)
  }
  const [source, written] = term === null ? parts(f as string) : [term, []]
  const definitions: Definition[] = []
  for (const [name, formula] of [...written, ...Object.entries(where)]) {
    if (isDeclared(name, variables))
      throw new NablaError("bad-argument", `derive: ${name} is declared as a variable and defined by a formula; leave one of the two out`)
    const equals = read(formula, variables, definitions)
    definitions.push({ symbol: symbol(name, equals.shape), equals: inserted(equals, definitions) })
  }
  const outer = read(source, variables, definitions)
  const used = definitions.filter((d) => symbolsOf(outer).some((s) => s.name === d.symbol.name))
  return { outer, definitions: used, whole: inserted(outer, definitions) }
}

const isDeclared = (name: string, variables: Declarations | undefined): boolean =>
  variables instanceof Map ? variables.has(name) : Object.hasOwn(variables ?? {}, name)

const inserted = (e: Expr, definitions: readonly Definition[]): Expr =>
  definitions.length === 0 ? e : substitute(e, new Map(definitions.map((d) => [d.symbol.name as string, d.equals])))

function read(formula: Source, variables: Declarations | undefined, definitions: readonly Definition[]): Expr {
  const term = termOrNull(formula)
  if (term !== null) return term
  if (typeof formula !== "string")
    throw new NablaError("bad-argument", 'derive: an intermediate variable is defined by a formula, as in { u: "x1 * x2" }')
  const program = readFormula(formula)
  const declared = variables ?? scalarsOf(program)
  const given: [string, Declaration][] = declared instanceof Map ? [...declared] : Object.entries(declared)
  return readTerm(
    program,
    new Map([...given, ...definitions.map((d): [string, Declaration] => [d.symbol.name as string, [...d.symbol.shape]])]),
  )
}

/** Without declarations, the names of a formula are scalars. */
function scalarsOf(program: Program): Record<string, Declaration> {
  const names = program.steps.flatMap((step) => (step.op === "name" && !constants.has(step.name) ? [step.name] : []))
  return Object.fromEntries(names.map((name) => [name, []]))
}

/** The text before `where`, and the definitions behind it. */
function parts(source: string): readonly [string, readonly (readonly [string, string])[]] {
  if (!source.includes("where")) return [source, []]
  const marks = readFormula(source)
    .steps.flatMap((step) => (step.op === "define" ? [step] : []))
    .sort((a, b) => a.start - b.start)
  const first = marks[0]
  if (first === undefined) return [source, []]
  const definitions = marks.map((mark, i): readonly [string, string] => {
    const end = marks[i + 1]?.start ?? source.length
    return [mark.name, source.slice(mark.end, end).trim().replace(/^=/, "").replace(/,$/, "").trim()]
  })
  return [source.slice(0, source.lastIndexOf("where", first.start)).trim(), definitions]
}

// The sizes of derivatives of higher order grow without bound.
const HIGHEST = 10

/** By which variables: a name or a symbol, or a list of them for a mixed derivative. */
export type By = SymbolLike | readonly SymbolLike[]

/** A name, or the symbol itself. */
export type SymbolLike = string | Expr | Tensor

/** The symbols to differentiate by, one for each order. */
export function variablesOf(by: By, of: Expr, order: number | undefined): Expr[] {
  if (order !== undefined && (!Number.isInteger(order) || order < 1 || order > HIGHEST))
    throw new NablaError("bad-argument", `derive: order must be a whole number from 1 to ${HIGHEST}, got ${String(order)}`)
  if (!Array.isArray(by)) {
    const x = occurring(by as SymbolLike, of)
    if (order !== undefined && order > 3 && (x.shape.length > 0 || of.shape.length > 0))
      throw new NablaError("bad-argument", `derive: order ${order} is for scalars; by vectors and matrices it must be 1, 2 or 3`)
    return Array.from({ length: order ?? 1 }, () => x)
  }
  if (by.length < 1 || by.length > 3)
    throw new NablaError("bad-argument", `derive: a mixed derivative takes 1 to 3 variables, got ${by.length}`)
  if (order !== undefined && order !== by.length) {
    throw new NablaError("bad-argument", `derive: order ${order} does not fit a list of ${by.length} variables; leave the order out`)
  }
  return by.map((x) => occurring(x as SymbolLike, of))
}

const isFiniteConstant = (e: Expr): boolean => e.shape.length === 0 && Number.isFinite(Number(evaluate(e, {})))

function occurring(by: SymbolLike, of: Expr): Expr {
  if (typeof by !== "string" && !(isExpr(by) && by.name !== null)) {
    throw new NablaError("bad-argument", 'derive: the variable must be a name or a symbol, as in derive(f, "x")')
  }
  const name = typeof by === "string" ? by : (by.name as string)
  if (!isName(name) && typeof by === "string")
    throw new NablaError(
      "bad-argument",
      `derive: the derivative is taken by a variable, and ${JSON.stringify(name)} is no name; of an expression write u, with u = … after where`,
    )
  const all = symbolsOf(of)
  const found = all.find((s) => s.name === name)
  // a constant has the derivative 0
  if (found === undefined && all.length === 0 && isFiniteConstant(of)) return typeof by === "string" ? symbol(name) : by
  if (found === undefined) {
    const names = all.map((s) => s.name as string)
    throw new NablaError(
      "unknown-name",
      `derive: ${name} does not occur in the formula; ${names.length === 0 ? "it has no variables" : `it has ${names.join(", ")}`}`,
    )
  }
  if (typeof by !== "string" && !same(found, by)) {
    throw new NablaError(
      "shape-mismatch",
      `derive: ${name} has shape ${showShape(found.shape)} in the formula, the symbol given has ${showShape(by.shape)}`,
    )
  }
  return found
}
