// Memory for time: a part of a function that is computed again when the walk back needs it.
import { dtypeOf, isFloat, type Value } from "@nablajs/core"
import { type Call, callable, called, flatFunction, type Rules } from "./called.ts"
import { checkFunction, type Fn } from "./edges.ts"
import { pushForward } from "./forward.ts"
import type { Tangent } from "./push.ts"
import { record, take, walk } from "./reverse.ts"
import type { Traced } from "./tape.ts"

/**
 * f itself; under reverse mode its intermediate values are not kept but computed again on the way back. Values and
 * derivatives are the same, memory is that of the arguments. f must take all traced values as arguments.
 *
 * @example grad((x) => checkpoint((y) => sin(sin(y)))(x))(0) // => 1
 */
export function checkpoint<F extends Fn>(f: F): F {
  checkFunction("checkpoint", f)
  const name = "checkpoint"
  const run = flatFunction(name, f)
  return callable(
    called({
      name,
      run,
      jvp: (xs, dxs, _, call) => {
        const places = dxs.map((_, i) => i).filter((i) => dxs[i] !== null)
        const moving = places.map((i) => xs[i])
        return pushForward(name, partOf(run, xs, places, call), [moving], [places.map((i) => dxs[i])], "the tangents")[1] as Value[]
      },
      record: (xs, call) => ({ ys: run(xs, call), pull: (gs: readonly Tangent[]) => pullAgain(run, xs, gs, call) }),
    }),
  ) as F
}

/** The function of the values at some places, the others held. */
const partOf =
  (run: Rules["run"], xs: readonly Value[], places: readonly number[], call: Call) =>
  (moving: readonly Value[]): Value[] => {
    const all = [...xs]
    places.forEach((place, k) => {
      all[place] = moving[k] as Value
    })
    return run(all, call)
  }

function pullAgain(run: Rules["run"], xs: readonly Value[], gs: readonly Tangent[], call: Call): Tangent[] {
  const places = xs.map((_, i) => i).filter((i) => typeof xs[i] === "number" || isFloat(dtypeOf(xs[i] as Value)))
  const again = record("checkpoint", partOf(run, xs, places, call), [places.map((i) => xs[i])])
  const used = gs.map((_, k) => k).filter((k) => gs[k] !== null)
  walk(
    again.tape,
    used.map((k) => again.outputs[k] as Value),
    used.map((k) => gs[k] as Value),
  )
  const out = xs.map((): Tangent => null)
  places.forEach((place, k) => {
    out[place] = take(again.inputs[k] as Traced)
  })
  return out
}
