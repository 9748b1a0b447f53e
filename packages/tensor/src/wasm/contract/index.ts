// Contractions of floats: how `contract`, and with it matmul, dot, outer and einsum, meet the product of matrices.
import { type Kernels, type NDArray, type NumericShape, type Params, stridesOf, viewOf } from "@nablajs/core"
import { copyOut, layout, view, type Window, windowBytes, windowIn } from "../memory.ts"
import { floats } from "../simd.ts"
import { type Group, type Labels, offsetsOf, type Plan, planOf, stepOf, stridesFor, writeOffsets } from "./plan.ts"
import { multiply, productFunctions, type Side, tableEntries, workBytes } from "./product.ts"
import { columnsOf, type Float, ROWS } from "./tile.ts"
import { matrixVector } from "./vector.ts"

/** Below so many multiplications plain JavaScript is as fast. */
const FEW = 6144
/** The same for a matrix with a vector, where copying counts. */
const MANY = 16384

function contract([x, y]: readonly NDArray[], labels: Params, shape: NumericShape): NDArray | undefined {
  const [a, b] = [x as NDArray, y as NDArray]
  const dtype = a.dtype
  if ((dtype !== "float32" && dtype !== "float64") || b.dtype !== dtype) return undefined
  const plan = planOf(a, b, labels as Labels)
  const { stack, rows, columns, inner } = plan
  if (stack.count * rows.count * columns.count * inner.count < FEW || inner.names.length === 0) return undefined
  if (stack.count === 1 && (rows.count === 1 || columns.count === 1)) {
    const [matrix, vector] = columns.count === 1 ? [plan.left, plan.right] : [plan.right, plan.left]
    const result = byVector(matrix, vector, columns.count === 1 ? rows : columns, inner, shape)
    if (result !== undefined) return result
  }
  return blocked(plan, dtype, shape, (labels as Labels).out, 2)
}

/** A matrix with a vector, where the axes of the matrix come down to two. */
function byVector(matrix: Plan["left"], vector: Plan["left"], places: Group, inner: Group, shape: NumericShape): NDArray | undefined {
  if (places.count * inner.count < MANY) return undefined
  const [down, along] = [places, inner].map((group) => stepOf(group, stridesFor(group, matrix.names, matrix.x.strides)))
  if (down === undefined || along === undefined) return undefined
  const order = stridesFor(inner, vector.names, vector.x.strides)
  return matrixVector(viewOf(matrix.x, [places.count, inner.count], [down, along]), viewOf(vector.x, inner.sizes, order), shape)
}

/** The contraction by the tiled product, one for each member of the stack. */
function blocked(plan: Plan, dtype: Float, shape: NumericShape, out: readonly number[], vectors: number): NDArray | undefined {
  const { left, right, stack, rows, columns, inner } = plan
  const [m, n, k] = [rows.count, columns.count, inner.count]
  const { bytes } = floats[dtype]
  const size = shape.reduce((all, one) => all * one, 1)
  const tables = [tableEntries(m), k, tableEntries(n), k, tableEntries(m), tableEntries(n)]
  const places = layout(
    windowBytes(left.x),
    windowBytes(right.x),
    size * bytes,
    4 * tables.reduce((all, one) => all + one, 0),
    ...workBytes(dtype, m, n, k, vectors),
  )
  if (places === undefined) return undefined
  const [atLeft, atRight, atOut, atTables, workA, workB, spare] = places as [number, number, number, number, number, number, number]
  const integers = view("int32") as Int32Array
  let next = atTables / 4
  /** A table of the group's offsets under these strides, filled up with the last one; its address. */
  const table = (sizes: readonly number[], strides: readonly number[], entries: number): number => {
    const at = next
    const count = writeOffsets(integers, at, sizes, strides)
    integers.fill(integers[at + count - 1] as number, at + count, at + entries)
    next += entries
    return 4 * at
  }
  const side = (group: Plan["rows"], names: readonly number[], window: Window, entries: number): Side => {
    const along = stridesFor(inner, names, window.strides)
    return {
      base: window.address,
      places: table(group.sizes, stridesFor(group, names, window.strides), entries),
      inner: table(inner.sizes, along, k),
      unit: stepOf(inner, along) === bytes,
    }
  }
  const [from, by] = [windowIn(left.x, atLeft), windowIn(right.x, atRight)]
  const a = side(rows, left.names, from, tableEntries(m))
  const b = side(columns, right.names, by, tableEntries(n))
  const steps = stridesOf(shape).map((s) => s * bytes)
  const c = {
    rows: table(rows.sizes, stridesFor(rows, out, steps), tableEntries(m)),
    columns: table(columns.sizes, stridesFor(columns, out, steps), tableEntries(n)),
  }
  const step = columnsOf(dtype, vectors) * bytes
  for (let i = 0; i < ROWS; i++) integers[spare / 4 + i] = i * step
  const offsets = [from.strides, by.strides, steps].map((strides, i) =>
    offsetsOf(stack, stridesFor(stack, [left.names, right.names, out][i] as readonly number[], strides)),
  ) as [Int32Array, Int32Array, Int32Array]
  const exports = productFunctions(dtype, vectors)
  const work = { a: workA, b: workB, spare }
  for (let i = 0; i < stack.count; i++) {
    const [oa, ob, oc] = [offsets[0][i], offsets[1][i], offsets[2][i]] as [number, number, number]
    const product = { m, n, k, a: { ...a, base: a.base + oa }, b: { ...b, base: b.base + ob }, c: { ...c, base: atOut + oc } }
    multiply(exports, product, work)
  }
  return copyOut(dtype, shape, atOut)
}

export const contraction: Kernels = { structural: { contract } }
