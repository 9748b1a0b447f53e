// Balancing: D⁻¹ A D with rows and columns of like size has the eigenvalues of A, and its rounding errors are small against
// its own elements, not against the largest of A (Parlett and Reinsch 1969; LAPACK's gebal without its permutations).

/** How far D may go either way, so that vectors times D stay in range. */
const LIMIT = 2 ** 200

/** Overwrites the n × n matrix a; answers with the diagonal of D, powers of two. */
export function balance(a: Float64Array, n: number): Float64Array {
  const scales = new Float64Array(n).fill(1)
  for (let changed = true, rounds = 0; changed && rounds < 100; rounds++) {
    changed = false
    for (let i = 0; i < n; i++) {
      const f = factorFor(a, n, i)
      const scale = (scales[i] as number) * f
      if (f === 1 || scale < 1 / LIMIT || scale > LIMIT) continue
      changed = true
      scales[i] = scale
      for (let j = i * n; j < (i + 1) * n; j++) a[j] = a[j]! / f
      for (let j = i; j < n * n; j += n) a[j] = a[j]! * f
    }
  }
  return scales
}

/** The power of two by which column i is to grow, and row i to shrink; 1 unless that makes both together clearly smaller. */
function factorFor(a: Float64Array, n: number, i: number): number {
  let [column, row] = [0, 0]
  for (let j = 0; j < n; j++) {
    column += a[j * n + i]! ** 2
    row += a[i * n + j]! ** 2
  }
  column = Math.sqrt(column)
  row = Math.sqrt(row)
  if (column === 0 || row === 0) return 1
  const f = 2 ** Math.round(Math.log2(row / column) / 2)
  return column * f + row / f < 0.95 * (column + row) ? f : 1
}
