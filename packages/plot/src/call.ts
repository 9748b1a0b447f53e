import { refuse } from "./refuse.ts"
import { isArrayLike, plain, shapeText } from "./values.ts"

/** A function of one number; it may answer a number or a tensor without axes. */
export type Fn = (x: number) => unknown

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

/** A user's function of x as a plain function of numbers. */
export function ofNumber(f: unknown, operation: string): (x: number) => number {
  needFunction(f, operation, "of x")
  return (x) => {
    const value = f(x)
    return typeof value === "number" ? value : (numberOf(value) ?? refuseAnswer(operation, `x = ${x}`, value))
  }
}
