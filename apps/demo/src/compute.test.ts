import { describe, expect, test } from "vitest"
import { answer } from "./compute.ts"
import { presets } from "./presets.ts"
import { decode, encode, type State } from "./state.ts"

const ask = (state: State) => {
  const out = answer(state)
  if (!out.ok) throw new Error(out.message)
  return out
}

describe.each(presets.map(({ title, state }) => [title, state] as const))("%s", (_, state) => {
  test("is answered, checked, and drawn", () => {
    const out = ask(state)
    expect(out.check.ok).toBe(true)
    expect(out.check.rows.map((row) => row.method)).toEqual(["symbolic", "autograd", "differences"])
    expect(out.derivation.steps.length).toBeGreaterThan(0)
    expect(out.figure === null || out.figure.svg.startsWith("<svg")).toBe(true)
  })

  test("survives the way through an address", () => {
    expect(decode(`#${encode(state)}`)).toEqual(state)
  })
})

test("the quadratic form has the gradient of the page, and its value at the values", () => {
  const out = ask((presets[1] as (typeof presets)[number]).state)
  expect(out.derivation.answer.text).toBe("(A + A') * x")
  expect(out.value).toBe("2.0")
  expect(out.gradient).toBe("[ 3. -1.]")
})

test("the derivative comes as code in every language, or with the reason why not", () => {
  const out = ask((presets[1] as (typeof presets)[number]).state)
  const of = (target: string) => out.code.find((c) => c.target === target)
  expect(of("numpy")?.source).toContain("return (A + A.T) @ x")
  expect(of("typescript")).toMatchObject({ source: null, problem: expect.stringContaining("formulas of scalars") })
})

describe("what cannot be read is said in a sentence", () => {
  const base: State = {
    formula: "x^2",
    by: "x",
    order: 1,
    layout: "denominator",
    view: "identities",
    variables: [{ name: "x", shape: "", value: "1", flag: "" }],
  }
  const problem = (change: Partial<State>) => {
    const out = answer({ ...base, ...change })
    if (out.ok) throw new Error("answered")
    return out
  }
  test("a name without declaration, which can then be declared", () => {
    const { message, unknown } = problem({ formula: "x + foo" })
    expect(message).toContain("foo")
    expect(unknown).toBe("foo")
  })
  test("empty and broken formulas", () => {
    expect(problem({ formula: "" }).message).toContain("Type a formula")
    expect(problem({ formula: "sin(x" }).message).toContain("^")
  })
  test("values that do not fit their variable", () => {
    const x = (shape: string, value: string) => [{ name: "x", shape, value, flag: "" }]
    expect(problem({ variables: x("", "1, 2") }).message).toContain("x is a scalar")
    expect(problem({ variables: x("", "one") }).message).toContain('"one" is no number')
    expect(problem({ variables: x("", "") }).message).toContain("x has no value")
    expect(problem({ formula: "sum(x)", variables: x("n, n", "1 2; 3") }).message).toContain("row 2 has 1")
    expect(problem({ formula: "sum(x)", variables: x("a, b, c", "1") }).message).toContain("at most two sizes")
  })
})

test("odd addresses give the defaults, or nothing", () => {
  expect(decode("")).toBe(null)
  expect(decode("#v=2&f=x")).toBe(null)
  expect(decode("#v=1&f=x&l=weird&o=9&x=x|n|1|huge")).toMatchObject({ layout: "denominator", order: 1, variables: [{ flag: "" }] })
})
