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
    .sort((a, b) => a.f.base.id - b.f.base.id || a.f.exponent.id - b.f.exponent.id || compared(a.paint, b.paint))
  const numbering = new Map<number, number>()
  const give = (l: number): void => {
    if (!numbering.has(l)) numbering.set(l, numbering.size)
  }
  out.forEach(give)
  for (const { f } of sorted) {
    const order = turns.get(f) ? [...f.labels].sort((a, b) => (color.get(a) as number) - (color.get(b) as number)) : f.labels
    order.forEach(give)
  }
  return { factors: sorted.map((x) => x.f), numbering }
}

/** Lists of numbers by their first difference. */
export function compared(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((c, i) => c !== b[i])
  return at < 0 ? 0 : (a[at] as number) - (b[at] as number)
}

interface Colors {
  readonly color: ReadonlyMap<number, number>
  /** The colours of a factor's labels. */
  readonly paint: (f: Factor) => readonly number[]
}

const plain: Colors = { color: new Map(), paint: () => [] }

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
  // where a label stands in the result comes first
  const places0 = new Map(all.map((l) => [l, out.reduce((h, o, i) => (o === l ? 8 * h + i + 1 : h), 0)]))
  let color = ranked(all, new Map(all.map((l) => [l, 0])), places0)
  const paint = (f: Factor): readonly number[] => {
    const colors = f.labels.map((l) => color.get(l) as number)
    return turns.get(f) ? colors.sort((a, b) => a - b) : colors
  }
  const kinds = new Map(factors.map((f) => [f, mixed(f.base.id, f.exponent.id)]))
  let classes = new Set(color.values()).size
  for (let round = 0; round < factors.length + 1 && classes < all.length; round++) {
    // the places of a label in any order, so their codes are added
    const places = new Map<number, number>(all.map((l) => [l, 0]))
    for (const f of factors) {
      const seen = paint(f).reduce(mixed, kinds.get(f) as number)
      f.labels.forEach((l, axis) => places.set(l, ((places.get(l) as number) + mixed(seen, turns.get(f) ? -1 : axis)) | 0))
    }
    color = ranked(all, color, places)
    const now = new Set(color.values()).size
    if (now === classes) break
    classes = now
  }
  return { color, paint }
}

/** One code of two numbers. Two labels that get the same by chance are not told apart, which costs a form, not a truth. */
const mixed = (a: number, b: number): number => {
  const h = Math.imul(a ^ (a >>> 15), 0x2c1b3c6d) ^ Math.imul(b + 0x9e3779b9, 0x297a2d39)
  return Math.imul(h ^ (h >>> 12), 0x85ebca6b) ^ (h >>> 13)
}

/** The labels by their colour, then by a code, as numbers from 0. */
function ranked(all: readonly number[], color: ReadonlyMap<number, number>, code: ReadonlyMap<number, number>): Map<number, number> {
  const sorted = [...all].sort(
    (a, b) => (color.get(a) as number) - (color.get(b) as number) || (code.get(a) as number) - (code.get(b) as number),
  )
  const out = new Map<number, number>()
  let rank = 0
  sorted.forEach((l, i) => {
    const before = sorted[i - 1]
    if (before !== undefined && (color.get(before) !== color.get(l) || code.get(before) !== code.get(l))) rank = i
    out.set(l, rank)
  })
  return out
}
