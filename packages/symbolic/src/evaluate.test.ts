import { type Expr, type NDArray, symbol } from "@nablajs/core"
import { describe, expect, test } from "vitest"
import { evaluate, parse, substitute, text } from "./index.ts"

const variables = { x: ["n"], A: ["n", "n"], B: ["m", "n"], F: ["2*n"] }

describe("evaluate", () => {
  test("computes with numbers, nested arrays and tensors", () => {
    expect(
      evaluate(parse("x' * A * x", variables), {
        x: [1, -1],
        A: [
          [1, 2],
          [3, 4],
        ],
      }),
    ).toMatchObject({ shape: [] })
    expect(
      (
        evaluate(parse("B * x + 1", variables), {
          x: [1, 2],
          B: [
            [1, 0],
            [0, 1],
            [1, 1],
          ],
        }) as unknown as NDArray
      ).toArray(),
    ).toEqual([2, 3, 4])
    expect(evaluate(parse("2 * s + 1", { s: [] }), { s: 3 })).toBe(7)
    expect(evaluate({ expr: parse("s", { s: [] }) }, new Map([["s", 3]]))).toBe(3)
  })

  test("takes named sizes from the shapes of the values", () => {
    expect((evaluate(parse("sum(x) / n", variables), { x: [1, 2, 6] }) as unknown as NDArray).item()).toBe(3)
    expect((evaluate(parse("eye(n) * x", variables), { x: [1, 2] }) as unknown as NDArray).toArray()).toEqual([1, 2])
    expect((evaluate(parse("ones(n)", variables), { n: 2 }) as unknown as NDArray).toArray()).toEqual([1, 1])
  })

  test("substitutes terms, with named sizes left open", () => {
    const z = symbol("z", ["n"])
    const e = substitute(parse("A * x + ones(n)", variables), { A: symbol("A", ["n", "n"]) as never, x: z as never })
    expect(text(e as Expr)).toBe("A * z + 1")
  })

  test.each<[string, object, RegExp]>([
    ["x' * A * x", { x: [1, 2] }, /A has no value/],
    [
      "x' * A * x",
      {
        x: [1, 2],
        A: [
          [1, 2, 3],
          [4, 5, 6],
        ],
      },
      /the size n is 2 elsewhere and 3 in A/,
    ],
    ["x' * A * x", { x: [1, 2], A: 3 }, /A was declared with shape \[n, n\]/],
    ["sum(x) + sum(F)", { x: [1, 2], F: [1, 2, 3] }, /F was declared with shape \[2\*n\]/],
    ["sum(x)", { x: [1, [2]] }, /nested arrays/],
    ["sum(x)", { x: "1" }, /x must be a number/],
    ["ones(n)", {}, /no value has the size n/],
  ])("of %s refuses %o", (source, values, message) => {
    expect(() => evaluate(parse(source, variables), values as never)).toThrow(message)
  })

  test("does not find values in the prototype", () => {
    expect(() => evaluate(parse("toString", { toString: [] }), {})).toThrow(/toString has no value/)
  })
})
