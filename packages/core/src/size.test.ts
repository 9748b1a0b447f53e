import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { addSizes, divideSizes, evaluateSize, multiplySizes, sizeNames, subtractSizes, toSize } from "./size.ts"

describe("sizes", () => {
  test("are canonical, so that equal sizes are the same text", () => {
    expect(multiplySizes("m", "n")).toBe(multiplySizes("n", "m"))
    expect(addSizes("n", "n")).toBe("2*n")
    expect(addSizes(addSizes("n", 1), "n")).toBe("2*n+1")
    expect(subtractSizes("n", "n")).toBe(0)
    expect(multiplySizes(addSizes("n", 1), addSizes("n", -1))).toBe("n*n-1")
  })

  test("divide exactly by a monomial, or not at all", () => {
    expect(divideSizes("m*n", "n")).toBe("m")
    expect(divideSizes("6*n", 3)).toBe("2*n")
    expect(divideSizes("m*n+n", "n")).toBe("m+1")
    expect(divideSizes("m*n", 2)).toBe(null)
    expect(divideSizes("m", "n")).toBe(null)
    expect(divideSizes(7, 2)).toBe(null)
    expect(divideSizes(7, 0)).toBe(null)
  })

  test("read what users write", () => {
    expect(toSize("zeros", "n+1")).toBe("n+1")
    expect(() => toSize("zeros", 1.5)).toThrow("zeros: 1.5 is not a size")
    expect(() => toSize("zeros", -1)).toThrow("whole numbers from 0 on")
    expect(() => toSize("symbol", "2n")).toThrow('cannot read "2n"')
    expect(sizeNames("m*n+k")).toEqual(["k", "m", "n"])
    expect(() => evaluateSize("n", new Map())).toThrow("n has no value")
  })

  const size = fc.oneof(fc.nat(5), fc.constantFrom("m", "n", "2*n", "m*n", "n+1", "m-n", "3*m*n-2"))
  const values = new Map([
    ["m", 3],
    ["n", 5],
  ])

  test("form a ring: arithmetic on names agrees with arithmetic on values", () => {
    fc.assert(
      fc.property(size, size, (a, b) => {
        const [x, y] = [evaluateSize(a, values), evaluateSize(b, values)]
        expect(evaluateSize(addSizes(a, b), values)).toBe(x + y)
        expect(evaluateSize(subtractSizes(a, b), values)).toBe(x - y)
        expect(evaluateSize(multiplySizes(a, b), values)).toBe(x * y + 0)
        expect(addSizes(a, b)).toBe(addSizes(b, a))
        expect(multiplySizes(a, b)).toBe(multiplySizes(b, a))
      }),
      { seed: 1 },
    )
  })

  test("division undoes multiplication", () => {
    fc.assert(
      fc.property(size, fc.constantFrom<number | string>(2, "n", "m*n", "3*m"), (a, b) => {
        expect(divideSizes(multiplySizes(a, b), b)).toBe(toSize("test", a))
      }),
      { seed: 2 },
    )
  })
})
