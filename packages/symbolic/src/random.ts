// Random values for symbols: of the declared shapes and flags, from a seed.
import { evaluateSize, type Expr, type Flag, sizeNames, type Value, wrapArray } from "@nablajs/core"

/** Uniform numbers in [0, 1) from a seed (mulberry32). */
export function uniform(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** Small different numbers for all sizes that the shapes of symbols and terms name. */
export function someSizes(terms: readonly Expr[], shift = 0): Map<string, number> {
  const names = [...new Set(terms.flatMap((x) => x.shape.flatMap((n) => (typeof n === "string" ? sizeNames(n) : []))))].sort()
  return new Map(names.map((name, i) => [name, 2 + ((i + shift) % 3)]))
}

/** A value for each symbol. Numbers lie in the given range, those of positive symbols above 0. */
export function someValues(
  symbols: readonly Expr[],
  sizes: ReadonlyMap<string, number>,
  next: () => number,
  range: readonly [number, number],
): Record<string, Value> {
  const out: [string, Value][] = symbols.map((s) => {
    const shape = s.shape.map((n) => evaluateSize(n, sizes))
    const positive = s.flags.includes("positive")
    const draw = (): number => {
      const x = range[0] + (range[1] - range[0]) * next()
      return positive ? Math.abs(x) + 0.1 : x
    }
    if (shape.length === 0) return [s.name as string, draw()]
    const data = Float64Array.from({ length: shape.reduce((a, b) => a * b, 1) }, draw)
    return [
      s.name as string,
      wrapArray("float64", shape, shape.length === 2 ? structured(data, shape[0] as number, s.flags) : data) as unknown as Value,
    ]
  })
  return Object.fromEntries(out)
}

/** The square matrix with what its flags promise. */
function structured(a: Float64Array, n: number, flags: readonly Flag[]): Float64Array {
  const at = (f: (i: number, j: number) => number): Float64Array => Float64Array.from(a, (_, k) => f(Math.floor(k / n), k % n))
  const get = (i: number, j: number): number => a[i * n + j] as number
  if (flags.includes("diagonal")) return at((i, j) => (i === j ? get(i, j) + Math.sign(get(i, j) || 1) * 0.5 : 0))
  if (flags.includes("psd"))
    return at((i, j) => Array.from({ length: n }, (_, k) => get(i, k) * get(j, k)).reduce((x, y) => x + y, i === j ? 1 : 0))
  const symmetric = flags.includes("symmetric") ? at((i, j) => (get(i, j) + get(j, i)) / 2) : a
  return flags.includes("invertible") ? symmetric.map((x, k) => (Math.floor(k / n) === k % n ? x + 2 * n : x)) : symmetric
}
