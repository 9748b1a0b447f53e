// Products of sines and cosines as sums of them.
import { type Expr, literal } from "@nablajs/core"
import { simple } from "../simple.ts"
import { branch, type Step } from "../steps/step.ts"
import { text } from "../print/text.ts"
import { deeper, type Context, type Rule } from "./rule.ts"
import { call, factorsOf, linearOf, minus, named, plus, powerOf, productOf, sumOf, times } from "./terms.ts"

/** c · sin or cos of a x + b. */
interface Wave {
  readonly c: number
  readonly kind: "sin" | "cos"
  readonly a: Expr
  readonly b: Expr
}

const combined = (sign: 1 | -1, p: Expr, q: Expr): Expr =>
  p.literal !== null && q.literal !== null ? literal(p.literal + sign * q.literal) : simple(sign === 1 ? plus(p, q) : minus(p, q))

/** 2 sin A cos B = sin(A + B) + sin(A − B) and its like. */
function product(p: Wave, q: Wave): Wave[] {
  const c = (p.c * q.c) / 2
  const [first, second] = p.kind === "cos" && q.kind === "sin" ? [q, p] : [p, q]
  const [sum, gap] = ([1, -1] as const).map((sign) => ({ a: combined(sign, first.a, second.a), b: combined(sign, first.b, second.b) })) as [
    Pick<Wave, "a" | "b">,
    Pick<Wave, "a" | "b">,
  ]
  const kind = p.kind === q.kind ? "cos" : "sin"
  return [
    { c, kind, ...gap },
    { c: p.kind === "sin" && q.kind === "sin" ? -c : c, kind, ...sum },
  ]
}

const isZero = (e: Expr): boolean => e.literal === 0
const isBelow = (e: Expr): boolean => (e.literal ?? 0) < 0

/** Like waves together, with numbers as frequencies that are at least 0. */
function collected(list: readonly Wave[]): Wave[] {
  const now = new Map<string, Wave>()
  for (const w of list) {
    const turn = isBelow(w.a) || (isZero(w.a) && isBelow(w.b))
    const opposite = (e: Expr): Expr => combined(-1, literal(0), e)
    const wave = turn ? { c: w.kind === "sin" ? -w.c : w.c, kind: w.kind, a: opposite(w.a), b: opposite(w.b) } : w
    const key = `${wave.kind} ${text(wave.a)} ${text(wave.b)}`
    now.set(key, { ...wave, c: wave.c + (now.get(key)?.c ?? 0) })
  }
  return [...now.values()].filter((w) => w.c !== 0 && !(w.kind === "sin" && isZero(w.a) && isZero(w.b)))
}

function written({ c, kind, a, b }: Wave, x: Expr): Expr {
  const scaled = isZero(a) ? literal(0) : a.literal === 1 ? x : times(a, x)
  const wave = isZero(a) && isZero(b) ? literal(1) : call(kind, isZero(b) ? scaled : isZero(a) ? b : plus(scaled, b))
  return c === 1 ? wave : times(c, wave)
}

const MOST_WAVES = 10

/** sin or cos of a x + b as often as its power says; null for anything else. */
function waveOf(g: Expr, x: Expr): Wave[] | null {
  const [base, n] = powerOf(g) ?? [g, literal(1)]
  const count = n.literal ?? 0
  const kind = named(base, "sin") ? "sin" : named(base, "cos") ? "cos" : null
  const linear = kind && linearOf(base.args[0] as Expr, x)
  if (kind === null || linear === null || !Number.isInteger(count) || count < 1 || count > MOST_WAVES) return null
  return Array.from({ length: count }, () => ({ c: 1, kind, a: linear[0], b: linear[1] }))
}

/** ∫ sin³, sin cos² and their like, beside other factors as well. */
export const productToSum: Rule = (f, before, c): Step | null => {
  const { constant, top, bottom } = factorsOf(f, c.x)
  if (bottom.length > 0 || constant.literal !== 1) return null
  const found = top.map((g) => waveOf(g, c.x))
  const waves = found.flatMap((w) => w ?? [])
  if (waves.length < 2 || waves.length > MOST_WAVES) return null
  const others = top.filter((_, i) => found[i] === null)
  const sum = expanded(waves, c).map((w) => (others.length === 0 ? w : times(productOf(others), w)))
  const inner = c.integrate(sumOf(sum), deeper(c, 4))
  return inner && branch("product-to-sum", "products of sines and cosines as sums of them", before, inner.before, [inner], inner.result)
}

function expanded(waves: readonly Wave[], c: Context): Expr[] {
  const start: Wave[] = [{ c: 1, kind: "cos", a: literal(0), b: literal(0) }]
  return waves.reduce((list, w) => collected(list.flatMap((p) => product(p, w))), start).map((w) => written(w, c.x))
}
