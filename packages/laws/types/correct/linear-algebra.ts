// The exact types of linear algebra, ordering and running totals.
import {
  argsort,
  cholesky,
  cumprod,
  cumulativeSum,
  det,
  diag,
  diagonal,
  eigh,
  eigvalsh,
  expm,
  inv,
  matrixPower,
  pad,
  pinv,
  qr,
  slogdet,
  solve,
  sort,
  sum,
  svd,
  svdvals,
  trace,
  unstack,
  withValue,
} from "@nablajs/core"
import type { Tensor } from "@nablajs/core"
import { eye, ones, tensor, zeros } from "@nablajs/tensor"
import { exactly } from "../exactly.ts"

const square = eye(3)
const tall = ones([4, 2])
const stack = zeros([5, 3, 3])

exactly<Tensor<"float64", []>>()(det(square))
exactly<Tensor<"float64", [5]>>()(det(stack))
exactly<Tensor<"float64", [3, 3]>>()(inv(square))
exactly<Tensor<"float64", [5, 3, 3]>>()(expm(stack))
exactly<Tensor<"float64", [3, 3]>>()(cholesky(square))
exactly<Tensor<"float64", [3, 3]>>()(matrixPower(square, 3))
exactly<Tensor<"float64", [3]>>()(solve(square, ones([3])))
exactly<Tensor<"float64", [3, 2]>>()(solve(square, ones([3, 2])))
exactly<Tensor<"float64", [2, 4]>>()(pinv(tall))
exactly<Tensor<"float64", [5]>>()(slogdet(stack).sign)
exactly<Tensor<"float64", [3]>>()(eigvalsh(square))
exactly<Tensor<"float64", [3]>>()(eigh(square).eigenvalues)
exactly<Tensor<"float64", [3, 3]>>()(eigh(square).eigenvectors)
exactly<Tensor<"float64", [2]>>()(svdvals(tall))
exactly<Tensor<"float64", [4, 4]>>()(svd(tall).u)
exactly<Tensor<"float64", [2, 2]>>()(svd(tall).vh)
exactly<Tensor<"float64", [4, 2]>>()(svd(tall, { fullMatrices: false }).u)
exactly<Tensor<"float64", [4, 2]>>()(qr(tall).q)
exactly<Tensor<"float64", [2, 2]>>()(qr(tall).r)
exactly<Tensor<"float64", [4, 4]>>()(qr(tall, { mode: "complete" }).q)

exactly<Tensor<"float64", [2]>>()(diagonal(tall))
exactly<Tensor<"float64", [5, 3]>>()(diagonal(stack))
exactly<Tensor<"float64", []>>()(trace(tall))
exactly<Tensor<"float64", [3, 3]>>()(diag(ones([3])))

exactly<Tensor<"float64", [4, 2]>>()(sort(tall, { axis: 0, descending: true }))
exactly<Tensor<"int32", [4, 2]>>()(argsort(tall))
exactly<Tensor<"float64", [8]>>()(cumprod(tall))
exactly<Tensor<"float64", [4, 2]>>()(cumulativeSum(tall, { axis: 1 }))
exactly<Tensor<"float64", [4, 2]>>()(withValue(tall, [0, ":"], 7))
exactly<Tensor<"int32", [2]>>()(sum(tensor([[true, false]]), { axis: 0 }))
export const row: Tensor<"float64", [2]> | undefined = unstack(tall)[0]
export const wider: Tensor<"float64", [number, number]> = pad(tall, 1, { mode: "edge" })
exactly<"int32">()(pad(zeros([2], { dtype: "int32" }), 1).dtype)
exactly<"float64">()(pad(zeros([2], { dtype: "int32" }), 1, { value: 0.5 }).dtype)
exactly<"bool">()(pad(tensor([true]), 1, { value: 1 }).dtype)
