// Products over sums, multiplied out.
import type { Algebra } from "./algebra.ts"
import type { Operand } from "./rule.ts"
import { Axes } from "./labels.ts"
import type { Factor, Node, Product, Sum } from "./node.ts"
import type { Rational } from "./rational.ts"
import * as Q from "./rational.ts"

// Sums within sums are multiplied out so deep.
const DEEP = 60

// Where more terms would come out, nothing is multiplied out.
const MAX_TERMS = 200

/** Products over sums multiplied out, as far as the limit of terms allows; null where there is nothing to multiply out. */
export function distributedOver(a: Algebra, node: Node): Node | null {
  const terms = node.kind === "sum" ? node.terms : [{ c: Q.ONE, node }]
  let changed = false
  let count = 0
  const out: { c: Rational; node: Node }[] = []
  if (terms.reduce((n, t) => n + termsOf(a, t.node), 0) > MAX_TERMS) return null
  for (const t of terms) {
    const parts = t.node.kind === "product" ? multipliedOut(a, t.node) : null
    if (parts === null) out.push(t)
    else {
      changed = true
      for (const part of parts) out.push({ c: Q.times(t.c, part.c), node: part.node })
    }
    count = out.length
    if (count > MAX_TERMS) return null
  }
  return changed ? a.sum(out, node.shape) : null
}

function multipliedOut(a: Algebra, node: Product, depth = 0): { c: Rational; node: Node }[] | null {
  const at = node.factors.findIndex((f) => f.base.kind === "sum" && f.base.terms.length > 1 && smallPower(a, f.exponent) > 0)
  if (at < 0) return a.loose ? squaresApart(a, node) : null
  if (depth > DEEP) return null
  const f = node.factors[at] as Factor
  const k = smallPower(a, f.exponent)
  if ((f.base as Sum).terms.length ** k > MAX_TERMS) return null
  const others = node.factors.filter((_, i) => i !== at)
  const left = k > 1 ? [{ ...f, exponent: a.whole(k - 1) }] : []
  const out: { c: Rational; node: Node }[] = []
  for (const t of (f.base as Sum).terms) {
    a.effort -= 1 + ((node.factors.length ** 2) >> 5)
    if (a.effort <= 0) return null
    const axes = new Axes()
    node.sizes.forEach((n) => axes.fresh(n))
    const operands: Operand[] = [
      { node: t.node, labels: f.labels },
      ...[...left, ...others].map((g) => ({ node: a.plainPower(g.base, g.exponent), labels: g.labels })),
    ]
    const product = a.product(operands, node.out, axes)
    const { c, rest } = a.split(product)
    const deeper = rest.kind === "product" ? multipliedOut(a, rest, depth + 1) : null
    if (deeper === null) {
      if (product.kind === "sum" && product.terms.length > 1)
        out.push(...product.terms.map((x) => ({ c: Q.times(x.c, t.c), node: x.node })))
      else out.push({ c: Q.times(c, t.c), node: rest })
    } else out.push(...deeper.map((d) => ({ c: Q.times(Q.times(c, t.c), d.c), node: d.node })))
    if (out.length > MAX_TERMS) return null
  }
  return out
}

/** (Σⱼ Aᵢⱼ xⱼ)² as Σⱼₖ Aᵢⱼ xⱼ Aᵢₖ xₖ. */
function squaresApart(a: Algebra, node: Product): { c: Rational; node: Node }[] | null {
  const sums = (f: Factor): boolean =>
    f.base.kind === "product" && f.base.factors.some((g) => g.labels.some((l) => !(f.base as Product).out.includes(l)))
  const times = (f: Factor): number => (sums(f) ? smallPower(a, f.exponent) : 1)
  if (!node.factors.some((f) => times(f) > 1)) return null
  const axes = new Axes()
  node.sizes.forEach((n) => axes.fresh(n))
  const operands = node.factors.flatMap((f): Operand[] =>
    times(f) > 1
      ? Array.from({ length: times(f) }, () => ({ node: f.base, labels: f.labels }))
      : [{ node: a.plainPower(f.base, f.exponent), labels: f.labels }],
  )
  const { c, rest } = a.split(a.product(operands, node.out, axes))
  return rest === node ? null : [{ c, node: rest }]
}

/** How many terms come out where sums among the factors are multiplied out. */
function termsOf(a: Algebra, node: Node): number {
  if (node.kind !== "product") return 1
  return node.factors.reduce((n, f) => (f.base.kind === "sum" ? n * Math.max(1, f.base.terms.length) ** smallPower(a, f.exponent) : n), 1)
}

/** The exponent where it is a small whole number above 0, else 0. */
function smallPower(a: Algebra, exponent: Node): number {
  const k = a.numberOf(exponent)
  return k !== null && Q.isWhole(k) && k.p > 0 && k.p <= 8 ? k.p : 0
}
