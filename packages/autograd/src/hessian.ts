// Second derivatives: the gradient differentiated forwards.
import type { Hessian, Hvp } from "@nablajs/core"
import { checkFunction, type Fn } from "./edges.ts"
import { pushForward } from "./forward.ts"
import { gradientAs } from "./grad.ts"
import { derivatives } from "./jacobian.ts"
import { record } from "./reverse.ts"

/**
 * All second derivatives of a scalar function by its first argument: H[i, j] = ∂²f/∂xᵢ∂xⱼ, of shape
 * [...shape of x, ...shape of x]; for a tree a tree of trees.
 *
 * @example hessian((x) => sum(multiply(x, multiply(x, x))))(tensor([1, 2])).toArray() // => [[6, 0], [0, 12]]
 */
export const hessian = ((f: Fn) => {
  checkFunction("hessian", f)
  const gradient = gradientAs("hessian", f)
  return (x: unknown, ...rest: unknown[]): unknown =>
    derivatives(
      record("hessian", (first: unknown) => gradient(first, ...rest), [x]),
      "forward",
    )
}) as unknown as Hessian

/**
 * The product of the Hessian with a vector, H(x) v, without forming H: the cost is a few evaluations of f.
 *
 * @example hvp((x) => sum(multiply(x, multiply(x, x))))(tensor([1, 2]), tensor([1, 1])).toArray() // => [6, 12]
 */
export const hvp = ((f: Fn) => {
  checkFunction("hvp", f)
  const gradient = gradientAs("hvp", f)
  return (x: unknown, v: unknown): unknown => pushForward("hvp", gradient, [x], [v], "the vector")[1]
}) as unknown as Hvp
