// The gamma function's logarithm and the derivatives of that logarithm.

// ζ(k) − 1 for k = 2, 3, …
const zetaMinusOne = [
  0.6449340668482264, 0.2020569031595943, 0.08232323371113819, 0.03692775514336993, 0.01734306198444914, 0.008349277381922827,
  0.00407735619794434, 0.0020083928260822143, 0.0009945751278180853, 0.0004941886041194645, 0.0002460865533080483, 0.00012271334757848915,
  6.124813505870483e-5, 3.058823630702049e-5, 1.528225940865187e-5, 7.637197637899763e-6, 3.81729326499984e-6, 1.908212716553939e-6,
  9.539620338727962e-7, 4.769329867878064e-7, 2.38450502727733e-7, 1.1921992596531106e-7, 5.960818905125948e-8, 2.980350351465228e-8,
  1.4901554828365043e-8, 7.45071178983543e-9, 3.725334024788457e-9, 1.862659723513049e-9, 9.313274324196682e-10, 4.656629065033784e-10,
]
const EULER = 0.5772156649015329

/** log Γ(2 + z) = (1 − γ) z + Σ (−1)ᵏ (ζ(k) − 1) zᵏ / k for |z| ≤ 1/2, exact to the last digits at its zero. */
function aroundTwo(z: number): number {
  let sum = 0
  for (let k = zetaMinusOne.length + 1; k >= 2; k--) sum = (sum + ((k % 2 === 0 ? 1 : -1) * (zetaMinusOne[k - 2] as number)) / k) * z
  return z * (1 - EULER + sum)
}

// B₂ₖ / (2k (2k − 1))
const stirling = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156]

/** log |Γ(x)| */
export function lgamma(x: number): number {
  if (Number.isNaN(x)) return x
  if (!Number.isFinite(x)) return Number.POSITIVE_INFINITY
  if (x <= 0) {
    if (Number.isInteger(x)) return Number.POSITIVE_INFINITY
    // Γ(x) Γ(1 − x) = π / sin πx
    return Math.log(Math.PI / Math.abs(sinPi(x))) - lgamma(1 - x)
  }
  if (x < 0.5) return aroundOne(x) - Math.log(x)
  if (x < 1.5) return aroundOne(x - 1)
  if (x <= 2.5) return aroundTwo(x - 2)
  if (x < 10) {
    let product = 1
    let y = x
    while (y > 2.5) product *= --y
    return Math.log(product) + aroundTwo(y - 2)
  }
  let series = 0
  for (let k = stirling.length - 1; k >= 0; k--) series = series / (x * x) + (stirling[k] as number)
  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series / x
}

/** log Γ(1 + z) = log Γ(2 + z) − log(1 + z) */
const aroundOne = (z: number): number => aroundTwo(z) - Math.log1p(z)

/** sin πx by way of the fraction, which is exact. */
function sinPi(x: number): number {
  const r = x - 2 * Math.round(x / 2)
  return Math.sin(Math.PI * (Math.abs(r) > 0.5 ? Math.sign(r) - r : r))
}

// B₂ₖ / 2k
const digammaSeries = [1 / 12, -1 / 120, 1 / 252, -1 / 240, 1 / 132, -691 / 32760, 1 / 12]

// The one positive root r of ψ, in two parts, and ψ⁽ⁿ⁾(r) / n! for n = 1, 2, …: beside it the parts of the general formula cancel.
const digammaRoot = 1.4616321449683622
const digammaRootRest = 9.549995429965697e-17
const digammaAtRoot = [
  0.9676722454476212, -0.4427631689835921, 0.258499760955651, -0.16394270544240652, 0.10782405069126237, -0.07219956125645471,
  0.04880428816414311, -0.03316112647484736, 0.022597648232218104, -0.01542476590494896, 0.010538791616612175, -0.007204534386356869,
]

/** ψ(x) = d/dx log Γ(x) */
export function digamma(x: number): number {
  if (Number.isNaN(x) || x === Number.NEGATIVE_INFINITY) return Number.NaN
  if (x === Number.POSITIVE_INFINITY) return x
  if (x <= 0) {
    if (x === 0) return Object.is(x, -0) ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY
    if (Number.isInteger(x)) return Number.NaN
    // ψ(1 − x) − ψ(x) = π cot πx
    const r = x - Math.round(x)
    return digamma(1 - x) - Math.PI / Math.tan(Math.PI * r)
  }
  const h = x - digammaRoot - digammaRootRest
  if (Math.abs(h) < 0.06) return digammaAtRoot.reduceRight((rest, c) => (rest + c) * h, 0)
  let shift = 0
  let y = x
  for (; y < 10; y++) shift += 1 / y
  let series = 0
  for (let k = digammaSeries.length - 1; k >= 0; k--) series = series / (y * y) + (digammaSeries[k] as number)
  return Math.log(y) - 0.5 / y - series / (y * y) - shift
}

// B₂ₖ / (2k)!
const bernoulli = [
  1 / 12,
  -1 / 720,
  1 / 30240,
  -1 / 1209600,
  1 / 47900160,
  -691 / 1307674368000,
  1 / 74724249600,
  -3617 / 10670622842880000,
]

/** ψ⁽ⁿ⁾(x) = (−1)ⁿ⁺¹ n! ζ(n + 1, x), the Hurwitz zeta function by the Euler-Maclaurin formula. */
export function polygamma(n: number, x: number): number {
  if (n === 0) return digamma(x)
  if (!Number.isInteger(n) || n < 0 || Number.isNaN(x) || x === Number.NEGATIVE_INFINITY) return Number.NaN
  if (x === Number.POSITIVE_INFINITY) return 0
  if (x <= 0 && Number.isInteger(x)) return n % 2 === 1 ? Number.POSITIVE_INFINITY : Number.NaN
  // ψ′(x) + ψ′(1 − x) = π² / sin² πx
  if (n === 1 && x < -10) return (Math.PI / sinPi(x)) ** 2 - polygamma(1, 1 - x)
  // n! has long overflowed, and as many terms would have to be added
  if (x < -1e6 || n > 1e4) return Number.NaN
  const s = n + 1
  let sum = 0
  let y = x
  for (; y < 10 + n; y++) sum += y ** -s
  sum += y ** (1 - s) / (s - 1) + y ** -s / 2
  let term = s * y ** (-s - 1)
  for (let k = 0; k < bernoulli.length; k++) {
    sum += (bernoulli[k] as number) * term
    term *= ((s + 2 * k + 1) * (s + 2 * k + 2)) / (y * y)
  }
  let factorial = 1
  for (let k = 2; k <= n; k++) factorial *= k
  return (n % 2 === 1 ? 1 : -1) * factorial * sum
}

/** Γ(x): whole numbers by multiplication, exactly as far as float64 holds factorials; from 25 up Stirling's formula. */
export function gamma(x: number): number {
  if (Number.isNaN(x) || x === Number.NEGATIVE_INFINITY) return Number.NaN
  if (x > 171.7) return Number.POSITIVE_INFINITY
  if (x === 0) return 1 / x
  if (x < 0.5) return Number.isInteger(x) ? Number.NaN : Math.PI / (sinPi(x) * gamma(1 - x))
  if (x > 25 && !Number.isInteger(x)) {
    let series = 0
    for (let k = stirling.length - 1; k >= 0; k--) series = series / (x * x) + (stirling[k] as number)
    // x^(x − 1/2) in two factors, because it overflows before e⁻ˣ brings it back
    const half = x ** (0.5 * x - 0.25)
    return Math.sqrt(2 * Math.PI) * half * Math.exp(-x) * half * Math.exp(series / x)
  }
  let product = 1
  let y = x
  while (y > 2.5) product *= --y
  while (y < 1.5) product /= y++
  return y === 2 ? product : product * Math.exp(aroundTwo(y - 2))
}
