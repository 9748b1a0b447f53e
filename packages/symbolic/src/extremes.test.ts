// Long, deep and hostile formulas. What is counted is work and size, at n and at 2n: both grow in proportion, whatever the machine.
import { type Expr, order } from "@nablajs/core"
import { describe, expect, it } from "vitest"
import { derive } from "./derive.ts"
import { Algebra } from "./normal/algebra.ts"
import { Improver } from "./normal/improve.ts"
import { lower } from "./normal/lower.ts"
import { parse, type Declarations } from "./parse.ts"
import { code } from "./print/code/index.ts"
import { latex } from "./print/latex.ts"
import { text } from "./print/text.ts"
import { rules } from "./rules/index.ts"
import { simplify } from "./simplify.ts"
import { stepsJson } from "./json.ts"
import { stepsText } from "./steps.ts"

type Family = readonly [title: string, formula: (n: number) => string, by: string, variables?: (n: number) => Declarations]

const list = (n: number, term: (i: number) => string, sign = " + "): string => Array.from({ length: n }, (_, i) => term(i)).join(sign)
const nested = (n: number, open: string, inner: string, close: string): string => open.repeat(n) + inner + close.repeat(n)
const scalars =
  (...stems: string[]) =>
  (n: number): Declarations =>
    Object.fromEntries(stems.flatMap((stem) => Array.from({ length: n }, (_, i) => [`${stem}${i}`, []])))
const squares =
  (stem: string) =>
  (n: number): Declarations =>
    Object.fromEntries(Array.from({ length: n }, (_, i) => [`${stem}${i}`, ["n", "n"]]))
const square = (): Declarations => ({ A: ["n", "n"], B: ["n", "n"] })
const x = (): Declarations => ({ x: [] })

const long: readonly Family[] = [
  ["a sum of symbols", (n) => list(n, (i) => `x${i}`), "x0", scalars("x")],
  ["a sum of powers", (n) => list(n, (i) => `x^${i + 2}`), "x"],
  ["a sum of sines", (n) => list(n, (i) => `sin(${i + 1} * x)`), "x"],
  ["a sum of quotients", (n) => list(n, (i) => `1 / (x + ${i})`), "x"],
  ["a sum of products", (n) => list(n, (i) => `x${i} * y${i}`), "x0", scalars("x", "y")],
  ["a product of symbols", (n) => list(n, (i) => `x${i}`, " * "), "x0", scalars("x")],
  ["one factor many times", (n) => list(n, () => "x", " * "), "x"],
  ["a chain of quotients", (n) => list(n, () => "x", " / "), "x"],
]

const deep: readonly Family[] = [
  ["brackets", (n) => nested(n, "(", "x", ")"), "x"],
  ["signs", (n) => `${"-".repeat(n)}x`, "x"],
  ["sines of sines", (n) => nested(n, "sin(", "x", ")"), "x"],
  ["roots", (n) => nested(n, "sqrt(1 + ", "x", ")"), "x"],
  ["squares of sums", (n) => nested(n, "(", "x", " + 1)^2"), "x"],
  ["a continued fraction", (n) => nested(n, "1 / (x + ", "x", ")"), "x"],
  ["a tower of powers", (n) => list(n, () => "x", "^"), "x"],
  ["Horner's scheme", (n) => nested(n, "1 + x * (", "x", ")"), "x"],
  ["transposes", (n) => `tr(A${"'".repeat(n)})`, "A", square],
  ["sums of inverses", (n) => `tr(${nested(n, "inv(B + ", "A", ")")})`, "A", square],
  ["a chain of matrices", (n) => `tr(${list(n, (i) => `A${i}`, " * ")})`, "A0", squares("A")],
  ["layers", (n) => `sum(${nested(n, "tanh(A * ", "x", ")")})`, "x", () => ({ x: ["n"], A: ["n", "n"] })],
]

/** Terms and factors gone through, and nodes made, on the way to the shortest form. */
function workOf(formula: Expr): number {
  const algebra = new Algebra(rules)
  new Improver(algebra, false, () => {}).improve(lower(algebra, formula))
  return algebra.walked + algebra.table.count
}

const at = ([, formula, , variables = x]: Family, n: number): Expr => parse(formula(n), variables(n))

// a constant part, and what makes one more node of every so many
const inProportion = (once: number, twice: number): void => expect(twice).toBeLessThan(2.3 * once + 100)

describe("work in proportion to the length of a formula", { timeout: 120_000 }, () => {
  for (const family of [...long, ...deep.filter(([title]) => title !== "a tower of powers")]) {
    it(`simplifies ${family[0]}`, () => inProportion(workOf(at(family, 250)), workOf(at(family, 500))))
  }

  for (const family of [...long, ...deep]) {
    it(`derives ${family[0]} with an answer in proportion`, () => {
      const size = (n: number): number => order(derive(at(family, n), family[2]).expr).length
      inProportion(size(350), size(700))
    })
  }
})

describe("formulas of thousands of parts", { timeout: 120_000 }, () => {
  for (const family of [...long, ...deep.filter(([title]) => !title.includes("matri") && !title.includes("inverses"))]) {
    it(`reads, derives, simplifies and writes ${family[0]}`, () => {
      const f = at(family, 2_500)
      const d = derive(f, family[2])
      expect(order(d.expr).length).toBeLessThan(60_000)
      expect(order(simplify(f)).length).toBeLessThanOrEqual(2 * order(f).length + 10)
      for (const written of [text(d), latex(d), stepsText(d), code(d, { target: "numpy" })]) expect(written.length).toBeLessThan(1_000_000)
      expect(stepsJson(d).answer.text).toBe(text(d))
    })
  }
})

describe("sharing instead of trees", () => {
  it("keeps the second derivative of eight nested roots within a page", () => {
    const d = derive(nested(8, "sqrt(x + ", "x", ")"), "x", x(), { order: 2 })
    expect(order(d.expr).length).toBeLessThan(1_500)
    expect(text(d).length).toBeLessThan(20_000)
  })

  it("does not write a tower of powers out", () => {
    expect(
      text(
        derive(
          list(100, () => "x", "^"),
          "x",
        ),
      ).length,
    ).toBeLessThan(20_000)
  })

  it("keeps a term that doubles a hundred times in its shared form", () => {
    const steps = list(100, (i) => `t${i + 1} = sin(t${i}) * t${i}`, ", ")
    const d = derive(`t100 where t0 = x, ${steps}`, "x")
    expect(order(d.expr).length).toBeLessThan(5_000)
    expect(text(d).length).toBeLessThan(50_000)
  })

  it("keeps the powers of a matrix that is squared thirty times in their shared form", () => {
    const steps = list(30, (i) => `t${i + 1} = t${i} * t${i}`, ", ")
    const d = derive(`tr(t30) where t0 = A, ${steps}`, "A", square())
    expect(order(d.expr).length).toBeLessThan(5_000)
  })
})

describe("bounded multiplying out", () => {
  for (const formula of [
    "(a + b + c + d + f)^30",
    list(20, (i) => `(a + ${i} * b + c^${i + 1})`, " * "),
    nested(16, "(", "a", "^2 + b)"),
  ]) {
    it(`leaves ${formula.slice(0, 30)}… in factors`, () => {
      const variables = { a: [], b: [], c: [], d: [], f: [] }
      const answer = derive(formula, "a", variables)
      expect(text(answer).length).toBeLessThan(20_000)
      expect(text(simplify(parse(formula, variables), { expand: true })).length).toBeLessThan(20_000)
    })
  }
})

describe("refusals", () => {
  const refused = (formula: string): string => {
    try {
      parse(formula, { x: [] })
    } catch (error) {
      return (error as { code: string }).code
    }
    return "read"
  }

  it("refuses a million opening or closing brackets, powers and commands with one error", () => {
    expect(refused("(".repeat(1e6))).toBe("too-large")
    expect(refused(")".repeat(1e6))).toBe("syntax")
    expect(refused("^".repeat(1e6))).toBe("syntax")
    expect(refused(`x${"^".repeat(1e6)}`)).toBe("syntax")
    expect(refused("[".repeat(1e6))).toBe("syntax")
    expect(refused("\\frac".repeat(2e5))).toBe("too-large")
    expect(refused("\\sqrt{".repeat(1e5))).toBe("too-large")
  })

  it("refuses numbers beyond the range, and reads a million digits behind the point", () => {
    expect(refused("1e400 * x")).toBe("too-large")
    expect(refused(`${"1".repeat(1e4)} * x`)).toBe("too-large")
    expect(refused(`0.${"1".repeat(1e6)} * x`)).toBe("read")
  })

  it("takes powers of any exponent", () => {
    expect(text(derive("x^1000000000", "x"))).toBe("1000000000 * x^999999999")
    expect(text(derive("(x + 1)^1000000000", "x"))).toBe("1000000000 * (x + 1)^999999999")
  })
})
