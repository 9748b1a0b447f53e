// Functions among the primitives: traced values meet their rules, for others the function just runs.
import { asNode, bind1, bind2, bindAll, bindN, NablaError, type Params, type Primitive, type Value } from "@nablajs/core"
import type { Trace } from "./trace.ts"

interface Runs {
  readonly run: (xs: readonly Value[], params: Params) => Value[]
}

const runs = (p: Primitive): p is Primitive & Runs => (p as Partial<Runs>).run !== undefined

const isTraced = (x: Value): boolean => typeof x !== "number" && asNode(x).world.level > 1

/** `bindAll` that also knows functions. */
export const invoke = (p: Primitive, xs: readonly Value[], params: Params): Value[] =>
  runs(p) && !xs.some(isTraced) ? p.run(xs, params) : bindAll(p, xs, params)

/** Any primitive with any number of arguments and results. */
export function perform(p: Primitive, xs: readonly Value[], params: Params): Value[] {
  if (p.kind !== "elementwise" && p.multi) return invoke(p, xs, params)
  if (xs.length === 1) return [bind1(p, xs[0] as Value, params)]
  return [xs.length === 2 ? bind2(p, xs[0] as Value, xs[1] as Value, params) : bindN(p, xs, params)]
}

/** Refuses results that belong to this trace or a younger one although no argument did: the function reached around its arguments. */
export function ensureBelow(trace: Trace, p: Primitive, ys: readonly Value[]): void {
  if (!runs(p)) return
  const y = ys.find((y) => typeof y !== "number" && asNode(y).world.level >= trace.level)
  if (y === undefined) return
  const { transform } = asNode(y as Value).world as unknown as Trace
  throw new NablaError(
    "traced-value",
    `${p.name}: the function uses a value traced by ${transform} that is not among its arguments; pass it as an argument`,
  )
}
