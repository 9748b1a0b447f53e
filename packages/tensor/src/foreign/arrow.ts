// Vectors of Apache Arrow: columns of numbers or truth values, and of lists that all have one length.
import { asTensor, type DType, NablaError, stack, type Value } from "@nablajs/core"
import { half } from "../io/halves.ts"
import { readNested } from "../nested.ts"
import { fromTypedArray } from "../typed.ts"

/** What a vector shows; the numbers of its types are those of Arrow's format. */
export interface ArrowVector {
  readonly length: number
  readonly nullCount?: number
  readonly type?: { readonly typeId?: number; readonly precision?: number; readonly listSize?: number; toString(): string }
  toArray(): unknown
  get?(i: number): unknown
}

const INTEGER = 2
const FLOAT = 3
const TRUTH = 6
const LISTS = 16

/** A column has a length and gives its elements; what has a shape as well is an array of another kind. */
export const isArrowVector = (x: object): x is ArrowVector =>
  "length" in x && "toArray" in x && typeof x.toArray === "function" && !("shape" in x) && !("dims" in x)

/** One axis for a column, two for a column of lists. */
export function fromArrow(operation: string, x: ArrowVector, dtype: DType | undefined): Value {
  if ((x.nullCount ?? 0) > 0) {
    throw new NablaError("bad-argument", `${operation}: the vector misses ${x.nullCount} of its values; fill them first`)
  }
  const { typeId, precision, listSize } = x.type ?? {}
  if (typeId === LISTS) return fromLists(operation, x, listSize as number, dtype)
  if (typeId === TRUTH) return readNested(x.toArray() as boolean[], dtype)
  if (typeId !== INTEGER && typeId !== FLOAT && x.type !== undefined) {
    throw new NablaError(
      "unsupported",
      `${operation}: expected a column of numbers, truth values or lists of one length, got ${x.type.toString()}`,
    )
  }
  const column = x.toArray()
  if (!ArrayBuffer.isView(column))
    throw new NablaError("unsupported", `${operation}: the column does not hold its numbers in a typed array`)
  const halves = typeId === FLOAT && precision === 0 && column instanceof Uint16Array
  return asTensor(fromTypedArray(operation, halves ? Float32Array.from(column, half) : column, undefined, dtype, true))
}

function fromLists(operation: string, x: ArrowVector, size: number, dtype: DType | undefined): Value {
  if (x.length === 0) return asTensor(fromTypedArray(operation, new Float64Array(0), [0, size], dtype, true))
  return stack(Array.from({ length: x.length }, (_, i) => fromArrow(operation, x.get?.(i) as ArrowVector, dtype)) as never) as Value
}
