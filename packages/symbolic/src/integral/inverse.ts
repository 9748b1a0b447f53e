// Substitutions that put x in terms of u: roots of linear functions, exponentials and logarithms.
import { type Expr, literal, order, same, share } from "@nablajs/core"
import { dependsOn, reapply, substitute } from "../differentiate.ts"
import { jacobianOf } from "../jacobian.ts"
import { fractionOf } from "../print/numbers.ts"
import { simple } from "../simple.ts"
import type { Step } from "../steps/step.ts"
import { type Context, positive, type Rule } from "./rule.ts"
import { substituted } from "./substitution.ts"
import { call, constantOf, factorsOf, linearOf, minus, named, numbersOf, over, plus, power, powerOf, times } from "./terms.ts"

/** The term with some of its nodes replaced, inner ones first. */
export function rewrittenBy(f: Expr, replace: (node: Expr) => Expr | null): Expr {
  const [shared] = share(f) as [Expr]
  const now = new Map<Expr, Expr>()
  for (const node of order(shared)) {
    const found = replace(node)
    if (found !== null) now.set(node, found)
    else if (node.primitive === null) now.set(node, node)
    else {
      const args = node.args.map((x) => now.get(x) as Expr)
      now.set(node, args.every((x, i) => x === node.args[i]) ? node : reapply(node, args))
    }
  }
  return now.get(shared) as Expr
}

/** ∫ f(x) dx = ∫ f(x(u)) x′(u) du, where f(x(u)) is given; null where x remains. */
function inverted(f: Expr, slope: Expr, g: Expr, u: Expr, before: Expr, c: Context): Step | null {
  const h = simple(times(f, slope))
  return dependsOn(h, c.x) ? null : substituted(h, g, u, before, c, `substitution: put x in terms of ${u.name}`)
}

/** g^(p/q) with a whole root. */
interface Root {
  readonly node: Expr
  readonly base: Expr
  readonly p: number
  readonly q: number
}

function rootOf(node: Expr, c: Context): Root | null {
  if (named(node, "cbrt")) return { node, base: node.args[0] as Expr, p: 1, q: 3 }
  const [base, n] = powerOf(node) ?? []
  const fraction = n?.literal == null ? null : fractionOf(n.literal)
  if (base === undefined || fraction === null || fraction[1] > 12 || !dependsOn(base, c.x)) return null
  return { node, base, p: fraction[0], q: fraction[1] }
}

/** x in terms of w = (a x + b) / (d + e x), by which its roots go away. */
function inverseOf(base: Expr, w: Expr, c: Context): Expr | null {
  const linear = linearOf(base, c.x)
  if (linear !== null) return over(minus(w, linear[1]), linear[0])
  if (!named(base, "divide")) return null
  const [top, bottom] = base.args.map((e) => numbersOf(e, c.x))
  if (!top || !bottom || top.length > 2 || bottom.length > 2) return null
  const [b, a, d, e] = [top[0] ?? 0, top[1] ?? 0, bottom[0] ?? 0, bottom[1] ?? 0]
  return a * d === b * e ? null : over(minus(times(d, w), b), minus(a, times(e, w)))
}

const leastMultiple = (a: number, b: number): number => {
  let [x, y] = [a, b]
  while (y > 0) [x, y] = [y, x % y]
  return (a / x) * b
}

/** u = ⁿ√(a x + b), with the least n by which all roots go away. */
export const rootSubstitution: Rule = (f, before, c) => {
  const [shared] = share(f) as [Expr]
  const roots = order(shared).flatMap((node) => rootOf(node, c) ?? [])
  for (const base of new Set(roots.map((r) => r.base))) {
    const own = roots.filter((r) => same(r.base, base))
    const n = own.reduce((m, r) => leastMultiple(m, r.q), 1)
    const g = own.every((r) => named(r.node, "cbrt")) ? call("cbrt", base) : simple(power(base, 1 / n))
    const u = c.names.for(g)
    const w = n % 2 === 0 ? positive(u) : u
    const x = n > 12 ? null : inverseOf(base, power(w, n), c)
    let found: Step | null = null
    if (x !== null) {
      const rooted = rewrittenBy(shared, (node) => {
        const root = own.find((r) => r.node === node)
        return root ? power(w, (root.p * n) / root.q) : null
      })
      found = inverted(substitute(rooted, new Map([[c.x.name as string, x]])), simple(jacobianOf(x, w)), g, w, before, c)
    }
    c.names.free(u)
    if (found) return found
  }
  return null
}

/** u = a x + b where a power of it is multiplied with others: ∫ x (x − 1)¹⁰ dx. */
export const shift: Rule = (f, before, c) => {
  const { top, bottom } = factorsOf(f, c.x)
  const bases = [...bottom.map((g) => powerOf(g)?.[0] ?? g), ...top.flatMap((g) => powerOf(g)?.[0] ?? [])]
  const g = bases.find((b) => b.name === null && linearOf(b, c.x) !== null)
  if (g === undefined || top.length === 0) return null
  const [a, b] = linearOf(g, c.x) as readonly [Expr, Expr]
  const u = c.names.for(g)
  const put = rewrittenBy(f, (node) => (same(node, g) ? u : null))
  const h = substitute(put, new Map([[c.x.name as string, over(minus(u, b), a)]]))
  const found = inverted(h, over(1, a), g, u, before, c)
  c.names.free(u)
  return found
}

/** The exponent and its factor of x in e^{kx + c} and aᵏˣ. */
function exponentOf(node: Expr, c: Context): { readonly k: Expr; readonly rest: Expr } | null {
  if (!named(node, "exp")) return null
  const linear = linearOf(node.args[0] as Expr, c.x)
  return linear && { k: linear[0], rest: linear[1] }
}

const hyperbolic: Readonly<Record<string, (grown: Expr) => Expr>> = {
  sinh: (w) => over(minus(w, over(1, w)), 2),
  cosh: (w) => over(plus(w, over(1, w)), 2),
  tanh: (w) => over(minus(times(w, w), 1), plus(times(w, w), 1)),
  sigmoid: (w) => over(w, plus(1, w)),
}

/** Hyperbolic functions by exponentials. */
export const byExponentials = (f: Expr): Expr =>
  rewrittenBy(f, (node) => {
    const name = node.primitive?.name ?? ""
    return Object.hasOwn(hyperbolic, name) ? (hyperbolic[name] as (w: Expr) => Expr)(call("exp", node.args[0] as Expr)) : null
  })

/** u = e^{kx}, of which all exponentials are whole powers. */
export const exponentialSubstitution: Rule = (f, before, c) => {
  const [shared] = share(byExponentials(f)) as [Expr]
  const found = order(shared).flatMap((node) => {
    const e = exponentOf(node, c)
    return e === null ? [] : [{ node, ...e }]
  })
  if (found.length === 0) return null
  const ratios = found.map((e) => constantOf(simple(over(e.k, (found[0] as { k: Expr }).k))))
  const step = commonStep(ratios)
  if (step === null) return null
  const k = simple(times(step, (found[0] as { k: Expr }).k))
  const g = simple(call("exp", times(k, c.x)))
  const u = c.names.for(g)
  const w = positive(u)
  const grown = rewrittenBy(shared, (node) => {
    const i = found.findIndex((e) => e.node === node)
    if (i < 0) return null
    const { rest } = found[i] as { rest: Expr }
    const own = power(w, Math.round((ratios[i] as number) / step))
    return rest.literal === 0 ? own : times(call("exp", rest), own)
  })
  const answer = inverted(grown, over(1, times(k, w)), g, w, before, c)
  c.names.free(u)
  return answer
}

/** The largest number of which all are whole multiples. */
function commonStep(ratios: readonly (number | null)[]): number | null {
  let n = 1
  for (const r of ratios) {
    if (r === null) return null
    const fraction = Number.isInteger(r) ? [r, 1] : fractionOf(r)
    if (fraction === null || (fraction[1] as number) > 12) return null
    n = leastMultiple(n, fraction[1] as number)
  }
  const whole = ratios.map((r) => Math.abs(Math.round((r as number) * n))).filter((m) => m > 0)
  return whole.length === 0 || n > 12 ? null : whole.reduce(greatestDivisor) / n
}

const greatestDivisor = (a: number, b: number): number => (b === 0 ? a : greatestDivisor(b, a % b))

/** u = log(a x + b): ∫ cos(log x) dx. */
export const logarithmSubstitution: Rule = (f, before, c) => {
  const [shared] = share(f) as [Expr]
  const g = order(shared).find((node) => named(node, "log") && linearOf(node.args[0] as Expr, c.x) !== null)
  if (g === undefined || g === shared) return null
  const [a, b] = linearOf(g.args[0] as Expr, c.x) as readonly [Expr, Expr]
  const u = c.names.for(g)
  const x = over(minus(call("exp", u), b), a)
  const put = substitute(
    rewrittenBy(shared, (node) => (node === g ? u : null)),
    new Map([[c.x.name as string, x]]),
  )
  const found = inverted(put, over(call("exp", u), a), g, u, before, c)
  c.names.free(u)
  return found
}

const E = literal(Math.E)

/** The integrand with e to a power as the exponential function, and roots of odd powers as one power: √x³ is defined for x ≥ 0. */
export const prepared = (f: Expr): Expr =>
  rewrittenBy(f, (node) => {
    const [base, n] = powerOf(node) ?? []
    if (base === undefined || n === undefined) return null
    if (same(base, E)) return call("exp", n)
    const [inner, m] = powerOf(base) ?? []
    const isRoot = n.literal !== null && fractionOf(n.literal)?.[1] === 2
    return isRoot && inner !== undefined && Math.abs((m?.literal ?? 0) % 2) === 1 ? power(inner, n.literal * (m?.literal as number)) : null
  })
