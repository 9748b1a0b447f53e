// A loop that carries a value along an axis.
import {
  checkOptions,
  at,
  flatten,
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
import { sameTree } from "./control.ts"
import { checkFunction, outputs } from "./edges.ts"

/**
 * Steps through the leading axis of xs with a value that is carried along: `[carry, y] = f(carry, x)` for each entry x. The
 * result is the last carry and all y joined along a new leading axis. xs is a tensor or a tree of them; null with
 * `length` steps without one. y may be null. Reverse mode keeps what each step computed; with `checkpoint` around the
 * step it keeps what enters each step alone.
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
  const tree = xs === null || xs === undefined ? null : flatten("scan", xs)
  const n = stepsOf(tree?.leaves ?? [], options.length)
  const results: Value[][] = []
  let structure: Structure | null = null
  let carry = init
  for (let k = 0; k < n; k++) {
    const i = options.reverse === true ? n - 1 - k : k
    const x =
      tree === null
        ? null
        : unflatten(
            tree.structure,
            tree.leaves.map((leaf) => at(leaf as never, i as never)),
          )
    const pair = f(carry, x)
    if (!Array.isArray(pair) || pair.length !== 2)
      throw new NablaError("bad-argument", "scan: the function returns [carry, y]; y may be null")
    sameTree("scan", carry, pair[0])
    carry = pair[0]
    if (pair[1] === null) continue
    const y = outputs("scan", pair[1], null)
    if (structure !== null && !sameStructure(structure, y.structure))
      throw new NablaError(
        "bad-argument",
        `scan: results of two steps differ, ${showStructure(structure)} and ${showStructure(y.structure)}`,
      )
    structure = y.structure
    results[i] = y.leaves
  }
  return [
    carry,
    structure === null
      ? null
      : unflatten(
          structure,
          (results[0] as Value[]).map((_, j) => stack(results.map((ys) => ys[j] as Value) as never)),
        ),
  ]
}) as unknown as Scan

type Step = (carry: unknown, x: unknown) => readonly [unknown, unknown]

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
