// Formulas and derivations agree with the numbers, for every elementwise primitive.
import { apply, asTensor, type Elementwise, type Expr, type Interval, type NDArray, primitives, symbol } from "@nablajs/core"
import { derive, evaluate, latex, parse, text } from "@nablajs/symbolic"
import { check } from "@nablajs/symbolic/check"
import { describe, expect, test } from "vitest"
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
