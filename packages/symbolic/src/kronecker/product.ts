// Kronecker products as terms: a contraction without a common label, its axes joined in pairs.
import { contract, type Dim, type Expr, isExpr, multiplySizes, reshape, toExpr, type Value } from "@nablajs/core"

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
