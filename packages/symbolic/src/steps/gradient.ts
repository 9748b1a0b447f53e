// Derivatives by vectors and matrices as identities and chain rules. The denominator layout orders the factors of the
// chain rule from the inside out: ∇ₓ y = (∂u/∂x) ∇ᵤ y.
import {
  add,
  asTensor,
  contract,
  divide,
  type Expr,
  literal,
  multiply,
  sameShape,
  share,
  square,
  subtract,
  toExpr,
  type Value,
} from "@nablajs/core"
import { dependsOn, reapply, substitute } from "../differentiate.ts"
import { jacobianOf } from "../jacobian.ts"
import { simple } from "../simple.ts"
import { bottlenecks, recognize, replaced } from "./identity.ts"
import { derivativeOf, lowered } from "./operator.ts"
import { scalarSteps } from "./scalar.ts"
import { branch, Budget, leaf, Names, type Step } from "./step.ts"

const val = (x: Expr): never => asTensor(x) as never
const term = (x: Value): Expr => toExpr(x)

interface Context {
  readonly x: Expr
  readonly names: Names
  readonly depth: number
  readonly budget: Budget
}

// So many operations are written in the results of one derivation.
const MOST_WRITTEN = 1_000

const DEEPEST = 40
// Known heads are small: looking further in finds nothing and costs a copy of the term each time.
const NEAREST = 8

/** The derivation of ∇ₓ y, of shape [shape of x, shape of y]. */
export function gradientSteps(y: Expr, x: Expr): Step {
  const [shared] = share(y) as [Expr]
  return rule(shared, { x, names: new Names(y, x), depth: 0, budget: new Budget(MOST_WRITTEN) })
}

/** The result of a rule, simplified while that is worth its price. */
function written(e: Expr, c: Context): Expr {
  c.budget.spend(e)
  return c.budget.spent ? e : simple(e)
}

const deeper = (c: Context): Context => ({ ...c, depth: c.depth + 1 })

function rule(y: Expr, c: Context): Step {
  const before = derivativeOf(y, c.x, "nabla")
  if (!dependsOn(y, c.x)) return leaf("constant", "constant rule", before, simple(jacobianOf(y, c.x)))
  if (c.depth > DEEPEST || c.budget.spent)
    return leaf("rules", "the rules above, applied to what is inside", before, simple(jacobianOf(y, c.x)))
  return sumRule(y, before, c) ?? constantMultiple(y, before, c) ?? knownIdentity(y, before, c) ?? byParts(y, before, c)
}

function sumRule(y: Expr, before: Expr, c: Context): Step | null {
  const name = y.primitive?.name
  const [a, b] = y.args as [Expr, Expr]
  if (name !== "add" && name !== "subtract") return null
  if (!sameShape(a.shape, y.shape) || !sameShape(b.shape, y.shape)) return shifted(y, before, c)
  const children = [rule(a, deeper(c)), rule(b, deeper(c))] as const
  const combine = (p: Expr, q: Expr): Expr => term(name === "add" ? add(val(p), val(q)) : subtract(val(p), val(q)))
  const title = name === "add" ? "sum rule" : "difference rule"
  return branch(
    "sum",
    title,
    before,
    combine(children[0].before, children[1].before),
    children,
    written(combine(children[0].result, children[1].result), c),
  )
}

/** A constant added to every element falls away. */
function shifted(y: Expr, before: Expr, c: Context): Step | null {
  const [a, b] = y.args as [Expr, Expr]
  const rest = dependsOn(a, c.x) ? (dependsOn(b, c.x) ? null : a) : b
  if (rest === null || !sameShape(rest.shape, y.shape)) return null
  const inner = rule(rest, deeper(c))
  const flip = rest === b && y.primitive?.name === "subtract"
  const combine = (e: Expr): Expr => (flip ? term(multiply(-1 as never, val(e))) : e)
  return branch("sum", "sum rule: the constant falls away", before, combine(inner.before), [inner], written(combine(inner.result), c))
}

function constantMultiple(y: Expr, before: Expr, c: Context): Step | null {
  const [factor, rest] = scalarFactor(y, c) ?? []
  if (factor === undefined || rest === undefined) return null
  const inner = rule(rest, deeper(c))
  const combine = (e: Expr): Expr => term(multiply(val(factor), val(e)))
  return branch("constant-multiple", "constant multiple rule", before, combine(inner.before), [inner], written(combine(inner.result), c))
}

/** The constant scalar factor of a term, and the rest. */
function scalarFactor(y: Expr, c: Context): readonly [Expr, Expr] | null {
  const [a, b] = y.args as [Expr, Expr]
  const constant = (e: Expr): boolean => e.shape.length === 0 && !dependsOn(e, c.x)
  switch (y.primitive?.name) {
    case "negative":
      return [literal(-1), a]
    case "multiply":
      return constant(a) && sameShape(b.shape, y.shape) ? [a, b] : constant(b) && sameShape(a.shape, y.shape) ? [b, a] : null
    case "divide":
      return constant(b) && sameShape(a.shape, y.shape) ? [term(divide(1 as never, val(b))), a] : null
    default:
      return null
  }
}

/** The widest head that a textbook line covers: the whole term, else y = h(u) with the chain rule. */
function knownIdentity(y: Expr, before: Expr, c: Context): Step | null {
  const whole = recognize(y, c.x)
  if (whole !== null) return leaf(whole.rule, whole.title, before, simple(jacobianOf(y, c.x)))
  const inner = bottlenecks(y, c.x)
    .filter((u) => u.name === null)
    .slice(0, NEAREST)
  for (let k = inner.length - 1; k >= 0; k--) {
    const u = inner[k] as Expr
    const s = c.names.for(u)
    const head = replaced(y, u, s)
    const known =
      recognize(head, s) ??
      (s.shape.length === 0 && head.shape.length === 0 && head.args.length > 0 && single(head, s) ? { rule: "scalar", title: "" } : null)
    if (known !== null) return chain(u, s, head, known, before, c)
    c.names.free(s)
  }
  return null
}

/** One operation on the scalar u, everything else being constant. */
const single = (head: Expr, s: Expr): boolean => head.args.every((x) => x.name === s.name || !dependsOn(x, s))

function chain(u: Expr, s: Expr, head: Expr, known: { rule: string; title: string }, before: Expr, c: Context): Step {
  const outer =
    known.rule === "scalar" ? scalarSteps(head, s) : leaf(known.rule, known.title, derivativeOf(head, s), simple(jacobianOf(head, s)))
  const inner = rule(u, deeper(c))
  const combine = (du: Expr, dy: Expr): Expr => compose(du, dy, c.x.shape.length, u.shape.length, head.shape.length)
  const back = new Map([[s.name as string, u]])
  const [nabla, name] = [`∇${lowered(c.x.name as string)}`, s.name as string]
  const title =
    u.shape.length === 0 && head.shape.length === 0
      ? `chain rule: ${nabla} y = dy/d${name} · ${nabla} ${name}`
      : `chain rule: ${nabla} y = (∂${name}/∂${c.x.name}) ∇${lowered(name)} y`
  const step = branch(
    "chain",
    title,
    before,
    combine(derivativeOf(s, c.x, "nabla"), outer.before),
    [outer, inner],
    written(combine(inner.result, substitute(outer.result, back)), c),
    { substitution: { name: s.name as string, equals: u } },
  )
  c.names.free(s)
  return step
}

/** Σ over the axes of u: (∂u/∂x) (∂y/∂u), with axes [x, y]. */
function compose(du: Expr, dy: Expr, nx: number, nu: number, ny: number): Expr {
  if (nu === 0 && (nx === 0 || ny === 0)) return term(multiply(val(dy), val(du)))
  const names = (from: number, count: number): number[] => Array.from({ length: count }, (_, i) => from + i)
  const [x, u, y] = [names(0, nx), names(nx, nu), names(nx + nu, ny)]
  return term(contract(val(du), val(dy), { a: [...x, ...u], b: [...u, ...y], out: [...x, ...y] }))
}

// Several arguments move: the derivative is the sum over them, each with the others held.
function byParts(y: Expr, before: Expr, c: Context): Step {
  const [a, b] = y.args as [Expr, Expr]
  const scalars = y.args.every((x) => x.shape.length === 0)
  if (scalars && y.primitive?.name === "divide") return quotient(a, b, before, c)
  const moving = y.args.flatMap((x, i) => (dependsOn(x, c.x) ? [i] : []))
  const children = moving.map((i) => rule(y.args[i] as Expr, deeper(c)))
  const heads = moving.map((i) => headDerivative(y, i, c))
  const combine = (of: (step: Step) => Expr): Expr =>
    children
      .map((child, k) =>
        compose(of(child), heads[k] as Expr, c.x.shape.length, (y.args[moving[k] as number] as Expr).shape.length, y.shape.length),
      )
      .reduce((p, q) => term(add(val(p), val(q))))
  const product = y.primitive?.name === "multiply" || y.primitive?.name === "contract"
  const title = product
    ? "product rule: each factor in turn, the other held"
    : moving.length > 1
      ? "chain rule for several variables: Σᵢ (∂uᵢ/∂x) ∇_{uᵢ} y"
      : `chain rule through ${y.primitive?.name}`
  return branch(
    product ? "product" : "chain-several",
    title,
    before,
    combine((s) => s.before),
    children,
    written(
      combine((s) => s.result),
      c,
    ),
  )
}

function quotient(a: Expr, b: Expr, before: Expr, c: Context): Step {
  const [da, db] = [rule(a, deeper(c)), rule(b, deeper(c))]
  const combine = (p: Expr, q: Expr): Expr =>
    term(divide(subtract(multiply(val(b), val(p)) as never, multiply(val(a), val(q)) as never) as never, square(val(b)) as never))
  return branch(
    "quotient",
    "quotient rule: ∇(f / g) = (g ∇f − f ∇g) / g²",
    before,
    combine(da.before, db.before),
    [da, db],
    written(combine(da.result, db.result), c),
  )
}

/** ∂y/∂uᵢ with the other arguments held, written with the arguments themselves. */
function headDerivative(y: Expr, i: number, c: Context): Expr {
  const inner = y.args[i] as Expr
  const s = c.names.for(inner)
  const head = reapply(
    y,
    y.args.map((x, k) => (k === i ? s : x)),
  )
  const derivative = substitute(simple(jacobianOf(head, s)), new Map([[s.name as string, inner]]))
  c.names.free(s)
  return derivative
}
