// A product of labelled tensors as operations on matrices: vectors are absorbed first, chains run from the first axis of the
// result to the last, what no matrix notation reaches is an einsum.
import { identityOf, onesOf } from "../print/einsum.ts"
import {
  broadcast,
  contract,
  diag,
  diagonal,
  type Dim,
  dot,
  einsum,
  type Expr,
  literal,
  matmul,
  multiply,
  outer,
  sum,
  transpose,
  type Value,
} from "@nablajs/core"

/** A term with a label for each axis. */
export interface Piece {
  readonly x: Expr
  readonly labels: readonly number[]
  /** Equal to its transpose. */
  readonly symmetric: boolean
  /** Where pieces are otherwise alike, the lower stands first. */
  readonly rank: number
}

const v = (x: Expr): never => x as never
const e = (x: unknown): Expr => x as Expr

/** Σ over all labels that are not in `out` of the product of the pieces, at least one. */
export function contractions(pieces: readonly Piece[], out: readonly number[], size: (label: number) => Dim): Expr {
  if (out.length > 2) return spread(pieces, out, size)
  const state: State = { list: pieces.map(withoutRepeats), out: [...new Set(out)] }
  for (let left = 4 * pieces.length + 4; left > 0; left--) if (!steps.some((step) => step(state))) break
  const whole = state.list.length === 1 ? (state.list[0] as Piece) : fallback(state)
  return finish(whole, out, size)
}

/** Of more than two axes: matrices as far as they go, then one einsum with δᵢⱼ for labels that the result has twice. */
function spread(pieces: readonly Piece[], out: readonly number[], size: (label: number) => Dim): Expr {
  const state: State = { list: pieces.map(withoutRepeats), out: [...new Set(out)] }
  for (let left = 4 * pieces.length + 4; left > 0; left--) if (!parts.some((step) => step(state))) break
  const labels = out.map((l, i) => (out.indexOf(l) === i ? l : -1 - i))
  const twins = labels.flatMap((l, i) => (l < 0 ? [{ x: identityOf(size(out[i] as number)), labels: [out[i] as number, l] }] : []))
  const present = [...state.list, ...twins].flatMap((p) => p.labels)
  const alone = state.out.filter((l) => !present.includes(l)).map((l) => ({ x: onesOf([size(l)]), labels: [l] }))
  const all = [...state.list, ...twins, ...alone]
  const names = [...new Set([...labels, ...all.flatMap((p) => p.labels)])]
  const write = (list: readonly number[]): string => list.map((l) => letters[names.indexOf(l)] as string).join("")
  return e(einsum(`${all.map((p) => write(p.labels)).join(",")}->${write(labels)}` as never, ...(all.map((p) => v(p.x)) as never[])))
}

interface State {
  list: Piece[]
  readonly out: readonly number[]
}

const uses = (s: State, label: number): Piece[] => s.list.filter((p) => p.labels.includes(label))
const inner = (s: State, label: number): boolean => !s.out.includes(label)

function replace(s: State, gone: readonly Piece[], x: Expr, labels: readonly number[], symmetric = false): true {
  const rank = Math.min(...gone.map((p) => p.rank))
  const at = s.list.indexOf(gone[0] as Piece)
  s.list = s.list.flatMap((p, i) => (i === at ? [{ x, labels, symmetric, rank }] : gone.includes(p) ? [] : [p]))
  return true
}

function withoutRepeats(p: Piece): Piece {
  const at = p.labels.findIndex((l, i) => p.labels.indexOf(l) !== i)
  if (at < 0) return p
  const first = p.labels.indexOf(p.labels[at] as number)
  const others = p.labels.map((_, i) => i).filter((i) => i !== at && i !== first)
  const x = diagonal(transpose(v(p.x), [...others, first, at] as never) as never)
  return withoutRepeats({ ...p, x: e(x), labels: [...others.map((i) => p.labels[i] as number), p.labels[at] as number], symmetric: false })
}

const turned = (p: Piece): Expr => (p.symmetric ? p.x : (turnedScaling(p.x) ?? transposed(p.x)))

const transposed = (x: Expr): Expr => {
  const axes = x.primitive?.name === "transpose" ? (x.params as { readonly axes: readonly number[] }).axes : []
  return axes.join() === "1,0" ? (x.args[0] as Expr) : e(transpose(v(x)))
}

const rowsScaled = { a: [0], b: [0, 1], out: [0, 1] }
const columnsScaled = { a: [0, 1], b: [1], out: [0, 1] }

/** (diag(v) A)' = A' diag(v), and the other way about. */
function turnedScaling(x: Expr): Expr | null {
  const [p, q] = x.args as [Expr, Expr]
  const key = x.primitive?.name === "contract" ? JSON.stringify(x.params) : ""
  if (key === JSON.stringify(rowsScaled)) return e(contract(v(transposed(q)), v(p), columnsScaled))
  if (key === JSON.stringify(columnsScaled)) return e(contract(v(q), v(transposed(p)), rowsScaled))
  return null
}

/** The matrix with rows `row`. */
const rows = (p: Piece, row: number): Expr => (p.labels[0] === row || p.symmetric ? p.x : turned(p))

const other = (p: Piece, label: number): number => p.labels.find((l) => l !== label) as number

type Step = (s: State) => boolean

/** uᵀ v where only two vectors have the label. */
const inners: Step = (s) => {
  for (const p of s.list) {
    const [l] = p.labels
    if (p.labels.length !== 1 || !inner(s, l as number)) continue
    const both = uses(s, l as number)
    if (both.length !== 2 || both.some((q) => q.labels.length !== 1)) continue
    const [a, b] = both as [Piece, Piece]
    const simple = (q: Piece): number => (q.x.primitive === null ? 0 : 1)
    const [left, right] = simple(a) <= simple(b) ? [a, b] : [b, a]
    return replace(s, both, e(dot(v(left.x), v(right.x))), [])
  }
  return false
}

/** Vectors with one label multiply element by element; so do matrices with the same two. */
const together: Step = (s) => {
  for (const [i, p] of s.list.entries()) {
    if (p.labels.length === 0 || p.labels.length > 2) continue
    const q = s.list.slice(i + 1).find((x) => x.labels.length === p.labels.length && x.labels.every((l) => p.labels.includes(l)))
    if (q === undefined) continue
    if (p.labels.length === 2 && p.labels.every((l) => inner(s, l) && uses(s, l).length === 2)) {
      // tr(A B) or Σ A ∘ B
      return replace(s, [p, q], e(contract(v(p.x), v(q.x), { a: [0, 1], b: p.labels[0] === q.labels[0] ? [0, 1] : [1, 0], out: [] })), [])
    }
    // as the result stands, where it holds both axes
    const labels = p.labels.length === 2 && p.labels[1] === s.out[0] && p.labels[0] === s.out[1] ? [...p.labels].reverse() : p.labels
    const along = (x: Piece): Expr => (labels.length === 2 ? rows(x, labels[0] as number) : x.x)
    return replace(s, [p, q], e(multiply(v(along(p)), v(along(q)))), labels)
  }
  return false
}

/** A v along a label that only the two have; without a transpose where there is a choice. */
const absorb: Step = (s) => {
  const found: { m: Piece; u: Piece; l: number; cost: number }[] = []
  for (const u of s.list) {
    const l = u.labels[0] as number
    if (u.labels.length !== 1 || !inner(s, l)) continue
    const both = uses(s, l)
    const m = both.find((p) => p.labels.length === 2)
    if (both.length === 2 && m !== undefined) found.push({ m, u, l, cost: m.symmetric || m.labels[1] === l ? 0 : 1 })
  }
  const best = found.sort((a, b) => a.cost - b.cost || b.u.rank - a.u.rank)[0]
  if (best === undefined) return false
  const { m, u, l } = best
  const row = other(m, l)
  return replace(s, [m, u], e(matmul(v(rows(m, row)), v(u.x))), [row])
}

/** Labels that one piece alone has are summed. */
const total: Step = (s) => {
  for (const p of s.list) {
    const axes = p.labels.flatMap((l, i) => (inner(s, l) && uses(s, l).length === 1 ? [i] : []))
    if (axes.length > 0)
      return replace(
        s,
        [p],
        e(sum(v(p.x), { axis: axes } as never)),
        p.labels.filter((_, i) => !axes.includes(i)),
      )
  }
  return false
}

/** diag(v) A: a vector along an axis that others share, too. */
const scale: Step = (s) => {
  for (const u of s.list) {
    const l = u.labels[0] as number
    if (u.labels.length !== 1) continue
    const partners = uses(s, l).filter((p) => p.labels.length === 2)
    const start = s.out[0] as number
    const m = partners.find((p) => !p.labels.includes(start)) ?? partners[0]
    if (m === undefined) continue
    // chains start at the first axis of the result, so its matrix has the vector on the right
    if (l !== start && m.labels.includes(start)) {
      return replace(s, [m, u], e(contract(v(rows(m, start)), v(u.x), columnsScaled)), [start, l])
    }
    const first = m.labels[0] === l
    return replace(s, [m, u], e(first ? contract(v(u.x), v(m.x), rowsScaled) : contract(v(m.x), v(u.x), columnsScaled)), m.labels)
  }
  return false
}

/** The product of two matrices along a label that only they have; open chains start at the first axis of the result. */
const chain: Step = (s) => {
  const linked = (p: Piece, from: number): { q: Piece; l: number } | null => {
    const l = other(p, from)
    const q = uses(s, l).find((x) => x !== p && x.labels.length === 2)
    return inner(s, l) && uses(s, l).length === 2 && q !== undefined && other(q, l) !== from ? { q, l } : null
  }
  const matrices = s.list.filter((p) => p.labels.length === 2)
  const starts = [
    ...matrices.filter((p) => p.labels.includes(s.out[0] as number)),
    ...matrices.filter((p) => !p.labels.some((l) => s.out.includes(l))),
  ]
  for (const p of starts) {
    for (const from of s.out.length > 0 && p.labels.includes(s.out[0] as number) ? [s.out[0] as number] : p.labels) {
      const next = linked(p, from)
      if (next === null) continue
      const to = other(next.q, next.l)
      return replace(s, [p, next.q], e(matmul(v(rows(p, from)), v(rows(next.q, next.l)))), [from, to])
    }
  }
  return false
}

/** u vᵀ, and scalars beside the rest. */
const apart: Step = (s) => {
  const scalar = s.list.find((p) => p.labels.length === 0)
  const rest = s.list.find((p) => p !== scalar)
  if (scalar && rest) return replace(s, [scalar, rest], e(multiply(v(scalar.x), v(rest.x))), rest.labels)
  if (s.list.length !== 2 || s.list.some((p) => p.labels.length !== 1)) return false
  const [a, b] = s.list as [Piece, Piece]
  const [p, q] = a.labels[0] === s.out[0] ? [a, b] : [b, a]
  return replace(s, s.list, e(outer(v(p.x), v(q.x))), [p.labels[0] as number, q.labels[0] as number])
}

const steps: readonly Step[] = [inners, together, absorb, total, scale, chain, apart]

/** What makes pieces smaller before an einsum takes the rest. */
const parts: readonly Step[] = [inners, together, absorb, total, scale, chain]

const letters = "ijklmnopqrstuvwxyzabcdefghABCDEFGHIJKLMNOPQRSTUVWXYZ"

/** Two pieces at a time, in Einstein's notation. */
function fallback(s: State): Piece {
  const all = [...new Set(s.list.flatMap((p) => p.labels))]
  const write = (labels: readonly number[]): string => labels.map((l) => letters[all.indexOf(l)] as string).join("")
  const labels = s.out.filter((l) => all.includes(l))
  const x = einsum(
    `${s.list.map((p) => write(p.labels)).join(",")}->${write(labels)}` as never,
    ...(s.list.map((p) => v(p.x)) as never[]),
  ) as Value
  return { x: e(x), labels, symmetric: false, rank: 0 }
}

/** The axes in the order of the result, diagonals and repetitions put in. */
function finish(p: Piece, out: readonly number[], size: (label: number) => Dim): Expr {
  const distinct = [...new Set(out)]
  const present = distinct.filter((l) => p.labels.includes(l))
  const order = present.map((l) => p.labels.indexOf(l))
  let x = order.every((k, i) => k === i) || p.symmetric ? p.x : e(transpose(v(p.x), order as never))
  if (present.length < distinct.length)
    x = e(
      broadcast(
        v(x),
        distinct.map(size),
        distinct.flatMap((l, i) => (present.includes(l) ? [] : [i])),
      ),
    )
  return withDiagonals(x, distinct, out)
}

function withDiagonals(x: Expr, labels: readonly number[], out: readonly number[]): Expr {
  const twice = labels.find((l) => out.filter((o) => o === l).length > labels.filter((k) => k === l).length)
  if (twice === undefined) {
    const left = [...labels.keys()]
    const order = out.map(
      (l) =>
        left.splice(
          left.findIndex((i) => labels[i] === l),
          1,
        )[0] as number,
    )
    return order.every((k, i) => k === i) ? x : e(transpose(v(x), order as never))
  }
  const at = labels.indexOf(twice)
  const others = labels.map((_, i) => i).filter((i) => i !== at)
  const last = others.length === labels.length - 1 && at === labels.length - 1 ? x : e(transpose(v(x), [...others, at] as never))
  // diag acts on the last axis, of vectors and of stacks of them
  const wide = last.shape.length === 1 ? e(diag(v(last))) : e(stackedDiag(last))
  return withDiagonals(wide, [...others.map((i) => labels[i] as number), twice, twice], out)
}

/** diag of each vector of a stack, by the rule of its transpose: X ∘ I along a new axis. */
function stackedDiag(x: Expr): unknown {
  const n = x.shape[x.shape.length - 1] as Dim
  const rank = x.shape.length
  const eye = diag(v(e(broadcast(v(literal(1)), [n], [0]))))
  const labels = x.shape.map((_, i) => i)
  return contract(v(x), eye as never, { a: labels, b: [rank - 1, rank], out: [...labels, rank] })
}
