// Terms as integration writes them, and the numbers in them.
import { add, asTensor, bindN, divide, type Expr, literal, multiply, pow, primitives, subtract, symbolsOf, toExpr } from "@nablajs/core"
import { coefficientsOf } from "../polynomial.ts"
import { dependsOn } from "../differentiate.ts"
import { evaluate } from "../evaluate.ts"
import { simple } from "../simple.ts"

type Part = Expr | number

// numbers as terms: what is made of numbers alone stays a term, such as log 2
const v = (x: Part): never => asTensor(typeof x === "number" ? literal(x) : x) as never
export const times = (a: Part, b: Part): Expr => toExpr(multiply(v(a), v(b)))
export const over = (a: Part, b: Part): Expr => toExpr(divide(v(a), v(b)))
export const plus = (a: Part, b: Part): Expr => toExpr(add(v(a), v(b)))
export const minus = (a: Part, b: Part): Expr => toExpr(subtract(v(a), v(b)))
export const power = (a: Part, n: Part): Expr => toExpr(pow(v(a), v(n)))

/** An elementwise function by its name. */
export const call = (name: string, u: Part): Expr => toExpr(bindN(primitives[name] as never, [v(u)]))

export const logAbs = (u: Expr): Expr => call("log", call("abs", u))

/** Whether the term is an application of the primitive `name`. */
export const named = (e: Expr | undefined, name: string): boolean => e?.primitive?.name === name

export const sumOf = (terms: readonly Expr[]): Expr => (terms.length === 0 ? literal(0) : terms.reduce((a, b) => plus(a, b)))
export const productOf = (factors: readonly Expr[]): Expr => (factors.length === 0 ? literal(1) : factors.reduce((a, b) => times(a, b)))

/** The value of a term without symbols. */
export function numberOf(e: Expr): number {
  const value = evaluate(e, {})
  return Number(typeof value === "number" ? value : (value as unknown as { item(): unknown }).item())
}

/** The value of a term, null where it has symbols. */
export const constantOf = (e: Expr): number | null => (symbolsOf(e).length === 0 ? numberOf(e) : null)

/** Coefficients of a polynomial in x that are all numbers, by rising power; null for everything else. */
export function numbersOf(e: Expr, x: Expr): number[] | null {
  const found = coefficientsOf(e, x)
  return found === null || found.some((k) => symbolsOf(k).length > 0) ? null : found.map(numberOf)
}

/** a and b of u = a x + b. */
export function linearOf(u: Expr, x: Expr): readonly [Expr, Expr] | null {
  const coefficients = coefficientsOf(u, x)
  return coefficients?.length === 2 ? [coefficients[1] as Expr, coefficients[0] as Expr] : null
}

/** Base and exponent of what is a power of something else; the exponent is a number where it has no symbols. */
export function powerOf(f: Expr): readonly [Expr, Expr] | null {
  const [a, b] = f.args as [Expr, Expr]
  if (named(f, "square")) return [a, literal(2)]
  if (named(f, "sqrt")) return [a, literal(0.5)]
  if (!named(f, "pow")) return null
  const n = constantOf(b)
  return [a, n === null ? b : literal(n)]
}

/** c₁ c₂ … f₁ f₂ … / (g₁ g₂ …) */
export interface Factors {
  readonly constant: Expr
  readonly top: readonly Expr[]
  readonly bottom: readonly Expr[]
}

/** The factors of a term, those without x apart. */
export function factorsOf(f: Expr, x: Expr): Factors {
  let fixed: Expr = literal(1)
  const [top, bottom]: [Expr[], Expr[]] = [[], []]
  const stack: { e: Expr; up: boolean }[] = [{ e: f, up: true }]
  while (stack.length > 0) {
    const { e, up } = stack.pop() as { e: Expr; up: boolean }
    const n = named(e, "pow") ? constantOf(e.args[1] as Expr) : null
    if (!dependsOn(e, x)) fixed = up ? times(fixed, e) : over(fixed, e)
    else if (named(e, "multiply")) stack.push({ e: e.args[1] as Expr, up }, { e: e.args[0] as Expr, up })
    else if (named(e, "divide")) stack.push({ e: e.args[1] as Expr, up: !up }, { e: e.args[0] as Expr, up })
    else if (named(e, "negative")) {
      fixed = times(-1, fixed)
      stack.push({ e: e.args[0] as Expr, up })
    } else if (n !== null && n < 0) {
      const base = e.args[0] as Expr
      stack.push({ e: n === -1 ? base : power(base, -n), up: !up })
    } else (up ? top : bottom).push(e)
  }
  return { constant: simple(fixed), top, bottom }
}

export const quotientOf = ({ top, bottom }: Pick<Factors, "top" | "bottom">): Expr =>
  bottom.length === 0 ? productOf(top) : over(productOf(top), productOf(bottom))
