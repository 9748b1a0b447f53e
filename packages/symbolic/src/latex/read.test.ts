import { describe, expect, test } from "vitest"
import { type FormulaError, derive, latex, parse, parseLatex, text } from "../index.ts"

const variables = {
  s: [],
  t: [],
  s1: [],
  theta_0: [],
  alpha: [],
  rate: [],
  x: ["n"],
  a: ["n"],
  b: ["m"],
  A: ["m", "n"],
  C: ["n", "n"],
  X: ["n", "n"],
  Y: ["m", "n"],
  U: ["m", "k"],
  W: ["n", "k"],
  P: { shape: ["n", "n"], flags: ["psd"] },
} as const

const fault = (source: string): FormulaError => {
  try {
    parse(source, variables)
  } catch (error) {
    return error as FormulaError
  }
  throw new Error(`${source} was read`)
}

describe("formulas in LaTeX", () => {
  test.each([
    [String.raw`\frac{1}{2} \|A x - b\|_2^2`, "1 / 2 * norm2(A * x - b)^2"],
    [String.raw`x^\top A^\top A x`, "x' * A' * A * x"],
    [String.raw`\log\det X`, "logdet(X)"],
    [String.raw`\operatorname{tr}(A^{\top} Y)`, "tr(A' * Y)"],
    [String.raw`\mathrm{tr}\left(X^{-1} C\right)`, "tr(inv(X) * C)"],
    [String.raw`a^\top X^{-\top} a`, "a' * inv(X)' * a"],
    [String.raw`\left\| Y - U W^\top \right\|_F^2`, "norm(Y - U * W')^2"],
    [String.raw`\lVert x \rVert_1 + \lvert s \rvert + |t|`, "norm1(x) + abs(s) + abs(t)"],
    [String.raw`\sigma(a^\top x)`, "sigmoid(a' * x)"],
    [String.raw`\log\left(1 + \exp(-a^\top x)\right)`, "log(1 + exp(-a' * x))"],
    [String.raw`e^{-s^2/2}`, "exp(-s^2 / 2)"],
    [String.raw`\sqrt{1 + s^2} + \sqrt[3]{t}`, "sqrt(1 + s^2) + cbrt(t)"],
    [String.raw`\sin^2 s + \cos^{2}\left(s\right)`, "sin(s)^2 + cos(s)^2"],
    [String.raw`\sin^{-1}(s)`, "asin(s)"],
    [String.raw`\sin 2s \cos t`, "sin(2 * s) * cos(t)"],
    [String.raw`\log_2 s + \ln t`, "log2(s) + log(t)"],
    [String.raw`\alpha \mathbf{x} \odot a`, "alpha * x .* a"],
    [String.raw`x^{\odot 2}`, "x.^2"],
    [String.raw`\mathbf{1}_{n}^\top I_{n} x`, "ones(n)' * eye(n) * x"],
    [String.raw`s_1 + \theta_0 \cdot \mathrm{rate}`, "s1 + theta_0 * rate"],
    [String.raw`\max(s, 0) \le \pi`, "max(s, 0) <= pi"],
    [String.raw`\begin{cases} s & \text{if } s > 0 \\ 0 & \text{otherwise} \end{cases}`, "where(s > 0, s, 0)"],
    [String.raw`\begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix}`, "[[1, 2], [3, 4]]"],
    [
      String.raw`-\frac{1}{2}\left(x-a\right)^{\top}P^{-1}\left(x-a\right) - \frac12 \log\det P`,
      "-1 / 2 * (x - a)' * inv(P) * (x - a) - 1 / 2 * logdet(P)",
    ],
  ])("reads %s", (source, expected) => {
    expect(text(parse(source, variables))).toBe(expected)
  })

  test("reads products of names without a command where LaTeX is asked for", () => {
    expect(text(parseLatex("2 x^T C x", variables))).toBe("2 * x' * C * x")
    expect(() => parse("2 x", variables)).toThrow(/2 \* x/)
  })

  test.each([
    [String.raw`(\hat{y} - y)^\top (\hat y - y)`, "(y_hat - y)' * (y_hat - y)"],
    [String.raw`\bar{\mathbf{x}} + \tilde x`, "x_bar + x_tilde"],
    [String.raw`\hat{\theta}_1`, "theta_hat_1"],
    [String.raw`\langle x_bar, x_bar\rangle`.replaceAll("x_bar", String.raw`\bar x`), "x_bar' * x_bar"],
    ["y^Ty", "y' * y"],
    [String.raw`y^\top{}y`, "y' * y"],
  ])("reads the marks of %s as other names", (source, expected) => {
    const marked = { y: ["n"], y_hat: ["n"], x_bar: ["n"], x_tilde: ["n"], theta_hat_1: [] }
    const e = parseLatex(source, marked)
    expect(text(e)).toBe(expected)
    expect(text(parseLatex(latex(e), marked))).toBe(expected)
  })

  test("refuses what could be two things", () => {
    const ambiguous = { T: [], s: [], x: ["n"], X: ["n", "n"], y: ["n"] }
    expect(() => parseLatex(String.raw`\hat{y} - y`, ambiguous)).toThrow("unknown variable y_hat")
    expect(() => parseLatex("s^T", ambiguous)).toThrow("T is a variable here")
    expect(text(parseLatex("s^{(T)} x^T y", ambiguous))).toBe("s^T * x' * y")
    expect(() => parseLatex("|X|", ambiguous)).toThrow("|…| is for scalars")
    expect(() => parseLatex("||x||", ambiguous)).toThrow("norm2(…) for a length")
    expect(() => parseLatex("e^{X}", ambiguous)).toThrow("could be its exponential")
    for (const f of ["exp(X)", "abs(X)", "abs(x)"]) expect(text(parseLatex(latex(parse(f, ambiguous)), ambiguous))).toBe(f)
  })

  test("derives from it", () => {
    const d = derive(String.raw`\|A x - b\|_2^2`, "x", variables)
    expect(text(d)).toBe("2 * A' * (A * x - b)")
    expect(text(derive(String.raw`\frac{\sin x}{x}`, "x"))).toBe("(x * cos(x) - sin(x)) / x^2")
  })

  test("reads its own answers back", () => {
    for (const [f, by] of [
      ["x' * C * x / (x' * x)", "x"],
      ["norm(Y - U * W')^2", "U"],
      ["logdet(P) + (x - a)' * inv(P) * (x - a)", "P"],
      ["tanh(A * x + b)", "x"],
      ["X * C * X", "X"],
      ["sum(max(x, a))", "x"],
    ] as const) {
      const { expr } = derive(f, by, variables)
      expect(text(parseLatex(latex(expr), variables))).toBe(text(expr))
    }
  })

  test.each<[string, string, number, RegExp]>([
    [String.raw`\frac{1}{`, "syntax", 8, /never closed/],
    [String.raw`\frac{1}`, "syntax", 8, /argument is missing/],
    [String.raw`\left( s`, "syntax", 5, /never closed/],
    [String.raw`s^{`, "syntax", 2, /never closed/],
    [String.raw`\sqrt`, "syntax", 5, /argument is missing/],
    [String.raw`\fraq{1}{2}`, "syntax", 0, /did you mean \\frac/],
    [String.raw`\sum_i s_i`, "syntax", 0, /operatorname\{sum\}/],
    [String.raw`\nabla s`, "syntax", 0, /derive/],
    [String.raw`\mathbf{1}^\top x`, "syntax", 0, /\\mathbf\{1\}_\{n\}/],
    [String.raw`\|x\|_3`, "syntax", 0, /norms are/],
    [String.raw`\log_5 s`, "syntax", 0, /base 5/],
    [String.raw`\begin{cases} s \end{cases}`, "syntax", 0, /cases/],
    [String.raw`A^{-1} x`, "shape-mismatch", 1, /square/],
    [String.raw`\frac{s}{} `, "syntax", 8, /empty/],
    [String.raw`\left( s \right]`, "syntax", 9, /same kind of bracket/],
    [String.raw`$\alpha$`, "syntax", 0, /without the dollar signs/],
    [String.raw`s \cdot –s`, "syntax", 8, /minus is written -/],
    [String.raw`\operatorname{foo}(s)`, "unknown-name", 0, /unknown function foo/],
  ])("refuses %s and points at the place", (source, code, position, message) => {
    const error = fault(source)
    expect(error.code).toBe(code)
    expect(error.message).toMatch(message)
    expect(error.position).toBe(position)
  })

  test("refuses groups without end", () => {
    expect(() => parse("{".repeat(1e5), variables)).toThrow()
    expect(() => parse(String.raw`\frac{`.repeat(1e4), variables)).toThrow(/deeper than/)
  })
})
