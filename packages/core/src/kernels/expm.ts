// The exponential of a matrix: scaling and squaring with Padé's approximations (Higham 2005). How far to scale is read from
// powers of A and not from A alone, so that matrices far from normal are not squared too often (Al-Mohy and Higham 2009).
import { solveSystem } from "./lu.ts"
import { identity, product } from "./matrices.ts"

/** Norms up to which an approximation of so high a degree is exact to rounding, and its coefficients. */
const approximants: readonly { readonly reach: number; readonly b: readonly number[] }[] = [
  { reach: 1.495585217958292e-2, b: [120, 60, 12, 1] },
  { reach: 2.53939833006323e-1, b: [30240, 15120, 3360, 420, 30, 1] },
  { reach: 9.504178996162932e-1, b: [17297280, 8648640, 1995840, 277200, 25200, 1512, 56, 1] },
  { reach: 2.097847961257068, b: [17643225600, 8821612800, 2075673600, 302702400, 30270240, 2162160, 110880, 3960, 90, 1] },
]

const REACH13 = 4.25
/** log₂ of C(26, 13) · 27!, by which the first term of the error is divided. */
const LOG_ERROR13 = 116.44701
const b13 = [
  64764752532480000, 32382376266240000, 7771770303897600, 1187353796428800, 129060195264000, 10559470521600, 670442572800, 33522128640,
  1323241920, 40840800, 960960, 16380, 182, 1,
]

type Matrix = Float64Array

const combine = (n: number, terms: readonly (readonly [number, Matrix])[]): Matrix => {
  const out = new Float64Array(n * n)
  for (const [factor, x] of terms) for (let i = 0; i < out.length; i++) out[i] = out[i]! + factor * x[i]!
  return out
}

/** The largest sum of sizes in a column. */
function norm1(a: Matrix, n: number): number {
  const sums = new Float64Array(n)
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) sums[j] = sums[j]! + Math.abs(a[i * n + j]!)
  return sums.reduce((top, x) => (x > top || x !== x ? x : top), 0)
}

export function expmOf(matrix: Matrix, n: number): Matrix {
  const size = norm1(matrix, n)
  if (!Number.isFinite(size)) return new Float64Array(n * n).fill(Number.NaN)
  const square = product(matrix, matrix, n, n, n)
  const low = approximants.find(({ reach }) => size <= reach)
  if (low !== undefined) return lowDegree(matrix, square, n, low.b)
  const fourth = product(square, square, n, n, n)
  const sixth = product(fourth, square, n, n, n)
  const squarings = squaringsFor(matrix, fourth, sixth, n, size)
  // powers of two are exact, so that the powers of A serve for those of the scaled matrix
  const powers = [matrix, square, fourth, sixth].map((x, i) => scaledBy(x, -squarings * (i === 0 ? 1 : 2 * i)))
  let result = degree13(powers as [Matrix, Matrix, Matrix, Matrix], n)
  for (let i = 0; i < squarings; i++) result = product(result, result, n, n, n)
  return result
}

const scaledBy = (x: Matrix, exponent: number): Matrix => (exponent === 0 ? x : x.map((y) => y * 2 ** exponent))

/** (V − U)⁻¹ (V + U) for even part V and odd part U. */
function quotient(even: Matrix, odd: Matrix, n: number): Matrix {
  const above = even.map((x, i) => x + odd[i]!)
  return solveSystem(
    even.map((x, i) => x - odd[i]!),
    n,
    above,
    n,
  ).x
}

function lowDegree(a: Matrix, square: Matrix, n: number, b: readonly number[]): Matrix {
  const [evens, odds]: [[number, Matrix][], [number, Matrix][]] = [[], []]
  let power = identity(n)
  for (let k = 0; k + 1 < b.length; k += 2) {
    evens.push([b[k] as number, power])
    odds.push([b[k + 1] as number, power])
    if (k + 3 < b.length) power = k === 0 ? square : product(power, square, n, n, n)
  }
  return quotient(combine(n, evens), product(a, combine(n, odds), n, n, n), n)
}

function degree13([a, a2, a4, a6]: readonly [Matrix, Matrix, Matrix, Matrix], n: number): Matrix {
  const one = identity(n)
  const part = (k: number): Matrix => {
    const high = [a2, a4, a6].map((x, i) => [b13[k + 8 + 2 * i] as number, x] as const)
    const low = [one, a2, a4, a6].map((x, i) => [b13[k + 2 * i] as number, x] as const)
    return combine(n, [[1, product(a6, combine(n, high), n, n, n)], ...low])
  }
  return quotient(part(0), product(a, part(1), n, n, n), n)
}

/** So that the largest of ‖A⁴‖^¼ and ‖A⁶‖^⅙, which bound what the approximation leaves out, comes within reach. */
function squaringsFor(a: Matrix, fourth: Matrix, sixth: Matrix, n: number, size: number): number {
  const plain = Math.max(0, Math.ceil(Math.log2(size / REACH13)))
  const spread = Math.max(norm1(fourth, n) ** (1 / 4), norm1(sixth, n) ** (1 / 6))
  const least = spread <= REACH13 ? 0 : Math.ceil(Math.log2(spread / REACH13))
  return Math.min(plain, least + more(a, n, size, least))
}

/** What the sizes of A alone ask for beyond: the error's first term is |A|²⁷ / 1.1e35 against the unit roundoff. */
function more(a: Matrix, n: number, size: number, squarings: number): number {
  let v = new Float64Array(n).fill(1)
  let log = 0
  for (let step = 0; step < 27; step++) {
    const next = new Float64Array(n)
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) next[j] = next[j]! + Math.abs(a[i * n + j]!) * v[i]!
    const top = next.reduce((x, y) => Math.max(x, y), 0)
    if (top === 0) return 0
    log += Math.log2(top)
    v = next.map((x) => x / top)
  }
  const alpha = log - Math.log2(size) - 26 * squarings - LOG_ERROR13
  return Math.max(0, Math.ceil((alpha + 53) / 26))
}
