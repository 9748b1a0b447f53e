import { expect, test } from "vitest"
import { adjugate, adjugateComplex } from "./adjugate.ts"
import { determinant } from "./complex/lu.ts"

/** By minors: (−1)^(i+j) times the determinant without row j and column i. */
function byMinors(re: Float64Array, im: Float64Array, n: number): { re: number[]; im: number[] } {
  const out = { re: [] as number[], im: [] as number[] }
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const keep = (_: number, k: number): boolean => Math.floor(k / n) !== j && k % n !== i
      const [dr, di] = determinant({ re: re.filter(keep), im: im.filter(keep) }, n - 1)
      const sign = (i + j) % 2 === 0 ? 1 : -1
      out.re.push(sign * dr)
      out.im.push(sign * di)
    }
  }
  return out
}

function close(got: Float64Array, want: readonly number[]): void {
  const scale = Math.max(1e-300, ...want.map(Math.abs))
  want.forEach((x, i) => {
    expect((got[i] as number) / scale).toBeCloseTo(x / scale, 12)
  })
}

const noise = (count: number, seed: number): Float64Array => Float64Array.from({ length: count }, (_, i) => Math.sin(seed + 7.3 * i * i))

test("the adjugate of regular, nearly singular and singular matrices has the minors as elements", () => {
  for (const n of [2, 3, 5]) {
    for (const rank of [n, n - 1]) {
      for (const shift of [0, 1e-9, 1e-17]) {
        const [a, b] = [noise(n * n, n), noise(n * n, n + 0.5)]
        // the last row depends on the first, but for a little
        if (rank < n) {
          for (let j = 0; j < n; j++) {
            a[(n - 1) * n + j] = 2 * (a[j] as number) + (j === 0 ? shift : 0)
            b[(n - 1) * n + j] = 2 * (b[j] as number)
          }
        }
        close(adjugate(a, n), byMinors(a, new Float64Array(n * n), n).re)
        const z = adjugateComplex({ re: a, im: b }, n)
        const want = byMinors(a, b, n)
        close(Float64Array.of(...z.re, ...z.im), [...want.re, ...want.im])
      }
    }
  }
})

test("the adjugate of a matrix of rank n − 2 is zero, of one number 1, of NaN NaN", () => {
  expect([...adjugate(new Float64Array(9), 3)].map(Math.abs)).toEqual(Array(9).fill(0))
  expect([...adjugate(Float64Array.of(0), 1)].map(Math.abs)).toEqual([1])
  expect([...adjugate(Float64Array.of(5), 1)]).toEqual([1])
  expect([...adjugate(Float64Array.of(Number.NaN, 1, 1, 1), 2)].every(Number.isNaN)).toBe(true)
  expect(adjugate(new Float64Array(0), 0)).toHaveLength(0)
})
