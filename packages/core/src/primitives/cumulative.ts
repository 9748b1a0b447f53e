// Running products, and running sums by the standard's name; differences of neighbours.
import { allocate, denseArray, type NDArray } from "../array.ts"
import { bind1 } from "../bind.ts"
import { type DType, isInteger, isWide } from "../dtype.ts"
import { NablaError } from "../errors.ts"
import { multiplied } from "../kernels/complexfold.ts"
import { runningWide } from "../kernels/wide.ts"
import { checkOptions } from "../options.ts"
import type { Custom, Planes } from "../primitive.ts"
import { countOf, normalizeAxis, type NumericShape, type Shape, showShape } from "../shape.ts"
import type { Dim } from "../size.ts"
import { custom } from "../structural.ts"
import type { Cumsum, CumulativeSum, Diff, Operand } from "../types/index.ts"
import { dtypeOf, shapeOf, type Value } from "../value.ts"
import { add, multiply, subtract } from "./arithmetic.ts"
import { broadcast, broadcastTo, integersOf, sumType, totalAs } from "./broadcast.ts"
import { astype, beside, fillLike } from "./cast.ts"
import { notEqual } from "./comparison.ts"
import { concat } from "./join.ts"
import { slice } from "./parts.ts"
import { cumsum } from "./reduction.ts"
import { reshape } from "./reshape.ts"

/** The part of x from start up to stop along one axis. */
export const along = (x: Value, axis: number, start: number, stop: Dim): Value =>
  slice(
    x,
    shapeOf(x).map((_, i) => (i === axis ? { start, stop, step: 1 } : null)),
  )

/** x moved `by` places along the axis, `value` entering. */
function delayed(x: Value, axis: number, by: number, value: number): Value {
  const n = shapeOf(x)[axis] as number
  return concat([fillLike(along(x, axis, 0, by), value), along(x, axis, 0, n - by)] as never, { axis }) as Value
}

// Products of 1, 2, 4, … neighbours and their tangents by (p q)' = p' q + p q', which divides by nothing and so is exact
// also where elements are 0.
function runningTangent(x: Value, dx: Value, axis: number): Value {
  const n = shapeOf(x)[axis] as Dim
  if (typeof n !== "number") throw new NablaError("unsupported", `cumprod: no derivative over an axis of named size ${n}`)
  let [p, dp] = [x, dx]
  for (let by = 1; by < n; by *= 2) {
    const [q, dq] = [delayed(p, axis, by, 1), delayed(dp, axis, by, 0)]
    dp = add(multiply(dp as never, q as never) as never, multiply(p as never, dq as never) as never)
    p = multiply(p as never, q as never)
  }
  return dp
}

export const cumprodPrimitive: Custom = /* @__PURE__ */ custom<{ readonly axis: number }>({
  name: "cumprod",
  shape: ([x]) => x as Shape,
  dtype: ([x]) => sumType(x as DType),
  eager: ([x], { axis }, shape) => {
    const dtype = sumType((x as NDArray).dtype)
    const source = denseArray(x as NDArray)
    if (isWide(dtype)) return runningWide("cumprod", source, axis, false, 1n, (a, b) => a * b)
    const out = allocate(isInteger(dtype) ? "float64" : dtype, shape as NumericShape)
    const n = source.shape[axis] as number
    const step = countOf(source.shape.slice(axis + 1))
    for (let block = 0; block < source.size; block += n * step) {
      for (let column = 0; column < step; column++) {
        let total = 1
        for (let i = 0, at = block + column; i < n; i++, at += step) {
          total *= source.buffer[source.offset + at] as number
          out.buffer[out.offset + at] = total
        }
      }
    }
    return isInteger(dtype) ? integersOf("cumprod", out, dtype) : out
  },
  complex: ([x], { axis }) => multiplied(x as Planes, axis, "all"),
  jvp: ([x], [dx], _, { axis }) => [runningTangent(x as Value, dx as Value, axis)],
  lift: ({ axis }) => ({ axis: axis + 1 }),
})

/** How a running total goes. */
export interface CumulativeOptions {
  /** May be left out for vectors. */
  readonly axis?: number | null
  readonly dtype?: DType
  /** The total of nothing comes first. */
  readonly includeInitial?: boolean
}

/** The axis of running totals: only vectors may leave it out. */
export function lineAxis(operation: string, x: Value, axis: number | null | undefined): number {
  const shape = shapeOf(x)
  if (shape.length === 0) throw new NablaError("shape-mismatch", `${operation}: expected at least one axis, got a 0-d tensor`)
  if (shape.length > 1 && (axis === undefined || axis === null)) {
    throw new NablaError("bad-argument", `${operation}: shape ${showShape(shape)} has several axes; name one, as in { axis: 0 }`)
  }
  return normalizeAxis(operation, axis ?? 0, shape.length, shape)
}

function running(
  operation: string,
  x: Value,
  options: CumulativeOptions,
  initial: number,
  total: (x: Value, axis: number) => Value,
): Value {
  checkOptions(operation, options, ["axis", "dtype", "includeInitial"])
  const shape = shapeOf(x)
  const axis = lineAxis(operation, x, options.axis)
  const terms = options.dtype === undefined ? x : (astype(x as never, options.dtype as never) as Value)
  const y = totalAs(operation, total(terms, axis), options.dtype)
  if (options.includeInitial !== true) return y
  const row = shape.map((n, i) => (i === axis ? 1 : n))
  const first = broadcast(
    fillLike(totalType(y), initial),
    row,
    row.map((_, i) => i),
  )
  return concat([first, y] as never, { axis }) as Value
}

/** A 0-d value of y's type, wherever y lives. */
const totalType = (y: Value): Value => {
  const shape = shapeOf(y)
  const zero = fillLike(y, 0)
  if (shape.includes(0)) return astype(fillLike(0, 0) as never, dtypeOf(y) as never) as Value
  return reshape(
    slice(
      zero,
      shape.map(() => ({ start: 0, stop: 1, step: 1 })),
    ) as never,
    [] as never,
  ) as Value
}

/**
 * Running sums along an axis, which only vectors may leave out; `includeInitial` begins with 0.
 *
 * @example cumulativeSum(tensor([1, 2, 3]), { includeInitial: true }).toArray() // => [0, 1, 3, 6]
 */
export const cumulativeSum = ((x: Value, options: CumulativeOptions = {}): Value =>
  running("cumulativeSum", x, options, 0, (y, axis) => cumsum(y as never, { axis }) as Value)) as unknown as CumulativeSum

/**
 * Running products along an axis, which only vectors may leave out; `includeInitial` begins with 1. The derivative is
 * exact also where elements are 0.
 *
 * @example cumulativeProd(tensor([1, 2, 3])).toArray() // => [1, 2, 6]
 */
export const cumulativeProd = ((x: Value, options: CumulativeOptions = {}): Value =>
  running("cumulativeProd", x, options, 1, (y, axis) => bind1(cumprodPrimitive, y, { axis }))) as unknown as CumulativeSum<"cumulativeProd">

/**
 * Running products along an axis; of the flattened tensor when none is named.
 *
 * @example cumprod(tensor([1, 2, 3])).toArray() // => [1, 2, 6]
 */
export const cumprod = ((x: Value, options: { readonly axis?: number | null } = {}): Value => {
  checkOptions("cumprod", options, ["axis"])
  const flat = options.axis === undefined || options.axis === null
  const source = flat ? (reshape(x as never, [-1] as never) as Value) : x
  return cumulativeProd(source as never, { axis: flat ? 0 : (options.axis as number) }) as Value
}) as unknown as Cumsum<"cumprod">

/** How differences are taken. */
export interface DiffOptions {
  /** The last one if absent. */
  readonly axis?: number
  /** How often, once if absent. */
  readonly n?: number
  /** What comes before x along the axis: a tensor, or a number for one step. */
  readonly prepend?: Operand
  /** What comes after x. */
  readonly append?: Operand
}

/** A number, or a 0-d tensor, as one step along the axis. */
function edge(part: Value, shape: Shape, axis: number): Value {
  if (shapeOf(part).length > 0) return part
  return broadcastTo(part as never, shape.map((n, i) => (i === axis ? 1 : n)) as never) as Value
}

/**
 * Differences of neighbours along an axis: xᵢ₊₁ − xᵢ, `n` times over. Of booleans: whether neighbours differ. `prepend`
 * and `append` join x first.
 *
 * @example diff(tensor([1, 4, 9])).toArray() // => [3, 5]
 */
export const diff = ((x: Value, options: DiffOptions = {}): Value => {
  checkOptions("diff", options, ["axis", "n", "prepend", "append"])
  const { axis = -1, n = 1 } = options
  const shape = shapeOf(x)
  const at = normalizeAxis("diff", axis, shape.length, shape)
  if (!Number.isInteger(n) || n < 0) throw new NablaError("bad-argument", `diff: n counts how often, got ${n}`)
  const minus = (dtypeOf(x) === "bool" ? notEqual : subtract) as (a: Value, b: Value) => Value
  const ends = [options.prepend, x, options.append].filter((part) => part !== undefined && part !== null)
  let y =
    n === 0 || ends.length === 1
      ? x
      : (concat(ends.map((part) => edge(beside("diff", part as Value, x), shape, at)) as never, { axis: at }) as Value)
  for (let i = 0; i < n; i++) {
    const size = shapeOf(y)[at] as number
    y = size < 1 ? y : minus(along(y, at, 1, size), along(y, at, 0, size - 1))
  }
  return y
}) as unknown as Diff
