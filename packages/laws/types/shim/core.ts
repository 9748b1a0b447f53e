// The operations as their signatures declare them, without the implementation, for compilers older than our sources.
import type {
  ArgReduce,
  Argsort,
  Astype,
  At,
  Binary,
  BinaryFloat,
  BroadcastArrays,
  BroadcastTo,
  Clip,
  Compare,
  ComplexEigenvalues,
  Concat,
  ConditionNumber,
  Cross,
  Cumsum,
  CumulativeSum,
  Determinant,
  Diag,
  Diagonal,
  Diff,
  Dot,
  Eig,
  Eigenvalues,
  Eigh,
  Einsum,
  ExpandDims,
  Fft,
  Fftn,
  Flip,
  Frequencies,
  Irfft,
  Irfftn,
  Isin,
  Kron,
  Lstsq,
  MakeComplex,
  MakeSlice,
  Matmul,
  MatrixNorm,
  MatrixPower,
  MatrixRank,
  MatrixTranspose,
  Mean,
  Moveaxis,
  Nonzero,
  Norm,
  Outer,
  Pad,
  PseudoInverse,
  PutAlongAxis,
  Qr,
  Ravel,
  Reduce,
  ReduceBool,
  Repeat,
  Reshape,
  Rfft,
  Rfftn,
  Searchsorted,
  SignAndLog,
  SingularValues,
  Softmax,
  Solve,
  SolveTriangular,
  Sort,
  Split,
  Spread,
  SquareMap,
  Squeeze,
  Stack,
  Sum,
  Svd,
  Swapaxes,
  Take,
  TakeAlongAxis,
  Tensordot,
  Tile,
  Topk,
  Trace,
  Transpose,
  Unary,
  UnaryAngle,
  UnaryBool,
  UnaryReal,
  UnarySame,
  Unstack,
  Vecdot,
  Where,
  WithValue,
} from "../../../core/src/types/index.ts"

export type { Axis, Complex, Dim, Key, Operand, Scalar, Slice, Tensor, TensorMethods, Tree } from "../../../core/src/types/index.ts"

export declare const abs: UnaryReal
export declare const add: Binary<"add">
export declare const all: ReduceBool<"all">
export declare const angle: UnaryAngle
export declare const any: ReduceBool<"any">
export declare const argmax: ArgReduce<"argmax">
export declare const argsort: Argsort
export declare const astype: Astype
export declare const at: At
export declare const broadcastTo: BroadcastTo
export declare const cholesky: SquareMap<"cholesky", { readonly upper?: boolean | undefined }>
export declare const clip: Clip
export declare const complex: MakeComplex
export declare const concat: Concat
export declare const conj: UnarySame
export declare const cumprod: Cumsum<"cumprod">
export declare const cumsum: Cumsum<"cumsum">
export declare const cumulativeSum: CumulativeSum
export declare const det: Determinant
export declare const diag: Diag
export declare const diagonal: Diagonal
export declare const divide: BinaryFloat<"divide">
export declare const dot: Dot
export declare const eig: Eig
export declare const eigh: Eigh
export declare const eigvals: ComplexEigenvalues
export declare const eigvalsh: Eigenvalues
export declare const einsum: Einsum
export declare const equal: Compare<"equal">
export declare const exp: Unary
export declare const expandDims: ExpandDims
export declare const expm: SquareMap<"expm">
export declare const fft: {
  readonly fft: Fft
  readonly ifft: Fft<"ifft">
  readonly rfft: Rfft
  readonly irfft: Irfft
  readonly fftn: Fftn
  readonly rfftn: Rfftn
  readonly irfftn: Irfftn
  readonly fftfreq: Frequencies<"all">
  readonly rfftfreq: Frequencies<"half">
}
export declare const flip: Flip
export declare const greater: Compare<"greater">
export declare const inv: SquareMap
export declare const isnan: UnaryBool
export declare const less: Compare<"less">
export declare const log: Unary
export declare const matmul: Matmul
export declare const matrixPower: MatrixPower
export declare const matrixTranspose: MatrixTranspose
export declare const max: Reduce<"max">
export declare const maximum: Binary<"maximum">
export declare const mean: Mean<"mean">
export declare const broadcastArrays: BroadcastArrays
export declare const repeat: Repeat
export declare const tile: Tile
export declare const nonzero: Nonzero
export declare const tensordot: Tensordot
export declare const moveaxis: Moveaxis
export declare const multiply: Binary<"multiply">
export declare const negative: UnarySame
export declare const outer: Outer
export declare const pad: Pad
export declare const pinv: PseudoInverse
export declare const pow: Binary<"pow">
export declare const qr: Qr
export declare const ravel: Ravel
export declare const relu: UnarySame
export declare const reshape: Reshape
export declare const sigmoid: Unary
export declare const sin: Unary
export declare const slice: MakeSlice
export declare const slogdet: SignAndLog
export declare const softmax: Softmax
export declare const solve: Solve
export declare const solveTriangular: SolveTriangular
export declare const sort: Sort
export declare const split: Split
export declare const sqrt: Unary
export declare const square: UnarySame
export declare const squeeze: Squeeze
export declare const stack: Stack
export declare const subtract: Binary<"subtract">
export declare const sum: Sum<"sum">
export declare const svd: Svd
export declare const svdvals: SingularValues
export declare const swapaxes: Swapaxes
export declare const take: Take
export declare const tanh: Unary
export declare const trace: Trace
export declare const transpose: Transpose
export declare const unstack: Unstack
export declare const variance: Spread
export declare const where: Where
export declare const withValue: WithValue
export declare const imag: UnaryReal
export declare const real: UnaryReal
export declare const conditionNumber: ConditionNumber
export declare const cross: Cross
export declare const diff: Diff
export declare const isin: Isin<object>
export declare const kron: Kron
export declare const lstsq: Lstsq
export declare const matrixNorm: MatrixNorm<number | "fro" | "nuc">
export declare const matrixRank: MatrixRank
export declare const putAlongAxis: PutAlongAxis
export declare const searchsorted: Searchsorted<object>
export declare const takeAlongAxis: TakeAlongAxis
export declare const topk: Topk
export declare const vecdot: Vecdot
export declare const vectorNorm: Norm<"vectorNorm">
