// Control flow whose decisions are values. Ordinary if, for and while do for one example; these also decide for each
// entry of a batch, and for terms. They are made of ordinary operations, so every transformation passes through them.
import {
  any,
  asNode,
  flatten,
  isExpr,
  isNode,
  NablaError,
  type NDArray,
  sameShape,
  sameStructure,
  shapeOf,
  showShape,
  showStructure,
  stopGradient,
  type Structure,
  type Tensor,
  unflatten,
  type Value,
  where,
} from "@nablajs/core"
import { isBatched } from "./batch.ts"
import { checkFunction, outputs } from "./edges.ts"

/** A truth value: plain, or a 0-d tensor, one for each entry under vmap. */
export type Condition = boolean | number | Tensor

/** true or false where a condition is one, else the batched or symbolic condition itself. */
function decided(operation: string, condition: unknown): boolean | Value {
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
  return asNode(plain).world.level < 0.5 ? Boolean((asNode(plain) as NDArray).item()) : plain
}

/**
 * `ifTrue(...operands)` where the condition holds, else `ifFalse(...operands)`. Only the chosen branch runs; under `vmap`
 * with a condition that differs between entries, and for symbols, both run and `where` chooses.
 *
 * @example cond(less(1, 2), (x) => add(x, 1), (x) => subtract(x, 1), 10) // => 11
 */
export function cond<A extends readonly unknown[], Y>(
  condition: Condition,
  ifTrue: (...operands: A) => Y,
  ifFalse: (...operands: A) => Y,
  ...operands: A
): Y {
  checkFunction("cond", ifTrue)
  checkFunction("cond", ifFalse)
  const choice = decided("cond", condition)
  if (choice === true) return ifTrue(...operands)
  if (choice === false) return ifFalse(...operands)
  return chosen("cond", choice, ifTrue(...operands), ifFalse(...operands)) as Y
}

/** a where the condition holds, else b, value by value of two trees. */
function chosen(operation: string, condition: Value, a: unknown, b: unknown): unknown {
  const [x, y] = [outputs(operation, a, null), outputs(operation, b, null)]
  if (!sameStructure(x.structure, y.structure)) {
    throw new NablaError(
      "bad-argument",
      `${operation}: both branches must return the same structure, got ${showStructure(x.structure)} and ${showStructure(y.structure)}`,
    )
  }
  const pick = (p: Value, i: number): Value => {
    const q = y.leaves[i] as Value
    if (!sameShape(shapeOf(p), shapeOf(q))) {
      throw new NablaError(
        "shape-mismatch",
        `${operation}: both branches must return the same shapes, got ${showShape(shapeOf(p))} and ${showShape(shapeOf(q))}`,
      )
    }
    return where(condition, p, q) as Value
  }
  return unflatten(x.structure, x.leaves.map(pick))
}

/**
 * Repeats `body` while the condition holds: the last value for which it does not. Under `vmap` it runs until no entry goes
 * on; entries that are done keep their values.
 *
 * @example whileLoop((x) => less(x, 100), (x) => multiply(x, 2), 3) // => 192
 */
export function whileLoop<C>(condition: (value: C) => Condition, body: (value: C) => C, init: C): C {
  checkFunction("whileLoop", condition)
  checkFunction("whileLoop", body)
  let value = init
  for (;;) {
    const choice = decided("whileLoop", condition(value))
    if (choice === false || (choice !== true && !someEntry(choice))) return value
    const next = body(value)
    sameTree("whileLoop", value, next)
    value = choice === true ? next : (chosen("whileLoop", choice, next, value) as C)
  }
}

// Batches may be nested: any entry of any of them.
function someEntry(condition: Value): boolean {
  let all = condition
  while (isBatched(all)) all = any(all.primal as never) as Value
  if (isExpr(all)) throw new NablaError("traced-value", "whileLoop: how often the body runs depends on a symbol; give it a value first")
  const choice = decided("whileLoop", all)
  return typeof choice === "boolean" ? choice : someEntry(choice)
}

/**
 * `body(i, value)` for i from `lower` up to, not including, `upper`, each time with the last value.
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

/** Refuses values that change structure or shape from one step to the next. */
export function sameTree(operation: string, before: unknown, after: unknown): void {
  const [a, b] = [flatten(operation, before), outputs(operation, after, null)]
  const fits = sameStructure(a.structure, b.structure) && a.leaves.every((x, i) => sameShape(shapeOf(x), shapeOf(b.leaves[i] as Value)))
  if (fits) return
  const show = (tree: { leaves: Value[]; structure: Structure }): string =>
    `${showStructure(tree.structure)} of shapes ${tree.leaves.map((x) => showShape(shapeOf(x))).join(", ")}`
  throw new NablaError(
    "shape-mismatch",
    `${operation}: the value must keep its structure and shapes from step to step, got ${show(a)}, then ${show(b)}`,
  )
}
