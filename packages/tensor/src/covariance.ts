// How variables vary together, and lines through points.
import {
  add,
  checkOptions,
  complex,
  conj,
  divide,
  dtypeOf,
  equal,
  fillLike,
  gather,
  greater,
  imag,
  isComplex,
  isfinite,
  isnan,
  less,
  logicalAnd,
  logicalNot,
  matmul,
  matrixTranspose,
  max,
  maximum,
  mean,
  min,
  minimum,
  multiply,
  NablaError,
  type Operand,
  real,
  reshape,
  searchsorted,
  shapeOf,
  showShape,
  sqrt,
  subtract,
  type Tensor,
  type Value,
  where,
  type Covariance,
  type Interp,
} from "@nablajs/core"
import { floating, type Loose, vectorOf } from "./compose.ts"

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
export const cov: Covariance<{ readonly correction?: number }> = ((x: Operand, options: CovarianceOptions = {}): Tensor => {
  checkOptions("cov", options, ["rowvar", "correction"])
  const shape = shapeOf(x as Value)
  if (shape.length < 1 || shape.length > 2)
    throw new NablaError("shape-mismatch", `cov: expected a vector or a matrix, got shape ${showShape(shape)}`)
  const values = floating(x)
  const rows: Loose =
    shape.length === 1 ? reshape(values, [1, shape[0]] as never) : options.rowvar === false ? matrixTranspose(values) : values
  const centred: Loose = subtract(rows, mean(rows, { axis: 1, keepdims: true }))
  const n = shapeOf(rows)[1] as number
  const result: Loose = divide(matmul(centred, conj(matrixTranspose(centred)) as never), Math.max(0, n - (options.correction ?? 1)))
  return (shapeOf(rows)[0] === 1 ? reshape(result, [] as never) : result) as Tensor
}) as Loose

/**
 * The correlations of variables, which are the rows of x (its columns, if `rowvar` is false).
 *
 * @example corrcoef(tensor([[1, 2, 3], [3, 2, 1]])).shape // => [2, 2]
 */
export const corrcoef: Covariance<object> = ((x: Operand, options: Pick<CovarianceOptions, "rowvar"> = {}): Tensor => {
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
  const within = (x: Loose): Loose => minimum(1, maximum(-1, x) as Loose)
  return (isComplex(dtypeOf(scaled)) ? complex(within(real(scaled)), within(imag(scaled))) : within(scaled)) as Tensor
}) as Loose

/** The line through two points; where infinite heights leave nothing of it from the left, from the right, as in NumPy. */
function between(x: Loose, [x0, f0]: readonly Loose[], [x1, f1]: readonly Loose[], slope: Loose): Loose {
  const steep: Loose = logicalAnd(equal(x, x0), logicalNot(isfinite(slope) as Loose) as Loose)
  const left: Loose = add(f0, multiply(subtract(x, x0), where(steep, 0, slope)))
  const right: Loose = add(f1, multiply(subtract(x, x1), slope))
  return where(logicalAnd(isnan(left), logicalNot(isnan(x)) as Loose), where(equal(f0, f1), f0, right), left)
}

/**
 * Piecewise linear interpolation: the value at each x of the line through (xp, fp), xp ascending; beyond the ends, that at
 * the end. Derivatives pass to x and fp.
 *
 * @example interp(tensor([1.5]), tensor([1, 2]), tensor([10, 20])).toArray() // => [15]
 */
export const interp: Interp = ((x: Operand, xp: Operand, fp: Operand): Tensor => {
  const [known, values] = [shapeOf(xp as Value), shapeOf(fp as Value)]
  const n = known[0] as number
  if (known.length !== 1 || showShape(known) !== showShape(values) || n === 0) {
    throw new NablaError("shape-mismatch", `interp: expected two vectors of one length, got ${showShape(known)} and ${showShape(values)}`)
  }
  const [at, points, heights] = [floating(x), floating(xp), floating(fp)]
  if (n === 1) return add(fillLike(at, 0), reshape(heights, [] as never)) as Tensor
  const place = (searchsorted as Loose)(points, at, { side: "right" })
  const low: Loose = maximum(subtract(minimum(place, n - 1), 1), 0)
  const pick = (v: Loose, k: Loose): Loose => gather(v, k, { axis: 0, batch: 0 })
  const [x0, x1, f0, f1] = [pick(points, low), pick(points, add(low, 1)), pick(heights, low), pick(heights, add(low, 1))]
  // the last of several points at one place counts
  const together: Loose = equal(x1, x0)
  const slope: Loose = divide(subtract(f1, f0), where(together, 1, subtract(x1, x0)))
  const inside: Loose = where(together, f1, between(at, [x0, f0], [x1, f1], slope))
  const [first, last] = [pick(heights, vectorOf("int32", [0])), pick(heights, vectorOf("int32", [n - 1]))].map((v) =>
    reshape(v, [] as never),
  ) as [Loose, Loose]
  const [start, stop] = [min(points), max(points)] as [Loose, Loose]
  return where(less(at, start), first, where(greater(at, stop), last, inside)) as Tensor
}) as Loose
