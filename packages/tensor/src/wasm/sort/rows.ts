// Rows of keys in order, and the positions that put them in order.
import type { DType } from "@nablajs/core"
import { block, branch, branchIf, type Code, leave, type Local, loop, upTo, when } from "../code.ts"
import type { Generator } from "../engine.ts"
import type { Module, Procedure } from "../module.ts"
import { i32, i64 } from "../scalars.ts"
import { i32x4, v128 } from "../simd.ts"
import { defineOrder } from "./digits.ts"
import { defineKeys, keyBytes } from "./keys.ts"
import { defineSelection } from "./select.ts"

type I32 = Local<"i32">

/** The half of a word of 64 bits that is looked at first. */
const HIGH = 4

/** `sortRows(at, spare, counts, rows, n)`: each row of keys in ascending order. */
export const sorting =
  (dtype: DType): Generator =>
  (m) => {
    const bytes = keyBytes[dtype] as 4 | 8
    defineKeys(m, dtype, false)
    const order = defineOrder(m, bytes)
    defineSelection(m, bytes)
    const settle = bytes === 8 ? defineSettle(m, order) : undefined
    m.define("sortRows", ["i32", "i32", "i32", "i32", "i32"], (v, at, spare, counts, rows, n) => {
      const row = v.local("i32")
      return [
        upTo(row, rows, 1, [
          order(at, spare, counts, n, bytes === 8 ? HIGH : 0),
          settle === undefined ? [] : settle(at, spare, counts, n),
          at.set(i32.add(at, i32.mul(n, bytes))),
        ]),
      ]
    })
  }

/**
 * `argsortRows(keys, out, at, spare, counts, rows, n)`: of each row of keys the positions in ascending order, equal keys in
 * theirs. Words of 64 bits are sorted, the position below and 32 bits of the key above: `pair` makes them, `sortPairs` puts some
 * of them in order, `positions` reads them.
 */
export const arguing =
  (dtype: DType): Generator =>
  (m) => {
    const bytes = keyBytes[dtype] as 4 | 8
    defineKeys(m, dtype, true)
    const order = defineOrder(m, 8)
    defineSelection(m, 8)
    const settle = bytes === 8 ? defineSettlePairs(m, order) : undefined
    const [pair, positions] = [definePair(m, bytes), definePositions(m)]
    const sortPairs = m.define("sortPairs", ["i32", "i32", "i32", "i32", "i32"], (_, keys, at, spare, counts, n) => [
      order(at, spare, counts, n, HIGH),
      settle === undefined ? [] : settle(keys, at, spare, counts, n),
    ])
    m.define("argsortRows", ["i32", "i32", "i32", "i32", "i32", "i32", "i32"], (v, keys, out, at, spare, counts, rows, n) => {
      const row = v.local("i32")
      return [
        upTo(row, rows, 1, [
          pair(keys, at, n),
          sortPairs(keys, at, spare, counts, n),
          positions(at, out, n),
          keys.set(i32.add(keys, i32.mul(n, bytes))),
          out.set(i32.add(out, i32.shl(n, 2))),
        ]),
      ]
    })
  }

type Order = Procedure<["i32", "i32", "i32", "i32", "i32"]>

/** The 32 bits above, of the word at an address. */
const above = (at: I32, offset = 0): Code<"i32"> => i32.load(at, offset + HIGH)

/** `settle(at, spare, counts, n)`: words whose upper halves are in order, by their lower halves where the upper ones are equal. */
const defineSettle = (m: Module, order: Order): Procedure<["i32", "i32", "i32", "i32"]> =>
  m.define("settle", ["i32", "i32", "i32", "i32"], (v, at, spare, counts, n) => {
    const [start, end, first] = v.locals("i32", 3) as [I32, I32, I32]
    const before = i32.sub(first, 8)
    return [
      start.set(at),
      end.set(i32.add(at, i32.shl(n, 3))),
      loop((next) => [
        at.set(i32.add(at, 8)),
        when(i32.geU(at, end), [leave]),
        branchIf(i64.leU(i64.load(i32.sub(at, 8)), i64.load(at)), next),
        first.set(at),
        block((found) => [
          loop((again) => [
            first.set(before),
            branchIf(i32.eq(first, start), found),
            branchIf(i32.eq(i32.load(i32.sub(first, 8 - HIGH)), above(at)), again),
          ]),
        ]),
        block((found) => [
          loop((again) => [at.set(i32.add(at, 8)), branchIf(i32.geU(at, end), found), branchIf(i32.eq(above(at), above(first)), again)]),
        ]),
        order(first, spare, counts, i32.shrU(i32.sub(at, first), 3), 0),
        branch(next),
      ]),
    ]
  })

/**
 * `settlePairs(keys, at, spare, counts, n)`: pairs whose upper halves are in order, where those are equal by the lower halves of the
 * keys at their positions.
 */
const defineSettlePairs = (m: Module, order: Order): Order =>
  m.define("settlePairs", ["i32", "i32", "i32", "i32", "i32"], (v, keys, at, spare, counts, n) => {
    const [end, first, high, pair] = v.locals("i32", 4) as [I32, I32, I32, I32]
    const run = i32.shrU(i32.sub(at, first), 3)
    return [
      end.set(i32.add(at, i32.shl(n, 3))),
      when(i32.geU(at, end), [leave]),
      loop((next) => [
        first.set(at),
        high.set(above(at)),
        block((found) => [
          loop((again) => [at.set(i32.add(at, 8)), branchIf(i32.geU(at, end), found), branchIf(i32.eq(above(at), high), again)]),
        ]),
        when(i32.gtU(run, 1), [
          pair.set(first),
          upTo(pair, at, 8, [i32.store(pair, i32.load(i32.add(keys, i32.shl(i32.load(pair), 3))), HIGH)]),
          order(first, spare, counts, run, HIGH),
        ]),
        branchIf(i32.ltU(at, end), next),
      ]),
    ]
  })

/** Pairs of the upper 32 bits of keys with their positions; writes up to three more. */
const definePair = (m: Module, bytes: 4 | 8): Procedure<["i32", "i32", "i32"]> =>
  m.define("pair", ["i32", "i32", "i32"], (v, keys, to, n) => {
    const end = v.local("i32")
    const [high, place] = v.locals("v128", 2) as [Local<"v128">, Local<"v128">]
    const four = v.hoist(i32x4.const(4))
    const upper: Code<"v128"> = bytes === 4 ? v128.load(keys) : i32x4.shuffle(v128.load(keys), v128.load(keys, 16), [1, 3, 5, 7])
    return [
      end.set(i32.add(keys, i32.mul(n, bytes))),
      place.set(i32x4.const(0, 1, 2, 3)),
      upTo(keys, end, 4 * bytes, [
        high.set(upper),
        v128.store(to, i32x4.shuffle(place, high, [0, 4, 1, 5])),
        v128.store(to, i32x4.shuffle(place, high, [2, 6, 3, 7]), 16),
        place.set(i32x4.add(place, four)),
        to.set(i32.add(to, 32)),
      ]),
    ]
  })

/** The positions of pairs; writes up to three more. */
const definePositions = (m: Module): Procedure<["i32", "i32", "i32"]> =>
  m.define("positions", ["i32", "i32", "i32"], (v, pairs, out, n) => {
    const end = v.local("i32")
    return [
      end.set(i32.add(pairs, i32.shl(n, 3))),
      upTo(pairs, end, 32, [
        v128.store(out, i32x4.shuffle(v128.load(pairs), v128.load(pairs, 16), [0, 2, 4, 6])),
        out.set(i32.add(out, 16)),
      ]),
    ]
  })
