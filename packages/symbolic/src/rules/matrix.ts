// Inverses and determinants.
import type { Algebra } from "../normal/algebra.ts"
import type { Rule } from "../normal/rule.ts"
import type { Atom, Factor, Node } from "../normal/node.ts"
import * as Q from "../normal/rational.ts"
import { diagonalOf } from "./determinants.ts"
import { isCall } from "./exponential.ts"

/** The transpose, where that was there before the node: of both, one form is kept. */
function turnedFirst(a: Algebra, x: Node): Node | null {
  const turned = a.transpose(x)
  return turned.id < x.id ? turned : null
}

export const matrix: Readonly<Record<string, readonly Rule[]>> = {
  inv: [
    { name: "(A⁻¹)⁻¹ = A", rewrite: (_, [x]) => (isCall(x as Node, "inv") ? ((x as Atom).args[0] as Node) : null) },
    {
      name: "(Aᵀ)⁻¹ = (A⁻¹)ᵀ",
      rewrite: (a, [x]) => {
        const inside = turnedFirst(a, x as Node)
        return inside === null ? null : a.transpose(a.apply(a.primitive("inv"), undefined, [inside], inside.shape))
      },
    },
    {
      name: "(c A)⁻¹ = A⁻¹ / c",
      rewrite: (a, [x]) => {
        const { c, rest } = a.split(x as Node)
        return rest === x ? null : a.scale(Q.inverse(c), a.apply(a.primitive("inv"), undefined, [rest], rest.shape))
      },
    },
    {
      name: "(s A)⁻¹ = A⁻¹ / s",
      rewrite: (a, [x]) => {
        const node = x as Node
        const at = node.kind === "product" ? node.factors.findIndex((f) => f.labels.length === 0) : -1
        if (node.kind !== "product" || at < 0 || node.factors.length < 2) return null
        const { base, exponent } = node.factors[at] as Factor
        const rest = a.exchanged(node, at, null)
        return a.multiply(a.power(base, a.negate(exponent)), a.apply(a.primitive("inv"), undefined, [rest], rest.shape))
      },
    },
    {
      name: "diag(v)⁻¹ = diag(1/v)",
      rewrite: (a, [x]) => {
        const v = diagonalOf(a, x as Node)
        if (v === null) return null
        return a.rearrange(a.power(v, a.whole(-1)), [0], [0, 0], () => v.shape[0] as number | string)
      },
    },
  ],
  det: [
    {
      name: "det Aᵀ = det A",
      rewrite: (a, [x]) => {
        const inside = turnedFirst(a, x as Node)
        return inside === null ? null : a.apply(a.primitive("det"), undefined, [inside], [])
      },
    },
    {
      name: "det A⁻¹ = 1 / det A",
      rewrite: (a, [x]) =>
        isCall(x as Node, "inv") ? a.power(a.apply(a.primitive("det"), undefined, (x as Atom).args, []), a.whole(-1)) : null,
    },
    { name: "det I = 1", rewrite: (a, [x]) => (isIdentity(a, x as Node) ? a.one() : null) },
  ],
  logdet: [
    {
      name: "log det Aᵀ = log det A",
      rewrite: (a, [x]) => {
        const inside = turnedFirst(a, x as Node)
        return inside === null ? null : a.apply(a.primitive("logdet"), undefined, [inside], [])
      },
    },
    {
      name: "log det A⁻¹ = −log det A",
      rewrite: (a, [x]) => (isCall(x as Node, "inv") ? a.negate(a.apply(a.primitive("logdet"), undefined, (x as Atom).args, [])) : null),
    },
    { name: "log det I = 0", rewrite: (a, [x]) => (isIdentity(a, x as Node) ? a.whole(0) : null) },
  ],
}

function isIdentity(a: Algebra, x: Node): boolean {
  const v = diagonalOf(a, x)
  return v !== null && a.isNumber(v, 1)
}
