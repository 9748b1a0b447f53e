// Pieces of a printed formula: text with the strength of its outermost sign, so that brackets stand only where they must.
import type { Shape } from "@nablajs/core"

/** How strongly the outermost sign of a phrase binds. */
export const level = { relation: 0, sum: 1, product: 2, power: 4, postfix: 5, atom: 6 } as const

/** What kind of product a phrase is: products of one kind need no brackets among themselves. */
export type ProductKind = "matrix" | "elementwise" | "scale" | "quotient"

export interface Phrase {
  readonly parts: readonly (string | Phrase)[]
  readonly level: number
  readonly shape: Shape
  readonly kind?: ProductKind
  /** A product whose left side is a product of another kind, as in 2 * x .* y. */
  readonly mixed?: boolean
  /** What follows the leading minus. */
  readonly minus?: Phrase
  /** The transpose, where it is written otherwise than with a sign behind; of a vector the row. */
  readonly turned?: Phrase
  /** Written as a row where nothing asks for a column, as in x' * A. */
  readonly rowwise?: boolean
  /** The scalar that every element repeats. */
  readonly fill?: Phrase
  /** The norm whose square this is. */
  readonly norm?: Phrase
  /** The same with its last factor in brackets, for more factors to follow. */
  readonly closed?: Phrase
  /** The number that this is. */
  readonly number?: number
  /** The factors of a product of matrices, equal neighbours joined to powers. */
  readonly chain?: readonly Link[]
  /** A function's name and its bracketed argument, for powers between the two. */
  readonly called?: { readonly name: string; readonly argument: Phrase }
}

/** A factor of a product of matrices, so many times. */
export interface Link {
  readonly base: Phrase
  readonly count: number
}

/** The text of a phrase. Uses no recursion: formulas may be as deep as they like. */
export function emit(phrase: Phrase): string {
  const out: string[] = []
  const stack: (string | Phrase)[] = [phrase]
  while (stack.length > 0) {
    const top = stack.pop() as string | Phrase
    if (typeof top === "string") out.push(top)
    else for (let i = top.parts.length - 1; i >= 0; i--) stack.push(top.parts[i] as string | Phrase)
  }
  return out.join("")
}

/** How a language writes the constructs that all formulas share. */
export interface Dialect {
  readonly name: (name: string) => string
  readonly number: (value: number, shadowed: ReadonlySet<string>) => { text: string; level: number }
  readonly array: (rows: unknown) => string
  readonly size: (size: string | number) => { text: string; level: number }
  readonly brackets: readonly [string, string]
  /** The sign between factors; the texts decide where juxtaposition would be ambiguous. */
  readonly times: (kind: "matrix" | "elementwise" | "scale", a: Phrase, b: Phrase) => string
  readonly quotient: (a: Phrase, b: Phrase, elementwise: boolean) => Phrase
  readonly power: (a: Phrase, b: Phrase, elementwise: boolean) => Phrase
  readonly transpose: (a: Phrase) => Phrase
  readonly call: (name: string, args: readonly Phrase[]) => Phrase["parts"]
  readonly norm: (which: "norm" | "norm1" | "norm2", x: Phrase) => Phrase["parts"]
  readonly ones: (shape: Shape, value: 0 | 1) => string
  readonly eye: (n: string | number) => string
  readonly commutation: (m: string | number, n: string | number) => string
  readonly relation: (sign: string) => string
  readonly choice: (c: Phrase, a: Phrase, b: Phrase) => Phrase["parts"]
  /** Whether a scalar beside a matrix in a sum stands for itself in every entry; in print x I would be meant. */
  readonly repeats: boolean
  readonly totals: (x: Phrase, axes: readonly number[]) => Phrase | null
  readonly einsum: (spec: string, args: readonly Phrase[]) => Phrase["parts"]
  readonly options: (text: string) => string
  readonly where: (body: string, definitions: readonly (readonly [string, string])[]) => string
}

/** The phrase, in brackets where it binds less than asked. */
export const atLeast = (d: Dialect, strength: number, p: Phrase): Phrase => (p.level >= strength ? p : bracketed(d, p))

export const bracketed = (d: Dialect, p: Phrase): Phrase => ({
  parts: [d.brackets[0], p, d.brackets[1]],
  level: level.atom,
  shape: p.shape,
})

export const atom = (text: string, shape: Shape = []): Phrase => ({ parts: [text], level: level.atom, shape })

/** A matrix that equals its transpose. */
export function ownTranspose(parts: Phrase["parts"], shape: Shape): Phrase {
  const phrase: Phrase & { turned?: Phrase } = { parts, level: level.atom, shape }
  return Object.assign(phrase, { turned: phrase })
}

/** -p */
export const negated = (d: Dialect, p: Phrase): Phrase => {
  if (p.minus) return p.minus
  const operand = p.level === level.sum || p.level === level.relation ? bracketed(d, p) : p
  return {
    parts: ["-", operand],
    level: level.sum,
    shape: p.shape,
    minus: operand,
    ...(p.shape.length > 0 && { turned: once(() => negated(d, turn(d, p))) }),
    ...(p.rowwise && { rowwise: true }),
  } as Phrase
}

// Rows of rows would build themselves without end: they are made when they are asked for.
const once = (make: () => Phrase): Phrase => {
  let made: Phrase | undefined
  const get = (): Phrase => (made ??= make())
  return {
    get parts() {
      return get().parts
    },
    get level() {
      return get().level
    },
    get shape() {
      return get().shape
    },
    get kind() {
      return get().kind
    },
    get minus() {
      return get().minus
    },
  } as Phrase
}

export { once as later }

/** The transpose of a matrix, the row of a vector. */
export function turn(d: Dialect, p: Phrase): Phrase {
  if (p.shape.length === 0) return p
  if (p.turned) return p.turned
  return { ...d.transpose(atLeast(d, level.postfix, p)), shape: [...p.shape].reverse(), turned: p }
}

export function plus(d: Dialect, a: Phrase, b: Phrase, shape: Shape): Phrase {
  if (b.minus) return minus(d, a, b.minus, shape)
  return { parts: [atLeast(d, level.sum, a), " + ", atLeast(d, level.sum, b)], level: level.sum, shape }
}

export function minus(d: Dialect, a: Phrase, b: Phrase, shape: Shape): Phrase {
  if (b.minus) return plus(d, a, b.minus, shape)
  return { parts: [atLeast(d, level.sum, a), " - ", atLeast(d, level.product, b)], level: level.sum, shape }
}

/** a product of two phrases; a minus in front comes out. */
export function times(d: Dialect, kind: "matrix" | "elementwise" | "scale", a: Phrase, b: Phrase, shape: Shape): Phrase {
  if (a.minus && b.minus) return times(d, kind, a.minus, b.minus, shape)
  if (a.minus) return negated(d, times(d, kind, a.minus, b, shape))
  if (b.minus) return negated(d, times(d, kind, a, b.minus, shape))
  const left = a.closed ?? (leftFits(kind, a) ? a : bracketed(d, a))
  const right = rightFits(kind, left, b) ? b : bracketed(d, b)
  const mixed =
    (left.level === level.product && (left.kind !== kind || left.mixed === true)) || (right.level === level.product && right.kind !== kind)
  const product: Phrase = { parts: [left, d.times(kind, left, right), right], level: level.product, shape, kind, ...(mixed && { mixed }) }
  // 2 * x' * A * x, but 2 * (x' * A * x) * y
  if (kind === "scale" && shape.length > 0) {
    const turned = once(() => (a.shape.length === 0 ? times(d, kind, a, turn(d, b), shape) : times(d, kind, turn(d, a), b, shape)))
    return {
      ...product,
      turned,
      ...((a.rowwise || b.rowwise) && { rowwise: true }),
      ...(right === b && b.level === level.product && b.kind !== "scale" && { closed: closedBy(d, product, left, b, kind) }),
    }
  }
  if (kind !== "scale" || right !== b || b.kind !== "matrix") return product
  return { ...product, closed: closedBy(d, product, left, b, kind) }
}

function closedBy(d: Dialect, product: Phrase, left: Phrase, b: Phrase, kind: "scale"): Phrase {
  const inner = bracketed(d, b)
  return { ...product, parts: [left, d.times(kind, left, inner), inner] }
}

function leftFits(kind: ProductKind, a: Phrase): boolean {
  if (a.level !== level.product) return a.level > level.product
  if (kind === "matrix") return a.kind === "matrix" || a.kind === "scale"
  return a.kind !== "matrix" && (kind === "elementwise" || a.kind !== "elementwise")
}

function rightFits(kind: ProductKind, a: Phrase, b: Phrase): boolean {
  if (b.level !== level.product) return b.level > level.product
  if (b.kind === "quotient") {
    const [first] = b.parts
    const reciprocal = typeof first === "object" && first.number !== undefined
    return kind === "scale" && b.shape.length > 0 && !reciprocal && (a.level > level.product || a.kind === "scale")
  }
  if (b.kind === kind) return b.mixed !== true
  // 2 * A * x and 2 * x .* y, but (x' * y) * A
  return kind === "scale" && (a.level > level.product || a.kind === "scale")
}
