// Memory for time: a part of a function that is computed again when the walk back needs it.
import { dtypeOf, isFloating, type Value } from "@nablajs/core"
import { type Call, callable, called, flatFunction, type Rules } from "./called.ts"
import { checkFunction, type Fn } from "./edges.ts"
import { pushForward } from "./forward.ts"
import type { Tangent } from "./push.ts"
import { rematPrimitive } from "./control/remat.ts"
import { record, take, walk } from "./reverse.ts"
import type { Record, Tape, Traced } from "./tape.ts"
import { levelBelow } from "./trace.ts"

/** A call with the values of a tape that the function takes from its surroundings. */
interface Reach extends Call {
  readonly tape: Tape
  readonly reached: readonly Traced[]
}

/**
 * f itself; under reverse mode its intermediate values are not kept but computed again on the way back. Values and
 * derivatives are the same, memory is that of the arguments and of the traced values that f takes from its surroundings.
 *
 * @example grad((x) => checkpoint((y) => sin(sin(y)))(x))(0) // => 1
 */
export function checkpoint<F extends Fn>(f: F): F {
  checkFunction("checkpoint", f)
  const run = flatFunction("checkpoint", f)
  return callable(
    called({
      name: "checkpoint",
      run,
      inline: true,
      ofProgram: rematPrimitive,
      // arguments and reached values together, as the node on the tape has them
      jvp: (all, tangents, _, call) => {
        const reach = call as Reach
        const places = tangents.map((_, i) => i).filter((i) => tangents[i] !== null)
        const part = partOf(run, all.slice(0, all.length - reach.reached.length), places, reach)
        return pushForward(
          "checkpoint",
          part,
          [places.map((i) => all[i])],
          [places.map((i) => tangents[i])],
          "the tangents",
          levelBelow(reach.tape),
        )[1] as Value[]
      },
      record: (xs, call, tape) => recordOf(run, xs, call, tape),
    }),
  ) as F
}

function recordOf(run: Rules["run"], xs: readonly Value[], call: Call, tape: Tape): Record {
  const found = new Set<Traced>()
  const note = (node: Traced): Value => {
    found.add(node)
    return node.primal
  }
  const ys = tape.replacing(note, () => run(xs, call))
  const reach: Reach = { ...call, tape, reached: [...found] }
  return { ys, reached: reach.reached, params: reach, pull: (gs) => pullAgain(run, xs, gs, reach) }
}

/** The function of the values at some places, the others held; places after those of the arguments are of reached values. */
const partOf =
  (run: Rules["run"], xs: readonly Value[], places: readonly number[], reach: Reach, instead: Map<Traced, Value> = new Map()) =>
  (moving: readonly Value[]): Value[] => {
    const all = [...xs]
    places.forEach((place, k) => {
      if (place < xs.length) all[place] = moving[k] as Value
      else instead.set(reach.reached[place - xs.length] as Traced, moving[k] as Value)
    })
    return reach.tape.replacing(
      (node) => instead.get(node) ?? node.primal,
      () => run(all, reach),
    )
  }

function pullAgain(run: Rules["run"], xs: readonly Value[], gs: readonly Tangent[], reach: Reach): Tangent[] {
  const all = [...xs, ...reach.reached.map((node) => node.primal)]
  const places = all.map((_, i) => i).filter((i) => typeof all[i] === "number" || isFloating(dtypeOf(all[i] as Value)))
  const used = gs.map((_, k) => k).filter((k) => gs[k] !== null)
  const out = all.map((): Tangent => null)
  const instead = new Map<Traced, Value>()
  const again = (): Value[] => {
    const part = partOf(run, xs, places, reach, instead)
    const { tape, inputs, outputs } = record("checkpoint", part, [places.map((i) => all[i])], levelBelow(reach.tape))
    walk(
      tape,
      used.map((k) => outputs[k] as Value),
      used.map((k) => gs[k] as Value),
    )
    places.forEach((place, k) => {
      out[place] = take(inputs[k] as Traced)
    })
    return []
  }
  // the walk too: checkpoints inside this one are computed again on its way
  reach.tape.replacing((node) => instead.get(node) ?? node.primal, again)
  return out
}
