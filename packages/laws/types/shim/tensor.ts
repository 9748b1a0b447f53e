import type {
  AtLeast,
  BinaryFloat,
  BlockDiag,
  ColumnStack,
  Meshgrid,
  MultiDot,
  Bounded,
  Sloped,
  UnaryFamily,
  UnarySameWith,
  UnaryWith,
  Average,
  Convolution,
  Convolve,
  Covariance,
  Digitize,
  Gathering,
  Glu,
  Hstack,
  Inner,
  Interp,
  KeptFloat,
  Mirror,
  OneHot,
  Polyval,
  Pool,
  Reduce,
  ResultType,
  Rot90,
  Scattering,
  SegmentSum,
  Spacing,
  Spread,
  StackAlong,
  Total,
  Trapezoid,
  Tri,
  UnravelIndex,
  Vander,
  Arange,
  Bincount,
  CreateTensor,
  Eye,
  Filled,
  FromBuffer,
  Full,
  Histogram,
  LikeFilled,
  Linspace,
  MakeComplex,
  Mean,
  Quantile,
} from "../../../core/src/types/index.ts"

export declare const arange: Arange
export declare const eye: Eye
export declare const full: Full
export declare const linspace: Linspace
export declare const complex: MakeComplex
export declare const fromBuffer: FromBuffer
export declare const resultType: <const Xs extends readonly unknown[]>(...operands: Xs) => ResultType<Xs>
export declare const ones: Filled
export declare const onesLike: LikeFilled
export declare const tensor: CreateTensor
export declare const zeros: Filled
export declare const zerosLike: LikeFilled
export declare const bincount: Bincount
export declare const histogram: Histogram
export declare const median: Mean<"median">
export declare const percentile: Quantile<"percentile", object>
export declare const quantile: Quantile<"quantile", object>
export declare const elu: UnaryFamily
export declare const leakyRelu: Sloped<0.01>
export declare const relu6: Bounded<6>
export declare const gelu: UnaryWith<{ readonly approximate?: boolean }>
export declare const heaviside: BinaryFloat<"heaviside">
export declare const nanToNum: UnarySameWith<object>
export declare const rot90: Rot90
export declare const fliplr: Mirror
export declare const atleast1d: AtLeast<1>
export declare const atleast2d: AtLeast<2>
export declare const atleast3d: AtLeast<3>
export declare const vstack: StackAlong<2, 0>
export declare const hstack: Hstack
export declare const dstack: StackAlong<3, 2>
export declare const average: Average
export declare const ptp: Reduce<"ptp">
export declare const trapezoid: Trapezoid
export declare const nansum: Total<"nansum">
export declare const nanmean: Mean<"nanmean">
export declare const nanmax: Reduce<"nanmax">
export declare const nanstd: Spread<"nanstd">
export declare const logspace: Spacing<object>
export declare const geomspace: Spacing<object>
export declare const digitize: Digitize
export declare const unravelIndex: UnravelIndex
export declare const inner: Inner
export declare const vander: Vander
export declare const oneHot: OneHot
export declare const glu: Glu
export declare const standardize: KeptFloat<object>
export declare const gather: Gathering
export declare const scatterAdd: Scattering
export declare const segmentSum: SegmentSum
export declare const cov: Covariance<object>
export declare const corrcoef: Covariance<object>
export declare const interp: Interp
export declare const conv1d: Convolution<"conv1d", 1>
export declare const conv2d: Convolution<"conv2d", 2>
export declare const maxPool: Pool<"same">
export declare const avgPool: Pool<"float">
export declare const columnStack: ColumnStack
export declare const blockDiag: BlockDiag
export declare const multiDot: MultiDot
export declare const meshgrid: Meshgrid<{ readonly indexing?: "xy" | "ij" }>
export declare const convolve: Convolve<"full" | "same" | "valid">
export declare const polyval: Polyval
export declare const tri: Tri
