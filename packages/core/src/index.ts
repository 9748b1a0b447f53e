// The language of Nabla: table of contents.
export {
  abs,
  add,
  ceil,
  divide,
  floor,
  floorDivide,
  multiply,
  negative,
  remainder,
  round,
  sign,
  square,
  subtract,
  trunc,
} from "./primitives/arithmetic.ts"
export { cbrt, exp, expm1, log, log10, log1p, log2, logaddexp, pow, sqrt } from "./primitives/exponential.ts"
export { acos, asin, atan, atan2, cos, sin, tan } from "./primitives/trigonometric.ts"
export { acosh, asinh, atanh, cosh, sinh, tanh } from "./primitives/hyperbolic.ts"
export { relu, sigmoid, softplus } from "./primitives/special.ts"
export { digamma, erf, erfc, erfinv, gamma, lgamma, logit, polygamma } from "./primitives/gamma.ts"
export { i0, i0e, i1, i1e } from "./primitives/bessel.ts"
export { logNdtr, xlog1py, xlogy } from "./primitives/probability.ts"
export {
  allclose,
  type CloseOptions,
  copysign,
  exp2,
  hypot,
  isclose,
  nextafter,
  positive,
  reciprocal,
  signbit,
} from "./primitives/magnitude.ts"
export { bitwiseAnd, bitwiseInvert, bitwiseLeftShift, bitwiseOr, bitwiseRightShift, bitwiseXor } from "./primitives/bitwise.ts"
export {
  equal,
  greater,
  greaterEqual,
  isfinite,
  isinf,
  isnan,
  less,
  lessEqual,
  logicalAnd,
  logicalNot,
  logicalOr,
  logicalXor,
  notEqual,
} from "./primitives/comparison.ts"
export { clip, maximum, minimum, stopGradient, where } from "./primitives/selection.ts"
export { broadcastTo, sum } from "./primitives/broadcast.ts"
export { astype, beside, conj, fillLike, imag, real, valuesOf } from "./primitives/cast.ts"
export { angle, complex } from "./primitives/complex.ts"
export { all, any, argmax, argmin, cumsum, max, mean, min, prod } from "./primitives/reduction.ts"
export { logSoftmax, logsumexp, softmax } from "./primitives/softmax.ts"
export { countNonzero, std, variance } from "./primitives/statistics.ts"
export { cumprod, type CumulativeOptions, cumulativeProd, cumulativeSum, diff, type DiffOptions } from "./primitives/cumulative.ts"
export { cumulativeMax, cumulativeMin } from "./primitives/extremes.ts"
export {
  argsort,
  putAlongAxis,
  type SearchOptions,
  searchsorted,
  sort,
  type SortOptions,
  takeAlongAxis,
  type TopOptions,
  topk,
} from "./primitives/sorting.ts"
export {
  argwhere,
  isin,
  type IsinOptions,
  nonzero,
  type Unique,
  uniqueAll,
  uniqueCounts,
  uniqueInverse,
  uniqueValues,
} from "./primitives/sets.ts"
export { expandDims, ravel, reshape, squeeze } from "./primitives/reshape.ts"
export { concat, split, stack } from "./primitives/join.ts"
export { flip, matrixTranspose, moveaxis, permuteDims, swapaxes, transpose } from "./primitives/movement.ts"
export {
  broadcastAll,
  broadcastArrays,
  pad,
  type PadOptions,
  repeat,
  roll,
  tile,
  type TriangleOptions,
  tril,
  triu,
  unstack,
} from "./primitives/arrange.ts"
export { diag, diagonal, type DiagonalOptions } from "./primitives/diagonal.ts"
export { contract, dot, matmul, outer } from "./primitives/contraction.ts"
export { einsum, trace, type TraceOptions } from "./primitives/einsum.ts"
export { cross, expm, kron, matrixPower, tensordot, vecdot } from "./primitives/products.ts"
export { det, inv, logdet } from "./primitives/linalg.ts"
export { slogdet, solve } from "./primitives/solving.ts"
export { cholesky } from "./primitives/cholesky.ts"
export { solveTriangular } from "./primitives/triangular.ts"
export { lstsq, pinv } from "./primitives/leastsquares.ts"
export { eig, eigvals } from "./primitives/eig.ts"
export { svd, svdvals } from "./primitives/factors.ts"
export { qr } from "./primitives/qr.ts"
export { eigh, eigvalsh } from "./primitives/symmetric.ts"
export { conditionNumber, matrixNorm, type MatrixOrder, matrixRank, norm, vectorNorm } from "./primitives/norms.ts"
export { take } from "./primitives/gather.ts"
export { at, slice } from "./primitives/at.ts"
export { withValue } from "./primitives/with.ts"
export * as fft from "./fft/index.ts"

// For packages that read the language: interpreters, printers, compilers.
export type { DenseEngine } from "./kernels/dense/engine.ts"
export type { FourierEngine, FourierJob } from "./kernels/fourier.ts"
export {
  accelerate,
  accelerated,
  composed,
  type ComposedKernel,
  type ElementwiseKernel,
  type Kernels,
  type SeveralKernel,
  type StructuralKernel,
} from "./accelerate.ts"
export { allocate, allocateBare, denseArray, NDArray, scalarArray, viewOf, wrapArray } from "./array.ts"
export { sortedPart } from "./primitives/sorting.ts"
export { bind1, bind2, bindAll, bindN, freshLevel } from "./bind.ts"
export { ComplexArray, fromInterleaved } from "./complexarray.ts"
export { printed } from "./formatcomplex.ts"
export {
  checkDType,
  complexOf,
  type DType,
  dtypes,
  floatOf,
  isComplex,
  isDType,
  isFloat,
  isFloating,
  isInteger,
  isWide,
  partOf,
  promote,
  promoteAll,
  promoteNumber,
  type TypedArray,
} from "./dtype.ts"
export { arrayToHTML, arrayToLatex } from "./display.ts"
export { binary, ternary, unary } from "./elementwise.ts"
export { type ErrorCode, isNablaError, NablaError } from "./errors.ts"
export {
  apply,
  Expr,
  type Flag,
  filled,
  isExpr,
  literal,
  type Numbered,
  numbered,
  order,
  rebuild,
  same,
  sameParams,
  share,
  symbol,
  symbolsOf,
  toExpr,
} from "./expr.ts"
export { type FormatOptions, formatArray, type Printed } from "./format.ts"
export { checkOptions } from "./options.ts"
export type {
  ComplexFunction,
  Custom,
  Elementwise,
  Interval,
  Linear,
  Multilinear,
  Notation,
  Pair,
  Partial,
  Parts as ComplexParts,
  PartsResult,
  Primitive,
} from "./primitive.ts"
export { axisSize, broadcast, literalOf, unbroadcast } from "./primitives/broadcast.ts"
export { castTo, complexPrimitive } from "./primitives/cast.ts"
export { conv, type Correlation } from "./primitives/convolution.ts"
export { gather, scatter } from "./primitives/gather.ts"
export { primitives } from "./primitives/index.ts"
export { fold, unfold, windowCount, type Windows } from "./primitives/windows.ts"
export {
  broadcastShapes,
  countOf,
  type NumericShape,
  normalizeAxes,
  normalizeAxis,
  reduceShape,
  type Shape,
  sameShape,
  showShape,
  sizeOf,
  stridesOf,
} from "./shape.ts"
export { addSizes, type Dim, divideSizes, evaluateSize, isSizeName, multiplySizes, sizeNames, subtractSizes, toSize } from "./size.ts"
export { constant, custom, customAll, linear, multilinear } from "./structural.ts"
export { type Flattened, flatten, mapTree, type Structure, sameStructure, showStructure, unflatten, type ValueTree } from "./tree.ts"
export type * from "./types/signatures.ts"
export type {
  Axis,
  Batched,
  Complex,
  Key,
  Literal,
  Operand,
  Scalar,
  Slice,
  Tensor,
  TensorMethods,
  TensorProperties,
  Tree,
  Weak,
} from "./types/index.ts"
export {
  asNode,
  asTensor,
  dtypeOf,
  Fluent,
  isComputed,
  isNode,
  isTraced,
  type Node,
  type Params,
  shapeOf,
  type Value,
  type World,
} from "./value.ts"
export { VERSION } from "./version.ts"
