// Running sums of lines. All lines of a block advance together, so that memory is read in order whatever the axis; totals are
// kept in float64.
import type { NDArray } from "../array.ts"
import type { TypedArray } from "../dtype.ts"
import { countOf } from "../shape.ts"

/** From `first` on, n steps of `step` elements each, of `lines` neighbouring lines. */
type Sums<A> = (x: A, xo: number, out: A, oo: number, totals: Float64Array, n: number, first: number, step: number) => void

// Written out for either floating type, for a loop that has met both runs many times slower.
const sums64: Sums<Float64Array> = (x, xo, out, oo, totals, n, first, step) => {
  const lines = totals.length
  for (let i = 0, at = first; i < n; i++, at += step) {
    for (let k = 0; k < lines; k++) {
      totals[k] = totals[k]! + x[xo + at + k]!
      out[oo + at + k] = totals[k]!
    }
  }
}

const sums32: Sums<Float32Array> = (x, xo, out, oo, totals, n, first, step) => {
  const lines = totals.length
  for (let i = 0, at = first; i < n; i++, at += step) {
    for (let k = 0; k < lines; k++) {
      totals[k] = totals[k]! + x[xo + at + k]!
      out[oo + at + k] = totals[k]!
    }
  }
}

const sumsOfAny: Sums<TypedArray> = (x, xo, out, oo, totals, n, first, step) => {
  const lines = totals.length
  for (let i = 0, at = first; i < n; i++, at += step) {
    for (let k = 0; k < lines; k++) {
      totals[k] = totals[k]! + x[xo + at + k]!
      out[oo + at + k] = totals[k]!
    }
  }
}

/** Σ up to each element along an axis of dense `x`, or from its end on, into `out`. */
export function runningSums(x: NDArray, out: NDArray, axis: number, back: boolean): void {
  const n = x.shape[axis] as number
  const lines = countOf(x.shape.slice(axis + 1))
  const alike = x.dtype === out.dtype
  const sums = (alike && x.dtype === "float64" ? sums64 : alike && x.dtype === "float32" ? sums32 : sumsOfAny) as Sums<TypedArray>
  const totals = new Float64Array(lines)
  for (let block = 0; block < x.size; block += n * lines) {
    // −0 + x is x, −0 too
    totals.fill(-0)
    sums(x.buffer, x.offset + block, out.buffer, out.offset + block, totals, n, back ? (n - 1) * lines : 0, back ? -lines : lines)
  }
}
