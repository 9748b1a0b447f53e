import {
  at,
  broadcastTo,
  concat,
  diag,
  dot,
  einsum,
  expandDims,
  flip,
  matmul,
  matrixTranspose,
  max,
  mean,
  moveaxis,
  multiply,
  outer,
  ravel,
  reshape,
  slice,
  split,
  squeeze,
  stack,
  subtract,
  sum,
  swapaxes,
  take,
  trace,
  transpose,
} from "@nablajs/core"
import type { Operand, Tensor } from "@nablajs/core"
import { arange, eye, full, linspace, ones, tensor, zeros, zerosLike } from "@nablajs/tensor"

const x = zeros([2, 3])
const n: number = 1
const d: number = 3

// reductions
export const all: Tensor<"float64", []> = sum(x)
export const columns: Tensor<"float64", [3]> = sum(x, { axis: 0 })
export const kept: Tensor<"float64", [2, 1]> = mean(x, { axis: -1, keepdims: true })
export const both: Tensor<"float64", []> = max(x, { axis: [0, 1] })
export const wide: Tensor<"float64", [2, 1, 2, 1, 2, 1, 2, 1]> = sum(zeros([1, 2, 1, 2, 1, 2, 1, 2, 1]), { axis: 0 })
export function along(axis: number, axes: readonly number[]): Operand[] {
  return [sum(x, { axis }), sum(x, { axis: axes }), sum(x, { axis, keepdims: axis > 0 }), sum(x, { axis: undefined })]
}

// products
export const product: Tensor<"float64", [2, 4]> = matmul(x, zeros([3, 4]))
export const vector: Tensor<"float64", [2]> = matmul(x, zeros([3]))
export const batched: Tensor<"float64", [8, 5, 2, 4]> = matmul(zeros([8, 1, 2, 3]), zeros([5, 3, 4]))
export const inner: Tensor<"float64", []> = dot(arange(3), arange(3))
export const gram: Tensor<"float64", [3, 3]> = matmul(transpose(x), x)
export const outerProduct: Tensor<"float64", [3, 2]> = outer(arange(3), arange(2))
export const bilinear: Tensor<"float64", [2, 5]> = einsum("ij, jk, kl -> il", x, zeros([3, 4]), zeros([4, 5]))
export const implicit: Tensor = einsum("ij,jk", x, zeros([3, 4]))
export const scalars: Tensor<"float64", []> = trace(multiply(eye(3), diag(arange(3))))
export const unknownInner = matmul(zeros([n, d]), zeros([d, 4]))
export const partly: Tensor<"float64", [2, 4]> = matmul(zeros([2, d]), zeros([3, 4]))

// a layer and an attention head, in sizes that are parameters
export class Dense<I extends number, O extends number> {
  readonly w: Tensor<"float64", [I, O]>
  readonly b: Tensor<"float64", [O]>
  constructor(inputs: I, outputs: O) {
    this.w = zeros([inputs, outputs])
    this.b = zeros([outputs])
  }
  call<B extends number>(rows: Tensor<"float64", [B, I]>): Tensor<"float64", [B, O]> {
    return matmul(rows, this.w)
  }
}
export const hidden: Tensor<"float64", [32, 10]> = new Dense(784, 10).call(zeros([32, 784]))
const qkv = reshape(zeros([4, 65, (3 * 512) as 1536]), [4, 65, 3, 8, 64])
export const heads: Tensor<"float64", [3, 4, 8, 65, 64]> = transpose(qkv, [2, 0, 3, 1, 4])
export const scores: Tensor<"float64", [4, 8, 65, 65]> = matmul(at(heads, 0), matrixTranspose(at(heads, 1)))

// rearranging
export const flat: Tensor<"float64", [6]> = ravel(x)
export const free: Tensor<"float64", [3, 2]> = reshape(x, [-1, 2])
export const large = (t: Tensor<"float64", [123456, 1000]>): Tensor<"float64", [1929, 64000]> => reshape(t, [1929, -1])
export const renamed = (t: Tensor<"float64", ["m", "n"]>): Tensor<"float64", ["n", "m"]> => reshape(t, ["n", "m"])
export const rest = (t: Tensor<"float64", ["m", 1, "n"]>): Tensor<"float64", ["m", "n"]> => reshape(t, ["m", -1])
export const none: Tensor<"float64", [0, 5]> = reshape(zeros([0, 3]), [0, 5])
export const unknownRows = reshape(zeros([n, 4]), [-1, 2])
export const withAxis: Tensor<"float64", [2, 1, 3]> = expandDims(x, 1)
export const without: Tensor<"float64", [2, 3]> = squeeze(expandDims(x, 0), 0)
export const swapped: Tensor<"float64", [4, 3, 2]> = swapaxes(zeros([2, 3, 4]), 0, 2)
export const moved = moveaxis(zeros([2, 3, 4]), -1, 0)
export const stretched: Tensor<"float64", [4, 3]> = broadcastTo(zeros([1, 3]), [4, 3])
export const reversed: Tensor<"float64", [2, 3]> = flip(x, { axis: [0, -1] })

// joining
export const longer: Tensor<"float64", [5, 3]> = concat([x, zeros([3, 3])])
export const broader: Tensor<"float64", [2, 1200]> = concat([x, zeros([2, 997]), zeros([2, 200])], { axis: 1 })
export const stacked: Tensor<"float64", [3, 2, 3]> = stack([x, x, zerosLike(x)])
export const list: readonly Tensor<"float64", [2, 3]>[] = [x, x]
export const fromList: Tensor<"float64", [number, 2, 3]> = stack(list)
export const parts: Tensor<"float64">[] = split(x, 3, { axis: 1 })
export function grow(rows: readonly Tensor[]): Tensor {
  let acc: Tensor = zeros([0, 3])
  for (const row of rows) acc = concat([acc, row])
  return acc
}

// picking
export const first: Tensor<"float64", [3]> = at(x, 0)
export const element: Tensor<"float64", []> = at(x, 1, -1)
export const column: Tensor<"float64", [2]> = at(x, ":", 2)
export const tail: Tensor<"float64", [7]> = at(arange(10), "3:")
export const last: Tensor<"float64", [2]> = at(arange(10), "-2:")
export const clipped: Tensor<"float64", [10]> = at(arange(10), "0:99")
export const odd: Tensor<"float64", [5]> = at(arange(10), "1::2")
export const sliced: Tensor<"float64", [2, 2]> = at(x, slice(0, 2), slice(1))
export const inserted: Tensor<"float64", [1, 2, 1, 3]> = at(x, null, "...", null, ":")
export const trailing: Tensor<"float64", [2]> = at(zeros([4, 3, 2]), 0, 0)
export const picked: Tensor<"float64", [4, 3]> = at(x, tensor([0, 1, 1, 0], { dtype: "int32" }))
export const taken: Tensor<"float64", [2, 5]> = take(x, zeros([5], { dtype: "int32" }), { axis: 1 })
export const run = at(x, `${n}:`)
export const unknownIndex: Tensor<"float64", [3]> = at(x, n)

// making
export const matrix: Tensor<"float64", [2, 2]> = tensor([
  [1, 2],
  [3, 4],
])
export const data: Tensor<"float64", [number, number]> = tensor([
  [1, 2],
  [3, 4],
] as number[][])
export const floats: Tensor<"float32", [number]> = tensor(new Float32Array(4))
export const fixed = tensor([
  [1, 2],
  [3, 4],
] as const)
export const truths: Tensor<"bool", [2]> = tensor([true, false])
export const sevens: Tensor<"float64", [2, 2]> = full([2, 2], 7)
export const steps: Tensor<"float64", [101]> = linspace(0, 1, 101)
export const dims = zeros(x.shape)
export const copies: Tensor<"float64", [2, 3]> = ones(dims.shape)
export const range = arange(0, 10, 2)
export const plain: number = subtract(3, 1)
