// The order in which people write terms and factors.
import type { Algebra } from "./algebra.ts"
import type { Node, Sum } from "./node.ts"
import * as Q from "./rational.ts"

/** Symbols first, then powers and sums, then functions. */
export function orderOf(node: Node): number {
  if (node.kind === "sum" && node.terms.length < 2) return -2
  if (node.kind === "atom") return node.leaf !== null ? 0 : node.primitive?.name === "axisSize" ? -1 : 3
  return node.kind === "sum" ? 2 : 1
}

export const nameOf = (node: Node): string => (node.kind === "atom" ? (node.leaf?.name ?? node.primitive?.name ?? "") : "")

export const byName = (a: Node, b: Node): number => (nameOf(a) < nameOf(b) ? -1 : nameOf(a) > nameOf(b) ? 1 : 0)

/** Polynomial terms by falling degree, then terms with functions. */
export function inOrder(terms: Sum["terms"], algebra: Algebra): Sum["terms"] {
  const keys = new Map(terms.map((t) => [t, keyOf(t.node, algebra)]))
  return [...terms].sort((s, t) => {
    const [a, b] = [keys.get(s), keys.get(t)] as [Key, Key]
    return (
      a.functions - b.functions ||
      b.degree - a.degree ||
      a.turned - b.turned ||
      (a.name < b.name ? -1 : a.name > b.name ? 1 : s.node.id - t.node.id)
    )
  })
}

interface Key {
  readonly functions: number
  readonly degree: number
  /** Transposed matrices come after those that are not. */
  readonly turned: number
  readonly name: string
}

function keyOf(node: Node, algebra: Algebra): Key {
  if (node.kind === "atom")
    return { functions: node.leaf === null && node.primitive?.name !== "inv" ? 1 : 0, degree: 1, turned: 0, name: nameOf(node) }
  if (node.kind === "sum") return { functions: 0, degree: 1, turned: 0, name: "" }
  let functions = 0
  let degree = 0
  const names: string[] = []
  for (const f of node.factors) {
    const k = algebra.numberOf(f.exponent)
    const inner: Key = f.base.kind === "product" && f.base !== node ? keyOf(f.base, algebra) : keyOf(f.base, algebra)
    if (inner.functions > 0 || k === null) functions = 1
    degree += inner.degree * (k === null ? 1 : Q.toNumber(k))
    names.push(inner.name)
  }
  const [f] = node.factors
  const turned = node.factors.length === 1 && f?.labels.length === 2 && node.out.length === 2 && f.labels[0] === node.out[1] ? 1 : 0
  return { functions, degree, turned, name: names.sort().join(" ") }
}
