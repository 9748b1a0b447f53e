// The exact types of results.
import {
  add,
  argmax,
  at,
  broadcastTo,
  clip,
  concat,
  cumsum,
  divide,
  dot,
  einsum,
  expandDims,
  flip,
  greater,
  less,
  matmul,
  matrixTranspose,
  outer,
  reshape,
  sin,
  squeeze,
  stack,
  sum,
  swapaxes,
  transpose,
  where,
} from "@nablajs/core"
import type { Tensor } from "@nablajs/core"
import { arange, eye, linspace, tensor, zeros, zerosLike } from "@nablajs/tensor"
import { exactly } from "../exactly.ts"

const f32 = zeros([2, 3], { dtype: "float32" })
exactly<Tensor<"float32", [2, 3]>>()(f32)
exactly<Tensor<"float64", [2, 3]>>()(zeros([2, 3]))
exactly<Tensor<"float64", [3]>>()(zeros(3))
const x = zeros([2, 3])
exactly<number>()(sin(0.5))
exactly<number>()(add(1, 2))
exactly<Tensor<"float64", [2, 3]>>()(sin(x))
exactly<Tensor<"float32", [2, 3]>>()(add(f32, 1))
exactly<Tensor<"float32", [2, 3]>>()(add(1.5, f32))
exactly<Tensor<"float64", [2, 3]>>()(add(f32, x))
exactly<Tensor<"float64", [2, 3]>>()(add(zeros([2, 1]), zeros([3])))
const i32 = zeros([2], { dtype: "int32" })
exactly<Tensor<"int32", [2]>>()(add(i32, 1))
exactly<Tensor<"float64", [2]>>()(add(i32, 0.5))
exactly<Tensor<any, [2]>>()(add(i32, 1 as number))
exactly<Tensor<"float64", [2]>>()(divide(i32, 2))
exactly<Tensor<"bool", [2]>>()(less(i32, 2))
exactly<Tensor<"bool", []>>()(less(1, 2))
exactly<Tensor<"float64", []>>()(sum(x))
exactly<Tensor<"float64", [2]>>()(sum(x, { axis: 1 }))
exactly<Tensor<"float64", [2, 1]>>()(sum(x, { axis: -1, keepdims: true }))
exactly<Tensor<"float64", []>>()(sum(x, { axis: [0, 1] }))
exactly<Tensor<"float64", [1, 1]>>()(sum(x, { keepdims: true }))
exactly<Tensor<"float32", []>>()(sum(x, { dtype: "float32" }))
exactly<Tensor<"int32", []>>()(sum(zeros([2], { dtype: "bool" })))
exactly<Tensor<"int32", [2]>>()(argmax(x, { axis: 1 }))
exactly<Tensor<"float64", [6]>>()(cumsum(x))
exactly<Tensor<"float64", [2, 4]>>()(matmul(x, zeros([3, 4])))
exactly<Tensor<"float64", [2]>>()(matmul(x, zeros([3])))
exactly<Tensor<"float64", [5, 2, 4]>>()(matmul(zeros([5, 2, 3]), zeros([3, 4])))
exactly<Tensor<"float64", [7, 5, 2, 4]>>()(matmul(zeros([5, 2, 3]), zeros([7, 1, 3, 4])))
exactly<Tensor<"float64", []>>()(dot(zeros([3]), zeros([3])))
exactly<Tensor<"float64", [2, 5, 4]>>()(dot(x, zeros([5, 3, 4])))
exactly<Tensor<"float64", [3, 4]>>()(outer(zeros([3]), zeros([4])))
exactly<Tensor<"float64", [6]>>()(reshape(x, [6]))
exactly<Tensor<"float64", [6]>>()(reshape(x, -1))
exactly<Tensor<"float64", [3, 2]>>()(reshape(x, [-1, 2]))
exactly<Tensor<"float64", [3, 2]>>()(transpose(x))
exactly<Tensor<"float64", [4, 2, 3]>>()(transpose(zeros([2, 3, 4]), [2, 0, 1]))
exactly<Tensor<"float64", [2, 4, 3]>>()(matrixTranspose(zeros([2, 3, 4])))
exactly<Tensor<"float64", [4, 3, 2]>>()(swapaxes(zeros([2, 3, 4]), 0, -1))
exactly<Tensor<"float64", [2, 1, 3]>>()(expandDims(x, 1))
exactly<Tensor<"float64", [2, 3, 1]>>()(expandDims(x, -1))
exactly<Tensor<"float64", [1, 2, 3]>>()(expandDims(x))
exactly<Tensor<"float64", [2, 3]>>()(squeeze(zeros([2, 1, 3]), 1))
exactly<Tensor<"float64", [2, 3]>>()(squeeze(zeros([1, 2, 1, 3])))
exactly<Tensor<"float64", [2, 3]>>()(broadcastTo(zeros([3]), [2, 3]))
exactly<Tensor<"float64", [2, 3]>>()(flip(x, { axis: 0 }))
exactly<Tensor<"float64", [5, 3]>>()(concat([x, zeros([3, 3])]))
exactly<Tensor<"float64", [2, 7]>>()(concat([x, zeros([2, 4])], { axis: 1 }))
exactly<Tensor<"float64", [2, 2, 3]>>()(stack([x, zeros([2, 3])]))
exactly<Tensor<"float64", [2, 3, 2]>>()(stack([x, x], { axis: -1 }))
exactly<Tensor<"float64", [2, 2]>>()(stack([sum(x, { axis: 1 }), zeros([2])]))
exactly<Tensor<"float64", [2, 4]>>()(einsum("ij,jk->ik", x, zeros([3, 4])))
exactly<Tensor<"float64", [3]>>()(einsum("ij->j", x))
exactly<Tensor<"float64", [3]>>()(at(x, 0))
exactly<Tensor<"float64", [2]>>()(at(x, ":", 1))
exactly<Tensor<"float64", [1, 2]>>()(at(x, "1:", "0:2"))
exactly<Tensor<"float64", [2, 2]>>()(at(x, "...", "-2:"))
exactly<Tensor<"float64", [2, 2]>>()(at(x, ":", "::2"))
exactly<Tensor<"float64", [2, 3]>>()(at(x, "::-1"))
exactly<Tensor<"float64", [any]>>()(at(x, greater(x, 0)))
exactly<Tensor<"float64", [4, 3]>>()(at(x, zeros([4], { dtype: "int32" })))
exactly<Tensor<"float64", [2, 2]>>()(
  tensor([
    [1, 2],
    [3, 4],
  ]),
)
exactly<Tensor<"float32", [2, 2]>>()(
  tensor(
    [
      [1, 2],
      [3, 4],
    ],
    { dtype: "float32" },
  ),
)
exactly<Tensor<"bool", [2]>>()(tensor([true, false]))
exactly<Tensor<"float64", []>>()(tensor(3))
exactly<Tensor<"float32", [any]>>()(tensor(new Float32Array(3)))
exactly<Tensor<"float64", [any, any]>>()(tensor([[1]] as number[][]))
exactly<Tensor<"float64", [0]>>()(tensor([]))
exactly<Tensor<"float64", [2, 3]>>()(zerosLike(x))
exactly<Tensor<"float64", [5]>>()(arange(5))
exactly<Tensor<"float64", [5]>>()(linspace(0, 1, 5))
exactly<Tensor<"float64", [50]>>()(linspace(0, 1))
exactly<Tensor<"float64", [3, 3]>>()(eye(3))
exactly<Tensor<"float64", [2, 3]>>()(where(greater(x, 0), x, 0))
exactly<Tensor<"float64", [2, 3]>>()(clip(x, 0, 1))
exactly<Tensor<"float64", [2, 3]>>()(clip(x, 0))
exactly<number>()(clip(5, 0, 1))
exactly<number>()(zeros([1, 1]).item())
exactly<boolean>()(less(1, 2).item())
exactly<number[][]>()(x.toArray())
exactly<2>()(x.ndim)
