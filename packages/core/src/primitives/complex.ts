// Complex numbers from their parts, and their angle.
import { bind2 } from "../bind.ts"
import { isComplex, isFloat } from "../dtype.ts"
import { NablaError } from "../errors.ts"
import { checkOptions } from "../options.ts"
import { broadcastShapes } from "../shape.ts"
import type { MakeComplex, UnaryAngle } from "../types/index.ts"
import { dtypeOf, shapeOf, type Value } from "../value.ts"
import { broadcastTo } from "./broadcast.ts"
import { astype, complexPrimitive, fillLike, imag, real } from "./cast.ts"
import { atan2 } from "./trigonometric.ts"

const floating = (x: Value): Value => (isFloat(dtypeOf(x)) ? x : (astype(x as never, "float64") as Value))

/**
 * The complex numbers re + i·im of real ones, which broadcast; im is 0 if absent. Numbers and float64 give complex128,
 * float32 gives complex64; `dtype` chooses.
 *
 * @example complex(1, 2).item() // => { re: 1, im: 2 }
 */
export const complex = ((re: Value, im: Value = 0, options: { readonly dtype?: "complex64" | "complex128" } = {}): Value => {
  checkOptions("complex", options, ["dtype"])
  for (const x of [re, im]) {
    if (!isComplex(dtypeOf(x))) continue
    throw new NablaError("dtype-mismatch", "complex: the parts must be real, got a complex one; add(a, b) adds complex numbers")
  }
  const shape = broadcastShapes("complex", shapeOf(re), shapeOf(im))
  const wide = (x: Value): Value => (typeof x === "number" ? x : (broadcastTo(floating(x) as never, shape as never) as Value))
  const [x, y] = [wide(re), wide(im)]
  const z = bind2(complexPrimitive, typeof x === "number" ? fillLike(y, x) : x, typeof y === "number" ? fillLike(x, y) : y)
  return options.dtype === undefined ? z : (astype(z as never, options.dtype) as Value)
}) as MakeComplex

/**
 * The angle of complex numbers in [−π, π], of real ones 0 or π: atan2(im, re). Its derivative at 0 is not finite.
 *
 * @example angle(complex(0, 2)).item() // => 1.5707963267948966
 */
export const angle = ((x: Value): Value => atan2(imag(x as never) as never, real(x as never) as never) as Value) as UnaryAngle
