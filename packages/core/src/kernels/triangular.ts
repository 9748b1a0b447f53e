// Systems whose matrix is a triangle.
import { dense } from "./dense/engine.ts"
import { solveLower, solveUpper } from "./dense/triangular.ts"

/** Which triangle of a matrix is read, and whether its diagonal counts as ones. */
export interface Triangle {
  readonly lower: boolean
  readonly unit: boolean
}

/** T⁻¹ B for the triangle T of an n × n matrix and B of `columns` columns. */
export function solveTriangle(a: Float64Array, n: number, b: Float64Array, columns: number, { lower, unit }: Triangle): Float64Array {
  const end = n * n + n * columns
  const d = dense(n, end)
  d.w.set(a)
  d.w.set(b, n * n)
  if (lower) solveLower(d, n, columns, 0, n, n * n, columns, unit)
  else solveUpper(d, n, columns, 0, n, n * n, columns, unit)
  return d.w.slice(n * n, end)
}
