// Products of complex numbers along an axis, one after the other.
import { allocate, denseArray } from "../array.ts"
import type { PartsResult, Planes } from "../primitive.ts"
import { countOf, type NumericShape } from "../shape.ts"

/**
 * Multiplies along an axis; `keep` says which of the running products go where: all of them in the shape of x, or the last in
 * that shape without the axis. The order is NumPy's, which shows where a product overflows: one by one, each rounded to the
 * type; the running products begin with the first element, the single one with 1.
 */
export function multiplied(x: Planes, axis: number, keep: "all" | "last"): PartsResult {
  const { shape, size } = x.re
  const n = shape[axis] as number
  const step = countOf(shape.slice(axis + 1))
  const kept: NumericShape = keep === "all" ? shape : [...shape.slice(0, axis), ...shape.slice(axis + 1)]
  const [a, b] = [denseArray(x.re), denseArray(x.im)]
  const [re, im] = [allocate(a.dtype, kept), allocate(a.dtype, kept)]
  const put = (k: number, u: number, v: number): void => {
    re.buffer[re.offset + k] = u
    im.buffer[im.offset + k] = v
  }
  const rounded = a.dtype === "float32" ? Math.fround : (value: number): number => value
  const lines = n === 0 ? re.size : size / n
  for (let line = 0; line < lines; line++) {
    const start = Math.floor(line / step) * n * step + (line % step)
    let [u, v] = [1, 0]
    for (let i = 0, at = start; i < n; i++, at += step) {
      const [c, d] = [a.buffer[a.offset + at] as number, b.buffer[b.offset + at] as number]
      if (i === 0 && keep === "all") [u, v] = [c, d]
      else [u, v] = [rounded(rounded(u * c) - rounded(v * d)), rounded(rounded(u * d) + rounded(v * c))]
      if (keep === "all") put(at, u, v)
    }
    if (keep === "last") put(line, u, v)
  }
  return [re, im]
}
