import { type Expr, symbol, type Tensor, wrapArray } from "@nablajs/core"
import { describe, expect, test } from "vitest"
import { math, text } from "./index.ts"

const matrix = (rows: number[][]): Tensor =>
  wrapArray("float64", [rows.length, (rows[0] as number[]).length], Float64Array.from(rows.flat())) as unknown as Tensor
const vector = (list: number[]): Tensor => wrapArray("float64", [list.length], Float64Array.from(list)) as unknown as Tensor
const list = (x: Tensor): unknown => (x as unknown as { toArray(): unknown }).toArray()

describe("math", () => {
  const A = matrix([
    [1, 2],
    [3, 4],
  ])
  const x = vector([1, -1])

  test("computes formulas of tensors and numbers", () => {
    expect(list(math`${x}' ${A} ${x} + 1`)).toBe(1)
    expect(list(math`${A} ${x}`)).toEqual([-1, -1])
    expect(list(math`${2} ${x} .* ${x} - 1`)).toEqual([1, 1])
    expect(math`sin(${0})^2 + cos(${0})^2`).toBe(1)
    expect(list(math`${A}' * ${A}`)).toEqual([
      [10, 14],
      [14, 20],
    ])
  })

  test("builds terms from symbols", () => {
    const e = math`${symbol("A", ["n", "n"]) as never} ${symbol("x", ["n"]) as never} + 1`
    expect(text(e as unknown as Expr)).toBe("A * x + 1")
  })

  test("reads each place in a program once, for any values", () => {
    const f = (v: Tensor): Tensor => math`${v}' ${v}`
    expect([list(f(vector([3]))), list(f(vector([1, 2])))]).toEqual([9, 5])
    expect(text(f(symbol("x", ["n"]) as never) as unknown as Expr)).toBe("x' * x")
  })

  test("refuses what stands in no hole, and shapes that do not fit", () => {
    expect(() => math`${x} + y`).toThrow(/values stand in holes/)
    expect(() => math`${x} ${A}`).toThrow(/\$\{#1\}' \* \$\{#2\}/)
    expect(() => math`${[1, 2] as never}`).toThrow(/tensor\(…\)/)
  })
})
