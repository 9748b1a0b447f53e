// Stationary points and kinks, and what kind they are.
import { type Expr, NablaError, symbolsOf } from "@nablajs/core"
import { valueOf } from "../integral/verify.ts"
import { jacobianOf } from "../jacobian.ts"
import type { Declarations } from "../parse.ts"
import { readQuestion, type Source } from "../question.ts"
import { simple } from "../simple.ts"
import { onLine } from "./line.ts"
import { inSpace } from "./space.ts"

/** flat: the derivatives do not decide. neither: a kink, or a vertical tangent, without an extremum. */
export type PointKind = "minimum" | "maximum" | "saddle" | "inflection" | "flat" | "neither"

export interface StationaryPoint {
  readonly at: Readonly<Record<string, number>>
  readonly value: number
  readonly kind: PointKind
  /** False at kinks, where the function has no derivative. */
  readonly differentiable: boolean
}

export interface Stationary {
  readonly of: Expr
  readonly variables: readonly Expr[]
  /** ∂f/∂xᵢ, all 0 at the points. */
  readonly gradient: readonly Expr[]
  readonly points: readonly StationaryPoint[]
  /** All real points are among them. */
  readonly complete: boolean
  /** What else is to be said: a period, an interval that was searched, points that are not isolated. */
  readonly notes: readonly string[]
}

export interface StationaryOptions {
  readonly variables?: Declarations
  /** Where points are searched when they cannot be solved for: from -10 to 10 when absent. */
  readonly within?: readonly [number, number]
}

/** What a search finds: coordinates in the order of the variables. */
export interface Found {
  readonly points: readonly { readonly root: readonly number[]; readonly kind: PointKind; readonly differentiable: boolean }[]
  readonly complete: boolean
  readonly notes: readonly string[]
}

/**
 * The real points where all partial derivatives of a function of scalars are 0, and of one variable also those where the derivative
 * does not exist. Complete for functions of one variable whose derivative is a polynomial times factors without zeros, and for
 * quadratic functions of several; for others the points found in an interval, and `complete` is false.
 *
 * @example stationaryPoints("x^3 - 3 * x").points.map((p) => [p.at.x, p.kind]) // => [[-1, "maximum"], [1, "minimum"]]
 */
export function stationaryPoints(f: Source, options: StationaryOptions = {}): Stationary {
  const { whole: of } = readQuestion(f, options.variables, {})
  const variables = symbolsOf(of)
  if (of.shape.length > 0 || variables.length === 0 || variables.some((x) => x.shape.length > 0)) {
    throw new NablaError("bad-argument", "stationaryPoints: needs a scalar function of scalar variables")
  }
  if (variables.length > 6) throw new NablaError("too-large", `stationaryPoints: ${variables.length} variables; at most 6 are searched`)
  const within = options.within ?? [-10, 10]
  if (!within.every(Number.isFinite) || within[0] >= within[1])
    throw new NablaError("bad-argument", `stationaryPoints: within is an interval such as [-10, 10], got [${within.join(", ")}]`)
  const gradient = variables.map((x) => simple(jacobianOf(of, x)))
  const [x] = variables as [Expr]
  const { points, ...said } = variables.length === 1 ? onLine(of, gradient[0] as Expr, x, within) : inSpace(of, gradient, variables, within)
  const told = points.map(({ root, ...point }): StationaryPoint => {
    const at = Object.fromEntries(variables.map((s, i) => [s.name as string, root[i] as number]))
    return { at, value: valueOf(of, at), ...point }
  })
  return { of, variables, gradient, points: told, ...said }
}
