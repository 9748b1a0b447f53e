// Comparison of arrays, inner products, central differences.
import {
  add,
  astype,
  bindAll,
  countOf,
  denseArray,
  dtypeOf,
  imag,
  isComplex,
  isFloat,
  multiply,
  type NDArray,
  type Primitive,
  real,
  sum,
  type Value,
  wrapArray,
} from "@nablajs/core"
import type { Case } from "./cases.ts"

/** A law that does not hold, with what was found. */
export class Violation extends Error {
  override readonly name = "Violation"
}

/** The results of a primitive as they are. */
export const results = (p: Primitive, c: Case, args: readonly Value[]): Value[] => bindAll(p, c.feed ? c.feed(args) : args, c.params)

const unread = (ys: readonly Value[]): readonly Value[] => ys

/** A primitive as a function of all its arguments, its results in a list; complex ones by their parts, so that all is real. */
export const run = (p: Primitive, c: Case, args: readonly Value[]): Value[] =>
  (c.read ?? unread)(results(p, c, args)).flatMap((y) => (isComplex(dtypeOf(y)) ? ([real(y as never), imag(y as never)] as Value[]) : [y]))

/** The same kernel reached by `bind` for one result and for several. */
export const isDifferentiable = (x: NDArray): boolean => isFloat(x.dtype)

export const asArrays = (xs: readonly Value[]): NDArray[] => xs.map((x) => (typeof x === "number" ? scalar(x) : (x as unknown as NDArray)))

const scalar = (x: number): NDArray => wrapArray("float64", [], Float64Array.of(x))

export function assertClose(what: string, actual: Value, expected: Value, tolerance: number): void {
  const [a, b] = asArrays([actual, expected]) as [NDArray, NDArray]
  if (a.shape.length !== b.shape.length || a.shape.some((n, i) => n !== b.shape[i])) {
    throw new Violation(`${what}: shapes [${a.shape}] and [${b.shape}] differ`)
  }
  const [x, y] = [a.data, b.data]
  const scale = Array.from<number>(y).reduce((top, v) => (Number.isFinite(v) ? Math.max(top, Math.abs(v)) : top), 1)
  for (let i = 0; i < x.length; i++) {
    const [u, v] = [x[i] as number, y[i] as number]
    if (Object.is(u, v) || Math.abs(u - v) <= tolerance * scale) continue
    throw new Violation(`${what}: element ${i} is ${u}, expected ${v}`)
  }
}

/** Σ aᵢ bᵢ over corresponding arrays; integer results have no tangent and take no part. */
export function inner(as: readonly Value[], bs: readonly Value[]): number {
  let total = 0
  as.forEach((a, i) => {
    const product = asArrays([multiply(a as never, bs[i] as never) as Value])[0] as NDArray
    total += (sum(astype(product as never, "float64") as never) as unknown as NDArray).item() as number
  })
  return total
}

/** x + h d */
const moved = (x: NDArray, d: NDArray, h: number): NDArray =>
  add(x as never, multiply(d as never, h as never) as never) as unknown as NDArray

/** The derivative of `f` along `d` by the fourth-order central difference. */
export function difference(f: (xs: NDArray[]) => NDArray[], xs: readonly NDArray[], ds: readonly (NDArray | null)[], h: number): NDArray[] {
  const at = (k: number): Float64Array[] =>
    f(xs.map((x, i) => (ds[i] ? moved(x, ds[i] as NDArray, k * h) : x))).map((y) => denseArray(y, "float64").data as Float64Array)
  const shapes = f([...xs]).map((y) => y.shape)
  const [a, b, c, d] = [at(2), at(1), at(-1), at(-2)] as [Float64Array[], Float64Array[], Float64Array[], Float64Array[]]
  return shapes.map((shape, k) => {
    const out = new Float64Array(countOf(shape))
    for (let i = 0; i < out.length; i++) {
      const v = (values: Float64Array[]): number => (values[k] as Float64Array)[i] as number
      out[i] = (8 * (v(b) - v(c)) - (v(a) - v(d))) / (12 * h)
    }
    return wrapArray("float64", shape, out)
  })
}
