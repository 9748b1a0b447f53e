// log Σ eˣ and what is made of it: stable where sums of exponentials overflow.
import { type Primitive, primitives } from "@nablajs/core"
import type { Algebra } from "../normal/algebra.ts"
import type { ProductRule, Rule, SumRule } from "../normal/rule.ts"
import { type Atom, type Factor, isExp, type Node } from "../normal/node.ts"
import * as Q from "../normal/rational.ts"
import { isCall } from "./exponential.ts"

/** Σ eᵘ over some axes of u. */
interface Total {
  readonly u: Node
  readonly axes: readonly number[]
}

function totalOf(a: Algebra, node: Node): Total | null {
  const [f] = node.kind === "product" ? node.factors : []
  if (node.kind !== "product" || node.factors.length !== 1 || f === undefined || !isExp(f.base) || !a.isNumber(f.exponent, 1)) return null
  const kept = f.labels.filter((l) => node.out.includes(l))
  if (new Set(f.labels).size !== f.labels.length || kept.join() !== node.out.join() || kept.length === f.labels.length) return null
  return { u: f.base.args[0] as Node, axes: f.labels.flatMap((l, i) => (node.out.includes(l) ? [] : [i])) }
}

const logsumexp = (a: Algebra, { u, axes }: Total): Node =>
  a.apply(
    primitives.logsumexp as Primitive,
    { axes },
    [u],
    u.shape.filter((_, i) => !axes.includes(i)),
  )

/** u less log Σ eᵘ, which is repeated along the axes of the sum. */
function shifted(a: Algebra, total: Total, exponent: Node): Node {
  const all = total.u.shape.map((_, i) => i)
  const kept = all.filter((i) => !total.axes.includes(i))
  const repeated = a.rearrange(logsumexp(a, total), kept, all, (l) => total.u.shape[l] as number | string)
  return a.add(exponent, a.negate(repeated))
}

export const softmaxFunctions: Readonly<Record<string, readonly Rule[]>> = {
  log: [
    {
      name: "log Σ eˣ = logsumexp x",
      rewrite: (a, [x]) => {
        const total = totalOf(a, x as Node)
        return total === null ? null : logsumexp(a, total)
      },
    },
  ],
  logsumexp: [
    {
      name: "logsumexp(x + c) = logsumexp x + c",
      rewrite: (a, [x]) => {
        const node = x as Node
        if (node.kind !== "sum" || node.shape.length !== 1 || node.terms.length < 2) return null
        const constant = node.terms.filter((t) => a.narrowed(t.node) !== t.node)
        if (constant.length === 0 || constant.length === node.terms.length) return null
        const rest = a.sum(
          node.terms.filter((t) => !constant.includes(t)),
          node.shape,
        )
        const c = a.sum(
          constant.map((t) => ({ c: t.c, node: a.narrowed(t.node) })),
          [],
        )
        return a.add(logsumexp(a, { u: rest, axes: [0] }), c)
      },
    },
  ],
}

const without = (factors: readonly Factor[], ...gone: readonly Factor[]): Factor[] => factors.filter((f) => !gone.includes(f))

/** The labels of f where its axes are those of the total that the sum keeps. */
const along = (f: Factor, total: Total): string => f.labels.filter((_, i) => !total.axes.includes(i)).join()

export const softmaxProducts: readonly ProductRule[] = [
  {
    name: "eˣ / Σ eˣ = softmax x",
    rewrite: (a, factors) => {
      for (const g of factors) {
        const k = a.numberOf(g.exponent)
        const total = k !== null && Q.isWhole(k) && k.p < 0 ? totalOf(a, g.base) : null
        if (total === null || k === null) continue
        for (const f of factors) {
          const u = isExp(f.base) ? (f.base.args[0] as Node) : null
          const times = u === null ? 0 : [1, 2, 3].find((n) => a.scale(Q.rational(n), total.u) === u)
          if (u === null || times === undefined || times === 0 || times > -k.p || along(f, total) !== g.labels.join()) continue
          const exponent = a.scale(Q.rational(times), shifted(a, total, total.u))
          return [...without(factors, f, g), { ...f, base: a.map("exp", [exponent]) }, { ...g, exponent: a.whole(k.p + times) }]
        }
      }
      return null
    },
  },
]

/** f(u) and f(−u) with coefficients that fit. */
const mirrored = (name: string, f: string, sign: 1 | -1, together: (a: Algebra, u: Node, shape: Node["shape"]) => Node): SumRule => ({
  name,
  rewrite: (a, terms, shape) => {
    for (const s of terms) {
      if (!isCall(s.node, f)) continue
      const u = (s.node as Atom).args[0] as Node
      const twin = terms.find(
        (t) => t !== s && isCall(t.node, f) && (t.node as Atom).args[0] === a.negate(u) && Q.same(t.c, sign === 1 ? s.c : Q.negate(s.c)),
      )
      if (twin === undefined) continue
      const left = terms.filter((t) => t !== s && t !== twin)
      return a.sum([...left, { c: s.c, node: together(a, u, shape) }], shape)
    }
    return null
  },
})

export const mirrorSums: readonly SumRule[] = [
  mirrored("σ(x) + σ(−x) = 1", "sigmoid", 1, (a, _, shape) => a.one(shape)),
  mirrored("softplus x − softplus(−x) = x", "softplus", -1, (_, u) => u),
  mirrored("relu x − relu(−x) = x", "relu", -1, (_, u) => u),
  mirrored("relu x + relu(−x) = |x|", "relu", 1, (a, u) => a.map("abs", [u])),
  {
    name: "max(x, y) + min(x, y) = x + y",
    rewrite: (a, terms, shape) => {
      for (const s of terms) {
        if (!isCall(s.node, "maximum")) continue
        const [x, y] = s.node.args as [Node, Node]
        const twin = terms.find(
          (t) => isCall(t.node, "minimum") && (t.node as Atom).args.includes(x) && (t.node as Atom).args.includes(y) && Q.same(t.c, s.c),
        )
        if (twin === undefined) continue
        return a.sum(
          [...terms.filter((t) => t !== s && t !== twin), ...[x, y].map((node) => ({ c: s.c, node: a.broadcast(node, shape) }))],
          shape,
        )
      }
      return null
    },
  },
  {
    name: "eˣ ± e⁻ˣ = 2 cosh x, 2 sinh x",
    rewrite: (a, terms, shape) => {
      for (const s of terms) {
        if (!isExp(s.node) || s.c.p < 0) continue
        const u = s.node.args[0] as Node
        const twin = terms.find(
          (t) => t !== s && isExp(t.node) && t.node.args[0] === a.negate(u) && t.c.q === s.c.q && Math.abs(t.c.p) === s.c.p,
        )
        if (twin === undefined || !(u.kind === "atom" || u.kind === "product" || twin.c.p < 0 || u.terms.every((t) => t.c.p > 0))) continue
        const name = twin.c.p > 0 ? "cosh" : "sinh"
        const left = terms.filter((t) => t !== s && t !== twin)
        return a.sum([...left, { c: Q.times(s.c, Q.rational(2)), node: a.map(name, [u]) }], shape)
      }
      return null
    },
  },
  {
    name: "expm1 x + 1 = eˣ",
    rewrite: (a, terms, shape) => {
      for (const s of terms) {
        if (!isCall(s.node, "expm1")) continue
        const one = terms.find((t) => a.isNumber(t.node, 1) && Q.same(t.c, s.c))
        if (one === undefined) continue
        const u = (s.node as Atom).args[0] as Node
        return a.sum([...terms.filter((t) => t !== s && t !== one), { c: s.c, node: a.broadcast(a.map("exp", [u]), shape) }], shape)
      }
      return null
    },
  },
  {
    name: "cosh x ± sinh x = e^±x",
    rewrite: (a, terms, shape) => {
      for (const s of terms) {
        if (!isCall(s.node, "cosh")) continue
        const u = s.node.args[0] as Node
        const twin = terms.find(
          (t) => isCall(t.node, "sinh") && (t.node as Atom).args[0] === u && Math.abs(t.c.p) === Math.abs(s.c.p) && t.c.q === s.c.q,
        )
        if (twin === undefined) continue
        const v = twin.c.p === s.c.p ? u : a.negate(u)
        return a.sum([...terms.filter((t) => t !== s && t !== twin), { c: s.c, node: a.map("exp", [v]) }], shape)
      }
      return null
    },
  },
]
