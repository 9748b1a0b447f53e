// What the Python Array API standard 2024.12 says of special complex values: real and imaginary part of the operand and of the
// answer; ± before a part leaves its sign open, "r cis" is r (cos b + j sin b).

/** Of a complex operand: "real part, imaginary part → answer". */
export const complexCases = `
abs: ±inf, any → inf; any, ±inf → inf; ±0, any → |b|; any, ±0 → |a|; nan, finite → nan; finite, nan → nan
abs: nan, nan → nan
acos: ±0, +0 → π/2, -0; ±0, nan → π/2, nan; finite, inf → π/2, -inf; nonzero, nan → nan, nan; -inf, positive → π, -inf
acos: inf, positive → +0, -inf; -inf, inf → 3π/4, -inf; inf, inf → π/4, -inf; ±inf, nan → nan, ±inf
acos: nan, finite → nan, nan; nan, inf → nan, -inf; nan, nan → nan, nan
acosh: ±0, +0 → +0, π/2; finite, inf → inf, π/2; nonzero, nan → nan, nan; +0, nan → nan, ±π/2; -inf, positive → inf, π
acosh: inf, positive → inf, +0; -inf, inf → inf, 3π/4; inf, inf → inf, π/4; ±inf, nan → inf, nan
acosh: nan, finite → nan, nan; nan, inf → inf, nan; nan, nan → nan, nan
asinh: +0, +0 → +0, +0; positive, inf → inf, π/2; finite, nan → nan, nan; inf, positive → inf, +0; inf, inf → inf, π/4
asinh: nan, +0 → nan, +0; nan, nonzero → nan, nan; nan, inf → ±inf, nan; nan, nan → nan, nan
atanh: +0, +0 → +0, +0; +0, nan → +0, nan; 1, +0 → inf, +0; positive, inf → +0, π/2; nonzero, nan → nan, nan
atanh: inf, positive → +0, π/2; inf, inf → +0, π/2; inf, nan → +0, nan; nan, finite → nan, nan; nan, inf → ±0, π/2
atanh: nan, nan → nan, nan
cosh: +0, +0 → 1, +0; +0, inf → nan, ±0; +0, nan → nan, ±0; nonzero, inf → nan, nan; nonzero, nan → nan, nan
cosh: inf, +0 → inf, +0; inf, nonzero → inf cis; inf, inf → ±inf, nan; inf, nan → inf, nan; nan, ±0 → nan, ±0
cosh: nan, nonzero → nan, nan; nan, nan → nan, nan
exp: ±0, +0 → 1, +0; finite, inf → nan, nan; finite, nan → nan, nan; inf, +0 → inf, +0; -inf, finite → +0 cis
exp: inf, nonzero → inf cis; -inf, inf → ±0, ±0; inf, inf → ±inf, nan; -inf, nan → ±0, ±0; inf, nan → ±inf, nan
exp: nan, +0 → nan, +0; nan, ≠0 → nan, nan; nan, nan → nan, nan
expm1: ±0, +0 → +0, +0; finite, inf → nan, nan; finite, nan → nan, nan; inf, +0 → inf, +0; -inf, finite → +0 cis − 1
expm1: inf, nonzero → inf cis − 1; -inf, inf → -1, ±0; inf, inf → ±inf, nan; -inf, nan → -1, ±0; inf, nan → ±inf, nan
expm1: nan, +0 → nan, +0; nan, ≠0 → nan, nan; nan, nan → nan, nan
isfinite: nan, any → false; any, nan → false; ±inf, any → false; any, ±inf → false; finite, finite → true
isinf: ±inf, any → true; finite|nan, ±inf → true
isnan: nan, any → true; any, nan → true
log: -0, +0 → -inf, π; +0, +0 → -inf, +0; finite, inf → inf, π/2; finite, nan → nan, nan; -inf, positive → inf, π
log: inf, positive → inf, +0; -inf, inf → inf, 3π/4; inf, inf → inf, π/4; ±inf, nan → inf, nan; nan, finite → nan, nan
log: nan, inf → inf, nan; nan, nan → nan, nan
log1p: -1, +0 → -inf, +0; finite, inf → inf, π/2; finite, nan → nan, nan; -inf, positive → inf, π
log1p: inf, positive → inf, +0; -inf, inf → inf, 3π/4; inf, inf → inf, π/4; ±inf, nan → inf, nan
log1p: nan, finite → nan, nan; nan, inf → inf, nan; nan, nan → nan, nan
sign: ±0, ±0 → +0, +0; nan, any → nan, nan; any, nan → nan, nan
sinh: +0, +0 → +0, +0; +0, inf → ±0, nan; +0, nan → ±0, nan; positive, inf → nan, nan; positive, nan → nan, nan
sinh: inf, +0 → inf, +0; inf, inf → ±inf, nan; inf, nan → ±inf, nan; nan, +0 → nan, +0; nan, nonzero → nan, nan
sinh: nan, nan → nan, nan; inf, positive → inf cis
sqrt: ±0, +0 → +0, +0; any, inf → inf, inf; finite, nan → nan, nan; -inf, positive → +0, inf; inf, positive → inf, +0
sqrt: -inf, nan → nan, ±inf; inf, nan → inf, nan; nan, finite|nan → nan, nan; nan, nan → nan, nan
tanh: +0, +0 → +0, +0; nonzero, inf → nan, nan; +0, inf → +0, nan; nonzero, nan → nan, nan; +0, nan → +0, nan
tanh: inf, positive → 1, +0; inf, inf → 1, ±0; inf, nan → 1, ±0; nan, +0 → nan, +0; nan, ≠0 → nan, nan
tanh: nan, nan → nan, nan
`
