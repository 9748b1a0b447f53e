// Order statistics, counts in bins, and how variables vary together.
import {
  add,
  allocate,
  asTensor,
  astype,
  checkOptions,
  countOf,
  type DType,
  divide,
  dtypeOf,
  gather,
  greater,
  isFloat,
  isInteger,
  isnan,
  isNode,
  less,
  matmul,
  matrixTranspose,
  max,
  maximum,
  mean,
  min,
  minimum,
  multiply,
  NablaError,
  type NDArray,
  normalizeAxes,
  type Operand,
  permuteDims,
  reshape,
  scatter,
  searchsorted,
  shapeOf,
  showShape,
  sort,
  sqrt,
  stack,
  subtract,
  type Tensor,
  type Value,
  where,
} from "@nablajs/core"

// biome-ignore lint/suspicious/noExplicitAny: shapes are not followed within these compositions
type Loose = any

const floating = (x: Operand): Loose => (typeof x === "number" || isFloat(dtypeOf(x as Value)) ? x : astype(x as never, "float64" as never))

const computed = (operation: string, x: Operand): NDArray => {
  const array = (typeof x === "number" ? reshape(x as never, [] as never) : x) as unknown as NDArray
  if (array.buffer !== undefined) return array
  throw new NablaError("traced-value", `${operation}: the number of results depends on the elements, which are not known while tracing`)
}

function vectorOf(dtype: DType, values: ArrayLike<number>): Tensor {
  const out = allocate(dtype, [values.length])
  out.buffer.set(values, out.offset)
  return asTensor(out)
}

/** Between two neighbours in order: linear takes the share, the others one of them or their middle. */
export type QuantileMethod = "linear" | "lower" | "higher" | "nearest" | "midpoint"

export interface QuantileOptions {
  readonly axis?: number | readonly number[] | null
  readonly keepdims?: boolean
  readonly method?: QuantileMethod
}

const shares: Readonly<Record<QuantileMethod, (fraction: number, low: number) => number>> = {
  linear: (f) => f,
  lower: () => 0,
  higher: (f) => (f > 0 ? 1 : 0),
  // halves go to the even position
  nearest: (f, low) => (f === 0.5 ? low % 2 : Math.round(f)),
  midpoint: (f) => (f > 0 ? 0.5 : 0),
}

/**
 * The value below which a share q of the elements lies, over the given axes, all when none is named; with a list of shares,
 * the first axis of the result runs over them. NaN where an element is NaN. Derivatives pass to the elements it lies between.
 *
 * @example quantile(tensor([1, 2, 3, 4]), 0.5).item() // => 2.5
 */
export function quantile(x: Operand, q: number | readonly number[] | Tensor, options: QuantileOptions = {}): Tensor {
  checkOptions("quantile", options, ["axis", "keepdims", "method"])
  const shape = shapeOf(x as Value) as readonly number[]
  const axes = normalizeAxes("quantile", options.axis, shape)
  const share = shares[options.method ?? "linear"]
  if (share === undefined)
    throw new NablaError("bad-argument", `quantile: method is one of ${Object.keys(shares).join(", ")}, got ${String(options.method)}`)
  const levels = typeof q === "number" ? [q] : isNode(q) ? Array.from((q as unknown as NDArray).data) : [...(q as readonly number[])]
  if (!levels.every((level) => level >= 0 && level <= 1))
    throw new NablaError("bad-argument", `quantile: shares lie from 0 to 1, got [${levels.join(", ")}]`)
  const kept = shape.map((_, i) => i).filter((i) => !axes.includes(i))
  const n = countOf(axes.map((i) => shape[i] as number))
  if (n === 0) throw new NablaError("bad-argument", `quantile: there are no elements along the axes, got shape ${showShape(shape)}`)
  const rows: Loose = reshape(permuteDims(floating(x), [...kept, ...axes]), [...kept.map((i) => shape[i] as number), n] as never)
  const ordered: Loose = sort(rows)
  const pick = (k: number): Loose =>
    reshape(
      gather(ordered, vectorOf("int32", [k]) as Value, { axis: kept.length, batch: 0 }) as Loose,
      kept.map((i) => shape[i] as number) as never,
    )
  const last = pick(n - 1)
  const results = levels.map((level): Loose => {
    const place = level * (n - 1)
    const low = Math.floor(place)
    const f = share(place - low, low)
    const value = f === 0 ? pick(low) : add(pick(low), multiply(f, subtract(pick(Math.min(n - 1, low + 1)), pick(low))))
    const whole = where(isnan(last), last, value)
    return options.keepdims === true ? reshape(whole as Loose, shape.map((size, i) => (axes.includes(i) ? 1 : size)) as never) : whole
  })
  if (typeof q === "number") return results[0]
  const first: Loose = results[0] ?? last
  return reshape(
    stack(results) as Loose,
    [...(isNode(q) ? (q.shape as readonly number[]) : [levels.length]), ...shapeOf(first)] as never,
  ) as Tensor
}

/**
 * The middle of the elements in order, over the given axes, all when none is named.
 *
 * @example median(tensor([3, 1, 2])).item() // => 2
 */
export const median = (x: Operand, options: Omit<QuantileOptions, "method"> = {}): Tensor => {
  checkOptions("median", options, ["axis", "keepdims"])
  return quantile(x, 0.5, options)
}

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
export function bincount(x: Operand, options: BincountOptions = {}): Tensor {
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
    const k = data[i] as number
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
  return scatter(weights, asTensor(array), { axis: 0, batch: 0, size }) as Tensor
}

export interface HistogramOptions {
  /** How many bins of one width (10 if absent), or their edges. */
  readonly bins?: number | readonly number[] | Tensor
  /** From where to where, if not from the smallest to the largest element. */
  readonly range?: readonly [number, number]
  readonly weights?: Operand
  /** Divides so that the area is 1. */
  readonly density?: boolean
}

function edgesOf(data: ArrayLike<number>, { bins = 10, range }: HistogramOptions): Float64Array {
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
  if (lo === hi) [lo, hi] = [lo - 0.5, hi + 0.5]
  const width = (hi - lo) / bins
  return Float64Array.from({ length: bins + 1 }, (_, i) => (i === bins ? hi : lo + i * width))
}

/**
 * How many elements lie in each bin, and the edges of the bins; a bin holds its lower edge, the last one both.
 *
 * @example histogram(tensor([1, 2, 1]), { bins: [0, 1, 2, 3] }).counts.toArray() // => [0, 2, 1]
 */
export function histogram(x: Operand, options: HistogramOptions = {}): { readonly counts: Tensor; readonly edges: Tensor } {
  checkOptions("histogram", options, ["bins", "range", "weights", "density"])
  const { data } = computed("histogram", x)
  const edges = edgesOf(data, options)
  const bins = edges.length - 1
  const weights = options.weights === undefined ? undefined : computed("histogram", options.weights).data
  const counts = new Float64Array(bins)
  for (let i = 0; i < data.length; i++) {
    const value = data[i] as number
    if (!(value >= (edges[0] as number) && value <= (edges[bins] as number))) continue
    let [lo, hi] = [0, bins]
    while (hi - lo > 1) {
      const mid = (lo + hi) >> 1
      if (value >= (edges[mid] as number)) lo = mid
      else hi = mid
    }
    counts[lo] = (counts[lo] as number) + ((weights?.[i] as number | undefined) ?? 1)
  }
  if (options.density === true) {
    const total = counts.reduce((a, b) => a + b, 0)
    counts.forEach((count, i) => {
      counts[i] = count / total / ((edges[i + 1] as number) - (edges[i] as number))
    })
  }
  const exact = options.density !== true && weights === undefined
  return { counts: vectorOf(exact ? "int32" : "float64", counts), edges: vectorOf("float64", edges) }
}

export interface CovarianceOptions {
  /** Variables are rows, observations columns, unless this is false. */
  readonly rowvar?: boolean
  /** Sums are divided by n − correction; 1 if absent. */
  readonly correction?: number
}

/**
 * The covariances of variables, which are the rows of x (its columns, if `rowvar` is false): [k, n] to [k, k]; of one
 * variable its variance.
 *
 * @example cov(tensor([[1, 2, 3], [3, 2, 1]])).toArray() // => [[1, -1], [-1, 1]]
 */
export function cov(x: Operand, options: CovarianceOptions = {}): Tensor {
  checkOptions("cov", options, ["rowvar", "correction"])
  const shape = shapeOf(x as Value)
  if (shape.length < 1 || shape.length > 2)
    throw new NablaError("shape-mismatch", `cov: expected a vector or a matrix, got shape ${showShape(shape)}`)
  const values = floating(x)
  const rows: Loose =
    shape.length === 1 ? reshape(values, [1, shape[0]] as never) : options.rowvar === false ? matrixTranspose(values) : values
  const centred: Loose = subtract(rows, mean(rows, { axis: 1, keepdims: true }))
  const n = shapeOf(rows)[1] as number
  const result: Loose = divide(matmul(centred, matrixTranspose(centred)), Math.max(0, n - (options.correction ?? 1)))
  return (shape.length === 1 ? reshape(result, [] as never) : result) as Tensor
}

/**
 * The correlations of variables, which are the rows of x (its columns, if `rowvar` is false).
 *
 * @example corrcoef(tensor([[1, 2, 3], [3, 2, 1]])).shape // => [2, 2]
 */
export function corrcoef(x: Operand, options: Pick<CovarianceOptions, "rowvar"> = {}): Tensor {
  checkOptions("corrcoef", options, ["rowvar"])
  const c: Loose = cov(x, options)
  if (shapeOf(c).length === 0) return divide(c, c) as Tensor
  const k = shapeOf(c)[0] as number
  const spread: Loose = sqrt(
    gather(
      reshape(c, [k * k] as never) as Value,
      vectorOf(
        "int32",
        Array.from({ length: k }, (_, i) => i * (k + 1)),
      ) as Value,
      { axis: 0, batch: 0 },
    ) as Loose,
  )
  const scaled: Loose = divide(divide(c, reshape(spread, [k, 1] as never)), spread)
  // rounding must not lead beyond ±1
  return minimum(1, maximum(-1, scaled)) as Tensor
}

/**
 * Piecewise linear interpolation: the value at each x of the line through (xp, fp), xp ascending; beyond the ends, that at
 * the end. Derivatives pass to x and fp.
 *
 * @example interp(tensor([1.5]), tensor([1, 2]), tensor([10, 20])).toArray() // => [15]
 */
export function interp(x: Operand, xp: Operand, fp: Operand): Tensor {
  const [known, values] = [shapeOf(xp as Value), shapeOf(fp as Value)]
  const n = known[0] as number
  if (known.length !== 1 || showShape(known) !== showShape(values) || n === 0) {
    throw new NablaError("shape-mismatch", `interp: expected two vectors of one length, got ${showShape(known)} and ${showShape(values)}`)
  }
  const [at, points, heights] = [floating(x), floating(xp), floating(fp)]
  if (n === 1) return add(multiply(0, at), heights) as Tensor
  const place = (searchsorted as Loose)(points, at, { side: "right" })
  const low: Loose = maximum(subtract(minimum(place, n - 1), 1), 0)
  const pick = (v: Loose, k: Loose): Loose => gather(v, k, { axis: 0, batch: 0 })
  const [x0, x1, f0, f1] = [pick(points, low), pick(points, add(low, 1)), pick(heights, low), pick(heights, add(low, 1))]
  const inside: Loose = add(f0, multiply(divide(subtract(at, x0), subtract(x1, x0)), subtract(f1, f0)))
  const [first, last] = [pick(heights, vectorOf("int32", [0])), pick(heights, vectorOf("int32", [n - 1]))].map((v) =>
    reshape(v, [] as never),
  ) as [Loose, Loose]
  const [start, stop] = [min(points), max(points)] as [Loose, Loose]
  return where(less(at, start), first, where(greater(at, stop), last, inside)) as Tensor
}
