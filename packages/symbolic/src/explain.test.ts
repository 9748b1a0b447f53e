import {
  dot,
  exp,
  logSoftmax,
  logsumexp,
  matmul,
  multiply,
  same,
  sin,
  softmax,
  std,
  subtract,
  sum,
  symbol,
  type Tensor,
} from "@nablajs/core"
import { describe, expect, it } from "vitest"
import { check } from "./check.ts"
import { explain } from "./explain.ts"
import { parse } from "./parse.ts"
import { text } from "./print/text.ts"
import { simplify } from "./simplify.ts"

describe("explain", () => {
  it("reads a function as a formula, with its gradient and steps", () => {
    const e = explain((x: Tensor, A: Tensor) => dot(x, matmul(A as never, x as never) as never), [["n"], ["n", "n"]])
    expect(text(e.formula)).toBe("x' * A * x")
    expect(e.arguments.map((s) => s.name)).toEqual(["x", "A"])
    expect(e.gradient.steps[0]?.rule).toBe("quadratic-form")
    expect(e.gradients.map((d) => d.by.name)).toEqual(["x", "A"])
    for (const d of e.gradients) expect(check(d).ok).toBe(true)
  })

  it("takes examples in place of shapes, and names", () => {
    const f = (a: Tensor, b: Tensor) => sum(multiply(exp(a), sin(b)))
    expect(text(explain(f, [0.5, 2]).formula)).toBe(text(explain(f, [[], []]).formula))
    expect(explain(f, [0.5, 2]).arguments.map((s) => s.name)).toEqual(["a", "b"])
    expect(explain(f, [0.5, 2], { names: ["s", "t"] }).arguments.map((s) => s.name)).toEqual(["s", "t"])
  })

  it("follows loops and closures", () => {
    const f = (x: Tensor) => {
      let y: Tensor = x
      for (let i = 0; i < 3; i++) y = multiply(y as never, subtract(x as never, i as never) as never) as Tensor
      return y
    }
    const e = explain(f, [[]])
    expect(check(e.gradient).ok).toBe(true)
  })

  it.each([
    ["logsumexp(x)", logsumexp],
    ["softmax(x)", softmax],
    ["x - logsumexp(x)", logSoftmax],
  ] as [string, (x: Tensor) => Tensor][])("meets the parser in one term: %s", (formula, f) => {
    const x = symbol("x", ["n"])
    const traced = f(x as never) as never
    expect(same(traced, parse(formula, { x: ["n"] }))).toBe(true)
    expect(text(traced)).toBe(formula)
  })

  it("takes the root of a named size", () => {
    expect(text(simplify(std(symbol("x", ["n"]) as never) as never))).toBe("norm2(x - sum(x) / n) / sqrt(n)")
  })

  it("passes options on", () => {
    expect(explain((x: Tensor) => dot(x, x), [["n"]], { order: 2 }).gradient.order).toBe(2)
  })

  it("says what is wrong", () => {
    expect(() => explain(3 as never, [[]])).toThrow("explain: expected a function")
    expect(() => explain(() => 2, [[]])).toThrow("does not depend on any argument")
    expect(() => explain((x: Tensor) => [x], [[]])).toThrow("must return one tensor or number, got a list")
    expect(() => explain((x: Tensor) => x, [])).toThrow("list the shape of each argument")
    expect(() => explain((x: Tensor) => x, ["n"] as never)).toThrow("argument 1 must be a shape")
    expect(() => explain((x: number) => Math.sin(x), [[]])).toThrow("used as a plain number")
  })
})
