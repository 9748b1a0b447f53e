// Substitution: ∫ h(g(x)) g′(x) dx = ∫ h(u) du.
import { type Expr, order, same, share } from "@nablajs/core"
import { dependsOn, substitute } from "../differentiate.ts"
import { jacobianOf } from "../jacobian.ts"
import { simple } from "../simple.ts"
import { replaced } from "../steps/identity.ts"
import { branch, type Step } from "../steps/step.ts"
import { type Context, inside, positive, type Rule } from "./rule.ts"
import { over, power, powerOf } from "./terms.ts"

const MOST_CANDIDATES = 40
const MOST_SUBSTITUTIONS = 4

/** The step of a substitution u = g, where the integrand in u is known. */
export function substituted(h: Expr, g: Expr, u: Expr, before: Expr, c: Context, title?: string): Step | null {
  if (c.substitutions >= MOST_SUBSTITUTIONS) return null
  const inner = c.integrate(h, inside(c, u))
  if (inner === null) return null
  const name = u.name as string
  const result = simple(substitute(inner.result, new Map([[name, g]])))
  return branch(
    "substitution",
    title ?? `substitution: ∫ h(g(x)) g′(x) dx = ∫ h(${name}) d${name}`,
    before,
    inner.before,
    [inner],
    result,
    {
      substitution: { name, equals: g },
      note: `d${name} = g′(x) dx`,
    },
  )
}

/** u = g for every subterm g whose derivative is a factor of the integrand. */
export const substitution: Rule = (f, before, c) => {
  if (c.substitutions >= MOST_SUBSTITUTIONS) return null
  const [shared] = share(f) as [Expr]
  const candidates = order(shared)
    .filter((g) => g !== shared && g.primitive !== null && g.shape.length === 0 && dependsOn(g, c.x))
    .reverse()
    .slice(0, MOST_CANDIDATES)
  for (const g of candidates) {
    const slope = simple(jacobianOf(g, c.x))
    if (slope.literal === 0) continue
    const u = c.names.for(g)
    const h = withoutX(simple(over(f, slope)), g, u, c)
    const found = h && substituted(h, g, u, before, c)
    c.names.free(u)
    if (found) return found
  }
  return null
}

/** The term in u = g, null where x remains. */
function withoutX(e: Expr, g: Expr, u: Expr, c: Context): Expr | null {
  const [root, wanted] = share(e, simple(g)) as [Expr, Expr]
  const put = same(root, wanted) ? u : replaced(root, wanted, u)
  return dependsOn(put, c.x) || !dependsOn(put, u) ? null : put
}

/** u = xⁿ where the integrand is xⁿ⁻¹ h(xⁿ): ∫ x⁵ exp(−x²) dx. */
export const powerSubstitution: Rule = (f, before, c) => {
  if (c.substitutions >= MOST_SUBSTITUTIONS) return null
  for (const n of exponentsIn(f, c)) {
    const g = power(c.x, n)
    const u = c.names.for(g)
    const root = power(positive(u), 1 / n)
    const h = simple(substitute(over(f, simple(jacobianOf(g, c.x))), new Map([[c.x.name as string, root]])))
    const own = n % 2 === 0 ? positive(u) : u
    const isWhole = order(h).every((node) => powerOf(node) === null || !isRootOf(node, u))
    const found = isWhole ? substituted(substitute(h, new Map([[u.name as string, own]])), g, own, before, c) : null
    c.names.free(u)
    if (found) return found
  }
  return null
}

const isRootOf = (node: Expr, u: Expr): boolean => {
  const [base, n] = powerOf(node) as readonly [Expr, Expr]
  return base.name === u.name && !Number.isInteger(n.literal)
}

/** Whole powers of x above 1 that occur, and their divisors; the largest first. */
function exponentsIn(f: Expr, c: Context): number[] {
  const found = new Set<number>()
  for (const node of order(f)) {
    const [base, n] = powerOf(node) ?? []
    const k = Math.abs(n?.literal ?? 0)
    if (base?.name !== c.x.name || !Number.isInteger(k) || k > 24) continue
    for (let d = 2; d <= k + 1; d++) if (k % d === 0 || (k + 1) % d === 0) found.add(d)
  }
  return [...found].sort((a, b) => b - a)
}
