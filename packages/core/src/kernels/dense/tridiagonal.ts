// A = Q T Qᵀ for symmetric A: Householder's reduction to three diagonals from the last row upwards, where rows of the lower
// triangle are contiguous (LAPACK's sytd2 with uplo = "U", read in row-major order; Golub & Van Loan 8.3.1).
import type { Dense } from "./engine.ts"
import { reflection } from "./reflect.ts"
import { dot } from "./triangular.ts"

/**
 * Reduces the lower triangle at a; d takes the diagonal, e what is beside it. Row k of `v` takes the reflection of step k,
 * k elements that end in 1, the rest of the row being 0. Q = H_{n−1} ⋯ H₁. Needs room for 4 n numbers at `room`.
 */
export function tridiagonalize(
  dense: Dense,
  n: number,
  a: number,
  v: number,
  room: number,
  d: Float64Array,
  e: Float64Array,
  taus: Float64Array,
): void {
  const { w } = dense
  w.fill(0, v, v + n * n)
  w.fill(0, room, room + 4 * n)
  let [p, q, nextP, nextQ] = [room, room + n, room + 2 * n, room + 3 * n]
  for (let k = n - 1; k > 0; k--) {
    const [row, u] = [a + k * n, v + k * n]
    const [pk, qk] = [w[p + k]!, w[q + k]!]
    for (let j = 0; j <= k; j++) w[row + j] = w[row + j]! - (pk * w[q + j]! + qk * w[p + j]!)
    d[k] = w[row + k] as number
    for (let j = 0; j < k; j++) w[u + j] = w[row + j]!
    const { tau, length } = reflection(w, k, u + k - 1, -1)
    e[k - 1] = length
    taus[k] = tau
    dense.symmetricStep(w, k, a, n, p, q, u, nextQ)
    // w = τ A v − (τ²/2)(vᵀ A v) v; then A − v wᵀ − w vᵀ is the reflected matrix
    const half = (tau * tau * dot(w, k, nextQ, 1, u, 1)) / 2
    for (let j = 0; j < k; j++) {
      w[nextQ + j] = tau * w[nextQ + j]! - half * w[u + j]!
      w[nextP + j] = w[u + j]!
    }
    ;[p, nextP] = [nextP, p]
    ;[q, nextQ] = [nextQ, q]
  }
  if (n > 0) d[0] = w[a]! - 2 * w[p]! * w[q]!
}
