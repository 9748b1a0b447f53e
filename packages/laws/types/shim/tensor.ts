import type {
  Arange,
  Bincount,
  CreateTensor,
  Eye,
  Filled,
  Full,
  Histogram,
  LikeFilled,
  Linspace,
  Mean,
  Quantile,
} from "../../../core/src/types/index.ts"

export declare const arange: Arange
export declare const eye: Eye
export declare const full: Full
export declare const linspace: Linspace
export declare const ones: Filled
export declare const onesLike: LikeFilled
export declare const tensor: CreateTensor
export declare const zeros: Filled
export declare const zerosLike: LikeFilled
export declare const bincount: Bincount
export declare const histogram: Histogram<object>
export declare const median: Mean<"median">
export declare const percentile: Quantile<"percentile", object>
export declare const quantile: Quantile<"quantile", object>
