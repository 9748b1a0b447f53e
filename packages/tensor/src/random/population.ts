// What is drawn, how often, and from what.
import {
  allocate,
  asTensor,
  gather,
  type DType,
  isNode,
  NablaError,
  type NDArray,
  normalizeAxis,
  type TakeShape,
  type Tensor,
} from "@nablajs/core"

/** The shape of a result: a list of sizes, one size, or nothing for a 0-d tensor. */
export type Size = number | readonly number[] | undefined

export type Sizes<T> = T extends number ? [T] : T extends readonly number[] ? { -readonly [I in keyof T]: T[I] } : []

/** The shape [...size, k] of rows with as many elements as `Row` has. */
export type Rows<T, Row> = [...Sizes<T>, LengthOf<Row>]

type LengthOf<Row> = Row extends Tensor<DType, readonly [infer N]> ? N : Row extends readonly number[] ? Row["length"] : number

/** The shape of slices of a population, as many as `T` says. */
export type Picked<P, T, X> = P extends Tensor ? Tensor<P["dtype"], TakeShape<P["shape"], Sizes<T>, X>> : Tensor<"int32", Sizes<T>>

/** The shape of the whole of a population, in another order. */
export type Reordered<P> = P extends Tensor ? Tensor<P["dtype"], P["shape"]> : P extends number ? Tensor<"int32", [P]> : never

/** A row or the whole of what is drawn from. */
export type Population = number | Tensor

export interface ChoiceOptions<X extends number = number> {
  /** Whether the same element may come twice: yes if absent. */
  readonly replace?: boolean
  /** The probability of each element; all the same if absent. */
  readonly p?: readonly number[] | Tensor
  /** Along which axis of a tensor slices are drawn; the first if absent. */
  readonly axis?: X
  /** Whether what is drawn without replacement comes in random order: yes if absent; without is faster. */
  readonly shuffle?: boolean
}

export const shapeFrom = (operation: string, size: Size): readonly number[] => {
  const shape = size === undefined ? [] : typeof size === "number" ? [size] : size
  if (Array.isArray(shape) && shape.every((n) => Number.isInteger(n) && n >= 0)) return shape
  throw new NablaError("bad-argument", `${operation}: a shape is a list of whole numbers from 0 up, got ${String(size)}`)
}

export const check = (holds: boolean, operation: string, what: string): void => {
  if (!holds) throw new NablaError("bad-argument", `${operation}: ${what}`)
}

export const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i)

export const listOf = (x: readonly number[] | Tensor): readonly number[] =>
  isNode(x) ? Array.from((x as unknown as NDArray).data) : (x as readonly number[])

/** The axis along which is drawn, counted from the front. */
export const axisOf = (operation: string, from: Population, axis = 0): number =>
  typeof from === "number" || from.ndim === 0 ? 0 : normalizeAxis(operation, axis, from.ndim, from.shape)

export function populationSize(operation: string, from: Population, axis = 0): number {
  const n = typeof from === "number" ? from : ((from.shape as readonly number[])[axis] ?? -1)
  check(
    Number.isInteger(n) && n >= 0,
    operation,
    `expected how many elements there are, or a tensor with at least one axis, got ${String(from)}`,
  )
  return n
}

/** The drawn positions, or the slices of the tensor at them. */
export function pickFrom(from: Population, positions: readonly number[], shape: readonly number[], axis = 0): Tensor {
  const index = allocate("int32", shape)
  positions.forEach((k, i) => {
    index.buffer[index.offset + i] = k
  })
  return typeof from === "number" ? asTensor(index) : (gather(from, asTensor(index), { axis, batch: 0 }) as Tensor)
}

export function probabilities(operation: string, p: readonly number[] | Tensor, n: number | undefined): readonly number[] {
  const list = listOf(p)
  check(n === undefined || list.length === n, operation, `${list.length} probabilities for ${n} elements`)
  const total = list.reduce((a, b) => a + b, 0)
  check(
    list.every((x) => x >= 0) && Math.abs(total - 1) < 1e-8,
    operation,
    `probabilities are not negative and add up to 1, these to ${total}`,
  )
  return list
}

export function runningShare(p: readonly number[]): Float64Array {
  const sums = new Float64Array(p.length)
  let total = 0
  p.forEach((x, i) => {
    total += x
    sums[i] = total
  })
  return sums.map((x) => x / total)
}

/** The first position whose share is above u. */
export function firstAbove(sums: Float64Array, u: number): number {
  let [lo, hi] = [0, sums.length]
  while (lo < hi) {
    const mid = (lo + hi) >> 1
    if ((sums[mid] as number) <= u) lo = mid + 1
    else hi = mid
  }
  return lo
}
