// Formulas from text.
import { axisSize, type Expr, type Flag, literal, NablaError, sizeNames, type Shape, symbol, toExpr, type Value } from "@nablajs/core"
import { isName } from "./lexer.ts"
import { resolve } from "./resolve.ts"
import { onesOf } from "./print/einsum.ts"
import { type Program, readSyntax } from "./syntax.ts"
import { readFormula } from "./latex/index.ts"
import { readLatex } from "./latex/read.ts"

/** The shape of a variable, or its shape and what else is known of it. */
export type Declaration = Shape | { readonly shape?: Shape; readonly flags?: readonly Flag[] }

/** The variables of a formula by name; `[]` is a scalar, `["n"]` a vector, `["m", "n"]` a matrix. */
export type Declarations = Readonly<Record<string, Declaration>> | ReadonlyMap<string, Declaration>

/**
 * A formula read from text. Vectors are columns: `x'` is the transpose, `*` the product of matrices or with a scalar, `.*`, `./`
 * and `.^` work element by element, `^` raises scalars and square matrices. Sizes are checked while reading; errors name the
 * place and both shapes. A formula with commands such as \\frac is read as LaTeX.
 *
 * @example
 * ```ts
 * const e = parse("x' * A * x + norm2(x)^2", { x: ["n"], A: ["n", "n"] })
 * e.shape // => []
 * ```
 */
export function parse(source: string, variables: Declarations = {}): Expr {
  if (typeof source !== "string")
    throw new NablaError("bad-argument", `parse: expected the text of a formula, got ${source === null ? "null" : typeof source}`)
  return readTerm(readFormula(source), variables)
}

/**
 * A formula read from LaTeX, as `parse` reads it where a command such as \\frac shows that it is LaTeX; here products of names
 * need no command beside them.
 *
 * @example text(parseLatex("2 x^T A x", { x: ["n"], A: ["n", "n"] })) // => "2 * x' * A * x"
 */
export function parseLatex(source: string, variables: Declarations = {}): Expr {
  if (typeof source !== "string")
    throw new NablaError("bad-argument", `parseLatex: expected the text of a formula, got ${source === null ? "null" : typeof source}`)
  return readTerm(readSyntax(source, readLatex(source)), variables)
}

/** The term of a formula whose syntax was read. */
export function readTerm(program: Program, variables: Declarations): Expr {
  const symbols = declare(variables)
  const sizes = sizesOf(symbols)
  const value = resolve(program, {
    literal: (x) => literal(x) as unknown as Value,
    array: (x) => toExpr(x) as unknown as Value,
    variable: (name) => symbols.get(name) as Value | undefined,
    size: (name) => sizes.get(name)?.(),
    all: () => [...symbols.keys()],
    hint: 'declare it with its shape, as in { x: ["n"] }',
  })
  return toExpr(value)
}

/** The declared symbols by name. */
function declare(variables: Declarations): Map<string, Expr> {
  if (typeof variables !== "object" || variables === null)
    throw new NablaError("bad-argument", 'parse: variables are declared as an object, as in { x: ["n"], A: ["n", "n"] }')
  const entries: [string, Declaration][] = variables instanceof Map ? [...variables] : Object.entries(variables)
  return new Map(entries.map(([name, declaration]) => [name, declared(name, declaration)]))
}

const flags: ReadonlySet<string> = new Set(["symmetric", "psd", "invertible", "diagonal", "positive"])

function declared(name: string, declaration: Declaration): Expr {
  if (!isName(name))
    throw new NablaError(
      "bad-argument",
      `parse: ${JSON.stringify(name)} is not a name; names are letters, digits and _, not starting with a digit`,
    )
  const { shape, known } = Array.isArray(declaration)
    ? { shape: declaration as Shape, known: [] }
    : {
        shape: (declaration as { shape?: Shape } | null)?.shape ?? [],
        known: (declaration as { flags?: readonly Flag[] } | null)?.flags ?? [],
      }
  if (!Array.isArray(known))
    throw new NablaError("bad-argument", `parse: the flags of ${name} are a list, as in { shape: ["n", "n"], flags: ["symmetric"] }`)
  if (typeof declaration !== "object" || declaration === null || !Array.isArray(shape)) {
    throw new NablaError(
      "bad-argument",
      `parse: declare ${name} by its shape: [] for a scalar, ["n"] for a vector, ["m", "n"] for a matrix`,
    )
  }
  if (shape.includes("")) throw new NablaError("bad-argument", `parse: ${name} has a size without a name; write it as "n"`)
  const size = shape.find((n) => typeof n === "string" && !/^\w+(?:[*+-]\w+)*$/.test(n))
  if (size !== undefined)
    throw new NablaError(
      "bad-argument",
      `parse: ${name} has the size ${JSON.stringify(size)}; sizes are whole numbers, names, or sums and products of them`,
    )
  const wrong = known.find((flag) => !flags.has(flag))
  if (wrong !== undefined)
    throw new NablaError("bad-argument", `parse: ${name} is declared ${JSON.stringify(wrong)}; known are ${[...flags].join(", ")}`)
  const square = known.find((flag) => flag !== "positive")
  if (square !== undefined && (shape.length !== 2 || shape[0] !== shape[1])) {
    throw new NablaError(
      "shape-mismatch",
      `parse: ${name} is declared ${square}, which square matrices are, but has shape [${shape.join(", ")}]`,
    )
  }
  return symbol(name, shape, { flags: known })
}

/** Named sizes as values, which no variable needs to be given for. */
function sizesOf(symbols: ReadonlyMap<string, Expr>): Map<string, () => Value> {
  const names = [...symbols.values()].flatMap((x) => x.shape.filter((n): n is string => typeof n === "string" && sizeNames(n)[0] === n))
  return new Map(names.map((n) => [n, () => axisSize(onesOf([n]) as unknown as Value, [0])]))
}
