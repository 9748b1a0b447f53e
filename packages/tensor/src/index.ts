// N-dimensional arrays: how to make them, and every operation on them by the name of the Python Array API standard.
export {
  arange, type BufferOptions, empty, emptyLike, eye, fromBuffer, full, fullLike, linspace, type MeshgridOptions, meshgrid, ones, onesLike, tensor, tri,
  zeros, zerosLike,
} from "./create.ts"
export { toHTML, toLatex, toText } from "./show.ts"
export {
  abs, acos, acosh, add, all, allclose, any, argmax, argmin, argsort, argwhere, asin, asinh, astype, at, atan, atan2, atanh, bitwiseAnd, bitwiseInvert,
  bitwiseLeftShift, bitwiseOr, bitwiseRightShift, bitwiseXor, broadcastAll as broadcastShapes, broadcastArrays, broadcastTo, cbrt, ceil, cholesky, clip,
  concat, conditionNumber, copysign, cos, cosh, countNonzero, cross, cumprod, cumsum, cumulativeProd, cumulativeSum, det, diag, diagonal, diff, digamma, divide, dot,
  eigh, eigvalsh, einsum, equal, erf, erfc, erfinv, exp, exp2, expandDims, expm, expm1, flip, floor, floorDivide, greater, greaterEqual, hypot, inv,
  isclose, isfinite, isin, isinf, isnan, kron, less, lessEqual, lgamma, log, log10, log1p, log2, logaddexp, logdet, logicalAnd, logicalNot, logicalOr,
  logicalXor, logit, logSoftmax, logsumexp, lstsq, matmul, matrixNorm, matrixPower, matrixRank, matrixTranspose, max, maximum, mean, min, minimum,
  moveaxis, multiply, negative, nextafter, nonzero, norm, notEqual, outer, pad, permuteDims, pinv, polygamma, positive, pow, prod, putAlongAxis, qr, ravel,
  reciprocal, relu, remainder, repeat, reshape, roll, round, searchsorted, sigmoid, sigmoid as expit, sign, signbit, sin, sinh, slice, slogdet, softmax,
  softplus, solve, sort, split, sqrt, square, squeeze, stack, std, stopGradient, subtract, sum, svd, svdvals, swapaxes, take, takeAlongAxis, tan, tanh,
  tensordot, tile, topk, trace, transpose, tril, triu, trunc, uniqueAll, uniqueCounts, uniqueInverse, uniqueValues, unstack, variance, vecdot,
  vectorNorm, where, withValue,
} from "@nablajs/core"
export { isNablaError, NablaError } from "@nablajs/core"
export type {
  Axis, CloseOptions, CumulativeOptions, DiagonalOptions, DiffOptions, Dim, DType, ErrorCode, FormatOptions, IsinOptions, Key, Literal, MatrixOrder, Operand,
  PadOptions, Scalar, SearchOptions, Slice, SortOptions, Tensor, TopOptions, TraceOptions, TriangleOptions, Unique,
} from "@nablajs/core"
