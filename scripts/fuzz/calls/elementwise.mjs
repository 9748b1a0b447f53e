// Operations that work element by element.
import { beside } from "../random.mjs"
import { value, real, numbers, integers, floats, unary, binary, group } from "./shared.mjs"

export const elementwise = {
  ...group("add subtract multiply", binary(numbers)),
  ...group("divide", binary(real), "ulp"),
  ...group("floorDivide remainder", binary(numbers)),
  ...group("pow", binary(numbers, { mild: true }), "ulp"),
  ...group("atan2 hypot", binary(real), "ulp"),
  ...group("logaddexp", binary(real), "sum"),
  ...group("copysign nextafter", binary(["float"], { scalars: false })),
  ...group("maximum minimum", binary(real)),
  ...group("equal notEqual less lessEqual greater greaterEqual logicalAnd logicalOr logicalXor", binary(real)),
  ...group("bitwiseAnd bitwiseOr bitwiseXor", binary(["bool", ...integers])),
  ...group("bitwiseLeftShift bitwiseRightShift", (r) => {
    const shape = r.shape()
    const dtype = r.dtype(...integers)
    const shifts = {
      array: { dtype, shape, data: Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => r.between(0, 40)), views: [] },
    }
    return { args: [r.array(dtype, shape), shifts] }
  }),
  ...group("abs sign negative square ceil floor trunc round isnan isfinite isinf", unary(numbers)),
  ...group("signbit", unary(["float"])),
  ...group("bitwiseInvert logicalNot", unary(["bool", ...integers])),
  ...group(
    "acos acosh asin asinh atan atanh cos cosh exp expm1 log log1p log2 log10 sin sinh sqrt tan tanh exp2 cbrt sinc deg2rad rad2deg reciprocal",
    unary(real),
    "ulp",
  ),
  ...group("erf erfc lgamma gamma expit i0 i1 i0e i1e ndtr logNdtr", unary(floats, true), "loose"),
  ...group("digamma", unary(floats, true), "poles"),
  ...group("where", (r) => {
    const shape = r.shape(0, 5)
    return { args: [r.array("bool", beside(r, shape)), r.array(r.dtype(...real), shape), r.array(r.dtype(...real), beside(r, shape))] }
  }),
  ...group("clip", (r) => {
    const shape = r.shape(0, 5)
    const dtype = r.dtype("int", "float")
    const [low, high] = [r.array(dtype, beside(r, shape)), r.array(dtype, beside(r, shape))]
    return { args: [r.array(dtype, shape), r.chance(0.2) ? value(null) : low, r.chance(0.2) ? value(null) : high] }
  }),
}
