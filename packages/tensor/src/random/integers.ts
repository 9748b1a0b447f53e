// Whole numbers of every integer type, drawn as NumPy draws them: from pieces of words for types of 8 and 16 bits, from words and
// pairs of words for wider ranges, without bias (Lemire 2019).
import { type DType, NablaError } from "@nablajs/core"
import type { PCG64 } from "./pcg64.ts"

/** The types that `integers` draws. */
export type IntegerType = Exclude<DType, "float32" | "float64" | "complex64" | "complex128">

const signed = (bits: bigint): readonly [bigint, bigint] => [-(2n ** (bits - 1n)), 2n ** (bits - 1n) - 1n]
const unsigned = (bits: bigint): readonly [bigint, bigint] => [0n, 2n ** bits - 1n]

/** Smallest and largest value. */
const limits = {
  bool: () => unsigned(1n),
  int8: () => signed(8n),
  int16: () => signed(16n),
  int32: () => signed(32n),
  int64: () => signed(64n),
  uint8: () => unsigned(8n),
  uint16: () => unsigned(16n),
  uint32: () => unsigned(32n),
  uint64: () => unsigned(64n),
} satisfies Readonly<Record<IntegerType, () => readonly [bigint, bigint]>>

/** How many bits of a word a draw of a small type takes. */
const pieces: Readonly<Record<string, number>> = { bool: 1, int8: 8, uint8: 8, int16: 16, uint16: 16 }

const WORD = 2n ** 32n
const PAIR = 2n ** 64n

/** A source of numbers from `low` to `top`, both included, in the elements of the type. */
export function integerSource(bits: PCG64, dtype: IntegerType, low: bigint, top: bigint): () => number {
  const bounds = limits[dtype]?.()
  if (bounds === undefined) throw new NablaError("bad-argument", `integers: the dtype is bool or an integer type, got ${String(dtype)}`)
  const [least, most] = bounds
  if (low < least || top > most)
    throw new NablaError("bad-argument", `integers: ${low} to ${top} does not fit ${dtype} (${least} to ${most}); name a wider dtype`)
  const range = top - low
  const wide = dtype === "int64" || dtype === "uint64"
  const width = pieces[dtype]
  const start = Number(low)
  if (width !== undefined) {
    const draw = fromPieces(bits, width, Number(range))
    return () => start + draw()
  }
  if (!wide) return () => start + bits.below(Number(range))
  // elements of 64 bits are bigints, which are typed as numbers throughout
  const draw = range < WORD ? () => BigInt(bits.below(Number(range))) : fromPairs(bits, range)
  return () => (low + draw()) as unknown as number
}

/** From 0 to `top`, from pieces of `width` bits. */
function fromPieces(bits: PCG64, width: number, top: number): () => number {
  const size = 2 ** width
  let [word, left] = [0, 0]
  const piece = (): number => {
    if (left === 0) [word, left] = [bits.word(), 32 / width]
    else word >>>= width
    left--
    return word % size
  }
  if (top === 0) return () => 0
  if (top === size - 1) return piece
  const range = top + 1
  const threshold = (size - range) % range
  return () => {
    for (;;) {
      const product = piece() * range
      if (product % size >= threshold) return Math.floor(product / size)
    }
  }
}

/** From 0 to `top` ≥ 2³², from pairs of words. */
function fromPairs(bits: PCG64, top: bigint): () => bigint {
  if (top === PAIR - 1n) return () => bits.pair()
  const range = top + 1n
  const threshold = (PAIR - range) % range
  return () => {
    for (;;) {
      const product = bits.pair() * range
      if (product % PAIR >= threshold) return product / PAIR
    }
  }
}
