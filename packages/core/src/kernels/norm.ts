// Lengths of vectors.
import type { Fold } from "./reduce.ts"

const squares: Fold = (x, offset, step, n) => {
  if (n > 128) {
    const half = (n >> 4) << 3
    return squares(x, offset, step, half) + squares(x, offset + half * step, step, n - half)
  }
  let sum = 0
  for (let i = 0; i < n; i++, offset += step) sum += (x[offset] as number) * (x[offset] as number)
  return sum
}

/** √Σ x². Where squares would overflow or vanish, the largest element is taken out first. */
export const normFold: Fold = (x, offset, step, n) => {
  const plain = squares(x, offset, step, n)
  if (plain > 1e-280 && plain < 1e280) return Math.sqrt(plain)
  let top = 0
  for (let i = 0, at = offset; i < n; i++, at += step) top = Math.max(top, Math.abs(x[at] as number))
  if (top === 0 || !Number.isFinite(top)) return top
  let sum = 0
  for (let i = 0; i < n; i++, offset += step) sum += ((x[offset] as number) / top) ** 2
  return top * Math.sqrt(sum)
}
