// Square matrices: inverse, determinant and its logarithm, for each matrix of a stack.
import { allocate, denseArray, type NDArray } from "../array.ts"
import { bind1 } from "../bind.ts"
import { type DType, floatOf } from "../dtype.ts"
import { NablaError } from "../errors.ts"
import { type Factors, factorize, inverseColumn } from "../kernels/lu.ts"
import type { Custom } from "../primitive.ts"
import { countOf, type NumericShape, type Shape, showShape } from "../shape.ts"
import { custom } from "../structural.ts"
import type { MatrixTranspose, Trace } from "../types/index.ts"
import type { Value } from "../value.ts"
import { multiply, negative } from "./arithmetic.ts"
import { matmul } from "./contraction.ts"
import { trace } from "./einsum.ts"

function squareShape(name: string, shape: Shape): Shape {
  const n = shape.length
  if (n >= 2 && shape[n - 1] === shape[n - 2]) return shape
  throw new NablaError("shape-mismatch", `${name}: expected square matrices on the last two axes, got shape ${showShape(shape)}`)
}

const float = ([x]: readonly DType[]): DType => floatOf(x as DType)

/** Calls back with the factors of each matrix of a stack and its place in it. */
function eachMatrix(x: NDArray, visit: (factors: Factors, n: number, index: number) => void): void {
  const source = denseArray(x, "float64")
  const n = x.shape[x.shape.length - 1] as number
  const count = countOf(x.shape.slice(0, -2))
  for (let i = 0; i < count; i++) visit(factorize(source.buffer, source.offset + i * n * n, n), n, i)
}

/** d(X⁻¹) = −X⁻¹ dX X⁻¹ */
export const invPrimitive: Custom = /* @__PURE__ */ custom({
  name: "inv",
  shape: ([x]) => squareShape("inv", x as Shape),
  dtype: float,
  eager: ([x], _, shape) => {
    const out = allocate(floatOf((x as NDArray).dtype), shape as NumericShape)
    eachMatrix(x as NDArray, (factors, n, index) => {
      if (singular(factors, n)) throw new NablaError("singular-matrix", `inv: the matrix has no inverse, got shape ${showShape(shape)}`)
      for (let j = 0; j < n; j++) inverseColumn(factors, n, j, out.buffer, out.offset + index * n * n + j)
    })
    return out
  },
  jvp: (_, [dx], [y]) => [negative(matmul(y as never, matmul(dx as never, y as never) as never) as never) as Value],
  lift: (params) => params,
  notation: { text: "inv", latex: "\\operatorname{inv}" },
})

const singular = ({ lu }: Factors, n: number): boolean => {
  for (let i = 0; i < n; i++) if (lu[i * n + i] === 0) return true
  return false
}

/**
 * The inverse of a square matrix, or of each of a stack; a singular matrix throws.
 *
 * @example inv(tensor([[2, 0], [0, 4]])).toArray() // => [[0.5, 0], [0, 0.25]]
 */
export const inv: MatrixTranspose<"inv"> = ((x: Value): Value => bind1(invPrimitive, x)) as never

/** d det X = det X tr(X⁻¹ dX) */
export const detPrimitive: Custom = /* @__PURE__ */ custom({
  name: "det",
  shape: ([x]) => squareShape("det", x as Shape).slice(0, -2),
  dtype: float,
  eager: ([x], _, shape) => {
    const out = allocate(floatOf((x as NDArray).dtype), shape as NumericShape)
    eachMatrix(x as NDArray, ({ lu, parity }, n, index) => {
      let product: number = parity
      for (let i = 0; i < n; i++) product *= lu[i * n + i] as number
      out.buffer[out.offset + index] = product
    })
    return out
  },
  jvp: ([x], [dx], [y]) => [multiply(y as never, trace(matmul(inv(x as never) as never, dx as never) as never) as never) as Value],
  lift: (params) => params,
  notation: { text: "det", latex: "\\det" },
})

/**
 * The determinant of a square matrix, or of each of a stack.
 *
 * @example det(tensor([[1, 2], [3, 4]])).item() // => -2
 */
export const det: Trace<"det"> = ((x: Value): Value => bind1(detPrimitive, x)) as never

/** d log det X = tr(X⁻¹ dX) */
export const logdetPrimitive: Custom = /* @__PURE__ */ custom({
  name: "logdet",
  shape: ([x]) => squareShape("logdet", x as Shape).slice(0, -2),
  dtype: float,
  eager: ([x], _, shape) => {
    const out = allocate(floatOf((x as NDArray).dtype), shape as NumericShape)
    eachMatrix(x as NDArray, ({ lu, parity }, n, index) => {
      let sign: number = parity
      let sum = 0
      for (let i = 0; i < n; i++) {
        const pivot = lu[i * n + i] as number
        sign *= Math.sign(pivot)
        sum += Math.log(Math.abs(pivot))
      }
      out.buffer[out.offset + index] = sign < 0 ? Number.NaN : sum
    })
    return out
  },
  jvp: ([x], [dx]) => [trace(matmul(inv(x as never) as never, dx as never) as never) as Value],
  lift: (params) => params,
  notation: { text: "logdet", latex: "\\log\\det" },
})

/**
 * The logarithm of the determinant of a square matrix, or of each of a stack, without overflow; NaN for negative determinants.
 *
 * @example logdet(tensor([[1, 0], [0, 1]])).item() // => 0
 */
export const logdet: Trace<"logdet"> = ((x: Value): Value => bind1(logdetPrimitive, x)) as never
