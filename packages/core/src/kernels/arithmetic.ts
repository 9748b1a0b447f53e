// The hot loops, one per operation and floating type: a loop shared by several operations or element types runs up to
// ten times slower, for the engine then neither inlines the operation nor knows the array.
import type { LoopTable } from "../primitive.ts"
import type { Loop1, Loop2 } from "./loops.ts"

type F64 = Float64Array
type F32 = Float32Array
type Hot<L> = Omit<LoopTable<L>, "any">

// Both arrays of a pair hold the element type named by the key; reads inside the bounds are numbers.
const table1 = (float64: unknown, float32: unknown): Hot<Loop1> => ({ float64, float32 }) as Hot<Loop1>
const table2 = (float64: unknown, float32: unknown): Hot<Loop2> => ({ float64, float32 }) as Hot<Loop2>

type N = number
type A64 = F64
type A32 = F32

export const addLoops: Hot<Loop2> = /* @__PURE__ */ table2(
  (n: N, a: A64, ao: N, as: N, b: A64, bo: N, bs: N, out: F64, oo: N) => {
    for (let i = 0; i < n; i++, ao += as, bo += bs) out[oo + i] = a[ao]! + b[bo]!
  },
  (n: N, a: A32, ao: N, as: N, b: A32, bo: N, bs: N, out: F32, oo: N) => {
    for (let i = 0; i < n; i++, ao += as, bo += bs) out[oo + i] = a[ao]! + b[bo]!
  },
)

export const subtractLoops: Hot<Loop2> = /* @__PURE__ */ table2(
  (n: N, a: A64, ao: N, as: N, b: A64, bo: N, bs: N, out: F64, oo: N) => {
    for (let i = 0; i < n; i++, ao += as, bo += bs) out[oo + i] = a[ao]! - b[bo]!
  },
  (n: N, a: A32, ao: N, as: N, b: A32, bo: N, bs: N, out: F32, oo: N) => {
    for (let i = 0; i < n; i++, ao += as, bo += bs) out[oo + i] = a[ao]! - b[bo]!
  },
)

export const multiplyLoops: Hot<Loop2> = /* @__PURE__ */ table2(
  (n: N, a: A64, ao: N, as: N, b: A64, bo: N, bs: N, out: F64, oo: N) => {
    for (let i = 0; i < n; i++, ao += as, bo += bs) out[oo + i] = a[ao]! * b[bo]!
  },
  (n: N, a: A32, ao: N, as: N, b: A32, bo: N, bs: N, out: F32, oo: N) => {
    for (let i = 0; i < n; i++, ao += as, bo += bs) out[oo + i] = a[ao]! * b[bo]!
  },
)

export const divideLoops: Hot<Loop2> = /* @__PURE__ */ table2(
  (n: N, a: A64, ao: N, as: N, b: A64, bo: N, bs: N, out: F64, oo: N) => {
    for (let i = 0; i < n; i++, ao += as, bo += bs) out[oo + i] = a[ao]! / b[bo]!
  },
  (n: N, a: A32, ao: N, as: N, b: A32, bo: N, bs: N, out: F32, oo: N) => {
    for (let i = 0; i < n; i++, ao += as, bo += bs) out[oo + i] = a[ao]! / b[bo]!
  },
)

export const maximumLoops: Hot<Loop2> = /* @__PURE__ */ table2(
  (n: N, a: A64, ao: N, as: N, b: A64, bo: N, bs: N, out: F64, oo: N) => {
    for (let i = 0; i < n; i++, ao += as, bo += bs) out[oo + i] = Math.max(a[ao]!, b[bo]!)
  },
  (n: N, a: A32, ao: N, as: N, b: A32, bo: N, bs: N, out: F32, oo: N) => {
    for (let i = 0; i < n; i++, ao += as, bo += bs) out[oo + i] = Math.max(a[ao]!, b[bo]!)
  },
)

export const minimumLoops: Hot<Loop2> = /* @__PURE__ */ table2(
  (n: N, a: A64, ao: N, as: N, b: A64, bo: N, bs: N, out: F64, oo: N) => {
    for (let i = 0; i < n; i++, ao += as, bo += bs) out[oo + i] = Math.min(a[ao]!, b[bo]!)
  },
  (n: N, a: A32, ao: N, as: N, b: A32, bo: N, bs: N, out: F32, oo: N) => {
    for (let i = 0; i < n; i++, ao += as, bo += bs) out[oo + i] = Math.min(a[ao]!, b[bo]!)
  },
)

export const negativeLoops: Hot<Loop1> = /* @__PURE__ */ table1(
  (n: N, x: A64, xo: N, xs: N, out: F64, oo: N) => {
    for (let i = 0; i < n; i++, xo += xs) out[oo + i] = -x[xo]!
  },
  (n: N, x: A32, xo: N, xs: N, out: F32, oo: N) => {
    for (let i = 0; i < n; i++, xo += xs) out[oo + i] = -x[xo]!
  },
)

export const squareLoops: Hot<Loop1> = /* @__PURE__ */ table1(
  (n: N, x: A64, xo: N, xs: N, out: F64, oo: N) => {
    for (let i = 0; i < n; i++, xo += xs) out[oo + i] = x[xo]! * x[xo]!
  },
  (n: N, x: A32, xo: N, xs: N, out: F32, oo: N) => {
    for (let i = 0; i < n; i++, xo += xs) out[oo + i] = x[xo]! * x[xo]!
  },
)
