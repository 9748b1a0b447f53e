// What a derivative pass leaves behind and nobody would write: factors 1, sums with 0, transposes of transposes,
// contractions with numbers and with ones. Everything else is the simplifier's.
import {
  add,
  asTensor,
  broadcast,
  type Expr,
  literal,
  multiply,
  negative,
  numbered,
  sameShape,
  type Shape,
  subtract,
  sum,
  toExpr,
  transpose,
  type Value,
} from "@nablajs/core"
import { filled, reapply } from "./differentiate.ts"

const value = (x: Expr): never => asTensor(x) as never
const term = (x: Value): Expr => toExpr(x)

/** The term without factors 1, summands 0 and double transposes. */
export function tidy(root: Expr): Expr {
  const { nodes, placeOf } = numbered(root)
  const now: Expr[] = []
  const moved = (x: Expr): Expr => now[placeOf(x)] as Expr
  for (const node of nodes) {
    const changed = node.args.some((x) => moved(x) !== x)
    now.push(node.primitive === null ? node : settle(changed ? reapply(node, node.args.map(moved)) : node))
  }
  return moved(root)
}

function settle(node: Expr): Expr {
  const name = node.primitive?.name ?? ""
  const rule = Object.hasOwn(rules, name) ? rules[name] : undefined
  return rule?.(node, ...(node.args as [Expr, Expr])) ?? node
}

/** The number that fills a term. */
function constantOf(x: Expr): number | null {
  let e = x
  while (e.primitive?.name === "broadcast" || e.primitive?.name === "reshape") e = e.args[0] as Expr
  if (e.primitive?.name === "fillLike") return (e.params as { value: number }).value
  return e.literal
}

/** π and e keep their names. */
const named = (c: number): boolean => Math.abs(c) === Math.PI || Math.abs(c) === Math.E

const plain = (x: Expr): x is Expr & { readonly literal: number } => x.literal !== null && !named(x.literal)

/** Without the broadcast of a scalar, where the partner has the full shape already. */
const slim = (x: Expr, partner: Expr): Expr =>
  x.primitive?.name === "broadcast" && (x.args[0] as Expr).shape.length === 0 && sameShape(partner.shape, x.shape) ? (x.args[0] as Expr) : x

const isNegative = (x: Expr): boolean => x.primitive?.name === "negative"
const inner = (x: Expr): Expr => x.args[0] as Expr

const product = (a: Expr, b: Expr): Expr => settle(term(multiply(value(a), value(b))))
const minus = (a: Expr): Expr => settle(term(negative(value(a))))

type Rule = (node: Expr, a: Expr, b: Expr) => Expr | null

const rules: Readonly<Record<string, Rule>> = {
  multiply: (node, a, b) => {
    const [p, q] = [slim(a, b), slim(b, a)]
    const [m, n] = [constantOf(p), constantOf(q)]
    if (m === 0 || n === 0) return filled(0, node.shape)
    if (m !== null && n !== null && !named(m) && !named(n)) return filled(m * n, node.shape)
    if (m === 1 && sameShape(q.shape, node.shape)) return q
    if (n === 1 && sameShape(p.shape, node.shape)) return p
    if (m === -1 && sameShape(q.shape, node.shape)) return minus(q)
    if (n === -1 && sameShape(p.shape, node.shape)) return minus(p)
    if (isNegative(p)) return minus(product(inner(p), q))
    if (isNegative(q)) return minus(product(p, inner(q)))
    return p === a && q === b ? null : term(multiply(value(p), value(q)))
  },
  divide: (node, a, b) => (constantOf(b) === 1 && sameShape(a.shape, node.shape) ? a : constantOf(a) === 0 ? filled(0, node.shape) : null),
  add: (node, a, b) => {
    if (constantOf(a) === 0 && sameShape(b.shape, node.shape)) return b
    if (constantOf(b) === 0 && sameShape(a.shape, node.shape)) return a
    if (plain(a) && plain(b)) return literal(a.literal + b.literal)
    return isNegative(b) ? term(subtract(value(a), value(inner(b)))) : null
  },
  subtract: (node, a, b) => {
    if (constantOf(b) === 0 && sameShape(a.shape, node.shape)) return a
    if (constantOf(a) === 0 && sameShape(b.shape, node.shape)) return minus(b)
    if (plain(a) && plain(b)) return literal(a.literal - b.literal)
    return isNegative(b) ? term(add(value(a), value(inner(b)))) : null
  },
  negative: (node, a) => {
    const c = constantOf(a)
    return isNegative(a) ? inner(a) : c !== null ? filled(c === 0 ? 0 : -c, node.shape) : null
  },
  pow: (node, a, b) => (b.literal === 1 || (a.literal === 1 && node.shape.length === 0) ? a : null),
  fillLike: (node) => filled((node.params as { value: number }).value, node.shape),
  broadcast: (node, a) => (a.literal !== null ? filledUnless(node, a.literal) : null),
  transpose: (node, a) => {
    const { axes } = node.params as { axes: number[] }
    if (axes.every((k, i) => k === i)) return a
    const c = constantOf(a)
    if (c !== null) return filled(c, node.shape)
    if (a.primitive?.name === "diag" && inner(a).shape.length === 1) return a
    if (a.primitive?.name !== "transpose") return null
    const before = (a.params as { axes: number[] }).axes
    return settle(term(transpose(value(inner(a)), axes.map((k) => before[k] as number) as never)))
  },
  sum: (node, a) => ((node.params as { axes: number[] }).axes.length === 0 ? a : constantOf(a) === 0 ? filled(0, node.shape) : null),
  contract: (node, a, b) => {
    const { a: left, b: right, out } = node.params as { a: number[]; b: number[]; out: number[] }
    if (left.length === 0) return product(a, permuted(b, right, out))
    if (right.length === 0) return product(permuted(a, left, out), b)
    return (
      overOnes(a, left, b, right, out, node.shape) ??
      overOnes(b, right, a, left, out, node.shape) ??
      overIdentity(a, left, b, right, out) ??
      overIdentity(b, right, a, left, out)
    )
  },
}

const filledUnless = (node: Expr, c: number): Expr | null => (inner(node).shape.length === 0 ? null : filled(c, node.shape))

const permuted = (x: Expr, names: readonly number[], out: readonly number[]): Expr =>
  settle(term(transpose(value(x), out.map((name) => names.indexOf(name)) as never)))

// Σ over names of c·y, where the constant c fills the first operand.
function overOnes(
  x: Expr,
  names: readonly number[],
  y: Expr,
  others: readonly number[],
  out: readonly number[],
  shape: Shape,
): Expr | null {
  const c = constantOf(x)
  if (c === null) return null
  if (c === 0) return filled(0, shape)
  const gone = others.flatMap((name, i) => (out.includes(name) ? [] : [i]))
  const rest = others.filter((name) => out.includes(name))
  if (names.some((name) => !others.includes(name) && !out.includes(name))) return null
  const summed = gone.length === 0 ? y : term(sum(value(y), { axis: gone }))
  const kept = out.filter((name) => rest.includes(name))
  const turned = permuted(summed, rest, kept)
  const missing = out.flatMap((name, i) => (rest.includes(name) ? [] : [i]))
  return product(literal(c), missing.length === 0 ? turned : term(broadcast(value(turned), shape, missing)))
}

const isIdentity = (x: Expr): boolean => x.primitive?.name === "diag" && x.shape.length === 2 && constantOf(inner(x)) === 1

// Σ over j of δᵢⱼ yⱼ = yᵢ
function overIdentity(x: Expr, [p, q]: readonly number[], y: Expr, others: readonly number[], out: readonly number[]): Expr | null {
  if (!isIdentity(x) || p === undefined || q === undefined) return null
  const gone = !out.includes(p) ? p : !out.includes(q) ? q : null
  const stays = gone === p ? q : p
  if (gone === null || others.includes(stays) || !others.includes(gone)) return null
  const renamed = others.map((name) => (name === gone ? stays : name))
  return out.every((name) => renamed.includes(name)) && renamed.length === out.length ? permuted(y, renamed, out) : null
}
