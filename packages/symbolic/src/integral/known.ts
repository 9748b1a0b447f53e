// Rules that end a derivation: powers, exponentials and the table of antiderivatives, each of a linear inner function as well.
import { type Expr, literal } from "@nablajs/core"
import { dependsOn } from "../differentiate.ts"
import { simple } from "../simple.ts"
import { leaf, type Step } from "../steps/step.ts"
import { type Antiderivative, antiderivatives, inverseSquares, ofExponential, ofPower, reciprocals, squares } from "./antiderivatives.ts"
import { type Context, isX, type Rule } from "./rule.ts"
import { factorsOf, linearOf, over, powerOf, times } from "./terms.ts"

export const constant: Rule = (f, before, c) =>
  dependsOn(f, c.x) ? null : leaf("constant", "a constant: ∫ c dx = c x", before, simple(times(f, c.x)))

const POWER = "power rule: ∫ uⁿ du = uⁿ⁺¹ / (n + 1)"

/** F(a x + b) / a */
function ofLinear(F: Antiderivative, u: Expr, title: string, name: string, before: Expr, c: Context): Step | null {
  const found = linearOf(u, c.x)
  if (found === null) return null
  const [a] = found
  const whole = a.literal === 1 && isX(u, c) ? title : `${title}, with the inner factor divided out`
  return leaf(name, whole, before, simple(over(F(u), a)))
}

const look = (table: Readonly<Record<string, Antiderivative>>, f: Expr): Antiderivative | undefined => {
  const name = f.primitive?.name ?? ""
  return Object.hasOwn(table, name) ? table[name] : undefined
}

export const known: Rule = (f, before, c) => {
  if (isX(f, c)) return leaf("power", "power rule: ∫ xⁿ dx = xⁿ⁺¹ / (n + 1)", before, simple(ofPower(f, literal(1))))
  return ofPowerOf(f, before, c) ?? ofTable(f, before, c)
}

function ofPowerOf(f: Expr, before: Expr, c: Context): Step | null {
  const [base, n] = powerOf(f) ?? []
  if (base === undefined || n === undefined) return null
  const own = n.literal === 2 ? look(squares, base) : undefined
  if (own) return ofLinear(own, base.args[0] as Expr, `double angle: ∫ ${base.primitive?.name}² u du`, "double-angle", before, c)
  if (!dependsOn(n, c.x)) return ofLinear((u) => ofPower(u, n), base, POWER, "power", before, c)
  return dependsOn(base, c.x)
    ? null
    : ofLinear((u) => ofExponential(base, u), n, "exponential rule: ∫ aᵘ du = aᵘ / log a", "exponential", before, c)
}

function ofTable(f: Expr, before: Expr, c: Context): Step | null {
  const own = f.shape.length === 0 ? look(antiderivatives, f) : undefined
  const name = f.primitive?.name as string
  return own ? ofLinear(own, f.args[0] as Expr, `antiderivative of ${name}`, name, before, c) : null
}

export const reciprocal: Rule = (f, before, c) => {
  const { constant: fixed, top, bottom } = factorsOf(f, c.x)
  const [g] = bottom
  if (top.length > 0 || bottom.length !== 1 || g === undefined || fixed.literal !== 1) return null
  if (isX(g, c)) return leaf("logarithm", "∫ 1/x dx = log |x|", before, simple(ofPower(g, literal(-1))))
  const [base, n] = powerOf(g) ?? []
  if (base !== undefined && n?.literal === 2) {
    const own = look(inverseSquares, base)
    if (own) return ofLinear(own, base.args[0] as Expr, `antiderivative of 1/${base.primitive?.name}²`, "inverse-square", before, c)
  }
  if (base !== undefined && n?.literal != null)
    return ofLinear((u) => ofPower(u, literal(-(n.literal as number))), base, POWER, "power", before, c)
  const own = look(reciprocals, g)
  if (own) return ofLinear(own, g.args[0] as Expr, `antiderivative of 1/${g.primitive?.name}`, "reciprocal", before, c)
  return ofLinear((u) => ofPower(u, literal(-1)), g, "∫ 1/u du = log |u|", "logarithm", before, c)
}
