// How x comes near its limit, in numbers: from one side, or beyond all bounds.
import { type Expr, symbolsOf } from "@nablajs/core"
import { valueOf } from "../integral/verify.ts"

/** x → at from one side; of an infinite `at` there is one side only. */
export interface Approach {
  readonly x: Expr
  readonly at: number
  /** The point as it was given: pi/4, a. */
  readonly point: Expr
  readonly side: "left" | "right"
}

/** Points nearer and nearer to the limit. */
function pointsOf({ at, side }: Approach): number[] {
  const steps = Array.from({ length: 22 }, (_, k) => 0.3 * 0.45 ** k)
  if (Number.isFinite(at)) return steps.map((h) => (side === "left" ? at - h : at + h))
  const far = Array.from({ length: 40 }, (_, k) => 3 * 1.7 ** k)
  return far.map((v) => Math.sign(at) * v)
}

/** Parameters stand for positive numbers where a value is needed. */
export const parametersOf = (e: Expr, x: Expr): Record<string, number> =>
  Object.fromEntries(
    symbolsOf(e)
      .filter((s) => s.name !== x.name)
      .map((s, i) => [s.name as string, 1.27 + 0.31 * i]),
  )

/** The values of a term on the way to the limit, the nearest last; those that are not finite are left out. */
export function valuesNear(e: Expr, to: Approach): number[] {
  const parameters = parametersOf(e, to.x)
  return pointsOf(to)
    .map((x) => valueOf(e, { ...parameters, [to.x.name as string]: x }))
    .filter(Number.isFinite)
}

/** 1 or −1 where a term keeps that sign near the limit, else 0. */
export function signNear(e: Expr, to: Approach): -1 | 0 | 1 {
  const last = valuesNear(e, to)
    .filter((y) => y !== 0)
    .slice(-8)
  if (last.length < 3) return 0
  return last.every((y) => y > 0) ? 1 : last.every((y) => y < 0) ? -1 : 0
}

const CLOSE = 0.02

/** Whether the values near the limit speak for it: the values come close, or grow beyond what they were. */
export function isPlausible(e: Expr, limit: number, to: Approach): boolean {
  const near = valuesNear(e, to)
  if (near.length < 3) return false
  if (Number.isFinite(limit)) return near.some((y) => Math.abs(y - limit) <= CLOSE * Math.max(1, Math.abs(limit)))
  const grown = near.map((y) => y * Math.sign(limit))
  const [first, most] = [grown[0] as number, Math.max(...grown)]
  return most > 0 && most > first && grown.indexOf(most) >= grown.length / 3
}
