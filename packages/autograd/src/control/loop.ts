// The primitive behind `scan`: a program for one step, and how often it runs. Its rules are loops of the same kind.
import { type Dim, isComputed, isNablaError, moveaxis, type Value } from "@nablajs/core"
import { Batch, repeat } from "../batch.ts"
import { type Bodied, bodied } from "./bodied.ts"
import { inForm } from "./carry.ts"
import { plus } from "../cotangent.ts"
import { zeroOf } from "../edges.ts"
import { pushValues } from "../forward.ts"
import { invoke } from "../invoke.ts"
import { bareOf, entriesOf, joined } from "./entries.ts"
import { type Form, formOf, type Program } from "./program.ts"
import { stage } from "./stage.ts"
import type { Tangent } from "../push.ts"
import { chosenOf, differs, type Need, settled, type Split, splitProgram, spread } from "./split.ts"
import type { Record, Tape } from "../tape.ts"
import { run } from "../trace.ts"

/**
 * A loop. Inputs of the body are what is carried, then one entry of what is scanned, then constants; its results are what is
 * carried on, then one entry of each result.
 */
export interface Loop {
  readonly body: Program
  readonly carried: number
  readonly scanned: number
  readonly length: number
  readonly reverse: boolean
}

export const scanPrimitive: Bodied = /* @__PURE__ */ bodied<Loop>({
  name: "scan",
  forms: ({ body, carried, length }) =>
    body.results.map(({ shape, dtype }, i) => ({ shape: i < carried ? shape : [length, ...shape], dtype })),
  unroll,
  joint,
  batch,
  record,
})

/** The loop on its operands. */
export const bindLoop = (loop: Loop, operands: readonly Value[]): Value[] => invoke(scanPrimitive, operands, loop)

function unroll(args: readonly Value[], { body, carried, scanned, length, reverse }: Loop): Value[] {
  const [init, xs, constants] = parts(args, carried, scanned)
  const given = init.map((x, i) => inForm(x, body.inputs[i] as Form))
  // numbers cost no arrays, where they cannot change a type
  const bare = body.bare && args.every(isComputed)
  let carry = bare ? given.map(bareOf) : given
  const fixed = bare ? constants.map(bareOf) : constants
  const entries = xs.map((x) => entriesOf(x, bare))
  const ys: Value[][] = body.results.slice(carried).map(() => [])
  for (let k = 0; k < length; k++) {
    const i = reverse ? length - 1 - k : k
    const inputs = [...carry]
    for (const entry of entries) inputs.push(entry(i))
    for (const x of fixed) inputs.push(x)
    const out = body.run(inputs)
    for (let j = 0; j < ys.length; j++) (ys[j] as Value[])[k] = out.pop() as Value
    carry = out
  }
  const results = ys.map((list, j) => joined(reverse ? list.reverse() : list, body.results[body.results.length - 1 - j] as Form))
  return [...carry.map((x, i) => inForm(x, body.results[i] as Form)), ...results.reverse()]
}

const parts = <X>(xs: readonly X[], carried: number, scanned: number): [X[], X[], X[]] => [
  xs.slice(0, carried),
  xs.slice(carried, carried + scanned),
  xs.slice(carried + scanned),
]

// A scan of twice as many values: tangents ride along.
function joint(xs: readonly Value[], dxs: readonly Tangent[], loop: Loop): { ys: Value[]; dys: Tangent[] } {
  const { carried, scanned, body } = loop
  const moving = dxs.map((dx) => dx !== null)
  const attempt = (carries: readonly boolean[]) => {
    const active = [...carries, ...moving.slice(carried)]
    const groups = parts(body.inputs, carried, scanned)
    const marks = parts(active, carried, scanned)
    const forms = groups.flatMap((group, g) => [...group, ...chosenOf(group, marks[g] as boolean[])])
    let dependent: boolean[] = []
    const { program, captures } = stage("scan", forms, (inputs) => {
      const primals: Value[] = []
      const tangents: Tangent[] = []
      let next = 0
      groups.forEach((group, g) => {
        for (const _ of group) primals.push(inputs[next++] as Value)
        for (const mark of marks[g] as boolean[]) tangents.push(mark ? (inputs[next++] as Value) : null)
      })
      const { ys, dys } = pushValues("scan", (args) => body.run(args), primals, tangents)
      dependent = dys.map((dy) => dy !== null)
      const tangentOf = (i: number): Value => dys[i] ?? zeroOf(ys[i] as Value)
      return [
        ...ys.slice(0, carried),
        ...chosenOf(
          carries.map((_, i) => tangentOf(i)),
          carries,
        ),
        ...ys.slice(carried),
        ...(chosenOf(dys, dependent).slice(dependent.slice(0, carried).filter(Boolean).length) as Value[]),
      ]
    })
    return { made: { program, captures, carries, dependent, marks }, after: dependent.slice(0, carried) }
  }
  const { program, captures, carries, dependent, marks } = settled(moving.slice(0, carried), attempt)
  const tangents = dxs.map((dx, i) => dx ?? (carries[i] ? zeroOf(xs[i] as Value) : null))
  const operands = parts(xs, carried, scanned).flatMap((group, g) => [
    ...group,
    ...(chosenOf(parts(tangents, carried, scanned)[g] as Tangent[], marks[g] as boolean[]) as Value[]),
  ])
  const width = (flags: readonly boolean[]): number => flags.filter(Boolean).length
  const out = bindLoop({ ...loop, body: program, carried: carried + width(carries), scanned: scanned + width(marks[1]) }, [
    ...operands,
    ...captures,
  ])
  const results = body.results.length - carried
  const [lasts, dlasts] = [out.slice(0, carried), out.slice(carried, carried + width(carries))]
  const rest = out.slice(carried + width(carries))
  return {
    ys: [...lasts, ...rest.slice(0, results)],
    dys: [...spread(dlasts, carries), ...spread(rest.slice(results), dependent.slice(carried))],
  }
}

// Of what is carried, whatever any step makes differ between entries is batched from the first step on.
function batch(args: readonly Value[], batched: readonly boolean[], size: Dim, loop: Loop): Value[] {
  const { carried, scanned, body } = loop
  const attempt = (carries: readonly boolean[]) => {
    const marks = [...carries, ...batched.slice(carried)]
    let after: boolean[] = []
    const { program, captures } = stage(
      "scan",
      body.inputs.map(({ shape, dtype }, i) => ({ shape: marks[i] ? [size, ...shape] : shape, dtype })),
      (inputs) => {
        const trace = new Batch("vmap", size)
        const ys = run(trace, () => body.run(inputs.map((x, i) => (marks[i] ? trace.batched(x) : x))))
        after = ys.map((y) => trace.owns(y))
        return ys.map((y, i) => (after[i] || carries[i] ? trace.entries(y) : y))
      },
    )
    return { made: { program, captures, carries, after }, after: after.slice(0, carried) }
  }
  const { program, captures, carries, after } = settled(batched.slice(0, carried), attempt)
  const operands = args.map((x, i) => {
    if (i < carried) return carries[i] && !batched[i] ? repeat(inForm(x, body.inputs[i] as Form), size) : x
    // steps go along the first axis
    return i < carried + scanned && batched[i] ? (moveaxis(x as never, 0 as never, 1 as never) as Value) : x
  })
  return bindLoop({ ...loop, body: program }, [...operands, ...captures]).map((y, i) => {
    if (i < carried) return carries[i] ? y : repeat(y, size)
    return after[i] ? (moveaxis(y as never, 1 as never, 0 as never) as Value) : repeat(y, size)
  })
}

/** Forwards the loop saves what each step needs on the way back; backwards it is a loop in the other direction. */
function record(xs: readonly Value[], loop: Loop, _: Tape, owned: readonly boolean[]): Record | null {
  const { carried, scanned, body } = loop
  const able = owned.map((own, i) => own && differs(body.inputs[i] as Form))
  let made: { split: Split; active: boolean[] }
  try {
    made = settled(able.slice(0, carried), (carries) => {
      const active = [...carries, ...able.slice(carried)]
      const split = splitProgram("scan", body, active, carried, carried + scanned)
      return { made: { split, active }, after: split.dependent.slice(0, carried) }
    })
  } catch (error) {
    // something in a step asks for values, as the number of steps of a loop inside: step by step it has them
    if (isNablaError(error) && error.code === "traced-value") return null
    throw error
  }
  const { split, active } = made
  const out = bindLoop({ ...loop, body: split.forward.program }, [...xs, ...split.forward.captures])
  const count = body.results.length
  const ys = out.slice(0, count)
  const wayBack = backwards(loop, split, active, xs, out.slice(count))
  return { ys, pull: (gs) => wayBack(gs, ys) }
}

type Pull = (gs: readonly Tangent[], ys: readonly Value[]) => Tangent[]

function backwards(loop: Loop, split: Split, active: readonly boolean[], xs: readonly Value[], saved: readonly Value[]): Pull {
  const { carried, scanned, body } = loop
  const { dependent, reached, needs } = split
  const constantsFrom = carried + scanned
  const invariants = split.invariants.program.run([...xs, ...split.invariants.captures])
  // each need as an operand: along the steps, or the same for all of them
  let [s, v] = [0, 0]
  const operand = (need: Need): { x: Value; along: boolean } => {
    if (need === "saved") return { x: saved[s++] as Value, along: true }
    if (need === "invariant") return { x: invariants[v++] as Value, along: false }
    if ("value" in need) return { x: need.value, along: false }
    return { x: xs[need.input] as Value, along: need.input < constantsFrom }
  }
  const operands = needs.map(operand)
  const along = operands.filter((need) => need.along).map((need) => need.x)
  const fixed = operands.filter((need) => !need.along).map((need) => need.x)

  // carried back: cotangents of what was carried, and sums of those of constants
  const carries = active.slice(0, carried)
  const sums = reached.map((mark, i) => mark && i >= constantsFrom)
  const scans = reached.map((mark, i) => mark && i >= carried && i < constantsFrom)
  const results = dependent.map((mark, i) => mark && i >= carried)
  const inputs = [...chosenOf(body.inputs.slice(0, carried), carries), ...chosenOf(body.inputs, sums)]
  const width = inputs.length
  const entry = (x: Value): Form => ({ ...formOf(x), shape: formOf(x).shape.slice(1) })
  const { program } = stage("scan", [...inputs, ...chosenOf(body.results, results), ...along.map(entry), ...fixed.map(formOf)], (all) => {
    let next = 0
    const take = (marks: readonly boolean[]): (Value | null)[] => marks.map((mark) => (mark ? (all[next++] as Value) : null))
    const gs = take(carries)
    const totals = take(sums)
    const gys = take(results)
    const [alongs, fixeds] = [all.slice(next, next + along.length), all.slice(next + along.length)]
    const seeds = chosenOf(
      dependent.map((_, i) => (i < carried ? gs[i] : gys[i])),
      dependent,
    ) as Value[]
    let [a, f] = [0, 0]
    const cotangents = spread(
      split.back.run([...seeds, ...operands.map((need) => (need.along ? alongs[a++] : fixeds[f++]) as Value)]),
      reached,
    )
    return [
      ...chosenOf(
        carries.map((_, i) => cotangents[i] ?? zeroOf(gs[i] ?? 0)),
        carries,
      ),
      ...chosenOf(
        totals.map((total, i) => (total === null ? null : plus(total, cotangents[i] as Value))),
        sums,
      ),
      ...chosenOf(cotangents, scans),
    ] as Value[]
  })
  return (gs, ys) => {
    const seed = (i: number): Value => gs[i] ?? zeroOf(ys[i] as Value)
    const out = bindLoop(
      {
        body: program,
        carried: width,
        scanned: chosenOf(results, results).length + along.length,
        length: loop.length,
        reverse: !loop.reverse,
      },
      [
        ...chosenOf(
          carries.map((_, i) => seed(i)),
          carries,
        ),
        ...chosenOf(
          xs.map((x) => x),
          sums,
        ).map((x) => zeroOf(x)),
        ...chosenOf(
          results.map((mark, i) => (mark ? seed(i) : 0)),
          results,
        ),
        ...along,
        ...fixed,
      ],
    )
    const n = carries.filter(Boolean).length
    const first = spread(out.slice(0, n), carries)
    const total = spread(out.slice(n, width), sums)
    const scannedBack = spread(out.slice(width), scans)
    return xs.map((_, i) => (i < carried ? (first[i] ?? null) : i < constantsFrom ? (scannedBack[i] ?? null) : (total[i] ?? null)))
  }
}
