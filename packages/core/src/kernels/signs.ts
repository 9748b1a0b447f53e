// Signs of elements, where −0 and NaN have one too. NaN shows its sign in its bits alone, as they came from a file or a typed array.
import type { TypedArray } from "../dtype.ts"
import type { Loop1, Loop2 } from "./loops.ts"

/** Whether the element at a place is negative. */
function signs(x: TypedArray): (at: number) => boolean {
  const words = x instanceof Float64Array ? 2 : x instanceof Float32Array ? 1 : 0
  if (words === 0) return (at) => (x[at] as number) < 0
  const bits = new Int32Array(x.buffer, x.byteOffset, x.length * words)
  // the last word of a number holds its sign
  return (at) => {
    const value = x[at] as number
    return value < 0 || ((value === 0 || value !== value) && (bits[at * words + words - 1] as number) < 0)
  }
}

export const signbitLoop: Loop1 = (n, x, xo, xs, out, oo) => {
  const negative = signs(x)
  for (let i = 0; i < n; i++, xo += xs) out[oo + i] = negative(xo) ? 1 : 0
}

export const copysignLoop: Loop2 = (n, a, ao, as, b, bo, bs, out, oo) => {
  const negative = signs(b)
  const words = out.BYTES_PER_ELEMENT / 4
  const bits = new Int32Array(out.buffer, out.byteOffset, out.length * words)
  for (let i = 0; i < n; i++, ao += as, bo += bs) {
    const [size, minus] = [Math.abs(a[ao] as number), negative(bo)]
    out[oo + i] = minus ? -size : size
    if (size === size) continue
    const at = (oo + i) * words + words - 1
    bits[at] = minus ? (bits[at] as number) | 0x80000000 : (bits[at] as number) & 0x7fffffff
  }
}
