// What operations on matrices share: checks of shapes, the identity, symmetric parts, products in short form.
import { allocate, type NDArray } from "../array.ts"
import { type DType, isComplex, isFloat, partOf } from "../dtype.ts"
import { NablaError } from "../errors.ts"
import { type Shape, showShape } from "../shape.ts"
import type { Dim } from "../size.ts"
import { asTensor, dtypeOf, shapeOf, type Value } from "../value.ts"
import { add, divide, multiply, negative, subtract } from "./arithmetic.ts"
import { conj, real } from "./cast.ts"
import { matmul } from "./contraction.ts"
import { along } from "./cumulative.ts"
import { diagonal } from "./diagonal.ts"
import { concat } from "./join.ts"
import { matrixTranspose } from "./movement.ts"
import { expandDims } from "./reshape.ts"

/** The smaller of two sizes; the first where that cannot be told. */
export const smaller = (m: Dim, n: Dim): Dim => (typeof m === "number" && typeof n === "number" ? Math.min(m, n) : m)

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
/** Aᴴ, of real matrices Aᵀ. */
export const mH = (x: Value): Value => conj(mT(x) as never) as Value
export const mul = (a: Value, b: Value): Value => multiply(a as never, b as never) as Value
export const realPart = (x: Value): Value => real(x as never) as Value

/** (A + Aᴴ)/2, which is A itself where it is symmetric. */
export const symmetric = (x: Value): Value => (isSymmetric(x) ? x : (divide(add(x as never, mH(x) as never) as never, 2 as never) as Value))

/** Whether x is a large array that equals its transpose: then a look is cheaper than two new arrays. */
function isSymmetric(x: Value): boolean {
  const { buffer, dense, size, shape, offset } = x as unknown as NDArray
  if (!(buffer instanceof Float64Array || buffer instanceof Float32Array) || !dense || size < 256) return false
  const n = shape.at(-1) as number
  for (let at = offset; at < offset + size; at += n * n) if (!isSymmetricMatrix(buffer, at, n)) return false
  return true
}

// in squares that stay in the first cache
function isSymmetricMatrix(a: Float64Array | Float32Array, at: number, n: number): boolean {
  for (let top = 0; top < n; top += 32) {
    for (let left = 0; left <= top; left += 32) {
      for (let i = top; i < Math.min(n, top + 32); i++) {
        const end = Math.min(i, left + 32)
        for (let j = left; j < end; j++) if (a[at + i * n + j] !== a[at + j * n + i]) return false
      }
    }
  }
  return true
}

/** The n × n identity as an array; it broadcasts over stacks. */
export function identityMatrix(n: number, dtype: DType = "float64"): Value {
  const out = allocate(isFloat(partOf(dtype)) ? partOf(dtype) : "float64", [n, n])
  out.buffer.fill(0, out.offset, out.offset + n * n)
  for (let i = 0; i < n; i++) out.buffer[out.offset + i * (n + 1)] = 1
  return asTensor(out)
}

/** i Im x of complex x, nothing of real ones. */
export const imaginaryOnly = (x: Value): Value | null => (isComplex(dtypeOf(x)) ? mul(0.5, minus(x, conj(x as never) as Value)) : null)

export const diagonalOf = (x: Value): Value => diagonal(x as never) as unknown as Value
export const minus = (a: Value, b: Value): Value => subtract(a as never, b as never) as Value
export const plus = (a: Value, b: Value): Value => add(a as never, b as never) as Value
export const column = (x: Value): Value => expandDims(x as never, -1 as never) as Value
export const row = (x: Value): Value => expandDims(x as never, -2 as never) as Value

/** Columns from … to of matrices. */
export const columns = (x: Value, from: number, to: number): Value => along(x, shapeOf(x).length - 1, from, to)

/**
 * The tangent of [U₁ U₂] from that of its first k columns: the others fill up the space and turn no more than they must,
 * dU₂ = −U₁ dU₁ᴴ U₂.
 */
export function completed(u: Value, first: Value, k: number): Value {
  const m = shapeOf(u).at(-1) as number
  if (m === k) return first
  const rest = mm(columns(u, 0, k), mm(mH(first), columns(u, k, m)))
  return concat([first, negative(rest as never)] as never, { axis: -1 }) as Value
}

/** 1 / (wⱼ − wᵢ) off the diagonal, 0 on it. */
export function gaps(differences: Value): Value {
  const one = identityMatrix(shapeOf(differences).at(-1) as number, dtypeOf(differences))
  return minus(divide(1 as never, plus(differences, one) as never) as Value, one)
}
