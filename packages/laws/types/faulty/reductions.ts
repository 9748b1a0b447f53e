import { all, argmax, cumsum, max, mean, sum } from "@nablajs/core"
import type { Scalar, Tensor } from "@nablajs/core"
import { zeros } from "@nablajs/tensor"

const x = zeros([2, 3])

export const tries: readonly (() => unknown)[] = [
  // ✗ sum: axis 2 does not exist, got shape [2, 3]; valid axes are -2 to 1
  () => sum(x, { axis: 2 }),
  // ✗ mean: axis -3 does not exist, got shape [2, 3]; valid axes are -2 to 1
  () => mean(x, { axis: -3, keepdims: true }),
  // ✗ sum: axis 5 does not exist, got shape [2, 3]
  () => sum(x, { axis: [0, 5] }),
  // ✗ sum: axis 1 is listed twice in [1, -1]
  () => sum(x, { axis: [1, -1] }),
  // ✗ max: axis 0 does not exist, got shape []; a 0-d tensor has no axes
  () => max(zeros([]), { axis: 0 }),
  // ✗ argmax: axis 3 does not exist, got shape [2, 3]
  () => argmax(x, { axis: 3 }),
  // ✗ is not assignable to
  () => argmax(x, { axis: [0, 1] }),
  // ✗ cumsum: axis 2 does not exist
  () => cumsum(x, { axis: 2 }),
  // ✗ 'keepDims' does not exist in type
  () => sum(x, { axis: 0, keepDims: true }),
  // ✗ 'dim' does not exist in type
  () => all(x, { dim: 0 }),
  // ✗ Type '0' has no properties in common with type
  () => sum(x, 0),
  // ✗ is not assignable to
  () => sum(x, { axis: "rows" }),
  // ✗ '"float16"' is not assignable to type 'DType
  () => sum(x, { dtype: "float16" }),
]

// ✗ Type 'Tensor<"float64", [3]>' is not assignable to type 'Scalar
export const loss: Scalar = sum(x, { axis: 0 })

// ✗ Type 'Tensor<"float64", [3]>' is not assignable to type 'Tensor<"float64", [2]>'
export const rows: Tensor<"float64", [2]> = mean(x, { axis: 0 })

// ✗ Type 'Tensor<"float64", []>' is not assignable to type 'number'
export const total: number = sum(x)
