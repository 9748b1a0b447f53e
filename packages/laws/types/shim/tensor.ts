import type { Arange, CreateTensor, Eye, Filled, Full, LikeFilled, Linspace } from "../../../core/src/types/index.ts"

export declare const arange: Arange
export declare const eye: Eye
export declare const full: Full
export declare const linspace: Linspace
export declare const ones: Filled
export declare const onesLike: LikeFilled
export declare const tensor: CreateTensor
export declare const zeros: Filled
export declare const zerosLike: LikeFilled
