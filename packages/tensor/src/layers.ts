// Functions of layers that look along an axis: classes as unit vectors, gates, normalisation.
import {
  add,
  astype,
  checkOptions,
  type DType,
  divide,
  dtypeOf,
  equal,
  expandDims,
  isInteger,
  mean,
  multiply,
  NablaError,
  normalizeAxis,
  type Operand,
  shapeOf,
  showShape,
  sigmoid,
  split,
  sqrt,
  subtract,
  type Tensor,
  type Value,
  variance,
  type OneHot,
  type Glu,
  type KeptFloat,
} from "@nablajs/core"
import { floating, type Loose } from "./compose.ts"
import { arange } from "./create.ts"

/**
 * Classes 0 … n − 1 as unit vectors along a new last axis: float64 unless `dtype` says otherwise.
 *
 * @example oneHot(tensor([0, 2], { dtype: "int32" }), 3).toArray() // => [[1, 0, 0], [0, 0, 1]]
 */
export const oneHot: OneHot = ((x: Operand, n: number, options: { readonly dtype?: DType } = {}): Tensor => {
  checkOptions("oneHot", options, ["dtype"])
  if (typeof x !== "number" && !isInteger(dtypeOf(x as Value)))
    throw new NablaError("dtype-mismatch", `oneHot: classes are integers, got ${dtypeOf(x as Value)}; convert with astype(x, "int32")`)
  if (!Number.isInteger(n) || n < 0) throw new NablaError("bad-argument", `oneHot: expected the number of classes, got ${n}`)
  const classes = arange(n, { dtype: "int32" })
  return astype(
    equal(expandDims(x as Loose, -1 as never) as Loose, classes as Loose) as Loose,
    (options.dtype ?? "float64") as never,
  ) as Tensor
}) as Loose

/**
 * The first half of x along an axis, the last when none is named, times the sigmoid of the second half.
 *
 * @example glu(tensor([3, 0])).toArray() // => [1.5]
 */
export const glu: Glu = ((x: Tensor, options: { readonly axis?: number } = {}): Tensor => {
  checkOptions("glu", options, ["axis"])
  const shape = shapeOf(x as unknown as Value)
  const axis = normalizeAxis("glu", options.axis ?? -1, shape.length, shape)
  if ((shape[axis] as number) % 2 !== 0)
    throw new NablaError("shape-mismatch", `glu: axis ${axis} is to be halved, but has an odd size, got shape ${showShape(shape)}`)
  const [values, gates] = (split as Loose)(x, 2, { axis })
  return multiply(values, sigmoid(gates)) as Loose
}) as Loose

export interface StandardizeOptions {
  /** The axis or axes that are brought to mean 0 and variance 1; the last if absent. */
  readonly axis?: number | readonly number[] | null
  /** Added to the variance; 1e-5 if absent. */
  readonly epsilon?: number
}

/**
 * (x − mean) / √(variance + ε) along an axis, the last when none is named: layer normalisation without its weights.
 *
 * @example standardize(tensor([1, 3]), { epsilon: 0 }).toArray() // => [-1, 1]
 */
export const standardize: KeptFloat<StandardizeOptions> = ((x: Tensor, options: StandardizeOptions = {}): Tensor => {
  checkOptions("standardize", options, ["axis", "epsilon"])
  const values = floating(x)
  const over: Loose = { axis: options.axis === undefined ? -1 : options.axis, keepdims: true }
  const centred: Loose = subtract(values, mean(values, over) as Loose)
  return divide(centred, sqrt(add(variance(values, over) as Loose, options.epsilon ?? 1e-5) as Loose) as Loose) as Loose
}) as Loose
