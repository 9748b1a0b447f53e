// What the transformations share: a trace is the world of the values that one run of a function sees, a tracer is such a
// value. A trace ends with its function; a tracer used later is refused, for nobody follows it any more.
import {
  asNode,
  asTensor,
  type DType,
  dtypeOf,
  Fluent,
  freshLevel,
  NablaError,
  type NDArray,
  type Params,
  type Primitive,
  scalarArray,
  type Shape,
  shapeOf,
  showShape,
  sizeOf,
  type Value,
  VERSION,
  type World,
} from "@nablajs/core"

/** One run of one transformation. Its level is above those of all values that exist when it starts. */
export abstract class Trace {
  readonly level: number
  readonly version: string = VERSION
  /** The transformation as users call it: "grad", "vmap". */
  readonly transform: string
  closed = false
  /** Whether its values may be read: those of a learner's variables may. */
  readonly readable: boolean = false

  constructor(transform: string, level: number = freshLevel()) {
    this.transform = transform
    this.level = level
  }
}

/** A trace whose operations are all met in one place, however many arguments they have. */
export abstract class Gathering extends Trace implements World {
  abstract bindAll(p: Primitive, args: readonly Value[], params: Params): Value[]

  bind1(p: Primitive, x: Value, params: Params): Value {
    return this.bindAll(p, [x], params)[0] as Value
  }

  bind2(p: Primitive, a: Value, b: Value, params: Params): Value {
    return this.bindAll(p, [a, b], params)[0] as Value
  }

  bindN(p: Primitive, args: readonly Value[], params: Params): Value {
    return this.bindAll(p, args, params)[0] as Value
  }
}

/** The traced values of all transformations: they have a shape and a type, and no elements to read. */
export abstract class Tracer extends Fluent {
  /** What the value stands for, in older worlds. */
  abstract readonly primal: Value
  /** The operation that made it. */
  abstract readonly origin: string | null
  /** What to do instead of reading elements. */
  protected abstract remedy(): string

  get size(): unknown {
    return sizeOf(this.shape)
  }

  get data(): unknown {
    return this.read("data").data
  }

  item(): unknown {
    return this.read("item").item()
  }

  toArray(): unknown {
    return this.read("toArray").toArray()
  }

  override toString(): string {
    if (traceOf(this).readable) return String(constantOf(this.primal))
    const from = this.origin === null ? "" : `, from ${this.origin}`
    return `Traced(${this.dtype}${showShape(this.shape)}${from})`
  }

  toJSON(): string {
    return this.toString()
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString()
  }

  private read(what: string): NDArray {
    const trace = traceOf(this)
    if (trace.readable) return asNode(constantOf(this.primal)) as NDArray
    if (trace.closed) throw closedTrace(what, trace)
    throw new NablaError(
      "traced-value",
      `${what}: ${this.toString()} has no elements to read while ${trace.transform} traces it; ${this.remedy()}`,
    )
  }
}

const traceOf = (x: Tracer): Trace => x.world as unknown as Trace

/** A level below a trace and above all that is older: for a trace that takes its place. */
export const levelBelow = ({ level }: Trace): number => (level + Math.ceil(level) - 1) / 2

/** A traced value that stands for one of an older world, whose shape and type it has. */
export abstract class Standing extends Tracer {
  override readonly world: World
  readonly primal: Value
  readonly origin: string | null

  constructor(world: World, primal: Value, origin: string | null) {
    super()
    this.world = world
    this.primal = primal
    this.origin = origin
  }

  override get shape(): Shape {
    return shapeOf(this.primal)
  }

  override get dtype(): DType {
    return dtypeOf(this.primal)
  }
}

/** The error of a tracer that outlived its transformation. */
export function closedTrace(operation: string, trace: Trace): NablaError {
  return new NablaError(
    "closed-trace",
    `${operation}: got a value traced by ${trace.transform}, whose function has returned; return the value from the function ` +
      "(grad has the option hasAux for that), or store stopGradient(x), which is an ordinary tensor",
  )
}

/** Refuses a new operation on a trace that has ended. */
export function ensureOpen(trace: Trace, p: Primitive): void {
  if (trace.closed) throw closedTrace(p.name, trace)
}

/** What an operation without derivative gives inside a traced function, where every value has methods such as `item`. */
export const constantOf = (y: Value): Value => (typeof y === "number" ? asTensor(scalarArray("float64", y)) : y)

/** Runs a function on traced arguments; whatever happens, the trace ends with it. */
export function run<T>(trace: Trace, f: () => T): T {
  try {
    return f()
  } finally {
    trace.closed = true
  }
}
