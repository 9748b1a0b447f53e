// Indeterminate forms: 0/0, ∞/∞, 0·∞, ∞ − ∞, 1^∞, 0⁰, ∞⁰. Each way out gives a term of the same limit.
import { type Expr, literal, order } from "@nablajs/core"
import { dependsOn } from "../differentiate.ts"
import { jacobianOf } from "../jacobian.ts"
import { rewrittenBy } from "../integral/inverse.ts"
import { call, constantOf, factorsOf, minus, named, over, plus, power, powerOf, productOf, quotientOf, times } from "../integral/terms.ts"
import { fractionOf } from "../print/numbers.ts"
import { text } from "../print/text.ts"
import { simple } from "../simple.ts"
import { simplify } from "../simplify.ts"
import { type Approach, signNear } from "./approach.ts"
import { infinite, isZero, Laws, type Limit, termsOf, value } from "./laws.ts"

/** One equation on the way: lim before = lim after. */
export interface Turn {
  readonly rule: string
  readonly title: string
  readonly before: Expr
  readonly after: Expr
}

const DEEPEST = 14
const EFFORT = 120
const LARGEST = 160

interface Way {
  readonly rule: string
  readonly title: string
  readonly after: Expr
  /** From the limit of `after` to that of the term. */
  readonly back?: (l: Limit) => Limit | null
}

type Ways = (e: Expr, to: Approach, search: Search) => Iterable<Way>

/** The search for one limit. Turns that led nowhere are taken back. */
export class Search {
  readonly turns: Turn[] = []
  private depth = 0
  private effort = EFFORT
  private readonly open = new Set<string>()
  private readonly laws: Laws

  constructor() {
    this.laws = new Laws({
      product: (e, to) => this.try(products, e, to),
      sum: (e, _, to) => this.try(sums, e, to),
      power: (e, to) => this.try(powers, e, to),
    })
  }

  limitOf(e: Expr, to: Approach): Limit | null {
    return this.laws.limitOf(e, to)
  }

  private try(ways: Ways, e: Expr, to: Approach): Limit | null {
    const key = text(e)
    if (this.depth > DEEPEST || --this.effort < 0 || this.open.has(key) || order(e).length > LARGEST) return null
    this.open.add(key)
    this.depth++
    try {
      for (const way of ways(e, to, this)) {
        const mark = this.turns.length
        this.turns.push({ rule: way.rule, title: way.title, before: e, after: way.after })
        const found = this.limitOf(way.after, to)
        const back = found && (way.back ? way.back(found) : found)
        if (back) return back
        this.turns.length = mark
      }
      return null
    } finally {
      this.depth--
      this.open.delete(key)
    }
  }
}

/** The factors by their limits, exponentials gathered in one. */
interface Cluster {
  readonly constant: Expr
  readonly finite: readonly Expr[]
  /** Their product tends to 0 or ∞; `up` tells on which side of the line they stand. */
  readonly small: readonly { readonly g: Expr; readonly up: boolean }[]
  readonly large: readonly { readonly g: Expr; readonly up: boolean }[]
}

function clusterOf(e: Expr, to: Approach, search: Search): Cluster | null {
  const { constant, top, bottom } = factorsOf(e, to.x)
  const all = [...top.map((g) => ({ g, up: true })), ...bottom.map((g) => ({ g, up: false }))]
  const finite: Expr[] = []
  const [small, large]: [typeof all, typeof all] = [[], []]
  for (const one of all) {
    const l = search.limitOf(one.g, to)
    if (l === null || l.kind === "bounded") return null
    if (l.kind === "value" && !isZero(l)) finite.push(one.up ? l.e : over(1, l.e))
    else if ((l.kind === "value") === one.up) small.push(one)
    else large.push(one)
  }
  return { constant, finite, small, large }
}

/** u of e^u, for eᵘ and aᵘ. */
function exponentOf(g: Expr, to: Approach): Expr | null {
  if (named(g, "exp")) return g.args[0] as Expr
  if (!named(g, "pow")) return null
  const [a, u] = g.args as [Expr, Expr]
  return dependsOn(a, to.x) ? null : times(u, call("log", a))
}

const isAbove = (up: boolean, upward: boolean): boolean => up === upward

/** Quotients and products. */
function* products(e: Expr, to: Approach, search: Search): Iterable<Way> {
  const short = simple(e)
  if (text(short) !== text(e) && order(short).length <= order(e).length) yield { rule: "simplify", title: "simplify", after: short }
  yield* gatheredExponentials(e, to)
  const cluster = clusterOf(e, to, search)
  if (cluster === null) {
    yield* boundedTimesZero(e, to)
    return
  }
  const { constant, finite, small, large } = cluster
  const factor = simple(times(constant, productOf(finite)))
  if (finite.length > 0 || constant.literal !== 1) {
    const rest = quotientOf({
      top: [...small, ...large].flatMap((o) => (o.up ? [o.g] : [])),
      bottom: [...small, ...large].flatMap((o) => (o.up ? [] : [o.g])),
    })
    yield { rule: "split", title: "factors with a limit stand in front", after: rest, back: (l) => scaled(l, factor) }
    return
  }
  yield* equivalents(e, small, large, to, search)
  yield* byLogarithm(e, small, large, to)
  yield* conjugated(e, to)
  yield* withoutRoots(e, to)
  yield* dominant(e, to, search)
  const side = (list: Cluster["small"], upward: boolean): Expr => productOf(list.map(({ g, up }) => (isAbove(up, upward) ? g : over(1, g))))
  const forms = [
    { name: "∞/∞", N: side(large, true), D: side(small, false) },
    { name: "0/0", N: side(small, true), D: side(large, false) },
  ]
  const hasGrowth = [...small, ...large].some(({ g }) => named(g, "exp")) || large.some(({ g, up }) => up && named(g, "log"))
  for (const { name, N, D } of hasGrowth ? forms : [...forms].reverse()) {
    const [dN, dD] = [simple(jacobianOf(simple(N), to.x)), simple(jacobianOf(simple(D), to.x))]
    if (dD.literal === 0) continue
    yield { rule: "lhopital", title: `L'Hôpital's rule for ${name}: lim f/g = lim f′/g′`, after: simple(over(dN, dD)) }
  }
}

const scaled = (l: Limit, c: Expr): Limit | null => {
  if (l.kind === "value") return value(simple(times(c, l.e)))
  const sign = constantOf(c)
  return l.kind === "infinite" && sign !== null && sign !== 0 ? infinite(l.sign * sign) : null
}

/** aᵘ bᵛ eʷ as one power of e. */
function* gatheredExponentials(e: Expr, to: Approach): Iterable<Way> {
  const { constant, top, bottom } = factorsOf(e, to.x)
  const all = [...top.map((g) => ({ g, up: true })), ...bottom.map((g) => ({ g, up: false }))]
  const found = all.filter(({ g }) => exponentOf(g, to) !== null)
  if (found.length < 2) return
  const sum = found.map(({ g, up }) => times(up ? 1 : -1, exponentOf(g, to) as Expr)).reduce((a, b) => plus(a, b))
  const rest = all.filter((one) => !found.includes(one))
  const others = quotientOf({ top: rest.flatMap((o) => (o.up ? [o.g] : [])), bottom: rest.flatMap((o) => (o.up ? [] : [o.g])) })
  const after = times(constant, times(call("exp", simple(sum)), others))
  yield { rule: "exponentials", title: "gather the exponentials", after }
}

/** What stays within bounds, times what tends to 0. */
function* boundedTimesZero(e: Expr, to: Approach): Iterable<Way> {
  const expanded = simplify(e, { expand: true })
  if (termsOf(expanded).length > 1 && text(expanded) !== text(e) && dependsOn(expanded, to.x))
    yield { rule: "expand", title: "divide term by term", after: expanded }
}

/** Functions with f(u) / u → 1 for u → 0. */
const likeArgument = new Set(["sin", "tan", "asin", "atan", "sinh", "tanh", "asinh", "atanh", "log1p", "expm1"])

/** sin u, tan u and their like in a product, where u tends to 0. */
function* equivalents(e: Expr, small: Cluster["small"], large: Cluster["large"], to: Approach, search: Search): Iterable<Way> {
  const { constant, top, bottom } = factorsOf(e, to.x)
  const vanishing = new Set([...small.flatMap((o) => (o.up ? [o.g] : [])), ...large.flatMap((o) => (o.up ? [] : [o.g]))])
  const names = new Set<string>()
  const vanishes = (u: Expr): boolean => {
    const l = search.limitOf(u, to)
    return l !== null && isZero(l)
  }
  const replaced = (g: Expr): Expr => {
    const [base, n] = powerOf(g) ?? [g, literal(1)]
    const name = base.primitive?.name ?? ""
    if (!vanishing.has(g) || !likeArgument.has(name) || !vanishes(base.args[0] as Expr)) return g
    names.add(name)
    return n.literal === 1 ? (base.args[0] as Expr) : power(base.args[0] as Expr, n)
  }
  const after = simple(times(constant, quotientOf({ top: top.map(replaced), bottom: bottom.map(replaced) })))
  if (names.size > 0) yield { rule: "equivalent", title: `${[...names].join(", ")} of u behaves like u for u → 0`, after }
}

/** An exponential against powers of x: log f tells which one wins. */
function* byLogarithm(e: Expr, small: Cluster["small"], large: Cluster["large"], to: Approach): Iterable<Way> {
  const all = [...small, ...large]
  const exponents = all.filter(({ g }) => exponentOf(g, to) !== null)
  const arePowers = all.every((one) => exponents.includes(one) || (powerOf(one.g)?.[0] ?? one.g).name === to.x.name)
  const sign = signNear(e, to)
  if (exponents.length !== 1 || !arePowers || all.length < 2 || sign === 0) return
  const logarithm = ({ g, up }: (typeof all)[number]): Expr => {
    const [base, n] = powerOf(g) ?? [g, literal(1)]
    return times(up ? 1 : -1, exponentOf(g, to) ?? times(n, call("log", call("abs", base))))
  }
  yield {
    rule: "logarithm",
    title: "f = e^(log f): exponentials against powers",
    after: all.map(logarithm).reduce((a, b) => plus(a, b)),
    back: (l) => (l.kind !== "infinite" ? null : l.sign > 0 ? infinite(sign) : value(literal(0))),
  }
}

/** A factor a − b with a root, times (a + b) / (a + b). */
function* conjugated(e: Expr, to: Approach): Iterable<Way> {
  const { constant, top, bottom } = factorsOf(e, to.x)
  const at = top.findIndex((g) => (named(g, "add") || named(g, "subtract")) && conjugateOf(termsOf(g), to) !== null)
  if (at < 0) return
  const { above, below } = conjugateOf(termsOf(top[at] as Expr), to) as { above: Expr; below: Expr }
  const rest = top.filter((_, i) => i !== at)
  const after = over(simple(times(constant, productOf([...rest, above]))), simple(productOf([...bottom, below])))
  yield { rule: "conjugate", title: "multiply with the conjugate: a − b = (a² − b²) / (a + b)", after }
}

/** a + b = (a² − b²) / (a − b) for a root a. */
function conjugateOf(terms: readonly Expr[], to: Approach): { readonly above: Expr; readonly below: Expr } | null {
  const root = terms.find((t) => hasRoot(t, to))
  const others = terms.filter((t) => t !== root)
  if (root === undefined || others.length === 0) return null
  const rest = others.reduce((p, q) => plus(p, q))
  return { above: simplify(minus(power(root, 2), power(rest, 2)), { expand: true }), below: simple(minus(root, rest)) }
}

/** f^(p/q) / g …: the limit of the q-th power has the same root. */
function* withoutRoots(e: Expr, to: Approach): Iterable<Way> {
  const { top, bottom } = factorsOf(e, to.x)
  const roots = [...top, ...bottom].flatMap((g) => {
    const [base, n] = powerOf(g) ?? []
    const q = n?.literal == null || base?.name === to.x.name ? null : fractionOf(n.literal)?.[1]
    return q == null || q > 6 ? [] : [q]
  })
  const [q] = roots
  const sign = signNear(e, to)
  if (q === undefined || sign === 0) return
  const raised = simple(quotientOf({ top: top.map((g) => raisedTo(g, q)), bottom: bottom.map((g) => raisedTo(g, q)) }))
  yield {
    rule: "root",
    title: `the limit of the power ${q}, of which the root is taken`,
    after: raised,
    back: (l) => (l.kind === "infinite" ? infinite(sign) : l.kind === "value" ? value(simple(times(sign, rootOf(l.e, q)))) : null),
  }
}

const rootOf = (e: Expr, q: number): Expr => (q === 2 ? call("sqrt", e) : power(e, 1 / q))

function raisedTo(g: Expr, q: number): Expr {
  const [base, n] = powerOf(g) ?? [g, literal(1)]
  const k = n.literal === null ? times(n, q) : literal(Math.round(n.literal * q * 1e9) / 1e9)
  return k.literal === 1 ? base : power(base, k)
}

/** A sum is led by its term of fastest growth: it is that term times 1 + what tends to 0. */
function* dominant(e: Expr, to: Approach, search: Search): Iterable<Way> {
  const { constant, top, bottom } = factorsOf(e, to.x)
  let changed = false
  const led = (g: Expr): Expr => {
    const lead = leaderOf(g, to, search)
    if (lead === null) return g
    changed = true
    return lead
  }
  const [above, below] = [top.map(led), bottom.map(led)]
  if (changed)
    yield {
      rule: "dominant",
      title: "keep the terms that grow fastest",
      after: simple(times(constant, quotientOf({ top: above, bottom: below }))),
    }
}

/** c · T where T is the term to which all others have a limit in ratio, and these ratios come to c. */
function leaderOf(g: Expr, to: Approach, search: Search): Expr | null {
  const [base, n] = powerOf(g) ?? [g, literal(1)]
  const terms = termsOf(base)
  if (terms.length < 2 || terms.length > 6 || !termsGrow(terms, to, search)) return null
  for (const T of terms) {
    const ratios = terms.map((t) => (t === T ? value(literal(1)) : search.limitOf(simple(over(t, T)), to)))
    if (!ratios.every((l) => l?.kind === "value")) continue
    const c = simple(ratios.map((l) => (l as { e: Expr }).e).reduce((a, b) => plus(a, b)))
    if (c.literal === 0) return null
    const lead = times(c, T)
    return n.literal === 1 ? lead : power(simple(lead), n)
  }
  return null
}

const termsGrow = (terms: readonly Expr[], to: Approach, search: Search): boolean =>
  terms.some((t) => search.limitOf(t, to)?.kind === "infinite")

/** ∞ − ∞. */
function* sums(e: Expr, to: Approach, search: Search): Iterable<Way> {
  const short = simple(e)
  if (text(short) !== text(e)) yield { rule: "simplify", title: "simplify", after: short }
  const terms = termsOf(e)
  yield* logarithms(terms, to)
  const conjugate = conjugateOf(terms, to)
  if (conjugate !== null)
    yield {
      rule: "conjugate",
      title: "multiply with the conjugate: a − b = (a² − b²) / (a + b)",
      after: over(conjugate.above, conjugate.below),
    }
  const plain = byElementary(e)
  if (plain !== e) yield { rule: "rewrite", title: "write with logarithms, sines and cosines", after: plain }
  const together = commonDenominator(terms, to)
  if (together !== null) yield { rule: "together", title: "over a common denominator", after: together }
  const lead = leaderOf(e, to, search)
  if (lead !== null && text(lead) !== text(e)) yield { rule: "dominant", title: "keep the term that grows fastest", after: simple(lead) }
}

const hasRoot = (t: Expr, to: Approach): boolean => {
  const { top } = factorsOf(t, to.x)
  return top.some((g) => powerOf(g)?.[1].literal === 0.5)
}

const elementary: Readonly<Record<string, (u: Expr) => Expr>> = {
  softplus: (u) => call("log", plus(1, call("exp", u))),
  asinh: (u) => call("log", plus(u, call("sqrt", plus(power(u, 2), 1)))),
  acosh: (u) => call("log", plus(u, call("sqrt", minus(power(u, 2), 1)))),
  tan: (u) => over(call("sin", u), call("cos", u)),
}

const byElementary = (e: Expr): Expr =>
  rewrittenBy(e, (node) => {
    const name = node.primitive?.name ?? ""
    return Object.hasOwn(elementary, name) ? (elementary[name] as (u: Expr) => Expr)(node.args[0] as Expr) : null
  })

/** log a − log b = log (a / b) */
function* logarithms(terms: readonly Expr[], to: Approach): Iterable<Way> {
  const found = terms.flatMap((t) => {
    const { constant, top, bottom } = factorsOf(t, to.x)
    const inner = top.length === 1 && bottom.length === 0 && named(top[0], "log") ? ((top[0] as Expr).args[0] as Expr) : null
    return inner === null ? [] : [{ t, inner, constant }]
  })
  if (found.length === 1 && terms.length > 1) yield* underOneLogarithm(terms, found[0] as { t: Expr; inner: Expr; constant: Expr })
  if (found.length < 2) return
  const all = found.map(({ inner, constant }) => (constant.literal === 1 ? inner : power(inner, constant))).reduce((a, b) => times(a, b))
  const rest = terms.filter((t) => !found.some((one) => one.t === t))
  yield { rule: "logarithms", title: "log a − log b = log (a/b)", after: [call("log", simple(all)), ...rest].reduce((a, b) => plus(a, b)) }
}

/** log a + b = log (a eᵇ) */
function* underOneLogarithm(terms: readonly Expr[], { t, inner, constant }: { t: Expr; inner: Expr; constant: Expr }): Iterable<Way> {
  if (constant.literal !== 1 || !terms.every((one) => one === t || !/log/.test(text(one))) || !/exp/.test(text(inner))) return
  const rest = terms.filter((one) => one !== t).reduce((a, b) => plus(a, b))
  const after = call("log", simplify(times(inner, call("exp", rest)), { expand: true }))
  yield { rule: "logarithms", title: "log a + b = log (a eᵇ)", after }
}

function commonDenominator(terms: readonly Expr[], to: Approach): Expr | null {
  const parts = terms.map((t) => factorsOf(t, to.x))
  if (parts.every((p) => p.bottom.length === 0)) return null
  let [top, bottom]: [Expr, Expr] = [literal(0), literal(1)]
  for (const p of parts) {
    const [n, d] = [times(p.constant, productOf(p.top)), productOf(p.bottom)]
    ;[top, bottom] = [plus(times(top, d), times(n, bottom)), times(bottom, d)]
  }
  return over(simple(top), simple(bottom))
}

/** 1^∞, 0⁰, ∞⁰: f^g = e^(g log f). */
function* powers(e: Expr, to: Approach): Iterable<Way> {
  const [base, n] = powerOf(e) as readonly [Expr, Expr]
  if (signNear(base, to) !== 1) return
  yield {
    rule: "exponent",
    title: "f^g = e^(g log f): the limit of the exponent",
    after: times(n, call("log", base)),
    back: (l) => {
      if (l.kind === "value") return value(simple(call("exp", l.e)))
      return l.kind === "infinite" ? (l.sign > 0 ? infinite(1) : value(literal(0))) : null
    },
  }
}
