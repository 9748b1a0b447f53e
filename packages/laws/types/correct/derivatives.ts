import {
  checkGrads,
  grad,
  graphOf,
  hessian,
  hvp,
  jacobian,
  jvp,
  linearize,
  stopGradient,
  tangentGraphOf,
  valueAndGrad,
  vjp,
  vmap,
} from "@nablajs/autograd"
import { add, at, greater, log, matmul, mean, multiply, negative, sigmoid, sin, square, subtract, sum, where } from "@nablajs/core"
import type { Operand, Scalar, Tensor } from "@nablajs/core"
import { ones, tensor, zeros } from "@nablajs/tensor"

type Row = Tensor<"float64", [3]>

// numbers in, numbers out
export const slope: number = grad(sin)(0.5)
export const curvature: number = grad(grad(sin))(0.5)
export const unannotated: number = grad((x) => multiply(x, sin(x)))(0.5)
export const [value, derivative]: [number, number] = valueAndGrad(sin)(1)

// a function of any operand, as the operations are
const double = (x: Operand) => multiply(2, square(x))
export const ofOperand: [number, Row] = [grad(double)(0.5), grad((x: Operand) => sum(double(x)))(zeros([3]))]
export const withValue: [number, number] = valueAndGrad(double)(0.5)
export const bends: [number, number] = [hessian(double)(0.5), hvp(double)(0.5, 1)]
export const byBoth: [number, number] = grad((x: Operand, y: Operand) => multiply(x, y), { argnums: [0, 1] })(2, 3)
export const derivatives: [Tensor, Tensor] = [jacobian(double)(zeros([3])), vmap(double)(zeros([3]))]
export const [pulledFrom, pulledBy]: [number, (g: number) => [number]] = vjp(double, 0.5)
export const pulledRow: [Row] = vjp(double, zeros([3]))[1](zeros([3]))
export const pushedBy: [number, number] = jvp((x: Operand, y: Operand) => multiply(x, y), [2, 3], [1, 0])
export const [linearAt, linearBy]: [number, (dx: number) => number] = linearize(double, 0.5)
checkGrads(double, [0.5])
graphOf(double, 0.5)
tangentGraphOf(double, [0.5], [1])

// ordinary control flow
export const piecewise: number = grad((x) => {
  let y = x
  for (let i = 0; i < 3; i++) y = greater(y, 0).item() ? sin(y) : negative(y)
  return y
})(2)

// tensors
const energy = (x: Row): Scalar => sum(square(x))
export const gradient: Row = grad(energy)(zeros([3]))
export const matrix: Tensor<"float64", [3, 3]> = hessian(energy)(zeros([3]))
export const direction: Row = hvp(energy)(zeros([3]), ones([3]))
export const table: Tensor<"float64", [2, 3]> = jacobian((x: Row) => matmul(zeros([2, 3]), x))(zeros([3]))
export const loose: Row = grad((x) => sum(multiply(x, x)))(zeros([3]))

// trees
interface Params {
  readonly layers: readonly [
    { readonly w: Tensor<"float64", [3, 4]>; readonly b: Tensor<"float64", [4]> },
    { readonly w: Tensor<"float64", [4]>; readonly b: Scalar },
  ]
}
const logits = (p: Params, x: Tensor<"float64", [number, 3]>) => {
  const [first, second] = p.layers
  return add(matmul(sigmoid(add(matmul(x, first.w), first.b)), second.w), second.b)
}
const loss = (p: Params, x: Tensor<"float64", [number, 3]>, y: Tensor<"float64", [number]>): Scalar => {
  const p1 = sigmoid(logits(p, x))
  return negative(mean(add(multiply(y, log(p1)), multiply(subtract(1, y), log(subtract(1, p1))))))
}
const params = {
  layers: [
    { w: zeros([3, 4]), b: zeros([4]) },
    { w: zeros([4]), b: 0.5 },
  ],
} as const
const [, step] = valueAndGrad(loss)(params, zeros([8, 3]), zeros([8]))
export const dw: Tensor<"float64", [3, 4]> = step.layers[0].w
export const db: number = step.layers[1].b
export const record: { a: number; b: Row } = grad((p: { a: Scalar; b: Row }) => sum(multiply(p.a, p.b)))({ a: 1, b: zeros([3]) })

// options
export const second: number = grad((x: Scalar, y: Scalar) => multiply(x, y), { argnums: 1 })(2, 3)
export const pair: [number, number] = grad((x: Scalar, y: Scalar) => multiply(x, y), { argnums: [0, 1] })(2, 3)
export const [withAux, aux]: [Row, Tensor<"float64", [3]>] = grad((x: Row) => [sum(x), square(x)] as const, { hasAux: true })(zeros([3]))
export const scaled: Row = grad((x: Row, factor: number) => multiply(factor, sum(x)))(zeros([3]), 2)

// pulling and pushing
export const [y, pull] = vjp((x: Row) => sin(x), zeros([3]))
export const [dx]: [Row] = pull(y)
export const [out, tangent] = jvp((x: Row, c: Scalar) => multiply(x, c), [zeros([3]), 2], [ones([3]), 1])
export const pushed: Tensor<"float64", [3]> = tangent

// batches
export const norms: Tensor<"float64", [5]> = vmap(energy)(zeros([5, 3]))
export const products: Tensor<"float64", [5]> = vmap((a: Row, b: Row) => sum(multiply(a, b)))(zeros([5, 3]), ones([5, 3]))
export const nested: Tensor = vmap(vmap(sin))(zeros([2, 3]))
export const each: Tensor = vmap(grad(energy))(zeros([5, 3]))
export const safe = (x: Row): Scalar => sum(where(greater(x, 0), log(where(greater(x, 0), x, 1)), 0))
export const stopped: Row = grad((x: Row) => sum(multiply(x, stopGradient(x))))(tensor([1, 2, 3]))
export const firstOf: Row = grad((x: Row) => at(x, 0))(zeros([3]))
checkGrads(energy, [zeros([3])], { order: 2 })
export function lossOf<N extends number>(w: Tensor<"float64", [N]>, x: Tensor<"float64", [N]>): Scalar {
  return sum(multiply(w, x))
}
export const generic = grad(lossOf<3>)(zeros([3]), zeros([3]))
