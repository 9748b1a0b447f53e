// Formulas and derivations agree with the numbers, for every elementwise primitive.
import {
  apply,
  asTensor,
  type Elementwise,
  type Expr,
  type Interval,
  type NDArray,
  type Primitive,
  primitives,
  symbol,
} from "@nablajs/core"
import { derive, evaluate, latex, parse, text } from "@nablajs/symbolic"
import { check } from "@nablajs/symbolic/check"
import { describe, expect, test } from "vitest"
import { argumentsOf, type Case, casesOf } from "./cases.ts"
import { sample, uniform } from "./random.ts"

const names = ["a", "b", "c"]
const elementwise = Object.values(primitives).filter((p): p is Elementwise => p.kind === "elementwise")

const termOf = (p: Elementwise): Expr =>
  apply(
    p,
    names.slice(0, p.arity).map((name) => symbol(name, ["n"])),
  )

const shapes = Object.fromEntries(names.map((name) => [name, ["n"]]))

function valuesFor(p: Elementwise, seed: number): Record<string, never> {
  const next = uniform(seed)
  return Object.fromEntries(names.slice(0, p.arity).map((name, i) => [name, asTensor(sample(next, [4], p.domain[i] as Interval)) as never]))
}

describe.each(elementwise.map((p) => [p.name, p] as const))("%s", (_name, p) => {
  test("is read as it is printed", () => {
    const printed = text(termOf(p))
    const back = parse(printed, shapes)
    expect(text(back)).toBe(printed)
    const values = valuesFor(p, 5)
    const [x, y] = [evaluate(termOf(p), values), evaluate(back, values)] as unknown as [NDArray, NDArray]
    expect(y.toArray()).toEqual(x.toArray())
    expect(latex(back)).toBe(latex(termOf(p)))
  })

  p.partials.forEach((partial, i) => {
    if (partial === null) return
    test(`has the derivative by argument ${i} of automatic differentiation and of differences`, () => {
      const scalars = names.slice(0, p.arity).map((name) => symbol(name))
      const d = derive(apply(p, scalars), names[i] as string)
      const values = Object.fromEntries(scalars.map((s, k) => [s.name, middle(p.domain[k] as Interval)]))
      const report = check(d, { at: values as never })
      expect(report.summary).toContain("agree")
      expect(report.ok).toBe(true)
    })
  })
})

/** A point away from kinks and from the middle of symmetric intervals. */
const middle = ([lo, hi]: Interval): number => lo + 0.62 * (hi - lo)

// by JSON, which has one zero
const asArray = (x: unknown): unknown => JSON.parse(JSON.stringify(typeof x === "number" ? x : (x as NDArray).toArray()))

// Results by the several, and what reads complex numbers, are no formulas.
const single = Object.values(primitives).filter((p) => !p.multi)
const readable = (p: Primitive, c: Case): boolean => {
  const types = c.args.map((x) => x.dtype ?? "float64")
  const complex = p.kind !== "elementwise" && p.dtype(types, c.params as never).startsWith("complex")
  return c.feed === undefined && !complex && !types.includes("int8")
}

describe.each(single.flatMap((p) => casesOf(p).map((c) => [`${p.name} of ${c.title}`, p, c] as const)))("%s", (_title, p, c) => {
  test.runIf(readable(p, c))("is read as it is printed, parameters and all", () => {
    const args = argumentsOf(c, 3)
    const symbols = args.map((x, i) => symbol(`x${i}`, x.shape, { dtype: x.dtype }))
    const term = apply(p, symbols, c.params)
    const declared = Object.fromEntries(symbols.map((s) => [s.name as string, s.shape]))
    const printed = text(term)
    const back = parse(printed, declared)
    expect(back.shape).toEqual(term.shape)
    // an axis of one element that is stretched may be spelled otherwise, once
    expect(text(parse(text(back), declared))).toBe(text(back))
    const values = Object.fromEntries(symbols.map((s, i) => [s.name as string, asTensor(args[i] as NDArray) as never]))
    const numbers = (e: Expr): unknown => asArray(evaluate(e, values))
    expect(numbers(back)).toEqual(numbers(term))
  })
})
