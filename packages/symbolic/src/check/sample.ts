// Random values for symbols, in keeping with what is known of them, and sizes for the names of sizes.
import { type Expr, evaluateSize, order, sizeNames, type Tensor, type Value, wrapArray } from "@nablajs/core"

/** Numbers in [0, 1), the same for the same seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let a = seed >>> 0
  return () => {
    a = (a + 0x6d2b79f5) >>> 0
    let t = a
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

export type Sizes = Readonly<Record<string, number>>

/** Every size name that occurs, with small sizes that differ where they can. */
export function sizesFor(roots: readonly Expr[], trial: number): Sizes {
  const names = [...new Set(order(...roots).flatMap((s) => s.shape.flatMap((n) => sizeNames(n))))].sort()
  const sizes = [3, 2, 4, 1, 5]
  // the first round assigns them in the order of the names, the second in the other order: Y'Y is singular where Y is wide
  const place = (k: number): number => (trial < 4 ? k + trial : names.length - 1 - k + trial)
  return Object.fromEntries(names.map((name, k) => [name, sizes[place(k) % (trial < 4 ? 4 : 5)] as number]))
}

/** Intervals that are tried one after the other until the formula is finite: everywhere, positive, within (−1, 1), above 1, above 3. */
export const ranges: readonly (readonly [number, number])[] = [
  [-1.6, 1.6],
  [0.4, 1.9],
  [-0.8, 0.8],
  [0.15, 0.8],
  [1.2, 2.4],
  [3.1, 5.5],
]

/** A value for a symbol; with `calm`, square matrices stay away from those without an inverse. */
export function sample(s: Expr, sizes: Sizes, range: readonly [number, number], random: () => number, calm: boolean = false): Value {
  const known = new Map(Object.entries(sizes))
  const shape = s.shape.map((n) => evaluateSize(n, known))
  const [lo, hi] = s.flags.includes("positive") ? [0.3, 2] : range
  const draw = (): number => lo + (hi - lo) * random()
  if (shape.length === 0) return draw()
  const n = shape.reduce((a, b) => a * b, 1)
  const data = Float64Array.from({ length: n }, draw)
  const square = shape.length === 2 && shape[0] === shape[1]
  if (calm && square && !s.flags.includes("invertible"))
    for (let i = 0; i < (shape[0] as number); i++) data[i * ((shape[0] as number) + 1)] = draw() + 2 * (shape[0] as number)
  structure(data, shape[0] as number, s)
  return array(data, shape)
}

/** A tensor of float64. */
export const array = (data: Float64Array, shape: readonly number[]): Tensor => wrapArray("float64", shape, data) as unknown as Tensor

// Square matrices of the declared kind; eigenvalues stay away from 0.
function structure(data: Float64Array, n: number, s: Expr): void {
  const at = (i: number, j: number): number => i * n + j
  const old = Float64Array.from(data)
  const each = (element: (i: number, j: number) => number): void => {
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) data[at(i, j)] = element(i, j)
  }
  if (s.flags.includes("psd")) {
    each((i, j) => {
      let total = i === j ? 0.5 : 0
      for (let k = 0; k < n; k++) total += ((old[at(i, k)] as number) * (old[at(j, k)] as number)) / n
      return total
    })
  } else if (s.flags.includes("diagonal")) {
    each((i, j) => (i === j ? (old[at(i, j)] as number) + Math.sign(old[at(i, j)] as number) * 0.5 : 0))
  } else if (s.flags.includes("symmetric")) {
    each((i, j) => ((old[at(i, j)] as number) + (old[at(j, i)] as number)) / 2 + (s.flags.includes("invertible") && i === j ? n + 1 : 0))
  } else if (s.flags.includes("invertible")) {
    each((i, j) => (old[at(i, j)] as number) + (i === j ? n + 1 : 0))
  }
}
