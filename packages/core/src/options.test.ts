import { describe, expect, test } from "vitest"
import { checkOptions } from "./options.ts"

describe("options", () => {
  test("known names and absent ones pass", () => {
    expect(() => checkOptions("sum", { axis: 0, keepdims: undefined }, ["axis", "keepdims"])).not.toThrow()
    expect(() => checkOptions("sum", {}, ["axis"])).not.toThrow()
  })

  test("a misspelt name is refused and the right ones are listed", () => {
    expect(() => checkOptions("sum", { keepDims: true }, ["axis", "keepdims"])).toThrow(
      'sum: there is no option "keepDims"; it has axis, keepdims',
    )
  })

  test("a bare value in place of options is refused", () => {
    expect(() => checkOptions("sum", 0 as unknown as object, ["axis"])).toThrow("sum: options go in one object such as { axis: … }, got 0")
    expect(() => checkOptions("sum", [0], ["axis"])).toThrow("got 0")
    expect(() => checkOptions("sum", null as unknown as object, ["axis"])).toThrow("got null")
  })

  test("operations without options refuse any", () => {
    expect(() => checkOptions("diag", {}, [])).not.toThrow()
    expect(() => checkOptions("diag", { k: 1 }, [])).toThrow('diag: there is no option "k"; it has none')
    expect(() => checkOptions("diag", 1 as unknown as object, [])).toThrow("diag: it takes no options, got 1")
  })
})
