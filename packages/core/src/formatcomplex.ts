// Complex numbers as text, as NumPy prints them: real and imaginary parts each in one format for the whole array.
import { denseArray } from "./array.ts"
import type { ComplexArray } from "./complexarray.ts"
import { showNumber } from "./decimal.ts"
import { floatWords, type FormatOptions, type Printed } from "./format.ts"
import { stridesOf } from "./shape.ts"

/** A complex array for the printers; its elements go by their places. */
export function printed(x: ComplexArray): Printed {
  const [re, im] = [denseArray(x.re), denseArray(x.im)]
  const single = x.dtype === "complex64"
  const real = (k: number): number => re.buffer[re.offset + k] as number
  const imaginary = (k: number): number => im.buffer[im.offset + k] as number
  const words = (places: readonly number[], options: FormatOptions): ((k: number) => string) => {
    const left = floatWords(places.map(real), single, options)
    const right = floatWords(places.map(imaginary), single, { ...options, sign: "+" })
    return (k) => left(real(k)) + right(imaginary(k)).replace(/\s*$/, (space) => `j${space}`)
  }
  return {
    dtype: x.dtype,
    shape: x.shape,
    size: x.size,
    strides: stridesOf(x.shape),
    offset: 0,
    buffer: [],
    pairs: { words, lone: () => showComplex(real(0), imaginary(0), single) },
  }
}

/** One complex number as Python prints it: in parentheses, a real part of 0 left out. */
function showComplex(re: number, im: number, single = false): string {
  const bare = (x: number): string => showNumber(x, single).replace(/\.0$/, "")
  if (Object.is(re, 0)) return `${bare(im)}j`
  return `(${bare(re)}${im < 0 || Object.is(im, -0) ? "" : "+"}${bare(im)}j)`
}
