// Elements of any type in ascending order, complex numbers by their real and then by their imaginary parts, and keys that
// tell elements apart.
import { allocate, type NDArray } from "../array.ts"
import type { ComplexArray } from "../complexarray.ts"
import { asTensor } from "../value.ts"
import { reshape } from "./reshape.ts"
import { argsort } from "./sorting.ts"

/** Positions in ascending order, NaN last, and whether the elements at two positions are equal; NaN equals nothing. */
export interface Order {
  readonly places: Int32Array
  same(i: number, j: number): boolean
}

const placesOf = (x: NDArray): Int32Array =>
  (argsort(reshape(asTensor(x) as never, [x.size] as never) as never) as unknown as NDArray).data as Int32Array

export const isComplexArray = (x: NDArray | ComplexArray): x is ComplexArray => "re" in x

export function orderOf(x: NDArray | ComplexArray): Order {
  if (!isComplexArray(x)) {
    const data = x.data
    return { places: placesOf(x), same: (i, j) => data[i] === data[j] }
  }
  const [re, im] = [x.re.data, x.im.data]
  const byImaginary = placesOf(x.im)
  // stable, so that equal real parts stay in the order of their imaginary parts
  const sorted = allocate(x.re.dtype, [x.size])
  byImaginary.forEach((from, to) => {
    sorted.buffer[sorted.offset + to] = re[from] as number
  })
  const places = placesOf(sorted).map((k) => byImaginary[k] as number)
  return { places, same: (i, j) => re[i] === re[j] && im[i] === im[j] }
}

/** One key for each element, the same for equal elements; undefined for NaN. */
export function keysOf(x: NDArray | ComplexArray): readonly unknown[] {
  if (!isComplexArray(x)) return Array.from(x.data as ArrayLike<unknown>, (value) => (Number.isNaN(value) ? undefined : value))
  const im = x.im.data
  // adding 0 makes 0 of −0
  return Array.from(x.re.data, (re, i) => (Number.isNaN(re) || Number.isNaN(im[i]) ? undefined : `${re + 0} ${(im[i] as number) + 0}`))
}
