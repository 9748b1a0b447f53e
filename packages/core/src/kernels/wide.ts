// Folds of 64-bit integers. Bigints are exact, and what does not fit its type is refused, for the array would wrap it in silence.
import { allocate, type NDArray } from "../array.ts"
import type { DType } from "../dtype.ts"
import { NablaError } from "../errors.ts"
import { countOf } from "../shape.ts"
import type { Fold } from "./reduce.ts"

type Step = (total: bigint, x: bigint) => bigint

const fits = (value: bigint, dtype: DType): boolean => (dtype === "int64" ? BigInt.asIntN(64, value) : BigInt.asUintN(64, value)) === value

/** The value itself, if an array of that type holds it. */
function fitting(operation: string, value: bigint, dtype: DType): bigint {
  if (fits(value, dtype)) return value
  const shown = value > 10n ** 40n || value < -(10n ** 40n) ? "" : ` ${value}`
  throw new NablaError(
    "integer-overflow",
    `${operation}: the result${shown} does not fit ${dtype}; pass { dtype: "float64" } to compute in float64`,
  )
}

// Arrays of bigints are typed as arrays of numbers.
const fold =
  (start: bigint | null, step: Step, end: (total: bigint) => unknown = (total) => total): Fold =>
  (x, offset, stride, n) => {
    let total = start ?? (x[offset] as never as bigint)
    for (let i = 0; i < n; i++, offset += stride) total = step(total, x[offset] as never as bigint)
    return end(total) as number
  }

export const sumWide = (dtype: DType, operation = "sum"): Fold =>
  fold(
    0n,
    (a, b) => a + b,
    (total) => fitting(operation, total, dtype),
  )

/** A product past the type never comes back unless by a 0, so it need not grow without end. */
export const prodWide =
  (dtype: DType, operation = "prod"): Fold =>
  (x, offset, stride, n) => {
    let product = 1n
    for (let i = 0, at = offset; i < n; i++, at += stride) if ((x[at] as never) === 0n) return 0n as never
    for (let i = 0; i < n; i++, offset += stride) product = fitting(operation, product * (x[offset] as never as bigint), dtype)
    return product as never
  }

export const maxWide: Fold = /* @__PURE__ */ fold(null, (a, b) => (b > a ? b : a))
export const minWide: Fold = /* @__PURE__ */ fold(null, (a, b) => (b < a ? b : a))
export const anyWide: Fold = /* @__PURE__ */ fold(
  0n,
  (a, b) => a | b,
  (bits) => Number(bits !== 0n),
)
export const allWide: Fold = /* @__PURE__ */ fold(1n, (a, b) => (a !== 0n && b !== 0n ? 1n : 0n), Number)

/** Running folds of a dense array along an axis. */
export function runningWide(operation: string, x: NDArray, axis: number, back: boolean, start: bigint, step: Step): NDArray {
  const out = allocate(x.dtype, x.shape)
  const n = x.shape[axis] as number
  const stride = countOf(x.shape.slice(axis + 1))
  for (let line = 0; line < x.size / (n || 1); line++) {
    const first = Math.floor(line / stride) * n * stride + (line % stride)
    let total = start
    for (let i = 0; i < n; i++) {
      const at = first + (back ? n - 1 - i : i) * stride
      total = fitting(operation, step(total, x.buffer[x.offset + at] as never), x.dtype)
      out.buffer[out.offset + at] = total as never
    }
  }
  return out
}
