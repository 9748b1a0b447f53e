// A contraction by the tiled product: operands go to scratch as they lie, tables say where their elements are.
import { countOf, type NDArray, type NumericShape, stridesOf } from "@nablajs/core"
import { functions } from "../engine.ts"
import { copyOut, layout, view, type Window, windowBytes, windowIn } from "../memory.ts"
import { floats } from "../simd.ts"
import { type Group, type Plan, stepOf, stridesFor, tablesFrom } from "./plan.ts"
import { multiply, type Product, prepareSpare, productModule, type Side, tableEntries, type Work, whole, workBytes } from "./product.ts"
import type { Float } from "./tile.ts"

/** A product that is ready to run. */
export interface Prepared {
  readonly product: Product
  /** One working area after the other, for as many as were asked for. */
  readonly areas: readonly Work[]
  /** Bytes of all regions, of which the first two take the operands and the third the result; then the tables. */
  readonly sizes: readonly number[]
  readonly tables: { readonly address: number; readonly entries: number }
}

/** Lays everything out in scratch; undefined where that gets too large. */
export function prepare(
  plan: Plan,
  dtype: Float,
  shape: NumericShape,
  out: readonly number[],
  vectors: number,
  areas: number,
): Prepared | undefined {
  const { left, right, stack, rows, columns, inner } = plan
  const [m, n, k] = [rows.count, columns.count, inner.count]
  const { bytes } = floats[dtype]
  const tables = 2 * (tableEntries(m) + tableEntries(n) + k) + 3 * stack.count
  const each = workBytes(dtype, vectors, m, n, k)
  const sizes = [windowBytes(left.x), windowBytes(right.x), countOf(shape) * bytes, 4 * tables]
  for (let i = 0; i < areas; i++) sizes.push(...each)
  const places = layout(sizes)
  if (places === undefined) return undefined
  const [atLeft, atRight, atOut, atTables] = places as [number, number, number, number]
  const integers = view("int32") as Int32Array
  const table = tablesFrom(integers, atTables)
  const side = (group: Group, names: readonly number[], window: Window): Side => {
    const along = stridesFor(inner, names, window.strides)
    return {
      base: window.address,
      places: table(group, stridesFor(group, names, window.strides), tableEntries(group.count)),
      inner: table(inner, along, k),
      unit: stepOf(inner, along) === bytes,
    }
  }
  const [from, by] = [windowIn(left.x, atLeft), windowIn(right.x, atRight)]
  const steps = stridesOf(shape).map((s) => s * bytes)
  const along = (group: Group, names: readonly number[], strides: readonly number[]) =>
    table(group, stridesFor(group, names, strides), group === stack ? stack.count : tableEntries(group.count))
  const product = {
    ...{ m, n, k },
    a: side(rows, left.names, from),
    b: side(columns, right.names, by),
    c: { base: atOut, rows: along(rows, out, steps), columns: along(columns, out, steps) },
    stack: {
      count: stack.count,
      a: along(stack, left.names, from.strides),
      b: along(stack, right.names, by.strides),
      c: along(stack, out, steps),
    },
  }
  const work: Work[] = []
  for (let i = 4; i < places.length; i += 3) {
    const [a, b, spare] = [places[i], places[i + 1], places[i + 2]] as [number, number, number]
    prepareSpare(integers, dtype, vectors, spare)
    work.push({ a, b, spare })
  }
  return { product, areas: work, sizes, tables: { address: atTables, entries: tables } }
}

/** Runs what was prepared, all of it on this thread. */
export function run({ product, areas }: Prepared, dtype: Float, shape: NumericShape, vectors: number): NDArray {
  const exports = functions(`product ${dtype} ${vectors}`, productModule(dtype, vectors))
  multiply(exports, view("int32") as Int32Array, product, whole(product), areas[0] as Work)
  return copyOut(dtype, shape, product.c.base)
}

/** The contraction on this thread. */
export function blocked(plan: Plan, dtype: Float, shape: NumericShape, out: readonly number[], vectors: number): NDArray | undefined {
  const ready = prepare(plan, dtype, shape, out, vectors, 1)
  return ready && run(ready, dtype, shape, vectors)
}
