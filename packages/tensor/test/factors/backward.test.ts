// Each factorization against its definition: the product of the factors is the matrix within 10 n ε, for matrices that are
// hard, of sizes on either side of every change of method, with generated kernels and without.
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Level, limitLevel } from "../../src/wasm/level.ts"
import { type Dyn, distance, kinds, op, skewness, T } from "./matrices.ts"

const shapes: Readonly<Record<string, readonly (readonly [number, number])[]>> = {
  relaxed: [
    [1, 1],
    [2, 2],
    [5, 5],
    [24, 24],
    [26, 26],
    [33, 33],
    [67, 67],
    [100, 100],
    [1, 6],
    [6, 1],
    [40, 9],
    [9, 40],
    [90, 50],
    [50, 90],
    [130, 40],
    [40, 130],
  ],
  none: [
    [3, 3],
    [33, 33],
    [67, 67],
    [70, 40],
    [40, 70],
    [90, 20],
  ],
}

const within = (error: number): void => expect(error).toBeLessThan(10)
const ordered = (x: Dyn, up: boolean): void => expect(op.all(op[up ? "greaterEqual" : "lessEqual"](op.diff(x), 0)).item()).toBe(true)

for (const [level, list] of Object.entries(shapes)) {
  describe(`factors, level ${level}`, () => {
    beforeAll(() => limitLevel(level as Level))
    afterAll(() => limitLevel("relaxed"))

    for (const [name, make] of Object.entries(kinds)) {
      for (const [m, n] of list) {
        it(`${m} × ${n} ${name}: singular values`, () => {
          const a = make(m, n)
          for (const fullMatrices of [true, false]) {
            const { u, s, vh } = op.svd(a, { fullMatrices })
            const k = Math.min(m, n)
            const [left, right] = [op.at(u, ":", `:${k}`), op.at(vh, `:${k}`)]
            within(distance(op.matmul(op.multiply(left, s), right), a))
            within(skewness(u))
            within(skewness(T(vh)))
            ordered(s, false)
            expect(op.all(op.greaterEqual(s, 0)).item()).toBe(true)
            within(distance(op.expandDims(op.svdvals(a), 0), op.expandDims(s, 0)) / Math.sqrt(k))
          }
        })

        it(`${m} × ${n} ${name}: orthogonal and triangular factor`, () => {
          const a = make(m, n)
          for (const mode of ["reduced", "complete"]) {
            const { q, r } = op.qr(a, { mode })
            within(distance(op.matmul(q, r), a))
            within(skewness(q))
            expect(op.all(op.equal(op.tril(r, { k: -1 }), 0)).item()).toBe(true)
          }
        })

        if (m !== n) continue
        it(`${n} × ${n} ${name}: symmetric eigenvalues`, () => {
          const a = make(n, n)
          const symmetric = op.divide(op.add(a, T(a)), 2)
          const { eigenvalues: w, eigenvectors: v } = op.eigh(symmetric)
          within(distance(op.matmul(op.multiply(v, w), T(v)), symmetric))
          within(skewness(v))
          ordered(w, true)
          const top = op.max(op.abs(w)).item()
          const gap = op.max(op.abs(op.subtract(op.eigvalsh(symmetric), w))).item()
          expect(gap).toBeLessThanOrEqual(10 * n * 2 ** -52 * top + n * 5e-324)
        })

        it(`${n} × ${n} ${name}: general eigenvalues`, () => {
          const a = make(n, n)
          const { eigenvalues, eigenvectors: v } = op.eig(a)
          // A v − λ v against the size of A, column by column
          const top = op.max(op.abs(a)).item()
          const scale = top === 0 ? 1 : 2 ** -Math.max(-1000, Math.min(1000, Math.floor(Math.log2(top))))
          const [x, w] = [op.multiply(a, scale), op.multiply(eigenvalues, scale)]
          const residual = op.norm(op.subtract(op.matmul(x, v), op.multiply(v, w)), { axis: 0 })
          const bound = 10 * n * 2 ** -52
          expect(op.max(residual).item()).toBeLessThanOrEqual(bound * op.norm(x).item() + n * 5e-324 * scale)
          if (top > 0) expect(op.max(op.abs(op.subtract(op.norm(v, { axis: 0 }), 1))).item()).toBeLessThan(10 * n * 2 ** -52)
        })

        it(`${n} × ${n} ${name}: roots of A Aᵀ + 1`, () => {
          const a = make(n, n)
          const top = op.max(op.abs(a)).item()
          const x = top === 0 ? a : op.divide(op.divide(a, top), 1)
          const definite = op.add(op.matmul(x, T(x)), op.eye(n))
          const l = op.cholesky(definite)
          within(distance(op.matmul(l, T(l)), definite))
          expect(op.all(op.equal(op.triu(l, { k: 1 }), 0)).item()).toBe(true)
        })

        it(`${n} × ${n} ${name}: solutions, or the news that there is none`, () => {
          const a = make(n, n)
          for (const b of [op.ones([n]), op.random.defaultRng(5).normal([n, 3])]) {
            let x: Dyn
            try {
              x = op.solve(a, b)
            } catch (error) {
              expect((error as Error).message).toMatch(/no inverse/)
              continue
            }
            if (!op.all(op.isfinite(x)).item()) continue
            const [ax, size] = [op.matmul(a, x), op.norm(a).item() * op.norm(x).item() + op.norm(b).item()]
            if (Number.isFinite(size)) expect(op.norm(op.subtract(ax, b)).item()).toBeLessThanOrEqual(10 * n * 2 ** -52 * size)
          }
        })
      }
    }
  })
}
