// vmap: a function of single examples as a function of batches.
import {
  checkOptions,
  asNode,
  type Dim,
  flatten,
  moveaxis,
  NablaError,
  normalizeAxis,
  type Structure,
  shapeOf,
  showShape,
  showStructure,
  unflatten,
  type Value,
  type Vmap,
  type VmapOptions,
} from "@nablajs/core"
import { Batch } from "./batch.ts"
import { checkFunction, type Fn, outputs } from "./edges.ts"
import { run } from "./trace.ts"

/** An axis for every value of a tree: one for all, or a tree of them; null for values that are not batched. */
type Axes = number | null | readonly Axes[] | { readonly [key: string]: Axes }

/**
 * f for each entry along a batch axis, in one pass: vmap(f)(X)ᵢ = f(Xᵢ). Arguments carry the batch axis in front and so do
 * the results; `inAxes` and `outAxes` name other axes (null: the same value for all entries), one for all, or in
 * arrays and records as the arguments are.
 *
 * @example
 * ```ts
 * vmap((x) => sum(square(x)))(tensor([[1, 2], [3, 4]])).toArray() // => [5, 25]
 * ```
 */
export const vmap = ((f: Fn, options: VmapOptions = {}) => {
  checkFunction("vmap", f)
  checkOptions("vmap", options, ["inAxes", "outAxes"])
  const { inAxes = 0, outAxes = 0 } = options as { inAxes?: Axes; outAxes?: Axes }
  return (...args: unknown[]): unknown => {
    const { leaves, structure } = flatten("vmap", args)
    const axes = axesOf("inAxes", inAxes, structure)
    const trace = new Batch("vmap", sizeOfBatch(leaves, axes))
    const traced = leaves.map((x, i) => {
      const axis = axes[i] as number | null
      return axis === null ? x : trace.batched(moved(x, normalizeAxis("vmap", axis, shapeOf(x).length, shapeOf(x)), 0))
    })
    const result = outputs(
      "vmap",
      run(trace, () => f(...(unflatten(structure, traced) as unknown[]))),
      trace,
    )
    const places = axesOf("outAxes", outAxes, result.structure)
    return unflatten(
      result.structure,
      result.leaves.map((y, i) => placed(trace, y, places[i] as number | null)),
    )
  }
}) as unknown as Vmap

const moved = (x: Value, from: number, to: number): Value => (from === to ? x : (moveaxis(x as never, from as never, to as never) as Value))

function placed(trace: Batch, y: Value, axis: number | null): Value {
  if (axis !== null) {
    const all = trace.entries(y)
    return moved(all, 0, normalizeAxis("vmap", axis, shapeOf(all).length, shapeOf(all)))
  }
  if (!trace.owns(y)) return y
  throw new NablaError(
    "bad-argument",
    `vmap: outAxes is null for a result that differs between entries (shape ${showShape(shapeOf(y))} each); give it an axis`,
  )
}

/** The axis of each value of a tree, in order. */
function axesOf(name: string, axes: Axes | undefined, structure: Structure): (number | null)[] {
  const out: (number | null)[] = []
  const visit = (spec: Axes | undefined, s: Structure): void => {
    if (spec === null || typeof spec === "number") fill(spec, s)
    else if (s.list && Array.isArray(spec) && spec.length === s.children.length) s.children.forEach((child, i) => visit(spec[i], child))
    else if (s.keys !== null && typeof spec === "object" && !Array.isArray(spec)) {
      const record = spec as { readonly [key: string]: Axes }
      s.keys.forEach((key, i) => visit(Object.hasOwn(record, key) ? record[key] : undefined, s.children[i] as Structure))
    } else
      throw new NablaError(
        "bad-argument",
        `vmap: ${name} ${JSON.stringify(axes)} does not fit ${showStructure(structure)}; give one axis, or one for each part (null: not batched)`,
      )
  }
  const fill = (axis: number | null, s: Structure): void => {
    if (!s.list && s.keys === null) out.push(axis)
    else for (const child of s.children) fill(axis, child)
  }
  visit(axes, structure)
  return out
}

function sizeOfBatch(leaves: readonly Value[], axes: readonly (number | null)[]): Dim {
  let size: Dim | undefined
  leaves.forEach((x, i) => {
    const axis = axes[i] as number | null
    if (axis === null) return
    const shape = shapeOf(x)
    if (shape.length === 0) {
      const what = typeof x === "number" ? `the number ${x}` : `a 0-d ${asNode(x).dtype} tensor`
      throw new NablaError(
        "bad-argument",
        `vmap: argument value ${i} is ${what} and has no axis to map over; set its place in inAxes to null`,
      )
    }
    const n = shape[normalizeAxis("vmap", axis, shape.length, shape)] as Dim
    if (size !== undefined && n !== size) {
      const shapes = leaves.map((y, k) => `${showShape(shapeOf(y))} (axis ${axes[k] ?? "none"})`).join(", ")
      throw new NablaError(
        "shape-mismatch",
        `vmap: batch sizes ${size} and ${n} differ, got shapes ${shapes}; set inAxes to null for arguments that all entries share`,
      )
    }
    size = n
  })
  if (size === undefined) throw new NablaError("bad-argument", "vmap: no argument has an axis to map over; inAxes must name at least one")
  return size
}
