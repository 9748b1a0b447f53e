// Operands for every operation: the same kind of values in each element type, laid out in memory in each of the ways there are.
import { type DType, dtypes, isNode, type Tensor } from "@nablajs/core"
import * as nb from "../../src/index.ts"

// biome-ignore lint/suspicious/noExplicitAny: operations are called by name
export type Dynamic = any

export const types = Object.keys(dtypes) as DType[]

/** An operand of that shape, or of the shape under test; each call gives other values. */
export type Make = (shape?: readonly number[]) => Dynamic

type Layout = (dtype: DType, shape: readonly number[], seed: number) => Dynamic

const kindOf = (dtype: DType): string => dtypes[dtype].kind as string
const count = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1)

/** Small numbers; those on the diagonal of a square matrix are larger, so that it is regular. */
function element(dtype: DType, i: number, shape: readonly number[], seed: number): unknown {
  const columns = shape.at(-1) ?? 1
  const square = shape.length > 1 && shape.at(-2) === columns
  const heavy = square && Math.floor(i / columns) % columns === i % columns ? 4 : 0
  const k = (i * 5 + seed * 3 + 1) % 7
  if (kindOf(dtype) === "bool") return (k + heavy) % 3 === 0
  if (kindOf(dtype) === "complex") return { re: (k + 1) / 8 + heavy, im: ((k * 3) % 5) / 8 - 0.25 }
  if (kindOf(dtype) === "float") return (k + 1) / 8 + heavy
  const whole = (k % 3) + heavy
  return dtypes[dtype].bytes === 8 ? BigInt(whole) : whole
}

/** A dense tensor of such values. */
export function dense(dtype: DType, shape: readonly number[], seed: number): Dynamic {
  const flat = Array.from({ length: count(shape) }, (_, i) => element(dtype, i, shape, seed))
  return nb.reshape(nb.tensor(flat as never, { dtype } as never) as never, shape as never)
}

const keys = (shape: readonly number[], key: string): string[] => shape.map(() => key)
const at = (x: Dynamic, list: readonly unknown[]): Dynamic => (nb.at as Dynamic)(x, ...list)

/** The ways in which a view can lie on the memory of another tensor. */
export const layouts: Readonly<Record<string, Layout>> = {
  transposed: (dtype, shape, seed) =>
    nb.permuteDims(dense(dtype, [...shape].reverse(), seed), shape.map((_, i) => shape.length - 1 - i) as never),
  reversed: (dtype, shape, seed) => at(dense(dtype, shape, seed), keys(shape, "::-1")),
  "every second element": (dtype, shape, seed) =>
    at(
      dense(
        dtype,
        shape.map((n) => 2 * n + 1),
        seed,
      ),
      shape.map((n) => (n === 0 ? "0:0" : `1:${2 * n + 1}:2`)),
    ),
  "one row repeated": (dtype, shape, seed) =>
    nb.broadcastTo(
      dense(
        dtype,
        shape.map((n, i) => (i === 0 ? Math.min(n, 1) : n)),
        seed,
      ),
      shape as never,
    ),
}

/** The same elements in memory of their own. */
export function copied(x: Dynamic): Dynamic {
  const flat: unknown[] = []
  const walk = (part: unknown): void => {
    if (Array.isArray(part)) part.forEach(walk)
    else flat.push(part)
  }
  walk(x.toArray())
  return nb.reshape(nb.tensor(flat as never, { dtype: x.dtype } as never) as never, x.shape)
}

/** Operands one after the other, with what becomes of each. */
export function maker(layout: Layout, dtype: DType, shape: readonly number[], change: (x: Dynamic) => Dynamic = (x) => x): Make {
  let seed = 0
  return (own = shape) => change(layout(dtype, own, seed++))
}

export const isTensor = (x: unknown): x is Tensor => isNode(x)
