// log Σ eˣ and its derivative, the softmax: exponentials normalised over an axis, without overflow.
import { composed } from "../accelerate.ts"
import type { NDArray } from "../array.ts"
import { bind1 } from "../bind.ts"
import { type DType, floatOf } from "../dtype.ts"
import { isExpr } from "../expr.ts"
import { checkOptions } from "../options.ts"
import type { Custom } from "../primitive.ts"
import { normalizeAxes, normalizeAxis, reduceShape, type Shape } from "../shape.ts"
import { custom } from "../structural.ts"
import type { Mean, Softmax } from "../types/index.ts"
import { asNode, shapeOf, type Value } from "../value.ts"
import { add, divide, multiply, subtract } from "./arithmetic.ts"
import { broadcast, type ReduceOptions, sum } from "./broadcast.ts"
import { fillLike } from "./cast.ts"
import { isfinite } from "./comparison.ts"
import { exp, log } from "./exponential.ts"
import { floating } from "./norm.ts"
import { max } from "./reduction.ts"
import { reshape } from "./reshape.ts"
import { stopGradient, where } from "./selection.ts"
import { kept } from "./statistics.ts"

interface Axes {
  readonly axes: readonly number[]
}

/** The largest element as a constant to take out before exponentials; 0 where it is not finite. */
function top(x: Value, axes: readonly number[]): Value {
  if (axes.some((i) => shapeOf(x)[i] === 0)) return 0
  const m = stopGradient(max(x as never, { axis: axes, keepdims: true }) as never) as Value
  return where(isfinite(m as never) as never, m as never, fillLike(m, 0) as never) as Value
}

/** m + log Σ eˣ⁻ᵐ */
function stable(x: NDArray, axes: readonly number[]): NDArray {
  const m = top(x as never, axes)
  const total = sum(exp(subtract(x as never, m as never) as never) as never, { axis: axes })
  const offset = typeof m === "number" ? m : (reshape(m as never, shapeOf(total as Value) as never) as Value)
  return asNode(add(log(total as never) as never, offset as never) as Value) as NDArray
}

/** eˣ⁻ʸ for y = log Σ eˣ */
const share = (x: Value, y: Value, axes: readonly number[]): Value =>
  exp(subtract(x as never, broadcast(y, shapeOf(x), axes) as never) as never) as Value

export const logsumexpPrimitive: Custom = /* @__PURE__ */ custom<Axes>({
  name: "logsumexp",
  shape: ([x], { axes }) => reduceShape(x as Shape, axes),
  dtype: ([x]) => floatOf(x as DType),
  eager: ([x], { axes }) => stable(x as NDArray, axes),
  jvp: ([x], [dx], [y], { axes }) => [
    sum(multiply(share(x as Value, y as Value, axes) as never, dx as never) as never, { axis: axes }) as Value,
  ],
  vjp: ([g], [x], [y], params) => {
    const { axes } = params as Axes
    return [multiply(broadcast(g as Value, shapeOf(x as Value), axes) as never, share(x as Value, y as Value, axes) as never) as Value]
  },
  lift: ({ axes }) => ({ axes: axes.map((k) => k + 1) }),
  notation: { text: "logsumexp", latex: "\\operatorname{logsumexp}" },
})

/**
 * log Σ eˣ over the given axes, all when none is named, without overflow. The derivative is the {@link softmax}.
 *
 * @example logsumexp(tensor([1000, 1000])).item() // => 1000.6931471805599
 */
export const logsumexp: Mean<"logsumexp"> = ((x: Value, options: ReduceOptions = {}): Value => {
  checkOptions("logsumexp", options, ["axis", "keepdims"])
  const axes = normalizeAxes("logsumexp", options.axis, shapeOf(x))
  return kept(bind1(logsumexpPrimitive, floating(x), { axes }), x, axes, options)
}) as Mean<"logsumexp">

interface AxisOption {
  readonly axis?: number | null
}

const oneAxis = (operation: string, x: Value, options: AxisOption): readonly number[] => {
  const shape = shapeOf(x)
  return options.axis === null
    ? shape.map((_, i) => i)
    : shape.length === 0
      ? []
      : [normalizeAxis(operation, options.axis ?? -1, shape.length, shape)]
}

/** x − log Σ eˣ, as terms have it; numbers keep more digits by sums of their own. */
function logShare(x: Value, axes: readonly number[]): Value {
  const y = bind1(logsumexpPrimitive, x, { axes })
  return subtract(x as never, (shapeOf(y).length === 0 ? y : broadcast(y, shapeOf(x), axes)) as never) as Value
}

/**
 * eˣ / Σ eˣ along an axis, the last when none is named: positive numbers that add up to 1.
 *
 * @example softmax(tensor([0, 0])).toArray() // => [0.5, 0.5]
 */
export const softmax: Softmax<"softmax"> = ((x: Value, options: AxisOption = {}): Value => {
  checkOptions("softmax", options, ["axis"])
  const axes = oneAxis("softmax", x, options)
  const values = floating(x)
  if (isExpr(values)) return exp(logShare(values, axes) as never)
  const known = composed("softmax", values, { axes })
  if (known !== undefined) return known
  const e = exp(subtract(values as never, top(values, axes) as never) as never)
  return divide(e as never, sum(e as never, { axis: axes, keepdims: true }) as never)
}) as Softmax<"softmax">

/**
 * The logarithm of the {@link softmax}, accurate where that is near 0.
 *
 * @example logSoftmax(tensor([0, 0])).toArray() // => [-0.6931471805599453, -0.6931471805599453]
 */
export const logSoftmax: Softmax<"logSoftmax"> = ((x: Value, options: AxisOption = {}): Value => {
  checkOptions("logSoftmax", options, ["axis"])
  const axes = oneAxis("logSoftmax", x, options)
  const values = floating(x)
  if (isExpr(values)) return logShare(values, axes)
  const known = composed("logSoftmax", values, { axes })
  if (known !== undefined) return known
  const shifted = subtract(values as never, top(values, axes) as never) as Value
  return subtract(shifted as never, log(sum(exp(shifted as never) as never, { axis: axes, keepdims: true }) as never) as never)
}) as Softmax<"logSoftmax">
