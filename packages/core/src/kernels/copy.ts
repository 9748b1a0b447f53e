// Elements of any strides in row-major order.
import { fast } from "../accelerate.ts"
import type { NDArray } from "../array.ts"
import { isWide, type TypedArray } from "../dtype.ts"
import { SMALL } from "../slab.ts"
import { type Loop1, loop1 } from "./loops.ts"
import { joinAxes, odometer, walk } from "./walk.ts"

const identity: Loop1 = /* @__PURE__ */ loop1((x) => x)

const isWideArray = (x: TypedArray): boolean => typeof (x[0] as unknown) === "bigint"

// Infinities and NaN become 0, and what does not fit wraps, as in conversions to other integers.
const toBigint = (x: number): number => BigInt(Number.isFinite(x) ? Math.trunc(x) : 0) as never

// Rounded once: a float32 of a float64 would round twice. Bits that only break ties are gathered in the lowest one that stays.
function toSingle(x: bigint): number {
  if (BigInt.asIntN(54, x) === x) return Number(x)
  return Number((x >> 16n) | ((x & 0xffffn) === 0n ? 0n : 1n)) * 65536
}

type FromBigint = (x: bigint) => number
const from = (f: FromBigint): Loop1 => loop1(f as never)

const widening: Loop1 = /* @__PURE__ */ loop1(toBigint)
const toDoubles: Loop1 = /* @__PURE__ */ from(Number)
const toSingles: Loop1 = /* @__PURE__ */ from(toSingle)
/** Smaller integers keep the low bits, which a number may have lost. */
const toIntegers: Loop1 = /* @__PURE__ */ from((x) => Number(BigInt.asIntN(32, x)))

/** Bigints and numbers are never assigned to each other's arrays. */
function conversion(x: NDArray, out: TypedArray): Loop1 {
  if (isWide(x.dtype) === isWideArray(out)) return identity
  if (!isWide(x.dtype)) return widening
  return out instanceof Float64Array ? toDoubles : out instanceof Float32Array ? toSingles : toIntegers
}

/** Elements of `x` in row-major order into `out` from `offset` on; conversions are those of the typed array. */
export function copyOut<A extends TypedArray>(x: NDArray, out: A, offset: number): A {
  const n = x.size
  if (n === 0) return out
  const alike = out.constructor === x.buffer.constructor
  const wide = isWide(x.dtype) || isWideArray(out)
  if (x.dense && (alike || !wide)) out.set(x.buffer.subarray(x.offset, x.offset + n), offset)
  else if (wide || !alike || n <= SMALL) {
    const loop = conversion(x, out)
    walk(x.shape, [x], (m, at, step, to) => loop(m, x.buffer, at[0] as number, step[0] as number, out, offset + to))
  } else if (!fast.copy?.(x, out, offset)) copyStrided(x, out, offset)
  return out
}

/** Rows longer than this are copied at once. */
const LONG = 24

function copyStrided(x: NDArray, out: TypedArray, offset: number): void {
  const joined = joinAxes(x.shape, [x])
  const [rows, n] = [joined.sizes.at(-2) ?? 1, joined.sizes.at(-1) as number]
  const [down, step] = [joined.strides[0]?.at(-2) ?? 0, joined.strides[0]?.at(-1) as number]
  const from = x.buffer
  let to = offset
  if (step === 1 && n > LONG) {
    odometer(joined, 1, [x], ([at]) => {
      out.set(from.subarray(at, (at as number) + n), to)
      to += n
    })
    return
  }
  const move = tiles[from.BYTES_PER_ELEMENT] as Move
  const [source, target] = [wordsOf(from) as never, wordsOf(out) as never]
  odometer(joined, 2, [x], ([at]) => {
    move(source, at as number, down, step, target, to, rows, n)
    to += rows * n
  })
}

const words = { 1: Uint8Array, 2: Uint16Array, 4: Int32Array, 8: Float64Array } as const

/** The same memory as elements of one type for each size, so that each loop meets one. */
function wordsOf(x: TypedArray): TypedArray {
  const Words = words[x.BYTES_PER_ELEMENT as 1 | 2 | 4 | 8]
  return x.constructor === Words ? x : new Words(x.buffer as ArrayBuffer, x.byteOffset, x.length)
}

type Move = (from: never, at: number, down: number, step: number, out: never, to: number, rows: number, n: number) => void

/** Both sides of a transposition are read or written in pieces that stay in the cache. */
const TILE = 32

// Written out for each size, for a loop that has met several types runs many times slower.
const move8 = (from: Uint8Array, at: number, down: number, step: number, out: Uint8Array, to: number, rows: number, n: number): void => {
  for (let j = 0; j < n; j += TILE) {
    const end = Math.min(n, j + TILE)
    for (let i = 0; i < rows; i++) {
      let k = at + i * down + j * step
      for (let p = to + i * n + j; p < to + i * n + end; p++, k += step) out[p] = from[k]!
    }
  }
}

const move16 = (from: Uint16Array, at: number, down: number, step: number, out: Uint16Array, to: number, rows: number, n: number): void => {
  for (let j = 0; j < n; j += TILE) {
    const end = Math.min(n, j + TILE)
    for (let i = 0; i < rows; i++) {
      let k = at + i * down + j * step
      for (let p = to + i * n + j; p < to + i * n + end; p++, k += step) out[p] = from[k]!
    }
  }
}

const move32 = (from: Int32Array, at: number, down: number, step: number, out: Int32Array, to: number, rows: number, n: number): void => {
  for (let j = 0; j < n; j += TILE) {
    const end = Math.min(n, j + TILE)
    for (let i = 0; i < rows; i++) {
      let k = at + i * down + j * step
      for (let p = to + i * n + j; p < to + i * n + end; p++, k += step) out[p] = from[k]!
    }
  }
}

const move64 = (
  from: Float64Array,
  at: number,
  down: number,
  step: number,
  out: Float64Array,
  to: number,
  rows: number,
  n: number,
): void => {
  for (let j = 0; j < n; j += TILE) {
    const end = Math.min(n, j + TILE)
    for (let i = 0; i < rows; i++) {
      let k = at + i * down + j * step
      for (let p = to + i * n + j; p < to + i * n + end; p++, k += step) out[p] = from[k]!
    }
  }
}

const tiles: Readonly<Record<number, Move>> = { 1: move8, 2: move16, 4: move32, 8: move64 }
