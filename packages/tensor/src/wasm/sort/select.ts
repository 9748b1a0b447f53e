// Selection: of many keys only those that may take certain places in the order are kept, for sorting.
import { type Code, type Local, type Operand, upTo, when } from "../code.ts"
import type { Module } from "../module.ts"
import type { Exports } from "../platform.ts"
import { i32, i64 } from "../scalars.ts"
import { i32x4, v128 } from "../simd.ts"

type I32 = Local<"i32">

/** Bits of a digit, and how many digits there are. */
const BITS = 11
const DIGITS = 1 << BITS
/** Entries of a table of counts. */
export const TALLIES = DIGITS
/** Bits below the first digit, and below the second. */
const SHIFTS = [32 - BITS, 32 - 2 * BITS] as const

/**
 * `tally(at, n, counts, shift, prefix)`: how often digits above `shift` occur among keys whose bits above those are `prefix`.
 * `keep(at, n, shift, low, high)`: moves to the front the words whose keys above `shift` lie between these, in their order, and says
 * how many they are. Words have so many bytes, keys are their upper 32 bits.
 */
export function defineSelection(m: Module, bytes: 4 | 8): void {
  const key = (at: Operand<"i32">): Code<"i32"> => i32.load(at, bytes - 4)
  m.define("tally", ["i32", "i32", "i32", "i32", "i32"], (v, at, n, counts, shift, prefix) => {
    const [end, digits, place] = v.locals("i32", 3) as [I32, I32, I32]
    const zero = v.hoist(i32x4.const(0))
    return [
      place.set(counts),
      end.set(i32.add(counts, 4 * DIGITS)),
      upTo(place, end, 16, [v128.store(place, zero)]),
      end.set(i32.add(at, i32.mul(n, bytes))),
      upTo(at, end, bytes, [
        digits.set(i32.shrU(key(at), shift)),
        when(i32.eq(i32.shrU(digits, BITS), prefix), [
          place.set(i32.add(counts, i32.shl(i32.and(digits, DIGITS - 1), 2))),
          i32.store(place, i32.add(i32.load(place), 1)),
        ]),
      ]),
    ]
  })
  m.compute("keep", ["i32", "i32", "i32", "i32", "i32"], "i32", (v, at, n, shift, low, high) => {
    const [start, end, to] = v.locals("i32", 3) as [I32, I32, I32]
    const within = i32.leU(i32.sub(i32.shrU(key(at), shift), low), i32.sub(high, low))
    return {
      steps: [
        [start.set(at), to.set(at), end.set(i32.add(at, i32.mul(n, bytes)))],
        // every word is written, and the next one over it where it is not kept: no branches to foretell
        upTo(at, end, bytes, [
          bytes === 4 ? i32.store(to, i32.load(at)) : i64.store(to, i64.load(at)),
          to.set(i32.add(to, i32.mul(within, bytes))),
        ]),
      ],
      result: i32.divU(i32.sub(to, start), bytes),
    }
  })
}

/** How many words are left, and how many that come before them in the order are gone. */
export interface Kept {
  readonly count: number
  readonly below: number
}

/** So few words are sorted as they are. */
const ENOUGH = 2048

/** Leaves at the front of n words those that may take the places from `first` up to `end` in the order. */
export function narrow(exports: Exports, table: Int32Array, at: number, n: number, first: number, end: number): Kept {
  const { tally, keep } = exports as Record<"tally" | "keep", (...args: number[]) => number>
  const counts = table.byteOffset
  /** The digits of the word at a place in the order, `before` words having smaller ones in front. */
  const digitsAt = (place: number, prefix: number, before: number): { readonly digits: number; readonly before: number } => {
    let digit = 0
    for (; before + (table[digit] as number) <= place; digit++) before += table[digit] as number
    return { digits: prefix * DIGITS + digit, before }
  }
  tally(at, n, counts, SHIFTS[0], 0)
  const [low, high] = [digitsAt(first, 0, 0), digitsAt(end - 1, 0, 0)]
  const count = keep(at, n, SHIFTS[0], low.digits, high.digits)
  if (count <= ENOUGH) return { count, below: low.before }
  tally(at, count, counts, SHIFTS[1], low.digits)
  const lower = digitsAt(first - low.before, low.digits, 0)
  tally(at, count, counts, SHIFTS[1], high.digits)
  const upper = digitsAt(end - 1 - low.before, high.digits, high.before - low.before)
  return { count: keep(at, count, SHIFTS[1], lower.digits, upper.digits), below: low.before + lower.before }
}
