// A = Q H Qᵀ with H zero below its first subdiagonal, by Householder's reflections (LAPACK's gehrd; Golub & Van Loan 7.4.3).
// The update A − u yᵀ − x vᵀ of each step is applied when the next one reads the matrix.
import type { Dense } from "./engine.ts"
import { reflection } from "./reflect.ts"
import { dot } from "./triangular.ts"

export const roomForHessenberg = (n: number): number => 5 * n

/** Reduces the n × n matrix at a; row k of v takes the reflection of step k: k + 1 zeros, then 1 and the rest. */
export function hessenberg(d: Dense, n: number, a: number, v: number, taus: Float64Array, room: number): void {
  const { w } = d
  w.fill(0, v, v + n * n)
  w.fill(0, room, room + 5 * n)
  const [zeros, y, x, gathered] = [room, room + n, room + 2 * n, room + 3 * n]
  let u = zeros
  const settle = (k: number): void => {
    const [yk, vk] = [w[y + k]!, w[u + k]!]
    for (let i = 0; i < n; i++) w[a + i * n + k] = w[a + i * n + k]! - (w[u + i]! * yk + w[x + i]! * vk)
  }
  let k = 0
  for (; k + 2 < n; k++) {
    settle(k)
    const next = k + 1
    const row = v + k * n
    for (let i = next; i < n; i++) w[row + i] = w[a + i * n + k]!
    const { tau, length } = reflection(w, n - next, row + next, 1)
    taus[k] = tau
    w[a + next * n + k] = length
    for (let i = next + 1; i < n; i++) w[a + i * n + k] = 0
    d.gatherColumns(w, n, n - next, a + next, n, u, y + next, x, u + next, row, gathered + next)
    for (let j = next; j < n; j++) w[y + j] = tau * w[gathered + j]!
    // x = τ (A − u yᵀ) u
    d.multiplyRows(w, n, n - next, a + next, n, row + next, x)
    const both = dot(w, n - next, y + next, 1, row + next, 1)
    for (let i = 0; i < n; i++) w[x + i] = tau * (w[x + i]! - w[row + i]! * both)
    u = row
  }
  for (; k < n; k++) settle(k)
}
