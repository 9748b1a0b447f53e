// The exact types of convolutions and pools: sizes by stride, padding and dilation.
import type { Dim, Tensor } from "@nablajs/core"
import { avgPool, conv1d, conv2d, maxPool, ones, zeros } from "@nablajs/tensor"
import { exactly } from "../exactly.ts"

const picture = ones([2, 3, 20, 21])
const weights = ones([4, 3, 5, 5])
exactly<Tensor<"float64", [2, 4, 16, 17]>>()(conv2d(picture, weights))
exactly<Tensor<"float64", [2, 4, 8, 9]>>()(conv2d(picture, weights, { stride: 2 }))
exactly<Tensor<"float64", [2, 4, 20, 21]>>()(conv2d(picture, weights, { padding: "same" }))
exactly<Tensor<"float64", [2, 4, 10, 11]>>()(conv2d(picture, weights, { padding: "same", stride: 2 }))
exactly<Tensor<"float64", [2, 4, 16, 17]>>()(conv2d(picture, weights, { padding: "valid" }))
exactly<Tensor<"float64", [2, 4, 18, 19]>>()(conv2d(picture, weights, { padding: 1 }))
exactly<Tensor<"float64", [2, 4, 14, 9]>>()(conv2d(picture, weights, { padding: [1, [2, 3]], dilation: 2, stride: [1, 2] }))
exactly<Tensor<"float64", [2, 4, 16, 9]>>()(conv2d(picture, weights, { dilation: [1, 3] }))
exactly<Tensor<"float64", [2, 6, 20, 21]>>()(conv2d(picture, ones([6, 1, 1, 1]), { groups: 3 }))
exactly<Tensor<"float64", [1, 2, 112, 112]>>()(conv2d(zeros([1, 1, 224, 224]), zeros([2, 1, 7, 7]), { stride: 2, padding: 3 }))
exactly<Tensor<"float32", [8, 6, 16]>>()(conv1d(ones([8, 3, 20], { dtype: "float32" }), ones([6, 3, 5], { dtype: "int8" })))

exactly<Tensor<"float64", [2, 3, 10, 10]>>()(maxPool(picture, 2))
exactly<Tensor<"float64", [2, 3, 10, 7]>>()(maxPool(picture, [2, 3]))
exactly<Tensor<"float64", [2, 3, 21, 21]>>()(maxPool(picture, [2, 3], { stride: 1, padding: 1 }))
exactly<Tensor<"int8", [8, 3, 10]>>()(maxPool(ones([8, 3, 20], { dtype: "int8" }), 2))
exactly<Tensor<"float64", [8, 3, 10]>>()(avgPool(ones([8, 3, 20], { dtype: "int8" }), 3, { stride: 2, padding: 1 }))
exactly<Tensor<"float32", [1, 1, 2, 2, 2]>>()(avgPool(ones([1, 1, 4, 5, 6], { dtype: "float32" }), [2, 2, 3]))

// what is not known leaves its own axis open alone
const stride: number = 2
const size: number = 20
exactly<[2, 4, any, any]>()(conv2d(picture, weights, { stride }).shape)
exactly<[2, 3, any, 10]>()(maxPool(ones([2, 3, size, 20]), 2).shape)
exactly<[2, 4, any, 17]>()(conv2d(picture, weights, { stride: [stride, 1] }).shape)
exactly<any>()(maxPool(picture as Tensor, 2).shape)
export const any: Tensor<"float64", [2, 4, 16, 17]> = conv2d(picture as Tensor<"float64">, weights)

/** Names stay where windows change nothing. */
export function smooth<N extends Dim<"batch">>(
  x: Tensor<"float64", [N, 3, Dim<"height">, 5]>,
  w: Tensor<"float64", [3, 3, 3, 3]>,
): Tensor<"float64", [N, 3, Dim<"height">, 5]> {
  return conv2d(x, w, { padding: "same" })
}
