// Operations that reduce, accumulate, order and describe.
import { value, real, floats, reduction, oneAxis, any, batched, group } from "./shared.mjs"

export const reductions = {
  ...group("sum", reduction(real), "sum"),
  ...group("prod", reduction(real, { mild: true }), "sum"),
  ...group("mean", reduction(real), "sum"),
  ...group("std variance", reduction(real, { more: (r) => (r.chance(0.3) ? { correction: r.pick([0, 1, 0.5, 2]) } : {}) }), "sum"),
  ...group("max min", reduction(real, { mild: false })),
  ...group("all any countNonzero", reduction(real, { mild: false })),
  ...group("logsumexp", reduction(floats), "sum"),
  ...group("nansum nanmean nanmax nanmin", reduction(floats, { mild: false }), "sum"),
  ...group("argmax argmin", (r) => {
    const shape = r.shape()
    const options = r.chance(0.6) && shape.length > 0 ? { axis: r.axis(shape.length) } : {}
    return { args: [r.array(r.dtype(...real), shape)], options: r.chance(0.3) ? { ...options, keepdims: true } : options }
  }),
  ...group(
    "cumulativeSum cumulativeProd",
    (r) => {
      const shape = r.shape(1, 5)
      return {
        args: [r.array(r.dtype(...real), shape, { mild: true })],
        options: { axis: r.axis(shape.length), ...(r.chance(0.3) && { includeInitial: true }) },
      }
    },
    "sum",
  ),
  ...group("cumulativeMax cumulativeMin", oneAxis(["float", "int"])),
  ...group(
    "diff",
    oneAxis(real, (r) => ({ n: r.between(0, 3) })),
    "ulp",
  ),
  ...group(
    "sort argsort",
    oneAxis(real, (r) => (r.chance(0.3) ? { descending: true } : {})),
  ),
  ...group(
    "uniqueValues uniqueCounts uniqueInverse uniqueAll",
    batched((r) => r.array(r.dtype(...real), r.shape(0, 4), { mild: true })),
  ),
  ...group(
    "nonzero",
    batched((r) => any(r, 1, 5)),
  ),
  ...group("searchsorted", (r) => {
    const dtype = r.dtype("int", "float")
    return {
      args: [r.array(dtype, [r.between(0, 9)], { mild: true, sorted: true }), r.array(dtype, r.shape(0, 3), { mild: true })],
      options: { side: r.pick(["left", "right"]) },
    }
  }),
  ...group("isin", (r) => {
    const dtype = r.dtype("int", "uint", "float")
    return { args: [r.array(dtype, r.shape(0, 4), { mild: true }), r.array(dtype, r.shape(0, 2), { mild: true })] }
  }),
  ...group(
    "quantile",
    (r) => {
      const shape = r.shape(1, 4).map((n) => Math.max(1, n))
      return {
        args: [r.array("float64", shape, { mild: true }), value(r.pick([0, 0.25, 0.5, 0.9, 1]))],
        options: { axis: r.axis(shape.length) },
      }
    },
    "sum",
  ),
  ...group(
    "median",
    (r) => ({
      args: [
        r.array(
          "float64",
          r.shape(1, 4).map((n) => Math.max(1, n)),
        ),
      ],
    }),
    "ulp",
  ),
  ...group(
    "histogram",
    (r) => ({ args: [r.array("float64", [r.between(1, 20)], { mild: true })], options: { bins: r.between(1, 6) } }),
    "ulp",
  ),
  ...group("cov corrcoef", (r) => ({ args: [r.array("float64", [r.between(1, 4), r.between(3, 6)], { mild: true })] }), "sum"),
}
