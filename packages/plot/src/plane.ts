import { refuse } from "./refuse.ts"
import { wrapArray } from "@nablajs/core"
import { type Any, type Given, needFunction, numberOf, pairOf, refuseAnswer } from "./call.ts"
import { shapeText } from "./values.ts"

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

/**
 * Calls f in the first way that gives an answer without gaps, and keeps to it.
 * As long as there are only gaps (the first points may lie outside the domain), the question stays open.
 */
function answering<T>(
  f: Any,
  ways: readonly Way[],
  read: (value: unknown) => T | undefined,
  hasGap: (answer: T) => boolean,
  odd: (value: unknown, point: readonly number[]) => never,
): Call<T> {
  let settled: Way | undefined = ways.length === 1 ? ways[0] : undefined
  let failure: { error: unknown } | undefined
  const at = (point: readonly number[]): T => {
    if (settled) {
      const value = settled(f, point)
      return read(value) ?? odd(value, point)
    }
    let gap: T | undefined
    // What the first way leads to, should none answer.
    let first: (() => never) | undefined
    for (const way of ways) {
      try {
        const value = way(f, point)
        const answer = read(value)
        if (answer === undefined) first ??= () => odd(value, point)
        else if (hasGap(answer)) gap ??= answer
        else {
          settled = way
          return answer
        }
      } catch (error) {
        if (way === ways[0]) failure ??= { error }
        first ??= () => {
          throw error
        }
      }
    }
    return gap ?? (first as () => never)()
  }
  return { at, unanswered: () => (settled ? undefined : failure) }
}

interface Call<T> {
  at(point: readonly number[]): T
  /** The error met on the way, if no call has given more than gaps so far. */
  unanswered(): { readonly error: unknown } | undefined
}

/** A user's function over the plane as a plain function of two numbers; `check` throws if it failed and never answered. */
export function ofPlane(f: unknown, operation: string): { at(x: number, y: number): number; check(): void } {
  needFunction(f, operation, "of (x, y) or of a vector")
  const call = answering(f, waysFor(f), numberOf, Number.isNaN, (value, point) => refuseAnswer(operation, `(${point.join(", ")})`, value))
  const at = (x: number, y: number): number => call.at([x, y])
  const check = (): void => {
    const failure = call.unanswered()
    if (!failure) return
    const { message } = failure.error as Error
    const hint = f.length === 1 ? "; a function with one parameter is given the vector, write (x, y) => … for two numbers" : ""
    refuse(`${operation}: the function has no value anywhere: ${message}${hint}`, "bad-argument", failure.error)
  }
  return { at, check }
}

/** A field over the plane, such as a gradient, as a plain function from two numbers to two. */
export function ofField(f: unknown, operation: string): (x: number, y: number) => [number, number] {
  needFunction(f, operation, "to vectors")
  const odd = (value: unknown, point: readonly number[]): never =>
    refuse(
      `${operation}: the function must answer two numbers, got ${shapeText(value)} at (${point.join(", ")}); return [u, v], and mind that a function with one parameter is given the vector`,
    )
  const { at } = answering(f, waysFor(f), pairOf, (pair) => pair.some(Number.isNaN), odd)
  return (x, y) => at([x, y])
}
