// What the tables of calls share: operands by family, and calls of functions of one kind.
import { beside } from "../random.mjs"

export const value = (x) => ({ value: x })
export const real = ["bool", "int", "uint", "wide", "float"]
export const numbers = ["int", "uint", "wide", "float"]
export const mixed = [...real, "complex"]
export const integers = ["int", "uint", "wide"]
export const floats = ["float"]

export const unary =
  (families, mild = false) =>
  (r) => ({ args: [r.array(r.dtype(...families), r.shape(), { mild })] })

export const binary =
  (families, { mild = false, scalars = true } = {}) =>
  (r) => {
    const shape = r.shape()
    const dtype = r.dtype(...families)
    const other = r.chance(0.5) ? dtype : r.dtype(...families)
    const x = r.array(dtype, shape, { mild })
    if (scalars && dtype !== "bool" && r.chance(0.15)) {
      const number = value(dtype.startsWith("float") && r.chance(0.5) ? r.between(-8, 8) / 4 : r.between(dtype.startsWith("u") ? 0 : -5, 5))
      return { args: r.chance(0.5) ? [x, number] : [number, x] }
    }
    // now and then shapes that do not go together
    const own = r.chance(0.04) ? r.shape() : beside(r, shape)
    return { args: r.chance(0.5) ? [x, r.array(other, own, { mild })] : [r.array(other, own, { mild }), x] }
  }

export const reduction =
  (families, { mild = true, inOrder = false, more = () => ({}) } = {}) =>
  (r) => {
    const shape = r.shape()
    const options = {}
    const how = r.below(4)
    if (how === 1 && shape.length > 0) options.axis = r.chance(0.05) ? shape.length + 1 : r.axis(shape.length)
    if (how === 2 && shape.length > 0) options.axis = r.axes(shape.length)
    if (r.chance(0.3)) options.keepdims = true
    return { args: [r.array(r.dtype(...families), shape, { mild, inOrder })], options: { ...options, ...more(r) } }
  }

export const oneAxis =
  (families, more = () => ({}), low = 1) =>
  (r) => {
    const shape = r.shape(low)
    return { args: [r.array(r.dtype(...families), shape)], options: { axis: r.axis(shape.length), ...more(r, shape) } }
  }

export const any = (r, low = 0, high = 8) => r.array(r.dtype(...real), r.shape(low, high))
export const matrices = (r, m, n, family = "float") => r.array(r.dtype(family), [...r.shape(0, 2), m, n], { mild: true })
/** Square matrices far from singular ones. */
export const square = (r, family = "float") => {
  const n = r.between(0, 5)
  const { array } = r.array(r.dtype(family), [...r.shape(0, 2), n, n], { mild: true, sorted: true })
  const heavy = (i) => (Math.floor(i / n) % n === i % n ? 32 : 0)
  return {
    array: {
      ...array,
      data: array.data.map((x, i) => (Array.isArray(x) ? [Number(x[0]) + heavy(i), x[1]] : Number(x) + heavy(i))),
      views: r.chance(0.5) ? [["step", array.shape.map(() => -1)]] : [],
    },
  }
}
export const batched = (f) => (r) => ({ args: [f(r)] })

export const group = (names, make, tolerance = "exact") =>
  Object.fromEntries(
    names
      .trim()
      .split(/\s+/)
      .map((name) => [name, { make, tolerance }]),
  )
