// Derivatives of vectors by vectors in index notation. A term that is linear in a symbol v is a sum of coefficients
// C over names of axes: one name for each axis of v and of the term. A name that both have is a Kronecker delta, so
// identity matrices arise only where the answer needs one.
import {
  add,
  apply,
  asTensor,
  broadcast,
  contract,
  type Dim,
  type Expr,
  literal,
  multiply,
  NablaError,
  negative,
  numbered,
  type Primitive,
  reshape,
  sameShape,
  type Shape,
  showShape,
  sum,
  toExpr,
  type Value,
} from "@nablajs/core"
import { dependents, filled, partial, placeholder, pullback, zeros } from "./differentiate.ts"
import { arrange, collect, renamed, type Summand, unrepeated } from "./summand.ts"

const value = (x: Expr): never => asTensor(x) as never
const term = (x: Value): Expr => toExpr(x)

/** The derivative of `y` by the symbol `x`, of shape [shape of x, shape of y]. */
export function jacobianOf(y: Expr, x: Expr): Expr {
  if (y.shape.length === 0) return pullback(y, [x], literal(1))[0] as Expr
  const v = placeholder(y.shape)
  return coefficient(pullback(y, [x], v)[0] as Expr, v)
}

/** The coefficient of v in a term that is linear in it, of shape [shape of the term, shape of v]. */
export function coefficient(root: Expr, v: Expr): Expr {
  const summands = expand(root, v)
  const shape = [...root.shape, ...v.shape]
  const parts = summands.map((s) => arrange(s, [...s.own, ...s.v], shape))
  return parts.length === 0 ? zeros(shape) : parts.reduce((a, b) => term(add(value(a), value(b))))
}

function expand(root: Expr, v: Expr): readonly Summand[] {
  const terms = numbered(root)
  const isActive = dependents(terms, [v])
  const axes = v.shape.map((_, i) => i)
  const found: (readonly Summand[] | null)[] = []
  const summandsOf = (x: Expr): readonly Summand[] | null => found[terms.placeOf(x)] as readonly Summand[] | null
  for (const node of terms.nodes) {
    if (!isActive(node)) found.push(null)
    else if (node.primitive === null) found.push([{ c: literal(1), names: [], v: axes, own: axes }])
    else found.push(collect(through(node, node.primitive, node.args.map(summandsOf), v.shape)))
  }
  return summandsOf(root) ?? []
}

type Given = readonly (readonly Summand[] | null)[]

function through(node: Expr, p: Primitive, given: Given, v: Shape): readonly Summand[] {
  if (p.kind === "elementwise") return node.args.flatMap((x, i) => elementwise(node, x, i, given[i] ?? []))
  return node.args.flatMap((x, i) =>
    (given[i] ?? []).map((s) => {
      const rule = Object.hasOwn(moves, p.name) ? moves[p.name] : undefined
      return (rule && rule(s, node, i)) ?? lifted(s, x, node, i, v)
    }),
  )
}

/** y = … x …: every coefficient times ∂y/∂x, whose axes are those of y. */
function elementwise(node: Expr, x: Expr, i: number, given: readonly Summand[]): Summand[] {
  if (given.length === 0) return []
  const factor = partial(node, i)
  if (factor === null) return []
  return given.map((s) => {
    const wide = stretched(s, x.shape, node.shape)
    if (factor === 1) return wide
    if (typeof factor === "number" || factor.shape.length === 0) return { ...wide, c: scaledBy(factor, wide.c) }
    return timesOver(wide, factor, wide.own.slice(wide.own.length - factor.shape.length), factor.shape, node.shape)
  })
}

function scaledBy(factor: Expr | number, c: Expr): Expr {
  if (factor === -1) return c.literal !== null ? literal(-c.literal) : term(negative(value(c)))
  if (c.literal === 1) return typeof factor === "number" ? literal(factor) : factor
  return term(multiply((typeof factor === "number" ? factor : value(factor)) as never, value(c)))
}

/** The summand with the axes that broadcasting adds or stretches named anew. */
function stretched(s: Summand, from: Shape, to: Shape): Summand {
  if (sameShape(from, to)) return s
  const next = fresh(s)
  const extra = to.length - from.length
  const own = to.map((n, i) => (i < extra || (from[i - extra] === 1 && n !== 1) ? next() : (s.own[i - extra] as number)))
  const lost = s.own.filter((name, i) => from[i] === 1 && to[i + extra] !== 1 && !s.v.includes(name))
  return { ...s, ...dropped(s, lost), own }
}

// Names of size 1 go by a sum over one element.
function dropped(s: Summand, lost: readonly number[]): { c: Expr; names: readonly number[] } {
  const axes = s.names.flatMap((name, i) => (lost.includes(name) ? [i] : []))
  return axes.length === 0 ? s : { c: term(sum(value(s.c), { axis: axes })), names: s.names.filter((name) => !lost.includes(name)) }
}

function fresh(s: Summand): () => number {
  let top = Math.max(-1, ...s.v, ...s.own, ...s.names)
  return () => ++top
}

/** The coefficient times `factor`, whose axes carry the given names; axes of size 1 that broadcast are dropped first. */
function timesOver(s: Summand, factor: Expr, names: readonly number[], shape: Shape, full: Shape): Summand {
  const extra = full.length - shape.length
  const idle = names.flatMap((_, i) => (shape[i] === 1 && full[i + extra] !== 1 ? [i] : []))
  const bare = idle.length === 0 ? factor : term(reshape(value(factor), shape.filter((_, i) => !idle.includes(i)) as never))
  const kept = names.filter((_, i) => !idle.includes(i))
  const [f, fNames] = unrepeated(bare, kept)
  if (s.names.length === 0) return { ...s, c: scaledOver(s.c, f), names: fNames }
  const out = [...new Set([...s.names, ...fNames])]
  return { ...s, c: term(contract(value(s.c), value(f), { a: s.names, b: fNames, out })), names: out }
}

const scaledOver = (c: Expr, f: Expr): Expr => (c.literal === 1 ? f : term(multiply(value(c), value(f))))

type Move = (s: Summand, node: Expr, i: number) => Summand | null

/** What the structural primitives do to names of axes; others are lifted over the axes of v. */
const moves: Readonly<Record<string, Move>> = {
  transpose: (s, node) => ({ ...s, own: (node.params as { axes: number[] }).axes.map((k) => s.own[k] as number) }),
  sum: (s, node) => {
    const { axes } = node.params as { axes: number[] }
    const from = (node.args[0] as Expr).shape
    return summed(
      { ...s, own: s.own.filter((_, i) => !axes.includes(i)) },
      axes.map((i) => [s.own[i] as number, from[i] as Dim] as const),
    )
  },
  broadcast: (s, node) => {
    const { axes, shape } = node.params as { axes: number[]; shape: Shape }
    const next = fresh(s)
    let k = 0
    return { ...s, own: shape.map((_, i) => (axes.includes(i) ? next() : (s.own[k++] as number))) }
  },
  reshape: (s, node) => {
    const from = (node.args[0] as Expr).shape
    const to = node.shape
    // only axes of size 1 come or go
    const core = s.own.filter((_, i) => from[i] !== 1)
    if (
      !sameShape(
        from.filter((n) => n !== 1),
        to.filter((n) => n !== 1),
      )
    )
      return null
    const next = fresh(s)
    const lost = s.own.filter((name, i) => from[i] === 1 && !s.v.includes(name))
    return { ...s, ...dropped(s, lost), own: to.map((n) => (n === 1 ? next() : (core.shift() as number))) }
  },
  diag: (s) => ({ ...s, own: [...s.own, s.own[s.own.length - 1] as number] }),
  diagonal: (s) => {
    const [kept, gone] = [s.own[s.own.length - 2] as number, s.own[s.own.length - 1] as number]
    return renamed({ ...s, own: s.own.slice(0, -1) }, gone, kept)
  },
  contract: (s, node, i) => {
    const { a, b, out } = node.params as { a: number[]; b: number[]; out: number[] }
    const [mine, other] = i === 0 ? [a, b] : [b, a]
    const partner = node.args[1 - i] as Expr
    const next = fresh(s)
    // a label that v's side has twice cannot occur; names of v's side are its own names
    const nameOf = new Map<number, number>(mine.map((label, k) => [label, s.own[k] as number]))
    for (const label of other) if (!nameOf.has(label)) nameOf.set(label, next())
    const own = out.map((label) => nameOf.get(label) as number)
    const [f, names] = unrepeated(
      partner,
      other.map((label) => nameOf.get(label) as number),
    )
    const keep = new Set([...s.v, ...own])
    const all = [...new Set([...s.names, ...names])].filter((name) => keep.has(name))
    // a name of v's side that is summed and that the partner lacks cannot occur: labels of one side are in the other or in out
    if (s.names.length === 0 && names.every((name) => keep.has(name))) return { ...s, c: scaledOver(s.c, f), names, own }
    if (s.names.length === 0) {
      const axes = names.flatMap((name, k) => (keep.has(name) ? [] : [k]))
      return { ...s, c: scaledOver(s.c, term(sum(value(f), { axis: axes }))), names: all, own }
    }
    return { ...s, c: contracted(s.c, s.names, f, names, all), names: all, own }
  },
}

// Core's contraction wants each name in the other operand or in the result.
function contracted(x: Expr, xNames: readonly number[], y: Expr, yNames: readonly number[], out: readonly number[]): Expr {
  const reduce = (e: Expr, names: readonly number[], others: readonly number[]): readonly [Expr, readonly number[]] => {
    const axes = names.flatMap((name, i) => (others.includes(name) || out.includes(name) ? [] : [i]))
    return axes.length === 0 ? [e, names] : [term(sum(value(e), { axis: axes })), names.filter((_, i) => !axes.includes(i))]
  }
  const [a, aNames] = reduce(x, xNames, yNames)
  const [b, bNames] = reduce(y, yNames, xNames)
  return term(contract(value(a), value(b), { a: aNames, b: bNames, out }))
}

/** Σ over names that the term loses; a name of v stays, for its delta picks one element. */
function summed(s: Summand, gone: readonly (readonly [number, Dim])[]): Summand {
  let out = s
  for (const [name, size] of gone) {
    if (out.v.includes(name) || out.own.includes(name)) continue
    const at = out.names.indexOf(name)
    if (at >= 0) out = { ...out, c: term(sum(value(out.c), { axis: at })), names: out.names.filter((n) => n !== name) }
    else out = { ...out, c: scaledBy(sizeValue(size), out.c) }
  }
  return out
}

const sizeValue = (n: Dim): Expr => (typeof n === "number" ? literal(n) : term(sum(value(filled(1, [n])))))

/** Any other primitive: the coefficient written out over all axes of v, and the primitive applied over them. */
function lifted(s: Summand, x: Expr, node: Expr, i: number, v: Shape): Summand {
  const p = node.primitive as Exclude<Primitive, { kind: "elementwise" }>
  if (!p.lift || p.kind === "custom") {
    throw new NablaError(
      "missing-rule",
      `derive: ${p.name} has no batching rule, so its derivative of shape ${showShape([...node.shape, ...v])} cannot be written`,
    )
  }
  let whole = arrange(s, [...s.v, ...s.own], [...v, ...x.shape])
  let params = node.params as unknown
  let shapes = node.args.map((arg) => arg.shape)
  let args = node.args.map((arg, k) => (k === i ? whole : p.kind === "linear" ? zeros(arg.shape) : arg))
  const batched = node.args.map((_, k) => p.stretch || k === i)
  for (let axis = v.length - 1; axis >= 0; axis--) {
    const size = v[axis] as Dim
    params = p.lift(params, batched, size, shapes)
    shapes = shapes.map((shape, k) => (batched[k] ? [size, ...shape] : shape))
  }
  if (p.stretch) {
    args = args.map((arg, k) =>
      k === i
        ? arg
        : term(
            broadcast(
              value(arg),
              [...v, ...arg.shape],
              v.map((_, n) => n),
            ),
          ),
    )
  }
  whole = apply(p, args, params)
  const names = whole.shape.map((_, k) => k)
  return { c: whole, names, v: names.slice(0, v.length), own: names.slice(v.length) }
}
