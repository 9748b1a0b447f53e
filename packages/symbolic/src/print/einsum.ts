// What matrices have no notation for, as one einsum: nested contractions, transposes, repetitions and diagonals of arrays with
// more than two axes become one list of operands.
import { broadcast, diag, type Dim, type Expr, literal, type Shape } from "@nablajs/core"
import { atom, type Dialect, level, type Phrase, ownTranspose } from "./phrase.ts"

interface Operand {
  /** A term, or what stands for δᵢⱼ and for ones. */
  readonly x: Expr | { readonly eye: Dim } | { readonly ones: Dim }
  readonly labels: readonly number[]
}

interface Flat {
  readonly operands: readonly Operand[]
  readonly out: readonly number[]
}

// Deeper nestings are written as einsums within einsums.
const DEEPEST = 24
const letters = "ijklmnopqrstuvwxyzabcdefghABCDEFGHIJKLMNOPQRSTUVWXYZ"

/** The einsum that a term of more than two axes is; null where it is none. */
export function einsumOf(d: Dialect, node: Expr, written: (x: Expr) => Phrase): Phrase | null {
  let count = 0
  const fresh = (): number => count++
  const flat = flattened(node, fresh, 0)
  if (flat === null) return null
  const missing = [...new Set(flat.out)].filter((l) => !flat.operands.some((p) => p.labels.includes(l)))
  const size = (l: number): Dim => node.shape[flat.out.indexOf(l)] as Dim
  const operands = [...flat.operands, ...missing.map((l): Operand => ({ x: { ones: size(l) }, labels: [l] }))]
  if (operands.length < 2) return null
  // in the order of the result's axes, however the products were taken
  const place = (l: number): number => (flat.out.includes(l) ? flat.out.indexOf(l) : flat.out.length)
  const key = (p: Operand): number[] => p.labels.map(place).sort((x, y) => x - y)
  operands.sort((p, q) => compared(key(p), key(q)) || compared(p.labels.map(place), q.labels.map(place)))
  const names = [...new Set([...flat.out, ...operands.flatMap((p) => p.labels)])]
  if (names.length > letters.length) return null
  const write = (labels: readonly number[]): string => labels.map((l) => letters[names.indexOf(l)]).join("")
  const spec = `${operands.map((p) => write(p.labels)).join(",")}->${write(flat.out)}`
  const args = operands.map(({ x }) => ("eye" in x ? eye(d, x.eye) : "ones" in x ? atom(d.ones([x.ones], 1), [x.ones]) : written(x)))
  return { parts: d.einsum(spec, args), level: level.atom, shape: node.shape }
}

function compared(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((x, i) => x !== b[i])
  return at < 0 ? a.length - b.length : (a[at] as number) - (b[at] ?? -1)
}

const eye = (d: Dialect, n: Dim): Phrase => ownTranspose([d.eye(n)], [n, n])

type Rule = (node: Expr, fresh: () => number, depth: number) => Flat | null

/** The operands of a term, each with labels for its axes; a leaf is its own operand. */
function flattened(node: Expr, fresh: () => number, depth: number): Flat | null {
  const name = node.primitive?.name ?? ""
  if (depth > DEEPEST || !Object.hasOwn(rules, name)) return null
  return (rules[name] as Rule)(node, fresh, depth)
}

function inside(x: Expr, fresh: () => number, depth: number): Flat {
  const flat = x.shape.length > 2 ? flattened(x, fresh, depth + 1) : null
  if (flat !== null) return flat
  const labels = x.shape.map(fresh)
  return { operands: [{ x, labels }], out: labels }
}

/** The operands under other labels. */
const renamed = (flat: Flat, to: ReadonlyMap<number, number>): Flat => {
  const now = (l: number): number => to.get(l) ?? l
  return { operands: flat.operands.map((p) => ({ x: p.x, labels: p.labels.map(now) })), out: flat.out.map(now) }
}

const rules: Readonly<Record<string, Rule>> = {
  contract: (node, fresh, depth) => {
    const { a, b, out } = node.params as { a: readonly number[]; b: readonly number[]; out: readonly number[] }
    const named = new Map<number, number>()
    for (const l of [...a, ...b]) if (!named.has(l)) named.set(l, fresh())
    const parts = [a, b].map((labels, i) => {
      const flat = inside(node.args[i] as Expr, fresh, depth)
      return renamed(flat, new Map(flat.out.map((l, k) => [l, named.get(labels[k] as number) as number])))
    })
    return { operands: parts.flatMap((p) => p.operands), out: out.map((l) => named.get(l) as number) }
  },
  transpose: (node, fresh, depth) => {
    const flat = inside(node.args[0] as Expr, fresh, depth)
    return { ...flat, out: (node.params as { axes: readonly number[] }).axes.map((k) => flat.out[k] as number) }
  },
  broadcast: (node, fresh, depth) => {
    const { axes } = node.params as { axes: readonly number[] }
    const x = node.args[0] as Expr
    if (x.shape.length === 0) return null
    const flat = inside(x, fresh, depth)
    let k = 0
    return { ...flat, out: node.shape.map((_, i) => (axes.includes(i) ? fresh() : (flat.out[k++] as number))) }
  },
  diag: (node, fresh, depth) => {
    const flat = inside(node.args[0] as Expr, fresh, depth)
    const [last, twin] = [flat.out[flat.out.length - 1] as number, fresh()]
    const n = node.shape[node.shape.length - 1] as Dim
    return { operands: [...flat.operands, { x: { eye: n }, labels: [last, twin] }], out: [...flat.out, twin] }
  },
}

/** δᵢⱼ as a term. */
export const identityOf = (n: Dim): Expr => diag(onesOf([n]) as never) as unknown as Expr

/** Ones of a shape as a term. */
export const onesOf = (shape: Shape): Expr =>
  broadcast(
    literal(1) as never,
    shape,
    shape.map((_, i) => i),
  ) as unknown as Expr
