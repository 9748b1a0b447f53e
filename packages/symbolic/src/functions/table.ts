// The closed table of the functions of formulas, each with its number of arguments and its meaning.
import {
  abs,
  bindN,
  broadcastTo,
  clip,
  cos,
  cosh,
  diag,
  type Dim,
  divide,
  dot,
  einsum,
  isExpr,
  literal,
  logaddexp,
  logsumexp,
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
  shapeOf,
  sigmoid,
  sin,
  sinh,
  softmax,
  sum,
  tan,
  tanh,
  trace,
  transpose,
  type Value,
  where,
  normalizeAxis,
} from "@nablajs/core"
import { commutation } from "../kronecker/commutation.ts"
import { kron, type Side } from "../kronecker/product.ts"
import { apply1, type Operand, shown } from "../operand.ts"
import {
  dims,
  type Function,
  type Op,
  elementwise,
  elementwiseOf,
  extremum,
  eye,
  filled,
  linalg,
  map1,
  ofSquare,
  rank,
  reduction,
  side,
  square2,
  vectorOnly,
} from "./meaning.ts"

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

const learning: Readonly<Record<string, Function>> = {
  softmax: {
    arity: [1, 1],
    meaning: ([x], call) => {
      vectorOnly(x as Operand, call)
      const { value, row } = x as Operand
      return { value: softmax(value as never) as Value, row }
    },
  },
  logsumexp: {
    arity: [1, 2],
    options: ["axis"],
    meaning: ([x, y], call) => {
      if (y !== undefined) return elementwiseOf(logaddexp as never, [x as Operand, y], call)
      return reduction(logsumexp as Op).meaning([x as Operand], call)
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

/** The functions that are more than one primitive, by name. */
export const table: Readonly<Record<string, Function>> = {
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
    options: ["axis", "back"],
    meaning: ([x], { options, context, span }) => {
      const { value, row } = x as Operand
      const axis = options.get("axis") ?? (rank(x as Operand) === 1 ? 0 : undefined)
      if (axis === undefined) return context.fail("bad-argument", span, "cumsum of more than one axis needs to know which, as in axis=0")
      const back = options.get("back") ?? false
      if (typeof back !== "boolean") return context.fail("bad-argument", span, "cumsum: back=true adds up from the last element on")
      const params = { axis: normalizeAxis("cumsum", axis as number, rank(x as Operand), shapeOf(value)), back }
      return { value: bindN(primitives.cumsum as Primitive, [value], params), row }
    },
  },
  broadcastTo: {
    arity: [1, 1],
    options: ["shape"],
    meaning: ([x], { options, context, span }) => {
      const shape = options.get("shape")
      if (!Array.isArray(shape))
        return context.fail("bad-argument", span, "broadcastTo takes the shape of the result, as in broadcastTo(x, shape=[2, n])")
      return { value: broadcastTo((x as Operand).value as never, shape as never) as Value, row: false }
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
  commutation: {
    arity: [2, 2],
    meaning: (args, call) => ({ value: commutation(...(dims(args, call) as [Dim, Dim])) as unknown as Value, row: false }),
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
