// A TypeScript function explained: traced on symbols, it is a formula, with its derivatives and their derivations.
import { asTensor, type Dim, type Expr, type Flag, isNode, NablaError, symbol, symbolsOf, toExpr, type Value } from "@nablajs/core"
import { type Derivation, derive, type DeriveOptions } from "./derive.ts"

/** A function read as a formula. */
export interface Explanation {
  readonly formula: Expr
  /** A symbol for each argument. */
  readonly arguments: readonly Expr[]
  /** The derivative by the first argument that the formula contains. */
  readonly gradient: Derivation
  /** The derivatives by all arguments that the formula contains. */
  readonly gradients: readonly Derivation[]
}

export interface ExplainOptions extends DeriveOptions {
  /** Names of the arguments; those of the function when absent. */
  readonly names?: readonly string[]
  /** What is known of the arguments. */
  readonly flags?: readonly (readonly Flag[])[]
}

/** The shape of an argument, or an example of it: a number or a tensor. */
export type Argument = readonly Dim[] | Value

// biome-ignore lint/suspicious/noExplicitAny: any function of tensors
type Traced = (...args: any[]) => unknown

/**
 * The formula that a function computes, and its derivatives with their derivations. Arguments are given by their shapes,
 * in which sizes may be names, or by examples.
 *
 * @example
 * ```ts
 * const f = (x: Tensor, A: Tensor) => dot(x, matmul(A, x))
 * const e = explain(f, [["n"], ["n", "n"]])
 * text(e.formula) // => "x' * A * x"
 * text(e.gradient) // => "(A + A') * x"
 * ```
 */
export function explain(f: Traced, args: readonly Argument[], options: ExplainOptions = {}): Explanation {
  if (typeof f !== "function")
    throw new NablaError("bad-argument", `explain: expected a function, got ${f === null ? "null" : typeof f}; derive takes formulas`)
  if (!Array.isArray(args) || args.length === 0)
    throw new NablaError("bad-argument", 'explain: list the shape of each argument, as in explain(f, [["n"], []])')
  const { names: given, flags, ...asked } = options
  const names = namesOf(f, args.length, given)
  const symbols = args.map((x, i) => symbol(names[i] as string, shapeFrom(x, i), { flags: flags?.[i] ?? [] }))
  const formula = asTerm(f(...symbols.map(asTensor)))
  const present = new Set(symbolsOf(formula).map((s) => s.name))
  const gradients = symbols.filter((s) => present.has(s.name)).map((s) => derive(formula, s, undefined, asked))
  const gradient = gradients[0]
  if (gradient === undefined) {
    throw new NablaError(
      "bad-argument",
      "explain: the result does not depend on any argument; were the operations those of the package, not those of Math?",
    )
  }
  return { formula, arguments: symbols, gradient, gradients }
}

function asTerm(result: unknown): Expr {
  if (typeof result === "number" || isNode(result)) return toExpr(result as Value)
  throw new NablaError(
    "bad-argument",
    `explain: the function must return one tensor or number, got ${result === null ? "null" : Array.isArray(result) ? "a list" : typeof result}`,
  )
}

function shapeFrom(x: Argument, i: number): readonly Dim[] {
  if (typeof x === "number") return []
  if (isNode(x)) return x.shape as readonly Dim[]
  if (Array.isArray(x) && x.every((n) => typeof n === "number" || typeof n === "string")) return x as readonly Dim[]
  throw new NablaError("bad-argument", `explain: argument ${i + 1} must be a shape such as ["n"], a number or a tensor`)
}

const usual = ["x", "y", "z", "u", "v", "w"]

function namesOf(f: Traced, count: number, given: readonly string[] | undefined): string[] {
  const found = given ?? parameters(f)
  const names = Array.from({ length: count }, (_, i) => found[i] ?? usual[i] ?? `x${i + 1}`)
  if (new Set(names).size === names.length) return names
  if (given !== undefined) throw new NablaError("bad-argument", `explain: the names ${names.join(", ")} must differ`)
  return names.map((_, i) => usual[i] ?? `x${i + 1}`)
}

/** The names of plain parameters, as the function's own text has them. */
function parameters(f: Traced): string[] {
  const source = Function.prototype.toString.call(f)
  const inside =
    /^(?:async\s+)?(?:function\b[^(]*)?\(([^()]*)\)/.exec(source)?.[1] ?? /^(?:async\s+)?([A-Za-z_]\w*)\s*=>/.exec(source)?.[1] ?? ""
  const names = inside.split(",").map((part) => part.split(/[:=]/)[0]?.trim() ?? "")
  return names.every((name) => /^[A-Za-z][A-Za-z0-9_]*$/.test(name)) ? names : []
}
