// Balancing: D⁻¹ Pᵀ A P D with rows and columns of like size has the eigenvalues of A, and its rounding errors are small
// against its own elements, not against the largest of A (Parlett and Reinsch 1969; LAPACK's gebal).

/** The diagonal of D, powers of two, and the row of A that each row of the balanced matrix was. */
export interface Balance {
  readonly scales: Float64Array
  readonly order: Int32Array
}

/** How far D may go either way, so that vectors times D stay in range. */
const LIMIT = 2 ** 300

/** The balance of the n × n matrix a, which is overwritten. */
export function balance(a: Float64Array, n: number): Balance {
  const order = new Int32Array(n)
  for (let i = 0; i < n; i++) order[i] = i
  const [low, high] = isolate(a, n, order)
  const scales = new Float64Array(n).fill(1)
  for (let changed = true, rounds = 0; changed && rounds < 100; rounds++) {
    changed = false
    for (let i = low; i < high; i++) {
      const f = factorFor(a, n, i, low, high)
      const scale = (scales[i] as number) * f
      if (f === 1 || scale < 1 / LIMIT || scale > LIMIT) continue
      changed = true
      scales[i] = scale
      for (let j = i * n; j < (i + 1) * n; j++) a[j] = a[j]! / f
      for (let j = i; j < n * n; j += n) a[j] = a[j]! * f
    }
  }
  return { scales, order }
}

/**
 * Moves rows that are 0 beside the diagonal to the end, and such columns to the beginning: their eigenvalues stand on the
 * diagonal already, and scaling must leave them out. Answers with the range of the others.
 */
function isolate(a: Float64Array, n: number, order: Int32Array): readonly [number, number] {
  let [low, high] = [0, n]
  for (let i = high - 1; i >= 0; i--) {
    if (!lonely(a, i * n, 1, i, low, high)) continue
    exchange(a, n, order, i, --high)
    i = high
  }
  for (let j = low; j < high; j++) {
    if (!lonely(a, j, n, j, low, high)) continue
    exchange(a, n, order, j, low++)
    j = low - 1
  }
  return [low, high]
}

function lonely(a: Float64Array, at: number, step: number, self: number, low: number, high: number): boolean {
  for (let k = low; k < high; k++) if (k !== self && a[at + k * step] !== 0) return false
  return true
}

/** Rows and columns i and k change places. */
function exchange(a: Float64Array, n: number, order: Int32Array, i: number, k: number): void {
  if (i === k) return
  const row = order[i] as number
  order[i] = order[k] as number
  order[k] = row
  for (let j = 0; j < n; j++) {
    const x = a[i * n + j]!
    a[i * n + j] = a[k * n + j]!
    a[k * n + j] = x
  }
  for (let j = 0; j < n * n; j += n) {
    const x = a[j + i]!
    a[j + i] = a[j + k]!
    a[j + k] = x
  }
}

/** The power of two by which column i is to grow, and row i to shrink; 1 unless that makes both together clearly smaller. */
function factorFor(a: Float64Array, n: number, i: number, low: number, high: number): number {
  let [column, row] = [0, 0]
  for (let j = low; j < high; j++) {
    column += Math.abs(a[j * n + i]!)
    row += Math.abs(a[i * n + j]!)
  }
  if (column === 0 || row === 0) return 1
  const f = 2 ** Math.round(Math.log2(row / column) / 2)
  return column * f + row / f < 0.95 * (column + row) ? f : 1
}
