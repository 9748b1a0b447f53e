// The signs between operands: each finds its operation by the shapes on both sides.
import {
  addSizes,
  bindN,
  contract,
  type Dim,
  divide,
  literalOf,
  matmul,
  multiply,
  multiplySizes,
  outer,
  pow,
  primitives,
  reshape,
  sameShape,
  type Shape,
  shapeOf,
  type Value,
} from "@nablajs/core"
import { excerpt, type Span, transposed } from "./complain.ts"
import { callFunction } from "./functions.ts"
import { alike, apply1, both, type Context, type Operand, scalar, settled, shown, type Signed } from "./operand.ts"
import { relations } from "./print/dictionary.ts"
import type { Binary } from "./syntax.ts"

/** The operand that a sign makes of two. */
export function binary(sign: Binary, a: Operand, b: Operand, at: Span, context: Context): Omit<Operand, keyof Span> {
  for (const x of [a, b]) if (x.text !== undefined) context.fail("syntax", x, "a quoted text is an argument of einsum only")
  if (sign === "+" || sign === "-") return plus(sign, a, settled(b), at, context)
  return operators[sign](settled(a), settled(b), at, context)
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
    if (literalOf(b.value) === 0) context.fail("bad-argument", b, "a division by 0 has no value")
    return { value: divide(a.value as never, b.value as never) as Value, row: a.row }
  },
  "./": (a, b, at, context) => ({ ...alike("./", a, b, at, context), value: divide(a.value as never, b.value as never) as Value }),
  "⊗": (a, b, at, context) => callFunction("kron", [a, b], new Map(), at, context),
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
  if (m === p) return `; did you mean ${transposed(left)} * ${right}?`
  if (n === q) return `; did you mean ${left} * ${transposed(right)}?`
  return ""
}

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
