// Matrices at the edges: none, one element, NaN, infinities, singular ones, single precision, stacks; and what signs mean.
import { describe, expect, it } from "vitest"
import { type Dyn, distance, kinds, op, skewness, T } from "./matrices.ts"

const t = (x: unknown, dtype?: string): Dyn => op.tensor(x, dtype === undefined ? {} : { dtype })
const all = (x: Dyn): boolean => op.all(x).item()

const parts = (z: Dyn): [number, number] => (typeof z === "number" ? [z, 0] : [z.re, z.im])

describe("matrices without elements", () => {
  const none = op.zeros([0, 0])
  it("have empty factors", () => {
    expect(op.svd(none).s.shape).toEqual([0])
    expect(op.qr(none).q.shape).toEqual([0, 0])
    expect(op.eigh(none).eigenvectors.shape).toEqual([0, 0])
    expect(op.eig(none).eigenvalues.shape).toEqual([0])
    expect(op.cholesky(none).shape).toEqual([0, 0])
    expect(op.inv(none).shape).toEqual([0, 0])
    expect(op.solve(none, op.zeros([0])).shape).toEqual([0])
    expect(op.expm(none).shape).toEqual([0, 0])
  })
  it("have determinant 1, no rank, no length", () => {
    expect(op.det(none).item()).toBe(1)
    expect([op.slogdet(none).sign.item(), op.slogdet(none).logabsdet.item()]).toEqual([1, 0])
    expect(op.matrixRank(none).item()).toBe(0)
    for (const ord of ["fro", "nuc", 1, 2, Number.POSITIVE_INFINITY]) expect(op.matrixNorm(none, { ord }).item()).toBe(0)
    for (const ord of [-1, -2, Number.NEGATIVE_INFINITY]) expect(() => op.matrixNorm(none, { ord })).toThrow("empty")
    expect(() => op.conditionNumber(none)).toThrow("without elements")
  })
  it("with one size 0 have whole bases on the other side", () => {
    const { u, s, vh } = op.svd(op.zeros([3, 0]))
    expect([u.shape, s.shape, vh.shape]).toEqual([[3, 3], [0], [0, 0]])
    skewness(u)
    expect(u.toArray()).toEqual(op.eye(3).toArray())
    expect(op.qr(op.zeros([3, 0]), { mode: "complete" }).q.toArray()).toEqual(op.eye(3).toArray())
    expect(op.pinv(op.zeros([3, 0])).shape).toEqual([0, 3])
    expect(op.lstsq(op.zeros([0, 2]), op.zeros([0])).toArray()).toEqual([0, 0])
    expect(op.svd(op.zeros([0, 2, 2])).u.shape).toEqual([0, 2, 2])
  })
})

describe("NaN and infinities", () => {
  const spoilt = (n: number, x: number): Dyn => op.withValue(op.add(kinds.random?.(n, n), T(kinds.random?.(n, n))), [n - 1, n - 1], x)
  for (const n of [1, 3, 40]) {
    it(`${n} × ${n}: NaN in gives NaN out, and an end`, () => {
      const a = spoilt(n, Number.NaN)
      for (const x of [op.svd(a).s, op.svd(a).u, op.svdvals(a), op.eigh(a).eigenvalues, op.eigvalsh(a), op.pinv(a), op.expm(a)]) {
        expect(all(op.isnan(x))).toBe(true)
      }
      expect(all(op.isnan(op.eigvals(a)))).toBe(true)
      for (const x of [
        op.det(a),
        op.solve(a, op.ones([n])),
        op.inv(a),
        op.qr(a).r,
        op.cholesky(op.add(a, op.multiply(op.eye(n), 99))),
        op.lstsq(a, op.ones([n])),
      ]) {
        expect(op.any(op.isnan(x)).item()).toBe(true)
      }
      expect(op.slogdet(a).logabsdet.item()).toBeNaN()
      expect(() => op.matrixRank(a)).toThrow("not finite")
      expect(op.conditionNumber(a).item()).toBeNaN()
    })
    it(`${n} × ${n}: an infinite element leaves no singular values, and an infinite condition`, () => {
      const a = spoilt(n, Number.POSITIVE_INFINITY)
      expect(all(op.isnan(op.svdvals(a)))).toBe(true)
      expect(op.conditionNumber(a).item()).toBe(Number.POSITIVE_INFINITY)
      expect(op.matrixNorm(a).item()).toBe(Number.POSITIVE_INFINITY)
      expect(op.matrixNorm(a, { ord: 1 }).item()).toBe(Number.POSITIVE_INFINITY)
    })
  }
})

describe("singular systems", () => {
  for (const n of [2, 5, 40]) {
    it(`${n} × ${n}: solve and inv say which column depends on the others`, () => {
      const a = op.withValue(kinds.random?.(n, n), [":", n - 1], 0)
      expect(() => op.solve(a, op.ones([n]))).toThrow(`solve: the matrix has no inverse, its column ${n - 1} depends`)
      expect(() => op.inv(a)).toThrow("no inverse")
      expect(op.det(a).item()).toBe(0)
      expect([op.slogdet(a).sign.item(), op.slogdet(a).logabsdet.item()]).toEqual([0, Number.NEGATIVE_INFINITY])
      expect(op.conditionNumber(a).item()).toBeGreaterThan(1e15)
    })
    it(`${n} × ${n}: what is not positive definite has no root, and the message says where`, () => {
      const a = op.withValue(op.multiply(op.eye(n), 4), [n - 1, n - 1], -1)
      expect(() => op.cholesky(a)).toThrow(`its leading ${n} × ${n} part has no root`)
    })
  }
  it("one singular matrix of a stack is enough", () => {
    expect(() => op.inv(op.stack([op.eye(2), op.zeros([2, 2])]))).toThrow("no inverse")
  })
})

describe("single precision stays, to its own rounding", () => {
  for (const name of ["random", "of condition 1e12", "of half the rank", "graded by columns", "with equal singular values"]) {
    for (const n of [4, 40]) {
      it(`${n} × ${n} ${name}`, () => {
        const a = op.astype(kinds[name]?.(n, n), "float32")
        const { u, s, vh } = op.svd(a)
        const { q, r } = op.qr(a)
        const symmetric = op.add(a, T(a))
        const { eigenvalues, eigenvectors } = op.eigh(symmetric)
        for (const x of [u, s, vh, q, r, eigenvalues, eigenvectors, op.pinv(a), op.expm(a), op.det(a)]) expect(x.dtype).toBe("float32")
        expect(distance(op.matmul(op.multiply(u, s), vh), a)).toBeLessThan(10)
        expect(distance(op.matmul(q, r), a)).toBeLessThan(10)
        expect(distance(op.matmul(op.multiply(eigenvectors, eigenvalues), T(eigenvectors)), symmetric)).toBeLessThan(10)
        for (const x of [u, T(vh), q, eigenvectors]) expect(skewness(x)).toBeLessThan(10)
        const definite = op.add(op.matmul(symmetric, symmetric), op.eye(n, n, { dtype: "float32" }))
        const l = op.cholesky(definite)
        expect(l.dtype).toBe("float32")
        expect(distance(op.matmul(l, T(l)), definite)).toBeLessThan(10)
        const b = op.ones([n], { dtype: "float32" })
        const x = op.solve(definite, b)
        expect(x.dtype).toBe("float32")
        const size = op.norm(definite).item() * op.norm(x).item()
        expect(op.norm(op.subtract(op.matmul(definite, x), b)).item()).toBeLessThan(10 * n * 2 ** -23 * size)
      })
    }
  }
})

describe("stacks", () => {
  it("are factored matrix by matrix, views and broadcasts included", () => {
    const a = op.random.defaultRng(4).normal([2, 3, 5, 4])
    const view = op.at(op.permuteDims(a, [1, 0, 3, 2]), "::-1")
    const { u, s, vh } = op.svd(view, { fullMatrices: false })
    for (const i of [0, 1, 2]) {
      for (const j of [0, 1]) {
        const one = op.svd(op.at(view, i, j), { fullMatrices: false })
        expect(op.at(s, i, j).toArray()).toEqual(one.s.toArray())
        expect(op.at(u, i, j).toArray()).toEqual(one.u.toArray())
        expect(op.at(vh, i, j).toArray()).toEqual(one.vh.toArray())
      }
    }
    const square = op.broadcastTo(op.add(op.eye(3), 1), [4, 3, 3])
    expect(op.det(square).toArray()).toEqual([4, 4, 4, 4])
    expect(op.solve(square, op.ones([3, 2])).shape).toEqual([4, 3, 2])
    expect(op.trace(square, { offset: 1 }).toArray()).toEqual([2, 2, 2, 2])
  })
})

describe("signs, as LAPACK has them", () => {
  it("the first reflection turns against the column, so that R begins with the other sign", () => {
    const { q, r } = op.qr(
      t([
        [3, 1],
        [4, 2],
      ]),
    )
    expect(r.toArray()[0][0]).toBeCloseTo(-5, 14)
    expect(q.toArray()[0][0]).toBeCloseTo(-0.6, 14)
  })
  it("a column that is a multiple of the first axis already is not reflected", () => {
    expect(op.qr(op.eye(3)).r.toArray()).toEqual(op.eye(3).toArray())
    expect(op.qr(op.zeros([2, 2])).q.toArray()).toEqual(op.eye(2).toArray())
  })
  it("the determinant keeps its sign beyond the range of its factors", () => {
    const a = op.diag(t([1e200, -1e200, 1e-300, 1e-50]))
    expect(op.det(a).item() / -1e50).toBeCloseTo(1, 12)
    expect(op.slogdet(a).sign.item()).toBe(-1)
    expect(op.det(op.multiply(op.eye(300), 1e10)).item()).toBe(Number.POSITIVE_INFINITY)
    expect(op.det(op.multiply(op.eye(300), 1e-10)).item()).toBe(0)
    expect(op.det(op.multiply(op.eye(300), 0.1)).item() / 1e-300).toBeCloseTo(1, 10)
  })
})

describe("least squares", () => {
  it("of a consistent system leave no residual, whatever the condition", () => {
    const a = kinds["of condition 1e12"]?.(30, 20)
    const b = op.matmul(a, op.ones([20]))
    const x = op.lstsq(a, b)
    expect(op.norm(op.subtract(op.matmul(a, x), b)).item() / op.norm(b).item()).toBeLessThan(10 * 30 * 2 ** -52)
  })
  it("have a residual at a right angle to the columns", () => {
    for (const [m, n] of [
      [6, 2],
      [50, 40],
      [7, 7],
      [3, 8],
    ] as const) {
      const [a, b] = [kinds.random?.(m, n), op.random.defaultRng(1).normal([m, 2])]
      const x = op.lstsq(a, b)
      const angle = op.norm(op.matmul(T(a), op.subtract(op.matmul(a, x), b))).item()
      expect(angle / (op.norm(a).item() ** 2 * op.norm(x).item() + op.norm(b).item())).toBeLessThan(10 * m * 2 ** -52)
    }
  })
  it("are the shortest where many are as good", () => {
    const a = op.outer(op.arange(1, 5), t([1, 2, 2]))
    const x = op.lstsq(a, op.multiply(op.arange(1, 5), 9))
    expect(op.max(op.abs(op.subtract(x, t([1, 2, 2])))).item()).toBeLessThan(1e-14)
  })
  it("refuse right-hand sides of another height", () => {
    expect(() => op.lstsq(op.ones([3, 2]), op.ones([2]))).toThrow("lstsq: 3 equations, but 2 right-hand sides, got [3, 2] and [2]")
  })
})

describe("badly scaled matrices", () => {
  for (const size of [4, 30, 60]) {
    it(`D⁻¹ A D with elements from 1e-${2 * size} to 1e${2 * size} has the eigenvalues of A`, () => {
      const a = kinds.random?.(12, 12)
      const d = op.tensor(Array.from({ length: 12 }, (_, i) => 10 ** (size * Math.cos(5 * i))))
      const scaled = op.divide(op.multiply(a, d), op.expandDims(d, 1))
      const want = op.eigvals(a).toArray()
      for (const [x, y] of [op.eigvals(scaled), op.eig(scaled).eigenvalues].flatMap((w: Dyn) => [...w.toArray()].map(parts))) {
        const nearest = Math.min(...want.map(parts).map(([p, q]: number[]) => Math.hypot((p as number) - x, (q as number) - y)))
        expect(nearest / Math.hypot(x, y)).toBeLessThan(1e-13)
      }
    })
  }
})

describe("functions of matrices", () => {
  it("the exponential of a nilpotent matrix ends, whatever its size", () => {
    expect(
      op
        .expm(
          t([
            [0, 1e10],
            [0, 0],
          ]),
        )
        .toArray(),
    ).toEqual([
      [1, 1e10],
      [0, 1],
    ])
  })
  it("the exponential of a matrix far from normal is not squared too often", () => {
    const [[a, b], [, d]] = op
      .expm(
        t([
          [1, 1e6],
          [0, -1],
        ]),
      )
      .toArray()
    expect(a / Math.E).toBeCloseTo(1, 13)
    expect(b / (1e6 * Math.sinh(1))).toBeCloseTo(1, 13)
    expect(d * Math.E).toBeCloseTo(1, 13)
  })
  it("exponentials of A and −A are inverses, from tiny to large", () => {
    for (const size of [1e-9, 1e-2, 0.1, 0.5, 1.5, 3, 8]) {
      const a = op.multiply(kinds.random?.(40, 40), size / 13)
      const product = op.matmul(op.expm(a), op.expm(op.negative(a)))
      expect(op.max(op.abs(op.subtract(product, op.eye(40)))).item()).toBeLessThan(1e-11 * Math.exp(size))
    }
  })
  it("negative powers are those of the inverse, the power 0 is the identity", () => {
    const a = op.add(kinds.random?.(5, 5), op.multiply(op.eye(5), 9))
    expect(distance(op.matmul(op.matrixPower(a, -3), op.matrixPower(a, 3)), op.eye(5))).toBeLessThan(20)
    expect(op.matrixPower(a, 0).toArray()).toEqual(op.eye(5).toArray())
    expect(() => op.matrixPower(op.zeros([2, 2]), -1)).toThrow("no inverse")
  })
})
