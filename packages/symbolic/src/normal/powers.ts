// Powers of normal forms. Fractional powers come out of products only where nothing is negative: √x² is |x|.
import type { Shape } from "@nablajs/core"
import type { Algebra } from "./algebra.ts"
import type { Operand } from "./rule.ts"
import { Axes } from "./labels.ts"
import type { Atom, Factor, Node, Product } from "./node.ts"
import type { Rational } from "./rational.ts"
import * as Q from "./rational.ts"
import { contentOf } from "./reopen.ts"

// So deep signs are looked for.
const DEEP = 100

/** The node to a scalar power, element by element. */
export function powerOf(a: Algebra, node: Node, exponent: Node): Node {
  const k = a.numberOf(exponent)
  if (k !== null && k.p === 0) return a.one(node.shape)
  if (k !== null && k.p === 1 && k.q === 1) return node
  const number = a.numberOf(node)
  if (number !== null && k !== null) return numericPower(a, number, k, node.shape)
  const { c, rest } = a.split(node)
  const whole = k !== null && Q.isWhole(k)
  if (node.kind === "sum" && k !== null && rest !== node && (whole || c.p > 0))
    return a.multiply(numericPower(a, c, k, []), a.power(rest, exponent))
  if (node.kind === "sum" && k !== null && k.p < 0) {
    for (const rule of a.rules.get("reciprocal") ?? []) {
      const better = rule.rewrite(a, [node], node.shape)
      if (better !== null)
        return a.power(
          a.report(rule.name, () => a.plainPower(node, a.whole(-1)), better),
          a.negate(exponent),
        )
    }
  }
  if (node.kind === "sum" && whole) {
    const common = contentOf(a, node)
    if (common !== null) return a.multiply(a.power(a.number(common), exponent), a.power(a.scale(Q.inverse(common), node), exponent))
  }
  if (node.kind === "atom") return atomPower(a, node, exponent, k)
  if (node.kind === "product") return productPower(a, node, exponent, k)
  return a.plainPower(node, exponent)
}

function numericPower(a: Algebra, c: Rational, k: Rational, shape: Shape): Node {
  if (Q.isWhole(k)) {
    const value = c.p === 0 && k.p < 0 ? null : Q.power(c, k.p)
    if (value !== null) return a.number(value, shape)
  } else if (c.p === 0) {
    if (k.p > 0) return a.number(Q.ZERO, shape)
  } else if (c.p > 0) {
    const value = Q.root(c, k.q)
    const power = value === null ? null : Q.power(value, k.p)
    if (power !== null) return a.number(power, shape)
    const divisor = a.loose ? smallestDivisor(c) : null
    if (divisor !== null) {
      const parts = [Q.rational(divisor), Q.times(c, Q.inverse(Q.rational(divisor)))]
      return a.broadcast(a.multiply(...parts.map((part) => numericPower(a, part, k, []))), shape)
    }
    // 2^(3/2) = 2 · 2^(1/2)
    const floor = Math.floor(k.p / k.q)
    const part = Q.plus(k, Q.rational(-floor))
    const front = floor === 0 ? null : Q.power(c, floor)
    if (front !== null && Q.isWhole(c) && k.p > 0) return a.broadcast(a.scale(front, a.plainPower(a.number(c), a.number(part))), shape)
  }
  return a.broadcast(a.plainPower(a.number(c), a.number(k)), shape)
}

/** The smallest divisor of a whole number; null for primes and for fractions. */
function smallestDivisor(c: Rational): number | null {
  if (c.q > 1) return null
  for (let d = 2; d * d <= c.p && d < 1000; d++) if (c.p % d === 0) return d
  return null
}

function atomPower(a: Algebra, node: Atom, exponent: Node, k: Rational | null): Node {
  if (node.primitive?.name === "exp") return a.map("exp", [a.multiply(exponent, node.args[0] as Node)])
  if (a.loose && node.leaf?.literal === Math.E) return a.map("exp", [exponent])
  for (const rule of (node.primitive === null ? undefined : a.rules.get(`${node.primitive.name}^`)) ?? []) {
    const better = rule.rewrite(a, [node, exponent], node.shape)
    if (better !== null) return better
  }
  const even = k !== null && Q.isWhole(k) && k.p % 2 === 0
  if (node.primitive?.name === "abs" && even)
    return a.report("|x|² = x²", () => a.plainPower(node, exponent), a.power(node.args[0] as Node, exponent))
  return a.plainPower(node, exponent)
}

/** (Π fᵉ)ᵏ, where the product sums nothing: each factor whose power may be raised. */
function productPower(a: Algebra, node: Product, exponent: Node, k: Rational | null): Node {
  const summed = node.factors.some((f) => f.labels.some((l) => !node.out.includes(l)))
  if (summed || new Set(node.out).size !== node.out.length) {
    // a norm's square has a root that opens up: (‖x‖²)^(1/2) stays
    return a.plainPower(node, exponent)
  }
  const whole = k !== null && Q.isWhole(k)
  const inside: Factor[] = []
  const outside: Factor[] = []
  for (const f of node.factors) {
    const e = a.numberOf(f.exponent)
    if (whole || a.nonnegative(f.base) || (a.loose && !evenRoot(a, f, k)))
      outside.push({ ...f, exponent: a.multiply(f.exponent, exponent) })
    else if (k !== null && e !== null && Q.isWhole(e) && e.p % 2 === 0) {
      // (x²)^(1/2) = |x|
      outside.push({ ...f, base: a.map("abs", [f.base]), exponent: a.multiply(f.exponent, exponent) })
    } else inside.push(f)
  }
  if (outside.length === 0) return a.plainPower(node, exponent)
  const axes = new Axes()
  node.sizes.forEach((n) => axes.fresh(n))
  const operands: Operand[] = outside.map((f) => ({ node: a.power(f.base, f.exponent), labels: f.labels }))
  if (inside.length > 0) operands.push({ node: a.plainPower(a.table.product(inside, node.out, node.sizes), exponent), labels: node.out })
  return a.product(operands, node.out, axes)
}

/** (x²)^(1/2), which is |x|. */
function evenRoot(a: Algebra, f: Factor, k: Rational | null): boolean {
  const e = a.numberOf(f.exponent)
  return k !== null && e !== null && Q.isWhole(e) && e.p % 2 === 0 && k.q % 2 === 0
}

/** Whether no element is negative, for all values of the symbols. */
export function isNonnegative(a: Algebra, node: Node, depth = 0): boolean {
  if (depth > DEEP) return false
  const known = a.signs.get(node)
  if (known !== undefined) return known
  const sign = isPlainlyNonnegative(a, node, depth)
  a.signs.set(node, sign)
  return sign
}

function isPlainlyNonnegative(a: Algebra, node: Node, depth: number): boolean {
  const number = a.numberOf(node)
  if (number !== null) return number.p >= 0
  if (node.kind === "atom") {
    if (node.leaf !== null) return node.leaf.flags.includes("positive") || (node.leaf.literal ?? -1) >= 0
    return ["exp", "abs", "sigmoid", "softplus", "cosh", "relu", "axisSize"].includes(node.primitive?.name ?? "")
  }
  if (node.kind === "sum") return node.terms.every((t) => t.c.p > 0 && isNonnegative(a, t.node, depth + 1))
  return (
    node.factors.every((f) => {
      const e = a.numberOf(f.exponent)
      return isNonnegative(a, f.base, depth + 1) || (e !== null && (e.q % 2 === 0 || (Q.isWhole(e) && e.p % 2 === 0)))
    }) || isSquareNorm(a, node)
  )
}

/** Σ over squares: pairs of equal factors with equal labels are even powers, so only those remain to be checked. */
function isSquareNorm(a: Algebra, node: Product): boolean {
  return (
    node.factors.length > 0 &&
    node.factors.every((f) => {
      const e = a.numberOf(f.exponent)
      return e !== null && Q.isWhole(e) && e.p % 2 === 0
    })
  )
}
