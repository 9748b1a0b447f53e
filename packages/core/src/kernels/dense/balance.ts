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
  const { front, active, back } = isolate(a, n)
  const scales = new Float64Array(n).fill(1)
  for (let changed = true, rounds = 0; changed && rounds < 100; rounds++) {
    changed = false
    for (const i of active) {
      const f = factorFor(a, n, i, active)
      const scale = (scales[i] as number) * f
      if (f === 1 || scale < 1 / LIMIT || scale > LIMIT) continue
      changed = true
      scales[i] = scale
      for (let j = i * n; j < (i + 1) * n; j++) a[j] = a[j]! / f
      for (let j = i; j < n * n; j += n) a[j] = a[j]! * f
    }
  }
  const order = Int32Array.from([...front, ...active, ...back])
  return { scales: Float64Array.from(order, (i) => scales[i] as number), order }
}

/**
 * Rows that are 0 beside the diagonal go to the back, such columns to the front: their eigenvalues stand on the diagonal
 * already, and scaling must leave them out. The others keep their order, for it may be that of their size.
 */
function isolate(a: Float64Array, n: number): { front: number[]; active: number[]; back: number[] } {
  const [front, active, back]: [number[], number[], number[]] = [[], Array.from({ length: n }, (_, i) => i), []]
  for (let at = n - 1; at >= 0; at--) {
    const i = active[at] as number
    if (!lonely(a, i * n, 1, i, active)) continue
    active.splice(at, 1)
    back.unshift(i)
    at = active.length
  }
  for (let at = 0; at < active.length; at++) {
    const j = active[at] as number
    if (!lonely(a, j, n, j, active)) continue
    active.splice(at, 1)
    front.push(j)
    at = -1
  }
  return { front, active, back }
}

function lonely(a: Float64Array, at: number, step: number, self: number, among: readonly number[]): boolean {
  for (const k of among) if (k !== self && a[at + k * step] !== 0) return false
  return true
}

/** The power of two by which column i is to grow, and row i to shrink; 1 unless that makes both together clearly smaller. */
function factorFor(a: Float64Array, n: number, i: number, among: readonly number[]): number {
  let [column, row] = [0, 0]
  for (const j of among) {
    column += Math.abs(a[j * n + i]!)
    row += Math.abs(a[i * n + j]!)
  }
  if (column === 0 || row === 0) return 1
  const f = 2 ** Math.round(Math.log2(row / column) / 2)
  return column * f + row / f < 0.95 * (column + row) ? f : 1
}
