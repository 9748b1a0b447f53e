/** The functions of `Math` that give the same digits on every engine, and are needed everywhere. */
export const { abs, ceil, floor, max, min, round, sqrt } = Math

/** What is most asked of numbers. */
export const { isFinite: isFiniteNumber, isNaN: isGap, NaN: missing, POSITIVE_INFINITY: infinity } = Number

/** The list of f(0), …, f(n − 1). */
export const times = <T>(n: number, f: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => f(i))

/** The items, in their order, that touch none that was kept before. */
export const apart = <T>(items: readonly T[], touch: (a: T, b: T) => boolean): T[] => {
  const kept: T[] = []
  for (const item of items) if (!kept.some((other) => touch(item, other))) kept.push(item)
  return kept
}

/** A list in rows of so many. */
export const inRows = <T>(list: readonly T[], columns: number): T[][] =>
  times(ceil(list.length / columns), (r) => list.slice(r * columns, (r + 1) * columns))

/** The same as numbers in one block. */
export const floats = (n: number, f: (i: number) => number): Float64Array => Float64Array.from({ length: n }, (_, i) => f(i))
