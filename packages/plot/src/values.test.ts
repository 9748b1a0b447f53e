import { expect, test } from "vitest"
import { isNested, toMatrix, toScalar, toVector } from "./values.ts"

const tensor = (shape: number[], nested: unknown) => ({ shape, toArray: () => nested, item: () => nested })

test("vectors come from arrays, typed arrays and tensors", () => {
  expect([...toVector([1, 2], "x")]).toEqual([1, 2])
  expect([...toVector(Float32Array.of(1, 2), "x")]).toEqual([1, 2])
  expect([...toVector(tensor([2], [1, 2]), "x")]).toEqual([1, 2])
  expect([...toVector([1n, true, tensor([], 3)], "x")]).toEqual([1, 1, 3])
})

test("null and undefined are gaps", () => {
  expect([...toVector([1, null, undefined], "x")]).toEqual([1, Number.NaN, Number.NaN])
})

test("vectors are copied", () => {
  const given = Float64Array.of(1, 2)
  const copy = toVector(given, "x")
  given[0] = 9
  expect(copy[0]).toBe(1)
})

test("matrices come from nested arrays and tensors", () => {
  expect(
    toMatrix(
      [
        [1, 2, 3],
        [4, 5, 6],
      ],
      "A",
    ),
  ).toMatchObject({ rows: 2, columns: 3 })
  expect([...toMatrix(tensor([2, 1], [[1], [2]]), "A").data]).toEqual([1, 2])
  expect(isNested(tensor([2, 1], [[1], [2]]))).toBe(true)
  expect(isNested([1, 2])).toBe(false)
})

test.each([
  [() => toVector("abc", "line: x"), /line: x: expected a list of numbers, got "abc"/],
  [() => toVector(["a"], "x"), /expected a number at position 0, got "a"/],
  [() => toVector([[1]], "x"), /expected one axis, got an array of shape \[1, 1\]/],
  [() => toVector(undefined, "x"), /got undefined/],
  [() => toMatrix([[1, 2], [3]], "A"), /row 0 has 2 numbers and row 1 has 1/],
  [() => toMatrix([1, 2], "A"), /expected two axes/],
  [() => toScalar([1, 2], "s"), /expected one number, got an array of length 2/],
])("wrong values are refused with their shape (%#)", (act, message) => {
  expect(act).toThrow(message)
})
