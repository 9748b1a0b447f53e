// The rules of one-variable calculus, as a teacher names them. What a function's derivative is, the primitive itself says;
// here stand the rules that combine derivatives.
import { add, asTensor, divide, type Expr, literal, log, multiply, square, subtract, toExpr, type Value, where } from "@nablajs/core"
import { dependsOn, partial, reapply, substitute } from "../differentiate.ts"
import { jacobianOf } from "../jacobian.ts"
import { simple } from "../simple.ts"
import { derivativeOf } from "./operator.ts"
import { branch, Budget, leaf, Names, type Step } from "./step.ts"

const val = (x: Expr): never => asTensor(x) as never
const term = (x: Value): Expr => toExpr(x)
const times = (a: Expr, b: Expr): Expr => term(multiply(val(a), val(b)))
const plus = (a: Expr, b: Expr): Expr => term(add(val(a), val(b)))
const minus = (a: Expr, b: Expr): Expr => term(subtract(val(a), val(b)))
const over = (a: Expr, b: Expr): Expr => term(divide(val(a), val(b)))

interface Context {
  readonly x: Expr
  readonly kind: "d" | "partial"
  readonly names: Names
  readonly depth: number
  readonly budget: Budget
}

// So many operations are written in the results of one derivation.
const MOST_WRITTEN = 12_000

// Deeper formulas are differentiated by the same rules without a step for each.
const DEEPEST = 60

/** The derivation of dy/dx, both scalar, as a tree of rules. */
export const scalarSteps = (y: Expr, x: Expr, kind: "d" | "partial" = "d"): Step =>
  rule(y, { x, kind, names: new Names(y, x), depth: 0, budget: new Budget(MOST_WRITTEN) })

function rule(y: Expr, c: Context): Step {
  const before = derivativeOf(y, c.x, c.kind)
  if (y.name !== null && y.name === c.x.name) return leaf("identity", "derivative of the variable itself", before, literal(1))
  if (!dependsOn(y, c.x)) return leaf("constant", "constant rule", before, literal(0))
  if (c.depth > DEEPEST || c.budget.spent)
    return leaf("rules", "the rules above, applied to what is inside", before, simple(jacobianOf(y, c.x)))
  const name = y.primitive?.name ?? ""
  const named = Object.hasOwn(table, name) ? table[name] : undefined
  const step = (named?.(y, before, c) ?? general(y, before, c)) as Step
  c.budget.spend(step.result)
  return step
}

const deeper = (c: Context): Context => ({ ...c, depth: c.depth + 1 })
const D = (y: Expr, c: Context): Expr => derivativeOf(y, c.x, c.kind)
const varies = (y: Expr, c: Context): boolean => dependsOn(y, c.x)

type Rule = (y: Expr, before: Expr, c: Context) => Step | null

const table: Readonly<Record<string, Rule>> = {
  add: sumRule,
  subtract: sumRule,
  negative: (y, before, c) => {
    const inner = rule(y.args[0] as Expr, deeper(c))
    const minusOne = (e: Expr): Expr => times(literal(-1), e)
    return branch(
      "constant-multiple",
      "constant multiple rule, the factor being −1",
      before,
      minusOne(inner.before),
      [inner],
      minusOne(inner.result),
    )
  },
  multiply: productRule,
  contract: (y, before, c) =>
    (y.args[0] as Expr).shape.length + (y.args[1] as Expr).shape.length === 0 ? productRule(y, before, c) : null,
  divide: quotientRule,
  pow: powerRule,
  square: powerRule,
  where: (y, before, c) => {
    const [condition, a, b] = y.args as [Expr, Expr, Expr]
    const [left, right] = [rule(a, deeper(c)), rule(b, deeper(c))]
    const choose = (p: Expr, q: Expr): Expr => term(where(val(condition), val(p), val(q)))
    return branch(
      "cases",
      "derivative case by case",
      before,
      choose(left.before, right.before),
      [left, right],
      choose(left.result, right.result),
      {
        note: "holds away from the points where the cases meet",
      },
    )
  },
}

/** The summands of a term with their signs. */
function summands(y: Expr): { readonly term: Expr; readonly sign: 1 | -1 }[] {
  const out: { term: Expr; sign: 1 | -1 }[] = []
  const stack: { term: Expr; sign: 1 | -1 }[] = [{ term: y, sign: 1 }]
  while (stack.length > 0) {
    const top = stack.pop() as { term: Expr; sign: 1 | -1 }
    const name = top.term.primitive?.name
    if (name !== "add" && name !== "subtract") {
      out.push(top)
      continue
    }
    const [a, b] = top.term.args as [Expr, Expr]
    stack.push({ term: b, sign: name === "add" ? top.sign : top.sign === 1 ? -1 : 1 }, { term: a, sign: top.sign })
  }
  return out
}

function sumRule(y: Expr, before: Expr, c: Context): Step {
  const parts = summands(y)
  const children = parts.map((part) => rule(part.term, deeper(c)))
  const combined = (of: (step: Step) => Expr): Expr => {
    let total: Expr | null = null
    children.forEach((child, i) => {
      const e = of(child)
      const { sign } = parts[i] as { sign: 1 | -1 }
      total = total === null ? (sign === 1 ? e : times(literal(-1), e)) : sign === 1 ? plus(total, e) : minus(total, e)
    })
    return total as unknown as Expr
  }
  const title = parts.every((part) => part.sign === 1) ? "sum rule" : "sum and difference rule"
  return branch(
    "sum",
    title,
    before,
    combined((s) => s.before),
    children,
    combined((s) => s.result),
  )
}

function productRule(y: Expr, before: Expr, c: Context): Step | null {
  const [a, b] = y.args as [Expr, Expr]
  if (a.shape.length + b.shape.length > 0) return null
  const [va, vb] = [varies(a, c), varies(b, c)]
  if (va && vb) {
    const [da, db] = [rule(a, deeper(c)), rule(b, deeper(c))]
    const combine = (p: Expr, q: Expr): Expr => plus(times(p, b), times(a, q))
    return branch(
      "product",
      "product rule: (f g)′ = f′ g + f g′",
      before,
      combine(da.before, db.before),
      [da, db],
      combine(da.result, db.result),
    )
  }
  const [constant, rest] = va ? [b, a] : [a, b]
  const inner = rule(rest, deeper(c))
  return branch(
    "constant-multiple",
    "constant multiple rule: (c f)′ = c f′",
    before,
    times(constant, inner.before),
    [inner],
    times(constant, inner.result),
  )
}

function quotientRule(y: Expr, before: Expr, c: Context): Step | null {
  const [a, b] = y.args as [Expr, Expr]
  if (a.shape.length + b.shape.length > 0) return null
  if (!varies(b, c)) {
    const inner = rule(a, deeper(c))
    const factor = over(literal(1), b)
    return branch(
      "constant-multiple",
      "constant multiple rule: (c f)′ = c f′",
      before,
      times(factor, inner.before),
      [inner],
      times(factor, inner.result),
    )
  }
  const [da, db] = [rule(a, deeper(c)), rule(b, deeper(c))]
  const combine = (p: Expr, q: Expr): Expr => over(minus(times(p, b), times(a, q)), term(square(val(b))))
  return branch(
    "quotient",
    "quotient rule: (f / g)′ = (f′ g − f g′) / g²",
    before,
    combine(da.before, db.before),
    [da, db],
    combine(da.result, db.result),
  )
}

function powerRule(y: Expr, before: Expr, c: Context): Step | null {
  const [base, exponent] = [y.args[0] as Expr, y.args[1]]
  if (exponent === undefined || !varies(exponent, c)) {
    const title = "power rule: (xⁿ)′ = n xⁿ⁻¹"
    return isVariable(base, c) ? leaf("power", title, before, ownRule(y, 0)) : chain(y, base, 0, before, c, "power", title)
  }
  if (!varies(base, c)) {
    const title = "exponential rule: (aˣ)′ = aˣ log a"
    return isVariable(exponent, c)
      ? leaf("exponential", title, before, ownRule(y, 1))
      : chain(y, exponent, 1, before, c, "exponential", title)
  }
  // (fᵍ)′ = fᵍ (g log f)′
  const inner = rule(times(exponent, term(log(val(base)))), deeper(c))
  return branch(
    "logarithmic",
    "logarithmic differentiation: (f^g)′ = f^g (g log f)′",
    before,
    times(y, inner.before),
    [inner],
    times(y, inner.result),
  )
}

const isVariable = (e: Expr, c: Context): boolean => e.name !== null && e.name === c.x.name

/** ∂y/∂uᵢ as the primitive states it. */
function ownRule(y: Expr, i: number): Expr {
  const factor = partial(y, i)
  return factor === null ? literal(0) : simple(typeof factor === "number" ? literal(factor) : factor)
}

/** y = f(u), u = g(x). */
function chain(y: Expr, inner: Expr, at: number, before: Expr, c: Context, ruleName: string, title: string): Step {
  const u = c.names.for(inner)
  const outer = substituted(y, at, u)
  const outerStep = leaf(ruleName, title, derivativeOf(outer, u), ownRule(outer, at))
  const innerStep = rule(inner, deeper(c))
  c.names.free(u)
  const result = times(substitute(outerStep.result, new Map([[u.name as string, inner]])), innerStep.result)
  const after = times(derivativeOf(outer, u), derivativeOf(u, c.x, c.kind))
  const [sign, name] = [c.kind === "d" ? "d" : "∂", c.x.name as string]
  return branch(
    "chain",
    `chain rule: ${sign}y/${sign}${name} = dy/d${u.name} · ${sign}${u.name}/${sign}${name}`,
    before,
    after,
    [outerStep, innerStep],
    result,
    {
      substitution: { name: u.name as string, equals: inner },
    },
  )
}

const substituted = (y: Expr, at: number, u: Expr): Expr =>
  reapply(
    y,
    y.args.map((x, i) => (i === at ? u : x)),
  )

/** A function of one or several arguments. */
function general(y: Expr, before: Expr, c: Context): Step {
  const p = y.primitive
  const scalars = y.args.every((x) => x.shape.length === 0)
  const moving = y.args.flatMap((x, i) => (varies(x, c) ? [i] : []))
  if (p === null || p.kind !== "elementwise" || !scalars) {
    return leaf("rules", `rule of ${p?.name ?? "the term"}`, before, simple(jacobianOf(y, c.x)))
  }
  const title = titles[p.name] ?? `derivative of ${p.name}`
  const only = moving[0] as number
  if (moving.length === 1) {
    const inner = y.args[only] as Expr
    return isVariable(inner, c) ? leaf(p.name, title, before, ownRule(y, only)) : chain(y, inner, only, before, c, p.name, title)
  }
  return severalVariables(
    y,
    moving.map((i) => y.args[i] as Expr),
    before,
    c,
    (us) =>
      reapply(
        y,
        y.args.map((x, i) => us[moving.indexOf(i)] ?? x),
      ),
  )
}

/** The derivation of dy/dx for y = f(u₁, …, uₘ), each uᵢ a function of x. */
export function severalSteps(
  outer: Expr,
  definitions: readonly { readonly symbol: Expr; readonly equals: Expr }[],
  x: Expr,
  kind: "d" | "partial",
): Step {
  const whole = substitute(outer, new Map(definitions.map((d) => [d.symbol.name as string, d.equals])))
  const c: Context = { x, kind, names: new Names(whole, outer, x), depth: 0, budget: new Budget(MOST_WRITTEN) }
  return sumOverVariables(outer, definitions, derivativeOf(whole, x, kind), c)
}

function severalVariables(y: Expr, inners: readonly Expr[], before: Expr, c: Context, outerOf: (us: readonly Expr[]) => Expr): Step {
  const symbols = inners.map((inner) => c.names.for(inner))
  const step = sumOverVariables(
    outerOf(symbols),
    symbols.map((s, i) => ({ symbol: s, equals: inners[i] as Expr })),
    before,
    c,
  )
  for (const s of symbols) c.names.free(s)
  return step
}

// dy/dx = Σᵢ ∂y/∂uᵢ · duᵢ/dx
function sumOverVariables(
  outer: Expr,
  definitions: readonly { readonly symbol: Expr; readonly equals: Expr }[],
  before: Expr,
  c: Context,
): Step {
  const back = new Map(definitions.map((d) => [d.symbol.name as string, d.equals]))
  const direct = varies(outer, c) ? [rule(outer, { ...deeper(c), kind: "partial" })] : []
  const parts = definitions.map((d) => ({
    d,
    outer: rule(outer, { x: d.symbol, kind: "partial", names: c.names, depth: c.depth + 1, budget: c.budget }),
    inner: rule(d.equals, deeper(c)),
  }))
  const after = [...direct.map((s) => s.before), ...parts.map((p) => times(p.outer.before, derivativeOf(p.d.symbol, c.x, c.kind)))].reduce(
    plus,
  )
  const result = [
    ...direct.map((s) => substitute(s.result, back)),
    ...parts.map((p) => times(substitute(p.outer.result, back), p.inner.result)),
  ].reduce(plus)
  const [sign, x] = [c.kind === "d" ? "d" : "∂", c.x.name as string]
  const names = definitions.map((d) => d.symbol.name as string)
  const formula = names.map((u) => `∂y/∂${u} · ${sign}${u}/${sign}${x}`).join(" + ")
  return branch(
    "chain-several",
    `chain rule for several variables: ${sign}y/${sign}${x} = ${formula}`,
    before,
    after,
    [...direct, ...parts.flatMap((p) => [p.outer, p.inner])],
    result,
    { substitutions: definitions.map((d) => ({ name: d.symbol.name as string, equals: d.equals })) },
  )
}

const titles: Readonly<Record<string, string>> = {
  exp: "exponential rule: (eˣ)′ = eˣ",
  log: "logarithm rule: (log x)′ = 1/x",
  sqrt: "root rule: (√x)′ = 1/(2√x)",
  sin: "derivative of the sine: (sin x)′ = cos x",
  cos: "derivative of the cosine: (cos x)′ = −sin x",
  tan: "derivative of the tangent: (tan x)′ = 1 + tan² x",
  sinh: "derivative of the hyperbolic sine: (sinh x)′ = cosh x",
  cosh: "derivative of the hyperbolic cosine: (cosh x)′ = sinh x",
  tanh: "derivative of the hyperbolic tangent: (tanh x)′ = 1 − tanh² x",
  asin: "derivative of the arc sine",
  acos: "derivative of the arc cosine",
  atan: "derivative of the arc tangent",
  abs: "derivative of the absolute value: |x|′ = sign x",
  sigmoid: "derivative of the sigmoid: σ′ = σ (1 − σ)",
  softplus: "derivative of softplus: its derivative is the sigmoid",
  relu: "derivative of relu: 1 where x > 0, else 0",
}
