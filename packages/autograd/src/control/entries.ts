// What a loop steps through, entry by entry, and what it makes, joined again: without an operation for each where arrays are plain.
import {
  allocateBare,
  asTensor,
  at,
  broadcast,
  castTo,
  denseArray,
  isComputed,
  isFloat,
  type NDArray,
  type NumericShape,
  scalarArray,
  stack,
  type Value,
  viewOf,
} from "@nablajs/core"
import type { Form } from "./program.ts"

/** A computed array of real floating-point numbers; null for anything else. */
const plainArray = (x: Value): NDArray | null =>
  typeof x !== "number" && isComputed(x) && isFloat((x as unknown as NDArray).dtype) ? (x as unknown as NDArray) : null

/** A plain number for a 0-d array of them. */
export function bareOf(x: Value): Value {
  const array = plainArray(x)
  return array !== null && array.shape.length === 0 && array.dtype === "float64" ? (array.item() as number) : x
}

/** Entry i along the leading axis; `bare` gives plain numbers for those of vectors. */
export function entriesOf(x: Value, bare: boolean): (i: number) => Value {
  const array = plainArray(x)
  if (array === null) return (i) => at(x as never, i as never) as Value
  const { buffer, offset } = array
  const [step, ...strides] = array.strides as [number, ...number[]]
  if (bare && strides.length === 0 && array.dtype === "float64") return (i) => buffer[offset + i * step] as number
  const shape = array.shape.slice(1)
  return (i) => asTensor(viewOf(array, shape, strides, offset + i * step))
}

/** Entries of one form joined along a new leading axis. */
export function joined(list: readonly Value[], { shape, dtype }: Form): Value {
  if (list.length === 0) return broadcast(asTensor(scalarArray(dtype, 0)), [0, ...shape], [0, ...shape.map((_, i) => i + 1)])
  if (!isFloat(dtype) || !list.every((x) => typeof x === "number" || plainArray(x) !== null))
    return castTo(stack(list as never) as Value, dtype)
  const out = allocateBare(dtype, [list.length, ...(shape as NumericShape)])
  const count = out.size / list.length
  list.forEach((x, i) => {
    const start = out.offset + i * count
    if (typeof x === "number") out.buffer[start] = x
    else copy(denseArray(x as unknown as NDArray), out, start)
  })
  return asTensor(out)
}

function copy(from: NDArray, to: NDArray, start: number): void {
  const { buffer, offset, size } = from
  if (size > 64) (to.buffer as Float64Array).set((buffer as Float64Array).subarray(offset, offset + size), start)
  else for (let k = 0; k < size; k++) to.buffer[start + k] = buffer[offset + k] as number
}
