import {
  add,
  at,
  concat,
  cumsum,
  diag,
  diagonal,
  divide,
  type Expr,
  exp,
  flip,
  literal,
  log,
  matmul,
  max,
  mean,
  multiply,
  prod,
  reshape,
  sigmoid,
  sin,
  softplus,
  sum,
  symbol,
  tanh,
  toExpr,
  trace,
  transpose,
  where,
  greater,
} from "@nablajs/core"
import { jacobian } from "@nablajs/autograd"
import { describe, expect, it } from "vitest"
import { blockOf, distance } from "./check/numbers.ts"
import { randomOf, sample } from "./check/sample.ts"
import { pullback, pushforward, substitute, zeros } from "./differentiate.ts"
import { evaluate } from "./evaluate.ts"
import { jacobianOf } from "./jacobian.ts"
import { permuted } from "./check/numbers.ts"
import { text } from "./print/text.ts"
import { tidy } from "./tidy.ts"

const x = symbol("x", ["n"]) as never
const A = symbol("A", ["m", "n"]) as never
const S = symbol("S", ["n", "n"]) as never
const X = symbol("X", ["m", "n"]) as never
const sizes = { m: 2, n: 3 }

// one function for each kind of primitive and each way in which axes can move
const functions: readonly (readonly [string, unknown, Expr])[] = [
  ["a linear map", matmul(A, x), x],
  ["a linear map, by the matrix", matmul(A, x), A],
  ["a quadratic form", matmul(matmul(x, S) as never, x), x],
  ["an elementwise function", tanh(matmul(A, x) as never), x],
  ["an elementwise product", multiply(x, exp(x)), x],
  ["broadcasting of a scalar", divide(x, sum(exp(x) as never) as never), x],
  ["broadcasting of a vector over rows", multiply(X, x), x],
  ["a sum over one axis", sum(multiply(X, X) as never, { axis: 0 }), X],
  ["a mean over a named size", mean(sin(x)), x],
  ["a product of matrices", matmul(transpose(X), X), X],
  ["an outer product", multiply(reshape(x, ["n", 1] as never) as never, x), x],
  ["a diagonal matrix", diag(x), x],
  ["a diagonal", diagonal(S), S],
  ["a trace", trace(matmul(S, S) as never), S],
  ["an element", at(x, 1 as never), x],
  ["a slice", at(x, "0:2" as never), x],
  ["a reversed vector", flip(x), x],
  ["a running sum", cumsum(multiply(x, x) as never), x],
  ["a joined vector", concat([x, multiply(x, 2 as never)] as never), x],
  ["a reshaped matrix", reshape(X, ["m*n"] as never), X],
  ["a largest element", max(multiply(x, x) as never), x],
  ["a choice", where(greater(x, 0.2 as never) as never, multiply(x, x) as never, sin(x) as never), x],
  ["a network", sum(multiply(tanh(matmul(A, x) as never) as never, sigmoid(matmul(A, x) as never) as never) as never), A],
]

const valuesFor = (root: Expr, x: Expr, seed: number): Record<string, never> => {
  const random = randomOf(seed)
  const all = new Map<string, Expr>([[x.name as string, x]])
  const stack = [root]
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (node.name !== null) all.set(node.name, node)
    stack.push(...node.args)
  }
  return Object.fromEntries([...all].map(([name, s]) => [name, sample(s, sizes, [-1, 1], random) as never]))
}

const byAutograd = (f: Expr, x: Expr, values: Record<string, never>) => {
  const J = jacobian(((v: never) => evaluate(f, { ...values, [x.name as string]: v })) as never)(values[x.name as string] as never)
  const own = f.shape.length
  return permuted(blockOf(J as never), [...x.shape.map((_, i) => own + i), ...f.shape.map((_, i) => i)])
}

describe("the derivative of a term", () => {
  it.each(functions)("of %s agrees with automatic differentiation", (_, f, by) => {
    const root = toExpr(f as never)
    const values = valuesFor(root, by, 7)
    for (const J of [jacobianOf(root, by), tidy(jacobianOf(root, by))]) {
      expect(distance(blockOf(evaluate(J, values, sizes)), byAutograd(root, by, values))).toBeLessThan(1e-12)
    }
  })

  it.each(functions)("of the derivative of %s agrees too", (_, f, by) => {
    const first = tidy(jacobianOf(toExpr(f as never), by))
    const values = valuesFor(toExpr(f as never), by, 8)
    if (first.shape.length > 3) return
    const second = jacobianOf(first, by)
    const expected = jacobian(((v: never) => evaluate(first, { ...values, [by.name as string]: v }, sizes)) as never)(
      values[by.name as string] as never,
    )
    const own = first.shape.length
    const moved = permuted(blockOf(expected as never), [...by.shape.map((_, i) => own + i), ...first.shape.map((_, i) => i)])
    expect(distance(blockOf(evaluate(second, values, sizes)), moved)).toBeLessThan(1e-11)
  })

  it.each(functions)("forwards and backwards agree for %s", (_, f, by) => {
    const root = toExpr(f as never)
    const values = { ...valuesFor(root, by, 9) } as Record<string, never>
    const random = randomOf(10)
    const [dx, g] = [symbol("dx", by.shape), symbol("g", root.shape)]
    values.dx = sample(dx, sizes, [-1, 1], random) as never
    values.g = (root.shape.length === 0 ? random() : sampleLike(root, values, random)) as never
    const forwards = pushforward(root, [by], [dx]) as Expr
    const [backwards] = pullback(root, [by], g) as [Expr]
    const inner = (a: Expr, b: Expr): number =>
      blockOf(sum(multiply(evaluate(a, values, sizes) as never, evaluate(b, values, sizes) as never) as never) as never).data[0] as number
    expect(inner(g, forwards)).toBeCloseTo(inner(backwards, dx), 10)
  })

  it("is zero, in the variable's shape, where nothing depends on it", () => {
    expect(text(tidy(jacobianOf(symbol("y"), x)))).toBe(text(zeros(["n"])))
  })

  it("of a term a hundred thousand operations deep needs no stack", () => {
    let deep = symbol("t") as Expr
    for (let i = 0; i < 100_000; i++) deep = toExpr((i % 2 === 0 ? sin : softplus)(deep as never) as never)
    const d = tidy(jacobianOf(deep, symbol("t")))
    expect(Number(evaluate(d, { t: 0.3 }))).toBeTypeOf("number")
  })
})

function sampleLike(root: Expr, values: Record<string, never>, random: () => number): unknown {
  const shape = blockOf(evaluate(root, values) as never).shape
  return sample(symbol("g", shape), {}, [-1, 1], random)
}

describe("substitution", () => {
  it("replaces symbols by name and keeps what does not change", () => {
    const f = toExpr(add(log(symbol("u") as never), symbol("v") as never))
    const out = substitute(f, new Map([["u", literal(2)]]))
    expect(text(out)).toBe("log(2) + v")
    expect(out.args[1]).toBe(f.args[1])
  })
})

describe("a product over numbers", () => {
  it("is differentiated by its own forward rule, transposed", () => {
    const v = symbol("v", [4])
    const f = toExpr(prod(v as never))
    const values = { v: sample(v, {}, [0.5, 2], randomOf(3)) as never }
    expect(distance(blockOf(evaluate(jacobianOf(f, v), values)), byAutograd(f, v, values))).toBeLessThan(1e-12)
  })
})
