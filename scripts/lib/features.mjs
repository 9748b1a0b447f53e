// What of the standard there is, found out by trying: exports are looked up, each function is called with each dtype and differentiated.
import { grad, jvp } from "../../packages/autograd/src/index.ts"
import * as tensors from "../../packages/tensor/src/index.ts"
import { chapters, ourName } from "./standard.mjs"

const { add, multiply, sum, tensor, arange, reshape, zeros } = tensors
const dtypes = chapters["Data types"]
const isComplex = (y) => y?.dtype === "complex64" || y?.dtype === "complex128"
const isFloating = (y) => y?.dtype === "float32" || y?.dtype === "float64" || isComplex(y)
/** A real tensor that depends on both parts of a complex one. */
const flattened = (y) => (isComplex(y) ? add(tensors.real(y), multiply(tensors.imag(y), 0.7)) : y)

/** A symmetric positive definite matrix, where the type can hold one. */
const sample = (dtype) => {
  const [a, b, c] = /float|complex/.test(dtype) ? [0.75, 0.25, 0.5] : dtype === "bool" ? [1, 0, 1] : [2, 1, 3]
  const data = [
    [a, b],
    [b, c],
  ]
  return tensor(data, { dtype })
}

const index = () => tensor([[0, 1]], { dtype: "int32" })
/** Three of the elements, from one on. */
const three = (x, from) => tensors.at(reshape(x, [4]), `${from}:${from + 3}`)
// of two operands that differ, or differences and quotients would not change
const twice = (f, x) => f(x, tensors.flip(x, { axis: 0 }))
const shaped = (f, _, dtype) => f([2], { dtype })
const line = (f, x) => f(reshape(x, [4]))

/** How to call what is not called with one tensor alone: the function, a matrix, its dtype. */
const calls = {
  ...Object.fromEntries(
    `add atan2 bitwise_and bitwise_left_shift bitwise_or bitwise_right_shift bitwise_xor copysign divide equal floor_divide greater
    greater_equal hypot less less_equal logaddexp logical_and logical_or logical_xor maximum minimum multiply nextafter not_equal pow
    remainder subtract matmul vecdot tensordot solve`
      .split(/\s+/)
      .map((name) => [name, twice]),
  ),
  ...Object.fromEntries(["empty", "ones", "zeros"].map((name) => [name, shaped])),
  ...Object.fromEntries(["cumulative_prod", "cumulative_sum"].map((name) => [name, line])),
  arange: (f, _, dtype) => f(0, 2, 1, { dtype }),
  eye: (f, _, dtype) => f(2, 2, { dtype }),
  full: (f, _, dtype) => f([2], 1, { dtype }),
  full_like: (f, x) => f(x, 1),
  linspace: (f, _, dtype) => f(0, 1, 2, { dtype }),
  meshgrid: (f, x) => f(reshape(x, [4]), reshape(x, [4])),
  astype: (f, x, dtype) => f(x, dtype.startsWith("complex") ? "complex64" : "float32"),
  can_cast: (f, _, dtype) => f(dtype, "float64"),
  finfo: (f, _, dtype) => f(dtype),
  iinfo: (f, _, dtype) => f(dtype),
  isdtype: (f, _, dtype) => f(dtype, "numeric"),
  result_type: (f, _, dtype) => f(dtype, dtype),
  clip: (f, x) => f(x, 0, 1),
  acosh: (f, x) => f(isFloating(x) ? add(x, 1.5) : x),
  take: (f, x) => f(x, reshape(index(), [2]), { axis: 0 }),
  take_along_axis: (f, x) => f(x, index(), { axis: 0 }),
  broadcast_arrays: twice,
  broadcast_to: (f, x) => f(x, [2, 2, 2]),
  concat: (f, x) => f([x, x]),
  stack: (f, x) => f([x, x]),
  expand_dims: (f, x) => f(x, 0),
  moveaxis: (f, x) => f(x, 0, 1),
  permute_dims: (f, x) => f(x, [1, 0]),
  repeat: (f, x) => f(x, 2),
  reshape: (f, x) => f(x, [4]),
  roll: (f, x) => f(x, 1),
  squeeze: (f, x) => f(reshape(x, [1, 2, 2]), 0),
  tile: (f, x) => f(x, [2, 1]),
  searchsorted: (f, x) => f(reshape(x, [4]), x),
  where: (f, x) => f(tensor([true, false]), x, x),
  cross: (f, x) => f(three(x, 0), three(x, 1)),
  matrix_power: (f, x) => f(x, 2),
  outer: (f, x) => f(reshape(x, [4]), reshape(x, [4])),
  fftfreq: (f, _, dtype) => f(4, { dtype }),
  rfftfreq: (f, _, dtype) => f(4, { dtype }),
}

/** The export of a name, also from a group such as fft. */
const found = (name) => {
  const ours = ourName(name)
  if (chapters["Extension fft"].includes(name)) return tensors.fft?.[ours]
  return Object.hasOwn(tensors, ours) ? tensors[ours] : undefined
}

const call = (name, x, dtype) => (calls[name] ?? ((f, y) => f(y)))(found(name), x, dtype)

const attempt = (f) => {
  try {
    return { value: f() }
  } catch (error) {
    // anything but an error of Nabla is a mistake in the calls above
    if (tensors.isNablaError(error)) return undefined
    throw error
  }
}

const have = dtypes.filter((dtype) => attempt(() => zeros([1], { dtype }))?.value.dtype === dtype)
/** The dtypes with which the call has an answer. */
const accepted = (name) => have.filter((dtype) => attempt(() => call(name, sample(dtype), dtype)) !== undefined)

const groups = {
  all: have,
  floating: have.filter((dtype) => /float|complex/.test(dtype)),
  "real floating": have.filter((dtype) => dtype.startsWith("float")),
  complex: have.filter((dtype) => dtype.startsWith("complex")),
  numeric: have.filter((dtype) => dtype !== "bool"),
  real: have.filter((dtype) => !dtype.startsWith("complex")),
  "real numeric": have.filter((dtype) => dtype !== "bool" && !dtype.startsWith("complex")),
  integer: have.filter((dtype) => dtype.includes("int")),
  "integer, bool": have.filter((dtype) => dtype.includes("int") || dtype === "bool"),
}
const grouped = (list) => Object.keys(groups).find((name) => String(groups[name]) === String(list)) ?? list.join(", ")

const isTensor = (y) => typeof y === "object" && y !== null && "dtype" in y && "shape" in y
const partsOf = (y) => (isTensor(y) ? [y] : typeof y === "object" && y !== null ? Object.values(y) : [])

/** One number that depends on all floating elements of the answer, each with a weight of its own. */
const weighed = (name) => (x) =>
  partsOf(call(name, x, "float64"))
    .filter(isFloating)
    .map(flattened)
    .map((y) => sum(multiply(y, reshape(add(multiply(arange(y.size ?? y.shape.reduce((n, m) => n * m, 1)), 0.37), 0.6), y.shape))))
    .reduce((a, b) => add(a, b))

/** "yes", "0" (no change anywhere nearby), "no", or "" where there is nothing to differentiate. */
function derivative(name) {
  const x = sample("float64")
  const answer = attempt(() => partsOf(call(name, x, "float64")))?.value ?? []
  if ([shaped, calls.arange, calls.eye, calls.full, calls.linspace].includes(calls[name]) || !answer.some(isFloating)) return ""
  const direction = tensor([
    [0.3, -0.7],
    [1.1, 0.2],
  ])
  const forward = attempt(() => Number(jvp(weighed(name), [x], [direction])[1].item()))
  const reverse = attempt(() => Number(sum(multiply(grad(weighed(name))(x), direction)).item()))
  if (forward === undefined || reverse === undefined) return "no"
  // astype goes through float32
  if (!(Math.abs(forward.value - reverse.value) <= 1e-6 * Math.max(1, Math.abs(forward.value))))
    throw new Error(`${name}: forward ${forward.value}, reverse ${reverse.value}`)
  return forward.value === 0 ? "0" : "yes"
}

function row(chapter, name) {
  const missing = { name, ours: "", state: "no", derivative: "", dtypes: "" }
  if (chapter === "Data types") return have.includes(name) ? { ...missing, ours: `"${name}"`, state: "yes" } : missing
  const value = found(name)
  if (value === undefined) return missing
  const here = { ...missing, ours: ourName(name), state: "yes" }
  if (typeof value !== "function") return here
  const list = accepted(name)
  if (list.length === 0) throw new Error(`${name}: no call of it succeeds; say in scripts/lib/features.mjs how it is called`)
  return { ...here, derivative: derivative(name), dtypes: grouped(list) }
}

const table = (rows) => [
  "| standard | Nabla | there | derivative | dtypes |",
  "| --- | --- | --- | --- | --- |",
  ...rows.map((r) => `| \`${r.name}\` | ${r.ours && `\`${r.ours}\``} | ${r.state} | ${r.derivative} | ${r.dtypes} |`),
]

/** The page, and the sentence that sums it up. */
export function features() {
  const sections = Object.entries(chapters).map(([title, list]) => ({ title, rows: list.map((name) => row(title, name)) }))
  const count = (rows) => rows.filter(({ state }) => state === "yes").length
  const rows = sections.flatMap((section) => section.rows)
  const score = `${count(rows)} of the ${rows.length} names`
  const page = [
    "# The Python Array API standard in Nabla",
    "",
    `\`@nablajs/tensor\` has ${score} of the Python Array API standard 2024.12. This page is generated by`,
    "`scripts/features.mjs`, which looks at the exports, calls each function with each dtype and differentiates it at a sample.",
    "",
    "- derivative: `yes` (forward and reverse mode were run and agree), `0` (defined, and zero at the sample), `no` (refused), empty where",
    "  nothing is to be differentiated;",
    `- dtypes: those with which a call succeeds; \`all\` means ${have.join(", ")}.`,
    "",
    "What is missing is Python's own: `from_dlpack` takes part in an exchange of memory that JavaScript does not have; `fromTensorLike` reads the",
    "arrays of other libraries. That the functions take the standard's keywords and answer as it says is tried with its own test suite, over",
    "the bridge in `scripts/conformance`.",
    "",
    ...sections.flatMap(({ title, rows }) => [`## ${title} (${count(rows)} of ${rows.length})`, "", ...table(rows), ""]),
  ]
  return { score, page: page.join("\n") }
}
