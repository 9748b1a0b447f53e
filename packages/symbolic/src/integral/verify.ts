// Whether a term is an antiderivative: F′ = f at random points.
import { type Expr, symbolsOf } from "@nablajs/core"
import { randomOf, ranges, sample } from "../check/sample.ts"
import { evaluate } from "../evaluate.ts"
import { jacobianOf } from "../jacobian.ts"

/** The value of a scalar term; what cannot be computed is no number. */
export function valueOf(e: Expr, values: Readonly<Record<string, number>>): number {
  const value = evaluate(e, values)
  return Number(typeof value === "number" ? value : (value as unknown as { item(): unknown }).item())
}

const everywhere: typeof ranges = [...ranges, [-6, -2], [0.02, 0.2], [-1, -0.1]]
const ATTEMPTS = 4
const FEWEST = 3

/** F′ = f at random points, wherever both are finite; at least three must be. */
export function differentiatesBack(F: Expr, f: Expr, x: Expr): boolean {
  const slope = jacobianOf(F, x)
  const symbols = symbolsOf(f, F, x)
  const random = randomOf(7)
  let agreed = 0
  for (const range of everywhere) {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const values = Object.fromEntries(symbols.map((s) => [s.name as string, sample(s, {}, range, random) as number]))
      const [a, b] = [valueOf(slope, values), valueOf(f, values)]
      if (!Number.isFinite(a) || !Number.isFinite(b)) continue
      if (Math.abs(a - b) > 1e-7 * Math.max(1, Math.abs(a), Math.abs(b))) return false
      agreed++
    }
  }
  return agreed >= FEWEST
}
