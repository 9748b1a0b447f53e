import { refuse } from "./refuse.ts"
import { type Scalar, wrapArray } from "@nablajs/core"
import { isArrayLike, plain, shapeText } from "./values.ts"

/** What functions are given: a number, or a tensor without axes to those that want one; written as both, so that either is accepted. */
export type Given = number & Scalar

/** A function of one number, or of one tensor without axes; it may answer either. */
export type Fn = (x: Given) => unknown

/** The number that a value is or holds, if it is one number. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === "number") return value
  if (typeof value === "bigint" || typeof value === "boolean") return Number(value)
  if (value === undefined || value === null) return undefined
  const inner = plain(value)
  if (typeof inner === "number") return inner
  return isArrayLike(inner) && inner.length === 1 && typeof inner[0] === "number" ? inner[0] : undefined
}

export function refuseAnswer(operation: string, at: string, got: unknown): never {
  refuse(`${operation}: the function must answer one number, got ${shapeText(got)} at ${at}; return a number or a 0-d tensor`)
}

export type Any = (...args: unknown[]) => unknown

export function needFunction(f: unknown, operation: string, what: string): asserts f is Any {
  if (typeof f !== "function") refuse(`${operation}: expected a function ${what}, got ${shapeText(f)}`)
}

/** Ways to hand a point to a function: as numbers, as a tensor, as an array. */
export type Way = (f: Any, point: readonly number[]) => unknown

export const asNumbers: Way = (f, point) => f(...point)
export const asScalars: Way = (f, point) => f(...point.map((v) => wrapArray("float64", [], Float64Array.of(v))))
export const asTensor: Way = (f, point) => f(wrapArray("float64", [point.length], Float64Array.from(point)))
export const asArray: Way = (f, point) => f([...point])

/**
 * Calls f in the first way that gives an answer without gaps, and keeps to it.
 * As long as there are only gaps (the first points may lie outside the domain), the question stays open.
 */
export function answering<T>(
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

/** A user's function of x as a plain function of numbers. */
export function ofNumber(f: unknown, operation: string): (x: number) => number {
  needFunction(f, operation, "of x")
  const { at } = answering(f, [asNumbers, asScalars], numberOf, Number.isNaN, (value, [x]) => refuseAnswer(operation, `x = ${x}`, value))
  return (x) => at([x])
}
