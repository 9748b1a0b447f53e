// Contractions of floats: how `contract`, and with it matmul, dot, outer and einsum, meet the product of matrices.
import { countOf, dtypes, type Kernels, type NDArray, type NumericShape, type StructuralKernel, viewOf } from "@nablajs/core"
import { threaded, WORTH_THREADS } from "../threads/product.ts"
import { windowBytes } from "../memory.ts"
import { blocked } from "./blocked.ts"
import { direct } from "./direct.ts"
import { byHalves } from "./halves.ts"
import { outer } from "./outer.ts"
import { type Group, type Labels, type Plan, planOf, stepOf, stridesFor } from "./plan.ts"
import { tileVectors } from "./probe.ts"
import { first, repeated } from "./recipe.ts"
import { matrixVector } from "./vector.ts"

/** Below so many multiplications plain JavaScript is as fast. */
const FEW = 3000
/** The same for a matrix with a vector, where copying counts. */
const MANY = 16384

/** Bytes of operands and result above which a product is done by halves. */
const LARGE = 512 << 20

/** The kernel of contractions, which takes no more than about `large` bytes of scratch at a time. */
export function contractWithin(large: number): StructuralKernel {
  const contract = (x: NDArray, y: NDArray, labels: Labels): NDArray | undefined => {
    const dtype = x.dtype
    if ((dtype !== "float32" && dtype !== "float64") || y.dtype !== dtype) return undefined
    const work = multiplications(x, y, labels)
    if (work < FEW) return undefined
    const width = tileVectors()
    const known = repeated(x, y, labels, width)
    if (known !== undefined) return known
    const plan = planOf(x, y, labels)
    const { stack, rows, columns, inner } = plan
    const shape = labels.out.map(
      (name) => (labels.a.includes(name) ? x.shape[labels.a.indexOf(name)] : y.shape[labels.b.indexOf(name)]) as number,
    )
    if (inner.names.length === 0) return outer(x, y, labels, shape)
    if (stack.count === 1 && (rows.count === 1 || columns.count === 1)) {
      const [matrix, vector] = columns.count === 1 ? [plan.left, plan.right] : [plan.right, plan.left]
      const result = byVector(matrix, vector, columns.count === 1 ? rows : columns, inner, shape)
      if (result !== undefined) return result
    }
    const bytes = windowBytes(x) + windowBytes(y) + countOf(shape) * dtypes[dtype].bytes
    if (bytes > large) return byHalves(x, y, labels, contract)
    if (work < WORTH_THREADS) return direct(plan, dtype, shape, labels.out, width) ?? first(x, y, labels, plan, dtype, shape, width)
    return (
      threaded(plan, dtype, shape, labels.out, width) ??
      direct(plan, dtype, shape, labels.out, width) ??
      blocked(plan, dtype, shape, labels.out, width)
    )
  }
  return ([x, y], labels) => contract(x as NDArray, y as NDArray, labels as Labels)
}

/** The product of the sizes of all names. */
function multiplications(x: NDArray, y: NDArray, { a, b }: Labels): number {
  let count = x.size
  for (let i = 0; i < b.length; i++) if (!a.includes(b[i] as number)) count *= y.shape[i] as number
  return count
}

/** A matrix with a vector, where the axes of the matrix come down to two. */
function byVector(matrix: Plan["left"], vector: Plan["left"], places: Group, inner: Group, shape: NumericShape): NDArray | undefined {
  if (places.count * inner.count < MANY) return undefined
  const [down, along] = [places, inner].map((group) => stepOf(group, stridesFor(group, matrix.names, matrix.x.strides)))
  if (down === undefined || along === undefined) return undefined
  const order = stridesFor(inner, vector.names, vector.x.strides)
  return matrixVector(viewOf(matrix.x, [places.count, inner.count], [down, along]), viewOf(vector.x, inner.sizes, order), shape)
}

export const contraction: Kernels = { structural: { contract: contractWithin(LARGE) } }
