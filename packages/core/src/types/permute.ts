import type { Dims, DynShape } from "./dim.ts"
export type PermuteCheck<Op extends string, S extends Dims, P> = unknown
export type PermuteShape<S extends Dims, P> = DynShape
export type SwapShape<S extends Dims, X, Y> = DynShape
export type ExpandCheck<Op extends string, S extends Dims, X> = unknown
export type ExpandShape<S extends Dims, X> = DynShape
export type SqueezeCheck<Op extends string, S extends Dims, X> = unknown
export type SqueezeShape<S extends Dims, X> = DynShape
