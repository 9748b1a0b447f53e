import { grad, hessian, jvp, valueAndGrad, vjp, vmap } from "@nablajs/autograd"
import { multiply, sin, square, sum } from "@nablajs/core"
import type { Scalar, Tensor } from "@nablajs/core"
import { zeros } from "@nablajs/tensor"

type Row = Tensor<"float64", [3]>
const energy = (x: Row): Scalar => sum(square(x))
const loss = (p: { w: Row; b: Scalar }): Scalar => sum(multiply(p.w, p.b))

export const tries: readonly (() => unknown)[] = [
  // ✗ is not assignable to
  () => grad(Math.sin)(1),
  // ✗ is not assignable to
  () => grad((x: number) => x * x)(1),
  // ✗ The left-hand side of an arithmetic operation must be
  () => grad((x) => x * 2)(1),
  // ✗ is not assignable to
  () => grad((x) => Math.sin(x))(1),
  // ✗ is not assignable to
  () => grad((x: Row) => square(x))(zeros([3])),
  // ✗ is not assignable to
  () => grad(() => "1")(2),
  // ✗ [types] is not assignable to
  () => grad(energy)(zeros([4])),
  // ✗ [types] is not assignable to
  () => grad(energy)(1),
  // ✗ Property 'b' is missing
  () => grad(loss)({ w: zeros([3]) }),
  // ✗ [types] is not assignable to
  () => grad(loss)({ w: zeros([3]), b: zeros([2]) }),
  // ✗ is not assignable to
  () => valueAndGrad((x: Row) => multiply(x, 2))(zeros([3])),
  // ✗ is not assignable to
  () => hessian((x: Row) => sin(x))(zeros([3])),
  // ✗ is not assignable to
  () => jvp(energy, [zeros([3])], [zeros([4])]),
  // ✗ is not assignable to
  () => vjp((x: Row) => square(x), zeros([3]))[1](zeros([2])),
  // ✗ is not assignable to
  () => vjp(Math.sin, 0.5),
  // ✗ is not assignable to
  () => jvp(Math.sin, [0.5], [1]),
  // ✗ [types] is not assignable to
  () => vmap((x: Row) => sum(x))(zeros([5, 4])),
  // ✗ is not assignable to
  () => vmap((x: Row, y: Row) => sum(multiply(x, y)))(zeros([5, 3]), zeros([6, 3])),
  // ✗ is not assignable to
  () => grad((x: Scalar) => sin(x), { hasAux: true })(1),
]
