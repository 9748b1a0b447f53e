// What the commands print with --json keeps to the published schemas, refusals among it.
import { readFileSync } from "node:fs"
import { type Schema, Validator } from "@cfworker/json-schema"
import { describe, expect, test } from "vitest"
import { main } from "./main.ts"

const schema = (name: string): Schema =>
  JSON.parse(readFileSync(new URL(`../../../symbolic/schema/${name}.json`, import.meta.url), "utf8")) as Schema
const answers = new Validator(schema("answer"), "2020-12", false)
answers.addSchema(schema("derivation"))
const derivations = new Validator(schema("derivation"), "2020-12", false)

async function run(...argv: string[]): Promise<{ code: number; json: Record<string, unknown>; err: string }> {
  let [out, err] = ["", ""]
  const code = await main(argv, { out: (text) => void (out += text), err: (text) => void (err += text), color: false, progress: () => {} })
  return { code, json: JSON.parse(out) as Record<string, unknown>, err }
}

const faults = (validator: Validator, data: unknown): string | null => {
  const { valid, errors } = validator.validate(data)
  return valid ? null : errors.map((e) => `${e.instanceLocation} ${e.error}`).join("; ")
}

const variables = "x:n a:n b:m A:m,n C:n,n X:n,n Y:m,n S:n,n:symmetric P:n,n:psd D:n,n:diagonal s p:n:positive"
  .split(" ")
  .flatMap((v) => ["--var", v])

describe("nablajs derive --json", () => {
  test.each([
    ["a' * x", "x"],
    ["x' * C * x", "x", "--order", "2"],
    ["norm2(A * x - b)^2", "A"],
    ["norm2(A * x - b)^2", "x,A"],
    ["A * x", "x", "--layout", "numerator"],
    ["A * x", "x", "--layout", "mixed"],
    ["inv(X)", "X"],
    ["X' * X", "X", "--view", "index"],
    ["logdet(P)", "P", "--view", "differentials"],
    ["tr(S * C)", "S"],
    ["tr(D * C)", "D"],
    ["det(X)", "X"],
    ["sum(log(p))", "p"],
    ["relu(s) + abs(s)", "s"],
    ["s^s * sin(s)", "s", "--order", "4"],
    ["softmax(x)", "x"],
    ["logsumexp(A * x + b)", "x", "--order", "2"],
    ["tanh(Y)", "Y"],
    ["x / norm2(x)", "x"],
    ["max(x)", "x"],
    ["cumsum(x)' * a", "x"],
    ["s", "x", "--var", "t"],
    ["norm2(A * x - b)^2", "x", "--code", "numpy"],
    ["exp(x' * x)", "x", "--no-check"],
  ])("answers %s by %s %s %s", async (formula, by, ...more) => {
    const { code, json, err } = await run("derive", formula, "--by", by, ...variables, ...more, "--json")
    expect(err).toBe("")
    expect(faults(answers, json)).toBe(null)
    if (json.format === "nabla-error/1") expect(code).toBe(1)
    else expect([code, faults(derivations, json)]).toEqual([0, null])
  })

  test.each([
    [["derive"], "bad-argument"],
    [["derive", "x^2"], "bad-argument"],
    [["derive", "sin(x", "--by", "x"], "syntax"],
    [["derive", "foo(x)", "--by", "x"], "unknown-name"],
    [["derive", "A * b", "--by", "b", ...variables], "shape-mismatch"],
    [["derive", "x == 1", "--by", "x"], "bad-argument"],
    [["derive", "x", "--by", "x", "--layout", "sideways"], "bad-argument"],
    [["derive", "x", "--by", "x", "--kronecer"], "bad-argument"],
    [["derive", "x", "--by", "x", "--order", "0"], "bad-argument"],
    [["integrate", "exp(x^2)", "--by", "x"], "not-representable"],
    [["integrate", "1 / x", "--by", "x", "--from", "-1", "--to", "1"], null],
    [["integrate", "x", "--by", "x", "--from", "0"], "bad-argument"],
    [["limit", "1 / x", "--by", "x", "--at", "0"], null],
    [["limit", "sin(x)", "--by", "x", "--at", "inf"], null],
    [["limit", "x", "--by", "x"], "bad-argument"],
    [["taylor", "log(x)", "--by", "x"], "bad-argument"],
    [["taylor", "x", "--by", "x", "--degree", "99"], "bad-argument"],
    [["stationary", "A * x", ...variables], "bad-argument"],
    [["stationary", "x", "--within", "1,0"], "bad-argument"],
    [["nonsense"], "bad-argument"],
  ])("refuses %j as data, and exits with 1", async (argv, expected) => {
    const { code, json, err } = await run(...argv, "--json")
    expect([code, err, json.format, faults(answers, json)]).toEqual([1, "", "nabla-error/1", null])
    if (expected !== null) expect(json.code).toBe(expected)
    if (["syntax", "unknown-name"].includes(json.code as string)) expect(json.position).toBeTypeOf("number")
  })
})

describe.each([
  [
    "integrate",
    "nabla-integral/1",
    [
      ["x * exp(x)", "--by", "x"],
      ["exp(-x^2)", "--by", "x", "--from", "-inf", "--to", "inf"],
      ["a * x^2", "--by", "x"],
      ["a * x", "--by", "x", "--from", "0", "--to", "b"],
    ],
  ],
  [
    "limit",
    "nabla-limit/1",
    [
      ["sin(x) / x", "--by", "x", "--at", "0"],
      ["(1 + 1/n)^n", "--by", "n", "--at", "inf"],
      ["1 / x", "--by", "x", "--at", "0", "--side", "right"],
    ],
  ],
  [
    "taylor",
    "nabla-taylor/1",
    [
      ["exp(x)", "--by", "x"],
      ["log(x)", "--by", "x", "--at", "1", "--degree", "3"],
      ["a * sin(x)", "--by", "x"],
    ],
  ],
  ["stationary", "nabla-stationary/1", [["x^3 - 3*x"], ["x^2 + x*y + y^2"], ["abs(x - 1)"], ["sin(x)", "--within", "-4,4"]]],
] as [string, string, string[][]][])("nablajs %s --json", (command, format, problems) => {
  test.each(problems.map((argv) => [argv]))("answers %j", async (argv) => {
    const { code, json, err } = await run(command, ...argv, "--json")
    expect([code, err, json.format, faults(answers, json)]).toEqual([0, "", format, null])
  })
})
