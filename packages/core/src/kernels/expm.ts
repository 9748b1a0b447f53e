// The exponential of a matrix: scaling and squaring with Padé's approximation of degree 13 (Higham 2005).
import { factorLU, solveLU } from "./lu.ts"
import { identity, product } from "./matrices.ts"

const b = [
  64764752532480000, 32382376266240000, 7771770303897600, 1187353796428800, 129060195264000, 10559470521600, 670442572800, 33522128640,
  1323241920, 40840800, 960960, 16380, 182, 1,
]

const combine = (n: number, terms: readonly (readonly [number, Float64Array])[]): Float64Array => {
  const out = new Float64Array(n * n)
  for (const [factor, x] of terms) for (let i = 0; i < out.length; i++) out[i] = (out[i] as number) + factor * (x[i] as number)
  return out
}

/** The largest sum of sizes in a column. */
function norm1(a: Float64Array, n: number): number {
  const sums = new Float64Array(n)
  for (let i = 0; i < a.length; i++) sums[i % n] = (sums[i % n] as number) + Math.abs(a[i] as number)
  return Math.max(0, ...sums)
}

export function expmOf(matrix: Float64Array, n: number): Float64Array {
  const size = norm1(matrix, n)
  if (!Number.isFinite(size)) return new Float64Array(n * n).fill(Number.NaN)
  const squarings = Math.max(0, Math.ceil(Math.log2(size / 5.371920351148152)))
  const a = matrix.map((x) => x / 2 ** squarings)
  const one = identity(n)
  const a2 = product(a, a, n, n, n)
  const a4 = product(a2, a2, n, n, n)
  const a6 = product(a4, a2, n, n, n)
  const c = (k: number): number => b[k] as number
  const high = (k: number): Float64Array =>
    product(
      a6,
      combine(n, [
        [c(k + 6), a6],
        [c(k + 4), a4],
        [c(k + 2), a2],
      ]),
      n,
      n,
      n,
    )
  const odd = product(
    a,
    combine(n, [
      [1, high(7)],
      [c(7), a6],
      [c(5), a4],
      [c(3), a2],
      [c(1), one],
    ]),
    n,
    n,
    n,
  )
  const even = combine(n, [
    [1, high(6)],
    [c(6), a6],
    [c(4), a4],
    [c(2), a2],
    [c(0), one],
  ])
  const below = combine(n, [
    [1, even],
    [-1, odd],
  ])
  const { rows } = factorLU(below, n)
  let result = solveLU(
    below,
    n,
    rows,
    combine(n, [
      [1, even],
      [1, odd],
    ]),
    n,
  )
  for (let i = 0; i < squarings; i++) result = product(result, result, n, n, n)
  return result
}
