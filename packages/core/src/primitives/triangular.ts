// Systems whose matrix is a triangle, which need no elimination.
import type { NDArray } from "../array.ts"
import { bind2 } from "../bind.ts"
import { type DType, floatOf, promote } from "../dtype.ts"
import { NablaError } from "../errors.ts"
import { solveLower, solveUpper } from "../kernels/complex/lu.ts"
import { complexMatricesOf, complexStack } from "../kernels/complex/stacks.ts"
import { matricesOf, stackOf } from "../kernels/matrices.ts"
import { solveTriangle, type Triangle } from "../kernels/triangular.ts"
import { checkOptions } from "../options.ts"
import type { Custom, Parts } from "../primitive.ts"
import type { NumericShape, Shape } from "../shape.ts"
import { custom } from "../structural.ts"
import type { SolveTriangular } from "../types/index.ts"
import type { Value } from "../value.ts"
import { tril, triu } from "./arrange.ts"
import { negative, subtract } from "./arithmetic.ts"
import { singularMatrix } from "./linalg.ts"
import { mH, mm, mT } from "./matrix.ts"
import { systemOf } from "./solving.ts"

/** The part of a matrix that the system reads. */
function triangle(x: Value, { lower, unit }: Triangle): Value {
  const k = unit ? (lower ? -1 : 1) : 0
  return (lower ? tril : triu)(x as never, { k }) as unknown as Value
}

function checkDiagonal(n: number, unit: boolean, isZero: (at: number) => boolean, shape: Shape): void {
  for (let i = 0; i < n && !unit; i++) if (isZero(i * (n + 1))) throw singularMatrix("solveTriangular", i, shape)
}

// T x = b gives T dx = db − dT x, where dT has the form of T
export const solveTriangularPrimitive: Custom = /* @__PURE__ */ custom<Triangle>({
  name: "solveTriangular",
  arity: 2,
  stretch: true,
  shape: ([, b]) => b as Shape,
  dtype: ([a, b]) => floatOf(promote(a as DType, b as DType)),
  eager: ([a, b], params, shape) => {
    const [n, columns] = shape.slice(-2) as [number, number]
    const right = matricesOf(b as NDArray)
    const parts = matricesOf(a as NDArray).map((left, i) => {
      checkDiagonal(n, params.unit, (at) => left[at] === 0, (a as NDArray).shape)
      return solveTriangle(left, n, right[i] as Float64Array, columns, params)
    })
    return stackOf(parts, promote((a as NDArray).dtype, (b as NDArray).dtype), shape as NumericShape)
  },
  complex: ([a, b], { lower, unit }, shape) => {
    const [n, columns] = shape.slice(-2) as [number, number]
    const left = complexMatricesOf(a as Parts)
    const parts = complexMatricesOf(b as Parts)
    parts.forEach((x, i) => {
      const { re, im } = left[i] as (typeof left)[number]
      checkDiagonal(n, unit, (at) => re[at] === 0 && im[at] === 0, (a as Parts).re.shape)
      ;(lower ? solveLower : solveUpper)({ re, im }, n, x, columns, unit)
    })
    return complexStack(parts, promote((a as Parts).re.dtype, (b as Parts).re.dtype), shape as NumericShape)
  },
  jvp: ([a], [da, db], [x], params) => {
    const moved = da === null ? null : mm(triangle(da as Value, params), x as Value)
    const right = db === null ? negative(moved as never) : moved === null ? db : subtract(db as never, moved as never)
    return [bind2(solveTriangularPrimitive, a as Value, right as Value, params)]
  },
  // w = T⁻ᵀ g gives db = w, dT = −w xᵀ where T is read
  vjp: ([g], [a], [x], params) => {
    const w = bind2(solveTriangularPrimitive, mT(a as Value), g as Value, { ...params, lower: !(params as Triangle).lower })
    return [triangle(negative(mm(w, mT(x as Value)) as never) as Value, params), w]
  },
  lift: (params) => params,
})

interface TriangularOptions {
  readonly lower?: boolean | undefined
  readonly trans?: "N" | "T" | "C" | undefined
  readonly unitDiagonal?: boolean | undefined
}

const forms: Readonly<Record<string, (x: Value) => Value>> = { N: (x) => x, T: mT, C: mH }

/**
 * The x with T x = b for a vector b or the columns of (stacks of) matrices b, where T is the upper triangle of a, or the lower
 * one. `trans` "T" or "C" solves Tᵀ x = b or Tᴴ x = b; with `unitDiagonal` the diagonal counts as ones. What lies outside the
 * triangle is not read.
 *
 * @example solveTriangular(tensor([[2, 0], [1, 4]]), tensor([2, 5]), { lower: true }).toArray() // => [1, 1]
 */
export const solveTriangular = ((a: Value, b: Value, options: TriangularOptions = {}): Value => {
  checkOptions("solveTriangular", options, ["lower", "trans", "unitDiagonal"])
  const { lower = false, trans = "N", unitDiagonal = false } = options
  const form = Object.hasOwn(forms, trans) ? forms[trans] : undefined
  if (form === undefined) throw new NablaError("bad-argument", `solveTriangular: trans is "N", "T" or "C", got ${String(trans)}`)
  const { left, right, finish } = systemOf("solveTriangular", a, b)
  return finish(bind2(solveTriangularPrimitive, form(left), right, { lower: (trans === "N") === lower, unit: unitDiagonal }))
}) as unknown as SolveTriangular
