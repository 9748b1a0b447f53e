// Where faster kernels are asked for. Primitives carry plain kernels that always work; a package may put faster ones
// beside them, by the primitive's name. Small operations never ask, and a kernel may decline: then the plain one runs.
import type { NDArray } from "./array.ts"
import type { DType, TypedArray } from "./dtype.ts"
import type { DenseEngine } from "./kernels/dense/engine.ts"
import type { FourierEngine } from "./kernels/fourier.ts"
import type { Elementwise } from "./primitive.ts"
import type { NumericShape } from "./shape.ts"
import { SMALL } from "./slab.ts"
import type { Params, Value } from "./value.ts"

/**
 * The elements of f(a, …) as a new array of `dtype` and `shape`, to which the operands broadcast. undefined: not here, use
 * the plain kernel. Operands may have any strides and types; a number among them is a 0-d array of float64 or float32, good
 * for this call only.
 */
export type ElementwiseKernel = (
  primitive: Elementwise,
  operands: readonly NDArray[],
  dtype: DType,
  shape: NumericShape,
) => NDArray | undefined

/** What the primitive's `eager` gives, or undefined. */
export type StructuralKernel = (args: readonly NDArray[], params: Params, shape: NumericShape) => NDArray | undefined

/** What the primitive's `eagerAll` gives, or undefined. */
export type SeveralKernel = (args: readonly NDArray[], params: Params) => NDArray[] | undefined

/** What a composition of primitives gives for a computed array, or undefined. */
export type ComposedKernel = (x: NDArray, params: Params) => NDArray | undefined

/** Faster kernels by the names of primitives, and one for copying. */
export interface Kernels {
  readonly elementwise?: Readonly<Record<string, ElementwiseKernel>>
  readonly structural?: Readonly<Record<string, StructuralKernel>>
  readonly several?: Readonly<Record<string, SeveralKernel>>
  /** Whole compositions, as `softmax`, by the operation's name. Only computed arrays come here, traces never. */
  readonly composed?: Readonly<Record<string, ComposedKernel>>
  /** Writes the elements of a view that is not dense in row-major order into `out`, of its type, from `offset` on; false: not here. */
  readonly copy?: (x: NDArray, out: TypedArray, offset: number) => boolean
  /** What factorizations of large matrices are made of. */
  readonly dense?: DenseEngine
  /** Fourier transforms along one axis. */
  readonly fourier?: FourierEngine
}

interface Table {
  elementwise: Record<string, ElementwiseKernel>
  structural: Record<string, StructuralKernel>
  several: Record<string, SeveralKernel>
  composed: Record<string, ComposedKernel>
  copy: NonNullable<Kernels["copy"]> | undefined
  dense: DenseEngine | undefined
  fourier: FourierEngine | undefined
}

/** Empty until a package fills it; names are asked as own properties, for a primitive may be called anything. */
export const fast: Table = /* @__PURE__ */ emptyTable()

function emptyTable(): Table {
  const empty = <K>(): Record<string, K> => Object.create(null)
  return {
    elementwise: empty(),
    structural: empty(),
    several: empty(),
    composed: empty(),
    copy: undefined,
    dense: undefined,
    fourier: undefined,
  }
}

/**
 * Puts faster kernels beside the plain ones of the eager world; a name that has one already gets the new one. They are asked
 * for arrays of more than 64 elements and must answer as the plain kernel does, up to rounding.
 */
export function accelerate(kernels: Kernels): void {
  Object.assign(fast.elementwise, kernels.elementwise)
  Object.assign(fast.structural, kernels.structural)
  Object.assign(fast.several, kernels.several)
  Object.assign(fast.composed, kernels.composed)
  if (kernels.copy !== undefined) fast.copy = kernels.copy
  if (kernels.dense !== undefined) fast.dense = kernels.dense
  if (kernels.fourier !== undefined) fast.fourier = kernels.fourier
}

/** The names of the primitives that have faster kernels. */
export const accelerated = (): ReadonlySet<string> => new Set([fast.elementwise, fast.structural, fast.several].flatMap(Object.keys))

/** The composition of that name at once, for a computed array that is large enough; undefined: compose. */
export function composed(name: string, x: Value, params: Params): Value | undefined {
  const kernel = fast.composed[name]
  const array = x as unknown as NDArray
  if (kernel === undefined || array.buffer === undefined || array.size <= SMALL) return undefined
  return kernel(array, params) as unknown as Value | undefined
}
