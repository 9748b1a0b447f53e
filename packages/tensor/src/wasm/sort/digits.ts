// Words in order by their digits: stable passes from the lowest byte to the highest, each of which puts every word behind those
// that precede it. Bytes, for 256 places that are written to stay in the first cache and its table of pages: passes with 11 bits
// are fewer and yet take longer.
import { block, branchIf, type Code, type Local, loop, type Operand, type Statement, upTo, when } from "../code.ts"
import type { Formula, Module, Procedure } from "../module.ts"
import { i32, i64 } from "../scalars.ts"
import { i32x4, v128 } from "../simd.ts"

type I32 = Local<"i32">

const DIGITS = 4
/** Bytes of a table of counts; there is one for each digit. */
const TABLE = 4 * 256
export const COUNTS = DIGITS * TABLE

/** Up to here insertion beats passes over digits. */
const SHORT = 64

const words = {
  4: { type: "i32", load: i32.load, store: i32.store, above: i32.gtU, log: 2 },
  8: { type: "i64", load: i64.load, store: i64.store, above: i64.gtU, log: 3 },
} as const

/** How often each digit occurs among so many keys, each the 32 bits at `from` and every so many bytes behind it. */
const defineCount = (m: Module, bytes: 4 | 8): Procedure<["i32", "i32", "i32"]> =>
  m.define("count", ["i32", "i32", "i32"], (v, from, n, counts) => {
    const [end, key, at] = v.locals("i32", 3) as [I32, I32, I32]
    const entry = (digit: number): Code<"i32"> => i32.and(digit === 0 ? i32.shl(key, 2) : i32.shrU(key, 8 * digit - 2), 255 << 2)
    const increment = (digit: number) => [
      at.set(i32.add(counts, entry(digit))),
      i32.store(at, i32.add(i32.load(at, digit * TABLE), 1), digit * TABLE),
    ]
    const zero = v.hoist(i32x4.const(0))
    return [
      end.set(i32.add(counts, COUNTS)),
      at.set(counts),
      upTo(at, end, 16, [v128.store(at, zero)]),
      end.set(i32.add(from, i32.mul(n, bytes))),
      upTo(from, end, bytes, [key.set(i32.load(from)), [0, 1, 2, 3].map(increment)]),
    ]
  })

/** Makes of counts the addresses from `to` on where words with each digit go; 1 where all n words share one digit. */
const defineStarts = (m: Module, bytes: 4 | 8): Formula<["i32", "i32", "i32"], "i32"> =>
  m.compute("starts", ["i32", "i32", "i32"], "i32", (v, counts, to, n) => {
    const [end, count, shared] = v.locals("i32", 3) as [I32, I32, I32]
    return {
      steps: [
        end.set(i32.add(counts, TABLE)),
        upTo(counts, end, 4, [
          count.set(i32.load(counts)),
          shared.set(i32.or(shared, i32.eq(count, n))),
          i32.store(counts, to),
          to.set(i32.add(to, i32.shl(count, words[bytes].log))),
        ]),
      ],
      result: shared,
    }
  })

/** One pass over n words, by the byte from `shift` on. */
const defineMove = (m: Module, bytes: 4 | 8): Procedure<["i32", "i32", "i32", "i32"]> =>
  m.define("move", ["i32", "i32", "i32", "i32"], (v, from, n, counts, shift) => {
    const [end, at, to] = v.locals("i32", 3) as [I32, I32, I32]
    const [word, by] = [v.local(words[bytes].type), v.local("i64")]
    const digit = bytes === 4 ? i32.shrU(word as I32, shift) : i32.wrap(i64.shrU(word as Local<"i64">, by))
    return [
      end.set(i32.add(from, i32.mul(n, bytes))),
      by.set(i64.extendU(shift)),
      upTo(from, end, bytes, [
        word.set(words[bytes].load(from) as never),
        at.set(i32.add(counts, i32.shl(i32.and(digit, 255), 2))),
        to.set(i32.load(at)),
        words[bytes].store(to, word as never),
        i32.store(at, i32.add(to, bytes)),
      ]),
    ]
  })

/** n words in ascending order, one by one. */
const defineInsert = (m: Module, bytes: 4 | 8): Procedure<["i32", "i32"]> =>
  m.define("insert", ["i32", "i32"], (v, from, n) => {
    const { type, load, store, above } = words[bytes]
    const [at, hole, end] = v.locals("i32", 3) as [I32, I32, I32]
    const [moving, other] = [v.local(type), v.local(type)]
    const before = i32.sub(hole, bytes)
    return [
      end.set(i32.add(from, i32.mul(n, bytes))),
      at.set(i32.add(from, bytes)),
      upTo(at, end, bytes, [
        moving.set(load(at) as never),
        hole.set(at),
        block((found) => [
          loop((again) => [
            other.set(load(before) as never),
            branchIf(i32.eqz(above(other as never, moving as never)), found),
            store(hole, other as never),
            hole.set(before),
            branchIf(i32.gtU(hole, from), again),
          ]),
        ]),
        store(hole, moving as never),
      ]),
    ]
  })

/** Copies n words, in vectors as far as whole ones go. */
const defineCopy = (m: Module, bytes: 4 | 8): Procedure<["i32", "i32", "i32"]> =>
  m.define("copy", ["i32", "i32", "i32"], (v, from, to, n) => {
    const { load, store } = words[bytes]
    const [end, whole] = v.locals("i32", 2) as [I32, I32]
    return [
      end.set(i32.add(from, i32.mul(n, bytes))),
      whole.set(i32.add(from, i32.and(i32.mul(n, bytes), -16))),
      upTo(from, whole, 16, [v128.store(to, v128.load(from)), to.set(i32.add(to, 16))]),
      upTo(from, end, bytes, [store(to, load(from) as never), to.set(i32.add(to, bytes))]),
    ]
  })

/**
 * `order(at, spare, counts, n, half)`: n words in ascending order, or, where they are many, in that of their 32 bits from byte
 * `half` on, which keeps the order of equal ones.
 */
export function defineOrder(m: Module, bytes: 4 | 8): Procedure<["i32", "i32", "i32", "i32", "i32"]> {
  const [count, starts, move, insert] = [defineCount(m, bytes), defineStarts(m, bytes), defineMove(m, bytes), defineInsert(m, bytes)]
  const copy = defineCopy(m, bytes)
  const passes = m.define("passes", ["i32", "i32", "i32", "i32", "i32"], (v, at, spare, counts, n, half) => {
    const [from, to, other] = v.locals("i32", 3) as [I32, I32, I32]
    const pass = (digit: number): Statement => {
      const table: Operand<"i32"> = i32.add(counts, digit * TABLE)
      return when(i32.eqz(starts(table, to, n)), [
        move(from, n, table, i32.add(i32.shl(half, 3), 8 * digit)),
        other.set(from),
        from.set(to),
        to.set(other),
      ])
    }
    return [
      count(i32.add(at, half), n, counts),
      from.set(at),
      to.set(spare),
      [0, 1, 2, 3].map(pass),
      when(i32.ne(from, at), [copy(from, at, n)]),
    ]
  })
  return m.define("order", ["i32", "i32", "i32", "i32", "i32"], (_, at, spare, counts, n, half) => [
    when(i32.leU(n, SHORT), [insert(at, n)], [passes(at, spare, counts, n, half)]),
  ])
}
