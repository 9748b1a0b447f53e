// Orthogonal factors and singular values. Equal singular values leave their vectors undetermined, so derivatives of vectors
// are infinite there; those of the values stay right.
import type { NDArray } from "../array.ts"
import { bind1, bind2, bindAll } from "../bind.ts"
import { type DType, floatOf } from "../dtype.ts"
import { NablaError } from "../errors.ts"
import { matricesOf, stackOf, transposed } from "../kernels/matrices.ts"
import { factorQR } from "../kernels/qr.ts"
import { factorSVD } from "../kernels/svd.ts"
import { checkOptions } from "../options.ts"
import type { Custom } from "../primitive.ts"
import type { NumericShape, Shape } from "../shape.ts"
import type { Dim } from "../size.ts"
import { custom, customAll } from "../structural.ts"
import type { Qr, SingularValues, Svd } from "../types/index.ts"
import { shapeOf, type Value } from "../value.ts"
import { tril } from "./arrange.ts"
import { divide } from "./arithmetic.ts"
import { along } from "./cumulative.ts"
import { concat } from "./join.ts"
import { checkMatrix, column, diagonalOf, gaps, matrixSizes, minus, mm, mT, mul, plus, row } from "./matrix.ts"
import { floating } from "./norm.ts"
import { solvePrimitive } from "./solving.ts"

const same = <P>(params: P): P => params
const smaller = (m: Dim, n: Dim): Dim => (typeof m === "number" && typeof n === "number" ? Math.min(m, n) : m)
interface Full {
  readonly full: boolean
}

/** Whether a factor has all its vectors; rules need as many as the smaller size. */
const refuseFull = (operation: string, remedy: string): never => {
  throw new NablaError("not-differentiable", `${operation}: the vectors that fill up the whole space have no derivative; pass ${remedy}`)
}

export const qrPrimitive: Custom = /* @__PURE__ */ customAll<Full>({
  name: "qr",
  shapes: ([x], { full }) => {
    const [m, n] = matrixSizes(x as Shape)
    const c = full ? m : smaller(m, n)
    return [
      [...(x as Shape).slice(0, -1), c],
      [...(x as Shape).slice(0, -2), c, n],
    ]
  },
  dtypes: ([x]) => [floatOf(x as DType), floatOf(x as DType)],
  eagerAll: ([x], { full }) => {
    const array = x as NDArray
    const [m, n] = array.shape.slice(-2) as [number, number]
    const c = full ? m : Math.min(m, n)
    const batch = array.shape.slice(0, -2)
    const parts = matricesOf(array).map((a) => factorQR(a, m, n, c))
    return [
      stackOf(
        parts.map((p) => p.q),
        array.dtype,
        [...batch, m, c],
      ),
      stackOf(
        parts.map((p) => p.r),
        array.dtype,
        [...batch, c, n],
      ),
    ]
  },
  // With M = dA R⁻¹ and N = Qᵀ M: Ω = low(N) − low(N)ᵀ is antisymmetric, dQ = Q (Ω − N) + M, dR = (N − Ω) R.
  // A wide matrix is [A₁ A₂] = Q [R₁ R₂]: the rule holds for A₁, and dR₂ = Qᵀ (dA₂ − dQ R₂).
  jvp: ([x], [dx], [q, r], { full }) => {
    const [m, n] = matrixSizes(shapeOf(x as Value)) as [number, number]
    if (full && m > n) refuseFull("qr", '{ mode: "reduced" }')
    const [Q, R, dA] = [q as Value, r as Value, dx as Value]
    const square = m < n ? columns(R, 0, m) : R
    const dA1 = m < n ? columns(dA, 0, m) : dA
    const M = mT(bind2(solvePrimitive, mT(square), mT(dA1), null))
    const N = mm(mT(Q), M)
    const low = tril(N as never, { k: -1 }) as unknown as Value
    const omega = minus(low, mT(low))
    const dQ = plus(mm(Q, minus(omega, N)), M)
    const dR1 = mm(minus(N, omega), square)
    if (m >= n) return [dQ, dR1]
    const dR2 = mm(mT(Q), minus(columns(dA, m, n), mm(dQ, columns(R, m, n))))
    return [dQ, concat([dR1, dR2] as never, { axis: -1 }) as Value]
  },
  lift: same,
})

const columns = (x: Value, from: number, to: number): Value => along(x, shapeOf(x).length - 1, from, to)

/**
 * A = Q R with orthonormal columns in Q and an upper triangular R; `mode: "complete"` makes Q square.
 *
 * @example qr(tensor([[3, 0], [4, 5]])).r.shape // => [2, 2]
 */
export const qr = ((x: Value, options: { readonly mode?: "reduced" | "complete" } = {}): { q: Value; r: Value } => {
  checkOptions("qr", options, ["mode"])
  checkMatrix("qr", x)
  const mode = options.mode ?? "reduced"
  if (mode !== "reduced" && mode !== "complete")
    throw new NablaError("bad-argument", `qr: mode is "reduced" or "complete", got ${String(mode)}`)
  const [q, r] = bindAll(qrPrimitive, [floating(x)], { full: mode === "complete" }) as [Value, Value]
  return { q, r }
}) as unknown as Qr

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
  dtypes: ([x]) => [floatOf(x as DType), floatOf(x as DType), floatOf(x as DType)],
  eagerAll: ([x], { full }) => {
    const array = x as NDArray
    const [m, n] = array.shape.slice(-2) as [number, number]
    const [batch, k] = [array.shape.slice(0, -2), Math.min(m, n)]
    const parts = matricesOf(array).map((a) => svdOf(a, m, n, full))
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
  // With P = Uᵀ dA V: ds = diag P; dU = U (F ∘ (P S + S Pᵀ)), dV = V (F ∘ (S P + Pᵀ S)), Fᵢⱼ = 1 / (sⱼ² − sᵢ²);
  // what dA moves out of the spans of U and V comes on top, divided by s.
  jvp: ([x], [dx], [u, s, vt], { full }) => {
    const [m, n] = matrixSizes(shapeOf(x as Value)) as [number, number]
    if (full && m !== n) refuseFull("svd", "{ fullMatrices: false }")
    const [U, S, V, dA] = [u as Value, row(s as Value), mT(vt as Value), dx as Value]
    const St = column(s as Value)
    const P = mm(mm(mT(U), dA), V)
    const F = gaps(mul(plus(S, St), minus(S, St)))
    const [PS, SP] = [mul(S, P), mul(St, P)]
    let dU = mm(U, mul(F, plus(PS, mT(PS))))
    let dV = mm(V, mul(F, plus(SP, mT(SP))))
    if (m > n) {
      const moved = mm(dA, V)
      dU = plus(dU, divide(minus(moved, mm(U, mm(mT(U), moved))) as never, S as never) as Value)
    }
    if (n > m) {
      const moved = mm(mT(dA), U)
      dV = plus(dV, divide(minus(moved, mm(V, mm(mT(V), moved))) as never, S as never) as Value)
    }
    return [dU, diagonalOf(P), mT(dV)]
  },
  lift: same,
})

/**
 * A = U diag(s) Vᵀ with orthonormal columns in U, rows in vh, and s ≥ 0 in descending order. `fullMatrices: false` gives
 * as many vectors as singular values.
 *
 * @example svd(tensor([[2, 0], [0, 1]])).s.toArray() // => [2, 1]
 */
export const svd = ((x: Value, options: { readonly fullMatrices?: boolean } = {}): { u: Value; s: Value; vh: Value } => {
  checkOptions("svd", options, ["fullMatrices"])
  checkMatrix("svd", x)
  const [u, s, vh] = bindAll(svdPrimitive, [floating(x)], { full: options.fullMatrices ?? true }) as [Value, Value, Value]
  return { u, s, vh }
}) as unknown as Svd

// ds = diag(Uᵀ dA V), whatever the multiplicities
export const svdvalsPrimitive: Custom = /* @__PURE__ */ custom<null>({
  name: "svdvals",
  shape: ([x]) => [...(x as Shape).slice(0, -2), smaller(...matrixSizes(x as Shape))],
  dtype: ([x]) => floatOf(x as DType),
  eager: ([x], _, shape) => {
    const [m, n] = (x as NDArray).shape.slice(-2) as [number, number]
    return stackOf(
      matricesOf(x as NDArray).map((a) => svdOf(a, m, n, false).s),
      (x as NDArray).dtype,
      shape as NumericShape,
    )
  },
  jvp: ([x], [dx]) => {
    const [u, , vt] = bindAll(svdPrimitive, [x as Value], { full: false }) as [Value, Value, Value]
    return [diagonalOf(mm(mm(mT(u), dx as Value), mT(vt)))]
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
