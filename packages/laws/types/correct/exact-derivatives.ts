// The exact types of derivatives and batches.
import { checkGrads, grad, hessian, hvp, jacobian, jvp, linearize, scan, stopGradient, valueAndGrad, vjp, vmap } from "@nablajs/autograd"
import { add, multiply, sin, square, sum } from "@nablajs/core"
import type { Scalar, Tensor } from "@nablajs/core"
import { ones, tensor, zeros } from "@nablajs/tensor"
import { exactly } from "../exactly.ts"

const x = zeros([2, 3])
exactly<number>()(grad(sin)(0.5))
exactly<number>()(grad((x) => multiply(x, sin(x)))(0.5))
exactly<number>()(grad(grad(sin))(0.5))
exactly<Tensor<"float64", [2, 3]>>()(grad((x: Tensor<"float64", [2, 3]>) => sum(square(x)))(x))
exactly<Tensor<"float64", [2, 3]>>()(grad((x) => sum(square(x)))(x))
const loss = (p: { w: Tensor<"float64", [2, 3]>; b: Scalar }) => sum(add(p.w, p.b))
exactly<{ w: Tensor<"float64", [2, 3]>; b: number }>()(grad(loss)({ w: x, b: 0.5 }))
const [v, g] = valueAndGrad(sin)(0.5)
exactly<number>()(v)
exactly<number>()(g)
exactly<[number, number]>()(grad((x: Scalar, y: Scalar) => multiply(x, y), { argnums: [0, 1] })(1, 2))
exactly<number>()(grad((x: Scalar, y: Scalar) => multiply(x, y), { argnums: 1 })(1, 2))
const h = grad((x: Scalar) => [sin(x), x] as const, { hasAux: true })(1)
exactly<[number, Scalar]>()(h)
const [y, pull] = vjp((x: Tensor<"float64", [2, 3]>) => sum(x, { axis: 0 }), x)
exactly<Tensor<"float64", [3]>>()(y)
exactly<[Tensor<"float64", [2, 3]>]>()(pull(zeros([3])))
const [y2, dy2] = jvp(sin, [0.5], [1])
exactly<number>()(y2)
exactly<number>()(dy2)
exactly<Tensor<"float64", [3, 2, 3]>>()(jacobian((x: Tensor<"float64", [2, 3]>) => sum(x, { axis: 0 }))(x))
exactly<Tensor<"float64", [2, 3, 2, 3]>>()(hessian((x: Tensor<"float64", [2, 3]>) => sum(x))(x))
exactly<Tensor<"float64", [2]>>()(vmap((r: Tensor<"float64", [3]>) => sum(r))(x))
exactly<Tensor<any, any>>()(vmap((r) => sum(multiply(r, r), { axis: 0 }))(x))
vmap((r, s) => add(r, s))(x, x)
vmap(grad(sin))(zeros([5]))
vmap(vmap(sin))(x)
const [y3, pull3] = vjp(sin, 0.5)
exactly<number>()(y3)
exactly<[number]>()(pull3(1))
const [y4, pull4] = vjp((p: { w: Tensor<"float64", [2]>; b: Scalar }) => add(p.w, p.b), { w: zeros([2]), b: tensor(0) })
exactly<[{ w: Tensor<"float64", [2]>; b: Scalar<"float64"> }]>()(pull4(y4))
const [, dyy] = jvp((a: Tensor<"float64", [2]>, b: Scalar) => multiply(a, b), [zeros([2]), 3], [ones(2), 1])
exactly<Tensor<any, [2]>>()(dyy)
exactly<number>()(hessian((x: Scalar) => multiply(x, x))(2))
exactly<any>()(jacobian((x) => multiply(x, x))(2))
exactly<Tensor<"float64", [2]>>()(hvp((x: Tensor<"float64", [2]>) => sum(x))(zeros([2]), ones(2)))
exactly<Tensor<"float64", [2]>>()(stopGradient(zeros([2])))
checkGrads(sin, [0.5])
checkGrads((x, y) => add(x, y), [0.5, zeros(3)], { order: 2 })
export const terms = (a: Tensor<"float64", [2, "n"]>, b: Tensor<"float64", ["n"]>) => exactly<Tensor<"float64", [2, "n"]>>()(add(a, b))
exactly<{ a: number; l: [number, Tensor<"float64", [2]>] }>()(
  grad((p: { a: Scalar; l: [Scalar, Tensor<"float64", [2]>] }) => sum(multiply(p.a, multiply(p.l[0], p.l[1]))))({
    a: 1,
    l: [2, zeros([2])],
  }),
)
exactly<Tensor<"float64", [any, 3]>>()(grad((w: Tensor<"float64", [any, 3]>) => sum(w))(x as Tensor<"float64", [any, 3]>))

const product = (a: Tensor<"float64", [2]>, b: Scalar<"float64">) => multiply(a, b)
exactly<Tensor<"float64", [2, 2]>>()(jacobian(product)(ones([2]), tensor(3)))
exactly<Tensor<"float64", [2]>>()(jacobian(product, { argnums: 1 })(ones([2]), 3))
exactly<[Tensor<"float64", [2, 2]>, Tensor<"float64", [2]>]>()(jacobian(product, { argnums: [0, 1] })(ones([2]), 3))
exactly<[Tensor<"float64", [2, 2]>, Tensor<"float64", []>]>()(
  jacobian((a: Tensor<"float64", [2]>) => [square(a), sum(a)] as const, { hasAux: true })(ones([2])),
)
exactly<Tensor<"float64", [2, 2]>>()(hessian((a: Tensor<"float64", [2]>, b: Scalar) => sum(multiply(a, b)), { argnums: 0 })(ones([2]), 2))
exactly<[[number, number], [number, number]]>()(hessian((a: Scalar, b: Scalar) => multiply(a, b), { argnums: [0, 1] })(1, 2))

const [y5, df] = linearize((x) => sum(square(x)), x)
exactly<number>()(linearize(sin, 0.5)[1](1))
exactly<Tensor<"float64", []>>()(y5)
exactly<Tensor<"float64", []>>()(df(x))
const [total, sums] = scan((c, r) => [add(c, sum(r)), square(r)], 0, x)
exactly<number | Scalar>()(total)
exactly<Tensor<"float64", [2, 3]>>()(sums)
const [state] = scan((c: { w: Tensor<"float64", [3]> }, r: Tensor<"float64", [3]>) => [{ w: add(c.w, r) }, null], { w: zeros([3]) }, x)
exactly<{ w: Tensor<"float64", [3]> }>()(state)
const [, squares] = scan((c) => [multiply(c, 2), ones([3])], 1, null, { length: 4 })
exactly<Tensor<"float64", [4, 3]>>()(squares)
