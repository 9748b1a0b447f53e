// Reverse mode over trees: a function recorded once, read backwards for any cotangent or forwards for any tangent.
import { conj, fillLike, flatten, isNablaError, NablaError, type Structure, unflatten, type Value, type Vjp } from "@nablajs/core"
import { checkFunction, checkInput, type Fn, isLeaf, matching, outputs, outward, toNumber, zeroOf } from "./edges.ts"
import { backward, forget, give } from "./pull.ts"
import { Tape, type Traced } from "./tape.ts"
import { run } from "./trace.ts"

/** The traced values of one argument. */
export interface Inputs {
  readonly inputs: readonly Traced[]
  /** The argument with traced values in place of the given ones. */
  readonly tree: unknown
  /** null for a value alone and for a list of values, whose shape as trees needs no record. */
  readonly structure: Structure | null
}

/** Starts a tape at the values of a tree. */
export function inputsOf(operation: string, tape: Tape, x: unknown): Inputs {
  if (isLeaf(x)) {
    const input = inputOf(operation, tape, x)
    return { inputs: [input], tree: input, structure: null }
  }
  if (Array.isArray(x) && x.every(isLeaf)) {
    const inputs: Traced[] = []
    for (let i = 0; i < x.length; i++) inputs.push(inputOf(operation, tape, x[i] as Value))
    return { inputs, tree: inputs.slice(), structure: null }
  }
  const { leaves, structure } = flatten(operation, x)
  const inputs = leaves.map((leaf) => inputOf(operation, tape, leaf))
  return { inputs, tree: unflatten(structure, inputs), structure }
}

function inputOf(operation: string, tape: Tape, x: Value): Traced {
  checkInput(operation, x)
  return tape.input(x)
}

/** The cotangents that a walk left at the inputs, as a tree like the argument. */
export function gradientOf({ inputs, tree, structure }: Inputs): unknown {
  if (structure !== null) return unflatten(structure, inputs.map(gradientAt))
  if (Array.isArray(tree)) {
    const list: Value[] = []
    for (let i = 0; i < inputs.length; i++) list.push(gradientAt(inputs[i] as Traced))
    return list
  }
  return gradientAt(inputs[0] as Traced)
}

// A mode of debugging names the operation that failed; this adds whose derivative it was.
function onTheWayBack(error: unknown, tape: Tape): unknown {
  if (!isNablaError(error) || error.code !== "nan-found" || tape.current === null) return error
  return new NablaError("nan-found", `${error.message}; on the way back through ${tape.current.origin}`, { cause: error })
}

/** One walk back from one output. A rule that throws leaves nothing on the tape. */
export function walkBack(tape: Tape, y: Value & Traced, g: Value): void {
  try {
    y.g = g
    backward(tape)
  } catch (error) {
    forget(tape.nodes)
    throw onTheWayBack(error, tape)
  }
}

/** One walk back from the given outputs. */
export function walk(tape: Tape, ys: readonly Value[], gs: readonly Value[]): void {
  try {
    for (let k = 0; k < ys.length; k++) {
      const y = ys[k] as Value
      if (tape.owns(y)) give(y, gs[k] as Value)
    }
    backward(tape)
  } catch (error) {
    forget(tape.nodes)
    throw onTheWayBack(error, tape)
  }
}

/** The cotangent that a walk left at an input: 0 where the output does not depend on it, a number for a number. */
export function take(input: Traced): Value {
  const { primal, g } = input
  input.g = null
  if (g === null) return zeroOf(primal)
  return typeof primal === "number" ? toNumber(g) : g
}

/** The gradient that a walk left at an input, as users know it: ∂f/∂x + i ∂f/∂y of complex numbers. */
function gradientAt(input: Traced): Value {
  const g = take(input)
  return typeof g === "number" ? g : (conj(g as never) as Value)
}

/** A function of trees on a tape. */
export interface Recording {
  readonly tape: Tape
  readonly inputs: readonly Traced[]
  /** Of the list of arguments. */
  readonly structure: Structure
  readonly outputs: readonly Value[]
  /** The outputs as older worlds see them. */
  readonly values: readonly Value[]
  readonly resultStructure: Structure
}

export function record(operation: string, f: Fn, args: readonly unknown[], level?: number): Recording {
  checkFunction(operation, f)
  const tape = new Tape(operation, level)
  const { leaves, structure } = flatten(operation, args)
  const inputs = leaves.map((leaf) => inputOf(operation, tape, leaf))
  const traced = unflatten(structure, inputs) as unknown[]
  const y = run(tape, () => f(...traced))
  const result = outputs(operation, y, tape)
  const values = result.leaves.map((y) => tape.lower(y))
  return { tape, inputs, structure, outputs: result.leaves, values, resultStructure: result.structure }
}

/**
 * The value of f and the map that pulls a cotangent of y back to the arguments: g ↦ Jᵀ g, one result for each argument, and
 * Jᴴ g of complex numbers.
 * It may be called any number of times, and be differentiated itself. Numbers in give numbers out.
 *
 * @example
 * ```ts
 * const [y, pull] = vjp((x) => multiply(x, x), tensor([1, 2, 3]))
 * pull(tensor([1, 1, 1]))[0].toArray() // => [2, 4, 6]
 * ```
 */
export const vjp = ((f: Fn, ...args: readonly unknown[]): [unknown, (g: unknown) => unknown] => {
  const { tape, inputs, structure, outputs: ys, values, resultStructure } = record("vjp", f, args)
  const numeric = typeof args[0] === "number"
  const pull = (g: unknown): unknown => {
    const gs = matching("vjp", "the cotangent", g, values, resultStructure)
    walk(
      tape,
      ys,
      gs.map((c) => conj(c as never) as Value),
    )
    return unflatten(structure, inputs.map(gradientAt))
  }
  return [
    unflatten(
      resultStructure,
      values.map((y) => outward(y, numeric)),
    ),
    pull,
  ]
}) as unknown as Vjp

/** The cotangent 1 of a scalar. */
export const seedOf = (y: Value): Value => (typeof y === "number" ? 1 : fillLike(y, 1))
