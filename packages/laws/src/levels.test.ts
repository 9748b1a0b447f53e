// What a faster kernel answers is what the plain one answers, up to rounding: every elementwise primitive, and programs over the
// structural ones, on arrays large enough to be asked for, in several layouts, at every level that the engine has.
import { asTensor, bindN, type DType, type Elementwise, isNablaError, NDArray, primitives, type Value, viewOf } from "@nablajs/core"
import * as tensors from "@nablajs/tensor"
import { afterEach, describe, expect, test } from "vitest"
import { sample, uniform } from "./random.ts"

// biome-ignore lint/suspicious/noExplicitAny: programs name operations as users without types do
const op = tensors as any
const { configureKernels } = tensors
const levels = ["simd", "relaxed"] as const

afterEach(() => configureKernels({ level: "relaxed" }))

const turned = (x: NDArray): NDArray => viewOf(x, [...x.shape].reverse(), [...x.strides].reverse())
const backwards = (x: NDArray): NDArray => {
  const last = x.shape.reduce((sum, n, i) => sum + (n - 1) * (x.strides[i] as number), x.offset)
  const strides = x.strides.map((s) => -s)
  return viewOf(x, x.shape, strides, last)
}
const gapped = (x: NDArray): NDArray => {
  const [m, n] = x.shape as [number, number]
  const strides = [x.strides[0] as number, 2 * (x.strides[1] as number)]
  return viewOf(x, [m, n >> 1], strides)
}
const layouts: Readonly<Record<string, (next: () => number, from: readonly [number, number], dtype: DType) => NDArray>> = {
  dense: (next, from, dtype) => sample(next, [33, 41], from, dtype),
  transposed: (next, from, dtype) => turned(sample(next, [41, 33], from, dtype)),
  backwards: (next, from, dtype) => backwards(sample(next, [33, 41], from, dtype)),
  "with gaps": (next, from, dtype) => gapped(sample(next, [33, 82], from, dtype)),
  "a row": (next, from, dtype) => sample(next, [41], from, dtype),
  "a column": (next, from, dtype) => sample(next, [33, 1], from, dtype),
}

const flat = (x: unknown): ArrayLike<number> => (x instanceof NDArray ? (x.data as Float64Array) : [x as number])

/** Equal, or apart by so many units in the last place; NaN and infinities where they were. */
function expectSame(actual: unknown, expected: unknown, ulps: number, floor: number, what: string): void {
  const [a, b] = [flat(actual), flat(expected)]
  expect(a.length).toBe(b.length)
  const single = (expected as NDArray).dtype === "float32"
  for (let i = 0; i < b.length; i++) {
    const [p, q] = [a[i] as number, b[i] as number]
    if (Object.is(p, q) || p === q || typeof q === "bigint") continue
    const unit = (single ? 2 ** -23 : 2 ** -52) * Math.max(Math.abs(q), floor)
    if (!(Math.abs(p - q) <= ulps * unit)) throw new Error(`${what}, element ${i}: ${p} instead of ${q}`)
  }
}

/** Where a result near 0 is the difference of larger numbers, their rounding counts. */
const floors: Readonly<Record<string, number>> = { logaddexp: 1 }

const elementwise = Object.values(primitives).filter((p): p is Elementwise => p.kind === "elementwise")

describe.each(levels)("At the level %s", (level) => {
  test.each(elementwise.map((p) => [p.name, p] as const))("%s answers as its plain loop", (_, p) => {
    const next = uniform(1)
    const from = (i: number) => p.domain[i] as readonly [number, number]
    const kinds = Object.keys(layouts)
    for (const dtype of ["float64", "float32", "int32", "bool"] as const) {
      for (const [k, first] of kinds.entries()) {
        const args = Array.from({ length: p.arity }, (_, i) =>
          (layouts[i === 0 ? first : (kinds[(k + i) % kinds.length] as string)] as (typeof layouts)[string])(
            next,
            dtype === "bool" ? [0, 2] : from(i),
            dtype,
          ),
        ).map(asTensor) as Value[]
        let expected: unknown
        try {
          configureKernels({ level: "none" })
          expected = bindN(p, args)
        } catch (error) {
          // types that the primitive refuses
          if (!isNablaError(error)) throw error
          continue
        }
        configureKernels({ level })
        expectSame(bindN(p, args), expected, 4, floors[p.name] ?? 2 ** -100, `${p.name} of ${dtype}, ${first}`)
      }
    }
  })

  test.each(elementwise.map((p) => [p.name, p] as const))("%s keeps zeros, infinities and NaN", (_, p) => {
    const special = [0, -0, 1, -1, 0.5, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN, 1e-310, 1e308, -1e308, 3e38, 1e-40]
    const operand = (i: number, dtype: DType) => {
      const x = sample(() => 0, [13 * 13 * 13], [0, 1], dtype)
      for (let k = 0; k < x.size; k++) x.buffer[x.offset + k] = special[Math.floor(k / 13 ** i) % 13] as number
      return asTensor(x) as Value
    }
    for (const dtype of ["float64", "float32"] as const) {
      const args = Array.from({ length: p.arity }, (_, i) => operand(i, dtype))
      configureKernels({ level: "none" })
      const expected = bindN(p, args)
      configureKernels({ level })
      expectSame(bindN(p, args), expected, 4, dtype === "float32" ? 2 ** -125 : 2 ** -1000, `${p.name} of ${dtype}`)
    }
  })

  const programs: Readonly<Record<string, (x: unknown) => unknown>> = {
    sum: (x) => op.sum(x),
    "sum of rows": (x) => op.sum(x, { axis: 1 }),
    "sum of columns": (x) => op.sum(x, { axis: 0 }),
    mean: (x) => op.mean(x, { axis: 0 }),
    max: (x) => op.max(x, { axis: 1 }),
    min: (x) => op.min(x, { axis: 0 }),
    prod: (x) => op.prod(x, { axis: 1 }),
    argmax: (x) => op.argmax(x, { axis: 1 }),
    argmin: (x) => op.argmin(x, { axis: 0 }),
    variance: (x) => op.variance(x, { axis: 0 }),
    softmax: (x) => op.softmax(x, { axis: 1 }),
    logsumexp: (x) => op.logsumexp(x, { axis: 0 }),
    cumsum: (x) => op.cumsum(x, { axis: 1 }),
    sort: (x) => op.sort(x, { axis: 0 }),
    argsort: (x) => op.argsort(x, { axis: 1 }),
    transpose: (x) => op.ravel(op.transpose(x)),
    flip: (x) => op.ravel(op.flip(x)),
    concat: (x) => op.concat([x, op.negative(x)], { axis: 1 }),
    repeat: (x) => op.repeat(x, 3, { axis: 0 }),
    "a type": (x) => op.astype(op.transpose(x), "float64"),
    "A Aᵀ": (x) => op.matmul(x, op.transpose(x)),
    "Aᵀ A": (x) => op.matmul(op.transpose(x), x),
    "A x": (x) => op.matmul(x, op.at(x, 0)),
    einsum: (x) => op.einsum("ij,kj->ki", x, x),
    where: (x) => op.where(op.greater(x, 0), x, op.square(x)),
    comparisons: (x) => op.logicalAnd(op.less(x, 0.5), op.notEqual(x, 0)),
    chain: (x) => op.multiply(op.tanh(op.add(op.multiply(x, 2), 1)), x),
  }

  test.each(Object.entries(programs))("the program %s answers as with plain kernels", (name, program) => {
    const next = uniform(3)
    for (const dtype of ["float64", "float32", "int32"] as const) {
      for (const layout of ["dense", "transposed", "backwards", "with gaps"]) {
        const x = asTensor((layouts[layout] as (typeof layouts)[string])(next, [-2, 2], dtype))
        let expected: unknown
        try {
          configureKernels({ level: "none" })
          expected = program(x)
        } catch (error) {
          if (!isNablaError(error)) throw error
          continue
        }
        configureKernels({ level })
        // sums of up to 1353 terms below 4: plain kernels sum float32 in float64
        expectSame(program(x), expected, 200, 1, `${name} of ${dtype}, ${layout}`)
      }
    }
  })
})
