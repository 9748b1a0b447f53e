import { describe, expect, it } from "vitest"
import { hypot } from "./magnitude.ts"
import { greater } from "./comparison.ts"
import { clip, maximum, minimum, where } from "./selection.ts"

describe("choosing between plain numbers", () => {
  it("compares the two operands and nothing else", () => {
    expect(minimum(1, 2)).toBe(1)
    expect(maximum(-3, -2)).toBe(-2)
    expect(clip(10, -1, 1)).toBe(1)
    expect(clip(5, 2, 3)).toBe(3)
    expect(hypot(3, 4)).toBe(5)
  })
})

describe("where with plain numbers", () => {
  it("is float64, whatever the type of the condition and the value chosen", () => {
    expect([where(greater(2, 0), 2, 0), where(greater(2, 0), 0.5, 0)].map((x) => (x as unknown as { dtype: string }).dtype)).toEqual([
      "float64",
      "float64",
    ])
  })
})
