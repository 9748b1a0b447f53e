// Values as flat lists of numbers with a shape, for comparisons.
import { isNablaError, type NDArray, type Value } from "@nablajs/core"
import { array } from "./sample.ts"

/** Elements in row-major order. */
export interface Block {
  readonly shape: readonly number[]
  readonly data: readonly number[]
}

export function blockOf(x: Value): Block {
  if (typeof x === "number") return { shape: [], data: [x] }
  const { shape, data } = x as unknown as NDArray
  return { shape: [...shape], data: Array.from(data, Number) }
}

export const valueOf = ({ shape, data }: Block): Value => (shape.length === 0 ? (data[0] as number) : array(Float64Array.from(data), shape))

/** The block with its axes in another order. */
export function permuted(x: Block, axes: readonly number[]): Block {
  const shape = axes.map((k) => x.shape[k] as number)
  const strides = x.shape.map((_, k) => x.shape.slice(k + 1).reduce((a, b) => a * b, 1))
  const data: number[] = []
  const index = shape.map(() => 0)
  for (let i = 0; i < x.data.length; i++) {
    data.push(x.data[index.reduce((total, k, a) => total + k * (strides[axes[a] as number] as number), 0)] as number)
    for (let a = shape.length - 1; a >= 0; a--) {
      index[a] = (index[a] as number) + 1
      if ((index[a] as number) < (shape[a] as number)) break
      index[a] = 0
    }
  }
  return { shape, data }
}

/** Nested arrays of numbers. */
export type Rows = number | readonly Rows[]

export function rowsOf({ shape, data }: Block): Rows {
  if (shape.length === 0) return data[0] as number
  const step = data.length / (shape[0] as number) || 0
  return Array.from({ length: shape[0] as number }, (_, i) => rowsOf({ shape: shape.slice(1), data: data.slice(i * step, (i + 1) * step) }))
}

/** The largest |aᵢ − bᵢ| relative to the size of the numbers, and infinity where shapes or finiteness differ. */
export function distance(a: Block, b: Block): number {
  if (String(a.shape) !== String(b.shape)) return Number.POSITIVE_INFINITY
  const scale = Math.max(1, ...a.data.map(Math.abs), ...b.data.map(Math.abs))
  if (!Number.isFinite(scale) || a.data.length !== b.data.length) return Number.POSITIVE_INFINITY
  return a.data.reduce((worst, x, i) => Math.max(worst, Math.abs(x - (b.data[i] as number)) / scale), 0)
}

export const isFiniteBlock = (x: Block): boolean =>
  x.data.length === x.shape.reduce((a, b) => a * b, 1) && x.data.every((v) => Number.isFinite(v))

/** What is computed; null where a matrix has no inverse. */
export function whereDefined<T>(compute: () => T): T | null {
  try {
    return compute()
  } catch (error) {
    if (isNablaError(error) && error.code === "singular-matrix") return null
    throw error
  }
}
