// What each primitive is tried on. Elementwise primitives declare their domain; structural ones have a row here, and a
// primitive without a row fails the laws, so that a new one is tested on arrival.
import {
  add,
  at,
  complex,
  conj,
  cos,
  type DType,
  type Elementwise,
  expandDims,
  type Interval,
  matmul,
  matrixTranspose,
  multiply,
  NablaError,
  type NDArray,
  type Params,
  type Primitive,
  reshape,
  shapeOf,
  slice,
  type Value,
} from "@nablajs/core"
import { sample, uniform } from "./random.ts"

/** One argument: its shape, and where its elements lie. */
export interface Argument {
  readonly shape: readonly number[]
  readonly from?: Interval
  readonly dtype?: DType
  /** Makes the sample suit the primitive: symmetric, well conditioned, without ties. */
  readonly prepare?: (x: NDArray) => NDArray
}

export interface Case {
  readonly title: string
  readonly args: readonly Argument[]
  readonly params?: Params
  /** What the arguments go through first, where the primitive reads only part of them. */
  readonly feed?: (xs: readonly Value[]) => Value[]
  /** What is read from the results, where they are determined only up to a phase. */
  readonly read?: (ys: readonly Value[]) => Value[]
  /** Of central differences; larger for results in float32. */
  readonly step?: number
  readonly tolerance?: number
  /** The derivative is 0 by definition, whatever differences say. */
  readonly held?: boolean
}

const x = (...shape: number[]): Argument => ({ shape })
const index = (size: number, ...shape: number[]): Argument => ({ shape, from: [0, size], dtype: "int32" })

/** (A + Aᵀ) / 2: factorizations of symmetric matrices read one triangle. */
const symmetric = (xs: readonly Value[]): Value[] =>
  xs.map((a) => multiply(0.5 as never, add(a as never, matrixTranspose(a as never) as never) as never) as Value)

/** A square matrix with `shift` added to its diagonal, so that it is well conditioned. */
const square = (n: number, shift = 3, ...batch: number[]): Argument => ({
  shape: [...batch, n, n],
  from: [-1, 1],
  prepare: (a) => {
    for (let i = 0; i < a.size; i += n * n) {
      for (let k = 0; k < n; k++)
        a.buffer[a.offset + i + k * (n + 1)] = (a.buffer[a.offset + i + k * (n + 1)] as number) + shift * (1 + k / n)
    }
    return a
  },
})

/** Pairs of arguments as real and imaginary parts. */
const joined = (xs: readonly Value[]): Value[] =>
  xs.flatMap((re, i) => (i % 2 === 0 ? [complex(re as never, xs[i + 1] as never) as Value] : []))

const hermitian = (xs: readonly Value[]): Value[] =>
  joined(xs).map((a) => multiply(0.5 as never, add(a as never, conj(matrixTranspose(a as never) as never) as never) as never) as Value)

/** Vectors in columns as the matrices v vᴴ, which no phase changes: [..., m, n] to [..., m, m, n]. */
const projectors = (v: Value): Value => {
  const shape = shapeOf(v)
  const [m, n] = shape.slice(-2) as [number, number]
  const wide = reshape(v as never, [...shape.slice(0, -2), m, 1, n] as never)
  const flat = reshape(v as never, [...shape.slice(0, -2), 1, m, n] as never)
  return multiply(wide as never, conj(flat as never) as never) as Value
}

const adjoint = (a: Value): Value => conj(matrixTranspose(a as never) as never) as Value
const square2 = (v: Value): Value => multiply(v as never, conj(v as never) as never) as Value

/** The first k columns, and the projector on the space that the others fill up, which may turn among themselves. */
const filling = (v: Value, k: number): Value[] => {
  const shape = shapeOf(v)
  const cut = (start: number, stop: number): Value => at(v as never, "...", slice(start, stop) as never) as Value
  const rest = cut(k, shape.at(-1) as number)
  return [cut(0, k), matmul(rest as never, adjoint(rest) as never) as Value]
}

/** Singular values, and their vectors together as U cos(S) Vᴴ, which no phase changes. */
const pairs = ([u, s, vh]: readonly Value[]): Value[] => [
  s as Value,
  matmul(multiply(u as never, cos(expandDims(s as never, -2) as never) as never) as never, vh as never) as Value,
]

const structural: Readonly<Record<string, readonly Case[]>> = {
  sum: [
    { title: "two of three axes", args: [x(2, 3, 2)], params: { axes: [0, 2] } },
    { title: "no axis", args: [x(2)], params: { axes: [] } },
    { title: "an empty axis", args: [x(2, 0)], params: { axes: [1] } },
  ],
  broadcast: [
    { title: "around an axis", args: [x(3)], params: { shape: [2, 3, 2], axes: [0, 2] } },
    { title: "of a scalar", args: [x()], params: { shape: [2], axes: [0] } },
  ],
  fillLike: [{ title: "a constant", args: [x(2, 2)], params: { value: 3 } }],
  axisSize: [{ title: "one axis", args: [x(2, 3)], params: { axes: [1] } }],
  astype: [{ title: "to float32", args: [x(3)], params: { dtype: "float32", from: "float64" }, step: 0.5, tolerance: 1e-5 }],
  discretize: [{ title: "to int32", args: [{ shape: [3], from: [1.2, 1.8] }], params: { dtype: "int32", from: "float64" } }],
  real: [{ title: "of complex numbers", args: [x(3), x(3)], feed: ([re, im]) => [complex(re as never, im as never) as Value] }],
  imag: [{ title: "of complex numbers", args: [x(3), x(3)], feed: ([re, im]) => [complex(re as never, im as never) as Value] }],
  conj: [{ title: "of complex numbers", args: [x(3), x(3)], feed: ([re, im]) => [complex(re as never, im as never) as Value] }],
  complex: [{ title: "two vectors", args: [x(3), x(3)] }],
  reshape: [{ title: "a matrix to a vector", args: [x(2, 3)], params: { shape: [6] } }],
  transpose: [{ title: "three axes", args: [x(2, 3, 4)], params: { axes: [2, 0, 1] } }],
  flip: [{ title: "one of two axes", args: [x(2, 3)], params: { axes: [1] } }],
  slice: [
    { title: "with a step", args: [x(5, 3)], params: { parts: [{ start: 1, stop: 5, step: 2 }, null] } },
    { title: "nothing", args: [x(3)], params: { parts: [{ start: 1, stop: 1, step: 1 }] } },
  ],
  pad: [
    {
      title: "with gaps",
      args: [x(2, 2)],
      params: {
        margins: [
          { low: 1, high: 2, step: 2 },
          { low: 0, high: 1, step: 1 },
        ],
      },
    },
  ],
  pick: [{ title: "one of three axes", args: [x(2, 3, 2)], params: { picks: [null, 2, null] } }],
  place: [{ title: "a row among zeros", args: [x(3)], params: { picks: [1, null], shape: [2, 3] } }],
  restore: [
    {
      title: "overlapping parts",
      args: [x(3), x(2, 2), x(3)],
      params: { places: [{ picks: [1, null] }, { parts: [null, { start: 0, stop: 3, step: 2 }] }, { picks: [1, null] }], shape: [2, 3] },
    },
  ],
  concat: [{ title: "two matrices", args: [x(2, 1), x(2, 3)], params: { axis: 1 } }],
  diag: [{ title: "a stack", args: [x(2, 3)] }],
  diagonal: [{ title: "a stack", args: [x(2, 3, 3)] }],
  contract: [
    { title: "matrix with vector", args: [x(2, 3), x(3)], params: { a: [0, 1], b: [1], out: [0] } },
    { title: "two stacks", args: [x(2, 2, 3), x(2, 3, 2)], params: { a: [0, 1, 2], b: [0, 2, 3], out: [0, 1, 3] } },
    { title: "outer, transposed", args: [x(2), x(3)], params: { a: [0], b: [1], out: [1, 0] } },
    { title: "all axes", args: [x(2, 3), x(3, 2)], params: { a: [0, 1], b: [1, 0], out: [] } },
  ],
  conv: [
    {
      title: "strides, margins, dilation and groups",
      args: [x(2, 4, 6, 5), x(2, 2, 2, 3)],
      params: {
        stride: [2, 1],
        dilation: [1, 2],
        margins: [
          [1, 2],
          [0, 1],
        ],
        groups: 2,
      },
    },
    {
      title: "margins wider than the window",
      args: [x(1, 1, 3), x(2, 1, 2)],
      params: { stride: [3], dilation: [1], margins: [[3, 2]], groups: 1 },
    },
  ],
  unfold: [{ title: "overlapping, with gaps", args: [x(2, 7, 2)], params: { axis: 1, size: 2, stride: 2, dilation: 3 } }],
  fold: [{ title: "overlapping, with gaps", args: [x(2, 2, 2, 2)], params: { axis: 1, size: 2, stride: 2, dilation: 3, length: 7 } }],
  gather: [
    { title: "rows", args: [x(4, 2), index(4, 3)], params: { axis: 0, batch: 0 } },
    { title: "a shared axis", args: [x(2, 4), index(4, 2, 3)], params: { axis: 1, batch: 1 } },
  ],
  scatter: [
    { title: "rows", args: [x(3, 2), index(4, 3)], params: { axis: 0, batch: 0, size: 4 } },
    { title: "a shared axis", args: [x(2, 3), index(4, 2, 3)], params: { axis: 1, batch: 1, size: 4 } },
  ],
  prod: [
    { title: "an odd number of factors", args: [x(2, 5)], params: null },
    { title: "with a zero", args: [{ shape: [4], prepare: (a) => withElement(a, 1, 0) }], params: null },
    { title: "of nothing", args: [x(2, 0)], params: null },
  ],
  max: [{ title: "rows", args: [x(3, 4)], params: { axes: [1] } }],
  min: [{ title: "columns", args: [x(3, 4)], params: { axes: [0] } }],
  any: [{ title: "rows", args: [{ shape: [2, 2], from: [0, 2], dtype: "bool" }], params: { axes: [1] } }],
  all: [{ title: "rows", args: [{ shape: [2, 2], from: [0, 2], dtype: "bool" }], params: { axes: [1] } }],
  argmax: [{ title: "rows", args: [x(2, 3)], params: { axis: 1 } }],
  argmin: [{ title: "columns", args: [x(2, 3)], params: { axis: 0 } }],
  inv: [
    { title: "a stack", args: [square(3, 3, 2)] },
    { title: "a complex stack", args: [square(3, 3, 2), x(2, 3, 3)], feed: joined },
  ],
  det: [
    { title: "a stack", args: [square(3, 3, 2)] },
    { title: "a complex matrix", args: [square(3), x(3, 3)], feed: joined },
  ],
  adjugate: [
    { title: "a stack", args: [square(3, 3, 2)] },
    { title: "a complex matrix", args: [square(3), x(3, 3)], feed: joined },
  ],
  logdet: [
    { title: "one matrix", args: [square(3)] },
    { title: "a complex matrix", args: [square(3), x(3, 3)], feed: joined },
  ],
  slogdet: [
    { title: "a stack", args: [square(3, 3, 2)], params: null },
    { title: "a complex matrix", args: [square(3), x(3, 3)], params: null, feed: joined },
  ],
  solve: [
    { title: "two columns", args: [square(3), x(3, 2)], params: null },
    { title: "complex numbers", args: [square(3), x(3, 3), x(3, 2), x(3, 2)], params: null, feed: joined },
  ],
  solveTriangular: [
    { title: "a lower triangle", args: [square(3), x(3, 2)], params: { lower: true, unit: false } },
    { title: "an upper triangle with ones", args: [square(3), x(3, 2)], params: { lower: false, unit: true } },
    {
      title: "a complex triangle",
      args: [square(3), x(3, 3), x(3, 2), x(3, 2)],
      params: { lower: false, unit: false },
      feed: joined,
    },
  ],
  cholesky: [
    { title: "one matrix", args: [square(3, 4)], params: null, feed: symmetric },
    { title: "a Hermitian matrix", args: [square(3, 8), x(3, 3)], params: null, feed: hermitian },
  ],
  lstsq: [
    { title: "more equations than unknowns, a stack", args: [x(2, 4, 2), x(2, 4, 2)], params: { rtol: null } },
    { title: "fewer equations than unknowns", args: [x(2, 3), x(2, 1)], params: { rtol: null } },
    { title: "complex numbers", args: [x(3, 2), x(3, 2), x(3, 1), x(3, 1)], params: { rtol: null }, feed: joined },
  ],
  pinv: [
    { title: "a tall matrix", args: [x(3, 2)], params: { rtol: null } },
    { title: "a wide matrix", args: [x(2, 3)], params: { rtol: null } },
    { title: "a complex matrix", args: [x(3, 2), x(3, 2)], params: { rtol: null }, feed: joined },
  ],
  qr: [
    { title: "a tall matrix", args: [x(3, 2)], params: { full: false } },
    { title: "a wide matrix", args: [x(2, 4)], params: { full: false } },
    { title: "a tall complex matrix", args: [x(3, 2), x(3, 2)], params: { full: false }, feed: joined },
    { title: "a wide complex matrix", args: [x(2, 4), x(2, 4)], params: { full: false }, feed: joined },
    {
      title: "all columns of a tall matrix",
      args: [x(4, 2)],
      params: { full: true },
      read: ([q, r]) => [...filling(q as Value, 2), r as Value],
    },
    {
      title: "all columns of a tall complex matrix",
      args: [x(3, 2), x(3, 2)],
      params: { full: true },
      feed: joined,
      read: ([q, r]) => [...filling(q as Value, 2), r as Value],
    },
  ],
  svd: [
    { title: "a tall matrix", args: [x(3, 2)], params: { full: false } },
    { title: "a wide matrix", args: [x(2, 3)], params: { full: false } },
    { title: "a tall complex matrix", args: [x(3, 2), x(3, 2)], params: { full: false }, feed: joined, read: pairs },
    { title: "a wide complex matrix", args: [x(2, 3), x(2, 3)], params: { full: false }, feed: joined, read: pairs },
    {
      title: "all vectors of a tall matrix",
      args: [x(4, 2)],
      params: { full: true },
      read: ([u, s, vh]) => [...filling(u as Value, 2), s as Value, vh as Value],
    },
    {
      title: "all vectors of a wide complex matrix",
      args: [x(2, 4), x(2, 4)],
      params: { full: true },
      feed: joined,
      read: ([u, s, vh]) => [square2(u as Value), s as Value, filling(adjoint(vh as Value), 2)[1] as Value],
    },
  ],
  svdvals: [
    { title: "a stack", args: [x(2, 3, 2)], params: null },
    { title: "a complex matrix", args: [x(2, 3), x(2, 3)], params: null, feed: joined },
  ],
  eigh: [
    { title: "one matrix", args: [square(3)], params: null, feed: symmetric },
    {
      title: "a Hermitian matrix",
      args: [square(3), x(3, 3)],
      params: null,
      feed: hermitian,
      read: ([w, v]) => [w as Value, projectors(v as Value)],
    },
  ],
  eigvalsh: [
    { title: "one matrix", args: [square(3)], params: null, feed: symmetric },
    { title: "a Hermitian matrix", args: [square(3), x(3, 3)], params: null, feed: hermitian },
  ],
  eig: [
    { title: "a real matrix", args: [square(3)], params: null, read: ([w, v]) => [w as Value, projectors(v as Value)] },
    {
      title: "a complex matrix",
      args: [square(3), x(3, 3)],
      params: null,
      feed: joined,
      read: ([w, v]) => [w as Value, projectors(v as Value)],
    },
  ],
  eigvals: [
    { title: "a real stack", args: [square(2, 6, 2)], params: null },
    { title: "a complex matrix", args: [square(3), x(3, 3)], params: null, feed: joined },
  ],
  fft: [
    { title: "rows", args: [x(2, 4), x(2, 4)], params: { axis: 1, inverse: false, scale: 0.5 }, feed: joined },
    { title: "columns, inversely", args: [x(3, 2), x(3, 2)], params: { axis: 0, inverse: true, scale: 1 / 3 }, feed: joined },
  ],
  rfft: [
    { title: "an even length", args: [x(2, 6)], params: { axis: 1, inverse: false, scale: 1, twice: false } },
    { title: "an odd length", args: [x(5, 2)], params: { axis: 0, inverse: true, scale: 0.2, twice: true } },
  ],
  irfft: [
    { title: "an even length", args: [x(2, 4), x(2, 4)], params: { axis: 1, inverse: true, scale: 1, twice: true, n: 6 }, feed: joined },
    { title: "an odd length", args: [x(3, 2), x(3, 2)], params: { axis: 0, inverse: false, scale: 0.2, twice: false, n: 5 }, feed: joined },
  ],
  expm: [
    { title: "one matrix", args: [square(2, 0)], params: null },
    { title: "a complex matrix", args: [square(2, 0), x(2, 2)], params: null, feed: joined },
  ],
  norm: [
    { title: "rows", args: [x(2, 3)], params: { axes: [1] } },
    { title: "rows of complex numbers", args: [x(2, 3), x(2, 3)], params: { axes: [1] }, feed: joined },
  ],
  sort: [
    { title: "rows", args: [x(2, 4)], params: { descending: false } },
    { title: "downwards", args: [x(4)], params: { descending: true } },
  ],
  argsort: [{ title: "rows", args: [x(2, 4)], params: { descending: false } }],
  searchsorted: [{ title: "a vector", args: [{ shape: [4], prepare: (a) => sorted(a) }, x(3)], params: { right: false } }],
  joinIndex: [{ title: "two axes", args: [index(2, 3), index(4, 3)], params: { sizes: [2, 4] } }],
  cumprod: [{ title: "rows", args: [x(2, 3)], params: { axis: 1 } }],
  cummax: [
    { title: "rows", args: [x(2, 4)], params: { axis: 1 } },
    { title: "the middle axis", args: [x(2, 3, 2)], params: { axis: 1 } },
  ],
  cummin: [{ title: "columns", args: [x(4, 2)], params: { axis: 0 } }],
  cumarg: [{ title: "rows", args: [x(2, 4)], params: { axis: 1, least: true } }],
  cumsum: [
    { title: "forwards", args: [x(2, 3)], params: { axis: 1, back: false } },
    { title: "backwards", args: [x(3)], params: { axis: 0, back: true } },
  ],
}

function sorted(a: NDArray): NDArray {
  const values = [...a.data].sort((p, q) => p - q)
  values.forEach((value, i) => {
    a.buffer[a.offset + i] = value
  })
  return a
}

function withElement(a: NDArray, at: number, value: number): NDArray {
  a.buffer[a.offset + at] = value
  return a
}

const shapesOf: Readonly<Record<1 | 2 | 3, readonly (readonly (readonly number[])[])[]>> = {
  1: [[[3]], [[]], [[0, 2]]],
  2: [
    [[3], [3]],
    [[2, 1], [3]],
    [[], [2]],
  ],
  3: [
    [[3], [3], [3]],
    [[2, 1], [3], []],
  ],
}

/** Arguments that are whole numbers, by primitive. */
const whole: Readonly<Record<string, readonly number[]>> = {
  polygamma: [0],
  besselI: [0],
  scaledBesselI: [0],
  bitwiseAnd: [0, 1],
  bitwiseOr: [0, 1],
  bitwiseXor: [0, 1],
  bitwiseLeftShift: [0, 1],
  bitwiseRightShift: [0, 1],
  bitwiseInvert: [0],
}

function elementwiseCases(p: Elementwise): Case[] {
  return shapesOf[p.arity].map((shapes) => ({
    held: p.name === "stopGradient",
    title: `shapes ${shapes.map((s) => `[${s}]`).join(", ")}`,
    args: shapes.map((shape, i) => {
      const condition = p.arity === 3 && i === 0
      if (condition) return { shape, from: [0, 2], dtype: "bool" }
      return { shape, from: p.domain[i] as Interval, ...(whole[p.name]?.includes(i) && { dtype: "int8" as const }) }
    }),
  }))
}

/** The cases of a primitive, among them at least one. */
export function casesOf(p: Primitive): readonly Case[] {
  if (p.kind === "elementwise") return elementwiseCases(p)
  const cases = Object.hasOwn(structural, p.name) ? structural[p.name] : undefined
  if (cases === undefined) {
    throw new NablaError("missing-rule", `laws: ${p.name} has no row in cases.ts; add shapes and parameters to try it on`)
  }
  return cases
}

/** The arguments of a case, the same for the same seed. */
export function argumentsOf(c: Case, seed: number): NDArray[] {
  const next = uniform(seed)
  return c.args.map(({ shape, from = [-2, 2], dtype = "float64", prepare }) => {
    const value = sample(next, shape, from, dtype)
    return prepare ? prepare(value) : value
  })
}
