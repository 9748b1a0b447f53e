// What NumPy and SciPy have beyond the standard.
import { beside } from "../random.mjs"
import { any, batched, binary, floats, group, matrices, numbers, real, reduction, square, value } from "./shared.mjs"

/** Positions as an array that travels. */
const places = (shape, data, dtype = "int32") => ({ array: { dtype, shape, data, views: [] } })
const sizeOf = (shape) => shape.reduce((a, b) => a * b, 1)
const drawn = (r, n, draw) => Array.from({ length: n }, draw)
const filled = (r, low, high) => r.shape(low, high).map((n) => Math.max(n, 1))

/** Distinct positions in each line along an axis. */
function along(r, { distinct = false } = {}) {
  const shape = filled(r, 1, 4)
  const axis = r.axis(shape.length)
  const n = shape.at(axis)
  const count = distinct ? r.between(0, 1) : r.between(0, 4)
  const own = shape.map((size, i) => (i === (axis + shape.length) % shape.length ? count : size))
  return {
    shape,
    axis,
    index: places(
      own,
      drawn(r, sizeOf(own), () => r.between(-n, n - 1)),
    ),
    own,
  }
}

const subscripts = (r) => {
  const names = "ijkl".slice(0, r.between(1, 4))
  const sizes = Object.fromEntries([...names].map((name) => [name, r.between(2, 4)]))
  const terms = drawn(r, r.between(1, 3), () => [...names].filter(() => r.chance(0.6)).join(""))
  const dots = r.chance(0.3)
  const used = [...names].filter((name) => terms.some((term) => term.includes(name)))
  const output = used.filter(() => r.chance(0.5))
  const text = `${terms.map((term) => (dots ? `...${term}` : term)).join(",")}${r.chance(0.7) ? `->${dots ? "..." : ""}${output.join("")}` : ""}`
  const lead = dots ? r.shape(0, 2) : []
  return { text, shapes: terms.map((term) => [...(dots ? beside(r, lead) : []), ...[...term].map((name) => sizes[name])]) }
}

const printing = (r) => ({
  ...(r.chance(0.4) && { precision: r.between(0, 12) }),
  ...(r.chance(0.3) && { suppress: r.chance(0.5) }),
  ...(r.chance(0.2) && { threshold: r.between(0, 30), edgeitems: r.between(1, 3) }),
  ...(r.chance(0.2) && { linewidth: r.between(10, 90) }),
  ...(r.chance(0.2) && { separator: r.pick([" ", ", ", ",", ";  "]) }),
  ...(r.chance(0.2) && { sign: r.pick(["-", "+", " "]) }),
  ...(r.chance(0.2) && { floatmode: r.pick(["fixed", "unique", "maxprec", "maxprec_equal"]) }),
})

const methods =
  "linear lower higher nearest midpoint inverted_cdf averaged_inverted_cdf closest_observation interpolated_inverted_cdf hazen weibull median_unbiased normal_unbiased".split(
    " ",
  )

const keyed = (r) => {
  const shape = filled(r, 1, 4)
  // positions for the picked axes, of shapes that broadcast with each other
  const target = r.shape(0, 2).map((n) => Math.max(n, 1))
  const keys = []
  for (const n of shape.slice(0, r.between(1, shape.length))) {
    const how = r.below(4)
    const end = () => (r.chance(0.4) ? null : r.between(-n - 1, n + 1))
    if (how === 0) keys.push([end(), end(), r.pick([null, 1, -1, 2, -2])])
    else if (how === 1) keys.push(r.between(-n, n - 1))
    else {
      const own = beside(r, target)
      keys.push({
        at: places(
          own,
          drawn(r, sizeOf(own), () => r.between(-n, n - 1)),
          r.pick(["int32", "int64", "uint8", "int16"]),
        ),
      })
      if (keys.at(-1).at.array.dtype === "uint8") keys.at(-1).at.array.data = keys.at(-1).at.array.data.map((k) => (k < 0 ? k + n : k))
    }
    if (r.chance(0.15)) keys.push("newaxis")
  }
  if (r.chance(0.15)) keys.push("...")
  return { shape, keys }
}

export const beyond = {
  ...group(
    "einsum",
    (r) => {
      const { text, shapes } = subscripts(r)
      // one operand is summed alone, and sums that do not fit are refused by decision: eight bits hold too little
      const dtypes = () =>
        shapes.length === 1 ? r.pick(["int16", "uint16", "int32", "float32", "float64", "complex64"]) : r.dtype(...numbers, "complex")
      return { args: [value(text), ...shapes.map((shape) => r.array(dtypes(), shape, { mild: true }))] }
    },
    "sum",
  ),
  ...group("takeAlongAxis", (r) => {
    const { shape, axis, index } = along(r)
    return { args: [r.array(r.dtype(...real, "complex"), shape), index], options: { axis } }
  }),
  ...group("putAlongAxis", (r) => {
    const { shape, axis, index, own } = along(r, { distinct: true })
    const dtype = r.dtype(...real)
    return { args: [r.array(dtype, shape), index, r.array(dtype, beside(r, own))], options: { axis } }
  }),
  ...group("keyed", (r) => {
    const { shape, keys } = keyed(r)
    return { args: [r.array(r.dtype(...real, "complex"), shape), { keys }] }
  }),
  ...group("withValue", (r) => {
    const shape = filled(r, 1, 4)
    const keys = shape.slice(0, r.between(1, shape.length)).map((n) => {
      const end = () => (r.chance(0.4) ? null : r.between(-n - 1, n + 1))
      return r.chance(0.5) ? [end(), end(), r.pick([null, 1, -1, 2])] : r.between(-n, n - 1)
    })
    const dtype = r.dtype(...real)
    return { args: [r.array(dtype, shape), { keys }, r.chance(0.5) ? r.array(dtype, []) : value(1)] }
  }),
  ...group("text", (r) => ({ args: [r.array(r.dtype(...real, "complex", "float"), r.shape(0, 5)), value(printing(r))] })),
  ...group("pad", (r) => {
    const shape = filled(r, 1, 4)
    const mode = r.pick(["constant", "edge", "reflect", "symmetric", "wrap"])
    const widths = shape.map(() => [r.between(0, 3), r.between(0, 3)])
    return { args: [r.array(r.dtype(...real), shape), value(widths)], options: { mode } }
  }),
  ...group("unstack", (r) => {
    const shape = filled(r, 1, 4)
    return { args: [r.array(r.dtype(...real), shape)], options: { axis: r.axis(shape.length) } }
  }),
  ...group("vstack hstack dstack columnStack", (r) => {
    const shape = r.shape(0, 3)
    return { args: [{ list: drawn(r, r.between(1, 3), () => r.array(r.dtype(...real), shape)) }] }
  }),
  ...group(
    "atleast1d atleast2d atleast3d",
    batched((r) => any(r, 0, 4)),
  ),
  ...group("rot90", (r) => {
    const shape = r.shape(2, 4)
    const [a, b] = r.axes(shape.length).concat(0, 1)
    return { args: [r.array(r.dtype(...real), shape), value(r.between(-5, 5)), value([a, b])] }
  }),
  ...group(
    "fliplr flipud",
    batched((r) => any(r, 2, 4)),
  ),
  ...group("meshgrid", (r) => ({
    args: drawn(r, r.between(1, 3), () => r.array(r.dtype(...real), [r.between(0, 4)])),
    options: { indexing: r.pick(["ij", "xy"]) },
  })),
  ...group("tri", (r) => ({ args: [value(r.between(0, 5)), value(r.between(0, 5))], options: { k: r.between(-4, 4) } })),
  ...group("ptp", reduction(floats), "sum"),
  ...group("nanprod nanvariance nanstd", reduction(floats, { mild: true }), "sum"),
  ...group(
    "quantile percentile",
    (r) => {
      const shape = filled(r, 1, 4)
      const q = r.chance(0.7) ? r.pick([0, 0.1, 0.25, 1 / 3, 0.5, 0.75, 0.9, 1]) : [0.2, 0.7]
      return {
        args: [r.array(r.dtype("float", "int"), shape, { mild: true }), value(q)],
        options: {
          method: r.pick(methods),
          ...(r.chance(0.6) && { axis: r.axis(shape.length) }),
          ...(r.chance(0.3) && { keepdims: true }),
        },
      }
    },
    "sum",
  ),
  ...group("searchsorted", (r) => {
    const dtype = r.dtype("int", "uint", "wide", "float")
    const n = r.between(1, 9)
    const sorted = r.array(dtype, [n], { mild: true, sorted: true })
    const order = drawn(r, n, (_, i) => i).reverse()
    const mixed = { array: { ...sorted.array, data: order.map((i) => sorted.array.data[i]) } }
    const turned = r.chance(0.5)
    return {
      args: [turned ? mixed : sorted, r.array(dtype, r.shape(0, 3), { mild: true })],
      options: { side: r.pick(["left", "right"]), ...(turned && { sorter: order }) },
    }
  }),
  ...group(
    "histogram",
    (r) => {
      const n = r.between(1, 30)
      const [low, high] = [r.between(-4, 0), r.between(1, 4)]
      const options = { bins: r.chance(0.6) ? r.between(1, 8) : [low, (low + high) / 2, high] }
      if (r.chance(0.4)) options.range = [low, high]
      if (r.chance(0.3)) options.density = true
      return { args: [r.array(r.dtype("float", "int", "uint"), [n], { mild: true })], options }
    },
    "ulp",
  ),
  ...group("bincount", (r) => {
    const n = r.between(0, 9)
    return {
      args: [
        places(
          [n],
          drawn(r, n, () => r.between(0, 6)),
        ),
      ],
      options: r.chance(0.4) ? { minlength: r.between(0, 9) } : {},
    }
  }),
  ...group("digitize", (r) => ({
    args: [r.array(r.dtype("float"), r.shape(0, 3), { mild: true }), r.array("float64", [r.between(1, 5)], { mild: true, sorted: true })],
    options: r.chance(0.5) ? { right: true } : {},
  })),
  ...group(
    "interp",
    (r) => {
      const n = r.between(1, 6)
      return {
        args: [
          r.array("float64", r.shape(0, 3), { mild: true }),
          r.array("float64", [n], { mild: true, sorted: true }),
          r.array("float64", [n], { mild: true }),
        ],
      }
    },
    "sum",
  ),
  ...group(
    "trapezoid",
    (r) => {
      const shape = r.shape(1, 4)
      return {
        args: [r.array("float64", shape, { mild: true })],
        options: { axis: r.axis(shape.length), ...(r.chance(0.4) && { dx: 0.5 }) },
      }
    },
    "sum",
  ),
  ...group(
    "polyval",
    (r) => ({ args: [r.array("float64", [r.between(1, 5)], { mild: true }), r.array("float64", r.shape(0, 3), { mild: true })] }),
    "sum",
  ),
  ...group(
    "vander",
    (r) => ({
      args: [r.array(r.dtype("float"), [r.between(0, 4)], { mild: true }), value(r.between(0, 4))],
      options: r.chance(0.5) ? { increasing: true } : {},
    }),
    "sum",
  ),
  ...group(
    "inner",
    (r) => {
      const n = r.between(0, 4)
      return {
        args: [
          r.array(r.dtype(...numbers), [...r.shape(0, 2), n], { mild: true }),
          r.array(r.dtype(...numbers), [...r.shape(0, 2), n], { mild: true }),
        ],
      }
    },
    "sum",
  ),
  ...group("unravelIndex", (r) => {
    const shape = filled(r, 1, 4)
    const own = r.shape(0, 2)
    return {
      args: [
        places(
          own,
          drawn(r, sizeOf(own), () => r.below(sizeOf(shape))),
        ),
        value(shape),
      ],
    }
  }),
  ...group(
    "logspace geomspace linspace",
    (r) => ({
      args: [value(r.between(1, 9) / 3), value(r.between(1, 9) / 3), value(r.between(0, 9))],
      options: { endpoint: r.chance(0.5) },
    }),
    "loose",
  ),
  ...group("logaddexp2 fmax fmin heaviside", binary(["float"]), "sum"),
  ...group("isclose", (r) => {
    const x = r.array("float64", r.shape())
    return {
      args: [x, r.chance(0.5) ? x : r.array("float64", x.array.shape)],
      options: { ...(r.chance(0.3) && { equalNan: true }), ...(r.chance(0.3) && { rtol: 0.5 }) },
    }
  }),
  ...group("nanToNum", (r) => ({ args: [r.array(r.dtype("float"), r.shape())], options: r.chance(0.4) ? { nan: 7 } : {} })),
  ...group("round", (r) => ({ args: [r.array(r.dtype("float"), r.shape(), { mild: true })], options: { decimals: r.between(-2, 6) } })),
  ...group("maximum minimum", binary(floats)),
  ...group(
    "matrixRank",
    batched((r) => matrices(r, r.between(1, 5), r.between(1, 5), r.pick(["float", "complex"]))),
  ),
  ...group(
    "eigvalsh",
    batched((r) => {
      const { array } = square(r)
      const [n, rows] = [array.shape.at(-1), array.data]
      return {
        array: {
          ...array,
          views: [],
          data: rows.map(
            (_, i) =>
              rows[Math.floor(i / (n * n)) * n * n + Math.min(i % n, Math.floor(i / n) % n) * n + Math.max(i % n, Math.floor(i / n) % n)],
          ),
        },
      }
    }),
    "solve",
  ),
  ...group(
    "slogdet",
    batched((r) => square(r, r.pick(["float", "complex"]))),
    "solve",
  ),
  ...group("matrixPower", (r) => ({ args: [square(r), value(r.between(-2, 4))] }), "solve"),
  ...group(
    "solve",
    (r) => {
      const a = square(r, r.pick(["float", "complex"]))
      const n = a.array.shape.at(-1)
      return { args: [a, r.array(r.dtype("float", "complex"), r.chance(0.5) ? [n] : [n, r.between(0, 3)], { mild: true })] }
    },
    "solve",
  ),
  ...group(
    "conditionNumber",
    batched((r) => square(r)),
    "solve",
  ),
  ...group(
    "multiDot",
    (r) => {
      const sizes = drawn(r, r.between(3, 5), () => r.between(1, 4))
      return { args: [{ list: sizes.slice(1).map((n, i) => r.array("float64", [sizes[i], n], { mild: true })) }] }
    },
    "chain",
  ),
  ...group(
    "tensordot",
    (r) => {
      const shape = r.shape(1, 3)
      const axes = r.axes(shape.length).map((i) => (i + shape.length) % shape.length)
      const other = [...axes.map((i) => shape[i]), ...r.shape(0, 2)]
      return {
        args: [r.array(r.dtype(...numbers), shape, { mild: true }), r.array(r.dtype(...numbers), other, { mild: true })],
        options: { axes: [axes, axes.map((_, i) => i)] },
      }
    },
    "sum",
  ),
  ...group(
    "kron",
    (r) => ({
      args: [
        r.array(r.dtype(...numbers, "complex"), r.shape(0, 3), { mild: true }),
        r.array(r.dtype(...numbers, "complex"), r.shape(0, 3), { mild: true }),
      ],
    }),
    "sum",
  ),
  ...group("resultType", (r) => ({ args: drawn(r, r.between(1, 4), () => value(r.dtype(...real, "complex"))) })),
  ...group("fullLike", (r) => ({ args: [r.array(r.dtype("int", "float", "complex"), r.shape()), value(r.between(-5, 5))] })),
  ...group(
    "logit",
    batched((r) => r.array("float64", r.shape(0, 3), { mild: true })),
    "sum",
  ),
  ...group("packed", (r) => ({ args: [r.array(r.dtype(...real, "complex"), r.shape(0, 5))] })),
}
