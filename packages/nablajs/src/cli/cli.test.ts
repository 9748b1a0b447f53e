import { describe, expect, test } from "vitest"
import { main } from "./main.ts"

async function run(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  let [out, err] = ["", ""]
  const code = await main(argv, {
    out: (text) => {
      out += text
    },
    err: (text) => {
      err += text
    },
    color: false,
    progress: () => {},
  })
  return { code, out, err }
}

describe("nablajs derive", () => {
  const quadratic = ["derive", "x' * A * x", "--by", "x", "--var", "x:n", "--var", "A:n,n"]

  test("prints the steps, the answer and the check", async () => {
    const { code, out, err } = await run(...quadratic)
    expect(err).toBe("")
    expect(code).toBe(0)
    expect(out).toContain("(A + A') * x")
    expect(out).toContain("denominator layout")
    expect(out).toMatch(/checked: /)
  })

  test("prints LaTeX, JSON or the bare answer for other programs to read", async () => {
    expect((await run(...quadratic, "--latex")).out).toBe("\\left(A + A^\\top\\right) x\n")
    expect((await run(...quadratic, "--no-steps")).out).toBe("(A + A') * x\n")
    const json = JSON.parse((await run(...quadratic, "--json")).out)
    expect(json).toMatchObject({ answer: { text: "(A + A') * x" }, layout: "denominator", check: { ok: true } })
    expect(json.steps.length).toBeGreaterThan(0)
  })

  test("prints the answer as a function in a language", async () => {
    const { code, out, err } = await run(...quadratic, "--code", "numpy")
    expect(code).toBe(0)
    expect(out).toContain("import numpy as np")
    expect(out).toContain("def derivative(x, A):")
    expect(out).toContain("return (A + A.T) @ x")
    expect(err).toMatch(/checked: /)
    expect(JSON.parse((await run(...quadratic, "--code", "julia", "--json")).out).code).toContain("(A .+ A') * x")
    expect((await run(...quadratic, "--code", "cobol")).err).toContain("--code is one of nabla, typescript, numpy")
    expect((await run(...quadratic, "--code", "typescript")).err).toContain("prints formulas of scalars")
  })

  test("takes scalars without declaration, orders, layouts and mixed derivatives", async () => {
    expect((await run("derive", "x^3", "--by", "x", "--order", "2", "--no-steps")).out).toBe("6 * x\n")
    expect((await run("derive", "x^2 * y^3", "--by", "x,y", "--no-steps")).out.trim()).toMatch(/6 \* x \* y\^2/)
    expect((await run("derive", "A * x", "--by", "x", "--var", "x:n", "--var", "A:m,n", "--no-steps")).out).toBe("A'\n")
    expect((await run("derive", "A * x", "--by", "x", "--var", "x:n", "--var", "A:m,n", "--layout", "numerator", "--no-steps")).out).toBe(
      "A\n",
    )
  })

  test("tells the steps by differentials or in components", async () => {
    expect((await run(...quadratic, "--view", "differentials")).out).toContain("differential")
    expect((await run(...quadratic, "--view", "sideways")).err).toContain("sideways")
  })

  test.each([
    [["derive"], "which formula?"],
    [["derive", "x^2"], "by which variable?"],
    [["derive", "x", "+", "1", "--by", "x"], "put the formula in quotes"],
    [["derive", "x^2", "--by", "y"], "y does not occur"],
    [["derive", "x^2", "--by", "x", "--odrer", "2"], "there is no option --odrer; did you mean --order?"],
    [["derive", "x^2", "--by", "x", "--order", "70"], "--order is a whole number from 1 to 10, not 70"],
    [["derive", "x^2", "--by", "x", "--layout", "funny"], 'unknown layout "funny"'],
    [["derive", "x * y'", "--by", "x", "--var", "x:n:huge"], "huge is no property of a variable"],
    [["derive", "A * x", "--by", "x", "--var", "x:n", "--var", "A:m,k"], "A has shape [m, k] and x has shape [n]"],
    [["derive", "sin(x", "--by", "x"], "^"],
    [["derive", "foo(x)", "--by", "x"], "foo"],
    [["derive", "x", "--by", "x", "--var", "x:n", "--var", "x:m"], "x is declared twice"],
    [["derive", "__proto__ + x^2", "--by", "constructor"], "constructor does not occur"],
    [["derive", "x == 1", "--by", "x"], "the formula is a condition"],
    [["derive", "sum(x, foo=1)", "--by", "x"], "has no option foo"],
    [["constructor"], "there is no command constructor"],
    [["shee"], "there is no command shee; did you mean sheet?"],
    [["sheet", "now"], "takes no words"],
  ])("%j says what to do, in one message without a stack, and exits with 1", async (argv, message) => {
    const { code, err, out } = await run(...argv)
    expect(code).toBe(1)
    expect(out).toBe("")
    expect(err).toContain(message)
    expect(err).not.toMatch(/\n\s+at /)
  })

  test("--verbose shows where an error arose", async () => {
    expect((await run("derive", "x^2", "--by", "y", "--verbose")).err).toMatch(/\n\s+at /)
  })
})

describe("the commands on functions of numbers", () => {
  test.each([
    [["integrate", "2 * x * cos(x^2)", "--by", "x", "--no-steps"], "sin(x^2)\n"],
    [["integrate", "exp(-x^2)", "--by", "x", "--from", "-inf", "--to", "inf", "--no-steps"], "sqrt(pi)\n"],
    [["integrate", "x", "--by", "x", "--from", "-1", "--to", "2", "--latex"], "\\frac{3}{2}\n"],
    [["limit", "sin(x) / x", "--by", "x", "--at", "0", "--no-steps"], "1\n"],
    [["limit", "1 / x", "--by", "x", "--at", "0", "--side", "left", "--no-steps"], "-inf\n"],
    [["taylor", "exp(x)", "--by", "x", "--degree", "2"], "1 + x + 0.5 * x^2\n"],
    [["stationary", "x^3 - 3*x"], "f = x^3 - 3 * x\n∂f/∂x = 3 * (x^2 - 1)\n\nx = -1: maximum, f = 2\nx = 1: minimum, f = -2\n"],
    [["derive", "X'", "--by", "X", "--var", "X:m,n", "--kronecker"], "commutation(n, m)\n"],
  ])("%j", async (argv, expected) => {
    const { code, out } = await run(...argv)
    expect([code, out]).toEqual([0, expected])
  })

  test("show their steps", async () => {
    expect((await run("integrate", "x * exp(x)", "--by", "x")).out).toContain("integration by parts")
    expect((await run("limit", "sin(x) / x", "--by", "x", "--at", "0")).out).toContain("behaves like u")
  })

  test.each([
    [["integrate"], "integrate: which formula?"],
    [["integrate", "x"], "over which variable?"],
    [["integrate", "x", "--by", "x", "--to", "1"], "give both ends"],
    [["integrate", "x", "--by", "x", "--var", "x:n:odd"], "integrate: odd is no property"],
    [["limit", "x", "--by", "x"], "where does it tend to?"],
    [["limit", "1 / x", "--by", "x", "--at", "0"], "from the left it tends to -inf"],
    [["limit", "x", "--by", "x", "--at", "0", "--side", "up"], "the side is"],
    [["taylor", "x", "--by", "x", "--degree", "x"], "--degree is a whole number from 0 to 20"],
    [["stationary", "x", "--within", "3"], "--within is two numbers"],
    [["derive", "x^2", "--by", "x", "--kronecker"], "no form of Kronecker products"],
  ])("%j is refused in a sentence", async (argv, message) => {
    const { code, out, err } = await run(...argv)
    expect([code, out]).toEqual([1, ""])
    expect(err).toContain(message)
  })
})

describe("nablajs sheet", () => {
  test("answers every line three ways and agrees", async () => {
    const { code, out, err } = await run("sheet")
    expect(err).toBe("")
    expect(out).toContain("(A + A') * x")
    expect(code).toBe(0)
  }, 60_000)
})

test("--help and --version", async () => {
  expect((await run("--help")).out).toContain("nablajs derive")
  expect((await run("help", "derive")).out).toContain("--layout")
  expect((await run("sheet", "--help")).out).toContain("--steps")
  for (const command of ["integrate", "limit", "taylor", "stationary"])
    expect((await run(command, "--help")).out).toContain(`nablajs ${command} FORMULA`)
  expect((await run("--version")).out).toMatch(/^\d+\.\d+\.\d+\n$/)
  expect((await run()).code).toBe(1)
})
