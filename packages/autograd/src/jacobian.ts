// Every derivative of every result: the derivative map applied to all unit tangents, or its transpose to all unit
// cotangents, in one batched pass over the recorded function.
import {
  checkOptions,
  broadcast,
  diag,
  type Dim,
  dtypeOf,
  fillLike,
  type GradOptions,
  isComplex,
  type Jacobian,
  moveaxis,
  NablaError,
  reshape,
  type Shape,
  type Structure,
  shapeOf,
  sizeOf,
  unflatten,
  type Value,
} from "@nablajs/core"
import { Batch } from "./batch.ts"
import { checkFunction, checkResult, type Fn, outward, zeroOf } from "./edges.ts"
import { withoutTrace } from "./extras.ts"
import { pairOf, positionsOf } from "./grad.ts"
import { sweep } from "./linearize.ts"
import { type Recording, record, seedOf, take, walk } from "./reverse.ts"
import type { Traced } from "./tape.ts"

type Mode = "forward" | "reverse"

/** The blocks ∂yₖ/∂xᵢ, by result and argument. */
type Blocks = readonly (readonly Value[])[]

/**
 * All first derivatives of f by its first argument: J[i, j] = ∂yᵢ/∂xⱼ, of shape [...shape of y, ...shape of x]; trees give
 * trees of blocks, by result and then by argument. Forward mode where x has fewer elements than y, else reverse.
 * Options as for `grad`: `argnums`, and `hasAux` for functions that return `[y, extra]`.
 *
 * @example jacobian((x) => multiply(x, x))(tensor([1, 2])).toArray() // => [[2, 0], [0, 4]]
 */
export const jacobian = ((f: Fn, options?: GradOptions) => jacobianFunction("jacobian", f, null, options)) as unknown as Jacobian

/**
 * `jacobian` by forward mode: one unit tangent for each element of x.
 *
 * @example jacfwd((x) => multiply(x, x))(tensor([1, 2])).toArray() // => [[2, 0], [0, 4]]
 */
export const jacfwd = ((f: Fn, options?: GradOptions) => jacobianFunction("jacfwd", f, "forward", options)) as unknown as Jacobian

/**
 * `jacobian` by reverse mode: one unit cotangent for each element of y.
 *
 * @example jacrev((x) => multiply(x, x))(tensor([1, 2])).toArray() // => [[2, 0], [0, 4]]
 */
export const jacrev = ((f: Fn, options?: GradOptions) => jacobianFunction("jacrev", f, "reverse", options)) as unknown as Jacobian

function jacobianFunction(operation: string, f: Fn, mode: Mode | null, options: GradOptions = {}): (...args: unknown[]) => unknown {
  checkFunction(operation, f)
  checkOptions(operation, options, ["argnums", "hasAux"])
  const { argnums = 0, hasAux = false } = options
  const list = typeof argnums === "number" ? [argnums] : argnums
  return (...args) => {
    const places = positionsOf(operation, list, args.length)
    let aux: unknown
    const part = (...moving: unknown[]): unknown => {
      const all = args.slice()
      places.forEach((place, k) => {
        all[place] = moving[k]
      })
      if (!hasAux) return f(...all)
      const [y, extra] = pairOf(operation, f(...all))
      aux = extra
      return y
    }
    const recording = record(
      operation,
      part,
      places.map((place) => args[place]),
    )
    const J = derivatives(operation, recording, mode, typeof argnums === "number")
    return hasAux ? [J, withoutTrace(aux, recording.tape)] : J
  }
}

/** All blocks of the derivative of a recorded function: by result, then by argument, whose list is left out if it is single. */
export function derivatives(operation: string, recording: Recording, mode: Mode | null, single: boolean): unknown {
  const { structure, resultStructure, inputs } = recording
  recording.values.forEach((y) => checkResult(operation, y))
  const blocks = modeOf(operation, recording, mode) === "forward" ? forwardBlocks(recording) : reverseBlocks(recording)
  const numeric = inputs.map((x) => typeof x.primal === "number")
  const row = single ? (structure.children[0] as Structure) : structure
  const rows = blocks.map((list) =>
    unflatten(
      row,
      list.map((block, i) => outward(block, numeric[i] as boolean)),
    ),
  )
  return unflatten(resultStructure, rows)
}

// A complex derivative is a factor only where the function is analytic, which nobody can see: two real matrices are always right.
function modeOf(operation: string, recording: Recording, mode: Mode | null): Mode {
  if (recording.inputs.some((x) => isComplex(x.dtype))) {
    throw new NablaError(
      "not-differentiable",
      `${operation}: cannot list the derivatives by complex numbers; differentiate by their parts: ${operation}((x, y) => f(complex(x, y)), { argnums: [0, 1] }), ` +
        "or use grad, jvp and vjp, which take them",
    )
  }
  if (!recording.values.some((y) => isComplex(dtypeOf(y)))) return mode ?? cheaper(recording)
  if (mode !== "reverse") return "forward"
  throw new NablaError("not-differentiable", `${operation}: complex results are differentiated forwards; use jacfwd or jacobian`)
}

function cheaper({ inputs, values }: Recording): Mode {
  const count = (shapes: readonly Shape[]): number => shapes.reduce((n, shape) => n + Number(sizeOf(shape)), 0)
  const [n, m] = [count(inputs.map((x) => x.shape)), count(values.map(shapeOf))]
  return n < m ? "forward" : "reverse"
}

/** The unit vectors in the shape of x, along a new axis in front. */
function unitVectors(x: Value): Value {
  const shape = shapeOf(x)
  const n = sizeOf(shape)
  return reshape(diag(fillLike(reshape(x as never, [n] as never) as Value, 1) as never) as never, [n, ...shape] as never) as Value
}

function reverseBlocks({ tape, inputs, outputs, values }: Recording): Blocks {
  return outputs.map((y, k) => {
    const value = values[k] as Value
    const shape = shapeOf(value)
    if (!tape.owns(y)) return inputs.map((x) => zeroBlock(value, x.primal))
    if (shape.length === 0) {
      walk(tape, [y], [seedOf(value)])
      return inputs.map(take)
    }
    const n = sizeOf(shape)
    return batched("jacrev", n, (trace) => {
      walk(tape, [y], [trace.batched(unitVectors(value))])
      return inputs.map((x) => reshape(trace.entries(take(x)) as never, [...shape, ...x.shape] as never) as Value)
    })
  })
}

function forwardBlocks({ tape, inputs, outputs, values }: Recording): Blocks {
  const columns = inputs.map((x, i): readonly Value[] => {
    const seeds = (dx: Value): (Value | null)[] => inputs.map((_, k) => (k === i ? dx : null))
    if (x.shape.length === 0) return sweep(tape, inputs, seeds(seedOf(x.primal)), outputs).map((dy, k) => dy ?? zeroOf(values[k] as Value))
    return batched("jacfwd", sizeOf(x.shape), (trace) => {
      const dys = sweep(tape, inputs, seeds(trace.batched(unitVectors(x.primal))), outputs)
      return dys.map((dy, k) => (dy === null ? zeroBlock(values[k] as Value, x.primal) : columnBlock(trace.entries(dy), x)))
    })
  })
  return outputs.map((_, k) => columns.map((column) => column[k] as Value))
}

// [n, ...y] with one entry for each element of x, as [...y, ...x]
function columnBlock(entries: Value, x: Traced): Value {
  const shape = shapeOf(entries).slice(1)
  const last = shape.length === 0 ? entries : (moveaxis(entries as never, 0 as never, -1 as never) as Value)
  return reshape(last as never, [...shape, ...x.shape] as never) as Value
}

function batched<T>(operation: string, size: Dim, f: (trace: Batch) => T): T {
  const trace = new Batch(operation, size)
  try {
    return f(trace)
  } finally {
    trace.closed = true
  }
}

function zeroBlock(y: Value, x: Value): Value {
  const [rows, columns] = [shapeOf(y), shapeOf(x)]
  return broadcast(
    zeroOf(y),
    [...rows, ...columns],
    columns.map((_, i) => rows.length + i),
  )
}
