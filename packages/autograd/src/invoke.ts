// Functions among the primitives: traced values meet their rules, for others the function just runs.
import { asNode, bind1, bind2, bindAll, bindN, isTraced, NablaError, type Params, type Primitive, type Value } from "@nablajs/core"
import type { Called } from "./called.ts"
import type { Trace } from "./trace.ts"

/** Control flow as a primitive, whose parameters hold programs. */
export interface Unrolls {
  /** Whether these arguments say which operations are to be run. */
  readonly decided: (xs: readonly Value[]) => boolean
  /** The operations that it stands for, one after the other, in the worlds of the arguments. */
  readonly unroll: (xs: readonly Value[], params: Params) => Value[]
  /** Results and tangents at once. */
  readonly joint: (xs: readonly Value[], dxs: readonly (Value | null)[], params: Params) => { ys: Value[]; dys: (Value | null)[] }
}

export const unrolls = (p: Primitive): p is Primitive & Unrolls => (p as Partial<Unrolls>).unroll !== undefined

/** Whether a primitive runs a function. */
export const isCalled = (p: Primitive): p is Called => (p as Partial<Called>).run !== undefined

/** `bindAll` that also knows functions and control flow. */
export function invoke(p: Primitive, xs: readonly Value[], params: Params): Value[] {
  if (isCalled(p) && !xs.some(isTraced)) return p.run(xs, params)
  return unrolls(p) && p.decided(xs) ? p.unroll(xs, params) : bindAll(p, xs, params)
}

/** Any primitive with any number of arguments and results. */
export function perform(p: Primitive, xs: readonly Value[], params: Params): Value[] {
  if (p.kind !== "elementwise" && p.multi) return invoke(p, xs, params)
  if (xs.length === 1) return [bind1(p, xs[0] as Value, params)]
  return [xs.length === 2 ? bind2(p, xs[0] as Value, xs[1] as Value, params) : bindN(p, xs, params)]
}

/** Refuses results that belong to this trace or a younger one although no argument did: the function reached around its arguments. */
export function ensureBelow(trace: Trace, p: Primitive, ys: readonly Value[]): void {
  if (!isCalled(p)) return
  const y = ys.find((y) => typeof y !== "number" && asNode(y).world.level >= trace.level)
  if (y === undefined) return
  const { transform } = asNode(y as Value).world as unknown as Trace
  throw new NablaError(
    "traced-value",
    `${p.name}: the function uses a value traced by ${transform} that is not among its arguments; pass it as an argument`,
  )
}
