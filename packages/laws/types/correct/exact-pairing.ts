// The exact types of products, differences, places and counts.
import {
  conditionNumber,
  cross,
  diff,
  isin,
  kron,
  lstsq,
  matrixNorm,
  matrixRank,
  putAlongAxis,
  searchsorted,
  takeAlongAxis,
  topk,
  vecdot,
  vectorNorm,
} from "@nablajs/core"
import type { Tensor } from "@nablajs/core"
import { bincount, histogram, median, ones, percentile, quantile, zeros } from "@nablajs/tensor"
import { exactly } from "../exactly.ts"

const x = ones([2, 3])
const f32 = ones([2, 3], { dtype: "float32" })
const places = zeros([2, 1], { dtype: "int32" })

exactly<Tensor<"float64", [2]>>()(vecdot(x, f32))
exactly<Tensor<"float32", [3]>>()(vecdot(f32, f32, { axis: 0 }))
exactly<Tensor<"float64", [4, 3]>>()(cross(ones([4, 3]), ones([3])))
exactly<Tensor<"float64", [4, 9]>>()(kron(x, ones([2, 3])))
exactly<Tensor<"float64", [2, 6]>>()(kron(x, ones([2])))
exactly<Tensor<"float64", [2]>>()(lstsq(ones([5, 2]), ones([5])))
exactly<Tensor<"float64", [2, 4]>>()(lstsq(ones([5, 2]), ones([5, 4])))
exactly<Tensor<"float32", [2]>>()(vectorNorm(f32, { axis: 1 }))
exactly<Tensor<"float32", []>>()(matrixNorm(f32))
exactly<Tensor<"float64", [7, 1, 1]>>()(matrixNorm(ones([7, 2, 2]), { keepdims: true }))
exactly<Tensor<"int32", [7]>>()(matrixRank(ones([7, 2, 2])))
exactly<Tensor<"float64", [7]>>()(conditionNumber(ones([7, 2, 2])))
exactly<Tensor<"float64", [2, 2]>>()(diff(x))
exactly<Tensor<"float64", [2, 1]>>()(diff(x, { n: 2 }))
exactly<Tensor<"float64", [1, 3]>>()(diff(x, { axis: 0 }))
exactly<Tensor<"float64", [2, any]>>()(diff(x, { prepend: 0 }))
exactly<Tensor<"float64", [2, 2]>>()(topk(x, 2).values)
exactly<Tensor<"int32", [1, 3]>>()(topk(x, 1, { axis: 0 }).indices)
exactly<Tensor<"float64", [2, 1]>>()(takeAlongAxis(x, places))
exactly<Tensor<"float64", [2, 3]>>()(putAlongAxis(x, places, 9))
exactly<Tensor<"int32", [2, 3]>>()(searchsorted(ones([9]), x))
exactly<Tensor<"bool", [2, 3]>>()(isin(x, ones([9])))
exactly<Tensor<"float64", []>>()(median(x))
exactly<Tensor<"float32", [3]>>()(median(f32, { axis: 0 }))
exactly<Tensor<"float64", [2]>>()(quantile(x, 0.5, { axis: 1 }))
exactly<Tensor<"float64", [3, 2]>>()(quantile(x, [0.1, 0.5, 0.9], { axis: 1 }))
exactly<Tensor<"float64", []>>()(percentile(x, 50))
exactly<Tensor<"int32", [any]>>()(bincount(zeros([3], { dtype: "int32" })))
exactly<Tensor<"float64", [11]>>()(histogram(x).edges)
exactly<Tensor<"float64", [5]>>()(histogram(x, { bins: 4 }).edges)

// unknown sizes stay out of the way
const unknown: Tensor = x
exactly<any>()(vecdot(unknown, x).shape)
diff(unknown, { axis: 1 })
kron(unknown, x)
exactly<any>()(topk(unknown, 2).values.shape)
