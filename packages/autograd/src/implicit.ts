// Implicit differentiation: solutions of equations as functions of what the equations contain.
import {
  concat,
  flatten,
  NablaError,
  negative,
  ravel,
  reshape,
  shapeOf,
  sizeOf,
  solve,
  type Structure,
  split,
  subtract,
  unflatten,
  type Value,
} from "@nablajs/core"
import { type Call, callable, called, flatFunction } from "./called.ts"
import { checkFunction, type Fn, outputs } from "./edges.ts"
import { pushForward } from "./forward.ts"
import { jacobian } from "./jacobian.ts"
import type { Tangent } from "./push.ts"

/**
 * A solver of F(x, …θ) = 0 as a differentiable function of θ, however it finds x: `solver(...θ)` returns the solution, and
 * ∂x/∂θ = −(∂F/∂x)⁻¹ ∂F/∂θ follows from the equation alone, by forward and reverse mode and to any order. The solver
 * itself is not differentiated; it may iterate, branch and stop as it likes. x and θ are values or trees of them.
 *
 * @example
 * ```ts
 * const squareRoot = customRoot(
 *   (x, a) => subtract(multiply(x, x), a),
 *   (a) => sqrt(a), // any solver
 * )
 * grad(squareRoot)(4) // => 0.25
 * ```
 */
export function customRoot<S extends Fn>(residual: Fn, solver: S): S {
  checkFunction("customRoot", residual)
  checkFunction("customRoot", solver)
  return implicit("customRoot", residual, solver) as S
}

/**
 * A solver of x = T(x, …θ) as a differentiable function of θ, as {@link customRoot} is of F(x, …θ) = 0.
 *
 * @example
 * ```ts
 * const omega = customFixedPoint(
 *   (x, a) => multiply(a, exp(negative(x))),
 *   (a) => foriLoop(0, 100, (_, x) => multiply(a, exp(negative(x))), 0.5),
 * )
 * omega(1) // => 0.5671432904097838
 * ```
 */
export function customFixedPoint<S extends Fn>(step: Fn, solver: S): S {
  checkFunction("customFixedPoint", step)
  checkFunction("customFixedPoint", solver)
  const residual = (x: unknown, ...theta: unknown[]): Value =>
    subtract(joined(flatten("customFixedPoint", step(x, ...theta)).leaves), joined(flatten("customFixedPoint", x).leaves)) as Value
  return implicit("customFixedPoint", residual, solver) as S
}

function implicit(name: string, residual: Fn, solver: Fn): Fn {
  const jvp = (thetas: readonly Value[], dthetas: readonly Tangent[], xs: readonly Value[], call: Call): readonly Tangent[] => {
    const places = dthetas.map((_, i) => i).filter((i) => dthetas[i] !== null)
    const moving = places.map((i) => thetas[i] as Value)
    const at = (x: readonly Value[], part: readonly Value[]): Value => {
      const all = [...thetas]
      places.forEach((place, k) => {
        all[place] = part[k] as Value
      })
      const r = residual(unflatten(call.result as Structure, x), ...(unflatten(call.structure, all) as unknown[]))
      return joined(outputs(name, r, null).leaves)
    }
    const x = joined(xs)
    const dF = pushForward(name, (part: Value[]) => at(xs, part), [moving], [places.map((i) => dthetas[i])], "the tangents")[1] as Value
    const J = (jacobian as unknown as (f: Fn) => (x: Value) => Value)((v: Value) => at(parted(v, xs), moving))(x)
    checkSquare(name, J)
    return parted(negative(solve(J as never, dF as never) as never) as Value, xs)
  }
  return callable(called({ name, run: flatFunction(name, solver), jvp }))
}

function checkSquare(name: string, J: Value): void {
  const [rows, columns] = shapeOf(J)
  if (rows === columns) return
  throw new NablaError(
    "shape-mismatch",
    `${name}: the equations must be as many as the unknowns, got ${rows} equations for ${columns} unknowns`,
  )
}

/** All values of a tree as one vector. */
const joined = (xs: readonly Value[]): Value =>
  xs.length === 1 ? (ravel(xs[0] as never) as Value) : (concat(xs.map((x) => ravel(x as never)) as never) as Value)

/** The vector as values in the shapes of `xs`. */
function parted(v: Value, xs: readonly Value[]): Value[] {
  const cuts: number[] = []
  let end = 0
  for (const x of xs.slice(0, -1)) cuts.push((end += Number(sizeOf(shapeOf(x)))))
  const parts = xs.length === 1 ? [v] : (split(v as never, cuts as never) as unknown as Value[])
  return xs.map((x, i) => reshape(parts[i] as never, shapeOf(x) as never) as Value)
}
