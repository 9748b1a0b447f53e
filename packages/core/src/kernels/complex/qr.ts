// Unitary factors of complex matrices; the diagonal of R is real, as in LAPACK.
import { columnOf, type Reflection, reflectAll, reflectionOf, reflectLeft } from "./householder.ts"
import { type ComplexMatrix, copyOf, zeroMatrix } from "./matrices.ts"

/** A (m × n) = Q R with Q of m × c and R of c × n, where c is m or the smaller of both. */
export function factorQR(matrix: ComplexMatrix, m: number, n: number, c: number): { readonly q: ComplexMatrix; readonly r: ComplexMatrix } {
  const a = copyOf(matrix)
  const reflections: Reflection[] = []
  for (let k = 0; k < Math.min(m, n); k++) {
    const h = reflectionOf(columnOf(a, n, k), k)
    reflectLeft(a, n, h, k + 1, true)
    for (let i = k; i < m; i++) {
      a.re[i * n + k] = i === k ? h.length : 0
      a.im[i * n + k] = 0
    }
    reflections.push(h)
  }
  const q = zeroMatrix(m * c)
  for (let i = 0; i < c; i++) q.re[i * (c + 1)] = 1
  reflectAll(q, c, reflections)
  return { q, r: { re: a.re.slice(0, c * n), im: a.im.slice(0, c * n) } }
}
