// Sums, lengths and extremes over any axes of large arrays. Integers and truth values become float64 on their way into scratch, where
// they are exact.
import {
  allocate,
  type DType,
  dtypes,
  type Kernels,
  type NDArray,
  type NumericShape,
  type Params,
  stridesOf,
  type StructuralKernel,
  type TypedArray,
  viewOf,
} from "@nablajs/core"
import { gathered } from "../movement/index.ts"
import type { Extreme } from "./extremes.ts"
import { type Group, groupsOf } from "./groups.ts"
import { columnExtremes, columnSums, type Elements, rowExtremes, rowSums } from "./stream.ts"
import type { Float } from "./sums.ts"

/** Below so many elements plain loops are as quick. */
const FEW = 1024
/** Columns fewer than this are left to plain loops. */
const NARROW = 8
/** Rows of fewer elements than this have nothing to gain. */
const SHORT = 8

interface Plan {
  readonly x: NDArray
  readonly groups: readonly Group[]
  readonly order: readonly number[]
}

/** The type to compute in; undefined for complex numbers and integers of 64 bits. */
function workOf({ dtype }: NDArray): Float | undefined {
  if (dtype === "float32" || dtype === "float64") return dtype
  return dtypes[dtype].bytes <= 4 && dtypes[dtype].kind !== "complex" ? "float64" : undefined
}

const elementsOf = (x: NDArray): Elements => ({ data: x.buffer, offset: x.offset, dtype: workOf(x) as Float })

function planOf(x: NDArray, axes: readonly number[]): Plan | undefined {
  if (x.size < FEW || workOf(x) === undefined || axes.length === 0) return undefined
  const known = groupsOf(x, axes)
  if (known !== null) return { x, ...known }
  const copy = gathered(x)
  const again = groupsOf(copy, axes)
  return again === null ? undefined : { x: copy, ...again }
}

/** The kept axes, computed in the order of memory, in their own order. */
function arranged(dtype: DType, data: TypedArray, { x, order }: Plan, axes: readonly number[], shape: NumericShape): NDArray {
  const sizes = order.map((i) => x.shape[i] as number)
  const out = allocate(dtype, sizes)
  out.buffer.set(data, out.offset)
  const own = stridesOf(sizes)
  const kept = x.shape.map((_, i) => i).filter((i) => !axes.includes(i))
  return viewOf(
    out,
    shape,
    kept.map((i) => (x.shape[i] === 1 ? 1 : (own[order.indexOf(i)] as number))),
  )
}

const product = (groups: readonly Group[]): number => groups.reduce((all, { size }) => all * size, 1)

type Fold = (x: Elements, outer: number, rows: number, inner: number) => Elements | undefined

/** Folds the last group that is not kept, until all are. */
function foldAll({ x, groups }: Plan, fold: Fold): TypedArray | undefined {
  let elements: Elements | undefined = elementsOf(x)
  let rest = [...groups]
  while (elements !== undefined) {
    const at = rest.findLastIndex((g) => !g.kept)
    if (at < 0) return elements.data
    elements = fold(elements, product(rest.slice(0, at)), (rest[at] as Group).size, product(rest.slice(at + 1)))
    rest = rest.filter((_, i) => i !== at)
  }
  return undefined
}

const sumFold =
  (squares: boolean): Fold =>
  (x, outer, rows, inner) => {
    if (inner === 1) {
      const data = rowSums(x, outer, rows, squares)
      return data && { data, offset: 0, dtype: "float64" }
    }
    const data = new Float64Array(outer * inner)
    for (let o = 0; o < outer; o++) {
      if (!columnSums({ ...x, offset: x.offset + o * rows * inner }, rows, inner, data, o * inner)) return undefined
    }
    return { data, offset: 0, dtype: "float64" }
  }

const extremeFold =
  (name: Extreme): Fold =>
  (x, outer, rows, inner) => {
    const data = new (x.data.constructor as new (n: number) => TypedArray)(outer * inner)
    if (inner === 1) return rowExtremes(x, outer, rows, name, data, null) ? { data, offset: 0, dtype: x.dtype } : undefined
    for (let o = 0; o < outer; o++) {
      if (!columnExtremes({ ...x, offset: x.offset + o * rows * inner }, rows, inner, name, data, o * inner)) return undefined
    }
    return { data, offset: 0, dtype: x.dtype }
  }

/** The largest or the least of truths: in rows the first that decides ends the search. */
const truthFold =
  (name: Extreme): Fold =>
  (x, outer, rows, inner) => {
    if (inner > 1) return extremeFold(name)(x, outer, rows, inner)
    const decisive = name === "max" ? 1 : 0
    const data = Uint8Array.from({ length: outer }, (_, o) => {
      const from = x.offset + o * rows
      return x.data.subarray(from, from + rows).includes(decisive) ? decisive : 1 - decisive
    })
    return { data, offset: 0, dtype: x.dtype }
  }

/** Whether every step of a plan has rows and columns that are worth it. */
function worthwhile({ groups }: Plan): boolean {
  return groups.every(({ kept, size }, i) => {
    if (kept) return true
    const inner = product(groups.slice(i + 1).filter((g) => g.kept))
    return inner === 1 ? size >= SHORT : inner >= NARROW && size * inner >= 128
  })
}

interface Axes {
  readonly axes: readonly number[]
}

function bestPlan(x: NDArray, axes: readonly number[]): Plan | undefined {
  const plan = planOf(x, axes)
  return plan?.groups.some((g) => !g.kept) && worthwhile(plan) ? plan : undefined
}

/** Sums of small integers and counts of truths have the default integer of their kind. */
const totalType = (dtype: DType): DType =>
  dtype === "float32" || dtype === "float64" ? dtype : dtypes[dtype].kind === "uint" ? "uint32" : "int32"

/** Whether sums fit a type; the plain kernel refuses those that do not. */
function fits(data: TypedArray, dtype: DType): boolean {
  const [least, most] = dtypes[dtype].range
  return data.every((value: number) => value >= least && value <= most)
}

const sum = ([x]: readonly NDArray[], params: Params, shape: NumericShape): NDArray | undefined => {
  const { axes } = params as Axes
  const plan = bestPlan(x as NDArray, axes)
  const data = plan && foldAll(plan, sumFold(false))
  const { dtype } = x as NDArray
  const type = totalType(dtype)
  if (data === undefined || (!isFloat(x as NDArray) && !fits(data, type))) return undefined
  return arranged(type, data, plan as Plan, axes, shape)
}

const extreme =
  (name: Extreme, foldOf = extremeFold) =>
  ([x]: readonly NDArray[], params: Params, shape: NumericShape): NDArray | undefined => {
    const { axes } = params as Axes
    const plan = bestPlan(x as NDArray, axes)
    const data = plan && foldAll(plan, foldOf(name))
    return data && arranged((x as NDArray).dtype, data, plan as Plan, axes, shape)
  }

/** Truths: some is the largest of them, every one the least. */
const quantifier =
  (name: Extreme): StructuralKernel =>
  (args, params, shape) =>
    args[0]?.dtype === "bool" ? extreme(name, truthFold)(args, params, shape) : undefined

const isFloat = ({ dtype }: NDArray): boolean => dtype === "float32" || dtype === "float64"

/** Squares stay finite and are not lost between these. */
const SAFE = { float32: [1e-28, 1e37], float64: [1e-280, 1e280] } as const

/** √Σ x² over axes that lie last in memory; sizes whose squares a type does not hold are left to the plain kernel. */
const norm = ([x]: readonly NDArray[], params: Params, shape: NumericShape): NDArray | undefined => {
  const { axes } = params as Axes
  const plan = isFloat(x as NDArray) ? bestPlan(x as NDArray, axes) : undefined
  if (plan === undefined || plan.groups.filter((g) => !g.kept).length !== 1 || plan.groups.at(-1)?.kept !== false) return undefined
  const data = foldAll(plan, sumFold(true))
  const dtype = plan.x.dtype as Float
  const [low, high] = SAFE[dtype]
  if (data === undefined || !data.every((s: number) => s > low && s < high)) return undefined
  return arranged(
    dtype,
    data.map((s: number) => Math.sqrt(s)),
    plan,
    axes,
    shape,
  )
}

/** Positions of extremes along the axis that lies last in memory, in a copy where another one does. */
const position =
  (name: Extreme) =>
  ([x]: readonly NDArray[], params: Params, shape: NumericShape): NDArray | undefined => {
    const array = x as NDArray
    const { axis } = params as { readonly axis: number }
    const n = array.shape[axis] as number
    if (array.size < FEW || workOf(array) === undefined || n < SHORT) return undefined
    const others = array.shape.map((_, i) => i).filter((i) => i !== axis)
    const last = viewOf(
      array,
      [...others, axis].map((i) => array.shape[i] as number),
      [...others, axis].map((i) => array.strides[i] as number),
    )
    const source = last.dense ? last : gathered(last)
    const out = allocate("int32", shape)
    const rows = array.size / n
    const values = new (source.buffer.constructor as new (n: number) => TypedArray)(rows)
    const places = out.buffer.subarray(out.offset, out.offset + rows) as Int32Array
    return rowExtremes(elementsOf(source), rows, n, name, values, places) ? out : undefined
  }

export const reduction: Kernels = {
  structural: {
    sum,
    norm,
    max: extreme("max"),
    min: extreme("min"),
    any: quantifier("max"),
    all: quantifier("min"),
    argmax: position("max"),
    argmin: position("min"),
  },
}
