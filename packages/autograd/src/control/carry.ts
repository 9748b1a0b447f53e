// What loops carry: values whose forms do not change from step to step.
import { asTensor, castTo, dtypeOf, scalarArray, type Value } from "@nablajs/core"
import { isPlain } from "./common.ts"
import { type Closed, type Form, formOf } from "./program.ts"
import { stage } from "./stage.ts"

/** A plain number as an array of the type that a program expects. */
export const inForm = (x: Value, { dtype }: Form): Value => (typeof x === "number" ? castTo(asTensor(scalarArray("float64", x)), dtype) : x)

/** One step written down, with what it starts from in the types in which it is carried. */
interface WrittenStep {
  readonly carry: readonly Value[]
  readonly forms: readonly Form[]
  readonly written: Closed
}

/**
 * `step` takes what is carried and one entry of what is scanned to what is carried on and one entry of each result. A plain
 * number takes the type of what it meets, so the type in which it is carried shows when a step has met it.
 */
export function writeStep(
  name: string,
  init: readonly Value[],
  entries: readonly Form[],
  step: (inputs: readonly Value[]) => readonly Value[],
): WrittenStep {
  const write = (forms: readonly Form[]): Closed =>
    stage(name, [...forms, ...entries], (inputs) =>
      // a constant number keeps the type of what is carried
      step(inputs).map((x, i) => (i < forms.length && typeof x === "number" ? inForm(x, forms[i] as Form) : x)),
    )
  const forms = init.map(formOf)
  const written = write(forms)
  if (!init.some(isPlain) || written.program.inputs.every(({ dtype }) => dtype === "float64" || dtype === "bool"))
    return { carry: init, forms, written }
  const met = stage(name, [...forms, ...entries], (inputs) =>
    step(inputs.map((x, i) => (i < init.length && isPlain(init[i] as Value) ? 1 : x))),
  )
  const typed = forms.map((form, i) => (isPlain(init[i] as Value) ? { ...form, dtype: (met.program.results[i] as Form).dtype } : form))
  return { carry: init.map((x, i) => castOf(x, typed[i] as Form)), forms: typed, written: write(typed) }
}

const castOf = (x: Value, form: Form): Value => (dtypeOf(x) === form.dtype ? x : castTo(inForm(x, form), form.dtype))
