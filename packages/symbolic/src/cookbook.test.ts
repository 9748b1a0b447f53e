// Derivatives of determinants, inverses, traces, norms and the objectives of machine learning, with the textbook's answers.
import { describe, expect, it } from "vitest"
import { check, checkSteps } from "./check.ts"
import { derive } from "./derive.ts"
import { type Declarations, parse } from "./parse.ts"
import { text } from "./print/text.ts"

const variables: Declarations = {
  x: ["n"],
  a: ["n"],
  c: ["n"],
  b: ["m"],
  y: ["m"],
  w: ["m"],
  A: ["m", "n"],
  B: ["n", "m"],
  C: ["n", "n"],
  X: ["n", "n"],
  Y: ["m", "n"],
  U: ["m", "k"],
  W: ["n", "k"],
  S: { shape: ["n", "n"], flags: ["symmetric"] },
  P: { shape: ["n", "n"], flags: ["psd"] },
  s: [],
  p: { shape: ["n"], flags: ["positive"] },
}

type Entry = readonly [f: string, by: string, answer: string, order?: 2]

const chapters: Readonly<Record<string, readonly Entry[]>> = {
  "first order": [
    ["a' * x", "x", "a"],
    ["x' * a", "x", "a"],
    ["b' * Y * a", "Y", "b * a'"],
    ["a' * Y' * b", "Y", "b * a'"],
    ["a' * X * a", "X", "a * a'"],
    ["A * x", "x", "A'"],
    ["x' * A'", "x", "A'"],
    ["s * x", "s", "x"],
  ],
  "second order": [
    ["x' * C * x", "x", "(C + C') * x"],
    ["x' * S * x", "x", "2 * S * x"],
    ["b' * Y * Y' * b", "Y", "2 * b * b' * Y"],
    ["a' * X' * C * X * c", "X", "C' * X * a * c' + C * X * c * a'"],
    ["(A * x - b)' * (A * x - b)", "x", "2 * A' * (A * x - b)"],
    ["(x - a)' * S * (x - a)", "x", "2 * S * (x - a)"],
    ["(x - a)' * S * (x - a)", "a", "-2 * S * (x - a)"],
    ["x' * C * x", "x", "C + C'", 2],
    ["x' * C * x + a' * x", "x", "(C + C') * x + a"],
  ],
  traces: [
    ["tr(X)", "X", "eye(n)"],
    ["tr(X * C)", "X", "C'"],
    ["tr(C * X)", "X", "C'"],
    ["tr(C * X')", "X", "C"],
    ["tr(A * X * B)", "X", "A' * B'"],
    ["tr(A * X' * B)", "X", "B * A"],
    ["tr(X^2)", "X", "2 * X'"],
    ["tr(X^2 * C)", "X", "(X * C + C * X)'"],
    ["tr(X' * C * X)", "X", "(C + C') * X"],
    ["tr(X * C * X')", "X", "X * (C + C')"],
    ["tr(X' * X)", "X", "2 * X"],
    ["tr(X^3)", "X", "3 * (X^2)'"],
    ["tr((X * C)' * (X * C))", "X", "2 * X * C * C'"],
  ],
  "determinants and inverses": [
    ["det(X)", "X", "det(X) * inv(X)'"],
    ["logdet(P)", "P", "inv(P)'"],
    ["log(det(X)^2)", "X", "2 * inv(X)'"],
    ["det(X)^2", "X", "2 * det(X)^2 * inv(X)'"],
    ["a' * inv(X) * c", "X", "-inv(X)' * a * c' * inv(X)'"],
    ["tr(inv(X))", "X", "-(inv(X) * inv(X))'"],
    ["tr(C * inv(X))", "X", "-(inv(X) * C * inv(X))'"],
    ["x' * inv(S) * x", "x", "2 * inv(S) * x"],
  ],
  norms: [
    ["norm2(x)", "x", "x / norm2(x)"],
    ["norm2(x)^2", "x", "2 * x"],
    ["norm2(x - a)", "x", "(x - a) / norm2(x - a)"],
    ["x / norm2(x)", "x", "eye(n) / norm2(x) - x * x' / norm2(x)^3"],
    ["norm(X)^2", "X", "2 * X"],
    ["norm(X - C)^2", "X", "2 * (X - C)"],
    ["norm1(x)", "x", "sign(x)"],
    ["x' * C * x / (x' * x)", "x", "(C + C') * x / (x' * x) - 2 * (x' * C * x) * x / (x' * x)^2"],
  ],
  "elementwise functions": [
    ["exp(x)", "x", "diag(exp(x))"],
    ["sum(exp(x))", "x", "exp(x)"],
    ["tanh(A * x)", "x", "A' * diag(1 - tanh(A * x).^2)"],
    ["x .* a", "x", "diag(a)"],
    ["sum(x .* x .* a)", "x", "2 * a .* x"],
    ["logsumexp(x)", "x", "softmax(x)"],
    ["softmax(x)", "x", "diag(softmax(x)) - softmax(x) * softmax(x)'"],
    ["sum(p .* log(p))", "p", "log(p) + 1"],
    ["mean(x)", "x", "ones(n) / n"],
  ],
  "machine learning": [
    ["norm2(A * x - b)^2 / 2", "x", "A' * (A * x - b)"],
    ["norm2(A * x - b)^2 + s * norm2(x)^2", "x", "2 * A' * (A * x - b) + 2 * s * x"],
    ["norm2(A * x - b)^2 + s * norm2(x)^2", "x", "2 * A' * A + 2 * s * eye(n)", 2],
    ["norm2(A * x - b)^2 + s * norm2(x)^2", "s", "norm2(x)^2"],
    ["(A * x - b)' * diag(w) * (A * x - b)", "x", "2 * A' * diag(w) * (A * x - b)"],
    ["sum(softplus(-y .* (A * x)))", "x", "-A' * (y .* sigmoid(-y .* (A * x)))"],
    ["sum(log(1 + exp(-y .* (A * x))))", "x", "-A' * (y .* sigmoid(-y .* (A * x)))"],
    ["sum(softplus(A * x)) - y' * A * x", "x", "A' * (sigmoid(A * x) - y)"],
    ["sum(softplus(A * x))", "x", "A' * diag(sigmoid(A * x) .* (1 - sigmoid(A * x))) * A", 2],
    ["logsumexp(x) - a' * x", "x", "softmax(x) - a"],
    ["sum(relu(1 - y .* (A * x)).^2)", "x", "-2 * A' * (y .* relu(1 - y .* (A * x)))"],
    ["norm(Y - U * W')^2", "U", "2 * (U * W' - Y) * W"],
    ["norm(Y - U * W')^2", "W", "2 * (U * W' - Y)' * U"],
    ["norm(Y - Y * W * W')^2", "W", "-2 * (Y' * (Y - Y * W * W') + (Y - Y * W * W')' * Y) * W"],
    ["logdet(P) / 2 + (x - a)' * inv(P) * (x - a) / 2", "a", "-inv(P) * (x - a)"],
    ["logdet(P) / 2 + (x - a)' * inv(P) * (x - a) / 2", "P", "inv(P) / 2 - inv(P) * (x - a) * (x - a)' * inv(P) / 2"],
    ["exp(-norm2(x - a)^2 / (2 * s^2))", "x", "-exp(-norm2(x - a)^2 / (2 * s^2)) * (x - a) / s^2"],
    ["w' * tanh(A * x + b)", "A", "(w .* (1 - tanh(A * x + b).^2)) * x'"],
    ["w' * tanh(A * x + b)", "b", "w .* (1 - tanh(A * x + b).^2)"],
    ["w' * tanh(A * x + b)", "w", "tanh(A * x + b)"],
    ["a' * softmax(A' * b)", "b", "A * (diag(softmax(A' * b)) - softmax(A' * b) * softmax(A' * b)') * a"],
    ["sigmoid(a' * x)", "x", "sigmoid(a' * x) * (1 - sigmoid(a' * x)) * a"],
  ],
}

const ratios: number[] = []

describe.each(Object.entries(chapters))("%s", (_, entries) => {
  it.each(entries.map(([f, by, answer, order]) => ({ f, by, answer, order })))(
    "the derivative of $f by $by is $answer",
    ({ f, by, answer, order }) => {
      const d = derive(f, by, variables, order === undefined ? {} : { order })
      const report = check(d)
      expect(report.summary).toContain("agree")
      const claimed = parse(answer, variables)
      expect(check({ ...d, expr: claimed }).summary).toContain("agree")
      const steps = checkSteps(d)
      expect(steps.faults.map((fault) => `${fault.step.title}: ${fault.side} is off by ${fault.difference}`)).toEqual([])
      ratios.push(text(d).length / text(claimed).length)
    },
  )
})

it("no answer leaves the notation of matrices where the textbook does not", () => {
  expect(text(derive("a' * X' * C * X * c", "X", variables).expr)).not.toContain("einsum")
})

it("answers are as short as the textbook's, in the median", () => {
  const sorted = [...ratios].sort((a, b) => a - b)
  expect(sorted.length).toBe(Object.values(chapters).flat().length)
  expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThanOrEqual(1.05)
})
