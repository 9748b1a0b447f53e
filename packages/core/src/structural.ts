// Definitions of primitives that move, join or reduce elements: a shape rule, a plain kernel, a rule of differentiation.
import { type NDArray, scalarArray } from "./array.ts"
import { type DType, promoteAll } from "./dtype.ts"
import { NablaError } from "./errors.ts"
import type { Custom, Linear, Multilinear, Notation, Primitive } from "./primitive.ts"
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
export const linear = <P = undefined>(definition: Common<P> & Pick<Linear, "transpose" | "restore">): Linear => ({
  ...single(definition),
  kind: "linear",
  transpose: definition.transpose,
  ...(definition.restore && { restore: definition.restore }),
})

/** A primitive that is linear in each argument; a null among `transposes` has no derivative. */
export const multilinear = <P = undefined>(definition: Common<P> & Pick<Multilinear, "transposes">): Multilinear => ({
  ...single(definition),
  kind: "multilinear",
  transposes: definition.transposes,
})

/** A primitive whose result carries no derivative at all. */
export const constant = <P = undefined>(definition: Common<P>): Multilinear => multilinear({ ...definition, transposes: [null] })

/** A primitive with a forward rule of its own. */
export const custom = <P = undefined>(definition: Common<P> & Pick<Custom, "jvp" | "vjp">): Custom => ({
  ...single(definition),
  kind: "custom",
  jvp: definition.jvp,
  ...(definition.vjp && { vjp: definition.vjp }),
})

/** A primitive with several results and a forward rule of its own. */
export const customAll = <P = undefined>(definition: Several<P> & Pick<Custom, "jvp" | "vjp">): Custom => ({
  ...shared(definition),
  ...(definition.complexAll && { complexAll: definition.complexAll }),
  multi: true,
  shapes: definition.shapes as Custom["shapes"],
  dtypes: definition.dtypes as Custom["dtypes"],
  eagerAll: definition.eagerAll as Custom["eagerAll"],
  shape: wrongArity(definition.name),
  dtype: wrongArity(definition.name),
  eager: wrongArity(definition.name),
  lone: wrongArity(definition.name),
  loneAll: (args, params) => definition.eagerAll(args.map(lifted), params).map(asTensor),
  kind: "custom",
  jvp: definition.jvp,
  ...(definition.vjp && { vjp: definition.vjp }),
})

function single<P>(
  definition: Common<P>,
): Omit<Exclude<Primitive, { kind: "elementwise" }>, "kind" | "jvp" | "vjp" | "transpose" | "transposes"> {
  const shape = definition.shape as Linear["shape"]
  const dtype = (definition.dtype ?? commonType) as Linear["dtype"]
  const eager = definition.eager as Linear["eager"]
  const lone = (args: readonly Value[], params: Params): Value => {
    const arrays = args.map(lifted)
    return asTensor(
      eager(
        arrays,
        params,
        shape(
          arrays.map((x) => x.shape),
          params,
        ),
      ),
    )
  }
  return {
    ...shared(definition),
    ...(definition.complex && { complex: definition.complex }),
    multi: false,
    shape,
    dtype,
    eager,
    lone,
    shapes: (shapes, params) => [shape(shapes, params)],
    dtypes: (dtypes, params) => [dtype(dtypes, params)],
    eagerAll: (args, params) => [
      eager(
        args,
        params,
        shape(
          args.map((x) => x.shape),
          params,
        ),
      ),
    ],
    loneAll: (args, params) => [lone(args, params)],
  }
}

function shared<P>(definition: Omit<Common<P>, "shape" | "dtype" | "eager">) {
  return {
    name: definition.name,
    arity: definition.arity ?? 1,
    stretch: definition.stretch ?? false,
    ...(definition.lift && { lift: definition.lift as NonNullable<Linear["lift"]> }),
    ...(definition.batch && { batch: definition.batch as NonNullable<Linear["batch"]> }),
    ...(definition.notation && { notation: definition.notation }),
  }
}

const commonType = (dtypes: readonly DType[]): DType => promoteAll(dtypes)

const lifted = (x: Value): NDArray => scalarArray("float64", x as number)

const wrongArity = (name: string) => (): never => {
  throw new NablaError("bad-argument", `${name}: has several results; bind it with bindAll`)
}
