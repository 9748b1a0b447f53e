// What control flow shares: conditions, trees that keep their form, and the loop over whole numbers.
import {
  flatten,
  type Flattened,
  isComputed,
  isNode,
  NablaError,
  type NDArray,
  dtypeOf,
  sameShape,
  sameStructure,
  shapeOf,
  showShape,
  showStructure,
  stopGradient,
  type Tensor,
  unflatten,
  asNode,
  type Value,
  where,
} from "@nablajs/core"
import { checkFunction, outputs } from "../edges.ts"
import { stageOf } from "./stage.ts"
import type { Trace } from "../trace.ts"

/** A truth value: plain, or a 0-d tensor, one for each entry under vmap. */
export type Condition = boolean | number | Tensor

/** true or false where a condition is one, else the batched, staged or symbolic condition itself. */
export function decided(operation: string, condition: unknown): boolean | Value {
  if (typeof condition === "boolean") return condition
  if (typeof condition === "number") return condition !== 0
  if (!isNode(condition))
    throw new NablaError("bad-argument", `${operation}: expected a condition such as less(x, 0), got ${typeof condition}`)
  if (shapeOf(condition).length > 0) {
    throw new NablaError(
      "shape-mismatch",
      `${operation}: the condition must be one truth value, got shape ${showShape(shapeOf(condition))}; reduce it with any or all, or choose with where`,
    )
  }
  const plain = stopGradient(condition) as Value
  if (typeof plain === "number") return plain !== 0
  if (!isComputed(plain) && !(asNode(plain).world as Partial<Trace>).readable) return plain
  const value = (plain as unknown as NDArray).item()
  if (typeof value !== "object") return Boolean(value)
  throw new NablaError("bad-argument", `${operation}: a complex number is no condition; compare its parts or its magnitude`)
}

/** The values of both branches in one structure, those of one place in one shape. */
export function sameBranches(operation: string, a: unknown, b: unknown): [Flattened, Flattened] {
  const [x, y] = [outputs(operation, a, null), outputs(operation, b, null)]
  if (!sameStructure(x.structure, y.structure)) {
    throw new NablaError(
      "bad-argument",
      `${operation}: both branches must return the same structure, got ${showStructure(x.structure)} and ${showStructure(y.structure)}`,
    )
  }
  x.leaves.forEach((p, i) => {
    const q = y.leaves[i] as Value
    if (sameShape(shapeOf(p), shapeOf(q))) return
    throw new NablaError(
      "shape-mismatch",
      `${operation}: both branches must return the same shapes, got ${showShape(shapeOf(p))} and ${showShape(shapeOf(q))}`,
    )
  })
  return [x, y]
}

/** a where the condition holds, else b, value by value of two trees. */
export function chosen(operation: string, condition: Value, a: unknown, b: unknown): unknown {
  const [x, y] = sameBranches(operation, a, b)
  return unflatten(
    x.structure,
    x.leaves.map((p, i) => where(condition, p, y.leaves[i] as Value) as Value),
  )
}

/**
 * `body(i, value)` for i from `lower` up to, not including, `upper`, each time with the last value. The body sees
 * i as a plain number, so it may index and branch with it; each step leaves its operations. For many steps {@link scan} leaves one.
 *
 * @example foriLoop(0, 5, (i, total) => add(total, i), 0) // => 10
 */
export function foriLoop<C>(lower: number, upper: number, body: (i: number, value: C) => C, init: C): C {
  checkFunction("foriLoop", body)
  if (!Number.isInteger(lower) || !Number.isInteger(upper)) {
    throw new NablaError("bad-argument", `foriLoop: runs between whole numbers, got ${String(lower)} and ${String(upper)}`)
  }
  let value = init
  for (let i = lower; i < upper; i++) {
    const next = body(i, value)
    sameTree("foriLoop", value, next)
    value = next
  }
  return value
}

/** The values of `after`; refuses those that differ in structure, shape or type from what was carried before. */
export function sameTree(operation: string, before: unknown, after: unknown): Flattened {
  const [a, b] = [flatten(operation, before), outputs(operation, after, null)]
  const show = (tree: Flattened, part: (x: Value) => string): string => tree.leaves.map(part).join(", ")
  if (!sameStructure(a.structure, b.structure) || !a.leaves.every((x, i) => sameShape(shapeOf(x), shapeOf(b.leaves[i] as Value)))) {
    const seen = (tree: Flattened): string => `${showStructure(tree.structure)} of shapes ${show(tree, (x) => showShape(shapeOf(x)))}`
    throw new NablaError(
      "shape-mismatch",
      `${operation}: the value must keep its structure and shapes from step to step, got ${seen(a)}, then ${seen(b)}`,
    )
  }
  if (a.leaves.every((x, i) => sameType(x, b.leaves[i] as Value))) return b
  throw new NablaError(
    "dtype-mismatch",
    `${operation}: the value must keep its types from step to step, got ${show(a, dtypeOf)}, then ${show(b, dtypeOf)}; convert it with astype before the loop or in the step`,
  )
}

/** A plain number, or a traced value that stands for one: it takes the type of what it meets. */
export function isPlain(x: Value): boolean {
  if (typeof x === "number") return true
  if (stageOf(x) !== null) return false
  const primal = (x as unknown as { primal?: Value }).primal
  return primal !== undefined && isPlain(primal)
}

const sameType = (a: Value, b: Value): boolean => isPlain(a) || isPlain(b) || dtypeOf(a) === dtypeOf(b)
