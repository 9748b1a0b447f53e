// The passes over a whole matrix in which two-sided reductions spend their time. Each applies the update of the step
// before and gathers the product that the next one needs, so that memory is read once for both (Howell et al. 2008).

/**
 * For the lower triangle of a symmetric k × k matrix: A ← A − p qᵀ − q pᵀ, then y ← A v.
 * p, q, v and y are offsets of vectors.
 */
export function symmetricStep(w: Float64Array, k: number, a: number, lda: number, p: number, q: number, v: number, y: number): void {
  w.fill(0, y, y + k)
  let i = 0
  for (; i + 1 < k; i += 2) {
    const r0 = a + i * lda
    const r1 = r0 + lda
    const p0 = w[p + i]!
    const q0 = w[q + i]!
    const v0 = w[v + i]!
    const p1 = w[p + i + 1]!
    const q1 = w[q + i + 1]!
    const v1 = w[v + i + 1]!
    let s0 = 0
    let s1 = 0
    for (let j = 0; j < i; j++) {
      const pj = w[p + j]!
      const qj = w[q + j]!
      const vj = w[v + j]!
      const x0 = w[r0 + j]! - (p0 * qj + q0 * pj)
      const x1 = w[r1 + j]! - (p1 * qj + q1 * pj)
      w[r0 + j] = x0
      w[r1 + j] = x1
      s0 += x0 * vj
      s1 += x1 * vj
      w[y + j] = w[y + j]! + (x0 * v0 + x1 * v1)
    }
    const d0 = (w[r0 + i] = w[r0 + i]! - 2 * p0 * q0)
    const side = (w[r1 + i] = w[r1 + i]! - (p1 * q0 + q1 * p0))
    const d1 = (w[r1 + i + 1] = w[r1 + i + 1]! - 2 * p1 * q1)
    w[y + i] = s0 + d0 * v0 + side * v1
    w[y + i + 1] = s1 + side * v0 + d1 * v1
  }
  if (i === k) return
  const r = a + i * lda
  const pi = w[p + i]!
  const qi = w[q + i]!
  const vi = w[v + i]!
  let s = 0
  for (let j = 0; j < i; j++) {
    const x = w[r + j]! - (pi * w[q + j]! + qi * w[p + j]!)
    w[r + j] = x
    s += x * w[v + j]!
    w[y + j] = w[y + j]! + x * vi
  }
  const d = (w[r + i] = w[r + i]! - 2 * pi * qi)
  w[y + i] = s + d * vi
}

/** For an m × n matrix: A ← A − p qᵀ − r sᵀ, then y ← Aᵀ u. p, r and u have m elements, q, s and y n. */
export function gatherColumns(
  w: Float64Array,
  m: number,
  n: number,
  a: number,
  lda: number,
  p: number,
  q: number,
  r: number,
  s: number,
  u: number,
  y: number,
): void {
  w.fill(0, y, y + n)
  let i = 0
  for (; i + 1 < m; i += 2) {
    const a0 = a + i * lda
    const a1 = a0 + lda
    const p0 = w[p + i]!
    const r0 = w[r + i]!
    const u0 = w[u + i]!
    const p1 = w[p + i + 1]!
    const r1 = w[r + i + 1]!
    const u1 = w[u + i + 1]!
    for (let j = 0; j < n; j++) {
      const qj = w[q + j]!
      const sj = w[s + j]!
      const x0 = w[a0 + j]! - (p0 * qj + r0 * sj)
      const x1 = w[a1 + j]! - (p1 * qj + r1 * sj)
      w[a0 + j] = x0
      w[a1 + j] = x1
      w[y + j] = w[y + j]! + (x0 * u0 + x1 * u1)
    }
  }
  if (i === m) return
  const row = a + i * lda
  const pi = w[p + i]!
  const ri = w[r + i]!
  const ui = w[u + i]!
  for (let j = 0; j < n; j++) {
    const x = w[row + j]! - (pi * w[q + j]! + ri * w[s + j]!)
    w[row + j] = x
    w[y + j] = w[y + j]! + x * ui
  }
}

/** y ← A x for an m × n matrix. */
export function multiplyRows(w: Float64Array, m: number, n: number, a: number, lda: number, x: number, y: number): void {
  let i = 0
  for (; i + 3 < m; i += 4) {
    const r0 = a + i * lda
    const r1 = r0 + lda
    const r2 = r1 + lda
    const r3 = r2 + lda
    let [s0, s1, s2, s3] = [0, 0, 0, 0]
    for (let j = 0; j < n; j++) {
      const xj = w[x + j]!
      s0 += w[r0 + j]! * xj
      s1 += w[r1 + j]! * xj
      s2 += w[r2 + j]! * xj
      s3 += w[r3 + j]! * xj
    }
    w[y + i] = s0
    w[y + i + 1] = s1
    w[y + i + 2] = s2
    w[y + i + 3] = s3
  }
  for (; i < m; i++) {
    const row = a + i * lda
    let s = 0
    for (let j = 0; j < n; j++) s += w[row + j]! * w[x + j]!
    w[y + i] = s
  }
}
