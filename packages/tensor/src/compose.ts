// What compositions on tensors share.
import {
  allocate,
  asTensor,
  astype,
  type DType,
  dtypeOf,
  isComplex,
  isFloating,
  NablaError,
  type NDArray,
  type Operand,
  reshape,
  stopGradient,
  type Tensor,
  type Value,
} from "@nablajs/core"

// biome-ignore lint/suspicious/noExplicitAny: shapes are not followed within these compositions
export type Loose = any

/** x itself where it is of a floating type, else as float64. */
export const floating = (x: Operand): Loose =>
  typeof x === "number" || isFloating(dtypeOf(x as Value)) ? x : astype(x as never, "float64" as never)

/** The number in a result of plain numbers alone: comparisons on the way there made a 0-d tensor of it. */
export const plainly = (result: Loose, ...operands: readonly Loose[]): Loose =>
  operands.every((x) => typeof x === "number") && typeof result !== "number" ? result.item() : result

/** The elements of x, which differentiation leaves as they are; a batch has no single answer. */
export const computed = (operation: string, x: Operand): NDArray => {
  const array = (typeof x === "number" ? reshape(x as never, [] as never) : x) as unknown as NDArray
  if (array.buffer !== undefined) return array
  if (isComplex(dtypeOf(x as Value)))
    throw new NablaError("dtype-mismatch", `${operation}: complex numbers have no place here; use real(x) or abs(x)`)
  const bare = stopGradient(x as never) as unknown as NDArray
  if (bare.buffer !== undefined) return bare
  throw new NablaError("traced-value", `${operation}: the result depends on elements that are not known under vmap or while tracing`)
}

/** A vector with these elements. */
export function vectorOf(dtype: DType, values: ArrayLike<number>): Tensor {
  const out = allocate(dtype, [values.length])
  out.buffer.set(values, out.offset)
  return asTensor(out)
}
