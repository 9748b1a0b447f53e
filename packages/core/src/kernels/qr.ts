// Orthogonal factors by Householder's reflections, in row-major order.

/** x ↦ x − τ v (vᵀ x), where v begins at `start`; row by row, so that memory is read in order. */
export function reflectRows(
  a: Float64Array,
  columns: number,
  v: Float64Array,
  tau: number,
  start: number,
  rows: number,
  from: number,
): void {
  if (tau === 0) return
  const w = new Float64Array(columns)
  for (let i = start; i < rows; i++) {
    const f = v[i] as number
    if (f !== 0) for (let j = from, p = i * columns + from; j < columns; j++, p++) w[j] = (w[j] as number) + f * (a[p] as number)
  }
  for (let i = start; i < rows; i++) {
    const f = tau * (v[i] as number)
    if (f !== 0) for (let j = from, p = i * columns + from; j < columns; j++, p++) a[p] = (a[p] as number) - f * (w[j] as number)
  }
}

/** The reflection that clears column k below row k: v with v_k = 1, and τ. LAPACK's sign: R's diagonal may be negative. */
export function reflectorOf(x: Float64Array, start: number, end: number): { readonly tau: number; readonly length: number } {
  const alpha = x[start] as number
  let top = 0
  for (let i = start + 1; i < end; i++) top = Math.max(top, Math.abs(x[i] as number))
  if (top === 0) {
    x[start] = 1
    return { tau: 0, length: alpha }
  }
  const scale = Math.max(top, Math.abs(alpha))
  let sum = 0
  for (let i = start; i < end; i++) sum += ((x[i] as number) / scale) ** 2
  const length = alpha >= 0 ? -scale * Math.sqrt(sum) : scale * Math.sqrt(sum)
  for (let i = start + 1; i < end; i++) x[i] = (x[i] as number) / (alpha - length)
  x[start] = 1
  return { tau: (length - alpha) / length, length }
}

/** A (m × n) = Q R with Q of m × c and R of c × n, where c is m or the smaller of both. */
export function factorQR(matrix: Float64Array, m: number, n: number, c: number): { readonly q: Float64Array; readonly r: Float64Array } {
  const a = matrix.slice()
  const steps = Math.min(m, n)
  const vectors: Float64Array[] = []
  const taus: number[] = []
  for (let k = 0; k < steps; k++) {
    const v = new Float64Array(m)
    for (let i = k; i < m; i++) v[i] = a[i * n + k] as number
    const { tau, length } = reflectorOf(v, k, m)
    reflectRows(a, n, v, tau, k, m, k + 1)
    a[k * n + k] = length
    for (let i = k + 1; i < m; i++) a[i * n + k] = 0
    vectors.push(v)
    taus.push(tau)
  }
  const q = new Float64Array(m * c)
  for (let i = 0; i < c; i++) q[i * c + i] = 1
  for (let k = steps - 1; k >= 0; k--) reflectRows(q, c, vectors[k] as Float64Array, taus[k] as number, k, m, k)
  return { q, r: a.slice(0, c * n) }
}
