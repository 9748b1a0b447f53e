// Sum and broadcast, each the other's transpose; constants that live where another value lives; conversion of types.
import { allocate, denseArray, type NDArray, scalarArray, viewOf } from "../array.ts"
import { bind1 } from "../bind.ts"
import { type DType, dtypes, isFloating, isInteger, isWide } from "../dtype.ts"
import { NablaError } from "../errors.ts"
import { reduced, sumFold } from "../kernels/reduce.ts"
import { sumWide } from "../kernels/wide.ts"
import { checkOptions } from "../options.ts"
import type { Linear, Multilinear } from "../primitive.ts"
import { countOf, normalizeAxes, type NumericShape, reduceShape, sameShape, type Shape, showShape } from "../shape.ts"
import { type Dim, toSize } from "../size.ts"
import { constant, linear } from "../structural.ts"
import type { BroadcastTo, Sum } from "../types/index.ts"
import { dtypeOf, shapeOf, type Value } from "../value.ts"
import { astype } from "./cast.ts"
import { reshape } from "./reshape.ts"

interface Axes {
  readonly axes: readonly number[]
}

const up = ({ axes }: Axes): Axes => ({ axes: axes.map((k) => k + 1) })

/** Small integers are summed as the default integer of their kind, int32 or uint32; booleans are counted in int32. */
export const sumType = (dtype: DType): DType => {
  if (isFloating(dtype) || isWide(dtype)) return dtype
  return dtypes[dtype].kind === "uint" ? "uint32" : "int32"
}

export const sumPrimitive: Linear = /* @__PURE__ */ linear<Axes>({
  name: "sum",
  shape: ([x], { axes }) => reduceShape(x as Shape, axes),
  dtype: ([x]) => sumType(x as DType),
  eager: ([x], { axes }, shape) => {
    const dtype = sumType((x as NDArray).dtype)
    if (isWide(dtype)) return reduced(sumWide(dtype), x as NDArray, axes, allocate(dtype, shape as NumericShape))
    const out = reduced(sumFold, x as NDArray, axes, allocate(isInteger(dtype) ? "float64" : dtype, shape as NumericShape))
    return isInteger(dtype) ? integersOf("sum", out, dtype) : out
  },
  transpose: (g, [shape], { axes }) => [broadcast(g, shape as Shape, axes)],
  lift: up,
})

/** Exact sums and products of integers as that type, refused where one does not fit. */
export function integersOf(operation: string, x: NDArray, dtype: DType): NDArray {
  const [lo, hi] = dtypes[dtype].range
  for (const value of x.data) {
    if (!(value >= lo && value <= hi)) {
      throw new NablaError(
        "integer-overflow",
        `${operation}: the result ${value} does not fit ${dtype}; pass { dtype: "float64" } to compute in float64`,
      )
    }
  }
  return denseArray(x, dtype)
}

/**
 * A sum or product in the type that was asked for. Small integers were added up in a wider one: what does not fit is
 * refused here, where it is known.
 */
export function totalAs(operation: string, y: Value, dtype: DType | undefined): Value {
  if (dtype === undefined || dtypeOf(y) === dtype) return y
  const known = y as unknown as NDArray
  if (isInteger(dtype) && typeof y !== "number" && known.buffer !== undefined) integersOf(operation, known, dtype)
  return astype(y as never, dtype as never) as Value
}

/**
 * Options of a reduction: `axis` a position or a list of them (all when absent), `keepdims` leaves size-1 axes in
 * their place, `dtype` computes in that type.
 */
export interface ReduceOptions {
  readonly axis?: number | readonly number[] | null
  readonly keepdims?: boolean
  readonly dtype?: DType
}

/**
 * Σ x over the given axes, all of them when none is named. Floats are summed pairwise; an integer sum that does not
 * fit its type throws.
 *
 * @example sum(tensor([[1, 2], [3, 4]]), { axis: 0 }).toArray() // => [4, 6]
 */
export const sum = ((x: Value, options: ReduceOptions = {}): Value => {
  checkOptions("sum", options, ["axis", "keepdims", "dtype"])
  const axes = normalizeAxes("sum", options.axis, shapeOf(x))
  const terms = options.dtype === undefined ? x : astype(x, options.dtype)
  const total = totalAs("sum", bind1(sumPrimitive, terms, { axes }), options.dtype)
  return options.keepdims === true ? reshape(total, reduceShape(shapeOf(x), axes, true)) : total
}) as Sum<"sum">

interface Broadcast {
  /** Of the result. */
  readonly shape: Shape
  /** The axes of the result that the argument lacks. */
  readonly axes: readonly number[]
}

export const broadcastPrimitive: Linear = /* @__PURE__ */ linear<Broadcast>({
  name: "broadcast",
  shape: (_, { shape }) => shape,
  eager: ([x], { shape, axes }) => {
    const strides: number[] = []
    for (let i = 0, k = 0; i < shape.length; i++) strides.push(axes.includes(i) ? 0 : ((x as NDArray).strides[k++] as number))
    return viewOf(x as NDArray, shape as NumericShape, strides)
  },
  transpose: (g, _, { axes }) => [sum(g as never, { axis: axes })],
  lift: ({ shape, axes }, _, batch) => ({ shape: [batch, ...shape], axes: axes.map((k) => k + 1) }),
})

/** Inserts new axes at `axes` of the result and repeats along them; never stretches an axis that is there. */
export const broadcast = (x: Value, shape: Shape, axes: readonly number[]): Value =>
  axes.length === 0 ? x : bind1(broadcastPrimitive, x, { shape, axes })

/**
 * x repeated to a larger shape by NumPy's rule: aligned at the right, sizes equal or 1. No copy is made.
 *
 * @example broadcastTo(tensor([1, 2]), [2, 2]).toArray() // => [[1, 2], [1, 2]]
 */
export const broadcastTo = ((x: Value, shape: Shape): Value => {
  const target = shape.map((n) => toSize("broadcastTo", n))
  const from = shapeOf(x)
  const extra = target.length - from.length
  const fits = extra >= 0 && from.every((n, i) => n === target[i + extra] || n === 1)
  if (!fits) {
    throw new NablaError(
      "shape-mismatch",
      `broadcastTo: shape ${showShape(from)} does not broadcast to ${showShape(target)}; aligned at the right, sizes must be equal or 1`,
    )
  }
  const stretched = (i: number): boolean => i >= extra && from[i - extra] === 1 && target[i] !== 1
  const kept = from.filter((_, i) => !stretched(i + extra))
  const bare = sameShape(kept, from) ? x : reshape(x, kept)
  return broadcast(
    bare,
    target,
    target.map((_, i) => i).filter((i) => i < extra || stretched(i)),
  )
}) as BroadcastTo

/** The transpose of broadcasting: sums `g` back to `shape`. */
export function unbroadcast(g: Value, shape: Shape): Value {
  const from = shapeOf(g)
  if (sameShape(from, shape)) return g
  const extra = from.length - shape.length
  const axes = from.map((_, i) => i).filter((i) => i < extra || (shape[i - extra] === 1 && from[i] !== 1))
  const total = bind1(sumPrimitive, g, { axes })
  return sameShape(shapeOf(total), shape) ? total : reshape(total, shape)
}

/** The number that a value is known to be: a plain number, or a literal among terms. */
export const literalOf = (x: Value): number | null => (typeof x === "number" ? x : ((x as { literal?: number | null }).literal ?? null))

export const axisSizePrimitive: Multilinear = /* @__PURE__ */ constant<Axes>({
  name: "axisSize",
  shape: () => [],
  dtype: () => "float64",
  eager: ([x], { axes }) => scalarArray("float64", countOf(axes.map((i) => (x as NDArray).shape[i] as number))),
  batch: ([x], _, batch, { axes }) => [broadcast(bind1(axisSizePrimitive, x as Value, up({ axes })), [batch], [0])],
})

/** The number of elements along `axes` as a value: a number where sizes are numbers, a term where they are named. */
export function axisSize(x: Value, axes: readonly number[]): Value {
  let count = 1
  const shape = shapeOf(x)
  for (const axis of axes) {
    const n = shape[axis] as Dim
    if (typeof n !== "number") return bind1(axisSizePrimitive, x, { axes })
    count *= n
  }
  return count
}
