// Definitions of primitives that move, join or reduce elements: a shape rule, a plain kernel, a rule of differentiation.
import { type NDArray, scalarArray } from "./array.ts"
import { type DType, promoteAll } from "./dtype.ts"
import { NablaError } from "./errors.ts"
import type { Custom, Linear, Multilinear, Notation } from "./primitive.ts"
import type { Shape } from "./shape.ts"
import type { Dim } from "./size.ts"
import { asTensor, type Params, type Value } from "./value.ts"

interface Common<P> {
  readonly name: string
  readonly arity?: number
  readonly shape: (shapes: readonly Shape[], params: P) => Shape
  /** The arguments' common type when absent. */
  readonly dtype?: (dtypes: readonly DType[], params: P) => DType
  readonly eager: (args: readonly NDArray[], params: P, shape: Shape) => NDArray
  readonly lift?: (params: P, batched: readonly boolean[], batch: Dim, shapes: readonly Shape[]) => P
  readonly complex?: Linear["complex"]
  readonly stretch?: boolean
  readonly batch?: (args: readonly Value[], batched: readonly boolean[], batch: Dim, params: P) => Value[]
  readonly notation?: Notation
}

interface Several<P> extends Omit<Common<P>, "shape" | "dtype" | "eager" | "complex"> {
  readonly complexAll?: Linear["complexAll"]
  readonly shapes: (shapes: readonly Shape[], params: P) => readonly Shape[]
  readonly dtypes: (dtypes: readonly DType[], params: P) => readonly DType[]
  readonly eagerAll: (args: readonly NDArray[], params: P) => NDArray[]
}

/** A primitive that is linear in all its arguments together. */
export const linear = <P = undefined>(definition: Common<P> & Pick<Linear, "transpose"> & Partial<Pick<Linear, "restore">>): Linear =>
  structural("linear", single(definition), definition) as Linear

/** A primitive that is linear in each argument; a null among `transposes` has no derivative. */
export const multilinear = <P = undefined>(definition: Common<P> & Pick<Multilinear, "transposes">): Multilinear =>
  structural("multilinear", single(definition), definition) as Multilinear

/** A primitive whose result carries no derivative at all. */
export const constant = <P = undefined>(definition: Common<P>): Multilinear => multilinear({ ...definition, transposes: [null] })

/** A primitive with a forward rule of its own. */
export const custom = <P = undefined>(definition: Common<P> & Differential): Custom =>
  structural("custom", single(definition), definition) as Custom

/** A primitive with several results and a forward rule of its own. */
export const customAll = <P = undefined>(definition: Several<P> & Differential): Custom =>
  structural("custom", several(definition), definition) as Custom

type Differential = Pick<Custom, "jvp"> & Partial<Pick<Custom, "vjp">>
type Rules = Partial<Pick<Linear, "transpose" | "restore"> & Pick<Multilinear, "transposes"> & Pick<Custom, "jvp" | "vjp">>
type Form = Omit<Linear, "kind" | "transpose" | "restore">

// The one place where such a record is made, with the fields of every kind: engines read objects of one form several times
// faster.
const structural = (kind: "linear" | "multilinear" | "custom", form: Form, rules: Rules) => ({
  kind,
  name: form.name,
  arity: form.arity,
  multi: form.multi,
  shape: form.shape,
  dtype: form.dtype,
  shapes: form.shapes,
  dtypes: form.dtypes,
  eager: form.eager,
  eagerAll: form.eagerAll,
  complex: form.complex,
  complexAll: form.complexAll,
  lone: form.lone,
  loneAll: form.loneAll,
  lift: form.lift,
  stretch: form.stretch,
  batch: form.batch,
  notation: form.notation,
  transpose: rules.transpose,
  restore: rules.restore,
  transposes: rules.transposes,
  jvp: rules.jvp,
  vjp: rules.vjp,
})

function single<P>(definition: Common<P>): Form {
  const shape = definition.shape as Linear["shape"]
  const dtype = (definition.dtype ?? commonType) as Linear["dtype"]
  const eager = definition.eager as Linear["eager"]
  const shapesOf = (args: readonly NDArray[]): Shape[] => args.map((x) => x.shape)
  const compute = (args: readonly NDArray[], params: Params): NDArray => eager(args, params, shape(shapesOf(args), params))
  const lone = (args: readonly Value[], params: Params): Value => asTensor(compute(args.map(lifted), params))
  return {
    ...shared(definition),
    multi: false,
    shape,
    dtype,
    shapes: (shapes, params) => [shape(shapes, params)],
    dtypes: (dtypes, params) => [dtype(dtypes, params)],
    eager,
    eagerAll: (args, params) => [compute(args, params)],
    complex: definition.complex,
    complexAll: undefined,
    lone,
    loneAll: (args, params) => [lone(args, params)],
  }
}

function several<P>(definition: Several<P>): Form {
  const one = wrongArity(definition.name)
  return {
    ...shared(definition),
    multi: true,
    shape: one,
    dtype: one,
    shapes: definition.shapes as Custom["shapes"],
    dtypes: definition.dtypes as Custom["dtypes"],
    eager: one,
    eagerAll: definition.eagerAll as Custom["eagerAll"],
    complex: undefined,
    complexAll: definition.complexAll,
    lone: one,
    loneAll: (args, params) => definition.eagerAll(args.map(lifted), params as P).map(asTensor),
  }
}

const shared = <P>(definition: Omit<Common<P>, "shape" | "dtype" | "eager" | "complex">) => ({
  name: definition.name,
  arity: definition.arity ?? 1,
  stretch: definition.stretch ?? false,
  lift: definition.lift as Linear["lift"],
  batch: definition.batch as Linear["batch"],
  notation: definition.notation,
})

const commonType = (dtypes: readonly DType[]): DType => promoteAll(dtypes)

const lifted = (x: Value): NDArray => scalarArray("float64", x as number)

const wrongArity = (name: string) => (): never => {
  throw new NablaError("bad-argument", `${name}: has several results; bind it with bindAll`)
}
