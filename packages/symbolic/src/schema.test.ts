// Derivations as JSON keep to the published schema.
import { readFileSync } from "node:fs"
import { type Schema, Validator } from "@cfworker/json-schema"
import { describe, expect, test } from "vitest"
import { check } from "./check.ts"
import { derive, stepsJson } from "./index.ts"

const schema: Schema = JSON.parse(readFileSync(new URL("../schema/derivation.json", import.meta.url), "utf8"))
const validator = new Validator(schema, "2020-12", false)

/** What the schema finds wrong with data that went through text, null for nothing. */
function faults(data: unknown): string | null {
  const { valid, errors } = validator.validate(JSON.parse(JSON.stringify(data)))
  return valid ? null : errors.map((e) => `${e.instanceLocation} ${e.error}`).join("; ")
}

const variables = { s: [], x: ["n"], A: ["m", "n"], X: ["n", "n"], P: { shape: ["n", "n"], flags: ["psd"] } } as const

describe("the schema of derivations", () => {
  test.each([
    ["s^3 * sin(s)", "s", { order: 4 }],
    ["norm2(A * x)^2", "x", { order: 2, layout: "numerator" }],
    ["inv(X)", "X", { verbosity: 3 }],
    ["logdet(P)", "P", { view: "differentials" }],
    ["u^2 where u = s + 1", "s", {}],
    ["sum(log(x))", "x", { view: "index", verbosity: 0 }],
  ] as const)("holds for the derivative of %s by %s", (f, by, options) => {
    const d = derive(f, by, variables, options)
    expect(faults({ ...stepsJson(d), check: check(d), code: "f" })).toBe(null)
  })

  test("refuses what is no derivation", () => {
    const json = stepsJson(derive("s^2", "s", variables))
    expect(faults({ ...json, format: "nabla-derivation/2" })).toContain("/format")
    expect(faults({ ...json, answer: { text: "2 * s" } })).toContain("/answer")
    expect(faults({ ...json, order: 0 })).toContain("/order")
    expect(faults({ ...json, steps: [{ ...json.steps[0], children: null }] })).toContain("/steps/0/children")
    const { notes: _, ...rest } = json
    expect(faults(rest)).toContain("notes")
  })
})
