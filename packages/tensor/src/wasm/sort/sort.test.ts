import {
  allocate,
  asNode,
  asTensor,
  argsort,
  dtypes,
  flip,
  type NDArray,
  sort,
  type StructuralKernel,
  type TypedArray,
  viewOf,
  wrapArray,
} from "@nablajs/core"
import fc from "fast-check"
import { afterEach, describe, expect, test } from "vitest"
import "../index.ts"
import { limitLevel } from "../level.ts"
import { orders } from "./index.ts"

afterEach(() => limitLevel("relaxed"))

const kinds = ["bool", "int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64", "float32", "float64"] as const
type Kind = (typeof kinds)[number]
const isWide = (dtype: Kind): boolean => dtype === "int64" || dtype === "uint64"

/** Elements that are all over the range, few, close together, or special. */
const ranges: Readonly<Record<string, (u: number, v: number) => number>> = {
  "wide numbers": (u) => (u - 0.5) * 2 ** 32,
  "few values": (u) => Math.floor(u * 5) - 2,
  "one value": () => 7,
  "fractions and specials": (u, v) =>
    v < 0.5
      ? u - 0.5
      : ([-0, 0, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 5e-324, -1e-45][Math.floor(u * 7)] as number),
  "neighbours that share their first word": (u) => 1 + Math.floor(u * 3e4) * 2 ** -52,
  "a few first words and many second ones": (u, v) => 2 ** Math.floor(3 * u) * (1 + Math.floor(v * 1e3) * 2 ** -50),
  "extreme integers": (u) => [2 ** 31 - 1, 2 ** 32 - 1, -(2 ** 31), 0, -1, 1][Math.floor(u * 6)] as number,
  "integers in order already": (u, v) => Math.floor(100 * u) / 100 + v,
}

function uniform(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

function elements(dtype: Kind, count: number, range: string, seed: number): TypedArray {
  const next = uniform(seed)
  const made = new dtypes[dtype].make(count)
  const draw = ranges[range] as (u: number, v: number) => number
  for (let i = 0; i < count; i++) {
    const x = draw(next(), next())
    made[i] = isWide(dtype) ? (BigInt(Number.isFinite(x) ? Math.trunc(x * 1e9) : 0) as never) : dtype === "bool" ? +(x > 0) : x
  }
  return made
}

/** The positions in stable order by comparison, NaN last. */
function reference(x: TypedArray, descending: boolean): number[] {
  const order = (i: number, j: number): number => {
    const [a, b] = [x[i] as number, x[j] as number]
    if (a !== a || b !== b) return Number(a !== a) - Number(b !== b)
    const ascending = a < b ? -1 : a > b ? 1 : 0
    return descending ? -ascending : ascending
  }
  return Array.from({ length: x.length }, (_, i) => i).sort(order)
}

const same = (a: ArrayLike<unknown>, b: ArrayLike<unknown>): boolean => {
  for (let i = 0; i < b.length; i++) if (!Object.is(a[i], b[i])) return false
  return a.length === b.length
}

function agrees(x: NDArray, rows: readonly TypedArray[], descending: boolean): boolean {
  const { sort, argsort } = orders.structural as Required<NonNullable<typeof orders.structural>>
  const places = argsort?.([x], { descending }, x.shape as number[])
  const sorted = sort?.([x], { descending }, x.shape as number[])
  if (places === undefined || sorted === undefined) throw new Error("declined")
  const n = x.shape.at(-1) as number
  return rows.every((row, r) => {
    const expected = reference(row, descending)
    const part = (y: NDArray) => y.data.subarray(r * n, (r + 1) * n)
    return (
      same(part(places), expected) &&
      same(
        part(sorted),
        expected.map((i) => row[i]),
      )
    )
  })
}

describe.each(kinds)("Orders of %s", (dtype) => {
  test.each(Object.keys(ranges))("of %s are stable in rows of any length, in either direction", (range) => {
    const problem = fc.record({
      n: fc.integer({ min: 2, max: 400 }),
      rows: fc.integer({ min: 1, max: 6 }),
      descending: fc.boolean(),
      seed: fc.nat(),
    })
    fc.assert(
      fc.property(problem, ({ n, rows, descending, seed }) => {
        const count = Math.ceil((128 * rows) / n)
        const x = elements(dtype, count * n, range, seed)
        const parts = Array.from({ length: count }, (_, r) => x.subarray(r * n, (r + 1) * n) as TypedArray)
        return agrees(wrapArray(dtype, [count, n], x), parts, descending)
      }),
      { seed: 20261123, numRuns: 15 },
    )
  })

  test("of many elements are stable, in more rows than are sorted at a time", () => {
    for (const [rows, n] of [
      [2, 9000],
      [90, 203],
    ] as const) {
      for (const range of ["wide numbers", "a few first words and many second ones", "fractions and specials"]) {
        const x = elements(dtype, rows * n, range, rows)
        const parts = Array.from({ length: rows }, (_, r) => x.subarray(r * n, (r + 1) * n) as TypedArray)
        expect(agrees(wrapArray(dtype, [rows, n], x), parts, range === "wide numbers")).toBe(true)
      }
    }
  })

  test("of views are those of what they show", () => {
    const x = elements(dtype, 3 + 40 * 50, "wide numbers", 5)
    const view = viewOf(wrapArray(dtype, [x.length], x), [50, 20], [1, 100], 3)
    const rows = Array.from({ length: 50 }, (_, r) => Array.from({ length: 20 }, (_, c) => x[3 + r + 100 * c]))
    expect(
      agrees(
        view,
        rows.map((row) => new (dtypes[dtype].make as never as typeof Float64Array)(row as number[])),
        false,
      ),
    ).toBe(true)
    const turned = asNode(flip(asTensor(view), { axis: -1 } as never)) as unknown as NDArray
    expect(
      agrees(
        turned,
        rows.map((row) => new (dtypes[dtype].make as never as typeof Float64Array)(row.reverse() as number[])),
        true,
      ),
    ).toBe(true)
  })
})

describe("Parts of orders", () => {
  const part = fc.record({ first: fc.double({ min: 0, max: 1, noNaN: true }), width: fc.integer({ min: 1, max: 150 }) })
  const problem = fc.record({
    n: fc.integer({ min: 2, max: 9000 }),
    part,
    descending: fc.boolean(),
    seed: fc.nat(),
    range: fc.constantFrom(...Object.keys(ranges)),
  })
  test.each(kinds)("of %s are what the whole orders have there", (dtype) => {
    fc.assert(
      fc.property(problem, ({ n, part, descending, seed, range }) => {
        const count = n < 128 ? 128 : 2
        const x = wrapArray(dtype, [count, n], elements(dtype, count * n, range, seed))
        const first = Math.floor(part.first * n)
        const end = Math.min(n, first + part.width)
        return ["sort", "argsort"].every((name) => {
          const order = orders.structural?.[name] as StructuralKernel
          const all = (order([x], { descending }, x.shape as number[]) as NDArray).data
          const some = (order([x], { descending, part: [first, end] }, [count, end - first]) as NDArray).data
          return Array.from({ length: count }, (_, r) => r).every((r) =>
            same(some.subarray(r * (end - first), (r + 1) * (end - first)), all.subarray(r * n + first, r * n + end)),
          )
        })
      }),
      { seed: 20261123, numRuns: 60 },
    )
  })

  test("with zeros of either sign at their edges have those that belong there", () => {
    const x = Float64Array.from({ length: 4000 }, (_, i) => (i % 4 === 0 ? -1 : i % 4 === 1 ? 1 : i % 8 < 4 ? 0 : -0))
    for (const descending of [false, true]) {
      const order = reference(x, descending)
      for (const [first, end] of [
        [990, 1010],
        [1500, 1600],
        [2990, 3005],
      ] as const) {
        const params = { descending, part: [first, end] }
        const sorted = orders.structural?.sort?.([wrapArray("float64", [4000], x)], params, [end - first]) as NDArray
        expect(
          same(
            sorted.data,
            order.slice(first, end).map((i) => x[i]),
          ),
        ).toBe(true)
      }
    }
  })
})

test("NaN with its sign bit set comes last in either direction", () => {
  for (const dtype of ["float64", "float32"] as const) {
    const x = elements(dtype, 1000, "wide numbers", 1)
    new Uint8Array(x.buffer).fill(0xff, 0, dtypes[dtype].bytes)
    for (const descending of [false, true]) expect(agrees(wrapArray(dtype, [1000], x), [x], descending)).toBe(true)
  }
})

test("operations take these kernels, and the plain ones without WebAssembly", () => {
  const x = asTensor(wrapArray("float32", [3000], elements("float32", 3000, "fractions and specials", 9)))
  const answer = () => [sort(x), argsort(x, { descending: true } as never)].map((y) => (asNode(y as never) as unknown as NDArray).data)
  const fast = answer()
  limitLevel("none")
  const plain = answer()
  expect(fast.every((one, i) => same(one as TypedArray, plain[i] as TypedArray))).toBe(true)
})

test("rows of one element and arrays of few are declined", () => {
  for (const shape of [
    [1000, 1],
    [5, 3],
  ])
    expect(orders.structural?.sort?.([allocate("float64", shape)], { descending: false }, shape)).toBe(undefined)
})
