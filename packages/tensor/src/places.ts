// Numbers at even ratios, the bins that values fall into, and positions in row-major order.
import {
  add,
  astype,
  checkOptions,
  countOf,
  dtypeOf,
  floorDivide,
  isInteger,
  multiply,
  NablaError,
  type Operand,
  pow,
  promote,
  remainder,
  searchsorted,
  showShape,
  type Tensor,
  type Value,
  type Spacing,
  type Digitize,
  type UnravelIndex,
} from "@nablajs/core"
import { computed, type Loose } from "./compose.ts"
import { linspace } from "./create.ts"

export interface SpacingOptions {
  /** Whether the end belongs to the numbers; true if absent. */
  readonly endpoint?: boolean
  readonly dtype?: "float32" | "float64"
}

/**
 * `num` numbers from base^start to base^stop at even ratios; 50 and 10 if absent.
 *
 * @example logspace(0, 2, 3).toArray() // => [1, 10, 100]
 */
export const logspace: Spacing<{ readonly endpoint?: boolean; readonly base?: number }> = ((
  start: number,
  stop: number,
  num = 50,
  options: SpacingOptions & { readonly base?: number } = {},
): Tensor => {
  checkOptions("logspace", options, ["endpoint", "dtype", "base"])
  const { base = 10, ...rest } = options
  return pow(base, linspace(start, stop, num, rest as Loose) as Loose) as Loose
}) as Loose

/**
 * `num` numbers from start to stop at even ratios; both have the same sign and neither is 0.
 *
 * @example geomspace(1, 16, 5).toArray() // => [1, 2, 4, 8, 16]
 */
export const geomspace: Spacing<{ readonly endpoint?: boolean }> = ((
  start: number,
  stop: number,
  num = 50,
  options: SpacingOptions = {},
): Tensor => {
  checkOptions("geomspace", options, ["endpoint", "dtype"])
  if (!(start * stop > 0))
    throw new NablaError("bad-argument", `geomspace: the ends need one sign and must not be 0, got ${start} and ${stop}`)
  const sign = Math.sign(start)
  const exponents: Loose = linspace(0, Math.log2(stop / start), num, options as Loose)
  return multiply(sign * Math.abs(start), pow(2, exponents) as Loose) as Loose
}) as Loose

/**
 * For each element the number of the bin it falls into: i with edges[i − 1] ≤ x < edges[i], or with `right`
 * edges[i − 1] < x ≤ edges[i]; edges ascend.
 *
 * @example digitize(tensor([0.5, 1, 9]), tensor([0, 1, 2])).toArray() // => [1, 2, 3]
 */
export const digitize: Digitize = ((x: Operand, edges: Tensor, options: { readonly right?: boolean } = {}): Tensor => {
  checkOptions("digitize", options, ["right"])
  return searchsorted(edges as Loose, x as Loose, { side: options.right === true ? "left" : "right" } as Loose) as Loose
}) as Loose

function checkSizes(operation: string, shape: readonly number[]): void {
  if (!shape.every((n) => Number.isInteger(n) && n >= 0))
    throw new NablaError("bad-argument", `${operation}: expected a shape, got ${showShape(shape)}`)
}

/** Integers in a type that holds all positions. */
function whole(operation: string, indices: Operand): Loose {
  if (typeof indices === "number" && Number.isInteger(indices)) return indices
  const dtype = dtypeOf(indices as Value)
  if (!isInteger(dtype)) throw new NablaError("dtype-mismatch", `${operation}: positions are integers, got ${dtype}`)
  return promote(dtype, "int32") === dtype ? indices : astype(indices as never, "int32" as never)
}

/**
 * Positions in row-major order as one index array for each axis of a shape.
 *
 * @example unravelIndex(tensor([5], { dtype: "int32" }), [2, 3]).map((i) => i.item()) // => [1, 2]
 */
export const unravelIndex: UnravelIndex = ((indices: Operand, shape: readonly number[]): Tensor[] => {
  checkSizes("unravelIndex", shape)
  const count = countOf(shape)
  for (const i of computed("unravelIndex", indices).data)
    if (!(i >= 0 && i < count))
      throw new NablaError("index-out-of-range", `unravelIndex: position ${i} lies outside of shape ${showShape(shape)}`)
  let rest: Loose = whole("unravelIndex", indices)
  const found: Loose[] = []
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    found.unshift(remainder(rest, shape[axis] as Loose))
    rest = floorDivide(rest, shape[axis] as Loose)
  }
  return found
}) as Loose

/**
 * One index array for each axis of a shape as positions in row-major order.
 *
 * @example ravelMultiIndex([1, 2], [2, 3]) // => 5
 */
export function ravelMultiIndex<T extends Operand>(indices: readonly T[], shape: readonly number[]): T {
  checkSizes("ravelMultiIndex", shape)
  if (indices.length !== shape.length)
    throw new NablaError("bad-argument", `ravelMultiIndex: ${indices.length} index arrays for shape ${showShape(shape)}`)
  let flat: Loose = 0
  shape.forEach((n, axis) => {
    for (const i of computed("ravelMultiIndex", indices[axis] as Operand).data)
      if (!(i >= 0 && i < n))
        throw new NablaError(
          "index-out-of-range",
          `ravelMultiIndex: index ${i} does not exist on axis ${axis} of shape ${showShape(shape)}`,
        )
    flat = add(multiply(flat, n) as Loose, whole("ravelMultiIndex", indices[axis] as Operand))
  })
  return flat
}
