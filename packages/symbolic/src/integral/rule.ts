// What a rule of integration is: it takes an integrand and answers with a step, or passes.
import { type Expr, symbol } from "@nablajs/core"
import type { Names, Step } from "../steps/step.ts"

/** How much may still be tried for one integral: rules that lead nowhere must not take forever. */
export interface Effort {
  left: number
}

export interface Context {
  readonly x: Expr
  readonly names: Names
  readonly depth: number
  /** Substitutions so far: they may not go in circles. */
  readonly substitutions: number
  readonly effort: Effort
  /** The derivation of ∫ f dx by all rules, null where they do not reach. */
  readonly integrate: (f: Expr, c: Context) => Step | null
}

/** The step for ∫ f dx, null where the rule does not apply; `before` is the integral as a term. */
export type Rule = (f: Expr, before: Expr, c: Context) => Step | null

export const deeper = (c: Context, by = 1): Context => ({ ...c, depth: c.depth + by })

export const isX = (e: Expr, c: Context): boolean => e.name !== null && e.name === c.x.name

/** A context for ∫ … du inside of a substitution. */
export const inside = (c: Context, u: Expr): Context => ({ ...c, x: u, depth: c.depth + 1, substitutions: c.substitutions + 1 })

/** The symbol with the promise that it is above 0, so that √u² is u. */
export const positive = (u: Expr): Expr => symbol(u.name as string, u.shape, { flags: ["positive"] })
