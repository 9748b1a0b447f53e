// The exact types of what methods give.
import "@nablajs/core/fluent"
import type { Operand, Tensor } from "@nablajs/core"
import { zeros } from "@nablajs/tensor"
import { exactly } from "../exactly.ts"

const x = zeros([2, 3])
exactly<Tensor<"float64", [2]>>()(x.mul(2).sum({ axis: 1 }))
exactly<Tensor<"float64", [3, 2]>>()(x.transpose())
exactly<Tensor<"float64", [2, 2]>>()(x.matmul(x.transpose()))
exactly<Tensor<"float32", [2, 3]>>()(x.astype("float32"))
export const wider: Tensor<"float64"> = x
export const operand: Operand = x.T
exactly<any>()((x as Tensor).T.shape)
