import type { Tensor } from "@nablajs/core"
import { arange, eye, full, tensor, zeros } from "@nablajs/tensor"

export const tries: readonly (() => unknown)[] = [
  // ✗ tensor: data[1] is an array of length 1, expected length 2, as data[0]; nested arrays must be rectangular
  () => tensor([[1, 2], [3]]),
  // biome-ignore format: one line for each mistake
  // ✗ tensor: data[0][1] is an array of length 2, expected length 1, as data[0][0]; nested arrays must be rectangular
  () => tensor([[[1], [2, 3]], [[1], [2]]]),
  // ✗ tensor: data[1] is an array of length 2, expected a number, as data[0]; nested arrays must be rectangular
  () => tensor([1, [2, 3]]),
  // ✗ is not assignable to
  () => tensor("1 2 3"),
  // ✗ "float16"
  () => tensor([1, 2], { dtype: "float16" }),
  // ✗ is not assignable to
  () => zeros("3"),
  // ✗ 'type' does not exist in type
  () => zeros([3], { type: "float32" }),
  // ✗ is not assignable to
  () => full([2], "7"),
  // ✗ is not assignable to
  () => eye("3"),
  // ✗ is not assignable to
  () => arange([3]),
  // ✗ The left-hand side of an arithmetic operation must be
  () => zeros([3]) * 2,
]

// ✗ Type 'Tensor<"float64", [3]>' is not assignable to type 'Tensor<"float32", [3]>'
export const w: Tensor<"float32", [3]> = zeros([3])

// ✗ Type 'Tensor<"float64", [2, 2]>' is not assignable to type 'Tensor<"float64", [2, 3]>'
export const m: Tensor<"float64", [2, 3]> = tensor([
  [1, 2],
  [3, 4],
])

// ✗ Type 'number' is not assignable to type 'boolean'
export const yes: boolean = zeros([]).item()
