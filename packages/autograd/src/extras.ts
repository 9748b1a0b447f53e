// Extra results that leave a differentiated function beside its value.
import { isNode, type Value } from "@nablajs/core"
import type { Tape } from "./tape.ts"

/** The same data with traced values replaced by what they stand for; anything that is no plain data stays as it is. */
export function withoutTrace(x: unknown, tape: Tape): unknown {
  if (isNode(x)) return tape.lower(x as Value)
  if (Array.isArray(x)) return x.map((y) => withoutTrace(y, tape))
  if (typeof x !== "object" || x === null || Object.getPrototypeOf(x) !== Object.prototype) return x
  return Object.fromEntries(Object.entries(x).map(([key, y]) => [key, withoutTrace(y, tape)]))
}
