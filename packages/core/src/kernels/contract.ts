// Products of matrices: out[i, j] = Σₖ a[i, k] · b[j, k], with a stride for every axis of the operands, so that views and
// transposes are read where they lie. The result is dense.
import type { TypedArray } from "../dtype.ts"

type N = number

type Product = (a: TypedArray, ao: N, as: N, ak: N, b: TypedArray, bo: N, bs: N, bk: N, out: TypedArray, oo: N, m: N, n: N, k: N) => void

// Two rows by four columns at a time keep eight sums in registers. Written out for either floating type, for a loop that has
// met both runs at half its speed.
const product64 = (
  a: Float64Array,
  ao: N,
  as: N,
  ak: N,
  b: Float64Array,
  bo: N,
  bs: N,
  bk: N,
  out: Float64Array,
  oo: N,
  m: N,
  n: N,
  k: N,
): void => {
  let i = 0
  for (; i + 1 < m; i += 2) {
    let j = 0
    for (; j + 3 < n; j += 4) {
      let [s0, s1, s2, s3, t0, t1, t2, t3] = [0, 0, 0, 0, 0, 0, 0, 0]
      let p = ao + i * as
      let q = bo + j * bs
      for (let step = 0; step < k; step++, p += ak, q += bk) {
        const x = a[p]!
        const y = a[p + as]!
        const b0 = b[q]!
        const b1 = b[q + bs]!
        const b2 = b[q + 2 * bs]!
        const b3 = b[q + 3 * bs]!
        s0 += x * b0
        t0 += y * b0
        s1 += x * b1
        t1 += y * b1
        s2 += x * b2
        t2 += y * b2
        s3 += x * b3
        t3 += y * b3
      }
      const at = oo + i * n + j
      out[at] = s0
      out[at + 1] = s1
      out[at + 2] = s2
      out[at + 3] = s3
      out[at + n] = t0
      out[at + n + 1] = t1
      out[at + n + 2] = t2
      out[at + n + 3] = t3
    }
    for (; j < n; j++) {
      let s = 0
      let t = 0
      let p = ao + i * as
      let q = bo + j * bs
      for (let step = 0; step < k; step++, p += ak, q += bk) {
        const y = b[q]!
        s += a[p]! * y
        t += a[p + as]! * y
      }
      out[oo + i * n + j] = s
      out[oo + i * n + n + j] = t
    }
  }
  for (let j = 0; i < m && j < n; j++) {
    let s = 0
    let p = ao + i * as
    let q = bo + j * bs
    for (let step = 0; step < k; step++, p += ak, q += bk) s += a[p]! * b[q]!
    out[oo + i * n + j] = s
  }
}

const product32 = (
  a: Float32Array,
  ao: N,
  as: N,
  ak: N,
  b: Float32Array,
  bo: N,
  bs: N,
  bk: N,
  out: Float32Array,
  oo: N,
  m: N,
  n: N,
  k: N,
): void => {
  let i = 0
  for (; i + 1 < m; i += 2) {
    let j = 0
    for (; j + 3 < n; j += 4) {
      let [s0, s1, s2, s3, t0, t1, t2, t3] = [0, 0, 0, 0, 0, 0, 0, 0]
      let p = ao + i * as
      let q = bo + j * bs
      for (let step = 0; step < k; step++, p += ak, q += bk) {
        const x = a[p]!
        const y = a[p + as]!
        const b0 = b[q]!
        const b1 = b[q + bs]!
        const b2 = b[q + 2 * bs]!
        const b3 = b[q + 3 * bs]!
        s0 += x * b0
        t0 += y * b0
        s1 += x * b1
        t1 += y * b1
        s2 += x * b2
        t2 += y * b2
        s3 += x * b3
        t3 += y * b3
      }
      const at = oo + i * n + j
      out[at] = s0
      out[at + 1] = s1
      out[at + 2] = s2
      out[at + 3] = s3
      out[at + n] = t0
      out[at + n + 1] = t1
      out[at + n + 2] = t2
      out[at + n + 3] = t3
    }
    for (; j < n; j++) {
      let s = 0
      let t = 0
      let p = ao + i * as
      let q = bo + j * bs
      for (let step = 0; step < k; step++, p += ak, q += bk) {
        const y = b[q]!
        s += a[p]! * y
        t += a[p + as]! * y
      }
      out[oo + i * n + j] = s
      out[oo + i * n + n + j] = t
    }
  }
  for (let j = 0; i < m && j < n; j++) {
    let s = 0
    let p = ao + i * as
    let q = bo + j * bs
    for (let step = 0; step < k; step++, p += ak, q += bk) s += a[p]! * b[q]!
    out[oo + i * n + j] = s
  }
}

/** The product of any elements; `plus` adds a product to a sum. */
const loop =
  (plus: (sum: number, x: number, y: number) => number, zero = 0): Product =>
  (a, ao, as, ak, b, bo, bs, bk, out, oo, m, n, k) => {
    for (let i = 0; i < m; i++, ao += as) {
      for (let j = 0, q = bo; j < n; j++, q += bs) {
        let s = zero
        for (let step = 0; step < k; step++) s = plus(s, a[ao + step * ak] as number, b[q + step * bk] as number)
        out[oo++] = s
      }
    }
  }

// Without sums: a sum would begin with 0, and 0 + −0 is 0, where the product of 0 and −1 is −0.
const productAlone: Product = (a, ao, as, _ak, b, bo, bs, _bk, out, oo, m, n) => {
  for (let i = 0; i < m; i++, ao += as) {
    const x = a[ao] as number
    for (let j = 0, q = bo; j < n; j++, q += bs) out[oo++] = x * (b[q] as number)
  }
}

/** The product kernels for contractions that sum over nothing. */
export const outerProducts: { readonly [dtype: string]: Product } = { float64: productAlone, float32: productAlone }

// Bigints, typed as numbers; the array wraps the sums.
const wide: Product = /* @__PURE__ */ loop((s, x, y) => s + x * y, 0n as never)

/** The product kernel for an element type; all three arrays hold that type. Integers wrap exactly, truths ask for some pair. */
export const products: { readonly [dtype: string]: Product } & { readonly integer: Product } = {
  float64: product64 as Product,
  float32: product32 as Product,
  bool: /* @__PURE__ */ loop((some, x, y) => some | (x & y)),
  int64: wide,
  uint64: wide,
  integer: /* @__PURE__ */ loop((s, x, y) => (s + Math.imul(x, y)) | 0),
}
