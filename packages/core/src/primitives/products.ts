// Products of vectors, matrices and tensors beyond `matmul`, and functions of matrices that are made of products.
import type { NDArray } from "../array.ts"
import { bind1 } from "../bind.ts"
import { type DType, floatOf } from "../dtype.ts"
import { NablaError } from "../errors.ts"
import { expmOf as complexExpm } from "../kernels/complex/expm.ts"
import { complexMatricesOf, complexStack } from "../kernels/complex/stacks.ts"
import { expmOf } from "../kernels/expm.ts"
import { matricesOf, stackOf } from "../kernels/matrices.ts"
import { checkOptions } from "../options.ts"
import type { Custom, Parts } from "../primitive.ts"
import { broadcastShapes, normalizeAxis, type NumericShape, type Shape, showShape } from "../shape.ts"
import { type Dim, multiplySizes } from "../size.ts"
import { custom } from "../structural.ts"
import type { Cross, Kron, MatrixPower, SquareMap, Tensordot, Vecdot } from "../types/index.ts"
import { dtypeOf, shapeOf, type Value } from "../value.ts"
import { multiply, subtract } from "./arithmetic.ts"
import { broadcastTo, sum } from "./broadcast.ts"
import { astype, beside, conj, fillLike } from "./cast.ts"
import { contract } from "./contraction.ts"
import { along } from "./cumulative.ts"
import { concat } from "./join.ts"
import { inv } from "./linalg.ts"
import { checkSquare, identityMatrix, mm, mT } from "./matrix.ts"
import { moveaxis } from "./movement.ts"
import { floating } from "./norm.ts"
import { reshape } from "./reshape.ts"

interface AxisOption {
  readonly axis?: number
}

/**
 * Σ āᵢ bᵢ along an axis, the last when none is named; the other axes broadcast. Of complex numbers the first are conjugated.
 *
 * @example vecdot(tensor([[1, 2], [3, 4]]), tensor([1, 1])).toArray() // => [3, 7]
 */
export const vecdot = ((a: Value, b: Value, options: AxisOption = {}): Value => {
  checkOptions("vecdot", options, ["axis"])
  const axis = options.axis ?? -1
  const [x, y] = [a, b].map((v) => {
    const shape = shapeOf(v)
    return moveaxis(v as never, normalizeAxis("vecdot", axis, shape.length, shape), -1) as Value
  }) as [Value, Value]
  const [m, n] = [shapeOf(x).at(-1), shapeOf(y).at(-1)] as [Dim, Dim]
  if (m !== n)
    throw new NablaError(
      "shape-mismatch",
      `vecdot: sizes ${m} and ${n} differ along axis ${axis}, got ${showShape(shapeOf(a))} and ${showShape(shapeOf(b))}`,
    )
  broadcastShapes("vecdot", shapeOf(x), shapeOf(y))
  const products = multiply(conj(x as never) as never, y as never) as Value
  // small integers wrap, as they do in matmul
  return astype(sum(products as never, { axis: -1 } as never) as never, dtypeOf(products) as never) as Value
}) as unknown as Vecdot

/**
 * Sums over pairs of axes: the last `axes` axes of a with the first of b (2 if absent), or listed pairs `[ofA, ofB]`.
 *
 * @example tensordot(tensor([1, 2]), tensor([3, 4]), 1).item() // => 11
 */
export const tensordot: Tensordot = ((
  a: Value,
  b: Value,
  axes:
    | number
    | readonly [readonly number[], readonly number[]]
    | { readonly axes?: number | readonly [readonly number[], readonly number[]] } = 2,
): Value => {
  const [x, y] = [shapeOf(a), shapeOf(b)]
  const given =
    typeof axes === "object" && axes !== null && "axes" in axes
      ? (axes.axes ?? 2)
      : (axes as number | readonly [readonly number[], readonly number[]])
  const counted = (n: number): readonly [readonly number[], readonly number[]] => {
    if (!Number.isInteger(n) || n < 0 || n > Math.min(x.length, y.length)) {
      throw new NablaError("bad-argument", `tensordot: cannot pair ${n} axes, got ${showShape(x)} and ${showShape(y)}`)
    }
    return [Array.from({ length: n }, (_, i) => x.length - n + i), Array.from({ length: n }, (_, i) => i)]
  }
  if (typeof given !== "number" && !(Array.isArray(given) && given.length === 2 && given.every(Array.isArray)))
    throw new NablaError("bad-argument", "tensordot: axes are a number of axes, or two lists of axes to pair: [[1, 0], [0, 1]]")
  const [left, right] = typeof given === "number" ? counted(given) : given
  if (left.length !== right.length)
    throw new NablaError("bad-argument", `tensordot: ${left.length} axes of the first, but ${right.length} of the second`)
  const ofA = left.map((k) => normalizeAxis("tensordot", k, x.length, x))
  const ofB = right.map((k) => normalizeAxis("tensordot", k, y.length, y))
  for (const list of [ofA, ofB])
    if (new Set(list).size !== list.length)
      throw new NablaError(
        "bad-argument",
        `tensordot: an axis is named twice in [${list.join(", ")}], got ${showShape(x)} and ${showShape(y)}`,
      )
  ofA.forEach((k, i) => {
    const l = ofB[i] as number
    if (x[k] !== y[l])
      throw new NablaError(
        "shape-mismatch",
        `tensordot: sizes ${x[k]} and ${y[l]} differ on axes ${k} and ${l}, got ${showShape(x)} and ${showShape(y)}`,
      )
  })
  const names = x.map((_, i) => i)
  const others = y.map((_, i) => (ofB.includes(i) ? (ofA[ofB.indexOf(i)] as number) : x.length + i))
  return contract(a, b, { a: names, b: others, out: [...names.filter((i) => !ofA.includes(i)), ...others.filter((i) => i >= x.length)] })
}) as unknown as Tensordot

/**
 * The Kronecker product: each element of a times the whole of b.
 *
 * @example kron(tensor([1, 10]), tensor([1, 2])).toArray() // => [1, 2, 10, 20]
 */
export const kron = ((a: Value, b: Value): Value => {
  const [x, y] = [shapeOf(a), shapeOf(b)]
  const rank = Math.max(x.length, y.length)
  const filled = (shape: Shape): Dim[] => [...Array<Dim>(rank - shape.length).fill(1), ...shape]
  const [m, n] = [filled(x), filled(y)]
  const left = reshape(beside("kron", a, b) as never, m.flatMap((size) => [size, 1]) as never) as Value
  const right = reshape(beside("kron", b, a) as never, n.flatMap((size) => [1, size]) as never) as Value
  return reshape(multiply(left as never, right as never) as never, m.map((size, i) => multiplySizes(size, n[i] as Dim)) as never) as Value
}) as unknown as Kron

/**
 * The cross product of vectors with three components along an axis, the last when none is named.
 *
 * @example cross(tensor([1, 0, 0]), tensor([0, 1, 0])).toArray() // => [0, 0, 1]
 */
export const cross = ((a: Value, b: Value, options: AxisOption = {}): Value => {
  checkOptions("cross", options, ["axis"])
  const shape = broadcastShapes("cross", shapeOf(a), shapeOf(b))
  const axis = normalizeAxis("cross", options.axis ?? -1, shape.length, shape)
  const [x, y] = [broadcastTo(a as never, shape as never), broadcastTo(b as never, shape as never)] as [Value, Value]
  if (shape[axis] !== 3)
    throw new NablaError(
      "shape-mismatch",
      `cross: axis ${axis} must have size 3, got ${showShape(shapeOf(a))} and ${showShape(shapeOf(b))}`,
    )
  const part = (v: Value, i: number): Value => along(v, axis, i % 3, (i % 3) + 1)
  const times = (i: number, j: number): Value => multiply(part(x, i) as never, part(y, j) as never) as Value
  return concat([0, 1, 2].map((i) => subtract(times(i + 1, i + 2) as never, times(i + 2, i + 1) as never)) as never, { axis }) as Value
}) as unknown as Cross

/**
 * The n-th power of a square matrix; negative powers are those of its inverse.
 *
 * @example matrixPower(tensor([[1, 1], [0, 1]]), 3).toArray() // => [[1, 3], [0, 1]]
 */
export const matrixPower = ((x: Value, n: number): Value => {
  const shape = checkSquare("matrixPower", x)
  if (!Number.isInteger(n))
    throw new NablaError("bad-argument", `matrixPower: the exponent is a whole number, got ${n}; expm and logarithms give others`)
  if (n === 0) {
    const one = astype(identityMatrix(shape.at(-1) as number) as never, dtypeOf(x) as never) as Value
    return broadcastTo(one as never, shape as never) as Value
  }
  let base = n < 0 ? (inv(x as never) as unknown as Value) : x
  let result: Value | null = null
  for (let k = Math.abs(n); k > 0; k = Math.floor(k / 2)) {
    if (k % 2 === 1) result = result === null ? base : mm(result, base)
    if (k > 1) base = mm(base, base)
  }
  return result as Value
}) as unknown as MatrixPower

/** The derivative of exp at A in the direction E: exp of [[A, E], [0, A]] has it in its corner. */
function expmAlong(x: Value, direction: Value): Value {
  const rank = shapeOf(x).length
  const n = shapeOf(x)[rank - 1] as number
  const above = concat([x, direction] as never, { axis: -1 } as never) as Value
  const below = concat([fillLike(x, 0), x] as never, { axis: -1 } as never) as Value
  const whole = bind1(expmPrimitive, concat([above, below] as never, { axis: -2 } as never) as Value, null)
  return along(along(whole, rank - 2, 0, n), rank - 1, n, 2 * n)
}

export const expmPrimitive: Custom = /* @__PURE__ */ custom<null>({
  name: "expm",
  shape: ([x]) => x as Shape,
  dtype: ([x]) => floatOf(x as DType),
  eager: ([x], _, shape) => {
    const n = shape.at(-1) as number
    return stackOf(
      matricesOf(x as NDArray).map((a) => expmOf(a, n)),
      (x as NDArray).dtype,
      shape as NumericShape,
    )
  },
  complex: ([x], _, shape) => {
    const n = shape.at(-1) as number
    const parts = complexMatricesOf(x as Parts).map((a) => complexExpm(a, n))
    return complexStack(parts, (x as Parts).re.dtype, shape as NumericShape)
  },
  jvp: ([x], [dx]) => [expmAlong(x as Value, dx as Value)],
  // the transpose of E ↦ L(A, E) is G ↦ L(Aᵀ, G)
  vjp: ([g], [x]) => [expmAlong(mT(x as Value), g as Value)],
  lift: (params) => params,
  notation: { text: "expm", latex: "\\exp" },
})

/**
 * The exponential of a square matrix: Σ Aᵏ / k!, for each of a stack.
 *
 * @example expm(tensor([[0, 0], [0, 0]])).toArray() // => [[1, 0], [0, 1]]
 */
export const expm = ((x: Value): Value => {
  checkSquare("expm", x)
  return bind1(expmPrimitive, floating(x), null)
}) as unknown as SquareMap<"expm">
