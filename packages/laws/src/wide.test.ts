// 64-bit integers: every primitive gives for them what it gives for 32-bit ones.
import { astype, denseArray, type DType, isNablaError, isWide, type NDArray, type Primitive, primitives, type Value } from "@nablajs/core"
import { describe, expect, it } from "vitest"
import { type Case, casesOf } from "./cases.ts"
import { asArrays, run } from "./numeric.ts"
import { sample, uniform } from "./random.ts"

const inexact = new Set(["astype", "discretize", "fillLike", "axisSize", "complex", "rfft"])

/** Small whole numbers in the shapes of a case; indices stay in their ranges. */
function whole(c: Case, seed: number): NDArray[] {
  const next = uniform(seed)
  return c.args.map(({ shape, from, dtype }) =>
    sample(next, shape, dtype === undefined ? [1, 5] : (from ?? [0, 2]), dtype === "bool" ? "bool" : "int32"),
  )
}

const numbers = (y: Value): number[] => [...denseArray(asArrays([y])[0] as NDArray, "float64").data]

function computed(p: Primitive, c: Case, args: readonly NDArray[]): Value[] | null {
  try {
    return run(p, c, args as unknown as Value[])
  } catch (error) {
    if (isNablaError(error)) return null
    throw error
  }
}

describe("64-bit integers", () => {
  for (const p of Object.values(primitives)) {
    if (inexact.has(p.name)) continue
    for (const c of casesOf(p)) {
      // fed cases build floating-point arguments of their own
      if (c.feed) continue
      for (const dtype of ["int64", "uint64"] as DType[]) {
        it(`${p.name}: ${c.title} of ${dtype}`, () => {
          const args = whole(c, 11)
          const expected = computed(p, c, args)
          const wide = args.map((x) => (x.dtype === "bool" ? x : (astype(x as never, dtype) as unknown as NDArray)))
          const actual = computed(p, c, wide)
          expect(actual === null, "refused").toBe(expected === null)
          expected?.forEach((y, i) => {
            const got = actual?.[i] as Value
            if (numbers(y).every((v) => v >= 0) || dtype === "int64") expect(numbers(got)).toEqual(numbers(y))
            const [from, to] = [asArrays([y])[0] as NDArray, asArrays([got])[0] as NDArray]
            expect(to.shape).toEqual(from.shape)
            if (from.dtype !== "int32" || p.name.startsWith("arg") || ["searchsorted", "joinIndex", "cumarg"].includes(p.name))
              expect(to.dtype).toBe(from.dtype)
            else expect(isWide(to.dtype), to.dtype).toBe(true)
          })
        })
      }
    }
  }
})
