import { isNablaError, order, type Shape } from "@nablajs/core"
import { describe, expect, test } from "vitest"
import type { FormulaError } from "./complain.ts"
import { evaluate, parse, text } from "./index.ts"

const variables = {
  s: [],
  t: [],
  x: ["n"],
  y: ["n"],
  b: ["m"],
  A: ["n", "n"],
  B: ["m", "n"],
  C: ["m", "n"],
  U: ["m", "k"],
  V: ["n", "k"],
} satisfies Record<string, Shape>

const fault = (source: string, declared: object = variables): FormulaError => {
  try {
    parse(source, declared as never)
  } catch (error) {
    if (isNablaError(error)) return error as FormulaError
    throw error
  }
  throw new Error(`accepted: ${source}`)
}

describe("parse", () => {
  test.each<[string, Shape, string]>([
    ["x'*A*x", [], "x' * A * x"],
    ["(A + A')*x", ["n"], "(A + A') * x"],
    ["x*y'", ["n", "n"], "x * y'"],
    ["x'*y", [], "x' * y"],
    ["norm2(B*x - b)^2", [], "norm2(B * x - b)^2"],
    ["norm(B - U*V')", [], "norm(B - U * V')"],
    ["2*x .* y ./ (1 + x.^2)", ["n"], "2 * x .* y ./ (1 + x.^2)"],
    ["-s^2", [], "-s^2"],
    ["2^3^s", [], "2^(3^s)"],
    ["s/t*2", [], "s / t * 2"],
    ["s/-t*2", [], "-s / t * 2"],
    ["s - (t - 1)", [], "s - (t - 1)"],
    ["tr(A'*A)", [], "tr(A' * A)"],
    ["diag(x)*A", ["n", "n"], "diag(x) * A"],
    ["diag(A)", ["n"], "diag(A)"],
    ["ones(m)*x'", ["m", "n"], "ones(m) * x'"],
    ["eye(n) + A", ["n", "n"], "eye(n) + A"],
    ["A^0", ["n", "n"], "eye(n)"],
    ["A^2", ["n", "n"], "A^2"],
    ["A^-1*x", ["n"], "inv(A) * x"],
    ["mean(x)", [], "sum(x) / n"],
    ["sum(B, axis=0)", ["n"], "sum(B, axis=0)"],
    ["max(x, 0)", ["n"], "max(x, 0)"],
    ["max(x)", [], "max(x)"],
    ["where(x > 0, x, 0)", ["n"], "where(x > 0, x, 0)"],
    ["softmax(x)", ["n"], "softmax(x)"],
    ["[1, 2; 3, 4] * [5, 6]", [2], "[[1, 2], [3, 4]] * [5, 6]"],
    ["1e-3 * pi * s", [], "0.001 * pi * s"],
    ['einsum("ij,jk->ik", B, A)', ["m", "n"], "B * A"],
    ["arcsin(s) + ln(t)", [], "asin(s) + log(t)"],
    ["u * u where u = s + 1", [], "(s + 1) * (s + 1)"],
    ["x′ · A × x − 1", [], "x' * A * x - 1"],
    ["1./x", ["n"], "1 ./ x"],
    ["n * s", [], "n * s"],
    ["xᵀ * A * x", [], "x' * A * x"],
    ["cumsum(x, back=true)", ["n"], "cumsum(x, back=true)"],
  ])("reads %s", (source, shape, printed) => {
    const e = parse(source, variables)
    expect(e.shape).toEqual(shape)
    expect(text(e)).toBe(printed)
  })

  test("adds up a vector along its one axis", () => {
    const sums = evaluate(parse("cumsum(x)", { x: ["n"] }), { x: [1, 2, 3] }) as unknown as { toArray: () => number[] }
    expect(sums.toArray()).toEqual([1, 3, 6])
  })

  test("binds signs as mathematics does", () => {
    const value = (source: string): unknown => evaluate(parse(source, { s: [] }), { s: 3 })
    expect(value("-s^2")).toBe(-9)
    expect(value("2^-1")).toBe(0.5)
    expect(value("2^3^2")).toBe(512)
    expect(value("12/s/2")).toBe(2)
    expect(value("12/-s*2")).toBe(-8)
    expect(value("-s*-s")).toBe(9)
    expect(value("1 - -s")).toBe(4)
    expect(value("2 - 3 - 4")).toBe(-5)
  })

  test.each([
    ["2s", 6],
    ["2s^2", 18],
    ["-2s", -6],
    ["2(s + 1)", 8],
    ["2sqrt(s + 1)", 4],
    ["3π", 3 * Math.PI],
    ["s²", 9],
    ["s² - 2s + 1", 4],
    ["s⁻¹", 1 / 3],
    ["2s³", 54],
    ["s¹⁰", 3 ** 10],
    ["√s", Math.sqrt(3)],
    ["√(s + 1)", 2],
    ["2√s²", 2 * Math.sqrt(3) ** 2],
    ["√exp(s)", Math.exp(1.5)],
    ["∛(9s)", 3],
    ["|s|", 3],
    ["|-s| + 1", 4],
    ["2|s - 5|", 4],
    ["|s - |s - 5| |", 1],
    ["|2|", 2],
    ["(|s|)^2", 9],
    ["s · 2 × 2 − 1", 11],
  ])("%s is %d", (source, expected) => expect(Number(evaluate(parse(source, { s: [] }), { s: 3 }))).toBeCloseTo(expected, 12))

  test.each<[string, string, number, RegExp]>([
    ["", "syntax", 0, /empty/],
    ["x +", "syntax", 2, /a term is missing after \+/],
    ["x y", "syntax", 2, /x \* y/],
    ["2 x", "syntax", 2, /2 \* x/],
    ["1/2s", "syntax", 2, /could belong to it or not/],
    ["s^2s", "syntax", 2, /could belong to it or not/],
    ["|s", "syntax", 0, /bar is never closed/],
    ["s|", "syntax", 1, /closes nothing/],
    ["|x|", "shape-mismatch", 0, /norm2/],
    ["||x||", "syntax", 0, /norm2/],
    ["√*s", "syntax", 0, /sqrt/],
    ["√2s", "syntax", 1, /could belong/],
    ["sin²(s)", "syntax", 4, /operator is missing/],
    ["(s)(t)", "syntax", 3, /\*/],
    ["(x", "syntax", 0, /never closed/],
    ["x)", "syntax", 1, /closes nothing/],
    ["sum(x", "syntax", 0, /never closed/],
    ["()", "syntax", 0, /empty/],
    ["sin(x,)", "syntax", 6, /missing after the comma/],
    ["s = 3", "syntax", 2, /no assignments/],
    ["s; t", "syntax", 1, /one expression/],
    ["$y", "syntax", 0, /cannot read/],
    ["1.2.3", "syntax", 0, /two decimal points/],
    ["s ** 2", "syntax", 2, /\^/],
    ["A \\ x", "syntax", 2, /inv\(A\)/],
    ["s < t < s", "syntax", 6, /do not chain/],
    ["s + + t", "syntax", 4, /missing before/],
    ["foo(x)", "unknown-name", 0, /unknown function foo/],
    ["sine(s)", "unknown-name", 0, /did you mean sin/],
    ["a + s", "unknown-name", 0, /did you mean A/],
    ["sin + s", "unknown-name", 0, /write sin\(…\)/],
    ["x(1)", "unknown-name", 0, /x \* \(…\)/],
    ["A^T", "unknown-name", 2, /x'/],
    ["sin(s, t)", "bad-argument", 0, /takes 1 argument, got 2/],
    ["max()", "bad-argument", 0, /got 0/],
    ["cumsum(A)", "bad-argument", 0, /axis=0/],
    ["flip(x)", "bad-argument", 0, /needs its parameters/],
    ["ones(q)", "unknown-name", 5, /unknown variable q/],
    ["x * y", "shape-mismatch", 2, /x' \* y.*x \.\* y/],
    ["A * b", "shape-mismatch", 2, /\[n, n\].*\[m\]/],
    ["B * C", "shape-mismatch", 2, /B' \* C/],
    ["x' + y", "shape-mismatch", 3, /transpose/],
    ["B + x", "shape-mismatch", 2, /ones\(m\) \* x'/],
    ["A / B", "shape-mismatch", 2, /inv\(A\)/],
    ["B^2", "shape-mismatch", 1, /square matrices/],
    ["2^A", "shape-mismatch", 1, /scalar exponent/],
    ["tr(B)", "shape-mismatch", 0, /m and n differ/],
    ["[1, 2; 3]", "ragged-array", 0, /same number/],
    ["1e999", "too-large", 0, /float64/],
    ["0x10 * s", "syntax", 0, /decimal digits/],
    ["1_000", "syntax", 0, /nothing between/],
    ["[1, 2", "syntax", 0, /never closed/],
    ["s // t", "syntax", 2, /no comments/],
    ["s # t", "syntax", 2, /no comments/],
    ["s := 3", "syntax", 2, /no assignments/],
    ["s\u200b + 1", "syntax", 1, /invisible character U\+200B/],
    ["s\u0000", "syntax", 1, /invisible character U\+0000/],
    ["s＋1", "syntax", 1, /write \+/],
    ["\u0445' * x", "unknown-name", 0, /looks like the declared x/],
    ["B + B'", "shape-mismatch", 2, /transpose one: B \(/],
    ["x' * x'", "shape-mismatch", 3, /did you mean x \* x'\?/],
    ["sum(s, foo=1)", "bad-argument", 0, /no option foo; it has axis/],
    ["reshape(x, size=3)", "bad-argument", 0, /no parameter size; it is called reshape\(x, shape=…\)/],
    ["flip(x, axes=0)", "bad-argument", 0, /parameter axes/],
    ["add(x)", "bad-argument", 0, /add takes 2 arguments, got 1/],
  ])("refuses %s and points at the place", (source, code, position, message) => {
    const error = fault(source)
    expect(error.code).toBe(code)
    expect(error.position).toBe(position)
    expect(error.message).toMatch(message)
  })

  test("shows the line with a caret under the place", () => {
    expect(fault("s +\n  A * B").message).toBe(
      [
        "parse: the inner sizes n and m of * differ: A has shape [n, n] and B has shape [m, n]; did you mean A * B'? (position 8)",
        "    A * B",
        "      ^",
      ].join("\n"),
    )
  })

  test.each(["constructor", "__proto__", "toString", "hasOwnProperty", "valueOf"])("takes %s for a name like any other", (name) => {
    expect(fault(name).code).toBe("unknown-name")
    expect(fault(`${name}(s)`).code).toBe("unknown-name")
    expect(text(parse(`${name} + 1`, new Map([[name, []]])))).toBe(`${name} + 1`)
  })

  test("looks at own properties of the declarations only", () => {
    expect(fault("s", Object.create({ s: [] })).code).toBe("unknown-name")
  })

  test.each<[string, string]>([
    ["brackets", `${"(".repeat(1e5)}s${")".repeat(1e5)}`],
    ["minus signs", `${"-".repeat(1e5)}s`],
    ["powers", `${"s^".repeat(1e5)}s`],
    ["calls", `${"sin(".repeat(1e5)}s${")".repeat(1e5)}`],
    ["open brackets", "(".repeat(1e5)],
  ])("refuses a hundred thousand nested %s in a sentence", (_, source) => {
    const error = fault(source)
    expect(error.code).toBe("too-large")
    expect(error.message.length).toBeLessThan(400)
  })

  test("reads long flat sums and products, and nesting below the limit", () => {
    const depth = (source: string): number => {
      const nodes = order(parse(source, { s: [] }))
      const level = new Map<unknown, number>()
      for (const x of nodes) level.set(x, 1 + Math.max(0, ...x.args.map((arg) => level.get(arg) as number)))
      return level.get(nodes[nodes.length - 1]) as number
    }
    expect(depth(`s${" + s".repeat(1e5)}`)).toBeLessThan(40)
    expect(depth(`${"sin(".repeat(9000)}s${")".repeat(9000)}`)).toBe(9001)
    expect(depth(`${"(".repeat(9000)}s${")".repeat(9000)}`)).toBe(1)
  })

  test("checks declarations before it reads", () => {
    expect(fault("x", { x: 3 }).message).toMatch(/shape/)
    expect(fault("x", { "x y": [] }).message).toMatch(/not a name/)
    expect(fault("x", { x: { shape: ["n"], flags: ["symmetric"] } }).message).toMatch(/square/)
    expect(fault("x", { x: { shape: ["n"], flags: ["tidy"] } }).message).toMatch(/known are/)
    expect(fault("x", { x: { shape: ["n"], flags: "positive" } }).message).toMatch(/are a list/)
    expect(fault("x", { x: ["n+"] }).message).toMatch(/sizes are/)
    expect(fault("x", { x: ["-n"] }).message).toMatch(/sizes are/)
  })
})
