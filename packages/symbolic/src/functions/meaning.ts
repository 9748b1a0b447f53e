// What functions of formulas are made of: operations element by element, along axes, on square matrices, constants by their sizes.
import { broadcast, diag, type Expr, type Shape, shapeOf, type Value } from "@nablajs/core"
import { type Span } from "../complain.ts"
import { type Side } from "../kronecker/product.ts"
import { alike, apply1, type Context, type Operand, shown } from "../operand.ts"
import { type Option } from "../syntax.ts"

export type Options = ReadonlyMap<string, Option>
export type Result = Omit<Operand, keyof Span>

export interface Function {
  /** The least and the greatest number of arguments. */
  readonly arity: readonly [number, number]
  readonly options?: readonly string[]
  readonly meaning: (args: readonly Operand[], call: Call) => Result
}

export interface Call {
  readonly name: string
  readonly options: Options
  readonly span: Span
  readonly context: Context
}

export type Op = (...xs: never[]) => Value

export const rank = (x: Operand): number => shapeOf(x.value).length

/** Element by element: one argument keeps its orientation, several must agree. */
export const elementwise =
  (f: Op, arity: number): Function["meaning"] =>
  (args, { name, span, context }) => {
    const row = args
      .slice(1)
      .reduce(
        (left, x) => ({ ...left, row: alike(name, left, x, span, context).row, value: rank(left) === 0 ? x.value : left.value }),
        args[0] as Operand,
      ).row
    return { value: f(...(args.slice(0, arity).map((x) => x.value) as never[])), row }
  }

export const map1 = (f: Op): Function => ({ arity: [1, 1], meaning: elementwise(f, 1) })

/** Over all elements, or along an axis; vectors have one. */
export const reduction = (f: Op): Function => ({
  arity: [1, 1],
  options: ["axis"],
  meaning: ([x], { options }) => {
    const axis = options.get("axis")
    return { value: f((x as Operand).value as never, (axis === undefined || axis === null ? {} : { axis }) as never), row: false }
  },
})

/** max(x) is the greatest element, max(a, b) the greater operand. */
export const extremum = (all: Op, two: Op): Function => ({
  arity: [1, 64],
  options: ["axis"],
  meaning: (args, call) =>
    args.length === 1
      ? reduction(all).meaning(args, call)
      : args.slice(1).reduce((a, b) => elementwiseOf(two, [a, b], call), args[0] as Operand),
})

export const elementwiseOf = (f: Op, args: readonly Operand[], call: Call): Operand => ({
  ...(args[0] as Operand),
  ...elementwise(f, args.length)(args, call),
})

export function square2([x]: readonly Operand[], { name, span, context }: Call): Value {
  const shape = shapeOf((x as Operand).value)
  if (shape.length === 2 && shape[0] === shape[1]) return (x as Operand).value
  return context.fail(
    "shape-mismatch",
    span,
    `${name} needs a square matrix, got shape ${shown(x as Operand)}${shape.length === 2 ? `, whose sizes ${shape[0]} and ${shape[1]} differ` : ""}`,
  )
}

export const ofSquare = (f: (x: Value, call: Call) => Value): Function => ({
  arity: [1, 1],
  meaning: (args, call) => ({ value: f(square2(args, call), call), row: false }),
})

/** Of a square matrix, or of each in a stack. */
export const linalg = (primitive: string): Function => ({
  arity: [1, 1],
  meaning: (args, call) => {
    const { value } = args[0] as Operand
    const [m, n] = shapeOf(value).slice(-2)
    const x = shapeOf(value).length > 2 && m === n ? value : square2(args, call)
    return { value: apply1(primitive, x, call.span, call.context), row: false }
  },
})

/** The sizes that arguments stand for. */
export function dims(args: readonly Operand[], { name, context }: Call): Shape {
  const axes = args.map((x) => {
    if (x.dim !== undefined && (typeof x.dim === "string" || x.dim >= 0)) return x.dim
    return context.fail("bad-argument", x, `${name} takes sizes: whole numbers or the names of sizes that the variables have`)
  })
  return axes
}

export const filled = (value: number): Function => ({
  arity: [1, 8],
  meaning: (args, call) => ({ value: constant(value, dims(args, call), call), row: false }),
})

const constant = (value: number, shape: Shape, { context }: Call): Value =>
  broadcast(
    context.names.literal(value),
    shape,
    shape.map((_, i) => i),
  )

export const eye: Function = {
  arity: [1, 1],
  meaning: (args, call) => ({ value: diag(constant(1, dims(args, call), call) as never) as Value, row: false }),
}

/** What stands beside ⊗: a matrix, a column, a row. */
export function side(x: Operand, { span, context, name }: Call): Side {
  const n = rank(x)
  if (n !== 1 && n !== 2) return context.fail("shape-mismatch", span, `${name} needs vectors and matrices, got shape ${shown(x)}`)
  return { x: x.value as unknown as Expr, row: n === 2 || !x.row, column: n === 2 || x.row }
}

export function vectorOnly(x: Operand, { name, span, context }: Call): void {
  if (rank(x) !== 1) context.fail("shape-mismatch", span, `${name} needs a vector, got shape ${shown(x)}`)
}
