// Every special case that the standard lists, in both precisions.
import { describe, expect, it } from "vitest"
import * as nb from "../../src/index.ts"
import { complexCases } from "./complex.ts"
import { realCases } from "./real.ts"
import { answers, cases, near, operands } from "./values.ts"

// biome-ignore lint/suspicious/noExplicitAny: functions are called by name
const api = nb as any

/** "-x1" and "x1+1" derive the second operand from the first. */
const second = (word: string, x: number): readonly number[] =>
  word === "-x1" ? [-x] : word === "x1" ? [x] : word === "x1+1" ? [x + 1] : operands(word)

function combinations([a = "", b, c]: readonly string[]): number[][] {
  return operands(a).flatMap((x) => {
    if (b === undefined) return [[x]]
    return second(b, x).flatMap((y) => (c === undefined ? [[x, y]] : operands(c).map((z) => [x, y, z])))
  })
}

const shown = (numbers: readonly number[]): string => numbers.map((x) => (Object.is(x, -0) ? "-0" : String(x))).join(", ")

describe.each(["float64", "float32"] as const)("special values of %s", (dtype) => {
  it.each(cases(realCases))("%s: %s", (name, _, words, answer) => {
    const table = combinations(words)
    expect(table.length).toBeGreaterThan(0)
    for (const numbers of table) {
      const got = Number(api[name](...numbers.map((x) => api.tensor(x, { dtype }))).item())
      expect(answers(answer, got, numbers[0] as number, numbers[1] as number), `${name}(${shown(numbers)}) is ${shown([got])}`).toBe(true)
    }
  })
})

/** A complex answer as its parts; of real answers and truth values the first alone. */
function partsOf(y: { item(): unknown }): readonly number[] {
  const value = y.item() as number | boolean | { re: number; im: number }
  return typeof value === "object" ? [value.re, value.im] : [Number(value)]
}

const scaled = (word: string, b: number): readonly [number, number] => {
  const r = word.startsWith("inf") ? Number.POSITIVE_INFINITY : 0
  const [re, im] = [r * Math.cos(b), r * Math.sin(b)]
  return [word.endsWith("− 1") ? re - 1 : re, im]
}

function agrees(answer: string, got: readonly number[], a: number, b: number): boolean {
  const [re = Number.NaN, im] = got
  if (answer === "|a|" || answer === "|b|") return Object.is(re, Math.abs(answer === "|a|" ? a : b))
  if (answer.includes("cis")) {
    // the sign of a zero times a zero is left open
    const [x, y] = scaled(answer, b)
    return near(re, x) && (near(im as number, y) || (b === 0 && Number.isNaN(y) && im === 0))
  }
  const [first = "", other] = answer.split(", ")
  return answers(first, re, a, b) && (other === undefined || answers(other, im as number, a, b))
}

/** f(z̄) is the conjugate of f(z), so that each case speaks of two halves of the plane. */
const mirrored = new Set("acos acosh asinh atanh cosh exp expm1 log log1p sinh sqrt tanh".split(" "))

describe.each(["complex128", "complex64"] as const)("special values of %s", (dtype) => {
  it.each(cases(complexCases))("%s: %s", (name, _, [real = "", imaginary = ""], answer) => {
    for (const a of operands(real)) {
      for (const b of operands(imaginary)) {
        const of = (im: number): readonly number[] => partsOf(api[name](api.tensor({ re: a, im }, { dtype })))
        const got = of(b)
        expect(agrees(answer, got, a, b), `${name}(${shown([a, b])}) is ${shown(got)}`).toBe(true)
        if (!mirrored.has(name)) continue
        const [re = Number.NaN, im = Number.NaN] = of(-b)
        expect(agrees(answer, [re, -im], a, b), `${name}(${shown([a, -b])}) is ${shown([re, im])}`).toBe(true)
      }
    }
  })
})
