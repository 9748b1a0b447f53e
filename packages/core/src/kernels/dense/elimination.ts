// Gauss's elimination in one column of an n × n matrix that begins the workspace.

/**
 * Brings the largest element of column k, from row k on, into row k, exchanging columns from … to of both rows; below it the
 * column becomes factors, and the columns that follow up to `to`, at most three, lose their share. Answers with the row
 * that the pivot came from. The first NaN counts as the largest, for it must not be passed over; a pivot of 0 changes nothing.
 */
export function eliminateColumn(w: Float64Array, n: number, k: number, from: number, to: number): number {
  const top = largestBelow(w, n, k)
  if (top !== k) exchangeRows(w, to - from, k * n + from, top * n + from)
  const at = k * n + k
  const pivot = w[at]!
  if (pivot === 0) return top
  const columns = to - k - 1
  const u1 = columns > 0 ? w[at + 1]! : 0
  const u2 = columns > 1 ? w[at + 2]! : 0
  const u3 = columns > 2 ? w[at + 3]! : 0
  for (let p = at + n, end = n * n; p < end; p += n) {
    const f = w[p]! / pivot
    w[p] = f
    if (columns > 0) w[p + 1] = w[p + 1]! - f * u1
    if (columns > 1) w[p + 2] = w[p + 2]! - f * u2
    if (columns > 2) w[p + 3] = w[p + 3]! - f * u3
  }
  return top
}

function largestBelow(w: Float64Array, n: number, k: number): number {
  let top = k
  let best = Math.abs(w[k * n + k]!)
  for (let i = k + 1, p = (k + 1) * n + k; i < n; i++, p += n) {
    const size = Math.abs(w[p]!)
    if (size > best || size !== size) {
      if (best !== best) return top
      best = size
      top = i
    }
  }
  return top
}

/** Exchanges n numbers at p and at q. */
export function exchangeRows(w: Float64Array, n: number, p: number, q: number): void {
  const end = p + n
  for (; p < end; p++, q++) {
    const x = w[p]!
    w[p] = w[q]!
    w[q] = x
  }
}
