// Determinants in proofs: of diagonal matrices, and one form for all turns of a cycle, det(I + A B) = det(I + B A).
import type { Dim } from "@nablajs/core"
import type { Algebra } from "../normal/algebra.ts"
import { Axes } from "../normal/labels.ts"
import type { Factor, Node, Product, Term } from "../normal/node.ts"
import { boxed } from "../normal/reopen.ts"
import * as Q from "../normal/rational.ts"
import { isCall } from "./exponential.ts"

/** v where the node is diag(v). */
export function diagonalOf(a: Algebra, x: Node): Node | null {
  if (x.kind !== "product" || x.out.length !== 2 || x.out[0] !== x.out[1]) return null
  return a.rearrange(x, [0, 0], [0], () => x.shape[0] as Dim)
}

/** A node as a sum of terms. */
const termsOf = (x: Node): readonly Term[] => (x.kind === "sum" ? x.terms : [{ c: Q.ONE, node: x }])

/** A matrix or vector of a cycle, entered by one axis and left by the other. */
interface Link {
  readonly f: Factor
  /** Whether it is entered by its second axis. */
  readonly turned: boolean
  /** The size between it and the one before; 1 where nothing joins them. */
  readonly size: Dim
}

/** The factors of a product with two axes in a cycle that its own axes close; null where they are no chain. */
function cycleOf(node: Product): Link[] | null {
  const [start, end] = node.out as [number, number]
  if (node.out.length !== 2 || start === end) return null
  const left = new Set(node.factors.filter((f) => f.labels.length > 0))
  const links: Link[] = []
  let at: number | null = start
  while (left.size > 0) {
    const next: Factor | undefined = [...left].find((f) => (at === null ? f.labels.length === 1 : f.labels.includes(at)))
    if (next === undefined || next.labels.length > 2 || next.labels[0] === next.labels[1]) return null
    const label: number = at ?? (next.labels[0] as number)
    // one label joins two neighbours, not more
    if (node.factors.filter((f) => f.labels.includes(label)).length > 2) return null
    const turned = next.labels[0] !== label
    links.push({ f: next, turned, size: at === null ? 1 : (node.sizes[at] as Dim) })
    left.delete(next)
    if (at === null) at = label
    else at = next.labels.length === 1 ? null : ((turned ? next.labels[0] : next.labels[1]) as number)
  }
  return at === end ? links : null
}

/** The cycle read from each of its links in both directions, as words; the least of them stands for all. */
function wordOf(a: Algebra, cycle: readonly Link[]): string {
  const letter = ({ f, turned, size }: Link, back: boolean, next: Dim): string =>
    `${back ? next : size}:${f.base.id}^${f.exponent.id}${a.symmetricFactor(f) || turned === back ? "" : "'"}`
  const forth = cycle.map((x) => letter(x, false, x.size))
  const back = cycle.map((x, i) => letter(x, true, (cycle[(i + 1) % cycle.length] as Link).size)).reverse()
  const turns = (word: readonly string[]): string[] => word.map((_, i) => [...word.slice(i), ...word.slice(0, i)].join(" "))
  return [...turns(forth), ...turns(back)].sort()[0] as string
}

/** det(I + X) where X is a chain: 1 + tr X of rank one, else one form for every way to cut the cycle open. */
function ofCycle(a: Algebra, name: string, c: Q.Rational, X: Node): Node | null {
  const node: Node = X.kind === "product" ? X : boxed(a, X)
  const cycle = node.kind === "product" ? cycleOf(node) : null
  if (node.kind !== "product" || cycle === null || cycle.length === 0) return null
  if (cycle.some((x) => x.f.labels.length === 1)) {
    const value = a.add(
      a.one(),
      a.scale(
        c,
        a.rearrange(X, [0, 0], [], () => X.shape[0] as Dim),
      ),
    )
    return name === "det" ? value : a.map("log", [value])
  }
  const scalars = node.factors.filter((f) => f.labels.length === 0).map((f) => a.plainPower(f.base, f.exponent))
  return a.table.apply(a.primitive(name), { cycle: wordOf(a, cycle) }, [a.scale(c, a.multiply(a.one(), ...scalars))], [])
}

/** A⁻¹ X */
function dividedBy(a: Algebra, A: Node, X: Node): Node {
  const axes = new Axes()
  const n = X.shape[0] as Dim
  const [i, j, k] = [axes.fresh(n), axes.fresh(n), axes.fresh(n)]
  const inverse = a.apply(a.primitive("inv"), undefined, [A], A.shape)
  return a.product(
    [
      { node: inverse, labels: [i, j] },
      { node: X, labels: [j, k] },
    ],
    [i, k],
    axes,
  )
}

/**
 * det(I + A B) = det(I + B A), det(A + B) = det A · det(I + A⁻¹ B) where the formula has A⁻¹ anyway, and the determinant of a
 * diagonal matrix; also their logarithms.
 */
export function cyclicDeterminant(a: Algebra, name: string, x: Node): Node | null {
  const v = diagonalOf(a, x)
  if (v !== null && !a.isNumber(v, 1) && name === "det") return a.apply(a.primitive("prod"), null, [v], [])
  if (v !== null && !a.isNumber(v, 1)) return a.rearrange(a.map("log", [v]), [0], [], () => v.shape[0] as Dim)
  const terms = termsOf(x)
  const [first, second] = terms
  if (terms.length !== 2 || first === undefined || second === undefined) return null
  for (const [one, other] of [
    [first, second],
    [second, first],
  ] as const) {
    if (isUnit(a, one)) return ofCycle(a, name, other.c, other.node)
    if (one.c.p !== 1 || one.c.q !== 1 || !a.table.knows(a.primitive("inv"), undefined, [one.node])) continue
    const rest = ofCycle(a, name, other.c, dividedBy(a, one.node, other.node))
    if (rest === null) continue
    const whole = a.apply(a.primitive(name), undefined, [one.node], [])
    return name === "det" ? a.multiply(whole, rest) : a.add(whole, rest)
  }
  return null
}

const isUnit = (a: Algebra, { c, node }: Term): boolean => {
  const v = diagonalOf(a, node)
  return c.p === 1 && c.q === 1 && v !== null && a.isNumber(v, 1)
}

/** log Π v = Σ log v */
export const logarithmOf = (a: Algebra, x: Node): Node | null => {
  if (!isCall(x, "prod") || x.args[0]?.shape.length !== 1) return null
  const v = x.args[0]
  return a.rearrange(a.map("log", [v]), [0], [], () => v.shape[0] as Dim)
}
