// Addition theorems and double angles, read towards the shorter side.
import type { Algebra } from "../normal/algebra.ts"
import type { Atom, Node, Sum, Term } from "../normal/node.ts"
import * as Q from "../normal/rational.ts"
import type { Identity } from "../normal/rule.ts"

const MAX_TERMS = 12
const NAMES: readonly string[] = ["sin", "cos", "sinh", "cosh", "sigmoid"]

/** f(u)ᵏ */
interface Part {
  readonly name: string
  readonly u: Node
  readonly k: number
}

/** c · rest · Π f(u)ᵏ */
interface Parted {
  readonly c: Q.Rational
  readonly rest: Node
  readonly parts: readonly Part[]
}

function partOf(a: Algebra, base: Node, exponent: Node): Part | null {
  const k = a.numberOf(exponent)
  const name = base.kind === "atom" ? (base.primitive?.name ?? "") : ""
  return NAMES.includes(name) && k !== null && Q.isWhole(k) && k.p > 0 ? { name, u: (base as Atom).args[0] as Node, k: k.p } : null
}

/** A term with the functions of angles apart; in alphabetical order. */
function parted(a: Algebra, { c, node }: Term): Parted {
  if (node.kind === "atom") {
    const part = partOf(a, node, a.one())
    return part === null ? { c, rest: node, parts: [] } : { c, rest: a.one(), parts: [part] }
  }
  if (node.factors.some((f) => f.labels.length > 0)) return { c, rest: node, parts: [] }
  const parts: Part[] = []
  const rest: Node[] = []
  for (const f of node.factors) {
    const part = partOf(a, f.base, f.exponent)
    if (part === null) rest.push(a.power(f.base, f.exponent))
    else parts.push(part)
  }
  const { c: own, rest: others } = a.split(a.multiply(a.one(), ...rest))
  return { c: Q.times(c, own), rest: others, parts: parts.sort((p, q) => p.name.localeCompare(q.name)) }
}

const TWO = Q.rational(2)
const HALF = Q.rational(1, 2)

type Pair = (a: Algebra, p: readonly Part[], q: readonly Part[], ratio: number) => readonly [factor: Q.Rational, node: Node] | null

const one = (list: readonly Part[], name: string, k: number): Node | null =>
  list.length === 1 && list[0]?.name === name && list[0].k === k ? list[0].u : null

const couple = (list: readonly Part[], f: string, g: string): readonly [Node, Node] | null => {
  const [p, q] = list
  return list.length === 2 && p?.name === f && q?.name === g && p.k === 1 && q.k === 1 ? [p.u, q.u] : null
}

/** The half of an angle that is twice something. */
const half = (a: Algebra, u: Node): Node => a.scale(HALF, u)

// ratio is the second coefficient over the first
const pairs: readonly (readonly [name: string, rule: Pair])[] = [
  ["cos² u − sin² u = cos 2u", (a, p, q, ratio) => square(a, p, q, ratio === -1, "cos", "sin")],
  ["cosh² u + sinh² u = cosh 2u", (a, p, q, ratio) => square(a, p, q, ratio === 1, "cosh", "sinh")],
  [
    "1 − 2 sin² u = cos 2u",
    (a, p, q, ratio) => {
      const u = p.length === 0 && ratio === -2 ? one(q, "sin", 2) : null
      return u === null ? null : [Q.ONE, a.map("cos", [a.scale(TWO, u)])]
    },
  ],
  [
    "2 cos² u − 1 = cos 2u",
    (a, p, q, ratio) => {
      const u = p.length === 0 && ratio === -2 ? one(q, "cos", 2) : null
      return u === null ? null : [Q.MINUS_ONE, a.map("cos", [a.scale(TWO, u)])]
    },
  ],
  [
    "1 ∓ cos 2u = 2 sin² u, 2 cos² u",
    (a, p, q, ratio) => {
      const u = p.length === 0 && Math.abs(ratio) === 1 ? one(q, "cos", 1) : null
      return u === null ? null : [TWO, a.power(a.map(ratio < 0 ? "sin" : "cos", [half(a, u)]), a.whole(2))]
    },
  ],
  [
    "sin u cos v ± cos u sin v = sin(u ± v)",
    (a, p, q, ratio) => {
      const [left, right] = [couple(p, "cos", "sin"), couple(q, "cos", "sin")]
      if (left === null || right === null || left[0] !== right[1] || left[1] !== right[0] || Math.abs(ratio) !== 1) return null
      return [Q.ONE, a.map("sin", [a.add(left[1], a.scale(Q.rational(ratio), left[0]))])]
    },
  ],
  [
    "cos u cos v ∓ sin u sin v = cos(u ± v)",
    (a, p, q, ratio) => {
      const [left, right] = [couple(p, "cos", "cos"), couple(q, "sin", "sin")]
      if (left === null || right === null || Math.abs(ratio) !== 1) return null
      if (!(left[0] === right[0] && left[1] === right[1]) && !(left[0] === right[1] && left[1] === right[0])) return null
      return [Q.ONE, a.map("cos", [a.add(left[0], a.scale(Q.rational(-ratio), left[1]))])]
    },
  ],
  [
    "2 σ(u) − 1 = tanh(u / 2)",
    (a, p, q, ratio) => {
      const u = p.length === 0 && ratio === -2 ? one(q, "sigmoid", 1) : null
      return u === null ? null : [Q.MINUS_ONE, a.map("tanh", [half(a, u)])]
    },
  ],
]

function square(a: Algebra, p: readonly Part[], q: readonly Part[], fits: boolean, f: string, g: string): ReturnType<Pair> {
  const u = fits ? one(p, f, 2) : null
  return u !== null && one(q, g, 2) === u ? [Q.ONE, a.map(f, [a.scale(TWO, u)])] : null
}

const ofPairs = ([name, rule]: (typeof pairs)[number]): Identity => ({
  name,
  rewrite: (a, node) => {
    if (node.kind !== "sum" || node.shape.length > 0 || node.terms.length < 2 || node.terms.length > MAX_TERMS) return null
    const list = node.terms.map((t) => parted(a, t))
    for (const x of list) {
      for (const y of list) {
        if (x === y || x.rest !== y.rest) continue
        const found = rule(a, x.parts, y.parts, Q.toNumber(Q.times(y.c, Q.inverse(x.c))))
        if (found === null) continue
        const others = node.terms.filter((_, i) => list[i] !== x && list[i] !== y)
        return a.sum([...others, { c: Q.times(x.c, found[0]), node: a.multiply(x.rest, found[1]) }], [])
      }
    }
    return null
  },
})

/** sin u cos u = sin(2u) / 2 in every term. */
const doubled = (name: string, f: string, g: string): Identity => ({
  name,
  rewrite: (a, node) => {
    if (node.kind === "atom" || node.shape.length > 0) return null
    const terms: Sum["terms"] = node.kind === "sum" ? node.terms : [{ c: Q.ONE, node }]
    if (terms.length > MAX_TERMS) return null
    let changed = false
    const now = terms.map((t) => {
      const { c, rest, parts } = parted(a, t)
      const [p, q] = [parts.find((x) => x.name === f), parts.find((x) => x.name === g)]
      if (p === undefined || q === undefined || p.u !== q.u || p.k !== q.k) return t
      changed = true
      const others = parts.filter((x) => x !== p && x !== q).map((x) => a.power(a.map(x.name, [x.u]), a.whole(x.k)))
      const product = a.multiply(rest, ...others, a.power(a.scale(HALF, a.map(f, [a.scale(TWO, p.u)])), a.whole(p.k)))
      return { c, node: product }
    })
    return changed ? a.sum(now, []) : null
  },
})

/** sin 2u beside a power of sin u or cos u below the line. */
const opened: Identity = {
  name: "sin 2u = 2 sin u cos u",
  rewrite: (a, node) => {
    if (node.kind !== "product" || node.shape.length > 0 || node.factors.some((f) => f.labels.length > 0)) return null
    const twice = node.factors.find((f) => f.base.kind === "atom" && f.base.primitive?.name === "sin" && a.isNumber(f.exponent, 1))
    if (twice === undefined) return null
    const u = half(a, (twice.base as Atom).args[0] as Node)
    const [s, c] = [a.map("sin", [u]), a.map("cos", [u])]
    if (!node.factors.some((f) => (f.base === s || f.base === c) && (a.numberOf(f.exponent)?.p ?? 1) < 0)) return null
    const rest = node.factors.filter((f) => f !== twice).map((f) => a.power(f.base, f.exponent))
    return a.multiply(a.whole(2), s, c, ...rest)
  },
}

const overSine: Identity = {
  name: "tan u / sin u = 1 / cos u",
  rewrite: (a, node) => {
    if (node.kind !== "product" || node.shape.length > 0 || node.factors.some((f) => f.labels.length > 0)) return null
    const tan = node.factors.find((f) => f.base.kind === "atom" && f.base.primitive?.name === "tan")
    if (tan === undefined) return null
    const u = (tan.base as Atom).args[0] as Node
    const [s, c, k] = [a.map("sin", [u]), a.map("cos", [u]), tan.exponent]
    const others = node.factors.filter((f) => f !== tan)
    if (!others.some((f) => f.base === s || f.base === c)) return null
    return a.multiply(...others.map((f) => a.power(f.base, f.exponent)), a.power(s, k), a.power(c, a.negate(k)))
  },
}

export const angles: readonly Identity[] = /* @__PURE__ */ (() => [
  ...pairs.map(ofPairs),
  doubled("sin u cos u = sin(2u) / 2", "sin", "cos"),
  doubled("sinh u cosh u = sinh(2u) / 2", "sinh", "cosh"),
  opened,
  overSine,
])()
