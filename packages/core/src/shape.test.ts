import { describe, expect, test } from "vitest"
import { broadcastShapes, normalizeAxes, normalizeAxis, reduceShape, sizeOf, stridesOf } from "./shape.ts"

describe("broadcasting", () => {
  test("aligns at the right and repeats ones", () => {
    expect(broadcastShapes("add", [2, 3], [3])).toEqual([2, 3])
    expect(broadcastShapes("add", [2, 1], [1, 3])).toEqual([2, 3])
    expect(broadcastShapes("add", [], [2])).toEqual([2])
    expect(broadcastShapes("add", [0], [1])).toEqual([0])
  })

  test("treats names as sizes of their own", () => {
    expect(broadcastShapes("add", ["n"], [1])).toEqual(["n"])
    expect(broadcastShapes("add", ["m", "n"], ["n"])).toEqual(["m", "n"])
    expect(() => broadcastShapes("add", ["n"], ["m"])).toThrow("add: sizes n and m differ on axis 0, got [n] and [m]")
    expect(() => broadcastShapes("add", ["n"], [3])).toThrow("sizes n and 3 differ")
  })

  test("names both shapes, the axis, and a repair", () => {
    expect(() => broadcastShapes("add", [2, 3], [2])).toThrow(
      "add: sizes 3 and 2 differ on axis 1, got [2, 3] and [2]; expandDims(y, 1) makes a column of the second",
    )
  })
})

describe("axes", () => {
  test("count from the back when negative", () => {
    expect(normalizeAxis("sum", -1, 3)).toBe(2)
    expect(normalizeAxes("sum", [2, -3], [4, 5, 6])).toEqual([0, 2])
    expect(normalizeAxes("sum", undefined, [4, 5])).toEqual([0, 1])
    expect(normalizeAxes("sum", [], [4, 5])).toEqual([])
  })

  test("that do not exist, or stand twice, are refused", () => {
    expect(() => normalizeAxes("sum", 2, [4, 5])).toThrow("sum: axis 2 does not exist, got shape [4, 5]; valid axes are -2 to 1")
    expect(() => normalizeAxis("sum", 0, 0)).toThrow("a 0-d tensor has no axes")
    expect(() => normalizeAxes("sum", [0, -2], [4, 5])).toThrow("axis 0 is listed twice")
    expect(() => normalizeAxis("sum", 0.5, 2)).toThrow("axis 0.5 does not exist")
  })
})

test("sizes, strides and reduced shapes", () => {
  expect(sizeOf(["m", 2, "n"])).toBe("2*m*n")
  expect(sizeOf([])).toBe(1)
  expect(stridesOf([2, 3, 4])).toEqual([12, 4, 1])
  expect(reduceShape([2, 3, 4], [1])).toEqual([2, 4])
  expect(reduceShape([2, 3, 4], [1], true)).toEqual([2, 1, 4])
})
