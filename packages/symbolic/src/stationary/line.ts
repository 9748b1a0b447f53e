// Stationary points and kinks of functions of one variable.
import { type Expr, NablaError, numbered, order } from "@nablajs/core"
import { dependents, dependsOn } from "../differentiate.ts"
import { constantOf, factorsOf, linearOf, numbersOf, powerOf } from "../integral/terms.ts"
import { switches } from "../integral/pieces.ts"
import { valueOf } from "../integral/verify.ts"
import { jacobianOf } from "../jacobian.ts"
import { realRoots } from "../roots.ts"
import { isPositive } from "../sign.ts"
import { simple } from "../simple.ts"
import type { Found, PointKind } from "./index.ts"

type Numbers = (x: number) => number

export function onLine(of: Expr, slope: Expr, x: Expr, within: readonly [number, number]): Found {
  const at =
    (e: Expr): Numbers =>
    (t) =>
      valueOf(e, { [x.name as string]: t })
  const [f, g] = [at(of), at(slope)]
  if (slope.literal === 0 && kinksIn(of, x, within).length === 0)
    throw new NablaError("bad-argument", "stationaryPoints: the function is constant, every point is stationary")
  const derivatives = higherDerivatives(slope, x)
  const factors = factorsOf(slope, x).top.filter((u) => !isPositive(u) && !isNeverZero(u))
  const solved = factors.map((u) => rootsOfPolynomial(powerOf(u)?.[0] ?? u, x))
  const complete = solved.every((r) => r !== null)
  const searched = factors.flatMap((u, i) => solved[i] ?? rootsBetween(u, at(u), within))
  const smooth = distinct(searched).filter((r) => Number.isFinite(f(r)) && isStationary(g, r))
  const inner = kinksIn(of, x, within).filter((r) => Number.isFinite(f(r)) && !isSmoothAt(g, r))
  const isInside = (r: number): boolean => [-1, 1].every((side) => Number.isFinite(f(r + side * 1e-6 * Math.max(1, Math.abs(r)))))
  const kinks = inner.filter(isInside)
  const points = [
    ...smooth
      .filter((r) => !kinks.some((k) => isNear(k, r)))
      .map((r) => ({ root: [r], kind: kindAt(derivatives, g, x, r), differentiable: true })),
    ...kinks.map((r) => ({ root: [r], kind: besides(f, r), differentiable: false })),
  ].sort((p, q) => (p.root[0] as number) - (q.root[0] as number))
  const period = complete ? null : periodOf(of, x)
  const notes = complete ? [] : [`searched from ${within[0]} to ${within[1]}`]
  if (period !== null) notes.push(`everything repeats with the period ${period}`)
  for (const r of inner) if (!isInside(r)) notes.push(`the domain ends at ${x.name} = ${r}`)
  return { points, complete, notes }
}

// a sign is 0 at the kink itself, which is looked at apart
const isNeverZero = (u: Expr): boolean => ["exp", "cosh", "sign"].includes(u.primitive?.name ?? "")

function rootsOfPolynomial(u: Expr, x: Expr): number[] | null {
  const coefficients = numbersOf(u, x)
  return coefficients?.every(Number.isFinite) ? realRoots(coefficients) : null
}

const isNear = (a: number, b: number): boolean => Math.abs(a - b) < 1e-6 * Math.max(1, Math.abs(a))

function distinct(roots: readonly number[]): number[] {
  const out: number[] = []
  for (const r of roots) if (!out.some((s) => isNear(s, r))) out.push(r)
  return out
}

/** The slope is 0 there beside what it is nearby: far out everything may be small. */
function isStationary(g: Numbers, r: number): boolean {
  const h = 1e-3 * Math.max(1, Math.abs(r))
  const nearby = Math.max(...[r - h, r + h].map((t) => Math.abs(g(t))).filter(Number.isFinite), Number.MIN_VALUE)
  return Math.abs(g(r)) <= 1e-6 * nearby
}

const SIDE = 2000
// A zero is found with some sixty values. So many operations take about a second.
const VALUES = 60
const MOST_OPERATIONS = 3_000_000

/** Refuses what would be searched for too long. */
function checkWork(u: Expr, values: number): void {
  const count = order(u).length
  if (count * values > MOST_OPERATIONS)
    throw new NablaError(
      "too-large",
      `stationaryPoints: a search for the zeros of ${count} operations takes ${values} values of them, ${count * values} operations in all; the limit is ${MOST_OPERATIONS}. Search a smaller interval with { within }`,
    )
}

/** Where a function changes its sign, or touches 0, in an interval. */
function rootsBetween(u: Expr, g: Numbers, [lo, hi]: readonly [number, number]): number[] {
  checkWork(u, SIDE)
  const step = (hi - lo) / SIDE
  // off the round numbers, where poles are
  const grid = Array.from({ length: SIDE + 1 }, (_, k) => lo + step * (k - 0.5 + 0.0137))
  const values = grid.map(g)
  checkWork(u, SIDE + VALUES * values.filter((a, k) => a < 0 !== (values[k + 1] ?? a) < 0).length)
  const out: number[] = []
  for (let k = 0; k < SIDE; k++) {
    const [a, b] = [values[k] as number, values[k + 1] as number]
    if (a < 0 !== b < 0 && Number.isFinite(a - b)) out.push(bisected(g, grid[k] as number, grid[k + 1] as number))
    const before = values[k - 1] ?? Number.NaN
    if (Math.abs(a) < Math.abs(before) && Math.abs(a) < Math.abs(b) && before < 0 === b < 0)
      out.push(lowest((t) => Math.abs(g(t)), grid[k - 1] as number, grid[k + 1] as number))
  }
  return out.filter((r) => r >= lo - 1e-9 && r <= hi + 1e-9).map((r) => rounded(r, g))
}

function bisected(g: Numbers, from: number, to: number): number {
  let [lo, hi] = [from, to]
  const below = g(lo) < 0
  for (let i = 0; i < 100; i++) {
    const middle = (lo + hi) / 2
    if (middle === lo || middle === hi) break
    if (g(middle) < 0 === below) lo = middle
    else hi = middle
  }
  return (lo + hi) / 2
}

function lowest(size: Numbers, from: number, to: number): number {
  let [lo, hi] = [from, to]
  for (let i = 0; i < 100; i++) {
    const [p, q] = [lo + (hi - lo) * 0.382, lo + (hi - lo) * 0.618]
    if (size(p) < size(q)) hi = q
    else lo = p
  }
  return (lo + hi) / 2
}

/** A nearby number of few digits, where the function is as small. */
function rounded(r: number, g: Numbers): number {
  const short = Math.abs(r) < 1e-9 ? 0 : Number(r.toPrecision(9))
  return Math.abs(g(short)) <= Math.abs(g(r)) + 1e-12 * (1 + Math.abs(g(r + 1e-3))) ? short + 0 : r
}

/** Zeros of what stands inside of functions with a kink or a vertical tangent. */
function kinksIn(of: Expr, x: Expr, within: readonly [number, number]): number[] {
  const terms = numbered(of)
  const isActive = dependents(terms, [x])
  const inner = terms.nodes.flatMap((node) => {
    if (!isActive(node)) return []
    const name = node.primitive?.name ?? ""
    if (name === "cbrt") return [node.args[0] as Expr]
    const [base, n] = powerOf(node) ?? []
    const k = n === undefined ? null : constantOf(n)
    if (base !== undefined && k !== null && k > 0 && k < 1) return [base]
    const one = Object.hasOwn(switches, name) ? switches[name]?.(node.args) : null
    return one ? [one.u] : []
  })
  const at =
    (u: Expr): Numbers =>
    (t) =>
      valueOf(u, { [x.name as string]: t })
  return distinct(inner.flatMap((u) => rootsOfPolynomial(u, x) ?? rootsBetween(u, at(u), within)))
}

/** Whether the derivative comes to one value from both sides. */
function isSmoothAt(g: Numbers, r: number): boolean {
  const h = 1e-7 * Math.max(1, Math.abs(r))
  const [a, b] = [g(r - h), g(r + h)]
  const isSteep = Math.abs(a) > 10 * Math.abs(g(r - 1e4 * h)) && Math.abs(a) > 100
  return !isSteep && Math.abs(a - b) < 1e-4 * Math.max(1e-3, Math.abs(a), Math.abs(b))
}

/** By the values on both sides. */
function besides(f: Numbers, r: number): PointKind {
  const h = 1e-5 * Math.max(1, Math.abs(r))
  const [a, b] = [f(r - h) - f(r), f(r + h) - f(r)]
  if (a > 0 && b > 0) return "minimum"
  if (a < 0 && b < 0) return "maximum"
  return "neither"
}

// Where f″ = 0 the first derivative of higher order that is not 0 decides: even order by its sign, odd order an inflection.
function kindAt(derivatives: readonly (() => Expr)[], g: Numbers, x: Expr, root: number): PointKind {
  let scale = 1e-3
  for (const [i, derivative] of derivatives.entries()) {
    const k = i + 2
    const value = valueOf(derivative(), { [x.name as string]: root })
    if (!Number.isFinite(value)) break
    scale = Math.max(scale, Math.abs(value))
    if (Math.abs(value) > 1e-6 * scale) return k % 2 === 1 ? "inflection" : value > 0 ? "minimum" : "maximum"
  }
  return bySlopes(g, root)
}

/** f″ and those after it, each made when it is first asked for. */
function higherDerivatives(slope: Expr, x: Expr): readonly (() => Expr)[] {
  const known: Expr[] = [slope]
  return Array.from({ length: 9 }, (_, i) => () => {
    while (known.length < i + 2) known.push(simple(jacobianOf(known[known.length - 1] as Expr, x)))
    return known[i + 1] as Expr
  })
}

/** By the signs of the derivative on both sides. */
function bySlopes(g: Numbers, r: number): PointKind {
  const h = 1e-3 * Math.max(1, Math.abs(r))
  const [a, b] = [Math.sign(g(r - h)), Math.sign(g(r + h))]
  if (a === 0 || b === 0 || Number.isNaN(a + b)) return "flat"
  return a === b ? "inflection" : a < 0 ? "minimum" : "maximum"
}

/** The period of a function of sines and cosines of whole multiples of x, as text. */
function periodOf(of: Expr, x: Expr): string | null {
  const waves = order(of).filter((node) => ["sin", "cos", "tan"].includes(node.primitive?.name ?? "") && dependsOn(node, x))
  const slopes = waves.map((node) => constantOf(linearOf(node.args[0] as Expr, x)?.[0] ?? x))
  if (waves.length === 0 || slopes.some((k) => k === null || !Number.isInteger(k))) return null
  const f: Numbers = (t) => valueOf(of, { [x.name as string]: t })
  const repeats = (period: number): boolean =>
    [0.3, 1.1, 2.9].every((t) => Math.abs(f(t + period) - f(t)) < 1e-9 * Math.max(1, Math.abs(f(t))))
  const found = [0.5, 1, 2].find((k) => repeats(k * Math.PI))
  return found === undefined ? null : { 0.5: "pi / 2", 1: "pi", 2: "2 * pi" }[found as 0.5 | 1 | 2]
}
