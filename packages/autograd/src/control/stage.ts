// The world in which programs are written: values have a form and no elements, and every operation leaves one step.
import {
  asTensor,
  broadcastShapes,
  broadcastTo,
  type DType,
  dtypeOf,
  type Elementwise,
  floatOf,
  isComputed,
  NablaError,
  type Params,
  partOf,
  type Primitive,
  promote,
  promoteNumber,
  type Shape,
  scalarArray,
  shapeOf,
  type Value,
  type World,
} from "@nablajs/core"
import type { Called } from "../called.ts"
import { isCalled } from "../invoke.ts"
import { type Closed, type Form, formOf, Program, type Step } from "./program.ts"
import { ensureOpen, Gathering, Tracer } from "../trace.ts"

/** A value of a program that is being written. */
export class Staged extends Tracer {
  override readonly world: World
  override readonly shape: Shape
  override readonly dtype: DType
  readonly origin: string | null
  readonly primal = 0
  /** The operation it is a result of, null for inputs; and which of the results. */
  readonly step: StagedStep | null
  readonly index: number

  constructor(world: World, form: Form, step: StagedStep | null, index: number) {
    super()
    this.world = world
    this.shape = form.shape
    this.dtype = form.dtype
    this.origin = step?.primitive.name ?? null
    this.step = step
    this.index = index
  }

  protected remedy(): string {
    return "the step is traced once for all values, so no one number can decide; choose with where(condition, a, b) or cond(condition, f, g, x)"
  }
}

interface StagedStep {
  readonly primitive: Primitive
  readonly params: Params
  readonly args: readonly (Staged | Computed)[]
  readonly forms: readonly Form[]
}

/** A number or an array: part of the program. */
interface Computed {
  readonly constant: Value
}

/** The world of values whose operations are written down. */
export class Stage extends Gathering {
  private readonly declared: Staged[] = []
  private readonly captured = new Map<Value, Staged>()
  private readonly steps: StagedStep[] = []

  input(form: Form): Value {
    const x = new Staged(this, form, null, 0)
    this.declared.push(x)
    return x as unknown as Value
  }

  /** A value of another world, which becomes one more input. */
  enter(x: Value): Value {
    return this.owns(x) || isComputed(x) ? x : (this.place(x) as unknown as Value)
  }

  owns(x: Value): x is Value & Staged {
    return typeof x === "object" && (x as unknown as Staged).world === this
  }

  bindAll(p: Primitive, args: readonly Value[], params: Params): Value[] {
    ensureOpen(this, p)
    if (isCalled(p)) return this.call(p, args, params)
    // constants need not keep alive what they resemble
    if (p.name === "fillLike") return [constantLike(args[0] as Value, params.value)]
    return this.append(p, args, params, formsOf(p, args, params))
  }

  // A function with rules of its own stays one operation; what it reaches beside its arguments cannot be seen by its rules.
  private call(p: Called, args: readonly Value[], params: Params): Value[] {
    const { program, operands, captures } = writeCall(p, args, params)
    if (p.ofProgram) return this.append(p.ofProgram, [...operands, ...captures], { program }, program.results)
    if (captures.length === 0) return this.append(p, args, params, program.results)
    throw new NablaError(
      "traced-value",
      `${p.name}: the function uses a traced value that is not among its arguments; pass it as an argument`,
    )
  }

  private append(p: Primitive, args: readonly Value[], params: Params, forms: readonly Form[]): Value[] {
    const step: StagedStep = { primitive: p, params, args: args.map((x) => this.place(x)), forms }
    this.steps.push(step)
    return forms.map((form, i) => new Staged(this, form, step, i) as unknown as Value)
  }

  private place(x: Value): Staged | Computed {
    if (this.owns(x)) return x
    if (isComputed(x)) return { constant: x }
    const known = this.captured.get(x)
    if (known !== undefined) return known
    const input = new Staged(this, formOf(x), null, 0)
    this.captured.set(x, input)
    return input
  }

  /** The program with these results; operations on which none of them depends are left out. */
  finish(results: readonly Value[]): Closed {
    const outputs = results.map((y) => this.place(y))
    this.closed = true
    const live = this.living(outputs)
    const inputs = [...this.declared, ...this.captured.values()]
    const constants = [...live.flatMap((step) => step.args), ...outputs].flatMap((x) => (x instanceof Staged ? [] : [x.constant]))
    const types = [
      inputs.map((x) => x.dtype),
      [...constants, ...results].map(dtypeOf),
      live.flatMap((step) => step.forms.map((form) => form.dtype)),
    ]
    const bare = types.flat().every((dtype) => dtype === "float64" || dtype === "bool")
    // constants are counted as they are met: in the order of the list
    let constant = inputs.length
    let next = constant + constants.length
    const inputAt = new Map(inputs.map((x, i) => [x, i]))
    const firstOf = new Map<StagedStep, number>()
    const placeOf = (x: Staged | Computed): number => {
      if (!(x instanceof Staged)) return constant++
      return x.step === null ? (inputAt.get(x) as number) : (firstOf.get(x.step) as number) + x.index
    }
    const steps = live.map((step): Step => {
      const args = step.args.map(placeOf)
      firstOf.set(step, next)
      next += step.forms.length
      return { primitive: step.primitive, params: step.params, args }
    })
    const program = new Program({
      inputs: inputs.map(({ shape, dtype }) => ({ shape, dtype })),
      constants,
      steps,
      outputs: outputs.map(placeOf),
      results: results.map(formOf),
      bare,
    })
    return { program, captures: [...this.captured.keys()] }
  }

  /** Which values depend on some of its values. */
  dependence(sources: readonly Value[]): (x: Value) => boolean {
    const marked = new Set<unknown>(sources)
    const depends = (x: Staged | Computed): boolean => x instanceof Staged && (marked.has(x) || (x.step !== null && marked.has(x.step)))
    for (const step of this.steps) if (step.args.some(depends)) marked.add(step)
    return (x) => depends(x as unknown as Staged)
  }

  private living(outputs: readonly (Staged | Computed)[]): StagedStep[] {
    const needed = new Set<StagedStep>()
    const need = (x: Staged | Computed): void => {
      if (x instanceof Staged && x.step !== null) needed.add(x.step)
    }
    outputs.forEach(need)
    // arguments stand before their uses, so one walk backwards meets every step after all that need it
    for (let i = this.steps.length - 1; i >= 0; i--) {
      const step = this.steps[i] as StagedStep
      if (needed.has(step)) step.args.forEach(need)
    }
    return this.steps.filter((step) => needed.has(step))
  }
}

/** The program that f writes on inputs of some forms. */
export function stage(name: string, forms: readonly Form[], f: (inputs: Value[], trace: Stage) => readonly Value[]): Closed {
  const trace = new Stage(name)
  try {
    return trace.finish(
      f(
        forms.map((form) => trace.input(form)),
        trace,
      ),
    )
  } finally {
    trace.closed = true
  }
}

/** One call of a function written down, as a program of its operands that are no plain numbers. */
export function writeCall(p: Called, args: readonly Value[], params: Params): Closed & { operands: Value[] } {
  const operands = args.filter((x) => typeof x !== "number")
  const closed = stage(p.name, operands.map(formOf), (inputs) => {
    let next = 0
    return p.run(
      args.map((x) => (typeof x === "number" ? x : (inputs[next++] as Value))),
      params,
    )
  })
  return { ...closed, operands }
}

/** The stage that a value belongs to, of this copy of the package or another. */
export function stageOf(x: Value): Stage | null {
  if (typeof x === "number") return null
  const world = (x as unknown as Staged).world as Partial<Stage>
  return typeof world.enter === "function" ? (world as Stage) : null
}

function constantLike(x: Value, value: number): Value {
  const { shape, dtype } = formOf(x)
  const one = asTensor(scalarArray(dtype, value))
  return shape.length === 0 ? one : (broadcastTo(one as never, shape as never) as Value)
}

/** Shapes and types of the results of an operation; numbers take the type of what they meet. */
function formsOf(p: Primitive, args: readonly Value[], params: Params): Form[] {
  if (p.kind === "elementwise") return [elementwiseForm(p, args)]
  const shapes = args.map(shapeOf)
  const dtypes = metTypes(p.name, args)
  if (!p.multi) return [{ shape: p.shape(shapes, params), dtype: p.dtype(dtypes, params) }]
  const types = p.dtypes(dtypes, params)
  return p.shapes(shapes, params).map((shape, i) => ({ shape, dtype: types[i] as DType }))
}

function elementwiseForm(p: Elementwise, args: readonly Value[]): Form {
  const shape = args.map(shapeOf).reduce((a, b) => broadcastShapes(p.name, a, b))
  if (p.result === "bool") return { shape, dtype: "bool" }
  // the condition of three operands has no say in the type
  const common = metTypes(p.name, p.arity === 3 ? args.slice(1) : args).reduce(promote)
  if (p.numeric && common === "bool")
    throw new NablaError("dtype-mismatch", `${p.name}: booleans have no ${p.name}; convert first with astype(x, "int32")`)
  return { shape, dtype: p.result === "float" ? floatOf(common) : p.result === "real" ? partOf(common) : common }
}

function metTypes(operation: string, args: readonly Value[]): DType[] {
  const met = args.filter((x) => typeof x !== "number").map(dtypeOf)
  const common = met.length === 0 ? "float64" : met.reduce(promote)
  return args.map((x) => (typeof x === "number" ? promoteNumber(operation, common, x) : dtypeOf(x)))
}
