// Matrices beside their inverses.
import type { Algebra } from "./algebra.ts"
import type { Axes } from "./labels.ts"
import type { Factor, Node } from "./node.ts"
import * as Q from "./rational.ts"

export interface Cancelled {
  readonly inverse: Node
  readonly of: Node
  /** The factors and the labels that are left. */
  readonly rest: readonly Factor[]
  readonly ranged: readonly number[]
}

/** A · A⁻¹ = I along a label that only these two have. */
export function cancelInverse(
  a: Algebra,
  factors: readonly Factor[],
  out: readonly number[],
  axes: Axes,
  ranged: ReadonlySet<number>,
): Cancelled | null {
  for (const f of factors) {
    if (f.base.kind !== "atom" || f.base.primitive?.name !== "inv" || !a.isNumber(f.exponent, 1)) continue
    const of = f.base.args[0] as Node
    const uses = (label: number): number =>
      factors.reduce((n, g) => n + g.labels.filter((x) => x === label).length, out.filter((x) => x === label).length)
    for (const g of factors) {
      if (g === f || g.base !== of || !a.isNumber(g.exponent, 1)) continue
      const [k, l] = f.labels as [number, number]
      const [i, j] = g.labels as [number, number]
      const free = a.symmetric(of)
        ? [
            [k, l, i, j],
            [l, k, i, j],
            [k, l, j, i],
            [l, k, j, i],
          ]
        : [
            [k, l, i, j],
            [l, k, j, i],
          ]
      for (const [p, q, r, s] of free as [number, number, number, number][]) {
        // inv[p,q] A[q=r, s]
        if (q !== r || uses(q) !== 2 || p === q || s === r) continue
        axes.unify(p, s)
        const rest = factors.filter((x) => x !== f && x !== g)
        // Σ over q is done; p and s range on as one
        const left = [...ranged].filter((label) => label !== q)
        return { inverse: f.base, of, rest, ranged: left }
      }
    }
  }
  return null
}
