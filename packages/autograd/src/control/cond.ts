// A choice between two functions. Where the condition is known only when a program runs, both are programs.
import { castTo, type Dim, promote, unflatten, type Value, where } from "@nablajs/core"
import { Batch } from "../batch.ts"
import { type Bodied, bodied } from "./bodied.ts"
import { chosen, type Condition, decided, sameBranches } from "./common.ts"
import { checkFunction, type Fn, zeroOf } from "../edges.ts"
import { replaceValues } from "../extras.ts"
import { pushValues } from "../forward.ts"
import { invoke } from "../invoke.ts"
import { type Closed, type Form, formOf, type Placed, runPlaced, together } from "./program.ts"
import { Stage, stage, stageOf } from "./stage.ts"
import type { Tangent } from "../push.ts"
import { walk } from "../reverse.ts"
import { chosenOf, differs, spread } from "./split.ts"
import { type Record, Tape, type Traced } from "../tape.ts"
import { run } from "../trace.ts"

/**
 * `ifTrue(...operands)` where the condition holds, else `ifFalse(...operands)`. Only the chosen branch runs: at once where the
 * condition is known, and in each step of a traced {@link scan}, whose program keeps both. Under `vmap` with a condition
 * that differs between entries, and for symbols, both run and `where` chooses.
 *
 * @example cond(less(1, 2), (x) => add(x, 1), (x) => subtract(x, 1), 10) // => 11
 */
export function cond<A extends readonly unknown[], Y>(
  condition: Condition,
  ifTrue: (...operands: A) => Y,
  ifFalse: (...operands: A) => Y,
  ...operands: A
): Y {
  checkFunction("cond", ifTrue)
  checkFunction("cond", ifFalse)
  const choice = decided("cond", condition)
  if (choice === true) return ifTrue(...operands)
  if (choice === false) return ifFalse(...operands)
  if (stageOf(choice) !== null) return kept(choice, ifTrue as Fn, ifFalse as Fn, operands) as Y
  return chosen("cond", choice, ifTrue(...operands), ifFalse(...operands)) as Y
}

/** The functions to choose from, if true and if not. */
interface Choice {
  readonly branches: readonly Placed[]
}

/** Both branches written down, as functions of what they were given and of whatever else they use together with it. */
function kept(condition: Value, ifTrue: Fn, ifFalse: Fn, operands: readonly unknown[]): unknown {
  const [first, second] = [new Stage("cond"), new Stage("cond")]
  const entered = (trace: Stage): unknown[] => replaceValues(operands, (x) => trace.enter(x)) as unknown[]
  try {
    const [yes, no] = sameBranches("cond", ifTrue(...entered(first)), ifFalse(...entered(second)))
    return unflatten(yes.structure, bindBranches(condition, [], first.finish(yes.leaves), second.finish(no.leaves)))
  } finally {
    first.closed = true
    second.closed = true
  }
}

/** The choice as one operation on the condition, some operands, and whatever else either branch uses. */
function bindBranches(condition: Value, operands: readonly Value[], yes: Closed, no: Closed): Value[] {
  const { placed, captures } = together(operands.length, yes, no)
  return invoke(condPrimitive, [condition, ...operands, ...captures], { branches: placed } satisfies Choice)
}

const condPrimitive: Bodied = /* @__PURE__ */ bodied<Choice>({
  name: "cond",
  decided: ([condition]) => typeof decided("cond", condition) === "boolean",
  forms,
  unroll: ([condition, ...xs], choice) => runBranch(choice, decided("cond", condition) === true ? 0 : 1, xs),
  joint,
  batch,
  record,
})

function forms({ branches: [yes, no] }: Choice): Form[] {
  const others = (no as Placed).program.results
  return (yes as Placed).program.results.map(({ shape, dtype }, i) => ({ shape, dtype: promote(dtype, (others[i] as Form).dtype) }))
}

/** One branch on the operands, its results in the types that both have in common. */
function runBranch(choice: Choice, which: 0 | 1, xs: readonly Value[]): Value[] {
  const ys = runPlaced(choice.branches[which] as Placed, xs)
  return forms(choice).map(({ dtype }, i) => castTo(ys[i] as Value, dtype))
}

/** A choice between what some function makes of each branch. */
function choose(
  condition: Value,
  operands: readonly Value[],
  branch: (which: 0 | 1, inputs: readonly Value[]) => readonly Value[],
): Value[] {
  const write = (which: 0 | 1): Closed => stage("cond", operands.map(formOf), (inputs) => branch(which, inputs))
  return bindBranches(condition, operands, write(0), write(1))
}

function joint([condition, ...xs]: readonly Value[], [, ...dxs]: readonly Tangent[], choice: Choice): { ys: Value[]; dys: Tangent[] } {
  const moving = dxs.map((dx) => dx !== null)
  const differentiable = forms(choice).map(differs)
  const out = choose(condition as Value, [...xs, ...(chosenOf(dxs, moving) as Value[])], (which, inputs) => {
    const tangents = spread(inputs.slice(xs.length), moving)
    const { ys, dys } = pushValues("cond", (args) => runBranch(choice, which, args), inputs.slice(0, xs.length), tangents)
    return [
      ...ys,
      ...chosenOf(
        ys.map((y, i) => dys[i] ?? zeroOf(y)),
        differentiable,
      ),
    ]
  })
  return { ys: out.slice(0, differentiable.length), dys: spread(out.slice(differentiable.length), differentiable) }
}

// The way back runs the chosen branch once more, so nothing of either needs to be kept.
function record([condition, ...xs]: readonly Value[], choice: Choice, _: Tape, [, ...own]: readonly boolean[]): Record {
  const ys = invoke(condPrimitive, [condition as Value, ...xs], choice)
  const active = own.map((mine, i) => mine && differs(formOf(xs[i] as Value)))
  const differentiable = forms(choice).map(differs)
  const pull = (gs: readonly Tangent[]): Tangent[] => {
    const given = gs.map((g, i) => g !== null && (differentiable[i] as boolean))
    const out = choose(condition as Value, [...xs, ...(chosenOf(gs, given) as Value[])], (which, inputs) => {
      const tape = new Tape("cond")
      const traced = inputs.slice(0, xs.length).map((x, i) => (active[i] ? tape.input(x) : x))
      const results = run(tape, () => runBranch(choice, which, traced))
      walk(tape, chosenOf(results, given), inputs.slice(xs.length))
      return (chosenOf(traced, active) as unknown as Traced[]).map((x) => x.g ?? zeroOf(x.primal))
    })
    return [null, ...spread(out, active)]
  }
  return { ys, pull }
}

// Where entries choose differently both branches run; else one choice is made between branches for the whole batch.
function batch([condition, ...xs]: readonly Value[], [differing, ...batched]: readonly boolean[], size: Dim, choice: Choice): Value[] {
  const entries = (inputs: readonly Value[], f: (args: Value[], trace: Batch) => Value[]): Value[] => {
    const trace = new Batch("vmap", size)
    const args = inputs.map((x, i) => (batched[i] ? trace.batched(x) : x))
    return run(trace, () => f(args, trace).map((y) => trace.entries(y)))
  }
  if (!differing) return choose(condition as Value, xs, (which, inputs) => entries(inputs, (args) => runBranch(choice, which, args)))
  return entries(xs, (args, trace) => {
    const [yes, no] = [runBranch(choice, 0, args), runBranch(choice, 1, args)]
    return yes.map((y, i) => where(trace.batched(condition as Value), y, no[i] as Value) as Value)
  })
}
