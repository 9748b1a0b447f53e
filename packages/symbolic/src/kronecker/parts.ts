// How a term with axes [x…, f…] parts into the factors of a matrix.
import type { Factor, Product } from "../normal/node.ts"

/** Factors and the axes of the term, by their places, that belong together. */
export interface Part {
  readonly at: readonly number[]
  readonly factors: readonly Factor[]
}

export interface Parts {
  /** straight: outer ⊗ inner; crossed: (outer ⊗ inner) K; vectors: vec inner (vec outer)ᵀ. */
  readonly kind: "straight" | "crossed" | "vectors"
  readonly inner: Part
  readonly outer: Part
  /** What scales rows and columns. */
  readonly left: Part | null
  readonly right: Part | null
}

/** Factors that hang together by labels which are summed, and the labels they share with the result. */
interface Block {
  readonly labels: readonly number[]
  readonly factors: readonly Factor[]
}

interface Way {
  readonly kind: Parts["kind"]
  readonly inner: readonly number[]
  readonly outer: readonly number[]
}

/** The parts with the fewest scalings; null where some factor joins axes that no part joins. */
export function partsOf(node: Product, rank: number): Parts | null {
  const blocks = blocksOf(node)
  const [rows, columns] = [places(0, rank), places(rank, node.out.length)]
  const found = waysOf(rows, columns)
    .map((way) => apart(node, blocks, way, rows, columns))
    .filter((parts) => parts !== null)
  const scalings = ({ left, right }: Parts): number => Number(left !== null) + Number(right !== null)
  return found.sort((a, b) => scalings(a) - scalings(b))[0] ?? null
}

const places = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i)

/** Of a matrix the first axis is inner, the second outer, or the other way about for crossed columns; a vector's goes with either. */
function waysOf(rows: readonly number[], columns: readonly number[]): Way[] {
  const orders = (axes: readonly number[]): (readonly (readonly number[])[])[] =>
    axes.length === 2
      ? [[[axes[0] as number], [axes[1] as number]]]
      : [
          [axes, []],
          [[], axes],
        ]
  const join = (kind: Way["kind"], a: readonly (readonly number[])[], b: readonly (readonly number[])[]): Way => ({
    kind,
    inner: [...(a[0] as number[]), ...(b[0] as number[])],
    outer: [...(a[1] as number[]), ...(b[1] as number[])],
  })
  const straight = orders(rows).flatMap((r) => orders(columns).map((c) => join("straight", r, c)))
  const crossed = rows.length + columns.length === 4 ? [join("crossed", [[0], [1]], [[3], [2]])] : []
  return [...straight, ...crossed, { kind: "vectors", inner: rows, outer: columns }]
}

function blocksOf({ factors, out }: Product): Block[] {
  const blocks: { summed: Set<number>; factors: Factor[] }[] = []
  for (const f of factors) {
    if (f.labels.length === 0) continue
    const own = f.labels.filter((l) => !out.includes(l))
    const touching = blocks.filter((b) => own.some((l) => b.summed.has(l)))
    for (const b of touching) blocks.splice(blocks.indexOf(b), 1)
    blocks.push({
      summed: new Set([...own, ...touching.flatMap((b) => [...b.summed])]),
      factors: [...touching.flatMap((b) => b.factors), f],
    })
  }
  return blocks.map((b) => ({
    factors: b.factors,
    labels: [...new Set(b.factors.flatMap((f) => f.labels))].filter((l) => out.includes(l)),
  }))
}

function apart(node: Product, blocks: readonly Block[], way: Way, rows: readonly number[], columns: readonly number[]): Parts | null {
  const within = (block: Block, axes: readonly number[]): boolean => block.labels.every((l) => axes.some((i) => node.out[i] === l))
  const scale = way.kind !== "vectors"
  const homes = [way.inner, way.outer, ...(scale && rows.length === 2 ? [rows] : []), ...(scale && columns.length === 2 ? [columns] : [])]
  const held = new Map(homes.map((axes) => [axes, [] as Factor[]]))
  for (const block of blocks) {
    const home = homes.find((axes) => within(block, axes))
    if (home === undefined) return null
    held.get(home)?.push(...block.factors)
  }
  // axes of one label are one axis: every part says so of its own
  const equal = (axes: readonly number[]): boolean => axes.length === 2 && node.out[axes[0] as number] === node.out[axes[1] as number]
  const joined = [way.inner, way.outer].filter(equal)
  const used = homes.filter((axes) => (axes === way.inner || axes === way.outer ? false : (held.get(axes) as Factor[]).length > 0))
  for (const axes of homes.slice(2)) {
    if (!equal(axes) || connected(joined, axes)) continue
    joined.push(axes)
    if (!used.includes(axes)) used.push(axes)
  }
  const all = [...rows, ...columns]
  if (all.some((i) => all.some((j) => i < j && node.out[i] === node.out[j] && !connected(joined, [i, j])))) return null
  const part = (axes: readonly number[]): Part => ({ at: axes, factors: held.get(axes) as Factor[] })
  return {
    kind: way.kind,
    inner: part(way.inner),
    outer: part(way.outer),
    left: used.includes(rows) ? part(rows) : null,
    right: used.includes(columns) ? part(columns) : null,
  }
}

/** Whether the pairs say that two places are one. */
function connected(pairs: readonly (readonly number[])[], [from, to]: readonly number[]): boolean {
  const reached = new Set([from])
  for (let grown = true; grown; ) {
    grown = false
    for (const pair of pairs) {
      if (!pair.some((i) => reached.has(i)) || pair.every((i) => reached.has(i))) continue
      for (const i of pair) reached.add(i)
      grown = true
    }
  }
  return reached.has(to)
}
