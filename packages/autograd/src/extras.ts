// Data that carries values among other things: extra results of a differentiated function, operands of a branch.
import { isNode, type Value } from "@nablajs/core"
import type { Tape } from "./tape.ts"

/** The same data with other values in place of its tensors and traced values; what is no plain data stays as it is. */
export function replaceValues(x: unknown, replace: (value: Value) => unknown): unknown {
  if (isNode(x)) return replace(x as Value)
  if (Array.isArray(x)) return x.map((y) => replaceValues(y, replace))
  if (typeof x !== "object" || x === null || Object.getPrototypeOf(x) !== Object.prototype) return x
  return Object.fromEntries(Object.entries(x).map(([key, y]) => [key, replaceValues(y, replace)]))
}

/** The same data with traced values replaced by what they stand for. */
export const withoutTrace = (x: unknown, tape: Tape): unknown => replaceValues(x, (value) => tape.lower(value))
