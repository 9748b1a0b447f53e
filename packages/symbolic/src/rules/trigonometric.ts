// Circular and hyperbolic functions: parity, values at 0, the identities of squares.
import { literal } from "@nablajs/core"
import type { Algebra } from "../normal/algebra.ts"
import type { ProductRule, Rule, SumRule } from "../normal/rule.ts"
import type { Atom, Node, Term } from "../normal/node.ts"
import * as Q from "../normal/rational.ts"
import { isCall } from "./exponential.ts"

/** Whether all coefficients of an argument are negative. */
function isMinus(a: Algebra, x: Node): boolean {
  const number = a.numberOf(x)
  if (number !== null) return number.p < 0
  return x.kind === "sum" && x.terms.length > 0 && x.terms.every((t) => t.c.p < 0)
}

const odd = (name: string): Rule => ({
  name: `${name}(−x) = −${name} x`,
  rewrite: (a, [x]) => (isMinus(a, x as Node) ? a.negate(a.map(name, [a.negate(x as Node)])) : null),
})

const even = (name: string): Rule => ({
  name: `${name}(−x) = ${name} x`,
  rewrite: (a, [x]) => (isMinus(a, x as Node) ? a.map(name, [a.negate(x as Node)]) : null),
})

const atZero = (name: string, value: number): Rule => ({
  name: `${name} 0 = ${value}`,
  rewrite: (a, [x], shape) => (a.isZero(x as Node) ? a.whole(value, shape) : null),
})

const undone = (outer: string, inner: string): Rule => ({
  name: `${outer}(${inner} x) = x`,
  rewrite: (_, [x]) => (isCall(x as Node, inner) ? ((x as Atom).args[0] as Node) : null),
})

const table: readonly (readonly [name: string, parity: "odd" | "even", zero: number])[] = [
  ["sin", "odd", 0],
  ["cos", "even", 1],
  ["tan", "odd", 0],
  ["asin", "odd", 0],
  ["atan", "odd", 0],
  ["sinh", "odd", 0],
  ["cosh", "even", 1],
  ["tanh", "odd", 0],
  ["asinh", "odd", 0],
  ["atanh", "odd", 0],
  ["erf", "odd", 0],
  ["cbrt", "odd", 0],
]

// what the inner function returns, the outer one takes back for all x
const inverses: readonly (readonly [string, string])[] = [
  ["sin", "asin"],
  ["cos", "acos"],
  ["tan", "atan"],
  ["tanh", "atanh"],
  ["sinh", "asinh"],
  ["asinh", "sinh"],
  ["atanh", "tanh"],
]

export const trigonometric: Readonly<Record<string, readonly Rule[]>> = /* @__PURE__ */ (() => {
  const rules: Record<string, Rule[]> = {}
  const put = (name: string, rule: Rule): void => {
    rules[name] = [...(rules[name] ?? []), rule]
  }
  for (const [name, parity, zero] of table) {
    put(name, atZero(name, zero))
    put(name, parity === "odd" ? odd(name) : even(name))
  }
  for (const [outer, inner] of inverses) put(outer, undone(outer, inner))
  return rules
})()

/** A factor f(u)² of a term: the rest of the term, and the term with g(u)² in its place. */
interface Square {
  readonly isF: boolean
  readonly rest: Node
  readonly other: Node
}

function squares(a: Algebra, node: Node, f: string, g: string): Square[] {
  if (node.kind !== "product") return []
  return node.factors.flatMap(({ base, exponent }, i) => {
    const k = a.numberOf(exponent)
    const isF = isCall(base, f)
    if (base.kind !== "atom" || (!isF && !isCall(base, g)) || k === null || !Q.isWhole(k) || k.p < 2) return []
    const left = a.power(base, a.whole(k.p - 2))
    const partner = a.power(a.map(isF ? g : f, [base.args[0] as Node]), a.whole(2))
    return [{ isF, rest: a.exchanged(node, i, left), other: a.exchanged(node, i, a.multiply(left, partner)) }]
  })
}

/** c f² + d g² = c and c − c f² = c g², as sin² + cos² = 1. */
const identity = (name: string, f: string, g: string, signOfG: 1 | -1): SumRule => {
  const rule: SumRule = {
    name,
    rewrite: (a, terms, shape) => {
      if (terms.length > 40 || a.budget <= 0) return null
      for (const term of terms) {
        if (!term.node.applied) continue
        for (const s of a.remembered(rule, term.node, () => squares(a, term.node, f, g))) {
          const found = replaced(a, terms, term, s, signOfG)
          if (found === null) continue
          return a.sum([...terms.filter((t) => t !== term && t !== found.gone), { c: found.c, node: found.node }], shape)
        }
      }
      return null
    },
  }
  return rule
}

/** What a term with a square and a second term come to: c · node in place of both. */
function replaced(
  a: Algebra,
  terms: readonly Term[],
  { c, node }: Term,
  { isF, rest, other }: Square,
  sign: 1 | -1,
): { readonly c: Q.Rational; readonly node: Node; readonly gone: Term } | null {
  const twin = isF ? terms.find((t) => t.node === other && t.node !== node) : undefined
  if (twin !== undefined && Q.same(twin.c, Q.times(c, Q.rational(sign)))) return { c, node: rest, gone: twin }
  // f² = 1 − sign g², g² = sign (1 − f²): c − c f² = sign c g², c − sign c g² = c f²
  const { c: own, rest: bare } = a.split(rest)
  const total = Q.times(c, own)
  const gone = terms.find((t) => t.node === bare)
  if (gone === undefined || !Q.same(gone.c, !isF && sign === -1 ? total : Q.negate(total))) return null
  return { c: Q.times(c, Q.rational(-sign)), node: other, gone }
}

/** Terms c · rest · f(u)ᵐ beside d · rest · g(u)ⁿ, of which both squares make a number. */
const quotients: readonly (readonly [name: string, f: string, m: number, g: string, n: number, sign: 1 | -1])[] = [
  ["1/cos² x − tan² x = 1", "cos", -2, "tan", 2, -1],
  ["1/sin² x − 1/tan² x = 1", "sin", -2, "tan", -2, -1],
  ["1/cosh² x + tanh² x = 1", "cosh", -2, "tanh", 2, 1],
  ["1/tanh² x − 1/sinh² x = 1", "tanh", -2, "sinh", -2, -1],
]

const quotient = ([name, f, m, g, n, sign]: (typeof quotients)[number]): SumRule => ({
  name,
  rewrite: (a, terms, shape) => {
    if (terms.length > 40 || a.budget <= 0) return null
    for (const s of terms) {
      if (s.node.kind !== "product") continue
      const { node } = s
      for (const [i, factor] of node.factors.entries()) {
        if (!isCall(factor.base, f) || !a.isNumber(factor.exponent, m)) continue
        const other = a.exchanged(node, i, a.power(a.map(g, [factor.base.args[0] as Node]), a.whole(n)))
        const twin = terms.find((t) => t !== s && t.node === other && Q.same(t.c, Q.times(s.c, Q.rational(sign))))
        if (twin !== undefined)
          return a.sum([...terms.filter((t) => t !== s && t !== twin), { c: s.c, node: a.exchanged(node, i, null) }], shape)
      }
    }
    return null
  },
})

const arcs: SumRule = {
  name: "asin x + acos x = π / 2",
  rewrite: (a, terms, shape) => {
    for (const s of terms) {
      if (!isCall(s.node, "asin")) continue
      const u = s.node.args[0]
      const t = terms.find((x) => isCall(x.node, "acos") && x.node.args[0] === u && Q.same(x.c, s.c))
      if (t === undefined) continue
      const quarter = a.broadcast(a.scale(Q.times(s.c, Q.rational(1, 2)), a.table.leaf(literal(Math.PI))), shape)
      return a.sum([...terms.filter((x) => x !== s && x !== t), { c: Q.ONE, node: quarter }], shape)
    }
    return null
  },
}

export const squareIdentities: readonly SumRule[] = [
  identity("sin² x + cos² x = 1", "sin", "cos", 1),
  identity("cosh² x − sinh² x = 1", "cosh", "sinh", -1),
  ...quotients.map(quotient),
  arcs,
]

export const trigonometricProducts: readonly ProductRule[] = [
  {
    name: "tan x · cos x = sin x",
    rewrite: (a, factors) => {
      for (const f of factors) {
        if (!isCall(f.base, "tan") || !a.isNumber(f.exponent, 1)) continue
        const u = f.base.args[0] as Node
        const g = factors.find((x) => isCall(x.base, "cos") && (x.base as Atom).args[0] === u && x.labels.join() === f.labels.join())
        const k = g === undefined ? null : a.numberOf(g.exponent)
        if (g === undefined || k === null || !Q.isWhole(k) || k.p < 1) continue
        const rest = factors.filter((x) => x !== f && x !== g)
        return [...rest, { ...g, exponent: a.whole(k.p - 1) }, { ...f, base: a.map("sin", [u]) }]
      }
      return null
    },
  },
  {
    name: "sin x / cos x = tan x",
    rewrite: (a, factors) => {
      for (const [top, bottom, quotient] of [
        ["sin", "cos", "tan"],
        ["sinh", "cosh", "tanh"],
      ] as const) {
        for (const f of factors) {
          if (!isCall(f.base, top)) continue
          const g = factors.find(
            (x) => isCall(x.base, bottom) && (x.base as Atom).args[0] === (f.base as Atom).args[0] && x.labels.join() === f.labels.join(),
          )
          const [m, n] = [a.numberOf(f.exponent), g === undefined ? null : a.numberOf(g.exponent)]
          if (g === undefined || m === null || n === null || !Q.isWhole(m) || !Q.isWhole(n) || m.p < 1 || n.p > -1 || m.p !== -n.p) continue
          const rest = factors.filter((x) => x !== f && x !== g)
          return [...rest, { ...f, base: a.map(quotient, [f.base.args[0] as Node]) }]
        }
      }
      return null
    },
  },
]
