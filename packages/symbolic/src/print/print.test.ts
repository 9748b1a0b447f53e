import { add, broadcast, contract, cumsum, einsum, type Expr, literal, multiply, symbol, transpose } from "@nablajs/core"
import { describe, expect, test } from "vitest"
import { latex, parse, simplify, text } from "../index.ts"

const variables = { s: [], t: [], x: ["n"], y: ["n"], b: ["m"], A: ["n", "n"], B: ["m", "n"], theta: [], x_1: [], x2: [], rate: [] }

describe("text and LaTeX", () => {
  test.each<[string, string, string]>([
    ["x' * A * x", "x' * A * x", "x^\\top A x"],
    ["(A + A') * x", "(A + A') * x", "\\left(A + A^\\top\\right) x"],
    ["x' * A", "x' * A", "x^\\top A"],
    ["norm2(B * x - b)^2", "norm2(B * x - b)^2", "\\left\\lVert B x - b\\right\\rVert^2"],
    ["norm(B)^2", "norm(B)^2", "\\left\\lVert B\\right\\rVert_F^2"],
    ["norm1(x)", "norm1(x)", "\\left\\lVert x\\right\\rVert_1"],
    ["1 - s", "1 - s", "1 - s"],
    ["s / (1 + t)", "s / (1 + t)", "\\frac{s}{1 + t}"],
    ["x ./ y", "x ./ y", "x \\oslash y"],
    ["x .* y", "x .* y", "x \\odot y"],
    ["x.^2", "x.^2", "x^{\\odot 2}"],
    ["s^2", "s^2", "s^2"],
    ["s^10", "s^10", "s^{10}"],
    ["s^(t + 1)", "s^(t + 1)", "s^{t + 1}"],
    ["(s + 1)^2", "(s + 1)^2", "\\left(s + 1\\right)^2"],
    ["sin(s)^2", "sin(s)^2", "\\sin^{2}\\left(s\\right)"],
    ["exp(-s^2)", "exp(-s^2)", "e^{-s^2}"],
    ["sqrt(s)", "sqrt(s)", "\\sqrt{s}"],
    ["abs(s)", "abs(s)", "\\left\\lvert s\\right\\rvert"],
    ["inv(A) * x", "inv(A) * x", "A^{-1} x"],
    ["inv(A + A')", "inv(A + A')", "\\left(A + A^\\top\\right)^{-1}"],
    ["logdet(A)", "logdet(A)", "\\log\\det\\left(A\\right)"],
    ["tr(A' * A)", "tr(A' * A)", "\\operatorname{tr}\\left(A^\\top A\\right)"],
    ["diag(x) * A", "diag(x) * A", "\\operatorname{diag}\\left(x\\right) A"],
    ["ones(m) * x'", "ones(m) * x'", "\\mathbf{1}_{m} x^\\top"],
    ["eye(n)", "eye(n)", "I_{n}"],
    ["where(s > 0, s, 0)", "where(s > 0, s, 0)", "\\begin{cases} s & \\text{if } s > 0 \\\\ 0 & \\text{otherwise} \\end{cases}"],
    ["theta * x_1 + x2", "theta * x_1 + x2", "\\theta x_1 + x_2"],
    ["rate * 2", "rate * 2", "\\mathrm{rate} \\cdot 2"],
    ["0.5 * s", "0.5 * s", "\\frac{1}{2} s"],
    ["pi * s", "pi * s", "\\pi s"],
    ["max(x, 0)", "max(x, 0)", "\\max\\left(x, 0\\right)"],
    ["sum(B, axis=1)", "sum(B, axis=1)", "B \\mathbf{1}_{n}"],
    ["[1, 2; 3, 4]", "[[1, 2], [3, 4]]", "\\begin{bmatrix} 1 & 2 \\\\ 3 & 4 \\end{bmatrix}"],
    ["2 * (x' * A * x) * y", "2 * (x' * A * x) * y", "2 \\left(x^\\top A x\\right) y"],
    ["2 * x' * A * x", "2 * x' * A * x", "2 x^\\top A x"],
    ["-x' * A * x", "-x' * A * x", "-x^\\top A x"],
    ["s .* (t * x)", "s * t * x", "s t x"],
    ["A .* (t * eye(n))", "A .* (t * eye(n))", "A \\odot \\left(t I_{n}\\right)"],
  ])("of %s", (source, plain, typeset) => {
    const e = parse(source, variables)
    expect(text(e)).toBe(plain)
    expect(latex(e)).toBe(typeset)
  })

  test("write contractions without a matrix notation in Einstein's, and read them back", () => {
    const [A, B] = [symbol("A", ["n", "n"]), symbol("B", ["m", "n"])]
    const e = contract(A as never, B as never, { a: [0, 1], b: [2, 3], out: [0, 2, 1, 3] }) as unknown as Expr
    expect(text(e)).toBe('einsum("ik,jl->ijkl", A, B)')
    expect(parse(text(e), { A: ["n", "n"], B: ["m", "n"] }).shape).toEqual(["n", "m", "n", "n"])
    expect(text(einsum("ij,kj->ik", A as never, B as never) as unknown as Expr)).toBe("A * B'")
  })

  test("write any other operation as a call with its parameters, and read it back", () => {
    const x = symbol("x", ["n"])
    const e = cumsum(x as never) as unknown as Expr
    const printed = text(e)
    expect(printed).toBe("cumsum(x)")
    expect(text(parse(printed, { x: ["n"] }))).toBe(printed)
  })

  test("write differences, not sums of negatives", () => {
    const [s, t] = [symbol("s"), symbol("t")]
    expect(text(add(literal(1) as never, multiply(literal(-1) as never, s as never) as never) as unknown as Expr)).toBe("1 - s")
    expect(text(add(s as never, multiply(literal(-2) as never, t as never) as never) as unknown as Expr)).toBe("s - 2 * t")
  })

  test("put a scalar that is repeated beside a vector without ones", () => {
    const [s, x] = [symbol("s"), symbol("x", ["n"])]
    const wide = broadcast(s as never, ["n"], [0])
    expect(text(add(wide, x as never) as unknown as Expr)).toBe("s + x")
    expect(text(wide as unknown as Expr)).toBe("s * ones(n)")
  })

  test("lift a vector to the rows of a matrix as a formula must", () => {
    const [B, x] = [symbol("B", ["m", "n"]), symbol("x", ["n"])]
    expect(text(add(B as never, x as never) as unknown as Expr)).toBe("B + ones(m) * x'")
  })

  test("name shared subterms where writing them out would explode", () => {
    let e = symbol("t") as unknown
    for (let i = 0; i < 60; i++) e = add(multiply(e as never, e as never) as never, literal(1) as never)
    const printed = text(e as Expr)
    expect(printed.length).toBeLessThan(2000)
    expect(printed).toMatch(/where t1 = t \* t \+ 1, t2 = t1 \* t1 \+ 1/)
    expect(parse(printed, { t: [] }).hash).toBe((e as Expr).hash)
  })

  test("write terms of any depth", () => {
    let e = symbol("A", ["n", "n"]) as unknown
    for (let i = 0; i < 20_000; i++) e = add(transpose(e as never) as never, literal(1) as never)
    expect(text(e as Expr).length).toBeGreaterThan(20_000)
    expect(text(simplify(parse(`s${" + s".repeat(20_000)}`, { s: [] })))).toBe("20001 * s")
  })
})
