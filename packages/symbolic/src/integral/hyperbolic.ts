// Hyperbolic functions beside sines, cosines and exponentials: as sums of exponentials, which the rules for growing waves reach.
import { type Expr, literal } from "@nablajs/core"
import { simple } from "../simple.ts"
import { branch } from "../steps/step.ts"
import { deeper, type Rule } from "./rule.ts"
import { call, factorsOf, linearOf, named, plus, powerOf, productOf, sumOf, times } from "./terms.ts"

/** c eᵘ */
interface Term {
  readonly c: number
  readonly u: Expr
}

const HIGHEST = 4

/** sinh or cosh of a x + b, as often as its power says, or eᵘ once; null for anything else. */
function growing(g: Expr, x: Expr): readonly (readonly Term[])[] | null {
  const [base, n] = powerOf(g) ?? [g, literal(1)]
  const [u, count] = [base.args[0] as Expr, n.literal ?? 0]
  if (!["sinh", "cosh", "exp"].some((name) => named(base, name)) || linearOf(u, x) === null) return null
  if (!Number.isInteger(count) || count < 1 || count > HIGHEST) return null
  if (named(base, "exp")) return [[{ c: 1, u: times(count, u) }]]
  const terms = [
    { c: 0.5, u },
    { c: named(base, "sinh") ? -0.5 : 0.5, u: times(-1, u) },
  ]
  return Array.from({ length: count }, () => terms)
}

const isHyperbolic = (g: Expr): boolean => {
  const [base] = powerOf(g) ?? [g]
  return named(base, "sinh") || named(base, "cosh")
}

const isWave = (g: Expr): boolean => {
  const [base] = powerOf(g) ?? [g]
  return named(base, "sin") || named(base, "cos")
}

/** ∫ sinh x sin x dx and its like: sinh u = (eᵘ − e⁻ᵘ) / 2, cosh u = (eᵘ + e⁻ᵘ) / 2. */
export const hyperbolicWave: Rule = (f, before, c) => {
  const { constant, top, bottom } = factorsOf(f, c.x)
  if (bottom.length > 0 || constant.literal !== 1 || !top.some(isHyperbolic) || !top.some(isWave)) return null
  const found = top.map((g) => growing(g, c.x))
  const others = top.filter((_, i) => found[i] === null)
  const sum = found
    .flatMap((g) => g ?? [])
    .reduce<readonly Term[]>(
      (list, g) => list.flatMap((p) => g.map((q) => ({ c: p.c * q.c, u: plus(p.u, q.u) }))),
      [{ c: 1, u: literal(0) }],
    )
  const terms = sum.map(({ c: factor, u }) => {
    const exponent = simple(u)
    return times(factor, productOf(exponent.literal === 0 ? others : [call("exp", exponent), ...others]))
  })
  const inner = c.integrate(sumOf(terms), deeper(c))
  return inner && branch("hyperbolic", "hyperbolic functions as sums of exponentials", before, inner.before, [inner], inner.result)
}
