import "@nablajs/core/fluent"
import type { Operand, Scalar, Tensor } from "@nablajs/core"
import { tensor, zeros } from "@nablajs/tensor"

const x = zeros([2, 3])

export const s: Tensor<"float64", [2]> = x.mul(2).add(1).sum({ axis: 1 })
export const g: Tensor<"float64", [2, 2]> = x.matmul(x.transpose())
export const q: Scalar = x.square().sum()
export const h: Tensor<"float32", [6]> = x.astype("float32").reshape([-1])
export const t: Tensor = x.T
export const m: Tensor<"float64", [2, 4]> = x
  .matmul(zeros([3, 4]))
  .tanh()
  .sigmoid()
export const v: number = x.at(0, 0).item()
export const b: boolean = x.at(0, 0).less(1).item()
export const w: Tensor<"float64", [2, 3]> = x.with([0, ":"], 1)
export const a: number[][] = x.toArray()
export const e: Operand = tensor([1, 2]).dot(tensor([3, 4]))
export function anyTensor(y: Tensor): Tensor {
  return y.sub(y.mean({ axis: 0, keepdims: true })).div(y.max().add(1e-9))
}
anyTensor(x)
