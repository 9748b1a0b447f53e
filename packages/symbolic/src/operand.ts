// What a formula is put together from: values with an orientation and a place in the source.
import { add, bindN, type Dim, type ErrorCode, negative, primitives, sameShape, shapeOf, subtract, type Value } from "@nablajs/core"
import { excerpt, type Span, transposed } from "./complain.ts"

/** What stands on the stack: a value, its orientation, its place in the source. */
export interface Operand extends Span {
  readonly value: Value
  readonly row: boolean
  /** The size that a whole number or the name of a size means in ones(n). */
  readonly dim?: Dim
  /** A quoted text, as einsum takes. */
  readonly text?: string
  /** A sum that is not yet put together. */
  readonly terms?: readonly Signed[]
}

/** A term of a sum. */
export interface Signed {
  readonly value: Value
  readonly negative: boolean
}

/** Where names come from. */
export interface Names {
  readonly literal: (value: number) => Value
  readonly array: (x: Value) => Value
  readonly variable: (name: string) => Value | undefined
  /** A named size as a value. */
  readonly size: (name: string) => Value | undefined
  readonly all: () => string[]
  /** How a formula gets at values, for messages. */
  readonly hint: string
}

export interface Context {
  readonly source: string
  readonly names: Names
  readonly fail: (code: ErrorCode, span: Span, what: string) => never
}

// Up to so many terms a sum is built from the left, as it was written; longer ones become balanced trees.
const LONG = 64

/** The operand with its sum put together. */
export function settled(x: Operand): Operand {
  if (x.terms === undefined) return x
  const { terms, ...rest } = x
  return { ...rest, value: total(terms) }
}

function total(terms: readonly Signed[]): Value {
  if (terms.length > LONG) return balanced(terms, 0, terms.length)
  return terms.slice(1).reduce((a, t) => (t.negative ? subtract : add)(a as never, t.value as never) as Value, (terms[0] as Signed).value)
}

function balanced(terms: readonly Signed[], from: number, to: number): Value {
  if (to - from === 1) {
    const t = terms[from] as Signed
    return t.negative ? (negative(t.value as never) as Value) : t.value
  }
  const middle = (from + to) >> 1
  return add(balanced(terms, from, middle) as never, balanced(terms, middle, to) as never) as Value
}

/** The shape of an operand as the reader of a formula sees it. */
export const shown = (x: Operand): string => {
  const shape = shapeOf(x.value)
  return x.row ? `[1, ${shape[0]}]` : `[${shape.join(", ")}]`
}

export const scalar = (x: Operand): boolean => shapeOf(x.value).length === 0

/** Both operands with their shapes, for messages. */
export const both = (a: Operand, b: Operand, { source }: Context): string =>
  `${excerpt(source, a)} has shape ${shown(a)}${a.row ? " (a row)" : ""} and ${excerpt(source, b)} has shape ${shown(b)}${b.row ? " (a row)" : ""}`

/** The orientation of an operation element by element; both operands must agree. */
export function alike(what: string, a: Operand, b: Operand, at: Span, context: Context): { row: boolean } {
  if (scalar(a)) return { row: b.row }
  if (scalar(b)) return { row: a.row }
  if (a.row === b.row && sameShape(shapeOf(a.value), shapeOf(b.value))) return { row: a.row }
  return context.fail(
    "shape-mismatch",
    at,
    `${what} needs two operands of one shape, or a scalar: ${both(a, b, context)}${repairOfShapes(a, b, context)}`,
  )
}

function repairOfShapes(a: Operand, b: Operand, { source }: Context): string {
  const [x, y] = [shapeOf(a.value), shapeOf(b.value)]
  if (a.row !== b.row && sameShape(x, y)) return `; transpose one: ${transposed(excerpt(source, b))}`
  if (x.length === 2 && y.length === 2 && x[0] === y[1] && x[1] === y[0]) return `; transpose one: ${transposed(excerpt(source, b))}`
  const [matrix, vector] = x.length === 2 ? [x, b] : [y, a]
  const n = shapeOf(vector.value)[0]
  if (matrix.length === 2 && shapeOf(vector.value).length === 1) {
    if (matrix[1] === n)
      return `; to repeat the vector as every row, write ones(${matrix[0]}) * ${excerpt(source, vector)}${vector.row ? "" : "'"}`
    if (matrix[0] === n)
      return `; to repeat the vector as every column, write ${excerpt(source, vector)}${vector.row ? "'" : ""} * ones(${matrix[1]})'`
  }
  return ""
}

/** A primitive by name with one argument. */
export function apply1(name: string, x: Value, at: Span, context: Context, params?: unknown): Value {
  const p = Object.hasOwn(primitives, name) ? primitives[name] : undefined
  if (p === undefined) return context.fail("unsupported", at, `${name} is not available`)
  return bindN(p, [x], params)
}
