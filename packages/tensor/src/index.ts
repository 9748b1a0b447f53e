// N-dimensional arrays: how to make them, and every operation on them by the name of the Python Array API standard.
export { arange, type BufferOptions, empty, emptyLike, eye, fromBuffer, full, fullLike, linspace, type MeshgridOptions, meshgrid, ones, onesLike, tensor, tri, zeros, zerosLike } from "./create.ts"
export {
  abs, acos, acosh, add, all, any, argmax, argmin, asin, asinh, astype, at, atan, atan2, atanh, broadcastTo, cbrt, ceil, clip, concat, cos, cosh,
  cumsum, diag, diagonal, divide, dot, einsum, equal, exp, expandDims, expm1, flip, floor, floorDivide, greater, greaterEqual, isfinite, isinf,
  isnan, less, lessEqual, log, log10, log1p, log2, logaddexp, logicalAnd, logicalNot, logicalOr, logicalXor, matmul, matrixTranspose, max, maximum,
  mean, min, minimum, moveaxis, multiply, negative, notEqual, outer, permuteDims, pow, prod, ravel, relu, remainder, reshape, round, sigmoid, sign,
  sin, sinh, slice, softplus, split, sqrt, square, squeeze, stack, stopGradient, subtract, sum, swapaxes, take, tan, tanh, trace, transpose, trunc,
  where, withValue,
} from "@nablajs/core"
export { isNablaError, NablaError } from "@nablajs/core"
export type { Axis, Dim, DType, ErrorCode, Key, Literal, Operand, Scalar, Slice, Tensor } from "@nablajs/core"
