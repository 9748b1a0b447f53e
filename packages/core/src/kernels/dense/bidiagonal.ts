// A = U B Vᵀ for m × n, m ≥ n, with B upper bidiagonal: reflections from the left and the right in turn (LAPACK's gebrd;
// Golub & Van Loan 5.4.8). The update A − u yᵀ − x vᵀ of each step is applied when the next one reads the matrix.
import type { Dense } from "./engine.ts"
import { reflection } from "./reflect.ts"
import { dot } from "./triangular.ts"

/** Reflections as rows: k elements of 0, then 1 and the rest. */
export interface Reflections {
  readonly v: number
  readonly ld: number
  readonly taus: Float64Array
}

/** How many numbers `bidiagonalize` needs at `room`. */
export const roomForBidiagonal = (m: number, n: number): number => 2 * (m + n) + m + n

/** Reduces the matrix at a; s takes the diagonal, e what is above it. Rows of `left` have m elements, of `right` n. */
export function bidiagonalize(
  d: Dense,
  m: number,
  n: number,
  a: number,
  left: Reflections,
  right: Reflections,
  room: number,
  s: Float64Array,
  e: Float64Array,
): void {
  const { w } = d
  w.fill(0, left.v, left.v + n * left.ld)
  w.fill(0, right.v, right.v + n * right.ld)
  w.fill(0, room, room + roomForBidiagonal(m, n))
  // the pending update is − u yᵀ − x vᵀ, with u and v rows of the reflections
  const [zeros, y, x] = [room, room + m + n, room + m + 2 * n]
  let [u, v] = [zeros, zeros]
  for (let k = 0; k < n; k++) {
    const [column, row] = [left.v + k * left.ld, right.v + k * right.ld]
    const [yk, vk] = [w[y + k]!, w[v + k]!]
    for (let i = k; i < m; i++) w[column + i] = w[a + i * n + k]! - (w[u + i]! * yk + w[x + i]! * vk)
    const up = reflection(w, m - k, column + k, 1)
    s[k] = up.length
    left.taus[k] = up.tau
    if (k + 1 === n) break
    const [next, rest] = [k + 1, n - k - 1]
    const gathered = room + 2 * (m + n) + m
    d.gatherColumns(w, m - k, rest, a + k * n + next, n, u + k, y + next, x + k, v + next, column + k, gathered + next)
    for (let j = next; j < n; j++) {
      const yj = up.tau * w[gathered + j]!
      w[y + j] = yj
      w[row + j] = w[a + k * n + j]! - yj
    }
    const across = reflection(w, rest, row + next, 1)
    e[k] = across.length
    right.taus[k] = across.tau
    // x = τ (A − u yᵀ) v
    d.multiplyRows(w, m - next, rest, a + next * n + next, n, row + next, x + next)
    const both = dot(w, rest, y + next, 1, row + next, 1)
    for (let i = next; i < m; i++) w[x + i] = across.tau * (w[x + i]! - w[column + i]! * both)
    ;[u, v] = [column, row]
  }
}
