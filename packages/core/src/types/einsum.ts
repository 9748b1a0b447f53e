import type { DynShape } from "./dim.ts"
export type EinsumCheck<Op extends string, Spec extends string, Xs extends readonly unknown[]> = unknown
export type EinsumShape<Spec extends string, Xs extends readonly unknown[]> = DynShape
