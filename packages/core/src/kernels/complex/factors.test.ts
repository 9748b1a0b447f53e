import { expect, test } from "vitest"
import { eigenvalues, eigenvectors } from "./eig.ts"
import { factorEigh } from "./eigh.ts"
import { determinant, directionAndLog, factorCholesky, factorLU, solveLU } from "./lu.ts"
import { adjoint, type ComplexMatrix, copyOf, identityOf, product, quotient, zeroMatrix } from "./matrices.ts"
import { factorQR } from "./qr.ts"
import { factorSchur } from "./schur.ts"
import { factorSVD } from "./svd.ts"

const EPS = 2 ** -52

function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0
    return state / 2 ** 31
  }
}

function random(m: number, n: number, seed: number): ComplexMatrix {
  const next = generator(seed)
  return { re: Float64Array.from({ length: m * n }, next), im: Float64Array.from({ length: m * n }, next) }
}

const size = ({ re, im }: ComplexMatrix): number => Math.hypot(...re, ...im)
const minus = (a: ComplexMatrix, b: ComplexMatrix): ComplexMatrix => ({
  re: a.re.map((x, i) => x - (b.re[i] as number)),
  im: a.im.map((x, i) => x - (b.im[i] as number)),
})
const scaleColumns = (a: ComplexMatrix, n: number, d: ArrayLike<number>): ComplexMatrix => ({
  re: a.re.map((x, i) => x * (d[i % n] as number)),
  im: a.im.map((x, i) => x * (d[i % n] as number)),
})

/** ‖A − B‖ over ‖A‖, in units of n ε. */
const apart = (a: ComplexMatrix, b: ComplexMatrix, n: number): number => size(minus(a, b)) / Math.max(size(a), 2 ** -1000) / (n * EPS)
/** How far the columns of Q (m × c) are from orthonormal ones, in units of n ε. */
const skewness = (q: ComplexMatrix, m: number, c: number): number =>
  size(minus(product(adjoint(q, m, c), q, c, m, c), identityOf(c))) / (Math.max(m, c) * EPS)

/** U diag(s) Vᴴ with random unitary factors. */
function withValues(m: number, n: number, s: readonly number[], seed: number): ComplexMatrix {
  const k = Math.min(m, n)
  const u = factorQR(random(m, k, seed), m, k, k).q
  const v = factorQR(random(n, k, seed + 1), n, k, k).q
  return product(scaleColumns(u, k, s), adjoint(v, n, k), m, k, n)
}

const kinds: Readonly<Record<string, (m: number, n: number) => ComplexMatrix>> = {
  random: (m, n) => random(m, n, m * 100 + n),
  "ill-conditioned": (m, n) =>
    withValues(
      m,
      n,
      Array.from({ length: Math.min(m, n) }, (_, i) => 10 ** -i),
      m + 7 * n,
    ),
  "rank-deficient": (m, n) =>
    withValues(
      m,
      n,
      Array.from({ length: Math.min(m, n) }, (_, i) => (i < 2 ? 1 : 0)),
      m + 11 * n,
    ),
  graded: (m, n) =>
    scaleColumns(
      random(m, n, m + n),
      n,
      Array.from({ length: n }, (_, j) => 10 ** (-2 * j)),
    ),
  "with equal values": (m, n) => withValues(m, n, Array<number>(Math.min(m, n)).fill(1), m + 13 * n),
  real: (m, n) => ({ re: random(m, n, m + 17 * n).re, im: new Float64Array(m * n) }),
  imaginary: (m, n) => ({ re: new Float64Array(m * n), im: random(m, n, m + 19 * n).im }),
  zero: (m, n) => zeroMatrix(m * n),
  huge: (m, n) => scaleColumns(random(m, n, m + 23 * n), n, Array<number>(n).fill(1e250)),
  tiny: (m, n) => scaleColumns(random(m, n, m + 29 * n), n, Array<number>(n).fill(1e-250)),
}
const sizes = [
  [1, 1],
  [2, 2],
  [3, 3],
  [8, 8],
  [20, 20],
  [5, 3],
  [3, 5],
  [12, 4],
] as const

for (const [kind, make] of Object.entries(kinds)) {
  // the norm of huge numbers must not overflow in the test itself
  const whole = (a: ComplexMatrix): ComplexMatrix => {
    const f = kind === "huge" ? 1e-250 : kind === "tiny" ? 1e250 : 1
    return { re: a.re.map((x) => x * f), im: a.im.map((x) => x * f) }
  }
  test(`QR of ${kind} matrices gives unitary columns and the matrix back`, () => {
    for (const [m, n] of sizes) {
      for (const c of [Math.min(m, n), m]) {
        const a = make(m, n)
        const { q, r } = factorQR(a, m, n, c)
        expect(skewness(q, m, c)).toBeLessThan(10)
        expect(apart(whole(a), whole(product(q, r, m, c, n)), Math.max(m, n))).toBeLessThan(10)
        for (let i = 0; i < Math.min(c, n); i++) expect(r.im[i * n + i]).toBe(0)
      }
    }
  })

  test(`SVD of ${kind} matrices gives unitary factors, descending values and the matrix back`, () => {
    for (const [m, n] of sizes) {
      for (const full of [false, true]) {
        const a = make(m, n)
        const k = Math.min(m, n)
        const [c, d] = full ? [m, n] : [k, k]
        const { u, s, vh } = factorSVD(a, m, n, full)
        expect(skewness(u, m, c)).toBeLessThan(10)
        expect(skewness(adjoint(vh, d, n), n, d)).toBeLessThan(10)
        expect([...s].every((x, i) => x >= 0 && (i === 0 || x <= (s[i - 1] as number)))).toBe(true)
        const middle = zeroMatrix(c * d)
        for (let i = 0; i < k; i++) middle.re[i * d + i] = s[i] as number
        const back = product(product(u, middle, m, c, d), vh, m, d, n)
        expect(apart(whole(a), whole(back), Math.max(m, n))).toBeLessThan(10)
      }
    }
  })

  test(`the eigenvalues of Hermitian parts of ${kind} matrices come with unitary vectors`, () => {
    for (const n of [1, 2, 3, 8, 20]) {
      const b = make(n, n)
      const a = { re: b.re.slice(), im: b.im.slice() }
      const h = adjoint(b, n, n)
      for (let i = 0; i < n * n; i++) {
        a.re[i] = ((b.re[i] as number) + (h.re[i] as number)) / 2
        a.im[i] = ((b.im[i] as number) + (h.im[i] as number)) / 2
      }
      const { w, v } = factorEigh(a, n)
      expect(skewness(v, n, n)).toBeLessThan(10)
      expect([...w].every((x, i) => i === 0 || x >= (w[i - 1] as number))).toBe(true)
      const back = product(scaleColumns(v, n, w), adjoint(v, n, n), n, n, n)
      expect(apart(whole(a), whole(back), n)).toBeLessThan(10)
      for (let j = 0; j < n; j++) expect(v.im[j]).toBeCloseTo(0, 14)
    }
  })

  test(`eigenvalues of ${kind} matrices come from a triangular form, with vectors of length 1`, () => {
    for (const n of [1, 2, 3, 8, 20]) {
      const a = make(n, n)
      const schur = factorSchur(a, n)
      expect(skewness(schur.q, n, n)).toBeLessThan(10)
      const back = product(product(schur.q, schur.t, n, n, n), adjoint(schur.q, n, n), n, n, n)
      expect(apart(whole(a), whole(back), n)).toBeLessThan(10)
      for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) expect([schur.t.re[i * n + j], schur.t.im[i * n + j]]).toEqual([0, 0])
      const [w, v] = [eigenvalues(schur, n), eigenvectors(schur, n)]
      const alone = eigenvalues(factorSchur(a, n, false), n)
      // the same steps without vectors
      expect(apart(whole(w), whole(alone), n)).toBeLessThan(kind === "random" ? 10 : Number.POSITIVE_INFINITY)
      const left = product(a, v, n, n, n)
      for (let j = 0; j < n; j++) {
        let [length, worst] = [0, 0]
        for (let i = 0; i < n; i++) {
          const [x, y] = [v.re[i * n + j] as number, v.im[i * n + j] as number]
          length = Math.hypot(length, x, y)
          const [wr, wi] = [w.re[j] as number, w.im[j] as number]
          worst = Math.hypot(worst, (left.re[i * n + j] as number) - (wr * x - wi * y), (left.im[i * n + j] as number) - (wr * y + wi * x))
        }
        expect(length).toBeCloseTo(1, 13)
        expect(worst).toBeLessThanOrEqual(10 * n * EPS * Math.max(...a.re.map(Math.abs), ...a.im.map(Math.abs)) * n)
      }
    }
  })

  if (kind === "zero" || kind === "rank-deficient") continue
  test(`systems with ${kind} matrices are solved with a small residual`, () => {
    for (const n of [1, 2, 3, 8, 20]) {
      const a = make(n, n)
      const b = random(n, 2, n)
      const lu = copyOf(a)
      const { rows, singular } = factorLU(lu, n)
      expect(singular).toBe(-1)
      const x = solveLU(lu, n, rows, b, 2)
      const f = kind === "huge" ? 1e250 : kind === "tiny" ? 1e-250 : 1
      const residual = size(minus(product(whole(a), scaleColumns(x, 2, [f, f]), n, n, 2), b))
      expect(residual / (size(whole(a)) * size(x) * f + size(b))).toBeLessThan(10 * n * EPS)
    }
  })
}

test("Cholesky's factor of a Hermitian positive definite matrix gives it back", () => {
  for (const n of [1, 2, 5, 20]) {
    const b = random(n, n, n)
    const a = product(b, adjoint(b, n, n), n, n, n)
    const l = copyOf(a)
    expect(factorCholesky(l, n)).toBe(-1)
    expect(apart(a, product(l, adjoint(l, n, n), n, n, n), n)).toBeLessThan(10)
  }
  const bad = identityOf(3)
  bad.re[4] = -1
  expect(factorCholesky(bad, 3)).toBe(1)
})

test("the determinant and its direction agree, also where pivots must be exchanged", () => {
  const a = { re: Float64Array.of(0, 1, 2, 3, 4, 5, 6, 7, 9), im: Float64Array.of(0, 1, 0, -1, 0, 2, 0, 0, 1) }
  const [dr, di] = determinant(copyOf(a), 3)
  // by Laplace's expansion
  expect([dr, di].map((x) => Math.round(x * 1e12) / 1e12 + 0)).toEqual(laplace(a))
  const [ur, ui, log] = directionAndLog(copyOf(a), 3)
  expect(ur * Math.exp(log)).toBeCloseTo(dr, 12)
  expect(ui * Math.exp(log)).toBeCloseTo(di, 12)
})

function laplace({ re, im }: ComplexMatrix): number[] {
  const at = (i: number): readonly [number, number] => [re[i] as number, im[i] as number]
  const times = ([a, b]: readonly [number, number], [c, d]: readonly [number, number]): [number, number] => [a * c - b * d, a * d + b * c]
  const sum = [0, 0]
  for (const [i, j, k, sign] of [
    [0, 4, 8, 1],
    [1, 5, 6, 1],
    [2, 3, 7, 1],
    [2, 4, 6, -1],
    [1, 3, 8, -1],
    [0, 5, 7, -1],
  ] as const) {
    const [x, y] = times(times(at(i), at(j)), at(k))
    sum[0] = (sum[0] as number) + sign * x
    sum[1] = (sum[1] as number) + sign * y
  }
  return sum
}

test("NaN in any place gives NaN in every factor, never a plausible number", () => {
  const a = random(3, 3, 1)
  a.im[4] = Number.NaN
  expect([...factorEigh(a, 3).w].every(Number.isNaN)).toBe(true)
  expect([...factorSVD(a, 3, 3, false).s].every(Number.isNaN)).toBe(true)
  expect([...eigenvalues(factorSchur(a, 3), 3).re].every(Number.isNaN)).toBe(true)
})

test("quotients neither overflow nor vanish on the way", () => {
  expect(quotient(1e300, 1e300, 1e300, 1e300)).toEqual([1, 0])
  expect(quotient(1e-300, 0, 0, 1e-300)).toEqual([0, -1])
})

test("a nilpotent matrix, whose steps go in circles without exceptional shifts, comes to an end", () => {
  const n = 6
  const a = zeroMatrix(n * n)
  for (let i = 0; i + 1 < n; i++) a.re[(i + 1) * n + i] = 1
  a.im[n - 1] = 1
  const w = eigenvalues(factorSchur(a, n), n)
  for (let k = 0; k < n; k++) expect(Math.hypot(w.re[k] as number, w.im[k] as number)).toBeCloseTo(1, 12)
})
