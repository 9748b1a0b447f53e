// Proofs that two formulas are equal: by one normal form, else by multiplying their difference out until nothing is left.
import { type Expr, order, subtract, toExpr, type Value } from "@nablajs/core"
import { Algebra } from "./normal/algebra.ts"
import { bounded } from "./normal/bounded.ts"
import { Improver } from "./normal/improve.ts"
import { clearedEnd, reducedInverses, type Strategy } from "./normal/clearing.ts"
import { lower } from "./normal/lower.ts"
import type { Node } from "./normal/node.ts"
import * as Q from "./normal/rational.ts"
import { rules } from "./rules/index.ts"
import { proofRules } from "./rules/proof.ts"

// Larger formulas are compared by their normal forms alone.
const LARGE = 3_000
// So many denominators are multiplied with.
const ROUNDS = 8

/** Whether both have one normal form, which needs no side conditions. */
export const sameNormalForm = (left: Expr, right: Expr): boolean =>
  held(() => {
    const algebra = new Algebra(rules)
    const [a, b] = [lower(algebra, left), lower(algebra, right)]
    return a === b || algebra.isZero(algebra.add(a, algebra.negate(b)))
  })

/** Whether the difference simplifies to 0. */
export const provedBySimplifying = (left: Expr, right: Expr): boolean =>
  order(left, right).length <= LARGE && held(() => byImprovement(left, right))

/** Whether the difference is 0 by rules that hold where all parts are defined: log x² = 2 log x among them. */
export const provedByParts = (left: Expr, right: Expr): boolean =>
  order(left, right).length <= LARGE && held(() => byPolynomials(left, right))

const differenceOf = (left: Expr, right: Expr): Expr => toExpr(subtract(left as never, right as never) as unknown as Value)

/** What grows without bound, or is nested too deeply, is not proved. */
const held = (prove: () => boolean): boolean => bounded(prove, () => false)

function byPolynomials(left: Expr, right: Expr): boolean {
  const a = new Algebra(proofRules)
  const difference = differenceOf(left, right)
  // the second time it is known which matrices have inverses
  let node = lower(a, difference)
  if (order(difference).some((x) => x.primitive?.name === "inv")) node = lower(a, difference)
  for (let round = 0; round < ROUNDS; round++) {
    if (a.isZero(node)) return true
    const open = new Improver(a, true, () => {}).improve(node)
    if (a.isZero(open)) return true
    const next = withoutDenominator(a, open)
    if (next === null) return false
    node = next
  }
  return false
}

/** The sum times the largest power of a base that stands below a line; null where none does. */
function withoutDenominator(a: Algebra, node: Node): Node | null {
  if (node.kind !== "sum") return null
  for (const { node: t } of node.terms) {
    for (const f of t.kind === "product" ? t.factors : []) {
      const k = a.numberOf(f.exponent)
      const fits = f.labels.length === 0 || (t.kind === "product" && f.labels.join() === t.out.join())
      if (k === null || k.p >= 0 || !fits) continue
      const power = a.plainPower(f.base, a.number(largest(a, node, f.base, Q.negate(k))))
      return a.sum(
        node.terms.map((term) => ({ c: term.c, node: a.multiply(term.node, power) })),
        node.shape,
      )
    }
  }
  return null
}

function largest(a: Algebra, node: Node, base: Node, start: Q.Rational): Q.Rational {
  let most = start
  for (const { node: t } of node.kind === "sum" ? node.terms : []) {
    for (const f of t.kind === "product" ? t.factors : []) {
      const k = f.base === base ? a.numberOf(f.exponent) : null
      if (k !== null && -k.p / k.q > most.p / most.q) most = Q.negate(k)
    }
  }
  return most
}

// So many inverses are cleared, and so many products rewritten for each.
const CLEARINGS = 10
const REWRITINGS = 24

/** By inverses cleared away: push-through, Woodbury and their kind. */
export const provedByClearing = (left: Expr, right: Expr): boolean =>
  order(left, right).length <= LARGE &&
  order(left, right).some((x) => x.primitive?.name === "inv") &&
  held(() => {
    const difference = differenceOf(left, right)
    return strategies.some((strategy) => cleared(difference, strategy))
  })

function cleared(difference: Expr, strategy: Strategy): boolean {
  const a = new Algebra(rules)
  const multipliedOut = (node: Node): Node => new Improver(a, true, () => {}).improve(node)
  let node = lower(a, difference)
  for (let round = 0; round < CLEARINGS; round++) {
    node = reducedInverses(a, node, REWRITINGS, strategy, multipliedOut)
    if (a.isZero(node)) return true
    const next = withoutDenominator(a, node) ?? clearedEnd(a, node, strategy)
    if (next === null) return false
    node = next
  }
  return false
}

const strategies: readonly Strategy[] = [
  { first: false, large: true },
  { first: true, large: true },
  { first: false, large: false },
  { first: true, large: false },
]

function byImprovement(left: Expr, right: Expr): boolean {
  const algebra = new Algebra(rules)
  const difference = lower(algebra, differenceOf(left, right))
  const improver = new Improver(algebra, false, () => {})
  const expanded = new Improver(algebra, true, () => {}).improve(difference)
  return algebra.isZero(expanded) || algebra.isZero(improver.improve(difference)) || algebra.isZero(improver.improve(expanded))
}
