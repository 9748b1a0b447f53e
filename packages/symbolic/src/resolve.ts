// From the program of a formula to values: every sign finds its operation by the shapes of its operands. Vectors are columns;
// x' is the same vector as a row. The operations are those of core, so the same walk builds terms and computes tensors.
import {
  add,
  addSizes,
  bindN,
  contract,
  type Dim,
  divide,
  type ErrorCode,
  isNablaError,
  literalOf,
  matmul,
  multiply,
  multiplySizes,
  negative,
  outer,
  pow,
  primitives,
  reshape,
  sameShape,
  type Shape,
  shapeOf,
  subtract,
  transpose,
  type Value,
  wrapArray,
} from "@nablajs/core"
import { complaint, excerpt, near, type Span } from "./complain.ts"
import { callFunction, functionNames } from "./functions.ts"
import { relations } from "./print/dictionary.ts"
import type { Binary, Option, Program, Step } from "./syntax.ts"

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

interface Signed {
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

export const constants: ReadonlyMap<string, number> = new Map([
  ["pi", Math.PI],
  ["π", Math.PI],
  ["e", Math.E],
  ["inf", Number.POSITIVE_INFINITY],
])

export function resolve({ source, steps }: Program, names: Names): Value {
  const local = new Map<string, Operand>()
  const stack: Operand[] = []
  const context: Context = {
    source,
    names: { ...names, variable: (name) => local.get(name)?.value ?? names.variable(name) },
    fail: (code, span, what) => {
      throw complaint(code, source, span, what)
    },
  }
  for (const step of steps) {
    if (step.op === "define") local.set(step.name, settled(stack.pop() as Operand))
    else stack.push(run(step, stack, context, local))
  }
  const top = settled(stack[0] as Operand)
  if (top.text !== undefined) context.fail("syntax", top, "a quoted text is an argument of einsum only")
  return top.value
}

function run(step: Exclude<Step, { op: "define" }>, stack: Operand[], context: Context, local: ReadonlyMap<string, Operand>): Operand {
  const span = { start: step.start, end: step.end }
  const guarded = (whole: Span, make: () => Omit<Operand, keyof Span>): Operand => {
    try {
      return { ...make(), start: whole.start, end: whole.end }
    } catch (error) {
      if (isNablaError(error) && !("position" in error)) context.fail(error.code, whole, error.message)
      throw error
    }
  }
  switch (step.op) {
    case "number":
      return { value: context.names.literal(step.value), row: false, ...(Number.isInteger(step.value) && { dim: step.value }), ...span }
    case "text":
      return { value: 0, row: false, text: step.text, ...span }
    case "array":
      return { value: arrayOf(step.rows, span, context), row: false, ...span }
    case "name":
      return { ...(local.get(step.name) ?? lookup(step.name, span, context)), ...span }
    case "negate": {
      const x = settled(stack.pop() as Operand)
      return guarded({ start: span.start, end: x.end }, () => ({ value: minus(x.value), row: x.row }))
    }
    case "transpose": {
      const x = settled(stack.pop() as Operand)
      return guarded({ start: x.start, end: span.end }, () => turned(x, context))
    }
    case "binary": {
      const b = stack.pop() as Operand
      const a = stack.pop() as Operand
      const whole = { start: a.start, end: b.end }
      return guarded(whole, () => binary(step.sign, a, b, { ...span }, context))
    }
    case "call": {
      const args = stack.splice(stack.length - step.count, step.count).map(settled)
      return guarded(span, () => callFunction(step.name, args, step.options, span, context))
    }
  }
}

/** A number stays a literal: -2 is not minus 2. */
function minus(x: Value): Value {
  return negative(x as never) as Value
}

function lookup(name: string, span: Span, context: Context): Omit<Operand, keyof Span> {
  const { names } = context
  const size = names.size(name)
  const value = names.variable(name)
  if (value !== undefined) return { value, row: false, ...(size !== undefined && { dim: name }), ...whole(value) }
  if (size !== undefined) return { value: size, row: false, dim: name }
  const constant = constants.get(name)
  if (constant !== undefined) return { value: names.literal(constant), row: false }
  const declared = names.all()
  const close = near(name, [...declared, ...constants.keys()])
  const functions = functionNames().includes(name) ? [`${name}(…)`] : []
  const repair =
    functions.length > 0
      ? `; ${name} is a function, write ${name}(…)`
      : name === "T"
        ? "; the transpose is written x'"
        : close.length > 0
          ? `; did you mean ${close.join(" or ")}?`
          : `; ${names.hint}`
  return context.fail(
    "unknown-name",
    span,
    `unknown variable ${name}${repair}${declared.length > 0 && declared.length <= 12 ? ` (declared: ${declared.join(", ")})` : ""}`,
  )
}

const whole = (value: Value): { dim?: Dim } => (typeof value === "number" && Number.isInteger(value) && value >= 0 ? { dim: value } : {})

function arrayOf(rows: Option, span: Span, context: Context): Value {
  const list = rows as readonly Option[]
  const matrix = list.some((row) => Array.isArray(row))
  const lengths = new Set(list.map((row) => (Array.isArray(row) ? row.length : -1)))
  if (matrix && (lengths.size > 1 || lengths.has(-1)))
    context.fail("ragged-array", span, "the rows of a matrix must have the same number of entries")
  const flat = (matrix ? list.flat() : list) as number[]
  const shape = matrix ? [list.length, (list[0] as readonly Option[]).length] : [list.length]
  return context.names.array(wrapArray("float64", shape, Float64Array.from(flat)) as unknown as Value)
}

function turned(x: Operand, context: Context): Omit<Operand, keyof Span> {
  const shape = shapeOf(x.value)
  if (shape.length <= 1) return { value: x.value, row: shape.length === 1 && !x.row }
  if (shape.length === 2) return { value: transpose(x.value as never) as Value, row: false }
  return context.fail("shape-mismatch", x, `' transposes vectors and matrices, got shape ${shown(x)}; write transpose(…, axes=[…])`)
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
    return t.negative ? minus(t.value) : t.value
  }
  const middle = (from + to) >> 1
  return add(balanced(terms, from, middle) as never, balanced(terms, middle, to) as never) as Value
}

/** The shape of an operand as the reader of a formula sees it. */
export const shown = (x: Operand): string => {
  const shape = shapeOf(x.value)
  return x.row ? `[1, ${shape[0]}]` : `[${shape.join(", ")}]`
}

const scalar = (x: Operand): boolean => shapeOf(x.value).length === 0

/** Both operands with their shapes, for messages. */
const both = (a: Operand, b: Operand, { source }: Context): string =>
  `${excerpt(source, a)} has shape ${shown(a)}${a.row ? " (a row)" : ""} and ${excerpt(source, b)} has shape ${shown(b)}${b.row ? " (a row)" : ""}`

function binary(sign: Binary, a: Operand, b: Operand, at: Span, context: Context): Omit<Operand, keyof Span> {
  for (const x of [a, b]) if (x.text !== undefined) context.fail("syntax", x, "a quoted text is an argument of einsum only")
  if (sign === "+" || sign === "-") return plus(sign, a, settled(b), at, context)
  return operators[sign](settled(a), settled(b), at, context)
}

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
  if (a.row !== b.row && sameShape(x, y)) return `; transpose one: ${excerpt(source, b)}'`
  if (x.length === 2 && y.length === 2 && x[0] === y[1] && x[1] === y[0]) return `; transpose one: ${excerpt(source, b)}'`
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

function plus(sign: "+" | "-", a: Operand, b: Operand, at: Span, context: Context): Omit<Operand, keyof Span> {
  const first = a.terms === undefined ? a : { ...a, value: widest(a.terms) }
  const { row } = alike(sign, first, b, at, context)
  const next: Signed = { value: b.value, negative: sign === "-" }
  // the list grows in place: a sum of n terms must not be copied n times
  const terms = (a.terms as Signed[] | undefined) ?? [{ value: a.value, negative: false }]
  terms.push(next)
  if (scalar(first) && !scalar(b)) wide.set(terms, b.value)
  const dim = a.dim !== undefined && b.dim !== undefined ? addSizes(a.dim, sign === "+" ? b.dim : multiplySizes(-1, b.dim)) : undefined
  return { value: first.value, row, terms, ...(dim !== undefined && { dim }) }
}

// A term of the sum's shape: the first, unless it is a scalar and a later one is not.
const wide = new WeakMap<readonly Signed[], Value>()
const widest = (terms: readonly Signed[]): Value => wide.get(terms) ?? (terms[0] as Signed).value

type Operator = (a: Operand, b: Operand, at: Span, context: Context) => Omit<Operand, keyof Span>

const comparison =
  (name: string): Operator =>
  (a, b, at, context) => ({ ...alike("a comparison", a, b, at, context), value: bindN(primitives[name] as never, [a.value, b.value]) })

const operators: Readonly<Record<Exclude<Binary, "+" | "-">, Operator>> = {
  "*": product,
  ".*": (a, b, at, context) => ({ ...alike(".*", a, b, at, context), value: multiply(a.value as never, b.value as never) as Value }),
  "/": (a, b, at, context) => {
    if (!scalar(b)) {
      const repair =
        scalar(a) || sameShape(shapeOf(a.value), shapeOf(b.value))
          ? "./ divides element by element"
          : "write inv(A) * b for the solution of A x = b, ./ for element by element"
      context.fail("shape-mismatch", at, `/ divides by scalars: ${both(a, b, context)}; ${repair}`)
    }
    return { value: divide(a.value as never, b.value as never) as Value, row: a.row }
  },
  "./": (a, b, at, context) => ({ ...alike("./", a, b, at, context), value: divide(a.value as never, b.value as never) as Value }),
  "^": power,
  ".^": (a, b, at, context) => ({ ...alike(".^", a, b, at, context), value: pow(a.value as never, b.value as never) as Value }),
  "<": comparison(relations.get("<") as string),
  "<=": comparison(relations.get("<=") as string),
  ">": comparison(relations.get(">") as string),
  ">=": comparison(relations.get(">=") as string),
  "==": comparison(relations.get("==") as string),
  "!=": comparison(relations.get("!=") as string),
}

/** Rows and columns of an operand, a vector having one column, a row one row. */
const sides = (x: Operand): readonly [Dim, Dim] => {
  const [m, n] = shapeOf(x.value) as [Dim, Dim]
  return shapeOf(x.value).length === 2 ? [m, n] : x.row ? [1, m] : [m, 1]
}

function product(a: Operand, b: Operand, at: Span, context: Context): Omit<Operand, keyof Span> {
  const [x, y] = [shapeOf(a.value), shapeOf(b.value)]
  if (x.length === 0 || y.length === 0) {
    const dim = a.dim !== undefined && b.dim !== undefined ? multiplySizes(a.dim, b.dim) : undefined
    return {
      value: multiply(a.value as never, b.value as never) as Value,
      row: x.length === 0 ? b.row : a.row,
      ...(dim !== undefined && { dim }),
    }
  }
  if (x.length > 2 || y.length > 2)
    context.fail("shape-mismatch", at, `* multiplies scalars, vectors and matrices: ${both(a, b, context)}; write einsum("…", a, b)`)
  const [inner, outerSize] = [sides(a)[1], sides(b)[0]]
  if (inner !== outerSize)
    context.fail(
      "shape-mismatch",
      at,
      `the inner sizes ${inner} and ${outerSize} of * differ: ${both(a, b, context)}${repairOfProduct(a, b, context)}`,
    )
  return vectorProduct(a, b, x, y)
}

function vectorProduct(a: Operand, b: Operand, x: Shape, y: Shape): Omit<Operand, keyof Span> {
  const flat = (v: Operand): Value => reshape(v.value as never, [sides(v)[0] === 1 ? sides(v)[1] : sides(v)[0]] as never) as Value
  if (x.length === 2 && y.length === 2) return { value: matmul(a.value as never, b.value as never) as Value, row: false }
  if (x.length === 2 && !b.row) return { value: matmul(a.value as never, b.value as never) as Value, row: false }
  if (y.length === 2 && a.row) return { value: matmul(a.value as never, b.value as never) as Value, row: true }
  if (x.length === 1 && y.length === 1 && a.row)
    return {
      value: b.row
        ? (multiply(reshape(a.value as never, [] as never) as never, b.value as never) as Value)
        : contract(a.value, b.value, { a: [0], b: [0], out: [] }),
      row: b.row,
    }
  // a column times a row; a matrix among them has a side of size 1
  return { value: outer(flat(a) as never, flat(b) as never) as Value, row: false }
}

function repairOfProduct(a: Operand, b: Operand, { source }: Context): string {
  const [m, n] = sides(a)
  const [p, q] = sides(b)
  const [left, right] = [excerpt(source, a), excerpt(source, b)]
  const vectors = shapeOf(a.value).length === 1 && shapeOf(b.value).length === 1
  if (vectors && sameShape(shapeOf(a.value), shapeOf(b.value)) && !a.row)
    return `; write ${left}' * ${right} for the inner product, ${left} .* ${right} for element by element`
  if (vectors && !a.row && !b.row) return `; write ${left} * ${right}' for the outer product`
  if (m === p) return `; did you mean ${bracket(left)}' * ${right}?`
  if (n === q) return `; did you mean ${left} * ${bracket(right)}'?`
  return ""
}

const bracket = (text: string): string =>
  /^[\p{L}\p{N}_']+$/u.test(text) || /^\w+\([^()]*\)$/.test(text) || /^\([^()]*\)$/.test(text) ? text : `(${text})`

/** Matrix powers beyond this are refused. */
const MAX_POWER = 1_000

function power(a: Operand, b: Operand, at: Span, context: Context): Omit<Operand, keyof Span> {
  if (scalar(a) && scalar(b)) return { value: pow(a.value as never, b.value as never) as Value, row: false }
  const left = excerpt(context.source, a)
  if (!scalar(b)) context.fail("shape-mismatch", at, `^ needs a scalar exponent: ${both(a, b, context)}; .^ raises element by element`)
  const [m, n] = sides(a)
  if (shapeOf(a.value).length !== 2 || m !== n) {
    context.fail(
      "shape-mismatch",
      at,
      `^ raises scalars and square matrices, got ${left} of shape ${shown(a)}; .^ raises element by element`,
    )
  }
  const k = wholeNumber(b.value)
  if (k === null || Math.abs(k) > MAX_POWER) {
    context.fail(
      k === null ? "shape-mismatch" : "too-large",
      at,
      `a matrix is raised to whole numbers from -${MAX_POWER} to ${MAX_POWER}, got ${excerpt(context.source, b)}; .^ raises element by element`,
    )
  }
  if (k === 0) return { value: callFunction("eye", [{ value: 0, row: false, dim: m, ...at }], new Map(), at, context).value, row: false }
  const base = k < 0 ? apply1("inv", a.value, at, context) : a.value
  return { value: matrixPower(base, Math.abs(k)), row: false }
}

/** A whole number, also one written with a minus. */
function wholeNumber(x: Value): number | null {
  const direct = literalOf(x)
  const node = x as { primitive?: { name: string } | null; args?: readonly Value[] }
  const value = direct ?? (node.primitive?.name === "negative" ? -(literalOf(node.args?.[0] as Value) ?? Number.NaN) : null)
  return value !== null && Number.isInteger(value) ? value : null
}

function matrixPower(x: Value, k: number): Value {
  if (k <= 8) return Array.from({ length: k - 1 }).reduce<Value>((y) => matmul(y as never, x as never) as Value, x)
  const half = matrixPower(x, k >> 1)
  const square = matmul(half as never, half as never) as Value
  return k % 2 === 0 ? square : (matmul(square as never, x as never) as Value)
}

/** A primitive by name with one argument. */
export function apply1(name: string, x: Value, at: Span, context: Context, params?: unknown): Value {
  const p = Object.hasOwn(primitives, name) ? primitives[name] : undefined
  if (p === undefined) return context.fail("unsupported", at, `${name} is not available`)
  return bindN(p, [x], params)
}
