// From the normal form back to terms, in the order and with the signs that people write.
import {
  add,
  apply,
  axisSize,
  broadcast,
  type Dim,
  divide,
  dot,
  type Expr,
  literal,
  multiply,
  negative,
  pow,
  type Primitive,
  primitives,
  type Shape,
  square,
  sqrt,
  subtract,
  sum,
  toExpr,
  where,
} from "@nablajs/core"
import type { Algebra } from "./algebra.ts"
import { type Branches, branchesOf, halfStepOf, halved, isLogSoftmax } from "./choices.ts"
import { bulk, coefficient, weight } from "./coefficient.ts"
import { contractions, type Piece } from "./contractions.ts"
import { Known } from "./known.ts"
import { Axes, components } from "./labels.ts"
import { type Atom, type Factor, type Node, type Product, reach, type Sum } from "./node.ts"
import { byName, inOrder, nameOf, orderOf } from "./order.ts"
import * as Q from "./rational.ts"
import { withoutContent } from "./reopen.ts"

const v = (x: Expr): never => x as never
const e = (x: unknown): Expr => (typeof x === "number" ? literal(x) : (x as Expr))

/** The terms of nodes, each node once. */
export class Raiser {
  private readonly algebra: Algebra
  private readonly done = new Known<Expr>()

  constructor(algebra: Algebra) {
    this.algebra = algebra
  }

  raise(root: Node): Expr {
    if (!this.done.has(root)) for (const node of reach(root, this.done)) this.done.set(node, this.one(node))
    return this.done.get(root) as Expr
  }

  private readonly of = (node: Node): Expr => this.done.get(node) ?? this.raise(node)

  private one(node: Node): Expr {
    if (node.kind === "atom") return this.atom(node)
    return node.kind === "sum" ? this.sum(node) : this.product(Q.ONE, node)
  }

  private atom(node: Atom): Expr {
    if (node.leaf !== null) return node.leaf
    const p = node.primitive as Primitive
    if (p.name === "axisSize") return this.size((node.params as { size: Dim }).size)
    const step = p.name === "where" ? halfStepOf(this.algebra, node) : null
    if (step !== null)
      return this.raise(halved(this.algebra, this.algebra.add(this.algebra.map("sign", [step]), this.algebra.one(node.shape))))
    return this.softmaxPower(node) ?? apply(p, node.args.map(this.of), node.params)
  }

  /** Whole powers of a softmax: e^(k (x − logsumexp x)). */
  private softmaxPower(node: Atom): Expr | null {
    if (node.primitive?.name !== "exp") return null
    const { c, rest } = withoutContent(this.algebra, node.args[0] as Node)
    if (!Q.isWhole(c) || c.p < 2 || !isLogSoftmax(this.algebra, rest)) return null
    return e(pow(v(this.raise(this.algebra.map("exp", [rest]))), v(literal(c.p))))
  }

  /** A named size, read from a term that has it. */
  private size(size: Dim): Expr {
    if (typeof size === "number") return literal(size)
    const source = this.algebra.sizesSeen.get(size)
    if (source !== undefined) return toExpr(axisSize(v(source), [source.shape.indexOf(size)]))
    const part = (text: string): Expr => (/^-?\d+$/.test(text) ? literal(Number(text)) : this.size(text))
    const product = (text: string): Expr =>
      text
        .split("*")
        .map(part)
        .reduce((a, b) => e(multiply(v(a), v(b))))
    return size
      .replaceAll("-", "+-1*")
      .split("+")
      .filter((t) => t !== "")
      .map(product)
      .reduce((a, b) => e(add(v(a), v(b))))
  }

  private sum(node: Sum): Expr {
    const { terms, shape } = node
    if (terms.length === 0) return filled(literal(0), shape)
    if (terms.length === 1) return this.scaled((terms[0] as Sum["terms"][number]).c, (terms[0] as Sum["terms"][number]).node)
    const branches = branchesOf(this.algebra, node)
    if (branches !== null) return this.choice(branches)
    const common = Q.content(terms.map((t) => t.c))
    const inner = terms.map((t) => ({ ...t, c: Q.times(t.c, Q.inverse(common)) }))
    if (weight(common) + bulk(inner) < bulk(terms)) return this.times(common, this.list(inner, shape))
    return this.list(terms, shape)
  }

  private choice({ condition, holds, fails, rest }: Branches): Expr {
    const chosen = e(where(v(this.raise(condition)), v(this.raise(holds)), v(this.raise(fails))))
    return this.algebra.isZero(rest) ? chosen : e(add(v(chosen), v(this.raise(rest))))
  }

  private list(terms: Sum["terms"], shape: Shape): Expr {
    const sorted = inOrder(terms, this.algebra)
    const front = sorted.findIndex((t) => t.c.p > 0)
    const ordered = front > 0 ? [sorted[front] as (typeof sorted)[number], ...sorted.slice(0, front), ...sorted.slice(front + 1)] : sorted
    // a scalar that every element repeats needs no ones beside terms of full shape
    const full = ordered.some((t) => !this.repeats(t.node))
    const parts = ordered.map((t) => {
      const positive = t.c.p < 0 ? Q.negate(t.c) : t.c
      const narrow = full && shape.length > 0 && this.repeats(t.node)
      return { negative: t.c.p < 0, x: narrow ? this.scaledScalar(positive, t.node) : this.scaled(positive, t.node) }
    })
    return joined(parts)
  }

  private repeats(node: Node): boolean {
    return node.shape.length > 0 && this.algebra.narrowed(node) !== node
  }

  private scaledScalar(c: Q.Rational, node: Node): Expr {
    const narrow = this.algebra.narrowed(node)
    const { c: own, rest } = this.algebra.split(narrow)
    return this.scaled(Q.times(c, own), rest)
  }

  private scaled(c: Q.Rational, node: Node): Expr {
    if (c.p === 1 && c.q === 1) return this.of(node)
    return node.kind === "product" ? this.product(c, node) : this.times(c, this.of(node))
  }

  private times(c: Q.Rational, x: Expr): Expr {
    if (c.p < 0) return e(negative(v(this.times(Q.negate(c), x))))
    const { above, below: first, last } = coefficient(c)
    const below = first === null ? (last ?? null) : last === undefined ? first : e(multiply(v(first), v(last)))
    const top = above === null ? x : x.literal === 1 ? above : e(multiply(v(above), v(x)))
    return below === null ? top : e(divide(v(top), v(below)))
  }

  /** c · scalars · tensors, what has negative powers below a line. */
  private product(c: Q.Rational, node: Product): Expr {
    if (c.p < 0) return e(negative(v(this.product(Q.negate(c), node))))
    const scalars = node.factors.filter((f) => f.labels.length === 0)
    const tensors = node.factors.filter((f) => f.labels.length > 0)
    const [top, bottom] = this.fraction(scalars)
    const tensor = tensors.length > 0 ? this.tensor(tensors, node) : this.constant(node)
    const written = coefficient(c)
    if (written.below !== null) bottom.unshift(written.below)
    if (written.last !== undefined) bottom.push(written.last)
    // s (1 ./ x) is s ./ x
    if (
      tensor?.primitive?.name === "divide" &&
      tensor.args[0]?.literal === 1 &&
      bottom.length === 0 &&
      (top.length > 0 || written.above !== null)
    )
      return e(divide(v(multiplied([...(written.above === null ? [] : [written.above]), ...top])), v(tensor.args[1] as Expr)))
    const above = [...(written.above === null ? [] : [written.above]), ...top, ...(tensor === null ? [] : [tensor])]
    const numerator = above.length === 0 ? literal(1) : multiplied(above)
    const quotient = bottom.length === 0 ? numerator : e(divide(v(numerator), v(multiplied(bottom))))
    if (tensor !== null || node.shape.length === 0) return quotient
    // 1 / n everywhere is ones over n
    return numerator.literal === 1 && bottom.length > 0
      ? e(divide(v(filled(numerator, node.shape)), v(multiplied(bottom))))
      : filled(quotient, node.shape)
  }

  /** Ones of the product's shape where they are a diagonal; null where a scalar is only repeated. */
  private constant(node: Product): Expr | null {
    if (new Set(node.out).size === node.out.length) return null
    const label = node.out[0] as number
    const size = (l: number): Dim => node.sizes[l] as Dim
    if (node.out.length > 2) return contractions([], node.out, size)
    const ones: Piece = { x: e(broadcast(1, [size(label)], [0])), labels: [label], symmetric: false, rank: 0 }
    return contractions([{ ...ones, x: filled(literal(1), [size(label)]) }], node.out, size)
  }

  private fraction(factors: readonly Factor[]): [Expr[], Expr[]] {
    const rank = (f: Factor): number => (this.algebra.numberOf(f.exponent) === null ? 1.5 : orderOf(f.base))
    const sorted = [...factors].sort((a, b) => rank(a) - rank(b) || byName(a.base, b.base) || a.base.id - b.base.id)
    const top: Expr[] = []
    const bottom: Expr[] = []
    // √2 √π is √(2 π)
    const joined = new Set<Factor>()
    for (const sign of [1, -1] as const) {
      const roots = sorted.filter((f) => this.isConstantRoot(f, sign))
      if (roots.length < 2) continue
      for (const f of roots) joined.add(f)
      ;(sign === 1 ? top : bottom).push(e(sqrt(v(multiplied(roots.map((f) => this.of(f.base)))))))
    }
    for (const f of sorted) {
      if (joined.has(f)) continue
      if (this.algebra.split(f.exponent).c.p < 0) bottom.push(this.power(f.base, this.algebra.negate(f.exponent)))
      else top.push(this.power(f.base, f.exponent))
    }
    return [top, bottom]
  }

  private isConstantRoot(f: Factor, sign: 1 | -1): boolean {
    const k = this.algebra.numberOf(f.exponent)
    const constant =
      this.algebra.numberOf(f.base) !== null || (f.base.kind === "atom" && f.base.leaf?.literal !== null && f.base.leaf !== null)
    return constant && f.labels.length === 0 && k !== null && k.q === 2 && k.p === sign
  }

  private power(base: Node, exponent: Node): Expr {
    const x = this.of(base)
    const c = this.algebra.numberOf(exponent)
    return c === null ? e(pow(v(x), v(this.of(exponent)))) : raisedTo(x, c)
  }

  private tensor(factors: readonly Factor[], node: Product): Expr {
    const lone = factors.length === 1 ? (factors[0] as Factor) : null
    const exponent = lone === null ? null : this.algebra.numberOf(lone.exponent)
    if (
      lone !== null &&
      exponent !== null &&
      node.out.length === 0 &&
      exponent.p === 2 &&
      exponent.q === 1 &&
      new Set(lone.labels).size === lone.labels.length
    ) {
      const x = this.of(lone.base)
      return x.name !== null && x.shape.length === 1 ? e(dot(v(x), v(x))) : e(sum(square(v(x)) as never))
    }
    const half = node.out.length === 0 ? this.halfOf(factors, node) : null
    if (half !== null) return e(sum(square(v(this.raise(half))) as never))
    const groups = new Map<string, Factor[]>()
    for (const f of factors) {
      const key = f.labels.join(",")
      groups.set(key, [...(groups.get(key) ?? []), f])
    }
    const rank = (x: readonly Factor[]): number => Math.min(...x.map((f) => orderOf(f.base)))
    const names = (x: readonly Factor[]): string =>
      x
        .map((f) => nameOf(f.base))
        .sort()
        .join(" ")
    const sorted = [...groups.values()].sort((s, t) => rank(s) - rank(t) || (names(s) < names(t) ? -1 : names(s) > names(t) ? 1 : 0))
    const pieces = sorted.flatMap((group, i) => this.pieces(group, node).map((piece) => ({ ...piece, rank: i })))
    return contractions(pieces, node.out, (l) => node.sizes[l] as Dim)
  }

  /** y where a scalar is yᵀ y: its factors part into two equal vectors along one label. */
  private halfOf(factors: readonly Factor[], node: Product): Node | null {
    if (factors.length < 4 || factors.length % 2 === 1) return null
    for (const l of new Set(factors.flatMap((f) => f.labels))) {
      const whole = new Map<Factor, Factor>(factors.map((f) => [{ ...f, labels: f.labels.filter((k) => k !== l) }, f]))
      const parts = components([...whole.keys()])
      if (parts.length !== 2) continue
      const [a, b] = parts.map((part) =>
        this.vectorAlong(
          part.map((f) => whole.get(f) as Factor),
          l,
          node,
        ),
      )
      if (a !== undefined && a === b) return a
    }
    return null
  }

  private vectorAlong(part: readonly Factor[], label: number, node: Product): Node {
    const axes = new Axes()
    node.sizes.forEach((n) => axes.fresh(n))
    return this.algebra.product(
      part.map((f) => ({ node: this.algebra.plainPower(f.base, f.exponent), labels: f.labels })),
      [label],
      axes,
    )
  }

  /** Factors with the same labels: quotients stay together, as x ./ y, others may part. */
  private pieces(group: readonly Factor[], node: Product): Piece[] {
    const summedVector = group.length === 2 && group[0]?.labels.length === 1 && !node.out.includes(group[0].labels[0] as number)
    const below = group.some((f) => (this.algebra.split(f.exponent).c.p ?? 1) < 0)
    const piece = (factors: readonly Factor[]): Piece => {
      const [top, bottom] = this.fraction(factors)
      const first = factors[0] as Factor
      const numerator = top.length === 0 ? literal(1) : multiplied(top)
      const x = bottom.length === 0 ? numerator : e(divide(v(numerator), v(multiplied(bottom))))
      const symmetric = factors.length === 1 && first.labels.length === 2 && this.algebra.symmetric(first.base)
      return { x, labels: first.labels, symmetric, rank: Math.min(...factors.map((f) => f.base.id)) }
    }
    return summedVector && !below ? group.map((f) => piece([f])) : [piece(group)]
  }
}

function raisedTo(x: Expr, c: Q.Rational): Expr {
  if (c.p === 1 && c.q === 1) return x
  if (c.q === 2 && c.p === 1) return rootOf(x)
  if (c.q === 2 && c.p > 1) return e(pow(v(rootOf(x)), v(literal(c.p))))
  return e(pow(v(x), v(literal(Q.toNumber(c)))))
}

/** √Σx² is a norm. */
function rootOf(x: Expr): Expr {
  const [u, w] = x.args
  const inner = x.primitive?.name === "contract" && u === w && x.shape.length === 0 && u?.shape.length === 1 ? u : summedSquare(x)
  return inner === null ? e(sqrt(v(x))) : apply(primitives.norm as Primitive, [inner], { axes: inner.shape.map((_, i) => i) })
}

/** u where the term is Σ u² over all elements. */
function summedSquare(x: Expr): Expr | null {
  const [s] = x.args
  return x.primitive?.name === "sum" && x.shape.length === 0 && s?.primitive?.name === "square" ? (s.args[0] as Expr) : null
}

const multiplied = (list: readonly Expr[]): Expr => list.reduce((a, b) => e(multiply(v(a), v(b))))

const filled = (x: Expr, shape: Shape): Expr =>
  shape.length === 0
    ? x
    : e(
        broadcast(
          v(x),
          shape,
          shape.map((_, i) => i),
        ),
      )

const LONG = 64

interface Part {
  readonly negative: boolean
  readonly x: Expr
}

function joined(parts: readonly Part[]): Expr {
  if (parts.length > LONG) return halves(parts, 0, parts.length)
  const [first, ...rest] = parts as [Part, ...Part[]]
  return rest.reduce((a, t) => e((t.negative ? subtract : add)(v(a), v(t.x))), first.negative ? e(negative(v(first.x))) : first.x)
}

function halves(parts: readonly Part[], from: number, to: number): Expr {
  const one = parts[from] as Part
  if (to - from === 1) return one.negative ? e(negative(v(one.x))) : one.x
  const middle = (from + to) >> 1
  const second = parts[middle] as Part
  if (to - middle === 1 && second.negative) return e(subtract(v(halves(parts, from, middle)), v(second.x)))
  return e(add(v(halves(parts, from, middle)), v(halves(parts, middle, to))))
}
