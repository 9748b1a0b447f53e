// What combining factors leaves to be multiplied anew: numbers, products, sums with a common content.
import type { Algebra } from "./algebra.ts"
import type { Factor, Node, Product, Sum } from "./node.ts"
import * as Q from "./rational.ts"
import type { Rational } from "./rational.ts"
import type { Operand } from "./rule.ts"

// Products of more factors are not merged into one.
export const MAX_FACTORS = 24

/** Operands to multiply anew, where combining left numbers, products or sums that open up. */
export function reopen(a: Algebra, factors: readonly Factor[]): Operand[] | null {
  const opens = (f: Factor): boolean =>
    (a.isNumber(f.exponent, 1) &&
      (f.base.kind === "product"
        ? factors.length + f.base.factors.length <= MAX_FACTORS &&
          (f.base.out.length > 0 || f.base.factors.every((g) => g.labels.length === 0))
        : f.base.kind === "sum" && (f.base.terms.length < 2 || contentOf(a, f.base) !== null))) ||
    (!a.isNumber(f.exponent, 1) && foldable(a, f))
  if (!factors.some(opens)) return null
  return factors.map((f) => ({ node: opened(a, f), labels: f.labels }))
}

function opened(a: Algebra, f: Factor): Node {
  if (a.isNumber(f.exponent, 1)) {
    const common = f.base.kind === "sum" ? contentOf(a, f.base) : null
    if (common === null) return f.base
    // the content comes out: (2x + 2y) z = 2 (x + y) z
    const primitive = a.table.sum(
      (f.base as Sum).terms.map((t) => ({ c: Q.times(t.c, Q.inverse(common)), node: t.node })),
      f.base.shape,
    )
    return a.table.sum([{ c: common, node: boxed(a, primitive) }], f.base.shape)
  }
  return a.power(f.base, f.exponent)
}

/** A node as the one factor of a product. */
export function boxed(a: Algebra, node: Node): Product {
  const axes = node.shape.map((_, i) => i)
  return a.table.product([{ base: node, exponent: a.one(), labels: axes }], axes, node.shape)
}

/** What all coefficients of a sum share, with their sign where they agree; null for 1. */
export function contentOf(a: Algebra, node: Sum): Rational | null {
  if (node.terms.length < 2) return null
  const common = Q.content(node.terms.map((t) => t.c))
  const signed = turnsSign(a, node, common) ? Q.negate(common) : common
  return signed.p === 1 && signed.q === 1 ? null : signed
}

/** A node as a number times a node whose coefficients share nothing: 2x − 2y is 2 (x − y). */
export function withoutContent(a: Algebra, node: Node): { readonly c: Rational; readonly rest: Node } {
  const c = node.kind === "sum" ? contentOf(a, node) : null
  return c === null ? a.split(node) : { c, rest: a.scale(Q.inverse(c), node) }
}

/** Of x − y and y − x, as a factor the one that was there first. */
function turnsSign(a: Algebra, node: Sum, common: Rational): boolean {
  const negative = node.terms.filter((t) => t.c.p < 0).length
  if (negative === 0 || negative === node.terms.length) return negative > 0
  const scaled = (c: Rational): Node =>
    a.table.sum(
      node.terms.map((t) => ({ c: Q.times(t.c, c), node: t.node })),
      node.shape,
    )
  const inverse = Q.inverse(common)
  return scaled(Q.negate(inverse)).id < scaled(inverse).id
}

function foldable(a: Algebra, f: Factor): boolean {
  const k = a.numberOf(f.exponent)
  if (k === null) return false
  return f.base.kind !== "sum" && a.power(f.base, f.exponent) !== a.plainPower(f.base, f.exponent)
}
