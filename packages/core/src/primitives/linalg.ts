// Square matrices: inverse, determinant and its logarithm, for each matrix of a stack.
import type { NDArray } from "../array.ts"
import { bind1 } from "../bind.ts"
import { type DType, floatOf, isComplex } from "../dtype.ts"
import { NablaError } from "../errors.ts"
import { adjugate, adjugateComplex } from "../kernels/adjugate.ts"
import { determinant, directionAndLog, factorLU as factorComplex, solveLU as solveComplex } from "../kernels/complex/lu.ts"
import { identityOf } from "../kernels/complex/matrices.ts"
import { complexMatricesOf, complexStack, single } from "../kernels/complex/stacks.ts"
import { factorLU, solveSystem } from "../kernels/lu.ts"
import { singularValues } from "../kernels/svd.ts"
import { matricesIn, matricesOf, stackOf } from "../kernels/matrices.ts"
import type { Custom, Parts } from "../primitive.ts"
import { type NumericShape, type Shape, showShape } from "../shape.ts"
import { custom } from "../structural.ts"
import type { Determinant, SquareMap } from "../types/index.ts"
import { asNode, dtypeOf, isComputed, shapeOf, TERMS, type Value } from "../value.ts"
import { multiply, negative } from "./arithmetic.ts"
import { sum } from "./broadcast.ts"
import { equal } from "./comparison.ts"
import { matmul } from "./contraction.ts"
import { trace } from "./einsum.ts"
import { svd } from "./factors.ts"
import { column, diagonalOf, identityMatrix, minus, mm, mT, mul, plus, row } from "./matrix.ts"
import { prod } from "./reduction.ts"
import { expandDims } from "./reshape.ts"
import { stopGradient, where } from "./selection.ts"

function squareShape(name: string, shape: Shape): Shape {
  const n = shape.length
  if (n >= 2 && shape[n - 1] === shape[n - 2]) return shape
  throw new NablaError("shape-mismatch", `${name}: expected square matrices on the last two axes, got shape ${showShape(shape)}`)
}

const float = ([x]: readonly DType[]): DType => floatOf(x as DType)

/** d(X⁻¹) = −X⁻¹ dX X⁻¹ */
export const invPrimitive: Custom = /* @__PURE__ */ custom({
  name: "inv",
  shape: ([x]) => squareShape("inv", x as Shape),
  dtype: float,
  eager: ([x], _, shape) => {
    const n = shape.at(-1) as number
    const parts = matricesIn(x as NDArray).map((a) => {
      const { x: inverse, singular } = solveSystem(a, n, null, n)
      if (singular >= 0) throw singularMatrix("inv", singular, shape)
      return inverse
    })
    return stackOf(parts, (x as NDArray).dtype, shape as NumericShape)
  },
  complex: ([x], _, shape) => {
    const n = shape.at(-1) as number
    const parts = complexMatricesOf(x as Parts).map((a) => {
      const { rows, singular } = factorComplex(a, n)
      if (singular >= 0) throw singularMatrix("inv", singular, shape)
      return solveComplex(a, n, rows, identityOf(n), n)
    })
    return complexStack(parts, (x as Parts).re.dtype, shape as NumericShape)
  },
  jvp: (_, [dx], [y]) => [negative(matmul(y as never, matmul(dx as never, y as never) as never) as never) as Value],
  lift: (params) => params,
  notation: { text: "inv", latex: "\\operatorname{inv}" },
})

/** What is thrown where a system has no single solution. */
export const singularMatrix = (operation: string, column: number, shape: Shape): NablaError =>
  new NablaError(
    "singular-matrix",
    `${operation}: the matrix has no inverse, its column ${column} depends on those before it, got shape ${showShape(shape)}; pinv and lstsq give the solution of least length`,
  )

/**
 * The inverse of a square matrix, or of each of a stack; a singular matrix throws.
 *
 * @example inv(tensor([[2, 0], [0, 4]])).toArray() // => [[0.5, 0], [0, 0.25]]
 */
export const inv: SquareMap = ((x: Value): Value => bind1(invPrimitive, x)) as never

/** Whether X⁻¹ is there to be used: where nothing is known of X it is taken to be. */
function invertible(x: Value): boolean {
  const plain = stopGradient(x as never) as Value
  if (!isComputed(plain) || isComplex(dtypeOf(plain))) return true
  const n = shapeOf(plain).at(-1) as number
  return matricesIn(asNode(plain) as NDArray).every((a) => {
    const s = singularValues(a, n, n)
    return (s[n - 1] as number) > n * 2 ** -52 * (s[0] as number)
  })
}

/**
 * With X = U S Vᵀ and P = Uᵀ dX V: d adj X = det(U) det(V) V D Uᵀ, where Dᵢᵢ = Σⱼ Gᵢⱼ Pⱼⱼ and Dᵢⱼ = −Gᵢⱼ Pᵢⱼ, and Gᵢⱼ is the product of
 * all singular values but the i-th and the j-th, 0 for i = j.
 */
function singularChange(x: Value, dx: Value): Value {
  const { u, s, vh } = svd(x as never) as unknown as { u: Value; s: Value; vh: Value }
  const n = shapeOf(x).at(-1) as number
  const eye = identityMatrix(n)
  // 0 in place k of pair (i, j) where k is one of both
  const others = equal(
    plus(expandDims(eye as never, 0 as never) as Value, expandDims(eye as never, 1 as never) as Value) as never,
    0,
  ) as never
  const products = prod(where(others, row(row(s)) as never, 1) as never, { axis: -1 } as never) as Value
  const G = mul(products, minus(1, eye))
  const P = mm(mT(u), mm(dx, mT(vh)))
  const own = sum(mul(G, row(diagonalOf(P))) as never, { axis: -1 } as never) as Value
  const D = minus(mul(eye, column(own)), mul(G, P))
  const sign = column(column(mul(det(u as never) as Value, det(vh as never) as Value)))
  return mul(sign, mm(mT(vh), mm(D, mT(u))))
}

// d adj X = tr(adj X dX) X⁻¹ − X⁻¹ dX adj X, where there is an inverse
export const adjugatePrimitive: Custom = /* @__PURE__ */ custom({
  name: "adjugate",
  shape: ([x]) => squareShape("adjugate", x as Shape),
  dtype: float,
  eager: ([x], _, shape) => {
    const n = shape.at(-1) as number
    return stackOf(
      matricesIn(x as NDArray).map((a) => adjugate(a, n)),
      (x as NDArray).dtype,
      shape as NumericShape,
    )
  },
  complex: ([x], _, shape) => {
    const n = shape.at(-1) as number
    const parts = complexMatricesOf(x as Parts).map((a) => adjugateComplex(a, n))
    return complexStack(parts, (x as Parts).re.dtype, shape as NumericShape)
  },
  jvp: ([x], [dx], [y]) => {
    if (!invertible(x as Value)) return [singularChange(x as Value, dx as Value)]
    const inverse = inv(x as never) as unknown as Value
    const share = column(column(trace(mm(y as Value, dx as Value) as never) as Value))
    return [minus(mul(share, inverse), mm(inverse, mm(dx as Value, y as Value)))]
  },
  lift: (params) => params,
  notation: { text: "adj", latex: "\\operatorname{adj}" },
})

/** d det X = tr(adj X dX), adj X = det X · X⁻¹; terms keep the form that reads well, values the one that needs no inverse. */
export const detPrimitive: Custom = /* @__PURE__ */ custom({
  name: "det",
  shape: ([x]) => squareShape("det", x as Shape).slice(0, -2),
  dtype: float,
  eager: ([x], _, shape) => {
    const n = (x as NDArray).shape.at(-1) as number
    const parts = matricesOf(x as NDArray).map((a) => [productOfPivots(a, n)])
    return stackOf(parts, (x as NDArray).dtype, shape as NumericShape)
  },
  complex: ([x], _, shape) => {
    const n = (x as Parts).re.shape.at(-1) as number
    const parts = complexMatricesOf(x as Parts).map((a) => single(...determinant(a, n)))
    return complexStack(parts, (x as Parts).re.dtype, shape as NumericShape)
  },
  jvp: ([x], [dx], [y]) =>
    asNode(x as Value).world.level === TERMS
      ? [multiply(y as never, trace(matmul(inv(x as never) as never, dx as never) as never) as never) as Value]
      : [trace(mm(bind1(adjugatePrimitive, x as Value), dx as Value) as never) as Value],
  lift: (params) => params,
  notation: { text: "det", latex: "\\det" },
})

/**
 * The determinant of a square matrix, or of each of a stack.
 *
 * @example det(tensor([[1, 2], [3, 4]])).item() // => -2
 */
export const det: Determinant = ((x: Value): Value => bind1(detPrimitive, x)) as never

// Products of many pivots leave the range long before the determinant does: powers of two are counted apart.
function productOfPivots(a: Float64Array, n: number): number {
  let product: number = factorLU(a, n).sign
  let exponent = 0
  for (let i = 0; i < n; i++) {
    product *= a[i * n + i] as number
    const size = Math.abs(product)
    if ((size > 1e-150 && size < 1e150) || size === 0 || !Number.isFinite(size)) continue
    const shift = Math.floor(Math.log2(size))
    product = product * 2 ** Math.trunc(-shift / 2) * 2 ** (-shift - Math.trunc(-shift / 2))
    exponent += shift
  }
  return product === 0 ? 0 : scaledByPower(product, exponent)
}

function scaledByPower(x: number, exponent: number): number {
  const part = Math.max(-1000, Math.min(1000, exponent))
  if (part === exponent || x === 0 || !Number.isFinite(x)) return x * 2 ** part
  return scaledByPower(x * 2 ** part, exponent - part)
}

/** The sign of the determinant and the logarithm of its size. */
export function signAndLog(a: Float64Array, n: number): readonly [number, number] {
  let { sign } = factorLU(a, n)
  let size = 0
  for (let i = 0; i < n; i++) {
    sign *= Math.sign(a[i * n + i] as number)
    size += Math.log(Math.abs(a[i * n + i] as number))
  }
  return [sign === 0 ? 0 : sign, size]
}

/** d log det X = tr(X⁻¹ dX) */
export const logdetPrimitive: Custom = /* @__PURE__ */ custom({
  name: "logdet",
  shape: ([x]) => squareShape("logdet", x as Shape).slice(0, -2),
  dtype: float,
  eager: ([x], _, shape) => {
    const n = (x as NDArray).shape.at(-1) as number
    const parts = matricesOf(x as NDArray).map((a) => {
      const [sign, size] = signAndLog(a, n)
      return [sign < 0 ? Number.NaN : size]
    })
    return stackOf(parts, (x as NDArray).dtype, shape as NumericShape)
  },
  complex: ([x], _, shape) => {
    const n = (x as Parts).re.shape.at(-1) as number
    const parts = complexMatricesOf(x as Parts).map((a) => {
      const [dr, di, log] = directionAndLog(a, n)
      return single(log, Math.atan2(di, dr))
    })
    return complexStack(parts, (x as Parts).re.dtype, shape as NumericShape)
  },
  jvp: ([x], [dx]) => [trace(matmul(inv(x as never) as never, dx as never) as never) as Value],
  lift: (params) => params,
  notation: { text: "logdet", latex: "\\log\\det" },
})

/**
 * The logarithm of the determinant of a square matrix, or of each of a stack, without overflow; NaN for negative determinants
 * of real matrices, the principal value for complex ones.
 *
 * @example logdet(tensor([[1, 0], [0, 1]])).item() // => 0
 */
export const logdet: Determinant<"logdet"> = ((x: Value): Value => bind1(logdetPrimitive, x)) as never
