// The commutation matrix K, which turns vec A into vec Aᵀ.
import { type Dim, type Expr, multiplySizes, reshape, toExpr, transpose } from "@nablajs/core"
import { identityOf } from "../print/einsum.ts"

const v = (x: unknown): never => x as never

/** The m n × m n matrix K with K vec A = vec Aᵀ for every m × n matrix A: the rows of an identity in another order. */
export function commutation(m: Dim, n: Dim): Expr {
  const size = multiplySizes(m, n)
  const rows = reshape(v(identityOf(size)), v([n, m, size]))
  return toExpr(v(reshape(v(transpose(v(rows), v([1, 0, 2]))), v([size, size]))))
}

/** m and n where a term is a commutation matrix, as `commutation` writes it. */
export function commuted(node: Expr): readonly [Dim, Dim] | null {
  const turned = node.args[0]
  const rows = turned?.args[0]
  if (node.primitive?.name !== "reshape" || turned?.primitive?.name !== "transpose" || rows?.primitive?.name !== "reshape") return null
  const unit = rows.args[0] as Expr
  if (rows.shape.length !== 3 || node.shape.length !== 2 || unit.primitive?.name !== "diag" || unit.shape.length !== 2) return null
  const { axes } = turned.params as { readonly axes: readonly number[] }
  const one = unit.args[0] as Expr
  if (axes.join() !== "1,0,2" || one.primitive?.name !== "broadcast" || one.args[0]?.literal !== 1) return null
  if (node.shape.some((n) => n !== unit.shape[0]) || rows.shape[2] !== unit.shape[0]) return null
  return [rows.shape[1] as Dim, rows.shape[0] as Dim]
}
