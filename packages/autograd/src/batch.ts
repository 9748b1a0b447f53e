// Batching: each value carries a hidden axis in front, and every operation acts on all its entries at once.
import {
  asNode,
  axisSize,
  bind1,
  bind2,
  bindAll,
  bindN,
  broadcast,
  type DType,
  type Dim,
  fillLike,
  NablaError,
  type Params,
  type Primitive,
  reshape,
  type Shape,
  shapeOf,
  split,
  stack,
  type Value,
  type World,
} from "@nablajs/core"
import { ensureBelow, isCalled } from "./invoke.ts"
import { writeCall } from "./control/stage.ts"
import { ensureOpen, Trace, Tracer } from "./trace.ts"

/** A value with the batch axis in front; its own shape does not show it. */
export class Batched extends Tracer {
  override readonly world: World
  /** The values of all entries. */
  readonly primal: Value
  readonly origin: string | null
  override readonly shape: Shape

  constructor(world: World, primal: Value, origin: string | null) {
    super()
    this.world = world
    this.primal = primal
    this.origin = origin
    this.shape = shapeOf(primal).slice(1)
  }

  override get dtype(): DType {
    return asNode(this.primal).dtype
  }

  protected remedy(): string {
    return "it stands for one value per entry, so no one number can decide; choose with where(condition, a, b) or cond(condition, f, g, x)"
  }
}

/** Whether a value is batched, by this copy of the package or another. */
export const isBatched = (x: Value): x is Value & Batched =>
  typeof x !== "number" && typeof (asNode(x).world as Partial<Batch>).entries === "function"

/** The world of batched values. */
export class Batch extends Trace implements World {
  readonly size: Dim
  /** Any of its values. */
  private witness: Value | null = null

  constructor(transform: string, size: Dim) {
    super(transform)
    this.size = size
  }

  /** A value whose first axis is the batch. */
  batched(x: Value, origin: string | null = null): Value {
    this.witness ??= x
    return new Batched(this, x, origin) as unknown as Value
  }

  /** All entries of a value, the batch axis in front; a value that does not vary is repeated. */
  entries(x: Value): Value {
    if (this.owns(x)) return x.primal
    // a plain number has no world in which an axis of named size could be
    const source = typeof x === "number" && typeof this.size === "string" ? fillLike(axisSize(this.witness as Value, [0]), x) : x
    return repeat(source, this.size)
  }

  owns(x: Value): x is Value & Batched {
    return typeof x === "object" && (x as unknown as Batched).world === this
  }

  bind1(p: Primitive, x: Value, params: Params): Value {
    if (p.kind !== "elementwise") return this.bindAll(p, [x], params)[0] as Value
    ensureOpen(this, p)
    return this.batched(bind1(p, (x as unknown as Batched).primal, params), p.name)
  }

  bind2(p: Primitive, a: Value, b: Value, params: Params): Value {
    if (p.kind !== "elementwise") return this.bindAll(p, [a, b], params)[0] as Value
    ensureOpen(this, p)
    const rank = Math.max(shapeOf(a).length, shapeOf(b).length)
    return this.batched(bind2(p, this.aligned(a, rank), this.aligned(b, rank), params), p.name)
  }

  bindN(p: Primitive, args: readonly Value[], params: Params): Value {
    if (p.kind !== "elementwise") return this.bindAll(p, args, params)[0] as Value
    ensureOpen(this, p)
    const rank = Math.max(...args.map((x) => shapeOf(x).length))
    return this.batched(
      bindN(
        p,
        args.map((x) => this.aligned(x, rank)),
        params,
      ),
      p.name,
    )
  }

  bindAll(p: Primitive, args: readonly Value[], params: Params): Value[] {
    if (p.kind === "elementwise") return [this.bindN(p, args, params)]
    ensureOpen(this, p)
    // written down, it shows the values that it takes from its surroundings
    if (isCalled(p) && p.ofProgram) {
      const { program, operands, captures } = writeCall(p, args, params)
      return this.bindAll(p.ofProgram, [...operands, ...captures], { program })
    }
    const ys = this.structural(p, args, params)
    ensureBelow(this, p, ys)
    return ys.map((y) => this.batched(y, p.name))
  }

  private structural(p: Exclude<Primitive, { kind: "elementwise" }>, args: readonly Value[], params: Params): readonly Value[] {
    const own = args.map((x) => this.owns(x))
    const values = args.map((x, i) => (own[i] ? (x as unknown as Batched).primal : p.stretch ? repeat(x, this.size) : x))
    const batched = p.stretch ? args.map(() => true) : own
    if (p.batch) return p.batch(values, batched, this.size, params)
    if (!p.lift) return this.loop(p, args, params)
    const lifted = p.lift(params, batched, this.size, args.map(shapeOf))
    return p.multi ? bindAll(p, values, lifted) : [bindN(p, values, lifted)]
  }

  // Right for every primitive, one entry at a time: for those that state no rule of their own.
  private loop(p: Exclude<Primitive, { kind: "elementwise" }>, args: readonly Value[], params: Params): readonly Value[] {
    const { size } = this
    if (typeof size !== "number" || size === 0) {
      throw new NablaError(
        "missing-rule",
        `${this.transform}: ${p.name} has no rule for a batch of ${size} entries; state \`lift\` or \`batch\` where it is defined`,
      )
    }
    const parts = args.map((x) => (this.owns(x) ? entriesOf(x.primal, size) : null))
    const all = Array.from({ length: size }, (_, i) => {
      const xs = args.map((x, k) => parts[k]?.[i] ?? x)
      return p.multi ? bindAll(p, xs, params) : [bindN(p, xs, params)]
    })
    return (all[0] as Value[]).map((_, k) => stack(all.map((ys) => ys[k] as Value) as never) as Value)
  }

  // Broadcasting aligns at the right, so missing axes go between the batch axis and the rest.
  private aligned(x: Value, rank: number): Value {
    if (!this.owns(x)) return x
    const missing = rank - x.shape.length
    if (missing === 0) return x.primal
    return reshape(x.primal as never, [this.size, ...Array<Dim>(missing).fill(1), ...x.shape] as never) as Value
  }
}

/** x repeated along a new axis in front. */
export const repeat = (x: Value, size: Dim): Value => broadcast(x, [size, ...shapeOf(x)], [0])

/** The entries of a batched value, one by one. */
const entriesOf = (x: Value, size: number): Value[] =>
  (split(x as never, size as never) as unknown as Value[]).map((part) => reshape(part as never, shapeOf(x).slice(1) as never) as Value)
