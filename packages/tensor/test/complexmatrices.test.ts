import "@nablajs/core/fluent"
import { describe, expect, it } from "vitest"
import * as tensors from "../src/index.ts"

// biome-ignore lint/suspicious/noExplicitAny: every operation is called on values of every kind
const op = tensors as Record<string, any>
// biome-ignore lint/suspicious/noExplicitAny: see above
type Any = any

const rng = tensors.random.defaultRng(23)
const sample = (...shape: number[]): Any => op.complex(rng.normal(shape), rng.normal(shape))
const EPS = 2 ** -52
const far = (a: Any, b: Any): number => op.max(op.abs(op.subtract(a, b))).item() as number
const row = (...numbers: (readonly [number, number])[]): Any =>
  op.complex(op.tensor(numbers.map(([re]) => re)), op.tensor(numbers.map(([, im]) => im)))

describe("complex matrices", () => {
  it("solve systems, and have inverses and determinants", () => {
    for (const n of [1, 2, 6, 25]) {
      const a = sample(n, n)
      const b = sample(n, 2)
      const x = op.solve(a, b)
      expect(far(op.matmul(a, x), b)).toBeLessThan(
        10 * n * EPS * (op.matrixNorm(a).item() as number) * (1 + (op.matrixNorm(x).item() as number)),
      )
      expect(far(op.matmul(a, op.inv(a)), op.eye(n))).toBeLessThan(1e-12)
      const { sign, logabsdet } = op.slogdet(a)
      expect(far(op.multiply(sign, op.exp(logabsdet)), op.det(a))).toBeLessThan(1e-12 * (1 + (op.abs(op.det(a)).item() as number)))
      expect(logabsdet.dtype).toBe("float64")
      expect(far(op.exp(op.logdet(a)), op.det(a))).toBeLessThan(1e-12 * (1 + (op.abs(op.det(a)).item() as number)))
    }
  })

  it("meet real ones on either side of a system", () => {
    const [a, b] = [sample(3, 3), rng.normal([3, 2])]
    expect(far(op.matmul(a, op.solve(a, b)), b)).toBeLessThan(1e-13)
    const [c, d] = [rng.normal([3, 3]), sample(3)]
    expect(far(op.matmul(c, op.solve(c, d)), d)).toBeLessThan(1e-13)
  })

  it("come in stacks and as views", () => {
    const stack = sample(2, 3, 4, 4)
    expect(op.inv(stack).shape).toEqual([2, 3, 4, 4])
    expect(op.eigvals(stack).shape).toEqual([2, 3, 4])
    expect(op.svd(sample(2, 3, 5), { fullMatrices: false }).vh.shape).toEqual([2, 3, 5])
    const turned = op.flip(op.matrixTranspose(stack), { axis: 0 })
    expect(far(op.det(turned), op.flip(op.det(stack), { axis: 0 }))).toBeLessThan(1e-12)
    expect(op.eigvals(op.complex(op.zeros([0, 0]), 0)).shape).toEqual([0])
    expect(op.inv(op.complex(op.zeros([2, 0, 0]), 0)).shape).toEqual([2, 0, 0])
    expect(op.det(op.complex(op.zeros([0, 0]), 0)).item()).toEqual({ re: 1, im: 0 })
    expect(op.svdvals(op.complex(op.zeros([3, 0]), 0)).shape).toEqual([0])
    expect(op.pinv(op.complex(op.zeros([3, 0]), 0)).shape).toEqual([0, 3])
    expect(op.qr(op.complex(op.zeros([3, 0]), 0)).q.shape).toEqual([3, 0])
  })

  it("keep single precision", () => {
    const a = op.astype(sample(3, 3), "complex64")
    const types = [
      op.inv(a),
      op.qr(a).q,
      op.svd(a).s,
      op.eigh(a).eigenvalues,
      op.eigh(a).eigenvectors,
      op.eigvals(a),
      op.norm(a),
      op.expm(a),
    ]
    expect(types.map((x) => x.dtype)).toEqual([
      "complex64",
      "complex64",
      "float32",
      "float32",
      "complex64",
      "complex64",
      "float32",
      "complex64",
    ])
    expect(op.eigvals(op.eye(2, { dtype: "float32" })).dtype).toBe("complex64")
    expect(op.eigvals(op.eye(2, { dtype: "int32" })).dtype).toBe("complex128")
  })

  it("throw where they are singular or not positive definite, and give NaN for NaN", () => {
    const singular = op.complex(op.ones([2, 2]), op.ones([2, 2]))
    expect(() => op.inv(singular)).toThrow("its column 1 depends")
    expect(() => op.solve(singular, op.ones([2]))).toThrow("solve: the matrix has no inverse")
    expect(() =>
      op.cholesky(
        op.complex(
          op.tensor([
            [1, 0],
            [0, -1],
          ]),
          0,
        ),
      ),
    ).toThrow("leading 2 × 2")
    expect(op.det(singular).item()).toEqual({ re: 0, im: 0 })
    expect(op.slogdet(singular).logabsdet.item()).toBe(Number.NEGATIVE_INFINITY)
    const bad = op.complex(
      op.tensor([
        [1, 2],
        [3, 4],
      ]),
      op.tensor([
        [0, Number.NaN],
        [0, 0],
      ]),
    )
    for (const y of [op.inv(bad), op.det(bad), op.svdvals(bad), op.eigvals(bad), op.eigvalsh(bad), op.expm(bad), op.pinv(bad)]) {
      expect(op.all(op.isnan(y)).item()).toBe(true)
    }
    for (const f of [op.eig, op.eigvals, op.eigh, op.inv, op.det, op.cholesky, op.expm]) expect(() => f(sample(2, 3))).toThrow("square")
  })

  it("read the Hermitian part where one is expected", () => {
    const a = sample(4, 4)
    const h = op.divide(op.add(a, a.mH), 2)
    const { eigenvalues, eigenvectors: v } = op.eigh(a)
    expect(far(op.matmul(op.multiply(v, eigenvalues), v.mH), h)).toBeLessThan(1e-14)
    expect(far(eigenvalues, op.eigvalsh(h))).toBeLessThan(1e-14)
    const definite = op.matmul(a, a.mH)
    const l = op.cholesky(definite)
    expect(far(op.matmul(l, l.mH), definite)).toBeLessThan(1e-13)
    const u = op.cholesky(definite, { upper: true })
    expect(far(op.matmul(u.mH, u), definite)).toBeLessThan(1e-13)
  })

  it("have pseudoinverses by Penrose's four equations, ranks and norms", () => {
    for (const [m, n] of [
      [5, 3],
      [3, 5],
    ] as const) {
      const a = sample(m, n)
      const p = op.pinv(a)
      expect(far(op.matmul(op.matmul(a, p), a), a)).toBeLessThan(1e-13)
      expect(far(op.matmul(op.matmul(p, a), p), p)).toBeLessThan(1e-13)
      for (const q of [op.matmul(a, p), op.matmul(p, a)]) expect(far(q, q.mH)).toBeLessThan(1e-13)
      expect(op.matrixRank(a).item()).toBe(3)
      expect(op.matrixRank(op.matmul(sample(6, 2), sample(2, 6))).item()).toBe(2)
      expect(op.matrixNorm(a).item()).toBeCloseTo(Math.hypot(...(op.svdvals(a).toArray() as number[])), 12)
      expect(op.conditionNumber(a).item()).toBeGreaterThan(1)
    }
    expect(op.vectorNorm(row([3, 0], [0, 4])).item()).toBe(5)
    expect(op.vectorNorm(row([3, 4], [0, 0], [0, 1]), { ord: 0 }).item()).toBe(2)
    expect(op.vectorNorm(row([3, 4], [0, 1]), { ord: 1 }).item()).toBe(6)
    expect(op.vectorNorm(row([3, 4], [0, 1]), { ord: Number.POSITIVE_INFINITY }).item()).toBe(5)
    expect(op.vectorNorm(row([3e200, 0], [0, 4e200])).item()).toBeCloseTo(5e200, -187)
  })

  it("have powers and exponentials", () => {
    const a = sample(4, 4)
    expect(far(op.matrixPower(a, 3), op.matmul(a, op.matmul(a, a)))).toBeLessThan(1e-12)
    expect(op.matrixPower(a, 0).dtype).toBe("complex128")
    // exp of an antihermitian matrix is unitary
    const turn = op.expm(op.subtract(a, a.mH))
    expect(far(op.matmul(turn, turn.mH), op.eye(4))).toBeLessThan(1e-13)
    const rotation = op.expm(op.complex(op.zeros([1, 1]), op.full([1, 1], Math.PI)))
    expect(far(rotation, op.complex(op.tensor([[-1]]), 0))).toBeLessThan(1e-15)
  })

  it("eigenvectors have length 1, and their largest component is real", () => {
    for (const a of [sample(5, 5), rng.normal([5, 5])] as Any[]) {
      const { eigenvalues, eigenvectors: v } = op.eig(a)
      expect(far(op.matmul(a, v), op.multiply(v, eigenvalues))).toBeLessThan(1e-13)
      expect(far(op.vectorNorm(v, { axis: 0 }), op.ones([5]))).toBeLessThan(1e-14)
      const top = op.argmax(op.abs(v), { axis: 0 }).toArray() as number[]
      top.forEach((i, j) => {
        expect(Math.abs(op.at(v, i, j).item().im)).toBe(0)
      })
    }
  })

  it("conjugate the first vector in vecdot, and nothing in tensordot, dot or matmul", () => {
    const [a, b] = [row([1, 2]), row([3, 4])]
    expect(op.vecdot(a, b).item()).toEqual({ re: 11, im: -2 })
    expect(op.tensordot(a, b, 1).item()).toEqual({ re: -5, im: 10 })
    expect(op.matmul(a, b).item()).toEqual({ re: -5, im: 10 })
    expect(op.dot(a, b).item()).toEqual({ re: -5, im: 10 })
  })

  it("have the conjugate transpose as a property", () => {
    const a = op.complex(op.tensor([[1, 2]]), op.tensor([[3, 4]]))
    expect(a.mH.toArray()).toEqual([[{ re: 1, im: -3 }], [{ re: 2, im: -4 }]])
    expect(op.tensor([[1, 2]]).mH.toArray()).toEqual([[1], [2]])
  })
})

describe("triangular systems", () => {
  const lower = op.tensor([
    [2, 9, 9],
    [1, 4, 9],
    [3, -1, 5],
  ])

  it("read one triangle alone", () => {
    const x = op.tensor([1, -2, 3])
    const b = op.tensor([2, -7, 20])
    expect(op.solveTriangular(lower, b, { lower: true }).toArray()).toEqual(x.toArray())
    const dirty = op.tensor([
      [2, Number.NaN, 9],
      [1, 4, Number.POSITIVE_INFINITY],
      [3, -1, 5],
    ])
    expect(op.solveTriangular(dirty, b, { lower: true }).toArray()).toEqual(x.toArray())
    expect(far(op.matmul(op.triu(lower), op.solveTriangular(lower, b)), b)).toBeLessThan(1e-14)
  })

  it("may be transposed, have ones on the diagonal, come in stacks, be large or complex", () => {
    for (const [n, make] of [
      [4, sample],
      [4, (...s: number[]) => rng.normal(s)],
      [50, (...s: number[]) => rng.normal(s)],
    ] as const) {
      const a = op.add(make(2, n, n), op.multiply(n, op.eye(n)))
      const b = make(n, 3)
      const [l, u] = [op.tril(a), op.triu(a)]
      const unit = op.add(op.tril(a, { k: -1 }), op.eye(n))
      const close = (matrix: Any, x: Any): void => {
        expect(far(op.matmul(matrix, x), b) / (1 + (op.max(op.abs(x)).item() as number))).toBeLessThan(1e-12)
      }
      close(l, op.solveTriangular(a, b, { lower: true }))
      close(u, op.solveTriangular(a, b))
      close(l.mT, op.solveTriangular(a, b, { lower: true, trans: "T" }))
      close(u.mH, op.solveTriangular(a, b, { trans: "C" }))
      if (n < 10) close(unit, op.solveTriangular(a, b, { lower: true, unitDiagonal: true }))
    }
    expect(op.solveTriangular(op.eye(2, { dtype: "float32" }), op.ones([2], { dtype: "float32" })).dtype).toBe("float32")
  })

  it("throw where the diagonal has a zero, and for what does not fit", () => {
    const singular = op.tensor([
      [1, 1],
      [0, 0],
    ])
    expect(() => op.solveTriangular(singular, op.ones([2]))).toThrow("solveTriangular: the matrix has no inverse, its column 1")
    expect(op.solveTriangular(singular, op.ones([2]), { unitDiagonal: true }).toArray()).toEqual([0, 1])
    expect(() => op.solveTriangular(lower, op.ones([2]))).toThrow("3 equations, but 2")
    expect(() => op.solveTriangular(lower, op.ones([3]), { trans: "X" })).toThrow('trans is "N", "T" or "C"')
    expect(() => op.solveTriangular(lower, op.ones([3]), { upper: true })).toThrow('no option "upper"')
  })
})
