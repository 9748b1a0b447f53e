// σ(−u) and 1 − σ(u), of which one form or the other is shorter.
import type { Algebra } from "./algebra.ts"
import type { Atom, Node } from "./node.ts"
import * as Q from "./rational.ts"

/** σ(−u) where the node is 1 − σ(u). */
export function complement(a: Algebra, node: Node): Node | null {
  if (node.kind !== "sum" || node.terms.length !== 2) return null
  const sigmoid = node.terms.find((t) => t.node.kind === "atom" && t.node.primitive?.name === "sigmoid")
  const rest = node.terms.find((t) => t !== sigmoid)
  if (sigmoid === undefined || rest === undefined || a.numberOf(rest.node) === null || !Q.same(rest.c, Q.negate(sigmoid.c))) return null
  return a.scale(rest.c, a.map("sigmoid", [a.negate((sigmoid.node as Atom).args[0] as Node)]))
}

export const isSigmoidOfMinus = (node: Node): boolean => {
  const x = node.kind === "atom" && node.primitive?.name === "sigmoid" ? node.args[0] : undefined
  return x?.kind === "sum" && x.terms.length > 0 && x.terms.every((t) => t.c.p < 0)
}
