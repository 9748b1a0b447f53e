// Derivatives that are only ever multiplied: along a direction, against weights, and the Hessian times a vector. None of them
// forms the matrix that it is a product of.
import { type Expr, literal, NablaError, symbol, symbolsOf } from "@nablajs/core"
import { pullback, pushforward, zeros } from "./differentiate.ts"
import type { Declarations } from "./parse.ts"
import { readQuestion, type Source, type SymbolLike, variablesOf } from "./question.ts"
import { simple } from "./simple.ts"

/** A derivative multiplied by a symbol. */
export interface DerivativeProduct {
  readonly expr: Expr
  readonly of: Expr
  readonly by: Expr
  /** The symbol that it is multiplied by: a direction, weights, a vector. */
  readonly with: Expr
}

export interface ProductOptions {
  readonly variables?: Declarations
  /** The name of the factor: dx for a differential, g for a cotangent, v for a vector when absent. */
  readonly name?: string
}

/**
 * The differential df when x moves by dx: the Jacobian times a direction, in the shape of f.
 *
 * @example text(differential("A * x", "x", { variables: { A: ["m", "n"], x: ["n"] } }).expr) // => "A * dx"
 */
export function differential(f: Source, by: SymbolLike, options: ProductOptions = {}): DerivativeProduct {
  const { of, x } = asked(f, by, options)
  const dx = factor(options.name ?? `d${x.name}`, x, of)
  const moved = pushforward(of, [x], [dx])
  return { expr: simple(moved ?? zeros(of.shape)), of, by: x, with: dx }
}

/**
 * The gradient of ⟨g, f⟩ for constant weights g in the shape of f: the transposed Jacobian times g, in the shape of x.
 *
 * @example text(cotangent("A * x", "x", { variables: { A: ["m", "n"], x: ["n"] } }).expr) // => "A' * g"
 */
export function cotangent(f: Source, by: SymbolLike, options: ProductOptions = {}): DerivativeProduct {
  const { of, x } = asked(f, by, options)
  const g = factor(options.name ?? "g", of, of)
  return { expr: simple(pullback(of, [x], g)[0] as Expr), of, by: x, with: g }
}

/**
 * The Hessian of a scalar function times a vector v in the shape of x: the gradient of ⟨∇f, v⟩.
 *
 * @example text(hessianVector("x' * A * x", "x", { variables: { A: ["n", "n"], x: ["n"] } }).expr) // => "(A + A') * v"
 */
export function hessianVector(f: Source, by: SymbolLike, options: ProductOptions = {}): DerivativeProduct {
  const { of, x } = asked(f, by, options)
  if (of.shape.length > 0)
    throw new NablaError("non-scalar-output", `hessianVector: needs a scalar function, got one of shape [${of.shape.join(", ")}]`)
  const v = factor(options.name ?? "v", x, of)
  const gradient = pullback(of, [x], literal(1))[0] as Expr
  return { expr: simple(pushforward(gradient, [x], [v]) ?? zeros(x.shape)), of, by: x, with: v }
}

function asked(f: Source, by: SymbolLike, options: ProductOptions): { of: Expr; x: Expr } {
  const { whole: of } = readQuestion(f, options.variables, {})
  return { of, x: variablesOf(by, of, 1)[0] as Expr }
}

function factor(name: string, like: Expr, of: Expr): Expr {
  if (symbolsOf(of).some((s) => s.name === name))
    throw new NablaError("bad-argument", `the formula already has a variable ${name}; choose another with { name }`)
  return symbol(name, like.shape)
}
