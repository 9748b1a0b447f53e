// One summand of a derivative in index notation: a coefficient with a name for each axis, and how summands join and become terms.
import {
  add,
  asTensor,
  broadcast,
  contract,
  diag,
  diagonal,
  type Dim,
  type Expr,
  multiply,
  type Shape,
  subtract,
  toExpr,
  transpose,
  type Value,
} from "@nablajs/core"
import { filled } from "./differentiate.ts"

/** One summand: coefficient with names of its axes, names of the axes of v, names of the axes of the term. */
export interface Summand {
  readonly c: Expr
  readonly names: readonly number[]
  readonly v: readonly number[]
  readonly own: readonly number[]
}

const value = (x: Expr): never => asTensor(x) as never
const term = (x: Value): Expr => toExpr(x)

/** A term whose axes carry a name twice, as its diagonal. */
export function unrepeated(x: Expr, names: readonly number[]): readonly [Expr, readonly number[]] {
  const at = names.findIndex((name, i) => names.indexOf(name) !== i)
  if (at < 0) return [x, names]
  const first = names.indexOf(names[at] as number)
  const rest = names.map((_, i) => i).filter((i) => i !== at && i !== first)
  const moved = term(transpose(value(x), [...rest, first, at] as never))
  return unrepeated(term(diagonal(value(moved))), [...rest.map((i) => names[i] as number), names[at] as number])
}

/** Two names made one; the coefficient loses an axis where it had both. */
export function renamed(s: Summand, from: number, to: number): Summand {
  if (from === to) return s
  const swap = (name: number): number => (name === from ? to : name)
  const [c, names] = unrepeated(s.c, s.names.map(swap))
  return { c, names, v: s.v.map(swap), own: s.own.map(swap) }
}

/** Summands of one pattern of names are one summand. */
export function collect(summands: readonly Summand[]): readonly Summand[] {
  if (summands.length < 2) return summands
  const groups = new Map<string, Summand>()
  for (const s of summands.map(canonical)) {
    const key = `${s.v}|${s.own}`
    const known = groups.get(key)
    groups.set(key, known === undefined ? s : joined(known, s))
  }
  return [...groups.values()]
}

function canonical(s: Summand): Summand {
  const names = new Map<number, number>()
  for (const name of [...s.v, ...s.own]) if (!names.has(name)) names.set(name, names.size)
  const swap = (name: number): number => names.get(name) as number
  return { c: s.c, names: s.names.map(swap), v: s.v.map(swap), own: s.own.map(swap) }
}

function joined(s: Summand, t: Summand): Summand {
  const names = [...new Set([...s.names, ...t.names])].sort((a, b) => a - b)
  const sizes = new Map<number, Dim>()
  for (const u of [s, t]) u.names.forEach((name, i) => sizes.set(name, u.c.shape[i] as Dim))
  const shape = names.map((name) => sizes.get(name) as Dim)
  const [a, b] = [spread(s.c, s.names, names, shape), spread(t.c, t.names, names, shape)]
  const minus = b.primitive?.name === "negative"
  return { ...s, c: term(minus ? subtract(value(a), value(b.args[0] as Expr)) : add(value(a), value(b))), names }
}

/** The coefficient with exactly the axes `target`, in that order. */
function spread(c: Expr, names: readonly number[], target: readonly number[], shape: Shape): Expr {
  const present = target.filter((name) => names.includes(name))
  const permuted = term(transpose(value(c), present.map((name) => names.indexOf(name)) as never))
  const missing = target.flatMap((name, i) => (names.includes(name) ? [] : [i]))
  if (missing.length === 0) return permuted
  return permuted.literal !== null ? filled(permuted.literal, shape) : term(broadcast(value(permuted), shape, missing))
}

/** The summand over the axes `target`, in that order; a name that stands twice becomes an identity matrix. */
export function arrange(s: Summand, target: readonly number[], shape: Shape): Expr {
  const at = target.findIndex((name, i) => target.indexOf(name) !== i)
  if (at < 0) return spread(s.c, s.names, target, shape)
  const name = target[at] as number
  const n = shape[at] as Dim
  const pair = target.length === 2
  if (pair && s.names.length === 1) return term(diag(value(s.c)))
  const identity = term(diag(value(filled(1, [n]))))
  if (pair) return s.c.literal === 1 ? identity : term(multiply(value(s.c), value(identity)))
  // the rest first, then the delta between the two places of the name
  const places = target.map((_, i) => i)
  const rest = places.filter((i) => i !== at)
  const body = arrange(
    s,
    rest.map((i) => target[i] as number),
    rest.map((i) => shape[i] as Dim),
  )
  return term(contract(value(body), value(identity), { a: rest, b: [target.indexOf(name), at], out: places }))
}
