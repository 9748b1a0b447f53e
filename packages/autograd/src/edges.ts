// The edges of the transformations: what may go in, what may come out, and numbers for those who gave numbers.
import {
  asNode,
  asTensor,
  astype,
  dtypeOf,
  fillLike,
  flatten,
  isComplex,
  isFloating,
  isNode,
  NablaError,
  type NDArray,
  sameShape,
  sameStructure,
  scalarArray,
  type Structure,
  shapeOf,
  showShape,
  showStructure,
  type Value,
} from "@nablajs/core"
import { closedTrace, type Trace } from "./trace.ts"

/** Any function that users differentiate or batch. */
// biome-ignore lint/suspicious/noExplicitAny: its arguments are known to its caller alone
export type Fn = (...args: any[]) => unknown

export const isLeaf = (x: unknown): x is Value => typeof x === "number" || isNode(x)

/** A plain number for a computed 0-d array; everything else as it is. */
export function toNumber(x: Value): Value {
  if (typeof x === "number") return x
  const node = asNode(x)
  return node.world.level === 0 && node.shape.length === 0 ? ((node as NDArray).item() as number) : x
}

/** What leaves a function: numbers if its (first) argument was one, else tensors. */
export const outward = (y: Value, numeric: boolean): Value =>
  numeric ? toNumber(y) : typeof y === "number" ? asTensor(scalarArray("float64", y)) : y

/** The constant 0 that resembles x. */
export const zeroOf = (x: Value): Value => (typeof x === "number" ? 0 : fillLike(x, 0))

/** Refuses what has no derivative to speak of. */
export function checkInput(operation: string, x: Value): void {
  if (typeof x === "number" || isFloating(dtypeOf(x))) return
  throw new NablaError(
    "not-differentiable",
    `${operation}: cannot differentiate by ${dtypeOf(x)} values (shape ${showShape(shapeOf(x))}); convert them: astype(x, "float64"), ` +
      "or leave that argument out of those to differentiate by",
  )
}

/** Refuses a function that is none. */
export function checkFunction(operation: string, f: unknown): asserts f is Fn {
  if (typeof f === "function") return
  throw new NablaError(
    "bad-argument",
    `${operation}: expected a function, got ${isNode(f) ? "a tensor; pass the function, then call the result" : typeof f}`,
  )
}

/** Refuses promises, nothing at all, and values of transformations that have ended. */
export function checkOutput(operation: string, y: unknown): void {
  if (y === undefined)
    throw new NablaError("bad-argument", `${operation}: the function returned undefined; a body in braces needs a return`)
  if (typeof (y as PromiseLike<unknown> | null)?.then === "function") {
    // what it rejects with later is a consequence of this refusal
    ;(y as PromiseLike<unknown>).then(undefined, () => undefined)
    throw new NablaError(
      "unsupported",
      `${operation}: the function returned a promise; await its data first, then differentiate a function that returns at once`,
    )
  }
}

/** The values of a result, none of them from a transformation that has ended. */
export function outputs(operation: string, y: unknown, own: Trace | null): { leaves: Value[]; structure: Structure } {
  checkOutput(operation, y)
  const tree = flatten(`${operation}, result of the function`, y)
  for (const leaf of tree.leaves) checkAlive(operation, leaf, own)
  return tree
}

function checkAlive(operation: string, y: Value, own: Trace | null): void {
  if (typeof y === "number") return
  const world = asNode(y).world as unknown as Trace
  if (world !== own && world.closed === true) throw closedTrace(operation, world)
}

/** The one scalar that `grad` needs. */
export function checkScalar(operation: string, y: unknown, own: Trace): asserts y is Value {
  if (typeof y === "number") return
  checkOutput(operation, y)
  if (!isLeaf(y)) {
    const { structure } = flatten(`${operation}, result of the function`, y)
    throw new NablaError(
      "non-scalar-output",
      `${operation}: the function must return one scalar, got ${showStructure(structure)}; return the scalar alone, or [scalar, extra] with { hasAux: true }; ` +
        "jacobian(f) and vjp(f, x) take functions with several results",
    )
  }
  checkAlive(operation, y, own)
  if (shapeOf(y).length > 0) {
    throw new NablaError(
      "non-scalar-output",
      `${operation}: the function must return a scalar, got shape ${showShape(shapeOf(y))}; reduce it, for instance with sum or mean, ` +
        "or use jacobian(f) for every derivative and vjp(f, x) for a chosen combination of them",
    )
  }
  checkResult(operation, y)
  if (!isComplex(dtypeOf(y))) return
  throw new NablaError(
    "not-differentiable",
    `${operation}: the function returned a complex number, and only real functions have a gradient; return its magnitude abs(y) or a part ` +
      "of it, real(y) or imag(y), or use jvp(f, [x], [dx]) and vjp(f, x), which take complex results",
  )
}

/** Refuses results that no derivative is of. */
export function checkResult(operation: string, y: Value): void {
  if (typeof y === "number" || isFloating(dtypeOf(y))) return
  throw new NablaError(
    "not-differentiable",
    `${operation}: the function returned a ${dtypeOf(y)}, which has no derivative; return a floating-point value`,
  )
}

/** Values that must resemble others leaf by leaf, such as tangents and cotangents. */
export function matching(operation: string, what: string, tree: unknown, leaves: readonly Value[], structure: Structure): Value[] {
  const given = flatten(operation, tree)
  if (!sameStructure(given.structure, structure)) {
    throw new NablaError(
      "bad-argument",
      `${operation}: ${what} must have the structure ${showStructure(structure)}, got ${showStructure(given.structure)}`,
    )
  }
  return given.leaves.map((x, i) => resembling(operation, what, x, leaves[i] as Value))
}

function resembling(operation: string, what: string, x: Value, model: Value): Value {
  if (!sameShape(shapeOf(x), shapeOf(model))) {
    throw new NablaError(
      "shape-mismatch",
      `${operation}: ${what} must have shape ${showShape(shapeOf(model))}, got ${showShape(shapeOf(x))}`,
    )
  }
  if (typeof x === "number") return typeof model === "number" ? x : fillLike(model, x)
  if (!isFloating(dtypeOf(x))) {
    throw new NablaError(
      "not-differentiable",
      `${operation}: ${what} must be floating-point, got ${dtypeOf(x)}; convert with astype(x, "float64")`,
    )
  }
  if (isComplex(dtypeOf(x)) && !isComplex(dtypeOf(model))) {
    throw new NablaError("dtype-mismatch", `${operation}: ${what} must be real, as the value is that it belongs to; take real(x)`)
  }
  return typeof model === "number" || dtypeOf(x) === dtypeOf(model) ? x : (astype(x, dtypeOf(model)) as Value)
}
