// Elements of float32 computed as float64: formulas with many steps need no second version then, and round once.
import { f32x4, f64x2, i32x4, i64x2 } from "../simd.ts"
import type { Algebra, V } from "./algebra.ts"
import type { Turn } from "./loops.ts"

/** A turn of four elements by two turns of a formula of float64. */
export const throughDouble =
  (formula: (o: Algebra, ...operands: V[]) => V): Turn =>
  (o, reads) => {
    const operands = reads.map((read) => o.let(read()))
    const pair = (lanes: (x: V) => V): V =>
      o.let(f32x4.demoteF64Zero(formula(o, ...operands.map((x) => o.let(f64x2.promoteLowF32(lanes(x)))))))
    const low = pair((x) => x)
    return i64x2.shuffle(
      low,
      pair((x) => i32x4.shuffle(x, x, [2, 3, 2, 3])),
      [0, 2],
    )
  }
