// A loop whose number of steps its values decide.
import {
  any,
  type Dim,
  flatten,
  isComputed,
  isExpr,
  isNablaError,
  NablaError,
  shapeOf,
  stopGradient,
  unflatten,
  type Value,
  where,
} from "@nablajs/core"
import { Batch, isBatched, repeat } from "../batch.ts"
import { type Bodied, bodied } from "./bodied.ts"
import { inForm, writeStep } from "./carry.ts"
import { chosen, type Condition, decided, sameTree } from "./common.ts"
import { checkFunction, zeroOf } from "../edges.ts"
import { pushValues } from "../forward.ts"
import { invoke } from "../invoke.ts"
import { scanPrimitive } from "./loop.ts"
import { type Closed, type Form, formOf, type Placed, runPlaced, together } from "./program.ts"
import { stage } from "./stage.ts"
import type { Tangent } from "../push.ts"
import { chosenOf, settled, spread } from "./split.ts"
import type { Record, Tape } from "../tape.ts"
import { run } from "../trace.ts"

/**
 * Repeats `body` while the condition holds: the last value for which it does not. The value keeps its structure, shapes and
 * types. Under `vmap` it runs until no entry goes on; entries that are done keep their values.
 *
 * Computed values just run. Where they are traced, condition and body are written down once and the loop is one operation, as
 * {@link scan} is. The way back needs the number of steps: it is counted on the values, and the loop is then a scan of that
 * length. Only where no values are there to count with, in the step of a loop that is itself written down or with symbols,
 * reverse mode is refused or the loop outside runs step by step.
 *
 * @example whileLoop((x) => less(x, 100), (x) => multiply(x, 2), 3) // => 192
 */
export function whileLoop<C>(condition: (value: C) => Condition, body: (value: C) => C, init: C): C {
  checkFunction("whileLoop", condition)
  checkFunction("whileLoop", body)
  const given: Given = { condition: condition as Given["condition"], body: body as Given["body"], init }
  const known = flatten("whileLoop", init).leaves.every(isComputed)
  return ((known ? null : asOne(given)) ?? stepByStep(given, known)) as C
}

interface Given {
  readonly condition: (value: unknown) => Condition
  readonly body: (value: unknown) => unknown
  readonly init: unknown
}

function stepByStep(given: Given, known: boolean, each: (masked: boolean) => void = () => undefined): unknown {
  const { condition, body, init } = given
  let value = init
  for (let first = known; ; first = false) {
    const choice = decided("whileLoop", condition(value))
    if (choice === false || (choice !== true && !someEntry(choice))) return value
    each(choice !== true)
    const next = body(value)
    const { leaves } = sameTree("whileLoop", value, next)
    // traced values that the body takes from its surroundings show in what it makes of computed ones
    if (first && !leaves.every(isComputed)) {
      const one = asOne(given)
      if (one !== null) return one
    }
    value = choice === true ? next : chosen("whileLoop", choice, next, value)
  }
}

/** Whether any entry of a batch, or of batches in batches, goes on. */
function someEntry(condition: Value): boolean {
  const all = anyOf(condition)
  const choice = decided("whileLoop", all)
  if (typeof choice === "boolean") return choice
  throw undecided(all)
}

function anyOf(condition: Value): Value {
  let all = condition
  while (isBatched(all)) all = any(all.primal as never) as Value
  return all
}

function undecided(x: Value): NablaError {
  const what = isExpr(x) ? "a symbol; give it a value first" : "values that are not there yet"
  return new NablaError(
    "traced-value",
    `whileLoop: how often the body runs depends on ${what}; reverse mode needs the number of steps: state it with scan or foriLoop, or use forward mode`,
  )
}

/** Condition and body as functions of the same operands: what is carried, then constants. */
interface Repetition {
  readonly condition: Placed
  readonly body: Placed
  readonly carried: number
}

/** The loop as one operation; null where condition or body reads its values and cannot be written down. */
function asOne({ condition, body, init }: Given): unknown {
  const { leaves, structure } = flatten("whileLoop", init)
  try {
    const { carry, written, forms } = writeStep("whileLoop", leaves, [], (inputs) => {
      const value = unflatten(structure, inputs)
      return sameTree("whileLoop", value, body(value)).leaves
    })
    const test = stage("whileLoop", forms, (inputs) => {
      const choice = decided("whileLoop", condition(unflatten(structure, inputs)))
      return [typeof choice === "boolean" ? Number(choice) : choice]
    })
    return unflatten(structure, bindLoop(carry, test, written))
  } catch (error) {
    if (isNablaError(error) && error.code === "traced-value") return null
    throw error
  }
}

function bindLoop(operands: readonly Value[], condition: Closed, body: Closed, carried: number = operands.length): Value[] {
  const { placed, captures } = together(operands.length, condition, body)
  const loop: Repetition = { condition: placed[0] as Placed, body: placed[1] as Placed, carried }
  return invoke(whilePrimitive, [...operands, ...captures], loop)
}

const test = (loop: Repetition, xs: readonly Value[]): Value => runPlaced(loop.condition, xs)[0] as Value
const step = (loop: Repetition, xs: readonly Value[]): Value[] => runPlaced(loop.body, xs)

const whilePrimitive: Bodied = /* @__PURE__ */ bodied<Repetition>({
  name: "while",
  forms: ({ body }) => body.program.results,
  unroll,
  joint,
  batch,
  record,
})

function unroll(xs: readonly Value[], loop: Repetition, each?: (masked: boolean) => void): Value[] {
  const constants = xs.slice(loop.carried)
  const init = loop.body.program.results.map((form, i) => inForm(xs[i] as Value, form))
  const condition = (carry: unknown): Condition => test(loop, [...(carry as Value[]), ...constants]) as Condition
  const body = (carry: unknown): Value[] => step(loop, [...(carry as Value[]), ...constants])
  return stepByStep({ condition, body, init }, false, each) as Value[]
}

// Tangents ride along; the condition does not see them.
function joint(xs: readonly Value[], dxs: readonly Tangent[], loop: Repetition): { ys: Value[]; dys: Tangent[] } {
  const { carried } = loop
  const moving = dxs.map((dx) => dx !== null)
  const made = settled(moving.slice(0, carried), (carries) => {
    const active = [...carries, ...moving.slice(carried)]
    const operands = [...xs.slice(0, carried), ...chosenOf(dxs.map((dx, i) => dx ?? zeroOf(xs[i] as Value)).slice(0, carried), carries)]
    const constants = [...xs.slice(carried), ...(chosenOf(dxs.slice(carried), active.slice(carried)) as Value[])]
    const forms = [...operands, ...constants].map(formOf)
    const primalsOf = (all: readonly Value[]): Value[] => [
      ...all.slice(0, carried),
      ...all.slice(operands.length, operands.length + xs.length - carried),
    ]
    const tangentsOf = (all: readonly Value[]): Tangent[] =>
      spread([...all.slice(carried, operands.length), ...all.slice(operands.length + xs.length - carried)], active)
    let after: boolean[] = []
    const body = stage("whileLoop", forms, (all) => {
      const { ys, dys } = pushValues("whileLoop", (args) => step(loop, args), primalsOf(all), tangentsOf(all))
      after = dys.map((dy) => dy !== null)
      return [
        ...ys,
        ...chosenOf(
          ys.map((y, i) => dys[i] ?? zeroOf(y)),
          carries,
        ),
      ]
    })
    const condition = stage("whileLoop", forms, (all) => [test(loop, primalsOf(all))])
    return { made: { operands, constants, condition, body, carries }, after }
  })
  const out = bindLoop([...made.operands, ...made.constants], made.condition, made.body, made.operands.length)
  return { ys: out.slice(0, carried), dys: spread(out.slice(carried), made.carries) }
}

// Where entries differ in whether they go on, all that is carried differs, and those that are done keep it.
function batch(xs: readonly Value[], batched: readonly boolean[], size: Dim, loop: Repetition): Value[] {
  const { carried } = loop
  const made = settled(batched.slice(0, carried), (carries) => {
    const marks = [...carries, ...batched.slice(carried)]
    const forms = xs.map((x, i): Form => (carries[i] && !batched[i] ? { ...formOf(x), shape: [size, ...shapeOf(x)] } : formOf(x)))
    const inBatch = (f: (args: Value[], trace: Batch) => Value[]): Closed =>
      stage("whileLoop", forms, (inputs) => {
        const trace = new Batch("vmap", size)
        const args = inputs.map((x, i) => (marks[i] ? trace.batched(x) : x))
        return run(trace, () => f(args, trace))
      })
    let differing = false
    let after: boolean[] = []
    const condition = inBatch((args, trace) => {
      const goesOn = test(loop, args)
      differing = trace.owns(goesOn)
      return [differing ? (any(trace.entries(goesOn) as never) as Value) : goesOn]
    })
    const body = inBatch((args, trace) => {
      const next = step(loop, args)
      const ys = differing ? next.map((y, i) => where(test(loop, args), y, args[i] as Value) as Value) : next
      after = ys.map((y) => trace.owns(y))
      return ys.map((y, i) => (carries[i] ? trace.entries(y) : trace.owns(y) ? y.primal : y))
    })
    return { made: { condition, body, carries }, after }
  })
  const operands = xs.map((x, i) => (made.carries[i] && !batched[i] ? repeat(x, size) : x))
  return bindLoop(operands, made.condition, made.body, carried).map((y, i) => (made.carries[i] ? y : repeat(y, size)))
}

/** On the values without their derivatives the steps are counted; so many steps are a scan. */
function record(xs: readonly Value[], loop: Repetition, tape: Tape, own: readonly boolean[]): Record | null {
  const { carried } = loop
  const masks: boolean[] = []
  try {
    unroll(
      xs.map((x) => stopGradient(x) as Value),
      loop,
      (masked) => masks.push(masked),
    )
  } catch (error) {
    if (isNablaError(error) && error.code === "traced-value") return null
    throw error
  }
  const masked = masks.includes(true)
  const body = stage("whileLoop", xs.map(formOf), (inputs) => {
    const next = step(loop, inputs)
    return masked ? next.map((y, i) => where(test(loop, inputs), y, inputs[i] as Value) as Value) : next
  })
  const repeated = scanPrimitive.record(
    [...xs, ...body.captures],
    { body: body.program, carried, scanned: 0, length: masks.length, reverse: false },
    tape,
    [...own, ...body.captures.map(() => false)],
  )
  return repeated && { ys: repeated.ys, pull: (gs) => repeated.pull(gs).slice(0, xs.length) }
}
