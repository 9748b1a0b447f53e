import { expect, test } from "vitest"

test("the tests run where strings cannot become code, as under a strict Content Security Policy", () => {
  expect(() => Reflect.construct(Function, ["return 1"])).toThrow(EvalError)
})
