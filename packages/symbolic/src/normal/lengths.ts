// How long nodes are when written, by which one of several forms is chosen.
import type { Algebra } from "./algebra.ts"
import { Known } from "./known.ts"
import { type Node, type Product, reach, type Sum, type Term } from "./node.ts"
import * as Q from "./rational.ts"

export class Lengths {
  private readonly algebra: Algebra
  private readonly costs = new Known<number>()

  constructor(algebra: Algebra) {
    this.algebra = algebra
  }

  /** How long a node is when written: names, numbers and signs. */
  cost(root: Node): number {
    const known = this.costs.get(root)
    if (known !== undefined) return known
    for (const node of reach(root, this.costs)) this.costs.set(node, this.costOf(node))
    return this.costs.get(root) as number
  }

  private costOf(node: Node): number {
    const of = (x: Node): number => this.costs.get(x) as number
    if (node.kind === "atom") return 1 + node.args.reduce((n, x) => n + of(x), 0)
    if (node.kind === "sum") {
      if (node.terms.length === 0) return 1
      const plain = this.sumCost(node.terms, of)
      const common = Q.content(node.terms.map((t) => t.c))
      if (node.terms.length < 2 || (common.p === 1 && common.q === 1)) return plain
      const inner = node.terms.map((t) => ({ ...t, c: Q.times(t.c, Q.inverse(common)) }))
      return Math.min(plain, this.coefficient(common, 1) + this.sumCost(inner, of))
    }
    return this.productCost(node, of)
  }

  private sumCost(terms: readonly Term[], of: (x: Node) => number): number {
    return terms.reduce((n, t) => n + this.termCost(t, of), terms.length - 1)
  }

  private termCost({ c, node }: Term, of: (x: Node) => number): number {
    if (this.algebra.numberOf(node) !== null) return c.q === 1 ? 1 : 3
    return of(node) + this.coefficient(c, 1)
  }

  private coefficient(c: Q.Rational, sign: number): number {
    const p = Math.abs(c.p)
    return (p === 1 ? 0 : sign + 1) + (c.q === 1 ? 0 : 2)
  }

  private productCost(node: Product, of: (x: Node) => number): number {
    let cost = Math.max(0, node.factors.length - 1)
    for (const f of node.factors) {
      const k = this.algebra.numberOf(f.exponent)
      const power = k === null ? 1 + of(f.exponent) : Math.abs(k.p) === 1 && k.q === 1 ? 0 : k.q === 2 && k.p === 1 ? 1 : 1.5
      cost += of(f.base) + power
    }
    const [f] = node.factors
    if (node.factors.length === 0) return 1
    if (node.factors.length === 1 && f !== undefined) {
      if ((this.algebra.numberOf(f.exponent)?.p ?? 1) < 0) cost += 2
      else if (f.labels.length === 2 && node.out.length === 2) cost += 0.5
      else if (node.out.length < f.labels.length) cost += 1
    } else {
      const below = node.factors.filter((g) => (this.algebra.numberOf(g.exponent)?.p ?? 1) < 0).length
      // lines of fractions are harder to read than other signs
      cost += below === node.factors.length ? 2 : below > 0 ? 1 : 0
      // and fractions within fractions harder still
      if (below > 0 && node.factors.some((g) => g.base.kind === "sum" && this.hasPlainFractions(g.base))) cost += 1
    }
    return cost
  }

  /** Whether a scalar sum has quotients, all by symbols or functions: others are longer over one line. */
  private hasPlainFractions(node: Sum): boolean {
    if (node.shape.length > 0) return false
    const below = node.terms.flatMap(({ node: t }) =>
      t.kind === "product" ? t.factors.filter((f) => (this.algebra.numberOf(f.exponent)?.p ?? 1) < 0) : [],
    )
    return below.length > 0 && below.every((f) => f.base.kind === "atom")
  }
}
