// Programs that must compile: nothing here may be flagged.
import {
  add,
  clip,
  divide,
  exp,
  greater,
  less,
  maximum,
  mean,
  multiply,
  pow,
  relu,
  sigmoid,
  sin,
  sqrt,
  square,
  subtract,
  sum,
  where,
} from "@nablajs/core"
import type { Dim, Operand, Scalar, Tensor } from "@nablajs/core"
import { ones, tensor, zeros } from "@nablajs/tensor"

const x = zeros([2, 3])

// numbers alone, and beside tensors
export const half: number = sin(0.5)
export const seven: number = add(3, multiply(2, 2))
export const shifted: Tensor<"float64", [2, 3]> = add(1, x)
export const narrow: Tensor<"float32", [3]> = multiply(zeros([3], { dtype: "float32" }), 0.1)

// broadcasting at any rank
export const rows: Tensor<"float64", [2, 3]> = add(x, zeros([3]))
export const grid: Tensor<"float64", [4, 5]> = multiply(zeros([4, 1]), zeros([5]))
export const deep: Tensor<"float64", [1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 3]> = add(zeros([1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 1]), zeros([3]))
export const empty: Tensor<"float64", [0, 3]> = add(zeros([0, 3]), ones([1, 3]))

// a size that is one of several is left to run time
export const maybe = (either: Tensor<"float64", [1 | 3]>) => add(either, zeros([3]))

// choosing
export const positive: Tensor<"float64", [2, 3]> = where(greater(x, 0), x, 0)
export const limited: Tensor<"float64", [2, 3]> = clip(x, 0, ones([3]))
export const above: Tensor<"float64", [2, 3]> = maximum(x, 0)
if (less(1, 2).item()) relu(x)

// unknown shapes and dtypes pass everywhere
export function standardize(data: Tensor): Tensor {
  const centered = subtract(data, mean(data, { axis: 0 }))
  return divide(centered, sqrt(mean(square(centered), { axis: 0 })))
}
export const dynamic: Tensor<"float64", [2, 3]> = standardize(x)
export function rank2(data: Tensor<"float64", [number, number]>): Tensor<"float64", [number, 3]> {
  return add(data, zeros([3]))
}
rank2(x)

// a value that was updated from dynamic data keeps its declared shape
export function descend(steps: number, gradient: (w: Tensor) => Tensor): Tensor<"float64", [3]> {
  let w = zeros([3])
  for (let i = 0; i < steps; i++) w = subtract(w, multiply(0.1, gradient(w)))
  return w
}

// named sizes
export function attend(
  q: Tensor<"float64", [Dim<"batch">, 8]>,
  k: Tensor<"float64", [Dim<"batch">, 8]>,
): Tensor<"float64", [Dim<"batch">, 8]> {
  return multiply(sigmoid(q), k)
}
export function term(a: Tensor<"float64", ["m", "n"]>, v: Tensor<"float64", ["n"]>): Tensor<"float64", ["m", "n"]> {
  return add(a, exp(v))
}

// any operand, as rules are written
export function gauss(u: Operand, sigma: Operand): Operand {
  return exp(multiply(-0.5, pow(divide(u, sigma), 2)))
}
export const bell: Operand = gauss(1, tensor([1, 2]))

// generic shapes
export function twice<S extends readonly number[]>(t: Tensor<"float64", S>): Tensor<"float64", S> {
  return multiply(add(t, t), 0.5)
}
export const same: Tensor<"float64", [2, 3]> = twice(x)
export function mse<N extends number>(p: Tensor<"float64", [N]>, y: Tensor<"float64", [N]>): Scalar {
  return mean(square(subtract(p, y)))
}
export function norm2(v: Tensor<"float64", ["n"]>): Scalar {
  return sum(multiply(v, v))
}
