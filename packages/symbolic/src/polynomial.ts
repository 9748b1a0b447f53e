// Terms as polynomials in one variable, their coefficients being terms without it.
import { asTensor, type Expr, literal, multiply, toExpr } from "@nablajs/core"
import { dependsOn, substitute } from "./differentiate.ts"
import { jacobianOf } from "./jacobian.ts"
import { simple } from "./simple.ts"

const HIGHEST = 12

// What may stand between the variable and the result of a polynomial.
const closed = new Set(["add", "subtract", "multiply", "negative", "square", "pow", "divide", "contract"])

/** c₀, c₁, … of a polynomial in x, null for what is none or has a higher degree than 12. */
export function coefficientsOf(e: Expr, x: Expr): Expr[] | null {
  if (!looksPolynomial(e, x)) return null
  const zero = new Map([[x.name as string, literal(0)]])
  const out: Expr[] = []
  let derivative = e
  let factorial = 1
  for (let k = 0; k <= HIGHEST; k++) {
    if (k > 0) {
      derivative = simple(jacobianOf(derivative, x))
      factorial *= k
    }
    out.push(simple(scaled(substitute(derivative, zero), 1 / factorial)))
    if (!dependsOn(derivative, x)) return trimmed(out)
  }
  return null
}

function looksPolynomial(e: Expr, x: Expr): boolean {
  const stack = [e]
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.name !== null || !dependsOn(node, x)) continue
    const name = node.primitive?.name ?? ""
    const [, b] = node.args as [Expr, Expr]
    if (!closed.has(name) || node.shape.length > 0) return false
    if (name === "divide" && dependsOn(b, x)) return false
    if (name === "pow" && !(b.literal !== null && Number.isInteger(b.literal) && b.literal >= 0)) return false
    stack.push(...node.args)
  }
  return true
}

function trimmed(coefficients: readonly Expr[]): Expr[] {
  const out = [...coefficients]
  while (out.length > 1 && out[out.length - 1]?.literal === 0) out.pop()
  return out
}

const scaled = (e: Expr, factor: number): Expr => (factor === 1 ? e : toExpr(multiply(factor as never, asTensor(e) as never)))
