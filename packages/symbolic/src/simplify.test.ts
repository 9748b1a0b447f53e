import { add, type Expr, type NDArray, order, symbol, symbolsOf, type Value } from "@nablajs/core"
import { grad, jacobian } from "@nablajs/autograd"
import { describe, expect, test } from "vitest"
import { type Declarations, derive, equivalent, evaluate, parse, simplify, text } from "./index.ts"
import { someSizes, someValues, uniform } from "./random.ts"

const variables: Declarations = {
  s: [],
  t: [],
  p: { shape: [], flags: ["positive"] },
  x: ["n"],
  y: ["n"],
  b: ["m"],
  A: ["n", "n"],
  C: ["n", "n"],
  S: { shape: ["n", "n"], flags: ["symmetric"] },
  D: { shape: ["n", "n"], flags: ["diagonal"] },
  B: ["m", "n"],
  X: ["m", "n"],
  U: ["m", "k"],
  V: ["n", "k"],
}

const numbers = (x: Value): number[] => (typeof x === "number" ? [x] : Array.from((x as unknown as NDArray).data))

/** Both have the same values on random inputs, positive ones and others. */
function expectSame(a: Expr, b: Expr): void {
  expect(b.shape).toEqual(a.shape)
  let compared = 0
  for (const [seed, range] of [
    [1, [0.2, 2]],
    [2, [-2, 2]],
    [3, [1.5, 3]],
  ] as const) {
    const sizes = someSizes(order(a, b), seed)
    const values = { ...Object.fromEntries(sizes), ...someValues(symbolsOf(a, b), sizes, uniform(seed), range) }
    const [x, y] = [numbers(evaluate(a, values)), numbers(evaluate(b, values))]
    const scale = Math.max(1, ...x.filter(Number.isFinite).map(Math.abs))
    x.forEach((v, i) => {
      if (!Number.isFinite(v)) return
      compared++
      expect(Math.abs(v - (y[i] as number)) / scale, `${text(a)} → ${text(b)}`).toBeLessThan(1e-9)
    })
  }
  expect(compared).toBeGreaterThan(0)
}

describe("simplify", () => {
  test.each<[string, string]>([
    // like terms and powers
    ["s + s", "2 * s"],
    ["s - s", "0"],
    ["x - x", "zeros(n)"],
    ["3 * s^2 - 4 * s", "3 * s^2 - 4 * s"],
    ["s * s * s", "s^3"],
    ["s^2 / s", "s"],
    ["s / s", "1"],
    ["s / 2 + s / 3", "5 * s / 6"],
    ["0.1 * s + 0.2 * s", "0.3 * s"],
    ["(s + 1)^2 - s^2 - 2 * s", "1"],
    ["(s * t)^2 / t", "s^2 * t"],
    ["2 * s - 2 * t", "2 * (s - t)"],
    ["s^t * s", "s^(t + 1)"],
    ["s^p / s", "s^(p - 1)"],
    ["1 / (s + 1) - s / (s + 1)^2", "1 / (s + 1)^2"],
    ["2^0.5 * 2^0.5", "2"],
    ["sqrt(9)", "3"],
    ["1 - s", "1 - s"],
    ["s - 1", "s - 1"],
    ["-s", "-s"],
    ["(s^2 - 1) / (s - 1)", "s + 1"],
    ["s / (s^2 + s)", "1 / (s + 1)"],
    ["exp(s) / s - exp(s) / s^2", "(s - 1) * exp(s) / s^2"],
    ["(s / sqrt(s^2 + 1) + 1) / (s + sqrt(s^2 + 1))", "1 / sqrt(s^2 + 1)"],
    ["s * x + t * x", "(s + t) * x"],
    ["(x - y)' * x - (y - x)' * y", "(x - y)' * (x + y)"],
    ["((1 - s) / (1 - sigmoid(t)) - s / sigmoid(t)) * sigmoid(t) * sigmoid(-t)", "sigmoid(t) - s"],
    // exponentials and logarithms
    ["exp(s) * exp(-s)", "1"],
    ["exp(s)^2", "exp(2 * s)"],
    ["exp(log(s))", "s"],
    ["exp(2 * log(s))", "s^2"],
    ["log(exp(s))", "s"],
    ["log(1 / s)", "-log(s)"],
    ["log(s^3)", "3 * log(s)"],
    ["log(p^2)", "2 * log(p)"],
    ["log(1 + exp(s))", "softplus(s)"],
    ["1 / (1 + exp(-s))", "sigmoid(s)"],
    ["exp(s) / (1 + exp(s))", "sigmoid(s)"],
    // circular and hyperbolic functions
    ["sin(s)^2 + cos(s)^2", "1"],
    ["3 * t * sin(s)^2 + 3 * t * cos(s)^2", "3 * t"],
    ["1 - sin(s)^2", "cos(s)^2"],
    ["1 - cos(s)^2", "sin(s)^2"],
    ["cosh(s)^2 - sinh(s)^2", "1"],
    ["cosh(s)^2 - 1", "sinh(s)^2"],
    ["1 + sinh(s)^2", "cosh(s)^2"],
    ["sin(s) / cos(s)", "tan(s)"],
    ["sin(-s) + cos(-s)", "cos(s) - sin(s)"],
    ["sin(0) + cos(0) + exp(0) + log(1)", "2"],
    ["sin(pi) + cos(pi)", "-1"],
    ["tan(atan(s))", "s"],
    // magnitudes
    ["abs(abs(s))", "abs(s)"],
    ["abs(-2 * s)", "2 * abs(s)"],
    ["abs(s)^2", "s^2"],
    ["sqrt(s^2)", "abs(s)"],
    ["sqrt(p^2)", "p"],
    ["abs(s) * sign(s)", "s"],
    // matrices
    ["A * x + A' * x", "(A + A') * x"],
    ["A * x + C * x", "(A + C) * x"],
    ["x' * A + y' * A", "A' * (x + y)"],
    ["B' * B * x - B' * b", "B' * (B * x - b)"],
    ["S' * x", "S * x"],
    ["S + S'", "2 * S"],
    ["D'", "D"],
    ["(A * C)'", "C' * A'"],
    ["A''", "A"],
    ["eye(n) * x", "x"],
    ["A * eye(n)", "A"],
    ["A * inv(A) * x", "x"],
    ["inv(A)' * A'", "eye(n)"],
    ["inv(inv(A))", "A"],
    ["inv(2 * A)", "inv(A) / 2"],
    ["det(A')", "det(A)"],
    ["logdet(inv(A))", "-logdet(A)"],
    ["tr(A') - tr(A)", "0"],
    ["tr(A * C) - tr(C * A)", "0"],
    ["tr(A * C * S) - tr(S * A * C)", "0"],
    ["tr(eye(n))", "n"],
    ["sum(ones(n))", "n"],
    ["mean(ones(n))", "1"],
    ["ones(n)' * x", "sum(x)"],
    ["x' * x", "x' * x"],
    ["norm2(x)^2", "x' * x"],
    ["sum(X .* X)", "norm(X)^2"],
    ["(x * y') * x", "(x' * y) * x"],
    ["diag(x) * y", "x .* y"],
    ["diag(x) * A * diag(y)", "diag(x) * A * diag(y)"],
    ["diag(diag(x))", "x"],
    ["x .* x .* y", "x.^2 .* y"],
    ["x ./ x", "ones(n)"],
    ["tanh(A')", "tanh(A)'"],
    ["where(x > 0, y, y)", "y"],
  ])("writes %s as %s", (source, short) => {
    const e = parse(source, variables)
    const result = simplify(e)
    expect(text(result)).toBe(short)
    expectSame(e, result)
  })

  test.each([
    "log(s^2)",
    "sqrt(s) * sqrt(t)",
    "(s^2)^t",
    "asin(sin(s))",
    "abs(s)",
    "t * sin(s)",
    "x' * A * y",
    "softmax(x)",
    "relu(x)",
    "A * C",
  ])("leaves %s as it is", (source) => {
    expect(text(simplify(parse(source, variables)))).toBe(source)
  })

  test("multiplies out where that is asked for", () => {
    expect(text(simplify(parse("(s + t)^2", variables), { expand: true }))).toBe("s^2 + 2 * s * t + t^2")
    expect(text(simplify(parse("(A + C) * x", variables), { expand: true }))).toBe("A * x + C * x")
  })

  test("reports each rule with what it changed", () => {
    const steps: string[] = []
    simplify(parse("sin(s)^2 + cos(s)^2 + log(exp(t))", variables), {
      onStep: ({ rule, before, after }) => {
        steps.push(`${rule}: ${text(before)} → ${text(after)}`)
        expectSame(before, after)
      },
    })
    expect(steps).toContain("log eˣ = x: log(exp(t)) → t")
    expect(steps.some((step) => step.startsWith("sin² x + cos² x = 1"))).toBe(true)
  })

  // what automatic differentiation of the formula leaves
  const derivative = (source: string, by: string, transform: (f: (z: Value) => Value) => (z: Value) => Value): string => {
    const e = parse(source, variables)
    const symbols = symbolsOf(e)
    const f = (z: Value): Value =>
      evaluate(e, Object.fromEntries(symbols.map((s) => [s.name as string, s.name === by ? z : (s as unknown as Value)])))
    const raw = transform(f)(symbols.find((s) => s.name === by) as unknown as Value) as unknown as Expr
    const result = simplify(raw)
    expectSame(raw, result)
    expect(text(parse(text(result), variables))).toBe(text(result))
    return text(result)
  }

  test.each<[string, string, string]>([
    ["x' * A * x", "x", "(A + A') * x"],
    ["x' * S * x", "x", "2 * S * x"],
    ["x' * x", "x", "2 * x"],
    ["norm2(x)^2", "x", "2 * x"],
    ["norm(X)^2", "X", "2 * X"],
    ["sum(X .* X)", "X", "2 * X"],
    ["norm2(x)", "x", "x / norm2(x)"],
    ["norm2(B * x - b)^2", "x", "2 * B' * (B * x - b)"],
    ["norm(X - U * V')^2", "U", "-2 * (X - U * V') * V"],
    ["sum(tanh(B * x + b))", "B", "(1 - tanh(B * x + b).^2) * x'"],
    ["sum(tanh(B * x + b))", "x", "B' * (1 - tanh(B * x + b).^2)"],
    ["logsumexp(A * x)", "x", "A' * softmax(A * x)"],
    ["logdet(A)", "A", "inv(A)'"],
    ["det(A)", "A", "det(A) * inv(A)'"],
    ["tr(A * C)", "A", "C'"],
    ["x' * inv(A) * y", "A", "-inv(A)' * x * y' * inv(A)'"],
    ["mean((x - y).^2)", "x", "2 * (x - y) / n"],
    ["s^3", "s", "3 * s^2"],
    ["s^t", "s", "t * s^(t - 1)"],
    ["s^s", "s", "s^s * (1 + log(s))"],
    ["sin(s^2)", "s", "2 * s * cos(s^2)"],
    ["s / (1 + s)", "s", "1 / (s + 1)^2"],
    ["s * exp(s)", "s", "(s + 1) * exp(s)"],
    ["exp(-s^2 / 2)", "s", "-s * exp(-s^2 / 2)"],
    ["sqrt(1 + s^2)", "s", "s / sqrt(s^2 + 1)"],
  ])("brings the gradient of %s by %s to %s", (source, by, expected) => {
    expect(derivative(source, by, grad as never)).toBe(expected)
  })

  test.each<[string, string]>([
    ["B * x", "B"],
    ["x' * A", "A'"],
    ["x", "eye(n)"],
    ["sin(x)", "diag(cos(x))"],
    ["A * (x .* x)", "2 * A * diag(x)"],
  ])("brings the Jacobian of %s to %s", (source, expected) => {
    expect(derivative(source, "x", jacobian as never)).toBe(expected)
  })

  test("takes long sums and shared terms in its stride", () => {
    expect(text(simplify(parse(`s${" + s".repeat(1e5)}`, { s: [] })))).toBe("100001 * s")
    let e = symbol("t") as unknown
    for (let i = 0; i < 50; i++) e = add(e as never, e as never)
    expect(text(simplify(e as Expr))).toBe(`${2 ** 50} * t`)
    expect(text(simplify(parse(`A${" * A".repeat(40)}`, variables)))).toBe("A^41")
    expect(simplify(parse(`${"sin(".repeat(3000)}s${")".repeat(3000)}`, variables)).shape).toEqual([])
  })
})

describe("simplification of hostile formulas", () => {
  const scalars = { x: [], y: [] }
  const matrices = { A: ["n", "n"], B: ["n", "n"] }
  const hostile: readonly (readonly [name: string, formula: string, variables: Readonly<Record<string, readonly string[]>>])[] = [
    ["a product of hundreds of sums", Array.from({ length: 400 }, (_, i) => `(x + ${i})`).join(" * "), scalars],
    ["a product of hundreds of matrices", Array.from({ length: 300 }, (_, i) => (i % 3 > 0 ? "A" : "B'")).join(" * "), matrices],
    ["a product of sums of matrices", Array(40).fill("(A + B)").join(" * "), matrices],
    ["continued fractions", `${"1 + 1 / (".repeat(600)}x${")".repeat(600)}`, scalars],
    ["nested powers", `${"(".repeat(600)}x${" + y)^2".repeat(600)}`, scalars],
    ["nested transposes", `${"(".repeat(60)}A${" * B + A)'".repeat(60)}`, matrices],
  ]
  test.each(hostile)("ends for %s", (_, formula, variables) => {
    const term = parse(formula, variables)
    const short = simplify(term)
    expect(short.shape).toEqual(term.shape)
    expect(simplify(term, { expand: true }).shape).toEqual(term.shape)
    expect(equivalent(term, short).equivalent).not.toBe(false)
  })
})

describe("derivatives as they are written by hand", () => {
  test.each([
    ["sin(x) / x", "(x * cos(x) - sin(x)) / x^2"],
    ["tanh(x) / x", "(x - x * tanh(x)^2 - tanh(x)) / x^2"],
    ["log(x) / x", "(1 - log(x)) / x^2"],
    ["sqrt(x)", "1 / (2 * sqrt(x))"],
    ["log2(x)", "1 / (x * log(2))"],
    ["log10(x)", "1 / (x * log(10))"],
    ["x * log2(x)", "1 / log(2) + log2(x)"],
    ["log2(x)^2", "2 * log2(x) / (x * log(2))"],
    ["2^x", "2^x * log(2)"],
  ])("the derivative of %s is %s", (formula, answer) => {
    expect(text(derive(formula, "x"))).toBe(answer)
  })
})
