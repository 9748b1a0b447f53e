// Scalars as quotients of polynomials in what they are made of: √x, eˣ, sin x are unknowns like others. What numerator and
// denominator have in common cancels, and each is written multiplied out or by its repeated factors, whichever is shorter.
import type { Algebra } from "./algebra.ts"
import { TooLarge } from "./bounded.ts"
import { type Factor, isExp, type Node, type Product, type Sum } from "./node.ts"
import { isUnit, type Poly, Polynomials } from "./polynomials.ts"
import * as Q from "./rational.ts"

const MAX_UNKNOWNS = 5
const MAX_DEGREE = 12
const WORK = 6_000

interface Fraction {
  readonly top: Poly
  readonly below: Poly
}

/** An unknown to a power: √x, xⁿ, e^(2x). */
interface Power {
  readonly key: string
  /** base^(exponent · c) */
  readonly of: (c: Q.Rational) => Node
  readonly c: Q.Rational
}

/** The node as reduced fractions, each written in several ways; none where it is no fraction or too large. */
export function fractionsOf(a: Algebra, node: Node): readonly Node[] {
  if (node.kind === "atom" || node.shape.length > 0) return []
  try {
    const reader = new Reader(a)
    return reader.collect(node) ? reader.forms(node) : []
  } catch (error) {
    if (error instanceof TooLarge) return []
    throw error
  }
}

class Reader {
  private readonly a: Algebra
  private readonly p = new Polynomials(WORK)
  private readonly roots = new Map<string, { index: number; of: Power["of"]; q: number }>()

  constructor(a: Algebra) {
    this.a = a
  }

  private get level(): number {
    return this.roots.size
  }

  /** Finds the unknowns; false where there are none or too many. */
  collect(root: Node): boolean {
    const stack: Node[] = [root]
    let left = 200
    while (stack.length > 0) {
      const node = stack.pop() as Node
      if (--left < 0) return false
      if (node.kind === "sum") stack.push(...node.terms.map((t) => t.node))
      else
        for (const power of this.powers(node)) {
          if (power instanceof Opened) stack.push(power.sum)
          else this.note(power)
        }
    }
    return this.level > 0 && this.level <= MAX_UNKNOWNS
  }

  private note({ key, of, c }: Power): void {
    const known = this.roots.get(key)
    if (known === undefined) this.roots.set(key, { index: this.level, of, q: c.q })
    else known.q = (known.q * c.q) / common(known.q, c.q)
  }

  /** The factors of a term; sums to whole powers open up. */
  private powers(node: Node): (Power | Opened)[] {
    const a = this.a
    if (a.numberOf(node) !== null) return []
    if (node.kind === "product") {
      if (node.factors.some((f) => f.labels.length > 0) || node.out.length > 0) throw new TooLarge()
      return node.factors.flatMap((f): (Power | Opened)[] => {
        const k = a.numberOf(f.exponent)
        if (k !== null && f.base.kind === "sum" && Q.isWhole(k)) return [new Opened(f.base, k.p)]
        return this.powersOf(f.base, f.exponent)
      })
    }
    return node.kind === "sum" ? [new Opened(node, 1)] : this.powersOf(node, a.one())
  }

  private powersOf(base: Node, exponent: Node): Power[] {
    const a = this.a
    if (isExp(base)) {
      const u = a.multiply(base.args[0] as Node, exponent)
      const terms = u.kind === "sum" ? u.terms : [{ c: Q.ONE, node: u }]
      return terms.map(({ c, node }) => ({ key: `e${node.id}`, c, of: (k) => a.map("exp", [a.scale(k, node)]) }))
    }
    const terms = exponent.kind === "sum" ? exponent.terms : [{ c: Q.ONE, node: exponent }]
    return terms.map(({ c, node }) => ({ key: `${base.id}^${node.id}`, c, of: (k) => a.power(base, a.scale(k, node)) }))
  }

  forms(node: Node): Node[] {
    const { top, below } = this.fraction(node)
    const { p } = this
    if (isNull(top)) return [this.a.whole(0)]
    if (isNull(below)) return []
    const divisor = p.common(top, below)
    const [n, d] = [p.quotient(top, divisor) as Poly, p.quotient(below, divisor) as Poly]
    const [tops, belows] = [this.written(n), this.written(d)]
    return tops.flatMap((x) => belows.map((y) => this.a.multiply(x, this.a.power(y, this.a.whole(-1)))))
  }

  private fraction(node: Node): Fraction {
    const { p } = this
    const { c, rest } = this.a.split(node)
    if (node.kind === "sum" && rest === node) return this.sum(node)
    if (!Number.isSafeInteger(c.p)) throw new TooLarge()
    let [top, below] = [p.number(BigInt(c.p), this.level), p.number(BigInt(c.q), this.level)]
    if (this.a.numberOf(rest) !== null) return { top, below }
    for (const power of this.powers(rest)) {
      const [x, k] = power instanceof Opened ? [this.fraction(power.sum), power.k] : this.unknown(power)
      if (Math.abs(k) > MAX_DEGREE) throw new TooLarge()
      const [up, down] = k < 0 ? [x.below, x.top] : [x.top, x.below]
      top = p.multiply(top, p.power(up, Math.abs(k), this.level))
      below = p.multiply(below, p.power(down, Math.abs(k), this.level))
    }
    return { top, below }
  }

  private unknown(power: Power): [Fraction, number] {
    const { index, q } = this.roots.get(power.key) as { index: number; q: number }
    return [{ top: this.p.unknown(index, 1, this.level), below: this.p.one(this.level) }, (power.c.p * q) / power.c.q]
  }

  private sum(node: Sum): Fraction {
    const { p } = this
    const parts = node.terms.map((t) => this.fraction(t.c.p === 1 && t.c.q === 1 ? t.node : this.a.table.sum([t], node.shape)))
    let [top, below] = [p.zero(this.level), p.one(this.level)]
    for (const x of parts) {
      const divisor = p.common(below, x.below)
      const [left, right] = [p.quotient(x.below, divisor) as Poly, p.quotient(below, divisor) as Poly]
      top = p.add(p.multiply(top, left), p.multiply(x.top, right))
      below = p.multiply(below, left)
    }
    return { top, below }
  }

  /** Multiplied out, and by its repeated factors. */
  private written(x: Poly): Node[] {
    const plain = this.node(x)
    const factors = this.p.factors(x, this.level)
    // x (3x − 4) stays multiplied out
    if (!factors.some(([f, m]) => m > 1 && termsOf(f) > 1)) return [plain]
    const back = factors.reduce<Poly>((all, [f, m]) => this.p.multiply(all, this.p.power(f, m, this.level)), this.p.one(this.level))
    // common divisors leave the sign open
    const sign = isUnit(this.p.positive(x)) || this.same(back, x) ? 1 : -1
    const nodes = factors.map(([f, m]) => this.a.power(this.node(f), this.a.whole(m)))
    return [plain, this.a.scale(Q.rational(sign), this.a.multiply(this.a.one(), ...nodes))]
  }

  private same(x: Poly, y: Poly): boolean {
    return isNull(this.p.add(x, this.p.negate(y)))
  }

  private node(x: Poly): Node {
    const unknowns = [...this.roots.values()]
    const terms: { c: Q.Rational; node: Node }[] = []
    const visit = (part: Poly, level: number, over: readonly Node[]): void => {
      if (typeof part === "bigint") {
        if (part === 0n) return
        if (part > 9007199254740991n || part < -9007199254740991n) throw new TooLarge()
        terms.push({ c: Q.rational(Number(part)), node: this.a.multiply(this.a.one(), ...over) })
      } else {
        part.forEach((c, k) => {
          const { of, q } = unknowns[level - 1] as { of: Power["of"]; q: number }
          visit(c, level - 1, k === 0 ? over : [...over, of(Q.rational(k, q))])
        })
      }
    }
    visit(x, this.level, [])
    return this.a.sum(terms, [])
  }
}

/** A sum to a whole power. */
class Opened {
  readonly sum: Node
  readonly k: number
  constructor(sum: Node, k: number) {
    this.sum = sum
    this.k = k
  }
}

const termsOf = (x: Poly): number => (typeof x === "bigint" ? (x === 0n ? 0 : 1) : x.reduce((n, c) => n + termsOf(c), 0))

const isNull = (x: Poly): boolean => (typeof x === "bigint" ? x === 0n : x.length === 0)

const common = (a: number, b: number): number => (b === 0 ? a : common(b, a % b))

/**
 * Whether it may be worth to read a node as a fraction: sums above and below a line, sums below lines in a sum. In depth also
 * sums that may be powers.
 */
export function isFractional(a: Algebra, node: Node, deep: boolean): boolean {
  if (node.kind === "atom" || node.shape.length > 0) return false
  if (node.kind === "product") return cancels(a, node)
  if (node.terms.some((t) => divides(a, t.node))) return true
  const { length } = node.terms
  const hidden = (t: Node): boolean => (deep ? t.kind === "product" : powersOfSums(a, t, 2) > 0)
  return length >= 2 && length <= 12 && node.terms.some((t) => hidden(t.node))
}

/** How many factors are sums to whole powers from `least` on. */
const powersOfSums = (a: Algebra, node: Node, least: number): number =>
  node.kind !== "product"
    ? 0
    : node.factors.filter((f) => {
        const k = f.base.kind === "sum" ? a.numberOf(f.exponent) : null
        return k !== null && Q.isWhole(k) && k.p >= least
      }).length

function divides(a: Algebra, node: Node): boolean {
  if (node.kind === "sum") return node.terms.some((t) => divides(a, t.node))
  return node.kind === "product" && node.factors.some((f) => f.base.kind === "sum" && (isBelow(a, f) || divides(a, f.base)))
}

const isBelow = (a: Algebra, f: Factor): boolean => (a.numberOf(f.exponent)?.p ?? 1) < 0

/** Whether something above may cancel against a sum below, or sums have fractions of their own. */
function cancels(a: Algebra, node: Product): boolean {
  const sums = node.factors.filter((f) => f.base.kind === "sum")
  if (sums.some((f) => divides(a, f.base) || (isBelow(a, f) && (f.base as Sum).terms.some((t) => fractions(a, t.node))))) return true
  const below = sums.filter((f) => isBelow(a, f))
  return below.length > 0 && (sums.length > 1 || below.some((f) => sharesFactor(f.base as Sum, node)))
}

const fractions = (a: Algebra, node: Node): boolean => node.kind === "product" && node.factors.some((f) => isBelow(a, f))

/** Whether all terms of a sum have a base that the product has as well, or one that is an exponential. */
const sharesFactor = (sum: Sum, node: Product): boolean =>
  node.factors.some(
    (f) =>
      sum.terms.every((t) => t.node === f.base || (t.node.kind === "product" && t.node.factors.some((g) => g.base === f.base))) ||
      (isExp(f.base) && sum.terms.some((t) => isExp(t.node))),
  )
