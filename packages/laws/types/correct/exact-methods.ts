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

const stack = zeros([2, 3, 4], { dtype: "float32" })
exactly<Tensor<"float64", [3, 2]>>()(x.T)
exactly<Tensor<"float32", [4, 3, 2]>>()(stack.T)
exactly<Tensor<"float32", [2, 4, 3]>>()(stack.mT)
exactly<Tensor<"complex64", [3, 2]>>()(zeros([2, 3], { dtype: "complex64" }).mH)
exactly<Tensor<"float64", [2, 3]>>()(x.T.mT.T.T)
exactly<Tensor<"float64", []>>()(zeros([]).T)
exactly<Tensor<"float64", [8, 7, 6, 5, 4, 3, 2, 1]>>()(zeros([1, 2, 3, 4, 5, 6, 7, 8]).T)
exactly<any>()(zeros([1, 1, 1, 1, 1, 1, 1, 1, 1]).T.shape)
exactly<Tensor<"float64", [3, 3]>>()(x.T.matmul(x))

exactly<Tensor<"float32", [2]>>()(zeros([2], { dtype: "complex64" }).abs())
exactly<Tensor<"int8", [2]>>()(zeros([2], { dtype: "int8" }).abs())

/** The matrix of all inner products of columns: sizes stay names. */
export function gram<N extends number, D extends number>(rows: Tensor<"float64", [N, D]>): Tensor<"float64", [D, D]> {
  return rows.T.matmul(rows)
}
