import { relu, symbol, wrapArray } from "@nablajs/core"
import { describe, expect, it } from "vitest"
import { check } from "./check.ts"
import { derive } from "./derive.ts"
import { parse } from "./parse.ts"

describe("check", () => {
  it("finds three answers in agreement, for several sizes", () => {
    const report = check(derive("x' * A * x", "x", { x: ["n"], A: ["n", "n"] }))
    expect(report).toMatchObject({ ok: true, verdict: "agree", seed: 1, sizes: [{ n: 3 }, { n: 2 }, { n: 4 }] })
    expect(report.rows.map((row) => row.method)).toEqual(Array(3).fill(["symbolic", "autograd", "differences"]).flat())
    expect(report.summary).toContain("n=3; n=2; n=4")
  })

  it("takes a question instead of a derivation", () => {
    expect(check({ f: "sin(x)", by: "x" }).ok).toBe(true)
    expect(() => check("sin(x)" as never)).toThrow("expected what derive returns")
  })

  it.each([4, 5, 6, 7])("trusts differences of order %d where a finer step brings them closer", (order) => {
    expect(check(derive("sin(x^2)", "x", { x: [] }, { order })).ok).toBe(true)
  })

  it("finds a wrong answer", () => {
    const d = derive("x' * A * x", "x", { x: ["n"], A: ["n", "n"] })
    const report = check({ ...d, expr: parse("2 * A * x", { x: ["n"], A: ["n", "n"] }) })
    expect(report).toMatchObject({ ok: false, verdict: "differ" })
    expect(report.summary).toContain("differ by")
  })

  it("finds a wrong layout, also where sizes could hide it", () => {
    const d = derive("A * x", "x", { x: ["n"], A: ["n", "n"] })
    expect(check({ ...d, expr: parse("A", { A: ["n", "n"] }) }).ok).toBe(false)
  })

  it("finds a broken rule of a primitive, which symbolic and automatic differentiation share", () => {
    const d = derive("sin(x)", "x")
    const primitive = d.of.primitive as unknown as { partials: unknown[] }
    const rules = [...primitive.partials]
    try {
      primitive.partials[0] = (y: never) => y
      expect(check(derive("sin(x)", "x")).ok).toBe(false)
    } finally {
      primitive.partials[0] = rules[0]
    }
    expect(check(derive("sin(x)", "x")).ok).toBe(true)
  })

  it.each([["log(x) * sqrt(x)"], ["asin(x) + atanh(x)"], ["acosh(x)"], ["1 / (x - 1)"]])("looks for a point where %s is finite", (f) => {
    expect(check(derive(f, "x")).verdict).toBe("agree")
  })

  it("says so where it finds none", () => {
    expect(check(derive("log(-1 - x^2) * x", "x"))).toMatchObject({ ok: false, verdict: "undecided" })
  })

  it("respects what is declared of the variables", () => {
    const S = { shape: ["n", "n"], flags: ["symmetric"] } as const
    expect(check(derive("x' * S * x", "x", { x: ["n"], S })).ok).toBe(true)
    const positive = { shape: ["n"], flags: ["positive"] } as const
    expect(check(derive("sum(log(p))", "p", { p: positive })).ok).toBe(true)
  })

  it("repeats itself for a seed and compares where it is told to", () => {
    const d = derive("exp(x) * x", "x")
    expect(check(d, { seed: 5 })).toEqual(check(d, { seed: 5 }))
    expect(check(d, { seed: 5 }).rows[0]?.value).not.toEqual(check(d, { seed: 6 }).rows[0]?.value)
    expect(check(derive("x^2", "x"), { at: { x: 3 } }).rows.map((row) => row.value)).toEqual([6, 6, expect.closeTo(6, 8)])
  })

  it("checks functions of terms as well as of text", () => {
    expect(check(derive(relu(symbol("x") as never) as never, "x")).ok).toBe(true)
  })

  it("takes named sizes from the values that are given", () => {
    const d = derive("x' * A * x", "x", { x: ["n"], A: ["n", "n"] })
    const x = wrapArray("float64", [2], Float64Array.of(1, 2)) as never
    const A = wrapArray("float64", [2, 2], Float64Array.of(1, 2, 3, 4)) as never
    expect(check(d, { at: { x, A } }).sizes).toEqual([{ n: 2 }])
    expect(check(d, { at: { x } }).ok).toBe(true)
  })
})
