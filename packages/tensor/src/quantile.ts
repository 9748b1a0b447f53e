// Order statistics.
import {
  add,
  at,
  checkOptions,
  countOf,
  isComputed,
  isnan,
  isNode,
  isTraced,
  max,
  type Mean,
  multiply,
  NablaError,
  type NDArray,
  normalizeAxes,
  type Operand,
  permuteDims,
  type Quantile,
  reshape,
  shapeOf,
  showShape,
  slice,
  sort,
  sortedPart,
  stack,
  stopGradient,
  subtract,
  type Tensor,
  type Value,
  where,
} from "@nablajs/core"
import { floating, type Loose } from "./compose.ts"
import { methods, type QuantileMethod, rateOf } from "./quantilemethods.ts"

export type { QuantileMethod }

export interface QuantileOptions {
  readonly axis?: number | readonly number[] | null
  readonly keepdims?: boolean
  readonly method?: QuantileMethod
}

/** a + f (b − a), from the nearer end; the mean of both is halved before it is added, so that infinities of one sign stay. */
function between(a: Loose, b: Loose, f: number): Loose {
  if (f === 1) return b
  if (f === 0.5) return add(multiply(0.5, a) as Loose, multiply(0.5, b) as Loose)
  const step: Loose = subtract(b, a)
  return f < 0.5 ? add(a, multiply(f, step) as Loose) : subtract(b, multiply(1 - f, step) as Loose)
}

/** The shares as numbers: they say which elements are read. */
function sharesOf(q: number | readonly number[] | Tensor): number[] {
  if (typeof q === "number") return [q]
  if (Array.isArray(q)) return [...q]
  if (!isNode(q))
    throw new NablaError("bad-argument", `quantile: expected a share from 0 to 1, several in a list or a tensor, got ${String(q)}`)
  const bare = stopGradient(q) as Tensor
  if (isComputed(bare)) return Array.from((bare as unknown as NDArray).data)
  throw new NablaError(
    "traced-value",
    "quantile: the shares q say which elements are read, so they must be known: vmap over x, and give all shares at once, as in quantile(x, [0.1, 0.9])",
  )
}

/** 0, with the derivative of the i-th share. */
function moving(q: Tensor, i: number): Loose {
  const own: Loose = (at as Loose)(reshape(q, [-1] as never), i)
  return subtract(own, stopGradient(own) as Loose)
}

/**
 * The value below which a share q of the elements lies, over the given axes, all when none is named; with a list of shares,
 * the first axis of the result runs over them. `method` says what lies between two elements, by NumPy's names: "linear" (if absent),
 * "lower", "higher", "nearest", "midpoint", "inverted_cdf", "hazen", "weibull", … NaN where an element is NaN. Derivatives pass to the
 * elements it lies between, and to q where the method is linear between them (at an element that of the side of larger q).
 *
 * @example quantile(tensor([1, 2, 3, 4]), 0.5).item() // => 2.5
 */
export const quantile: Quantile<"quantile", { readonly method?: QuantileMethod | undefined }> = ((
  x: Operand,
  q: number | readonly number[] | Tensor,
  options: QuantileOptions = {},
): Tensor => {
  checkOptions("quantile", options, ["axis", "keepdims", "method"])
  const shape = shapeOf(x as Value) as readonly number[]
  const axes = normalizeAxes("quantile", options.axis, shape)
  const method = options.method ?? "linear"
  if (!Object.hasOwn(methods, method))
    throw new NablaError("bad-argument", `quantile: method is one of ${Object.keys(methods).join(", ")}, got ${String(method)}`)
  const levels = sharesOf(q)
  if (!levels.every((level) => level >= 0 && level <= 1))
    throw new NablaError("bad-argument", `quantile: shares lie from 0 to 1, got [${levels.join(", ")}]`)
  const kept = shape.map((_, i) => i).filter((i) => !axes.includes(i))
  const n = countOf(axes.map((i) => shape[i] as number))
  if (n === 0) throw new NablaError("bad-argument", `quantile: there are no elements along the axes, got shape ${showShape(shape)}`)
  const rows: Loose = reshape(permuteDims(floating(x), [...kept, ...axes]), [...kept.map((i) => shape[i] as number), n] as never)
  // what stands at one place is found without sorting, at several by sorting once
  const all: Loose = levels.length > 1 ? sort(rows) : undefined
  const places = (first: number, end: number): Loose[] => {
    const part: Loose = all === undefined ? sortedPart(rows, first, end) : (at as Loose)(all, "...", slice(first, end))
    return Array.from({ length: end - first }, (_, i) => (at as Loose)(part, "...", i))
  }
  const largest: Loose = max(stopGradient(rows) as Loose, { axis: -1 } as Loose)
  const results = levels.map((level, i): Loose => {
    const { low, share } = methods[method](n, level)
    const rate = isNode(q) && isTraced(q) ? rateOf(method, n, level) : 0
    const [a, b] = places(low, share === 0 && rate === 0 ? low + 1 : low + 2)
    const value = share === 0 ? a : between(a, b, share)
    const moved = rate === 0 ? value : add(value, multiply(multiply(rate, subtract(b, a)) as Loose, moving(q as Tensor, i)) as Loose)
    const whole = where(isnan(largest), largest, moved)
    return options.keepdims === true ? reshape(whole as Loose, shape.map((size, i) => (axes.includes(i) ? 1 : size)) as never) : whole
  })
  if (typeof q === "number") return results[0]
  const first: Loose = results[0] ?? largest
  return reshape(
    stack(results) as Loose,
    [...(isNode(q) ? (q.shape as readonly number[]) : [levels.length]), ...shapeOf(first)] as never,
  ) as Tensor
}) as Loose

/**
 * The middle of the elements in order, over the given axes, all when none is named.
 *
 * @example median(tensor([3, 1, 2])).item() // => 2
 */
export const median: Mean<"median"> = ((x: Operand, options: Omit<QuantileOptions, "method"> = {}): Tensor => {
  checkOptions("median", options, ["axis", "keepdims"])
  return quantile(x, 0.5, options as Loose) as Tensor
}) as Loose
