// Sums, products and powers of normal forms: like terms are collected, factors combined, coefficients computed.
import { broadcastShapes, type Dim, type Expr, type Primitive, primitives, sameShape, type Shape } from "@nablajs/core"
import { TooLarge } from "./bounded.ts"
import { Known } from "./known.ts"
import { Axes } from "./labels.ts"
import { distributedOver } from "./distribute.ts"
import type { Factor, Node, Product, Term } from "./node.ts"
import * as Q from "./rational.ts"
import { isNonnegative, powerOf } from "./powers.ts"
import type { Rational } from "./rational.ts"
import { productOf, scalarProduct } from "./multiply.ts"
import { Table } from "./table.ts"
import type { Fired, Operand, ProductRule, Rules, Rule, SumRule } from "./rule.ts"

// Distribution stops where it would give more terms.
const MAX_TERMS = 200

// Beyond so many terms and factors the normal form is given up.
const MOST_WALKED = 600_000

export class Algebra {
  readonly table = new Table()
  readonly sizesSeen = new Map<string, Expr>()
  readonly rules: ReadonlyMap<string, readonly Rule[]>
  private readonly sumRules: readonly SumRule[]
  readonly productRules: readonly ProductRule[]
  private readonly fired: Fired
  /** Whether powers of products come apart also where a factor may be negative. */
  readonly loose: boolean
  private readonly transposes = new Known<Node>()
  /** Rules may fire so often, then terms stay as they are. */
  budget = 20_000
  /** So many products may be made in trying other forms. */
  effort = 4_000
  /** Factors that may be compared with each other; beyond, terms are written down and no longer improved. */
  private work = 1_000_000
  /** Terms and factors that sums and products have gone through in all. */
  walked = 0
  /** Whether no node has a negative element, as far as it was asked. */
  readonly signs = new Known<boolean>()

  constructor(rules: Rules, fired: Fired = () => {}) {
    this.rules = rules.functions
    this.sumRules = rules.sums
    this.productRules = rules.products
    this.loose = rules.loose === true
    this.fired = fired
  }

  // --- numbers

  private readonly unit: Node = this.table.product([], [], [])

  readonly one = (shape: Shape = []): Node =>
    shape.length === 0
      ? this.unit
      : this.table.product(
          [],
          shape.map((_, i) => i),
          shape,
        )

  readonly number = (c: Rational, shape: Shape = []): Node => this.scale(c, this.one(shape))

  readonly whole = (n: number, shape: Shape = []): Node => this.number(Q.rational(n), shape)

  /** The number that every element of a node is, null where it is none. */
  readonly numberOf = (node: Node): Rational | null => node.number

  isNumber = (node: Node, n: number): boolean => {
    const c = node.number
    return c !== null && c.q === 1 && c.p === n
  }

  // --- sums

  scale(c: Rational, node: Node): Node {
    if (c.p === 1 && c.q === 1) return node
    if (node.kind === "sum") return this.sum([{ c, node }], node.shape)
    return this.table.sum(c.p === 0 ? [] : [{ c, node }], node.shape)
  }

  negate = (node: Node): Node => this.scale(Q.MINUS_ONE, node)

  add = (...nodes: readonly Node[]): Node => {
    const shape = nodes.map((x) => x.shape).reduce((a, b) => broadcastShapes("add", a, b))
    return this.sum(
      nodes.map((node) => ({ c: Q.ONE, node: this.broadcast(node, shape) })),
      shape,
    )
  }

  /** Σ c·node with like terms collected. */
  sum(terms: readonly { readonly c: Rational; readonly node: Node }[], shape: Shape): Node {
    this.spend(terms.length)
    this.walk(terms.length)
    const list = collected(this.flat(terms))
    if (list.length === 1 && list[0]?.c.p === 1 && list[0].c.q === 1) return list[0].node
    if (list.length > 1 && shape.length > 0 && list.every((t) => this.narrowed(t.node) !== t.node)) {
      return this.broadcast(
        this.sum(
          list.map((t) => ({ c: t.c, node: this.narrowed(t.node) })),
          [],
        ),
        shape,
      )
    }
    if (list.length > 1 && list.length <= MAX_TERMS && list.some((t) => t.node.applied)) {
      for (const rule of this.sumRules) {
        const better = rule.rewrite(this, list, shape)
        if (better !== null) return this.report(rule.name, () => this.table.sum(list, shape), better)
      }
    }
    return this.table.sum(list, shape)
  }

  /** The terms with those of sums among them. */
  private flat(terms: readonly { readonly c: Rational; readonly node: Node }[]): Term[] {
    const out: Term[] = []
    for (const { c, node } of terms) {
      if (node.kind !== "sum") {
        out.push({ c, node })
        continue
      }
      this.walk(node.terms.length)
      for (const t of node.terms) out.push(c.p === 1 && c.q === 1 ? t : { c: Q.times(c, t.c), node: t.node })
    }
    return out
  }

  private readonly known = new Map<object, Known<unknown>>()

  /** What a rule finds of a node, looked for once. */
  remembered<T>(rule: object, node: Node, find: () => T): T {
    const found = this.known.get(rule) ?? new Known<unknown>()
    this.known.set(rule, found)
    if (!found.has(node)) found.set(node, find())
    return found.get(node) as T
  }

  report(name: string, before: () => Node, after: Node): Node {
    this.budget--
    this.fired(name, before, after)
    return after
  }

  walk(count: number): void {
    this.walked += count
    if (this.walked > MOST_WALKED) throw new TooLarge()
  }

  spend(amount: number): void {
    this.work -= amount
    if (this.work < 0) this.budget = this.effort = 0
  }

  /** Coefficient and rest of a node. */
  split(node: Node): { c: Rational; rest: Node } {
    const [t] = node.kind === "sum" ? node.terms : []
    return node.kind === "sum" && node.terms.length === 1 && t !== undefined ? { c: t.c, rest: t.node } : { c: Q.ONE, rest: node }
  }

  isZero = (node: Node): boolean => node.kind === "sum" && node.terms.length === 0

  // --- products

  multiply = (...nodes: readonly Node[]): Node => {
    if (nodes.every((x) => x.shape.length === 0)) return this.numbers(nodes)
    const shape = nodes.map((x) => x.shape).reduce((a, b) => broadcastShapes("multiply", a, b))
    const axes = new Axes()
    const out = shape.map((n) => axes.fresh(n))
    return this.product(
      nodes.map((node) => this.aligned(node, shape, out, axes)),
      out,
      axes,
    )
  }

  /** The node's labels where it is broadcast to a shape with the labels `out`. */
  private aligned(node: Node, shape: Shape, out: readonly number[], axes: Axes): Operand {
    const extra = shape.length - node.shape.length
    return { node, labels: node.shape.map((n, i) => (n === shape[i + extra] ? (out[i + extra] as number) : axes.fresh(n))) }
  }

  broadcast(node: Node, shape: Shape): Node {
    if (sameShape(node.shape, shape)) return node
    const axes = new Axes()
    const out = shape.map((n) => axes.fresh(n))
    return this.product([this.aligned(node, shape, out, axes)], out, axes)
  }

  /** One node with its axes renamed: transposes, diagonals, sums, repetitions. */
  rearrange(node: Node, labels: readonly number[], out: readonly number[], size: (label: number) => Dim): Node {
    const axes = new Axes()
    const now = new Map<number, number>()
    const label = (l: number): number => {
      const known = now.get(l) ?? axes.fresh(size(l))
      now.set(l, known)
      return known
    }
    return this.product([{ node, labels: labels.map(label) }], out.map(label), axes)
  }

  transpose(node: Node): Node {
    if (node.shape.length !== 2) return node
    const known = this.transposes.get(node)
    if (known !== undefined) return known
    const turned =
      node.kind === "sum"
        ? this.sum(
            node.terms.map((t) => ({ c: t.c, node: this.transpose(t.node) })),
            [...node.shape].reverse(),
          )
        : this.rearrange(node, [0, 1], [1, 0], (l) => node.shape[l] as Dim)
    this.transposes.set(node, turned)
    this.transposes.set(turned, node)
    return turned
  }

  /** Whether a matrix is known to equal its transpose. */
  symmetric(node: Node): boolean {
    if (node.shape.length !== 2 || node.shape[0] !== node.shape[1]) return false
    if (node.kind === "atom") {
      if (node.leaf !== null) return node.leaf.flags.some((flag) => flag === "symmetric" || flag === "psd" || flag === "diagonal")
      return node.primitive?.name === "inv" && this.symmetric(node.args[0] as Node)
    }
    return this.transpose(node) === node
  }

  readonly symmetricFactor = (f: Factor): boolean => f.labels.length === 2 && f.base.kind !== "product" && this.symmetric(f.base)

  /** Σ over the labels that are not in `out` of the product of the operands. */
  product(operands: readonly Operand[], out: readonly number[], axes: Axes): Node {
    if (out.length === 0 && operands.every((x) => x.labels.length === 0)) return this.numbers(operands.map((x) => x.node))
    return productOf(this, operands, out, axes)
  }

  /** The product of numbers; those that are sums over labels bring their labels along. */
  private numbers(nodes: readonly Node[]): Node {
    return (
      scalarProduct(this, nodes) ??
      productOf(
        this,
        nodes.map((node) => ({ node, labels: [] })),
        [],
        new Axes(),
      )
    )
  }

  /** A named size as a value. */
  sizeAtom(size: Dim): Node {
    return typeof size === "number" ? this.whole(size) : this.table.apply(primitives.axisSize as Primitive, { size }, [], [])
  }

  // --- functions

  /** An elementwise function with its rules; arguments that repeat scalars are computed once. */
  map(name: string, args: readonly Node[], params?: unknown): Node {
    const p = primitives[name] as Primitive
    const shape = args.map((x) => x.shape).reduce((a, b) => broadcastShapes(name, a, b))
    const narrow = args.map((x) => this.narrowed(x))
    const inner = narrow.map((x) => x.shape).reduce((a, b) => broadcastShapes(name, a, b))
    if (!sameShape(inner, shape)) return this.broadcast(this.map(name, narrow, params), shape)
    return this.mapped(p, narrow, shape, params)
  }

  private mapped(p: Primitive, args: readonly Node[], shape: Shape, params: unknown): Node {
    const { name } = p
    const [only] = args
    if (args.length === 1 && only !== undefined) {
      const inside = this.untransposed(only)
      if (inside !== null) return this.transpose(this.map(name, [inside], params))
    }
    if (this.budget > 0) {
      for (const rule of this.rules.get(name) ?? []) {
        const better = rule.rewrite(this, args, shape)
        if (better !== null) return this.report(rule.name, () => this.table.apply(p, params, args, shape), this.broadcast(better, shape))
      }
    }
    return this.table.apply(p, params, args, shape)
  }

  /** X where the node is X'. */
  untransposed(node: Node): Node | null {
    const [f] = node.kind === "product" ? node.factors : []
    if (node.kind !== "product" || node.factors.length !== 1 || f === undefined || node.out.length !== 2 || f.labels.length !== 2)
      return null
    return f.labels[0] === node.out[1] && f.labels[1] === node.out[0] && node.out[0] !== node.out[1] ? this.transpose(node) : null
  }

  /** The scalar that a node repeats, else the node. */
  narrowed(node: Node): Node {
    if (node.shape.length === 0) return node
    const number = this.numberOf(node)
    if (number !== null) return this.number(number)
    const { c, rest } = this.split(node)
    if (rest.kind !== "product" || rest.factors.some((f) => f.labels.length > 0) || new Set(rest.out).size !== rest.out.length) return node
    return this.scale(
      c,
      this.product(
        rest.factors.map((f) => ({ node: this.power(f.base, f.exponent), labels: [] })),
        [],
        new Axes(),
      ),
    )
  }

  readonly primitive = (name: string): Primitive => primitives[name] as Primitive

  /** Any other primitive. */
  apply(p: Primitive, params: unknown, args: readonly Node[], shape: Shape): Node {
    if (this.budget > 0) {
      for (const rule of this.rules.get(p.name) ?? []) {
        const better = rule.rewrite(this, args, shape)
        if (better !== null) return this.report(rule.name, () => this.table.apply(p, params, args, shape), better)
      }
    }
    return this.table.apply(p, params, args, shape)
  }

  /** The product with one factor replaced by a node with the same axes, or by nothing. */
  exchanged(node: Product, at: number, by: Node | null): Node {
    const axes = new Axes()
    node.sizes.forEach((n) => axes.fresh(n))
    const operands: Operand[] = node.factors.flatMap((f, i) => {
      if (i !== at) return [{ node: this.plainPower(f.base, f.exponent), labels: f.labels }]
      return [{ node: by ?? this.one(f.base.shape), labels: f.labels }]
    })
    return this.product(operands, node.out, axes)
  }

  /** The node to a scalar power, element by element. */
  readonly power = (node: Node, exponent: Node): Node => powerOf(this, node, exponent)

  /** The power as it stands, without rules. */
  plainPower(base: Node, exponent: Node): Node {
    if (this.isNumber(exponent, 1)) return base
    const labels = base.shape.map((_, i) => i)
    return this.table.product([{ base, exponent, labels }], labels, base.shape)
  }

  readonly nonnegative = (node: Node): boolean => isNonnegative(this, node)

  /** Products over sums multiplied out, as far as the limit of terms allows; null where there is nothing to multiply out. */
  readonly distributed = (node: Node): Node | null => distributedOver(this, node)
}

/** Terms by their nodes, like terms added up. */
function collected(terms: Term[]): Term[] {
  terms.sort((s, t) => s.node.id - t.node.id)
  const out: Term[] = []
  for (let i = 0; i < terms.length; ) {
    const { node } = terms[i] as Term
    let { c } = terms[i++] as Term
    for (; terms[i]?.node === node; i++) c = Q.plus(c, (terms[i] as Term).c)
    if (c.p !== 0) out.push({ c, node })
  }
  return out
}
