// Diagonals of square matrices, on the trailing axes.
import { allocate, clear, type NDArray, viewOf } from "../array.ts"
import { bind1 } from "../bind.ts"
import { NablaError } from "../errors.ts"
import { assign } from "../kernels/fill.ts"
import { checkOptions } from "../options.ts"
import type { Linear } from "../primitive.ts"
import { type NumericShape, type Shape, showShape } from "../shape.ts"
import type { Dim } from "../size.ts"
import { linear } from "../structural.ts"
import type { Diag, Diagonal } from "../types/index.ts"
import { shapeOf, type Value } from "../value.ts"
import { type Part, slice } from "./parts.ts"

/** Strides of the diagonal: a step along it goes along both axes. */
const along = (strides: readonly number[]): number[] => [
  ...strides.slice(0, -2),
  (strides[strides.length - 2] as number) + (strides[strides.length - 1] as number),
]

export const diagonalPrimitive: Linear = /* @__PURE__ */ linear({
  name: "diagonal",
  shape: ([x]) => (x as Shape).slice(0, -1),
  eager: ([x], _, shape) => viewOf(x as NDArray, shape as NumericShape, along((x as NDArray).strides)),
  transpose: (g) => [diagOf(g)],
  lift: (params) => params,
})

/** Which diagonal: 0 the main one, positive numbers lie above it. */
export interface DiagonalOptions {
  readonly offset?: number
}

/** The square block whose main diagonal is the one asked for. */
function blockOf(x: Value, offset: number): Value {
  const shape = shapeOf(x)
  const [m, n] = shape.slice(-2)
  if (offset === 0 && m === n) return x
  if (typeof m !== "number" || typeof n !== "number") {
    throw new NablaError("shape-mismatch", `diagonal: expected square matrices on the last two axes, got shape ${showShape(shape)}`)
  }
  const [row, column] = [Math.max(0, -offset), Math.max(0, offset)]
  const size = Math.max(0, Math.min(m - row, n - column))
  const part = (start: number): Part => ({ start: size === 0 ? 0 : start, stop: size === 0 ? 0 : start + size, step: 1 })
  return slice(
    x,
    shape.map((_, i) => (i === shape.length - 2 ? part(row) : i === shape.length - 1 ? part(column) : null)),
  )
}

/**
 * The main diagonal of matrices on the last two axes, or the one `offset` above it. No copy is made.
 *
 * @example diagonal(tensor([[1, 2], [3, 4]])).toArray() // => [1, 4]
 */
export const diagonal: Diagonal = ((x: Value, options: DiagonalOptions = {}): Value => {
  checkOptions("diagonal", options, ["offset"])
  const shape = shapeOf(x)
  const { offset = 0 } = options
  if (shape.length < 2) {
    throw new NablaError("shape-mismatch", `diagonal: expected matrices on the last two axes, got shape ${showShape(shape)}`)
  }
  if (!Number.isInteger(offset)) throw new NablaError("bad-argument", `diagonal: offset is the whole number of a diagonal, got ${offset}`)
  return bind1(diagonalPrimitive, blockOf(x, offset))
}) as Diagonal

export const diagPrimitive: Linear = /* @__PURE__ */ linear({
  name: "diag",
  shape: ([x]) => [...(x as Shape), (x as Shape)[(x as Shape).length - 1] as Dim],
  eager: ([x], _, shape) => {
    const out = allocate((x as NDArray).dtype, shape as NumericShape)
    clear(out)
    assign(viewOf(out, (x as NDArray).shape, along(out.strides)), x as NDArray)
    return out
  },
  transpose: (g) => [bind1(diagonalPrimitive, g)],
  lift: (params) => params,
  notation: { text: "diag", latex: "\\operatorname{diag}" },
})

/** The matrix with `x` on its diagonal and 0 elsewhere, for each vector of a stack. */
const diagOf = (x: Value): Value => bind1(diagPrimitive, x)

/**
 * Of a vector, the matrix with it on the diagonal; of a square matrix, its diagonal.
 *
 * @example diag(tensor([1, 2])).toArray() // => [[1, 0], [0, 2]]
 */
export const diag = ((x: Value, options: object = {}): Value => {
  checkOptions("diag", options, [])
  const shape = shapeOf(x)
  if (shape.length === 0) throw new NablaError("shape-mismatch", "diag: expected a vector or a matrix, got a scalar")
  return shape.length === 1 ? diagOf(x) : (diagonal(x as never) as Value)
}) as Diag
