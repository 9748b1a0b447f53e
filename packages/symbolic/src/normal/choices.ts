// Forms that people write and the normal form does not keep: terms under one condition together, half a step at 0 as a sign, powers of softmax.
import type { Algebra } from "./algebra.ts"
import type { Atom, Node, Product, Sum } from "./node.ts"
import * as Q from "./rational.ts"

const isCall = (x: Node | undefined, name: string): x is Atom => x?.kind === "atom" && x.primitive?.name === name

/** u where the node is 1 for u > 0, 1/2 for u = 0 and else 0, which is (sign u + 1) / 2: the derivative of max(u, 0). */
export function halfStepOf(a: Algebra, node: Atom): Node | null {
  const [condition, one, other] = node.args
  if (!isCall(node, "where") || one === undefined || !a.isNumber(one, 1) || !isCall(other, "where")) return null
  if (!isCall(condition, "greater") && !isCall(condition, "less")) return null
  const [tie, half, zero] = other.args as [Node, Node, Node]
  const [x, y] = condition.args as [Node, Node]
  if (!isCall(tie, "equal") || !tie.args.includes(x) || !tie.args.includes(y) || x === y) return null
  const c = a.numberOf(half)
  if (c === null || c.p !== 1 || c.q !== 2 || !a.isZero(zero)) return null
  return isCall(condition, "greater") ? a.add(x, a.negate(y)) : a.add(y, a.negate(x))
}

/** Terms of a sum that hold under a condition, those that hold otherwise, and the rest. */
export interface Branches {
  readonly condition: Node
  readonly holds: Node
  readonly fails: Node
  readonly rest: Node
}

/** u [c] + v [not c], which is u where c holds and v elsewhere; null where no condition has terms on both sides. */
export function branchesOf(a: Algebra, node: Sum): Branches | null {
  const marked = node.terms.map((t) => ({ ...t, mark: t.node.kind === "product" ? markOf(a, t.node) : null }))
  for (const { mark } of marked) {
    if (mark === null) continue
    const own = marked.filter((t) => t.mark?.condition === mark.condition)
    const [holds, fails] = [own.filter((t) => t.mark?.holds), own.filter((t) => !t.mark?.holds)]
    if (holds.length === 0 || fails.length === 0) continue
    const without = (list: typeof own): Node =>
      a.sum(
        list.map((t) => ({ c: t.c, node: a.exchanged(t.node as Product, (t.mark as Mark).at, null) })),
        node.shape,
      )
    const rest = marked.filter((t) => t.mark?.condition !== mark.condition)
    return { condition: mark.condition, holds: without(holds), fails: without(fails), rest: a.sum(rest, node.shape) }
  }
  return null
}

interface Mark {
  readonly at: number
  readonly condition: Node
  readonly holds: boolean
}

/** The factor of a term that is 1 under a condition and else 0, or the other way about, element by element. */
function markOf(a: Algebra, node: Product): Mark | null {
  for (const [at, f] of node.factors.entries()) {
    if (!isCall(f.base, "where") || !a.isNumber(f.exponent, 1) || f.labels.join() !== node.out.join()) continue
    const [condition, x, y] = f.base.args as [Node, Node, Node]
    if (a.isNumber(x, 1) && a.isZero(y)) return { at, condition, holds: true }
    if (a.isZero(x) && a.isNumber(y, 1)) return { at, condition, holds: false }
  }
  return null
}

/** Half of a number and a node. */
export const halved = (a: Algebra, x: Node): Node => a.scale(Q.rational(1, 2), x)

/** Whether a vector is x − logsumexp x, the logarithm of a softmax. */
export function isLogSoftmax(a: Algebra, node: Node): boolean {
  if (node.kind !== "sum" || node.shape.length !== 1) return false
  const total = node.terms.find((t) => t.c.p === -1 && t.c.q === 1 && isCall(a.narrowed(t.node), "logsumexp"))
  if (total === undefined) return false
  const rest = a.sum(
    node.terms.filter((t) => t !== total),
    node.shape,
  )
  return (a.narrowed(total.node) as Atom).args[0] === rest
}
