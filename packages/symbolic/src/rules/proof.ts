// Rules for proofs alone: they bring formulas to one form, longer as it may be, and hold wherever both sides are defined. Angles
// are taken apart, hyperbolic functions written with exponentials, logarithms and inverses of products taken apart.
import type { Algebra } from "../normal/algebra.ts"
import { takenApart } from "../normal/chains.ts"
import type { Atom, Node } from "../normal/node.ts"
import { withoutContent } from "../normal/reopen.ts"
import * as Q from "../normal/rational.ts"
import type { ProductRule, Rule, Rules } from "../normal/rule.ts"
import { isCall } from "./exponential.ts"
import { cyclicDeterminant, logarithmOf } from "./determinants.ts"
import { rules } from "./index.ts"

const rule = (name: string, rewrite: Rule["rewrite"]): Rule => ({ name, rewrite })
const of =
  (f: (a: Algebra, x: Node, y: Node) => Node | null): Rule["rewrite"] =>
  (a, [x, y]) =>
    f(a, x as Node, y as Node)

// Angles of more terms or larger multiples stay whole.
const MOST_TERMS = 6
const MOST_TIMES = 12

/** u = v + w where an angle has several terms, or is a multiple. */
function parted(a: Algebra, u: Node): readonly [Node, Node] | null {
  if (u.kind !== "sum" || u.terms.length === 0 || u.terms.length > MOST_TERMS) return null
  const [first, ...rest] = u.terms
  if (first === undefined) return null
  if (rest.length > 0) return [a.sum([first], u.shape), a.sum(rest, u.shape)]
  const { c, node } = first
  if (!Q.isWhole(c) || Math.abs(c.p) < 2 || Math.abs(c.p) > MOST_TIMES) return null
  const half = Math.trunc(c.p / 2)
  return [a.scale(Q.rational(half), node), a.scale(Q.rational(c.p - half), node)]
}

const exp = (a: Algebra, x: Node): Node => a.map("exp", [x])
const half = (a: Algebra, x: Node): Node => a.scale(Q.rational(1, 2), x)
const minusOne = (a: Algebra): Node => a.whole(-1)

const circular: Readonly<Record<string, Rule>> = {
  sin: rule(
    "sin(u + v)",
    of((a, x) => {
      const [u, v] = parted(a, x) ?? []
      if (u === undefined || v === undefined) return null
      const [s, c] = [(w: Node) => a.map("sin", [w]), (w: Node) => a.map("cos", [w])]
      return a.add(a.multiply(s(u), c(v)), a.multiply(c(u), s(v)))
    }),
  ),
  cos: rule(
    "cos(u + v)",
    of((a, x) => {
      const [u, v] = parted(a, x) ?? []
      if (u === undefined || v === undefined) return null
      const [s, c] = [(w: Node) => a.map("sin", [w]), (w: Node) => a.map("cos", [w])]
      return a.add(a.multiply(c(u), c(v)), a.negate(a.multiply(s(u), s(v))))
    }),
  ),
  tan: rule(
    "tan x = sin x / cos x",
    of((a, x) => a.multiply(a.map("sin", [x]), a.power(a.map("cos", [x]), minusOne(a)))),
  ),
}

/** eˣ − e⁻ˣ over eˣ + e⁻ˣ */
const hyperbolic: Readonly<Record<string, Rule>> = {
  sinh: rule(
    "sinh x = (eˣ − e⁻ˣ) / 2",
    of((a, x) => half(a, a.add(exp(a, x), a.negate(exp(a, a.negate(x)))))),
  ),
  cosh: rule(
    "cosh x = (eˣ + e⁻ˣ) / 2",
    of((a, x) => half(a, a.add(exp(a, x), exp(a, a.negate(x))))),
  ),
  tanh: rule(
    "tanh x = 1 − 2 / (e²ˣ + 1)",
    of((a, x) => {
      const e2 = exp(a, a.scale(Q.rational(2), x))
      return a.add(a.one(x.shape), a.scale(Q.rational(-2), a.power(a.add(e2, a.one(x.shape)), minusOne(a))))
    }),
  ),
  sigmoid: rule(
    "σ(−x) = 1 − σ(x), σ(x) = eˣ / (1 + eˣ)",
    of((a, x) => {
      const negative = x.kind === "sum" && (x.terms[0]?.c.p ?? 1) < 0
      const u = negative ? a.negate(x) : x
      const below = a.power(a.add(a.one(x.shape), exp(a, u)), minusOne(a))
      return negative ? below : a.multiply(exp(a, u), below)
    }),
  ),
  softplus: rule(
    "softplus x = log(1 + eˣ)",
    of((a, x) => {
      const negative = x.kind === "sum" && (x.terms[0]?.c.p ?? 1) < 0
      const u = negative ? a.negate(x) : x
      const log = a.map("log", [a.add(a.one(x.shape), exp(a, u))])
      return negative ? a.add(log, x) : log
    }),
  ),
  asinh: rule(
    "asinh x = log(x + √(x² + 1))",
    of((a, x) => a.map("log", [a.add(x, root(a, a.add(square(a, x), a.one(x.shape))))])),
  ),
  acosh: rule(
    "acosh x = log(x + √(x² − 1))",
    of((a, x) => a.map("log", [a.add(x, root(a, a.add(square(a, x), a.whole(-1, x.shape))))])),
  ),
  atanh: rule(
    "atanh x = log((1 + x) / (1 − x)) / 2",
    of((a, x) => half(a, a.add(a.map("log", [a.add(a.one(x.shape), x)]), a.negate(a.map("log", [a.add(a.one(x.shape), a.negate(x))]))))),
  ),
}

/** log(eᵘ + eᵛ) = (u + v) / 2 + log 2 cosh((u − v) / 2), the same for ±(u − v) and |u − v|. */
function ofTwoExponentials(a: Algebra, x: Node): Node | null {
  if (x.kind !== "sum" || x.terms.length !== 2) return null
  const [u, v] = x.terms.map(({ c, node }) => {
    if (c.p !== 1 || c.q !== 1) return null
    return isCall(node, "exp") ? (node.args[0] as Node) : a.isNumber(node, 1) ? a.whole(0, node.shape) : null
  })
  if (!u || !v) return null
  const h = half(a, a.add(u, a.negate(v)))
  const magnitude = a.map("abs", [h])
  const bare = isCall(a.split(magnitude).rest, "abs")
    ? a.scale(a.split(magnitude).c, (a.split(magnitude).rest as Atom).args[0] as Node)
    : magnitude
  const cosh = a.table.apply(a.primitive("cosh"), undefined, [bare], bare.shape)
  return a.add(
    half(a, a.add(u, v)),
    a.table.apply(a.primitive("log"), undefined, [cosh], bare.shape),
    a.map("log", [a.whole(2, bare.shape)]),
  )
}

const square = (a: Algebra, x: Node): Node => a.power(x, a.whole(2))
const root = (a: Algebra, x: Node): Node => a.power(x, a.number(Q.rational(1, 2)))

/** The logarithm of a product and of a power, wherever all parts are defined. */
const logarithm = rule(
  "log(x y) = log x + log y",
  of((a, x) => {
    if (a.numberOf(x) !== null) return null
    const split = withoutContent(a, x)
    const { c, rest } = split.c.p > 0 ? split : a.split(x)
    const node = rest
    const apart: Node[] = rest === x || c.p <= 0 ? [] : [a.map("log", [a.number(c, x.shape)])]
    const single =
      node.kind === "product" &&
      node.factors.every((f) => f.labels.length === node.out.length && f.labels.every((l, i) => l === node.out[i]))
    if (node.kind === "product" && single && (node.factors.length > 1 || !a.isNumber(node.factors[0]?.exponent as Node, 1))) {
      return a.add(...apart, ...node.factors.map((f) => a.multiply(f.exponent, a.map("log", [f.base]))))
    }
    const product = logarithmOf(a, node)
    if (product !== null) return a.add(...apart, product)
    const two = ofTwoExponentials(a, rest === x ? x : node)
    if (two !== null) return a.add(...apart, two)
    if (isCall(node, "det")) return a.add(...apart, a.apply(a.primitive("logdet"), undefined, node.args, []))
    return apart.length === 0 ? null : a.add(...apart, a.map("log", [node]))
  }),
)

/** log n by the primes of n: log 6 = log 2 + log 3. */
const primes = rule(
  "log of a whole number",
  of((a, x) => {
    const c = a.numberOf(x)
    if (c === null || c.p <= 0) return null
    if (c.q > 1) return a.add(a.map("log", [a.whole(c.p, x.shape)]), a.negate(a.map("log", [a.whole(c.q, x.shape)])))
    for (let d = 2; d * d <= c.p && d < 1000; d++) {
      if (c.p % d === 0) return a.add(a.map("log", [a.whole(d, x.shape)]), a.map("log", [a.whole(c.p / d, x.shape)]))
    }
    return null
  }),
)

const toBase = (base: number) => of((a, x) => a.multiply(a.map("log", [x]), a.power(a.map("log", [a.whole(base)]), minusOne(a))))

const choices: Readonly<Record<string, Rule>> = {
  relu: rule(
    "relu x = (x + |x|) / 2",
    of((a, x) => half(a, a.add(x, a.map("abs", [x])))),
  ),
  maximum: rule(
    "max(x, y) = (x + y + |x − y|) / 2",
    of((a, x, y) => half(a, a.add(x, y, a.map("abs", [a.add(x, a.negate(y))])))),
  ),
  minimum: rule(
    "min(x, y) = (x + y − |x − y|) / 2",
    of((a, x, y) => half(a, a.add(x, y, a.negate(a.map("abs", [a.add(x, a.negate(y))]))))),
  ),
  abs: rule(
    "|x y| = |x| |y|",
    of((a, x) => {
      const turned = a.negate(x)
      if (turned.id < x.id) return a.map("abs", [turned])
      if (x.kind !== "product" || (x.factors.length < 2 && a.isNumber(x.factors[0]?.exponent as Node, 1))) return null
      if (x.factors.some((f) => f.labels.length !== x.out.length || f.labels.some((l, i) => l !== x.out[i]))) return null
      return a.multiply(...x.factors.map((f) => a.power(a.map("abs", [f.base]), f.exponent)))
    }),
  ),
  where: rule("where(c, x, y) = y + (x − y) [c]", (a, [c, x, y], shape) => {
    if (a.isNumber(x as Node, 1) && a.isZero(y as Node)) return null
    const one = a.map("where", [c as Node, a.one(shape), a.number(Q.ZERO, shape)])
    return a.add(y as Node, a.multiply(a.add(x as Node, a.negate(y as Node)), one))
  }),
  less: rule("x < y is y > x", (a, [x, y], shape) => a.apply(a.primitive("greater"), undefined, [y as Node, x as Node], shape)),
  greater: rule("x > y is x − y > 0", (a, [x, y], shape) =>
    a.isZero(y as Node)
      ? null
      : a.apply(
          a.primitive("greater"),
          undefined,
          [a.broadcast(a.add(x as Node, a.negate(y as Node)), shape), a.number(Q.ZERO, shape)],
          shape,
        ),
  ),
  lessEqual: rule("x ≤ y is y ≥ x", (a, [x, y], shape) => a.apply(a.primitive("greaterEqual"), undefined, [y as Node, x as Node], shape)),
  floor: rule("⌊⌊x⌋⌋ = ⌊x⌋", (_, [x]) => (["floor", "ceil", "round", "trunc"].some((f) => isCall(x as Node, f)) ? (x as Node) : null)),
}

const matrices: Readonly<Record<string, Rule>> = Object.fromEntries(
  ["inv", "det", "logdet"].map((name) => [
    name,
    rule(`${name} of a product`, (a, [x]) => {
      const apart = takenApart(a, a.table.apply(a.primitive(name), undefined, [x as Node], name === "inv" ? (x as Node).shape : []))
      return apart ?? (name === "inv" ? null : (scaledDet(a, name, x as Node) ?? cyclicDeterminant(a, name, x as Node)))
    }),
  ]),
)

/** det(c A) = cⁿ det A */
function scaledDet(a: Algebra, name: string, x: Node): Node | null {
  const n = a.sizeAtom(x.shape[0] as number | string)
  const { c, rest } = a.split(x)
  const at = rest.kind === "product" ? rest.factors.findIndex((f) => f.labels.length === 0) : -1
  const factor =
    rest !== x
      ? a.number(c)
      : at >= 0 && rest.kind === "product"
        ? a.power(rest.factors[at]?.base as Node, rest.factors[at]?.exponent as Node)
        : null
  if (factor === null) return null
  const inside = rest !== x ? rest : rest.kind === "product" ? a.exchanged(rest, at, null) : rest
  const d = a.apply(a.primitive(name), undefined, [inside], [])
  return name === "det" ? a.multiply(a.power(factor, n), d) : a.add(a.multiply(n, a.map("log", [factor])), d)
}

const others: Readonly<Record<string, Rule>> = {
  exp: rule(
    "exp log det A = det A",
    of((a, x) => (isCall(x, "logdet") ? a.apply(a.primitive("det"), undefined, x.args, []) : null)),
  ),
  log2: rule("log₂ x = log x / log 2", toBase(2)),
  log10: rule("log₁₀ x = log x / log 10", toBase(10)),
  log1p: rule(
    "log1p x = log(1 + x)",
    of((a, x) => a.map("log", [a.add(a.one(x.shape), x)])),
  ),
  expm1: rule(
    "expm1 x = eˣ − 1",
    of((a, x) => a.add(exp(a, x), a.whole(-1, x.shape))),
  ),
  hypot: rule(
    "hypot(x, y) = √(x² + y²)",
    of((a, x, y) => root(a, a.add(square(a, x), square(a, y)))),
  ),
  logaddexp: rule(
    "logaddexp(x, y) = log(eˣ + eʸ)",
    of((a, x, y) => a.map("log", [a.add(exp(a, x), exp(a, y))])),
  ),
  logsumexp: rule("logsumexp x = log Σ eˣ", (a, [x], shape) => {
    if (shape.length > 0) return null
    const labels = (x as Node).shape.map((_, i) => i)
    return a.map("log", [a.rearrange(exp(a, x as Node), labels, [], (l) => (x as Node).shape[l] as number | string)])
  }),
}

/** u [u > 0] = (u + |u|) / 2 */
const steps: ProductRule = {
  name: "x [x > 0] = relu x",
  rewrite: (a, factors) => {
    for (const g of factors) {
      const [condition, one, zero] = isCall(g.base, "where") ? g.base.args : []
      if (condition === undefined || one === undefined || zero === undefined || !a.isNumber(one, 1) || !a.isZero(zero)) continue
      if (!isCall(condition, "greater") && !isCall(condition, "greaterEqual")) continue
      const [u, bound] = condition.args as [Node, Node]
      // −x [x > 0] and x [2 x > 0] as well
      const { c, rest } = withoutContent(a, u)
      const f = a.isZero(bound) ? factors.find((x) => (x.base === u || x.base === rest) && x.labels.join() === g.labels.join()) : undefined
      if (f === undefined || !a.isNumber(f.exponent, 1)) continue
      return [
        ...factors.filter((x) => x !== f && x !== g),
        { ...f, base: a.scale(f.base === u ? Q.ONE : Q.inverse(c), half(a, a.add(u, a.map("abs", [u])))) },
      ]
    }
    return null
  },
}

/** cosᵏ = cosᵏ⁻² (1 − sin²) */
const squares: Rule = rule(
  "cos² x = 1 − sin² x",
  of((a, cos, exponent) => {
    const k = a.numberOf(exponent)
    if (k === null || !Q.isWhole(k) || k.p < 2) return null
    const s = a.power(a.map("sin", [...(cos as Atom).args]), a.whole(2))
    return a.multiply(a.power(cos, a.whole(k.p - 2)), a.add(a.one(cos.shape), a.negate(s)))
  }),
)

// What the simplifier puts together and a proof takes apart.
const backwards: ReadonlySet<string> = new Set(["log(1 + eˣ) = softplus x", "log Σ eˣ = logsumexp x"])

/** The rules of the simplifier, less those that lead the other way, and those of proofs. */
export const proofRules: Rules = /* @__PURE__ */ (() => {
  const functions = new Map(rules.functions)
  const put = (name: string, first: Rule): void => {
    const old = functions.get(name) ?? []
    functions.set(name, [...old.filter((r) => !backwards.has(r.name)), first])
  }
  for (const family of [circular, hyperbolic, choices, matrices, others]) for (const [name, r] of Object.entries(family)) put(name, r)
  put("log", primes)
  put("cos^", squares)
  put("log", logarithm)
  functions.delete("reciprocal")
  return {
    functions,
    sums: [],
    products: [...rules.products.filter((r) => !r.name.startsWith("sin x /") && !r.name.startsWith("eˣ / Σ")), steps],
    loose: true,
  }
})()
