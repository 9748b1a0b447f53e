// Instructions on 128-bit vectors: 16 bytes, or lanes of 8, 16, 32 or 64 bits.
import { type Code, code, type Operand, type Statement, statement, write } from "./code.ts"
import { binaries, f32, f64, i32, i64, loads, stores, unaries } from "./scalars.ts"

type Vector = Code<"v128">
type Address = Operand<"i32">

const SIMD = 0xfd0000

const shifted = <K extends string>(table: Readonly<Record<K, number>>): Readonly<Record<K, number>> =>
  Object.fromEntries(Object.entries<number>(table).map(([name, n]) => [name, SIMD + n])) as Record<K, number>

const vector1 = <K extends string>(table: Readonly<Record<K, number>>) => unaries("v128", "v128", shifted(table))
const vector2 = <K extends string>(table: Readonly<Record<K, number>>) => binaries("v128", "v128", shifted(table))
const test = <K extends string>(table: Readonly<Record<K, number>>) => unaries("v128", "i32", shifted(table))

const vector3 =
  (n: number) =>
  (a: Vector, b: Vector, c: Vector): Vector =>
    code("v128", (to) => {
      for (const x of [a, b, c]) x.emit(to)
      to.instruction(SIMD + n)
    })

/** Shifts all lanes by the same number of bits. */
const shift =
  (n: number) =>
  (x: Vector, bits: Operand<"i32">): Vector =>
    code("v128", (to) => {
      x.emit(to)
      write(to, "i32", bits)
      to.instruction(SIMD + n)
    })

/** Instructions with the number of a lane behind them. */
const extract =
  <T extends "i32" | "i64" | "f32" | "f64">(type: T, n: number) =>
  (x: Vector, lane: number): Code<T> =>
    code(type, (to) => {
      x.emit(to)
      to.instruction(SIMD + n)
      to.byte(lane)
    })

const replace =
  <T extends "i32" | "i64" | "f32" | "f64">(type: T, n: number) =>
  (x: Vector, lane: number, value: Operand<T>): Vector =>
    code("v128", (to) => {
      x.emit(to)
      write(to, type, value)
      to.instruction(SIMD + n)
      to.byte(lane)
    })

const loadLane =
  (n: number) =>
  (address: Address, x: Vector, lane: number, offset = 0): Vector =>
    code("v128", (to) => {
      write(to, "i32", address)
      x.emit(to)
      to.instruction(SIMD + n)
      to.unsigned(0)
      to.unsigned(offset)
      to.byte(lane)
    })

const storeLane =
  (n: number) =>
  (address: Address, x: Vector, lane: number, offset = 0): Statement =>
    statement((to) => {
      write(to, "i32", address)
      x.emit(to)
      to.instruction(SIMD + n)
      to.unsigned(0)
      to.unsigned(offset)
      to.byte(lane)
    })

/** The bytes numbered by `lanes`, 0 to 15 from a and 16 to 31 from b. */
const shuffle = (a: Vector, b: Vector, lanes: readonly number[]): Vector =>
  code("v128", (to) => {
    a.emit(to)
    b.emit(to)
    to.instruction(SIMD + 13)
    for (const lane of lanes) to.byte(lane)
  })

const constantBytes = (bytes: ArrayBuffer): Vector =>
  code("v128", (to) => {
    to.instruction(SIMD + 12)
    to.copy(new Uint8Array(bytes))
  })

/** One value for all lanes, or a value for each. */
const spread = (count: number, values: readonly number[]): readonly number[] =>
  values.length === 1 ? Array<number>(count).fill(values[0] as number) : values

const wide = (bytes: number, lanes: readonly number[]): number[] =>
  lanes.flatMap((lane) => Array.from({ length: bytes }, (_, i) => lane * bytes + i))

export const v128 = {
  ...loads("v128", shifted({ load: 0, load8x8S: 1, load8x8U: 2, load16x4S: 3, load16x4U: 4, load32x2S: 5, load32x2U: 6 })),
  ...loads("v128", shifted({ load8Splat: 7, load16Splat: 8, load32Splat: 9, load64Splat: 10, load32Zero: 92, load64Zero: 93 })),
  ...stores("v128", shifted({ store: 11 })),
  load8Lane: loadLane(84),
  load32Lane: loadLane(86),
  load64Lane: loadLane(87),
  store8Lane: storeLane(88),
  store16Lane: storeLane(89),
  store32Lane: storeLane(90),
  store64Lane: storeLane(91),
  ...vector1({ not: 77 }),
  ...vector2({ and: 78, andnot: 79, or: 80, xor: 81 }),
  ...test({ anyTrue: 83 }),
  /** The bits of a where the mask has ones, of b elsewhere. */
  bitselect: vector3(82),
}

export const i8x16 = {
  const: (...values: number[]): Vector => constantBytes(Int8Array.from(spread(16, values)).buffer),
  ...unaries("i32", "v128", shifted({ splat: 15 })),
  ...vector1({ abs: 96, neg: 97, popcnt: 98 }),
  ...vector2({ eq: 35, ne: 36, ltS: 37, ltU: 38, gtS: 39, gtU: 40, leS: 41, leU: 42, geS: 43, geU: 44 }),
  ...vector2({ swizzle: 14, narrowS: 101, narrowU: 102, add: 110, sub: 113, minS: 118, minU: 119, maxS: 120, maxU: 121 }),
  ...test({ allTrue: 99, bitmask: 100 }),
  shl: shift(107),
  shrS: shift(108),
  shrU: shift(109),
  extractS: extract("i32", 21),
  extractU: extract("i32", 22),
  replace: replace("i32", 23),
  shuffle,
}

export const i16x8 = {
  const: (...values: number[]): Vector => constantBytes(Int16Array.from(spread(8, values)).buffer),
  ...unaries("i32", "v128", shifted({ splat: 16 })),
  ...vector1({ abs: 128, neg: 129, extendLowS: 135, extendHighS: 136, extendLowU: 137, extendHighU: 138 }),
  ...vector2({ eq: 45, ne: 46, ltS: 47, ltU: 48, gtS: 49, gtU: 50, leS: 51, leU: 52, geS: 53, geU: 54 }),
  ...vector2({ narrowS: 133, narrowU: 134, add: 142, sub: 145, mul: 149, minS: 150, minU: 151, maxS: 152, maxU: 153 }),
  ...test({ allTrue: 131, bitmask: 132 }),
  shl: shift(139),
  shrS: shift(140),
  shrU: shift(141),
  extractS: extract("i32", 24),
  extractU: extract("i32", 25),
  replace: replace("i32", 26),
}

export const i32x4 = {
  const: (...values: number[]): Vector => constantBytes(Int32Array.from(spread(4, values)).buffer),
  ...unaries("i32", "v128", shifted({ splat: 17 })),
  ...vector1({ abs: 160, neg: 161, extendLowS: 167, extendHighS: 168, extendLowU: 169, extendHighU: 170 }),
  ...vector1({ truncF32S: 248, truncF32U: 249, truncF64SZero: 252, truncF64UZero: 253 }),
  ...vector2({ eq: 55, ne: 56, ltS: 57, ltU: 58, gtS: 59, gtU: 60, leS: 61, leU: 62, geS: 63, geU: 64 }),
  ...vector2({ add: 174, sub: 177, mul: 181, minS: 182, minU: 183, maxS: 184, maxU: 185 }),
  ...test({ allTrue: 163, bitmask: 164 }),
  shl: shift(171),
  shrS: shift(172),
  shrU: shift(173),
  extract: extract("i32", 27),
  replace: replace("i32", 28),
  shuffle: (a: Vector, b: Vector, lanes: readonly number[]): Vector => shuffle(a, b, wide(4, lanes)),
}

export const i64x2 = {
  const: (...values: bigint[]): Vector =>
    constantBytes(BigInt64Array.from(values.length === 1 ? [values[0] as bigint, values[0] as bigint] : values).buffer),
  ...unaries("i64", "v128", shifted({ splat: 18 })),
  ...vector1({ abs: 192, neg: 193, extendLowS: 199, extendHighS: 200, extendLowU: 201, extendHighU: 202 }),
  ...vector2({ add: 206, sub: 209, mul: 213, eq: 214, ne: 215, ltS: 216, gtS: 217, leS: 218, geS: 219 }),
  ...test({ allTrue: 195, bitmask: 196 }),
  shl: shift(203),
  shrS: shift(204),
  shrU: shift(205),
  extract: extract("i64", 29),
  replace: replace("i64", 30),
  shuffle: (a: Vector, b: Vector, lanes: readonly number[]): Vector => shuffle(a, b, wide(8, lanes)),
}

export const f32x4 = {
  const: (...values: number[]): Vector => constantBytes(Float32Array.from(spread(4, values)).buffer),
  ...unaries("f32", "v128", shifted({ splat: 19 })),
  ...vector1({ ceil: 103, floor: 104, trunc: 105, nearest: 106, abs: 224, neg: 225, sqrt: 227 }),
  ...vector1({ demoteF64Zero: 94, convertI32S: 250, convertI32U: 251 }),
  ...vector2({ eq: 65, ne: 66, lt: 67, gt: 68, le: 69, ge: 70 }),
  ...vector2({ add: 228, sub: 229, mul: 230, div: 231, min: 232, max: 233, pmin: 234, pmax: 235 }),
  extract: extract("f32", 31),
  replace: replace("f32", 32),
  shuffle: i32x4.shuffle,
  /** a·b + c, rounded once where the processor can. Relaxed. */
  fma: vector3(0x105),
  /** c − a·b. Relaxed. */
  fnma: vector3(0x106),
}

export const f64x2 = {
  const: (...values: number[]): Vector => constantBytes(Float64Array.from(spread(2, values)).buffer),
  ...unaries("f64", "v128", shifted({ splat: 20 })),
  ...vector1({ ceil: 116, floor: 117, trunc: 122, nearest: 148, abs: 236, neg: 237, sqrt: 239 }),
  ...vector1({ promoteLowF32: 95, convertLowI32S: 254, convertLowI32U: 255 }),
  ...vector2({ eq: 71, ne: 72, lt: 73, gt: 74, le: 75, ge: 76 }),
  ...vector2({ add: 240, sub: 241, mul: 242, div: 243, min: 244, max: 245, pmin: 246, pmax: 247 }),
  extract: extract("f64", 33),
  replace: replace("f64", 34),
  shuffle: i64x2.shuffle,
  /** a·b + c, rounded once where the processor can. Relaxed. */
  fma: vector3(0x107),
  /** c − a·b. Relaxed. */
  fnma: vector3(0x108),
}

/** What generators for either floating type share: the scalar and the vector instructions, and the size of an element. */
export const floats = {
  float32: { scalar: f32, vector: f32x4, type: "f32", bytes: 4, lanes: 4, splat: v128.load32Splat },
  float64: { scalar: f64, vector: f64x2, type: "f64", bytes: 8, lanes: 2, splat: v128.load64Splat },
} as const

export { i32, i64 }
