// Sums of products: one primitive under matmul, dot, outer and einsum, all of whose derivatives are contractions again.
import { allocate, denseArray, type NDArray, viewOf } from "../array.ts"
import { bind2 } from "../bind.ts"
import { type DType, promote, type TypedArray } from "../dtype.ts"
import { NablaError } from "../errors.ts"
import { outerProducts, products } from "../kernels/contract.ts"
import type { Multilinear } from "../primitive.ts"
import { type NumericShape, type Shape, showShape } from "../shape.ts"
import type { Dim } from "../size.ts"
import { multilinear } from "../structural.ts"
import type { Dot, Matmul, Outer } from "../types/index.ts"
import { shapeOf, type Value } from "../value.ts"
import { reshape } from "./reshape.ts"

/**
 * A name (a small integer) for each axis of both operands and of the result. Axes of one name have one size and move
 * together; names missing from `out` are summed. Each name of an operand occurs in the other one or in `out`.
 */
export interface Labels {
  readonly a: readonly number[]
  readonly b: readonly number[]
  readonly out: readonly number[]
}

export const contractPrimitive: Multilinear = /* @__PURE__ */ multilinear<Labels>({
  name: "contract",
  arity: 2,
  shape: ([x, y], { a, b, out }) => {
    const [left, right] = [x as Shape, y as Shape]
    for (let i = 0; i < left.length + right.length; i++) {
      const [name, size] = i < left.length ? [a[i], left[i]] : [b[i - left.length], right[i - left.length]]
      if (sizeNamed(name as number, left, right, a, b) !== size) throw unequal(name as number, size as Dim, left, right, a, b)
    }
    return out.map((name) => sizeNamed(name, left, right, a, b))
  },
  eager: ([x, y], labels, shape) => contractArrays(x as NDArray, y as NDArray, labels, shape as NumericShape),
  transposes: [
    (g, [, y], { a, b, out }: Labels) => contract(g, y as Value, { a: out, b, out: a }),
    (g, [x], { a, b, out }: Labels) => contract(g, x as Value, { a: out, b: a, out: b }),
  ],
  lift: ({ a, b, out }, batched) => {
    const fresh = Math.max(-1, ...a, ...b, ...out) + 1
    return {
      a: batched[0] ? [fresh, ...a] : a,
      b: batched[1] ? [fresh, ...b] : b,
      out: [fresh, ...out],
    }
  },
  notation: { text: "*", latex: "", form: "infix" },
})

type Names = Labels["a"]

/** The size of the first axis of that name. */
function sizeNamed(name: number, left: Shape, right: Shape, a: Names, b: Names): Dim {
  const at = a.indexOf(name)
  return (at >= 0 ? left[at] : right[b.indexOf(name)]) as Dim
}

const unequal = (name: number, size: Dim, left: Shape, right: Shape, a: Names, b: Names): NablaError =>
  new NablaError(
    "shape-mismatch",
    `contract: sizes ${sizeNamed(name, left, right, a, b)} and ${size} differ where axes are paired, got ${showShape(left)} and ${showShape(right)}`,
  )

/** The contraction of a and b by names of their axes. */
export const contract = (a: Value, b: Value, labels: Labels): Value => bind2(contractPrimitive, a, b, labels)

/** The axes of both operands by what they do; `order` is that of a result laid out as stack, rows, columns. */
interface Roles {
  readonly left: { readonly stack: number[]; readonly rows: number[]; readonly inner: number[] }
  readonly right: { readonly stack: number[]; readonly columns: number[]; readonly inner: number[] }
  readonly order: readonly number[]
}

const known = /* @__PURE__ */ new WeakMap<Labels, Roles>()

function rolesOf(labels: Labels): Roles {
  const found = known.get(labels)
  if (found !== undefined) return found
  const { a, b, out } = labels
  const stack = out.filter((name) => a.includes(name) && b.includes(name))
  const rows = out.filter((name) => !b.includes(name))
  const columns = out.filter((name) => !a.includes(name))
  const inner = a.filter((name) => !out.includes(name))
  const [inA, inB] = [a, b].map((names) => (list: readonly number[]) => list.map((name) => names.indexOf(name)))
  const [left, right] = [inA, inB] as [(list: readonly number[]) => number[], (list: readonly number[]) => number[]]
  const roles = {
    left: { stack: left(stack), rows: left(rows), inner: left(inner) },
    right: { stack: right(stack), columns: right(columns), inner: right(inner) },
    order: [...stack, ...rows, ...columns].map((name) => out.indexOf(name)),
  }
  known.set(labels, roles)
  return roles
}

function contractArrays(x: NDArray, y: NDArray, labels: Labels, shape: NumericShape): NDArray {
  const { left, right, order } = rolesOf(labels)
  const dtype = promote(x.dtype, y.dtype)
  const a = reading(x, dtype, left.stack, left.rows, left.inner)
  const b = reading(y, dtype, right.stack, right.columns, right.inner)
  const plain = order.every((axis, i) => axis === i)
  const result = allocate(dtype, plain ? shape : order.map((axis) => shape[axis] as number))
  const kernel = (left.inner.length === 0 && outerProducts[dtype]) || (products[dtype] ?? products.integer)
  const [m, n, k] = [a.count, b.count, a.size]
  for (let i = 0, at = result.offset; i < a.stack; i++, at += m * n) {
    const [p, q] = [a.offset + i * a.next, b.offset + i * b.next]
    kernel(a.buffer, p, a.step, a.along, b.buffer, q, b.step, b.along, result.buffer, at, m, n, k)
  }
  if (plain) return result
  const strides: number[] = []
  order.forEach((axis, i) => {
    strides[axis] = result.strides[i] as number
  })
  return viewOf(result, shape, strides)
}

/** An operand of a product: sizes and steps of its stack, its places and its inner axis. */
interface Reading {
  readonly buffer: TypedArray
  readonly offset: number
  readonly stack: number
  readonly next: number
  readonly count: number
  readonly step: number
  readonly size: number
  readonly along: number
}

/** x read where it lies if each group of axes goes by one step, else from a dense copy with the groups in this order. */
function reading(x: NDArray, dtype: DType, stack: readonly number[], places: readonly number[], inner: readonly number[]): Reading {
  const [next, step, along] = [stepOf(x, stack), stepOf(x, places), stepOf(x, inner)]
  const [count, size] = [countAt(x, places), countAt(x, inner)]
  if (x.dtype === dtype && next !== null && step !== null && along !== null) {
    return { buffer: x.buffer, offset: x.offset, stack: countAt(x, stack), next, count, step, size, along }
  }
  const axes = [...stack, ...places, ...inner]
  const turned = viewOf(
    x,
    axes.map((axis) => x.shape[axis] as number),
    axes.map((axis) => x.strides[axis] as number),
  )
  const { buffer, offset } = denseArray(turned, dtype)
  return { buffer, offset, stack: countAt(x, stack), next: count * size, count, step: size, size, along: 1 }
}

function countAt(x: NDArray, axes: readonly number[]): number {
  let count = 1
  for (const axis of axes) count *= x.shape[axis] as number
  return count
}

/** The step by which all positions along these axes are reached in row-major order, or null. */
function stepOf(x: NDArray, axes: readonly number[]): number | null {
  let step = 0
  let next: number | null = null
  for (let i = axes.length - 1; i >= 0; i--) {
    const [size, stride] = [x.shape[axes[i] as number] as number, x.strides[axes[i] as number] as number]
    if (size === 1) continue
    if (next === null) step = stride
    else if (stride !== next) return null
    next = stride * size
  }
  return step
}

/**
 * The product of matrices: (A B)ᵢⱼ = Σₖ Aᵢₖ Bₖⱼ. A vector on the left counts as a row, on the right as a column, and the
 * added axis goes again. Leading axes are a stack of matrices; they broadcast.
 *
 * @example matmul(tensor([[1, 2], [3, 4]]), tensor([5, 6])).toArray() // => [17, 39]
 */
export const matmul = ((a: Value, b: Value): Value => {
  const x = shapeOf(a)
  const y = shapeOf(b)
  if (x.length === 0 || y.length === 0) {
    throw new NablaError(
      "shape-mismatch",
      `matmul: expected at least one axis on each side, got ${showShape(x)} and ${showShape(y)}; use multiply for scalars`,
    )
  }
  const [m, n] = [x[x.length - 1] as Dim, (y.length === 1 ? y[0] : y[y.length - 2]) as Dim]
  if (m !== n) throw innerError("matmul", x, y, m, n)
  if (x.length === 2 && y.length === 2) return contract(a, b, matrices)
  const batchA = x.slice(0, -2)
  const batchB = y.slice(0, -2)
  const rank = Math.max(batchA.length, batchB.length)
  checkBatch(x, y, batchA, batchB, rank)
  // names: 0 … rank − 1 the stack, then row, inner, column
  const [row, inner, column] = [rank, rank + 1, rank + 2]
  const left = stackNames(batchA, batchB, rank)
  const right = stackNames(batchB, batchA, rank)
  const stacked = Array.from({ length: rank }, (_, i) => i).filter((i) => left.includes(i) || right.includes(i))
  return contract(withoutOnes(a, x, batchA, batchB, rank), withoutOnes(b, y, batchB, batchA, rank), {
    a: x.length === 1 ? [inner] : [...left, row, inner],
    b: y.length === 1 ? [inner] : [...right, inner, column],
    out: [...stacked, ...(x.length === 1 ? [] : [row]), ...(y.length === 1 ? [] : [column])],
  })
}) as Matmul

// Row 0, inner 1, column 2; one record for all products of two matrices, so that what is known of it is found again.
const matrices: Labels = { a: [0, 1], b: [1, 2], out: [0, 2] }

function innerError(operation: string, x: Shape, y: Shape, m: Dim, n: Dim): NablaError {
  const hint =
    x.length === 2 && y.length === 2 && x[1] === y[1]
      ? `; transpose the second: ${operation}(a, b.T)`
      : x.length === 2 && x[0] === n
        ? `; transpose the first: ${operation}(a.T, b)`
        : "; the last axis of the first must equal the last but one of the second"
  return new NablaError("shape-mismatch", `${operation}: inner sizes ${m} and ${n} differ, got ${showShape(x)} and ${showShape(y)}${hint}`)
}

// An axis of the stack that the other operand has with another size must be 1 here; it then takes no part.
const idle = (own: Shape, other: Shape, rank: number, i: number): boolean =>
  own[i - (rank - own.length)] === 1 && other[i - (rank - other.length)] !== undefined && other[i - (rank - other.length)] !== 1

function stackNames(own: Shape, other: Shape, rank: number): number[] {
  return own.map((_, k) => k + rank - own.length).filter((i) => !idle(own, other, rank, i))
}

function withoutOnes(x: Value, shape: Shape, own: Shape, other: Shape, rank: number): Value {
  const kept = shape.filter((_, k) => k >= own.length || !idle(own, other, rank, k + rank - own.length))
  return kept.length === shape.length ? x : reshape(x, kept as never)
}

function checkBatch(x: Shape, y: Shape, a: Shape, b: Shape, rank: number): void {
  for (let i = 0; i < rank; i++) {
    const m = a[i - (rank - a.length)] ?? 1
    const n = b[i - (rank - b.length)] ?? 1
    if (m !== n && m !== 1 && n !== 1) {
      throw new NablaError(
        "shape-mismatch",
        `matmul: stacks of ${m} and ${n} matrices do not broadcast, got ${showShape(x)} and ${showShape(y)}`,
      )
    }
  }
}

/**
 * NumPy's dot: Σ over the last axis of a and the last but one of b; the inner product of two vectors. Scalars multiply.
 *
 * @example dot(tensor([1, 2]), tensor([3, 4])).item() // => 11
 */
export const dot = ((a: Value, b: Value): Value => {
  if (typeof a === "number" && typeof b === "number") return a * b
  const x = shapeOf(a)
  const y = shapeOf(b)
  const names = (shape: Shape, from: number): number[] => shape.map((_, i) => from + i)
  const left = names(x, 0)
  const right = names(y, x.length)
  if (x.length > 0 && y.length > 0) {
    const paired = y.length === 1 ? 0 : y.length - 2
    const [m, n] = [x[x.length - 1] as Dim, y[paired] as Dim]
    if (m !== n) throw innerError("dot", x, y, m, n)
    right[paired] = x.length - 1
  }
  const summed = x.length > 0 && y.length > 0 ? x.length - 1 : -1
  return contract(a, b, { a: left, b: right, out: [...left, ...right].filter((name) => name !== summed) })
}) as Dot

/**
 * The outer product of two vectors: (a bᵀ)ᵢⱼ = aᵢ bⱼ.
 *
 * @example outer(tensor([1, 2]), tensor([3, 4])).toArray() // => [[3, 4], [6, 8]]
 */
export const outer = ((a: Value, b: Value): Value => {
  const [x, y] = [shapeOf(a), shapeOf(b)]
  if (x.length !== 1 || y.length !== 1) {
    throw new NablaError("shape-mismatch", `outer: expected two vectors, got ${showShape(x)} and ${showShape(y)}; ravel makes a vector`)
  }
  return contract(a, b, { a: [0], b: [1], out: [0, 1] })
}) as Outer
