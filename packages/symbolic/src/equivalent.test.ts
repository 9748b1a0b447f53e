import type { NDArray, Value } from "@nablajs/core"
import { describe, expect, test } from "vitest"
import { equivalent, evaluate, parse } from "./index.ts"

const variables = {
  s: [],
  t: [],
  p: { shape: [], flags: ["positive"] },
  q: { shape: [], flags: ["positive"] },
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
    ["sin(2 * s)", "2 * sin(s) * cos(s)"],
    ["cos(4 * s)", "8 * cos(s)^4 - 8 * cos(s)^2 + 1"],
    ["tan(2 * s)", "2 * tan(s) / (1 - tan(s)^2)"],
    ["sin(s + t)", "sin(s) * cos(t) + cos(s) * sin(t)"],
    ["sin(s) / (1 + cos(s))", "(1 - cos(s)) / sin(s)"],
    ["1 - tanh(s)^2", "1 / cosh(s)^2"],
    ["2 * sigmoid(2 * s) - 1", "tanh(s)"],
    ["log(sigmoid(s))", "-softplus(-s)"],
    ["log(p * q)", "log(p) + log(q)"],
    ["log(6)", "log(2) + log(3)"],
    ["log2(8)", "3"],
    ["sqrt(2) * sqrt(3)", "sqrt(6)"],
    ["sqrt(p^2 * q)", "p * sqrt(q)"],
    ["max(s, t)", "(s + t + abs(s - t)) / 2"],
    ["where(s > 0, s, -s)", "abs(s)"],
    ["asinh(s)", "log(s + sqrt(s^2 + 1))"],
    ["1 / (1 + 1 / (1 + 1 / s))", "(s + 1) / (2 * s + 1)"],
    ["inv(A * B * C)", "inv(C) * inv(B) * inv(A)"],
    ["B * inv(A * B) * A", "eye(n)"],
    ["inv(A) + inv(B)", "inv(A) * (A + B) * inv(B)"],
    ["det(A * B * inv(A))", "det(B)"],
    ["det(2 * A)", "2^n * det(A)"],
    ["softmax(x + s)", "softmax(x)"],
    ["sum(softmax(x))", "1"],
    ["logsumexp(x)", "log(sum(exp(x)))"],
  ])("proves %s = %s", (a, b) => {
    expect(verdict(a, b)).toEqual({ equivalent: true })
  })

  test.each([
    ["tr(A * B * C)", "tr(A * C * B)"],
    ["(A + B) * (A - B)", "A * A - B * B"],
    ["sqrt(s^2)", "s"],
    ["x' * A * y", "y' * A * x"],
    ["(s + t)^2", "s^2 + t^2"],
    ["sin(2 * s)", "2 * sin(s)"],
    ["inv(A + B)", "inv(A) + inv(B)"],
    ["det(A + B)", "det(A) + det(B)"],
    ["relu(s)", "s"],
    ["softmax(2 * x)", "softmax(x)"],
    ["sign(s)^2", "1"],
    ["s + 1e-5", "s"],
  ])("refutes %s = %s with values that show it", (a, b) => {
    const answer = verdict(a, b)
    if (answer.equivalent !== false || answer.counterexample === null) throw new Error("expected a counterexample")
    const { values, left, right } = answer.counterexample
    const n = { n: 0 }
    expect(numbers(evaluate(parse(a, variables), { ...n, ...values }))).toEqual(numbers(left))
    expect(numbers(left).some((v, i) => Math.abs(v - (numbers(right)[i] as number)) > 1e-7)).toBe(true)
  })

  test("tells shapes apart", () => {
    expect(verdict("x", "A")).toMatchObject({ equivalent: false, counterexample: null, reason: "the shapes [n] and [n, n] differ" })
  })

  test("takes no rounding for a difference", () => {
    // (1 - sigmoid(40)) * exp(40) is 0 in floating point
    expect(verdict("(1 - sigmoid(20 * s)) / sigmoid(-20 * s)", "1")).toEqual({ equivalent: true })
    expect(verdict("(1 - sigmoid(20 * s)) * erf(t) / sigmoid(-20 * s)", "erf(t)").equivalent).not.toBe(false)
  })

  test("admits what it can neither prove nor refute, and says where domains differ", () => {
    expect(verdict("max(min(s, t), p)", "min(max(s, p), max(t, p))")).toMatchObject({ equivalent: "unknown", domains: null })
    const logs = verdict("log(s^2)", "2 * log(s)")
    if (logs.equivalent !== "unknown" || logs.domains === null) throw new Error("expected values where one side is not defined")
    expect(numbers(logs.domains.right)[0]).toBeNaN()
  })
})
