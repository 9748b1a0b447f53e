// Counts in bins.
import {
  asTensor,
  astype,
  type Bincount,
  checkOptions,
  diff,
  dtypeOf,
  divide,
  gather,
  type Histogram,
  isInteger,
  isNode,
  NablaError,
  type NDArray,
  type Operand,
  reshape,
  scatter,
  shapeOf,
  showShape,
  sum,
  type Tensor,
  type Value,
} from "@nablajs/core"
import { computed, floating, type Loose, vectorOf } from "./compose.ts"

export interface BincountOptions {
  /** What each element counts, 1 if absent. */
  readonly weights?: Operand
  /** The least length of the result. */
  readonly minlength?: number
}

/**
 * How often each whole number from 0 up occurs: int32, or sums of weights.
 *
 * @example bincount(tensor([0, 2, 2], { dtype: "int32" })).toArray() // => [1, 0, 2]
 */
export const bincount: Bincount = ((x: Operand, options: BincountOptions = {}): Tensor => {
  checkOptions("bincount", options, ["weights", "minlength"])
  const array = computed("bincount", x)
  if (!isInteger(array.dtype) || array.shape.length !== 1) {
    throw new NablaError(
      "bad-argument",
      `bincount: expected a vector of integers, got ${array.dtype} of shape ${showShape(array.shape)}; astype(x, "int32") converts`,
    )
  }
  const { data } = array
  let top = -1
  for (let i = 0; i < data.length; i++) {
    const k = Number(data[i])
    if (k < 0) throw new NablaError("bad-argument", `bincount: counts whole numbers from 0 up, got ${k}`)
    top = Math.max(top, k)
  }
  const size = Math.max(top + 1, options.minlength ?? 0)
  const weights: Loose = options.weights ?? vectorOf("int32", new Int32Array(data.length).fill(1))
  if (showShape(shapeOf(weights)) !== showShape(array.shape)) {
    throw new NablaError(
      "shape-mismatch",
      `bincount: ${showShape(array.shape)} elements, but weights of shape ${showShape(shapeOf(weights))}`,
    )
  }
  return scatter(weights, astype(asTensor(array), "int32") as never, { axis: 0, batch: 0, size }) as Tensor
}) as Loose

export interface HistogramOptions {
  /** How many bins of one width (10 if absent), or their edges. */
  readonly bins?: number | readonly number[] | Tensor
  /** From where to where, if not from the smallest to the largest element. */
  readonly range?: readonly [number, number]
  readonly weights?: Operand
  /** Divides so that the area is 1. */
  readonly density?: boolean
}

function edgesOf(data: ArrayLike<number>, { bins = 10, range }: HistogramOptions, single: boolean): Float64Array {
  if (typeof bins !== "number") {
    const edges = Float64Array.from(isNode(bins) ? ((bins as unknown as NDArray).data as ArrayLike<number>) : (bins as readonly number[]))
    if (edges.length >= 1 && edges.every((e, i) => i === 0 || e >= (edges[i - 1] as number))) return edges
    throw new NablaError("bad-argument", "histogram: edges of bins are listed in ascending order")
  }
  if (!Number.isInteger(bins) || bins < 1) throw new NablaError("bad-argument", `histogram: expected at least one bin, got ${bins}`)
  let [lo, hi] = range ?? [0, 1]
  if (range === undefined && data.length > 0) {
    lo = Number.POSITIVE_INFINITY
    hi = Number.NEGATIVE_INFINITY
    for (let i = 0; i < data.length; i++) {
      lo = Math.min(lo, data[i] as number)
      hi = Math.max(hi, data[i] as number)
    }
  }
  if (!Number.isFinite(lo) || !Number.isFinite(hi) || lo > hi)
    throw new NablaError("bad-argument", `histogram: the range from ${lo} to ${hi} is not finite; name one, as in { range: [0, 1] }`)
  // between float32 elements the steps are taken in float32, as NumPy takes them
  const own = single && range === undefined ? Math.fround : Number
  if (lo === hi) [lo, hi] = [own(lo - 0.5), own(hi + 0.5)]
  const width = own(own(hi - lo) / bins)
  return Float64Array.from({ length: bins + 1 }, (_, i) => (i === bins ? hi : own(lo + own(i * width))))
}

/**
 * How many elements lie in each bin, and the edges of the bins; a bin holds its lower edge, the last one both.
 *
 * @example histogram(tensor([1, 2, 1]), { bins: [0, 1, 2, 3] }).counts.toArray() // => [0, 2, 1]
 */
export const histogram: Histogram = ((x: Operand, options: HistogramOptions = {}) => {
  checkOptions("histogram", options, ["bins", "range", "weights", "density"])
  const { data } = computed("histogram", floating(x))
  const single = dtypeOf(x as Value) === "float32" && typeof (options.bins ?? 10) === "number"
  const all = edgesOf(data, options, single)
  const edges = single ? Float32Array.from(all) : all
  const bins = edges.length - 1
  const kept: number[] = []
  const places: number[] = []
  for (let i = 0; i < data.length; i++) {
    const value = data[i] as number
    if (!(value >= (edges[0] as number) && value <= (edges[bins] as number))) continue
    let [lo, hi] = [0, bins]
    while (hi - lo > 1) {
      const mid = (lo + hi) >> 1
      if (value >= (edges[mid] as number)) lo = mid
      else hi = mid
    }
    kept.push(i)
    places.push(lo)
  }
  const each: Loose =
    options.weights === undefined
      ? vectorOf("int32", new Int32Array(kept.length).fill(1))
      : gather(reshape(floating(options.weights), [data.length] as never) as Value, vectorOf("int32", kept) as Value, { axis: 0, batch: 0 })
  const counts: Loose = scatter(each, vectorOf("int32", places) as Value, { axis: 0, batch: 0, size: bins })
  const ends: Loose = vectorOf(single ? "float32" : "float64", edges)
  if (options.density !== true) return { counts: counts as Tensor, edges: ends as Tensor }
  return { counts: divide(divide(counts, sum(counts)), diff(ends) as Loose) as Tensor, edges: ends as Tensor }
}) as Loose
