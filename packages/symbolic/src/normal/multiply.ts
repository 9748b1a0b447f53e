// Products: operands become one list of factors, equal factors powers, and what is left takes one form.
import { type Dim, sizeNames } from "@nablajs/core"
import type { Algebra } from "./algebra.ts"
import { assemble, closeComponents, combine, inOneOrder } from "./assemble.ts"
import { cancelInverse } from "./inverses.ts"
import type { Axes } from "./labels.ts"
import { type Factor, isApplied, type Node, type Product } from "./node.ts"
import * as Q from "./rational.ts"
import type { Rational } from "./rational.ts"
import { MAX_FACTORS, reopen } from "./reopen.ts"
import type { Operand } from "./rule.ts"

/** Σ over the labels that are not in `out` of the product of the operands. */
export function productOf(a: Algebra, operands: readonly Operand[], out: readonly number[], axes: Axes): Node {
  const shape = out.map((l) => axes.size(l))
  let c = Q.ONE
  const factors: Factor[] = []
  const ranged = operands.flatMap((x) => x.labels)
  for (const { node, labels } of operands) {
    const { c: own, rest } = a.split(node)
    if (a.isZero(rest)) return a.table.sum([], shape)
    c = Q.times(c, own)
    if (rest.kind === "product" && rest.factors.length + factors.length <= MAX_FACTORS) inline(rest, labels, factors, axes)
    else factors.push({ base: rest, exponent: a.one(), labels })
  }
  return finish(a, c, factors, out, axes, ranged)
}

const none: readonly number[] = []

/** The product of numbers, which needs no labels; null where one of them is a sum over labels. */
export function scalarProduct(a: Algebra, nodes: readonly Node[]): Node | null {
  let c = Q.ONE
  const factors: Factor[] = []
  for (const node of nodes) {
    const { c: own, rest } = a.split(node)
    if (a.isZero(rest)) return a.table.sum([], none)
    c = Q.times(c, own)
    if (rest.kind === "product" && rest.factors.length + factors.length <= MAX_FACTORS) {
      if (rest.factors.some((f) => f.labels.length > 0)) return null
      factors.push(...rest.factors)
    } else factors.push({ base: rest, exponent: a.one(), labels: none })
  }
  return finishScalars(a, c, factors)
}

function finishScalars(a: Algebra, coefficient: Rational, given: readonly Factor[]): Node {
  a.spend(given.length ** 2)
  a.walk(given.length)
  const first = combine(a, given)
  const opened = reopen(a, first.factors) ?? rewritten(a, first.factors)
  const total = Q.times(coefficient, first.c)
  if (opened !== null) return a.scale(total, a.multiply(...opened.map((x) => x.node)))
  // exponentials that were added up may be numbers now
  const { c, factors } = first.merged ? combine(a, first.factors) : { c: Q.ONE, factors: first.factors }
  const all = Q.times(total, c)
  if (all.p === 0) return a.table.sum([], none)
  const [f] = factors
  if (f !== undefined && factors.length === 1 && a.isNumber(f.exponent, 1)) return a.scale(all, f.base)
  return a.scale(all, a.table.product(inOneOrder(factors), none, none))
}

function inline(node: Product, labels: readonly number[], factors: Factor[], axes: Axes): void {
  const now = new Map<number, number>()
  node.out.forEach((l, i) => {
    const known = now.get(l)
    if (known === undefined) now.set(l, labels[i] as number)
    else axes.unify(known, labels[i] as number)
  })
  // labels that only the product has are summed inside; one that repeats the rest still ranges over its size
  for (const f of node.factors) {
    const own = f.labels.map((l) => {
      const known = now.get(l) ?? axes.fresh(node.sizes[l] as Dim)
      now.set(l, known)
      return known
    })
    factors.push({ base: f.base, exponent: f.exponent, labels: own })
  }
}

/** `ranged` are labels over which the product is summed even where no factor has them: Σᵢ 1 is a size. */
function finish(
  a: Algebra,
  coefficient: Rational,
  list: readonly Factor[],
  rawOut: readonly number[],
  axes: Axes,
  rawRanged: readonly number[],
): Node {
  a.spend(list.length ** 2)
  a.walk(list.length)
  const out = rawOut.map((l) => axes.find(l))
  const given = list.map((f) => ({ ...f, labels: f.labels.map((l) => axes.find(l)) }))
  const ranged = new Set([...rawRanged.map((l) => axes.find(l)), ...given.flatMap((f) => f.labels)])
  const merged = combine(a, given)
  let c = Q.times(coefficient, merged.c)
  let factors = merged.factors
  const cancelled = cancelInverse(a, factors, out, axes, ranged)
  if (cancelled !== null) {
    const { of, inverse, rest } = cancelled
    const left = finish(a, Q.ONE, rest, out, axes, cancelled.ranged)
    return a.scale(
      c,
      a.report("A A⁻¹ = I", () => a.multiply(of, inverse), left),
    )
  }
  const opened = reopen(a, factors) ?? rewritten(a, factors)
  if (opened !== null) {
    const lost = [...ranged].filter((l) => !out.includes(l) && !opened.some((x) => x.labels.includes(l)))
    return a.scale(c, a.product([...opened, ...lost.map((l) => ({ node: a.one([axes.size(l)]), labels: [l] }))], out, axes))
  }
  const used = new Set([...out, ...factors.flatMap((f) => f.labels)])
  for (const l of ranged) {
    if (used.has(l)) continue
    const size = axes.size(l)
    if (typeof size === "number") c = Q.times(c, Q.rational(size))
    else factors.push(...sizeFactors(a, size))
  }
  const again = combine(a, factors)
  c = Q.times(c, again.c)
  factors = again.factors
  if (c.p === 0)
    return a.table.sum(
      [],
      out.map((l) => axes.size(l)),
    )
  return a.scale(c, assemble(a, closeComponents(a, factors, out, axes), out, axes))
}

function sizeFactors(a: Algebra, size: Dim): Factor[] {
  const factor = (base: Node): Factor => ({ base, exponent: a.one(), labels: [] })
  const names = sizeNames(size)
  const monomial = typeof size === "string" && !/[+-]/.test(size)
  if (!monomial || names.some((n) => !a.sizesSeen.has(n))) return [factor(a.sizeAtom(size))]
  return (size as string).split("*").map((part) => factor(/^\d+$/.test(part) ? a.whole(Number(part)) : a.sizeAtom(part)))
}

function rewritten(a: Algebra, factors: readonly Factor[]): Operand[] | null {
  if (factors.length > (a.loose ? 0 : 1) && factors.length <= 16 && a.budget > 0 && factors.some(isApplied)) {
    for (const rule of a.productRules) {
      const better = rule.rewrite(a, factors)
      if (better === null) continue
      a.budget--
      return better.map((f) => ({ node: a.power(f.base, f.exponent), labels: f.labels }))
    }
  }
  return null
}
