import { describe, expect, test } from "vitest"
import { allocate, wrapArray } from "../array.ts"
import { type DType, dtypes, type TypedArray } from "../dtype.ts"
import { argsortRows, sortRows } from "./sort.ts"

/** Numbers from 0 to 1, the same in every run. */
function uniform(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

const next = uniform(20261123)
const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T

const ranges: Readonly<Record<string, () => number>> = {
  "wide numbers": () => (next() - 0.5) * 2 ** 32,
  "few values": () => Math.floor(next() * 5) - 2,
  "fractions and specials": () =>
    pick([next() - 0.5, next() - 0.5, -0, 0, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 5e-324, -5e-324, 1e-45]),
  "neighbours that share their first word": () => 1 + Math.floor(next() * 1e5) * 2 ** -52,
  "extreme integers": () => pick([2 ** 31 - 1, 2 ** 32 - 1, -(2 ** 31), 0, -1, 1]),
}

function rows(dtype: DType, count: number, draw: () => number): TypedArray {
  const made = new dtypes[dtype].make(count)
  const wide = dtype === "int64" || dtype === "uint64"
  for (let i = 0; i < count; i++) {
    const x = draw()
    made[i] = wide ? (BigInt(Number.isFinite(x) ? Math.trunc(x * 1000) : 0) as never) : x
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

describe.each(["float64", "float32", "int64", "uint64", "int32", "uint32", "int16", "uint8", "bool"] as const)("Orders of %s", (dtype) => {
  test.each(Object.keys(ranges))("of %s are stable at every length, in either direction", (range) => {
    for (const n of [1, 2, 40, 41, 64, 65, 360, 900, 3100]) {
      for (const descending of [false, true]) {
        const x = rows(dtype, 2 * n, ranges[range] as () => number)
        const places = allocate("int32", [2, n])
        const sorted = allocate(dtype, [2, n])
        argsortRows(wrapArray(dtype, [2, n], x), places, descending)
        sortRows(wrapArray(dtype, [2, n], x), sorted, descending)
        for (const row of [0, 1]) {
          const part = x.subarray(row * n, (row + 1) * n) as TypedArray
          const expected = reference(part, descending)
          expect([...places.data.subarray(row * n, (row + 1) * n)]).toEqual(expected)
          expect([...sorted.data.subarray(row * n, (row + 1) * n)]).toEqual(expected.map((i) => part[i]))
        }
      }
    }
  })
})

test("NaN with its sign bit set comes last as well", () => {
  for (const dtype of ["float64", "float32"] as const) {
    const x = rows(dtype, 1000, () => next())
    new Uint8Array(x.buffer).fill(0xff, 0, dtypes[dtype].bytes)
    const sorted = allocate(dtype, [1000])
    sortRows(wrapArray(dtype, [1000], x), sorted, true)
    expect(sorted.data[999]).toBeNaN()
    const places = allocate("int32", [1000])
    argsortRows(wrapArray(dtype, [1000], x), places, false)
    expect(places.data[999]).toBe(0)
  }
})

test("an array without elements stays empty", () => {
  const out = allocate("float64", [3, 0])
  sortRows(allocate("float64", [3, 0]), out, false)
  expect(out.size).toBe(0)
})
