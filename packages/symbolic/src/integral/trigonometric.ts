// Rational functions of sine and cosine become rational: by Bioche's rules u is cos, sin or tan, as a last resort tan of half the angle.
import { type Expr, literal, order, share, symbol, symbolsOf } from "@nablajs/core"
import { dependsOn, substitute } from "../differentiate.ts"
import { evaluate } from "../evaluate.ts"
import { simple } from "../simple.ts"
import type { Context, Rule } from "./rule.ts"
import { rewrittenBy } from "./inverse.ts"
import { substituted } from "./substitution.ts"
import { call, constantOf, linearOf, minus, named, over, plus, power, times } from "./terms.ts"

const functions = new Set(["sin", "cos", "tan"])
const MOST_TURNS = 8

/** The angle of which all angles in a term are whole multiples. */
interface Angle {
  readonly theta: Expr
  readonly k: Expr
  /** R(s, c) for s = sin θ, c = cos θ. */
  readonly R: Expr
  readonly s: Expr
  readonly c: Expr
}

function angleOf(f: Expr, ctx: Context): Angle | null {
  const [shared] = share(f) as [Expr]
  const found = order(shared).filter((node) => functions.has(node.primitive?.name ?? "") && dependsOn(node, ctx.x))
  const linear = found.map((node) => linearOf(node.args[0] as Expr, ctx.x))
  if (found.length === 0 || linear.some((l) => l === null)) return null
  const slopes = linear.map((l) => (l as readonly [Expr, Expr])[0])
  for (const [i, node] of found.entries()) {
    const theta = node.args[0] as Expr
    const turns = linear.map((l) => multipleOf(l as readonly [Expr, Expr], linear[i] as readonly [Expr, Expr]))
    if (turns.some((m) => m === null)) continue
    const [s, c] = [symbol("sin θ", []), symbol("cos θ", [])]
    const R = rewrittenBy(shared, (node) => {
      const at = found.indexOf(node)
      return at < 0 ? null : multipleAngle(node.primitive?.name as string, turns[at] as number, s, c)
    })
    return dependsOn(R, ctx.x) ? null : { theta, k: slopes[i] as Expr, R, s, c }
  }
  return null
}

/** m where one linear function is m times the other, a small whole number. */
function multipleOf(l: readonly [Expr, Expr], of: readonly [Expr, Expr]): number | null {
  const m = constantOf(simple(over(l[0], of[0])))
  if (m === null || !Number.isInteger(m) || Math.abs(m) > MOST_TURNS) return null
  return simple(minus(l[1], times(m, of[1]))).literal === 0 ? m : null
}

/** sin mθ, cos mθ, tan mθ by sin θ and cos θ: (c + i s)ᵐ. */
function multipleAngle(name: string, m: number, s: Expr, c: Expr): Expr {
  let [re, im]: [Expr, Expr] = [literal(1), literal(0)]
  for (let k = 0; k < Math.abs(m); k++) [re, im] = [minus(times(re, c), times(im, s)), plus(times(re, s), times(im, c))]
  if (m < 0) im = times(-1, im)
  return name === "cos" ? re : name === "sin" ? im : over(im, re)
}

// Odd or even in s and c: tried at a few angles, which the derivative of the answer confirms.
function parity({ R, s, c }: Angle, flipS: number, flipC: number): number {
  const others = symbolsOf(R).filter((x) => x.name !== s.name && x.name !== c.name)
  const at = (angle: number, signs: readonly [number, number]): number => {
    const values = Object.fromEntries(others.map((x, i) => [x.name as string, 0.61 + 0.37 * i]))
    values[s.name as string] = signs[0] * Math.sin(angle)
    values[c.name as string] = signs[1] * Math.cos(angle)
    const value = evaluate(R, values)
    return Number(typeof value === "number" ? value : (value as unknown as { item(): unknown }).item())
  }
  const ratios = [0.3, 0.7, 1.1].map((angle) => at(angle, [flipS, flipC]) / at(angle, [1, 1]))
  const is = (r: number): boolean => ratios.every((q) => Math.abs(q - r) < 1e-9)
  return is(1) ? 1 : is(-1) ? -1 : 0
}

interface Choice {
  readonly applies: (angle: Angle) => boolean
  readonly u: (theta: Expr) => Expr
  readonly s: (u: Expr) => Expr
  readonly c: (u: Expr) => Expr
  /** dθ/du */
  readonly slope: (u: Expr) => Expr
}

const circle = (u: Expr): Expr => minus(1, power(u, 2))
const opened = (u: Expr): Expr => plus(1, power(u, 2))
const root = (e: Expr): Expr => call("sqrt", e)

const choices: readonly Choice[] = [
  {
    applies: (a) => parity(a, -1, 1) === -1,
    u: (theta) => call("cos", theta),
    s: (u) => root(circle(u)),
    c: (u) => u,
    slope: (u) => over(-1, root(circle(u))),
  },
  {
    applies: (a) => parity(a, 1, -1) === -1,
    u: (theta) => call("sin", theta),
    s: (u) => u,
    c: (u) => root(circle(u)),
    slope: (u) => over(1, root(circle(u))),
  },
  {
    applies: (a) => parity(a, -1, -1) === 1,
    u: (theta) => call("tan", theta),
    s: (u) => over(u, root(opened(u))),
    c: (u) => over(1, root(opened(u))),
    slope: (u) => over(1, opened(u)),
  },
  {
    applies: () => true,
    u: (theta) => call("tan", over(theta, 2)),
    s: (u) => over(times(2, u), opened(u)),
    c: (u) => over(circle(u), opened(u)),
    slope: (u) => over(2, opened(u)),
  },
]

/** atan tan θ grows as θ does, but jumps; both have one derivative. */
const turnedBack = (F: Expr): Expr =>
  rewrittenBy(F, (node) => {
    const inner = node.args[0]
    return named(node, "atan") && named(inner, "tan") ? ((inner as Expr).args[0] as Expr) : null
  })

export const trigonometricSubstitution: Rule = (f, before, ctx) => {
  const angle = angleOf(f, ctx)
  if (angle === null) return null
  for (const choice of choices.filter((one) => one.applies(angle))) {
    const g = simple(choice.u(angle.theta))
    const u = ctx.names.for(g)
    const put = new Map([
      [angle.s.name as string, choice.s(u)],
      [angle.c.name as string, choice.c(u)],
    ])
    const h = simple(over(times(substitute(angle.R, put), choice.slope(u)), angle.k))
    const found = substituted(h, g, u, before, ctx, `substitution: ${u.name} = ${g.primitive?.name} makes the integrand rational`)
    ctx.names.free(u)
    if (found) return { ...found, result: simple(turnedBack(found.result)) }
  }
  return null
}
