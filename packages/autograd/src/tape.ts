// Reverse mode, first half: the tape. Each operation leaves one node, and the node is the traced value itself.
import {
  bind1,
  bind2,
  bindN,
  type Custom,
  type DType,
  dtypeOf,
  type Elementwise,
  type Linear,
  type Params,
  type Primitive,
  type Shape,
  shapeOf,
  type Value,
  type World,
} from "@nablajs/core"
import { ensureBelow, invoke, perform, type Unrolls } from "./invoke.ts"
import { closedTrace, constantOf, Trace, Tracer } from "./trace.ts"

/** Cotangents of arguments from those of results; null is zero. */
export type Pull = (gs: readonly (Value | null)[]) => readonly (Value | null)[]

/** A primitive that keeps what its reverse rule needs when it runs: functions with a rule of their own, checkpoints. */
export interface Recorded extends Custom {
  /** `own` says which arguments the tape follows; null: the operations that it stands for are recorded instead. */
  readonly record: (xs: readonly Value[], params: Params, tape: Tape, own: readonly boolean[]) => Record | null
}

/** What is kept: the results, the reverse rule, and values of the tape that were reached beside the arguments. */
export interface Record {
  readonly ys: readonly Value[]
  /** Of the arguments, then of the values reached. */
  readonly pull: Pull
  readonly reached?: readonly Traced[]
  /** For the forward rule, in place of the parameters. */
  readonly params?: Params
}

/** What a node of such a primitive keeps as its parameters. */
export interface Kept {
  readonly pull: Pull
  readonly params: Params
}

/** A cotangent of a part of a value, and the operation that took the part. */
export interface Part {
  readonly primitive: Linear
  readonly params: Params
  readonly g: Value
}

/** A traced value and its entry on the tape. Fields are fixed, so that all nodes have one form for the engine. */
export class Traced extends Tracer {
  // declared, not defined: field definitions would write every field twice
  declare readonly world: World
  declare readonly primal: Value
  /** null for inputs and for the results of an operation with several, whose entry is `a`. */
  declare readonly primitive: Primitive | null
  /** The arguments of operations with one or two. */
  declare readonly a: Value
  declare readonly b: Value
  /** All arguments of other operations. */
  declare readonly args: readonly Value[] | null
  declare readonly params: Params
  /** Cotangent, while a backward walk is under way. */
  declare g: Value | null
  /** The results of an operation with several. */
  declare results: readonly Traced[] | null

  constructor(world: World, primal: Value, primitive: Primitive | null, a: Value, b: Value, args: readonly Value[] | null, params: Params) {
    super()
    this.world = world
    this.primal = primal
    this.primitive = primitive
    this.a = a
    this.b = b
    this.args = args
    this.params = params
    this.g = null
    this.results = null
  }

  override get shape(): Shape {
    return shapeOf(this.primal)
  }

  override get dtype(): DType {
    return dtypeOf(this.primal)
  }

  get origin(): string | null {
    if (this.primitive !== null) return this.primitive.name
    return typeof this.a === "number" ? null : (this.a as unknown as Traced).origin
  }

  protected remedy(): string {
    return "use stopGradient(x).item() for the number without its derivative, or compare first: less(x, 0).item()"
  }
}

/** The world of values whose operations are recorded. */
export class Tape extends Trace implements World {
  readonly nodes: Traced[] = []
  private replacement: ((node: Traced) => Value) | null = null
  /** The node whose operation a walk back is reading. */
  current: Traced | null = null
  /** Cotangents of parts of a value, to be put together when its own is asked for; null when there are none. */
  parts: Map<Traced, Part[]> | null = null

  /** A value to be differentiated by. */
  input(x: Value): Value & Traced {
    return this.keep(new Traced(this, x, null, 0, 0, null, undefined)) as Value & Traced
  }

  bind1(p: Primitive, x: Value, params: Params): Value {
    if (this.closed) return this.elsewhere(p, [x], params)[0] as Value
    const { primal } = x as unknown as Traced
    if (p.kind === "elementwise" && typeof primal === "number") return this.keepNumber(p, p.numbers(primal, 0, 0), x, 0)
    if (isRecorded(p)) return this.bindAll(p, [x], params)[0] as Value
    const y = bind1(p, primal, params)
    return differentiable(p, 0) ? this.keep(new Traced(this, y, p, x, 0, null, params)) : constantOf(y)
  }

  bind2(p: Primitive, a: Value, b: Value, params: Params): Value {
    if (this.closed) return this.elsewhere(p, [a, b], params)[0] as Value
    const x = this.lower(a)
    const z = this.lower(b)
    if (p.kind === "elementwise" && typeof x === "number" && typeof z === "number") return this.keepNumber(p, p.numbers(x, z, 0), a, b)
    if (isRecorded(p)) return this.bindAll(p, [a, b], params)[0] as Value
    const y = bind2(p, x, z, params)
    const depends = (x !== a && differentiable(p, 0)) || (z !== b && differentiable(p, 1))
    return depends ? this.keep(new Traced(this, y, p, a, b, null, params)) : constantOf(y)
  }

  bindN(p: Primitive, args: readonly Value[], params: Params): Value {
    if (p.arity === 1) return this.bind1(p, args[0] as Value, params)
    if (p.arity === 2) return this.bind2(p, args[0] as Value, args[1] as Value, params)
    if (this.closed) return this.elsewhere(p, args, params)[0] as Value
    if (isRecorded(p)) return this.bindAll(p, args, params)[0] as Value
    const y = bindN(
      p,
      args.map((x) => this.lower(x)),
      params,
    )
    return this.depends(p, args) ? this.keep(new Traced(this, y, p, 0, 0, args, params)) : constantOf(y)
  }

  bindAll(p: Primitive, args: readonly Value[], params: Params): Value[] {
    if (this.closed) return this.elsewhere(p, args, params)
    const primals = args.map((x) => this.lower(x))
    if (isRecorded(p)) {
      const record = p.record(
        primals,
        params,
        this,
        args.map((x) => this.owns(x)),
      )
      if (record === null) return (p as unknown as Unrolls).unroll(args, params)
      const kept: Kept = { pull: record.pull, params: record.params ?? params }
      return this.several(p, record.ys, [...args, ...((record.reached ?? []) as unknown as Value[])], kept)
    }
    if (p.kind === "elementwise" || !p.multi) return [this.bindN(p, args, params)]
    const ys = invoke(p, primals, params)
    return this.depends(p, args) ? this.several(p, ys, args, params) : ys.map(constantOf)
  }

  /**
   * Runs f with other values in place of this tape's: operations on them leave no nodes here. So a part of a function can
   * be computed without being kept, and again after the tape has ended.
   */
  replacing(replace: (node: Traced) => Value, f: () => Value[]): Value[] {
    const { closed, replacement } = this
    this.closed = true
    this.replacement = replace
    try {
      return f().map((y) => (this.owns(y) ? replace(y) : y))
    } finally {
      this.closed = closed
      this.replacement = replacement
    }
  }

  // numbers alone: an argument is a plain one, or a node of this tape
  private keepNumber(p: Elementwise, y: Value, a: Value, b: Value): Value {
    const depends = (typeof a !== "number" && p.partials[0] !== null) || (typeof b !== "number" && p.partials[1] !== null)
    return depends ? this.keep(new Traced(this, y, p, a, b, null, undefined)) : constantOf(y)
  }

  private elsewhere(p: Primitive, args: readonly Value[], params: Params): Value[] {
    const { replacement } = this
    if (replacement === null) throw closedTrace(p.name, this)
    return perform(
      p,
      args.map((x) => (this.owns(x) ? replacement(x) : x)),
      params,
    ).map(constantOf)
  }

  /** The value in older worlds. */
  lower(x: Value): Value {
    return this.owns(x) ? x.primal : x
  }

  owns(x: Value): x is Value & Traced {
    return typeof x === "object" && (x as unknown as Traced).world === this
  }

  private depends(p: Primitive, args: readonly Value[]): boolean {
    return args.some((x, i) => this.owns(x) && differentiable(p, i))
  }

  private several(p: Primitive, ys: readonly Value[], args: readonly Value[], params: Params): Value[] {
    ensureBelow(this, p, ys)
    const entry = new Traced(this, 0, p, 0, 0, args, params)
    const results = ys.map((y) => new Traced(this, y, null, entry as unknown as Value, 0, null, undefined))
    entry.results = results
    this.keep(entry)
    return results as unknown as Value[]
  }

  protected keep(node: Traced): Value {
    this.nodes.push(node)
    return node as unknown as Value
  }
}

export const isRecorded = (p: Primitive): p is Recorded => p.kind === "custom" && (p as Partial<Recorded>).record !== undefined

/** Whether the results of p have a derivative by argument i. */
function differentiable(p: Primitive, i: number): boolean {
  if (p.kind === "elementwise") return p.partials[i] !== null
  return p.kind === "multilinear" ? p.transposes[i] !== null : true
}
