// A loop that carries a value along an axis.
import {
  checkOptions,
  at,
  dtypeOf,
  flatten,
  type Flattened,
  isComputed,
  isNablaError,
  NablaError,
  sameStructure,
  type Scan,
  type ScanOptions,
  shapeOf,
  showShape,
  showStructure,
  stack,
  type Structure,
  unflatten,
  type Value,
} from "@nablajs/core"
import { writeStep } from "./carry.ts"
import { sameTree } from "./common.ts"
import { checkFunction, outputs } from "../edges.ts"
import { bindLoop, type Loop } from "./loop.ts"
import type { Form } from "./program.ts"

/**
 * Steps through the leading axis of xs with a value that is carried along: `[carry, y] = f(carry, x)` for each entry x. The
 * result is the last carry and all y joined along a new leading axis. xs is a tensor or a tree of them; null with
 * `length` steps without one. y may be null; the carry keeps its structure, shapes and types.
 *
 * Computed values just run through f. Where values are traced, f runs once to write down its operations, and the loop is one
 * operation: its tangents are a loop, its way back is a loop in the other direction over what each step saved, a batch of loops
 * is a loop of batches. With `checkpoint` around f each step saves what enters it alone. A step that reads its
 * values, as `if (less(c, 0).item())` does, is not written down: such a loop runs through the transformation step by step.
 *
 * @example
 * ```ts
 * const [total, sums] = scan((c, x) => [add(c, x), add(c, x)], 0, tensor([1, 2, 3]))
 * sums.toArray() // => [1, 3, 6]
 * ```
 */
export const scan = ((f: Step, init: unknown, xs: unknown, options: ScanOptions = {}): [unknown, unknown] => {
  checkFunction("scan", f)
  checkOptions("scan", options, ["length", "reverse"])
  const { reverse = false } = options
  const tree = xs === null || xs === undefined ? null : flatten("scan", xs)
  const length = stepsOf(tree?.leaves ?? [], options.length)
  const given: Given = { f, init: flatten("scan", init), tree, length, reverse }
  const known = [...given.init.leaves, ...(tree?.leaves ?? [])].every(isComputed)
  return (known && length > 0 ? null : asOne(given)) ?? stepByStep(given, init, known)
}) as unknown as Scan

type Step = (carry: unknown, x: unknown) => readonly [unknown, unknown]

interface Given {
  readonly f: Step
  readonly init: Flattened
  readonly tree: Flattened | null
  readonly length: number
  readonly reverse: boolean
}

function stepByStep(given: Given, init: unknown, known: boolean): [unknown, unknown] {
  const { f, tree, length, reverse } = given
  const results: Value[][] = []
  let structure: Structure | null = null
  let carry = init
  for (let k = 0; k < length; k++) {
    const i = reverse ? length - 1 - k : k
    const pair = f(
      carry,
      entryOf(tree, (leaf) => at(leaf as never, i as never) as Value),
    )
    const { next, ys } = partsOf(pair, carry)
    // traced values that f takes from its surroundings show in what it makes of computed ones
    if (k === 0 && known && ![...next.leaves, ...(ys?.leaves ?? [])].every(isComputed)) {
      const one = asOne(given)
      if (one !== null) return one
    }
    carry = pair[0]
    if (ys === null) continue
    if (structure !== null && !sameStructure(structure, ys.structure))
      throw new NablaError(
        "bad-argument",
        `scan: results of two steps differ, ${showStructure(structure)} and ${showStructure(ys.structure)}`,
      )
    structure = ys.structure
    results[i] = ys.leaves
  }
  if (structure === null) return [carry, null]
  const all = (results[0] as Value[]).map((_, j) => stack(results.map((ys) => ys[j] as Value) as never) as Value)
  return [carry, unflatten(structure, all)]
}

const entryOf = (tree: Flattened | null, entry: (leaf: Value, j: number) => Value): unknown =>
  tree === null ? null : unflatten(tree.structure, tree.leaves.map(entry))

/** What a step returned: the next carry, which resembles the last one, and its result. */
function partsOf(pair: unknown, carry: unknown): { next: Flattened; ys: Flattened | null } {
  if (!Array.isArray(pair) || pair.length !== 2)
    throw new NablaError("bad-argument", "scan: the function returns [carry, y]; y may be null")
  const next = sameTree("scan", carry, pair[0])
  return { next, ys: pair[1] === null ? null : outputs("scan", pair[1], null) }
}

/** The loop as one operation; null where a step reads its values and cannot be written down. */
function asOne({ f, init, tree, length, reverse }: Given): [unknown, unknown] | null {
  const xs = tree?.leaves ?? []
  const carried = init.leaves.length
  let results: Structure | null = null
  try {
    const entries = xs.map((x): Form => ({ shape: shapeOf(x).slice(1), dtype: dtypeOf(x) }))
    const { carry, written } = writeStep("scan", init.leaves, entries, (inputs) => {
      const before = unflatten(init.structure, inputs.slice(0, carried))
      const { next, ys } = partsOf(
        f(
          before,
          entryOf(tree, (_, j) => inputs[carried + j] as Value),
        ),
        before,
      )
      results = ys?.structure ?? null
      return [...next.leaves, ...(ys?.leaves ?? [])]
    })
    const loop: Loop = { body: written.program, carried, scanned: xs.length, length, reverse }
    const out = bindLoop(loop, [...carry, ...xs, ...written.captures])
    return [unflatten(init.structure, out.slice(0, carried)), results && unflatten(results, out.slice(carried))]
  } catch (error) {
    if (isNablaError(error) && error.code === "traced-value") return null
    throw error
  }
}

function stepsOf(leaves: readonly Value[], length: number | undefined): number {
  let n: unknown = length
  for (const x of leaves) {
    const size = shapeOf(x)[0]
    if (size === undefined) throw new NablaError("bad-argument", "scan: xs holds a scalar, which has no axis to step through")
    if (n !== undefined && size !== n)
      throw new NablaError(
        "shape-mismatch",
        `scan: leading sizes ${String(n)} and ${size} differ, got shapes ${leaves.map((y) => showShape(shapeOf(y))).join(", ")}`,
      )
    n = size
  }
  if (Number.isInteger(n) && (n as number) >= 0) return n as number
  throw new NablaError(
    "bad-argument",
    n === undefined
      ? "scan: without xs the option length says how often to step"
      : `scan: cannot step ${String(n)} times; a number is needed`,
  )
}
