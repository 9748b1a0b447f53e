import { refuse } from "./refuse.ts"
import { wrapArray } from "@nablajs/core"
import { type Any, needFunction, numberOf, refuseAnswer } from "./call.ts"
import { isArrayLike, isTensor, plain, shapeText } from "./values.ts"

/** A function over the plane: of two numbers, or of one vector `[x, y]`. */
export type PlaneFn = ((x: number, y: number) => unknown) | ((v: never) => unknown)

/** Ways to hand a point to a function: as numbers, as a tensor, as an array. */
type Way = (f: Any, point: readonly number[]) => unknown

const asNumbers: Way = (f, point) => f(...point)
const asTensor: Way = (f, point) => f(wrapArray("float64", point.length === 1 ? [] : [point.length], Float64Array.from(point)))
const asArray: Way = (f, point) => f([...point])

// A tensor or an array in place of two numbers fails or gives NaN in functions of two numbers;
// two numbers in place of a vector could pass unnoticed. So vectors are tried first where the number of parameters tells nothing.
const waysFor = (f: Any): readonly Way[] =>
  f.length === 1 ? [asTensor, asArray] : f.length >= 2 ? [asNumbers] : [asTensor, asArray, asNumbers]

/**
 * Calls f in the first way that gives an answer without gaps, and keeps to it.
 * As long as there are only gaps (the first points may lie outside the domain), the question stays open.
 */
function answering<T>(f: Any, ways: readonly Way[], read: (value: unknown) => T | undefined, hasGap: (answer: T) => boolean): Call<T> {
  let settled: Way | undefined = ways.length === 1 ? ways[0] : undefined
  let failure: { error: unknown } | undefined
  const at = (point: readonly number[]): T | Failure => {
    if (settled) {
      const value = settled(f, point)
      return read(value) ?? new Failure(value)
    }
    let gap: T | undefined
    let odd: Failure | undefined
    for (const way of ways) {
      try {
        const value = way(f, point)
        const answer = read(value)
        if (answer === undefined) odd ??= new Failure(value)
        else if (hasGap(answer)) gap ??= answer
        else {
          settled = way
          return answer
        }
      } catch (error) {
        failure ??= { error }
      }
    }
    if (gap !== undefined) return gap
    if (failure) throw failure.error
    return odd as Failure
  }
  return { at, unanswered: () => (settled ? undefined : failure) }
}

interface Call<T> {
  at(point: readonly number[]): T | Failure
  /** The error met on the way, if no call has given more than gaps so far. */
  unanswered(): { readonly error: unknown } | undefined
}

/** An answer of the wrong kind. */
class Failure {
  readonly value: unknown

  constructor(value: unknown) {
    this.value = value
  }
}

/** A user's function over the plane as a plain function of two numbers; `check` throws if it failed and never answered. */
export function ofPlane(f: unknown, operation: string): { at(x: number, y: number): number; check(): void } {
  needFunction(f, operation, "of (x, y) or of a vector")
  const call = answering(f, waysFor(f), numberOf, Number.isNaN)
  const at = (x: number, y: number): number => {
    const answer = call.at([x, y])
    return answer instanceof Failure ? refuseAnswer(operation, `(${x}, ${y})`, answer.value) : answer
  }
  const check = (): void => {
    const failure = call.unanswered()
    if (!failure) return
    const { message } = failure.error as Error
    const hint = f.length === 1 ? "; a function with one parameter is given the vector, write (x, y) => … for two numbers" : ""
    refuse(`${operation}: the function has no value anywhere: ${message}${hint}`, "bad-argument", failure.error)
  }
  return { at, check }
}

function pairOf(value: unknown): [number, number] | undefined {
  const list = isTensor(value) ? plain(value) : value
  if (!isArrayLike(list) || list.length !== 2) return undefined
  const [a, b] = [numberOf(list[0]), numberOf(list[1])]
  return a === undefined || b === undefined ? undefined : [a, b]
}

/** A field over the plane, such as a gradient, as a plain function from two numbers to two. */
export function ofField(f: unknown, operation: string): (x: number, y: number) => [number, number] {
  needFunction(f, operation, "to vectors")
  const call = answering(f, waysFor(f), pairOf, (pair) => pair.some(Number.isNaN))
  return (x, y) => {
    const answer = call.at([x, y])
    if (!(answer instanceof Failure)) return answer
    refuse(
      `${operation}: the function must answer two numbers, got ${shapeText(answer.value)} at (${x}, ${y}); return [u, v], and mind that a function with one parameter is given the vector`,
    )
  }
}
