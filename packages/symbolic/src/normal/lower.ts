// From terms to the normal form, arguments first.
import { type Dim, type Expr, type Numbered, numbered, type Primitive, type Shape } from "@nablajs/core"
import type { Algebra } from "./algebra.ts"
import { TooLarge } from "./bounded.ts"
import { Axes } from "./labels.ts"
import type { Node } from "./node.ts"
import * as Q from "./rational.ts"

type Lower = (a: Algebra, args: readonly Node[], node: Expr) => Node

// Beyond so many operations even a list of like terms takes too long.
const MOST = 600_000

export function lower(a: Algebra, root: Expr, { nodes, placeOf }: Numbered = numbered(root)): Node {
  if (nodes.length > MOST) throw new TooLarge()
  for (const x of nodes) noteSizes(a, x)
  const whole = wholeSums(nodes, root)
  const now: (Node | null)[] = []
  const get = (x: Expr): Node => now[placeOf(x)] as Node
  for (const x of nodes) now.push(!isSum(x) ? single(a, x, get) : whole.has(x) ? flatSum(a, x, whole, get) : null)
  return get(root)
}

/** Which term a named size can be read from: symbols first. */
function noteSizes(a: Algebra, x: Expr): void {
  for (const n of x.shape) {
    if (typeof n !== "string") continue
    const known = a.sizesSeen.get(n)
    if (known === undefined || (known.name === null && x.name !== null)) a.sizesSeen.set(n, x)
  }
}

const sums: ReadonlySet<string> = new Set(["add", "subtract", "negative"])
const isSum = (x: Expr): boolean => x.primitive !== null && sums.has(x.primitive.name)

/** Sums that are not only parts of larger sums: long sums are collected at once. */
function wholeSums(nodes: readonly Expr[], root: Expr): Set<Expr> {
  const whole = new Set<Expr>([root])
  for (const x of nodes) if (!isSum(x)) for (const arg of x.args) if (isSum(arg)) whole.add(arg)
  return whole
}

const signs: Readonly<Record<string, readonly Q.Rational[]>> = {
  add: [Q.ONE, Q.ONE],
  subtract: [Q.ONE, Q.MINUS_ONE],
  negative: [Q.MINUS_ONE],
}

function flatSum(a: Algebra, root: Expr, whole: ReadonlySet<Expr>, get: (x: Expr) => Node): Node {
  const weights = new Map<Expr, Q.Rational>([[root, Q.ONE]])
  const terms: { c: Q.Rational; node: Node }[] = []
  for (const x of sumsWithin(root, whole).reverse()) {
    const c = weights.get(x) as Q.Rational
    x.args.forEach((arg, i) => {
      const weight = Q.times(c, signs[x.primitive?.name as string]?.[i] as Q.Rational)
      if (isSum(arg) && !whole.has(arg)) weights.set(arg, Q.plus(weights.get(arg) ?? Q.ZERO, weight))
      else terms.push({ c: weight, node: a.broadcast(get(arg), root.shape) })
    })
  }
  return a.sum(terms, root.shape)
}

/** A sum and the sums that are only parts of it, parts first. */
function sumsWithin(root: Expr, whole: ReadonlySet<Expr>): Expr[] {
  const out: Expr[] = []
  const seen = new Set<Expr>([root])
  const stack: { x: Expr; next: number }[] = [{ x: root, next: 0 }]
  while (stack.length > 0) {
    const top = stack[stack.length - 1] as { x: Expr; next: number }
    const arg = top.x.args[top.next++]
    if (arg === undefined) {
      stack.pop()
      out.push(top.x)
    } else if (isSum(arg) && !whole.has(arg) && !seen.has(arg)) {
      seen.add(arg)
      stack.push({ x: arg, next: 0 })
    }
  }
  return out
}

function single(a: Algebra, x: Expr, get: (x: Expr) => Node): Node {
  const p = x.primitive
  if (p === null) return leaf(a, x)
  const args = x.args.map(get)
  const rule = Object.hasOwn(table, p.name) ? (table[p.name] as Lower) : undefined
  const multi = p.kind !== "elementwise" && p.multi
  if (rule !== undefined && !multi) return rule(a, args, x)
  if (p.kind === "elementwise") return a.map(p.name, args, x.params)
  return a.apply(p, x.params, args, x.shape)
}

function leaf(a: Algebra, x: Expr): Node {
  // in proofs a diagonal matrix is its diagonal
  if (a.loose && x.flags.includes("diagonal")) return a.rearrange(a.table.leaf(x), [0, 0], [0, 0], () => x.shape[0] as Dim)
  const value = x.literal
  if (value === null || !Number.isFinite(value) || value === Math.PI || value === Math.E) return a.table.leaf(x)
  return a.number(Q.ofNumber(value))
}

const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i)

/** The axes of a node under new labels; `out` lists the labels of the result. */
const rearranged = (
  a: Algebra,
  x: Node,
  labels: readonly number[],
  out: readonly number[],
  extra: ReadonlyMap<number, Dim> = new Map(),
): Node => a.rearrange(x, labels, out, (l) => extra.get(l) ?? (x.shape[labels.indexOf(l)] as Dim))

const axesOf = (x: Expr): readonly number[] => (x.params as { axes: readonly number[] }).axes

const table: Readonly<Record<string, Lower>> = {
  multiply: (a, [x, y]) => a.multiply(x as Node, y as Node),
  divide: (a, [x, y]) => a.multiply(x as Node, a.power(y as Node, a.whole(-1))),
  square: (a, [x]) => a.power(x as Node, a.whole(2)),
  sqrt: (a, [x]) => a.power(x as Node, a.number(Q.rational(1, 2))),
  pow: (a, [x, y], e) => {
    const exponent = a.narrowed(y as Node)
    if (exponent.shape.length > 0) return a.map("pow", [x as Node, y as Node])
    return a.broadcast(a.power(x as Node, guarded(a, exponent)), e.shape)
  },
  norm: (a, [x], e) => {
    const axes = axesOf(e)
    const labels = range((x as Node).shape.length)
    const square = a.power(x as Node, a.whole(2))
    return a.power(
      rearranged(
        a,
        square,
        labels,
        labels.filter((l) => !axes.includes(l)),
      ),
      a.number(Q.rational(1, 2)),
    )
  },
  sum: (a, [x], e) => {
    const labels = range((x as Node).shape.length)
    return rearranged(
      a,
      x as Node,
      labels,
      labels.filter((l) => !axesOf(e).includes(l)),
    )
  },
  broadcast: (a, [x], e) => {
    const axes = axesOf(e)
    const out = range(e.shape.length)
    const labels = out.filter((l) => !axes.includes(l))
    return rearranged(a, x as Node, labels, out, new Map(axes.map((l) => [l, e.shape[l] as Dim])))
  },
  transpose: (a, [x], e) => rearranged(a, x as Node, range(e.shape.length), axesOf(e)),
  reshape: (a, [x], e) => reshaped(a, x as Node, e),
  diagonal: (a, [x]) => {
    const n = (x as Node).shape.length
    const labels = range(n - 1)
    return rearranged(a, x as Node, [...labels, n - 2], labels)
  },
  diag: (a, [x]) => {
    const labels = range((x as Node).shape.length)
    return rearranged(a, x as Node, labels, [...labels, labels.length - 1])
  },
  contract: (a, [x, y], e) => {
    const { a: la, b: lb, out } = e.params as { a: readonly number[]; b: readonly number[]; out: readonly number[] }
    const axes = new Axes()
    const now = new Map<number, number>()
    const place = (labels: readonly number[], shape: Shape): number[] =>
      labels.map((l, i) => {
        const known = now.get(l) ?? axes.fresh(shape[i] as Dim)
        now.set(l, known)
        return known
      })
    const operands = [
      { node: x as Node, labels: place(la, (x as Node).shape) },
      { node: y as Node, labels: place(lb, (y as Node).shape) },
    ]
    return a.product(
      operands,
      out.map((l) => now.get(l) as number),
      axes,
    )
  },
  fillLike: (a, _, e) => a.number(Q.ofNumber((e.params as { value: number }).value), e.shape),
  axisSize: (a, _, e) => {
    const source = e.args[0] as Expr
    return a.multiply(a.one(), ...axesOf(e).flatMap((k) => sizeFactors(a, source.shape[k] as Dim)))
  },
}

function sizeFactors(a: Algebra, size: Dim): Node[] {
  if (typeof size === "number") return [a.whole(size)]
  return [a.sizeAtom(size)]
}

/** where(n == 0, 1, n - 1), with which the derivative of a power avoids 0⁻¹, is n - 1. */
function guarded(a: Algebra, exponent: Node): Node {
  if (exponent.kind !== "atom" || exponent.primitive?.name !== "where") return exponent
  const [condition, chosen, other] = exponent.args as [Node, Node, Node]
  const zero = condition.kind === "atom" && condition.primitive?.name === "equal" && condition.args.some((x) => a.isZero(x))
  return zero && a.isNumber(chosen, 1) ? other : exponent
}

/** Axes of size 1 come and go; any other change of shape is an operation of its own. */
function reshaped(a: Algebra, x: Node, e: Expr): Node {
  const wide = (shape: Shape): { n: Dim; i: number }[] => shape.map((n, i) => ({ n, i })).filter(({ n }) => n !== 1)
  const [from, to] = [wide(x.shape), wide(e.shape)]
  if (from.length !== to.length || from.some(({ n }, k) => n !== to[k]?.n)) return a.apply(e.primitive as Primitive, e.params, [x], e.shape)
  const labels = range(x.shape.length)
  const fresh = e.shape.map((_, i) => x.shape.length + i)
  const out = fresh.map((l, i) => {
    const k = to.findIndex((t) => t.i === i)
    return k < 0 ? l : (labels[from[k]?.i as number] as number)
  })
  return rearranged(a, x, labels, out, new Map(fresh.map((l) => [l, 1])))
}
