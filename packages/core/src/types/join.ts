import type { DynShape } from "./dim.ts"
export type ConcatCheck<Op extends string, Xs extends readonly unknown[], X> = unknown
export type ConcatShape<Xs extends readonly unknown[], X> = DynShape
export type StackCheck<Op extends string, Xs extends readonly unknown[], X> = unknown
export type StackShape<Xs extends readonly unknown[], X> = DynShape
import type { Dyn } from "./dim.ts"
export type JoinDType<Xs extends readonly unknown[]> = Dyn
