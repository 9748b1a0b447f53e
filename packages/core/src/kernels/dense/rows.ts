// Operations on whole rows of matrices in a workspace.

/** x ← x − f y for n numbers each. */
export function subtractRow(w: Float64Array, n: number, f: number, x: number, y: number): void {
  const end = x + n
  for (; x < end; x++, y++) w[x] = w[x]! - f * w[y]!
}

/** Three rows of n numbers, `step` apart from p on, lose τ (1, v₁, v₂)ᵀ times their sum in the weights (1, v₁, v₂). */
export function reflectThree(w: Float64Array, n: number, p: number, step: number, tau: number, v1: number, v2: number): void {
  const [t1, t2] = [tau * v1, tau * v2]
  let q = p + step
  let r = q + step
  const end = p + n
  for (; p < end; p++, q++, r++) {
    const f = w[p]! + v1 * w[q]! + v2 * w[r]!
    w[p] = w[p]! - f * tau
    w[q] = w[q]! - f * t1
    w[r] = w[r]! - f * t2
  }
}
