// Terms as polynomials in one variable, their coefficients being terms without it.
import { add, asTensor, divide, type Expr, literal, multiply, negative, numbered, toExpr } from "@nablajs/core"
import { dependents } from "./differentiate.ts"
import { simple } from "./simple.ts"

const HIGHEST = 12
// What cancels may be of higher degree.
const HIGHEST_ON_THE_WAY = 24

/** Coefficients by rising power; null where a term is no polynomial. */
type Coefficients = readonly Expr[] | null

/** c₀, c₁, … of a polynomial in x, null for what is none or has a higher degree than 12. */
export function coefficientsOf(e: Expr, x: Expr): Expr[] | null {
  const terms = numbered(e)
  const isActive = dependents(terms, [x])
  const found: Coefficients[] = []
  const of = (node: Expr): Coefficients => found[terms.placeOf(node)] ?? null
  for (const node of terms.nodes) found.push(isActive(node) ? read(node, node.args.map(of)) : [node])
  const out = of(e)?.map((c) => simple(c)) ?? null
  if (out === null) return null
  while (out.length > 1 && out[out.length - 1]?.literal === 0) out.pop()
  return out.length > HIGHEST + 1 ? null : out
}

function read(node: Expr, args: readonly Coefficients[]): Coefficients {
  if (node.name !== null) return [literal(0), literal(1)]
  const rule = Object.hasOwn(rules, node.primitive?.name ?? "") ? rules[node.primitive?.name as string] : undefined
  if (rule === undefined || node.shape.length > 0 || args.includes(null)) return null
  const [a, b] = args as [readonly Expr[], readonly Expr[]]
  return rule(a, b, node)
}

const rules: Readonly<Record<string, (a: readonly Expr[], b: readonly Expr[], node: Expr) => Coefficients>> = {
  add: (a, b) => sumOf(a, b),
  subtract: (a, b) => sumOf(a, b.map(minus)),
  negative: (a) => a.map(minus),
  multiply: (a, b) => productOf(a, b),
  contract: (a, b) => productOf(a, b),
  square: (a) => productOf(a, a),
  divide: (a, [below, ...higher]) => (higher.length > 0 ? null : a.map((c) => e(divide(v(c), v(below as Expr))))),
  pow: (a, _, node) => {
    const n = (node.args[1] as Expr).literal
    return n === null || !Number.isInteger(n) || n < 0 ? null : powerOf(a, n)
  },
}

const v = (x: Expr): never => asTensor(x) as never
const e = (x: unknown): Expr => toExpr(x as never)

// whole numbers are computed, so that long products of them stay short
const whole = (x: Expr): number | null => (Number.isInteger(x.literal) ? x.literal : null)

function plus(a: Expr, b: Expr): Expr {
  const [m, n] = [whole(a), whole(b)]
  if (m === 0 || n === 0) return m === 0 ? b : a
  return m !== null && n !== null ? literal(m + n) : e(add(v(a), v(b)))
}

function times(a: Expr, b: Expr): Expr {
  const [m, n] = [whole(a), whole(b)]
  if (m === 0 || n === 0) return literal(0)
  if (m === 1 || n === 1) return m === 1 ? b : a
  return m !== null && n !== null ? literal(m * n) : e(multiply(v(a), v(b)))
}

const minus = (a: Expr): Expr => (whole(a) === null ? e(negative(v(a))) : literal(0 - (a.literal as number)))

const sumOf = (a: readonly Expr[], b: readonly Expr[]): Expr[] =>
  Array.from({ length: Math.max(a.length, b.length) }, (_, k) => plus(a[k] ?? literal(0), b[k] ?? literal(0)))

function productOf(a: readonly Expr[], b: readonly Expr[]): Coefficients {
  if (a.length + b.length - 2 > HIGHEST_ON_THE_WAY) return null
  const out = Array.from({ length: a.length + b.length - 1 }, () => literal(0))
  a.forEach((p, i) => {
    b.forEach((q, j) => {
      out[i + j] = plus(out[i + j] as Expr, times(p, q))
    })
  })
  return out
}

function powerOf(a: readonly Expr[], n: number): Coefficients {
  if ((a.length - 1) * n > HIGHEST_ON_THE_WAY) return null
  let out: Coefficients = [literal(1)]
  for (let k = 0; k < n && out !== null; k++) out = productOf(out, a)
  return out
}
