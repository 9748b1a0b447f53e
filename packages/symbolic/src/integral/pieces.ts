// Functions with a kink: on either side of it |u| is u or −u, so the sign is a constant s; at the kink the pieces are joined.
import { type Expr, order, same, share, symbol } from "@nablajs/core"
import { dependsOn, substitute } from "../differentiate.ts"
import { coefficientsOf } from "../polynomial.ts"
import { simple } from "../simple.ts"
import { branch } from "../steps/step.ts"
import { rewrittenBy } from "./inverse.ts"
import { deeper, type Rule } from "./rule.ts"
import { call, linearOf, minus, named, over, plus, times } from "./terms.ts"

export type Switch = (args: readonly Expr[]) => { readonly u: Expr; readonly value: (s: Expr) => Expr } | null

const mixed = (a: Expr, b: Expr, s: Expr): Expr => over(plus(plus(a, b), times(s, minus(a, b))), 2)

/** The term by s = sign u. */
export const switches: Readonly<Record<string, Switch>> = {
  abs: ([u]) => ({ u: u as Expr, value: (s) => times(s, u as Expr) }),
  sign: ([u]) => ({ u: u as Expr, value: (s) => s }),
  relu: ([u]) => ({ u: u as Expr, value: (s) => over(times(plus(1, s), u as Expr), 2) }),
  maximum: ([a, b]) => ({ u: simple(minus(a as Expr, b as Expr)), value: (s) => mixed(a as Expr, b as Expr, s) }),
  minimum: ([a, b]) => ({ u: simple(minus(a as Expr, b as Expr)), value: (s) => mixed(b as Expr, a as Expr, s) }),
  where: ([condition, a, b]) => {
    const [p, q] = (condition as Expr).args as [Expr, Expr]
    const up = named(condition, "greater") || named(condition, "greaterEqual")
    const down = named(condition, "less") || named(condition, "lessEqual")
    if (!up && !down) return null
    return { u: simple(up ? minus(p, q) : minus(q, p)), value: (s) => mixed(a as Expr, b as Expr, s) }
  },
}

/** 1 / (k s) is s / k where s is 1 or −1, so that nothing is divided by the 0 which the sign is at the kink. */
const signsAbove = (e: Expr, s: Expr): Expr =>
  rewrittenBy(e, (node) => {
    const [a, b] = node.args as [Expr, Expr]
    const [constant, k, ...more] = (named(node, "divide") && dependsOn(b, s) && coefficientsOf(b, s)) || []
    return k !== undefined && constant?.literal === 0 && more.length === 0 ? over(times(a, s), k) : null
  })

/** ∫ f(x, sign u) dx for a linear u: with F(x, s), the antiderivative is F(x, sign u) − F(x₀, sign u) where u = 0 at x₀. */
export const kink: Rule = (f, before, c) => {
  const [shared] = share(f) as [Expr]
  const found = order(shared).flatMap((node) => {
    const name = node.primitive?.name ?? ""
    const one = dependsOn(node, c.x) && Object.hasOwn(switches, name) ? (switches[name] as Switch)(node.args) : null
    return one === null ? [] : [{ node, ...one }]
  })
  const [first] = found
  const linear = first && linearOf(first.u, c.x)
  if (!first || !linear || found.some((one) => !same(one.u, first.u))) return null
  const s = symbol(c.names.for(first.u).name as string, [])
  const fixed = simple(
    rewrittenBy(shared, (node) => {
      const one = found.find((other) => other.node === node)
      return one ? one.value(s) : null
    }),
  )
  const inner = c.integrate(fixed, deeper(c))
  c.names.free(s)
  if (inner === null) return null
  const root = over(times(-1, linear[1]), linear[0])
  const primitive = signsAbove(inner.result, s)
  const start = substitute(primitive, new Map([[c.x.name as string, root]]))
  const sign = call("sign", first.u)
  const result = simple(substitute(simple(minus(primitive, start)), new Map([[s.name as string, sign]])))
  return branch("cases", `on either side of the kink ${s.name} is 1 or −1; the pieces meet there`, before, inner.before, [inner], result, {
    substitution: { name: s.name as string, equals: sign },
  })
}
