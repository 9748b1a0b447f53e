// Common factors of sums: A x + A y = A (x + y), with factors that are matrices on their own side.
import type { Dim } from "@nablajs/core"
import type { Algebra } from "./algebra.ts"
import { Known } from "./known.ts"
import { Axes } from "./labels.ts"
import type { Lengths } from "./lengths.ts"
import type { Atom, Factor, Node, Product, Sum } from "./node.ts"
import * as Q from "./rational.ts"
import type { Operand } from "./rule.ts"

/** A factor of a term, and what the term is without it. */
interface Portion {
  /** Portions of one key have the same factor with the same axes. */
  readonly key: string
  readonly cofactor: Node
  readonly interface: readonly number[]
  readonly factor: Factor
  readonly out: readonly number[]
  readonly sizes: Product["sizes"]
}

interface Share extends Portion {
  readonly index: number
  readonly c: Q.Rational
}

/** A portion that is made where another term has the same power. */
interface Choice {
  readonly power: string
  readonly make: () => Portion
  portion: Portion | null
}

export class CommonFactors {
  private readonly a: Algebra
  private readonly lengths: Lengths
  /** The better form of a node, as far as one was found. */
  private readonly now: (node: Node) => Node
  private readonly taken = new Known<readonly Node[]>()
  private readonly known = new Known<readonly Choice[]>()

  constructor(algebra: Algebra, lengths: Lengths, now: (node: Node) => Node) {
    this.a = algebra
    this.lengths = lengths
    this.now = now
  }

  private readonly cost = (node: Node): number => this.lengths.cost(node)

  /** The sum with common factors taken out, as long as that makes it smaller. */
  collected(start: Sum): Node {
    // short sums are tried from several beginnings: (A + B) x hides A (x + y) + B (x + z)
    const first = start.terms.length >= 4 && start.terms.length <= 6 ? this.commonFactors(start).slice(0, 3) : []
    const tried = first.filter((x) => this.cost(x) <= this.cost(start)).map((x) => this.greedily(x))
    return tried.reduce((best, x) => (this.cost(x) < this.cost(best) ? x : best), this.greedily(start))
  }

  private greedily(start: Node): Node {
    let node: Node = start
    for (let round = 0; round < 12 && node.kind === "sum" && node.terms.length > 1; round++) {
      const next = this.commonFactors(node)[0]
      if (next === undefined || this.cost(next) >= this.cost(node)) return node
      node = next
    }
    return node
  }

  /** The sum with each common factor taken out, shortest first. */
  private commonFactors(node: Sum): readonly Node[] {
    const known = this.taken.get(node)
    if (known !== undefined) return known
    if (this.a.effort <= 0) return []
    const found = this.factoredForms(node)
    this.taken.set(node, found)
    return found
  }

  private factoredForms(node: Sum): Node[] {
    const groups = new Map<string, Share[]>()
    const often = this.powersOften(node)
    node.terms.forEach(({ c, node: term }, index) => {
      for (const choice of this.choices(term)) {
        if (!often.has(choice.power)) continue
        choice.portion ??= choice.make()
        const { key, cofactor } = choice.portion
        // a matrix taken out of the middle would leave an array of more axes
        if (cofactor.shape.length > Math.max(2, term.shape.length)) continue
        const group = groups.get(key)
        // a term that has the factor twice gives it once
        if (group === undefined) groups.set(key, [{ ...choice.portion, c, index }])
        else if (group[group.length - 1]?.index !== index) group.push({ ...choice.portion, c, index })
      }
    })
    const found: Node[] = []
    for (const group of groups.values()) {
      if (group.length < 2 || this.a.effort <= 0) continue
      this.a.effort -= node.terms.length >> 3
      found.push(this.takenOut(node, group))
    }
    return found.sort((x, y) => this.cost(x) - this.cost(y))
  }

  /** The powers that more than one term has. */
  private powersOften(node: Sum): ReadonlySet<string> {
    const first = new Map<string, number>()
    const often = new Set<string>()
    node.terms.forEach((t, index) => {
      for (const { power } of this.choices(t.node)) {
        if ((first.get(power) ?? index) !== index) often.add(power)
        else first.set(power, index)
      }
    })
    return often
  }

  /** What may be taken out of a term; the same term meets it in many sums. */
  private choices(node: Product | Atom): readonly Choice[] {
    const known = this.known.get(node)
    if (known !== undefined) return known
    const list = node.kind === "atom" ? this.wholeChoice(node) : node.factors.flatMap((f, i) => this.choicesOf(node, f, i))
    this.known.set(node, list)
    return list
  }

  private wholeChoice(node: Atom): Choice[] {
    if (node.leaf !== null || node.shape.length > 0) return []
    return [{ power: `${node.id}^${this.a.one().id}`, make: () => this.wholeShare(node), portion: null }]
  }

  private choicesOf(node: Product, f: Factor, at: number): Choice[] {
    const apart = this.diagonalChoices(node, f, at)
    if (!this.worthTaking(f, node)) return apart
    const whole: Choice = { power: `${f.base.id}^${f.exponent.id}`, make: () => this.share(node, f, at), portion: null }
    // of 1/n² also 1/n
    const k = this.a.numberOf(f.exponent)
    if (k === null || !Q.isWhole(k) || Math.abs(k.p) < 2 || f.labels.length > 0) return [whole, ...apart]
    const one = this.a.whole(Math.sign(k.p))
    const rest = { ...f, exponent: this.a.whole(k.p - Math.sign(k.p)) }
    return [whole, { power: `${f.base.id}^${one.id}`, make: () => this.share(node, { ...f, exponent: one }, at, rest), portion: null }]
  }

  /** A matrix with both axes in the result: what stands along one of them becomes a diagonal, diag(v) A − u wᵀ A = (diag(v) − u wᵀ) A. */
  private diagonalChoices(node: Product, f: Factor, at: number): Choice[] {
    const [p, q] = f.labels as [number, number]
    if (f.labels.length !== 2 || p === q || node.out.length !== 2 || !this.a.isNumber(f.exponent, 1)) return []
    if (!node.out.includes(p) || !node.out.includes(q) || f.base.shape.length !== 2) return []
    const others = node.factors.filter((_, i) => i !== at)
    const power = `${f.base.id}^${f.exponent.id}`
    return [0, 1].flatMap((axis): Choice[] => {
      const [kept, free] = axis === 0 ? [p, q] : [q, p]
      // of A alone an identity matrix would be left
      if (others.some((g) => g.labels.includes(free)) || !others.some((g) => g.labels.includes(kept))) return []
      return [{ power, make: () => this.diagonalShare(node, f, others, kept), portion: null }]
    })
  }

  private diagonalShare(node: Product, f: Factor, others: readonly Factor[], kept: number): Portion {
    const { a } = this
    a.effort -= 1 + ((node.factors.length ** 2) >> 5)
    const axes = new Axes()
    node.sizes.forEach((n) => axes.fresh(n))
    const fresh = node.sizes.length
    const operands: Operand[] = others.map((g) => ({ node: a.plainPower(g.base, g.exponent), labels: g.labels }))
    const cofactor = a.product(operands, [kept, kept], axes)
    const factor = { ...f, labels: f.labels.map((l) => (l === kept ? fresh : l)) }
    const between = [kept, fresh]
    const sizes = [...node.sizes, node.sizes[kept] as Dim]
    return { key: keyOf(factor, between, node.out), cofactor, interface: between, factor, out: node.out, sizes }
  }

  /** Polynomials stay written out: symbols that multiply element by element are no common factors, functions are. */
  private worthTaking(f: Factor, node: Product): boolean {
    if (f.labels.some((l) => !node.out.includes(l))) return node.factors.length > 1
    const k = this.a.numberOf(f.exponent)
    if (k === null || k.p < 0 || k.q !== 1) return true
    // (s + t) x for a vector x
    if (f.labels.length > 0 && node.factors.length > 1 && node.factors.every((g) => g === f || g.labels.length === 0)) return true
    return !(f.base.kind === "atom" && (f.base.leaf !== null || f.base.primitive?.name === "axisSize"))
  }

  private wholeShare(node: Atom): Portion {
    const factor: Factor = { base: node, exponent: this.a.one(), labels: [] }
    return {
      key: `${node.id}^${factor.exponent.id}|||`,
      cofactor: this.a.one(),
      interface: [],
      factor,
      out: [],
      sizes: [],
    }
  }

  private share(node: Product, f: Factor, at: number, rest?: Factor): Portion {
    // long products are dear to build anew
    this.a.effort -= 1 + ((node.factors.length ** 2) >> 5)
    if (f.labels.length === 0 && node.shape.length > 0) return this.scalarShare(node, f, at, rest)
    const others = [...node.factors.filter((_, i) => i !== at), ...(rest === undefined ? [] : [rest])]
    const has = (l: number): boolean => others.some((g) => g.labels.includes(l))
    // beside a scalar the rest keeps all axes of the result, repeated ones too
    const between = [...new Set([...node.out, ...f.labels])].filter((l) => f.labels.length === 0 || has(l))
    const axes = new Axes()
    node.sizes.forEach((n) => axes.fresh(n))
    const operands: Operand[] = others.map((g) => ({ node: this.a.plainPower(g.base, g.exponent), labels: g.labels }))
    const cofactor = this.a.product(operands, between, axes)
    return { key: keyOf(f, between, node.out), cofactor, interface: between, factor: f, out: node.out, sizes: node.sizes }
  }

  /** A scalar beside any product: what is left has the axes of the whole. */
  private scalarShare(node: Product, f: Factor, at: number, rest?: Factor): Portion {
    const { a } = this
    const without = a.exchanged(node, at, null)
    const cofactor = rest === undefined ? without : a.multiply(without, a.plainPower(rest.base, rest.exponent))
    const axes = node.shape.map((_, i) => i)
    return { key: `${f.base.id}^${f.exponent.id}|`, cofactor, interface: axes, factor: f, out: axes, sizes: node.shape }
  }

  private takenOut(node: Sum, group: readonly Share[]): Node {
    const { a } = this
    const [s] = group as [Share]
    const inside = a.sum(
      group.map((x) => ({ c: x.c, node: x.cofactor })),
      s.cofactor.shape,
    )
    const axes = new Axes()
    s.sizes.forEach((n) => axes.fresh(n))
    const product = a.product(
      [
        { node: this.now(inside), labels: s.interface },
        { node: a.plainPower(s.factor.base, s.factor.exponent), labels: s.factor.labels },
      ],
      s.out,
      axes,
    )
    const taken = new Set(group.map((x) => x.index))
    return a.sum([...node.terms.filter((_, i) => !taken.has(i)), { c: Q.ONE, node: product }], node.shape)
  }
}

/** Which factor stands where beside what is left: terms with the same key share it. */
function keyOf(f: Factor, between: readonly number[], out: readonly number[]): string {
  const code = (l: number): string => (out.includes(l) ? `o${out.indexOf(l)}` : `f${f.labels.indexOf(l)}`)
  return `${f.base.id}^${f.exponent.id}|${f.labels.map(code).join()}|${between.map(code).join()}|${out.map(code).join()}`
}
