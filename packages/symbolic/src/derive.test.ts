import { dot, symbol, type Tensor } from "@nablajs/core"
import { describe, expect, it, test } from "vitest"
import { check, checkSteps } from "./check.ts"
import { derive } from "./derive.ts"
import { evaluate } from "./evaluate.ts"
import { parse } from "./parse.ts"
import { latex } from "./print/latex.ts"
import { text } from "./print/text.ts"

const V = { x: ["n"], A: ["m", "n"], S: ["n", "n"], b: ["m"], X: ["m", "n"], c: ["n"], y: ["m"], s: [] } as const

describe("derive", () => {
  it.each([
    ["A * x", "A'"],
    ["x' * A'", "A'"],
    ["x' * S * x", "(S + S') * x"],
    ["norm2(x)^2", "2 * x"],
    ["x' * x", "2 * x"],
    ["norm2(A * x - b)^2", "2 * A' * (A * x - b)"],
    ["c' * x", "c"],
    ["sum(x)", "ones(n)"],
    ["norm2(x)", "x / norm2(x)"],
  ])("of %s by x is %s", (f, expected) => {
    const d = derive(f, "x", V)
    expect(check(d).ok).toBe(true)
    expect(check({ ...d, expr: parse(expected, V) }).ok).toBe(true)
  })

  it("names the layout in its notes and gives the shape", () => {
    expect(derive("A * x", "x", V).notes[0]).toBe("denominator layout: the axes of the variable come first; the answer has shape [n, m]")
    expect(derive("A * x", "x", V, { layout: "numerator" }).expr.shape).toEqual(["m", "n"])
    expect(derive("A * x", "x", V, { layout: "mixed" }).expr.shape).toEqual(["m", "n"])
    expect(derive("tr(A' * X)", "X", V, { layout: "numerator" }).expr.shape).toEqual(["n", "m"])
    expect(derive("tr(A' * X)", "X", V, { layout: "mixed" }).expr.shape).toEqual(["m", "n"])
  })

  it("gives Hessians, third and mixed derivatives", () => {
    for (const d of [
      derive("sum(tanh(A * x - b))", "x", V, { order: 2 }),
      derive("sin(t^2)", "t", undefined, { order: 3 }),
      derive("exp(x1 * x2) * x2", ["x1", "x2"]),
      derive("s * x' * S * x", ["s", "x"], V),
      derive("s * A * x", ["x", "s"], V),
    ]) {
      expect(check(d).summary).toContain("agree")
    }
    expect(derive("exp(x1 * x2)", ["x1", "x2", "x1"]).notation).toBe("∂³f/∂x1∂x2∂x1")
  })

  it("keeps the size of an answer that lost its symbols", () => {
    const d = derive("x' * x", "x", V, { order: 2 })
    expect(evaluate(d, { x: [1, 2] })).toMatchObject({ shape: [2, 2] })
  })

  it("reads names as scalars where nothing is declared", () => {
    expect(text(derive("x^3", "x").expr)).toBe("3 * x^2")
  })

  it("lists the notations of a derivative", () => {
    expect(derive("x^2", "x").notations.map((n) => n.text)).toEqual(["df/dx", "f′(x)", "y′", "dy/dx", "d/dx f(x)", "Df(x)", "Dₓ f(x)"])
    expect(derive("x1 * x2", "x2").notations.map((n) => n.text)).toEqual(["∂f/∂x2", "∂y/∂x2", "f_x2", "f₂", "D₂ f", "D_x2 f"])
    expect(derive("x' * x", "x", V).notations.map((n) => n.text)).toEqual(["∇ₓ f", "∇f(x)", "∂f/∂x"])
    expect(derive("A * x", "x", V).notations.map((n) => n.text)).toEqual(["∇ₓ f", "∂f/∂x"])
    expect(derive("x' * x", "x", V, { order: 2 }).notation).toBe("∇ₓ² f")
  })

  it("states where the answer holds and what is taken at kinks", () => {
    expect(derive("log(x) / (x - 1)", "x").conditions).toEqual(["x > 0", "x - 1 ≠ 0"])
    expect(derive("log(1 + exp(x)) / (1 + x^2) + sqrt(x^2 + 1)", "x").conditions).toEqual([])
    expect(derive("norm2(x)^2", "x", V).conditions).toEqual([])
    expect(derive("norm2(x)", "x", V).conditions).toEqual(["x ≠ 0"])
    expect(derive("abs(x)", "x").notes).toEqual(["at x = 0 the derivative of abs is taken as 0"])
  })

  it("uses intermediate variables, written with where or given as an option", () => {
    const one = derive("u^2 * v where u = x1 * x2, v = x1 + sin(x2)", "x1")
    const two = derive("u^2 * v", "x1", undefined, { where: { u: "x1 * x2", v: "x1 + sin(x2)" } })
    expect(text(one.of)).toBe(text(two.of))
    expect(one.steps[0]?.rule).toBe("chain-several")
    expect(check(two).ok && checkSteps(two).ok).toBe(true)
  })

  it("refuses what has no answer, each time in one sentence", () => {
    expect(() => derive("x^2", "y")).toThrow("derive: y does not occur in the formula; it has x")
    expect(() => derive("log(0)", "y")).toThrow("it has no variables")
    expect(() => derive("x^2", "x", undefined, { order: 11 })).toThrow("derive: order must be a whole number from 1 to 10, got 11")
    expect(() => derive("x' * x", "x", { x: ["n"] }, { order: 4 })).toThrow("derive: order 4 is for scalars")
    expect(() => derive("x^2", "x", undefined, { layout: "rows" as never })).toThrow(
      'derive: unknown layout "rows"; use "denominator", "numerator", "mixed"',
    )
    expect(() => derive("x^2", "x", undefined, { view: "dance" as never })).toThrow('derive: unknown view "dance"')
    expect(() => derive("x * y", ["x", "y"], undefined, { order: 3 })).toThrow("order 3 does not fit a list of 2 variables")
    expect(() => derive("x * y", [] as never)).toThrow("1 to 3 variables")
    expect(() => derive(3 as never, "x")).toThrow("expected a formula as text or a term, got number")
    expect(() => derive("x^2", 3 as never)).toThrow("the variable must be a name or a symbol")
    expect(() => derive("sin(", "x")).toThrow("parse:")
    expect(() => derive("x^2", "x^2")).toThrow('"x^2" is no name')
    expect(() => derive("x == 1", "x")).toThrow("the formula is a condition")
    expect(() => derive("x^2", "x", undefined, { Order: 2 } as never)).toThrow("there is no option Order; known are order")
    expect(() => derive("x^2", "x", undefined, { verbosity: 9 as never })).toThrow("verbosity is 0, 1, 2 or 3")
    expect(() => derive("u^2", "u", { u: [] }, { where: { u: "3" } })).toThrow("u is declared as a variable and defined")
  })

  it("checks derivatives of high orders", () => {
    for (const order of [4, 7, 10]) expect(check(derive("sin(x) * exp(x / 2)", "x", undefined, { order })).summary).toContain("agree")
  })

  it("says that the entries of a structured variable count one by one", () => {
    const d = derive("x' * S * x", "S", { x: ["n"], S: { shape: ["n", "n"], flags: ["symmetric"] } })
    expect(d.notes).toContain("S is symmetric; the derivative counts each of its entries as a variable of its own")
    expect(text(d.expr)).toBe("x * x'")
    expect(check(d).ok).toBe(true)
  })

  it("takes terms made by operations on symbols, and answers", () => {
    const x = symbol("x", ["n"]) as unknown as Tensor
    expect(text(derive(dot(x, x), x).expr)).toBe("2 * x")
    expect(text(derive(derive("x^3", "x"), "x").expr)).toBe("6 * x")
  })

  it("takes names that objects have for what they are", () => {
    for (const name of ["constructor", "toString", "__proto__", "hasOwnProperty", "valueOf"]) {
      expect(() => derive("x^2", name)).toThrow(`derive: ${name} does not occur in the formula; it has x`)
    }
    expect(text(derive("constructor^2", "constructor").expr)).toBe("2 * constructor")
    expect(check(derive("valueOf * toString", "toString")).ok).toBe(true)
  })

  it("answers for very deep and very long formulas without a stack", () => {
    const long = Array.from({ length: 20_000 }, (_, i) => `${i} * x`).join(" + ")
    expect(derive(long, "x").steps.length).toBeGreaterThan(0)
    const nested = `${"sin(".repeat(5000)}x${")".repeat(5000)}`
    expect(derive(nested, "x").expr.shape).toEqual([])
  })
})

describe("a derivative of more than two axes", () => {
  const shapes = { X: ["m", "n"], Y: ["m", "n"], A: ["k", "m"], C: ["n", "k"], U: ["m", "k"], V: ["n", "k"], a: ["n"], x: ["n"] } as const

  test.each([
    ["A * X * C", "X", 'einsum("ki,jl->ijkl", A, C)', "kron(C, A')"],
    ["X", "X", 'einsum("ik,jl->ijkl", eye(m), eye(n))', "eye(m*n)"],
    ["X * a", "X", 'einsum("ik,j->ijk", eye(m), a)', "kron(a, eye(m))"],
    ["x * x'", "x", 'einsum("ij,k->ijk", eye(n), x) + einsum("ik,j->ijk", eye(n), x)', "kron(x', eye(n)) + kron(eye(n), x')"],
  ])("%s by %s is one einsum, and a Kronecker product", (f, by, answer, kronecker) => {
    const d = derive(f, by, shapes)
    expect(text(d)).toBe(answer)
    expect(d.kronecker && text(d.kronecker)).toBe(kronecker)
    expect(parse(kronecker, shapes).shape).toEqual(d.kronecker?.shape)
  })

  test("keeps the Hessian of a factorization small", () => {
    const d = derive("norm(X - U * V')^2", "U", shapes, { order: 2 })
    expect(d.kronecker && text(d.kronecker)).toBe("2 * kron(V' * V, eye(m))")
    expect(latex(d.kronecker as never)).toContain("\\otimes I_{m}")
  })

  test("has the same numbers in both forms", () => {
    const values = {
      A: [[1, 2]],
      X: [
        [1, 2, 3],
        [4, 5, 6],
      ],
      C: [[1], [2], [3]],
    }
    const d = derive("A * X * C", "X", shapes)
    const full = evaluate(d, values) as unknown as { toArray: () => number[][][][] }
    const matrix = evaluate(d.kronecker as never, values) as unknown as { toArray: () => number[][] }
    full.toArray().forEach((rows, i) => rows.forEach((entry, j) => expect(matrix.toArray()[j * 2 + i]?.[0]).toBe(entry[0]?.[0])))
  })
})

describe("a variable whose entries are tied", () => {
  const tied = (flag: "symmetric" | "psd" | "diagonal") => ({ S: { shape: ["n", "n"], flags: [flag] }, C: ["n", "n"], x: ["n"] }) as const

  test("has the gradient by free entries, and beside it that by tied ones", () => {
    const d = derive("x' * S * x", "S", tied("symmetric"))
    expect(text(d)).toBe("x * x'")
    expect(d.structured && text(d.structured)).toBe("2 * x * x' - diag(x.^2)")
    expect(d.notes.some((note) => note.includes("G + Gᵀ − G ∘ I"))).toBe(true)
    const diagonal = derive("tr(S * C)", "S", tied("diagonal"))
    expect(diagonal.structured && text(diagonal.structured)).toBe("diag(diag(C))")
    expect(derive("x' * C * x", "C", tied("psd")).structured).toBeNull()
  })

  test("is freed until the last derivative is taken", () => {
    expect(check(derive("logdet(S)", "S", tied("psd"), { order: 2 })).summary).toContain("agree")
    expect(text(derive("x' * S * x", "x", tied("symmetric"), { order: 2 }))).toBe("2 * S")
  })
})

test("derivatives of scalars go up to the tenth order", () => {
  const d = derive("log(x)", "x", undefined, { order: 10 })
  expect(text(d)).toBe("-362880 / x^10")
  expect(derive("sin(x)", "x", undefined, { order: 4 }).notation).toBe("d⁴f/dx⁴")
})

test("a constant has the derivative 0, what has no value none", () => {
  expect(text(derive("5", "x"))).toBe("0")
  expect(() => derive("log(0)", "x")).toThrow("x does not occur")
  expect(() => derive("x / 0", "x")).toThrow("a division by 0 has no value (position 4)")
})
