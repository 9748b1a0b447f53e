// Distinct elements, membership, and positions of what is not 0. How many there are depends on the elements, so these
// read computed arrays only.
import { allocate, type NDArray, wrapArray } from "../array.ts"
import type { ComplexArray } from "../complexarray.ts"
import { promote } from "../dtype.ts"
import { NablaError } from "../errors.ts"
import { checkOptions } from "../options.ts"
import type { DTypeOf, Dyn, Isin, Nonzero, Operand, ShapeOf, Tensor } from "../types/index.ts"
import { asTensor, describe, isComputed, isNode, shapeOf, type Value } from "../value.ts"
import { astype, valuesOf } from "./cast.ts"
import { notEqual } from "./comparison.ts"
import { gather } from "./gather.ts"
import { isComplexArray, keysOf, orderOf } from "./order.ts"
import { whereTrue } from "./pick.ts"
import { reshape } from "./reshape.ts"
import { stopGradient } from "./selection.ts"
import { sort } from "./sorting.ts"

/** The elements, which differentiation leaves as they are; a batch has no single answer. */
const computed = (operation: string, x: Value): NDArray | ComplexArray => {
  if (typeof x !== "number" && !isNode(x))
    throw new NablaError("bad-argument", `${operation}: expected a number or a tensor, got ${describe(x)}`)
  const array = (typeof x === "number" ? reshape(x as never, [] as never) : x) as unknown as NDArray | ComplexArray
  if (isComputed(array)) return array
  const bare = stopGradient(x as never) as unknown as NDArray | ComplexArray
  if (isComputed(bare)) return bare
  throw new NablaError(
    "traced-value",
    `${operation}: how many results there are is known for computed arrays only, not under vmap or while tracing`,
  )
}

/** Itself, or of complex numbers whether they are not 0. */
const truth = (x: NDArray | ComplexArray): NDArray => (isComplexArray(x) ? (notEqual(asTensor(x) as never, 0) as unknown as NDArray) : x)

/**
 * The positions of the elements that are not 0: one int32 vector for each axis, in row-major order.
 *
 * @example nonzero(tensor([0, 5, 0, 7]))[0]?.toArray() // => [1, 3]
 */
export const nonzero = ((x: Value): Value[] => {
  if (shapeOf(x).length === 0) throw new NablaError("shape-mismatch", "nonzero: expected at least one axis, got a 0-d tensor")
  return whereTrue("nonzero", truth(computed("nonzero", x)))
}) as unknown as Nonzero

/**
 * The positions of the elements that are not 0 as rows [i, j, …]: int32 of shape [count, axes].
 *
 * @example argwhere(tensor([[0, 1], [1, 0]])).toArray() // => [[0, 1], [1, 0]]
 */
export const argwhere = ((x: Value): Value => {
  const columns = whereTrue("argwhere", truth(computed("argwhere", x))) as unknown as NDArray[]
  const count = columns[0]?.size ?? 0
  const out = allocate("int32", [count, columns.length])
  columns.forEach((column, j) => {
    for (let i = 0; i < count; i++) out.buffer[out.offset + i * columns.length + j] = column.buffer[column.offset + i] as number
  })
  return asTensor(out)
}) as unknown as <A extends Operand>(x: A) => Tensor<"int32", [Dyn, ShapeOf<A>["length"]]>

/** The distinct elements, where each occurs first, which one each element is, and how often each occurs. */
export interface Unique<A = Tensor> {
  readonly values: Tensor<DTypeOf<A>, [Dyn]>
  readonly indices: Tensor<"int32", [Dyn]>
  readonly inverseIndices: Tensor<"int32", ShapeOf<A>>
  readonly counts: Tensor<"int32", [Dyn]>
}

function unique(operation: string, x: Value): Unique {
  const array = computed(operation, x)
  const n = array.size
  const { places, same } = orderOf(array)
  const first = new Int32Array(n)
  const inverse = new Int32Array(n)
  const ends = new Int32Array(n)
  let found = 0
  for (let k = 0; k < n; k++) {
    const i = places[k] as number
    // NaN equals nothing, so each one stands for itself
    if (k === 0 || !same(i, places[k - 1] as number)) first[found++] = i
    inverse[i] = found - 1
    ends[found - 1] = k + 1
  }
  const indices = positions(first.slice(0, found))
  return {
    values: gather(reshape(x as never, [n] as never) as Value, indices as never, { axis: 0, batch: 0 }) as Tensor,
    indices,
    inverseIndices: reshape(positions(inverse) as never, array.shape as never) as unknown as Tensor<"int32">,
    counts: positions(Int32Array.from({ length: found }, (_, j) => (ends[j] as number) - (j === 0 ? 0 : (ends[j - 1] as number)))),
  }
}

const positions = (places: Int32Array): Tensor<"int32"> => asTensor(wrapArray("int32", [places.length], places)) as Tensor<"int32">

/** The distinct elements of a computed array alone: sorting its values is quicker than ordering their positions. */
function distinct(x: NDArray): Value {
  const values = (sort(reshape(asTensor(x) as never, [x.size] as never) as never) as unknown as NDArray).data
  let found = 0
  for (let k = 0; k < values.length; k++) if (k === 0 || values[k] !== values[k - 1]) values[found++] = values[k] as number
  return asTensor(wrapArray(x.dtype, [found], values.slice(0, found) as typeof values))
}

/**
 * The distinct elements in ascending order (complex numbers by real part, then by imaginary part), with where they first occur, the number of each element's value among them
 * (in the shape of x), and how often they occur. Each NaN counts for itself; −0 equals 0.
 *
 * @example uniqueAll(tensor([3, 1, 3])).counts.toArray() // => [1, 2]
 */
export const uniqueAll = <A extends Operand>(x: A): Unique<A> => unique("uniqueAll", x as Value) as unknown as Unique<A>

/**
 * The distinct elements in ascending order.
 *
 * @example uniqueValues(tensor([3, 1, 3])).toArray() // => [1, 3]
 */
export const uniqueValues = <A extends Operand>(x: A): Tensor<DTypeOf<A>, [Dyn]> => {
  const array = x as unknown as NDArray
  return (array?.buffer === undefined ? unique("uniqueValues", x as Value).values : distinct(array)) as Tensor<DTypeOf<A>, [Dyn]>
}

/**
 * The distinct elements in ascending order, and how often each occurs.
 *
 * @example uniqueCounts(tensor([3, 1, 3])).counts.toArray() // => [1, 2]
 */
export const uniqueCounts = <A extends Operand>(x: A): Pick<Unique<A>, "values" | "counts"> => {
  const { values, counts } = unique("uniqueCounts", x as Value) as unknown as Unique<A>
  return { values, counts }
}

/**
 * The distinct elements in ascending order, and which of them each element is, in the shape of x.
 *
 * @example uniqueInverse(tensor([3, 1, 3])).inverseIndices.toArray() // => [1, 0, 1]
 */
export const uniqueInverse = <A extends Operand>(x: A): Pick<Unique<A>, "values" | "inverseIndices"> => {
  const { values, inverseIndices } = unique("uniqueInverse", x as Value) as unknown as Unique<A>
  return { values, inverseIndices }
}

/** Membership turned round. */
export interface IsinOptions {
  readonly invert?: boolean
}

/**
 * Whether each element of x occurs among `among`: booleans in the shape of x; NaN occurs nowhere. Both are compared in the
 * type in which they meet.
 *
 * @example isin(tensor([1, 2]), tensor([2, 3])).toArray() // => [false, true]
 */
export const isin: Isin<IsinOptions> = ((x: Operand, among: Operand, options: IsinOptions = {}): Tensor<"bool"> => {
  checkOptions("isin", options, ["invert"])
  const [a, b] = valuesOf("isin", x as Value, among as Value)
  const [own, others] = [computed("isin", a), computed("isin", b)]
  const dtype = promote(own.dtype, others.dtype)
  const keys = (array: NDArray | ComplexArray): readonly unknown[] =>
    keysOf(astype(asTensor(array) as never, dtype as never) as unknown as NDArray | ComplexArray)
  const members = new Set(keys(others))
  members.delete(undefined)
  const out = allocate("bool", own.shape)
  const invert = options.invert === true
  keys(own).forEach((key, i) => {
    out.buffer[out.offset + i] = members.has(key) !== invert ? 1 : 0
  })
  return asTensor(out) as Tensor<"bool">
}) as Isin<IsinOptions>
