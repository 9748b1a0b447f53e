// The loop around a formula: rows of vectors, in which each operand is a row of elements or one element for the whole row.
// A row may be overrun by a vector's length: what is written there is written again by the next row, or is nobody's.
import { branchIf, type Code, loop, type Local, type Statements, upTo } from "../code.ts"
import type { Generator } from "../engine.ts"
import { i32 } from "../scalars.ts"
import { v128 } from "../simd.ts"
import { Algebra, type Float, type V } from "./algebra.ts"

/** How an operand lies within a row: dense, or one element for all. */
export type Lie = "d" | "s"

/** An operand of a loop: the bytes of its elements, those of the result's having been chosen by the formula. */
export interface Slot {
  readonly lie: Lie
  readonly bytes: 1 | 2 | 4 | 8
}

/** Gives the k-th vector of an operand at this turn of the loop. */
export type Read = (k?: number) => V

/** What one turn computes: a vector of the result from vectors of the operands. */
export type Turn = (o: Algebra, reads: readonly Read[]) => V

const splats = { 1: v128.load8Splat, 2: v128.load16Splat, 4: v128.load32Splat, 8: v128.load64Splat } as const

/** i · 2ⁿ */
const scaled = (i: Code<"i32">, n: number): Code<"i32"> => (n === 0 ? i : n > 0 ? i32.shl(i, n) : i32.shrU(i, -n))

/** Bytes of operands may be read this far behind a row's end. */
export const OVERRUN = 128

/**
 * `run(out, width, rows, a, aStep, b, bStep, …)`: the result's rows lie one behind the other, `width` bytes each; operands
 * move on by their steps. Gives 1 where the formula declined an element.
 */
export function rowsOf(work: Float, outBytes: number, slots: readonly Slot[], turn: Turn): Generator {
  const params = ["i32", "i32", "i32", ...slots.flatMap(() => ["i32", "i32"] as const)] as const
  return (module, fused) => {
    module.compute("run", params, "i32", (v, ...all) => {
      const [out, width, rows, ...places] = all as Local<"i32">[] as [Local<"i32">, Local<"i32">, Local<"i32">, ...Local<"i32">[]]
      const at = (k: number): Local<"i32"> => places[2 * k] as Local<"i32">
      const [i, row] = [v.local("i32"), v.local("i32")]
      const o = new Algebra(work, v, fused)
      const start: Statements[] = []
      const reads = slots.map(({ lie, bytes }, k): Read => {
        if (lie === "s") {
          const splat = v.local("v128")
          start.push([splat.set(splats[bytes](at(k)))])
          return () => splat
        }
        const from = i32.add(at(k), scaled(i, Math.log2(bytes / outBytes)))
        return (n = 0) => v128.load(from, 16 * n)
      })
      const result = turn(o, reads)
      const inner = loop((again) => [
        o.steps,
        v128.store(i32.add(out, i), result),
        i.set(i32.add(i, 16)),
        branchIf(i32.ltU(i, width), again),
      ])
      const move = slots.map((_, k) => at(k).set(i32.add(at(k), places[2 * k + 1] as Local<"i32">)))
      const steps = upTo(row, rows, 1, [start, i.set(0), inner, out.set(i32.add(out, width)), move])
      return { steps: [steps], result: o.declined === undefined ? i32.const(0) : v128.anyTrue(o.declined) }
    })
  }
}
