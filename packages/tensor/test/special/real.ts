// What the Python Array API standard 2024.12 says of special values: for each function the operands and the answer. A word stands
// for several values: see values.ts.

/** Of real operands: "first, second → answer". */
export const realCases = `
abs: nan → nan; -0 → +0; -inf → inf
acos: nan → nan; >1 → nan; <-1 → nan; 1 → +0
acosh: nan → nan; <1 → nan; 1 → +0; inf → inf
add: nan, any → nan; any, nan → nan; inf, -inf → nan; -inf, inf → nan; inf, inf → inf; -inf, -inf → -inf
add: inf, finite → inf; -inf, finite → -inf; finite, inf → inf; finite, -inf → -inf; -0, -0 → -0; -0, +0 → +0
add: +0, -0 → +0; +0, +0 → +0; ±0, nonzero → x2; nonzero, ±0 → x1; nonzero, -x1 → +0
asin: nan → nan; >1 → nan; <-1 → nan; +0 → +0; -0 → -0
asinh: nan → nan; +0 → +0; -0 → -0; inf → inf; -inf → -inf
atan: nan → nan; +0 → +0; -0 → -0; inf → π/2; -inf → -π/2
atan2: nan, any → nan; any, nan → nan; >0, +0 → π/2; >0, -0 → π/2; +0, >0 → +0; +0, +0 → +0; +0, -0 → π; +0, <0 → π
atan2: -0, >0 → -0; -0, +0 → -0; -0, -0 → -π; -0, <0 → -π; <0, +0 → -π/2; <0, -0 → -π/2; >0 & finite, inf → +0
atan2: >0 & finite, -inf → π; <0 & finite, inf → -0; <0 & finite, -inf → -π; inf, finite → π/2; -inf, finite → -π/2
atan2: inf, inf → π/4; inf, -inf → 3π/4; -inf, inf → -π/4; -inf, -inf → -3π/4
atanh: nan → nan; <-1 → nan; >1 → nan; -1 → -inf; +0 → +0; -0 → -0; 1 → inf
ceil: integer → x1; inf → inf; -inf → -inf; +0 → +0; -0 → -0; nan → nan
clip: nan, any, any → nan; any, nan, any → nan; any, any, nan → nan
copysign: any, <0 → -|x1|; any, -0 → -|x1|; any, +0 → |x1|; any, >0 → |x1|; nan, <0 → nan; nan, -0 → nan; nan, +0 → nan
copysign: nan, >0 → nan
cos: nan → nan; +0 → 1; -0 → 1; inf → nan; -inf → nan
cosh: nan → nan; +0 → 1; -0 → 1; inf → inf; -inf → inf
divide: nan, any → nan; any, nan → nan; ±inf, ±inf → nan; ±0, ±0 → nan; +0, >0 → +0; -0, >0 → -0; +0, <0 → -0
divide: -0, <0 → +0; >0, +0 → inf; >0, -0 → -inf; <0, +0 → -inf; <0, -0 → inf; inf, positive → inf
divide: inf, negative → -inf; -inf, positive → -inf; -inf, negative → inf; positive, inf → +0; positive, -inf → -0
divide: negative, inf → -0; negative, -inf → +0; positive, positive → >0; positive, negative → <0
divide: negative, positive → <0; negative, negative → >0
equal: nan, any → false; any, nan → false; inf, inf → true; -inf, -inf → true; -0, ±0 → true; +0, ±0 → true
equal: finite, x1 → true; inf, -inf → false; finite, ±inf → false
exp: nan → nan; +0 → 1; -0 → 1; inf → inf; -inf → +0
expm1: nan → nan; +0 → +0; -0 → -0; inf → inf; -inf → -1
floor: integer → x1; inf → inf; -inf → -inf; +0 → +0; -0 → -0; nan → nan
floorDivide: nan, any → nan; any, nan → nan; ±inf, ±inf → nan; ±0, ±0 → nan; +0, >0 → +0; -0, >0 → -0; +0, <0 → -0
floorDivide: -0, <0 → +0; >0, +0 → inf; >0, -0 → -inf; <0, +0 → -inf; <0, -0 → inf; inf, positive → inf
floorDivide: inf, negative → -inf; -inf, positive → -inf; -inf, negative → inf; positive, inf → +0; positive, -inf → -0
floorDivide: negative, inf → -0; negative, -inf → +0; positive, positive → ≥0; negative, negative → ≥0
floorDivide: positive, negative → ≤-0; negative, positive → ≤-0
hypot: ±inf, any → inf; any, ±inf → inf; ±0, any → |x2|; any, ±0 → |x1|; finite|nan, nan → nan; nan, finite|nan → nan
isfinite: ±inf → false; nan → false; finite → true
isinf: ±inf → true; finite|nan → false
isnan: nan → true; known → false
log: nan → nan; <0 → nan; ±0 → -inf; 1 → +0; inf → inf
log10: nan → nan; <0 → nan; ±0 → -inf; 1 → +0; inf → inf
log1p: nan → nan; <-1 → nan; -1 → -inf; -0 → -0; +0 → +0; inf → inf
log2: nan → nan; <0 → nan; ±0 → -inf; 1 → +0; inf → inf
logaddexp: nan, any → nan; any, nan → nan; inf, known → inf; known, inf → inf
multiply: nan, any → nan; any, nan → nan; ±inf, ±0 → nan; ±0, ±inf → nan; ±inf, ±inf → signed inf
multiply: ±inf, nonzero → signed inf; nonzero, ±inf → signed inf; ≥0, ≥0 → ≥0; ≥0, ≤-0 → ≤-0; ≤-0, ≥0 → ≤-0
multiply: ≤-0, ≤-0 → ≥0
nextafter: nan, any → nan; any, nan → nan; -0, +0 → +0; +0, -0 → -0
notEqual: nan, any → true; any, nan → true; inf, -inf → true; -inf, inf → true; finite, x1+1 → true; finite, x1 → false
pow: ≠1, nan → nan; any, +0 → 1; any, -0 → 1; nan, ≠0 → nan; |>1|, inf → inf; |>1|, -inf → +0; ±1, inf → 1
pow: ±1, -inf → 1; 1, known → 1; |<1|, inf → +0; |<1|, -inf → inf; inf, >0 → inf; inf, <0 → +0; -inf, >0 & odd → -inf
pow: -inf, >0 & not odd → inf; -inf, <0 & odd → -0; -inf, <0 & not odd → +0; +0, >0 → +0; +0, <0 → inf
pow: -0, >0 & odd → -0; -0, >0 & not odd → +0; -0, <0 & odd → -inf; -0, <0 & not odd → inf
pow: <0 & finite, finite & fraction → nan
remainder: nan, any → nan; any, nan → nan; ±inf, ±inf → nan; ±0, ±0 → nan; +0, >0 → +0; -0, >0 → +0; +0, <0 → -0
remainder: -0, <0 → -0; >0, +0 → nan; >0, -0 → nan; <0, +0 → nan; <0, -0 → nan; inf, positive → nan
remainder: inf, negative → nan; -inf, positive → nan; -inf, negative → nan; positive, inf → x1; positive, -inf → x2
remainder: negative, inf → x2; negative, -inf → x1
round: integer → x1; inf → inf; -inf → -inf; +0 → +0; -0 → -0; nan → nan; half → even
sign: <0 → -1; ±0 → 0; >0 → 1; nan → nan
signbit: +0 → false; -0 → true; inf → false; -inf → true; positive → false; negative → true
sin: nan → nan; +0 → +0; -0 → -0; ±inf → nan
sinh: nan → nan; +0 → +0; -0 → -0; inf → inf; -inf → -inf
sqrt: nan → nan; <0 → nan; +0 → +0; -0 → -0; inf → inf
tan: nan → nan; +0 → +0; -0 → -0; ±inf → nan
tanh: nan → nan; +0 → +0; -0 → -0; inf → 1; -inf → -1
trunc: integer → x1; inf → inf; -inf → -inf; +0 → +0; -0 → -0; nan → nan
`
