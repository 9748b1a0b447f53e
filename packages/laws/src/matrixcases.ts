// What the primitives of linear algebra are tried on, and what makes a sample suit them.
import {
  add,
  at,
  complex,
  conj,
  cos,
  expandDims,
  matmul,
  matrixTranspose,
  multiply,
  reshape,
  shapeOf,
  slice,
  type Value,
} from "@nablajs/core"
import type { Argument, Case } from "./cases.ts"

export const x = (...shape: number[]): Argument => ({ shape })

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
export const joined = (xs: readonly Value[]): Value[] =>
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

export const matrixCases: Readonly<Record<string, readonly Case[]>> = {
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
  expm: [
    { title: "one matrix", args: [square(2, 0)], params: null },
    { title: "a complex matrix", args: [square(2, 0), x(2, 2)], params: null, feed: joined },
  ],
}
