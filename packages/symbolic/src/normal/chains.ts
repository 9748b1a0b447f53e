// Chains of matrices: A B C along labels that only two neighbours have. Of square matrices the inverse and the determinant of a
// chain come apart: (A B)⁻¹ = B⁻¹ A⁻¹, det A B = det A · det B.
import type { Dim } from "@nablajs/core"
import type { Algebra } from "./algebra.ts"
import { Axes } from "./labels.ts"
import type { Factor, Node, Product } from "./node.ts"

/** The square matrices of a chain from the first axis to the last, null where the node is no chain of two or more. */
function squaresOf(a: Algebra, node: Node): Node[] | null {
  if (node.kind !== "product" || node.shape.length !== 2 || node.factors.length < 2 || node.out[0] === node.out[1]) return null
  const n = node.shape[0] as Dim
  if (node.factors.some((f) => f.labels.length !== 2 || !a.isNumber(f.exponent, 1)) || node.sizes.some((size) => size !== n)) return null
  return inRow(a, node)
}

function inRow(a: Algebra, node: Product): Node[] | null {
  const left = new Set<Factor>(node.factors)
  const out: Node[] = []
  let at = node.out[0] as number
  while (left.size > 0) {
    const next = [...left].filter((f) => f.labels.includes(at))
    const f = next[0]
    if (next.length !== 1 || f === undefined || f.labels[0] === f.labels[1]) return null
    out.push(f.labels[0] === at ? f.base : a.transpose(f.base))
    at = (f.labels[0] === at ? f.labels[1] : f.labels[0]) as number
    left.delete(f)
  }
  return at === node.out[1] ? out : null
}

/** The product of square matrices, one after the other. */
function chainOf(a: Algebra, list: readonly Node[]): Node {
  const axes = new Axes()
  const n = (list[0] as Node).shape[0] as Dim
  const labels = Array.from({ length: list.length + 1 }, () => axes.fresh(n))
  return a.product(
    list.map((node, i) => ({ node, labels: [labels[i] as number, labels[i + 1] as number] })),
    [labels[0] as number, labels[list.length] as number],
    axes,
  )
}

/** What inv, det and logdet of a chain come apart to; null where the node is none of them. */
export function takenApart(a: Algebra, node: Node): Node | null {
  const name = node.kind === "atom" ? node.primitive?.name : undefined
  if (node.kind !== "atom" || (name !== "inv" && name !== "det" && name !== "logdet")) return null
  const list = squaresOf(a, node.args[0] as Node)
  if (list === null) return null
  const each = list.map((x) => a.apply(a.primitive(name), undefined, [x], name === "inv" ? x.shape : []))
  if (name === "inv") return chainOf(a, each.reverse())
  return name === "det" ? a.multiply(...each) : a.add(...each)
}

/** The product with inverses, or determinants too, of chains taken apart; null where it has none. */
export function loosened(a: Algebra, node: Product, names: readonly string[]): Node | null {
  if (!node.factors.some((f) => f.base.kind === "atom" && names.includes(f.base.primitive?.name ?? ""))) return null
  let changed = false
  const axes = new Axes()
  node.sizes.forEach((n) => axes.fresh(n))
  const operands = node.factors.map((f) => {
    const apart = f.base.kind === "atom" && names.includes(f.base.primitive?.name ?? "") ? takenApart(a, f.base) : null
    if (apart !== null) changed = true
    return { node: apart === null ? a.plainPower(f.base, f.exponent) : a.power(apart, f.exponent), labels: f.labels }
  })
  return changed ? a.product(operands, node.out, axes) : null
}
