// Stationary points of low-degree problems, and what kind they are by the second derivative.
import { type Expr, NablaError, symbolsOf, type Value } from "@nablajs/core"
import { evaluate } from "./evaluate.ts"
import { jacobianOf } from "./jacobian.ts"
import type { Declarations } from "./parse.ts"
import { coefficientsOf } from "./polynomial.ts"
import { readQuestion, type Source } from "./question.ts"
import { at, realRoots, solve } from "./roots.ts"
import { simple } from "./simple.ts"

/** flat: the second derivative does not decide. */
export type PointKind = "minimum" | "maximum" | "saddle" | "inflection" | "flat"

export interface StationaryPoint {
  readonly at: Readonly<Record<string, number>>
  readonly value: number
  readonly kind: PointKind
}

export interface Stationary {
  readonly of: Expr
  readonly variables: readonly Expr[]
  /** ∂f/∂xᵢ, all 0 at the points. */
  readonly gradient: readonly Expr[]
  readonly points: readonly StationaryPoint[]
  /** All real points are among them. */
  readonly complete: boolean
}

/**
 * The real points where all partial derivatives of a function of scalars are 0. Complete for polynomials of one variable
 * and for quadratic functions of several; for others the points found by Newton's method from a grid, and `complete` is
 * false.
 *
 * @example stationaryPoints("x^3 - 3 * x").points.map((p) => [p.at.x, p.kind]) // => [[-1, "maximum"], [1, "minimum"]]
 */
export function stationaryPoints(
  f: Source,
  options: { readonly variables?: Declarations; readonly within?: readonly [number, number] } = {},
): Stationary {
  const { whole: of } = readQuestion(f, options.variables, {})
  const variables = symbolsOf(of)
  if (of.shape.length > 0 || variables.length === 0 || variables.some((x) => x.shape.length > 0)) {
    throw new NablaError("bad-argument", "stationaryPoints: needs a scalar function of scalar variables")
  }
  if (variables.length > 6) throw new NablaError("too-large", `stationaryPoints: ${variables.length} variables; at most 6 are searched`)
  const gradient = variables.map((x) => simple(jacobianOf(of, x)))
  const hessian = gradient.map((g) => variables.map((x) => simple(jacobianOf(g, x))))
  const [roots, complete] = rootsOf(gradient, hessian, variables, options.within ?? [-10, 10])
  const points = roots.map((root): StationaryPoint => {
    const at = Object.fromEntries(variables.map((x, i) => [x.name as string, root[i] as number]))
    const H = hessian.map((row) => row.map((e) => number(evaluate(e, at))))
    return {
      at,
      value: number(evaluate(of, at)),
      kind: variables.length === 1 ? kindOnLine(of, variables[0] as Expr, root[0] as number) : kindOf(H),
    }
  })
  return { of, variables, gradient, points, complete }
}

const number = (x: Value): number => Number(typeof x === "number" ? x : (x as unknown as { item(): unknown }).item())

function rootsOf(
  gradient: readonly Expr[],
  hessian: readonly (readonly Expr[])[],
  variables: readonly Expr[],
  within: readonly [number, number],
): [number[][], boolean] {
  if (variables.length === 1) {
    const coefficients = coefficientsOf(gradient[0] as Expr, variables[0] as Expr)?.map((c) =>
      symbolsOf(c).length === 0 ? number(evaluate(c, {})) : Number.NaN,
    )
    if (coefficients?.every(Number.isFinite)) {
      if (coefficients.every((c) => c === 0))
        throw new NablaError("bad-argument", "stationaryPoints: the function is constant, every point is stationary")
      return [realRoots(coefficients).map((r) => [r]), true]
    }
  }
  const constant = hessian.every((row) => row.every((e) => symbolsOf(e).length === 0))
  if (constant) {
    const H = hessian.map((row) => row.map((e) => number(evaluate(e, {}))))
    const zero = Object.fromEntries(variables.map((x) => [x.name as string, 0]))
    const solution = solve(
      H,
      gradient.map((g) => -number(evaluate(g, zero))),
    )
    if (solution === null)
      throw new NablaError("singular-matrix", "stationaryPoints: the Hessian is singular, so there is no single stationary point")
    return [[solution], true]
  }
  return [search(gradient, hessian, variables, within), false]
}

/** Newton's method for ∇f = 0 from the points of a grid. */
function search(
  gradient: readonly Expr[],
  hessian: readonly (readonly Expr[])[],
  variables: readonly Expr[],
  [lo, hi]: readonly [number, number],
): number[][] {
  const n = variables.length
  const side = n === 1 ? 81 : n === 2 ? 13 : n === 3 ? 6 : 3
  const found: number[][] = []
  const grid = Array.from({ length: side }, (_, k) => lo + ((hi - lo) * (k + 0.37)) / side)
  for (let index = 0; index < side ** n; index++) {
    const start = variables.map((_, i) => grid[Math.floor(index / side ** i) % side] as number)
    const root = newton(gradient, hessian, variables, start)
    if (root === null || root.some((v) => v < lo || v > hi)) continue
    if (!found.some((other) => other.every((v, i) => Math.abs(v - (root[i] as number)) < 1e-6))) found.push(root)
  }
  return found.sort((a, b) => (a[0] as number) - (b[0] as number) || ((a[1] ?? 0) as number) - ((b[1] ?? 0) as number))
}

function newton(
  gradient: readonly Expr[],
  hessian: readonly (readonly Expr[])[],
  variables: readonly Expr[],
  start: readonly number[],
): number[] | null {
  let x = [...start]
  for (let i = 0; i < 40; i++) {
    const values = Object.fromEntries(variables.map((s, k) => [s.name as string, x[k] as number]))
    const g = gradient.map((e) => number(evaluate(e, values)))
    if (!g.every(Number.isFinite)) return null
    const H = hessian.map((row) => row.map((e) => number(evaluate(e, values))))
    const step = H.flat().every(Number.isFinite) ? solve(H, g) : null
    if (step === null) return Math.max(...g.map(Math.abs)) < 1e-12 ? x : null
    x = x.map((v, k) => v - (step[k] as number))
    if (Math.max(...step.map(Math.abs)) < 1e-13 * Math.max(1, ...x.map(Math.abs))) break
  }
  const values = Object.fromEntries(variables.map((s, k) => [s.name as string, x[k] as number]))
  const left = Math.max(...gradient.map((e) => Math.abs(number(evaluate(e, values)))))
  return left < 1e-9
    ? x.map((v) => (Math.abs(v - Number(v.toPrecision(10))) < 1e-12 * Math.max(1, Math.abs(v)) ? Number(v.toPrecision(10)) + 0 : v))
    : null
}

/** By the signs of the eigenvalues of the Hessian. */
function kindOf(H: readonly (readonly number[])[]): PointKind {
  const values = eigenvalues(H)
  const size = Math.max(...values.map(Math.abs))
  const small = 1e-9 * Math.max(size, 1e-300)
  if (values.some((v) => v > small) && values.some((v) => v < -small)) return "saddle"
  if (values.some((v) => Math.abs(v) <= small)) return "flat"
  return values.every((v) => v > 0) ? "minimum" : "maximum"
}

/** Of a symmetric matrix, by Jacobi's rotations. */
function eigenvalues(H: readonly (readonly number[])[]): number[] {
  const a = H.map((row) => [...row])
  const n = a.length
  for (let sweep = 0; sweep < 60; sweep++) {
    let off = 0
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        const apq = at(a, p, q)
        off = Math.max(off, Math.abs(apq))
        if (apq === 0) continue
        const angle = 0.5 * Math.atan2(2 * apq, at(a, q, q) - at(a, p, p))
        rotate(a, p, q, Math.cos(angle), Math.sin(angle))
      }
    }
    if (off < 1e-15) break
  }
  return a.map((_, i) => at(a, i, i))
}

function rotate(a: number[][], p: number, q: number, c: number, s: number): void {
  for (let k = 0; k < a.length; k++) {
    const [x, y] = [at(a, k, p), at(a, k, q)]
    ;(a[k] as number[])[p] = c * x - s * y
    ;(a[k] as number[])[q] = s * x + c * y
  }
  for (let k = 0; k < a.length; k++) {
    const [x, y] = [at(a, p, k), at(a, q, k)]
    ;(a[p] as number[])[k] = c * x - s * y
    ;(a[q] as number[])[k] = s * x + c * y
  }
}

// Where f″ = 0 the first derivative of higher order that is not 0 decides: even order by its sign, odd order an inflection.
function kindOnLine(of: Expr, x: Expr, root: number): PointKind {
  let derivative = simple(jacobianOf(of, x))
  let scale = 1
  for (let order = 2; order <= 8; order++) {
    derivative = simple(jacobianOf(derivative, x))
    const value = number(evaluate(derivative, { [x.name as string]: root }))
    if (!Number.isFinite(value)) return "flat"
    scale = Math.max(scale, Math.abs(value))
    if (Math.abs(value) > 1e-6 * scale) return order % 2 === 1 ? "inflection" : value > 0 ? "minimum" : "maximum"
  }
  return "flat"
}
