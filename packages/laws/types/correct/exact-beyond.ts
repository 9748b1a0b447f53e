// The exact types of functions beyond the standard.
import type { Tensor } from "@nablajs/core"
import {
  atleast1d,
  atleast2d,
  atleast3d,
  average,
  convolve,
  corrcoef,
  cov,
  digitize,
  elu,
  dstack,
  fliplr,
  gather,
  gelu,
  geomspace,
  glu,
  heaviside,
  hstack,
  inner,
  interp,
  leakyRelu,
  logspace,
  nanmax,
  nanmean,
  nanstd,
  nansum,
  nanToNum,
  oneHot,
  polyval,
  ptp,
  relu6,
  rot90,
  scatterAdd,
  segmentSum,
  standardize,
  trapezoid,
  tri,
  unravelIndex,
  vander,
  vstack,
  zeros,
} from "@nablajs/tensor"
import { exactly } from "../exactly.ts"

const x = zeros([2, 3])
const f = zeros([2, 3], { dtype: "float32" })
const n = zeros([4], { dtype: "int32" })
const bool = zeros([4], { dtype: "bool" })

exactly<Tensor<"float64", [4]>>()(elu(n))
exactly<Tensor<"float32", [2, 3]>>()(elu(f, 2))
exactly<number>()(elu(-1))
exactly<Tensor<"float64", [4]>>()(leakyRelu(n))
exactly<Tensor<"int32", [4]>>()(leakyRelu(bool, 2))
exactly<number>()(leakyRelu(-1))
exactly<Tensor<"int32", [4]>>()(relu6(n))
exactly<Tensor<"int32", [4]>>()(relu6(bool))
exactly<number>()(relu6(7))
exactly<Tensor<"float64", [4]>>()(gelu(n, { approximate: true }))
exactly<Tensor<"float64", [4]>>()(heaviside(n, 1))
exactly<Tensor<"float32", [2, 3]>>()(heaviside(f, zeros([3], { dtype: "int8" })))
exactly<number>()(heaviside(0, 0.5))
exactly<Tensor<"int32", [4]>>()(nanToNum(n))
exactly<number>()(nanToNum(Number.NaN))
exactly<number>()(inner(2, 3))

exactly<Tensor<"float64", [3, 2]>>()(rot90(x))
exactly<Tensor<"float64", [2, 3]>>()(rot90(x, 2))
exactly<Tensor<"float64", [4, 3, 2]>>()(rot90(zeros([2, 3, 4]), -1, [0, 2]))
exactly<Tensor<"float32", [2, 3]>>()(fliplr(f))
exactly<Tensor<"float64", [1]>>()(atleast1d(zeros([])))
exactly<Tensor<"int32", [1, 4]>>()(atleast2d(n))
exactly<Tensor<"int32", [1, 4, 1]>>()(atleast3d(n))
exactly<Tensor<"float32", [2, 3, 1]>>()(atleast3d(f))
exactly<Tensor<"int32", [2, 4]>>()(vstack([n, n]))
exactly<Tensor<"float64", [5, 3]>>()(vstack([x, zeros([3, 3])]))
exactly<Tensor<"float64", [5]>>()(hstack([zeros([2]), zeros([3])]))
exactly<Tensor<"float64", [2, 6]>>()(hstack([x, f]))
exactly<Tensor<"float64", [2, 3, 2]>>()(dstack([x, x]))

exactly<Tensor<"float64", [4, 10]>>()(oneHot(n, 10))
exactly<Tensor<"float32", [4, 10]>>()(oneHot(n, 10, { dtype: "float32" }))
exactly<Tensor<"float32", [2, 3]>>()(standardize(f))
exactly<Tensor<"float64", [5, 3]>>()(glu(zeros([5, 6])))
exactly<Tensor<"float64", [2, 6]>>()(glu(zeros([4, 6]), { axis: 0 }))

exactly<Tensor<"int32", []>>()(nansum(n))
exactly<Tensor<"float64", [3]>>()(nanmean(x, { axis: 0 }))
exactly<Tensor<"float32", [2, 1]>>()(nanmax(f, { axis: 1, keepdims: true }))
exactly<Tensor<"float32", []>>()(nanstd(f))
exactly<Tensor<"float32", [2]>>()(average(f, { axis: 1 }))
exactly<Tensor<"int32", []>>()(ptp(n))
exactly<Tensor<"float64", [2]>>()(trapezoid(x))
exactly<Tensor<"float64", [2, 2]>>()(cov(x))
exactly<Tensor<"float64", [3, 3]>>()(corrcoef(x, { rowvar: false }))
exactly<Tensor<"float64", []>>()(cov(zeros([5])))

exactly<Tensor<"float64", [4]>>()(interp(n, zeros([3]), zeros([3])))
exactly<Tensor<"float64", [2, 3]>>()(polyval(zeros([3]), x))
exactly<Tensor<"float64", [6]>>()(convolve(zeros([4]), zeros([3])))
exactly<Tensor<"float64", [4]>>()(convolve(zeros([4]), zeros([3]), { mode: "same" }))
exactly<Tensor<"float64", [2]>>()(convolve(zeros([3]), zeros([4]), { mode: "valid" }))
exactly<Tensor<"float64", [2, 5]>>()(inner(x, zeros([5, 3])))
exactly<Tensor<"int32", [4, 3]>>()(vander(n, 3))
exactly<Tensor<"int32", [4, 4]>>()(vander(n))

exactly<Tensor<"float64", [2, 1]>>()(gather(x, zeros([2, 1], { dtype: "int32" })))
exactly<Tensor<"float32", [2, 3]>>()(scatterAdd(f, zeros([2, 3], { dtype: "int32" }), 1))
exactly<Tensor<"float64", [7, 3]>>()(segmentSum(x, zeros([2], { dtype: "int32" }), 7))
exactly<Tensor<"int32", [2, 3]>>()(digitize(x, zeros([3])))
exactly<[Tensor<"int32", [4]>, Tensor<"int32", [4]>]>()(unravelIndex(n, [2, 3]))
exactly<Tensor<"float64", [50]>>()(logspace(0, 1))
exactly<Tensor<"float32", [5]>>()(geomspace(1, 2, 5, { dtype: "float32" }))
exactly<Tensor<"float64", [3, 3]>>()(tri(3))
exactly<Tensor<"int32", [3, 4]>>()(tri(3, 4, { dtype: "int32" }))

// what is unknown stays unknown, and stands in nobody's way
const some: Tensor = zeros([2, 3])
export const tall: Tensor = vstack([some, some] as Tensor[])
export const products: Tensor<"float64", [2, 2]> = inner(some, x)
export const rows: Tensor<"float64", [3, 2]> = rot90(some, 3)
