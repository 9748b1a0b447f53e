import { readFileSync } from "node:fs"
import {
  asTensor,
  type DType,
  dtypes,
  type Elementwise,
  type NDArray,
  primitives,
  type Tensor,
  transpose,
  type TypedArray,
  type Value,
  wrapArray,
} from "@nablajs/core"
import * as core from "@nablajs/core"
import { afterEach, describe, expect, test } from "vitest"
import { gelu, silu } from "../../activations.ts"
import "../index.ts"
import { type Level, limitLevel } from "../level.ts"

const levels: readonly Level[] = ["relaxed", "simd"]
const operations = core as unknown as Record<string, (...args: Value[]) => Tensor>

afterEach(() => limitLevel("relaxed"))

/** Numbers from 0 to 1, the same in every run. */
function uniform(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

const next = uniform(20261123)

function random(dtype: DType, shape: readonly number[], low = -3, high = 3): Tensor {
  const data = new dtypes[dtype].make(shape.reduce((a, b) => a * b, 1))
  for (let i = 0; i < data.length; i++) data[i] = low + next() * (high - low)
  return asTensor(wrapArray(dtype, shape, data)) as Tensor
}

const bufferOf = (x: unknown): TypedArray => (x as NDArray).data

/** The distance of neighbouring floats at y. */
function ulp(y: number, digits: number, least: number): number {
  const size = Math.abs(y)
  let unit = 2 ** (Math.floor(Math.log2(size)) - digits)
  if (2 ** digits * unit > size) unit /= 2
  return Math.max(unit, least) || least
}

const ulp64 = (y: number): number => ulp(y, 52, 5e-324)
const ulp32 = (y: number): number => ulp(y, 23, 2 ** -149)

function same(actual: Tensor, expected: Tensor, tolerance = 0): void {
  expect([actual.shape, actual.dtype]).toEqual([expected.shape, expected.dtype])
  const [a, b] = [bufferOf(actual), bufferOf(expected)]
  const unit = actual.dtype === "float32" ? ulp32 : ulp64
  for (let i = 0; i < b.length; i++) {
    const [x, y] = [a[i] as number, b[i] as number]
    if (Object.is(x, y) || Math.abs(x - y) <= tolerance * unit(y)) continue
    throw new Error(`element ${i}: got ${x}, the plain loop gives ${y}`)
  }
}

/** The same at every level; returns what the plain loop gave. */
function agree(compute: () => unknown, tolerance = 0): void {
  limitLevel("none")
  const expected = compute() as Tensor
  for (const level of levels) {
    limitLevel(level)
    same(compute() as Tensor, expected, tolerance)
  }
}

/** Largest errors, in units of the last place, of kernels and plain functions alike. */
const limits: Readonly<Record<string, number>> = {
  exp: 1,
  exp2: 1.5,
  expm1: 1.5,
  log: 1,
  log1p: 1,
  log2: 1.7,
  tanh: 2,
  sigmoid: 2,
  softplus: 2,
  sin: 1,
  cos: 1,
  erf: 1,
  tan: 2,
  asin: 1,
  acos: 1,
  atan: 1,
  sinh: 1.5,
  cosh: 1.5,
  asinh: 2,
  acosh: 2,
  atanh: 2,
  log10: 1,
  cbrt: 1,
  erfc: 2,
}

/** The same of two elements. */
const limits2: Readonly<Record<string, number>> = { pow: 1, atan2: 1.5, hypot: 1.5, xlogy: 1.5, xlog1py: 1.5 }

describe("Functions in float64", () => {
  const exact = JSON.parse(readFileSync(new URL("../../../test/golden/precise.json", import.meta.url), "utf8")) as Record<
    string,
    number[][]
  >
  // each point: the operands, then the value in two parts
  test.each(Object.entries({ ...limits, ...limits2 }))("%s is right within %d ulp of values computed with 140 bits", (name, limit) => {
    const points = exact[name] as number[][]
    const operands = Array.from({ length: name in limits2 ? 2 : 1 }, (_, k) =>
      asTensor(
        wrapArray(
          "float64",
          [3 * points.length],
          Float64Array.from([...points, ...points, ...points], (point) => point[k] as number),
        ),
      ),
    )
    for (const level of levels) {
      limitLevel(level)
      const y = bufferOf(operations[name]?.(...(operands as Value[])))
      points.forEach((point, i) => {
        const [high, low] = point.slice(-2) as [number, number]
        const error = Math.abs((y[i] as number) - high - low) / ulp64(high)
        if (!(error <= limit)) throw new Error(`${name}(${point.slice(0, -2)}) is ${error} ulp off, got ${y[i]}`)
      })
    }
  })
})

const specials = [
  ...[0, -0, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1, -1, 0.5, -0.5, 2, -2],
  ...[5e-324, -5e-324, 1e-310, -1e-310, 2 ** -1022, 1e-45, -1e-45, 1e-39, 2 ** -126, 1e-30, -1e-30],
  ...[88.72283, 88.7229, -87.33, -103.97, -104.1, 709.78, 709.79, -708.4, -745.13, -745.14, 1e6, -1e7, 1e22, -1e300, 3e38],
]

const unary = Object.values(primitives as Record<string, core.Primitive>).filter(
  (p): p is Elementwise => p.kind === "elementwise" && p.arity === 1 && !["stopGradient", "bitwiseInvert"].includes(p.name),
)

describe("Functions of one element", () => {
  test.each(unary.map((p) => p.name))("%s treats specials as the plain function does", (name) => {
    const { scalar } = unary.find((p) => p.name === name) as Elementwise
    for (const dtype of ["float32", "float64"] as const) {
      const data = new dtypes[dtype].make(600)
      for (let i = 0; i < 600; i++) data[i] = specials[i % specials.length] as number
      const result = operations[name]?.(asTensor(wrapArray(dtype, [600], data)))
      const y = bufferOf(result)
      for (let i = 0; i < specials.length; i++) {
        const wanted = scalar(data[i] as number, 0, 0)
        const rounded = dtype === "float32" ? Math.fround(wanted) : wanted
        const got = y[i] as number
        const near = Math.abs(got - wanted) <= 3 * (dtype === "float32" ? ulp32(wanted) : ulp64(wanted))
        const right = rounded === 0 || !Number.isFinite(rounded) || (result as Tensor).dtype === "bool" ? Object.is(got, rounded) : near
        if (!right && !(wanted === 0 && got === 0 && name === "round"))
          throw new Error(`${dtype} ${name}(${data[i]}): got ${got}, wanted ${wanted}`)
      }
    }
  })

  test.each(Object.keys(limits))("%s in float32 is within 2 ulp of float64 for numbers of every size", (name) => {
    const { scalar } = unary.find((p) => p.name === name) as Elementwise
    const x = new Float32Array(40000)
    const words = new Uint32Array(x.buffer)
    for (let i = 0; i < x.length; i++) {
      if (i % 4 === 0) words[i] = next() * 2 ** 32
      else x[i] = (next() - 0.5) * ([200, 20, 2][i % 3] as number)
    }
    for (const level of levels) {
      limitLevel(level)
      const y = bufferOf(operations[name]?.(asTensor(wrapArray("float32", [x.length], x))))
      for (let i = 0; i < x.length; i++) {
        const wanted = scalar(x[i] as number, 0, 0)
        if (!Number.isFinite(Math.fround(wanted))) continue
        const error = Math.abs((y[i] as number) - wanted) / ulp32(wanted)
        if (!(error <= 2)) throw new Error(`${name}(${x[i]}) is ${error} ulp off, got ${y[i]}`)
      }
    }
  })
})

describe("Operands", () => {
  const binary = ["add", "subtract", "multiply", "divide", "maximum", "minimum", "copysign", "less", "equal", "notEqual", "greaterEqual"]

  test.each(binary)("%s takes any layout, bit for bit", (name) => {
    const f = operations[name] as (a: Value, b: Value) => Tensor
    for (const dtype of ["float32", "float64"] as const) {
      const square = random(dtype, [40, 40])
      const other = random(dtype, [40, 40])
      const cases: [Value, Value][] = [
        [square, other],
        [square, random(dtype, [40])],
        [square, random(dtype, [40, 1])],
        [random(dtype, [1, 50]), random(dtype, [40, 1])],
        [square, 1.5],
        [-0, square],
        [transpose(square as never) as Value, transpose(other as never) as Value],
        [transpose(square as never) as Value, other],
        [operations.flip?.(square) as Value, other],
        [core.at(random(dtype, [40, 90]) as never, ":", "3:43") as Value, other],
        [core.at(random(dtype, [400, 9]) as never, ":", "1:4") as Value, random(dtype, [3])],
        [core.at(random(dtype, [1200]) as never, "::3") as Value, random(dtype, [400])],
        [random(dtype, [5, 1, 7, 40]), random(dtype, [6, 1, 40])],
        [random(dtype, [3, 700, 1]), random(dtype, [700, 3])],
        [random(dtype, [700, 70]), random(dtype, [70])],
        [random(dtype, [20011]), random(dtype, [20011])],
        [random(dtype, [2, 20011]), random(dtype, [20011])],
        [random(dtype, [0, 100]), random(dtype, [100])],
        [square, random("int32", [40], -9, 9)],
        [random("int8", [40, 40], -9, 9), square],
        [square, random(dtype === "float32" ? "float64" : "float32", [40, 40])],
      ]
      for (const [a, b] of cases) agree(() => f(a, b))
    }
  })

  test("NaN and zeros of either sign are compared and chosen as in plain loops", () => {
    const list = [0, -0, Number.NaN, 1, -1, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 2.5, -3, 1e300, -1e300, 1e-310, 0.5]
    const all = list.flatMap((a) => list.map((b) => [a, b] as const))
    for (const dtype of ["float32", "float64"] as const) {
      const side = (k: 0 | 1): Value => {
        const data = new dtypes[dtype].make(all.length * 7)
        for (let i = 0; i < data.length; i++) data[i] = all[i % all.length]?.[k] as number
        return asTensor(wrapArray(dtype, [data.length], data)) as Value
      }
      for (const name of [...binary, "lessEqual", "greater", "logaddexp", ...Object.keys(limits2)])
        agree(() => operations[name]?.(side(0), side(1)), name === "logaddexp" || name in limits2 ? 2 : 0)
    }
  })

  test("powers by one small exponent are products, specials included", () => {
    for (const dtype of ["float32", "float64"] as const) {
      const x = random(dtype, [30, 40], -5, 5)
      const data = new dtypes[dtype].make(600)
      for (let i = 0; i < 600; i++) data[i] = specials[i % specials.length] as number
      const odd = asTensor(wrapArray(dtype, [600], data)) as Tensor
      for (const exponent of [1, 2, 3, 4, -1, 0.5, 0, 2.5, -2]) {
        agree(() => operations.pow?.(x, exponent), 2.5)
        agree(() => operations.pow?.(transpose(x as never) as Value, exponent), 2.5)
        agree(() => operations.pow?.(odd, exponent), 2.5)
      }
      agree(() => operations.pow?.(2, x), 2)
    }
  })

  test("float32 of two elements is within 2 ulp of float64 for numbers of every size", () => {
    const side = () => {
      const x = new Float32Array(20000)
      const words = new Uint32Array(x.buffer)
      for (let i = 0; i < x.length; i++) {
        if (i % 4 === 0) words[i] = next() * 2 ** 32
        else x[i] = (next() - 0.5) * ([200, 20, 2][i % 3] as number)
      }
      return x
    }
    const [a, b] = [side(), side()]
    const tensorOf = (x: Float32Array) => asTensor(wrapArray("float32", [x.length], x)) as Value
    for (const name of Object.keys(limits2)) {
      const { scalar } = primitives[name] as Elementwise
      for (const level of levels) {
        limitLevel(level)
        const y = bufferOf(operations[name]?.(tensorOf(a), tensorOf(b)))
        for (let i = 0; i < a.length; i++) {
          const wanted = scalar(a[i] as number, b[i] as number, 0)
          if (Number.isNaN(wanted) ? Number.isNaN(y[i]) : !Number.isFinite(Math.fround(wanted))) continue
          const error = Math.abs((y[i] as number) - wanted) / ulp32(wanted)
          if (!(error <= 2)) throw new Error(`${name}(${a[i]}, ${b[i]}) is ${error} ulp off, got ${y[i]} for ${wanted}`)
        }
      }
    }
  })

  test("logarithms to base 2 and 10 and powers of them are exact where they can be", () => {
    const tens = Float64Array.from({ length: 200 }, (_, i) => Number(`1e${i % 23}`))
    expect([...bufferOf(operations.log10?.(asTensor(wrapArray("float64", [200], tens)) as Value))]).toEqual(
      [...tens.keys()].map((i) => i % 23),
    )
    expect([
      ...bufferOf(
        operations.pow?.(
          10,
          asTensor(
            wrapArray(
              "float64",
              [200],
              tens.map((_, i) => i % 23),
            ),
          ) as Value,
        ),
      ),
    ]).toEqual([...tens])

    const n = Float64Array.from({ length: 600 }, (_, i) => i - 300)
    const x = operations.exp2?.(asTensor(wrapArray("float64", [600], n)) as Value) as Tensor
    expect([...bufferOf(x)]).toEqual([...n].map((k) => 2 ** k))
    expect([...bufferOf(operations.log2?.(x))]).toEqual([...n])
  })

  test("elements beyond the reach of a formula are computed one at a time wherever they lie", () => {
    const wild = random("float64", [40, 50], -3e6, 3e6)
    const one = asTensor(wrapArray("float64", [1], Float64Array.of(Number.POSITIVE_INFINITY))) as Tensor
    for (const name of ["sin", "cos", "tan"]) {
      const f = (x: unknown) => agree(() => operations[name]?.(x as Value), name === "tan" ? 2.5 : 1.5)
      f(wild)
      f(transpose(wild as never))
      f(core.at(wild as never, ":", "3:47"))
      f(core.at(wild as never, "::2", "::-1"))
      f(core.broadcastTo(core.at(wild as never, "7:8") as never, [60, 50] as never))
      f(core.broadcastTo(core.at(wild as never, ":", "7:8") as never, [40, 60] as never))
      f(core.broadcastTo(one as never, [4000] as never))
    }
  })

  test("activations are one loop and answer as their composition", () => {
    for (const dtype of ["float32", "float64"] as const) {
      const x = random(dtype, [30, 40], -6, 6)
      const near = (f: (x: Tensor) => unknown) => {
        limitLevel("none")
        const expected = bufferOf(f(x))
        for (const level of levels) {
          limitLevel(level)
          for (const y of [f(x), transpose(f(transpose(x as never) as Tensor) as never)]) {
            bufferOf(y).forEach((v, i) => expect(Math.abs(v - (expected[i] as number))).toBeLessThan(dtype === "float32" ? 1e-6 : 3e-15))
          }
        }
      }
      near((y) => silu(y as never))
      near((y) => gelu(y as never))
      near((y) => gelu(y as never, { approximate: true }))
    }
  })

  test("the result of transposed operands lies as they do", () => {
    const x = transpose(random("float32", [30, 50]) as never)
    const y = operations.exp?.(x as Value) as unknown as NDArray
    expect(y.strides).toEqual([1, 50])
  })

  test.each(["bool", "int8", "uint8", "int16", "uint16", "int32", "uint32"] as const)("%s computes and compares in lanes", (dtype) => {
    const [low, high] = dtypes[dtype].range
    const a = random(dtype, [30, 60], low, high)
    const b = random(dtype, [30, 60], low, high)
    const names = ["add", "multiply", "maximum", "minimum", "bitwiseAnd", "bitwiseXor", "less", "greaterEqual", "equal"]
    if (dtype !== "bool") names.push("subtract", "floorDivide")
    for (const name of names) {
      agree(() => operations[name]?.(a, b))
      agree(() => operations[name]?.(transpose(a as never) as Value, transpose(b as never) as Value))
    }
    if (dtype !== "bool") for (const name of ["negative", "abs", "square", "bitwiseInvert"]) agree(() => operations[name]?.(a))
    agree(() => operations.where?.(operations.less?.(a, b) as Value, a, b))
    agree(() => operations.where?.(operations.less?.(a, b) as Value, a, core.at(b as never, "0:1") as Value))
  })

  test("where takes conditions and branches of any layout", () => {
    for (const dtype of ["float32", "float64", "int32", "int8"] as const) {
      const x = random(dtype, [50, 40], -99, 99)
      const mask = operations.greater?.(random("float64", [50, 40]), 0) as Tensor
      const row = operations.greater?.(random("float64", [40]), 0) as Tensor
      agree(() => operations.where?.(mask, x, 0))
      agree(() => operations.where?.(mask, 1, x))
      const column = random(dtype, [50, 1], -99, 99)
      agree(() => operations.where?.(row, x, column))
      agree(() => operations.where?.(transpose(mask as never) as Value, transpose(x as never) as Value, 3))
      agree(() => operations.where?.(operations.logicalNot?.(mask) as Value, x, x))
    }
  })

  test("small planes, many of them, are computed as large ones", () => {
    const pairs = [
      [
        [1000, 1, 10],
        [25, 10],
      ],
      [
        [60, 1, 7],
        [5, 7],
      ],
      [
        [40, 5, 1],
        [40, 1, 9],
      ],
      [
        [4, 30, 1, 5],
        [30, 2, 1],
      ],
      [
        [70, 1, 3, 1],
        [2, 1, 33],
      ],
      [
        [300, 3, 1],
        [3, 3],
      ],
    ] as const
    for (const [left, right] of pairs) {
      for (const dtype of ["float32", "float64", "int32"] as const) {
        const [a, b] = [random(dtype, left, -99, 99), random(dtype, right, -99, 99)]
        agree(() => operations.subtract?.(a, b))
        agree(() => operations.less?.(b, a))
      }
      // beyond the reach of the formula
      const [x, y] = [random("float64", left, -3e6, 3e6), random("float64", right, -3e6, 3e6)]
      agree(() => operations.sin?.(operations.add?.(x, y) as Value), 1)
    }
  })

  test("truth values combine byte by byte", () => {
    const [p, q] = [0, 0].map(() => operations.greater?.(random("float64", [900]), 0) as Tensor) as [Tensor, Tensor]
    for (const name of ["logicalAnd", "logicalOr", "logicalXor"]) agree(() => operations[name]?.(p, q))
  })
})
