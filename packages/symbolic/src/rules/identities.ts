// Logarithms, magnitudes and powers joined into one, where that is shorter. Each holds wherever its left side is defined.
import type { Algebra } from "../normal/algebra.ts"
import type { Atom, Node, Term } from "../normal/node.ts"
import * as Q from "../normal/rational.ts"
import type { Identity } from "../normal/rule.ts"
import { isCall } from "./exponential.ts"

const MAX_TERMS = 12

const isLog = (t: Term): boolean => isCall(t.node, "log")
const argument = (t: Term): Node => (t.node as Atom).args[0] as Node

const joined: Identity = {
  name: "log u ± log v = log(u v), log(u / v)",
  rewrite: (a, node) => {
    if (node.kind !== "sum" || node.shape.length > 0 || node.terms.length > MAX_TERMS) return null
    for (const s of node.terms) {
      if (!isLog(s) || s.c.p < 0) continue
      const t = node.terms.find((x) => x !== s && isLog(x) && Math.abs(x.c.p) === s.c.p && x.c.q === s.c.q)
      if (t === undefined) continue
      const inner = a.multiply(argument(s), t.c.p > 0 ? argument(t) : a.power(argument(t), a.whole(-1)))
      return a.sum([...node.terms.filter((x) => x !== s && x !== t), { c: s.c, node: a.map("log", [inner]) }], [])
    }
    return null
  },
}

/** u and n where a node is uⁿ for an even n. */
function evenPower(a: Algebra, x: Node): readonly [Node, Q.Rational] | null {
  const [f] = x.kind === "product" ? x.factors : []
  const n = f === undefined ? null : a.numberOf(f.exponent)
  return x.kind === "product" && x.factors.length === 1 && f !== undefined && n !== null && Q.isWhole(n) && n.p % 2 === 0
    ? [f.base, n]
    : null
}

const magnitude: Identity = {
  name: "log u² = 2 log |u|",
  rewrite: (a, node) => {
    if (node.kind !== "sum" || node.shape.length > 0 || node.terms.length > MAX_TERMS) return null
    const terms = node.terms.map((t) => {
      const power = isLog(t) ? evenPower(a, argument(t)) : null
      return power === null ? t : { c: Q.times(t.c, power[1]), node: a.map("log", [a.map("abs", [power[0]])]) }
    })
    return terms.some((t, i) => t !== node.terms[i]) ? a.sum(terms, []) : null
  },
}

const sigmoids: Identity = {
  name: "1 − σ(u) = σ(−u)",
  rewrite: (a, node) => {
    if (node.kind !== "sum" || node.shape.length > 0 || node.terms.length !== 2) return null
    const s = node.terms.find((t) => isCall(t.node, "sigmoid"))
    const rest = node.terms.find((t) => t !== s)
    if (s === undefined || rest === undefined || a.numberOf(rest.node) === null || !Q.same(rest.c, Q.negate(s.c))) return null
    return a.scale(rest.c, a.map("sigmoid", [a.negate(argument(s))]))
  },
}

export const logarithms: readonly Identity[] = [joined, magnitude, sigmoids]

const magnitudes: Identity = {
  name: "|u| |v| = |u v|",
  rewrite: (a, node) => {
    if (node.kind !== "product" || node.shape.length > 0 || node.factors.some((f) => f.labels.length > 0)) return null
    const list = node.factors.filter((f) => isCall(f.base, "abs") && a.numberOf(f.exponent) !== null)
    if (list.length < 2) return null
    const inner = list.map((f) => a.power((f.base as Atom).args[0] as Node, f.exponent))
    const rest = node.factors.filter((f) => !list.includes(f))
    if (list.some((f) => !Q.isWhole(a.numberOf(f.exponent) as Q.Rational))) return null
    return a.multiply(a.map("abs", [a.multiply(...inner)]), ...rest.map((f) => a.power(f.base, f.exponent)))
  },
}

const LARGEST = 1e6

const bases: Identity = {
  name: "aᵘ bᵘ = (a b)ᵘ",
  rewrite: (a, node) => {
    if (node.kind !== "product" || node.shape.length > 0 || node.factors.some((f) => f.labels.length > 0)) return null
    const groups = new Map<Node, number>()
    const others: Node[] = []
    for (const f of node.factors) {
      const base = a.numberOf(f.base)
      const { c, rest } = a.split(f.exponent)
      const value = base !== null && Q.isWhole(base) && base.p > 0 && Q.isWhole(c) && c.p > 0 ? base.p ** c.p : LARGEST
      if (a.numberOf(rest) !== null || value >= LARGEST) others.push(a.power(f.base, f.exponent))
      else groups.set(rest, (groups.get(rest) ?? 1) * value)
    }
    if (groups.size === 0) return null
    return a.multiply(...others, ...[...groups].map(([exponent, base]) => a.plainPower(a.whole(base), exponent)))
  },
}

export const products: readonly Identity[] = [magnitudes, bases]
