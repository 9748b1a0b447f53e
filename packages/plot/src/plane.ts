import { refuse } from "./refuse.ts"
import {
  type Any,
  answering,
  asArray,
  asNumbers,
  asScalars,
  asTensor,
  type Given,
  needFunction,
  numberOf,
  refuseAnswer,
  type Way,
} from "./call.ts"
import { isArrayLike, isTensor, plain, shapeText } from "./values.ts"

/** A function over the plane: of two numbers, or of one vector `[x, y]`. */
export type PlaneFn = ((x: Given, y: Given) => unknown) | ((v: never) => unknown)

// A tensor or an array in place of two numbers fails or gives NaN in functions of two numbers;
// two numbers in place of a vector could pass unnoticed. So vectors are tried first where the number of parameters tells nothing.
const waysFor = (f: Any): readonly Way[] =>
  f.length === 1 ? [asTensor, asArray] : f.length >= 2 ? [asNumbers, asScalars] : [asTensor, asArray, asNumbers]

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

/** The two numbers that a value holds, if it does. */
export function pairOf(value: unknown): [number, number] | undefined {
  const list = isTensor(value) ? plain(value) : value
  if (!isArrayLike(list) || list.length !== 2) return undefined
  const [a, b] = [numberOf(list[0]), numberOf(list[1])]
  return a === undefined || b === undefined ? undefined : [a, b]
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
