import { describe, expect, test } from "vitest"
import { type DType, dtypes, promote, promoteAll, promoteNumber } from "./dtype.ts"

describe("promotion", () => {
  test("is the smallest type that holds both", () => {
    expect(promote("int8", "int32")).toBe("int32")
    expect(promote("int8", "uint8")).toBe("int16")
    expect(promote("uint16", "int8")).toBe("int32")
    expect(promote("uint32", "int8")).toBe("int64")
    expect(promote("int32", "float32")).toBe("float64")
    expect(promote("int16", "float32")).toBe("float32")
    expect(promote("bool", "uint8")).toBe("uint8")
  })

  test("is symmetric, idempotent and associative except where float64 stands in for 64-bit integers", () => {
    const all = Object.keys(dtypes) as DType[]
    for (const a of all) {
      expect(promote(a, a)).toBe(a)
      for (const b of all) expect(promote(a, b)).toBe(promote(b, a))
    }
  })

  test("of several is the same in any order, as in NumPy: floating types meet first", () => {
    for (const types of [
      ["uint16", "int16", "float32"],
      ["float32", "uint16", "int16"],
      ["int16", "float32", "uint16"],
    ] as DType[][])
      expect(promoteAll(types)).toBe("float32")
    expect(promoteAll(["uint16", "complex64", "int16"])).toBe("complex64")
    expect(promoteAll(["float32", "int32", "complex64"])).toBe("complex128")
    const all = Object.keys(dtypes) as DType[]
    for (const a of all) for (const b of all) for (const c of all) expect(promoteAll([a, b, c])).toBe(promoteAll([c, a, b]))
  })

  test("of a number keeps the tensor's type unless that would lose something", () => {
    expect(promoteNumber("add", "int32", 2)).toBe("int32")
    expect(promoteNumber("add", "int32", 0.5)).toBe("float64")
    expect(promoteNumber("add", "float32", 0.1)).toBe("float32")
    expect(promoteNumber("add", "bool", 2)).toBe("int32")
    expect(() => promoteNumber("add", "uint8", 300)).toThrow("add: 300 does not fit uint8 (0 to 255)")
  })
})
