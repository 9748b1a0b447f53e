// Products of matrices, many at a time: out[b, i, j] = Σₖ a[b, i, k] · c[b, j, k].
import type { TypedArray } from "../dtype.ts"

interface Sizes {
  readonly batch: number
  readonly rows: number
  readonly columns: number
  readonly inner: number
}

type Product = (a: TypedArray, ao: number, c: TypedArray, co: number, out: TypedArray, oo: number, sizes: Sizes) => void

// Four sums at a time keep both operands in registers. Written out for either floating type, for a loop that has met
// both runs at half its speed.
const product64 = (a: Float64Array, ao: number, c: Float64Array, co: number, out: Float64Array, oo: number, sizes: Sizes): void => {
  const { batch, rows, columns, inner } = sizes
  for (let b = 0; b < batch; b++, ao += rows * inner, co += columns * inner) {
    for (let i = 0; i < rows; i++) {
      const row = ao + i * inner
      let j = 0
      for (; j + 3 < columns; j += 4, oo += 4) {
        let s0 = 0,
          s1 = 0,
          s2 = 0,
          s3 = 0
        let k0 = co + j * inner
        let k1 = k0 + inner
        let k2 = k1 + inner
        let k3 = k2 + inner
        for (let k = row; k < row + inner; k++) {
          const x = a[k]!
          s0 += x * c[k0++]!
          s1 += x * c[k1++]!
          s2 += x * c[k2++]!
          s3 += x * c[k3++]!
        }
        out[oo] = s0
        out[oo + 1] = s1
        out[oo + 2] = s2
        out[oo + 3] = s3
      }
      for (; j < columns; j++) {
        let s = 0
        let at = co + j * inner
        for (let k = row; k < row + inner; k++) s += a[k]! * c[at++]!
        out[oo++] = s
      }
    }
  }
}

const product32 = (a: Float32Array, ao: number, c: Float32Array, co: number, out: Float32Array, oo: number, sizes: Sizes): void => {
  const { batch, rows, columns, inner } = sizes
  for (let b = 0; b < batch; b++, ao += rows * inner, co += columns * inner) {
    for (let i = 0; i < rows; i++) {
      const row = ao + i * inner
      let j = 0
      for (; j + 3 < columns; j += 4, oo += 4) {
        let s0 = 0,
          s1 = 0,
          s2 = 0,
          s3 = 0
        let k0 = co + j * inner
        let k1 = k0 + inner
        let k2 = k1 + inner
        let k3 = k2 + inner
        for (let k = row; k < row + inner; k++) {
          const x = a[k]!
          s0 += x * c[k0++]!
          s1 += x * c[k1++]!
          s2 += x * c[k2++]!
          s3 += x * c[k3++]!
        }
        out[oo] = s0
        out[oo + 1] = s1
        out[oo + 2] = s2
        out[oo + 3] = s3
      }
      for (; j < columns; j++) {
        let s = 0
        let at = co + j * inner
        for (let k = row; k < row + inner; k++) s += a[k]! * c[at++]!
        out[oo++] = s
      }
    }
  }
}

/** Integers wrap exactly. */
const productInt: Product = (a, ao, c, co, out, oo, { batch, rows, columns, inner }) => {
  for (let b = 0; b < batch; b++, ao += rows * inner, co += columns * inner) {
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) {
        let s = 0
        for (let k = 0; k < inner; k++) s = (s + Math.imul(a[ao + i * inner + k] as number, c[co + j * inner + k] as number)) | 0
        out[oo++] = s
      }
    }
  }
}

/** Some pair of truths. */
const productBool: Product = (a, ao, c, co, out, oo, { batch, rows, columns, inner }) => {
  for (let b = 0; b < batch; b++, ao += rows * inner, co += columns * inner) {
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) {
        let hit = 0
        for (let k = 0; k < inner && hit === 0; k++) hit = (a[ao + i * inner + k] as number) & (c[co + j * inner + k] as number)
        out[oo++] = hit
      }
    }
  }
}

// Without sums: a sum would begin with 0, and 0 + −0 is 0, where the product of 0 and −1 is −0.
const productAlone: Product = (a, ao, c, co, out, oo, { batch, rows, columns }) => {
  for (let b = 0; b < batch; b++, ao += rows, co += columns) {
    for (let i = 0; i < rows; i++) {
      const x = a[ao + i] as number
      for (let j = 0; j < columns; j++) out[oo++] = x * (c[co + j] as number)
    }
  }
}

/** The product kernels for contractions that sum over nothing. */
export const outerProducts: { readonly [dtype: string]: Product } = { float64: productAlone, float32: productAlone }

/** The product kernel for an element type; all three arrays hold that type. */
export const products: { readonly [dtype: string]: Product } & { readonly integer: Product } = {
  float64: product64 as Product,
  float32: product32 as Product,
  bool: productBool,
  integer: productInt,
}
