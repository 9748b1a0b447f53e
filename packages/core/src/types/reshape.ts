import type { Dims, DynShape } from "./dim.ts"
export type ReshapeCheck<Op extends string, S extends Dims, T> = unknown
export type ReshapeShape<S extends Dims, T> = DynShape
export type RavelShape<S extends Dims> = DynShape
