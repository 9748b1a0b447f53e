// Functions of neural networks beyond `relu`, `sigmoid` and `softplus`, and classes as unit vectors.
import {
  add,
  astype,
  checkOptions,
  type DType,
  dtypeOf,
  equal,
  erf,
  expandDims,
  expm1,
  greater,
  isInteger,
  minimum,
  multiply,
  NablaError,
  type Operand,
  pow,
  sigmoid,
  type Tensor,
  tanh,
  type Unary,
  type Value,
  where,
} from "@nablajs/core"
import { arange } from "./create.ts"

// biome-ignore lint/suspicious/noExplicitAny: shapes are not followed within these compositions
type Loose = any

/**
 * x · σ(x), element by element.
 *
 * @example silu(0) // => 0
 */
export const silu: Unary = ((x: Loose): Loose => multiply(x, sigmoid(x))) as Unary

/**
 * x Φ(x) with the normal distribution Φ, element by element; `approximate` uses the hyperbolic tangent instead.
 *
 * @example gelu(0) // => 0
 */
export const gelu: Unary & ((x: Operand, options: { readonly approximate?: boolean }) => Tensor) = ((
  x: Loose,
  options: { readonly approximate?: boolean } = {},
): Loose => {
  checkOptions("gelu", options, ["approximate"])
  const share =
    options.approximate === true
      ? tanh(multiply(Math.sqrt(2 / Math.PI), add(x, multiply(0.044715, pow(x, 3)))) as Loose)
      : erf(multiply(x, Math.SQRT1_2))
  return multiply(multiply(0.5, x), add(1, share as Loose))
}) as Loose

/**
 * x where it is positive, α (eˣ − 1) elsewhere; α is 1 if absent.
 *
 * @example elu(2) // => 2
 */
export const elu: <A extends Operand>(x: A, alpha?: number) => A = (x: Loose, alpha = 1): Loose =>
  (where as Loose)(greater(x, 0), x, multiply(alpha, expm1(minimum(x, 0) as Loose)))

/**
 * x where it is positive, `slope` · x elsewhere; the slope is 0.01 if absent.
 *
 * @example leakyRelu(-1, 0.1) // => -0.1
 */
export const leakyRelu: <A extends Operand>(x: A, slope?: number) => A = (x: Loose, slope = 0.01): Loose =>
  (where as Loose)(greater(x, 0), x, multiply(slope, x))

/**
 * Classes 0 … n − 1 as unit vectors along a new last axis: float64 unless `dtype` says otherwise.
 *
 * @example oneHot(tensor([0, 2], { dtype: "int32" }), 3).toArray() // => [[1, 0, 0], [0, 0, 1]]
 */
export function oneHot(x: Operand, n: number, options: { readonly dtype?: DType } = {}): Tensor {
  checkOptions("oneHot", options, ["dtype"])
  if (typeof x !== "number" && !isInteger(dtypeOf(x as Value)))
    throw new NablaError("dtype-mismatch", `oneHot: classes are integers, got ${dtypeOf(x as Value)}; convert with astype(x, "int32")`)
  if (!Number.isInteger(n) || n < 0) throw new NablaError("bad-argument", `oneHot: expected the number of classes, got ${n}`)
  const classes = arange(n, { dtype: "int32" })
  return astype(
    equal(expandDims(x as Loose, -1 as never) as Loose, classes as Loose) as Loose,
    (options.dtype ?? "float64") as never,
  ) as Tensor
}
