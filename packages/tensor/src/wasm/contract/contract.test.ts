// The same products at every level, against the plain kernel.
import { type DType, denseArray, type NDArray, primitives, viewOf, wrapArray } from "@nablajs/core"
import { afterEach, describe, expect, test } from "vitest"
import { type Level, level, limitLevel } from "../level.ts"
import { contraction, contractWithin } from "./index.ts"
import { blocked } from "./blocked.ts"
import { type Labels, planOf } from "./plan.ts"
import { probeTile } from "./probe.ts"

const kernel = contraction.structural?.contract as NonNullable<NonNullable<typeof contraction.structural>["contract"]>
const plain = primitives.contract as Extract<(typeof primitives)[string], { eager: unknown }>

/** xorshift: the same numbers in every run. */
function generator(seed: number): () => number {
  let state = seed
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 2 ** 32
  }
}

type Layout = "dense" | "transposed" | "reversed" | "strided" | "broadcast"

/** Random elements in [−1, 1] under a layout of the given kind. */
function sample(random: () => number, dtype: DType, shape: readonly number[], layout: Layout): NDArray {
  const make = (sizes: readonly number[]): NDArray => {
    const buffer = new (dtype === "float32" ? Float32Array : Float64Array)(sizes.reduce((a, b) => a * b, 1))
    for (let i = 0; i < buffer.length; i++) buffer[i] = 2 * random() - 1
    return wrapArray(dtype, sizes, buffer)
  }
  if (layout === "transposed") {
    const x = make([...shape].reverse())
    return viewOf(x, shape, [...x.strides].reverse())
  }
  if (layout === "reversed") {
    const x = make(shape)
    const last = x.strides.reduce((sum, s, i) => sum + s * ((shape[i] as number) - 1), 0)
    const strides = x.strides.map((s) => -s)
    return viewOf(x, shape, strides, last)
  }
  if (layout === "strided") {
    const x = make(shape.map((n) => 2 * n + 1))
    const strides = x.strides.map((s) => 2 * s)
    return viewOf(x, shape, strides, 1)
  }
  if (layout === "broadcast") {
    const x = make(shape.slice(1))
    return viewOf(x, shape, [0, ...x.strides])
  }
  return make(shape)
}

const shapeFor = (x: NDArray, y: NDArray, labels: Labels) => plain.shape([x.shape, y.shape], labels) as readonly number[]
const magnitudes = (x: NDArray): NDArray => wrapArray("float64", x.shape, Float64Array.from(denseArray(x).data, Math.abs))

/** |error| ≤ (K + 2) ε Σ|a||b|: what summing one by one may do. */
function expectClose(x: NDArray, y: NDArray, labels: Labels): void {
  const shape = shapeFor(x, y, labels)
  const actual = kernel([x, y], labels, shape) as NDArray
  const expected = plain.eager([x, y], labels, shape)
  const scale = plain.eager([magnitudes(x), magnitudes(y)], labels, shape).data
  const inner = labels.a
    .filter((name) => !labels.out.includes(name))
    .reduce((n, name) => n * (x.shape[labels.a.indexOf(name)] as number), 1)
  const unit = x.dtype === "float32" ? 2 ** -24 : 2 ** -53
  expect([actual.dtype, actual.shape]).toEqual([x.dtype, shape])
  const [a, b] = [actual.data, expected.data]
  for (let i = 0; i < a.length; i++) {
    if (!(Math.abs((a[i] as number) - (b[i] as number)) <= (inner + 2) * unit * (scale[i] as number))) {
      throw new Error(`element ${i} of ${shape.join("x")}: ${a[i]} instead of ${b[i]}`)
    }
  }
}

const matrices: Labels = { a: [0, 1], b: [1, 2], out: [0, 2] }
const levels: readonly Level[] = ["simd", "relaxed"]

afterEach(() => limitLevel("relaxed"))

describe.each(levels)("At the level %s, products agree with the plain kernel", (at) => {
  describe.each(["float32", "float64"] as const)("of %s", (dtype) => {
    test.each([
      [64, 64, 64],
      [1, 200, 300],
      [300, 200, 1],
      [1, 70000, 1],
      [7, 1100, 13],
      [101, 33, 50],
      [6, 20, 2500],
      [200, 5, 17],
      [97, 1, 97],
    ])("%i × %i × %i in every layout", (m, k, n) => {
      limitLevel(at)
      const random = generator(1 + m + k + n)
      for (const left of ["dense", "transposed", "reversed", "strided", "broadcast"] as const) {
        for (const right of left === "dense" ? (["dense", "transposed", "reversed", "strided", "broadcast"] as const) : ([left] as const)) {
          expectClose(sample(random, dtype, [m, k], left), sample(random, dtype, [k, n], right), matrices)
        }
      }
    })

    test.each<[string, Labels, number[], number[]]>([
      ["two vectors", { a: [0], b: [1], out: [0, 1] }, [70], [90]],
      ["a vector and a matrix, turned", { a: [0], b: [1, 2], out: [2, 0, 1] }, [20], [30, 40]],
      ["a stack", { a: [0, 1], b: [0, 2], out: [0, 1, 2] }, [12, 30], [12, 40]],
      ["a stack in the middle", { a: [1, 0], b: [0, 2], out: [1, 0, 2] }, [30, 12], [12, 40]],
      ["elements", { a: [0, 1], b: [1, 0], out: [0, 1] }, [60, 70], [70, 60]],
    ])("without a sum, of %s, are the products of pairs, specials included", (_, labels, left, right) => {
      limitLevel(at)
      const random = generator(3)
      for (const layout of ["dense", "transposed", "reversed", "strided"] as const) {
        const [x, y] = [sample(random, dtype, left, layout), sample(random, dtype, right, layout)]
        const odd = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, -0]
        for (const { buffer } of [x, y]) for (let i = 0; i < buffer.length; i += 7) buffer[i] = odd[(i / 7) % odd.length] as number
        const shape = shapeFor(x, y, labels)
        const actual = kernel([x, y], labels, shape) as NDArray
        const expected = plain.eager([x, y], labels, shape).data
        expect([actual.dtype, actual.shape]).toEqual([dtype, shape])
        expect(actual.data.every((v: number, i: number) => Object.is(v, expected[i]))).toBe(true)
      }
    })

    test.each<[string, Labels, number[], number[]]>([
      ["a stack", { a: [0, 1, 2], b: [0, 2, 3], out: [0, 1, 3] }, [5, 17, 20], [5, 20, 9]],
      ["a shared right side", { a: [0, 1, 2], b: [2, 3], out: [0, 1, 3] }, [5, 17, 20], [20, 9]],
      ["a shared left side", { a: [1, 2], b: [0, 2, 3], out: [0, 1, 3] }, [17, 20], [5, 20, 9]],
      ["few rows and columns in short runs", { a: [0, 1], b: [1, 2, 3], out: [0, 2, 3] }, [7, 60], [60, 60, 11]],
      ["few rows between runs", { a: [0, 1, 2], b: [3, 0], out: [1, 3, 2] }, [60, 60, 33], [9, 60]],
      ["a stack of few rows", { a: [0, 1, 2], b: [0, 2, 3], out: [0, 1, 3] }, [3, 16, 60], [3, 60, 300]],
      ["a result transposed", { a: [0, 1], b: [1, 2], out: [2, 0] }, [30, 40], [40, 50]],
      ["a stack last", { a: [0, 1, 2], b: [0, 2, 3], out: [1, 3, 0] }, [6, 17, 20], [6, 20, 9]],
      ["a stack in the middle", { a: [0, 1, 2], b: [2, 0], out: [1, 0] }, [20, 31, 40], [40, 20]],
      ["several inner axes", { a: [0, 1, 2], b: [2, 1, 3], out: [0, 3] }, [12, 9, 11], [11, 9, 10]],
      ["columns in two places", { a: [0, 1], b: [2, 1, 3], out: [2, 0, 3] }, [21, 30], [7, 30, 5]],
      ["rows and columns interleaved", { a: [0, 1, 2], b: [3, 2, 4], out: [3, 0, 4, 1] }, [4, 5, 30], [3, 30, 6]],
      ["all axes summed", { a: [0, 1], b: [1, 0], out: [] }, [90, 100], [100, 90]],
    ])("with %s", (_, labels, x, y) => {
      limitLevel(at)
      const random = generator(7)
      for (const layout of ["dense", "transposed", "reversed", "strided", "broadcast"] as const) {
        expectClose(sample(random, dtype, x, layout), sample(random, dtype, y, layout), labels)
      }
    })

    test("of windows that overlap, as convolutions have them", () => {
      limitLevel(at)
      const random = generator(9)
      const x = sample(random, dtype, [3, 4, 40, 37], "dense")
      const [n, c, h, w] = x.strides as [number, number, number, number]
      const windows = viewOf(x, [3, 4, 19, 3, 35, 3], [n, c, 2 * h, h, w, w])
      const weights = sample(random, dtype, [9, 4, 3, 3], "dense")
      expectClose(windows, weights, { a: [0, 2, 4, 5, 6, 7], b: [3, 2, 5, 7], out: [0, 3, 4, 6] })
      const g = sample(random, dtype, [3, 9, 19, 35], "dense")
      expectClose(g, windows, { a: [0, 3, 4, 6], b: [0, 2, 4, 5, 6, 7], out: [3, 2, 5, 7] })
    })

    test("at random", () => {
      limitLevel(at)
      const random = generator(2026)
      const below = (n: number) => Math.floor(random() * n)
      for (let tried = 0; tried < 20; ) {
        const names = Array.from({ length: 3 + below(4) }, (_, i) => i).sort(() => random() - 0.5)
        const sizes = names.map(() => 1 + below(24))
        const work = sizes.reduce((all, n) => all * n, 1)
        if (work < 6144 || work >= 1e6) continue
        tried++
        // each name: both and out, a and out, b and out, or summed
        const kinds = names.map((_, i) => (i === 0 ? 3 : below(4)))
        const pick = (...wanted: number[]) => names.filter((name) => wanted.includes(kinds[name] as number)).sort(() => random() - 0.5)
        const labels = { a: pick(0, 1, 3), b: pick(0, 2, 3), out: pick(0, 1, 2) }
        const shape = (list: readonly number[]) => list.map((name) => sizes[name] as number)
        const layout = () => (["dense", "transposed", "reversed", "strided"] as const)[below(4)] as Layout
        const [x, y] = [sample(random, dtype, shape(labels.a), layout()), sample(random, dtype, shape(labels.b), layout())]
        if (kernel([x, y], labels, shapeFor(x, y, labels)) !== undefined) expectClose(x, y, labels)
      }
    })

    test("keeps NaN and infinities in their rows and columns", () => {
      limitLevel(at)
      const random = generator(3)
      const [x, y] = [sample(random, dtype, [31, 40], "dense"), sample(random, dtype, [40, 29], "dense")]
      x.buffer[3 * 40 + 5] = Number.NaN
      x.buffer[10 * 40 + 7] = Number.POSITIVE_INFINITY
      y.buffer[2 * 29 + 11] = Number.NEGATIVE_INFINITY
      const shape = [31, 29]
      const [actual, expected] = [kernel([x, y], matrices, shape) as NDArray, plain.eager([x, y], matrices, shape)]
      const special = (z: NDArray) => [...(z.data as Float64Array)].map((value) => (Number.isFinite(value) ? 0 : value))
      expect(special(actual)).toEqual(special(expected))
    })
  })
})

test("What is too large for scratch is done by halves of any axis", () => {
  const random = generator(13)
  const small = contractWithin(60_000)
  for (const labels of [matrices, { a: [0, 1], b: [1, 2], out: [2, 0] }]) {
    for (const [m, k, n] of [
      [300, 50, 40],
      [40, 50, 300],
      [50, 300, 40],
    ] as const) {
      const [x, y] = [sample(random, "float64", [m, k], "dense"), sample(random, "float64", [k, n], "transposed")]
      const shape = shapeFor(x, y, labels)
      const [actual, expected] = [small([x, y], labels, shape) as NDArray, plain.eager([x, y], labels, shape)]
      expect(actual.shape).toEqual(shape)
      const [p, q] = [actual.data, expected.data]
      for (let i = 0; i < p.length; i++) expect(Math.abs((p[i] as number) - (q[i] as number))).toBeLessThan(1e-13 * k)
    }
  }
})

test("A wider tile gives the same sums", () => {
  const random = generator(17)
  for (const dtype of ["float32", "float64"] as const) {
    const [x, y] = [sample(random, dtype, [23, 600], "dense"), sample(random, dtype, [600, 41], "transposed")]
    const plan = planOf(x, y, matrices)
    const [narrow, wide] = [2, 4].map((vectors) => blocked(plan, dtype, [23, 41], [0, 2], vectors) as NDArray) as [NDArray, NDArray]
    expect(wide.data).toEqual(narrow.data)
  }
  expect([2, 4]).toContain(probeTile())
})

describe("Products decline", () => {
  const random = generator(5)
  const x = sample(random, "float64", [50, 50], "dense")

  test("what is small or empty", () => {
    const small = sample(random, "float64", [10, 10], "dense")
    expect(kernel([small, small], matrices, [10, 10])).toBeUndefined()
    const empty = wrapArray("float64", [50, 0], new Float64Array(0))
    expect(kernel([empty, wrapArray("float64", [0, 50], new Float64Array(0))], matrices, [50, 50])).toBeUndefined()
  })

  test("integers and mixed types", () => {
    const whole = wrapArray("int32", [50, 50], new Int32Array(2500))
    expect(kernel([whole, whole], matrices, [50, 50])).toBeUndefined()
    expect(kernel([x, sample(random, "float32", [50, 50], "dense")], matrices, [50, 50])).toBeUndefined()
  })
})

test("Without fused operations results are those of a product and a sum in the order of the inner axis", () => {
  if (level() === "none") return
  limitLevel("simd")
  const random = generator(11)
  const [x, y] = [sample(random, "float64", [20, 300], "dense"), sample(random, "float64", [300, 20], "dense")]
  const actual = (kernel([x, y], matrices, [20, 20]) as NDArray).data
  const expected = Float64Array.from({ length: 400 }, (_, at) => {
    let sum = 0
    for (let k = 0; k < 300; k++) sum += (x.buffer[Math.floor(at / 20) * 300 + k] as number) * (y.buffer[k * 20 + (at % 20)] as number)
    return sum
  })
  expect([...(actual as Float64Array)]).toEqual([...expected])
})
