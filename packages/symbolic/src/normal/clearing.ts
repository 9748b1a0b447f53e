// Sums of products with inverses of sums, by two steps that keep what a difference says: inside a product L K⁻¹ is I − R K⁻¹,
// where K = L + R and L is the longest term of K; and where K⁻¹ begins or ends the products, all terms are multiplied with K.
import type { Dim } from "@nablajs/core"
import type { Algebra } from "./algebra.ts"
import { Axes } from "./labels.ts"
import { type Atom, type Factor, type Node, type Product, reach, type Sum } from "./node.ts"
import * as Q from "./rational.ts"
import type { Operand } from "./rule.ts"

const isInverse = (f: Factor): boolean => f.base.kind === "atom" && f.base.primitive?.name === "inv" && f.labels.length === 2

/** Whether a factor is K⁻¹ where K is a sum. */
export const isInverseOfSum = (f: Factor): boolean => isInverse(f) && insideOf(f).kind === "sum"

const insideOf = (f: Factor): Node => (f.base as Atom).args[0] as Node

const operandOf = (a: Algebra, f: Factor): Operand => ({ node: a.plainPower(f.base, f.exponent), labels: f.labels })

const termsOf = (node: Node): Sum["terms"] => (node.kind === "sum" ? node.terms : [{ c: Q.ONE, node }])

/** How many matrices and vectors a term is a product of; scalars beside them make it no leading term. */
function degree(node: Node): number {
  if (node.kind !== "product") return 1
  return node.factors.some((f) => f.labels.length === 0) ? -1 : node.factors.length
}

/** Ties are settled in several ways, one of which may lead on where another goes in circles. */
export interface Strategy {
  /** Whether of terms of one length the first is rewritten, else the last. */
  readonly first: boolean
  /** Whether larger inverses are cleared before frequent ones. */
  readonly large: boolean
}

/** The term of a sum that is rewritten, and what is left of the sum: K = c (L + R). */
function leading(a: Algebra, K: Node, { first: early }: Strategy): { readonly L: Node; readonly c: Q.Rational; readonly R: Node } | null {
  const terms = termsOf(K)
  const most = Math.max(...terms.map((t) => (t.node.kind === "product" ? t.node.factors.filter((f) => f.labels.length > 0).length : 1)))
  const longest = terms.filter((t) => degree(t.node) === most)
  const first = longest.at(early ? 0 : -1)
  if (first === undefined || most === 0) return null
  const rest = terms.filter((t) => t !== first).map((t) => ({ c: Q.times(t.c, Q.inverse(first.c)), node: t.node }))
  return { L: first.node, c: first.c, R: a.sum(rest, K.shape) }
}

interface Match {
  readonly inverse: Factor
  readonly gone: ReadonlySet<Factor>
  /** The labels between which L K⁻¹ or K⁻¹ L stands. */
  readonly ends: readonly [number, number]
  /** The label between L and K⁻¹, and whether L stands before it. */
  readonly inner: number
  readonly before: boolean
}

/** L beside K⁻¹ among the factors of a product. */
function found(a: Algebra, node: Product, inverse: Factor, L: Node): Match | null {
  const pattern: readonly Factor[] = L.kind === "product" ? L.factors : [{ base: L, exponent: a.one(), labels: [0, 1] }]
  const out = L.kind === "product" ? L.out : [0, 1]
  if (out[0] === out[1]) return null
  const [p, q] = inverse.labels as [number, number]
  const turns = a.symmetricFactor(inverse)
    ? [
        [p, q],
        [q, p],
      ]
    : [[p, q]]
  for (const [row, column] of turns as [number, number][]) {
    for (const before of [true, false]) {
      const inner = before ? row : column
      const start = new Map([[out[before ? 1 : 0] as number, inner]])
      const labels = matched(a, node, pattern, start, new Set([inverse]))
      if (labels === null) continue
      const far = labels.now.get(out[before ? 0 : 1] as number) as number
      const gone = new Set([...labels.used, inverse])
      const closed = [...labels.now].filter(([l]) => l !== out[before ? 0 : 1]).every(([, l]) => inside(node, l, gone))
      if (far !== inner && closed) return { inverse, gone, ends: before ? [far, column] : [row, far], inner, before }
    }
  }
  return null
}

/** Whether only the given factors have a label. */
const inside = (node: Product, label: number, gone: ReadonlySet<Factor>): boolean =>
  !node.out.includes(label) && node.factors.every((f) => gone.has(f) || !f.labels.includes(label))

interface Labels {
  readonly now: ReadonlyMap<number, number>
  readonly used: ReadonlySet<Factor>
}

/** The factors of a pattern among those of a product, label by label. */
function matched(
  a: Algebra,
  node: Product,
  pattern: readonly Factor[],
  now: ReadonlyMap<number, number>,
  used: ReadonlySet<Factor>,
): Labels | null {
  // next the factor that a known label leads to
  const next = pattern.find((f) => f.labels.some((l) => now.has(l)))
  if (next === undefined) return pattern.length === 0 ? { now, used } : null
  const rest = pattern.filter((f) => f !== next)
  for (const f of node.factors) {
    if (used.has(f) || f.base !== next.base || f.exponent !== next.exponent) continue
    const orders = a.symmetricFactor(f) ? [f.labels, [...f.labels].reverse()] : [f.labels]
    for (const order of orders) {
      if (next.labels.some((l, i) => now.has(l) && now.get(l) !== order[i])) continue
      const wider = new Map([...now, ...next.labels.map((l, i) => [l, order[i] as number] as const)])
      const whole = matched(a, node, rest, wider, new Set([...used, f]))
      if (whole !== null) return whole
    }
  }
  return null
}

/** The product with L K⁻¹ = (I − R K⁻¹) / c put in; null where no inverse has its leading term beside it. */
function opened(a: Algebra, node: Product, strategy: Strategy): Node | null {
  for (const inverse of node.factors) {
    if (!isInverse(inverse) || !a.isNumber(inverse.exponent, 1)) continue
    const K = insideOf(inverse)
    const parts = K.kind === "atom" ? null : leading(a, K, strategy)
    const match = parts === null ? null : found(a, node, inverse, parts.L)
    if (parts === null || match === null) continue
    const others = node.factors.filter((f) => !match.gone.has(f)).map((f) => operandOf(a, f))
    const made = (more: readonly Operand[]): Node => {
      const axes = new Axes()
      node.sizes.forEach((n) => axes.fresh(n))
      return a.product([...others, ...more], node.out, axes)
    }
    const size = K.shape[0] as Dim
    const identity = a.rearrange(a.one([size]), [0], [0, 0], () => size)
    const [left, right] = match.ends
    const beside: readonly Operand[] = match.before
      ? [
          { node: parts.R, labels: [left, match.inner] },
          { node: inverse.base, labels: [match.inner, right] },
        ]
      : [
          { node: inverse.base, labels: [left, match.inner] },
          { node: parts.R, labels: [match.inner, right] },
        ]
    const over = Q.inverse(parts.c)
    return a.sum(
      [
        { c: over, node: made([{ node: identity, labels: match.ends }]) },
        { c: Q.MINUS_ONE, node: made(beside) },
      ],
      node.shape,
    )
  }
  return null
}

/** Every leading term beside its inverse rewritten, products of sums multiplied out. */
export function reducedInverses(a: Algebra, start: Node, rounds: number, strategy: Strategy, multiply: (node: Node) => Node): Node {
  let node = multiply(start)
  for (let left = rounds; left > 0; left--) {
    let changed = false
    const terms = termsOf(node).map((t) => {
      const other = t.node.kind === "product" ? opened(a, t.node, strategy) : null
      if (other !== null) changed = true
      return { c: t.c, node: other ?? t.node }
    })
    if (!changed) return node
    node = multiply(a.sum(terms, node.shape))
  }
  return node
}

interface End {
  readonly f: Factor
  /** Which axis of the terms the inverse begins or ends. */
  readonly end: number
  /** By which of its own axes. */
  readonly at: number
}

/** The inverses with which a term begins or ends. */
function endsOf(a: Algebra, t: Product | Atom): End[] {
  const axes = t.shape.map((_, i) => i)
  const { out, factors } = t.kind === "product" ? t : { out: axes, factors: [{ base: t, exponent: a.one(), labels: axes }] }
  const alone = (l: number, f: Factor): boolean =>
    out.indexOf(l) === out.lastIndexOf(l) && factors.every((g) => g === f || !g.labels.includes(l))
  return factors.flatMap((f) =>
    isInverse(f) && a.isNumber(f.exponent, 1)
      ? out.flatMap((l, end) => (f.labels.includes(l) && alone(l, f) ? [{ f, end, at: f.labels.indexOf(l) }] : []))
      : [],
  )
}

/** The sum times K on the side where K⁻¹ stands first or last in most terms, the largest or the most frequent K first; null where none does. */
export function clearedEnd(a: Algebra, node: Node, { large }: Strategy): Node | null {
  const counted = new Map<string, End & { size: number; count: number }>()
  for (const { node: t } of termsOf(node)) {
    for (const e of endsOf(a, t)) {
      const key = `${e.f.base.id} ${e.end} ${a.symmetricFactor(e.f) ? 0 : e.at}`
      const old = counted.get(key)
      if (old === undefined) counted.set(key, { ...e, size: reach(e.f.base).length, count: 1 })
      else old.count++
    }
  }
  const [best] = [...counted.values()].sort((x, y) => (large ? y.size - x.size || y.count - x.count : y.count - x.count || y.size - x.size))
  if (best === undefined) return null
  const { f, end, at } = best
  const { shape } = node
  const times = (t: Node): Node => {
    const axes = new Axes()
    const own = shape.map((n) => axes.fresh(n))
    const fresh = axes.fresh(shape[end] as Dim)
    const labels = at === 0 ? [fresh, own[end] as number] : [own[end] as number, fresh]
    return a.product(
      [
        { node: t, labels: own },
        { node: insideOf(f), labels },
      ],
      own.map((l, i) => (i === end ? fresh : l)),
      axes,
    )
  }
  return a.sum(
    termsOf(node).map((t) => ({ c: t.c, node: times(t.node) })),
    shape,
  )
}
