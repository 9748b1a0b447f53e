import { expect, test } from "vitest"
import { radicesOf, smoothFrom, transform } from "./fft.ts"
import { transformReal, transformToReal } from "./fftreal.ts"
import { rootsOfUnity } from "./roots.ts"

// Fixed-point arithmetic with 200 bits: an oracle that shares nothing with the code under test.
const BITS = 200n
const ONE = 1n << BITS

function fixed(x: number): bigint {
  const [sign, size] = [x < 0 ? -1n : 1n, Math.abs(x)]
  const exponent = size === 0 ? 0 : Math.floor(Math.log2(size)) - 60
  return (sign * BigInt(size / 2 ** exponent) * ONE * 2n ** 1100n) / 2n ** BigInt(1100 - exponent)
}

/** Rounded to the nearest double, for sizes around 1. */
const rounded = (x: bigint): number => Number(x) / 2 ** Number(BITS)

function inverseTangent(n: bigint): bigint {
  let [sum, term] = [0n, ONE / n]
  for (let k = 1n; term !== 0n; k += 2n) {
    sum += term / k
    term = -term / (n * n)
  }
  return sum
}
const TWO_PI = 8n * (4n * inverseTangent(5n) - inverseTangent(239n))

function turn(j: number, n: number): readonly [bigint, bigint] {
  const x = (TWO_PI * BigInt(j)) / BigInt(n)
  let [cos, sin, term] = [0n, 0n, ONE]
  for (let k = 0n; term !== 0n; k++) {
    const sign = k % 4n < 2n ? 1n : -1n
    if (k % 2n === 0n) cos += sign * term
    else sin += sign * term
    term = (term * x) / ONE / (k + 1n)
  }
  return [cos, sin]
}

/** The largest error over the length of x, in units of the last place. */
function errorOf(xr: Float64Array, xi: Float64Array, yr: Float64Array, yi: Float64Array, inverse = false): number {
  const n = xr.length
  const roots = Array.from({ length: n }, (_, j) => turn(j, n))
  const [a, b] = [Array.from(xr, fixed), Array.from(xi, fixed)]
  let [worst, length] = [0, 0]
  for (let k = 0; k < n; k++) length += (xr[k] as number) ** 2 + (xi[k] as number) ** 2
  for (let k = 0; k < yr.length; k++) {
    let [sr, si] = [0n, 0n]
    for (let j = 0; j < n; j++) {
      const [c, s0] = roots[(j * k) % n] as readonly [bigint, bigint]
      const s = inverse ? s0 : -s0
      sr += ((a[j] as bigint) * c - (b[j] as bigint) * s) / ONE
      si += ((a[j] as bigint) * s + (b[j] as bigint) * c) / ONE
    }
    worst = Math.max(worst, Math.abs(rounded(sr - fixed(yr[k] as number))), Math.abs(rounded(si - fixed(yi[k] as number))))
  }
  return worst / Math.sqrt(length) / 2 ** -53
}

function noise(count: number, seed: number): Float64Array {
  let state = seed
  return Float64Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0
    return state / 2 ** 31
  })
}

test("roots of unity are right to the last bit", () => {
  for (const n of [1, 2, 3, 5, 7, 8, 12, 16, 100, 101, 243, 360]) {
    const { cos, sin } = rootsOfUnity(n)
    for (let j = 0; j < n; j++) {
      const [c, s] = turn(j, n)
      expect([cos[j], sin[j]]).toEqual([rounded(c) + 0, rounded(s) + 0].map((v) => (Math.abs(v) < 1e-50 ? 0 : v)))
    }
  }
})

test("roots of a large order lie on the circle and mirror each other", () => {
  const n = 2 ** 17
  const { cos, sin } = rootsOfUnity(n)
  for (const j of [1, 1234, 16384, 40000, 65535, 131071]) {
    const [c, s] = turn(j, n)
    expect([cos[j], sin[j]]).toEqual([rounded(c), rounded(s)])
  }
})

test("lengths part into the radices of the steps", () => {
  expect(radicesOf(1)).toEqual([])
  expect(radicesOf(360)).toEqual([4, 2, 3, 3, 5])
  expect(radicesOf(1009)).toEqual([1009])
  expect([smoothFrom(1), smoothFrom(7), smoothFrom(2017), smoothFrom(200_005)]).toEqual([1, 8, 2025, 200_000 + 2500])
})

test("a transform of every length up to 66 is right to a few units in the last place", () => {
  for (let n = 1; n <= 66; n++) {
    const [xr, xi, yr, yi] = [noise(n, n), noise(n, n + 1000), new Float64Array(n), new Float64Array(n)]
    transform(n, xr, xi, 0, yr, yi, 0, 1)
    expect(errorOf(xr, xi, yr, yi), `length ${n}`).toBeLessThan(3 * Math.log2(n) + 1)
  }
})

test.each([97, 101, 120, 127, 128, 131, 144, 169, 210, 243, 256, 263])("a transform of length %i has an error of order ε log n", (n) => {
  const [xr, xi, yr, yi] = [noise(n, 7), noise(n, 8), new Float64Array(n), new Float64Array(n)]
  transform(n, xr, xi, 0, yr, yi, 0, 1)
  expect(errorOf(xr, xi, yr, yi)).toBeLessThan(3 * Math.log2(n))
})

test("exchanged parts give the inverse", () => {
  for (const n of [1, 2, 12, 53, 64, 101]) {
    const [xr, xi, yr, yi] = [noise(n, 3), noise(n, 4), new Float64Array(n), new Float64Array(n)]
    transform(n, xi, xr, 0, yi, yr, 0, 1)
    expect(errorOf(xr, xi, yr, yi, true), `length ${n}`).toBeLessThan(3 * Math.log2(n) + 1)
  }
})

test("columns are transformed together as each by itself", () => {
  for (const n of [1, 2, 6, 16, 35, 107]) {
    const width = 3
    const [xr, xi] = [noise(n * width + 2, 5), noise(n * width + 2, 6)]
    const [yr, yi] = [new Float64Array(n * width + 1), new Float64Array(n * width + 1)]
    transform(n, xr, xi, 2, yr, yi, 1, width)
    for (let q = 0; q < width; q++) {
      const pick = (v: Float64Array, at: number): Float64Array =>
        Float64Array.from({ length: n }, (_, k) => v[at + k * width + q] as number)
      expect(errorOf(pick(xr, 2), pick(xi, 2), pick(yr, 1), pick(yi, 1)), `length ${n}`).toBeLessThan(3 * Math.log2(n) + 1)
    }
  }
})

test("transforms of real numbers give the first half of the coefficients", () => {
  for (const n of [1, 2, 3, 4, 6, 9, 10, 34, 75, 128, 202]) {
    for (const width of [1, 2]) {
      const x = noise(n * width, n)
      const rows = (n >> 1) + 1
      const [yr, yi] = [new Float64Array(rows * width), new Float64Array(rows * width)]
      transformReal(n, x, 0, yr, yi, 0, width)
      for (let q = 0; q < width; q++) {
        const every = (v: Float64Array): Float64Array => v.filter((_, i) => i % width === q)
        expect(errorOf(every(x), new Float64Array(n), every(yr), every(yi)), `length ${n}`).toBeLessThan(3 * Math.log2(n) + 2)
      }
    }
  }
})

test("the way back to real numbers reads the half and ignores imaginary parts where there are none", () => {
  for (const n of [1, 2, 3, 4, 6, 9, 10, 34, 75, 128]) {
    const rows = (n >> 1) + 1
    const [xr, xi, y] = [noise(rows * 2, n), noise(rows * 2, n + 1), new Float64Array(n * 2)]
    transformToReal(n, xr, xi, 0, y, 0, 2)
    for (let q = 0; q < 2; q++) {
      const [fr, fi] = [new Float64Array(n), new Float64Array(n)]
      for (let k = 0; k < rows; k++) {
        fr[k] = xr[2 * k + q] as number
        fi[k] = k === 0 || 2 * k === n ? 0 : (xi[2 * k + q] as number)
        if (k > 0) fr[n - k] = fr[k] as number
        if (k > 0 && 2 * k !== n) fi[n - k] = -(fi[k] as number)
      }
      const got = y.filter((_, i) => i % 2 === q)
      expect(errorOf(fr, fi, got, new Float64Array(n), true), `length ${n}`).toBeLessThan(3 * Math.log2(n) + 2)
    }
  }
})

test("many different lengths, more than the cache of tables holds, come out right", () => {
  const back = (n: number): number => {
    const [xr, xi, yr, yi] = [noise(n, 1), noise(n, 2), new Float64Array(n), new Float64Array(n)]
    transform(n, xr, xi, 0, yr, yi, 0, 1)
    const [zr, zi] = [new Float64Array(n), new Float64Array(n)]
    transform(n, yi, yr, 0, zi, zr, 0, 1)
    return xr.reduce((worst, v, i) => Math.max(worst, Math.abs(v - (zr[i] as number) / n)), 0)
  }
  for (const n of [500_000, 500_009, 2 ** 19, 200_000, 200_001, 200_002, 200_003, 199_999, 500_000, 11, 2 ** 19, 200_000])
    expect(back(n), `length ${n}`).toBeLessThan(1e-14)
})
