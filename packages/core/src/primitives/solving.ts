// Systems of equations, determinants by sign and logarithm. Singular matrices throw; NaN in gives NaN out.
import type { NDArray } from "../array.ts"
import { bind2, bindAll } from "../bind.ts"
import { type DType, floatOf, partOf, promote } from "../dtype.ts"
import { NablaError } from "../errors.ts"
import { directionAndLog, factorLU as factorComplex, solveLU as solveComplex } from "../kernels/complex/lu.ts"
import { complexMatricesOf, complexStack, single } from "../kernels/complex/stacks.ts"
import { solveSystem } from "../kernels/lu.ts"
import { matricesIn, matricesOf, stackOf } from "../kernels/matrices.ts"
import type { Custom, Parts } from "../primitive.ts"
import { broadcastShapes, type NumericShape, type Shape, showShape } from "../shape.ts"
import type { Dim } from "../size.ts"
import { custom, customAll } from "../structural.ts"
import type { SignAndLog, Solve } from "../types/index.ts"
import { shapeOf, type Value } from "../value.ts"
import { negative, subtract } from "./arithmetic.ts"
import { broadcastTo } from "./broadcast.ts"
import { trace } from "./einsum.ts"
import { inv, signAndLog, singularMatrix } from "./linalg.ts"
import { checkMatrix, checkSquare, imaginaryOnly, matrixSizes, mm, mT, mul, realPart } from "./matrix.ts"
import { floating } from "./norm.ts"
import { expandDims, squeeze } from "./reshape.ts"

const same = <P>(params: P): P => params

// A x = b gives A dx = db − dA x
export const solvePrimitive: Custom = /* @__PURE__ */ custom<null>({
  name: "solve",
  arity: 2,
  stretch: true,
  shape: ([, b]) => b as Shape,
  dtype: ([a, b]) => floatOf(promote(a as DType, b as DType)),
  eager: ([a, b], _, shape) => {
    const [n, columns] = shape.slice(-2) as [number, number]
    const right = matricesIn(b as NDArray)
    const parts = matricesIn(a as NDArray).map((left, i) => {
      const { x, singular } = solveSystem(left, n, right[i] as Float64Array, columns)
      if (singular >= 0) throw singularMatrix("solve", singular, (a as NDArray).shape)
      return x
    })
    return stackOf(parts, promote((a as NDArray).dtype, (b as NDArray).dtype), shape as NumericShape)
  },
  complex: ([a, b], _, shape) => {
    const [n, columns] = shape.slice(-2) as [number, number]
    const right = complexMatricesOf(b as Parts)
    const parts = complexMatricesOf(a as Parts).map((lu, i) => {
      const { rows, singular } = factorComplex(lu, n)
      if (singular >= 0) throw singularMatrix("solve", singular, (a as Parts).re.shape)
      return solveComplex(lu, n, rows, right[i] as (typeof right)[number], columns)
    })
    return complexStack(parts, promote((a as Parts).re.dtype, (b as Parts).re.dtype), shape as NumericShape)
  },
  jvp: ([a], [da, db], [x]) => {
    const moved = da === null ? null : mm(da as Value, x as Value)
    const right = db === null ? negative(moved as never) : moved === null ? db : subtract(db as never, moved as never)
    return [bind2(solvePrimitive, a as Value, right as Value, null)]
  },
  // the forward rule solves again, so it cannot be read backwards: w = A⁻ᵀ g gives db = w, dA = −w xᵀ
  vjp: ([g], [a], [x]) => {
    const w = bind2(solvePrimitive, mT(a as Value), g as Value, null)
    return [negative(mm(w, mT(x as Value)) as never) as Value, w]
  },
  lift: same,
})

interface System {
  readonly left: Value
  readonly right: Value
  /** Takes the solution back to the form of the right side. */
  readonly finish: (x: Value) => Value
}

/** Matrices and right sides as stacks of one shape, in floating types. */
export function systemOf(operation: string, a: Value, b: Value): System {
  const left = checkSquare(operation, a)
  const vector = shapeOf(b).length === 1
  const columns = vector ? (expandDims(b as never, 1) as Value) : b
  const right = checkMatrix(operation, columns)
  const [n] = matrixSizes(left)
  const [m, k] = matrixSizes(right)
  if (m !== n)
    throw new NablaError(
      "shape-mismatch",
      `${operation}: ${n} equations, but ${m} right-hand sides, got ${showShape(left)} and ${showShape(shapeOf(b))}`,
    )
  const batch = broadcastShapes(operation, left.slice(0, -2), right.slice(0, -2))
  const whole = (x: Value, rows: Dim, cols: Dim): Value => broadcastTo(floating(x) as never, [...batch, rows, cols] as never) as Value
  return {
    left: whole(a, n, n),
    right: whole(columns, n, k),
    finish: (x) => (vector ? (squeeze(x as never, -1 as never) as Value) : x),
  }
}

/**
 * The x with A x = b: for a vector b, or for the columns of (stacks of) matrices b. A dx = db − dA x.
 *
 * @example solve(tensor([[2, 0], [0, 4]]), tensor([2, 2])).toArray() // => [1, 0.5]
 */
export const solve = ((a: Value, b: Value): Value => {
  const { left, right, finish } = systemOf("solve", a, b)
  return finish(bind2(solvePrimitive, left, right, null))
}) as unknown as Solve

// With t = tr(A⁻¹ dA): d log|det A| = Re t, and the direction turns, d sign = sign · i Im t.
export const slogdetPrimitive: Custom = /* @__PURE__ */ customAll<null>({
  name: "slogdet",
  shapes: ([x]) => [(x as Shape).slice(0, -2), (x as Shape).slice(0, -2)],
  dtypes: ([x]) => [floatOf(x as DType), partOf(floatOf(x as DType))],
  complexAll: ([x]) => {
    const { re } = x as Parts
    const n = re.shape.at(-1) as number
    const shape = re.shape.slice(0, -2)
    const parts = complexMatricesOf(x as Parts).map((a) => directionAndLog(a, n))
    return [
      complexStack(
        parts.map(([dr, di]) => single(dr, di)),
        re.dtype,
        shape,
      ),
      stackOf(
        parts.map(([, , log]) => [log]),
        re.dtype,
        shape,
      ),
    ]
  },
  eagerAll: ([x]) => {
    const array = x as NDArray
    const n = array.shape.at(-1) as number
    const shape = array.shape.slice(0, -2)
    const parts = matricesOf(array).map((a) => signAndLog(a, n))
    return [
      stackOf(
        parts.map(([s]) => [s]),
        array.dtype,
        shape,
      ),
      stackOf(
        parts.map(([, l]) => [l]),
        array.dtype,
        shape,
      ),
    ]
  },
  jvp: ([x], [dx], [sign]) => {
    const t = trace(mm(inv(x as never) as unknown as Value, dx as Value) as never) as Value
    const turning = imaginaryOnly(t)
    return [turning === null ? null : mul(sign as Value, turning), realPart(t)]
  },
  lift: same,
})

/**
 * Sign and logarithm of the determinant: det A = sign · exp(logabsdet), without overflow. For complex matrices the sign is a
 * number of size 1.
 *
 * @example slogdet(tensor([[1, 0], [0, -1]])).sign.item() // => -1
 */
export const slogdet = ((x: Value): { sign: Value; logabsdet: Value } => {
  checkSquare("slogdet", x)
  const [sign, logabsdet] = bindAll(slogdetPrimitive, [floating(x)], null) as [Value, Value]
  return { sign, logabsdet }
}) as unknown as SignAndLog
