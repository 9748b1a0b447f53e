// The matrix of Kronecker products against the Jacobian by automatic differentiation, entry by entry, columns stacked.
import { jacobian } from "@nablajs/autograd"
import type { Dim, Tensor } from "@nablajs/core"
import { describe, expect, test } from "vitest"
import { randomOf, sample } from "../check/sample.ts"
import { derive } from "../derive.ts"
import { evaluate } from "../evaluate.ts"
import { parse, parseLatex } from "../parse.ts"
import { latex } from "../print/latex.ts"
import { text } from "../print/text.ts"
import { commutation } from "./commutation.ts"

const shapes = {
  X: ["m", "n"],
  Y: ["m", "n"],
  S: ["n", "n"],
  T: ["n", "n"],
  A: ["k", "m"],
  C: ["n", "k"],
  U: ["m", "k"],
  V: ["n", "k"],
  a: ["n"],
  b: ["m"],
  x: ["n"],
  s: [],
} as const
const sizes = { m: 2, n: 3, k: 4 }

/** Rows by vec of the first shape, columns by vec of the second; axes are [first…, second…]. */
function stacked(entries: unknown, first: readonly number[], second: readonly number[]): number[][] {
  const places = (shape: readonly number[]): number[][] =>
    shape.length === 1
      ? Array.from({ length: shape[0] as number }, (_, i) => [i])
      : Array.from({ length: shape[1] as number }, (_, j) => Array.from({ length: shape[0] as number }, (_, i) => [i, j])).flat()
  const at = (place: readonly number[]): number => place.reduce((x: unknown, i) => (x as unknown[])[i], entries) as number
  return places(first).map((row) => places(second).map((column) => at([...row, ...column])))
}

const concrete = (shape: readonly Dim[]): number[] => shape.map((n) => sizes[n as keyof typeof sizes])

/** The Kronecker form, in the denominator layout, of the derivative by automatic differentiation. */
function byAutograd(formula: string, by: keyof typeof shapes, values: Record<string, unknown>): number[][] {
  const of = parse(formula, shapes)
  const f = (x: Tensor): Tensor => evaluate(of, { ...values, [by]: x } as never, sizes) as Tensor
  const full = jacobian(f as never)(values[by] as never) as unknown as { toArray(): unknown }
  const [rows, columns] = [concrete(of.shape), concrete(shapes[by])]
  const entries = stacked(full.toArray(), rows, columns)
  return (entries[0] as number[]).map((_, i) => entries.map((row) => row[i] as number))
}

describe("the matrix of Kronecker products", () => {
  test.each([
    ["X", "X", "eye(m*n)"],
    ["s * X", "X", "s * eye(m*n)"],
    ["A * X * C", "X", "kron(C, A')"],
    ["X'", "X", "commutation(n, m)"],
    ["X' * X", "X", "kron(eye(n), X) + kron(eye(n), X) * commutation(n, n)"],
    ["X * X'", "X", "kron(X', eye(m)) + kron(X', eye(m)) * commutation(m, m)"],
    ["inv(S)", "S", "-kron(inv(S), inv(S)')"],
    ["inv(S')", "S", "-kron(inv(S), inv(S)') * commutation(n, n)"],
    ["S * S", "S", "kron(S, eye(n)) + kron(eye(n), S')"],
    ["S * S * S", "S", "kron(eye(n), (S^2)') + kron(S^2, eye(n)) + kron(S, S')"],
    ["S * S'", "S", "kron(S', eye(n)) + kron(S', eye(n)) * commutation(n, n)"],
    ["S + S'", "S", "eye(n*n) + commutation(n, n)"],
    ["tr(S) * S", "S", "tr(S) * eye(n*n) + vec(eye(n)) * vec(S)'"],
    ["det(S) * inv(S)", "S", "det(S) * vec(inv(S)') * vec(inv(S))' - det(S) * kron(inv(S), inv(S)')"],
    ["X / norm(X)", "X", "1 / norm(X) * eye(m*n) - 1 / norm(X)^3 * (vec(X) * vec(X)')"],
    ["sum(X) * Y", "X", "vec(ones(m, n)) * vec(Y)'"],
    ["X .* Y", "X", "diag(vec(Y))"],
    ["tanh(X)", "X", "eye(m*n) - diag(vec(tanh(X).^2))"],
    ["exp(X)", "X", "diag(vec(exp(X)))"],
    ["sin(A * X)", "X", "kron(eye(n), A') * diag(vec(cos(A * X)))"],
    ["exp(X')", "X", "diag(vec(exp(X))) * commutation(n, m)"],
    ["sigmoid(X) .* (b * a')", "X", "diag(vec(sigmoid(X) .* sigmoid(-X))) * kron(diag(a), diag(b))"],
    ["diag(b) * X * diag(a)", "X", "kron(diag(a), diag(b))"],
    ["diag(diag(S))", "S", "diag(vec(eye(n)))"],
    ["diag(x)", "x", "kron(ones(n)', eye(n)) * diag(vec(eye(n)))"],
    ["diag(S)", "S", "diag(vec(eye(n))) * kron(ones(n), eye(n))"],
    ["X * a", "X", "kron(a, eye(m))"],
    ["X' * b", "X", "kron(eye(n), b)"],
    ["x * x'", "x", "kron(x', eye(n)) + kron(eye(n), x')"],
    ["exp(X) * a", "X", "diag(vec(exp(X))) * kron(a, eye(m))"],
    ["softmax(X * a)", "X", "kron(a, diag(softmax(X * a))) - kron(a, softmax(X * a) * softmax(X * a)')"],
    ["b' * X * a * X", "X", "(b' * X * a) * eye(m*n) + vec(b * a') * vec(X)'"],
    ["X' * (s * X - Y)", "X", "s * kron(eye(n), X) + kron(eye(n), s * X - Y) * commutation(n, n)"],
    ["inv(S' * S)", "S", "-kron(inv(S) * inv(S)', inv(S)') - kron(inv(S) * inv(S)', inv(S)') * commutation(n, n)"],
    ["inv(eye(n) + S) * T", "S", "-kron(inv(S + eye(n)) * T, inv(S + eye(n))')"],
    ["norm(x)^2 * x * x'", "x", null],
  ] as [string, keyof typeof shapes, string | null][])("of %s by %s is the Jacobian by autograd", (formula, by, expected) => {
    const random = randomOf(7)
    const values = Object.fromEntries(
      Object.entries(shapes).map(([name, shape]) => [name, sample(parse(name, { [name]: [...shape] }), sizes, [0.2, 1.2], random, true)]),
    )
    for (const layout of ["denominator", "numerator"] as const) {
      const form = derive(formula, by, shapes, { layout }).kronecker
      if (form === null) throw new Error(`no Kronecker form of ${formula}`)
      if (layout === "denominator" && expected !== null) expect(text(form)).toBe(expected)
      expect(text(parse(text(form), shapes))).toBe(text(form))
      const wanted = byAutograd(formula, by, values)
      const turned = (wanted[0] as number[]).map((_, i) => wanted.map((row) => row[i] as number))
      for (const read of [form, parseLatex(latex(form), shapes)]) {
        const found = (evaluate(read, values as never, sizes) as Tensor).toArray() as number[][]
        const rows = layout === "denominator" ? wanted : turned
        expect(found.length).toBe(rows.length)
        found.forEach((row, i) => row.forEach((x, j) => expect(x).toBeCloseTo(rows[i]?.[j] as number, 9)))
      }
    }
  })

  test("counts vec of the first variable and vec of the gradient by the second in Hessians", () => {
    const d = derive("norm(X' * X)^2", "X", shapes, { order: 2 })
    expect(d.kronecker && text(d.kronecker)).toBe(
      "4 * kron(eye(n), X * X') + 4 * kron(X' * X, eye(m)) + 4 * kron(X', X) * commutation(m, n)",
    )
    expect(d.notes.join()).toContain("rows count the entries of the variable")
    const values = { X: sample(parse("X", { X: ["m", "n"] }), sizes, [-1, 1], randomOf(3)) }
    const entries = stacked((evaluate(d, values, sizes) as Tensor).toArray(), [2, 3], [2, 3])
    const found = (evaluate(d.kronecker as never, values, sizes) as Tensor).toArray() as number[][]
    found.forEach((row, i) => row.forEach((x, j) => expect(x).toBeCloseTo(entries[i]?.[j] as number, 9)))
  })

  test("is absent where axes join in threes, and for gradients", () => {
    expect(derive("X .* (X * ones(n) * ones(n)')", "X", shapes).kronecker).not.toBeNull()
    expect(derive('einsum("ij,ik->jk", X, X .* X) .* S', "X", shapes).kronecker).not.toBeNull()
    expect(derive("cumsum(X, axis=0)", "X", shapes).kronecker).toBeNull()
    expect(derive("x' * x", "x", shapes).kronecker).toBeNull()
  })
})

describe("the commutation matrix", () => {
  test("turns vec A into vec A'", () => {
    const values = { X: sample(parse("X", { X: ["m", "n"] }), sizes, [-1, 1], randomOf(3)) }
    const read = (formula: string): unknown => (evaluate(parse(formula, shapes), values, sizes) as Tensor).toArray()
    expect(read("commutation(m, n) * vec(X)")).toEqual(read("vec(X')"))
    expect(read("commutation(n, m) * vec(X')")).toEqual(read("vec(X)"))
    expect(commutation("m", "n").shape).toEqual(["m*n", "m*n"])
  })

  test("is written and read by its sizes", () => {
    const K = parse("commutation(m, 2*n)", shapes)
    expect(text(K)).toBe("commutation(m, 2*n)")
    expect(latex(K)).toBe("K^{(m,2 n)}")
    expect(text(parseLatex(latex(K), shapes))).toBe(text(K))
    expect(() => parse("commutation(m)", shapes)).toThrow("commutation takes 2 arguments, got 1")
    expect(() => parse("commutation(x, 2)", shapes)).toThrow("commutation takes sizes")
  })
})
