// Elements as keys: words whose order as unsigned numbers is that of the elements. Flipping the sign bit does it for integers;
// of negative floats all bits flip, for their size falls with their value. Types below 32 bits get words of 32.
import type { DType } from "@nablajs/core"
import { type Code, type Local, type Operand, type Statement, upTo } from "../code.ts"
import type { Module } from "../module.ts"
import { i32 } from "../scalars.ts"
import { f32x4, f64x2, floats, i32x4, i64x2, v128 } from "../simd.ts"

/** The bytes of a key, for the types that have keys. */
export const keyBytes: Readonly<Partial<Record<DType, 4 | 8>>> = {
  ...{ bool: 4, int8: 4, uint8: 4, int16: 4, uint16: 4, int32: 4, uint32: 4, float32: 4 },
  ...{ int64: 8, uint64: 8, float64: 8 },
}

/**
 * `toKeys(from, to, n, flip)` and `fromKeys(from, to, n, flip)`, where flip is 0, or −1 for the descending order. NaN has the
 * largest key in either; −0 has the key of 0 where zeros are `equal`. Up to a vector behind the n elements is written.
 */
export function defineKeys(m: Module, dtype: DType, equal: boolean): void {
  const small = narrow[dtype]
  if (small !== undefined) defineNarrow(m, small)
  else if (dtype === "float32" || dtype === "float64") defineFloats(m, dtype, equal)
  else defineIntegers(m, dtype)
}

type Vector = Code<"v128">

function defineEach(
  m: Module,
  name: string,
  bytes: 4 | 8,
  constants: readonly Vector[],
  make: (x: Vector, flip: Vector, ...constants: Vector[]) => Vector,
): void {
  m.define(name, ["i32", "i32", "i32", "i32"], (v, from, to, n, flip) => {
    const end = v.local("i32")
    const x = v.local("v128")
    const hoisted = [i32x4.splat(flip), ...constants].map((one) => v.hoist(one)) as unknown as [Vector, ...Vector[]]
    return [
      end.set(i32.add(from, i32.mul(n, bytes))),
      upTo(from, end, 16, [x.set(v128.load(from)), v128.store(to, make(x, ...hoisted)), to.set(i32.add(to, 16))]),
    ]
  })
}

const bits = {
  float32: { sign: i32x4.const(-(2 ** 31)), zero: f32x4.const(0), negative: (x: Vector) => i32x4.shrS(x, 31) },
  float64: { sign: i64x2.const(-(2n ** 63n)), zero: f64x2.const(0), negative: (x: Vector) => i64x2.shrS(x, 63) },
} as const

function defineFloats(m: Module, dtype: keyof typeof floats, equal: boolean): void {
  const { bytes, vector } = floats[dtype]
  const { sign, zero, negative } = bits[dtype]
  const key = (x: Vector, flip: Vector, sign: Vector): Vector =>
    v128.or(vector.ne(x, x), v128.xor(v128.xor(x, v128.or(negative(x), sign)), flip))
  defineEach(m, "toKeys", bytes, [sign, zero], (x, flip, sign, zero) =>
    // x + 0 makes 0 of −0
    key(equal ? vector.add(x, zero as Vector) : x, flip, sign as Vector),
  )
  // a key with its sign bit set belongs to a number without
  const word = (key: Vector, sign: Vector): Vector => v128.xor(key, v128.or(v128.not(negative(key)), sign))
  defineEach(m, "fromKeys", bytes, [sign], (x, flip, sign) => word(v128.xor(x, flip), sign as Vector))
}

function defineIntegers(m: Module, dtype: DType): void {
  const signs: Partial<Record<DType, Vector>> = { int32: bits.float32.sign, int64: bits.float64.sign }
  const sign = signs[dtype] ?? i32x4.const(0)
  for (const name of ["toKeys", "fromKeys"]) {
    defineEach(m, name, keyBytes[dtype] as 4 | 8, [sign], (x, flip, sign) => v128.xor(x, v128.xor(flip, sign as Vector)))
  }
}

interface Narrow {
  readonly bytes: 1 | 2
  readonly load: (at: Operand<"i32">) => Code<"i32">
  readonly store: (at: Operand<"i32">, value: Operand<"i32">) => Statement
}

const narrow: Readonly<Partial<Record<DType, Narrow>>> = {
  bool: { bytes: 1, load: i32.load8U, store: i32.store8 },
  int8: { bytes: 1, load: i32.load8S, store: i32.store8 },
  uint8: { bytes: 1, load: i32.load8U, store: i32.store8 },
  int16: { bytes: 2, load: i32.load16S, store: i32.store16 },
  uint16: { bytes: 2, load: i32.load16U, store: i32.store16 },
}

/** All of them as signed words, which hold unsigned ones too. */
function defineNarrow(m: Module, { bytes, load, store }: Narrow): void {
  const change = (word: Code<"i32">, flip: Local<"i32">): Code<"i32"> => i32.xor(word, i32.xor(flip, -(2 ** 31)))
  m.define("toKeys", ["i32", "i32", "i32", "i32"], (v, from, to, n, flip) => {
    const end = v.local("i32")
    return [
      end.set(i32.add(from, i32.mul(n, bytes))),
      upTo(from, end, bytes, [i32.store(to, change(load(from), flip)), to.set(i32.add(to, 4))]),
    ]
  })
  m.define("fromKeys", ["i32", "i32", "i32", "i32"], (v, from, to, n, flip) => {
    const end = v.local("i32")
    return [
      end.set(i32.add(from, i32.mul(n, 4))),
      upTo(from, end, 4, [store(to, change(i32.load(from), flip)), to.set(i32.add(to, bytes))]),
    ]
  })
}
