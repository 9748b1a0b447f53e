// The error function in double precision, by the rational approximations of Sun's fdlibm (s_erf.c), each on the interval
// where it is accurate to the last place.

const horner = (x: number, coefficients: readonly number[]): number => {
  let sum = 0
  for (let i = coefficients.length - 1; i >= 0; i--) sum = sum * x + (coefficients[i] as number)
  return sum
}

// erf x ≈ x + x p(x²)/q(x²) on [0, 0.84375]
const p = [
  1.28379167095512558561e-1, -3.2504210724700149937e-1, -2.84817495755985104766e-2, -5.77027029648944159157e-3, -2.37630166566501626084e-5,
]
const q = [
  1, 3.97917223959155352819e-1, 6.50222499887672944485e-2, 5.08130628187576562776e-3, 1.32494738004321644526e-4, -3.9602282787753681232e-6,
]

// erf x ≈ c + a(x − 1)/b(x − 1) on [0.84375, 1.25]
const c = 8.45062911510467529297e-1
const a = [
  -2.36211856075265944077e-3, 4.14856118683748331666e-1, -3.72207876035701323847e-1, 3.18346619901161753674e-1, -1.10894694282396677476e-1,
  3.54783043256182359371e-2, -2.166375594868790843e-3,
]
const b = [
  1, 1.06420880400844228286e-1, 5.40397917702171048937e-1, 7.18286544141962662868e-2, 1.26171219808761642112e-1, 1.36370839120290507362e-2,
  1.1984499846799107417e-2,
]

// erfc x ≈ exp(−x² − 0.5625 + r(1/x²)/s(1/x²)) / x on [1.25, 1/0.35] and from there to 28
const nearR = [
  -9.86494403484714822705e-3, -6.93858572707181764372e-1, -1.05586262253232909814e1, -6.23753324503260060396e1, -1.62396669462573470355e2,
  -1.84605092906711035994e2, -8.12874355063065934246e1, -9.81432934416914548592,
]
const nearS = [
  1, 1.96512716674392571292e1, 1.376577541435190426e2, 4.34565877475229228821e2, 6.45387271733267880336e2, 4.29008140027567833386e2,
  1.08635005541779435134e2, 6.57024977031928170135, -6.04244152148580987438e-2,
]
const farR = [
  -9.86494292470009928597e-3, -7.99283237680523006574e-1, -1.77579549177547519889e1, -1.60636384855821916062e2, -6.37566443368389627722e2,
  -1.02509513161107724954e3, -4.83519191608651397019e2,
]
const farS = [
  1, 3.03380607434824582924e1, 3.25792512996573918826e2, 1.53672958608443695994e3, 3.19985821950859553908e3, 2.55305040643316442583e3,
  4.74528541206955367215e2, -2.24409524465858183362e1,
]

/** erfc x for x ≥ 1.25; the square of z is exact, so that no rounding error grows in the exponential. */
function tail(x: number): number {
  if (x > 28) return 0
  const s = 1 / (x * x)
  const ratio = x < 1 / 0.35 ? horner(s, nearR) / horner(s, nearS) : horner(s, farR) / horner(s, farS)
  const z = Math.round(x * 4096) / 4096
  return (Math.exp(-z * z - 0.5625) * Math.exp((z - x) * (z + x) + ratio)) / x
}

/** 2/√π ∫₀ˣ exp(−t²) dt */
export function erf(x: number): number {
  const size = Math.abs(x)
  if (Number.isNaN(x)) return x
  if (size < 0.84375) return size < 1e-300 ? x * (2 / Math.sqrt(Math.PI)) : x + (x * horner(x * x, p)) / horner(x * x, q)
  const y = size < 1.25 ? c + horner(size - 1, a) / horner(size - 1, b) : 1 - tail(size)
  return x < 0 ? -y : y
}

/** 1 − erf x, accurate where erf x is near 1. */
export function erfc(x: number): number {
  const size = Math.abs(x)
  if (Number.isNaN(x)) return x
  if (size < 0.84375) {
    const y = horner(x * x, p) / horner(x * x, q)
    return x < 0.25 ? 1 - (x + x * y) : 0.5 - (x - 0.5 + x * y)
  }
  if (size < 1.25) {
    const y = horner(size - 1, a) / horner(size - 1, b)
    return x >= 0 ? 1 - c - y : 1 + c + y
  }
  return x >= 0 ? tail(x) : 2 - tail(-x)
}

// Giles' approximation of erf⁻¹ y / y for w = −log(1 − y²) below 5 and from there to 16
const near = [
  1.50140941, 0.246640727, -0.00417768164, -0.00125372503, 0.00021858087, -4.39150654e-6, -3.5233877e-6, 3.43273939e-7, 2.81022636e-8,
]
const far = [
  2.83297682, 1.00167406, 0.00943887047, -0.0076224613, 0.00573950773, -0.00367342844, 0.00134934322, 0.000100950558, -0.000200214257,
]

/** erf⁻¹ y to some digits. Beyond Giles' range: erfc x ≈ exp(−x²) / (x √π), solved for the x of the exponential. */
function aboutErfinv(y: number): number {
  const w = -Math.log((1 - y) * (1 + y))
  if (w < 15) return y * (w < 5 ? horner(w - 2.5, near) : horner(Math.sqrt(w) - 3, far))
  const u = -Math.log((1 - Math.abs(y)) * Math.sqrt(Math.PI))
  return Math.sign(y) * Math.sqrt(u - Math.log(u) / 2)
}

/** The inverse of erf: an approximation, then steps of Halley's method. */
export function erfinv(y: number): number {
  if (!(y > -1 && y < 1)) return Math.abs(y) === 1 ? y * Number.POSITIVE_INFINITY : Number.NaN
  if (Math.abs(y) < 1e-150) return (y * Math.sqrt(Math.PI)) / 2
  let x = aboutErfinv(y)
  for (let i = 0; i < 2; i++) {
    // erfc keeps the digits where |y| is near 1
    const error = Math.abs(y) < 0.5 ? erf(x) - y : y > 0 ? 1 - y - erfc(x) : erfc(-x) - (1 + y)
    const step = error / ((2 / Math.sqrt(Math.PI)) * Math.exp(-x * x))
    x -= step / (1 + x * step)
  }
  return x
}
