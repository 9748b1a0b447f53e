import "@nablajs/core/fluent"
import type { Tensor } from "@nablajs/core"
import { zeros } from "@nablajs/tensor"

const x = zeros([2, 3])

export const tries: readonly (() => unknown)[] = [
  // ✗ add: sizes 3 and 4 differ on axis 1, got [2, 3] and [4]
  () => x.mul(2).add(zeros([4])),
  // ✗ matmul: inner sizes 3 and 5 differ, got [2, 3] and [5, 4]
  () => x.matmul(zeros([5, 4])),
  // ✗ sum: axis 2 does not exist, got shape [2, 3]
  () => x.sum({ axis: 2 }),
  // ✗ reshape: [2, 3] has 6 elements, [4, 2] has 8
  () => x.reshape([4, 2]),
  // ✗ [types] Property 'plus' does not exist on type 'Tensor<"float64", [2, 3]>'
  () => x.plus(1),
  // ✗ "float16"
  () => x.astype("float16"),
]

// ✗ Type 'Tensor<"float64", [2]>' is not assignable to type 'Tensor<"float64", [3]>'
export const s: Tensor<"float64", [3]> = x.exp().sum({ axis: 1 })
