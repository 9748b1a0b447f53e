// The language of Nabla: table of contents.
export { abs, add, ceil, divide, floor, floorDivide, multiply, negative, remainder, round, sign, square, subtract, trunc } from "./primitives/arithmetic.ts"
export { cbrt, exp, expm1, log, log10, log1p, log2, logaddexp, pow, sqrt } from "./primitives/exponential.ts"
export { acos, asin, atan, atan2, cos, sin, tan } from "./primitives/trigonometric.ts"
export { acosh, asinh, atanh, cosh, sinh, tanh } from "./primitives/hyperbolic.ts"
export { relu, sigmoid, softplus } from "./primitives/special.ts"
export { equal, greater, greaterEqual, isfinite, isinf, isnan, less, lessEqual, logicalAnd, logicalNot, logicalOr, logicalXor, notEqual } from "./primitives/comparison.ts"
export { clip, maximum, minimum, stopGradient, where } from "./primitives/selection.ts"
export { astype, broadcastTo, fillLike, sum } from "./primitives/broadcast.ts"
export { all, any, argmax, argmin, cumsum, max, mean, min, prod } from "./primitives/reduction.ts"
export { expandDims, ravel, reshape, squeeze } from "./primitives/reshape.ts"
export { concat, split, stack } from "./primitives/join.ts"
export { flip, matrixTranspose, moveaxis, permuteDims, swapaxes, transpose } from "./primitives/movement.ts"
export { diag, diagonal } from "./primitives/diagonal.ts"
export { contract, dot, matmul, outer } from "./primitives/contraction.ts"
export { einsum, trace } from "./primitives/einsum.ts"
export { det, inv, logdet } from "./primitives/linalg.ts"
export { take } from "./primitives/gather.ts"
export { at, slice } from "./primitives/at.ts"
export { withValue } from "./primitives/with.ts"

// For packages that read the language: interpreters, printers, compilers.
export { allocate, denseArray, NDArray, scalarArray, viewOf, wrapArray } from "./array.ts"
export { bind1, bind2, bindAll, bindN, freshLevel } from "./bind.ts"
export {
  checkDType,
  type DType,
  dtypes,
  floatOf,
  isDType,
  isFloat,
  isInteger,
  promote,
  promoteNumber,
  type TypedArray,
} from "./dtype.ts"
export { binary, ternary, unary } from "./elementwise.ts"
export { type ErrorCode, isNablaError, NablaError } from "./errors.ts"
export { apply, Expr, type Flag, filled, isExpr, literal, order, rebuild, same, sameParams, share, symbol, symbolsOf, toExpr } from "./expr.ts"
export { checkOptions } from "./options.ts"
export type { Custom, Elementwise, Interval, Linear, Multilinear, Notation, Partial, Primitive } from "./primitive.ts"
export { axisSize, broadcast, literalOf, unbroadcast } from "./primitives/broadcast.ts"
export { gather, scatter } from "./primitives/gather.ts"
export { primitives } from "./primitives/index.ts"
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
export type { Axis, Batched, Key, Literal, Operand, Scalar, Slice, Tensor, TensorMethods, Tree } from "./types/index.ts"
export { asNode, asTensor, dtypeOf, Fluent, isNode, type Node, type Params, shapeOf, type Value, type World } from "./value.ts"
export { VERSION } from "./version.ts"
