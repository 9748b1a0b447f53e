// Orthogonal and triangular factors.
import type { NDArray } from "../array.ts"
import { bind2, bindAll } from "../bind.ts"
import { type DType, floatOf } from "../dtype.ts"
import { NablaError } from "../errors.ts"
import { factorQR as factorUnitary } from "../kernels/complex/qr.ts"
import { complexMatricesOf, complexStack } from "../kernels/complex/stacks.ts"
import { matricesIn, stackOf } from "../kernels/matrices.ts"
import { factorQR } from "../kernels/qr.ts"
import { checkOptions } from "../options.ts"
import type { Custom, Parts } from "../primitive.ts"
import type { Shape } from "../shape.ts"
import { customAll } from "../structural.ts"
import type { Qr } from "../types/index.ts"
import { shapeOf, type Value } from "../value.ts"
import { tril } from "./arrange.ts"
import { fillLike } from "./cast.ts"
import { along } from "./cumulative.ts"
import { diag } from "./diagonal.ts"
import { concat } from "./join.ts"
import { checkMatrix, columns, completed, diagonalOf, imaginaryOnly, matrixSizes, mH, minus, mm, mT, plus, smaller } from "./matrix.ts"
import { floating } from "./norm.ts"
import { solveTriangularPrimitive } from "./triangular.ts"

interface Full {
  readonly full: boolean
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
    const parts = matricesIn(array).map((a) => factorQR(a, m, n, c))
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
  complexAll: ([x], { full }) => {
    const { re } = x as Parts
    const [m, n] = re.shape.slice(-2) as [number, number]
    const c = full ? m : Math.min(m, n)
    const batch = re.shape.slice(0, -2)
    const parts = complexMatricesOf(x as Parts).map((a) => factorUnitary(a, m, n, c))
    return [
      complexStack(
        parts.map((p) => p.q),
        re.dtype,
        [...batch, m, c],
      ),
      complexStack(
        parts.map((p) => p.r),
        re.dtype,
        [...batch, c, n],
      ),
    ]
  },
  // With M = dA R⁻¹ and N = Qᴴ M: Ω = low(N) − low(N)ᴴ + i Im diag N is antihermitian, so that the diagonal of R stays real;
  // dQ = Q (Ω − N) + M, dR = (N − Ω) R. A wide matrix is [A₁ A₂] = Q [R₁ R₂]: the rule holds for A₁, and
  // dR₂ = Qᴴ (dA₂ − dQ R₂). Columns that fill up Q turn with the others, rows of R below them stay 0.
  jvp: ([x], [dx], [q, r], { full }) => {
    const [m, n] = matrixSizes(shapeOf(x as Value)) as [number, number]
    const more = full && m > n
    const [Q, R, dA] = [more ? columns(q as Value, 0, n) : (q as Value), more ? rows(r as Value, 0, n) : (r as Value), dx as Value]
    const square = m < n ? columns(R, 0, m) : R
    const dA1 = m < n ? columns(dA, 0, m) : dA
    const M = mT(bind2(solveTriangularPrimitive, mT(square), mT(dA1), { lower: true, unit: false }))
    const N = mm(mH(Q), M)
    const low = tril(N as never, { k: -1 }) as unknown as Value
    const turning = imaginaryOnly(diagonalOf(N))
    const lower = minus(low, mH(low))
    const omega = turning === null ? lower : plus(lower, diag(turning as never) as unknown as Value)
    const dQ = plus(mm(Q, minus(omega, N)), M)
    const dR1 = mm(minus(N, omega), square)
    if (more) return [completed(q as Value, dQ, n), concat([dR1, fillLike(rows(r as Value, n, m), 0)] as never, { axis: -2 }) as Value]
    if (m >= n) return [dQ, dR1]
    const dR2 = mm(mH(Q), minus(columns(dA, m, n), mm(dQ, columns(R, m, n))))
    return [dQ, concat([dR1, dR2] as never, { axis: -1 }) as Value]
  },
  lift: (params) => params,
})

const rows = (x: Value, from: number, to: number): Value => along(x, shapeOf(x).length - 2, from, to)

/**
 * A = Q R with orthonormal columns in Q and an upper triangular R; `mode: "complete"` makes Q square. The diagonal of R is
 * real also for complex A.
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
