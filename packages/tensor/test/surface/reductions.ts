// Operations that reduce, accumulate and describe.
import * as nb from "../../src/index.ts"
import { alike, any, ordered, real, row, type Row } from "./families.ts"
import type { Dynamic } from "./operands.ts"

const op = nb as Dynamic
const first = { axis: 0 }
const line = { scalar: "shape-mismatch" } as const

export const reductions: Readonly<Record<string, Row>> = {
  ...alike(1, any, "sum", "sum prod nansum nanprod"),
  ...alike(1, any, "float", "mean nanmean"),
  ...alike(1, any, "length", "variance std"),
  ...alike(1, real, "float", "nanvariance nanstd"),
  ...alike(1, real, "same", "max min nanmax nanmin", { empty: "bad-argument" }),
  ...alike(1, real, "int32", "argmax argmin", { empty: "bad-argument" }),
  ...alike(1, any, "bool", "all any"),
  ...alike(1, any, "int32", "countNonzero"),
  ...alike(1, real, "float", "logsumexp"),
  ...alike(1, ordered, "same", "ptp", { empty: "bad-argument" }),
  ...alike(1, real, "float", "median", { empty: "bad-argument" }),
  quantile: row(real, "float", (a) => op.quantile(a(), 0.25), { empty: "bad-argument" }),
  percentile: row(real, "float", (a) => op.percentile(a(), 25), { empty: "bad-argument" }),
  average: row(any, "float", (a) => op.average(a())),
  softmax: row(real, "float", (a) => op.softmax(a())),
  logSoftmax: row(real, "float", (a) => op.logSoftmax(a())),
  standardize: row(any, "float", (a) => op.standardize(a()), { scalar: "axis-out-of-range" }),
  glu: row(real, "float", (a) => op.glu(a([2, 4]))),
  cumsum: row(any, "sum", (a) => op.cumsum(a())),
  cumprod: row(any, "sum", (a) => op.cumprod(a())),
  cumulativeSum: row(any, "sum", (a) => op.cumulativeSum(a(), first), line),
  cumulativeProd: row(any, "sum", (a) => op.cumulativeProd(a(), first), line),
  cumulativeMax: row(real, "same", (a) => op.cumulativeMax(a(), first), line),
  cumulativeMin: row(real, "same", (a) => op.cumulativeMin(a(), first), line),
  diff: row(any, "same", (a) => op.diff(a()), { scalar: "axis-out-of-range" }),
  trapezoid: row(any, "float", (a) => op.trapezoid(a()), { scalar: "axis-out-of-range" }),
  histogram: row(real, null, (a) => op.histogram(a())),
  cov: row(any, "float", (a) => op.cov(a()), line),
  corrcoef: row(any, "float", (a) => op.corrcoef(a()), line),
  interp: row(real, "float", (a, dtype) =>
    op.interp(a(), op.tensor([0, 1, 2], { dtype: dtype === "float32" ? "float32" : "float64" }), a([3])),
  ),
  convolve: row(any, "same", (a) => op.convolve(op.ravel(a()), op.ravel(a())), { empty: "shape-mismatch" }),
  polyval: row(any, null, (a) => op.polyval(a([3]), a())),
  conv1d: row(any, null, (a) => op.conv1d(a([1, 2, 5]), a([3, 2, 2]))),
  conv2d: row(any, null, (a) => op.conv2d(a([1, 2, 4, 4]), a([3, 2, 2, 2]))),
  maxPool: row(real, null, (a) => op.maxPool(a([1, 2, 4, 4]), 2)),
  avgPool: row(any, null, (a) => op.avgPool(a([1, 2, 4, 4]), 2)),
  vander: row(any, "same", (a) => op.vander(op.ravel(a()))),
}
