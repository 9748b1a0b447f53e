// Gradients of scalar functions.
import { checkOptions, type Grad, type GradOptions, isNode, NablaError, type Value, type ValueAndGrad } from "@nablajs/core"
import { checkFunction, checkOutput, checkScalar, type Fn, outward } from "./edges.ts"
import { type Inputs, gradientOf, inputsOf, seedOf, walkBack } from "./reverse.ts"
import { Tape } from "./tape.ts"
import { withoutTrace } from "./extras.ts"

interface Pass {
  readonly value: Value
  readonly gradient: unknown
  readonly aux: unknown
}

/**
 * The gradient of a scalar function by its first argument: ∇f. The result has the structure, shapes and types of that
 * argument, numbers for numbers, and can be differentiated again. `argnums` names other arguments by position, one or a
 * list; with `hasAux` f returns `[value, extra]` and the result is `[gradient, extra]`. By complex numbers z = x + iy it is
 * ∂f/∂x + i ∂f/∂y, the direction of steepest ascent.
 *
 * @example grad(sin)(0) // => 1
 */
export const grad = ((f: Fn, options: GradOptions = {}) => {
  const pass = differentiator("grad", f, options)
  if (options.hasAux !== true) return (...args: unknown[]) => pass(args).gradient
  return (...args: unknown[]) => {
    const { gradient, aux } = pass(args)
    return [gradient, aux]
  }
}) as unknown as Grad

/**
 * The value of a scalar function and its gradient in one pass: [f(x), ∇f(x)]. Options as for `grad`; with `hasAux`
 * the result is `[[value, extra], gradient]`.
 *
 * @example valueAndGrad((x) => multiply(x, x))(3) // => [9, 6]
 */
export const valueAndGrad = ((f: Fn, options: GradOptions = {}) => {
  const pass = differentiator("valueAndGrad", f, options)
  return (...args: unknown[]) => {
    const { value, gradient, aux } = pass(args)
    const out = outward(value, typeof args[0] === "number")
    return [options.hasAux === true ? [out, aux] : out, gradient]
  }
}) as unknown as ValueAndGrad

/** The gradient whose errors name another transformation. */
export function gradientAs(operation: string, f: Fn, argnums: number | readonly number[] = 0): (...args: unknown[]) => unknown {
  const pass = differentiator(operation, f, { argnums })
  return (...args) => pass(args).gradient
}

function differentiator(operation: string, f: unknown, options: GradOptions): (args: unknown[]) => Pass {
  checkFunction(operation, f)
  checkOptions(operation, options, ["argnums", "hasAux"])
  const { argnums = 0, hasAux = false } = options
  if (argnums === 0 && !hasAux)
    return (args) => (args.length === 1 ? byOne(operation, f, args[0]) : byTrees(operation, f, [0], args, false, true))
  const list = typeof argnums === "number" ? [argnums] : argnums
  return (args) => byTrees(operation, f, list, args, hasAux, typeof argnums === "number")
}

// The common case without lists: one argument.
function byOne(operation: string, f: Fn, x: unknown): Pass {
  const tape = new Tape(operation)
  const argument = inputsOf(operation, tape, x)
  let y: unknown
  try {
    y = f(argument.tree)
  } finally {
    tape.closed = true
  }
  const value = walkedBack(operation, y, tape)
  return { value, gradient: gradientOf(argument), aux: undefined }
}

/** The scalar that a function returned, after a walk back from it. */
function walkedBack(operation: string, y: unknown, tape: Tape): Value {
  checkScalar(operation, y, tape)
  const value = tape.lower(y)
  if (tape.owns(y)) walkBack(tape, y, seedOf(value))
  return value
}

function byTrees(operation: string, f: Fn, argnums: readonly number[], args: readonly unknown[], hasAux: boolean, single: boolean): Pass {
  const tape = new Tape(operation)
  const all = args.slice()
  const trees: Inputs[] = []
  for (const position of positionsOf(operation, argnums, args.length)) {
    const tree = inputsOf(operation, tape, args[position])
    all[position] = tree.tree
    trees.push(tree)
  }
  let result: unknown
  try {
    result = all.length === 1 ? f(all[0]) : f(...all)
  } finally {
    tape.closed = true
  }
  const value = walkedBack(operation, hasAux ? pairOf(operation, result)[0] : result, tape)
  const gradient = single ? gradientOf(trees[0] as Inputs) : trees.map(gradientOf)
  return { value, gradient, aux: hasAux ? withoutTrace((result as unknown[])[1], tape) : undefined }
}

/** The places of the arguments that `argnums` names, each once. */
export function positionsOf(operation: string, argnums: readonly number[], count: number): number[] {
  const places: number[] = []
  for (const k of argnums) {
    const place = positionOf(operation, k, count)
    if (places.includes(place))
      throw new NablaError("bad-argument", `${operation}: argnums [${argnums.join(", ")}] names argument ${place} twice`)
    places.push(place)
  }
  return places
}

function positionOf(operation: string, k: number, count: number): number {
  const position = k < 0 ? k + count : k
  if (Number.isInteger(k) && position >= 0 && position < count) return position
  const had = count === 1 ? "1 argument" : `${count} arguments`
  throw new NablaError("bad-argument", `${operation}: there is no argument ${k} to differentiate by, the function was called with ${had}`)
}

/** What a function with hasAux returns. */
export function pairOf(operation: string, result: unknown): readonly [unknown, unknown] {
  checkOutput(operation, result)
  if (Array.isArray(result) && result.length === 2 && !isNode(result)) return result as [unknown, unknown]
  throw new NablaError("bad-argument", `${operation}: with hasAux the function returns [value, extra]`)
}
