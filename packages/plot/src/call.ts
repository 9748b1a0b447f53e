import { refuse } from "./refuse.ts"
import type { Scalar } from "@nablajs/core"
import { isArrayLike, isTensor, plain, shapeText } from "./values.ts"

/** What functions are given: numbers, to which operations apply as to tensors; written as both, so that functions of either are accepted. */
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

/** The two numbers that a value holds, if it does. */
export function pairOf(value: unknown): [number, number] | undefined {
  const list = isTensor(value) ? plain(value) : value
  if (!isArrayLike(list) || list.length !== 2) return undefined
  const [a, b] = [numberOf(list[0]), numberOf(list[1])]
  return a === undefined || b === undefined ? undefined : [a, b]
}

/** Calls f with a number; where it asks for methods of tensors, the way out is told. Tensors would bring all of core's arrays to every curve. */
export function withNumber(f: Any, x: number, operation: string): unknown {
  try {
    return f(x)
  } catch (cause) {
    if (!(cause instanceof TypeError && /is not a function/.test(cause.message))) throw cause
    return refuse(
      `${operation}: the function failed at x = ${x}: ${cause.message}; it is given numbers, which have no methods, so call operations: multiply(x, x) for x.mul(x)`,
      "bad-argument",
      cause,
    )
  }
}

/** A user's function of x as a plain function of numbers. */
export function ofNumber(f: unknown, operation: string): (x: number) => number {
  needFunction(f, operation, "of x")
  return (x) => {
    const value = withNumber(f, x, operation)
    return typeof value === "number" ? value : (numberOf(value) ?? refuseAnswer(operation, `x = ${x}`, value))
  }
}
