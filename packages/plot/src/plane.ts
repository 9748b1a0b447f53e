import { refuse } from "./refuse.ts"
import { wrapArray } from "@nablajs/core"
import { type Answer, type Any, type Given, needFunction, oneNumber, twoNumbers, unanswered } from "./call.ts"

/** A function over the plane: of two numbers, or of one vector `[x, y]`. */
export type PlaneFn = ((x: Given, y: Given) => unknown) | ((v: never) => unknown)

/** Ways to hand a point to a function: as numbers, as a tensor, as an array. */
type Way = (f: Any, point: readonly number[]) => unknown

const asNumbers: Way = (f, point) => f(...point)
const asScalars: Way = (f, point) => f(...point.map((v) => wrapArray("float64", [], Float64Array.of(v))))
const asTensor: Way = (f, point) => f(wrapArray("float64", [point.length], Float64Array.from(point)))
const asArray: Way = (f, point) => f([...point])

// A tensor or an array in place of two numbers fails or gives NaN in functions of two numbers;
// two numbers in place of a vector could pass unnoticed. So vectors are tried first where the number of parameters tells nothing.
const waysFor = (f: Any): readonly Way[] =>
  f.length === 1 ? [asTensor, asArray] : f.length >= 2 ? [asNumbers, asScalars] : [asTensor, asArray, asNumbers]

/** A user's function over the plane as a plain function of two numbers; `check` throws if it failed and never answered. */
interface OverPlane<T> {
  at(x: number, y: number): T
  check(): void
}

/**
 * Calls f in the first way that gives an answer without gaps, and keeps to it.
 * As long as there are only gaps (the first points may lie outside the domain), the question stays open.
 */
const answering = <T>(f: Any, operation: string, answer: Answer<T>): OverPlane<T> => {
  let ways = waysFor(f)
  let failure: Error | undefined
  const at = (...point: [number, number]): T => {
    const met: { gap?: T; error?: Error } = {}
    for (const way of ways) {
      try {
        const given = way(f, point)
        const value = answer.read(given) ?? unanswered(answer, given, operation, `(${point.join(", ")})`)
        if (!answer.hasGap(value)) {
          ways = [way]
          return value
        }
        met.gap ??= value
      } catch (error) {
        met.error ??= error as Error
        if (way === ways[0]) failure ??= met.error
      }
    }
    if (met.gap === undefined) throw met.error
    return met.gap
  }
  const check = (): void => {
    if (!failure || ways.length === 1) return
    const hint = f.length === 1 ? "; a function with one parameter is given the vector, write (x, y) => … for two numbers" : ""
    refuse(`${operation}: the function has no value anywhere: ${failure.message}${hint}`, "bad-argument", failure)
  }
  return { at, check }
}

export const ofPlane = (f: unknown, operation: string): OverPlane<number> => {
  needFunction(f, operation, "of (x, y) or of a vector")
  return answering(f, operation, oneNumber)
}

/** A field over the plane, such as a gradient, as a plain function from two numbers to two. */
export const ofField = (f: unknown, operation: string): OverPlane<[number, number]>["at"] => {
  needFunction(f, operation, "to vectors")
  return answering(f, operation, twoNumbers).at
}
