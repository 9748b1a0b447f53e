// The last steps of a product: equal factors become powers, parts without an axis scalars, and what is left takes one form.
import type { Algebra } from "./algebra.ts"
import { type Axes, canonical, compared, components } from "./labels.ts"
import { type Atom, type Factor, isExp, type Node, type Product, type Sum } from "./node.ts"
import * as Q from "./rational.ts"
import type { Rational } from "./rational.ts"

/** Equal bases with equal labels become powers; exponentials add up. */
export function combine(a: Algebra, list: readonly Factor[]): { c: Rational; factors: Factor[]; merged: boolean } {
  let c = Q.ONE
  const groups = new Map<number | string, Factor>()
  for (const f of list) {
    const number = a.numberOf(f.base)
    if (number !== null && f.base.shape.length === 0) {
      const k = a.numberOf(f.exponent)
      const value = k !== null && Q.isWhole(k) ? Q.power(number, k.p) : null
      if (value !== null) {
        c = Q.times(c, value)
        continue
      }
    }
    const exponential = isExp(f.base)
    const labels = a.symmetricFactor(f) ? [...f.labels].sort((a, b) => a - b) : f.labels
    const base = exponential ? -1 : f.base.id
    const key = labels.length === 0 ? base : `${base}[${labels.join(",")}]`
    const old = groups.get(key)
    if (old === undefined) groups.set(key, { ...f, labels })
    else if (!exponential) groups.set(key, { ...old, exponent: a.add(old.exponent, f.exponent) })
    else {
      const u = a.add((old.base as Atom).args[0] as Node, (f.base as Atom).args[0] as Node)
      groups.set(key, { ...old, base: a.map("exp", [u]) })
    }
  }
  const factors: Factor[] = []
  for (const f of groups.values()) {
    if (a.isZero(f.exponent)) continue
    // √2 √8 = 4
    const twin = a.loose ? -1 : factors.findIndex((g) => g.exponent === f.exponent && isRoot(a, f) && isRoot(a, g))
    if (twin < 0) {
      factors.push(f)
      continue
    }
    const base = a.multiply((factors[twin] as Factor).base, f.base)
    const value = a.numberOf(a.power(base, f.exponent))
    if (value !== null) c = Q.times(c, value)
    if (value === null) factors[twin] = { ...f, base }
    else factors.splice(twin, 1)
  }
  return { c, factors, merged: factors.length < list.length }
}

/** A root of a number, as √2. */
const isRoot = (a: Algebra, f: Factor): boolean =>
  f.base.shape.length === 0 && a.numberOf(f.base) !== null && (a.numberOf(f.exponent)?.q ?? 1) > 1

/** Parts that do not touch the result become scalars of their own. */
export function closeComponents(a: Algebra, factors: readonly Factor[], out: readonly number[], axes: Axes): Factor[] {
  const labelled = factors.filter((f) => f.labels.length > 0)
  const open: Factor[] = []
  const closed: Factor[] = factors.filter((f) => f.labels.length === 0)
  for (const part of components(labelled)) {
    if (part.some((f) => f.labels.some((l) => out.includes(l)))) open.push(...part)
    else closed.push({ base: canonicalProduct(a, part, [], axes), exponent: a.one(), labels: [] })
  }
  if (closed.length === 1 && open.length === 0 && out.length === 0 && closed[0]?.base.kind === "product") return closed
  return [...combine(a, closed).factors, ...open]
}

export function assemble(a: Algebra, factors: readonly Factor[], out: readonly number[], axes: Axes): Node {
  const [f] = factors
  if (factors.length === 1 && f !== undefined && a.isNumber(f.exponent, 1)) {
    const plain = f.labels.length === out.length && f.labels.every((l, i) => l === out[i]) && new Set(out).size === out.length
    if (plain) return f.base
    if (f.base.kind === "sum" && isPermutation(f.labels, out)) return permuted(a, f.base, f.labels, out, axes)
    const swapped = f.labels.length === 2 && out.length === 2 && f.labels[0] === out[1] && f.labels[1] === out[0] && out[0] !== out[1]
    if (swapped && a.symmetricFactor(f)) return f.base
  }
  return canonicalProduct(
    a,
    factors.map((x) => oriented(a, x, out, axes)),
    out,
    axes,
  )
}

/** A sum with its axes in another order, term by term. */
function permuted(a: Algebra, node: Sum, labels: readonly number[], out: readonly number[], axes: Axes): Node {
  const turned = (t: Node): Node => (out.length === 2 ? a.transpose(t) : a.rearrange(t, labels, out, (l) => axes.size(l)))
  return a.sum(
    node.terms.map((t) => ({ c: t.c, node: turned(t.node) })),
    out.map((l) => axes.size(l)),
  )
}

/** Of a matrix sum and its transpose, as a factor the one that came first. */
function oriented(a: Algebra, f: Factor, out: readonly number[], axes: Axes): Factor {
  if (f.base.kind === "sum" && f.labels.length > 2 && a.isNumber(f.exponent, 1) && isPermutation(f.labels, out))
    return { ...f, base: permuted(a, f.base, f.labels, out, axes), labels: out }
  if (f.base.kind !== "sum" || f.labels.length !== 2 || f.base.shape.length !== 2) return f
  const turned = a.transpose(f.base)
  return turned.kind === "sum" && turns(turned) < turns(f.base) ? { ...f, base: turned, labels: [...f.labels].reverse() } : f
}

function canonicalProduct(a: Algebra, list: readonly Factor[], out: readonly number[], axes: Axes): Product {
  const { factors, numbering } = canonical(list, out, a.symmetricFactor)
  const sizes = [...numbering.keys()].map((l) => axes.size(l))
  const number = (l: number): number => numbering.get(l) as number
  const relabelled = factors.map((f) => {
    const labels = f.labels.map(number)
    return { ...f, labels: a.symmetricFactor(f) ? labels.sort((a, b) => a - b) : labels }
  })
  // equal factors whose labels nothing tells apart
  return a.table.product(inOneOrder(relabelled), out.map(number), sizes)
}

/** The factors by what they are, sorted in place. */
export const inOneOrder = (factors: Factor[]): Factor[] =>
  factors.sort((f, g) => f.base.id - g.base.id || f.exponent.id - g.exponent.id || compared(f.labels, g.labels))

/** Whether all labels stand in the other list, once each, in another order. */
const isPermutation = (labels: readonly number[], out: readonly number[]): boolean =>
  labels.length === out.length &&
  new Set(out).size === out.length &&
  labels.every((l) => out.includes(l)) &&
  labels.some((l, i) => l !== out[i])

/** How many terms of a sum are transposed. */
const turns = (node: Sum): number =>
  node.terms.filter(
    ({ node: t }) => t.kind === "product" && t.factors.length === 1 && t.factors[0]?.labels[0] === t.out[1] && t.out.length === 2,
  ).length
