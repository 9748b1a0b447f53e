// Operations that work element by element.
import * as nb from "../../src/index.ts"
import { alike, any, integral, numeric, ordered, real, row, type Row } from "./families.ts"
import type { Dynamic } from "./operands.ts"

const op = nb as Dynamic

export const elementwise: Readonly<Record<string, Row>> = {
  ...alike(2, any, "same", "add multiply"),
  ...alike(2, numeric, "same", "subtract pow"),
  ...alike(2, ordered, "same", "floorDivide remainder"),
  ...alike(2, any, "float", "divide"),
  ...alike(2, real, "float", "atan2 copysign hypot logaddexp nextafter logaddexp2 heaviside xlogy xlog1py relEntr klDiv betaln"),
  ...alike(2, real, "same", "maximum minimum fmax fmin"),
  ...alike(2, integral, "same", "bitwiseAnd bitwiseOr bitwiseXor"),
  ...alike(2, ["int", "uint"], "same", "bitwiseLeftShift bitwiseRightShift"),
  ...alike(1, integral, "same", "bitwiseInvert"),
  ...alike(2, any, "bool", "equal notEqual logicalAnd logicalOr logicalXor isclose"),
  ...alike(2, real, "bool", "greater greaterEqual less lessEqual"),
  ...alike(1, any, "bool", "logicalNot isfinite isinf isnan"),
  ...alike(1, real, "bool", "signbit"),
  ...alike(
    1,
    any,
    "float",
    "acos acosh asin asinh atan atanh cos cosh exp expm1 log log1p log2 log10 sin sinh sqrt tan tanh reciprocal exp2",
  ),
  ...alike(1, real, "float", "cbrt"),
  ...alike(1, any, "float", "sinc rad2deg deg2rad softSign squareplus"),
  ...alike(1, any, "same", "positive square conj"),
  ...alike(1, numeric, "same", "negative sign"),
  ...alike(1, any, "real", "abs real"),
  ...alike(1, any, "real", "imag"),
  ...alike(1, any, "length", "angle"),
  ...alike(1, real, "same", "ceil floor trunc"),
  ...alike(1, any, "same", "round"),
  ...alike(1, real, "float", "erf erfc erfinv lgamma gamma digamma logit i0 i0e i1 i1e ndtr logNdtr entr"),
  ...alike(1, real, "float", "sigmoid expit softplus gelu silu elu celu selu mish hardSigmoid hardSilu hardTanh logSigmoid"),
  ...alike(1, real, "same", "relu"),
  ...alike(1, real, null, "relu6 leakyRelu"),
  ...alike(1, any, "same", "stopGradient nanToNum"),
  polygamma: row(real, "float", (a) => nb.polygamma(1, a())),
  clip: row(real, "same", (a) => nb.clip(a(), a(), a())),
  where: row(any, "same", (a) => nb.where(nb.notEqual(a(), 0), a(), a())),
  astype: row(any, "complex128", (a) => nb.astype(a(), "complex128")),
  complex: row(real, null, (a) => op.complex(a(), a())),
  allclose: row(any, "bool", (a) => nb.allclose(a(), a())),
}
