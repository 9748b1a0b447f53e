import { isGap } from "./math.ts"
import { refuse } from "./refuse.ts"
import type { Scalar } from "@nablajs/core"
import { isArrayLike, numberOf, plain, shapeText } from "./values.ts"

/** What functions are given: numbers, to which operations apply as to tensors; written as both, so that functions of either are accepted. */
export type Given = number & Scalar

/** A function of one number, or of one tensor without axes; it may answer either. */
export type Fn = (x: Given) => unknown

export type Any = (...args: unknown[]) => unknown

/** What a function answers: how it is read, and the words for it. */
export interface Answer<T> {
  read(value: unknown): T | undefined
  hasGap(answer: T): boolean
  readonly words: string
  readonly advice: string
}

export const oneNumber: Answer<number> = {
  read: numberOf,
  hasGap: isGap,
  words: "one number",
  advice: "return a number or a 0-d tensor",
}

/** The two numbers that a value holds, if it does. */
const pairOf = (value: unknown): [number, number] | undefined => {
  const list = plain(value)
  if (!isArrayLike(list) || list.length !== 2) return undefined
  const pair = [numberOf(list[0]), numberOf(list[1])]
  return pair.includes(undefined) ? undefined : (pair as [number, number])
}

export const twoNumbers: Answer<[number, number]> = {
  read: pairOf,
  hasGap: (pair) => pair.some(isGap),
  words: "two numbers",
  advice: "return [u, v]; a function with one parameter is given the vector",
}

/** Says that a value, given at a place, is no answer. */
export const unanswered = ({ words, advice }: Answer<unknown>, value: unknown, operation: string, at: string): never =>
  refuse(`${operation}: the function must answer ${words}, got ${shapeText(value)} at ${at}; ${advice}`)

export function needFunction(f: unknown, operation: string, what: string): asserts f is Any {
  if (typeof f !== "function") refuse(`${operation}: expected a function ${what}, got ${shapeText(f)}`)
}

/** A user's function of x as a plain function; where it asks for methods of tensors, the way out is told. Tensors would bring all of core's arrays to every curve. */
export function ofNumber(f: unknown, operation: string): (x: number) => number
export function ofNumber<T>(f: unknown, operation: string, answer: Answer<T>, name: string): (x: number) => T
export function ofNumber(f: unknown, operation: string, answer: Answer<unknown> = oneNumber, name = "x"): (x: number) => unknown {
  needFunction(f, operation, `of ${name}`)
  return (x) => {
    try {
      const value = f(x)
      return answer.read(value) ?? unanswered(answer, value, operation, `${name} = ${x}`)
    } catch (cause) {
      if (!(cause instanceof TypeError && /is not a function/.test(cause.message))) throw cause
      return refuse(
        `${operation}: the function failed at ${name} = ${x}: ${cause.message}; numbers have no methods, so call operations: multiply(x, x) for x.mul(x)`,
        "bad-argument",
        cause,
      )
    }
  }
}
