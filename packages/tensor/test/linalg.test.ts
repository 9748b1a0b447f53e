// Factors and solutions on the matrices that are hard: ill conditioned, rank deficient, graded, with equal eigenvalues.
import type { NDArray } from "@nablajs/core"
import { describe, expect, it } from "vitest"
import * as nb from "../src/index.ts"
import { random, tensor } from "../src/index.ts"

// biome-ignore lint/suspicious/noExplicitAny: shapes of any kind
const op = nb as any
const EPS = 2 ** -52

const largest = (x: unknown): number => op.max(op.abs(x)).item()
const T = op.matrixTranspose
const scaled = (n: number, column: (j: number) => number, seed: number): unknown =>
  op.multiply(random.defaultRng(seed).normal([n, n]), tensor(Array.from({ length: n }, (_, j) => column(j))))

const kinds: Readonly<Record<string, (n: number) => unknown>> = {
  random: (n) => random.defaultRng(n).normal([n, n]),
  zero: (n) => op.zeros([n, n]),
  ones: (n) => op.ones([n, n]),
  identity: (n) => op.eye(n),
  graded: (n) => scaled(n, (j) => 10 ** -(2 * j), 3),
  huge: (n) => scaled(n, () => 1e150, 4),
  tiny: (n) => scaled(n, () => 1e-150, 5),
  "of rank one": (n) => op.outer(op.arange(1, n + 1), op.arange(1, n + 1)),
  hilbert: (n) => op.divide(1, op.add(op.add(op.expandDims(op.arange(n), 1), op.arange(n)), 1)),
  "with equal eigenvalues": (n) => op.subtract(op.eye(n), op.full([n, n], 2 / n)),
  triangular: (n) => op.triu(random.defaultRng(6).normal([n, n])),
}

// backward error: the product of the factors against the matrix, in units of n ε ‖A‖
function close(got: unknown, want: unknown, n: number): void {
  const size = Math.max(largest(want), 2 ** -900)
  expect(largest(op.subtract(got, want)) / (10 * n * EPS * n * size)).toBeLessThan(1)
}
const unit = (q: unknown, n: number): void => close(op.matmul(T(q), q), op.eye((q as NDArray).shape.at(-1)), n)

for (const [name, make] of Object.entries(kinds)) {
  describe(`matrices: ${name}`, () => {
    for (const n of [1, 2, 5, 24]) {
      const a = make(n)

      it(`${n} × ${n}: singular values`, () => {
        const { u, s, vh } = op.svd(a)
        close(op.matmul(op.multiply(u, s), vh), a, n)
        unit(u, n)
        unit(T(vh), n)
        expect(op.all(op.lessEqual(op.diff(s), 0)).item()).toBe(true)
      })

      it(`${n} × ${n}: orthogonal factors`, () => {
        const { q, r } = op.qr(a)
        close(op.matmul(q, r), a, n)
        unit(q, n)
      })

      it(`${n} × ${n}: symmetric eigenvalues`, () => {
        const symmetric = op.divide(op.add(a, T(a)), 2)
        const { eigenvalues, eigenvectors } = op.eigh(symmetric)
        close(op.matmul(op.multiply(eigenvectors, eigenvalues), T(eigenvectors)), symmetric, n)
        unit(eigenvectors, n)
        expect(op.all(op.greaterEqual(op.diff(eigenvalues), 0)).item()).toBe(true)
      })

      it(`${n} × ${n}: general eigenvalues`, () => {
        const { eigenvalues, eigenvectors } = op.eig(a)
        const [v, w] = [op.real(eigenvectors), op.imag(eigenvectors)]
        const [re, im] = [op.real(eigenvalues), op.imag(eigenvalues)]
        close(op.subtract(op.matmul(a, v), op.subtract(op.multiply(v, re), op.multiply(w, im))), op.multiply(0, a), 1e300)
        const size = Math.max(largest(a), 2 ** -900)
        const residual = (x: unknown, y: unknown): number => largest(op.subtract(x, y)) / size
        expect(residual(op.matmul(a, v), op.subtract(op.multiply(v, re), op.multiply(w, im)))).toBeLessThan(10 * n * n * EPS)
        expect(residual(op.matmul(a, w), op.add(op.multiply(v, im), op.multiply(w, re)))).toBeLessThan(10 * n * n * EPS)
      })

      it(`${n} × ${n}: solutions, where there is one`, () => {
        const shifted = op.add(a, op.multiply(op.eye(n), 2 * n * Math.max(1, largest(a))))
        const b = random.defaultRng(9).normal([n, 2])
        const x = op.solve(shifted, b)
        expect(largest(op.subtract(op.matmul(shifted, x), b)) / (largest(shifted) * largest(x) + largest(b))).toBeLessThan(10 * n * EPS)
      })
    }
  })
}

describe("tall, wide and stacked matrices", () => {
  for (const [m, n] of [
    [7, 3],
    [3, 7],
    [1, 4],
    [4, 1],
  ] as const) {
    it(`${m} × ${n}`, () => {
      const a = random.defaultRng(m).normal([2, m, n])
      const { u, s, vh } = op.svd(a, { fullMatrices: false })
      close(op.matmul(op.multiply(u, op.expandDims(s, -2)), vh), a, 7)
      const whole = op.svd(a)
      expect([whole.u.shape, whole.vh.shape]).toEqual([
        [2, m, m],
        [2, n, n],
      ])
      unit(op.at(whole.u, 1), 7)
      unit(op.at(T(whole.vh), 1), 7)
      for (const mode of ["reduced", "complete"]) {
        const { q, r } = op.qr(a, { mode })
        close(op.matmul(q, r), a, 7)
        unit(op.at(q, 0), 7)
      }
      const p = op.pinv(a)
      close(op.matmul(op.matmul(a, p), a), a, 7)
      close(op.matmul(op.matmul(p, a), p), p, 20)
      expect(op.matrixRank(a).toArray()).toEqual([Math.min(m, n), Math.min(m, n)])
    })
  }

  it("least squares agrees with the normal equations", () => {
    const [a, b] = [random.defaultRng(1).normal([6, 2]), random.defaultRng(2).normal([6])]
    close(op.lstsq(a, b), op.solve(op.matmul(T(a), a), op.matmul(T(a), b)), 100)
  })

  it("the exponential of a rotation's generator is the rotation", () => {
    const turn = op.expm(
      tensor([
        [0, -Math.PI / 3],
        [Math.PI / 3, 0],
      ]),
    )
    close(
      turn,
      tensor([
        [0.5, -Math.sqrt(3) / 2],
        [Math.sqrt(3) / 2, 0.5],
      ]),
      4,
    )
    close(
      op.expm(
        op.multiply(
          tensor([
            [1, 2],
            [0, 3],
          ]),
          20,
        ),
      ),
      tensor([
        [Math.exp(20), Math.exp(60) - Math.exp(20)],
        [0, Math.exp(60)],
      ]),
      200,
    )
  })

  it("norms of every order", () => {
    const a = tensor([
      [1, -2],
      [3, 4],
    ])
    const orders: readonly [unknown, number][] = [
      ["fro", Math.sqrt(30)],
      [1, 6],
      [-1, 4],
      [Number.POSITIVE_INFINITY, 7],
      [Number.NEGATIVE_INFINITY, 3],
      [2, 5.116672736016927],
      [-2, 1.954395075848775],
      ["nuc", 7.071067811865476],
    ]
    for (const [ord, want] of orders) expect(op.matrixNorm(a, { ord }).item()).toBeCloseTo(want, 12)
    expect(op.norm(a).item()).toBeCloseTo(Math.sqrt(30), 12)
    expect(op.norm(a, { ord: 2 }).item()).toBeCloseTo(5.116672736016927, 12)
    expect(op.norm(a, { axis: 1 }).toArray()).toEqual([Math.sqrt(5), 5])
    expect(op.vectorNorm(a, { ord: 3 }).item()).toBeCloseTo(100 ** (1 / 3), 12)
    expect(() => op.matrixNorm(a, { ord: 3 })).toThrow("ord is one of")
    expect(() => op.norm(op.zeros([2, 2, 2]), { ord: 1 })).toThrow("vectorNorm")
  })

  it("general eigenvalues are complex and come in conjugate pairs", () => {
    const { eigenvalues } = op.eig(
      tensor([
        [0, -1],
        [1, 0],
      ]),
    )
    expect(eigenvalues.toArray()).toEqual([
      { re: 0, im: 1 },
      { re: 0, im: -1 },
    ])
    expect(
      op
        .real(
          op.eigvals(
            tensor([
              [
                [2, 0],
                [0, 3],
              ],
              [
                [1, 1],
                [0, 1],
              ],
            ]),
          ),
        )
        .toArray(),
    ).toEqual([
      [2, 3],
      [1, 1],
    ])
    expect(() => op.eigvals(op.zeros([2, 3]))).toThrow("square")
  })
})
