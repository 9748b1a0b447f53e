// Stacks of matrices handed one by one to kernels that compute in float64, whatever the element type.
import { allocate, denseArray, type NDArray } from "../array.ts"
import { type DType, floatOf } from "../dtype.ts"
import type { NumericShape } from "../shape.ts"

/** The matrices of a stack as float64 copies that a kernel may overwrite. */
export function matricesOf(x: NDArray): Float64Array[] {
  const [m, n] = x.shape.slice(-2) as [number, number]
  const source = denseArray(x)
  const count = m * n === 0 ? stackSize(x.shape) : source.size / (m * n)
  return Array.from({ length: count }, (_, i) => {
    const at = source.offset + i * m * n
    return Float64Array.from(source.buffer.subarray(at, at + m * n))
  })
}

const stackSize = (shape: NumericShape): number => shape.slice(0, -2).reduce((a, b) => a * b, 1)

/** Results one after the other as one array of the floating type that belongs to `dtype`. */
export function stackOf(parts: readonly ArrayLike<number>[], dtype: DType, shape: NumericShape): NDArray {
  const out = allocate(floatOf(dtype), shape)
  const each = parts.length === 0 ? 0 : out.size / parts.length
  parts.forEach((part, i) => out.buffer.set(part, out.offset + i * each))
  return out
}

/** Bᵀ of an m × n matrix. */
export function transposed(a: Float64Array, m: number, n: number): Float64Array {
  const out = new Float64Array(m * n)
  for (let i = 0; i < m; i++) for (let j = 0; j < n; j++) out[j * m + i] = a[i * n + j] as number
  return out
}

/** A B for m × k and k × n. */
export function product(a: Float64Array, b: Float64Array, m: number, k: number, n: number): Float64Array {
  const out = new Float64Array(m * n)
  for (let i = 0; i < m; i++) {
    for (let l = 0; l < k; l++) {
      const f = a[i * k + l] as number
      for (let j = 0, p = i * n, q = l * n; j < n; j++, p++, q++) out[p] = (out[p] as number) + f * (b[q] as number)
    }
  }
  return out
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
