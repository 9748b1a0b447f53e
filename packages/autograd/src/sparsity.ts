// Which results depend on which arguments: values carry, instead of a tangent, one mark for each element of the argument.
import {
  abs,
  add,
  broadcastTo,
  diag,
  dtypeOf,
  type Elementwise,
  fillLike,
  greater,
  isComplex,
  isFloat,
  isFloating,
  max,
  minimum,
  isComputed,
  NablaError,
  type Params,
  type Primitive,
  reshape,
  type Shape,
  shapeOf,
  sizeOf,
  type Tensor,
  transpose,
  type Value,
  type World,
} from "@nablajs/core"
import { Batch } from "./batch.ts"
import { checkFunction, checkInput, type Fn, isLeaf, outputs } from "./edges.ts"
import { perform, unrolls } from "./invoke.ts"
import { constantOf, ensureOpen, Gathering, run, Standing } from "./trace.ts"

class Marked extends Standing {
  /** Of shape [n, ...shape]: 1 where an element depends on element k of the argument, else 0. */
  readonly marks: Value

  constructor(world: World, primal: Value, marks: Value, origin: string) {
    super(world, primal, origin)
    this.marks = marks
  }

  protected remedy(): string {
    return "compute with it instead"
  }
}

type Marks = Value | null

/** The world of marked values; they may be read, for decisions are not derivatives. */
class Marking extends Gathering {
  override readonly readable = true
  readonly count: number

  constructor(count: number) {
    super("sparsity")
    this.count = count
  }

  marked(x: Value, marks: Marks, origin: string): Value {
    return marks === null ? constantOf(x) : (new Marked(this, x, marks, origin) as unknown as Value)
  }

  bindAll(p: Primitive, args: readonly Value[], params: Params): Value[] {
    ensureOpen(this, p)
    if (unrolls(p)) return p.unroll(args, params)
    const xs = args.map((x) => this.lower(x))
    const marks = args.map((x) => this.marksOf(x))
    const ys = perform(p, xs, params)
    return ys.map((y) => this.marked(y, this.spread(p, xs, marks, y, params), p.name))
  }

  lower(x: Value): Value {
    return this.owns(x) ? x.primal : x
  }

  marksOf(x: Value): Marks {
    return this.owns(x) ? x.marks : null
  }

  private owns(x: Value): x is Value & Marked {
    return typeof x === "object" && (x as unknown as Marked).world === this
  }

  private spread(p: Primitive, xs: readonly Value[], marks: readonly Marks[], y: Value, params: Params): Marks {
    if (!isFloating(dtypeOf(y))) return null
    // marks are real: complex numbers on the way may depend on all that comes in
    if ([y, ...xs].some((x) => isComplex(dtypeOf(x)))) return this.everything(marks, shapeOf(y))
    if (p.kind === "elementwise") return this.elementwise(p, marks, shapeOf(y))
    if (p.kind === "linear" && !p.multi) return this.linear(p, xs, marks, params)
    if (p.kind === "multilinear" && !p.multi) return this.multilinear(p, xs, marks, params)
    return this.everything(marks, shapeOf(y))
  }

  // an element depends on what the elements in its place depend on
  private elementwise(p: Elementwise, marks: readonly Marks[], shape: Shape): Marks {
    const n = this.count
    const parts = marks.map((m, i) => {
      if (m === null || p.partials[i] === null) return null
      const own = shapeOf(m).slice(1)
      const aligned = reshape(m as never, [n, ...shape.slice(own.length).map(() => 1), ...own] as never)
      return broadcastTo(aligned as never, [n, ...shape] as never) as Value
    })
    return union(parts)
  }

  // the operation itself, applied to marks: its coefficients are 0, 1 or at least of one sign
  private linear(p: Primitive, xs: readonly Value[], marks: readonly Marks[], params: Params): Marks {
    return this.applied(
      p,
      xs.map((x, i) => marks[i] ?? fillLike(x, 0)),
      marks.map((m) => m !== null),
      params,
    )
  }

  // linear in each argument: constants take part with their zeros, marked values as if they had none
  private multilinear(
    p: Extract<Primitive, { kind: "multilinear" }>,
    xs: readonly Value[],
    marks: readonly Marks[],
    params: Params,
  ): Marks {
    const parts = marks.map((m, i) => {
      if (m === null || p.transposes[i] === null) return null
      const others = xs.map((x, k) =>
        k === i ? m : !isFloat(dtypeOf(x)) ? x : marks[k] === null ? (abs(x as never) as Value) : fillLike(x, 1),
      )
      return this.applied(
        p,
        others,
        xs.map((_, k) => k === i),
        params,
      )
    })
    return union(parts)
  }

  private applied(p: Primitive, xs: readonly Value[], batched: readonly boolean[], params: Params): Marks {
    const trace = new Batch("sparsity", this.count)
    const args = xs.map((x, i) => (batched[i] ? trace.batched(x) : x))
    const y = run(trace, () => perform(p, args, params)[0] as Value)
    return minimum(abs(trace.entries(y) as never) as never, 1 as never) as Value
  }

  // nothing is known of such an operation but that it depends on its arguments
  private everything(marks: readonly Marks[], shape: Shape): Marks {
    const n = this.count
    const parts = marks.map((m) => {
      if (m === null) return null
      const all = max(reshape(m as never, [n, -1] as never) as never, { axis: 1, keepdims: true } as never) as Value
      return broadcastTo(reshape(all as never, [n, ...shape.map(() => 1)] as never) as never, [n, ...shape] as never) as Value
    })
    return union(parts)
  }
}

function union(parts: readonly Marks[]): Marks {
  let all: Marks = null
  for (const part of parts) if (part !== null) all = all === null ? part : (minimum(add(all, part) as never, 1 as never) as Value)
  return all
}

/**
 * Which results of f depend on which elements of x: a boolean matrix with a row for each element of f(x) and a column for
 * each element of x. It is read off the operations, not off their values, so it holds wherever f takes the same branches;
 * where little is known of an operation it says true. Of `grad(f)` it is the pattern of the Hessian.
 *
 * @example
 * ```ts
 * const neighbours = (x) => multiply(at(x, "1:"), at(x, ":-1"))
 * sparsity(neighbours, tensor([1, 2, 3])).toArray() // => [[true, true, false], [false, true, true]]
 * ```
 */
export function sparsity(f: Fn, x: Value): Tensor<"bool", [number, number]> {
  checkFunction("sparsity", f)
  if (!isLeaf(x) || !isComputed(x))
    throw new NablaError("bad-argument", "sparsity: expected one computed tensor; join the parts of a tree first")
  checkInput("sparsity", x)
  const shape = shapeOf(x)
  const n = sizeOf(shape) as number
  const trace = new Marking(n)
  const marks = reshape(diag(fillLike(reshape(x as never, [n] as never) as Value, 1) as never) as never, [n, ...shape] as never) as Value
  const y = outputs(
    "sparsity",
    run(trace, () => f(trace.marked(x, marks, "sparsity"))),
    trace,
  ).leaves
  if (y.length !== 1)
    throw new NablaError("bad-argument", `sparsity: the function must return one tensor, got ${y.length} values; join them with concat`)
  const result = y[0] as Value
  const m = sizeOf(shapeOf(result)) as number
  const all = trace.marksOf(result) ?? fillLike(broadcastTo(0 as never, [n, m] as never) as Value, 0)
  return greater(transpose(reshape(all as never, [n, m] as never) as never) as never, 0 as never) as unknown as Tensor<
    "bool",
    [number, number]
  >
}
