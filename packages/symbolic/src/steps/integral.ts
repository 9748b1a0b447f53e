// The rules of integration: sums, constants, powers, known antiderivatives, substitution, parts. Each step is an equation up to
// a constant.
import { asin, asTensor, type Expr, literal, order, same, share, sqrt, symbolsOf, toExpr } from "@nablajs/core"
import { dependsOn, substitute } from "../differentiate.ts"
import { evaluate } from "../evaluate.ts"
import { jacobianOf } from "../jacobian.ts"
import { coefficientsOf } from "../polynomial.ts"
import { simple } from "../simple.ts"
import { simplify } from "../simplify.ts"
import {
  antiderivatives,
  exponentialOf,
  inverseSquares,
  minus,
  over,
  plus,
  powerOf,
  rational,
  reciprocals,
  squares,
  times,
} from "./antiderivatives.ts"
import { replaced } from "./identity.ts"
import { integralOf } from "./operator.ts"
import { sumOf, type Wave } from "./waves.ts"
import { branch, leaf, Names, type Step } from "./step.ts"

interface Context {
  readonly x: Expr
  readonly names: Names
  readonly depth: number
  /** Substitutions so far: they may not go in circles. */
  readonly substitutions: number
}

const DEEPEST = 12

/** The derivation of ∫ f dx, null where the rules do not reach. */
export const integralSteps = (f: Expr, x: Expr): Step | null => rule(f, { x, names: new Names(f, x), depth: 0, substitutions: 0 })

type Rule = (f: Expr, before: Expr, c: Context) => Step | null

function rule(f: Expr, c: Context): Step | null {
  if (c.depth > DEEPEST) return null
  const before = integralOf(f, c.x)
  for (const attempt of rules) {
    const found = attempt(f, before, c)
    if (found !== null) return found
  }
  return null
}

const deeper = (c: Context): Context => ({ ...c, depth: c.depth + 1 })
const named = (e: Expr | undefined, name: string): boolean => e?.primitive?.name === name
const isX = (e: Expr, c: Context): boolean => e.name !== null && e.name === c.x.name

const constant: Rule = (f, before, c) =>
  dependsOn(f, c.x) ? null : leaf("constant", "a constant: ∫ c dx = c x", before, simple(times(f, c.x)))

const sum: Rule = (f, before, c) => {
  const name = f.primitive?.name
  if (name !== "add" && name !== "subtract") return null
  const [a, b] = f.args as [Expr, Expr]
  const left = rule(a, deeper(c))
  const right = left && rule(b, deeper(c))
  if (!left || !right) return null
  const combine = name === "add" ? plus : minus
  return branch(
    "sum",
    "sum rule: term by term",
    before,
    combine(left.before, right.before),
    [left, right],
    simple(combine(left.result, right.result)),
  )
}

/** c₁ c₂ … f₁ f₂ … / (g₁ g₂ …) */
interface Factors {
  readonly constant: Expr
  readonly top: readonly Expr[]
  readonly bottom: readonly Expr[]
}

function factorsOf(f: Expr, c: Context): Factors {
  let fixed: Expr = literal(1)
  const [top, bottom]: [Expr[], Expr[]] = [[], []]
  const stack: { e: Expr; up: boolean }[] = [{ e: f, up: true }]
  while (stack.length > 0) {
    const { e, up } = stack.pop() as { e: Expr; up: boolean }
    if (!dependsOn(e, c.x)) fixed = up ? times(fixed, e) : over(fixed, e)
    else if (named(e, "multiply")) stack.push({ e: e.args[1] as Expr, up }, { e: e.args[0] as Expr, up })
    else if (named(e, "divide")) stack.push({ e: e.args[1] as Expr, up: !up }, { e: e.args[0] as Expr, up })
    else if (named(e, "negative")) {
      fixed = times(-1, fixed)
      stack.push({ e: e.args[0] as Expr, up })
    } else (up ? top : bottom).push(e)
  }
  return { constant: simple(fixed), top, bottom }
}

const productOf = (factors: readonly Expr[]): Expr => (factors.length === 0 ? literal(1) : factors.reduce((a, b) => times(a, b)))
const quotientOf = ({ top, bottom }: Factors): Expr => (bottom.length === 0 ? productOf(top) : over(productOf(top), productOf(bottom)))

const constantMultiple: Rule = (f, before, c) => {
  const factors = factorsOf(f, c)
  if (factors.constant.literal === 1) return null
  const inner = rule(quotientOf(factors), deeper(c))
  if (inner === null) return null
  return branch(
    "constant-multiple",
    "constant multiple rule: ∫ c f dx = c ∫ f dx",
    before,
    times(factors.constant, inner.before),
    [inner],
    simple(times(factors.constant, inner.result)),
  )
}

/** a and b of u = a x + b. */
function linearOf(u: Expr, c: Context): readonly [Expr, Expr] | null {
  const coefficients = coefficientsOf(u, c.x)
  return coefficients?.length === 2 ? [coefficients[1] as Expr, coefficients[0] as Expr] : null
}

/** F(a x + b) / a */
function ofLinear(f: (u: Expr) => Expr, u: Expr, title: string, name: string, before: Expr, c: Context): Step | null {
  const found = linearOf(u, c)
  if (found === null) return null
  const [a] = found
  return leaf(name, a.literal === 1 && isX(u, c) ? title : `${title}, with the inner factor divided out`, before, simple(over(f(u), a)))
}

/** Base and exponent, where −1 is a number and no negation of one. */
function withNumber(f: Expr): readonly [Expr, Expr] {
  const [a, b] = f.args as [Expr, Expr]
  return [a, b !== undefined && b.literal === null && symbolsOf(b).length === 0 ? literal(numberOf(b)) : b]
}

const known: Rule = (f, before, c) => {
  const name = f.primitive?.name ?? ""
  const [a, b] = withNumber(f)
  if (isX(f, c)) return leaf("power", "power rule: ∫ xⁿ dx = xⁿ⁺¹ / (n + 1)", before, simple(powerOf(f, literal(1))))
  if ((name === "pow" && b.literal === 2) || name === "square") {
    const inner = a.args[0]
    const own = Object.hasOwn(squares, a.primitive?.name ?? "") ? squares[a.primitive?.name ?? ""] : undefined
    if (own && inner) return ofLinear(own, inner, `double angle: ∫ ${a.primitive?.name}² u du`, "double-angle", before, c)
  }
  if (name === "pow" && !dependsOn(b, c.x))
    return ofLinear((u) => powerOf(u, b), a, "power rule: ∫ uⁿ du = uⁿ⁺¹ / (n + 1)", "power", before, c)
  if (name === "pow" && !dependsOn(a, c.x))
    return ofLinear((u) => exponentialOf(a, u), b, "exponential rule: ∫ aᵘ du = aᵘ / log a", "exponential", before, c)
  const own = Object.hasOwn(antiderivatives, name) && f.shape.length === 0 ? antiderivatives[name] : undefined
  return own ? ofLinear(own, a, `antiderivative of ${name}`, name, before, c) : null
}

const reciprocal: Rule = (f, before, c) => {
  const { constant: fixed, top, bottom } = factorsOf(f, c)
  const [g] = bottom
  if (top.length > 0 || bottom.length !== 1 || g === undefined || fixed.literal !== 1) return null
  const name = g.primitive?.name ?? ""
  const [a, b] = g.args as [Expr, Expr]
  if (isX(g, c)) return leaf("logarithm", "∫ 1/x dx = log |x|", before, simple(powerOf(g, literal(-1))))
  if (name === "pow" && b.literal !== null) {
    const own =
      b.literal === 2 && Object.hasOwn(inverseSquares, a.primitive?.name ?? "") ? inverseSquares[a.primitive?.name ?? ""] : undefined
    if (own) return ofLinear(own, a.args[0] as Expr, `antiderivative of 1/${a.primitive?.name}²`, "inverse-square", before, c)
    return ofLinear((u) => powerOf(u, literal(-(b.literal as number))), a, "power rule: ∫ uⁿ du = uⁿ⁺¹ / (n + 1)", "power", before, c)
  }
  if (name === "sqrt")
    return (
      ofLinear((u) => powerOf(u, literal(-0.5)), a, "power rule: ∫ uⁿ du = uⁿ⁺¹ / (n + 1)", "power", before, c) ?? arcsine(a, before, c)
    )
  const own = Object.hasOwn(reciprocals, name) ? reciprocals[name] : undefined
  if (own) return ofLinear(own, a, `antiderivative of 1/${name}`, "reciprocal", before, c)
  return ofLinear((u) => powerOf(u, literal(-1)), g, "∫ 1/u du = log |u|", "logarithm", before, c)
}

// ∫ dx / √(k − m x²) = asin(x √(m/k)) / √m
function arcsine(u: Expr, before: Expr, c: Context): Step | null {
  const q = numbersOf(u, c)
  if (q?.length === 3 && q[1] === 0 && (q[2] as number) > 0 && q[0] !== 0) return logarithmic(u, q[2] as number, before, c)
  if (q === null || q.length !== 3 || q[1] !== 0 || (q[0] as number) <= 0 || (q[2] as number) >= 0) return null
  const [k, m] = [q[0] as number, -(q[2] as number)]
  const inner = times(Math.sqrt(m / k), c.x)
  return leaf("arcsine", "∫ 1/√(1 − u²) du = asin u", before, simple(over(callAsin(inner), Math.sqrt(m))))
}

// ∫ dx / √(m x² + k) = log |√m x + √(m x² + k)| / √m, for k of either sign
function logarithmic(u: Expr, m: number, before: Expr, c: Context): Step {
  const inner = plus(times(Math.sqrt(m), c.x), toExpr(sqrt(asTensor(u) as never)))
  return leaf("logarithm", "∫ 1/√(u² ± 1) du = log |u + √(u² ± 1)|", before, simple(over(powerOf(inner, literal(-1)), Math.sqrt(m))))
}

// ∫ √q dx for q = k + m x²: (x √q + k ∫ dx/√q) / 2
const halfCircle: Rule = (f, before, c) => {
  if (!named(f, "sqrt")) return null
  const u = f.args[0] as Expr
  const q = numbersOf(u, c)
  if (q === null || q.length !== 3 || q[1] !== 0) return null
  const rest = arcsine(u, integralOf(over(1, f), c.x), c)
  if (rest === null) return null
  const whole = (last: Expr): Expr => over(plus(times(c.x, f), times(q[0] as number, last)), 2)
  return branch(
    "parts",
    "by parts: ∫ √q dx = (x √q + k ∫ 1/√q dx) / 2 for q = k + m x²",
    before,
    whole(rest.before),
    [rest],
    simple(whole(rest.result)),
  )
}

const numbersOf = (e: Expr, c: Context): number[] | null => {
  const found = coefficientsOf(e, c.x)
  return found === null || found.some((k) => symbolsOf(k).length > 0) ? null : found.map((k) => Number(numberOf(k)))
}

const numberOf = (e: Expr): number => {
  const value = evaluate(e, {})
  return Number(typeof value === "number" ? value : (value as unknown as { item(): unknown }).item())
}

const quotient: Rule = (f, before, c) => {
  const factors = factorsOf(f, c)
  if (factors.bottom.length === 0) return null
  const p = numbersOf(productOf(factors.top), c)
  const q = numbersOf(productOf(factors.bottom), c)
  const found =
    p && q && numbersOf(factors.constant, c)
      ? rational(
          p.map((k) => k * numberOf(factors.constant)),
          q,
          c.x,
        )
      : null
  return found === null ? null : leaf("partial-fractions", "quotient of polynomials: divide, then partial fractions", before, simple(found))
}

const MOST = 40

/** ∫ h(g(x)) g′(x) dx = ∫ h(u) du, u = g(x) */
const substitution: Rule = (f, before, c) => {
  if (c.substitutions >= 3) return null
  const [shared] = share(f) as [Expr]
  const candidates = order(shared)
    .filter((g) => g !== shared && g.primitive !== null && g.shape.length === 0 && dependsOn(g, c.x))
    .reverse()
    .slice(0, MOST)
  for (const g of candidates) {
    const slope = simple(jacobianOf(g, c.x))
    if (slope.literal === 0) continue
    const u = c.names.for(g)
    const h = withoutX(simple(over(f, slope)), g, u, c)
    const inner = h && rule(h, { ...c, x: u, depth: c.depth + 1, substitutions: c.substitutions + 1 })
    c.names.free(u)
    if (!h || !inner) continue
    const result = simple(substitute(inner.result, new Map([[u.name as string, g]])))
    return branch("substitution", `substitution: ∫ h(g(x)) g′(x) dx = ∫ h(${u.name}) d${u.name}`, before, inner.before, [inner], result, {
      substitution: { name: u.name as string, equals: g },
      note: `d${u.name} = g′(x) dx`,
    })
  }
  return null
}

/** The term in u = g, null where x remains. */
function withoutX(e: Expr, g: Expr, u: Expr, c: Context): Expr | null {
  const [root, wanted] = share(e, simple(g)) as [Expr, Expr]
  const put = same(root, wanted) ? u : replaced(root, wanted, u)
  return dependsOn(put, c.x) || !dependsOn(put, u) ? null : put
}

const easy = new Set(["exp", "sin", "cos", "sinh", "cosh", "pow"])
const hard = new Set(["log", "atan", "asin", "acos", "asinh", "acosh", "atanh"])

/** ∫ p v′ dx = p v − ∫ p′ v dx */
const parts: Rule = (f, before, c) => {
  const factors = factorsOf(f, c)
  if (factors.bottom.length > 0 || factors.constant.literal !== 1) return null
  const transcendental = factors.top.filter((g) => coefficientsOf(g, c.x) === null)
  const [t] = transcendental
  if (transcendental.length !== 1 || t === undefined) return waves(transcendental, factors, before, c)
  const polynomial = productOf(factors.top.filter((g) => g !== t))
  const name = t.primitive?.name ?? ""
  const power = name === "pow" || name === "square" ? (t.args[0]?.primitive?.name ?? "") : ""
  if (hard.has(name) || (power === "log" && (t.args[1]?.literal ?? 2) > 0)) return byParts(t, polynomial, before, c)
  return easy.has(name) && dependsOn(polynomial, c.x) ? byParts(polynomial, t, before, c) : null
}

function byParts(p: Expr, dv: Expr, before: Expr, c: Context): Step | null {
  const v = rule(dv, deeper(c))
  if (v === null) return null
  const rest = simple(times(simple(jacobianOf(p, c.x)), v.result))
  const inner = rule(rest, deeper(c))
  if (inner === null) return null
  const combine = (last: Expr): Expr => minus(times(p, v.result), last)
  return branch(
    "parts",
    "integration by parts: ∫ p v′ dx = p v − ∫ p′ v dx",
    before,
    combine(inner.before),
    [v, inner],
    simple(combine(inner.result)),
  )
}

/** ∫ e^{ax} sin(bx) dx and its like, by parts twice. */
function waves(found: readonly Expr[], factors: Factors, before: Expr, c: Context): Step | null {
  const growth = found.find((g) => named(g, "exp"))
  const wave = found.find((g) => named(g, "sin") || named(g, "cos"))
  if (found.length !== 2 || factors.top.length !== 2 || !growth || !wave) return null
  const [a, b] = [linearOf(growth.args[0] as Expr, c)?.[0], linearOf(wave.args[0] as Expr, c)?.[0]]
  if (!a || !b) return null
  const slope = simple(jacobianOf(wave, c.x))
  // (a w − w′) e / (a² + b²), for w″ = −b² w
  return leaf(
    "parts-twice",
    "by parts twice: the integral comes back, solve for it",
    before,
    simple(over(times(growth, minus(times(a, wave), slope)), plus(times(a, a), times(b, b)))),
  )
}

const MOST_WAVES = 8

/** ∫ sin³, sin cos² and their like, as sums of sines and cosines. */
const waveProduct: Rule = (f, before, c) => {
  const { constant: fixed, top, bottom } = factorsOf(f, c)
  if (bottom.length > 0 || fixed.literal !== 1) return null
  const list = top.map((g) => waveOf(g, c))
  const all = list.every((w) => w !== null) ? list.flat() : []
  if (all.length < 2 || all.length > MOST_WAVES) return null
  const sum = sumOf(all, c.x)
  const inner = rule(sum, { ...deeper(c), depth: c.depth + 4 })
  return inner && branch("product-to-sum", "products of sines and cosines as sums of them", before, inner.before, [inner], inner.result)
}

/** sin or cos of a x + b as often as its power says; null for anything else. */
function waveOf(g: Expr, c: Context): Wave[] | null {
  const isPower = named(g, "pow") || named(g, "square")
  const n = named(g, "pow") ? (g.args[1]?.literal ?? 0) : named(g, "square") ? 2 : 1
  const wave = isPower ? (g.args[0] as Expr) : g
  const kind = named(wave, "sin") ? "sin" : named(wave, "cos") ? "cos" : null
  const q = kind === null ? null : numbersOf(wave.args[0] as Expr, c)
  if (kind === null || q?.length !== 2 || !Number.isInteger(n) || n < 1 || n > MOST_WAVES) return null
  return Array.from({ length: n }, () => ({ c: 1, kind, a: q[1] as number, b: q[0] as number }))
}

const rewritten: Rule = (f, before, c) => {
  for (const g of [simplify(f), simplify(f, { expand: true })]) {
    if (same(f, g)) continue
    const inner = rule(g, { ...deeper(c), depth: c.depth + 4 })
    if (inner !== null) return branch("rewrite", "rewrite the integrand", before, inner.before, [inner], inner.result)
  }
  return null
}

const rules: readonly Rule[] = [
  constant,
  sum,
  constantMultiple,
  known,
  reciprocal,
  halfCircle,
  quotient,
  substitution,
  parts,
  waveProduct,
  rewritten,
]

const callAsin = (u: Expr): Expr => toExpr(asin(asTensor(u) as never))
