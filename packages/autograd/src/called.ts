// Functions as primitives: a function that has rules of its own stays one operation for every transformation, and is
// ordinary code for values that nobody traces.
import {
  type Custom,
  customAll,
  flatten,
  NablaError,
  type Primitive,
  type Structure,
  shapeOf,
  sum,
  unflatten,
  type Value,
} from "@nablajs/core"
import { Batch } from "./batch.ts"
import { type Fn, outputs } from "./edges.ts"
import { invoke } from "./invoke.ts"
import type { Record, Recorded, Tape } from "./tape.ts"
import type { Tangent } from "./push.ts"

/** What one call knows beside its values: the trees of arguments and result. */
export interface Call {
  readonly structure: Structure
  /** Set when the function has run. */
  result: Structure | null
}

/** The rules of a function on lists of values. */
export interface Rules {
  readonly name: string
  readonly run: (xs: readonly Value[], call: Call) => Value[]
  readonly jvp: (xs: readonly Value[], dxs: readonly Tangent[], ys: readonly Value[], call: Call) => readonly Tangent[]
  /** Results with the reverse rule; the transposed forward rule when absent. */
  readonly record?: (xs: readonly Value[], call: Call, tape: Tape) => Record
  /** Forward mode need not know the function as one operation. */
  readonly inline?: boolean
  /** In programs the primitive for the program of the function, its parameter; the function itself is kept when absent. */
  readonly ofProgram?: Primitive
}

/** A primitive that runs a function. */
export interface Called extends Custom {
  readonly run: Rules["run"]
  readonly record: Recorded["record"] | undefined
  readonly inline: boolean
  readonly ofProgram: Rules["ofProgram"]
}

const neverStaged = (name: string) => (): never => {
  throw new NablaError("unsupported", `${name}: this function cannot be kept as one operation of a term`)
}

export function called(rules: Rules): Called {
  const refuse = neverStaged(rules.name)
  const primitive = customAll<Call>({
    name: rules.name,
    arity: -1,
    shapes: refuse,
    dtypes: refuse,
    eagerAll: refuse,
    jvp: rules.jvp as Custom["jvp"],
    batch: (xs, batched, size, call) => invoke(called(inBatch(rules, batched, size)), xs, call),
  })
  return {
    ...primitive,
    run: rules.run,
    inline: rules.inline ?? false,
    record: rules.record as Recorded["record"] | undefined,
    ofProgram: rules.ofProgram,
  }
}

/** f as a function of lists of values. */
export function flatFunction(name: string, f: Fn): Rules["run"] {
  return (xs, call) => {
    const { leaves, structure } = outputs(name, f(...(unflatten(call.structure, xs) as unknown[])), null)
    call.result = structure
    return leaves
  }
}

/** The primitive called as users call the function. */
export function callable(p: Called): Fn {
  return (...args) => {
    const { leaves, structure } = flatten(p.name, args)
    const call: Call = { structure, result: null }
    const ys = invoke(p, leaves, call)
    return unflatten(call.result as Structure, ys)
  }
}

/** The rules of a function for a batch of its arguments: each rule sees single entries and computes all of them. */
function inBatch(rules: Rules, batched: readonly boolean[], size: Batch["size"]): Rules {
  const entered = (trace: Batch, xs: readonly Value[]): Value[] => xs.map((x, i) => (batched[i] ? trace.batched(x) : x))
  const all = (trace: Batch, y: Tangent): Tangent => (y === null ? null : trace.entries(y))
  const { record } = rules
  return {
    name: rules.name,
    run: (xs, call) => {
      const trace = new Batch("vmap", size)
      return rules.run(entered(trace, xs), call).map((y) => trace.entries(y))
    },
    jvp: (xs, dxs, ys, call) => {
      const trace = new Batch("vmap", size)
      const tangents = dxs.map((dx, i) => (dx !== null && batched[i] ? trace.batched(dx) : dx))
      return rules
        .jvp(
          entered(trace, xs),
          tangents,
          ys.map((y) => trace.batched(y)),
          call,
        )
        .map((dy) => all(trace, dy))
    },
    ...(record && {
      record: (xs: readonly Value[], call: Call, tape: Tape) => {
        const trace = new Batch("vmap", size)
        const { ys, pull, ...rest } = record(entered(trace, xs), call, tape)
        return {
          ...rest,
          ys: ys.map((y) => trace.entries(y)),
          pull: (gs: readonly Tangent[]) =>
            pull(gs.map((g) => (g === null ? null : trace.batched(g)))).map((c, i) => shared(trace, c, batched[i] ?? false)),
        }
      },
    }),
  }
}

// An argument that all entries share gathers the cotangents of all of them.
function shared(trace: Batch, c: Tangent, batched: boolean): Tangent {
  if (c === null) return null
  const entries = trace.entries(c)
  return batched || shapeOf(entries).length === 0 ? entries : (sum(entries as never, { axis: 0 }) as Value)
}
