// A product as words that another thread reads: which kernel, which parts, and the addresses of everything.
import type { Part, Product, Work } from "../contract/product.ts"
import type { Float } from "../contract/tile.ts"

export interface Command {
  readonly dtype: Float
  readonly vectors: number
  readonly fused: boolean
  /** The axis that is divided: members of the stack, rows or columns; and how many make a part. */
  readonly axis: 0 | 1 | 2
  readonly step: number
  readonly product: Product
  /** The working area of the thread that reads this. */
  readonly work: Work
}

/** Everything but the working area; those of all threads lie behind it. */
export function wordsOf({ dtype, vectors, fused, axis, step, product }: Omit<Command, "work">, areas: readonly Work[]): number[] {
  const { m, n, k, a, b, c, stack } = product
  return [
    ...[+(dtype === "float64"), vectors, +fused, axis, step, m, n, k],
    ...[a.base, a.places, a.inner, +a.unit, b.base, b.places, b.inner, +b.unit],
    ...[c.base, c.rows, c.columns, stack.count, stack.a, stack.b, stack.c],
    ...areas.flatMap((area) => [area.a, area.b, area.spare]),
  ]
}

const AREAS = 23

export function commandFrom(words: Int32Array, thread: number): Command {
  const [wide, vectors, fused, axis, step, m, n, k, ...rest] = words as unknown as number[]
  const [a0, a1, a2, a3, b0, b1, b2, b3, c0, c1, c2, count, sa, sb, sc] = rest as number[]
  const at = AREAS + 3 * thread
  const product = {
    m,
    n,
    k,
    a: { base: a0, places: a1, inner: a2, unit: a3 === 1 },
    b: { base: b0, places: b1, inner: b2, unit: b3 === 1 },
    c: { base: c0, rows: c1, columns: c2 },
    stack: { count, a: sa, b: sb, c: sc },
  } as Product
  const work = { a: words[at], b: words[at + 1], spare: words[at + 2] } as Work
  return {
    dtype: wide === 1 ? "float64" : "float32",
    vectors: vectors as number,
    fused: fused === 1,
    axis: axis as 0,
    step: step as number,
    product,
    work,
  }
}

/** The part of a product with this number. */
export function partOf({ axis, step, product: { m, n, stack } }: Omit<Command, "work">, number: number): Part {
  const ranges = [stack.count, m, n].map((size, i): readonly [number, number] =>
    i === axis ? [number * step, Math.min(size, (number + 1) * step)] : [0, size],
  )
  const [first, second, third] = ranges as [readonly [number, number], readonly [number, number], readonly [number, number]]
  return { stack: first, rows: second, columns: third }
}
