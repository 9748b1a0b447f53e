// The instrument itself: it must tell `any` from what is known, and one size from another.
import { add } from "@nablajs/core"
import type { Tensor } from "@nablajs/core"
import { zeros } from "@nablajs/tensor"
import { exactly } from "../exactly.ts"

const x = zeros([2, 3])

export const tries: readonly (() => unknown)[] = [
  // ✗ [types] Expected 2 arguments, but got 1
  () => exactly<Tensor<"float64", [2, 4]>>()(x),
  // ✗ [types] Expected 2 arguments, but got 1
  () => exactly<Tensor<"float32", [2, 3]>>()(x),
  // ✗ [types] Expected 2 arguments, but got 1
  () => exactly<Tensor<"float64", [2, 3]>>()(add(x, {} as Tensor)),
  // ✗ [types] Expected 2 arguments, but got 1
  () => exactly<Tensor<"float64", [2, 3]>>()(x as Tensor<"float64">),
  // ✗ [types] Expected 2 arguments, but got 1
  () => exactly<number>()(JSON.parse("1")),
]
