// Second derivatives: the gradient differentiated forwards.
import { checkOptions, type GradOptions, type Hessian, type Hvp } from "@nablajs/core"
import { checkFunction, type Fn } from "./edges.ts"
import { pushForward } from "./forward.ts"
import { gradientAs, positionsOf } from "./grad.ts"
import { derivatives } from "./jacobian.ts"
import { record } from "./reverse.ts"

/**
 * All second derivatives of a scalar function by its first argument: H[i, j] = ∂²f/∂xᵢ∂xⱼ, of shape
 * [...shape of x, ...shape of x]; for a tree, and for a list of `argnums`, a tree of trees.
 *
 * @example hessian((x) => sum(multiply(x, multiply(x, x))))(tensor([1, 2])).toArray() // => [[6, 0], [0, 12]]
 */
export const hessian = ((f: Fn, options: Pick<GradOptions, "argnums"> = {}) => {
  checkFunction("hessian", f)
  checkOptions("hessian", options, ["argnums"])
  const { argnums = 0 } = options
  const list = typeof argnums === "number" ? [argnums] : argnums
  return (...args: unknown[]): unknown => {
    const places = positionsOf("hessian", list, args.length)
    const part = (...moving: unknown[]): unknown => {
      const all = args.slice()
      places.forEach((place, k) => {
        all[place] = moving[k]
      })
      return f(...all)
    }
    const single = typeof argnums === "number"
    const gradient = gradientAs("hessian", part, single ? 0 : places.map((_, k) => k))
    return derivatives(
      "hessian",
      record(
        "hessian",
        gradient,
        places.map((place) => args[place]),
      ),
      "forward",
      single,
    )
  }
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
