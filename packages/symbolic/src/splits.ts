// Places in an interval where something changes: jumps, and where the pieces of a function meet.
import { type Expr, literal, order, share } from "@nablajs/core"
import { dependsOn } from "./differentiate.ts"
import { rewrittenBy } from "./integral/inverse.ts"
import { type Switch, switches } from "./integral/pieces.ts"
import { over, times } from "./integral/terms.ts"
import { valueOf } from "./integral/verify.ts"
import { simple } from "./simple.ts"

const GRID = 600
const MOST = 24
// Farther out nothing is looked for.
const FAR = 60

/** Where `changes` holds between neighbours, narrowed down by bisection; round numbers and parts of π are told as such. */
export function changesBetween(a: number, b: number, changes: (p: number, q: number) => boolean): Expr[] {
  const [lo, hi] = [Math.max(Math.min(a, b), -FAR), Math.min(Math.max(a, b), FAR)]
  const at = (k: number): number => lo + ((hi - lo) * (k + 0.0137)) / (GRID + 0.03)
  const out: Expr[] = []
  for (let k = 0; k < GRID && out.length < MOST; k++) {
    // off the round numbers, where changes are
    let [p, q] = [at(k), at(k + 1)]
    if (!changes(p, q)) continue
    for (let i = 0; i < 60 && q - p > 1e-14 * Math.max(1, Math.abs(p)); i++) {
      const middle = (p + q) / 2
      if (changes(p, middle)) q = middle
      else p = middle
    }
    out.push(rounded((p + q) / 2))
  }
  return out
}

const MOST_PARTS = 24

/** A part of π or a short decimal nearby. */
function rounded(x: number): Expr {
  const near = (y: number): boolean => Math.abs(y - x) < 1e-11 * Math.max(1, Math.abs(x))
  const short = near(0) ? 0 : Number(x.toPrecision(6))
  if (near(short)) return literal(short + 0)
  for (let parts = 1; parts <= MOST_PARTS; parts++) {
    const turns = Math.round((parts * x) / Math.PI)
    if (turns !== 0 && near((turns * Math.PI) / parts)) return simple(over(times(turns, literal(Math.PI)), parts))
  }
  return literal(x)
}

const jumping = new Set(["floor", "ceil", "round", "trunc"])

/** One piece of a function: from where to where it is which smooth function. */
export interface Piece {
  readonly of: Expr
  readonly from: Expr
  readonly to: Expr
}

interface Part {
  readonly node: Expr
  readonly u: Expr
  /** The node by the sign of u; null where it is constant between its jumps. */
  readonly value: ((s: Expr) => Expr) | null
}

/** The smooth pieces of a function with kinks and jumps, null where it has none. */
export function piecesOf(f: Expr, x: Expr, from: Expr, to: Expr, values: Readonly<Record<string, number>>): Piece[] | null {
  const [shared] = share(f) as [Expr]
  const found = order(shared).flatMap((node): Part[] => {
    const name = node.primitive?.name ?? ""
    if (!dependsOn(node, x)) return []
    if (jumping.has(name)) return [{ node, u: node, value: null }]
    const one = Object.hasOwn(switches, name) ? (switches[name] as Switch)(node.args) : null
    return one === null ? [] : [{ node, ...one }]
  })
  if (found.length === 0) return null
  const at = (e: Expr, t: number): number => valueOf(e, { ...values, [x.name as string]: t })
  const state = (t: number): number[] => found.map(({ u, value }) => (value === null ? at(u, t) : Math.sign(at(u, t))))
  const [a, b] = [valueOf(from, values), valueOf(to, values)]
  const cuts = changesBetween(a, b, (p, q) => {
    const [before, after] = [state(p), state(q)]
    return before.some((s, i) => s !== after[i])
  })
  const places = [from, ...(a <= b ? cuts : cuts.reverse()), to]
  return places.slice(1).map((end, i) => {
    const start = places[i] as Expr
    const signs = state(middleOf(valueOf(start, values), valueOf(end, values)))
    const of = rewrittenBy(shared, (node) => {
      const k = found.findIndex((one) => one.node === node)
      const value = found[k]?.value
      if (k < 0 || value === undefined) return null
      return value === null ? literal(signs[k] as number) : simple(value(literal(signs[k] as number)))
    })
    return { of, from: start, to: end }
  })
}

function middleOf(a: number, b: number): number {
  if (Number.isFinite(a) && Number.isFinite(b)) return (a + b) / 2
  return Number.isFinite(a) ? a + Math.sign(b) * FAR : Number.isFinite(b) ? b + Math.sign(a) * FAR : 0
}
