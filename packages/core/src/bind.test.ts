import { describe, expect, test } from "vitest"
import { type NDArray, wrapArray } from "./array.ts"
import { freshLevel } from "./bind.ts"
import { symbol } from "./expr.ts"
import { add, multiply } from "./primitives/arithmetic.ts"
import { sum } from "./primitives/broadcast.ts"
import { less } from "./primitives/comparison.ts"
import { sin } from "./primitives/trigonometric.ts"
import { asNode, asTensor, type Value } from "./value.ts"
import { VERSION } from "./version.ts"

const vector = (...values: number[]): Value => asTensor(wrapArray("float64", [values.length], Float64Array.from(values)))

describe("dispatch", () => {
  test("computes numbers at once", () => {
    expect(sin(0.5)).toBe(Math.sin(0.5))
    expect(add(1, 2)).toBe(3)
    expect(less(1, 2).item()).toBe(true)
  })

  test("follows the youngest value", () => {
    const x = symbol("x", [2])
    expect(asNode(add(vector(1, 2) as never, x as never)).world.level).toBe(1)
    expect(asNode(add(vector(1, 2) as never, 1 as never)).world.level).toBe(0)
  })

  test("of a structural operation takes a number as a 0-d tensor", () => {
    expect((sum(3 as never) as unknown as NDArray).item()).toBe(3)
  })

  test("hands out levels that never repeat, shared through the global registry", () => {
    const first = freshLevel()
    expect(freshLevel()).toBe(first + 1)
    const home = (globalThis as Record<symbol, unknown>)[Symbol.for("@nablajs/core")] as { level: number }
    expect(home.level).toBe(first + 1)
  })

  test("refuses values made by another version of the package, naming both and the remedy", () => {
    const foreign = { world: { level: 0, version: "9.9.9" }, shape: [], dtype: "float64" }
    expect(() => sin(foreign as never)).toThrow(
      /sin: got a value made by @nablajs\/core 9\.9\.9, but this operation belongs to .*npm dedupe/,
    )
    expect(VERSION).toMatch(/^\d+\.\d+\.\d+/)
  })

  test("says what it got instead of a number or tensor", () => {
    expect(() => sin([1, 2] as never)).toThrow("sin: expected a number or a tensor, got an array; wrap it in tensor(…)")
    expect(() => sin(undefined as never)).toThrow("got undefined")
    expect(() => add("1" as never, 2 as never)).toThrow("got a string (1)")
    expect(() => sin(Math.sin as never)).toThrow("got the function sin; call it first")
    expect(() => add(true as never, 2 as never)).toThrow("got true; use 1 or 0")
  })
})

describe("a tensor used as a plain number", () => {
  const x = vector(1, 2)
  test("throws and names the remedy", () => {
    // @ts-expect-error: arithmetic on an object
    expect(() => x * 2).toThrow("used as a plain number")
    expect(() => Math.sin(x as never)).toThrow("sin(x) from the package")
    expect(() => (x as unknown as number) > 0).toThrow("x.item()")
  })

  test("is text where text is asked for", () => {
    expect(`${x}`).toContain("1")
  })
})

test("results of any operation are values of their own", () => {
  const x = vector(1, 2, 3)
  const y = multiply(x as never, 2 as never) as unknown as NDArray
  expect(y.toArray()).toEqual([2, 4, 6])
  expect((x as unknown as NDArray).toArray()).toEqual([1, 2, 3])
  expect(y.data).not.toBe(y.buffer)
})
