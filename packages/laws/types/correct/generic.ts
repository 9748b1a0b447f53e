// Operands of any kind, type parameters and unknown shapes.
import {
  add,
  concat,
  divide,
  greater,
  matmul,
  max,
  mean,
  multiply,
  negative,
  pow,
  ravel,
  reshape,
  sin,
  subtract,
  sum,
  transpose,
  where,
} from "@nablajs/core"
import type { Operand, Scalar, Tensor } from "@nablajs/core"
import { zeros } from "@nablajs/tensor"
import { exactly } from "../exactly.ts"

const x = zeros([2, 3])

// Operands of any kind, as derivative rules are written: what an operation gives, every operation takes.
export function rule(u: Operand, v: Operand, axes: readonly number[], shape: readonly (number | string)[]): Operand {
  const a = where(greater(u, v), multiply(u, sin(v)), add(u, 1))
  const rows: Operand = sum(a, { axis: 0, keepdims: true })
  const turned: Operand = transpose(reshape(matmul(rows, v), [2, -1]), [1, 0])
  const joined: Operand = concat([u, v], { axis: 0 })
  const spread: Operand = add(sum(u, { axis: [0, 1] }), add(sum(u, { axis: axes }), reshape(u, shape)))
  return divide(negative(turned), pow(joined, subtract(spread, turned)))
}
export function shifted<A extends Operand>(u: A): Operand {
  return add(sin(u), 1)
}

// Type parameters as sizes and as whole shapes.
export function linear<N extends number, D extends number, O extends number>(
  rows: Tensor<"float64", [N, D]>,
  w: Tensor<"float64", [D, O]>,
  b: Tensor<"float64", [O]>,
): Tensor<"float64", [N, O]> {
  return add(matmul(rows, w), b)
}
export function twice<S extends readonly number[]>(t: Tensor<"float64", S>): Tensor<"float64", S> {
  return multiply(add(t, t), 2)
}
class Dense<I extends number, O extends number> {
  readonly w: Tensor<"float64", [I, O]>
  readonly b: Tensor<"float64", [O]>
  constructor(inputs: I, outputs: O) {
    this.w = zeros([inputs, outputs])
    this.b = zeros([outputs])
  }
  call<B extends number>(rows: Tensor<"float64", [B, I]>): Tensor<"float64", [B, O]> {
    return add(matmul(rows, this.w), this.b)
  }
}
exactly<Tensor<"float64", [4, 5]>>()(new Dense(3, 5).call(zeros([4, 3])))

// Unknown shapes.
const unknown: Tensor = x
exactly<Tensor<"float64">>()(sin(unknown as Tensor<"float64">))
exactly<Tensor>()(matmul(unknown, transpose(x)))
const parsed = JSON.parse("1")
exactly<any>()(sin(parsed))
exactly<any>()(add(parsed, x))
exactly<any>()(multiply(x, parsed))
exactly<any>()(ravel(parsed))
export function train(steps: number): Tensor<"float64", [3]> {
  let w = zeros([3])
  for (let i = 0; i < steps; i++) w = subtract(w, multiply(0.1, unknown))
  return w
}
export function crossEntropy(logits: Tensor<"float64", [number, 10]>, labels: Tensor<"int32", [number]>): Scalar {
  const z = subtract(logits, max(logits, { axis: 1, keepdims: true }))
  return mean(subtract(sum(z, { axis: 1 }), labels))
}
