// Complex numbers and transforms; the names stand behind a word that tells these calls from those of real numbers.
import { batched, binary, group, matrices, oneAxis, reduction, square, unary } from "./shared.mjs"

const field = ["complex", "complex", "float", "int"]
const complex = ["complex"]
const named = (table) => Object.fromEntries(Object.entries(table).map(([name, call]) => [`complex ${name}`, call]))

const line = (families) => (r) => {
  const shape = r.shape(1, 4).map((n) => Math.max(n, 1))
  const n = r.chance(0.3) ? { n: r.between(1, 9) } : {}
  const norm = r.chance(0.3) ? { norm: r.pick(["ortho", "forward", "backward"]) } : {}
  return { args: [r.array(r.dtype(...families), shape, { mild: true })], options: { axis: r.axis(shape.length), ...n, ...norm } }
}

const several = (families) => (r) => {
  const shape = r.shape(1, 4).map((n) => Math.max(n, 1))
  return { args: [r.array(r.dtype(...families), shape, { mild: true })], options: r.chance(0.5) ? { axes: distinct(r, shape.length) } : {} }
}

const distinct = (r, rank) => r.axes(rank).map((i) => (i + rank) % rank)

export const complexCalls = named({
  ...group("add subtract multiply equal notEqual", binary(field, { mild: true }), "sum"),
  ...group("divide", binary(complex, { mild: true, scalars: false }), "loose"),
  ...group(
    "abs conj real imag angle negative square sqrt exp expm1 log log2 log10 sin cos tan sinh cosh tanh",
    unary(complex, true),
    "sum",
  ),
  ...group("acos acosh asin asinh atan atanh log1p", unary(complex, true), "loose"),
  ...group("sum mean variance std countNonzero all any", reduction(complex), "sum"),
  ...group("cumulativeSum", oneAxis(complex), "sum"),
  // NumPy multiplies in the order of memory: which product on the way overflows depends on it
  ...group("prod", (r) => reduction(complex, r.chance(0.5) ? { mild: true } : { mild: false, inOrder: true })(r), "product"),
  ...group("cumulativeProd", oneAxis(complex), "product"),
  ...group("diff", oneAxis(complex), "sum"),
  ...group(
    "matmul",
    (r) => {
      const [m, k, n] = [r.between(0, 5), r.between(0, 5), r.between(0, 5)]
      return {
        args: [r.array(r.dtype(...field), [m, k], { mild: true }), r.array(r.dtype(...field), [...r.shape(0, 1), k, n], { mild: true })],
      }
    },
    "sum",
  ),
  ...group(
    "vecdot",
    (r) => {
      const shape = r.shape(1, 3)
      return { args: [r.array(r.dtype(...complex), shape, { mild: true }), r.array(r.dtype(...complex), shape, { mild: true })] }
    },
    "sum",
  ),
  ...group(
    "det inv",
    batched((r) => square(r, "complex")),
    "solve",
  ),
  ...group(
    "pinv svdvals",
    batched((r) => matrices(r, r.between(1, 5), r.between(1, 5), "complex")),
    "solve",
  ),
  ...group(
    "uniqueValues uniqueCounts uniqueInverse",
    batched((r) => r.array(r.dtype(...complex), r.shape(0, 3), { mild: true })),
  ),
  ...group("fft.fft fft.ifft", line(["complex", "float"]), "sum"),
  ...group("fft.rfft fft.ihfft", line(["float"]), "sum"),
  ...group("fft.fftn fft.ifftn", several(["complex", "float"]), "sum"),
  ...group("fft.rfftn", several(["float"]), "sum"),
  ...group("fft.fftshift fft.ifftshift", several(["complex", "float"])),
})
