// Control flow among the primitives: parameters hold programs, for the step of a loop or the branches of a choice.
import { asTensor, type Custom, customAll, type Dim, isComputed, type NDArray, type Value } from "@nablajs/core"
import type { Unrolls } from "../invoke.ts"
import type { Form } from "./program.ts"
import type { Tangent } from "../push.ts"
import type { Record, Recorded, Tape } from "../tape.ts"

/** A primitive of this kind. */
export interface Bodied extends Recorded, Unrolls {}

/** What one of them states: the forms of its results, the operations that it stands for, and its rules. */
interface Definition<P> {
  readonly name: string
  readonly forms: (params: P) => readonly Form[]
  readonly unroll: (xs: readonly Value[], params: P) => Value[]
  readonly decided?: (xs: readonly Value[]) => boolean
  readonly joint: (xs: readonly Value[], dxs: readonly Tangent[], params: P) => { ys: Value[]; dys: Tangent[] }
  readonly batch: (xs: readonly Value[], batched: readonly boolean[], size: Dim, params: P) => Value[]
  readonly record: (xs: readonly Value[], params: P, tape: Tape, active: readonly boolean[]) => Record | null
}

/** A primitive whose parameters hold programs. */
export function bodied<P>({ name, forms, unroll, joint, batch, record, decided }: Definition<P>): Bodied {
  const rules = customAll<P>({
    name,
    arity: -1,
    shapes: (_, params) => forms(params).map((form) => form.shape),
    dtypes: (_, params) => forms(params).map((form) => form.dtype),
    eagerAll: (args, params) => unroll(args.map(asTensor), params) as unknown as NDArray[],
    jvp: (xs, dxs, _, params) => joint(xs, dxs, params).dys,
    batch,
  })
  return {
    ...rules,
    loneAll: unroll as Custom["loneAll"],
    decided: decided ?? ((xs) => xs.every(isComputed)),
    unroll,
    joint,
    record: record as Bodied["record"],
  }
}
