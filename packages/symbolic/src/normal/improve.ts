// Factored or multiplied out, by size: at every node the smaller of a few candidates.
import type { Algebra } from "./algebra.ts"
import { loosened } from "./chains.ts"
import { CommonFactors } from "./common.ts"
import { isInverseOfSum, reducedInverses } from "./clearing.ts"
import { complement, isSigmoidOfMinus } from "./complement.ts"
import { fractionsOf, isFractional } from "./fraction.ts"
import type { Identity } from "./rule.ts"
import { Axes } from "./labels.ts"
import { Known } from "./known.ts"
import { Lengths } from "./lengths.ts"
import { type Atom, type Factor, type Node, type Product, reach, type Sum } from "./node.ts"
import { nodeOf, polynomialOf, reduced } from "./polynomial.ts"
import * as Q from "./rational.ts"

// Sums of more terms are left as they are, and formulas of more parts.
const MAX_TERMS = 48
const MAX_NODES = 20_000
// So many terms and factors are gone through in all.
const MOST_WALKED = 50_000
// Of shorter sums products beside inverses are looked at.
const FEW = 6

export class Improver {
  private readonly algebra: Algebra
  private readonly lengths: Lengths
  private readonly better = new Known<Node>()
  /** What was chosen once is the shortest of its forms. */
  private readonly settled = new Known<true>()
  private readonly common: CommonFactors
  private readonly onChange: (rule: string, before: Node, after: Node) => void
  private readonly expand: boolean
  private readonly identities: readonly Identity[]
  private readonly walkedBefore: number

  /** With identities, those are tried as well, and polynomials are searched for powers. */
  constructor(
    algebra: Algebra,
    expand: boolean,
    onChange: (rule: string, before: Node, after: Node) => void,
    identities: readonly Identity[] = [],
  ) {
    this.algebra = algebra
    this.lengths = new Lengths(algebra)
    this.common = new CommonFactors(algebra, this.lengths, this.now)
    this.expand = expand
    this.identities = identities
    this.onChange = onChange
    this.walkedBefore = algebra.walked
  }

  improve(root: Node): Node {
    const nodes = reach(root, this.better)
    if (nodes.length > MAX_NODES) return root
    for (const node of nodes) this.better.set(node, this.chosen(this.rebuilt(node)))
    return this.better.get(root) as Node
  }

  private readonly now = (node: Node): Node => this.better.get(node) ?? node

  private rebuilt(node: Node): Node {
    const a = this.algebra
    if (node.kind === "atom") {
      if (node.args.every((x) => this.now(x) === x)) return node
      const args = node.args.map(this.now)
      const p = node.primitive as NonNullable<typeof node.primitive>
      return p.kind === "elementwise" ? a.map(p.name, args, node.params) : a.apply(p, node.params, args, node.shape)
    }
    if (node.kind === "sum") {
      if (node.terms.every((t) => this.now(t.node) === t.node)) return node
      return a.sum(
        node.terms.map((t) => ({ c: t.c, node: this.now(t.node) })),
        node.shape,
      )
    }
    if (node.factors.every((f) => this.now(f.base) === f.base && this.now(f.exponent) === f.exponent)) return node
    const axes = new Axes()
    node.sizes.forEach((n) => axes.fresh(n))
    return a.product(
      node.factors.map((f) => ({ node: a.power(this.now(f.base), this.now(f.exponent)), labels: f.labels })),
      node.out,
      axes,
    )
  }

  private chosen(node: Node): Node {
    if (node.kind === "atom" || this.settled.has(node) || this.algebra.budget <= 0) return node
    if (this.expand) return this.multipliedOut(node)
    if ((node.kind === "sum" && node.terms.length > MAX_TERMS) || this.algebra.effort <= 0) return node
    if (this.algebra.walked > this.walkedBefore + MOST_WALKED) return node
    if (this.identities.length === 0 && !this.algebra.loose && isPlain(node)) return node
    const expanded = this.algebra.distributed(node)
    const candidates: [string, Node][] = node.kind === "sum" ? [["common factors", this.common.collected(node)]] : []
    if (expanded !== null) {
      candidates.push(["multiply out", expanded])
      if (expanded.kind === "sum") candidates.push(["multiply out and take common factors", this.common.collected(expanded)])
    }
    const flipped = node.kind === "product" ? this.flipped(node) : null
    if (flipped !== null) candidates.push(["1 − σ(x) = σ(−x)", flipped])
    const whole = this.complemented(expanded ?? node)
    if (whole !== null) candidates.push(["σ(−x) = 1 − σ(x)", whole.kind === "sum" ? this.common.collected(whole) : whole])
    if (expanded === null || expanded.kind === "sum") {
      for (const names of [["inv"], ["inv", "det"]]) {
        const apart = this.loosened(expanded ?? node, names)
        if (apart !== null) candidates.push(["(A B)⁻¹ = B⁻¹ A⁻¹", apart.kind === "sum" ? this.common.collected(apart) : apart])
      }
    }
    for (const reduced of this.besideInverses(expanded ?? node)) candidates.push(["L K⁻¹ = I − R K⁻¹ for K = L + R", reduced])
    const fractions = node.kind === "product" ? this.joinedFactors(node) : null
    if (fractions !== null) candidates.push(["common denominator", fractions])
    const cancelled = node.kind === "product" ? this.cancelled(node) : null
    if (cancelled !== null) candidates.push(["common divisor", cancelled])
    const joined = node.kind === "sum" ? this.together(node) : null
    if (joined !== null) candidates.push(["common denominator", joined])
    if (isFractional(this.algebra, node, this.identities.length > 0)) {
      this.algebra.effort -= 8
      for (const fraction of fractionsOf(this.algebra, node)) candidates.push(["reduced fraction", fraction])
    }
    for (const identity of this.identities) {
      const other = identity.rewrite(this.algebra, node)
      if (other !== null) candidates.push([identity.name, other])
    }
    // of forms of one length the one with fewer lines of fractions
    const length = ([rule, x]: [string, Node]): number => this.cost(x) - (rule === "reduced fraction" && node.kind === "sum" ? 0.25 : 0)
    let best: [string, Node] = ["", node]
    for (const c of candidates) if (length(c) < length(best)) best = c
    this.settled.set(best[1], true)
    if (best[1] !== node) {
      this.algebra.budget--
      this.onChange(best[0], node, best[1])
    }
    return best[1]
  }

  private multipliedOut(node: Node): Node {
    let now = node
    for (let round = 0; round < 8; round++) {
      const next = this.algebra.distributed(now)
      if (next === null || next === now) return now
      now = next
    }
    return now
  }

  /** With what stands beside the inverse of a sum of which it is a part: (I − X)⁻¹ X = (I − X)⁻¹ − I. */
  private besideInverses(node: Node): Node[] {
    const terms = node.kind === "sum" ? node.terms : [{ node }]
    if (
      terms.length > FEW ||
      !terms.some((t) => t.node.kind === "product" && t.node.factors.length > 1 && t.node.factors.some(isInverseOfSum))
    )
      return []
    return [true, false].flatMap((first) => {
      if (this.algebra.effort <= 0) return []
      const reduced = reducedInverses(this.algebra, node, FEW, { first, large: true }, (x) => this.algebra.distributed(x) ?? x)
      return reduced === node ? [] : [reduced.kind === "sum" ? this.common.collected(reduced) : reduced]
    })
  }

  private readonly cost = (node: Node): number => this.lengths.cost(node)

  /** With the inverses and determinants of products taken apart. */
  private loosened(node: Node, names: readonly string[]): Node | null {
    if (node.kind === "product") return loosened(this.algebra, node, names)
    if (node.kind !== "sum" || node.terms.length > MAX_TERMS) return null
    let changed = false
    const terms = node.terms.map((t) => {
      const apart = t.node.kind === "product" ? loosened(this.algebra, t.node, names) : null
      if (apart !== null) changed = true
      return { c: t.c, node: apart ?? t.node }
    })
    return changed ? this.algebra.sum(terms, node.shape) : null
  }

  /** Terms with σ(−u) written with 1 − σ(u), where that is short. */
  private complemented(node: Node): Node | null {
    const a = this.algebra
    if (node.kind !== "sum" || node.terms.length > MAX_TERMS) return null
    let changed = false
    const terms = node.terms.flatMap((t) => {
      if (t.node.kind !== "product") return [t]
      const at = t.node.factors.findIndex((f) => isSigmoidOfMinus(f.base) && a.isNumber(f.exponent, 1))
      if (at < 0) return [t]
      changed = true
      const sigmoid = t.node.factors[at]?.base as Atom
      const plain = a.map("sigmoid", [a.negate(sigmoid.args[0] as Node)])
      return [
        { c: t.c, node: a.exchanged(t.node, at, null) },
        { c: Q.negate(t.c), node: a.exchanged(t.node, at, plain) },
      ]
    })
    return changed ? a.sum(terms, node.shape) : null
  }

  /** With σ(−u) for 1 − σ(u), multiplied out, where the factors then cancel. */
  private flipped(node: Product): Node | null {
    const a = this.algebra
    if (!node.factors.some((f) => f.base.kind === "sum" && f.base.terms.length === 2)) return null
    let changed = false
    const axes = new Axes()
    node.sizes.forEach((n) => axes.fresh(n))
    const operands = node.factors.map((f) => {
      const s = a.isNumber(f.exponent, 1) ? complement(a, f.base) : null
      if (s !== null) changed = true
      return { node: s ?? a.plainPower(f.base, f.exponent), labels: f.labels }
    })
    if (!changed) return null
    const product = a.product(operands, node.out, axes)
    const out = a.distributed(product) ?? product
    const plain = this.complemented(out) ?? out
    return plain.kind === "sum" ? this.common.collected(plain) : plain
  }

  /** The product with each of its sums over a common denominator. */
  private joinedFactors(node: Product): Node | null {
    const a = this.algebra
    if (node.factors.length < 2 || !node.factors.some((f) => f.base.kind === "sum")) return null
    let changed = false
    const axes = new Axes()
    node.sizes.forEach((n) => axes.fresh(n))
    const operands = node.factors.map((f) => {
      const joined = f.base.kind === "sum" && f.base.terms.length <= 8 && a.effort > 0 ? this.together(f.base) : null
      if (joined !== null) changed = true
      return { node: joined === null ? a.plainPower(f.base, f.exponent) : a.power(joined, f.exponent), labels: f.labels }
    })
    return changed && node.factors.length > 1 ? a.product(operands, node.out, axes) : null
  }

  /** A numerator and a denominator without their common divisor: (s² − 1) / (s − 1) = s + 1. */
  private cancelled(node: Product): Node | null {
    const a = this.algebra
    if (node.factors.length < 2 || !node.factors.some((f) => f.base.kind === "sum")) return null
    const whole = (f: Factor): number => {
      const k = a.numberOf(f.exponent)
      return k !== null && Q.isWhole(k) && f.labels.length === 0 ? k.p : 0
    }
    for (const f of node.factors) {
      const p = whole(f) > 0 ? (polynomialOf(a, f.base) ?? { unknown: f.base, coefficients: [Q.ZERO, Q.ONE] }) : null
      if (p === null) continue
      for (const g of node.factors) {
        const q = whole(g) < 0 ? polynomialOf(a, g.base) : null
        const less = q === null ? null : reduced(p, q)
        if (less === null) continue
        // one power of each is replaced
        const [u, v] = less.map((x) => nodeOf(a, x)) as [Node, Node]
        const rest = node.factors
          .filter((x) => x !== f && x !== g)
          .map((x) => ({ node: a.plainPower(x.base, x.exponent), labels: x.labels }))
        const powers = [a.power(f.base, a.whole(whole(f) - 1)), a.power(g.base, a.whole(whole(g) + 1)), u, a.power(v, a.whole(-1))]
        const axes = new Axes()
        node.sizes.forEach((n) => axes.fresh(n))
        return a.product([...rest, ...powers.map((x) => ({ node: x, labels: [] }))], node.out, axes)
      }
    }
    return null
  }

  /** Quotients over their common denominator. */
  private together(node: Sum): Node | null {
    const a = this.algebra
    const below = new Map<Node, Q.Rational>()
    for (const t of node.terms) {
      if (t.node.kind !== "product") continue
      for (const f of t.node.factors) {
        const k = a.numberOf(f.exponent)
        if (k === null || k.p >= 0) continue
        const out = t.node.out
        if (f.labels.length !== out.length || f.labels.some((l, i) => l !== out[i])) return null
        const known = below.get(f.base)
        if (known === undefined || Q.toNumber(known) < -Q.toNumber(k)) below.set(f.base, Q.negate(k))
      }
    }
    if (below.size === 0) return null
    this.algebra.effort -= node.terms.length
    const denominator = a.multiply(a.one(node.shape), ...[...below].map(([base, k]) => a.power(base, a.number(k))))
    const raised = a.sum(
      node.terms.map((t) => ({ c: t.c, node: a.multiply(t.node, denominator) })),
      node.shape,
    )
    const numerator = this.multipliedOut(raised)
    return a.multiply(numerator.kind === "sum" ? this.common.collected(numerator) : numerator, a.power(denominator, a.whole(-1)))
  }
}

const opening: ReadonlySet<string> = new Set(["inv", "det", "sigmoid"])

/** Whether a node is a monomial in symbols and functions of which no other form is known. */
function isPlain(node: Node): boolean {
  if (node.kind === "sum") return node.terms.length === 1 && isPlain((node.terms[0] as Sum["terms"][number]).node)
  if (node.kind === "atom") return true
  return node.factors.every((f) => f.base.kind === "product" || (f.base.kind === "atom" && !opening.has(f.base.primitive?.name ?? "")))
}
