import { add, clip, divide, greater, less, matmul, maximum, multiply, sin, subtract, where } from "@nablajs/core"
import type { Dim, Tensor } from "@nablajs/core"
import { ones, zeros } from "@nablajs/tensor"

const x = zeros([2, 3])

export const tries: readonly (() => unknown)[] = [
  // ✗ add: sizes 3 and 4 differ on axis 1, got [2, 3] and [4]; sizes must be equal, or one of them 1
  () => add(x, zeros([4])),
  // ✗ subtract: sizes 3 and 2 differ on axis 1, got [2, 3] and [3, 2]
  () => subtract(x, zeros([3, 2])),
  // ✗ multiply: sizes 10 and 8 differ on axis 1, got [8, 10] and [8]; expandDims(y, 1) makes a column of the second
  () => multiply(zeros([8, 10]), zeros([8])),
  // ✗ multiply: sizes 8 and 10 differ on axis 1, got [8] and [8, 10]; expandDims(x, 1) makes a column of the first
  () => multiply(zeros([8]), zeros([8, 10])),
  // ✗ divide: sizes 2 and 5 differ on axis 0, got [2, 3] and [5, 3]
  () => divide(x, ones([5, 3])),
  // ✗ maximum: sizes 4 and 3 differ on axis 1, got [5, 4, 1] and [3, 2]
  () => maximum(zeros([5, 4, 1]), zeros([3, 2])),
  // ✗ less: sizes 3 and 4 differ on axis 1
  () => less(x, zeros([1, 4])),
  // ✗ where: sizes 3 and 4 differ on axis 1, got [2, 3] and [2, 4]
  () => where(greater(x, 0), zeros([2, 4]), 0),
  // ✗ where: sizes 3 and 2 differ on axis 1, got [2, 3] and [3, 2]
  () => where(greater(x, 0), x, zeros([3, 2])),
  // ✗ clip: sizes 3 and 4 differ on axis 1
  () => clip(x, zeros([4]), 1),
  // ✗ clip: sizes 3 and 2 differ on axis 1
  () => clip(x, 0, zeros([2])),
  // ✗ add: sizes n and m differ on axis 0, got [n] and [m]
  () => add({} as Tensor<"float64", ["n"]>, {} as Tensor<"float64", ["m"]>),
  // ✗ add: sizes n and 3 differ on axis 0, got [n] and [3]
  () => add({} as Tensor<"float64", ["n"]>, zeros([3])),
  // ✗ add: sizes batch and time differ on axis 0, got [batch] and [time]
  () => add({} as Tensor<"float64", [Dim<"batch">]>, {} as Tensor<"float64", [Dim<"time">]>),
  // the two dimensions that are known differ, whatever the unknown one is
  // ✗ add: sizes 3 and 4 differ on axis 1
  () => add({} as Tensor<"float64", [number, 3]>, zeros([2, 4])),
  // one mistake is one error, also inside other calls
  // ✗ matmul: inner sizes 3 and 4 differ, got [2, 3] and [4, 5]
  () => sin(add(matmul(x, zeros([4, 5])), zeros([7]))),
  // ✗ is not assignable to
  () => add(x, "2"),
  // ✗ is not assignable to
  () => add(x, [1, 2, 3]),
  // ✗ is not assignable to
  () => sin(true),
  // ✗ Expected 2 arguments, but got 1
  () => add(x),
]

// in a generic function the two shapes cannot be the same
export function wrong<N extends number, M extends number>(a: Tensor<"float64", [N]>, b: Tensor<"float64", [M, 2]>): unknown {
  // ✗ is not assignable to
  return matmul(b, matmul(a, b))
}
