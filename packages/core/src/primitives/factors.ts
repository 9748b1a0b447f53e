// Singular values and vectors. Equal singular values leave their vectors undetermined, so derivatives of vectors
// are infinite there; those of the values stay right.
import type { NDArray } from "../array.ts"
import { bind1, bindAll } from "../bind.ts"
import { type DType, floatOf, partOf } from "../dtype.ts"
import { complexMatricesOf, complexStack } from "../kernels/complex/stacks.ts"
import { factorSVD as factorComplex } from "../kernels/complex/svd.ts"
import { matricesIn, stackOf, transposed } from "../kernels/matrices.ts"
import { factorSVD, singularValues } from "../kernels/svd.ts"
import { checkOptions } from "../options.ts"
import type { Custom, Parts } from "../primitive.ts"
import type { NumericShape, Shape } from "../shape.ts"
import { custom, customAll } from "../structural.ts"
import type { SingularValues, Svd } from "../types/index.ts"
import { shapeOf, type Value } from "../value.ts"
import { divide } from "./arithmetic.ts"
import {
  checkMatrix,
  column,
  columns,
  completed,
  diagonalOf,
  gaps,
  imaginaryOnly,
  matrixSizes,
  mH,
  minus,
  mm,
  mul,
  plus,
  realPart,
  row,
  smaller,
} from "./matrix.ts"
import { floating } from "./norm.ts"

const same = <P>(params: P): P => params
interface Full {
  readonly full: boolean
}

interface SvdParts {
  readonly u: Float64Array
  readonly s: Float64Array
  readonly vt: Float64Array
}

/** The factors of an m × n matrix of either form, u with columns, vt with rows as vectors. */
function svdOf(a: Float64Array, m: number, n: number, full: boolean): SvdParts {
  if (m < n) {
    const { ut, s, vt } = factorSVD(transposed(a, m, n), n, m, full ? n : m)
    return { u: transposed(vt, m, m), s, vt: ut }
  }
  const c = full ? m : n
  const { ut, s, vt } = factorSVD(a, m, n, c)
  return { u: transposed(ut, c, m), s, vt }
}

export const svdPrimitive: Custom = /* @__PURE__ */ customAll<Full>({
  name: "svd",
  shapes: ([x], { full }) => {
    const [m, n] = matrixSizes(x as Shape)
    const [batch, k] = [(x as Shape).slice(0, -2), smaller(m, n)]
    return [
      [...batch, m, full ? m : k],
      [...batch, k],
      [...batch, full ? n : k, n],
    ]
  },
  dtypes: ([x]) => [floatOf(x as DType), partOf(floatOf(x as DType)), floatOf(x as DType)],
  eagerAll: ([x], { full }) => {
    const array = x as NDArray
    const [m, n] = array.shape.slice(-2) as [number, number]
    const [batch, k] = [array.shape.slice(0, -2), Math.min(m, n)]
    const parts = matricesIn(array).map((a) => svdOf(a, m, n, full))
    return [
      stackOf(
        parts.map((p) => p.u),
        array.dtype,
        [...batch, m, full ? m : k],
      ),
      stackOf(
        parts.map((p) => p.s),
        array.dtype,
        [...batch, k],
      ),
      stackOf(
        parts.map((p) => p.vt),
        array.dtype,
        [...batch, full ? n : k, n],
      ),
    ]
  },
  complexAll: ([x], { full }) => {
    const { re } = x as Parts
    const [m, n] = re.shape.slice(-2) as [number, number]
    const [batch, k] = [re.shape.slice(0, -2), Math.min(m, n)]
    const parts = complexMatricesOf(x as Parts).map((a) => factorComplex(a, m, n, full))
    return [
      complexStack(
        parts.map((p) => p.u),
        re.dtype,
        [...batch, m, full ? m : k],
      ),
      stackOf(
        parts.map((p) => p.s),
        re.dtype,
        [...batch, k],
      ),
      complexStack(
        parts.map((p) => p.vh),
        re.dtype,
        [...batch, full ? n : k, n],
      ),
    ]
  },
  // With P = Uᴴ dA V: ds = Re diag P; dU = U (F ∘ (P S + S Pᴴ)), dV = V (F ∘ (S P + Pᴴ S)), Fᵢⱼ = 1 / (sⱼ² − sᵢ²);
  // what dA moves out of the spans of U and V comes on top, divided by s. U and V share the turn of complex vectors,
  // i Im Pₖₖ / sₖ, half and half. Vectors that fill up the space turn with the others.
  jvp: ([x], [dx], [u, s, vt], { full }) => {
    const [m, n] = matrixSizes(shapeOf(x as Value)) as [number, number]
    const k = Math.min(m, n)
    const [wholeU, wholeV] = [u as Value, mH(vt as Value)]
    const [U, V] = full ? [columns(wholeU, 0, k), columns(wholeV, 0, k)] : [wholeU, wholeV]
    const [S, dA] = [row(s as Value), dx as Value]
    const St = column(s as Value)
    const P = mm(mm(mH(U), dA), V)
    const F = gaps(mul(plus(S, St), minus(S, St)))
    const [PS, SP] = [mul(S, P), mul(St, P)]
    let dU = mm(U, mul(F, plus(PS, mH(PS))))
    let dV = mm(V, mul(F, plus(SP, mH(SP))))
    const turning = imaginaryOnly(diagonalOf(P))
    if (turning !== null) {
      const half = divide(row(turning) as never, mul(2, S) as never) as Value
      dU = plus(dU, mul(U, half))
      dV = minus(dV, mul(V, half))
    }
    if (m > n) {
      const moved = mm(dA, V)
      dU = plus(dU, divide(minus(moved, mm(U, mm(mH(U), moved))) as never, S as never) as Value)
    }
    if (n > m) {
      const moved = mm(mH(dA), U)
      dV = plus(dV, divide(minus(moved, mm(V, mm(mH(V), moved))) as never, S as never) as Value)
    }
    return [full ? completed(wholeU, dU, k) : dU, realPart(diagonalOf(P)), mH(full ? completed(wholeV, dV, k) : dV)]
  },
  lift: same,
})

/**
 * A = U diag(s) Vᴴ with orthonormal columns in U, rows in vh, and real s ≥ 0 in descending order. `fullMatrices: false`
 * gives as many vectors as singular values. Pairs of vectors may share a sign, or a phase e^(iφ): only losses that do not
 * change under that have a gradient with a meaning.
 *
 * @example svd(tensor([[2, 0], [0, 1]])).s.toArray() // => [2, 1]
 */
export const svd = ((x: Value, options: { readonly fullMatrices?: boolean } = {}): { u: Value; s: Value; vh: Value } => {
  checkOptions("svd", options, ["fullMatrices"])
  checkMatrix("svd", x)
  const [u, s, vh] = bindAll(svdPrimitive, [floating(x)], { full: options.fullMatrices ?? true }) as [Value, Value, Value]
  return { u, s, vh }
}) as unknown as Svd

// ds = Re diag(Uᴴ dA V), whatever the multiplicities
export const svdvalsPrimitive: Custom = /* @__PURE__ */ custom<null>({
  name: "svdvals",
  shape: ([x]) => [...(x as Shape).slice(0, -2), smaller(...matrixSizes(x as Shape))],
  dtype: ([x]) => partOf(floatOf(x as DType)),
  eager: ([x], _, shape) => {
    const [m, n] = (x as NDArray).shape.slice(-2) as [number, number]
    return stackOf(
      matricesIn(x as NDArray).map((a) => (m < n ? singularValues(transposed(a, m, n), n, m) : singularValues(a, m, n))),
      (x as NDArray).dtype,
      shape as NumericShape,
    )
  },
  complex: ([x], _, shape) => {
    const { re } = x as Parts
    const [m, n] = re.shape.slice(-2) as [number, number]
    return stackOf(
      complexMatricesOf(x as Parts).map((a) => factorComplex(a, m, n, false).s),
      re.dtype,
      shape as NumericShape,
    )
  },
  jvp: ([x], [dx]) => {
    const [u, , vt] = bindAll(svdPrimitive, [x as Value], { full: false }) as [Value, Value, Value]
    return [realPart(diagonalOf(mm(mm(mH(u), dx as Value), mH(vt))))]
  },
  lift: same,
})

/**
 * The singular values in descending order.
 *
 * @example svdvals(tensor([[3, 0], [0, 4]])).toArray() // => [4, 3]
 */
export const svdvals = ((x: Value): Value => {
  checkMatrix("svdvals", x)
  return bind1(svdvalsPrimitive, floating(x), null)
}) as unknown as SingularValues
