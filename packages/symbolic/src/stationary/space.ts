// Stationary points of functions of several variables: solved for where the Hessian is constant, else searched by Newton's method.
import { type Expr, NablaError, symbolsOf } from "@nablajs/core"
import { valueOf } from "../integral/verify.ts"
import { jacobianOf } from "../jacobian.ts"
import { at, solve } from "../roots.ts"
import { simple } from "../simple.ts"
import type { Found, PointKind } from "./index.ts"

type Point = readonly number[]

/** f with its derivatives in numbers. */
interface Field {
  readonly f: (p: Point) => number
  readonly g: (p: Point) => number[]
  readonly H: (p: Point) => number[][]
}

export function inSpace(of: Expr, gradient: readonly Expr[], variables: readonly Expr[], within: readonly [number, number]): Found {
  const hessian = gradient.map((e) => variables.map((x) => simple(jacobianOf(e, x))))
  const named = (p: Point): Record<string, number> => Object.fromEntries(variables.map((x, i) => [x.name as string, p[i] as number]))
  const field: Field = {
    f: (p) => valueOf(of, named(p)),
    g: (p) => gradient.map((e) => valueOf(e, named(p))),
    H: (p) => mirrored(hessian.map((row, i) => row.slice(0, i + 1).map((e) => valueOf(e, named(p))))),
  }
  const zero = variables.map(() => 0)
  if (hessian.every((row) => row.every((e) => symbolsOf(e).length === 0))) {
    const solution = solve(
      field.H(zero),
      field.g(zero).map((v) => -v),
    )
    if (solution === null)
      throw new NablaError("singular-matrix", "stationaryPoints: the Hessian is singular, so there is no single stationary point")
    return { points: [{ root: solution, kind: kindOf(field.H(solution)), differentiable: true }], complete: true, notes: [] }
  }
  const roots = search(field, variables.length, within)
  const points = roots.map((root) => {
    const kind = kindOf(field.H(root))
    return { root, kind: kind === "flat" ? besides(field, root) : kind, differentiable: true }
  })
  const loose = roots.filter((p) => kindOf(field.H(p)) === "flat" && !isIsolated(field, p))
  const notes = [`searched from ${within[0]} to ${within[1]}`]
  if (loose.length > 0) notes.push(`not isolated: further stationary points lie next to (${(loose[0] as Point).join(", ")})`)
  return { points, complete: false, notes }
}

/** The symmetric matrix of a lower triangle. */
const mirrored = (rows: readonly (readonly number[])[]): number[][] =>
  rows.map((_, i) => rows.map((_, j) => (rows[Math.max(i, j)] as readonly number[])[Math.min(i, j)] as number))

/** Newton's method for ∇f = 0 from the points of a grid. */
function search(field: Field, n: number, [lo, hi]: readonly [number, number]): number[][] {
  const side = n === 2 ? 13 : n === 3 ? 6 : 3
  const found: number[][] = []
  const middle = (lo + hi) / 2
  // once over the whole, once finer around the middle
  for (const part of [1, 0.2]) {
    const grid = Array.from({ length: side }, (_, k) => middle + part * (hi - lo) * ((k + 0.37) / side - 0.5))
    for (let index = 0; index < side ** n; index++) {
      const start = Array.from({ length: n }, (_, i) => grid[Math.floor(index / side ** i) % side] as number)
      const root = newton(field, start, 1.5 * Math.max(Math.abs(lo), Math.abs(hi)))
      if (root === null || root.some((v) => v < lo || v > hi)) continue
      if (!found.some((other) => distance(other, root) < 1e-4)) found.push(root)
    }
  }
  return found
    .filter((root) => isStationary(field, root))
    .sort((a, b) => (a[0] as number) - (b[0] as number) || ((a[1] ?? 0) as number) - ((b[1] ?? 0) as number))
}

const distance = (p: Point, q: Point): number => largest(p.map((v, i) => v - (q[i] as number)))
const largest = (v: Point): number => Math.max(...v.map(Math.abs))

function newton(field: Field, start: Point, reach = Number.POSITIVE_INFINITY): number[] | null {
  let x = [...start]
  for (let i = 0; i < 45; i++) {
    if (largest(x) > reach) return null
    const g = field.g(x)
    if (!g.every(Number.isFinite)) return null
    const H = field.H(x)
    const step = H.flat().every(Number.isFinite) ? solve(H, g) : null
    if (step === null) return largest(g) < 1e-12 ? snapped(field, x) : null
    x = x.map((v, k) => v - (step[k] as number))
    if (largest(step) < 1e-13 * Math.max(1, largest(x))) break
  }
  return largest(field.g(x)) < 1e-9 ? snapped(field, x) : null
}

/** Near a degenerate point the steps only halve: a short decimal nearby may be the point itself. */
function snapped(field: Field, x: Point): number[] {
  for (const digits of [2, 4, 8]) {
    const short = x.map((v) => Number(v.toFixed(digits)) + 0)
    const isClose = short.every((v, i) => Math.abs(v - (x[i] as number)) < 1e-4)
    if (isClose && largest(field.g(short)) <= largest(field.g(x)) + 1e-15) return short
  }
  return x.map((v) => (Math.abs(v - Number(v.toPrecision(10))) < 1e-12 * Math.max(1, Math.abs(v)) ? Number(v.toPrecision(10)) + 0 : v))
}

/** Points at a distance in many directions. */
function around(p: Point, distance: number, directions = 720): number[][] {
  if (p.length === 2) {
    return Array.from({ length: directions }, (_, k) => {
      const angle = (2 * Math.PI * k) / directions
      return [(p[0] as number) + distance * Math.cos(angle), (p[1] as number) + distance * Math.sin(angle)]
    })
  }
  const signs = [-1, 0, 1]
  return Array.from({ length: 3 ** p.length }, (_, k) =>
    p.map((v, i) => v + distance * (signs[Math.floor(k / 3 ** i) % 3] as number)),
  ).filter((q) => q.some((v, i) => v !== p[i]))
}

/** The gradient is 0 there beside what it is nearby: far out everything may be small. */
function isStationary({ g }: Field, p: Point): boolean {
  const nearby = Math.max(
    ...around(p, 0.05, 12)
      .map((q) => largest(g(q)))
      .filter(Number.isFinite),
    Number.MIN_VALUE,
  )
  return largest(g(p)) <= 1e-7 * nearby
}

/** Whether Newton's method from nearby leads back to the point, and not to others beside it. */
function isIsolated(field: Field, p: Point): boolean {
  return around(p, 0.03, 12).every((start) => {
    const q = newton(field, start)
    const gap = q === null ? 0 : distance(p, q)
    return gap < 1e-3 || gap > 0.2
  })
}

/** By the values around a point whose Hessian does not decide: both signs make a saddle, one clear sign an extremum. */
function besides({ f }: Field, p: Point): PointKind {
  const kinds = [0.02, 0.004].map((distance): PointKind => {
    const rises = around(p, distance).map((q) => f(q) - f(p))
    const [low, high] = [Math.min(...rises), Math.max(...rises)]
    const [small, noise] = [1e-3 * Math.max(-low, high), 1e-9 * Math.max(-low, high) + 1e-14 * Math.abs(f(p))]
    if (low < -noise && high > noise) return "saddle"
    if (low > small) return "minimum"
    return high < -small ? "maximum" : "flat"
  })
  return kinds[0] === kinds[1] ? (kinds[0] as PointKind) : "flat"
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
