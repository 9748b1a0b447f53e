// Contractions in the notation of matrices: products, transposes, traces, diagonals. Vectors are columns.
import type { Shape } from "@nablajs/core"
import { atom, type Dialect, emit, later, level, type Link, negated, ownTranspose, type Phrase, times, turn } from "./phrase.ts"

export interface Labels {
  readonly a: readonly number[]
  readonly b: readonly number[]
  readonly out: readonly number[]
}

/** The contraction of two phrases of at most two axes; null where matrices have no notation for it. */
export function contraction(d: Dialect, a: Phrase, b: Phrase, labels: Labels, shape: Shape): Phrase | null {
  const { out } = labels
  if (
    new Set(labels.a).size !== labels.a.length ||
    new Set(labels.b).size !== labels.b.length ||
    labels.a.length > 2 ||
    labels.b.length > 2 ||
    out.length > 2
  )
    return null
  const p: Operand = { phrase: a, names: labels.a }
  const q: Operand = { phrase: b, names: labels.b }
  if (p.names.length === 0 || q.names.length === 0) return scaled(d, p, q, out, shape)
  const shared = labels.a.filter((k) => labels.b.includes(k))
  const inner = shared.filter((k) => !out.includes(k))
  if (inner.length === 0 && shared.length === 0) return out.length === 2 ? outer(d, p, q, out, shape) : null
  if (inner.length === 1 && shared.length === 1) return chain(d, p, q, inner[0] as number, out, shape)
  if (inner.length === 0 && shared.length === p.names.length && shared.length === q.names.length) return hadamard(d, p, q, out, shape)
  if (inner.length === 0 && shared.length === 1) return diagonalProduct(d, p, q, shared[0] as number, out, shape)
  if (inner.length === 2) return traceOf(d, p, q, shape)
  return inner.length === 1 && out.length === 1 ? diagonalOf(d, p, q, inner[0] as number, shape) : null
}

interface Operand {
  readonly phrase: Phrase
  readonly names: readonly number[]
}

/** The operand with its axes in the given order. */
const arranged = (d: Dialect, x: Operand, order: readonly number[]): Phrase =>
  x.names.length === 2 && x.names[0] !== order[0] ? turn(d, x.phrase) : x.phrase

const only = (names: readonly number[], not: number): number => names.find((k) => k !== not) as number

function scaled(d: Dialect, p: Operand, q: Operand, out: readonly number[], shape: Shape): Phrase {
  return times(d, "scale", arranged(d, p, out), arranged(d, q, out), shape)
}

function outer(d: Dialect, p: Operand, q: Operand, out: readonly number[], shape: Shape): Phrase {
  const [column, row] = p.names[0] === out[0] ? [p, q] : [q, p]
  return matrix(d, column.phrase, turn(d, row.phrase), shape)
}

/** A product with its transpose at hand: (A B)' = B' A'. */
const matrix = (d: Dialect, left: Phrase, right: Phrase, shape: Shape, rowwise = false): Phrase => ({
  ...product(d, left, right, shape),
  ...(shape.length === 1 && { turned: later(() => product(d, turn(d, right), turn(d, left), shape)) }),
  ...(rowwise && { rowwise }),
})

// Longer products are written factor by factor.
const LONGEST = 24

/** A product of matrices, where equal neighbours become a power: A * X * X is A * X^2. */
function product(d: Dialect, left: Phrase, right: Phrase, shape: Shape): Phrase {
  if (left.minus && right.minus) return product(d, left.minus, right.minus, shape)
  if (left.minus) return negated(d, product(d, left.minus, right, shape))
  if (right.minus) return negated(d, product(d, left, right.minus, shape))
  const [a, b] = [linksOf(left), linksOf(right)]
  if (a.length + b.length > LONGEST) return times(d, "matrix", left, right, shape)
  const [last, first] = [a[a.length - 1] as Link, b[0] as Link]
  if (!alike(last.base, first.base)) return { ...times(d, "matrix", left, right, shape), chain: [...a, ...b] }
  const chain = [...a.slice(0, -1), { base: last.base, count: last.count + first.count }, ...b.slice(1)]
  const written = chain.map((link) => powerOf(d, link))
  const [start, ...rest] = written as [Phrase, ...Phrase[]]
  return { ...rest.reduce((x, y) => times(d, "matrix", x, y, shape), start), shape, chain }
}

const linksOf = (x: Phrase): readonly Link[] => x.chain ?? [{ base: x, count: 1 }]

/** Whether two square matrices are written alike. */
const alike = (a: Phrase, b: Phrase): boolean =>
  a.shape.length === 2 &&
  b.shape.length === 2 &&
  a.shape[0] === a.shape[1] &&
  (a === b || (isShort(a) && isShort(b) && emit(a) === emit(b)))

// What is compared consists of few pieces.
const FEW = 40

function isShort(x: Phrase): boolean {
  const stack: (string | Phrase)[] = [x]
  for (let left = FEW; left > 0; left--) {
    const top = stack.pop()
    if (top === undefined) return true
    if (typeof top !== "string") stack.push(...top.parts)
  }
  return false
}

function powerOf(d: Dialect, { base, count }: Link): Phrase {
  if (count === 1) return base
  const k = { ...atom(String(count)), number: count }
  // X' X' is (X^2)'
  const plain = base.level === level.postfix && base.turned !== undefined && base.turned !== base ? base.turned : null
  const power = { ...d.power(plain ?? base, k, false), shape: base.shape }
  return plain === null ? power : turn(d, power)
}

function chain(d: Dialect, p: Operand, q: Operand, inner: number, out: readonly number[], shape: Shape): Phrase {
  const [a, b] = out.length === 2 && q.names.includes(out[0] as number) ? [q, p] : [p, q]
  const left = a.names.length === 1 ? turn(d, a.phrase) : arranged(d, a, [only(a.names, inner), inner])
  const right = b.names.length === 1 ? b.phrase : arranged(d, b, [inner, only(b.names, inner)])
  // a row times a matrix: as a column, the transposed matrix times the vector
  if (a.names.length === 1 && b.names.length === 2) {
    const row = product(d, left, right, shape)
    return { ...matrix(d, turn(d, right), a.phrase, shape, true), turned: row }
  }
  return matrix(d, left, right, shape)
}

const hadamard = (d: Dialect, p: Operand, q: Operand, out: readonly number[], shape: Shape): Phrase =>
  times(d, "elementwise", arranged(d, p, out), arranged(d, q, out), shape)

/** A vector along one axis of a matrix: diag(v) * A or A * diag(v). */
function diagonalProduct(d: Dialect, p: Operand, q: Operand, shared: number, out: readonly number[], shape: Shape): Phrase | null {
  const [vector, other] = p.names.length === 1 ? [p, q] : [q, p]
  if (vector.names.length !== 1 || other.names.length !== 2) return null
  const m = arranged(d, other, out)
  const n = vector.phrase.shape[0] as string | number
  const symmetric = ownTranspose(d.call("diag", [vector.phrase]), [n, n])
  return out[0] === shared ? product(d, symmetric, m, shape) : product(d, m, symmetric, shape)
}

function traceOf(d: Dialect, p: Operand, q: Operand, shape: Shape): Phrase {
  if (p.names[0] === q.names[0]) {
    return { parts: d.call("sum", [times(d, "elementwise", p.phrase, q.phrase, p.phrase.shape)]), level: level.atom, shape }
  }
  return { parts: d.call("tr", [product(d, p.phrase, q.phrase, p.phrase.shape)]), level: level.atom, shape }
}

function diagonalOf(d: Dialect, p: Operand, q: Operand, inner: number, shape: Shape): Phrase | null {
  if (p.names.length !== 2 || q.names.length !== 2) return null
  const row = only(p.names, inner)
  const product = times(d, "matrix", arranged(d, p, [row, inner]), arranged(d, q, [inner, row]), [...shape, ...shape])
  return { parts: d.call("diag", [product]), level: level.atom, shape }
}
