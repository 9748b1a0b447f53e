// Labels of axes: which mean the same axis, how they hang together, and one order for all ways of writing a product.
import type { Dim } from "@nablajs/core"
import type { Factor } from "./node.ts"

/** Sets of labels that were found to mean one axis. */
export class Axes {
  private readonly parent: number[] = []
  private readonly sizes: Dim[] = []

  fresh(size: Dim): number {
    this.parent.push(this.parent.length)
    this.sizes.push(size)
    return this.parent.length - 1
  }

  find(label: number): number {
    let l = label
    while (this.parent[l] !== l) l = this.parent[l] as number
    return l
  }

  size(label: number): Dim {
    return this.sizes[this.find(label)] as Dim
  }

  unify(a: number, b: number): void {
    const [x, y] = [this.find(a), this.find(b)]
    if (x !== y) this.parent[Math.max(x, y)] = Math.min(x, y)
  }
}

/** Factors that hang together by labels. */
export function components(factors: readonly Factor[]): Factor[][] {
  const groups: { labels: Set<number>; factors: Factor[] }[] = []
  for (const f of factors) {
    const touching = groups.filter((g) => f.labels.some((l) => g.labels.has(l)))
    const merged = {
      labels: new Set([...f.labels, ...touching.flatMap((g) => [...g.labels])]),
      factors: [...touching.flatMap((g) => g.factors), f],
    }
    for (const g of touching) groups.splice(groups.indexOf(g), 1)
    groups.push(merged)
  }
  return groups.map((g) => g.factors)
}

/**
 * The factors in an order, and the labels in a numbering, that depend on how they hang together and not on how they were
 * written: labels take colours from where they occur, factors from their labels, until nothing more is told apart.
 */
export function canonical(
  factors: readonly Factor[],
  out: readonly number[],
  symmetric: (f: Factor) => boolean,
): { factors: readonly Factor[]; numbering: ReadonlyMap<number, number> } {
  const turns = new Map(factors.map((f) => [f, symmetric(f)]))
  const { color, paint } = needsColors(factors, turns) ? refined(factors, out, turns) : plain
  const sorted = factors
    .map((f) => ({ f, paint: paint(f) }))
    .sort((a, b) => a.f.base.id - b.f.base.id || a.f.exponent.id - b.f.exponent.id || (a.paint < b.paint ? -1 : a.paint > b.paint ? 1 : 0))
  const numbering = new Map<number, number>()
  const give = (l: number): void => {
    if (!numbering.has(l)) numbering.set(l, numbering.size)
  }
  out.forEach(give)
  for (const { f } of sorted) {
    const order = turns.get(f) ? [...f.labels].sort((a, b) => ((color.get(a) as string) < (color.get(b) as string) ? -1 : 1)) : f.labels
    order.forEach(give)
  }
  return { factors: sorted.map((x) => x.f), numbering }
}

interface Colors {
  readonly color: ReadonlyMap<number, string>
  readonly paint: (f: Factor) => string
}

const plain: Colors = { color: new Map(), paint: () => "" }

/** Where all factors differ and none may be turned, their own order says it all. */
function needsColors(factors: readonly Factor[], turns: ReadonlyMap<Factor, boolean>): boolean {
  const seen = new Set<string>()
  for (const f of factors) {
    const key = `${f.base.id}^${f.exponent.id}`
    if (turns.get(f) || seen.has(key)) return true
    seen.add(key)
  }
  return false
}

/** Colours from the places where labels occur, refined until no round tells more labels apart. */
function refined(factors: readonly Factor[], out: readonly number[], turns: ReadonlyMap<Factor, boolean>): Colors {
  const all = [...new Set([...out, ...factors.flatMap((f) => f.labels)])]
  let color = new Map<number, string>(all.map((l) => [l, out.flatMap((o, i) => (o === l ? [i] : [])).join(".")]))
  const paint = (f: Factor): string => {
    const colors = f.labels.map((l) => color.get(l) as string)
    return `${f.base.id}^${f.exponent.id}(${(turns.get(f) ? colors.sort() : colors).join(";")})`
  }
  let classes = new Set(color.values()).size
  for (let round = 0; round < factors.length + 1 && all.length > 1; round++) {
    const places = new Map<number, string[]>(all.map((l) => [l, []]))
    for (const f of factors) {
      const seen = paint(f)
      f.labels.forEach((l, axis) => places.get(l)?.push(`${seen}@${turns.get(f) ? "" : axis}`))
    }
    const next = new Map(all.map((l) => [l, `${color.get(l)}|${(places.get(l) as string[]).sort().join(",")}`]))
    // colours by rank, so that they stay short
    const ranked = [...new Set(next.values())].sort()
    const rank = new Map(ranked.map((c, i) => [c, `${i}`.padStart(4, "0")]))
    color = new Map([...next].map(([l, c]) => [l, rank.get(c) as string]))
    if (ranked.length === classes) break
    classes = ranked.length
  }
  return { color, paint }
}
