// Diagonals of square matrices, on the trailing axes.
import { allocate, type NDArray, viewOf } from "../array.ts"
import { bind1 } from "../bind.ts"
import { NablaError } from "../errors.ts"
import { assign } from "../kernels/fill.ts"
import type { Linear } from "../primitive.ts"
import { type NumericShape, type Shape, showShape } from "../shape.ts"
import type { Dim } from "../size.ts"
import { linear } from "../structural.ts"
import type { Diag, Diagonal } from "../types/index.ts"
import { shapeOf, type Value } from "../value.ts"

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

/**
 * The main diagonal of a square matrix, or of each of a stack.
 *
 * @example diagonal(tensor([[1, 2], [3, 4]])).toArray() // => [1, 4]
 */
export const diagonal = ((x: Value): Value => {
  const shape = shapeOf(x)
  if (shape.length < 2 || shape[shape.length - 1] !== shape[shape.length - 2]) {
    throw new NablaError("shape-mismatch", `diagonal: expected square matrices on the last two axes, got shape ${showShape(shape)}`)
  }
  return bind1(diagonalPrimitive, x)
}) as Diagonal

export const diagPrimitive: Linear = /* @__PURE__ */ linear({
  name: "diag",
  shape: ([x]) => [...(x as Shape), (x as Shape)[(x as Shape).length - 1] as Dim],
  eager: ([x], _, shape) => {
    const out = allocate((x as NDArray).dtype, shape as NumericShape)
    out.buffer.fill(0, out.offset, out.offset + out.size)
    assign(viewOf(out, (x as NDArray).shape, along(out.strides)), x as NDArray)
    return out
  },
  transpose: (g) => [bind1(diagonalPrimitive, g)],
  lift: (params) => params,
  notation: { text: "diag", latex: "\\operatorname{diag}" },
})

/** The matrix with `x` on its diagonal and 0 elsewhere, for each vector of a stack. */
export const diagOf = (x: Value): Value => bind1(diagPrimitive, x)

/**
 * Of a vector, the matrix with it on the diagonal; of a square matrix, its diagonal.
 *
 * @example diag(tensor([1, 2])).toArray() // => [[1, 0], [0, 2]]
 */
export const diag = ((x: Value): Value => {
  const shape = shapeOf(x)
  if (shape.length === 0) throw new NablaError("shape-mismatch", "diag: expected a vector or a matrix, got a scalar")
  return shape.length === 1 ? diagOf(x) : (diagonal(x as never) as Value)
}) as Diag
