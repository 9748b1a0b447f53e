// Cases in which array libraries have been caught, each with the answer of the standard or of NumPy.
import { describe, expect, it } from "vitest"
import * as nb from "../src/index.ts"
import { isNablaError, tensor, zeros } from "../src/index.ts"

// biome-ignore lint/suspicious/noExplicitAny: many of these programs are refused by the compiler, which is not tried here
const op = nb as any
const int = (data: unknown) => op.tensor(data, { dtype: "int32" })
const values = (x: { toArray(): unknown }): unknown => x.toArray()
const code = (f: () => unknown): string => {
  try {
    f()
  } catch (error) {
    return isNablaError(error) ? error.code : `not ours: ${String(error)}`
  }
  return "nothing was thrown"
}

describe("types of results", () => {
  it("int32 plus a fraction is float64", () => {
    const y = op.add(int([1, 2]), 0.5)
    expect([y.dtype, values(y)]).toEqual(["float64", [1.5, 2.5]])
  })

  it("joining int8 with int32 keeps all values", () => {
    const y = op.concat([op.tensor([1], { dtype: "int8" }), int([300])])
    expect([y.dtype, values(y)]).toEqual(["int32", [1, 300]])
  })

  it("three types meet at once, whatever their order", () => {
    const [u, s, f] = ["uint16", "int16", "float32"].map((dtype) => op.tensor([1], { dtype }))
    for (const y of [op.concat([u, s, f]), op.concat([f, u, s]), op.stack([s, f, u]), op.einsum("i,i,i->i", u, s, f), op.clip(u, s, f)])
      expect(y.dtype).toBe("float32")
    expect(op.resultType("uint16", "int16", "float32")).toBe("float32")
    // integers do not wrap before they meet the float
    expect(op.einsum(",,->", int(65536), int(65536), tensor(1)).item()).toBe(2 ** 32)
  })

  it("a number written into a tensor, or beside it, takes its type", () => {
    const bytes = op.tensor([1, 2, 3], { dtype: "int8" })
    const [at, single] = [int([0]), op.tensor([1, 2], { dtype: "float32" })]
    const written = [
      op.putAlongAxis(bytes, at, 5),
      op.scatterAdd(bytes, at, 5),
      op.diff(bytes, { append: 5 }),
      op.kron(2, bytes),
      op.pad(bytes, 1, { value: 5 }),
    ]
    for (const y of [...written, op.withValue(bytes, [0], 5)]) expect(y.dtype).toBe("int8")
    expect(op.putAlongAxis(bytes, at, 0.5).dtype).toBe("float64")
    expect(op.relEntr(single, 0.1).dtype).toBe("float32")
    expect(op.heaviside(1, bytes).dtype).toBe("float64")
    expect(() => op.pad(bytes, 1, { value: 300 })).toThrow("pad: 300 does not fit int8 (-128 to 127)")
    expect(() => op.clip(bytes, -300, 300)).toThrow("clip: -300 does not fit int8 (-128 to 127)")
    expect(op.resultType("int8", { re: 0, im: 1 })).toBe("complex128")
  })

  it("complex products begin and round as NumPy's, which shows where they overflow", () => {
    const z = tensor([{ re: Number.POSITIVE_INFINITY, im: 1 }])
    expect([op.prod(z).item(), values(op.cumulativeProd(z))]).toEqual([
      { re: Number.POSITIVE_INFINITY, im: Number.NaN },
      [{ re: Number.POSITIVE_INFINITY, im: 1 }],
    ])
    // 1e30 squared is beyond float32, though not the product with 1e-30
    expect(op.prod(op.tensor([1e30, 1e30, 1e-30], { dtype: "complex64" })).item().re).toBe(Number.POSITIVE_INFINITY)
  })

  it("adding booleans is or", () => expect(values(op.add(tensor([true, false]), tensor([true, false])))).toEqual([true, false]))

  it("integers divide to float64, and float32 stays float32", () => {
    expect(op.divide(int([7]), int([2])).item()).toBe(3.5)
    expect(op.mean(int([1, 2])).dtype).toBe("float64")
    const single = op.tensor(
      [
        [4, 1],
        [1, 3],
      ],
      { dtype: "float32" },
    )
    for (const f of [op.cholesky, op.det, op.inv, op.svdvals, op.eigvalsh, op.vectorNorm, op.variance, op.softmax, op.expm])
      expect(f(single).dtype).toBe("float32")
    expect(op.qr(single).q.dtype).toBe("float32")
  })

  it("a JavaScript number takes the tensor's type", () => {
    expect(op.add(op.tensor([1], { dtype: "float32" }), 0.1).item()).toBe(Math.fround(1 + Math.fround(0.1)))
    expect(op.equal(op.tensor([0.1], { dtype: "float32" }), 0.1).item()).toBe(true)
  })

  it("positions and counts are int32", () => {
    const x = tensor([3, 1, 2])
    for (const y of [op.argsort(x), op.argmax(x), op.nonzero(x)[0], op.searchsorted(x, 2), op.countNonzero(x), op.uniqueAll(x).counts])
      expect(y.dtype).toBe("int32")
  })
})

describe("integers", () => {
  it("wrap exactly", () => {
    expect(op.multiply(int([123456789]), int([987654321])).item()).toBe(-67153019)
    expect(op.square(int([2147483647])).item()).toBe(1)
    expect(op.bitwiseLeftShift(int([1]), int([32])).item()).toBe(0)
  })

  it("refuse negative powers", () => expect(code(() => op.pow(int([2]), int([-1])))).toBe("dtype-mismatch"))

  it("refuse sums and products that do not fit", () => {
    expect(code(() => op.sum(int([2147483647, 1])))).toBe("integer-overflow")
    expect(code(() => op.prod(int([65536, 65536])))).toBe("integer-overflow")
    expect(code(() => op.cumulativeSum(int([2147483647, 1])))).toBe("integer-overflow")
    expect(op.sum(int([2147483647, 1]), { dtype: "float64" }).item()).toBe(2147483648)
  })

  it("have no bits when they are floats", () => expect(code(() => op.bitwiseAnd(tensor([1]), tensor([1])))).toBe("dtype-mismatch"))
})

describe("quotients and powers", () => {
  it("floor towards −∞, and remainders follow the divisor", () => {
    expect([
      op.floorDivide(-7, 2),
      op.remainder(-7, 3),
      op.remainder(1, Number.POSITIVE_INFINITY),
      op.remainder(-1, Number.POSITIVE_INFINITY),
    ]).toEqual([-4, 2, 1, Number.POSITIVE_INFINITY])
    expect(Object.is(op.floorDivide(tensor([-0]), tensor([3])).item(), -0)).toBe(true)
  })

  it("one to any power is one", () => {
    expect([op.pow(1, Number.NaN), op.pow(1, Number.POSITIVE_INFINITY)]).toEqual([1, 1])
    expect(op.pow(-8, 1 / 3)).toBeNaN()
  })

  it("round halves to even", () => {
    const y = op.round(tensor([0.5, 1.5, 2.5, -0.5]))
    expect(values(y)).toEqual([0, 2, 2, -0])
  })

  it("keep their digits near 0", () => {
    expect(op.expm1(1e-10)).toBeCloseTo(1.00000000005e-10, 24)
    expect(op.log1p(1e-10)).toBeCloseTo(9.9999999995e-11, 24)
    expect(op.logaddexp(Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY)).toBe(Number.NEGATIVE_INFINITY)
  })
})

describe("reductions", () => {
  it("keep all axes where asked", () => expect(op.sum(zeros([2, 3]), { keepdims: true }).shape).toEqual([1, 1]))

  it("add many numbers without drifting", () => {
    const many = op.full([300000], 0.1, { dtype: "float32" })
    expect(Math.abs(op.sum(many).item() - 30000)).toBeLessThan(0.02)
  })

  it("of nothing: 1, NaN, true, false, or refused", () => {
    const none = tensor([])
    expect(op.prod(none).item()).toBe(1)
    expect(op.mean(none).item()).toBeNaN()
    expect([op.all(none).item(), op.any(none).item()]).toEqual([true, false])
    expect([code(() => op.max(none)), code(() => op.argmax(none))]).toEqual(["bad-argument", "bad-argument"])
    expect(op.logsumexp(none).item()).toBe(Number.NEGATIVE_INFINITY)
  })

  it("do not lose NaN, and ties go to the first", () => {
    const x = tensor([1, Number.NaN, 2])
    for (const f of [op.max, op.min, op.sum, op.mean]) expect(f(x).item()).toBeNaN()
    expect(op.max(op.reshape(x, [1, 3]), { axis: 1 }).item()).toBeNaN()
    expect([op.argmax(x).item(), op.argmax(tensor([1, 7, 7])).item()]).toEqual([1, 1])
  })

  it("count what is not 0, NaN too", () => expect(op.countNonzero(tensor([0, Number.NaN, 1])).item()).toBe(2))

  it("measure spread around large means", () => {
    expect(op.variance(tensor([1e8 + 1, 1e8 + 2, 1e8 + 3])).item()).toBeCloseTo(2 / 3, 10)
    expect(op.variance(tensor([1]), { correction: 1 }).item()).toBeNaN()
  })
})

describe("order", () => {
  it("is numeric, with NaN last in either direction", () => {
    expect(values(op.sort(tensor([10, 9, 1])))).toEqual([1, 9, 10])
    expect(values(op.sort(tensor([2, Number.NaN, 1])))).toEqual([1, 2, Number.NaN])
    expect(values(op.sort(tensor([2, Number.NaN, 1]), { descending: true }))).toEqual([2, 1, Number.NaN])
    expect(values(op.argsort(tensor([2, Number.NaN, 1]), { descending: true }))).toEqual([0, 2, 1])
  })

  it("is stable, downwards too", () => {
    const keys = op.remainder(op.arange(100), 3)
    const order = op.argsort(keys, { descending: true }).data as Int32Array
    for (let i = 1; i < order.length; i++) {
      const [a, b] = [order[i - 1] as number, order[i] as number]
      expect(a % 3 > b % 3 || (a % 3 === b % 3 && a < b)).toBe(true)
    }
  })

  it("sorts long rows of random numbers like the engine", () => {
    const x = op.sin(op.multiply(op.arange(1000), 12.9898))
    const want = [...x.data].sort((p: number, q: number) => p - q)
    expect(values(op.sort(x))).toEqual(want)
    expect(values(op.take(x, op.argsort(x)))).toEqual(want)
  })
})

describe("limits, signs and special values", () => {
  it("clip keeps NaN, and limits broadcast", () => {
    expect(op.clip(Number.NaN, 0, 1)).toBeNaN()
    expect(
      values(
        op.clip(
          tensor([
            [1, 5],
            [1, 5],
          ]),
          tensor([[2], [0]]),
          4,
        ),
      ),
    ).toEqual([
      [2, 4],
      [1, 4],
    ])
  })

  it("the sign of NaN is read from its bits, and set there", () => {
    const signed = op.fromBuffer(new Float64Array(new BigUint64Array([0xfff8000000000000n, 0x7ff8000000000000n]).buffer))
    expect(values(op.signbit(signed))).toEqual([true, false])
    expect(values(op.copysign(tensor([2, 3]), signed))).toEqual([-2, 3])
    for (const dtype of ["float64", "float32"]) {
      const nans = op.tensor([Number.NaN, Number.NaN], { dtype })
      expect(values(op.signbit(op.copysign(nans, op.tensor([-1, 1], { dtype }))))).toEqual([true, false])
      expect(values(op.copysign(nans, 1))).toEqual([Number.NaN, Number.NaN])
    }
  })

  it("complex numbers with one infinite part have its direction", () => {
    const sign = (re: number, im: number) => op.sign(op.complex(re, im)).item()
    const inf = Number.POSITIVE_INFINITY
    expect([sign(inf, 0), sign(1, -inf)]).toEqual([
      { re: 1, im: 0 },
      { re: 0, im: -1 },
    ])
    for (const z of [sign(inf, inf), sign(Number.NaN, inf)]) expect(z).toEqual({ re: Number.NaN, im: Number.NaN })
    expect(sign(0, 0)).toEqual({ re: 0, im: 0 })
  })

  it("sign of NaN is NaN, roots and logarithms of negative numbers too", () => {
    expect([op.sign(Number.NaN), op.sqrt(-1), op.log(-1)]).toEqual([Number.NaN, Number.NaN, Number.NaN])
  })

  it("hypot broadcasts and does not overflow", () => {
    expect(values(op.hypot(tensor([3]), tensor([[4], [0]])))).toEqual([[5], [3]])
    expect(op.hypot(3e200, 4e200)).toBeCloseTo(5e200, -190)
    expect(op.vectorNorm(tensor([3e200, 4e200])).item() / 5e200).toBeCloseTo(1, 14)
    expect(op.vectorNorm(tensor([3e-200, 4e-200])).item() / 5e-200).toBeCloseTo(1, 14)
  })
})

describe("indexing", () => {
  const x = op.reshape(op.arange(12), [3, 4])

  it("backwards from beyond the end", () => expect(values(op.at(tensor([1, 2, 3]), "10::-1"))).toEqual([3, 2, 1]))

  it("a mask with fewer axes selects rows", () =>
    expect(values(op.at(x, tensor([true, false, true])))).toEqual([
      [0, 1, 2, 3],
      [8, 9, 10, 11],
    ]))

  it("several tensors pick element by element, negative positions from the end", () => {
    expect(values(op.at(x, int([0, -1]), int([1, 2])))).toEqual([1, 10])
    expect(values(op.at(x, int([[0], [2]]), int([1, 3])))).toEqual([
      [1, 3],
      [9, 11],
    ])
  })

  it("puts picked axes in front where they lie apart, numbers counted", () => {
    const y = op.reshape(op.arange(24), [2, 3, 4])
    expect(op.at(y, int([0, 1, 1]), ":", int([0, 1, 2])).shape).toEqual([3, 3])
    expect(op.at(y, 0, ":", int([0, 1])).shape).toEqual([2, 3])
    expect(op.at(y, ":", 0, int([0, 1])).shape).toEqual([2, 2])
  })

  it("a mask of all axes, beside nothing true, beside a slice", () => {
    expect(values(op.at(x, op.greater(x, 9)))).toEqual([10, 11])
    expect(op.at(x, op.greater(x, 99)).shape).toEqual([0])
    expect(values(op.at(x, "1:", tensor([true, false, false, true])))).toEqual([
      [4, 7],
      [8, 11],
    ])
  })

  it("changes copies only", () => {
    const y = op.withValue(x, [0, "::2"], -1)
    expect(values(op.at(y, 0))).toEqual([-1, 1, -1, 3])
    expect(values(op.at(x, 0))).toEqual([0, 1, 2, 3])
    expect(op.withValue(int([1, 2]), [0], 5).dtype).toBe("int32")
  })

  it("refuses positions that do not exist, also of several tensors, and masks that do not fit", () => {
    expect(code(() => op.at(x, int([3])))).toBe("index-out-of-range")
    expect(code(() => op.at(x, int([0]), int([4])))).toBe("index-out-of-range")
    expect(code(() => op.at(x, int([0]), int([-5])))).toBe("index-out-of-range")
    expect(code(() => op.at(x, tensor([true, false])))).toBe("bad-argument")
    expect(code(() => op.at(x, 0, 0, 0))).toBe("bad-argument")
    expect(code(() => op.at(x, [0, 1]))).toBe("bad-argument")
  })
})

describe("views, empty and 0-d operands", () => {
  it("matmul of reversed and of repeated rows is that of copies", () => {
    const a = op.at(op.reshape(op.arange(12), [3, 4]), "::-1", "::-2")
    expect(values(op.matmul(a, op.matrixTranspose(a)))).toEqual(
      values(op.matmul(tensor(a.toArray()), op.matrixTranspose(tensor(a.toArray())))),
    )
    const row = op.broadcastTo(tensor([1, 2]), [3, 2])
    expect(values(op.matmul(row, tensor([1, 1])))).toEqual([3, 3, 3])
  })

  it("products over nothing are zeros, and nothing plus one is nothing", () => {
    expect(values(op.matmul(zeros([2, 0]), zeros([0, 2])))).toEqual([
      [0, 0],
      [0, 0],
    ])
    expect(values(op.add(tensor([]), tensor([1])))).toEqual([])
  })

  it("linear algebra takes 0 × 0 matrices and empty stacks", () => {
    expect(op.det(zeros([0, 0])).item()).toBe(1)
    expect(op.inv(zeros([0, 0])).shape).toEqual([0, 0])
    expect(op.inv(zeros([0, 2, 2])).shape).toEqual([0, 2, 2])
    expect(op.svd(zeros([0, 3, 2])).u.shape).toEqual([0, 3, 3])
    expect(op.svdvals(zeros([0, 2])).shape).toEqual([0])
    expect(op.matrixRank(zeros([2, 2])).item()).toBe(0)
    expect(op.pinv(zeros([0, 2])).shape).toEqual([2, 0])
    expect(op.eigh(zeros([0, 0])).eigenvectors.shape).toEqual([0, 0])
  })

  it("running extremes keep dtype and NaN, take booleans, empty lines and views, and name their axis", () => {
    expect(values(op.cumulativeMax(tensor([1, Number.NaN, 5])))).toEqual([1, Number.NaN, Number.NaN])
    expect(values(op.cumulativeMin(tensor([1, Number.NaN, 0])))).toEqual([1, Number.NaN, Number.NaN])
    expect(op.cumulativeMax(int([3, -1, 4])).dtype).toBe("int32")
    expect(values(op.cumulativeMax(tensor([false, true, false])))).toEqual([false, true, true])
    expect(values(op.cumulativeMax(tensor([-0, 0, -0])))).toEqual([-0, 0, 0])
    expect(
      values(
        op.cumulativeMin(
          tensor([
            [3, 1],
            [2, 5],
          ]),
          { axis: -1 },
        ),
      ),
    ).toEqual([
      [3, 1],
      [2, 2],
    ])
    expect(op.cumulativeMin(zeros([2, 0]), { axis: 1 }).shape).toEqual([2, 0])
    expect(code(() => op.cumulativeMax(zeros([2, 2])))).toBe("bad-argument")
    expect(code(() => op.cumulativeMax(op.tensor(1)))).toBe("shape-mismatch")
    expect(code(() => op.cumulativeMax(zeros([2]), { axis: 1 }))).toBe("axis-out-of-range")
  })

  it("sort, roll, tile, repeat, pad take views and empty tensors", () => {
    const view = op.at(op.transpose(op.reshape(op.arange(6), [2, 3])), "::-1")
    const copy = tensor(view.toArray())
    for (const f of [
      op.sort,
      (x: unknown) => op.roll(x, 1),
      (x: unknown) => op.tile(x, [2, 1]),
      (x: unknown) => op.repeat(x, 2, { axis: 0 }),
      (x: unknown) => op.pad(x, 1),
      op.softmax,
      op.variance,
      (x: unknown) => op.cumulativeProd(x, { axis: 0 }),
      (x: unknown) => op.cumulativeMax(x, { axis: 0 }),
    ]) {
      expect(values(f(view))).toEqual(values(f(copy)))
    }
    expect(op.sort(zeros([2, 0])).shape).toEqual([2, 0])
    expect(op.roll(zeros([0]), 1).shape).toEqual([0])
    expect(op.tile(zeros([0]), [3]).shape).toEqual([0])
    expect(op.uniqueValues(zeros([0])).shape).toEqual([0])
  })

  it("unique numbers each element in the shape of x", () =>
    expect(
      op
        .uniqueInverse(
          tensor([
            [3, 1],
            [1, 3],
          ]),
        )
        .inverseIndices.toArray(),
    ).toEqual([
      [1, 0],
      [0, 1],
    ]))
})

describe("singular and strange matrices", () => {
  it("throw, and name the way out", () => {
    const singular = tensor([
      [1, 2],
      [2, 4],
    ])
    expect(code(() => op.inv(singular))).toBe("singular-matrix")
    expect(code(() => op.solve(singular, tensor([1, 1])))).toBe("singular-matrix")
    expect(() => op.inv(singular)).toThrow("pinv")
    expect(
      code(() =>
        op.cholesky(
          tensor([
            [1, 2],
            [2, 1],
          ]),
        ),
      ),
    ).toBe("bad-argument")
    expect(code(() => op.inv(zeros([2, 3])))).toBe("shape-mismatch")
  })

  it("NaN in gives NaN out", () => {
    const bad = tensor([
      [1, Number.NaN],
      [Number.NaN, 1],
    ])
    for (const x of [
      op.inv(bad),
      op.det(bad),
      op.solve(bad, tensor([1, 1])),
      op.svdvals(bad),
      op.eigvalsh(bad),
      op.qr(bad).r,
      op.cholesky(bad),
      op.pinv(bad),
      op.expm(bad),
      op.matrixNorm(bad),
    ]) {
      expect([...x.data].some(Number.isNaN)).toBe(true)
    }
  })
})

describe("making tensors", () => {
  it("names the first ragged row", () => {
    expect(() => op.tensor([[1, 2], [3]])).toThrow("data[1] is an array of length 1, expected length 2")
    expect(() =>
      op.tensor([
        [[1], [2]],
        [[3], [4, 5]],
      ]),
    ).toThrow("data[1][1]")
    expect(code(() => op.tensor([[1, 2], 3]))).toBe("ragged-array")
    expect(code(() => op.tensor([1, [2]]))).toBe("ragged-array")
  })

  it("refuses what is no number, and what a type cannot hold", () => {
    for (const data of [["a"], [undefined], [null], [{ re: 1 }], null, undefined, "x", {}, Math.sin])
      expect(code(() => op.tensor(data))).toBe("bad-argument")
    expect(code(() => op.tensor([300], { dtype: "int8" }))).toBe("integer-overflow")
    expect(code(() => op.tensor([1.5], { dtype: "int32" }))).toBe("integer-overflow")
    expect(code(() => op.tensor([Number.NaN], { dtype: "int32" }))).toBe("integer-overflow")
    expect(code(() => op.tensor([1], { dtype: "float16" }))).toBe("bad-argument")
    expect(code(() => op.reshape(tensor([1, 2]), [-1, -1]))).toBe("bad-argument")
    expect(code(() => op.zeros([-1]))).toBe("bad-argument")
    expect(code(() => op.zeros([1e9, 1e9]))).toBe("too-large")
  })

  it("refuses nesting without end", () => {
    const loop: unknown[] = []
    loop.push(loop)
    expect(code(() => op.tensor(loop))).toBe("too-large")
  })

  it("copies typed arrays, keeps their type, and adopts memory only when told", () => {
    const memory = new Float32Array([1, 2, 3])
    const copy = op.tensor(memory)
    const adopted = op.fromBuffer(memory, { shape: [3, 1] })
    memory[0] = 9
    expect([copy.dtype, copy.toArray(), adopted.toArray()]).toEqual(["float32", [1, 2, 3], [[9], [2], [3]]])
    expect(op.fromBuffer(new ArrayBuffer(16)).shape).toEqual([2])
    expect(code(() => op.fromBuffer(new ArrayBuffer(7)))).toBe("bad-argument")
    expect(code(() => op.fromBuffer(new Float64Array(3), { shape: [2] }))).toBe("shape-mismatch")
  })

  it("reads arrays of other libraries by their structure", () => {
    expect(op.tensor({ shape: [2, 2], stride: [1, 2], offset: 0, data: new Float64Array([1, 2, 3, 4]) }).toArray()).toEqual([
      [1, 3],
      [2, 4],
    ])
    expect(op.tensor({ dims: [2], type: "float32", data: new Float32Array([1, 2]) }).dtype).toBe("float32")
    expect(op.tensor({ shape: [2], dtype: "bool", dataSync: () => new Uint8Array([1, 0]) }).toArray()).toEqual([true, false])
    expect(op.tensor({ length: 2, toArray: () => new Int32Array([1, 2]) }).dtype).toBe("int32")
    expect(op.tensor({ shape: [2, 1], data: [1, 2] }).toArray()).toEqual([[1], [2]])
    expect(code(() => op.tensor({ length: 2, nullCount: 1, toArray: () => new Int32Array([1, 0]) }))).toBe("bad-argument")
    expect(code(() => op.tensor({ shape: [3], data: new Float64Array(2) }))).toBe("shape-mismatch")
    expect(code(() => op.tensor({ shape: [2], stride: [9], data: new Float64Array(2) }))).toBe("bad-argument")
  })

  it("stacks tensors in nested arrays", () =>
    expect(op.tensor([tensor([1, 2]), tensor([3, 4])]).toArray()).toEqual([
      [1, 2],
      [3, 4],
    ]))

  it("counts, spaces and fills", () => {
    expect(op.arange(5, 0, -2).toArray()).toEqual([5, 3, 1])
    expect(op.arange(3, 1).shape).toEqual([0])
    expect(op.linspace(0, 1, 1).toArray()).toEqual([0])
    expect(op.linspace(0, 1, 4, { endpoint: false }).toArray()).toEqual([0, 0.25, 0.5, 0.75])
    expect(op.full([2], true).dtype).toBe("bool")
    expect(op.zerosLike(tensor([true])).dtype).toBe("bool")
    expect(op.tri(2, 3, { k: 1 }).toArray()).toEqual([
      [1, 1, 0],
      [1, 1, 1],
    ])
    expect(op.meshgrid(op.arange(2), op.arange(3), { indexing: "ij" })[1].toArray()).toEqual([
      [0, 1, 2],
      [0, 1, 2],
    ])
  })
})

describe("64-bit integers", () => {
  it("lose their upper bits exactly where a smaller type is asked for", () => {
    const x = op.tensor([2n ** 64n - 1n, 2n ** 32n + 5n], { dtype: "uint64" })
    expect(values(op.astype(x, "uint32"))).toEqual([4294967295, 5])
    expect(values(op.astype(x, "int16"))).toEqual([-1, 5])
    expect(values(op.astype(x, "float64"))).toEqual([2 ** 64, 2 ** 32 + 5])
  })

  it("come of int32 with uint32, in every operation that joins", () => {
    const [a, b] = [int([-1, 2]), op.tensor([3, 4], { dtype: "uint32" })]
    for (const y of [op.add(a, b), op.concat([a, b]), op.where(tensor([true, false]), a, b), op.outer(a, b)]) expect(y.dtype).toBe("int64")
    expect(values(op.concat([a, b]))).toEqual([-1n, 2n, 3n, 4n])
    expect(values(op.isin(op.tensor([5n], { dtype: "int64" }), int([5])))).toEqual([true])
  })
})

describe("what the standard adds to NumPy", () => {
  it("sums in the type that is asked for, and refuses what that cannot hold", () => {
    const x = op.tensor([200, 50], { dtype: "uint8" })
    expect(op.sum(x).dtype).toBe("uint32")
    expect(op.sum(x, { dtype: "uint8" }).dtype).toBe("uint8")
    expect(code(() => op.sum(op.tensor([200, 100], { dtype: "uint8" }), { dtype: "uint8" }))).toBe("integer-overflow")
  })

  it("puts tensors before and after differences", () => {
    expect(values(op.diff(tensor([1, 4, 9]), { prepend: tensor([0]), append: 10 }))).toEqual([1, 3, 5, 1])
  })

  it("selects all or nothing by a truth value without axes", () => {
    const x = tensor([1, 2])
    expect(values(op.at(x, tensor(true)))).toEqual([[1, 2]])
    expect(op.at(x, tensor(false)).shape).toEqual([0, 2])
    expect(values(op.at(op.tensor(5), tensor(true)))).toEqual([5])
  })

  it("takes a limit for each matrix", () => {
    const stack = op.stack([op.diag(tensor([4, 1])), op.diag(tensor([4, 1]))])
    const rtol = tensor([0.5, 0.1])
    expect(values(op.matrixRank(stack, { rtol }))).toEqual([1, 2])
    expect(values(op.matrixRank(op.pinv(stack, { rtol })))).toEqual([1, 2])
  })

  it("orders complex numbers in sets by their real parts, then by the imaginary ones", () => {
    const z = op.tensor([
      { re: 1, im: 2 },
      { re: 0, im: 5 },
      { re: 1, im: -1 },
      { re: 1, im: 2 },
    ])
    const { values: found, indices, inverseIndices, counts } = op.uniqueAll(z)
    expect(values(found)).toEqual([
      { re: 0, im: 5 },
      { re: 1, im: -1 },
      { re: 1, im: 2 },
    ])
    expect([values(indices), values(inverseIndices), values(counts)]).toEqual([
      [1, 2, 0],
      [2, 0, 1, 2],
      [1, 1, 2],
    ])
    expect(values(op.isin(z, op.tensor([{ re: 1, im: 2 }])))).toEqual([true, false, false, true])
  })
})

describe("resultType", () => {
  it("lets numbers of every form take the type of what they meet", () => {
    expect(op.resultType("float32", { re: 0, im: 1 })).toBe("complex64")
    expect(op.resultType("int32", { re: 0, im: 1 })).toBe("complex128")
    expect(op.resultType("int8", true)).toBe("int8")
    expect(op.resultType("int8", 3n)).toBe("int8")
    expect(op.resultType("int8", 2n ** 60n)).toBe("int64")
    expect(op.resultType("int32", 0.5)).toBe("float64")
    expect(op.resultType(tensor([1]), "float32")).toBe("float64")
    expect([op.resultType(), op.resultType(2), op.resultType(true), op.resultType(2n)]).toEqual(["float64", "float64", "bool", "int64"])
  })
})

describe("masks without elements", () => {
  it("cover any axis, as nothing in them is true", () => {
    const x = zeros([3, 2])
    expect(op.at(x, op.zeros([0], { dtype: "bool" })).shape).toEqual([0, 2])
    expect(op.at(x, op.zeros([3, 0], { dtype: "bool" })).shape).toEqual([0])
    expect(code(() => op.at(x, op.zeros([2], { dtype: "bool" })))).toBe("bad-argument")
    expect(code(() => op.at(op.tensor(1), op.zeros([0], { dtype: "bool" })))).toBe("bad-argument")
  })
})

describe("zeros that keep their sign", () => {
  const zeros = tensor([-0, 1, -0, 0])
  const first = op.tensor([0], { dtype: "int32" })

  it("where elements are replaced", () => {
    for (const dtype of ["float64", "float32"]) {
      const x = op.ones([2], { dtype })
      expect(values(op.withValue(x, [0], -0))).toEqual([-0, 1])
      expect(values(op.withValue(x, ["0:2"], op.at(zeros, "1:3")))).toEqual([1, -0])
      expect(values(op.putAlongAxis(x, first, -0))).toEqual([-0, 1])
    }
  })

  it("where elements are added up by position, and where nothing is added", () => {
    expect(values(op.scatterAdd(zeros, first, tensor([-0])))).toEqual([-0, 1, -0, 0])
    expect(values(op.scatterAdd(zeros, first, tensor([0])))).toEqual([0, 1, -0, 0])
    expect(values(op.segmentSum(zeros, op.tensor([0, 1, 0, 1], { dtype: "int32" }), 3))).toEqual([-0, 1, 0])
  })

  it("in running sums", () => {
    expect(values(op.cumulativeSum(zeros))).toEqual([-0, 1, 1, 1])
    expect(values(op.cumulativeSum(tensor([[-0], [-0]]), { axis: 0 }))).toEqual([[-0], [-0]])
  })
})

describe("interpolation between infinite heights", () => {
  const heights = tensor([0, Number.POSITIVE_INFINITY, 1, 2, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY])
  const at = (...x: number[]): unknown => values(op.interp(tensor(x), op.arange(6), heights))

  it("gives the heights at the points, as NumPy does, and NaN at NaN", () => {
    expect(at(0, 2, 3, 5)).toEqual([0, 1, 2, Number.POSITIVE_INFINITY])
    expect(at(0.5, 1.5, 2.5, 4.5)).toEqual([Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 1.5, Number.POSITIVE_INFINITY])
    expect(at(Number.NaN)).toEqual([Number.NaN])
  })
})

describe("arguments of another kind", () => {
  it.each<[string, readonly unknown[]]>([
    ["percentile", [tensor([1, 2]), undefined]],
    ["quantile", [tensor([1, 2]), 0.5 as unknown as object, 3]],
    ["repeat", [tensor([1, 2]), {}]],
    ["repeat", [tensor([1, 2]), undefined]],
    ["tile", [tensor([1, 2]), undefined]],
    ["split", [tensor([1, 2]), undefined]],
    ["split", [tensor([1, 2]), ["1"]]],
    ["tensordot", [tensor([1, 2]), tensor([1, 2]), null]],
    [
      "tensordot",
      [
        tensor([[1, 2]]),
        tensor([[1, 2]]),
        [
          [0, 0],
          [0, 1],
        ],
      ],
    ],
    ["meshgrid", [tensor([1, 2]), undefined, tensor([1])]],
    ["isin", [tensor([1, 2]), undefined]],
    ["uniqueValues", [undefined]],
    ["positive", ["2"]],
    ["diag", [tensor([1, 2]), 1]],
    [
      "conditionNumber",
      [
        tensor([
          [1, 2],
          [3, 4],
        ]),
        { p: 1 },
      ],
    ],
  ])("%s refuses them in one sentence", (name, args) => {
    expect(code(() => op[name](...args))).toBe("bad-argument")
  })
})
