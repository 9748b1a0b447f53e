// Sums of products: one primitive under matmul, dot, outer and einsum, all of whose derivatives are contractions again.
import { allocate, denseArray, type NDArray, viewOf } from "../array.ts"
import { bind2 } from "../bind.ts"
import { promote } from "../dtype.ts"
import { NablaError } from "../errors.ts"
import { outerProducts, products } from "../kernels/contract.ts"
import type { Multilinear } from "../primitive.ts"
import { countOf, type NumericShape, type Shape, showShape, stridesOf } from "../shape.ts"
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
  shape: ([x, y], labels) => {
    const sizes = new Map<number, Dim>()
    const visit = (shape: Shape, names: readonly number[]): void =>
      names.forEach((name, i) => {
        const known = sizes.get(name)
        const size = shape[i] as Dim
        if (known !== undefined && known !== size) {
          throw new NablaError(
            "shape-mismatch",
            `contract: sizes ${known} and ${size} differ where axes are paired, got ${showShape(x as Shape)} and ${showShape(y as Shape)}`,
          )
        }
        sizes.set(name, size)
      })
    visit(x as Shape, labels.a)
    visit(y as Shape, labels.b)
    return labels.out.map((name) => sizes.get(name) as Dim)
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

/** The contraction of a and b by names of their axes. */
export const contract = (a: Value, b: Value, labels: Labels): Value => bind2(contractPrimitive, a, b, labels)

function contractArrays(x: NDArray, y: NDArray, { a, b, out }: Labels, shape: NumericShape): NDArray {
  const batch = out.filter((name) => a.includes(name) && b.includes(name))
  const rows = out.filter((name) => !b.includes(name))
  const columns = out.filter((name) => !a.includes(name))
  const inner = a.filter((name) => !out.includes(name))
  const sizeOfName = (name: number): number => (a.includes(name) ? x.shape[a.indexOf(name)] : y.shape[b.indexOf(name)]) as number
  const count = (names: readonly number[]): number => countOf(names.map(sizeOfName))

  const dtype = promote(x.dtype, y.dtype)
  const left = denseArray(arranged(x, a, [...batch, ...rows, ...inner]), dtype)
  const right = denseArray(arranged(y, b, [...batch, ...columns, ...inner]), dtype)
  const order = [...batch, ...rows, ...columns]
  const result = allocate(dtype, order.map(sizeOfName))
  const kernel = (inner.length === 0 && outerProducts[dtype]) || (products[dtype] ?? products.integer)
  const sizes = { batch: count(batch), rows: count(rows), columns: count(columns), inner: count(inner) }
  kernel(left.buffer, left.offset, right.buffer, right.offset, result.buffer, result.offset, sizes)
  if (order.every((name, i) => name === out[i])) return result
  const strides = stridesOf(result.shape)
  return viewOf(
    result,
    shape,
    out.map((name) => strides[order.indexOf(name)] as number),
  )
}

const arranged = (x: NDArray, names: readonly number[], order: readonly number[]): NDArray =>
  viewOf(
    x,
    order.map((name) => x.shape[names.indexOf(name)] as number),
    order.map((name) => x.strides[names.indexOf(name)] as number),
  )

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
