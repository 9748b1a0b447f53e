import type { NDArray, Value } from "@nablajs/core"
import { describe, expect, test } from "vitest"
import { equivalent, evaluate, parse } from "./index.ts"

const variables = {
  s: [],
  t: [],
  x: ["n"],
  y: ["n"],
  A: ["n", "n"],
  B: ["n", "n"],
  C: ["n", "n"],
  S: { shape: ["n", "n"], flags: ["symmetric"] },
} as const

const verdict = (a: string, b: string) => equivalent(parse(a, variables), parse(b, variables))
const numbers = (x: Value): number[] => (typeof x === "number" ? [x] : Array.from((x as unknown as NDArray).data))

describe("equivalent", () => {
  test.each([
    ["tr(A * B)", "tr(B * A)"],
    ["tr(A * B * C)", "tr(C * A * B)"],
    ["tr(A * B)", "tr(B' * A')"],
    ["(A * B)'", "B' * A'"],
    ["x' * A * x", "x' * A' * x"],
    ["x' * S * y", "y' * S * x"],
    ["(A + B) * (A - B)", "A * A - A * B + B * A - B * B"],
    ["norm2(x - y)^2", "x' * x - 2 * x' * y + y' * y"],
    ["(s + t)^2", "s^2 + 2 * s * t + t^2"],
    ["(s^2 - 1) / (s - 1)", "s + 1"],
    ["1 / (s + 1) - 1 / (s + 2)", "1 / ((s + 1) * (s + 2))"],
    ["exp(s + t)", "exp(s) * exp(t)"],
    ["sin(s)^2", "1 - cos(s)^2"],
  ])("proves %s = %s", (a, b) => {
    expect(verdict(a, b)).toEqual({ equivalent: true })
  })

  test.each([
    ["tr(A * B * C)", "tr(A * C * B)"],
    ["(A + B) * (A - B)", "A * A - B * B"],
    ["sqrt(s^2)", "s"],
    ["x' * A * y", "y' * A * x"],
    ["(s + t)^2", "s^2 + t^2"],
  ])("refutes %s = %s with values that show it", (a, b) => {
    const answer = verdict(a, b)
    if (answer.equivalent !== false || answer.counterexample === null) throw new Error("expected a counterexample")
    const { values, left, right } = answer.counterexample
    const n = { n: 0 }
    expect(numbers(evaluate(parse(a, variables), { ...n, ...values }))).toEqual(numbers(left))
    expect(numbers(left).some((v, i) => Math.abs(v - (numbers(right)[i] as number)) > 1e-6)).toBe(true)
  })

  test("tells shapes apart", () => {
    expect(verdict("x", "A")).toMatchObject({ equivalent: false, counterexample: null, reason: "the shapes [n] and [n, n] differ" })
  })

  test("admits what it can neither prove nor refute, and says where domains differ", () => {
    expect(verdict("sin(2 * s)", "2 * sin(s) * cos(s)")).toMatchObject({ equivalent: "unknown", domains: null })
    const logs = verdict("log(s^2)", "2 * log(s)")
    if (logs.equivalent !== "unknown" || logs.domains === null) throw new Error("expected values where one side is not defined")
    expect(numbers(logs.domains.right)[0]).toBeNaN()
  })
})
