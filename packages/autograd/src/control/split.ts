// A program in two, for control flow that is read backwards: what runs forwards, and the way back.
import { isFloating, type Value } from "@nablajs/core"
import { type Closed, type Form, formOf, type Program } from "./program.ts"
import { Stage } from "./stage.ts"
import { walk } from "../reverse.ts"
import { Tape, type Traced } from "../tape.ts"
import { run } from "../trace.ts"

/** Whether values of a form have derivatives. */
export const differs = ({ dtype }: Form): boolean => isFloating(dtype)

/** The items in marked places. */
export const chosenOf = <X>(xs: readonly X[], which: readonly boolean[]): X[] => xs.filter((_, i) => which[i])

/** The items put back in the marked places, null elsewhere. */
export function spread<X>(items: readonly X[], which: readonly boolean[]): (X | null)[] {
  let next = 0
  return which.map((one) => (one ? (items[next++] as X) : null))
}

/** A program in two: forwards with what the way back needs, and the way back. */
export interface Split {
  /** The results of the program, then what is saved for the way back. */
  readonly forward: Closed
  /** From the cotangents of the dependent results, then the needs, to those of the reached inputs. */
  readonly back: Program
  readonly needs: readonly Need[]
  /** What the way back needs and no step changes, of the same inputs. */
  readonly invariants: Closed
  /** Which results depend on an active input. */
  readonly dependent: readonly boolean[]
  /** Which inputs are active and have a cotangent. */
  readonly reached: readonly boolean[]
}

/** A value that the way back needs: one of the inputs, one that is saved or does not change, or one from outside. */
export type Need = { readonly input: number } | { readonly value: Value } | "saved" | "invariant"

/**
 * The forward part runs on a tape whose values are staged; the walk back is staged in a younger world, so that what it
 * needs of the first is what it captures. Operations of its rules on such values alone, such as the cosine in the derivative of
 * the sine, belong to the forward part. The first inputs are carried from step to step, `changing` of them change with the steps.
 */
export function splitProgram(name: string, program: Program, active: readonly boolean[], carried: number, changing: number): Split {
  const first = new Stage(name)
  const inputs = program.inputs.map((form) => first.input(form))
  const tape = new Tape(name)
  const traced = inputs.map((x, i) => (active[i] ? tape.input(x) : x))
  const ys = run(tape, () => program.run(traced))
  const dependent = ys.map((y) => tape.owns(y))
  const outs = chosenOf(ys, dependent) as unknown as Traced[]
  const second = new Stage(name)
  const gs = outs.map((y) => second.input(formOf(y.primal)))
  walk(tape, outs as unknown as Value[], gs)
  const cotangents = traced.map((x, i) => (active[i] ? (x as unknown as Traced).g : null))
  const back = second.finish(cotangents.filter((g) => g !== null))
  const varies = first.dependence(inputs.slice(0, changing))
  const needs = back.captures.map((x): Need => {
    if (!first.owns(x)) return { value: x }
    const input = inputs.indexOf(x)
    if (input >= carried) return { input }
    return varies(x) ? "saved" : "invariant"
  })
  const those = (kind: Need): Value[] => back.captures.filter((_, i) => needs[i] === kind)
  return {
    forward: first.finish([...ys.map((y) => tape.lower(y)), ...those("saved")]),
    invariants: first.finish(those("invariant")),
    back: back.program,
    needs,
    dependent,
    reached: cotangents.map((g) => g !== null),
  }
}

/** Marks grow from step to step: of what is carried, those that are marked in the end, with what was made for them. */
export function settled<T>(marks: readonly boolean[], attempt: (marks: readonly boolean[]) => { made: T; after: readonly boolean[] }): T {
  for (let now = marks; ; ) {
    const { made, after } = attempt(now)
    if (now.every((mark, i) => mark || !after[i])) return made
    now = now.map((mark, i) => mark || (after[i] as boolean))
  }
}
