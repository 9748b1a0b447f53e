// Elementwise operations on large arrays.
import { type DType, dtypes, type Elementwise, type ElementwiseKernel, type Kernels, type NDArray, promote } from "@nablajs/core"
import type { Float } from "./algebra.ts"
import { type FloatFormula, formulas } from "./formulas.ts"
import { integers, truths } from "./integers.ts"
import type { Turn } from "./loops.ts"
import { choosing, comparing, orders, properties } from "./masks.ts"
import { type Loop, run } from "./run.ts"

/** From so many elements on, loops that are limited by memory are worth a copy into WebAssembly's memory. */
const MANY = 512

const isFloat = (dtype: DType): dtype is Float => dtype === "float32" || dtype === "float64"
const known = (x: NDArray): boolean => x.dtype in orders
const countOf = (shape: readonly number[]): number => shape.reduce((all, n) => all * n, 1)

const loops = new Map<string, Loop>()

function loopOf(name: string, work: Float, turn: () => Turn, patch?: Loop["patch"]): Loop {
  let loop = loops.get(name)
  if (loop === undefined) loops.set(name, (loop = { name, work, turn: turn(), ...(patch && { patch }) }))
  return loop
}

/** Formulas of floats, and of integers where there is one, whose result has the operands' type. */
const arithmetic =
  (name: string, own: FloatFormula | undefined): ElementwiseKernel =>
  (primitive, operands, dtype, shape) => {
    const count = countOf(shape)
    if (!operands.every(known)) return undefined
    if (isFloat(dtype)) {
      if (own === undefined || count < own.from) return undefined
      return run(
        floatLoop(name, own, primitive, dtype),
        operands,
        operands.map(() => dtype),
        dtype,
        shape,
      )
    }
    const formula = integers[dtype]?.[name]
    if (formula === undefined || count < MANY) return undefined
    const turn = (): Turn => (_, reads) => formula(...reads.map((read) => read()))
    return run(
      loopOf(`${name} ${dtype}`, "float32", turn),
      operands,
      operands.map(() => dtype),
      dtype,
      shape,
    )
  }

const floatLoop = (name: string, { formula, reach }: FloatFormula, { scalar }: Elementwise, dtype: Float): Loop =>
  loopOf(
    `${name} ${dtype}`,
    dtype,
    () => (o, reads) => formula(o, ...reads.map((read) => o.let(read()))),
    reach === undefined ? undefined : { reach, scalar: (x) => scalar(x, 0, 0) },
  )

/** Truth values from elements, compared in their common type. */
const comparison =
  (name: string): ElementwiseKernel =>
  (_, operands, __, shape) => {
    if (countOf(shape) < MANY || !operands.every(known)) return undefined
    const common = operands.map((x) => x.dtype).reduce(promote) as keyof typeof orders
    const compare = name in properties ? properties[name]?.[common as Float] : orders[common]?.[name as "less"]
    if (compare === undefined) return undefined
    const turn = (): Turn => comparing(compare, dtypes[common].bytes)
    return run(
      loopOf(`${name} ${common}`, common === "float64" ? "float64" : "float32", turn),
      operands,
      operands.map(() => common),
      "bool",
      shape,
    )
  }

const logic =
  (name: string): ElementwiseKernel =>
  (_, operands, __, shape) => {
    if (countOf(shape) < MANY || !operands.every((x) => x.dtype === "bool")) return undefined
    const turn = (): Turn => (_o, reads) => (truths[name] as NonNullable<(typeof truths)[string]>)(...reads.map((read) => read()))
    return run(
      loopOf(name, "float32", turn),
      operands,
      operands.map(() => "bool"),
      "bool",
      shape,
    )
  }

const where: ElementwiseKernel = (_, operands, dtype, shape) => {
  if (countOf(shape) < MANY || operands[0]?.dtype !== "bool" || !operands.every(known) || !(dtype in orders)) return undefined
  const loop = loopOf(`where ${dtypes[dtype].bytes}`, "float32", () => choosing(dtypes[dtype].bytes))
  return run(loop, operands, ["bool", dtype, dtype], dtype, shape)
}

const names = new Set([...Object.keys(formulas), ...Object.values(integers).flatMap((table) => Object.keys(table))])

const table = <K>(keys: Iterable<string>, make: (name: string) => K): Record<string, K> =>
  Object.fromEntries([...keys].map((name) => [name, make(name)]))

export const elementwise: Kernels = {
  elementwise: {
    ...table(names, (name) => arithmetic(name, formulas[name])),
    ...table([...Object.keys(orders.int32), ...Object.keys(properties)], comparison),
    ...table(Object.keys(truths), logic),
    where,
  },
}
