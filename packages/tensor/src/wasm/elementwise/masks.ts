// Truth values as bytes and as masks of lanes.
import { f32x4, f64x2, i16x8, i32x4, i64x2, i8x16, v128 } from "../simd.ts"
import type { V } from "./algebra.ts"
import type { Read, Turn } from "./loops.ts"

type Compare = (a: V, b: V) => V

/** 16 truth values from masks of 16, 8, 4 or 2 lanes each. */
function narrowed(masks: readonly V[], bytes: number): V {
  if (bytes === 1) return v128.and(masks[0] as V, i8x16.const(1))
  const pairs = Array.from({ length: masks.length / 2 }, (_, i) => [masks[2 * i] as V, masks[2 * i + 1] as V] as const)
  const halves = pairs.map(([a, b]) =>
    bytes === 8 ? i32x4.shuffle(a, b, [0, 2, 4, 6]) : bytes === 4 ? i16x8.narrowS(a, b) : i8x16.narrowS(a, b),
  )
  return narrowed(halves, bytes / 2)
}

/** A turn that compares 16 elements. */
export const comparing =
  (compare: Compare, bytes: number): Turn =>
  (o, [a, b]) =>
    narrowed(
      Array.from({ length: bytes }, (_, k) => o.let(compare((a as Read)(k), b === undefined ? (a as Read)(k) : b(k)))),
      bytes,
    )

/** A turn that picks lanes of the second and third operand by the truth values of the first. */
export const choosing =
  (bytes: number): Turn =>
  (o, [c, a, b]) => {
    const mask = o.let(bytes === 1 ? i8x16.eq((c as Read)(), i8x16.const(0)) : widened((c as Read)(), bytes))
    return v128.bitselect((b as Read)(), (a as Read)(), mask)
  }

/** Which of the first lanes of 2, 4 or 8 bytes stand for false. */
function widened(truths: V, bytes: number): V {
  const words = i16x8.extendLowU(truths)
  if (bytes === 2) return i16x8.eq(words, i16x8.const(0))
  const lanes = i32x4.extendLowU(words)
  return bytes === 4 ? i32x4.eq(lanes, i32x4.const(0)) : i64x2.eq(i64x2.extendLowU(lanes), i64x2.const(0n))
}

type Order = "equal" | "notEqual" | "less" | "lessEqual" | "greater" | "greaterEqual"

const ofFloats = (t: typeof f32x4 | typeof f64x2): Record<Order, Compare> => ({
  equal: t.eq,
  notEqual: t.ne,
  less: t.lt,
  lessEqual: t.le,
  greater: t.gt,
  greaterEqual: t.ge,
})

const ofSigned = (t: typeof i8x16 | typeof i16x8 | typeof i32x4): Record<Order, Compare> => ({
  equal: t.eq,
  notEqual: t.ne,
  less: t.ltS,
  lessEqual: t.leS,
  greater: t.gtS,
  greaterEqual: t.geS,
})

const ofUnsigned = (t: typeof i8x16 | typeof i16x8 | typeof i32x4): Record<Order, Compare> => ({
  equal: t.eq,
  notEqual: t.ne,
  less: t.ltU,
  lessEqual: t.leU,
  greater: t.gtU,
  greaterEqual: t.geU,
})

/** The order relations of each type. */
export const orders = {
  float32: ofFloats(f32x4),
  float64: ofFloats(f64x2),
  int8: ofSigned(i8x16),
  uint8: ofUnsigned(i8x16),
  bool: ofUnsigned(i8x16),
  int16: ofSigned(i16x8),
  uint16: ofUnsigned(i16x8),
  int32: ofSigned(i32x4),
  uint32: ofUnsigned(i32x4),
} as const

const ofKind = (t: typeof f32x4 | typeof f64x2, infinity: V): Record<string, Compare> => ({
  isnan: (x) => t.ne(x, x),
  isfinite: (x) => t.lt(t.abs(x), infinity),
  isinf: (x) => t.eq(t.abs(x), infinity),
})

const single = ofKind(f32x4, f32x4.const(Number.POSITIVE_INFINITY))
const double = ofKind(f64x2, f64x2.const(Number.POSITIVE_INFINITY))

/** Properties of one float. */
export const properties: Readonly<Record<string, { readonly float32?: Compare; readonly float64?: Compare }>> = Object.fromEntries(
  Object.keys(single).map((name) => [name, { float32: single[name] as Compare, float64: double[name] as Compare }]),
)
