// Triangular roots of symmetric and Hermitian matrices.
import type { NDArray } from "../array.ts"
import { bind1, bind2 } from "../bind.ts"
import { type DType, floatOf } from "../dtype.ts"
import { NablaError } from "../errors.ts"
import { factorCholesky as factorHermitian } from "../kernels/complex/lu.ts"
import { complexMatricesOf, complexStack } from "../kernels/complex/stacks.ts"
import { factorCholesky } from "../kernels/lu.ts"
import { matricesIn, stackOf } from "../kernels/matrices.ts"
import { checkOptions } from "../options.ts"
import type { Custom, Parts } from "../primitive.ts"
import type { NumericShape, Shape } from "../shape.ts"
import { custom } from "../structural.ts"
import type { SquareMap } from "../types/index.ts"
import type { Value } from "../value.ts"
import { tril } from "./arrange.ts"
import { add, multiply } from "./arithmetic.ts"
import { checkSquare, mH, mm, symmetric } from "./matrix.ts"
import { floating } from "./norm.ts"
import { solveTriangularPrimitive } from "./triangular.ts"

function needRoot(row: number): void {
  if (row < 0) return
  throw new NablaError(
    "bad-argument",
    `cholesky: the matrix is not positive definite: its leading ${row + 1} × ${row + 1} part has no root`,
  )
}

// dL = L Φ(L⁻¹ dA L⁻ᴴ), Φ the lower triangle with half of the diagonal
export const choleskyPrimitive: Custom = /* @__PURE__ */ custom<null>({
  name: "cholesky",
  shape: ([x]) => x as Shape,
  dtype: ([x]) => floatOf(x as DType),
  eager: ([x], _, shape) => {
    const n = shape.at(-1) as number
    const parts = matricesIn(x as NDArray).map((a) => {
      const { l, failed } = factorCholesky(a, n)
      needRoot(failed)
      return l
    })
    return stackOf(parts, (x as NDArray).dtype, shape as NumericShape)
  },
  complex: ([x], _, shape) => {
    const n = shape.at(-1) as number
    const parts = complexMatricesOf(x as Parts)
    for (const a of parts) needRoot(factorHermitian(a, n))
    return complexStack(parts, (x as Parts).re.dtype, shape as NumericShape)
  },
  jvp: (_, [dx], [y]) => {
    const divided = (x: Value): Value => bind2(solveTriangularPrimitive, y as Value, x, { lower: true, unit: false })
    const both = mH(divided(mH(divided(dx as Value))))
    const half = multiply(0.5 as never, add(tril(both as never) as never, tril(both as never, { k: -1 }) as never) as never) as Value
    return [mm(y as Value, half)]
  },
  lift: (params) => params,
})

/**
 * The lower triangular L with L Lᴴ = A (`upper`: the upper U with Uᴴ U = A) of a symmetric or Hermitian positive definite
 * matrix. Of A the part (A + Aᴴ)/2 is read.
 *
 * @example cholesky(tensor([[4, 0], [0, 9]])).toArray() // => [[2, 0], [0, 3]]
 */
export const cholesky = ((x: Value, options: { readonly upper?: boolean } = {}): Value => {
  checkOptions("cholesky", options, ["upper"])
  checkSquare("cholesky", x)
  const lower = bind1(choleskyPrimitive, symmetric(floating(x)), null)
  return options.upper === true ? mH(lower) : lower
}) as unknown as SquareMap<"cholesky", { readonly upper?: boolean | undefined }>
