// A reduction as the memory sees it: axes in the order in which they lie, neighbours that are both kept or both folded joined.
import type { NDArray } from "@nablajs/core"

export interface Group {
  readonly kept: boolean
  readonly size: number
}

export interface Grouped {
  readonly groups: readonly Group[]
  /** The kept axes in the order of memory. */
  readonly order: readonly number[]
}

/** null where the elements do not lie densely in any order of the axes. */
export function groupsOf(x: NDArray, axes: readonly number[]): Grouped | null {
  const stride = (i: number): number => x.strides[i] as number
  const all = x.shape.map((_, i) => i).filter((i) => x.shape[i] !== 1)
  all.sort((i, j) => stride(j) - stride(i) || i - j)
  let step = 1
  for (const i of [...all].reverse()) {
    if (stride(i) !== step) return null
    step *= x.shape[i] as number
  }
  const groups: Group[] = []
  for (const i of all) {
    const kept = !axes.includes(i)
    const top = groups.at(-1)
    const size = x.shape[i] as number
    if (top?.kept === kept) groups[groups.length - 1] = { kept, size: top.size * size }
    else groups.push({ kept, size })
  }
  return { groups, order: all.filter((i) => !axes.includes(i)) }
}
