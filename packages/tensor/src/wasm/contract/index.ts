// Contractions of floats: how `contract`, and with it matmul, dot, outer and einsum, meet the product of matrices.
import { type Kernels, type NDArray, type NumericShape, type Params, viewOf } from "@nablajs/core"
import { threaded } from "../threads/product.ts"
import { blocked } from "./blocked.ts"
import { type Group, type Labels, type Plan, planOf, stepOf, stridesFor } from "./plan.ts"
import { matrixVector } from "./vector.ts"

/** Below so many multiplications plain JavaScript is as fast. */
const FEW = 6144
/** The same for a matrix with a vector, where copying counts. */
const MANY = 16384

function contract([x, y]: readonly NDArray[], labels: Params, shape: NumericShape): NDArray | undefined {
  const [a, b] = [x as NDArray, y as NDArray]
  const dtype = a.dtype
  if ((dtype !== "float32" && dtype !== "float64") || b.dtype !== dtype) return undefined
  const plan = planOf(a, b, labels as Labels)
  const { stack, rows, columns, inner } = plan
  if (stack.count * rows.count * columns.count * inner.count < FEW || inner.names.length === 0) return undefined
  if (stack.count === 1 && (rows.count === 1 || columns.count === 1)) {
    const [matrix, vector] = columns.count === 1 ? [plan.left, plan.right] : [plan.right, plan.left]
    const result = byVector(matrix, vector, columns.count === 1 ? rows : columns, inner, shape)
    if (result !== undefined) return result
  }
  const { out } = labels as Labels
  return threaded(plan, dtype, shape, out, 2) ?? blocked(plan, dtype, shape, out, 2)
}

/** A matrix with a vector, where the axes of the matrix come down to two. */
function byVector(matrix: Plan["left"], vector: Plan["left"], places: Group, inner: Group, shape: NumericShape): NDArray | undefined {
  if (places.count * inner.count < MANY) return undefined
  const [down, along] = [places, inner].map((group) => stepOf(group, stridesFor(group, matrix.names, matrix.x.strides)))
  if (down === undefined || along === undefined) return undefined
  const order = stridesFor(inner, vector.names, vector.x.strides)
  return matrixVector(viewOf(matrix.x, [places.count, inner.count], [down, along]), viewOf(vector.x, inner.sizes, order), shape)
}

export const contraction: Kernels = { structural: { contract } }
