import { expect, test } from "vitest"
import { parse } from "../parse.ts"
import { text } from "../print/text.ts"
import { simplify } from "../simplify.ts"

const scalars = Object.fromEntries([..."abcnxyz"].map((name) => [name, []]))
const short = (formula: string): string => text(simplify(parse(formula, scalars)))

test.each([
  ["(x^2 - y^2) / (x - y)", "x + y"],
  ["(x^3 - y^3) / (x - y)", "x^2 + x * y + y^2"],
  ["(a * x + a * y) / (b * x + b * y)", "a / b"],
  ["(x * y + x * z) / (y + z)", "x"],
  ["a^2 / (a - b) - b^2 / (a - b)", "a + b"],
  ["(x^2 - 5 * x + 6) / (x^2 - 4)", "(x - 3) / (x + 2)"],
])("common divisors in several unknowns cancel: %s", (formula, expected) => {
  expect(short(formula)).toBe(expected)
})

test.each([
  ["1 / (1 + 1 / x)", "x / (x + 1)"],
  ["1 / (x + 1) + 1 / (x - 1)", "2 * x / (x^2 - 1)"],
  ["1 / (a + b) + 1 / (a - b)", "2 * a / (a^2 - b^2)"],
])("nested and added fractions get one line where that is shorter: %s", (formula, expected) => {
  expect(short(formula)).toBe(expected)
})

test.each([
  ["(x - 1) / (sqrt(x) - 1)", "sqrt(x) + 1"],
  ["(exp(2 * x) - 1) / (exp(x) - 1)", "1 + exp(x)"],
  ["(x^(2 * n) - 1) / (x^n - 1)", "1 + x^n"],
])("roots, exponentials and powers are unknowns like others: %s", (formula, expected) => {
  expect(short(formula)).toBe(expected)
})

test.each([
  ["x^2 + 2 * x + 1", "(x + 1)^2"],
  ["a^2 - 2 * a * b + b^2", "(a - b)^2"],
  ["3 * x^2 * (1 - x)^4 - 4 * x^3 * (1 - x)^3", "-x^2 * (1 - x)^3 * (7 * x - 3)"],
])("repeated factors are found again: %s", (formula, expected) => {
  expect(short(formula)).toBe(expected)
})

test("numerators that vanish are 0", () => {
  expect(short("(x + 1)^3 - x^3 - 3 * x^2 - 3 * x - 1")).toBe("0")
  expect(short("x * (y + z) - x * y - x * z")).toBe("0")
})

test("polynomials without repeated factors stay as they are", () => {
  expect(short("3 * x^2 - 4 * x")).toBe("3 * x^2 - 4 * x")
  expect(short("x^4 - 1")).toBe("x^4 - 1")
})
