// What each primitive is tried on. Elementwise primitives declare their domain; structural ones have a row here, and a
// primitive without a row fails the laws, so that a new one is tested on arrival.
import {
  complex,
  type DType,
  type Elementwise,
  type Interval,
  NablaError,
  type NDArray,
  type Params,
  type Primitive,
  type Value,
} from "@nablajs/core"
import { matrixCases, x, joined } from "./matrixcases.ts"
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

const index = (size: number, ...shape: number[]): Argument => ({ shape, from: [0, size], dtype: "int32" })

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
  ...matrixCases,
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
  norm: [
    { title: "rows", args: [x(2, 3)], params: { axes: [1] } },
    { title: "rows of complex numbers", args: [x(2, 3), x(2, 3)], params: { axes: [1] }, feed: joined },
  ],
  logsumexp: [
    { title: "rows", args: [x(2, 3)], params: { axes: [1] } },
    { title: "two of three axes", args: [x(2, 3, 2)], params: { axes: [0, 2] } },
    { title: "no axis", args: [x(2)], params: { axes: [] } },
  ],
  sort: [
    { title: "rows", args: [x(2, 4)], params: { descending: false } },
    { title: "downwards", args: [x(4)], params: { descending: true } },
    { title: "a part of the order", args: [x(2, 5)], params: { descending: false, part: [1, 4] } },
  ],
  argsort: [
    { title: "rows", args: [x(2, 4)], params: { descending: false } },
    { title: "a part of the order", args: [x(2, 5)], params: { descending: true, part: [1, 3] } },
  ],
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
