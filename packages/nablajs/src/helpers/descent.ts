import { grad } from "@nablajs/autograd"
import { NablaError, type Operand } from "@nablajs/core"

/** A point of the plane. */
export type Point = readonly [number, number]

/** One step of an optimiser in the plane: the next point and the state that it carries. */
export type Trainer<S> = (point: Point, state: S) => readonly [Point, S]

/**
 * The points that a two-variable optimiser visits, as the book's `train_2d` collects them; `showTrace2d` draws them.
 *
 * @example train2d(([x, y], s) => [[x / 2, y / 2], s], { start: [-4, 2], steps: 2 }) // => [[-4, 2], [-2, 1], [-1, 0.5]]
 */
export function train2d<S = undefined>(
  trainer: Trainer<S>,
  options: { readonly steps?: number; readonly start?: Point; readonly state?: S } = {},
): Point[] {
  const { steps = 20, start = [-5, -2] } = options
  if (!Number.isInteger(steps) || steps < 0)
    throw new NablaError("bad-argument", `train2d: steps must be a whole number from 0 on, got ${steps}`)
  const trace: Point[] = [start]
  let state = options.state as S
  for (let i = 0; i < steps; i++) {
    const [next, carried] = trainer(trace[i] as Point, state)
    trace.push(next)
    state = carried
  }
  return trace
}

/**
 * Gradient descent on a function of two variables, its gradient taken by autograd: x ← x − η ∇f(x).
 *
 * @example gradientDescent2d((x, y) => add(square(x), square(y)), { rate: 0.25, start: [4, 2], steps: 1 }) // => [[4, 2], [2, 1]]
 */
export function gradientDescent2d(
  f: (x: Operand, y: Operand) => Operand,
  options: { readonly rate: number; readonly steps?: number; readonly start?: Point },
): Point[] {
  const gradient = grad(((p: readonly Operand[]) => f(p[0] as Operand, p[1] as Operand)) as never) as unknown as (
    p: Point,
  ) => readonly [number, number]
  return train2d(([x, y]) => {
    const [dx, dy] = gradient([x, y])
    return [[x - options.rate * dx, y - options.rate * dy], undefined]
  }, options)
}
