// The functions of formulas: a closed table of names, each with its number of arguments and its meaning.
import {
  abs,
  bindN,
  broadcast,
  clip,
  cos,
  cosh,
  cumsum,
  diag,
  type Dim,
  divide,
  dot,
  einsum,
  exp,
  type Expr,
  isExpr,
  literal,
  logaddexp,
  max,
  maximum,
  mean,
  min,
  minimum,
  multiply,
  multiplySizes,
  outer,
  pow,
  type Primitive,
  primitives,
  prod,
  reshape,
  type Shape,
  shapeOf,
  sigmoid,
  sin,
  sinh,
  subtract,
  sum,
  tan,
  tanh,
  trace,
  transpose,
  type Value,
  where,
} from "@nablajs/core"
import { near, type Span } from "./complain.ts"
import { kron, type Side } from "./kronecker.ts"
import { logsumexp } from "./logsumexp.ts"
import { elementwiseByName } from "./print/dictionary.ts"
import { alike, apply1, type Context, type Operand, shown } from "./operand.ts"
import type { Option } from "./syntax.ts"

type Options = ReadonlyMap<string, Option>
type Result = Omit<Operand, keyof Span>

interface Function {
  /** The least and the greatest number of arguments. */
  readonly arity: readonly [number, number]
  readonly options?: readonly string[]
  readonly meaning: (args: readonly Operand[], call: Call) => Result
}

interface Call {
  readonly name: string
  readonly options: Options
  readonly span: Span
  readonly context: Context
}

type Op = (...xs: never[]) => Value

const rank = (x: Operand): number => shapeOf(x.value).length

/** Element by element: one argument keeps its orientation, several must agree. */
const elementwise =
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

const map1 = (f: Op): Function => ({ arity: [1, 1], meaning: elementwise(f, 1) })

/** Over all elements, or along an axis; vectors have one. */
const reduction = (f: Op): Function => ({
  arity: [1, 1],
  options: ["axis"],
  meaning: ([x], { options }) => {
    const axis = options.get("axis")
    return { value: f((x as Operand).value as never, (axis === undefined || axis === null ? {} : { axis }) as never), row: false }
  },
})

/** max(x) is the greatest element, max(a, b) the greater operand. */
const extremum = (all: Op, two: Op): Function => ({
  arity: [1, 64],
  options: ["axis"],
  meaning: (args, call) =>
    args.length === 1
      ? reduction(all).meaning(args, call)
      : args.slice(1).reduce((a, b) => elementwiseOf(two, [a, b], call), args[0] as Operand),
})

const elementwiseOf = (f: Op, args: readonly Operand[], call: Call): Operand => ({
  ...(args[0] as Operand),
  ...elementwise(f, args.length)(args, call),
})

function square2([x]: readonly Operand[], { name, span, context }: Call): Value {
  const shape = shapeOf((x as Operand).value)
  if (shape.length === 2 && shape[0] === shape[1]) return (x as Operand).value
  return context.fail(
    "shape-mismatch",
    span,
    `${name} needs a square matrix, got shape ${shown(x as Operand)}${shape.length === 2 ? `, whose sizes ${shape[0]} and ${shape[1]} differ` : ""}`,
  )
}

const ofSquare = (f: (x: Value, call: Call) => Value): Function => ({
  arity: [1, 1],
  meaning: (args, call) => ({ value: f(square2(args, call), call), row: false }),
})

const linalg = (primitive: string): Function => ofSquare((x, { span, context }) => apply1(primitive, x, span, context))

const norm = (x: Value): Value => bindN(primitives.norm as Primitive, [x], { axes: shapeOf(x).map((_, i) => i) })

const norms: Readonly<Record<string, Function>> = {
  norm: { arity: [1, 1], meaning: ([x]) => ({ value: norm((x as Operand).value), row: false }) },
  norm2: { arity: [1, 1], meaning: ([x]) => ({ value: norm((x as Operand).value), row: false }) },
  norm1: {
    arity: [1, 1],
    meaning: ([x], { span, context }) => {
      if (rank(x as Operand) === 2)
        context.fail(
          "shape-mismatch",
          span,
          `norm1 is the norm of vectors, got shape ${shown(x as Operand)}; write sum(abs(X)) for the sum of all entries`,
        )
      return { value: sum(abs((x as Operand).value as never) as never) as Value, row: false }
    },
  },
}

/** The sizes that arguments stand for. */
function dims(args: readonly Operand[], { name, context }: Call): Shape {
  const axes = args.map((x) => {
    if (x.dim !== undefined && (typeof x.dim === "string" || x.dim >= 0)) return x.dim
    return context.fail("bad-argument", x, `${name} takes sizes: whole numbers or the names of sizes that the variables have`)
  })
  return axes
}

const filled = (value: number): Function => ({
  arity: [1, 8],
  meaning: (args, call) => ({ value: constant(value, dims(args, call), call), row: false }),
})

const constant = (value: number, shape: Shape, { context }: Call): Value =>
  broadcast(
    context.names.literal(value),
    shape,
    shape.map((_, i) => i),
  )

const eye: Function = {
  arity: [1, 1],
  meaning: (args, call) => ({ value: diag(constant(1, dims(args, call), call) as never) as Value, row: false }),
}

/** What stands beside ⊗: a matrix, a column, a row. */
function side(x: Operand, { span, context, name }: Call): Side {
  const n = rank(x)
  if (n !== 1 && n !== 2) return context.fail("shape-mismatch", span, `${name} needs vectors and matrices, got shape ${shown(x)}`)
  return { x: x.value as unknown as Expr, row: n === 2 || !x.row, column: n === 2 || x.row }
}

function vectorOnly(x: Operand, { name, span, context }: Call): void {
  if (rank(x) !== 1) context.fail("shape-mismatch", span, `${name} needs a vector, got shape ${shown(x)}`)
}

const learning: Readonly<Record<string, Function>> = {
  softmax: {
    arity: [1, 1],
    // exp(x - logsumexp(x)) neither overflows nor divides
    meaning: ([x], call) => {
      vectorOnly(x as Operand, call)
      const { value, row } = x as Operand
      return { value: exp(subtract(value as never, logsumexp(value, [0]) as never) as never) as Value, row }
    },
  },
  logsumexp: {
    arity: [1, 2],
    options: ["axis"],
    meaning: ([x, y], call) => {
      if (y !== undefined) return elementwiseOf(logaddexp as never, [x as Operand, y], call)
      const { value } = x as Operand
      const axis = call.options.get("axis")
      const axes = axis === undefined || axis === null ? shapeOf(value).map((_, i) => i) : ([axis].flat() as number[])
      return { value: logsumexp(value, axes), row: false }
    },
  },
  gelu: map1(
    ((x: never) =>
      multiply(
        multiply(num(x, 0.5), x),
        plusOne(x, bindN(primitives.erf as Primitive, [divide(x, num(x, Math.SQRT2)) as Value])),
      ) as Value) as Op,
  ),
  silu: map1(((x: never) => multiply(x, sigmoid(x)) as Value) as Op),
  swish: map1(((x: never) => multiply(x, sigmoid(x)) as Value) as Op),
}

/** A number where the other operand lives: a literal beside terms. */
const num = (beside: Value, value: number): never => (isExpr(beside) ? literal(value) : value) as never

const plusOne = (beside: Value, x: Value): never => bindN(primitives.add as Primitive, [num(beside, 1), x]) as never

const reciprocal = (f: Op): Function => map1(((x: never) => divide(num(x, 1), f(x) as never) as Value) as Op)

const table: Readonly<Record<string, Function>> = {
  ...norms,
  ...learning,
  sum: reduction(sum as Op),
  mean: reduction(mean as Op),
  prod: reduction(prod as Op),
  max: extremum(max as Op, maximum as Op),
  min: extremum(min as Op, minimum as Op),
  tr: ofSquare((x) => trace(x as never) as Value),
  trace: ofSquare((x) => trace(x as never) as Value),
  det: linalg("det"),
  inv: linalg("inv"),
  logdet: linalg("logdet"),
  diag: {
    arity: [1, 1],
    meaning: ([x], call) => {
      if (rank(x as Operand) === 0) call.context.fail("shape-mismatch", call.span, "diag needs a vector or a square matrix, got a scalar")
      return {
        value: diag((rank(x as Operand) === 2 ? square2([x as Operand], call) : (x as Operand).value) as never) as Value,
        row: false,
      }
    },
  },
  cumsum: {
    arity: [1, 1],
    options: ["axis"],
    meaning: ([x], { options, context, span }) => {
      const { value, row } = x as Operand
      const axis = options.get("axis") ?? (rank(x as Operand) === 1 ? 0 : undefined)
      if (axis === undefined) return context.fail("bad-argument", span, "cumsum of more than one axis needs to know which, as in axis=0")
      return { value: cumsum(value as never, { axis } as never) as Value, row }
    },
  },
  ones: filled(1),
  zeros: filled(0),
  eye,
  I: eye,
  dot: {
    arity: [2, 2],
    meaning: ([a, b], call) => {
      for (const x of [a, b]) vectorOnly(x as Operand, call)
      return { value: dot((a as Operand).value as never, (b as Operand).value as never) as Value, row: false }
    },
  },
  outer: {
    arity: [2, 2],
    meaning: ([a, b], call) => {
      for (const x of [a, b]) vectorOnly(x as Operand, call)
      return { value: outer((a as Operand).value as never, (b as Operand).value as never) as Value, row: false }
    },
  },
  transpose: {
    arity: [1, 1],
    options: ["axes"],
    meaning: ([x], { options }) => {
      const { value, row } = x as Operand
      if (rank(x as Operand) === 1) return { value, row: !row }
      return { value: transpose(value as never, options.get("axes") as never) as Value, row: false }
    },
  },
  einsum: {
    arity: [2, 64],
    meaning: ([spec, ...args], { context }) => {
      if (spec?.text === undefined)
        return context.fail("bad-argument", spec as Operand, 'einsum takes the names of axes first, as in einsum("ij,j->i", A, x)')
      return { value: einsum(spec.text, ...(args.map((x) => x.value) as never[])) as Value, row: false }
    },
  },
  kron: {
    arity: [2, 2],
    meaning: ([a, b], call) => {
      const sides = [a, b].map((x) => side(x as Operand, call)) as [Side, Side]
      const value = kron(...sides) as unknown as Value
      return { value, row: rank({ ...(a as Operand), value }) === 1 && sides[0].column }
    },
  },
  vec: {
    arity: [1, 1],
    meaning: ([x], { context, span }) => {
      const { value } = x as Operand
      const shape = shapeOf(value)
      if (shape.length !== 2)
        return context.fail("shape-mismatch", span, `vec stacks the columns of a matrix, got shape ${shown(x as Operand)}`)
      return {
        value: reshape(transpose(value as never) as never, [multiplySizes(shape[0] as Dim, shape[1] as Dim)] as never) as Value,
        row: false,
      }
    },
  },
  where: { arity: [3, 3], meaning: elementwise(where as never, 3) },
  clip: { arity: [3, 3], meaning: elementwise(clip as never, 3) },
  pow: { arity: [2, 2], meaning: elementwise(pow as never, 2) },
  size: {
    arity: [1, 1],
    options: ["axis"],
    meaning: ([x], { options, context, span }) => {
      const { value } = x as Operand
      const axis = options.get("axis")
      const axes = axis === undefined || axis === null ? shapeOf(value).map((_, i) => i) : ([axis].flat() as number[])
      return { value: apply1("axisSize", value, span, context, { axes }), row: false }
    },
  },
  sec: reciprocal(cos as Op),
  csc: reciprocal(sin as Op),
  cot: reciprocal(tan as Op),
  sech: reciprocal(cosh as Op),
  csch: reciprocal(sinh as Op),
  coth: reciprocal(tanh as Op),
}

/** Every function of the table, for messages and editors. */
export const functionNames = (): string[] => [...new Set([...Object.keys(table), ...elementwiseByName.keys()])].sort()

function find(name: string): Function | undefined {
  if (Object.hasOwn(table, name)) return table[name]
  const p = elementwiseByName.get(name)
  if (p?.kind === "elementwise")
    return { arity: [p.arity, p.arity], meaning: elementwise(((...xs: Value[]) => bindN(p, xs)) as never, p.arity) }
  return undefined
}

/** Operations that mean nothing without what they are told beside their arguments. */
const parametric = new Set(
  "argmax argmin slice pad gather scatter concat flip reshape broadcast contract astype sort argsort fillLike axisSize cumprod any all".split(
    " ",
  ),
)

/** The value of a call; any other primitive is called with its parameters, as the printers write it. */
export function callFunction(name: string, args: readonly Operand[], options: Options, span: Span, context: Context): Result {
  const call: Call = { name, options, span, context }
  if (name === "sigma" && context.names.variable(name) !== undefined) return unknown(call)
  const f = find(name)
  const raw = f === undefined || [...options.keys()].some((key) => !f.options?.includes(key))
  if (f === undefined && options.size === 0 && parametric.has(name))
    return context.fail("bad-argument", span, `${name} needs its parameters, as in axis=0`)
  if (raw && Object.hasOwn(primitives, name) && (f === undefined || options.size > 0)) {
    const p = primitives[name] as Primitive
    if (f === undefined || p.kind !== "elementwise")
      return {
        value: bindN(
          p,
          args.map((x) => x.value),
          Object.fromEntries(options),
        ),
        row: false,
      }
  }
  if (f === undefined) return unknown(call)
  const { arity } = f
  if (args.length < arity[0] || args.length > arity[1]) {
    const wanted = arity[0] === arity[1] ? `${arity[0]}` : `${arity[0]} to ${arity[1]}`
    context.fail("bad-argument", span, `${name} takes ${wanted} argument${wanted === "1" ? "" : "s"}, got ${args.length}`)
  }
  for (const key of options.keys())
    if (!f.options?.includes(key))
      context.fail("bad-argument", span, `${name} has no option ${key}${f.options ? `; it has ${f.options.join(", ")}` : ""}`)
  const stray = args.find((x, i) => x.text !== undefined && !(name === "einsum" && i === 0))
  if (stray) context.fail("syntax", stray, "a quoted text is an argument of einsum only")
  return f.meaning(args, call)
}

function unknown({ name, span, context }: Call): never {
  const at = { start: span.start, end: span.start + name.length }
  if (context.names.variable(name) !== undefined)
    return context.fail("unknown-name", at, `${name} is a variable, not a function; a product is written ${name} * (…)`)
  const close = near(name, functionNames())
  const repair = close.length > 0 ? `did you mean ${close.join(" or ")}?` : `known are ${functionNames().join(", ")}`
  return context.fail("unknown-name", at, `unknown function ${name}; ${repair}`)
}
