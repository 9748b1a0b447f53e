// Antiderivatives of elementary functions of one variable, and of quotients of polynomials up to degree two below.
import {
  abs,
  tanh,
  erf,
  cbrt,
  atanh,
  asinh,
  acosh,
  acos,
  add,
  asin,
  asTensor,
  atan,
  cos,
  cosh,
  divide,
  exp,
  type Expr,
  literal,
  log,
  multiply,
  negative,
  pow,
  relu,
  sin,
  sinh,
  softplus,
  sqrt,
  square,
  subtract,
  tan,
  toExpr,
  type Value,
} from "@nablajs/core"
import { realRoots } from "../stationary.ts"

const v = (x: Expr | number): never => (typeof x === "number" ? x : asTensor(x)) as never
const e = (x: Value): Expr => toExpr(x)
export const times = (a: Expr | number, b: Expr | number): Expr => e(multiply(v(a), v(b)))
export const over = (a: Expr | number, b: Expr | number): Expr => e(divide(v(a), v(b)))
export const plus = (a: Expr | number, b: Expr | number): Expr => e(add(v(a), v(b)))
export const minus = (a: Expr | number, b: Expr | number): Expr => e(subtract(v(a), v(b)))
const power = (a: Expr, n: Expr | number): Expr => e(pow(v(a), v(n)))
const logAbs = (u: Expr): Expr => e(log(abs(v(u) as never) as never))

/** F with F′ = f, for f applied to u itself. */
export const antiderivatives: Readonly<Record<string, (u: Expr) => Expr>> = {
  exp: (u) => e(exp(v(u))),
  sin: (u) => e(negative(cos(v(u)) as never)),
  cos: (u) => e(sin(v(u))),
  tan: (u) => e(negative(v(logAbs(e(cos(v(u)))))) as Value),
  sinh: (u) => e(cosh(v(u))),
  cosh: (u) => e(sinh(v(u))),
  tanh: (u) => e(log(cosh(v(u)) as never)),
  sigmoid: (u) => e(softplus(v(u))),
  log: (u) => minus(times(u, e(log(v(u)))), u),
  sqrt: (u) => times(2 / 3, power(u, 1.5)),
  square: (u) => over(power(u, 3), 3),
  abs: (u) => over(times(u, e(abs(v(u)))), 2),
  relu: (u) => over(e(square(relu(v(u)) as never)), 2),
  asin: (u) => plus(times(u, e(asin(v(u)))), e(sqrt(v(minus(1, e(square(v(u)))))))),
  acos: (u) => minus(times(u, e(acos(v(u)))), e(sqrt(v(minus(1, e(square(v(u)))))))),
  asinh: (u) => minus(times(u, e(asinh(v(u)))), e(sqrt(v(plus(e(square(v(u))), 1))))),
  acosh: (u) => minus(times(u, e(acosh(v(u)))), e(sqrt(v(minus(e(square(v(u))), 1))))),
  atanh: (u) => plus(times(u, e(atanh(v(u)))), over(e(log(v(minus(1, e(square(v(u))))))), 2)),
  erf: (u) => plus(times(u, e(erf(v(u)))), over(e(exp(v(e(negative(v(e(square(v(u)))) as Value))))), Math.sqrt(Math.PI))),
  cbrt: (u) => times(3 / 4, times(u, e(cbrt(v(u))))),
  sign: (u) => e(abs(v(u))),
  log2: (u) => over(minus(times(u, e(log(v(u)))), u), Math.LN2),
  log10: (u) => over(minus(times(u, e(log(v(u)))), u), Math.LN10),
  atan: (u) => minus(times(u, e(atan(v(u)))), over(e(log(v(plus(1, e(square(v(u))))))), 2)),
}

/** ∫ uⁿ du */
export const powerOf = (u: Expr, n: Expr): Expr =>
  n.literal === -1
    ? logAbs(u)
    : over(power(u, n.literal === null ? plus(n, 1) : literal(n.literal + 1)), n.literal === null ? plus(n, 1) : n.literal + 1)

/** ∫ aᵘ du */
export const exponentialOf = (a: Expr, u: Expr): Expr => over(power(a, u), e(log(v(a))))

/** ∫ sin², cos², tan², 1/sin², 1/cos² */
export const squares: Readonly<Record<string, (u: Expr) => Expr>> = {
  sin: (u) => minus(over(u, 2), over(e(sin(v(times(2, u)))), 4)),
  cos: (u) => plus(over(u, 2), over(e(sin(v(times(2, u)))), 4)),
  tan: (u) => minus(e(tan(v(u))), u),
  sinh: (u) => minus(over(e(sinh(v(times(2, u)))), 4), over(u, 2)),
  cosh: (u) => plus(over(e(sinh(v(times(2, u)))), 4), over(u, 2)),
  tanh: (u) => minus(u, e(divide(sinh(v(u)) as never, cosh(v(u)) as never))),
}

export const inverseSquares: Readonly<Record<string, (u: Expr) => Expr>> = {
  cos: (u) => e(tan(v(u))),
  sin: (u) => over(-1, e(tan(v(u)))),
  cosh: (u) => e(divide(sinh(v(u)) as never, cosh(v(u)) as never)),
}

/** ∫ 1/f(u) du */
export const reciprocals: Readonly<Record<string, (u: Expr) => Expr>> = {
  cos: (u) => over(e(log(v(over(plus(1, e(sin(v(u)))), minus(1, e(sin(v(u)))))))), 2),
  sin: (u) => logAbs(e(tan(v(over(u, 2))))),
  tan: (u) => logAbs(e(sin(v(u)))),
  tanh: (u) => logAbs(e(sinh(v(u)))),
  cosh: (u) => times(2, e(atan(v(e(tanh(v(over(u, 2)))))))),
  sinh: (u) => logAbs(e(tanh(v(over(u, 2))))),
}

/** ∫ p/q for numbers p₀, p₁, …, where q has simple real roots but for a part of degree 1 or 2; null for others. */
export function rational(p: readonly number[], q: readonly number[], x: Expr): Expr | null {
  const degree = q.length - 1
  if (degree < 1) return null
  if (degree > 2) return withoutRoot(p, q, x)
  const [whole, rest] = divided(p, q)
  const parts = whole.flatMap((c, k) => (c === 0 ? [] : [times(c / (k + 1), power(x, k + 1))]))
  const [r0, r1] = [rest[0] ?? 0, rest[1] ?? 0]
  if (degree === 1) parts.push(times(r0 / (q[1] as number), logAbs(linear(x, q[0] as number, q[1] as number))))
  else parts.push(...overQuadratic(r0, r1, q as [number, number, number], x))
  return parts.reduce((a, b) => plus(a, b))
}

const at = (p: readonly number[], x: number): number => p.reduceRight((total, c) => total * x + c, 0)

/** A / (x − r) apart for a simple root r of q, A = p(r) / q′(r). */
function withoutRoot(p: readonly number[], q: readonly number[], x: Expr): Expr | null {
  if (q.length > 9) return null
  const slope = q.slice(1).map((c, k) => c * (k + 1))
  const root = realRoots(q).find((r) => Math.abs(at(slope, r)) > 1e-9)
  if (root === undefined) return null
  const factor = [-root, 1]
  const [less] = divided(q, factor)
  const A = at(p, root) / at(slope, root)
  const size = Math.max(p.length, less.length)
  const above = Array.from({ length: size }, (_, k) => (p[k] ?? 0) - A * (less[k] ?? 0))
  const others = rational(divided(above, factor)[0], less, x)
  return others && plus(times(A, logAbs(linear(x, -root, 1))), others)
}

function overQuadratic(r0: number, r1: number, [c, b, a]: readonly [number, number, number], x: Expr): Expr[] {
  const discriminant = b * b - 4 * a * c
  const quadratic = plus(times(a, e(square(v(x)))), linear(x, c, b))
  if (discriminant < 0) {
    const root = Math.sqrt(-discriminant)
    const inner = over(linear(x, b, 2 * a), root)
    const tail = times((r0 - (r1 * b) / (2 * a)) * (2 / root), e(atan(v(inner))))
    return r1 === 0 ? [tail] : [times(r1 / (2 * a), logAbs(quadratic)), tail]
  }
  const roots = realRoots([c, b, a])
  const [p, q] = [roots[0] as number, roots[roots.length - 1] as number]
  if (discriminant === 0 || p === q) return [times(r1 / a, logAbs(linear(x, -p, 1))), over(-(r0 + r1 * p) / a, linear(x, -p, 1))]
  const [A, B] = [(r0 + r1 * p) / (a * (p - q)), (r0 + r1 * q) / (a * (q - p))]
  return [times(A, logAbs(linear(x, -p, 1))), times(B, logAbs(linear(x, -q, 1)))]
}

const linear = (x: Expr, c0: number, c1: number): Expr => (c0 === 0 ? times(c1, x) : plus(times(c1, x), c0))

/** Quotient and remainder of polynomials. */
function divided(p: readonly number[], q: readonly number[]): readonly [number[], number[]] {
  const rest = [...p]
  const n = q.length - 1
  const whole = new Array<number>(Math.max(0, p.length - n)).fill(0)
  for (let k = p.length - 1; k >= n; k--) {
    const factor = (rest[k] as number) / (q[n] as number)
    whole[k - n] = factor
    for (let j = 0; j <= n; j++) rest[k - n + j] = (rest[k - n + j] as number) - factor * (q[j] as number)
  }
  return [whole, rest.slice(0, n)]
}
