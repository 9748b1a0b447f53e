// Elementwise operations on large arrays.
import {
  type ComposedKernel,
  type DType,
  dtypes,
  type Elementwise,
  type ElementwiseKernel,
  type Kernels,
  type NDArray,
  type NumericShape,
  promote,
} from "@nablajs/core"
import type { Algebra, Float, V } from "./algebra.ts"
import { compositions, type FloatFormula, formulas } from "./formulas.ts"
import { integers, truths } from "./integers.ts"
import type { Read, Turn } from "./loops.ts"
import { choosing, comparing, orders, properties } from "./masks.ts"
import { Loop } from "./loop.ts"
import { powers } from "./powers.ts"
import { run } from "./run.ts"
import { throughDouble } from "./wide.ts"

/** From so many elements on, integers and truth values are worth a copy into WebAssembly's memory. */
const MANY = 400
/** From so many on where an element costs tens of nanoseconds in JavaScript. */
const HEAVY = 100

const isFloat = (dtype: DType): dtype is Float => dtype === "float32" || dtype === "float64"

function known(operands: readonly NDArray[]): boolean {
  for (const x of operands) if (orders[x.dtype as "int32"] === undefined) return false
  return true
}

function countOf(shape: NumericShape): number {
  let count = 1
  for (let i = 0; i < shape.length; i++) count *= shape[i] as number
  return count
}

type MakeLoop = (dtype: DType, primitive: Elementwise) => Loop | null

/** Loops by type, made when first needed; null where there is none. */
function byType(make: MakeLoop): MakeLoop {
  const made = new Map<DType, Loop | null>()
  return (dtype, primitive) => {
    let loop = made.get(dtype)
    if (loop === undefined) {
      loop = make(dtype, primitive)
      made.set(dtype, loop)
    }
    return loop
  }
}

const alike = (dtype: DType, arity: number): DType[] => Array<DType>(arity).fill(dtype)

/** Formulas of floats, and of integers where there is one, whose result has the operands' type. */
function arithmetic(name: string, own: FloatFormula | undefined): ElementwiseKernel {
  const loops = byType((dtype, { arity, scalar }) => {
    if (isFloat(dtype)) {
      if (own === undefined) return null
      const widened = dtype === "float32" ? own.widened : undefined
      const turn: Turn = widened ? throughDouble(widened) : (o, reads) => own.formula(o, ...reads.map((read) => o.let(read())))
      const patch = own.reach === undefined ? undefined : { reach: own.reach, scalar: (x: number) => scalar(x, 0, 0) }
      return new Loop(`${name} ${dtype}`, widened ? "float64" : dtype, alike(dtype, arity), dtype, turn, patch)
    }
    const formula = integers[dtype]?.[name]
    if (formula === undefined) return null
    return new Loop(`${name} ${dtype}`, "float32", alike(dtype, arity), dtype, (_, reads) => formula(...reads.map((read) => read())))
  })
  return (primitive, operands, dtype, shape) => {
    const size = countOf(shape)
    if (size < (isFloat(dtype) && own !== undefined ? own.from[dtype] : MANY) || !known(operands)) return undefined
    const loop = loops(dtype, primitive)
    return loop === null ? undefined : run(loop, operands, shape, size)
  }
}

/** Powers: of one exponent for all elements a few products, if those do. */
function power(): ElementwiseKernel {
  const loops = new Map([...powers].map(([exponent, formula]) => [exponent, byType(rootedIn(exponent, formula))]))
  const general = arithmetic("pow", formulas.pow)
  return (primitive, operands, dtype, shape) => {
    const [x, exponent] = operands as [NDArray, NDArray]
    const size = countOf(shape)
    if (!isFloat(dtype) || size < HEAVY || !known(operands)) return undefined
    const loop = exponent.size === 1 ? loops.get(exponent.buffer[exponent.offset] as number)?.(dtype, primitive) : undefined
    return loop ? run(loop, [x], shape, size) : general(primitive, operands, dtype, shape)
  }
}

const rootedIn =
  (exponent: number, formula: (o: Algebra, x: V) => V): MakeLoop =>
  (dtype) =>
    new Loop(`pow ${exponent} ${dtype}`, dtype as Float, [dtype], dtype, (o, [x]) => formula(o, o.let((x as Read)())))

/** Truth values from elements, compared in their common type. */
function comparison(name: string): ElementwiseKernel {
  const loops = byType((dtype, { arity }) => {
    const compare = name in properties ? properties[name]?.[dtype as Float] : orders[dtype as "int32"]?.[name as "less"]
    if (compare === undefined) return null
    return new Loop(`${name} ${dtype}`, "float32", alike(dtype, arity), "bool", comparing(compare, dtypes[dtype].bytes))
  })
  return (primitive, operands, _, shape) => {
    const size = countOf(shape)
    if (size < MANY || !known(operands)) return undefined
    const loop = loops(operands.map((x) => x.dtype).reduce(promote), primitive)
    return loop === null ? undefined : run(loop, operands, shape, size)
  }
}

/** Formulas of truth values. */
function logic(name: string): ElementwiseKernel {
  const formula = truths[name] as NonNullable<(typeof truths)[string]>
  const turn: Turn = (_, reads) => formula(...reads.map((read) => read()))
  const loops = byType((dtype, { arity }) => new Loop(name, "float32", alike(dtype, arity), dtype, turn))
  return (primitive, operands, _, shape) => {
    const size = countOf(shape)
    if (size < MANY || !operands.every((x) => x.dtype === "bool")) return undefined
    return run(loops("bool", primitive) as Loop, operands, shape, size)
  }
}

function choice(): ElementwiseKernel {
  const loops = byType((dtype) => {
    const { bytes } = dtypes[dtype]
    return dtype in orders ? new Loop(`where ${dtype}`, "float32", ["bool", dtype, dtype], dtype, choosing(bytes)) : null
  })
  return (primitive, operands, dtype, shape) => {
    const size = countOf(shape)
    if (size < MANY || operands[0]?.dtype !== "bool" || !known(operands)) return undefined
    const loop = loops(dtype, primitive)
    return loop === null ? undefined : run(loop, operands, shape, size)
  }
}

/** Compositions of primitives, at once for computed arrays. */
function composition(name: string): ComposedKernel {
  const loops = new Map<DType, Loop>()
  const turn: Turn = (o, [x]) => (compositions[name] as (o: Algebra, x: V) => V)(o, o.let((x as Read)()))
  return (x) => {
    const { dtype } = x
    if (!isFloat(dtype) || x.size < HEAVY) return undefined
    if (!loops.has(dtype)) loops.set(dtype, new Loop(`${name} ${dtype}`, dtype, [dtype], dtype, turn))
    return run(loops.get(dtype) as Loop, [x], x.shape, x.size)
  }
}

const names = new Set([...Object.keys(formulas), ...Object.values(integers).flatMap((table) => Object.keys(table))])

const table = <K>(keys: Iterable<string>, make: (name: string) => K): Record<string, K> =>
  Object.fromEntries([...keys].map((name) => [name, make(name)]))

export const elementwise: Kernels = {
  elementwise: {
    ...table(names, (name) => arithmetic(name, formulas[name])),
    ...table([...Object.keys(orders.int32), ...Object.keys(properties)], comparison),
    ...table(Object.keys(truths), logic),
    where: choice(),
    pow: power(),
  },
  composed: table(Object.keys(compositions), composition),
}
