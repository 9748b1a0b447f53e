// Operations that move, join, pick and make elements.
import { shuffled } from "../random.mjs"
import { value, real, mixed, any, batched, group } from "./shared.mjs"

export const movements = {
  ...group("flip", (r) => {
    const x = r.shape()
    return { args: [r.array(r.dtype(...real), x)], options: r.chance(0.5) && x.length > 0 ? { axis: r.axes(x.length) } : {} }
  }),
  ...group("permuteDims", (r) => {
    const shape = r.shape()
    return {
      args: [
        r.array(r.dtype(...real), shape),
        value(
          shuffled(
            r,
            shape.map((_, i) => i),
          ),
        ),
      ],
    }
  }),
  ...group("moveaxis", (r) => {
    const shape = r.shape(1)
    return { args: [r.array(r.dtype(...real), shape), value(r.axis(shape.length)), value(r.axis(shape.length))] }
  }),
  ...group("swapaxes", (r) => {
    const shape = r.shape(1)
    return { args: [r.array(r.dtype(...real), shape), value(r.axis(shape.length)), value(r.axis(shape.length))] }
  }),
  ...group(
    "matrixTranspose",
    batched((r) => any(r, 2)),
  ),
  ...group("expandDims", (r) => {
    const shape = r.shape(0, 6)
    return { args: [r.array(r.dtype(...real), shape), value(r.between(-shape.length - 1, shape.length))] }
  }),
  ...group("reshape", (r) => {
    const shape = r.shape(0, 5)
    const size = shape.reduce((a, b) => a * b, 1)
    const divisors = Array.from({ length: size }, (_, i) => i + 1).filter((d) => size % d === 0)
    const first = size === 0 ? 0 : r.pick(divisors)
    const target = size === 0 ? [r.between(0, 3), 0] : r.chance(0.4) ? [first, -1] : [size / first, 1, first]
    return { args: [r.array(r.dtype(...real), shape), value(r.chance(0.03) ? [size + 1] : target)] }
  }),
  ...group("broadcastTo", (r) => {
    const shape = r.shape(0, 5)
    return {
      args: [
        r.array(
          r.dtype(...real),
          shape.map((n) => (r.chance(0.3) ? 1 : n)),
        ),
        value([...(r.chance(0.3) ? [2] : []), ...shape]),
      ],
    }
  }),
  ...group("concat", (r) => {
    const shape = r.shape(1, 5)
    const axis = r.below(shape.length)
    const part = () =>
      r.array(
        r.dtype(...mixed),
        shape.map((n, i) => (i === axis ? r.between(0, 4) : n)),
      )
    return { args: [{ list: Array.from({ length: r.between(1, 4) }, part) }], options: r.chance(0.1) ? { axis: null } : { axis } }
  }),
  ...group("stack", (r) => {
    const shape = r.shape(0, 5)
    const parts = Array.from({ length: r.between(1, 4) }, () => r.array(r.dtype(...mixed), shape))
    return { args: [{ list: parts }], options: { axis: r.between(-shape.length - 1, shape.length) } }
  }),
  ...group("roll", (r) => {
    const shape = r.shape(0, 5)
    return {
      args: [r.array(r.dtype(...real), shape), value(r.between(-9, 9))],
      options: r.chance(0.7) && shape.length > 0 ? { axis: r.axis(shape.length) } : {},
    }
  }),
  ...group("tile", (r) => ({ args: [any(r, 0, 4), value(Array.from({ length: r.between(0, 4) }, () => r.between(0, 3)))] })),
  ...group("repeat", (r) => {
    const shape = r.shape(0, 4)
    return {
      args: [r.array(r.dtype(...real), shape), value(r.between(0, 3))],
      options: r.chance(0.6) && shape.length > 0 ? { axis: r.axis(shape.length) } : {},
    }
  }),
  ...group("tril triu", (r) => ({ args: [any(r, 2, 5)], options: { k: r.between(-5, 5) } })),
  ...group("take", (r) => {
    const shape = r.shape(1, 5).map((n) => Math.max(n, 1))
    const axis = r.axis(shape.length)
    const n = shape.at(axis)
    const places = Array.from({ length: r.between(0, 5) }, () => r.between(-n, n - 1))
    return {
      args: [r.array(r.dtype(...real), shape), { array: { dtype: "int32", shape: [places.length], data: places, views: [] } }],
      options: { axis },
    }
  }),
  ...group("index", (r) => {
    const shape = r.shape(1, 6)
    const keys = shape.slice(0, r.between(0, shape.length)).map((n) => {
      if (n > 0 && r.chance(0.3)) return r.between(-n, n - 1)
      const end = () => (r.chance(0.3) ? null : r.between(-n - 2, n + 2))
      return [end(), end(), r.chance(0.4) ? null : r.pick([1, 2, 3, -1, -2])]
    })
    if (r.chance(0.2)) keys.splice(r.below(keys.length + 1), 0, "newaxis")
    if (r.chance(0.2)) keys.splice(r.below(keys.length + 1), 0, "...")
    return { args: [r.array(r.dtype(...real), shape), value(keys)] }
  }),
  ...group("mask", (r) => {
    const shape = r.shape(1, 5)
    return { args: [r.array(r.dtype(...real), shape), r.array("bool", shape.slice(0, r.between(1, shape.length)))] }
  }),
  ...group(
    "arange",
    (r) => ({
      args: [value(r.between(-9, 9) / 2), value(r.between(-9, 9) / 2), value(r.pick([1, -1, 0.5, 2, 0.1, -0.3]))],
      options: { dtype: "float64" },
    }),
    "ulp",
  ),
  ...group(
    "linspace",
    (r) => ({
      args: [value(r.between(-9, 9) / 3), value(r.between(-9, 9) / 3), value(r.between(0, 9))],
      options: { endpoint: r.chance(0.5), dtype: r.pick(["float64", "float32"]) },
    }),
    "ulp",
  ),
  ...group("eye", (r) => ({
    args: [value(r.between(0, 5)), value(r.between(0, 5))],
    options: { k: r.between(-6, 6), dtype: r.dtype(...real) },
  })),
  ...group("astype", (r) => {
    const from = r.dtype(...real)
    const target = from.startsWith("float") ? r.dtype("float", "bool") : r.dtype(...real)
    return { args: [r.array(from, r.shape()), value(target)] }
  }),
}
