// Reductions above sums and products of elements: means, extremes, products, truth of many, running sums.
import { allocate, denseArray, type NDArray } from "../array.ts"
import { bind1 } from "../bind.ts"
import { type DType, isFloating, isInteger, isWide } from "../dtype.ts"
import { NablaError } from "../errors.ts"
import { multiplied } from "../kernels/complexfold.ts"
import { allFold, anyFold, argmaxFold, argminFold, type Fold, maxFold, minFold, prodFold, reduced } from "../kernels/reduce.ts"
import { runningSums } from "../kernels/running.ts"
import { allWide, anyWide, maxWide, minWide, prodWide, runningWide } from "../kernels/wide.ts"
import { checkOptions } from "../options.ts"
import type { Custom, Linear, Multilinear, Planes } from "../primitive.ts"
import { normalizeAxes, normalizeAxis, type NumericShape, reduceShape, type Shape, showShape, sizeOf } from "../shape.ts"
import type { Dim } from "../size.ts"
import { constant, custom, linear } from "../structural.ts"
import type { ArgReduce, Cumsum, Mean, Reduce, ReduceBool, Sum } from "../types/index.ts"
import { shapeOf, type Value } from "../value.ts"
import { add, divide, multiply } from "./arithmetic.ts"
import { axisSize, broadcast, integersOf, type ReduceOptions, sum, sumType, totalAs } from "./broadcast.ts"
import { astype, fillLike, truths } from "./cast.ts"
import { equal } from "./comparison.ts"
import { transpose } from "./movement.ts"
import { slice } from "./parts.ts"
import { reshape } from "./reshape.ts"
import { where } from "./selection.ts"

interface Axes {
  readonly axes: readonly number[]
}

const up = ({ axes }: Axes): Axes => ({ axes: axes.map((k) => k + 1) })
const folded = ([x]: readonly Shape[], { axes }: Axes): Shape => reduceShape(x as Shape, axes)

const keep = (result: Value, x: Value, axes: readonly number[], options: ReduceOptions): Value =>
  options.keepdims === true ? reshape(result as never, reduceShape(shapeOf(x), axes, true) as never) : result

/**
 * The average over the given axes, all of them when none is named; integers give float64.
 *
 * @example mean(tensor([1, 2, 4.5])).item() // => 2.5
 */
export const mean = ((x: Value, options: ReduceOptions = {}): Value => {
  checkOptions("mean", options, ["axis", "keepdims"])
  const axes = normalizeAxes("mean", options.axis, shapeOf(x))
  const floating = typeof x === "number" || isFloating(x.dtype as DType) ? x : astype(x as never, "float64")
  return divide(sum(floating as never, options as never) as never, axisSize(x, axes) as never)
}) as Mean<"mean">

// The product over the last axis and its tangent by halves: (p₁ p₂)' = p₁' p₂ + p₁ p₂', which divides by nothing and so is
// exact also where elements are 0.
function productTangent(x: Value, dx: Value, n: number): readonly [Value, Value] {
  if (n === 1) return [last(x, 0, 1), last(dx, 0, 1)]
  const half = n >> 1
  const [p, dp] = productTangentOf(last(x, 0, half), last(dx, 0, half), last(x, half, 2 * half), last(dx, half, 2 * half))
  const [q, dq] = productTangent(p, dp, half)
  if (n % 2 === 0) return [q, dq]
  return productTangentOf(q, dq, last(x, n - 1, n), last(dx, n - 1, n))
}

const productTangentOf = (p: Value, dp: Value, q: Value, dq: Value): readonly [Value, Value] => [
  multiply(p as never, q as never),
  add(multiply(dp as never, q as never) as never, multiply(p as never, dq as never) as never),
]

function last(x: Value, start: number, stop: number): Value {
  const rank = shapeOf(x).length
  return slice(
    x,
    Array.from({ length: rank }, (_, i) => (i === rank - 1 ? { start, stop, step: 1 } : null)),
  )
}

export const prodPrimitive: Custom = /* @__PURE__ */ custom<null>({
  name: "prod",
  shape: ([x]) => (x as Shape).slice(0, -1),
  dtype: ([x]) => sumType(x as DType),
  eager: ([x], _, shape) => foldLast(prodFold, "prod", x as NDArray, shape as NumericShape),
  complex: ([x]) => multiplied(x as Planes, (x as Planes).re.shape.length - 1, "last"),
  jvp: ([x], [dx], [y]) => {
    const shape = shapeOf(x as Value)
    const n = shape[shape.length - 1] as Dim
    // an axis of any size cannot be halved: y Σ dx/x, where no element is 0
    if (typeof n !== "number") return [multiply(y as never, sum(divide(dx as never, x as never) as never, { axis: -1 }) as never) as Value]
    if (n === 0) return [fillLike(y as Value, 0)]
    return [reshape(productTangent(x as Value, dx as Value, n)[1] as never, shapeOf(y as Value) as never)]
  },
  lift: (params) => params,
})

function foldLast(fold: Fold, name: string, x: NDArray, shape: NumericShape): NDArray {
  const dtype = sumType(x.dtype)
  const axes = [x.shape.length - 1]
  if (isWide(dtype)) return reduced(prodWide(dtype, name), x, axes, allocate(dtype, shape))
  const out = reduced(fold, x, axes, allocate(isInteger(dtype) ? "float64" : dtype, shape))
  return isInteger(dtype) ? integersOf(name, out, dtype) : out
}

/** The axes moved to the end and joined into one. */
function joined(x: Value, axes: readonly number[]): Value {
  const shape = shapeOf(x)
  const kept = shape.map((_, i) => i).filter((i) => !axes.includes(i))
  const moved = transposed(x, [...kept, ...axes])
  return reshape(moved as never, [...kept.map((i) => shape[i] as Dim), sizeOf(axes.map((i) => shape[i] as Dim))] as never)
}

const transposed = (x: Value, axes: readonly number[]): Value => transpose(x as never, axes as never)

/**
 * Π x over the given axes, all of them when none is named; 1 over nothing. The derivative is exact also where elements
 * are 0.
 *
 * @example prod(tensor([2, 3, 4])).item() // => 24
 */
export const prod = ((x: Value, options: ReduceOptions = {}): Value => {
  checkOptions("prod", options, ["axis", "keepdims", "dtype"])
  const axes = normalizeAxes("prod", options.axis, shapeOf(x))
  const converted = options.dtype === undefined ? x : astype(x as never, options.dtype as never)
  return keep(totalAs("prod", bind1(prodPrimitive, joined(converted, axes), null), options.dtype), x, axes, options)
}) as Sum<"prod">

function extremum(name: string, fold: Fold, wide: Fold) {
  return custom<Axes>({
    name,
    shape: ([x], { axes }) => {
      const empty = axes.find((i) => (x as Shape)[i] === 0)
      if (empty === undefined) return reduceShape(x as Shape, axes)
      throw new NablaError("bad-argument", `${name}: axis ${empty} of shape ${showShape(x as Shape)} is empty and has no ${name}`)
    },
    eager: ([x], { axes }, shape) => {
      const { dtype } = x as NDArray
      return reduced(isWide(dtype) ? wide : fold, x as NDArray, axes, allocate(dtype, shape as NumericShape))
    },
    // ties share the derivative equally
    jvp: ([x], [dx], [y], { axes }: Axes) => {
      const best = where(
        equal(x as never, broadcast(y as Value, shapeOf(x as Value), axes) as never),
        fillLike(x as Value, 1) as never,
        0 as never,
      )
      const shared = sum(multiply(best as never, dx as never) as never, { axis: axes })
      return [divide(shared as never, sum(best as never, { axis: axes }) as never)]
    },
    lift: up,
  })
}

export const maxPrimitive: Custom = /* @__PURE__ */ extremum("max", maxFold, maxWide)

/**
 * The largest element over the given axes, all of them when none is named; NaN if there is one. Ties share the derivative.
 *
 * @example max(tensor([[1, 5], [7, 2]]), { axis: 0 }).toArray() // => [7, 5]
 */
export const max = ((x: Value, options: ReduceOptions = {}): Value => {
  checkOptions("max", options, ["axis", "keepdims"])
  const axes = normalizeAxes("max", options.axis, shapeOf(x))
  return keep(bind1(maxPrimitive, x, { axes }), x, axes, options)
}) as Reduce<"max">

export const minPrimitive: Custom = /* @__PURE__ */ extremum("min", minFold, minWide)

/**
 * The smallest element over the given axes, all of them when none is named; NaN if there is one. Ties share the derivative.
 *
 * @example min(tensor([[1, 5], [7, 2]]), { axis: 0 }).toArray() // => [1, 2]
 */
export const min = ((x: Value, options: ReduceOptions = {}): Value => {
  checkOptions("min", options, ["axis", "keepdims"])
  const axes = normalizeAxes("min", options.axis, shapeOf(x))
  return keep(bind1(minPrimitive, x, { axes }), x, axes, options)
}) as Reduce<"min">

function quantifier(name: string, fold: Fold, wide: Fold) {
  const eager = (x: NDArray, { axes }: Axes, shape: Shape): NDArray =>
    reduced(isWide(x.dtype) ? wide : fold, x, axes, allocate("bool", shape as NumericShape))
  return constant<Axes>({
    name,
    shape: folded,
    dtype: () => "bool",
    eager: ([x], params, shape) => eager(x as NDArray, params, shape),
    complex: ([x], params, shape) => eager(truths(x as Planes), params, shape),
    lift: up,
  })
}

export const anyPrimitive: Multilinear = /* @__PURE__ */ quantifier("any", anyFold, anyWide)

/**
 * Whether some element over the given axes is not 0.
 *
 * @example any(tensor([0, 1])).item() // => true
 */
export const any = ((x: Value, options: ReduceOptions = {}): Value => {
  checkOptions("any", options, ["axis", "keepdims"])
  const axes = normalizeAxes("any", options.axis, shapeOf(x))
  return keep(bind1(anyPrimitive, x, { axes }), x, axes, options)
}) as ReduceBool<"any">

export const allPrimitive: Multilinear = /* @__PURE__ */ quantifier("all", allFold, allWide)

/**
 * Whether every element over the given axes is not 0.
 *
 * @example all(tensor([0, 1])).item() // => false
 */
export const all = ((x: Value, options: ReduceOptions = {}): Value => {
  checkOptions("all", options, ["axis", "keepdims"])
  const axes = normalizeAxes("all", options.axis, shapeOf(x))
  return keep(bind1(allPrimitive, x, { axes }), x, axes, options)
}) as ReduceBool<"all">

const position = (name: string, fold: Fold) =>
  constant<{ readonly axis: number }>({
    name,
    shape: ([x], { axis }) => {
      if ((x as Shape)[axis] === 0) throw new NablaError("bad-argument", `${name}: axis ${axis} of shape ${showShape(x as Shape)} is empty`)
      return reduceShape(x as Shape, [axis])
    },
    dtype: () => "int32",
    eager: ([x], { axis }, shape) => reduced(fold, x as NDArray, [axis], allocate("int32", shape as NumericShape)),
    lift: ({ axis }) => ({ axis: axis + 1 }),
  })

export const argmaxPrimitive: Multilinear = /* @__PURE__ */ position("argmax", argmaxFold)
export const argminPrimitive: Multilinear = /* @__PURE__ */ position("argmin", argminFold)

interface PositionOptions {
  readonly axis?: number | null
  readonly keepdims?: boolean
}

function positionOf(primitive: typeof argmaxPrimitive, x: Value, options: PositionOptions): Value {
  checkOptions(primitive.name, options, ["axis", "keepdims"])
  const shape = shapeOf(x)
  const flat = options.axis === undefined || options.axis === null
  const axis = flat ? 0 : normalizeAxis(primitive.name, options.axis as number, shape.length, shape)
  const source = flat ? reshape(x as never, [-1] as never) : x
  const result = bind1(primitive, source, { axis })
  return keep(result, x, flat ? shape.map((_, i) => i) : [axis], options)
}

/**
 * The position of the first largest element along an axis, in the flattened tensor when none is named; that of the
 * first NaN if there is one.
 *
 * @example argmax(tensor([1, 7, 7])).item() // => 1
 */
export const argmax = ((x: Value, options: PositionOptions = {}): Value => positionOf(argmaxPrimitive, x, options)) as ArgReduce<"argmax">

/**
 * The position of the first smallest element along an axis, in the flattened tensor when none is named; that of the
 * first NaN if there is one.
 *
 * @example argmin(tensor([3, 1, 1])).item() // => 1
 */
export const argmin = ((x: Value, options: PositionOptions = {}): Value => positionOf(argminPrimitive, x, options)) as ArgReduce<"argmin">

interface Running {
  readonly axis: number
  /** From the last element to the first. */
  readonly back: boolean
}

export const cumsumPrimitive: Linear = /* @__PURE__ */ linear<Running>({
  name: "cumsum",
  shape: ([x]) => x as Shape,
  dtype: ([x]) => sumType(x as DType),
  eager: ([x], { axis, back }, shape) => {
    const dtype = sumType((x as NDArray).dtype)
    const source = denseArray(x as NDArray)
    if (isWide(dtype)) return runningWide("cumsum", source, axis, back, 0n, (a, b) => a + b)
    const out = allocate(isInteger(dtype) ? "float64" : dtype, shape as NumericShape)
    runningSums(source, out, axis, back)
    return isInteger(dtype) ? integersOf("cumsum", out, dtype) : out
  },
  transpose: (g, _, { axis, back }) => [bind1(cumsumPrimitive, g, { axis, back: !back })],
  lift: ({ axis, back }) => ({ axis: axis + 1, back }),
})

/**
 * Running sums along an axis; of the flattened tensor when none is named and there are several.
 *
 * @example cumsum(tensor([1, 2, 3])).toArray() // => [1, 3, 6]
 */
export const cumsum = ((x: Value, options: { axis?: number | null } = {}): Value => {
  checkOptions("cumsum", options, ["axis"])
  const flat = options.axis === undefined || options.axis === null
  const source = flat ? reshape(x as never, [-1] as never) : x
  const shape = shapeOf(source)
  return bind1(cumsumPrimitive, source, {
    axis: normalizeAxis("cumsum", flat ? 0 : (options.axis as number), shape.length, shape),
    back: false,
  })
}) as Cumsum<"cumsum">
