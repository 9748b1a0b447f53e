// Random operations on random views, at every level: what the plain kernels answer is right.
import * as core from "@nablajs/core"
import { asTensor, type DType, dtypes, type NDArray, type TypedArray, type Value, viewOf, wrapArray } from "@nablajs/core"
import { afterEach, describe, expect, test } from "vitest"
import "./index.ts"
import { type Level, limitLevel } from "./level.ts"

type Operation = (...args: unknown[]) => Value
const operations = core as unknown as Record<string, Operation>

afterEach(() => limitLevel("relaxed"))

let state = 20261123
const next = (): number => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0
  return state / 2 ** 32
}
const below = (n: number): number => Math.floor(next() * n)
const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T

const specials = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, -0]

function element(dtype: DType): number {
  if (dtype === "bool") return below(2)
  if (dtype !== "float32" && dtype !== "float64") return below(300) - 150
  return next() < 0.03 ? pick(specials) : (next() - 0.5) * 8
}

/** Axes in any order, with gaps, repeated, or walked backwards, somewhere in a larger array. */
function view(shape: readonly number[], dtype: DType): Value {
  const strides = shape.map(() => 0)
  const habit = below(6)
  let [step, low] = [1, below(5)]
  for (const i of shape.map((_, k) => k).sort(() => next() - 0.5)) {
    const n = shape[i] as number
    if (habit === 3 && next() < 0.3) continue
    strides[i] = step * (habit === 2 ? 1 + below(2) : 1)
    step = (strides[i] as number) * (n + (habit === 1 ? below(3) : 0))
    if (habit !== 4 || next() > 0.3) continue
    low += (n - 1) * (strides[i] as number)
    strides[i] = -(strides[i] as number)
  }
  const data = new dtypes[dtype].make(2 * step + low + 10) as TypedArray
  for (let i = 0; i < data.length; i++) data[i] = element(dtype)
  return asTensor(viewOf(wrapArray(dtype, [data.length], data), shape as number[], strides, low)) as Value
}

function someShape(): number[] {
  const rank = 1 + below(4)
  const most = [0, 4000, 90, 24, 12][rank] as number
  return Array.from({ length: rank }, () => (next() < 0.15 ? 1 : 1 + below(next() < 0.2 ? 6 : most)))
}

/** A shape that broadcasts to that one. */
const smaller = (shape: readonly number[]): number[] =>
  shape.map((n) => (next() < 0.3 ? 1 : n)).slice(next() < 0.3 ? below(shape.length) : 0)

const kinds = ["float32", "float64", "float32", "float64", "int32", "int8", "uint16", "bool"] as const
const unary = [
  "exp",
  "log",
  "tanh",
  "sin",
  "cos",
  "sigmoid",
  "abs",
  "negative",
  "round",
  "sign",
  "relu",
  "erf",
  "expm1",
  "log1p",
  "isnan",
  "exp2",
]
const binary = ["add", "subtract", "multiply", "divide", "maximum", "minimum", "less", "equal", "greaterEqual", "copysign", "bitwiseAnd"]
const folds = [
  "sum",
  "max",
  "min",
  "mean",
  "argmax",
  "argmin",
  "std",
  "norm",
  "softmax",
  "logSoftmax",
  "logsumexp",
  "any",
  "cumsum",
  "sort",
]
const oneAxis = new Set(["argmax", "argmin", "softmax", "logSoftmax", "cumsum", "sort"])
const exact = new Set(["max", "min", "argmax", "argmin", "any", "sort"])

/** How far an element may be from the plain one: units of its own last place, or for folds of the largest. */
type Limit = (y: number, unit: number, largest: number) => number
const near: Limit = (y, unit) => 4 * Math.max(unit * Math.abs(y), Number.MIN_VALUE)
const within: Limit = (_, unit, largest) => 100 * unit * largest

interface Problem {
  readonly name: string
  readonly run: () => Value
  readonly limit: Limit
}

const problems: Readonly<Record<string, () => Problem>> = {
  "functions of one element": () => {
    const [name, x] = [pick(unary), view(someShape(), pick(kinds))]
    return { name, run: () => operations[name]?.(x) as Value, limit: near }
  },
  "functions of two elements": () => {
    const [name, shape, dtype] = [pick(binary), someShape(), pick(kinds)]
    const operands = [view(shape, dtype), next() < 0.2 ? below(5) - 1.5 : view(smaller(shape), next() < 0.8 ? dtype : pick(kinds))]
    if (next() < 0.5) operands.reverse()
    return { name, run: () => operations[name]?.(...operands) as Value, limit: near }
  },
  folds: () => {
    const [name, shape] = [pick(folds), someShape()]
    const [x, one] = [view(shape, pick(kinds)), below(shape.length)]
    const axis = oneAxis.has(name) ? one : pick([null, one, [...new Set([one, below(shape.length)])]])
    return { name, run: () => operations[name]?.(x, { axis }) as Value, limit: exact.has(name) ? () => 0 : within }
  },
  "choices, copies and conversions": () => {
    const [shape, dtype, to] = [someShape(), pick(kinds), pick(kinds)]
    const [x, y, mask] = [view(shape, dtype), view(smaller(shape), dtype), view(smaller(shape), "bool")]
    const name = pick(["where", "reshape", "astype"])
    const args = { where: [mask, x, y], reshape: [x, [-1]], astype: [x, to] }[name] as unknown[]
    return { name, run: () => operations[name]?.(...args) as Value, limit: () => 0 }
  },
}

/** The answer, or what the refusal says. */
function outcome(level: Level, run: () => Value): NDArray | string {
  limitLevel(level)
  try {
    return run() as unknown as NDArray
  } catch (error) {
    return (error as Error).message
  }
}

function compare(actual: NDArray, expected: NDArray, limit: Limit): string | null {
  const unit = actual.dtype === "float32" ? 2 ** -23 : 2 ** -52
  const [a, b] = [actual.data, expected.data]
  let largest = 1
  for (const y of b) if (Number.isFinite(y)) largest = Math.max(largest, Math.abs(y))
  for (let i = 0; i < b.length; i++) {
    const [x, y] = [a[i] as number, b[i] as number]
    if (!Object.is(x, y) && x !== y && !(Math.abs(x - y) <= limit(y, unit, largest)))
      return `element ${i} is ${x}, the plain kernel says ${y}`
  }
  return null
}

describe.each(["relaxed", "simd"] as const)("At level %s", (level) => {
  test.each(Object.keys(problems))("%s agree with the plain kernels on views of any layout", (kind) => {
    for (let i = 0; i < 250; i++) {
      const { name, run, limit } = (problems[kind] as () => Problem)()
      const [expected, actual] = [outcome("none", run), outcome(level, run)]
      if (typeof expected === "string" || typeof actual === "string") {
        expect(actual).toBe(expected)
        continue
      }
      expect([actual.dtype, actual.shape]).toEqual([expected.dtype, expected.shape])
      const wrong = compare(actual, expected, limit)
      if (wrong !== null) throw new Error(`case ${i}, ${name} of shape [${expected.shape}], ${expected.dtype}: ${wrong}`)
    }
  })
})
