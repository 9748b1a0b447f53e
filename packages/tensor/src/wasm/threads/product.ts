// A contraction on several threads: all compute parts of one product in the shared memory.
import type { NDArray, NumericShape } from "@nablajs/core"
import { prepare } from "../contract/blocked.ts"
import type { Plan } from "../contract/plan.ts"
import { multiply, type Product, productModule } from "../contract/product.ts"
import { columnsOf, type Float, ROWS } from "../contract/tile.ts"
import { functions } from "../engine.ts"
import { level } from "../level.ts"
import { abandonShared, copyOut, inShared, layout, scratch, view } from "../memory.ts"
import type { Memory } from "../platform.ts"
import { partOf, wordsOf } from "./command.ts"
import { awaitChange, DONE, PARTS, publish, report, take } from "./desk.ts"
import { giveUp, maySleep, threadCount, threadsFor } from "./pool.ts"

/** Multiplications below which waking a thread costs more than it brings. */
export const WORTH_THREADS = 4e6
/** Milliseconds without any part done after which a thread counts as lost. */
const PATIENCE = 10_000

/** undefined where there are no threads, or not yet. */
export function threaded(plan: Plan, dtype: Float, shape: NumericShape, out: readonly number[], vectors: number): NDArray | undefined {
  const count = threadCount()
  return count < 2 ? undefined : inShared(() => together(plan, dtype, shape, out, vectors, count))
}

function together(
  plan: Plan,
  dtype: Float,
  shape: NumericShape,
  out: readonly number[],
  vectors: number,
  count: number,
): NDArray | undefined {
  if (layout(8) === undefined) return undefined
  const desk = threadsFor(scratch() as Memory)
  const ready = desk && prepare(plan, dtype, shape, out, vectors, count)
  if (desk === undefined || ready === undefined) return undefined
  const { product, areas } = ready
  const division = divided(product, columnsOf(dtype, vectors), count)
  const command = { dtype, vectors, fused: level() === "relaxed", ...division, product }
  publish(desk, wordsOf(command, areas), division.parts)
  const exports = functions(`product ${dtype} ${vectors}`, productModule(dtype, vectors))
  const integers = view("int32") as Int32Array
  for (let part = take(desk); part >= 0; part = take(desk)) {
    multiply(exports, integers, product, partOf(command, part), areas[0] as (typeof areas)[number])
    report(desk)
  }
  for (let done = Atomics.load(desk, DONE); done < division.parts; done = Atomics.load(desk, DONE)) {
    if (awaitChange(desk, DONE, done, maySleep, PATIENCE)) continue
    giveUp()
    abandonShared()
    return undefined
  }
  return copyOut(dtype, shape, product.c.base)
}

interface Division {
  readonly axis: 0 | 1 | 2
  readonly step: number
  readonly parts: number
}

/**
 * Parts along the longest axis, rounded to whole tiles: one to four for each thread if they are large enough, so many that the
 * threads get shares as equal as can be; of equal shares the ones in more parts, for a thread may come late.
 */
export function divided({ m, n, stack }: Pick<Product, "m" | "n" | "stack">, width: number, count: number): Division {
  const axis = stack.count >= count ? 0 : n >= m ? 2 : 1
  const [size, unit, least] = (
    [
      [stack.count, 1, 1],
      [m, ROWS, 96],
      [n, width, 128],
    ] as const
  )[axis]
  const steps = [4, 3, 2, 1].map((each) => Math.max(least, Math.ceil(size / (each * count) / unit) * unit, Math.ceil(size / PARTS)))
  const share = (step: number): number => Math.ceil(Math.ceil(size / step) / count) * step
  const step = steps.reduce((best, one) => (share(one) < share(best) ? one : best))
  return { axis, step, parts: Math.ceil(size / step) }
}
