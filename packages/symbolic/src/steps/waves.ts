// Products of sines and cosines as sums of them.
import { asTensor, cos, type Expr, literal, sin, toExpr } from "@nablajs/core"
import { plus, times } from "./antiderivatives.ts"

/** c · sin or cos of a x + b. */
export interface Wave {
  readonly c: number
  readonly kind: "sin" | "cos"
  readonly a: number
  readonly b: number
}

/** 2 sin A cos B = sin(A + B) + sin(A − B) and its like. */
function product(p: Wave, q: Wave): Wave[] {
  const c = (p.c * q.c) / 2
  const sum = { a: p.a + q.a, b: p.b + q.b }
  const [gap, turned] = [
    { a: p.a - q.a, b: p.b - q.b },
    { a: q.a - p.a, b: q.b - p.b },
  ]
  if (p.kind === "cos" && q.kind === "cos")
    return [
      { c, kind: "cos", ...gap },
      { c, kind: "cos", ...sum },
    ]
  if (p.kind === "sin" && q.kind === "sin")
    return [
      { c, kind: "cos", ...gap },
      { c: -c, kind: "cos", ...sum },
    ]
  return [
    { c, kind: "sin", ...sum },
    { c, kind: "sin", ...(p.kind === "sin" ? gap : turned) },
  ]
}

/** Like waves together, each with a frequency of at least 0. */
function collected(list: readonly Wave[]): Wave[] {
  const now = new Map<string, Wave>()
  for (const w of list) {
    const turn = w.a < 0 || (w.a === 0 && w.b < 0)
    const wave = turn ? { c: w.kind === "sin" ? -w.c : w.c, kind: w.kind, a: -w.a, b: 0 - w.b } : w
    const key = `${wave.kind} ${wave.a} ${wave.b}`
    now.set(key, { ...wave, c: wave.c + (now.get(key)?.c ?? 0) })
  }
  return [...now.values()].filter((w) => w.c !== 0 && !(w.kind === "sin" && w.a === 0 && w.b === 0))
}

/** The sum that a product of waves is. */
export function sumOf(factors: readonly Wave[], x: Expr): Expr {
  const start: Wave[] = [{ c: 1, kind: "cos", a: 0, b: 0 }]
  const waves = factors.reduce((list, w) => collected(list.flatMap((p) => product(p, w))), start)
  return waves.map((w) => written(w, x)).reduce((p, q) => plus(p, q), literal(0))
}

function written({ c, kind, a, b }: Wave, x: Expr): Expr {
  if (a === 0) return literal(c * (kind === "sin" ? Math.sin(b) : Math.cos(b)))
  const scaled = a === 1 ? x : times(a, x)
  const u = asTensor(b === 0 ? scaled : plus(scaled, b)) as never
  const wave = toExpr(kind === "sin" ? sin(u) : cos(u))
  return c === 1 ? wave : times(c, wave)
}
