// Every operation with every element type: dense operands, views, operands without axes and without elements.
import type { DType } from "@nablajs/core"
import { dtypes, floatOf, isNablaError, partOf } from "@nablajs/core"
import { describe, expect, it } from "vitest"
import * as nb from "../../src/index.ts"
import { algebra } from "./algebra.ts"
import { elementwise } from "./elementwise.ts"
import type { Gives, Row } from "./families.ts"
import { makers, spacings, speakers } from "./making.ts"
import { movements } from "./movements.ts"
import { copied, dense, type Dynamic, isTensor, layouts, type Make, maker, types } from "./operands.ts"
import { reductions } from "./reductions.ts"

const table: Readonly<Record<string, Row>> = { ...elementwise, ...movements, ...reductions, ...algebra }

type Outcome = { readonly value: unknown } | { readonly code: string }

/** What a call answers, or the code of its error; anything else that is thrown is a defect. */
async function outcome(row: Row, a: Make, dtype: DType): Promise<Outcome> {
  try {
    return { value: await row.call(a, dtype) }
  } catch (error) {
    if (isNablaError(error)) return { code: error.code }
    throw error
  }
}

const kind = (dtype: DType): string => dtypes[dtype].kind
const promised: Readonly<Record<string, (dtype: DType) => string>> = {
  same: (d) => d,
  float: floatOf,
  real: (d) => partOf(d),
  length: (d) => partOf(floatOf(d)),
  sum: (d) => (kind(d) === "bool" || (kind(d) === "int" && d !== "int64") ? "int32" : kind(d) === "uint" && d !== "uint64" ? "uint32" : d),
}
/** The promised element type. */
const typeOf = (gives: Gives, dtype: DType): string => (gives === null ? "" : (promised[gives]?.(dtype) ?? gives))

const parts = (x: unknown): Dynamic[] =>
  isTensor(x) ? [x] : Array.isArray(x) ? x.flatMap(parts) : typeof x === "object" && x !== null ? Object.values(x).flatMap(parts) : []

function checkTypes(row: Row, dtype: DType, value: unknown): void {
  if (row.gives === null) return
  for (const part of parts(value)) expect(part.dtype).toBe(typeOf(row.gives, dtype))
}

/** Equal but for the rounding of sums in another order. */
function checkSame(got: unknown, want: unknown, tolerance: number): void {
  if (isTensor(got)) {
    const [x, y] = [got, want] as Dynamic[]
    expect([x.dtype, x.shape]).toEqual([y.dtype, y.shape])
    return checkSame(x.toArray(), y.toArray(), tolerance)
  }
  if (typeof got === "number" && typeof want === "number" && Number.isFinite(want)) {
    expect(Math.abs(got - want), `${got} against ${want}`).toBeLessThanOrEqual(tolerance * (1 + Math.abs(want)))
  } else if (typeof got === "object" && got !== null) {
    for (const key of Object.keys(want as object)) checkSame((got as Dynamic)[key], (want as Dynamic)[key], tolerance)
  } else expect(got).toEqual(want)
}

const takes = (row: Row, dtype: DType): boolean => (row.takes as readonly string[]).includes(kind(dtype))
const shape = [3, 3]

describe.each(Object.entries(table))("%s", (_, row) => {
  it.each(types.filter((dtype) => !takes(row, dtype)))("of %s is refused", async (dtype) => {
    expect(await outcome(row, maker(dense, dtype, shape), dtype)).toHaveProperty("code")
  })

  describe.each(types.filter((dtype) => takes(row, dtype)))("of %s", (dtype) => {
    const tolerance = dtype === "float32" || dtype === "complex64" ? 1e-4 : 1e-9

    it("takes a dense tensor and gives the promised type", async () => {
      const got = await outcome(row, maker(dense, dtype, shape), dtype)
      expect(got).toHaveProperty("value")
      checkTypes(row, dtype, (got as { value: unknown }).value)
    })

    it(`takes views (${Object.keys(layouts).join(", ")}) for what their copies are`, async () => {
      for (const layout of Object.values(layouts)) {
        const got = await outcome(row, maker(layout, dtype, shape), dtype)
        checkSame(got, await outcome(row, maker(layout, dtype, shape, copied), dtype), tolerance)
      }
    })

    it("takes a tensor without axes", async () => {
      const got = await outcome(row, maker(dense, dtype, []), dtype)
      if (row.scalar !== undefined) return expect(got).toEqual({ code: row.scalar })
      expect(got).toHaveProperty("value")
      checkTypes(row, dtype, (got as { value: unknown }).value)
    })

    it("takes a tensor without elements", async () => {
      const got = await outcome(row, maker(dense, dtype, row.hollow ?? [0, 3]), dtype)
      if (row.empty !== undefined) return expect(got).toEqual({ code: row.empty })
      expect(got).toHaveProperty("value")
      checkTypes(row, dtype, (got as { value: unknown }).value)
    })
  })
})

describe.each(Object.entries(makers))("%s", (_, make) => {
  it.each(types)("makes %s", (dtype) => expect(make(dtype).dtype).toBe(dtype))
})

describe.each(Object.entries(spacings))("%s", (_, make) => {
  it.each(["float32", "float64"] as const)("makes %s", (dtype) => expect(make(dtype).dtype).toBe(dtype))
})

describe("the table of operations", () => {
  it("has every exported function", () => {
    const functions = Object.entries(nb).filter(([, value]) => typeof value === "function")
    const known = new Set([...Object.keys(table), ...Object.keys(makers), ...Object.keys(spacings), ...speakers])
    expect(functions.map(([name]) => name).filter((name) => !known.has(name))).toEqual([])
  })
})
