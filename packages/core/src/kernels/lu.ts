// Triangular factors of square matrices, in row-major order and in place.

/** What Gauss's elimination with partial pivoting leaves: the rows' new order and its sign. */
export interface Pivots {
  readonly rows: Int32Array
  readonly sign: number
  /** The first column without a pivot, −1 if there is none. */
  readonly singular: number
}

/** P A = L U: overwrites A by U and, below its diagonal, L. */
export function factorLU(a: Float64Array, n: number): Pivots {
  const rows = Int32Array.from({ length: n }, (_, i) => i)
  let sign = 1
  let singular = -1
  for (let k = 0; k < n; k++) {
    const top = largestBelow(a, n, k)
    if (top !== k) {
      swapRows(a, n, k, top)
      const row = rows[k] as number
      rows[k] = rows[top] as number
      rows[top] = row
      sign = -sign
    }
    const pivot = a[k * n + k] as number
    if (pivot === 0) {
      if (singular < 0) singular = k
      continue
    }
    for (let i = k + 1; i < n; i++) {
      const factor = (a[i * n + k] as number) / pivot
      a[i * n + k] = factor
      if (factor === 0) continue
      for (let j = k + 1, p = i * n + k + 1, q = k * n + k + 1; j < n; j++, p++, q++) a[p] = (a[p] as number) - factor * (a[q] as number)
    }
  }
  return { rows, sign, singular }
}

/** The row of the largest element in column k from row k on; of the first NaN, which must not be passed over. */
function largestBelow(a: Float64Array, n: number, k: number): number {
  let top = k
  let best = Math.abs(a[k * n + k] as number)
  for (let i = k + 1; i < n && best === best; i++) {
    const size = Math.abs(a[i * n + k] as number)
    if (size > best || size !== size) {
      best = size
      top = i
    }
  }
  return top
}

function swapRows(a: Float64Array, columns: number, i: number, k: number): void {
  for (let j = 0, p = i * columns, q = k * columns; j < columns; j++, p++, q++) {
    const x = a[p] as number
    a[p] = a[q] as number
    a[q] = x
  }
}

/** Solves A X = B for B of k columns from the factors of A. */
export function solveLU(lu: Float64Array, n: number, rows: Int32Array, b: Float64Array, columns: number): Float64Array {
  const x = new Float64Array(n * columns)
  for (let i = 0; i < n; i++) x.set(b.subarray((rows[i] as number) * columns, ((rows[i] as number) + 1) * columns), i * columns)
  for (let i = 0; i < n; i++) for (let k = 0; k < i; k++) subtractRow(x, columns, i, k, lu[i * n + k] as number)
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) subtractRow(x, columns, i, k, lu[i * n + k] as number)
    const pivot = lu[i * n + i] as number
    for (let j = i * columns; j < (i + 1) * columns; j++) x[j] = (x[j] as number) / pivot
  }
  return x
}

/** Row i loses `factor` times row k. */
function subtractRow(x: Float64Array, columns: number, i: number, k: number, factor: number): void {
  if (factor === 0) return
  for (let j = 0, p = i * columns, q = k * columns; j < columns; j++, p++, q++) x[p] = (x[p] as number) - factor * (x[q] as number)
}

/** A = L Lᵀ: overwrites the lower triangle by L and clears the rest; answers with the first row that has no root, or −1. */
export function factorCholesky(a: Float64Array, n: number): number {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i * n + j] as number
      for (let k = 0, p = i * n, q = j * n; k < j; k++, p++, q++) sum -= (a[p] as number) * (a[q] as number)
      if (i !== j) a[i * n + j] = sum / (a[j * n + j] as number)
      else if (sum <= 0) return i
      else a[i * n + i] = Math.sqrt(sum)
    }
    a.fill(0, i * n + i + 1, (i + 1) * n)
  }
  return -1
}
