// The product that all blocked factorizations lean on, in plain loops. Matrices lie in one workspace: offset, step from
// row to row, step from column to column.
const DEPTH = 256
const sliver = /* @__PURE__ */ new Float64Array(4 * DEPTH)

/**
 * C ← C + f A B for A of m × k, B of k × n. C has unit steps along its rows. Four columns of B at a time are laid side by
 * side, and meet two rows of A, so that the eight sums stay in registers.
 */
export function multiplyAdd(
  w: Float64Array,
  f: number,
  m: number,
  n: number,
  k: number,
  a: number,
  ai: number,
  ak: number,
  b: number,
  bk: number,
  bj: number,
  c: number,
  ci: number,
): void {
  for (let from = 0; from < k; from += DEPTH) {
    const depth = Math.min(DEPTH, k - from)
    for (let j = 0; j < n; j += 4) {
      const width = Math.min(4, n - j)
      packSliver(w, f, b + from * bk + j * bj, bk, bj, depth, width)
      for (let i = 0; i < m; i += 2) {
        const row = a + i * ai + from * ak
        if (width === 4 && i + 1 < m) tile(w, row, row + ai, ak, depth, c + i * ci + j, ci)
        else for (let r = i; r < Math.min(i + 2, m); r++) edge(w, a + r * ai + from * ak, ak, depth, c + r * ci + j, width)
      }
    }
  }
}

function packSliver(w: Float64Array, f: number, b: number, bk: number, bj: number, depth: number, width: number): void {
  if (width === 4) {
    for (let l = 0, q = 0; l < depth; l++, b += bk, q += 4) {
      sliver[q] = f * w[b]!
      sliver[q + 1] = f * w[b + bj]!
      sliver[q + 2] = f * w[b + 2 * bj]!
      sliver[q + 3] = f * w[b + 3 * bj]!
    }
    return
  }
  for (let l = 0; l < depth; l++, b += bk) for (let j = 0; j < width; j++) sliver[4 * l + j] = f * w[b + j * bj]!
}

function tile(w: Float64Array, a0: number, a1: number, ak: number, depth: number, c: number, ci: number): void {
  let [s00, s01, s02, s03, s10, s11, s12, s13] = [0, 0, 0, 0, 0, 0, 0, 0]
  for (let q = 0, end = 4 * depth; q < end; q += 4, a0 += ak, a1 += ak) {
    const x = w[a0]!
    const y = w[a1]!
    const b0 = sliver[q]!
    const b1 = sliver[q + 1]!
    const b2 = sliver[q + 2]!
    const b3 = sliver[q + 3]!
    s00 += x * b0
    s01 += x * b1
    s02 += x * b2
    s03 += x * b3
    s10 += y * b0
    s11 += y * b1
    s12 += y * b2
    s13 += y * b3
  }
  w[c] = w[c]! + s00
  w[c + 1] = w[c + 1]! + s01
  w[c + 2] = w[c + 2]! + s02
  w[c + 3] = w[c + 3]! + s03
  c += ci
  w[c] = w[c]! + s10
  w[c + 1] = w[c + 1]! + s11
  w[c + 2] = w[c + 2]! + s12
  w[c + 3] = w[c + 3]! + s13
}

/** One row against a sliver, of which `width` columns are meant. */
function edge(w: Float64Array, a: number, ak: number, depth: number, c: number, width: number): void {
  let [s0, s1, s2, s3] = [0, 0, 0, 0]
  for (let q = 0, end = 4 * depth; q < end; q += 4, a += ak) {
    const x = w[a]!
    s0 += x * sliver[q]!
    s1 += x * sliver[q + 1]!
    s2 += x * sliver[q + 2]!
    s3 += x * sliver[q + 3]!
  }
  w[c] = w[c]! + s0
  if (width > 1) w[c + 1] = w[c + 1]! + s1
  if (width > 2) w[c + 2] = w[c + 2]! + s2
  if (width > 3) w[c + 3] = w[c + 3]! + s3
}
