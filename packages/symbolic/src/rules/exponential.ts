// Exponentials and logarithms. Every equation holds wherever its left side is defined; none makes a formula of real numbers
// narrower: log x² stays, for 2 log x would lose negative x.
import type { Algebra } from "../normal/algebra.ts"
import type { ProductRule, Rule } from "../normal/rule.ts"
import { type Atom, type Factor, isExp, type Node, type Product } from "../normal/node.ts"
import * as Q from "../normal/rational.ts"

const first = (args: readonly Node[]): Node => args[0] as Node

/** Whether a node is the application of a function. */
export const isCall = (node: Node, name: string): node is Atom => node.kind === "atom" && node.primitive?.name === name

/** u where the node is 1 + eᵘ. */
function onePlusExp(a: Algebra, node: Node): Node | null {
  if (node.kind !== "sum" || node.terms.length !== 2) return null
  const exponential = node.terms.find((t) => isExp(t.node) && t.c.p === 1 && t.c.q === 1)
  const rest = node.terms.find((t) => t !== exponential)
  return exponential && rest && rest.c.p === 1 && rest.c.q === 1 && a.isNumber(rest.node, 1) ? first((exponential.node as Atom).args) : null
}

/** log u as a term of an exponent: e^(c log u + r) = uᶜ eʳ */
function powerOutOfExp(a: Algebra, u: Node): Node | null {
  const terms = u.kind === "sum" ? u.terms : [{ c: Q.ONE, node: u }]
  for (const t of terms) {
    const log = isCall(t.node, "log") ? t.node : t.node.kind === "product" ? logFactor(a, t.node.factors) : null
    if (log === null) continue
    const rest = a.sum(
      [
        { c: Q.ONE, node: u },
        { c: Q.negate(t.c), node: t.node },
      ],
      u.shape,
    )
    const exponent = t.node === log ? a.number(t.c) : a.narrowed(a.scale(t.c, withoutFactor(a, t.node as Product, log)))
    if (exponent.shape.length > 0 && t.node !== log) continue
    return a.multiply(a.power(first(log.args), exponent), a.map("exp", [rest]))
  }
  return null
}

const withoutFactor = (a: Algebra, node: Product, base: Node): Node =>
  a.exchanged(
    node,
    node.factors.findIndex((f) => f.base === base),
    null,
  )

function logFactor(a: Algebra, factors: readonly Factor[]): Atom | null {
  const f = factors.find((x) => isCall(x.base, "log") && a.isNumber(x.exponent, 1))
  return f !== undefined && factors.every((x) => x.labels.length === 0) ? (f.base as Atom) : null
}

export const exponential: Readonly<Record<string, readonly Rule[]>> = {
  exp: [
    { name: "e⁰ = 1", rewrite: (a, args, shape) => (a.isZero(first(args)) ? a.one(shape) : null) },
    { name: "e^(log x) = x", rewrite: (a, args) => powerOutOfExp(a, first(args)) },
  ],
  log: [
    { name: "log 1 = 0", rewrite: (a, args, shape) => (a.isNumber(first(args), 1) ? a.whole(0, shape) : null) },
    { name: "log e = 1", rewrite: (a, [x], shape) => ((x as Atom).leaf?.literal === Math.E ? a.one(shape) : null) },
    { name: "log eˣ = x", rewrite: (_, [x]) => (isExp(x as Node) ? first((x as Atom).args) : null) },
    {
      name: "log xⁿ = n log x",
      // for even n the left side also lives at negative x
      rewrite: (a, [x]) => {
        const node = x as Node
        const [f] = node.kind === "product" ? node.factors : []
        if (
          node.kind !== "product" ||
          node.factors.length !== 1 ||
          f === undefined ||
          f.labels.some((l, i) => l !== node.out[i]) ||
          f.labels.length !== node.out.length
        )
          return null
        const n = a.numberOf(f.exponent)
        const even = n !== null && Q.isWhole(n) && n.p % 2 === 0
        return n !== null && (!even || a.nonnegative(f.base)) ? a.scale(n, a.map("log", [f.base])) : null
      },
    },
    {
      name: "log(1 + eˣ) = softplus x",
      rewrite: (a, [x]) => {
        const u = onePlusExp(a, x as Node)
        return u === null ? null : a.map("softplus", [u])
      },
    },
  ],
  log1p: [
    { name: "log(1 + eˣ) = softplus x", rewrite: (a, [x]) => (isExp(x as Node) ? a.map("softplus", [first((x as Atom).args)]) : null) },
    { name: "log 1 = 0", rewrite: (a, [x], shape) => (a.isZero(x as Node) ? a.whole(0, shape) : null) },
  ],
  expm1: [{ name: "e⁰ = 1", rewrite: (a, [x], shape) => (a.isZero(x as Node) ? a.whole(0, shape) : null) }],
  cbrt: [
    {
      name: "∛x³ = x",
      rewrite: (a, [x]) => {
        const node = x as Node
        const [f] = node.kind === "product" ? node.factors : []
        const plain =
          node.kind === "product" &&
          node.factors.length === 1 &&
          f !== undefined &&
          f.labels.length === node.out.length &&
          f.labels.every((l, i) => l === node.out[i])
        return plain && f !== undefined && a.isNumber(f.exponent, 3) ? f.base : null
      },
    },
  ],
  reciprocal: [
    {
      // and more accurate where σ(x) is near 1
      name: "1 / (1 − σ(x)) = 1 / σ(−x)",
      rewrite: (a, [x]) => {
        const node = x as Node
        const [s, t] = node.kind === "sum" && node.terms.length === 2 ? node.terms : []
        const sigmoid = [s, t].find((term) => term !== undefined && isCall(term.node, "sigmoid"))
        const rest = [s, t].find((term) => term !== sigmoid)
        if (sigmoid === undefined || rest === undefined || a.numberOf(rest.node) === null || !Q.same(rest.c, Q.negate(sigmoid.c)))
          return null
        return a.power(a.scale(rest.c, a.map("sigmoid", [a.negate(first((sigmoid.node as Atom).args))])), a.whole(-1))
      },
    },
    {
      name: "1 / (1 + eˣ) = σ(−x)",
      rewrite: (a, [x]) => {
        const u = onePlusExp(a, x as Node)
        return u === null ? null : a.map("sigmoid", [a.negate(u)])
      },
    },
  ],
}

const sameLabels = (f: Factor, g: Factor): boolean => f.labels.length === g.labels.length && f.labels.every((l, i) => l === g.labels[i])

export const exponentialProducts: readonly ProductRule[] = [
  {
    name: "(1 + eˣ) σ(−x) = 1",
    rewrite: (a, factors) => {
      for (const f of factors) {
        const [u, m] = [onePlusExp(a, f.base), a.numberOf(f.exponent)]
        if (u === null || m === null || !Q.isWhole(m) || m.p < 1) continue
        for (const g of factors) {
          const k = a.numberOf(g.exponent)
          if (!isCall(g.base, "sigmoid") || !sameLabels(f, g) || k === null || !Q.isWhole(k) || k.p < 1) continue
          if (a.negate(first(g.base.args)) !== u) continue
          const rest = factors.filter((x) => x !== f && x !== g)
          return [...rest, { ...f, exponent: a.whole(m.p - 1) }, { ...g, exponent: a.whole(k.p - 1) }]
        }
      }
      return null
    },
  },
  {
    name: "eˣ σ(−x) = σ(x)",
    rewrite: (a, factors) => {
      for (const f of factors) {
        if (!isExp(f.base)) continue
        const u = first(f.base.args)
        for (const g of factors) {
          const k = a.numberOf(g.exponent)
          if (!isCall(g.base, "sigmoid") || !sameLabels(f, g) || k === null || !Q.isWhole(k) || k.p < 1) continue
          if (a.negate(first(g.base.args)) !== u) continue
          const rest = factors.filter((x) => x !== f && x !== g)
          return [...rest, { ...g, exponent: a.whole(k.p - 1) }, { ...g, base: a.map("sigmoid", [u]), exponent: a.whole(1) }]
        }
      }
      return null
    },
  },
]
