// What operations on matrices share: checks of shapes, the identity, symmetric parts, products in short form.
import { allocate } from "../array.ts"
import { NablaError } from "../errors.ts"
import { type Shape, showShape } from "../shape.ts"
import type { Dim } from "../size.ts"
import { asTensor, shapeOf, type Value } from "../value.ts"
import { add, divide, multiply } from "./arithmetic.ts"
import { matmul } from "./contraction.ts"
import { matrixTranspose } from "./movement.ts"

/** The last two sizes. */
export const matrixSizes = (shape: Shape): [Dim, Dim] => shape.slice(-2) as [Dim, Dim]

export function checkMatrix(operation: string, x: Value): Shape {
  const shape = shapeOf(x)
  if (shape.length >= 2) return shape
  throw new NablaError("shape-mismatch", `${operation}: expected a matrix or a stack of them, got shape ${showShape(shape)}`)
}

export function checkSquare(operation: string, x: Value): Shape {
  const shape = checkMatrix(operation, x)
  const [m, n] = matrixSizes(shape)
  if (m === n) return shape
  throw new NablaError("shape-mismatch", `${operation}: expected square matrices on the last two axes, got shape ${showShape(shape)}`)
}

export const mm = (a: Value, b: Value): Value => matmul(a as never, b as never) as Value
export const mT = (x: Value): Value => matrixTranspose(x as never) as Value
export const mul = (a: Value, b: Value): Value => multiply(a as never, b as never) as Value

/** (A + Aᵀ)/2 */
export const symmetric = (x: Value): Value => divide(add(x as never, mT(x) as never) as never, 2 as never) as Value

/** The n × n identity as an array; it broadcasts over stacks. */
export function identityMatrix(n: number): Value {
  const out = allocate("float64", [n, n])
  out.buffer.fill(0, out.offset, out.offset + n * n)
  for (let i = 0; i < n; i++) out.buffer[out.offset + i * (n + 1)] = 1
  return asTensor(out)
}
