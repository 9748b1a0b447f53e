// Derivatives by and of matrices as one matrix: rows count the entries of vec x, columns those of vec f, where vec stacks columns.
// A term whose labels part into those of rows and those of columns of both is a Kronecker product.
import {
  add,
  contract,
  type Dim,
  type Expr,
  isExpr,
  literal,
  multiply,
  multiplySizes,
  reshape,
  type Shape,
  subtract,
  toExpr,
  type Value,
} from "@nablajs/core"
import { Algebra } from "./normal/algebra.ts"
import { bounded } from "./normal/bounded.ts"
import { Axes, components } from "./normal/labels.ts"
import { lower } from "./normal/lower.ts"
import type { Factor, Product } from "./normal/node.ts"
import { Raiser } from "./normal/raise.ts"
import * as Q from "./normal/rational.ts"
import { rules } from "./rules/index.ts"

/** One side of a Kronecker product: a matrix, a column, a row. */
export interface Side {
  readonly x: Expr
  readonly row: boolean
  readonly column: boolean
}

const v = (x: Expr): never => x as never
// tensors, too, come as sides, from formulas in templates
const e = (x: unknown): Expr => (isExpr(x) || typeof x === "number" ? toExpr(x as Value) : (x as Expr))

/** A ⊗ B, each a matrix, a column or a row. */
export function kron(a: Side, b: Side): Expr {
  const labels = (s: Side, from: number): number[] => [...(s.row ? [from] : []), ...(s.column ? [from + 1] : [])]
  const [p, q] = [labels(a, 0), labels(b, 2)]
  const rows = [...(a.row ? [0] : []), ...(b.row ? [2] : [])]
  const columns = [...(a.column ? [1] : []), ...(b.column ? [3] : [])]
  const product = e(contract(v(a.x), v(b.x), { a: p, b: q, out: [...rows, ...columns] }))
  const size = (list: readonly number[]): Dim =>
    list.map((l) => (l < 2 ? (a.x.shape[p.indexOf(l)] as Dim) : (b.x.shape[q.indexOf(l)] as Dim))).reduce((x, y) => multiplySizes(x, y), 1)
  const shape = [...(rows.length > 0 ? [size(rows)] : []), ...(columns.length > 0 ? [size(columns)] : [])]
  return shape.length === product.shape.length ? product : e(reshape(v(product), shape as never))
}

/** A derivative with axes [x…, f…] as a matrix of Kronecker products; null where a term has another form. */
export function kroneckerOf(derivative: Expr, by: Shape, of: Shape): Expr | null {
  const fits = by.length > 0 && of.length > 0 && by.length <= 2 && of.length <= 2 && by.length + of.length > 2
  return fits
    ? bounded(
        () => kroneckerSum(derivative, by),
        () => null,
      )
    : null
}

function kroneckerSum(derivative: Expr, by: Shape): Expr | null {
  const a = new Algebra(rules)
  const node = lower(a, derivative)
  const raiser = new Raiser(a)
  const terms = node.kind === "sum" ? node.terms : [{ c: Q.ONE, node }]
  if (terms.length === 0 || terms.length > 12) return null
  let total: Expr | null = null
  for (const { c, node: term } of terms) {
    const made = term.kind === "product" ? productOf(a, raiser, term, by.length) : null
    if (made === null) return null
    const size = Math.abs(Q.toNumber(c))
    const scaled = size === 1 ? made : e(multiply(v(literal(size)), v(made)))
    if (total === null) total = c.p < 0 ? e(multiply(v(literal(-1)), v(scaled))) : scaled
    else total = e((c.p < 0 ? subtract : add)(v(total), v(scaled)))
  }
  return total
}

type Group = "inner" | "outer"

function productOf(a: Algebra, raiser: Raiser, node: Product, rank: number): Expr | null {
  const groups = groupsOf(node, rank)
  if (groups === null) return null
  const side = (group: Group): Side => {
    const at = node.out.map((_, i) => i).filter((i) => groups.positions[i] === group)
    const axes = new Axes()
    node.sizes.forEach((n) => axes.fresh(n))
    const factors = groups.factors
      .filter((f) => f.group === group)
      .map(({ f }) => ({ node: a.plainPower(f.base, f.exponent), labels: f.labels }))
    const x = a.product(
      factors,
      at.map((i) => node.out[i] as number),
      axes,
    )
    return { x: raiser.raise(x), row: at.some((i) => i < rank), column: at.some((i) => i >= rank) }
  }
  const product = kron(side("outer"), side("inner"))
  const scalars = node.factors.filter((f) => f.labels.length === 0)
  if (scalars.length === 0) return product
  const scalar = raiser.raise(a.multiply(...scalars.map((f) => a.power(f.base, f.exponent)))) as Expr
  return e(multiply(v(scalar), v(product)))
}

interface Groups {
  readonly positions: readonly Group[]
  readonly factors: readonly { readonly f: Factor; readonly group: Group }[]
}

/** Which axes and factors belong to rows (inner) and which to columns (outer); null where some belong to both. */
function groupsOf(node: Product, rank: number): Groups | null {
  const { out } = node
  // of a matrix the first axis is inner, the second outer; the axis of a vector goes with either
  const wanted = out.map((_, i): Group | null => {
    const [from, count] = i < rank ? [0, rank] : [rank, out.length - rank]
    return count === 1 ? null : i === from ? "inner" : "outer"
  })
  const positions: (Group | null)[] = out.map(() => null)
  const factors: { f: Factor; group: Group }[] = []
  const parts = components(node.factors.filter((f) => f.labels.length > 0))
  const lone = [...new Set(out)].filter((l) => !parts.some((part) => part.some((f) => f.labels.includes(l))))
  for (const part of [...parts, ...lone.map(() => [] as Factor[])]) {
    const labels = part.length > 0 ? new Set(part.flatMap((f) => f.labels)) : new Set([lone.shift() as number])
    const own = out.flatMap((l, i) => (labels.has(l) ? [i] : []))
    const kinds = new Set(own.map((i) => wanted[i]).filter((g) => g !== null))
    if (kinds.size > 1 || own.length === 0) return null
    const group = ([...kinds][0] ?? "outer") as Group
    for (const i of own) positions[i] = group
    for (const f of part) factors.push({ f, group })
  }
  return positions.every((g): g is Group => g !== null) ? { positions, factors } : null
}

/** The sides of a Kronecker product in a reshaped contraction, as `kron` writes it. */
export function sidesOf(node: Expr): readonly [Side, Side] | null {
  const inner = node.args[0]
  if (node.primitive?.name !== "reshape" || inner?.primitive?.name !== "contract" || node.shape.length > 2) return null
  const { a, b, out } = inner.params as { a: readonly number[]; b: readonly number[]; out: readonly number[] }
  if (a.length > 2 || b.length > 2 || a.length === 0 || b.length === 0) return null
  for (const [p, q] of kinds) {
    const labels = (s: readonly [boolean, boolean], list: readonly number[]): readonly (number | null)[] => [
      s[0] ? (list[0] as number) : null,
      s[1] ? (list[s[0] ? 1 : 0] as number) : null,
    ]
    if (p.filter(Boolean).length !== a.length || q.filter(Boolean).length !== b.length) continue
    const [[ar, ac], [br, bc]] = [labels(p, a), labels(q, b)] as [[number | null, number | null], [number | null, number | null]]
    const order = [ar, br, ac, bc].filter((l) => l !== null)
    if (order.join() !== out.join()) continue
    const made = kron({ x: inner.args[0] as Expr, row: p[0], column: p[1] }, { x: inner.args[1] as Expr, row: q[0], column: q[1] })
    if (made.shape.join() !== node.shape.join()) continue
    return [
      { x: inner.args[0] as Expr, row: p[0], column: p[1] },
      { x: inner.args[1] as Expr, row: q[0], column: q[1] },
    ]
  }
  return null
}

const each: readonly (readonly [boolean, boolean])[] = [
  [true, true],
  [true, false],
  [false, true],
]
const kinds = /* @__PURE__ */ each.flatMap((p) => each.map((q) => [p, q] as const))
