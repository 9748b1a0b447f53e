import type { Tensor } from "@nablajs/core"
import { arange, eye, full, tensor, zeros } from "@nablajs/tensor"

// ✗ tensor: rows differ in length
tensor([[1, 2], [3]])

// ✗ tensor: rows differ in length
tensor([
  [[1], [2, 3]],
  [[1], [2]],
])

// ✗ is not assignable to
tensor("1 2 3")

// ✗ "float16"
tensor([1, 2], { dtype: "float16" })

// ✗ is not assignable to
zeros("3")

// ✗ 'type' does not exist in type
zeros([3], { type: "float32" })

// ✗ is not assignable to
full([2], "7")

// ✗ is not assignable to
eye("3")

// ✗ is not assignable to
arange([3])

// ✗ Type 'Tensor<"float64", [3]>' is not assignable to type 'Tensor<"float32", [3]>'
export const w: Tensor<"float32", [3]> = zeros([3])

// ✗ Type 'Tensor<"float64", [2, 2]>' is not assignable to type 'Tensor<"float64", [2, 3]>'
export const m: Tensor<"float64", [2, 3]> = tensor([
  [1, 2],
  [3, 4],
])

// ✗ Type 'number' is not assignable to type 'boolean'
export const yes: boolean = zeros([]).item()

// ✗ The left-hand side of an arithmetic operation must be
export const twice = zeros([3]) * 2
