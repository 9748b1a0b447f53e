// Stacks of matrices handed one by one to kernels that compute in float64, whatever the element type.
import { allocate, denseArray, type NDArray, wrapArray } from "../array.ts"
import { type DType, floatOf } from "../dtype.ts"
import type { NumericShape } from "../shape.ts"
import { SMALL } from "../slab.ts"
import { dense } from "./dense/engine.ts"

/** The matrices of a stack as float64 copies that a kernel may overwrite. */
export const matricesOf = (x: NDArray): Float64Array[] => matricesIn(x).map((part) => (x.dtype === "float64" ? part.slice() : part))

/** The matrices of a stack as float64, to be read only: the array's own memory where it has that type. */
export function matricesIn(x: NDArray): Float64Array[] {
  const [m, n] = x.shape.slice(-2) as [number, number]
  const source = denseArray(x, "float64")
  const count = m * n === 0 ? stackSize(x.shape) : source.size / (m * n)
  return Array.from({ length: count }, (_, i) => {
    const at = source.offset + i * m * n
    return source.buffer.subarray(at, at + m * n) as Float64Array
  })
}

const stackSize = (shape: NumericShape): number => shape.slice(0, -2).reduce((a, b) => a * b, 1)

/** Results one after the other as one array of the floating type that belongs to `dtype`; a large single one is that array. */
export function stackOf(parts: readonly ArrayLike<number>[], dtype: DType, shape: NumericShape): NDArray {
  const type = floatOf(dtype)
  const [only] = parts
  if (parts.length === 1 && type === "float64" && isWhole(only) && only.length > SMALL) return wrapArray(type, shape, only)
  const out = allocate(type, shape)
  if (out.size === 0) return out
  const each = out.size / parts.length
  parts.forEach((part, i) => out.buffer.set(part, out.offset + i * each))
  return out
}

/** Whether x has its memory for itself. */
const isWhole = (x: ArrayLike<number> | undefined): x is Float64Array => x instanceof Float64Array && x.byteLength === x.buffer.byteLength

/** Bᵀ of an m × n matrix, in squares that stay in the first cache. */
export function transposed(a: Float64Array, m: number, n: number): Float64Array {
  const out = new Float64Array(m * n)
  for (let top = 0; top < m; top += 32) {
    const bottom = Math.min(m, top + 32)
    for (let left = 0; left < n; left += 32) {
      const right = Math.min(n, left + 32)
      for (let i = top; i < bottom; i++) for (let j = left; j < right; j++) out[j * m + i] = a[i * n + j]!
    }
  }
  return out
}

/** A B for m × k and k × n. */
export function product(a: Float64Array, b: Float64Array, m: number, k: number, n: number): Float64Array {
  const [right, out, end] = [m * k, m * k + k * n, m * k + k * n + m * n]
  const d = dense(Math.min(m, n), end)
  d.w.set(a)
  d.w.set(b, right)
  d.w.fill(0, out, end)
  d.multiplyAdd(d.w, 1, m, n, k, 0, k, 1, right, n, 1, out, n)
  return d.w.slice(out, end)
}

export function identity(n: number): Float64Array {
  const out = new Float64Array(n * n)
  for (let i = 0; i < n; i++) out[i * n + i] = 1
  return out
}

/**
 * A power of two that brings a matrix into the range where squares neither overflow nor vanish: 1 for all that are in it
 * already, NaN where an element is not finite.
 */
export function scaleOf(a: Float64Array): number {
  let top = 0
  for (let i = 0; i < a.length; i++) {
    const size = Math.abs(a[i] as number)
    if (!(size <= Number.MAX_VALUE)) return Number.NaN
    if (size > top) top = size
  }
  if (top === 0 || (top > 1e-20 && top < 1e20)) return 1
  // in two steps, for 2¹⁰⁷⁴ is not a number
  return 2 ** -Math.max(-1022, Math.min(1022, Math.floor(Math.log2(top))))
}

export const scaled = (a: Float64Array, scale: number): Float64Array => (scale === 1 ? a : a.map((x) => x * scale))
