// The laws of limits: of sums, products, powers and functions whose parts have limits. Indeterminate forms are handed on.
import { type Expr, literal } from "@nablajs/core"
import { dependsOn, reapply } from "../differentiate.ts"
import { valueOf } from "../integral/verify.ts"
import { call, constantOf, factorsOf, named, over, plus, power, powerOf, quotientOf, times } from "../integral/terms.ts"
import { simple } from "../simple.ts"
import { type Approach, parametersOf, signNear, valuesNear } from "./approach.ts"

/** A limit: a term, ±∞ as a number, or that the values stay within bounds. */
export type Limit =
  | { readonly kind: "value"; readonly e: Expr }
  | { readonly kind: "infinite"; readonly sign: 1 | -1 }
  | { readonly kind: "bounded" }

export const value = (e: Expr): Limit => ({ kind: "value", e })
export const infinite = (sign: number): Limit => ({ kind: "infinite", sign: sign < 0 ? -1 : 1 })
const bounded: Limit = { kind: "bounded" }

export const isZero = (l: Limit): boolean => l.kind === "value" && vanishes(l.e)

function vanishes(e: Expr): boolean {
  if (e.literal === 0) return true
  const number = constantOf(e)
  return number !== null && Math.abs(number) < 1e-14
}

/** How a term that no law covers is treated: the indeterminate forms. */
export interface Forms {
  readonly product: (e: Expr, to: Approach) => Limit | null
  readonly sum: (e: Expr, terms: readonly Expr[], to: Approach) => Limit | null
  readonly power: (e: Expr, to: Approach) => Limit | null
}

/** Values of functions at ±∞; 0 stands for both. */
const atInfinity: Readonly<Record<string, (sign: 1 | -1) => Limit | null>> = {
  exp: (s) => (s > 0 ? infinite(1) : value(literal(0))),
  exp2: (s) => (s > 0 ? infinite(1) : value(literal(0))),
  expm1: (s) => (s > 0 ? infinite(1) : value(literal(-1))),
  log: (s) => (s > 0 ? infinite(1) : null),
  log1p: (s) => (s > 0 ? infinite(1) : null),
  log2: (s) => (s > 0 ? infinite(1) : null),
  log10: (s) => (s > 0 ? infinite(1) : null),
  sqrt: (s) => (s > 0 ? infinite(1) : null),
  cbrt: infinite,
  square: () => infinite(1),
  abs: () => infinite(1),
  negative: (s) => infinite(-s),
  sinh: infinite,
  cosh: () => infinite(1),
  asinh: infinite,
  acosh: (s) => (s > 0 ? infinite(1) : null),
  tanh: (s) => value(literal(s)),
  erf: (s) => value(literal(s)),
  sign: (s) => value(literal(s)),
  atan: (s) => value(simple(times(s, over(literal(Math.PI), 2)))),
  sigmoid: (s) => value(literal(s > 0 ? 1 : 0)),
  softplus: (s) => (s > 0 ? infinite(1) : value(literal(0))),
  relu: (s) => (s > 0 ? infinite(1) : value(literal(0))),
  floor: infinite,
  ceil: infinite,
  lgamma: (s) => (s > 0 ? infinite(1) : null),
  gamma: (s) => (s > 0 ? infinite(1) : null),
  digamma: (s) => (s > 0 ? infinite(1) : null),
  sin: () => bounded,
  cos: () => bounded,
}

/** Functions with jumps: their values near the limit decide. */
const steps = new Set(["sign", "floor", "ceil", "round", "trunc", "greater", "less", "greaterEqual", "lessEqual", "equal", "notEqual"])

const alwaysBounded = new Set(["sin", "cos", "tanh", "atan", "sigmoid", "sign", "erf"])

export class Laws {
  private readonly known = new Map<Expr, Limit | null>()
  private readonly forms: Forms

  constructor(forms: Forms) {
    this.forms = forms
  }

  limitOf(e: Expr, to: Approach): Limit | null {
    if (!this.known.has(e)) this.known.set(e, this.found(e, to))
    return this.known.get(e) as Limit | null
  }

  private found(e: Expr, to: Approach): Limit | null {
    if (!dependsOn(e, to.x)) return value(e)
    if (e.name !== null) return Number.isFinite(to.at) ? value(to.point) : infinite(to.at)
    const name = e.primitive?.name as string
    if (name === "add" || name === "subtract") return this.ofSum(e, to)
    if (name === "multiply" || name === "divide" || name === "negative") return this.ofProduct(e, to)
    if (name === "where") return this.ofCases(e, to)
    return powerOf(e) === null ? this.ofFunction(e, to) : this.ofPower(e, to)
  }

  private ofSum(e: Expr, to: Approach): Limit | null {
    const terms = termsOf(e)
    const limits = terms.map((t) => this.limitOf(t, to))
    const signs = new Set(limits.flatMap((l) => (l?.kind === "infinite" ? [l.sign] : [])))
    const unknown = limits.some((l) => l === null)
    if (unknown || signs.size > 1) return this.forms.sum(e, terms, to)
    if (signs.size === 1) return infinite([...signs][0] as number)
    if (limits.some((l) => l?.kind === "bounded")) return bounded
    return value(simple(limits.map((l) => (l as { e: Expr }).e).reduce((a, b) => plus(a, b))))
  }

  private ofProduct(e: Expr, to: Approach): Limit | null {
    const { constant, top, bottom } = factorsOf(e, to.x)
    const all = [...top.map((g) => ({ g, up: true })), ...bottom.map((g) => ({ g, up: false }))]
    const limits = all.map(({ g }) => this.limitOf(g, to))
    if (limits.some((l) => l === null)) return this.forms.product(e, to)
    const is = (i: number, kind: Limit["kind"]): boolean => limits[i]?.kind === kind
    const small = all.filter(({ up }, i) => (up ? isZero(limits[i] as Limit) : is(i, "infinite")))
    const large = all.filter(({ up }, i) => (up ? is(i, "infinite") : isZero(limits[i] as Limit)))
    const loose = all.filter((_, i) => is(i, "bounded"))
    if (vanishes(constant)) return value(literal(0))
    if (small.length > 0 && large.length > 0) return this.forms.product(e, to)
    if (loose.some(({ up }) => !up)) return null
    if (small.length > 0) return value(literal(0))
    if (loose.length > 0) return large.length > 0 ? null : bounded
    if (large.length > 0) {
      const sign = signNear(e, to)
      return sign === 0 ? null : infinite(sign)
    }
    const at = (up: boolean): Expr[] => all.flatMap((one, i) => (one.up === up ? [(limits[i] as { e: Expr }).e] : []))
    return value(simple(times(constant, quotientOf({ top: at(true), bottom: at(false) }))))
  }

  private ofCases(e: Expr, to: Approach): Limit | null {
    const [condition, a, b] = e.args as [Expr, Expr, Expr]
    const last = valuesNear(condition, to).slice(-3)
    if (last.length < 3 || last.some((y) => y !== last[0])) return null
    return this.limitOf(last[0] === 0 ? b : a, to)
  }

  private ofFunction(e: Expr, to: Approach): Limit | null {
    const name = e.primitive?.name as string
    if (steps.has(name)) return this.ofStep(e, to)
    const limits = e.args.map((u) => this.limitOf(u, to))
    const [l] = limits
    if (limits.some((m) => m === null || m.kind === "bounded")) return alwaysBounded.has(name) ? bounded : null
    if (e.args.length > 1) return this.ofSeveral(e, limits as Limit[])
    if (l?.kind === "infinite") return Object.hasOwn(atInfinity, name) ? (atInfinity[name] as (s: 1 | -1) => Limit | null)(l.sign) : null
    const put = simple(call(name, (l as { e: Expr }).e))
    // tan π/2 is a large number and no value
    const isLarge = Math.abs(valueOf(put, parametersOf(put, to.x))) > 1e12
    if (isFinite(put) && !isLarge) return value(put)
    const sign = signNear(e, to)
    const grows = valuesNear(e, to).slice(-6).map(Math.abs)
    // log 0, tan π/2: the function has a pole there
    return sign !== 0 && grows.length === 6 && grows.every((y, i) => i === 0 || y > (grows[i - 1] as number)) ? infinite(sign) : null
  }

  private ofStep(e: Expr, to: Approach): Limit | null {
    const l = this.limitOf(e.args[0] as Expr, to)
    if (l?.kind === "infinite")
      return Object.hasOwn(atInfinity, e.primitive?.name ?? "") ? (atInfinity[e.primitive?.name ?? ""]?.(l.sign) ?? null) : null
    const last = valuesNear(e, to).slice(-4)
    return last.length === 4 && last.every((y) => y === last[0]) ? value(literal(last[0] as number)) : null
  }

  private ofSeveral(e: Expr, limits: readonly Limit[]): Limit | null {
    if (limits.every((m) => m.kind === "value")) {
      const put = simple(
        reapply(
          e,
          limits.map((m) => (m as { e: Expr }).e),
        ),
      )
      return isFinite(put) ? value(put) : null
    }
    if (!named(e, "maximum") && !named(e, "minimum")) return null
    const first = limits.findIndex((m) => m.kind === "infinite")
    const toward = named(e, "maximum") ? 1 : -1
    const [one, other] = [limits[first] as { sign: number }, limits[1 - first] as Limit]
    return one.sign === toward ? infinite(toward) : other
  }

  private ofPower(e: Expr, to: Approach): Limit | null {
    const [base, n] = powerOf(e) as readonly [Expr, Expr]
    const [b, p] = [this.limitOf(base, to), this.limitOf(n, to)]
    if (b === null || p === null || b.kind === "bounded" || p.kind === "bounded")
      return b === null || p === null ? this.forms.power(e, to) : null
    if (p.kind === "value" && !dependsOn(n, to.x)) return this.constantPower(e, b, p.e, to)
    if (b.kind === "value" && p.kind === "value" && !vanishes(b.e)) {
      const put = simple(call2(b.e, p.e))
      if (isFinite(put)) return value(put)
    }
    return this.forms.power(e, to)
  }

  private constantPower(e: Expr, b: Limit, n: Expr, to: Approach): Limit | null {
    const k = constantOf(n) ?? valueOf(n, parametersOf(n, to.x))
    if (b.kind === "infinite" || isZero(b)) {
      const grows = (b.kind === "infinite") === k > 0
      if (!grows) return value(literal(0))
      const sign = signNear(e, to)
      return sign === 0 ? null : infinite(sign)
    }
    if (b.kind === "value" && b.e.literal === 1) return b
    const put = simple(call2((b as { e: Expr }).e, n))
    return isFinite(put) ? value(put) : null
  }
}

const call2 = (a: Expr, n: Expr): Expr => (n.literal === 0.5 ? call("sqrt", a) : power(a, n))

/** Whether a term without x has a finite value, for positive parameters. */
function isFinite(e: Expr): boolean {
  return Number.isFinite(valueOf(e, parametersOf(e, literal(0))))
}

/** The summands with their signs. */
export function termsOf(e: Expr): Expr[] {
  const out: Expr[] = []
  const stack: { e: Expr; sign: number }[] = [{ e, sign: 1 }]
  while (stack.length > 0) {
    const { e: one, sign } = stack.pop() as { e: Expr; sign: number }
    const [a, b] = one.args as [Expr, Expr]
    if (named(one, "add")) stack.push({ e: b, sign }, { e: a, sign })
    else if (named(one, "subtract")) stack.push({ e: b, sign: -sign }, { e: a, sign })
    else if (named(one, "negative")) stack.push({ e: a, sign: -sign })
    else out.push(sign === 1 ? one : times(-1, one))
  }
  return out
}
