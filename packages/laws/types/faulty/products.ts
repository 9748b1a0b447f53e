import { det, diag, diagonal, dot, eigh, einsum, fft, inv, matmul, outer, svd, trace } from "@nablajs/core"
import type { Tensor } from "@nablajs/core"
import { conv1d, conv2d, multiDot, ones, zeros } from "@nablajs/tensor"

const x = zeros([2, 3])

export const tries: readonly (() => unknown)[] = [
  // ✗ matmul: inner sizes 3 and 5 differ, got [2, 3] and [5, 4]; the last axis of the first must equal the last but one of the second
  () => matmul(x, zeros([5, 4])),
  // ✗ matmul: inner sizes 3 and 2 differ, got [2, 3] and [2, 3]; transpose the second: matmul(a, b.T)
  () => matmul(x, x),
  // ✗ matmul: inner sizes 3 and 2 differ, got [2, 3] and [2, 4]; transpose the first: matmul(a.T, b)
  () => matmul(x, ones([2, 4])),
  // ✗ matmul: inner sizes 3 and 4 differ, got [3] and [4]
  () => matmul(zeros([3]), zeros([4])),
  // ✗ matmul: inner sizes 3 and 4 differ, got [7, 2, 3] and [4]
  () => matmul(zeros([7, 2, 3]), zeros([4])),
  // ✗ matmul: stacks of 5 and 6 matrices do not broadcast, got [5, 2, 3] and [6, 3, 4]
  () => matmul(zeros([5, 2, 3]), zeros([6, 3, 4])),
  // ✗ matmul: expected at least one axis on each side, got [2, 3] and []; use multiply for scalars
  () => matmul(x, 2),
  // ✗ matmul: inner sizes n and m differ
  () => matmul({} as Tensor<"float64", ["m", "n"]>, {} as Tensor<"float64", ["m", "n"]>),
  // ✗ dot: inner sizes 3 and 4 differ, got [3] and [4]
  () => dot(zeros([3]), zeros([4])),
  // ✗ outer: expected two vectors, got [2, 3] and [4]; ravel makes a vector
  () => outer(x, zeros([4])),
  // ✗ einsum: "j" has sizes 3 and 4 in "ij,jk->ik", got shapes [2, 3], [4, 5]
  () => einsum("ij,jk->ik", x, zeros([4, 5])),
  // ✗ einsum: "ijk" names 3 axes, but operand 1 has shape [2, 3]
  () => einsum("ijk->i", x),
  // ✗ einsum: 2 groups of names for 1 operands in "ij,jk->ik"
  () => einsum("ij,jk->ik", x),
  // ✗ einsum: the result names "z", which no operand has, in "ij->z"
  () => einsum("ij->z", x),
  // ✗ diagonal: expected matrices on the last two axes, got shape [3]
  () => diagonal(zeros([3])),
  // ✗ diagonal: expected matrices on the last two axes, got shape [3]
  () => trace(zeros([3])),
  // ✗ diag: expected a vector or a matrix, got a scalar
  () => diag(2),
  // ✗ diagonal: expected square matrices on the last two axes, got shape [m, n]
  () => diagonal({} as Tensor<"float64", ["m", "n"]>),
  // ✗ det: expected square matrices on the last two axes, got shape [2, 3]
  () => det(x),
  // ✗ inv: expected square matrices on the last two axes, got shape [2, 3]
  () => inv(x),
  // ✗ eigh: expected square matrices on the last two axes, got shape [2, 3]
  () => eigh(x),
  // ✗ svd: expected a matrix or a stack of them, got shape [3]
  () => svd(zeros([3])),
  // ✗ fft: axis 2 does not exist, got shape [2, 3]
  () => fft.fft(x, { axis: 2 }),
  // ✗ multiDot: [2, 3] and [2, 3] do not chain: 3 is not 2
  () => multiDot([x, x, x]),
  // ✗ conv1d: 3 channels in 1 groups do not match weights for 2, giving 4, got [1, 3, 8] and [4, 2, 3]
  () => conv1d(zeros([1, 3, 8]), zeros([4, 2, 3])),
  // ✗ conv2d: 4 channels in 2 groups do not match weights for 4, giving 4, got [1, 4, 8, 8] and [4, 4, 3, 3]
  () => conv2d(zeros([1, 4, 8, 8]), zeros([4, 4, 3, 3]), { groups: 2 }),
  // ✗ conv2d: expected x as [batch, channels, height, width] and weights as [out, channels, height, width], got [1, 3, 8] and [4, 3, 3]
  () => conv2d(zeros([1, 3, 8]), zeros([4, 3, 3])),
]

// ✗ Type 'Tensor<"float64", [2, 4]>' is not assignable to type 'Tensor<"float64", [4, 2]>'
export const product: Tensor<"float64", [4, 2]> = matmul(x, zeros([3, 4]))
