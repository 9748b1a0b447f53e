import { type Expr, type NDArray, symbolsOf, type Value } from "@nablajs/core"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { equivalent, evaluate, latex, parse, parseLatex, simplify, text } from "./index.ts"
import { someValues, uniform } from "./random.ts"

const variables = {
  s: [],
  t: [],
  p: { shape: [], flags: ["positive"] },
  x: ["n"],
  y: ["n"],
  b: ["m"],
  A: ["n", "n"],
  S: { shape: ["n", "n"], flags: ["symmetric"] },
  B: ["m", "n"],
  C: ["m", "n"],
} as const

type Kind = "scalar" | "vector" | "short" | "square" | "wide"

/** Formulas of each kind: [pattern, kinds of the holes]. */
const grammar: Record<Kind, readonly (readonly [string, ...Kind[]])[]> = {
  scalar: [
    ["s"],
    ["t"],
    ["p"],
    ["2"],
    ["0.5"],
    ["-3"],
    ["(# + #)", "scalar", "scalar"],
    ["(# - #)", "scalar", "scalar"],
    ["((#) * (#))", "scalar", "scalar"],
    ["((#) / (2 + (#)^2))", "scalar", "scalar"],
    ["(#)^2", "scalar"],
    ["(#)^3", "scalar"],
    ["p^(#)", "scalar"],
    ["sin(#)", "scalar"],
    ["cos(#)^2", "scalar"],
    ["sin(#)^2", "scalar"],
    ["exp(-(#)^2)", "scalar"],
    ["tanh(#)", "scalar"],
    ["abs(#)", "scalar"],
    ["log(1 + (#)^2)", "scalar"],
    ["sqrt(1 + (#)^2)", "scalar"],
    ["sigmoid(#)", "scalar"],
    ["-(#)", "scalar"],
    ["(#)' * (#)", "vector", "vector"],
    ["sum(#)", "vector"],
    ["norm2(#)^2", "vector"],
    ["norm2(#)", "vector"],
    ["tr(#)", "square"],
    ["sum(#)", "wide"],
    ["tr((#) * (#))", "square", "square"],
    ["max(#, #)", "scalar", "scalar"],
    ["logsumexp(#)", "vector"],
  ],
  vector: [
    ["x"],
    ["y"],
    ["(# + #)", "vector", "vector"],
    ["(# - #)", "vector", "vector"],
    ["(# + #)", "vector", "scalar"],
    ["(#) * (#)", "scalar", "vector"],
    ["(#) .* (#)", "vector", "vector"],
    ["(#) ./ (1 + (#).^2)", "vector", "vector"],
    ["(#) * (#)", "square", "vector"],
    ["(#)' * (#)", "square", "vector"],
    ["(#)' * (#)", "wide", "short"],
    ["tanh(#)", "vector"],
    ["exp(-(#).^2)", "vector"],
    ["max(#, 0)", "vector"],
    ["softmax(#)", "vector"],
    ["diag(#)", "square"],
    ["(#).^2", "vector"],
    ["where(# > 0, #, #)", "vector", "vector", "scalar"],
    ["ones(n)"],
  ],
  short: [["b"], ["(#) * (#)", "wide", "vector"], ["(# - #)", "short", "short"], ["relu(#)", "short"]],
  square: [
    ["A"],
    ["S"],
    ["(#)'", "square"],
    ["(# + #)", "square", "square"],
    ["(# - #)", "square", "square"],
    ["(#) * (#)", "square", "square"],
    ["(#)' * (#)", "wide", "wide"],
    ["(#) * (#)'", "vector", "vector"],
    ["diag(#)", "vector"],
    ["(#) * (#)", "scalar", "square"],
    ["(#) .* (#)", "square", "square"],
    ["tanh(#)", "square"],
    ["eye(n)"],
    ["inv(A' * A + eye(n))"],
  ],
  wide: [
    ["B"],
    ["C"],
    ["(# + #)", "wide", "wide"],
    ["(#) * (#)", "wide", "square"],
    ["(#) * (#)'", "short", "vector"],
    ["(#) .* (#)", "wide", "wide"],
  ],
}

/** A formula from a seed, about `depth` levels deep. */
function formula(seed: number, depth: number): string {
  const next = uniform(seed)
  const make = (kind: Kind, left: number): string => {
    const options = grammar[kind].filter(([, ...holes]) => left > 0 || holes.length === 0)
    const [pattern, ...holes] = options[Math.floor(next() * options.length)] as readonly [string, ...Kind[]]
    let k = 0
    return pattern.replaceAll("#", () => make(holes[k++] as Kind, left - 1))
  }
  const kinds = Object.keys(grammar) as Kind[]
  return make(kinds[Math.floor(next() * kinds.length)] as Kind, depth)
}

const sizes = new Map([
  ["n", 3],
  ["m", 2],
])

const numbers = (x: Value): number[] => (typeof x === "number" ? [x] : Array.from((x as unknown as NDArray).data))

/** The largest difference relative to the size of the values; 0 where both are not finite. */
function difference(a: Expr, b: Expr, seed: number): number {
  const values = { ...Object.fromEntries(sizes), ...someValues(symbolsOf(a, b), sizes, uniform(seed), [-1.5, 1.5]) }
  const [x, y] = [numbers(evaluate(a, values)), numbers(evaluate(b, values))]
  expect(x.length).toBe(y.length)
  const scale = Math.max(1, ...x.map(Math.abs).filter(Number.isFinite))
  return Math.max(0, ...x.map((v, i) => (Number.isFinite(v) ? Math.abs(v - (y[i] as number)) / scale : 0)))
}

const seeds = fc.integer({ min: 0, max: 2 ** 31 - 1 })
const runs = { numRuns: 250, seed: 20_221_123 }

describe("random formulas", () => {
  test("read back from their text as the same values", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const e = parse(formula(seed, 4), variables)
        const printed = text(e)
        const again = parse(printed, variables)
        expect(difference(e, again, seed), printed).toBeLessThan(1e-9)
      }),
      runs,
    )
  })

  test("keep their values when they are simplified, and stay readable", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const source = formula(seed, 4)
        const e = parse(source, variables)
        const short = simplify(e)
        expect(short.shape).toEqual(e.shape)
        expect(difference(e, short, seed), `${source}  →  ${text(short)}`).toBeLessThan(1e-8)
        expect(difference(e, parse(text(short), variables), seed), text(short)).toBeLessThan(1e-8)
      }),
      runs,
    )
  })

  test("keep their values when they are multiplied out", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const e = parse(formula(seed, 3), variables)
        expect(difference(e, simplify(e, { expand: true }), seed)).toBeLessThan(1e-8)
      }),
      { ...runs, numRuns: 120 },
    )
  })

  test("are equal to their simplification by proof", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const e = parse(formula(seed, 3), variables)
        expect(equivalent(e, simplify(e)).equivalent).not.toBe(false)
      }),
      { ...runs, numRuns: 60 },
    )
  })

  test("each rule that fires on the way keeps the values", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        simplify(parse(formula(seed, 4), variables), {
          onStep: ({ rule, before, after }) =>
            expect(difference(before, after, seed), `${rule}: ${text(before)}  →  ${text(after)}`).toBeLessThan(1e-8),
        })
      }),
      { ...runs, numRuns: 120 },
    )
  })

  test("read back from their LaTeX as the same values", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const e = parse(formula(seed, 4), variables)
        const printed = latex(e)
        expect(difference(e, parseLatex(printed, variables), seed), printed).toBeLessThan(1e-9)
      }),
      runs,
    )
  })

  test("print LaTeX whose braces and brackets pair up", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const out = latex(parse(formula(seed, 4), variables))
        const count = (pattern: RegExp): number => out.match(pattern)?.length ?? 0
        expect(count(/\{/g)).toBe(count(/\}/g))
        expect(count(/\\left/g)).toBe(count(/\\right/g))
      }),
      runs,
    )
  })
})
