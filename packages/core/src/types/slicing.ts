import type { Dims, Dyn, DynShape } from "./dim.ts"
import type { Tensor } from "./tensor.ts"

/** A range of positions on one axis, as `start:stop:step` has it. */
export interface Slice {
  readonly start?: number | null | undefined
  readonly stop?: number | null | undefined
  readonly step?: number | null | undefined
}

/** One key of an index: a position, a slice, a new axis (`null`), all remaining axes, positions or a mask as tensor. */
export type Key = number | string | Slice | null | Tensor

export type IndexCheck<Op extends string, S extends Dims, Keys extends readonly unknown[]> = unknown
export type IndexShape<S extends Dims, Keys extends readonly unknown[]> = DynShape
export type Unused = Dyn
export type TakeShape<S extends Dims, I extends Dims, X> = DynShape
