// Folding axes away, one output element at a time.
import { denseArray, type NDArray, viewOf } from "../array.ts"
import type { TypedArray } from "../dtype.ts"
import { countOf } from "../shape.ts"
import { walk } from "./fill.ts"

/** Folds `n` elements that lie `step` apart. */
export type Fold = (x: TypedArray, offset: number, step: number, n: number) => number

/** Writes the fold over `axes` of every remaining position into `out`, whose shape is that of the kept axes. */
export function reduceInto(fold: Fold, x: NDArray, axes: readonly number[], out: NDArray): void {
  if (out.size === 0) return
  const kept = x.shape.map((_, i) => i).filter((i) => !axes.includes(i))
  const count = countOf(axes.map((i) => x.shape[i] as number))
  const { source, step } = alongOneStride(x, kept, axes)
  const rows = viewOf(
    source,
    kept.map((_, i) => source.shape[i] as number),
    source.strides.slice(0, kept.length),
  )
  walk(rows.shape, [rows], (m, at, steps, to) => {
    for (let j = 0; j < m; j++) {
      out.buffer[out.offset + to + j] = fold(source.buffer, (at[0] as number) + j * (steps[0] as number), step, count)
    }
  })
}

/** `reduceInto` that gives its result. */
export function reduced(fold: Fold, x: NDArray, axes: readonly number[], out: NDArray): NDArray {
  reduceInto(fold, x, axes, out)
  return out
}

/** `x` with the reduced axes last, copied only where they cannot be walked with one step. */
function alongOneStride(x: NDArray, kept: readonly number[], axes: readonly number[]): { source: NDArray; step: number } {
  const order = [...kept, ...axes]
  const view = viewOf(
    x,
    order.map((i) => x.shape[i] as number),
    order.map((i) => x.strides[i] as number),
  )
  const moving = axes.filter((i) => x.shape[i] !== 1)
  const joined = moving.every((i, k) => {
    const next = moving[k + 1]
    return next === undefined || x.strides[i] === (x.strides[next] as number) * (x.shape[next] as number)
  })
  const last = moving.at(-1)
  if (joined) return { source: view, step: last === undefined ? 1 : (x.strides[last] as number) }
  return { source: denseArray(view), step: 1 }
}

/** Pairwise summation: the rounding error grows with log n instead of n. */
export const sumFold: Fold = (x, offset, step, n) => {
  if (n > 128) {
    const half = (n >> 4) << 3
    return sumFold(x, offset, step, half) + sumFold(x, offset + half * step, step, n - half)
  }
  let a = 0
  let b = 0
  let i = 0
  for (; i + 1 < n; i += 2, offset += 2 * step) {
    a += x[offset] as number
    b += x[offset + step] as number
  }
  return i < n ? a + b + (x[offset] as number) : a + b
}

export const prodFold: Fold = (x, offset, step, n) => {
  let product = 1
  for (let i = 0; i < n; i++, offset += step) product *= x[offset] as number
  return product
}

/** NaN if there is one. */
export const maxFold: Fold = (x, offset, step, n) => {
  let best = Number.NEGATIVE_INFINITY
  for (let i = 0; i < n; i++, offset += step) best = Math.max(best, x[offset] as number)
  return best
}

export const minFold: Fold = (x, offset, step, n) => {
  let best = Number.POSITIVE_INFINITY
  for (let i = 0; i < n; i++, offset += step) best = Math.min(best, x[offset] as number)
  return best
}

export const anyFold: Fold = (x, offset, step, n) => {
  for (let i = 0; i < n; i++, offset += step) if (x[offset] !== 0) return 1
  return 0
}

export const allFold: Fold = (x, offset, step, n) => {
  for (let i = 0; i < n; i++, offset += step) if (x[offset] === 0) return 0
  return 1
}

/** The first position of the largest element, or of the first NaN. */
export const argmaxFold: Fold = (x, offset, step, n) => {
  let at = 0
  let best = x[offset] as number
  for (let i = 0; i < n; i++, offset += step) {
    const value = x[offset] as number
    if (Number.isNaN(value)) return i
    if (value > best) {
      best = value
      at = i
    }
  }
  return at
}

export const argminFold: Fold = (x, offset, step, n) => {
  let at = 0
  let best = x[offset] as number
  for (let i = 0; i < n; i++, offset += step) {
    const value = x[offset] as number
    if (Number.isNaN(value)) return i
    if (value < best) {
      best = value
      at = i
    }
  }
  return at
}
