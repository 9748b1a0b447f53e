// Turns a primitive into the function that users call.
import { bind1, bind2, bindN } from "./bind.ts"
import type { Primitive } from "./primitive.ts"
import type { Value } from "./value.ts"

export const operation1 =
  (primitive: Primitive): ((x: Value) => Value) =>
  (x) =>
    bind1(primitive, x)

export const operation2 =
  (primitive: Primitive): ((a: Value, b: Value) => Value) =>
  (a, b) =>
    bind2(primitive, a, b)

export const operation3 =
  (primitive: Primitive): ((a: Value, b: Value, c: Value) => Value) =>
  (a, b, c) =>
    bindN(primitive, [a, b, c])
