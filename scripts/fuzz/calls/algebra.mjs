// Linear algebra.
import { beside } from "../random.mjs"
import { real, numbers, floats, reduction, any, matrices, square, batched, group } from "./shared.mjs"

export const algebra = {
  ...group(
    "matmul",
    (r) => {
      const [m, k, n] = [r.between(0, 6), r.between(0, 6), r.between(0, 6)]
      const stack = r.shape(0, 3)
      const left = r.chance(0.2) ? [k] : [...beside(r, stack), m, k]
      const right = r.chance(0.2) ? [k] : [...stack, r.chance(0.05) ? k + 1 : k, n]
      return { args: [r.array(r.dtype(...real), left, { mild: true }), r.array(r.dtype(...real), right, { mild: true })] }
    },
    "sum",
  ),
  ...group(
    "vecdot",
    (r) => {
      const shape = r.shape(1, 4)
      return { args: [r.array(r.dtype(...numbers), shape, { mild: true }), r.array(r.dtype(...numbers), shape, { mild: true })] }
    },
    "sum",
  ),
  ...group("outer", (r) => ({ args: [r.array(r.dtype(...numbers), [r.between(0, 5)]), r.array(r.dtype(...numbers), [r.between(0, 5)])] })),
  ...group(
    "tensordot",
    (r) => {
      const shape = r.shape(0, 3)
      const n = r.between(0, shape.length)
      const other = [...shape.slice(shape.length - n), ...r.shape(0, 2)]
      return { args: [r.array("float64", shape, { mild: true }), r.array("float64", other, { mild: true })], options: { axes: n } }
    },
    "sum",
  ),
  ...group("kron", (r) => ({ args: [r.array("float64", r.shape(0, 3)), r.array("int32", r.shape(0, 3))] })),
  ...group(
    "cross",
    (r) => {
      const shape = [...r.shape(0, 3), 3]
      return { args: [r.array(r.dtype("float"), shape, { mild: true }), r.array(r.dtype("float"), shape, { mild: true })] }
    },
    "sum",
  ),
  ...group(
    "trace",
    (r) => ({ args: [r.array(r.dtype(...real), r.shape(2, 4), { mild: true })], options: { offset: r.between(-3, 3) } }),
    "sum",
  ),
  ...group("diagonal", (r) => ({ args: [any(r, 2, 4)], options: { offset: r.between(-4, 4) } })),
  ...group("det", batched(square), "solve"),
  ...group(
    "inv",
    batched((r) => square(r)),
    "solve",
  ),
  ...group(
    "pinv svdvals",
    batched((r) => matrices(r, r.between(1, 5), r.between(1, 5))),
    "solve",
  ),
  ...group(
    "matrixNorm",
    (r) => ({
      args: [matrices(r, r.between(1, 5), r.between(1, 5))],
      options: { ord: r.pick(["fro", "nuc", 1, -1, 2, -2, "inf", "-inf"]) },
    }),
    "solve",
  ),
  ...group("vectorNorm", reduction(floats, { more: (r) => ({ ord: r.pick([0, 1, 2, 3, 0.5, -1, "inf", "-inf"]) }) }), "sum"),
  ...group(
    "convolve",
    (r) => ({
      args: [r.array("float64", [r.between(1, 8)], { mild: true }), r.array("float64", [r.between(1, 8)], { mild: true })],
      options: { mode: r.pick(["full", "same", "valid"]) },
    }),
    "sum",
  ),
}
