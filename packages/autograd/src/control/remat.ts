// A checkpoint inside control flow: its function is a program, which the way back runs once more.
import type { Value } from "@nablajs/core"
import { Batch } from "../batch.ts"
import { type Bodied, bodied } from "./bodied.ts"
import { pushValues } from "../forward.ts"
import { invoke } from "../invoke.ts"
import { type Form, formOf, type Program } from "./program.ts"
import { stage, stageOf } from "./stage.ts"
import type { Tangent } from "../push.ts"
import { walk } from "../reverse.ts"
import { differs } from "./split.ts"
import { Tape, type Traced } from "../tape.ts"
import { run } from "../trace.ts"

interface Again {
  readonly program: Program
}

export const rematPrimitive: Bodied = /* @__PURE__ */ bodied<Again>({
  name: "checkpoint",
  forms: ({ program }) => program.results,
  unroll: (xs, { program }) => program.run(xs),
  joint: (xs, dxs, { program }) => pushValues("checkpoint", (args) => program.run(args), xs, dxs),
  batch: (xs, batched, size, { program }) => {
    const closed = stage("checkpoint", xs.map(formOf), (inputs) => {
      const trace = new Batch("vmap", size)
      return run(trace, () => program.run(inputs.map((x, i) => (batched[i] ? trace.batched(x) : x))).map((y) => trace.entries(y)))
    })
    return invoke(rematPrimitive, [...xs, ...closed.captures], { program: closed.program })
  },
  record: (xs, again, _, own) => ({
    ys: invoke(rematPrimitive, xs, again),
    pull: (gs) => pullAgain(xs, gs, again, own),
  }),
})

// Where the way back is being written down, what entered is one of its inputs, so that the program is written there.
function pullAgain(xs: readonly Value[], gs: readonly Tangent[], { program }: Again, own: readonly boolean[]): Tangent[] {
  const back = gs.map((g) => g && stageOf(g)).find((found) => found !== null)
  const entered = back ? xs.map((x) => back.enter(x)) : xs
  const tape = new Tape("checkpoint")
  const inputs = entered.map((x, i) => (own[i] && differs(program.inputs[i] as Form) ? tape.input(x) : x))
  const ys = run(tape, () => program.run(inputs))
  const used = gs.map((_, k) => k).filter((k) => gs[k] !== null)
  walk(
    tape,
    used.map((k) => ys[k] as Value),
    used.map((k) => gs[k] as Value),
  )
  return inputs.map((x) => (tape.owns(x) ? (x as unknown as Traced).g : null))
}
